"""Swaps between two, and changes of a rota that people are asked about (B3)."""

from datetime import time, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.clinics.actions import (
    ask_around,
    make_exception,
    offer_swap,
    remove_exception,
    say_not_this_time,
    say_yes,
    take_off_session,
)
from alongside.clinics.actions.apart import say_apart
from alongside.clinics.actions.settling import settle_after_rota
from alongside.clinics.models import (
    Cover,
    ExceptionKind,
    OfferKind,
    OfferState,
    Session,
    SessionState,
    Shift,
    ShiftOffer,
    ShiftRole,
)
from alongside.clinics.queries.cover import offers_for, shifts_to_swap_for
from alongside.common.problems import RuleBroken
from alongside.peers.models import StageName
from tests.clinics.conftest import NOW
from tests.clinics.cover.conftest import code_of
from tests.factories.clinics import make_clinic, make_shift, session_on
from tests.factories.peers import make_advocate

SOON = NOW + timedelta(days=3)


@pytest.fixture
def other(coordinator: User) -> User:
    """Another lead."""
    return make_advocate("Ada Bly", StageName.LEAD, by=coordinator)


@pytest.fixture
def here(session: Session, lead: User, coordinator: User) -> Shift:
    """The shift of `lead` in two weeks at Canal Street hostel."""
    later = session_on(session.clinic, session.on + timedelta(days=14))
    return make_shift(later, lead, by=coordinator)


@pytest.fixture
def there(coordinator: User, other: User) -> Shift:
    """The shift of `other` in a week and a half at Bridge House."""
    clinic = make_clinic("Bridge House", by=coordinator, weekday=0)
    return make_shift(session_on(clinic, NOW.date() + timedelta(days=11)), other, by=coordinator)


def live_on(session: Session) -> list[User]:
    """Return who is on a session."""
    return [shift.user for shift in session.shifts.live()]


def test_b3_two_swap_when_the_other_says_yes(here: Shift, there: Shift, lead: User, other: User) -> None:
    offer = offer_swap(here, theirs=there, by=lead)
    before = live_on(here.session)

    state = say_yes(offer, by=other)

    assert state == OfferState.YES
    assert before == [lead]
    assert (live_on(here.session), live_on(there.session)) == ([other], [lead])
    assert Cover.objects.count() == 0


def test_b3_swap_with_each_other_needs_both_to_be_allowed(
    here: Shift, there: Shift, lead: User, other: User
) -> None:
    say_apart(clinics=[here.session.clinic], colleagues=[], by=other)

    with pytest.raises(RuleBroken) as broken:
        offer_swap(here, theirs=there, by=lead)

    assert code_of(broken) == ["no_swap"]


def test_b3_two_kept_from_each_other_may_swap_for_they_never_meet(
    here: Shift, there: Shift, lead: User, other: User
) -> None:
    say_apart(clinics=[], colleagues=[lead], by=other)

    assert say_yes(offer_swap(here, theirs=there, by=lead), by=other) == OfferState.YES


def test_b3_two_shifts_of_one_hour_can_be_swapped(
    session: Session, lead: User, other: User, coordinator: User
) -> None:
    on = session.on + timedelta(days=14)
    mine = make_shift(session_on(session.clinic, on), lead, by=coordinator)
    clinic = make_clinic("Bridge House", by=coordinator)
    theirs = make_shift(session_on(clinic, on), other, by=coordinator)

    assert say_yes(offer_swap(mine, theirs=theirs, by=lead), by=other) == OfferState.YES


def test_b3_swap_is_asked_once(here: Shift, there: Shift, lead: User, other: User) -> None:
    offer_swap(here, theirs=there, by=lead)

    with pytest.raises(RuleBroken) as broken:
        offer_swap(here, theirs=there, by=lead)

    assert code_of(broken) == ["asked"]


def test_b3_swap_is_off_when_either_shift_ends(
    here: Shift, there: Shift, lead: User, other: User, coordinator: User
) -> None:
    offer = offer_swap(here, theirs=there, by=lead)
    take_off_session(here, by=coordinator)
    offer.refresh_from_db()

    state = say_yes(offer, by=other)

    assert (offer.state, state) == (OfferState.GONE, OfferState.GONE)
    assert live_on(there.session) == [other]
    with pytest.raises(RuleBroken) as broken:
        offer_swap(here, theirs=there, by=lead)
    assert code_of(broken) == ["changed"]


def test_b3_swap_offers_others_shifts_of_the_same_role(
    here: Shift, there: Shift, lead: User, shadow: User, coordinator: User
) -> None:
    make_shift(there.session, shadow, ShiftRole.SHADOW, by=coordinator)

    assert shifts_to_swap_for(here) == [there]
    assert shifts_to_swap_for(there) == [here]


def test_session_that_somebody_was_asked_for_stays_when_its_day_is_taken_away(
    session: Session, lead: User, coordinator: User
) -> None:
    day = session.on + timedelta(days=1)
    extra = make_exception(
        session.clinic,
        on=day,
        kind=ExceptionKind.RUNS_ANYWAY,
        starts_at=time(10),
        ends_at=time(12),
        by=coordinator,
    )
    ask_around(session.clinic.sessions.get(on=day), role=ShiftRole.LEAD, by=coordinator)

    remove_exception(extra, by=coordinator)

    assert session.clinic.sessions.get(on=day).state == SessionState.CANCELLED


def test_b3_swap_can_be_left(here: Shift, there: Shift, lead: User, other: User) -> None:
    offer = offer_swap(here, theirs=there, by=lead)

    say_not_this_time(offer, by=other)

    assert (live_on(here.session), live_on(there.session)) == ([lead], [other])
    assert list(offers_for(other)) == []


def test_published_rota_ends_searches_and_tells_each_once(
    here: Shift,
    there: Shift,
    lead: User,
    other: User,
    coordinator: User,
    django_capture_on_commit_callbacks: object,
) -> None:
    place = session_on(here.session.clinic, NOW.date() + timedelta(days=21))
    cover = ask_around(place, role=ShiftRole.LEAD, by=coordinator)
    offer = offer_swap(here, theirs=there, by=lead)
    free = session_on(here.session.clinic, NOW.date() + timedelta(days=28))
    with recorded("account.forge", by=None):
        other.change(email="ada@example.org")

    with django_capture_on_commit_callbacks(execute=True), recorded("rota.forge", by=None):  # type: ignore[operator]
        come = [
            Shift.objects.create(session=session, user=other, role=ShiftRole.LEAD, put_by=coordinator)
            for session in (place, free)
        ]
        settle_after_rota(come, [there], by=coordinator)

    cover.refresh_from_db()
    offer.refresh_from_db()
    assert (cover.taken, offer.state) == (come[0], OfferState.GONE)
    assert [message.to for message in mail.outbox] == [["ada@example.org"]]


def test_row_of_a_swap_needs_both_shifts(here: Shift, lead: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), recorded("offer.forge", by=None):
        ShiftOffer.objects.create(
            kind=OfferKind.SWAP,
            session=here.session,
            role=here.role,
            offered_to=lead,
            made_by=lead,
            until_at=NOW,
        )
