"""Who waits for an advocate, and in which order."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.casework.queries.deadlines import people_waiting_by_limit
from alongside.common import clock
from alongside.crypto.keys import forget_all
from alongside.people.actions import start_waiting
from alongside.people.models import Person, WallKind
from tests.factories.people import make_person, make_wall


def test_people_who_wait_are_listed_longest_first(coordinator: User) -> None:
    with clock.at(clock.now() - timedelta(days=10)):
        early = make_person(by=coordinator, called="Early", waiting=True)
    late = make_person(by=coordinator, called="Late", waiting=True)
    make_person(by=coordinator, called="Not")

    waiting = people_waiting_by_limit(coordinator)

    assert [(entry.person, entry.days) for entry in waiting] == [(early, 10), (late, 0)]
    assert len(people_waiting_by_limit(coordinator, limit=1)) == 1


def test_people_who_wait_behind_a_wall_are_not_listed(
    person: Person, advocate: User, coordinator: User
) -> None:
    start_waiting(person, by=advocate, since=date(2026, 3, 2))
    make_wall(person, coordinator, WallKind.OBJECTION)

    assert people_waiting_by_limit(coordinator) == []
    assert [entry.person for entry in people_waiting_by_limit(advocate)] == [person]


@pytest.mark.parametrize("count", [1, 3])
def test_people_who_wait_take_a_fixed_number_of_queries(
    coordinator: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        make_person(by=coordinator, called="Jo", waiting=True)
    user = User.objects.get(pk=coordinator.pk)
    forget_all()

    with django_assert_num_queries(4):
        assert [entry.person.label for entry in people_waiting_by_limit(user)] == ["Jo"] * count
