"""How much of a training somebody had, and what stands against beginning or finishing it (E5)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.accounts.models import User
from alongside.common.problems import Problem
from alongside.peers.models import HAD_IT, Stage, Trainee
from alongside.peers.rules.stages import SHADOWING

FEWEST = 13
"""Sessions in a programme, at least [policy]."""
MOST = 15
"""Sessions in a programme, at most [policy]."""
ENOUGH = 80
"""Out of 100 sessions held: below this somebody gets a plan to catch up, and is never taken off [policy]."""


@dataclass(frozen=True)
class Progress:
    """How many lessons had a register, and how many of them somebody had."""

    held: int
    had: int

    @property
    def percent(self) -> int:
        """The share they had, rounded down; all of it before the first lesson."""
        return 100 * self.had // self.held if self.held else 100

    @property
    def needs_plan(self) -> bool:
        """Tell whether they need a plan to catch up."""
        return self.percent < ENOUGH


def progress_of(answers: Collection[str]) -> Progress:
    """Return what a trainee's lines in the register come to."""
    return Progress(held=len(answers), had=sum(answer in HAD_IT for answer in answers))


def programme_problems(topics: Sequence[str]) -> list[Problem]:
    """A programme has 13 to 15 sessions."""
    if FEWEST <= len(topics) <= MOST:
        return []
    sentence = _("A training has %(fewest)d to %(most)d sessions. This has %(number)d.") % {
        "fewest": FEWEST,
        "most": MOST,
        "number": len(topics),
    }
    return [Problem("not_a_programme", sentence, "topics")]


def finish_problems(trainee: Trainee, *, by: User) -> list[Problem]:
    """Say what stands against saying that somebody has finished their training."""
    problems = []
    if trainee.user_id == by.pk:
        problems.append(Problem("own_training", _("Somebody else must say this.")))
    answers = list(trainee.attended.values_list("answer", flat=True))
    left = trainee.cohort.lessons.count() - len(answers)
    if left:
        sentence = ngettext(
            "%(n)d session has no register yet.", "%(n)d sessions have no register yet.", left
        )
        problems.append(Problem("not_over", sentence % {"n": left}))
    progress = progress_of(answers)
    if progress.needs_plan:
        sentence = _("They had %(had)d of %(held)d sessions. Let them catch up first.")
        problems.append(Problem("too_little", sentence % {"had": progress.had, "held": progress.held}))
    return problems


def training_in_the_way(users: Collection[UUID], on: date) -> dict[UUID, Problem]:
    """Return who has not finished the training on a day, in two queries.

    Who has been a shadow or a lead before was trained before: here, elsewhere, or before this was kept.
    """
    finished = Trainee.objects.filter(user__in=users, finished_on__lte=on)
    shadowed = Stage.objects.filter(peer__user__in=users, stage__in=SHADOWING, from_on__lte=on)
    done = {*finished.values_list("user", flat=True), *shadowed.values_list("peer__user", flat=True)}
    problem = Problem("not_trained", _("Has not finished the training yet."))
    return {user: problem for user in users if user not in done}
