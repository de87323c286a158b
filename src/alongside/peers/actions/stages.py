"""Moving from stage to stage."""

from datetime import date

from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.common.problems import Problem, refuse_if
from alongside.peers.models import Basis, Peer, Stage, StageName
from alongside.peers.rules import lead_problems, needs_sign_off, stage_problems


def move_stage(
    user: User,
    *,
    to: StageName,
    by: User,
    why: str = "",
    from_on: date | None = None,
    led_before: bool = False,
) -> Stage:
    """Let a new stage begin, with who decided and why; the stages before it stay as they were (E1).

    Who leads for the first time is signed off by their record (E6, E7). `led_before` stands for it where
    somebody led elsewhere, or before this was kept; it needs a reason.
    """
    with recorded("stage.move", by=by, about=user, to=to) as note:
        # held to the end: two moves at once would each follow the same stage
        User.objects.select_for_update().get(pk=user.pk)
        current = Stage.objects.filter(peer__user=user).newest_first().first()
        begins = from_on or clock.today()
        first_lead = needs_sign_off(user, to)
        problems = stage_problems(current, to=to, from_on=begins)
        refuse_if(problems + (_sign_off(user, why, led_before=led_before) if first_lead else []))
        peer, _made = Peer.objects.get_or_create(user=user, defaults={"made_at": clock.now()})
        stage = Stage(
            peer=peer, stage=to, from_on=begins, why=why or None, decided_by=by, made_at=clock.now()
        )
        if first_lead:
            stage.basis = note.facts["basis"] = Basis.LED_BEFORE if led_before else Basis.SIGNED_OFF
        stage.save(force_insert=True)
        note.about = stage
    return stage


def _sign_off(user: User, why: str, *, led_before: bool) -> list[Problem]:
    if not led_before:
        return lead_problems(user)
    return [] if why.strip() else [Problem("no_why", _("Write where they led before."), "why")]
