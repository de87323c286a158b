"""The cases of one person, and one case with all that hangs on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from alongside.casework.models import (
    Case,
    CasePeriod,
    CaseState,
    EarlierAim,
    Instruction,
    Option,
    OptionChoice,
    Paper,
    Step,
)
from alongside.people.models import Person


def cases_of(person: Person) -> list[Case]:
    """Return a person's cases: open ones first, then the newest."""
    newest_first = Case.objects.filter(person=person).order_by("-opened_on", "-id")
    return sorted(newest_first, key=lambda case: not case.is_open)


def open_cases_of(person: Person) -> list[Case]:
    """Return the cases of a person that are being worked on, the newest first."""
    return list(Case.objects.filter(person=person, state=CaseState.OPEN).order_by("-opened_on", "-id"))


def options_of(case: Case) -> list[Option]:
    """Return what is on the options sheet, in the order it was put there."""
    return list(case.options.order_by("number"))


def agreed_words_of(person: Person, case: Case | None) -> list[Instruction]:
    """Return the words a person agreed to and has not taken back; of one case, where one is given."""
    agreed = Instruction.objects.filter(person=person, agreed_on__isnull=False, withdrawn_on=None)
    of_case = agreed.filter(case=case) if case else agreed.filter(case__state=CaseState.OPEN)
    return list(of_case.order_by("-agreed_on", "-id"))


def papers_of_person(person: Person) -> list[Paper]:
    """Return all papers of a person, the last that came first."""
    papers = Paper.objects.filter(person=person).select_related("case")
    return list(papers.order_by("-written_at", "-id"))


@dataclass(frozen=True)
class Sheet:
    """All that hangs on a case, but its notes."""

    case: Case
    steps: Sequence[Step]
    options: Sequence[Option]
    choices: Sequence[OptionChoice]
    instructions: Sequence[Instruction]
    periods: Sequence[CasePeriod]
    earlier_aims: Sequence[EarlierAim]

    @property
    def open_steps(self) -> list[Step]:
        """The steps still to be done."""
        return [step for step in self.steps if step.is_open]

    @property
    def past_steps(self) -> list[Step]:
        """The steps done or taken off."""
        return [step for step in self.steps if not step.is_open]

    @property
    def live_words(self) -> list[Instruction]:
        """The words to be agreed, said, or asked about."""
        return [words for words in self.instructions if not words.is_done_with]

    @property
    def past_words(self) -> list[Instruction]:
        """The words that were said and found right or not, or were taken back."""
        return [words for words in self.instructions if words.is_done_with]

    @property
    def choice(self) -> OptionChoice | None:
        """What the person has chosen as things stand."""
        return self.choices[0] if self.choices else None

    @property
    def were_chosen(self) -> set[UUID]:
        """The options they chose at some time, which stay as they are."""
        return {choice.option_id for choice in self.choices}


def sheet_of(case: Case) -> Sheet:
    """Return a case with all that hangs on it, in as many queries whatever it holds."""
    steps = case.steps.select_related("doer", "instruction").prefetch_related("moves__written_by")
    return Sheet(
        case=case,
        steps=list(steps.order_by(F("due_on").asc(nulls_last=True), "written_at", "id")),
        options=options_of(case),
        choices=list(case.choices.select_related("option").order_by("-number")),
        instructions=list(case.instructions.select_related("written_by").order_by("-written_at", "-id")),
        periods=list(
            case.periods.select_related("closed_by", "written_by")
            .prefetch_related("outcomes")
            .order_by("-number")
        ),
        earlier_aims=list(case.earlier_aims.order_by("-written_at", "-id")),
    )
