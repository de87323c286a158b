"""What tests of the pages of a case begin with: a person with everything, and somebody to open it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import User
from alongside.casework.actions.cases import close_case
from alongside.casework.actions.instructions import record_said
from alongside.casework.actions.options import add_option
from alongside.casework.actions.steps import finish_step
from alongside.casework.models import (
    Case,
    Contact,
    Instruction,
    Option,
    Rung,
    Step,
)
from alongside.common import clock
from alongside.people.models import Person
from tests.conftest import SignIn
from tests.factories.casework import (
    make_case,
    make_instruction,
    make_note,
    make_step,
)
from tests.factories.people import make_partnership, make_person

CANARY = "Canary Wharf"


@dataclass(frozen=True)
class World:
    """A person with a case, and a row of each kind for which there is a page."""

    person: Person
    case: Case
    closed: Case
    words: Instruction
    agreed: Instruction
    said: Instruction
    option: Option
    step: Step
    done: Step
    note: Contact

    def url(self, name: str, *, person: Any = None) -> str:
        """Return the address of a page, as if of `person`."""
        row: Any = {
            "case-reopen": self.closed,
            "instruction-change": self.words,
            "instruction-agree": self.words,
            "instruction-said": self.agreed,
            "instruction-right": self.said,
            "instruction-withdraw": self.agreed,
            "option-change": self.option,
            "step-take-up": self.done,
            "note-correct": self.note,
        }.get(name)
        row = row or (self.step if name.startswith("step-") and name != "step-new" else self.case)
        args = [person or self.person.pk]
        return reverse(name, args=args if name in OF_THE_PERSON else [*args, row.pk])


OF_THE_PERSON = ("person", "person-story", "agreement", "case-new", "step-new", "note-new")


READ = ("person", "person-story", "case")


WRITE = (
    "agreement",
    "case-new",
    "case-change",
    "case-aim",
    "case-close",
    "case-reopen",
    "instruction-new",
    "instruction-change",
    "instruction-agree",
    "instruction-said",
    "instruction-right",
    "instruction-withdraw",
    "option-new",
    "option-change",
    "option-choose",
    "step-new",
    "case-step-new",
    "step-plan",
    "step-move",
    "step-done",
    "step-cancel",
    "step-hand-over",
    "note-new",
    "case-note-new",
    "note-correct",
)


@pytest.fixture
def world(person: Person, advocate: User) -> World:
    """The world."""
    today = clock.today()
    case = make_case(person, by=advocate, aim=f"I want {CANARY}", other_side=CANARY, about_words=CANARY)
    closed = make_case(person, by=advocate, aim=f"I wanted {CANARY}")
    close_case(closed, by=advocate, reason="done", aim_met="no", outcome_words=CANARY)
    agreed = make_instruction(case, by=advocate, words=CANARY, agreed_on=today)
    said = make_instruction(case, by=advocate, words=CANARY, agreed_on=today)
    record_said(said, by=advocate, done_on=today, said_back=CANARY)
    done = make_step(person, by=advocate, case=case, what=CANARY)
    finish_step(done, by=advocate, done_on=today)
    return World(
        person=person,
        case=case,
        closed=closed,
        words=make_instruction(case, by=advocate, words=CANARY),
        agreed=agreed,
        said=said,
        option=add_option(case, by=advocate, words=CANARY),
        step=make_step(person, by=advocate, case=case, what=CANARY, rung=Rung.YOU_SPEAK),
        done=done,
        note=make_note(person, by=advocate, case=case, fact=CANARY),
    )


@pytest.fixture
def client(advocate: User, signed_in: SignIn) -> Client:
    """The advocate's browser."""
    return signed_in(advocate)


def boxes(name: str, day: date) -> dict[str, str]:
    """Return a day as its three boxes are sent."""
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def send(client: Client, url: str, **fields: Any) -> None:
    """Send a form and expect to be sent on."""
    answer = client.post(url, fields)
    found = answer.context["form"].errors if answer.status_code == 422 else answer.status_code
    assert found == 302


def newest(model: Any) -> Any:
    """Return the row that was made last: ids grow with time."""
    return model.objects.order_by("-pk").first()


@pytest.fixture
def contact(advocate: User) -> Person:
    """An anonymous contact of the advocate's."""
    contact = make_person(by=advocate)
    make_partnership(contact, advocate)
    return contact
