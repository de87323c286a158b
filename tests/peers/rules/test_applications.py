"""When somebody we helped is asked to help, and how who applied is answered (E2, E3)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from alongside.accounts.models import Service, User
from alongside.accounts.queries import loaded_once
from alongside.audit.actions import recorded
from alongside.common.problems import Problem
from alongside.peers.actions import invite
from alongside.peers.models import Application, Decision
from alongside.peers.rules import (
    accept_problems,
    account_problems,
    answer_day,
    apply_from,
    decide_problems,
    invite_problems,
)
from alongside.people.models import PartnershipKind, Person
from tests.factories.accounts import somebody
from tests.factories.people import make_partnership, make_person

TODAY = date(2026, 11, 24)
ASKED = Problem("asked_already", "They have been asked already.")
ASK_LATER = Problem("still_helped", "An advocate still works with them. Ask once that has come to an end.")
STILL_HELPED = Problem("still_helped", "An advocate still works with them.")
DECIDED = Problem("decided", "This has been answered already.")
NO_CHAT = Problem("no_chat", "Have the friendly chat first.", "decision")
NO_ACCOUNT = Problem("no_account", "An account is opened once, after a yes.")


@pytest.fixture(autouse=True)
def _tuesday() -> Iterator[None]:
    """The clock stands at noon on Tuesday 24 November 2026."""
    with time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=UTC), tick=False):
        yield


def seen_last(person: Person, days: int) -> Person:
    """Return somebody whom we saw last so many days ago."""
    with recorded("person.age", by=None):
        person.change(last_seen_on=TODAY - timedelta(days=days))
    return person


@pytest.mark.parametrize("days, day", [(89, "Wed 25 Nov"), (1, "Sun 21 Feb 2027")])
def test_who_was_helped_lately_is_told_from_when_they_can_apply(
    days: int, day: str, coordinator: User
) -> None:
    person = seen_last(make_person(by=coordinator, called="Kit"), days)

    sentence = f"They can apply from {day}. Time in between keeps it a free choice."
    assert accept_problems(person) == [Problem("too_soon", sentence)]


def test_who_was_last_seen_ninety_days_ago_can_apply_today(coordinator: User) -> None:
    person = seen_last(make_person(by=coordinator, called="Kit"), 90)

    assert (apply_from(person), accept_problems(person)) == (TODAY, [])


def test_who_was_helped_can_apply_ninety_days_after_we_saw_them_last() -> None:
    assert apply_from(Person(last_seen_on=date(2026, 8, 26))) == TODAY


@pytest.mark.parametrize(
    "kind, is_helped",
    [
        (PartnershipKind.ADVOCATE, True),
        (PartnershipKind.COVER, True),
        (PartnershipKind.CLINIC, False),
        (PartnershipKind.SUPERVISOR, False),
        (PartnershipKind.NAMED, False),
    ],
)
def test_whoever_an_advocate_works_with_is_asked_later(
    kind: PartnershipKind, is_helped: bool, coordinator: User, advocate: User
) -> None:
    person = seen_last(make_person(by=coordinator, called="Kit"), 200)
    make_partnership(person, advocate, kind)

    assert invite_problems(person) == ([ASK_LATER] if is_helped else [])
    assert accept_problems(person) == ([STILL_HELPED] if is_helped else [])


@pytest.mark.parametrize("days, is_helped", [(-1, False), (0, True)])
def test_last_day_of_help_is_part_of_it(
    days: int, is_helped: bool, coordinator: User, advocate: User
) -> None:
    person = make_person(by=coordinator, called="Kit")
    held, last = make_partnership(person, advocate), TODAY + timedelta(days=days)
    with recorded("partnership.change", by=coordinator):
        held.change(starts_on=TODAY - timedelta(days=9), ends_on=last)

    assert invite_problems(person) == ([ASK_LATER] if is_helped else [])


def test_help_that_another_gets_stands_in_nobodys_way(
    coordinator: User, advocate: User, person: Person
) -> None:
    assert invite_problems(make_person(by=coordinator, called="Kit")) == []


def test_nobody_is_asked_twice_nor_without_a_name(coordinator: User) -> None:
    asked = make_person(by=coordinator, called="Kit")
    invite(asked, by=coordinator)

    assert invite_problems(Person.objects.get(pk=asked.pk)) == [ASKED]
    assert invite_problems(make_person(by=coordinator)) == [
        Problem("no_name", "We do not know who they are.")
    ]


@pytest.mark.parametrize(
    "decided, has_chatted, decision, found",
    [
        ("", True, Decision.YES, []),
        ("", False, Decision.YES, [NO_CHAT]),
        ("", False, Decision.NOT_NOW, []),
        ("", False, Decision.TOOK_BACK, []),
        (Decision.NOT_NOW, True, Decision.YES, [DECIDED]),
        (Decision.NOT_NOW, False, Decision.YES, [DECIDED, NO_CHAT]),
    ],
)
def test_answer_is_given_once_and_a_yes_after_the_chat(
    decided: str, has_chatted: bool, decision: Decision, found: list[Problem]
) -> None:
    application = Application(decision=decided, chat_on=TODAY if has_chatted else None)

    assert decide_problems(application, decision) == found


@pytest.mark.parametrize(
    "decision, has_account, found",
    [
        (Decision.YES, False, []),
        (Decision.YES, True, [NO_ACCOUNT]),
        (Decision.NOT_NOW, False, [NO_ACCOUNT]),
        ("", False, [NO_ACCOUNT]),
    ],
)
def test_account_is_opened_once_and_only_after_a_yes(
    decision: str, has_account: bool, found: list[Problem]
) -> None:
    application = Application(decision=decision, user=somebody() if has_account else None)

    assert account_problems(application) == found


@pytest.mark.parametrize("nation, day", [("ENG", 11), ("SCT", 14)])
def test_answer_is_due_in_ten_working_days_of_where_the_service_is(nation: str, day: int) -> None:
    # St Andrew's Day, 30 November, is a holiday in Scotland
    with loaded_once(Service(nation=nation)):
        assert answer_day(date(2026, 11, 27)) == date(2026, 12, day)


def test_answer_is_due_in_english_days_before_there_is_a_service(db: None) -> None:
    assert answer_day(date(2026, 11, 27)) == date(2026, 12, 11)
