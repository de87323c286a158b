"""Who may see a person: the rule written out a second time, slowly, and compared."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.accounts.models import Role, RoleGrant, Service, User, login_tag
from alongside.audit.permit import permitted
from alongside.common import clock
from alongside.crypto.actions import make_key
from alongside.people.actions import declare_conflict
from alongside.people.models import (
    BreakGlass,
    DualRoleCheck,
    DualRoleState,
    Link,
    Partnership,
    PartnershipKind,
    Person,
    Wall,
    WallKind,
)
from alongside.people.rules import (
    changeable_by,
    free_for,
    kept_from,
    may_be_given,
    may_change_person,
    may_see_person,
    people_changeable_by,
    people_visible_to,
    people_walled_from,
    seen_by,
)
from alongside.people.rules.privacy import looks_after_all_privacy, may_hand_over
from tests.factories.accounts import make_user
from tests.factories.people import (
    make_check,
    make_glass,
    make_link,
    make_partnership,
    make_person,
    make_wall,
)

USERS, PEOPLE = 3, 4
SEES = {Role.ADVOCATE, Role.SUPERVISOR, Role.COORDINATOR, Role.DP_LEAD}
WRITES = {Role.ADVOCATE, Role.SUPERVISOR, Role.COORDINATOR}

who = st.integers(0, USERS - 1)
whom = st.integers(0, PEOPLE - 1)
days = st.integers(-3, 3)
pairs = st.tuples(whom, whom).filter(lambda pair: pair[0] < pair[1])


@dataclass(frozen=True)
class World:
    """Users and people by number, and all that stands between them."""

    roles: list[frozenset[Role]]
    closed: set[int]
    restricted: set[int]
    joined: dict[int, int]
    # user, person, kind, first day and last day counted from today
    partnerships: list[tuple[int, int, PartnershipKind, int, int | None]]
    # user, person, kind, lifted
    walls: set[tuple[int, int, WallKind, bool]]
    links: set[tuple[int, int]]
    # user, person, from in minutes from now, and for how many
    glass: list[tuple[int, int, int, int]]
    checks: dict[tuple[int, int], DualRoleState]
    users: list[User] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)

    # the rule, in plain words

    def sees(self, user: int, person: int) -> bool:
        if user in self.closed or not self.roles[user] & SEES:
            return False
        opened = self.is_named(user, person) or self.broke(user, person)
        standing = bool(self.roles[user] & {Role.COORDINATOR, Role.DP_LEAD})
        unrestricted = person not in self.restricted and (standing or self.works_with(user, person))
        granted = opened or unrestricted
        return granted and not self.is_kept_from(user, person) and person not in self.joined

    def writes(self, user: int, person: int) -> bool:
        if user in self.closed or not self.roles[user] & WRITES:
            return False
        granted = self.is_named(user, person)
        if person not in self.restricted:
            granted = granted or Role.COORDINATOR in self.roles[user] or self.works_with(user, person)
        return granted and not self.is_kept_from(user, person) and person not in self.joined

    def may_be_given(self, user: int, person: int) -> bool:
        writes = user not in self.closed and bool(self.roles[user] & WRITES)
        return writes and not self.is_kept_from(user, person)

    def works_with(self, user: int, person: int) -> bool:
        return any(
            (user, person) == (theirs, them) and first <= 0 and (last is None or last >= 0)
            for theirs, them, _kind, first, last in self.partnerships
        )

    def is_named(self, user: int, person: int) -> bool:
        return any(
            (user, person, PartnershipKind.NAMED) == (theirs, them, kind)
            and first <= 0
            and (last is None or last >= 0)
            for theirs, them, kind, first, last in self.partnerships
        )

    def broke(self, user: int, person: int) -> bool:
        return any((user, person) == row[:2] and row[2] <= 0 < row[2] + row[3] for row in self.glass)

    def is_walled(self, user: int, person: int) -> bool:
        return any((user, person) == row[:2] and not row[3] for row in self.walls)

    def is_hidden(self, user: int, person: int) -> bool:
        tied = [one if other == person else other for one, other in self.links if person in (one, other)]
        return any(self.is_walled(user, each) for each in (person, *tied))

    def is_kept_from(self, user: int, person: int) -> bool:
        waits = any(theirs == user and state == "open" for (theirs, _), state in self.checks.items())
        return waits or self.is_hidden(user, person)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    roles = st.frozensets(st.sampled_from(list(Role)), max_size=2)
    lasting = st.tuples(days, st.none() | st.integers(0, 4)).map(
        lambda span: (span[0], None if span[1] is None else span[0] + span[1])
    )
    held = st.tuples(who, whom, st.sampled_from(list(PartnershipKind)), lasting)
    walls = draw(st.sets(st.tuples(who, whom, st.sampled_from(list(WallKind)), st.booleans()), max_size=4))
    joined = draw(st.dictionaries(st.just(PEOPLE - 1), st.just(0), max_size=1))
    return World(
        roles=draw(st.lists(roles, min_size=USERS, max_size=USERS)),
        closed=draw(st.sets(who, max_size=1)),
        restricted=draw(st.sets(whom, max_size=2)),
        joined=joined,
        partnerships=[(*row[:3], *row[3]) for row in draw(st.lists(held, max_size=8))],
        walls=walls,
        links=draw(st.sets(pairs, max_size=3)),
        glass=draw(st.lists(st.tuples(who, whom, st.integers(-70, 5), st.integers(1, 60)), max_size=2)),
        checks=draw(st.dictionaries(st.tuples(who, whom), st.sampled_from(list(DualRoleState)), max_size=2)),
    )


@contextmanager
def built(world: World) -> Iterator[None]:
    """Write the world into the database, whatever the actions would say of it, and take it away again."""
    with transaction.atomic(), permitted():
        for number in range(USERS):
            world.users.append(_user(world, number))
        for number in range(PEOPLE):
            world.people.append(_person(world, number))
        _between(world)
        yield
        transaction.set_rollback(True)


def _user(world: World, number: int) -> User:
    name = f"Nia {number}"
    user = User(name=name, sign_in_name=name, login_tag=login_tag(name), is_active=number not in world.closed)
    user.save(force_insert=True)
    RoleGrant.objects.bulk_create([RoleGrant(user=user, role=role) for role in world.roles[number]])
    return user


def _person(world: World, number: int) -> Person:
    joined = world.joined.get(number)
    person = Person(
        is_restricted=number in world.restricted,
        is_anonymous_contact=joined is not None,
        joined_to=None if joined is None else world.people[joined],
        last_seen_on=clock.today(),
        made_on=clock.today(),
        made_by=world.users[0],
    )
    make_key(person.pk)
    person.save(force_insert=True)
    return person


def _between(world: World) -> None:
    users, people, today, now = world.users, world.people, clock.today(), clock.now()
    for user, person, kind, first, last in world.partnerships:
        ends_on = None if last is None else today + timedelta(days=last)
        starts_on = today + timedelta(days=first)
        Partnership(
            user=users[user], person=people[person], kind=kind, starts_on=starts_on, ends_on=ends_on
        ).save(force_insert=True)
    for user, person, kind, lifted in world.walls:
        Wall(user=users[user], person=people[person], kind=kind, lifted_at=now if lifted else None).save()
    for one, other in world.links:
        Link(person=people[one], other=people[other], kind="family", written_by=users[0]).save()
    for user, person, first, length in world.glass:
        begun, over = now + timedelta(minutes=first), now + timedelta(minutes=first + length)
        BreakGlass(user=users[user], person=people[person], why="-", from_at=begun, until_at=over).save()
    for (user, person), state in world.checks.items():
        DualRoleCheck(user=users[user], person=people[person], state=state).save()


@given(world=worlds())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_r12_lists_objects_and_rows_agree_with_the_rule_in_plain_words(
    service: Service, world: World
) -> None:
    now = clock.now()

    with clock.at(now), built(world):
        for number, user in enumerate(world.users):
            sees = {person.pk for n, person in enumerate(world.people) if world.sees(number, n)}
            writes = {person.pk for n, person in enumerate(world.people) if world.writes(number, n)}
            hidden = {person.pk for n, person in enumerate(world.people) if world.is_hidden(number, n)}
            rows = list(Partnership.objects.all())

            assert {person.pk for person in people_visible_to(user)} == sees
            assert {person.pk for person in people_changeable_by(user)} == writes
            assert {person.pk for person in people_walled_from(user)} == hidden
            assert {row.pk for row in Partnership.objects.filter(seen_by(user))} == {
                row.pk for row in rows if row.person_id in sees
            }
            assert {row.pk for row in Partnership.objects.filter(changeable_by(user))} == {
                row.pk for row in rows if row.person_id in writes
            }
            assert {p.pk for p in Person.objects.filter(pk__in=people_visible_to(user).values("pk"))} == sees
            for n, person in enumerate(world.people):
                assert may_see_person(user, person) == (person.pk in sees)
                assert may_change_person(user, person) == (person.pk in writes)
                assert may_be_given(user, person) == world.may_be_given(number, n)
        for n, person in enumerate(world.people):
            assert free_for(person, world.users) == {
                user.pk for number, user in enumerate(world.users) if world.may_be_given(number, n)
            }
        assert kept_from([user.pk for user in world.users], world.people) == {
            (user.pk, person.pk)
            for number, user in enumerate(world.users)
            for n, person in enumerate(world.people)
            if world.is_kept_from(number, n) or (n in world.restricted and not world.is_named(number, n))
        }


def test_r10_advocate_sees_only_those_they_work_with(
    advocate: User, other_advocate: User, person: Person
) -> None:
    assert list(people_visible_to(advocate)) == [person]
    assert list(people_visible_to(other_advocate)) == []


def test_r14_wall_hides_those_linked_to_the_person_too(advocate: User, person: Person) -> None:
    partner = make_person(by=advocate, called="Mel")
    make_partnership(partner, advocate)
    make_link(person, partner, by=advocate)
    mother = make_person(by=advocate, called="Dot")
    make_partnership(mother, advocate)
    make_link(mother, person, by=advocate)
    neighbour = make_person(by=advocate, called="Kit")
    make_partnership(neighbour, advocate)

    make_wall(person, advocate)

    assert list(people_visible_to(advocate)) == [neighbour]


def test_r19_new_account_with_an_open_check_sees_nobody(advocate: User, person: Person) -> None:
    with permitted():
        DualRoleCheck(user=advocate, person=person).save()

    assert list(people_visible_to(advocate)) == []
    assert not may_be_given(advocate, person)


@pytest.mark.parametrize("who", ["Jo Marsh", "Somebody else"])
def test_a7_list_of_the_free_and_the_rule_agree_about_a_name_that_was_declared(
    who: str, other_advocate: User, person: Person
) -> None:
    declare_conflict(by=other_advocate, who=who)

    assert (other_advocate.pk in free_for(person, [other_advocate])) == may_be_given(other_advocate, person)


def test_r16_list_of_pairs_is_about_those_who_were_asked_for_alone(advocate: User, person: Person) -> None:
    declared, walled, checked = (make_user(f"Ada {why}", Role.ADVOCATE) for why in ("Ames", "Bell", "Cole"))
    declare_conflict(by=declared, who="Jo Marsh")
    make_wall(person, walled)
    make_check(checked, make_person(by=advocate, called="Lou"))

    everybody = kept_from([user.pk for user in (advocate, declared, walled, checked)], [person])

    assert everybody == {(user.pk, person.pk) for user in (declared, walled, checked)}
    assert kept_from([advocate.pk], [person]) == set()
    assert free_for(person, [advocate, declared, walled, checked]) == {advocate.pk}


def test_r22_board_member_and_a_user_without_roles_see_nobody(board_member: User, person: Person) -> None:
    nobody = make_user("Nat Poe")

    assert list(people_visible_to(board_member)) == []
    assert list(people_visible_to(nobody)) == []
    assert list(people_changeable_by(nobody)) == []


def test_dp_lead_reads_and_does_not_write(dp_lead: User, person: Person) -> None:
    assert list(people_visible_to(dp_lead)) == [person]
    assert list(people_changeable_by(dp_lead)) == []
    assert not may_be_given(dp_lead, person)


@pytest.mark.parametrize("begins, ends, sees", [(0, 0, True), (-9, -1, False), (1, None, False)])
def test_partnership_holds_from_its_first_to_its_last_day(
    *, begins: int, ends: int | None, sees: bool, other_advocate: User, person: Person
) -> None:
    first, last = (None if days is None else clock.today() + timedelta(days=days) for days in (begins, ends))
    with permitted():
        make_partnership(person, other_advocate).change(starts_on=first, ends_on=last)

    assert may_see_person(other_advocate, person) == sees


def test_r18_restricted_record_opens_to_a_coordinator_who_is_named_and_to_no_other(
    coordinator: User, person: Person
) -> None:
    with permitted():
        person.change(is_restricted=True)
    make_partnership(person, coordinator, PartnershipKind.ADVOCATE)

    assert not may_see_person(coordinator, person)

    make_partnership(person, coordinator, PartnershipKind.NAMED)

    assert may_see_person(coordinator, person)


@pytest.mark.parametrize("begins, ends, sees", [(0, 1, True), (1, 2, False), (-60, 0, False), (-60, 1, True)])
def test_r20_glass_opens_from_its_first_moment_until_its_last(
    *, begins: int, ends: int, sees: bool, other_advocate: User, person: Person
) -> None:
    now = clock.now()
    with permitted():
        make_glass(person, other_advocate).change(
            from_at=now + timedelta(minutes=begins), until_at=now + timedelta(minutes=ends)
        )

    with clock.at(now):
        assert may_see_person(other_advocate, person) == sees


def test_glass_opens_no_contact_that_was_joined_since(other_advocate: User, person: Person) -> None:
    nobody = make_person(by=other_advocate)
    make_glass(nobody, other_advocate)

    assert may_see_person(other_advocate, nobody)

    with permitted():
        nobody.change(joined_to=person)

    assert not may_see_person(other_advocate, nobody)


def test_work_is_handed_over_by_whoever_does_it_now(
    advocate: User, other_advocate: User, coordinator: User, person: Person
) -> None:
    other = make_person(by=other_advocate, called="Lee")
    make_partnership(other, other_advocate)
    held = make_partnership(person, other_advocate, PartnershipKind.COVER)

    assert [may_hand_over(user, person) for user in (advocate, other_advocate, coordinator)] == [True] * 3

    with permitted():
        held.change(starts_on=clock.today() + timedelta(days=1))

    assert not may_hand_over(other_advocate, person)
    assert not may_hand_over(advocate, other)


@pytest.mark.parametrize("days, may", [(None, True), (0, True), (-1, False)])
def test_work_is_handed_over_until_the_last_day_of_it(
    days: int | None, may: bool, other_advocate: User, person: Person
) -> None:
    last = None if days is None else clock.today() + timedelta(days=days)
    with permitted():
        make_partnership(person, other_advocate).change(starts_on=date(2020, 1, 1), ends_on=last)

    assert may_hand_over(other_advocate, person) == may


def test_what_a_colleague_declared_is_nobody_elses(
    advocate: User, other_advocate: User, person: Person
) -> None:
    declare_conflict(by=other_advocate, who="Jo Marsh")

    assert may_be_given(advocate, person)
    assert not may_be_given(other_advocate, person)


def test_lead_whose_check_was_settled_looks_after_privacy_again(
    coordinator: User, dp_lead: User, person: Person
) -> None:
    check = make_check(dp_lead, person)

    assert looks_after_all_privacy(coordinator)

    with permitted():
        check.change(state=DualRoleState.OTHER)

    assert not looks_after_all_privacy(coordinator)


@pytest.mark.parametrize("persona", ["advocate", "coordinator"])
def test_visible_set_is_one_query_and_reads_no_table_of_people_from_end_to_end(
    persona: str, person: Person, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(persona)
    assert user.roles
    page = people_visible_to(user).order_by("-last_seen_on", "id")[:26]

    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert list(page) == [person]

    assert len(queries) == 1
    if connection.vendor == "sqlite":
        plan = page.explain()
        assert "SCAN people_person\n" not in f"{plan}\n"
        assert "people_person USING INDEX people_joined_to" not in plan
