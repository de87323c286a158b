"""A place that is free: who is asked, in which order, and when the next ones are (B3)."""

from datetime import timedelta

from django.core.management import call_command

from alongside.accounts.models import User
from alongside.audit.models import Entry
from alongside.clinics.actions import (
    cannot_come,
    pass_on_offers,
    say_not_this_time,
)
from alongside.clinics.actions.apart import say_apart
from alongside.clinics.actions.supply import tell_other_days
from alongside.clinics.models import Session, ShiftRole
from alongside.clinics.queries.cover import stand_ins
from alongside.clinics.rules import Safety, session_safety
from alongside.peers.models import StageName
from tests.clinics.conftest import NOW, at
from tests.clinics.cover.conftest import offered, shift_of
from tests.factories.clinics import make_clinic, make_shift, session_on
from tests.factories.journeys import make_shadowed
from tests.factories.peers import make_advocate


def test_b3_place_is_free_at_once_and_three_are_asked(
    next_week: Session, lead: User, leads: list[User]
) -> None:
    cover = cannot_come(shift_of(lead, next_week), by=lead)

    assert cover is not None
    assert session_safety(next_week) == Safety.SHORT
    assert set(offered(next_week)) <= set(leads)
    assert len(offered(next_week)) == 3
    assert {offer.until_at for offer in next_week.offers.all()} == {NOW + timedelta(hours=24)}


def test_b3_log_keeps_no_reason(next_week: Session, lead: User) -> None:
    cannot_come(shift_of(lead, next_week), by=lead)

    entry = Entry.objects.get(action="shift.cannot_come")
    assert entry.facts == {"role": "lead"}


def test_b3_everybody_is_asked_at_once_when_it_is_soon(
    staffed: Session, lead: User, leads: list[User]
) -> None:
    cannot_come(shift_of(lead, staffed), by=lead)

    assert set(offered(staffed)) == set(leads)
    assert {offer.until_at for offer in staffed.offers.all()} == {staffed.finishes}


def test_b3_next_ones_are_asked_when_time_is_over(next_week: Session, lead: User, leads: list[User]) -> None:
    cannot_come(shift_of(lead, next_week), by=lead)
    first = offered(next_week)

    asked_early = pass_on_offers()
    with at(NOW + timedelta(hours=25)):
        call_command("pass_on_offers")
        call_command("pass_on_offers")

    assert asked_early == 0
    assert Entry.objects.filter(action="cover.pass_on").count() == 1
    assert set(offered(next_week)) == set(leads)
    assert offered(next_week)[:3] == first


def test_b3_next_ones_are_asked_when_all_have_said_no(
    next_week: Session, lead: User, leads: list[User]
) -> None:
    cannot_come(shift_of(lead, next_week), by=lead)

    for offer in list(next_week.offers.all()):
        say_not_this_time(offer, by=offer.offered_to)

    assert set(offered(next_week)) == set(leads)


def test_b3_time_to_answer_is_shorter_when_it_is_near(
    coordinator: User, lead: User, leads: list[User]
) -> None:
    clinic = make_clinic(by=coordinator, weekday=0)
    monday = session_on(clinic, NOW.date() + timedelta(days=4))
    make_shift(monday, lead, by=coordinator)

    cannot_come(shift_of(lead, monday), by=lead)

    assert {offer.until_at for offer in monday.offers.all()} == {NOW + timedelta(hours=6)}


def test_b3_nobody_is_asked_who_is_kept_apart_or_cannot_lead(
    next_week: Session, lead: User, shadow: User, coordinator: User
) -> None:
    apart = make_advocate("Ada Bly", StageName.LEAD, by=coordinator)
    say_apart(clinics=[next_week.clinic], colleagues=[], by=apart)
    make_advocate("Bo Crane", StageName.TRAINING, by=coordinator)

    cannot_come(shift_of(lead, next_week), by=lead)

    assert offered(next_week) == []


def test_b3_nobody_is_looked_for_where_nobody_is_needed(
    next_week: Session, lead: User, leads: list[User], coordinator: User
) -> None:
    make_shift(next_week, leads[0], by=coordinator)

    cover = cannot_come(shift_of(lead, next_week), by=lead)

    assert cover is None
    assert session_safety(next_week) == Safety.SAFE


def test_b3_shadows_who_have_learned_least_beside_this_lead_come_first(
    next_week: Session, lead: User, shadow: User, leads: list[User], coordinator: User
) -> None:
    often, new = (make_advocate(name, StageName.SHADOW, by=coordinator) for name in ("Fay Gill", "Gus Hart"))
    make_shadowed(often, lead)

    able = stand_ins(next_week, ShiftRole.SHADOW)
    cannot_come(shift_of(shadow, next_week), by=shadow)

    assert able == []  # there was a shadow
    assert offered(next_week)[:2] == [new, often]


def test_b3_lead_who_is_known_there_and_then_who_has_fewest_shifts_comes_first(
    next_week: Session, lead: User, leads: list[User], coordinator: User
) -> None:
    ada, bo = leads[:2]
    make_shift(session_on(next_week.clinic, next_week.on + timedelta(days=7)), bo, by=coordinator)
    elsewhere = make_clinic("Bridge House", by=coordinator, weekday=2)
    make_shift(session_on(elsewhere, next_week.on - timedelta(days=1)), ada, by=coordinator)

    cannot_come(shift_of(lead, next_week), by=lead)

    able = [user for user in stand_ins(next_week, ShiftRole.LEAD) if user != lead]
    assert (able[0], able[-1]) == (bo, ada)


def test_b3_whoever_told_the_rota_that_they_cannot_is_not_asked(
    next_week: Session, leads: list[User]
) -> None:
    tell_other_days(leads[0], by=leads[0], begins_on=next_week.on)

    assert leads[0] not in stand_ins(next_week, ShiftRole.LEAD)
    assert leads[1] in stand_ins(next_week, ShiftRole.LEAD)
