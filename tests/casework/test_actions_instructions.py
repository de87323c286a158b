"""What the person wants said: agreed before it is said."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.casework.actions.cases import close_case
from alongside.casework.actions.instructions import (
    agree_instruction,
    change_instruction,
    record_said,
    record_was_right,
    speaking_problems,
    withdraw_instruction,
    write_instruction,
)
from alongside.casework.models import AgreedHow, Case, Instruction, WasItRight
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.people.models import Person
from tests.factories.casework import codes, make_case, make_instruction


@pytest.fixture
def today(service: object) -> date:
    """The day."""
    return clock.today()


def test_instruction_waits_to_be_agreed(case: Case, advocate: User) -> None:
    write_instruction(case, by=advocate, to_whom="My landlord", words="Fix the boiler")

    words = Instruction.objects.get()
    assert (words.to_whom, words.words, words.agreed_on) == ("My landlord", "Fix the boiler", None)
    assert (words.is_waiting_to_be_agreed, words.is_waiting_to_be_said) == (True, False)


def test_instruction_agreed_at_once_waits_to_be_said(case: Case, advocate: User, today: date) -> None:
    words = make_instruction(case, by=advocate, agreed_on=today)

    assert (words.is_waiting_to_be_agreed, words.is_waiting_to_be_said) == (False, True)
    assert [entry.action for entry in Entry.objects.filter(about=str(words.pk)).order_by("seq")] == [
        "instruction.agree",
        "instruction.write",
    ]


def test_agreement_to_words_says_how(case: Case, advocate: User, today: date) -> None:
    words = make_instruction(case, by=advocate)

    with pytest.raises(RuleBroken) as broken:
        agree_instruction(words, by=advocate, agreed_on=today, agreed_how="")

    assert codes(broken) == ["agreed_how"]


def test_words_change_only_until_they_are_agreed(case: Case, advocate: User, today: date) -> None:
    words = make_instruction(case, by=advocate)
    change_instruction(words, by=advocate, to_whom="The manager", words="I paid in June")
    agree_instruction(words, by=advocate, agreed_on=today, agreed_how=AgreedHow.SIGNED)

    with pytest.raises(RuleBroken) as broken:
        change_instruction(words, by=advocate, to_whom="The manager", words="I never paid")

    assert codes(broken) == ["settled"]
    again = Instruction.objects.get()
    assert (again.to_whom, again.words, again.agreed_how) == ("The manager", "I paid in June", "signed")


def test_words_are_agreed_once(case: Case, advocate: User, today: date) -> None:
    words = make_instruction(case, by=advocate, agreed_on=today)

    with pytest.raises(RuleBroken) as broken:
        agree_instruction(words, by=advocate, agreed_on=today, agreed_how=AgreedHow.PHONE)

    assert codes(broken) == ["settled"]


def test_words_are_said_and_then_asked_about(case: Case, advocate: User, today: date) -> None:
    words = make_instruction(case, by=advocate, agreed_on=today)

    record_said(words, by=advocate, done_on=today, said_back="They will look again")
    assert words.was_it_right_is_open
    record_was_right(words, by=advocate, was_right=WasItRight.PARTLY, words="You left out the date")

    again = Instruction.objects.get()
    assert (again.done_on, again.said_back) == (today, "They will look again")
    assert (again.was_right, again.was_right_words) == ("partly", "You left out the date")
    assert not again.was_it_right_is_open


def test_words_that_are_not_agreed_cannot_be_said(case: Case, advocate: User, today: date) -> None:
    words = make_instruction(case, by=advocate)

    with pytest.raises(RuleBroken) as broken:
        record_said(words, by=advocate, done_on=today)

    assert codes(broken) == ["not_live"]


def test_words_cannot_have_been_said_before_they_were_agreed(case: Case, advocate: User, today: date) -> None:
    words = make_instruction(case, by=advocate, agreed_on=today)

    with pytest.raises(RuleBroken) as broken:
        record_said(words, by=advocate, done_on=today - timedelta(days=1))

    assert codes(broken) == ["before_agreed"]


def test_was_it_right_is_asked_after_it_was_said(case: Case, advocate: User, today: date) -> None:
    words = make_instruction(case, by=advocate, agreed_on=today)

    with pytest.raises(RuleBroken) as broken:
        record_was_right(words, by=advocate, was_right=WasItRight.YES)

    assert codes(broken) == ["not_said"]


def test_words_taken_back_are_not_said(case: Case, advocate: User, today: date) -> None:
    words = make_instruction(case, by=advocate, agreed_on=today)
    withdraw_instruction(words, by=advocate)

    with pytest.raises(RuleBroken) as said:
        record_said(words, by=advocate, done_on=today)
    with pytest.raises(RuleBroken) as again:
        withdraw_instruction(words, by=advocate)

    assert (codes(said), codes(again)) == (["not_live"], ["too_late"])


def test_words_said_are_not_taken_back(case: Case, advocate: User, today: date) -> None:
    words = make_instruction(case, by=advocate, agreed_on=today)
    record_said(words, by=advocate, done_on=today)

    with pytest.raises(RuleBroken) as broken:
        withdraw_instruction(words, by=advocate)

    assert codes(broken) == ["too_late"]


def test_closed_case_takes_no_words(case: Case, advocate: User) -> None:
    close_case(case, by=advocate, reason="stopped", aim_met="not_said")

    with pytest.raises(RuleBroken) as broken:
        make_instruction(case, by=advocate)

    assert codes(broken) == ["case_closed"]


@pytest.mark.parametrize(
    "agreed, done, withdrawn, expected",
    [
        (None, None, None, False),
        (0, None, None, True),
        (1, None, None, False),
        (-3, 0, None, True),
        (-3, -1, None, False),
        (-3, None, 0, False),
        (-3, None, 1, True),
    ],
)
def test_words_cover_a_day_between_agreeing_and_being_done_with(
    agreed: int | None, done: int | None, withdrawn: int | None, expected: bool
) -> None:
    day = date(2026, 11, 20)
    days = [None if ahead is None else day + timedelta(days=ahead) for ahead in (agreed, done, withdrawn)]

    words = Instruction(agreed_on=days[0], done_on=days[1], withdrawn_on=days[2])

    assert words.covers(day) is expected


def test_c6_speaking_needs_agreed_words_or_a_reason(case: Case, advocate: User, today: date) -> None:
    words = make_instruction(case, by=advocate)

    nothing = speaking_problems(case, instruction=None, why_none="", on=today)
    reason = speaking_problems(case, instruction=None, why_none="They asked me to on the spot", on=today)
    not_agreed = speaking_problems(case, instruction=words, why_none="", on=today)

    assert [problem.code for problem in nothing] == ["no_instruction"]
    assert reason == []
    assert [problem.code for problem in not_agreed] == ["not_covered"]


def test_c6_words_of_one_case_do_not_cover_another(
    case: Case, person: Person, advocate: User, today: date
) -> None:
    words = make_instruction(make_case(person, by=advocate), by=advocate, agreed_on=today)

    elsewhere = speaking_problems(case, instruction=words, why_none="", on=today)
    nowhere = speaking_problems(None, instruction=words, why_none="", on=today)

    assert [problem.code for problem in [*elsewhere, *nowhere]] == ["other_case", "other_case"]


@pytest.mark.parametrize(
    "fields",
    [
        {"done_on": date(2026, 1, 2)},
        {"agreed_on": date(2026, 1, 2), "agreed_how": "read", "done_on": date(2026, 1, 1)},
        {"agreed_on": date(2026, 1, 2)},
        {"agreed_how": "read"},
        {"was_right": "yes"},
        {
            "agreed_on": date(2026, 1, 2),
            "agreed_how": "read",
            "done_on": date(2026, 1, 2),
            "withdrawn_on": date(2026, 1, 2),
        },
    ],
)
def test_database_keeps_words_from_being_said_before_they_are_agreed(
    case: Case, advocate: User, fields: dict[str, object]
) -> None:
    make_instruction(case, by=advocate)

    with pytest.raises(IntegrityError), transaction.atomic(), recorded("test", by=None):
        Instruction.objects.update(**fields)
