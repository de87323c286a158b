"""Who works with whom, and handing over many at once, by their pages."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import Role, User
from alongside.common import clock
from alongside.people.models import (
    Person,
    WallKind,
)
from tests.factories.accounts import make_user
from tests.factories.people import (
    make_partnership,
    make_person,
    make_wall,
)
from tests.people.sight.conftest import QUERIES, boxes, text


@pytest.mark.parametrize("number", [1, 3])
def test_partnerships_page_asks_the_same_however_many_there_are(
    number: int,
    at_desk: Client,
    coordinator: User,
    advocate: User,
    person: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for each in range(number - 1):
        make_partnership(make_person(by=coordinator, called=f"Bo {each}"), advocate)
        make_user(f"Nia {each}", Role.ADVOCATE)

    with django_assert_num_queries(QUERIES["partnerships"]):
        page = at_desk.get(reverse("partnerships"))

    assert "Jo" in text(page)


def test_r12_partnerships_page_leaves_out_whom_the_coordinator_may_not_see(
    at_desk: Client, coordinator: User, advocate: User, person: Person
) -> None:
    other = make_person(by=coordinator, called="Una")
    make_partnership(other, advocate)
    make_wall(person, coordinator)

    page = text(at_desk.get(reverse("partnerships")))

    assert "Una" in page
    assert "Jo" not in page
    assert "1 partnership " in page


def test_partnerships_of_a_busy_colleague_are_cut_and_listed_on_a_page_of_their_own(
    at_desk: Client, coordinator: User, advocate: User, person: Person
) -> None:
    for each in range(8):
        make_partnership(make_person(by=coordinator, called=f"Bo{each}"), advocate)

    assert "And more: open the list." in text(at_desk.get(reverse("partnerships")))
    page = text(at_desk.get(reverse("partnerships-of", args=[advocate.pk])))
    assert sum(f"Bo{each}" in page for each in range(8)) == 8
    assert at_desk.get(reverse("partnerships-of", args=[uuid.uuid4()])).status_code == 404


def test_r16_bulk_hand_over_lists_whom_it_could_not(
    at_desk: Client, coordinator: User, advocate: User, other_advocate: User, person: Person
) -> None:
    other = make_person(by=coordinator, called="Una")
    make_partnership(other, advocate)
    make_wall(other, other_advocate, WallKind.OBJECTION)
    url = reverse("partnerships-hand-over")
    assert f'value="{advocate.pk}" selected' in at_desk.get(f"{url}?from={advocate.pk}").content.decode()

    answer = at_desk.post(
        url,
        {"from_user": advocate.pk, "to_user": other_advocate.pk, **boxes("on", clock.today())},
        follow=True,
    )

    page = text(answer)
    assert "1 person was handed over." in page
    assert "For 1 person this colleague is not available." in page
    assert "Una" in page


def test_bulk_hand_over_that_hands_over_all_says_no_more(
    at_desk: Client, advocate: User, other_advocate: User, person: Person
) -> None:
    answer = at_desk.post(
        reverse("partnerships-hand-over"),
        {"from_user": advocate.pk, "to_user": other_advocate.pk, **boxes("on", clock.today())},
        follow=True,
    )

    assert "not available" not in text(answer)
