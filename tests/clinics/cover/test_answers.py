"""What those who are asked say, and what whoever gave a shift up may still do (B3)."""

from datetime import timedelta

import pytest

from alongside.accounts.models import User
from alongside.clinics.actions import (
    can_come_after_all,
    cannot_come,
    say_not_this_time,
    say_yes,
)
from alongside.clinics.actions.apart import say_apart
from alongside.clinics.models import Cover, OfferState, Session, ShiftRole
from alongside.clinics.queries.cover import stand_ins
from alongside.clinics.rules import Safety, answer_problems, give_up_problems, session_safety
from alongside.common.problems import RuleBroken
from tests.clinics.conftest import NOW, at
from tests.clinics.cover.conftest import code_of, shift_of


def test_b3_first_yes_has_it_and_the_second_is_a_reserve(
    next_week: Session, lead: User, leads: list[User]
) -> None:
    cover = cannot_come(shift_of(lead, next_week), by=lead)
    first, second, third = next_week.offers.order_by("made_at", "id")

    answers = [say_yes(first, by=first.offered_to), say_yes(second, by=second.offered_to)]

    assert answers == [OfferState.YES, OfferState.RESERVE]
    assert session_safety(next_week) == Safety.SAFE
    third.refresh_from_db()
    assert third.state == OfferState.GONE
    assert cover is not None
    cover.refresh_from_db()
    assert cover.taken == shift_of(first.offered_to, next_week)


def test_b3_reserve_is_asked_first_when_it_is_free_again(
    next_week: Session, lead: User, leads: list[User]
) -> None:
    cannot_come(shift_of(lead, next_week), by=lead)
    first, second, _third = next_week.offers.order_by("made_at", "id")
    say_yes(first, by=first.offered_to)
    say_yes(second, by=second.offered_to)

    cannot_come(shift_of(first.offered_to, next_week), by=first.offered_to)

    assert stand_ins(next_week, ShiftRole.LEAD)[0] == second.offered_to


def test_b3_offer_is_answered_once(next_week: Session, lead: User, leads: list[User]) -> None:
    cannot_come(shift_of(lead, next_week), by=lead)
    offer = next_week.offers.order_by("made_at", "id")[0]
    say_not_this_time(offer, by=offer.offered_to)

    with pytest.raises(RuleBroken) as broken:
        say_yes(offer, by=offer.offered_to)

    assert code_of(broken) == ["answered"]


def test_b3_offer_of_a_day_that_is_over_cannot_be_taken(
    staffed: Session, lead: User, leads: list[User]
) -> None:
    cannot_come(shift_of(lead, staffed), by=lead)
    offer = staffed.offers.all()[0]

    with at(NOW + timedelta(hours=5)), pytest.raises(RuleBroken) as broken:
        say_yes(offer, by=offer.offered_to)

    assert code_of(broken) == ["over"]


def test_b3_who_cannot_take_it_now_is_not_told_why(
    next_week: Session, lead: User, leads: list[User], coordinator: User
) -> None:
    cannot_come(shift_of(lead, next_week), by=lead)
    offer = next_week.offers.all()[0]
    say_apart(clinics=[next_week.clinic], colleagues=[], by=offer.offered_to)

    with pytest.raises(RuleBroken) as broken:
        say_yes(offer, by=offer.offered_to)

    assert code_of(broken) == ["cannot_take"]
    assert Cover.objects.open().count() == 1


def test_b3_one_can_come_after_all_until_somebody_has_it(
    next_week: Session, lead: User, leads: list[User]
) -> None:
    cover = cannot_come(shift_of(lead, next_week), by=lead)
    assert cover is not None

    can_come_after_all(cover, by=lead)

    assert session_safety(next_week) == Safety.SAFE
    assert {offer.state for offer in next_week.offers.all()} == {OfferState.GONE}
    with pytest.raises(RuleBroken) as broken:
        can_come_after_all(cover, by=lead)
    assert code_of(broken) == ["taken"]


def test_b3_late_yes_after_that_is_a_reserve(next_week: Session, lead: User, leads: list[User]) -> None:
    cover = cannot_come(shift_of(lead, next_week), by=lead)
    assert cover is not None
    can_come_after_all(cover, by=lead)
    offer = next_week.offers.all()[0]

    assert say_yes(offer, by=offer.offered_to) == OfferState.RESERVE


def test_b3_a_shift_is_given_up_and_an_offer_answered_until_the_last_minute(
    staffed: Session, lead: User, leads: list[User]
) -> None:
    shift = shift_of(lead, staffed)
    with at(staffed.finishes - timedelta(minutes=1)):
        before = give_up_problems(shift)
        cannot_come(shift, by=lead)
        offered_late = answer_problems(staffed.offers.all()[0])

    assert (before, offered_late) == ([], [])


def test_b3_nobody_gives_up_a_shift_twice_or_one_that_is_over(
    staffed: Session, lead: User, shadow: User
) -> None:
    shift, other = shift_of(lead, staffed), shift_of(shadow, staffed)
    cannot_come(shift, by=lead)

    with pytest.raises(RuleBroken) as broken:
        cannot_come(shift, by=lead)
    with at(NOW + timedelta(hours=5)), pytest.raises(RuleBroken) as late:
        cannot_come(other, by=shadow)

    assert (code_of(broken), code_of(late)) == (["off_already"], ["over"])
