"""Opening one record in an emergency (R20), and what it never opens (R13, R16)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from alongside.accounts.models import Role, User
from alongside.audit.models import Entry, Outcome
from alongside.audit.permit import permitted
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.common.working_days import working_days_before
from alongside.people.actions import (
    break_glass,
    close_glass,
    link_worker_to_own_record,
    restrict_person,
    review_glass,
)
from alongside.people.models import BreakGlass, Person, PrivacyAlert, PrivacyAlertKind, WallKind
from alongside.people.queries.sight import open_glass_of, unreviewed_glass
from alongside.people.queries.sight_privacy import glass_to_review, looks_through
from alongside.people.rules import may_change_person, may_see_person, people_visible_to
from tests.conftest import SignIn
from tests.factories.accounts import make_user
from tests.factories.people import make_check, make_glass, make_person, make_wall

REFUSED = "We cannot open a record with this reference. Check it, or ring your coordinator."


def answer(user: User, reference: str) -> list[str]:
    """Return what breaking glass answers."""
    try:
        break_glass(by=user, reference=reference, why="-")
    except RuleBroken as broken:
        return [str(problem.sentence) for problem in broken.problems]
    return []


def test_r20_opens_one_record_to_read_for_an_hour(
    coordinator: User, other_advocate: User, person: Person
) -> None:
    make_person(by=coordinator, called="Una")

    glass = make_glass(person, other_advocate)

    assert list(people_visible_to(other_advocate)) == [person]
    assert not may_change_person(other_advocate, person)
    assert open_glass_of(other_advocate) == glass
    assert glass.until_at - glass.from_at == timedelta(minutes=60)
    with clock.at(glass.until_at):
        assert not may_see_person(other_advocate, person)
        assert open_glass_of(other_advocate) is None


def test_r20_alert_holds_a_reference_to_the_log_and_nothing_else(
    other_advocate: User, person: Person
) -> None:
    make_glass(person, other_advocate)

    alert = PrivacyAlert.objects.get()
    entry = Entry.objects.get(action="glass.break")
    assert (alert.kind, alert.entry) == (PrivacyAlertKind.BREAK_GLASS, entry.seq)
    assert (entry.person, entry.actor, entry.facts) == (person.pk, other_advocate.pk, {})


def test_r20_reference_is_read_however_it_is_typed(other_advocate: User, person: Person) -> None:
    typed = person.reference.lower().replace("-", " ")

    assert answer(other_advocate, f" {typed} ") == []


def test_r20_one_at_a_time(coordinator: User, other_advocate: User, person: Person) -> None:
    other = make_person(by=coordinator, called="Una")
    glass = make_glass(person, other_advocate)

    assert answer(other_advocate, other.reference) == ["You have a record open already. Close it first."]
    assert answer(other_advocate, "222-222") == ["You have a record open already. Close it first."]

    close_glass(glass, by=other_advocate)

    assert not may_see_person(other_advocate, person)
    assert answer(other_advocate, other.reference) == []


def test_r20_closing_twice_does_not_open_it_longer(other_advocate: User, person: Person) -> None:
    glass = make_glass(person, other_advocate)
    close_glass(glass, by=other_advocate)
    ended = glass.until_at

    with clock.at(clock.now() + timedelta(minutes=30)):
        close_glass(glass, by=other_advocate)

    assert BreakGlass.objects.get().until_at == ended


def test_r16_walls_win_and_answer_as_an_unknown_reference_does(
    coordinator: User, other_advocate: User, person: Person
) -> None:
    make_wall(person, other_advocate, WallKind.OBJECTION)

    assert answer(other_advocate, person.reference) == answer(other_advocate, "222-222") == [REFUSED]
    assert answer(other_advocate, "") == [REFUSED]
    assert BreakGlass.objects.count() == 0
    refusals = Entry.objects.filter(action="glass.break", outcome=Outcome.REFUSED).order_by("seq")
    assert [entry.person for entry in refusals] == [person.pk, None, None]


def test_r19_account_with_an_open_check_opens_nothing(other_advocate: User, person: Person) -> None:
    make_check(other_advocate, person)

    assert answer(other_advocate, person.reference) == [REFUSED]


def test_r13_own_record_stays_shut_and_leaves_an_alert(
    dp_lead: User, advocate: User, other_advocate: User, person: Person
) -> None:
    link_worker_to_own_record(other_advocate, person, named=[advocate], by=dp_lead)

    assert answer(other_advocate, person.reference) == [REFUSED]
    alert = PrivacyAlert.objects.get()
    entry = Entry.objects.get(seq=alert.entry)
    assert (alert.kind, entry.actor, entry.outcome) == ("own_record", other_advocate.pk, "refused")


def test_r20_wall_built_while_the_record_is_open_shuts_it(other_advocate: User, person: Person) -> None:
    make_glass(person, other_advocate)

    make_wall(person, other_advocate)

    assert not may_see_person(other_advocate, person)


def test_f6_restricted_record_opens_in_an_emergency(
    coordinator: User, advocate: User, other_advocate: User, person: Person
) -> None:
    restrict_person(person, named=[advocate], by=coordinator)

    assert answer(other_advocate, person.reference) == []
    assert may_see_person(other_advocate, person)


def test_who_sees_the_record_needs_no_glass(advocate: User, person: Person) -> None:
    assert answer(advocate, person.reference) == ["You can see this record already. Find it in your list."]


def test_r20_is_reviewed_by_somebody_else(dp_lead: User, other_advocate: User, person: Person) -> None:
    glass = make_glass(person, other_advocate)

    with pytest.raises(RuleBroken, match="own_glass"):
        review_glass(glass, finding="-", by=other_advocate)
    with pytest.raises(IntegrityError), transaction.atomic(), permitted():
        glass.change(reviewed_by=other_advocate)

    glass = BreakGlass.objects.get()
    review_glass(glass, finding="Rang Otis. It was right.", by=dp_lead)

    assert (glass.reviewed_by, glass.finding) == (dp_lead, "Rang Otis. It was right.")
    assert list(glass_to_review(dp_lead)) == []


def test_r20_what_was_found_stays_when_two_review_at_once(
    dp_lead: User, coordinator: User, other_advocate: User, person: Person
) -> None:
    make_glass(person, other_advocate)
    first, second = BreakGlass.objects.get(), BreakGlass.objects.get()
    review_glass(first, finding="It was not right.", by=dp_lead)

    with pytest.raises(RuleBroken, match="reviewed"):
        review_glass(second, finding="-", by=coordinator)

    assert (BreakGlass.objects.get().reviewed_by, BreakGlass.objects.get().finding) == (
        dp_lead,
        "It was not right.",
    )


def test_r20_unreviewed_escalates_after_five_working_days(
    coordinator: User, dp_lead: User, other_advocate: User, person: Person
) -> None:
    # a Thursday; Good Friday and Easter Monday follow
    opened_at = datetime(2026, 4, 2, 15, tzinfo=UTC)
    with clock.at(opened_at):
        glass = make_glass(person, other_advocate)

    with clock.at(datetime(2026, 4, 13, 12, tzinfo=UTC)):
        assert unreviewed_glass(coordinator) == []
        assert list(glass_to_review(dp_lead)) == [glass]
        assert list(glass_to_review(coordinator)) == []
    with clock.at(datetime(2026, 4, 14, 0, 30, tzinfo=UTC)):
        assert unreviewed_glass(coordinator) == [glass]
        assert list(glass_to_review(coordinator)) == [glass]


def test_r20_review_is_not_for_whoever_is_walled_or_broke_it(
    coordinator: User, dp_lead: User, other_advocate: User, person: Person
) -> None:
    lead_too = make_user("Lee Quill", Role.DP_LEAD, Role.ADVOCATE)
    make_glass(person, other_advocate)
    make_wall(person, dp_lead)

    assert list(glass_to_review(dp_lead)) == []
    assert len(glass_to_review(lead_too)) == 1

    other = make_person(by=coordinator, called="Una")
    restrict_person(other, named=[coordinator], by=coordinator)
    make_glass(other, lead_too)

    assert [glass.person for glass in glass_to_review(lead_too)] == [person]


def test_review_shows_what_was_opened(other_advocate: User, person: Person, signed_in: SignIn) -> None:
    glass = make_glass(person, other_advocate)
    signed_in(other_advocate).get(f"/people/{person.pk}/")

    assert looks_through(glass) == [
        "Opened the record in an emergency",
        "Was let in for an hour, to read",
        "Looked: their page",
    ]


def test_working_days_leave_out_weekends_and_bank_holidays() -> None:
    assert working_days_before(datetime(2026, 4, 7, tzinfo=UTC).date(), 1, nation="ENG").day == 2
    assert working_days_before(datetime(2026, 4, 7, tzinfo=UTC).date(), 1, nation="SCT").day == 6
