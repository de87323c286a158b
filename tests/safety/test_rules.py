"""Whom a concern reaches, and from whom it is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.accounts.actions import take_role
from alongside.accounts.models import Role, User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.common import clock
from alongside.crypto.keys import forget_all
from alongside.people.actions import close_own_file
from alongside.people.models import DualRoleCheck, Join, PartnershipKind, Person
from alongside.safety.models import LATE_AFTER, Concern, ConcernState
from alongside.safety.queries import new_concerns_for, reached_by
from alongside.safety.rules import (
    REACHES,
    concern_shows_person,
    concerns_raised_by,
    concerns_visible_to,
    hide_concerns,
    may_be_reached,
    may_raise_concern,
    may_reread_own_words,
    may_see_concern,
)
from tests.factories.accounts import make_service, make_user
from tests.factories.people import make_partnership, make_person, make_wall
from tests.factories.safety import make_closed, make_concern, put_under

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def test_concern_reaches_coordinators_and_nobody_else(
    advocate: User,
    other_advocate: User,
    coordinator: User,
    supervisor: User,
    dp_lead: User,
    board_member: User,
    person: Person,
) -> None:
    concern = make_concern(by=advocate, person=person)

    seen = [
        user
        for user in (advocate, other_advocate, coordinator, supervisor, dp_lead, board_member)
        if may_see_concern(user, concern)
    ]

    assert seen == [coordinator]
    assert reached_by(concern) == [coordinator]


def test_r56_named_worker_and_their_line_see_nothing(
    advocate: User, other_advocate: User, supervisor: User, coordinator: User, dp_lead: User, person: Person
) -> None:
    put_under(other_advocate, supervisor)
    put_under(supervisor, coordinator)

    concern = make_concern(by=advocate, person=person, worker=other_advocate)

    assert [may_see_concern(user, concern) for user in (other_advocate, supervisor, coordinator)] == [
        False
    ] * 3
    assert new_concerns_for(coordinator) == 0
    assert reached_by(concern) == [dp_lead]


def test_r56_named_coordinator_sees_nothing_and_another_does(
    advocate: User, coordinator: User, dp_lead: User, person: Person
) -> None:
    second = make_user("Cleo Marr", Role.COORDINATOR)

    concern = make_concern(by=advocate, person=person, worker=coordinator)

    assert reached_by(concern) == [second]
    assert new_concerns_for(coordinator) == 0


def test_concern_reaches_supervisors_when_nobody_else_is_left(
    advocate: User, coordinator: User, supervisor: User, person: Person
) -> None:
    concern = make_concern(by=advocate, person=person, worker=coordinator)

    assert reached_by(concern) == [supervisor]


def test_concern_may_reach_nobody(advocate: User, coordinator: User, person: Person) -> None:
    concern = make_concern(by=advocate, person=person, worker=coordinator)

    assert reached_by(concern) == []


def test_wall_keeps_a_concern_from_a_coordinator(
    advocate: User, coordinator: User, dp_lead: User, person: Person
) -> None:
    make_wall(person, coordinator)

    concern = make_concern(by=advocate, person=person)

    assert reached_by(concern) == [dp_lead]


def test_wall_holds_after_an_anonymous_contact_was_joined(
    advocate: User, coordinator: User, dp_lead: User, person: Person
) -> None:
    contact = make_person(by=advocate)
    concern = make_concern(by=advocate, person=contact)
    make_wall(person, coordinator)
    _join(contact, person, by=advocate)

    assert reached_by(concern) == [dp_lead]


def test_r19_coordinator_who_waits_for_a_check_sees_no_concern(
    advocate: User, coordinator: User, dp_lead: User, person: Person
) -> None:
    with recorded("test", by=None):
        DualRoleCheck.objects.create(user=coordinator, person=person)

    concern = make_concern(by=advocate)

    assert reached_by(concern) == [dp_lead]


def test_r55_concern_that_nobody_saw_reaches_all_but_the_excluded(
    advocate: User, coordinator: User, supervisor: User, dp_lead: User, person: Person
) -> None:
    with clock.at(NOON):
        concern = make_concern(by=advocate, person=person, worker=supervisor)

    with clock.at(NOON + LATE_AFTER - timedelta(seconds=1)):
        assert set(reached_by(concern)) == {coordinator}
    with clock.at(NOON + LATE_AFTER):
        assert set(reached_by(concern)) == {coordinator, dp_lead}


def test_late_concern_stays_with_who_saw_it(
    advocate: User, coordinator: User, supervisor: User, dp_lead: User
) -> None:
    with clock.at(NOON):
        concern, other = make_concern(by=advocate), make_concern(by=advocate)
    with recorded("test", by=supervisor):
        concern.change(state=ConcernState.SEEN, seen_at=NOON, seen_by=supervisor)
        other.change(state=ConcernState.SEEN, seen_at=NOON, seen_by=dp_lead)

    assert set(reached_by(concern)) == {coordinator, supervisor}
    assert not may_see_concern(dp_lead, concern)


def test_lost_role_ends_sight(advocate: User, coordinator: User, dp_lead: User) -> None:
    concern = make_concern(by=advocate)

    take_role(coordinator, role=Role.COORDINATOR, by=dp_lead)

    assert not may_be_reached(coordinator)
    assert not may_see_concern(coordinator, concern)


def test_anybody_who_sees_people_may_raise(advocate: User, dp_lead: User, board_member: User) -> None:
    assert [may_raise_concern(user) for user in (advocate, dp_lead, board_member)] == [True, True, False]


def test_raiser_knows_of_it_until_a_wall_stands(advocate: User, other_advocate: User, person: Person) -> None:
    concern = make_concern(by=advocate, person=person)

    assert list(concerns_raised_by(advocate)) == [concern]
    assert list(concerns_raised_by(other_advocate)) == []

    make_wall(person, advocate)

    assert list(concerns_raised_by(advocate)) == []


def test_board_member_raised_nothing(board_member: User, advocate: User) -> None:
    make_concern(by=advocate)

    assert list(concerns_raised_by(board_member)) == []


def test_raiser_rereads_their_words_while_they_see_the_person(
    advocate: User, other_advocate: User, person: Person
) -> None:
    about_her = make_concern(by=advocate, person=person)
    about_nobody = make_concern(by=advocate)

    assert may_reread_own_words(advocate, about_her)
    assert may_reread_own_words(advocate, about_nobody)
    assert not may_reread_own_words(other_advocate, about_her)


def test_r18_restricted_person_is_not_named_to_a_coordinator(
    advocate: User, coordinator: User, person: Person
) -> None:
    with recorded("test", by=None):
        person.change(is_restricted=True)

    concern = make_concern(by=advocate, person=person)

    assert may_see_concern(coordinator, concern)
    assert not concern_shows_person(coordinator, concern)

    make_partnership(person, coordinator, PartnershipKind.NAMED)

    assert concern_shows_person(coordinator, concern)


@pytest.mark.parametrize("is_joined", [False, True], ids=["their own record", "a contact joined to it"])
def test_r18_what_is_closed_in_the_old_file_of_a_colleague_is_for_those_named(
    is_joined: bool, advocate: User, coordinator: User, supervisor: User, person: Person
) -> None:
    about = make_person(by=advocate) if is_joined else person
    concern, still_open = (make_concern(by=advocate, person=about) for _ in range(2))
    make_closed(concern, by=coordinator)
    if is_joined:
        _join(about, person, by=advocate)
    before = may_see_concern(coordinator, concern)

    close_own_file(person, named=[supervisor], by=coordinator)

    assert (before, may_see_concern(coordinator, concern)) == (True, False)
    assert may_see_concern(coordinator, still_open)


def test_r18_coordinator_named_for_an_old_file_reads_what_is_closed_in_it(
    advocate: User, coordinator: User, person: Person
) -> None:
    concern = make_closed(make_concern(by=advocate, person=person), by=coordinator)

    close_own_file(person, named=[coordinator], by=coordinator)

    assert may_see_concern(coordinator, concern)


def test_joined_contact_is_shown_as_the_person(advocate: User, coordinator: User, person: Person) -> None:
    contact = make_person(by=advocate)
    concern = make_concern(by=advocate, person=contact)
    _join(contact, person, by=advocate)

    assert concern_shows_person(coordinator, concern)
    assert not concern_shows_person(coordinator, make_concern(by=advocate))


def test_r56_audit_listing_leaves_out_what_one_may_not_see(
    advocate: User, coordinator: User, dp_lead: User, person: Person
) -> None:
    make_concern(by=advocate, person=person, worker=coordinator)
    listing = Entry.objects.filter(person=person.pk)
    raised = listing.filter(action="concern.raise")

    assert list(hide_concerns(listing, coordinator)) == list(listing.exclude(action="concern.raise"))
    assert list(hide_concerns(raised, coordinator)) == []
    assert list(hide_concerns(raised, dp_lead)) == list(raised)


ROLES = st.lists(
    st.sets(st.sampled_from([Role.ADVOCATE, *REACHES]), min_size=1, max_size=2), min_size=2, max_size=5
)
NUMBERS = st.none() | st.integers(0, 4)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    roles=ROLES,
    above=st.lists(NUMBERS, min_size=5, max_size=5),
    named=NUMBERS,
    walled=st.sets(st.integers(0, 4), max_size=3),
    minutes=st.sampled_from([0, 29, 30, 300]),
    saw=NUMBERS,
)
def test_r56_lists_and_single_concerns_agree_with_the_rule_in_plain_words(
    roles: list[set[Role]],
    above: list[int | None],
    named: int | None,
    walled: set[int],
    minutes: int,
    saw: int | None,
) -> None:
    with _forgotten_afterwards():
        make_service()
        raiser = make_user("Ana Reyes", Role.ADVOCATE)
        users = [make_user(f"User {number}", *held) for number, held in enumerate(roles)]
        for user, over in zip(users, above, strict=False):
            if over is not None and over < len(users):
                put_under(user, users[over])
        person = make_person(by=raiser, called="Jo")
        for number in walled & set(range(len(users))):
            make_wall(person, users[number])
        worker = users[named] if named is not None and named < len(users) else None
        saw = saw if saw is not None and saw < len(users) else None
        with clock.at(NOON):
            concern = make_concern(by=raiser, person=person, worker=worker)
        if saw is not None:
            with recorded("test", by=None):
                concern.change(state=ConcernState.SEEN, seen_at=NOON, seen_by=users[saw])

        with clock.at(NOON + timedelta(minutes=minutes)):
            expected = _expected(users, worker, walled, late=minutes >= 30, saw=saw)
            one = {number for number, user in enumerate(users) if may_see_concern(user, concern)}
            many = {number for number, user in enumerate(users) if concern in concerns_visible_to(user)}
            counted = {number for number, user in enumerate(users) if new_concerns_for(user)}

        assert one == expected
        assert many == expected
        assert counted == (expected if saw is None else set())


def _expected(
    users: list[User], worker: User | None, walled: set[int], *, late: bool, saw: int | None
) -> set[int]:
    """The rule again, as one would say it, with lists and loops."""
    line = set()
    while worker is not None and worker.pk not in line:
        line.add(worker.pk)
        worker = User.objects.get(pk=worker.pk).supervisor
    left = {
        number
        for number, user in enumerate(users)
        if number not in walled and user.pk not in line and user.has_role(*REACHES)
    }
    first: set[int] = set()
    for role in REACHES:
        first = first or {number for number in left if users[number].has_role(role)}
    if saw is not None:
        return first | (left & {saw})
    return left if late else first


@contextmanager
def _forgotten_afterwards() -> Iterator[None]:
    """Take back all that an example wrote."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)
            forget_all()


def _join(contact: Person, person: Person, *, by: User) -> None:
    with recorded("test", by=by):
        Join.objects.create(
            contact=contact, person=person, person_agreed=True, asked_on=clock.today(), asked_by=by
        )
        contact.change(joined_to=person)


def test_concern_model_says_when_it_is_late(advocate: User) -> None:
    with clock.at(NOON):
        concern = make_concern(by=advocate)
        fresh = Concern.objects.get()
        assert not fresh.is_late

    with clock.at(NOON + LATE_AFTER):
        assert concern.is_late
