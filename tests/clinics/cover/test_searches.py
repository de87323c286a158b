"""Which places somebody is looked for, and what ends a search (B3)."""

from datetime import timedelta

import pytest

from alongside.accounts.models import User
from alongside.clinics.actions import (
    ask_around,
    call_off_cover,
    cannot_come,
    put_on_session,
    say_not_this_time,
    say_yes,
)
from alongside.clinics.models import Cover, OfferState, Session, ShiftOffer, ShiftRole
from alongside.clinics.rules import is_needed
from alongside.common.problems import RuleBroken
from alongside.peers.models import StageName
from tests.clinics.conftest import NOW
from tests.clinics.cover.conftest import code_of, offered, shift_of
from tests.factories.clinics import make_shift, session_on
from tests.factories.peers import make_advocate


@pytest.mark.parametrize(
    "there, needed",
    [
        ([], ["lead", "shadow", "helper"]),
        (["shadow"], ["lead", "helper"]),
        (["lead"], ["lead", "shadow", "helper"]),
        (["lead", "shadow"], ["helper"]),
    ],
)
def test_b3_lead_and_shadow_are_needed_until_it_is_safe_and_helpers_always(
    *, there: list[str], needed: list[str], session: Session, lead: User, shadow: User, coordinator: User
) -> None:
    for role in there:
        make_shift(session, lead if role == "lead" else shadow, ShiftRole(role), by=coordinator)

    assert {role.value: is_needed(session, role) for role in ShiftRole} == {
        role.value: role in needed for role in ShiftRole
    }


def test_b3_helper_is_looked_for_whoever_else_is_there(next_week: Session, coordinator: User) -> None:
    helper, other = (make_advocate(name, StageName.LEAD, by=coordinator) for name in ("Fay Gill", "Gus Hart"))
    make_shift(next_week, helper, ShiftRole.HELPER, by=coordinator)

    cannot_come(shift_of(helper, next_week), by=helper)

    assert offered(next_week) == [other]


def test_b3_two_helpers_are_two_searches_and_one_yes_answers_one(
    next_week: Session, coordinator: User, leads: list[User]
) -> None:
    for helper in leads[:2]:
        make_shift(next_week, helper, ShiftRole.HELPER, by=coordinator)
        cannot_come(shift_of(helper, next_week), by=helper)
    offer = next_week.offers.order_by("made_at", "id")[0]

    say_yes(offer, by=offer.offered_to)

    assert Cover.objects.open().count() == 1


def test_b3_coordinator_asks_round_for_an_empty_place(
    session: Session, lead: User, coordinator: User, leads: list[User]
) -> None:
    later = session_on(session.clinic, session.on + timedelta(days=14))

    first = ask_around(later, role=ShiftRole.LEAD, by=coordinator)
    again = ask_around(later, role=ShiftRole.LEAD, by=coordinator)

    assert first == again
    assert set(offered(later)) == {lead, *leads}


def test_b3_nobody_is_asked_where_nobody_is_needed(staffed: Session, coordinator: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        ask_around(staffed, role=ShiftRole.SHADOW, by=coordinator)

    assert code_of(broken) == ["not_needed"]


def test_b3_putting_somebody_on_by_hand_ends_the_search(
    next_week: Session, lead: User, leads: list[User], coordinator: User
) -> None:
    cover = cannot_come(shift_of(lead, next_week), by=lead)
    assert cover is not None

    shift = put_on_session(next_week, user=leads[4], role=ShiftRole.LEAD, by=coordinator)

    cover.refresh_from_db()
    assert cover.taken == shift
    assert {offer.state for offer in next_week.offers.all()} == {OfferState.GONE}


def test_b3_second_lead_in_place_of_the_shadow_ends_the_search_for_one(
    next_week: Session, shadow: User, leads: list[User], coordinator: User
) -> None:
    cover = cannot_come(shift_of(shadow, next_week), by=shadow)
    assert cover is not None

    put_on_session(next_week, user=leads[4], role=ShiftRole.LEAD, by=coordinator)

    cover.refresh_from_db()
    assert (cover.taken, cover.ended_at) == (None, NOW)


def test_b3_search_that_is_still_needed_goes_on(
    next_week: Session, lead: User, shadow: User, leads: list[User], coordinator: User
) -> None:
    lost = cannot_come(shift_of(lead, next_week), by=lead)
    other = cannot_come(shift_of(shadow, next_week), by=shadow)

    put_on_session(next_week, user=leads[4], role=ShiftRole.LEAD, by=coordinator)

    assert lost is not None
    assert list(Cover.objects.open()) == [other]


def test_b3_search_can_be_called_off(
    next_week: Session, lead: User, leads: list[User], coordinator: User
) -> None:
    cover = cannot_come(shift_of(lead, next_week), by=lead)
    assert cover is not None

    call_off_cover(cover, by=coordinator)

    cover.refresh_from_db()
    assert cover.ended_at == NOW
    offer = next_week.offers.all()[0]
    say_not_this_time(offer, by=offer.offered_to)
    assert len(offered(next_week)) == 3


def test_rows_have_names(next_week: Session, lead: User, leads: list[User]) -> None:
    cover = cannot_come(shift_of(lead, next_week), by=lead)
    offer = ShiftOffer.objects.all()[0]

    assert (str(cover), str(offer)) == (f"cover {cover.pk}" if cover else "", f"offer {offer.pk}")
