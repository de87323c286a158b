"""Opening a case, its aim, closing and opening again."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.casework.actions.cases import change_aim, change_case, close_case, open_case, reopen_case
from alongside.casework.actions.steps import finish_step
from alongside.casework.models import (
    AimMet,
    Case,
    CasePeriod,
    CaseState,
    CloseReason,
    OutcomeCode,
    SaidBy,
    Topic,
)
from alongside.casework.words import is_first_person
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.people.models import Person
from tests.factories.casework import codes, make_case, make_step
from tests.factories.people import make_partnership, make_person

DONE: dict[str, Any] = {"reason": CloseReason.DONE, "aim_met": AimMet.YES, "said_by": SaidBy.PERSON}


def test_open_case_keeps_the_aim_sealed_and_begins_a_period(person: Person, advocate: User) -> None:
    opened = open_case(
        person,
        by=advocate,
        about=Topic.HOUSING_REPAIRS,
        aim="I want the damp gone",
        about_words="Bathroom",
        other_side="The landlord",
    )

    case = Case.objects.get()
    assert (case, case.aim, case.about_words, case.other_side) == (
        opened,
        "I want the damp gone",
        "Bathroom",
        "The landlord",
    )
    assert (case.about, case.state, case.opened_on) == (Topic.HOUSING_REPAIRS, "open", clock.today())
    assert [(period.number, period.closed_on) for period in case.periods.all()] == [(1, None)]
    assert [(option.number, option.is_do_nothing) for option in case.options.all()] == [(1, True)]


def test_open_case_is_recorded_about_the_person_with_no_words(person: Person, advocate: User) -> None:
    case = make_case(person, by=advocate)

    entry = Entry.objects.get(action="case.open")
    assert (entry.person, entry.about, entry.actor) == (person.pk, str(case.pk), advocate.pk)
    assert entry.facts == {"topic": "housing.eviction"}


@pytest.mark.parametrize("aim", ["", "  \n"])
def test_case_does_not_open_without_an_aim(person: Person, advocate: User, aim: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        open_case(person, by=advocate, about=Topic.DAILY_FOOD, aim=aim, exact=True)

    assert codes(broken) == ["no_aim"]
    assert Case.objects.count() == 0


def test_case_asks_once_about_an_aim_that_is_not_in_the_first_person(person: Person, advocate: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        open_case(person, by=advocate, about=Topic.DAILY_FOOD, aim="Housing support")

    assert codes(broken) == ["not_first_person"]
    case = open_case(person, by=advocate, about=Topic.DAILY_FOOD, aim="Housing support", exact=True)
    assert case.aim == "Housing support"


@pytest.mark.parametrize(
    "words, expected",
    [
        ("I want my own front door", True),
        ("i'd like to be heard", True),
        ("Leave me alone", True),
        ("We need heating", True),
        ("That’s mine", True),
        ("To be rehoused", False),
        ("Mia needs a flat in Wells", False),
    ],
)
def test_is_first_person_goes_by_whole_words(words: str, expected: bool) -> None:
    assert is_first_person(words) is expected


def test_change_case_writes_what_it_is_about(case: Case, advocate: User) -> None:
    change_case(case, by=advocate, about=Topic.HOUSING_RELIEF, other_side="The council")

    again = Case.objects.get()
    assert (again.about, again.about_words, again.other_side) == ("housing.relief", None, "The council")


def test_change_aim_keeps_how_they_put_it_before(case: Case, advocate: User) -> None:
    change_aim(case, by=advocate, aim="I want to move near my sister")

    again = Case.objects.get()
    earlier = again.earlier_aims.get()
    assert again.aim == "I want to move near my sister"
    assert (earlier.words, earlier.until_on) == ("I want to keep my flat", clock.today())


def test_change_aim_to_the_same_words_keeps_nothing(case: Case, advocate: User) -> None:
    change_aim(case, by=advocate, aim="I want to keep my flat")

    assert case.earlier_aims.count() == 0


def test_change_aim_needs_the_first_person_too(case: Case, advocate: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        change_aim(case, by=advocate, aim="Rehousing")

    assert codes(broken) == ["not_first_person"]


def test_close_case_keeps_the_reason_and_what_came_of_it(case: Case, advocate: User) -> None:
    close_case(
        case,
        by=advocate,
        **DONE,
        outcomes=[OutcomeCode.HOME, OutcomeCode.SAID_IT],
        outcome_words="I did it",
        what_next="I ask my sister",
        knows_door_is_open=True,
    )

    period = CasePeriod.objects.get()
    assert Case.objects.get().state == CaseState.CLOSED
    assert (period.closed_on, period.closed_by, period.reason) == (clock.today(), advocate, "done")
    assert (period.aim_met, period.said_by, period.knows_door_is_open) == ("yes", "person", True)
    assert (period.outcome_words, period.what_next) == ("I did it", "I ask my sister")
    assert sorted(period.outcomes.values_list("code", "said_by")) == [
        ("home", "person"),
        ("said_it", "person"),
    ]


def test_close_case_says_all_that_stands_against_it(case: Case, person: Person, advocate: User) -> None:
    make_step(person, by=advocate, case=case)

    with pytest.raises(RuleBroken) as broken:
        close_case(
            case, by=advocate, reason=CloseReason.DONE, aim_met=AimMet.YES, outcomes=[OutcomeCode.HOME]
        )

    assert codes(broken) == ["nobodys_word", "open_steps"]
    assert Case.objects.get().is_open


def test_close_case_takes_no_advocates_word_that_the_aim_is_met(case: Case, advocate: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        close_case(case, by=advocate, **{**DONE, "said_by": SaidBy.ADVOCATE})

    assert codes(broken) == ["not_ours_to_say"]


@pytest.mark.parametrize("met", [AimMet.PARTLY, AimMet.NO, AimMet.NOT_SAID])
def test_close_case_asks_whose_word_it_is_only_of_what_was_gained(
    case: Case, advocate: User, met: AimMet
) -> None:
    close_case(case, by=advocate, reason=CloseReason.MOVED, aim_met=met)

    assert CasePeriod.objects.get().said_by == ""


def test_close_case_takes_open_steps_off_when_told_to(case: Case, person: Person, advocate: User) -> None:
    done = make_step(person, by=advocate, case=case)
    finish_step(done, by=advocate, done_on=clock.today())
    loose = make_step(person, by=advocate, case=case)
    elsewhere = make_step(person, by=advocate)

    close_case(case, by=advocate, **DONE, drop_steps=True)

    for step in (done, loose, elsewhere):
        step.refresh_from_db()
    assert (done.cancelled_on, loose.cancelled_on, elsewhere.cancelled_on) == (None, clock.today(), None)


def test_closed_case_takes_no_change(case: Case, advocate: User) -> None:
    close_case(case, by=advocate, **DONE)

    with pytest.raises(RuleBroken) as broken:
        close_case(case, by=advocate, **DONE)
    with pytest.raises(RuleBroken):
        change_case(case, by=advocate, about=Topic.DAILY_FOOD)
    with pytest.raises(RuleBroken):
        change_aim(case, by=advocate, aim="I want more")

    assert codes(broken) == ["case_closed"]


def test_reopened_case_keeps_its_history(case: Case, advocate: User) -> None:
    close_case(case, by=advocate, **DONE, outcome_words="Settled")

    with clock.at(clock.now() + timedelta(days=40)):
        reopen_case(case, by=advocate, why="They wrote again")

    assert Case.objects.get().is_open
    first, again = case.periods.order_by("number")
    assert (first.outcome_words, first.closed_by) == ("Settled", advocate)
    assert (again.number, again.why_again, again.closed_on) == (2, "They wrote again", None)
    assert again.opened_on == clock.today() + timedelta(days=40)


def test_open_case_is_not_reopened(case: Case, advocate: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        reopen_case(case, by=advocate)

    assert codes(broken) == ["case_open"]


def test_database_keeps_an_aim_from_being_met_by_our_word(case: Case, advocate: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), recorded("test", by=None):
        case.periods.update(
            closed_on=clock.today(), closed_by=advocate, reason="done", aim_met="yes", said_by="advocate"
        )


def test_database_keeps_a_case_from_having_two_open_periods(case: Case, advocate: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), recorded("test", by=None):
        CasePeriod(
            case=case, person=case.person, written_by=advocate, number=2, opened_on=clock.today()
        ).save()


@pytest.mark.parametrize("missing", ["closed_on", "closed_by", "reason", "aim_met"])
def test_database_keeps_a_closing_whole(case: Case, advocate: User, missing: str) -> None:
    closing = {"closed_on": clock.today(), "closed_by": advocate, "reason": "done", "aim_met": "no"}
    closing |= {missing: "" if missing in ("reason", "aim_met") else None}

    with pytest.raises(IntegrityError), transaction.atomic(), recorded("test", by=None):
        case.periods.update(**closing)


def test_r51_rows_of_an_anonymous_contact_tell_no_minute(advocate: User) -> None:
    contact = make_person(by=advocate)
    make_partnership(contact, advocate)

    case = make_case(contact, by=advocate)

    assert case.pk.version == 4
    assert timezone.localtime(case.written_at).time() == time(0)
    entry = Entry.objects.get(action="case.open")
    assert (entry.at.hour, entry.at.minute, entry.at.second) == (0, 0, 0)


def test_rows_of_a_person_tell_the_time(case: Case) -> None:
    assert case.pk.version == 7
    assert abs(clock.now() - case.written_at) < timedelta(minutes=5)
