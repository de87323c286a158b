"""Putting somebody in touch: nobody rings before a yes, and nobody asks more than twice."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from time_machine import TimeMachineFixture

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.casework.actions.warm import answer_consent, end_warm_hand_over, record_ring
from alongside.casework.models import AskedHow, Case, HowItWent, Rung, WarmHandOver
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.directory.models import ServiceStatus
from alongside.people.models import Person, SafeWay
from tests.factories.casework import codes, make_how_it_went, make_warm
from tests.factories.directory import make_listing
from tests.factories.people import make_safe_contact


def days_ago(number: int) -> date:
    """Return the day so many days before today."""
    return clock.today() - timedelta(days=number)


def test_hand_over_keeps_what_they_agreed_to_and_waits_for_the_call(person: Person, advocate: User) -> None:
    hand_over = make_warm(person, by=advocate, what_for="Food for two")

    kept = WarmHandOver.objects.get()
    assert (kept.to_whom, kept.what_for, kept.may_tell) == (
        "Cedar food bank",
        "Food for two",
        "My first name",
    )
    assert (kept.is_agreed, kept.next_ask_on, kept.agreed_on) == (True, None, clock.today())
    entry = Entry.objects.get(action="warm.begin")
    assert (entry.person, entry.about, entry.facts) == (person.pk, str(hand_over.pk), {"agreed": "yes"})


def test_hand_over_to_a_service_of_the_directory_takes_its_name(person: Person, advocate: User) -> None:
    service = make_listing("Canal needle exchange")

    hand_over = make_warm(person, by=advocate, service=service, to_whom="")

    assert (hand_over.service, hand_over.to_whom) == (service, "Canal needle exchange")


def test_name_of_the_service_stays_when_the_directory_loses_it(person: Person, advocate: User) -> None:
    service = make_listing("Canal needle exchange", needs=())
    hand_over = make_warm(person, by=advocate, service=service, to_whom="")

    with recorded("test", by=None):
        service.delete()

    hand_over.refresh_from_db()
    assert (hand_over.service, hand_over.to_whom) == (None, "Canal needle exchange")


@pytest.mark.parametrize(
    "told, code",
    [
        ({"to_whom": ""}, "nobody"),
        ({"agreed_how": ""}, "no_how"),
        ({"may_tell": ""}, "no_words"),
    ],
)
def test_hand_over_needs_a_service_and_a_whole_yes(
    told: dict[str, str], code: str, person: Person, advocate: User
) -> None:
    with pytest.raises(RuleBroken) as broken:
        make_warm(person, by=advocate, **told)

    assert codes(broken) == [code]
    assert not WarmHandOver.objects.exists()


def test_nobody_is_put_in_touch_with_a_service_that_closed_for_good(person: Person, advocate: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        make_warm(person, by=advocate, service=make_listing(status=ServiceStatus.DEFUNCT))

    assert codes(broken) == ["closed"]


@pytest.mark.parametrize("answer", ["not_yet", "no"])
def test_nobody_rings_before_a_yes(answer: str, person: Person, advocate: User) -> None:
    hand_over = make_warm(person, by=advocate, agreed=answer, agreed_how="", may_tell="")

    with pytest.raises(RuleBroken) as broken:
        record_ring(hand_over, by=advocate, rung=Rung.YOU_ACT, rang_on=clock.today())

    assert codes(broken) == ["not_agreed" if answer == "not_yet" else "is_over"]
    hand_over.refresh_from_db()
    assert hand_over.rang_on is None


def test_nobody_rings_on_a_day_before_the_yes(person: Person, advocate: User) -> None:
    hand_over = make_warm(person, by=advocate)

    with pytest.raises(RuleBroken) as broken:
        record_ring(hand_over, by=advocate, rung=Rung.ALONE, rang_on=days_ago(1))

    assert codes(broken) == ["rang_too_early"]


def test_database_holds_that_nobody_rings_before_a_yes(person: Person, advocate: User) -> None:
    hand_over = make_warm(person, by=advocate, agreed="not_yet", agreed_how="", may_tell="")

    with (
        pytest.raises(IntegrityError, match="nobody_rings_before_a_yes"),
        recorded("test", by=None),
    ):
        hand_over.change(rang_on=clock.today(), rung=Rung.YOU_ACT)


def test_no_ends_it_at_once_and_nobody_asks(person: Person, advocate: User) -> None:
    hand_over = make_warm(person, by=advocate, agreed="no", agreed_how="", may_tell="")

    assert (hand_over.is_open, hand_over.ended_why, hand_over.ended_on) == (False, "said_no", clock.today())


def test_not_yet_becomes_a_yes(person: Person, advocate: User) -> None:
    hand_over = make_warm(person, by=advocate, agreed="not_yet", agreed_how="", may_tell="")

    answer_consent(hand_over, by=advocate, agreed="yes", agreed_how="phone", may_tell="My name")

    hand_over.refresh_from_db()
    assert (hand_over.is_agreed, hand_over.agreed_how, hand_over.may_tell) == (True, "phone", "My name")
    assert Entry.objects.get(action="warm.answer_consent").facts == {"agreed": "yes"}


def test_yes_that_becomes_a_no_was_taken_back(person: Person, advocate: User) -> None:
    hand_over = make_warm(person, by=advocate)

    answer_consent(hand_over, by=advocate, agreed="no")

    hand_over.refresh_from_db()
    assert (hand_over.agreed, hand_over.ended_why, hand_over.may_tell) == ("no", "took_back", None)


def test_answer_after_the_call_is_not_written_over(person: Person, advocate: User) -> None:
    hand_over = make_warm(person, by=advocate, rang_on=clock.today())

    with pytest.raises(RuleBroken) as broken:
        answer_consent(hand_over, by=advocate, agreed="not_yet")

    assert codes(broken) == ["rung"]


@pytest.mark.parametrize("rung", [Rung.TOGETHER, Rung.YOU_SPEAK, Rung.YOU_ACT])
def test_call_keeps_who_rang_and_begins_the_count(rung: Rung, person: Person, advocate: User) -> None:
    hand_over = make_warm(person, by=advocate)

    record_ring(
        hand_over,
        by=advocate,
        rung=rung,
        rang_on=clock.today(),
        said_back="Come on Friday",
        to_expect="Ask for Lou",
    )

    hand_over.refresh_from_db()
    assert (hand_over.rung, hand_over.rung_by, hand_over.said_back, hand_over.to_expect) == (
        rung,
        advocate,
        "Come on Friday",
        "Ask for Lou",
    )
    assert hand_over.next_ask_on == clock.today() + timedelta(days=7)


def test_call_that_they_make_alone_is_nobody_elses(person: Person, advocate: User) -> None:
    hand_over = make_warm(person, by=advocate)

    record_ring(hand_over, by=advocate, rung=Rung.ALONE, rang_on=clock.today(), rung_by=advocate)

    assert hand_over.rung_by is None


def test_call_is_written_down_once(person: Person, advocate: User) -> None:
    hand_over = make_warm(person, by=advocate, rang_on=clock.today())

    with pytest.raises(RuleBroken) as broken:
        record_ring(hand_over, by=advocate, rung=Rung.ALONE, rang_on=clock.today())

    assert codes(broken) == ["rung"]


def test_they_are_asked_after_7_and_28_days_and_then_no_more(
    person: Person, advocate: User, time_machine: TimeMachineFixture
) -> None:
    rang_on = clock.today()
    hand_over = make_warm(person, by=advocate, rang_on=rang_on)

    time_machine.move_to(clock.now() + timedelta(days=7))
    was_to_ask = hand_over.is_to_ask
    make_how_it_went(hand_over, by=advocate, got_in="waiting", treated="partly", words="I wait")
    between = hand_over.next_ask_on
    time_machine.move_to(clock.now() + timedelta(days=21))
    make_how_it_went(hand_over, by=advocate, treated="well")

    hand_over.refresh_from_db()
    assert (was_to_ask, between) == (True, rang_on + timedelta(days=28))
    assert [(went.number, went.got_in, went.treated) for went in hand_over.answers.all()] == [
        (1, "waiting", "partly"),
        (2, "yes", "well"),
    ]
    assert (hand_over.next_ask_on, hand_over.ended_why) == (None, "asked_twice")
    with pytest.raises(RuleBroken) as broken:
        make_how_it_went(hand_over, by=advocate)
    assert codes(broken) == ["is_over"]


def test_day_before_the_seventh_asks_nobody(
    person: Person, advocate: User, time_machine: TimeMachineFixture
) -> None:
    hand_over = make_warm(person, by=advocate, rang_on=clock.today())

    time_machine.move_to(clock.now() + timedelta(days=6))

    assert not hand_over.is_to_ask


def test_second_time_is_not_before_its_day(person: Person, advocate: User) -> None:
    hand_over = make_warm(person, by=advocate, rang_on=days_ago(9))
    make_how_it_went(hand_over, by=advocate)

    with pytest.raises(RuleBroken) as broken:
        make_how_it_went(hand_over, by=advocate)

    assert codes(broken) == ["asked"]
    assert HowItWent.objects.count() == 1


def test_who_was_not_asked_within_28_days_is_asked_once(person: Person, advocate: User) -> None:
    hand_over = make_warm(person, by=advocate, rang_on=days_ago(28))

    went = make_how_it_went(hand_over, by=advocate)

    hand_over.refresh_from_db()
    assert (went.number, hand_over.ended_why) == (2, "asked_twice")


def test_second_time_is_never_in_the_week_after_the_first(person: Person, advocate: User) -> None:
    hand_over = make_warm(person, by=advocate, rang_on=days_ago(27))

    make_how_it_went(hand_over, by=advocate)

    assert hand_over.next_ask_on == clock.today() + timedelta(days=7)


def test_who_has_had_enough_is_asked_no_more(person: Person, advocate: User) -> None:
    hand_over = make_warm(person, by=advocate, rang_on=days_ago(7))

    make_how_it_went(hand_over, by=advocate, no_more=True)

    hand_over.refresh_from_db()
    assert (hand_over.next_ask_on, hand_over.ended_why) == (None, "no_more")


def test_nobody_is_asked_before_the_call(person: Person, advocate: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        make_how_it_went(make_warm(person, by=advocate), by=advocate)

    assert codes(broken) == ["not_rung"]


def test_answer_is_not_from_before_the_call(person: Person, advocate: User) -> None:
    hand_over = make_warm(person, by=advocate, rang_on=days_ago(7))

    with pytest.raises(RuleBroken) as broken:
        make_how_it_went(hand_over, by=advocate, asked_on=days_ago(8))

    assert codes(broken) == ["too_early"]


@pytest.mark.parametrize("way", [AskedHow.CALL, AskedHow.TEXT, AskedHow.LETTER, AskedHow.EMAIL])
def test_a11_nobody_is_asked_in_a_way_that_is_not_safe(way: AskedHow, person: Person, advocate: User) -> None:
    make_safe_contact(person, SafeWay.VOICEMAIL, by=advocate)
    hand_over = make_warm(person, by=advocate, rang_on=days_ago(7))

    with pytest.raises(RuleBroken) as broken:
        make_how_it_went(hand_over, by=advocate, asked_how=way)

    assert codes(broken)[0] == "not_safe"
    assert {problem.field for problem in broken.value.problems} == {"asked_how"}
    assert not HowItWent.objects.exists()


def test_a11_way_that_they_called_safe_is_taken(person: Person, advocate: User) -> None:
    make_safe_contact(person, SafeWay.CALL, by=advocate, number="07700 900123")
    hand_over = make_warm(person, by=advocate, rang_on=days_ago(7))

    went = make_how_it_went(hand_over, by=advocate, asked_how=AskedHow.CALL)

    assert went.asked_how == "call"


@pytest.mark.parametrize(
    "got_in, treated, is_unfair",
    [("refused", "", True), ("yes", "badly", True), ("yes", "partly", False), ("not_gone", "", False)],
)
def test_turned_away_or_treated_badly_is_unfair(
    got_in: str, treated: str, is_unfair: bool, person: Person, advocate: User
) -> None:
    hand_over = make_warm(person, by=advocate, rang_on=days_ago(7))

    went = make_how_it_went(hand_over, by=advocate, got_in=got_in, treated=treated)

    assert went.was_unfair is is_unfair
    assert not Case.objects.exists()


@pytest.mark.parametrize("why", ["not_needed", "took_back", "no_more"])
def test_hand_over_can_stop_at_any_time(why: str, person: Person, advocate: User) -> None:
    hand_over = make_warm(person, by=advocate, rang_on=days_ago(7))

    end_warm_hand_over(hand_over, by=advocate, why=why)

    hand_over.refresh_from_db()
    assert (hand_over.ended_on, hand_over.ended_why, hand_over.next_ask_on) == (clock.today(), why, None)
    assert Entry.objects.get(action="warm.end").facts == {"why": why}
