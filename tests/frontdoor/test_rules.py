"""What an enquiry needs, how its sender may be reached, and by when somebody has tried."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from alongside.accounts.models import Service
from alongside.accounts.queries import loaded_once
from alongside.common.problems import Problem
from alongside.frontdoor.models import Agreed, CrisisCheck, Enquiry, EnquiryKind, EnquiryOutcome
from alongside.frontdoor.rules.crisis import card_is_due, check_due_on
from alongside.frontdoor.rules.enquiries import (
    agreement_problems,
    closing_problems,
    enquiry_problems,
    first_try_due_on,
    record_problems,
    try_problems,
    ways_to_reach,
)
from alongside.people.models import SafeWay

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
CLOSED = Problem("closed", "Somebody closed this already. Look at the list again.")
NO_WAY = Problem("no_way", "Tick each way that is safe", "ways")
NO_WORKER = Problem("no_worker", "Write how we can reach you: a number or an e-mail address", "worker_phone")
VOICEMAIL = Problem(
    "voicemail", "A voicemail begins with a call. Tick “A phone call” too, or leave out both", "ways"
)
WORKER = {"worker_name": "Wren Oak", "worker_phone": "0161 496 0000"}
EVERYTHING_OF_THE_WORKER = {
    **WORKER,
    "worker_service": "The hostel",
    "worker_email": "wren@example.org",
    "why_not_agreed": "They are asleep",
}


def nowhere(field: str, sentence: str) -> Problem:
    return Problem("nowhere", sentence, field)


def too_early(field: str) -> Problem:
    sentence = "They have not agreed yet: leave this out. We ring you back, and hear it once they agree."
    return Problem("too_early", sentence, field)


def found(kind: EnquiryKind, *ways: SafeWay, agreed: str = "", **told: str) -> list[Problem]:
    return enquiry_problems(kind, ways=ways, agreed=agreed, told=told)


@pytest.mark.parametrize("kind", [EnquiryKind.HELP, EnquiryKind.ADVOCATE])
def test_who_asks_for_themselves_ticks_a_safe_way(kind: EnquiryKind) -> None:
    assert found(kind) == [NO_WAY]
    assert found(kind, SafeWay.CALL, phone="07700 900123") == []


@pytest.mark.parametrize(
    "way, field, sentence",
    [
        (SafeWay.CALL, "phone", "Write the number to call"),
        (SafeWay.TEXT, "phone", "Write the number to text"),
        (SafeWay.LETTER, "address", "Write the address for the letter"),
        (SafeWay.EMAIL, "email", "Write the e-mail address"),
    ],
)
def test_each_way_needs_what_it_leads_to(way: SafeWay, field: str, sentence: str) -> None:
    assert found(EnquiryKind.HELP, way) == [nowhere(field, sentence)]
    assert found(EnquiryKind.HELP, way, **{field: "Here"}) == []


def test_call_and_text_to_no_number_are_asked_about_once() -> None:
    assert found(EnquiryKind.HELP, SafeWay.TEXT, SafeWay.CALL) == [
        nowhere("phone", "Write the number to call")
    ]


def test_voicemail_begins_with_a_call() -> None:
    assert found(EnquiryKind.HELP, SafeWay.VOICEMAIL) == [VOICEMAIL]
    assert found(EnquiryKind.HELP, SafeWay.VOICEMAIL, SafeWay.CALL, phone="07700 900123") == []


@pytest.mark.parametrize("reach", [{"worker_phone": "0161 496 0000"}, {"worker_email": "w@example.org"}])
def test_worker_says_how_to_reach_them_and_need_not_say_how_to_reach_the_person(
    reach: dict[str, str],
) -> None:
    assert found(EnquiryKind.REFERRAL, agreed=Agreed.SAID) == [NO_WORKER]
    assert found(EnquiryKind.REFERRAL, agreed=Agreed.SAID, **reach) == []


def test_way_that_a_worker_ticks_for_the_person_leads_somewhere() -> None:
    assert found(EnquiryKind.REFERRAL, SafeWay.LETTER, agreed=Agreed.SIGNED) == [
        NO_WORKER,
        nowhere("address", "Write the address for the letter"),
    ]


def test_before_the_person_agreed_a_worker_tells_of_themselves_alone() -> None:
    assert found(EnquiryKind.REFERRAL, agreed=Agreed.NOT_YET, **EVERYTHING_OF_THE_WORKER) == []
    assert found(EnquiryKind.REFERRAL, agreed=Agreed.NOT_YET, **WORKER, called="", phone="") == []
    assert found(
        EnquiryKind.REFERRAL, SafeWay.CALL, agreed=Agreed.NOT_YET, called="Kit", phone="07700 900123"
    ) == [NO_WORKER, too_early("called"), too_early("phone"), too_early("ways")]


def test_first_try_is_due_in_two_working_days_where_the_service_is() -> None:
    # a Friday; St Andrew's Day, 30 November, is a holiday in Scotland
    friday = datetime(2026, 11, 27, 9, tzinfo=UTC)

    with loaded_once(Service(nation="SCT")):
        assert first_try_due_on(friday) == date(2026, 12, 2)
        assert first_try_due_on(friday, nation="ENG") == date(2026, 12, 1)


@pytest.mark.parametrize(
    "safe_ways, said, ways",
    [
        (["email", "call"], {}, [SafeWay.CALL, SafeWay.EMAIL]),
        ([], {"worker_phone": "0161 496 0000"}, [SafeWay.CALL]),
        ([], {"worker_email": "wren@example.org"}, [SafeWay.EMAIL]),
        (["text"], {"worker_phone": "", "worker_email": ""}, [SafeWay.TEXT]),
        ([], {}, []),
    ],
)
def test_ways_are_those_they_named_and_those_of_the_worker(
    safe_ways: list[str], said: dict[str, str], ways: list[SafeWay]
) -> None:
    assert set(ways_to_reach(Enquiry(ways=safe_ways, told=said))) == set(ways)


def enquiry(**told: Any) -> Enquiry:
    return Enquiry(**{"kind": EnquiryKind.HELP, "ways": ["call"], "told": {}, **told})


def test_they_are_reached_in_a_way_that_is_safe_until_it_is_closed() -> None:
    not_safe = Problem("not_safe", "They did not say that this way is safe. Choose another.", "way")

    assert try_problems(enquiry(), "call") == []
    assert try_problems(enquiry(), "text") == [not_safe]
    assert try_problems(enquiry(closed_at=NOW), "call") == [CLOSED]


@pytest.mark.parametrize(
    "told, problems",
    [
        ({}, []),
        ({"kind": EnquiryKind.REFERRAL, "agreed": Agreed.SAID}, []),
        (
            {"kind": EnquiryKind.REFERRAL, "agreed": Agreed.NOT_YET},
            [Problem("not_agreed", "The person has not agreed yet. Ring the worker back first.")],
        ),
        (
            {"kind": EnquiryKind.ADVOCATE},
            [Problem("advocate", "They want to become an advocate, and did not ask for help.")],
        ),
        ({"closed_at": NOW}, [CLOSED]),
    ],
)
def test_record_begins_with_a_yes_to_help(told: dict[str, Any], problems: list[Problem]) -> None:
    assert record_problems(enquiry(**told)) == problems


@pytest.mark.parametrize(
    "told, problems",
    [
        ({"agreed": Agreed.NOT_YET}, []),
        (
            {"agreed": Agreed.SAID},
            [Problem("agreed", "They agreed already, or asked for themselves.")],
        ),
        ({"agreed": Agreed.NOT_YET, "closed_at": NOW}, [CLOSED]),
    ],
)
def test_yes_is_written_down_where_there_was_none(told: dict[str, Any], problems: list[Problem]) -> None:
    assert agreement_problems(enquiry(**told)) == problems


@pytest.mark.parametrize(
    "outcome, tried_at, problems",
    [
        (EnquiryOutcome.ANSWERED, None, []),
        (EnquiryOutcome.ANSWERED, NOW, []),
        (EnquiryOutcome.NOT_REACHED, NOW, []),
        (
            EnquiryOutcome.NOT_REACHED,
            None,
            [Problem("not_tried", "Try to reach them first, and write it down.", "outcome")],
        ),
    ],
)
def test_nobody_is_called_not_reached_before_a_try(
    outcome: EnquiryOutcome, tried_at: datetime | None, problems: list[Problem]
) -> None:
    assert closing_problems(enquiry(first_tried_at=tried_at), outcome) == problems
    assert closing_problems(enquiry(first_tried_at=tried_at, closed_at=NOW), outcome) == [CLOSED]


@pytest.mark.parametrize(
    "checked_on, due_on, is_due",
    [
        (None, date(2026, 11, 24), True),
        (date(2026, 8, 23), date(2026, 11, 23), True),
        (date(2026, 8, 24), date(2026, 11, 24), True),
        (date(2026, 8, 25), date(2026, 11, 25), False),
    ],
)
@time_machine.travel(NOW, tick=False)
def test_numbers_on_the_card_are_checked_every_three_months(
    checked_on: date | None, due_on: date, is_due: bool
) -> None:
    last = CrisisCheck(checked_on=checked_on) if checked_on else None

    assert (check_due_on(last), card_is_due(last)) == (due_on, is_due)
