"""The lists of concerns and the banner, for how many queries."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.people.models import Person
from alongside.safety.models import Concern, ConcernState
from alongside.safety.queries import closed_concerns_for, new_concerns_for, open_concerns_for
from tests.conftest import SignIn
from tests.factories.safety import make_closed, make_concern


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_concerns_makes_the_same_queries_for_one_and_three(
    signed_in: SignIn,
    advocate: User,
    coordinator: User,
    person: Person,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    made = [make_concern(by=advocate, person=person) for _ in range(rows)]
    client = signed_in(coordinator)

    with django_assert_num_queries(10):
        page = client.get(reverse("concerns")).content.decode()

    assert [concern.reference in page for concern in made] == [True] * rows


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_closed_concerns_makes_the_same_queries_for_one_and_three(
    signed_in: SignIn,
    advocate: User,
    coordinator: User,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    made = [make_closed(make_concern(by=advocate), by=coordinator) for _ in range(rows)]
    client = signed_in(coordinator)

    with django_assert_num_queries(9):
        page = client.get(reverse("concerns-closed")).content.decode()

    assert [concern.reference in page for concern in made] == [True] * rows
    assert made[0].reference not in client.get(reverse("concerns")).content.decode()


def test_banner_costs_one_query(
    advocate: User,
    coordinator: User,
    concern: Concern,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    assert coordinator.roles
    assert advocate.roles

    with django_assert_num_queries(1):
        assert new_concerns_for(coordinator) == 1
    with django_assert_num_queries(0):
        assert new_concerns_for(advocate) == 0


def test_banner_costs_the_data_protection_lead_two_queries(
    dp_lead: User, concern: Concern, coordinator: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert dp_lead.roles

    with django_assert_num_queries(2):
        assert new_concerns_for(dp_lead) == 0


def test_unseen_and_urgent_concerns_come_first(advocate: User, coordinator: User) -> None:
    seen = make_concern(by=advocate, danger="yes")
    with recorded("test", by=coordinator):
        seen.change(state=ConcernState.SEEN, seen_by=coordinator, seen_at=seen.raised_at)
    quiet, urgent = make_concern(by=advocate), make_concern(by=advocate, danger="yes")
    closed = make_closed(make_concern(by=advocate), by=coordinator)

    assert list(open_concerns_for(coordinator)) == [urgent, quiet, seen]
    assert list(closed_concerns_for(coordinator)) == [closed]
