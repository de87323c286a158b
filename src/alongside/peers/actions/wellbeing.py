"""Hard contacts, debriefs, one's own plan, stepping back and in again (E9, E10)."""

from collections.abc import Collection, Mapping
from datetime import date

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.common.problems import refuse_if
from alongside.crypto.actions import make_key
from alongside.peers.actions.stages import move_stage
from alongside.peers.models import Away, DebriefState, HardContact, PlanShare, Stage, StageName, WellbeingPlan
from alongside.peers.rules.wellbeing import debrief_problems, step_back_problems, step_in_problems


def tell_hard_contact(*, by: User, happened_on: date, words: str = "") -> HardContact:
    """Say that a contact was hard: from now on somebody has a day to offer a talk about it (E9)."""
    with recorded("hard_contact.tell", by=by) as note:
        make_key(by.pk)
        hard = HardContact(user=by, happened_on=happened_on, words=words or None, told_at=clock.now())
        hard.save(force_insert=True)
        note.about = hard
    return hard


def offer_debrief(hard: HardContact, *, by: User) -> HardContact:
    """Write that a talk was offered."""
    with recorded("hard_contact.offer", by=by, about=hard):
        refuse_if(debrief_problems(hard, by=by))
        hard.change(state=DebriefState.OFFERED, offered_by=by, offered_at=clock.now())
    return hard


def have_debrief(hard: HardContact, *, by: User, on: date | None = None) -> HardContact:
    """Write that one has talked about it with them."""
    with recorded("hard_contact.talk", by=by, about=hard):
        refuse_if(debrief_problems(hard, by=by))
        hard.change(state=DebriefState.HAD, had_with=by, settled_on=on or clock.today())
    return hard


def decline_debrief(hard: HardContact, *, by: User) -> HardContact:
    """Say that one does not want to talk about it: `by` is whose contact it was."""
    with recorded("hard_contact.decline", by=by, about=hard):
        hard.change(state=DebriefState.NOT_WANTED, settled_on=clock.today())
    return hard


def write_plan(*, by: User, words: Mapping[str, str], readers: Collection[User]) -> WellbeingPlan:
    """Write one's own plan, and say just who may read it from now on (E10)."""
    with recorded("plan.write", by=by, readers=len(readers)) as note:
        make_key(by.pk)
        plan = WellbeingPlan.objects.filter(user=by).first() or WellbeingPlan(user=by)
        plan.words = {name: text for name, text in words.items() if text}
        plan.changed_at = clock.now()
        plan.save()
        plan.shares.exclude(reader__in=list(readers)).delete()
        for reader in readers:
            PlanShare.objects.get_or_create(plan=plan, reader=reader, defaults={"from_at": clock.now()})
        note.about = plan
    return plan


def step_back(user: User, *, by: User, perhaps_until: date | None = None) -> Away:
    """Let somebody step back from today. Nobody is asked why, and others see that they are away (E10)."""
    today = clock.today()
    with recorded("away.begin", by=by, user=user.pk) as note:
        stage = Stage.objects.now_of([user.pk]).get(user.pk)
        refuse_if(step_back_problems(stage))
        # whoever was moved on without a talk left a row open
        Away.objects.filter(user=user, back_on=None).update(back_on=today)
        away = Away(
            user=user, from_on=today, stage_before=str(stage), perhaps_until=perhaps_until, told_by=by
        )
        away.save(force_insert=True)
        move_stage(user, to=StageName.STEPPED_BACK, by=by)
        note.about = away
    return away


def ask_to_come_back(away: Away, *, by: User) -> Away:
    """Say that one would like to come back: somebody finds time for a talk first."""
    with recorded("away.ask_back", by=by, about=away):
        away.change(wants_back_at=clock.now())
    return away


def step_in(away: Away, *, by: User, talked_on: date) -> Away:
    """Let somebody come back to where they were, after a talk (E10)."""
    with recorded("away.end", by=by, about=away, user=away.user_id):
        stage = Stage.objects.now_of([away.user_id]).get(away.user_id)
        refuse_if(step_in_problems(away, stage, by=by))
        move_stage(away.user, to=StageName(away.stage_before), by=by)
        away.change(back_on=clock.today(), talked_on=talked_on, talked_with=by)
    return away
