"""Who may look after whom, and what stands against stepping back and in again."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.accounts.rules import may_supervise
from alongside.common.problems import Problem
from alongside.peers.models import Away, DebriefState, HardContact, StageName
from alongside.peers.rules.stages import TRAINED_WITH_US


def hard_contacts_visible_to(user: User) -> QuerySet[HardContact]:
    """Return the hard contacts `user` may read: of others for whoever supervises, and one's own elsewhere."""
    if not may_supervise(user):
        return HardContact.objects.none()
    return HardContact.objects.exclude(user=user)


def debrief_problems(hard: HardContact, *, by: User) -> list[Problem]:
    """Say what stands against offering, or having had, a talk about a hard contact."""
    problems = []
    if hard.user_id == by.pk:
        problems.append(Problem("oneself", _("Somebody else has to talk with you.")))
    if hard.state in {DebriefState.HAD, DebriefState.NOT_WANTED}:
        problems.append(Problem("settled", _("This was talked about already, or is not wanted.")))
    return problems


def step_back_problems(stage: StageName | None) -> list[Problem]:
    """Say what stands against stepping back from a stage."""
    if stage in TRAINED_WITH_US:
        return []
    return [Problem("not_here", _("There is nothing to step back from now."))]


def step_in_problems(away: Away, stage: StageName | None, *, by: User) -> list[Problem]:
    """Say what stands against coming back."""
    problems = []
    if away.user_id == by.pk:
        problems.append(Problem("oneself", _("Somebody else writes this, after a talk with you.")))
    if away.back_on or stage != StageName.STEPPED_BACK:
        problems.append(Problem("not_away", _("They are back already.")))
    return problems
