"""Who may be put on a session as what, and which stage may follow which."""

from collections.abc import Mapping
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.common import clock
from alongside.common.problems import Problem
from alongside.peers.models import ShiftRole, Stage, StageName

SIGNED_OFF = frozenset({StageName.LEAD, StageName.SENIOR})
SHADOWING = frozenset({*SIGNED_OFF, StageName.SHADOW})
TRAINED_WITH_US = frozenset({*SHADOWING, StageName.TRAINING})
GONE = frozenset({StageName.STEPPED_BACK, StageName.MOVED_ON})
READY = {ShiftRole.LEAD: SIGNED_OFF, ShiftRole.SHADOW: SHADOWING, ShiftRole.HELPER: TRAINED_WITH_US}
"""The stages from which one may be put on a session as what."""


def is_signed_off_lead(user: User) -> bool:
    """Lead or senior lead today."""
    return Stage.objects.now_of([user.pk]).get(user.pk) in SIGNED_OFF


def placement_problem(stage: StageName | None, role: ShiftRole, words: Mapping[str, str]) -> Problem | None:
    """Say what in a stage stands against `role`. That somebody stepped back is never given as the reason."""
    if stage in READY[role]:
        return None
    if stage in GONE:
        return Problem("not_available", _("Not available."))
    if stage not in TRAINED_WITH_US:
        return Problem("not_in_training", _("Has not started training yet."))
    if role == ShiftRole.LEAD:
        return Problem("not_signed_off", _("Not signed off as a %(lead)s yet.") % {"lead": words["lead"]})
    return Problem(
        "not_shadowing", _("Still in training, so cannot be a %(shadow)s yet.") % {"shadow": words["shadow"]}
    )


def stage_problems(current: Stage | None, *, to: StageName, from_on: date) -> list[Problem]:
    """Say what stands against moving on from `current`."""
    problems = []
    if current and current.stage == to:
        problems.append(Problem("same_stage", _("This is their stage already. Choose another one."), "to"))
    if from_on > clock.today():
        problems.append(Problem("not_yet", _("The day must be today or earlier."), "from_on"))
    if current and from_on < current.from_on:
        problems.append(
            Problem("before_the_last", _("The stage before began later. Choose a later day."), "from_on")
        )
    return problems


def stage_label(stage: str | None, words: Mapping[str, str]) -> str:
    """Return the name of a stage, in the service's own words; None is somebody who has not begun."""
    if stage is None:
        return _("Not begun")
    own = {StageName.LEAD: words["lead"], StageName.SHADOW: words["shadow"]}
    if stage == StageName.SENIOR:
        return _("Senior %(lead)s") % {"lead": words["lead"]}
    return capfirst(own.get(StageName(stage)) or str(StageName(stage).label))
