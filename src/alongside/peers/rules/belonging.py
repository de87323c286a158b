"""Who reads what an advocate says is not right, and what stands against changes (E15, E17)."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from alongside.accounts.models import Role, User
from alongside.common.problems import Problem
from alongside.peers.models import NextGoal, TeamAgreement, Trouble, TroubleStep

LISTENS = {
    TroubleStep.TALK: (Role.SUPERVISOR, Role.COORDINATOR),
    TroubleStep.COORDINATOR: (Role.COORDINATOR,),
    TroubleStep.BOARD: (Role.BOARD,),
}
"""To whom something can be brought at each step."""


def step_for(user: User) -> TroubleStep:
    """Return the step that bringing something to this user is."""
    if user.has_role(Role.BOARD):
        return TroubleStep.BOARD
    return TroubleStep.COORDINATOR if user.has_role(Role.COORDINATOR) else TroubleStep.TALK


def troubles_visible_to(user: User) -> QuerySet[Trouble]:
    """Return what they said themselves, and what was brought to them; nobody else's."""
    return Trouble.objects.filter(Q(made_by=user) | Q(brought_to=user))


def bring_problems(user: User, to: User) -> list[Problem]:
    """It is brought to somebody else, who listens."""
    if user != to and to.has_role(*(role for roles in LISTENS.values() for role in roles)):
        return []
    return [Problem("not_a_listener", _("Choose somebody else."), "to")]


def news_problems(trouble: Trouble, *, by: User, is_decided: bool) -> list[Problem]:
    """Nothing is added once it is put right; whose it is decides whether it is, or goes further."""
    problems = []
    if trouble.ended_on is not None:
        problems.append(Problem("ended", _("This has been put right. Begin a new one if it comes back.")))
    if is_decided and by.pk != trouble.made_by_id:
        problems.append(Problem("not_theirs", _("Only whose it is can say this.")))
    return problems


def sign_problems(version: TeamAgreement) -> list[Problem]:
    """One agrees to the words as they stand."""
    if not TeamAgreement.objects.filter(number__gt=version.number).exists():
        return []
    return [Problem("newer", _("The words have changed. Read them again."))]


def goals_visible_to(user: User) -> QuerySet[NextGoal]:
    """Return their own, and what advocates shared with those who supervise."""
    theirs = Q(made_by=user)
    if user.has_role(Role.SUPERVISOR, Role.COORDINATOR):
        theirs |= Q(is_shared=True)
    return NextGoal.objects.filter(theirs)
