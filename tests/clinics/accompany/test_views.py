"""The pages of going along (B7)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.clinics.actions import accompany as actions
from alongside.clinics.actions.supply import tell_other_days
from alongside.clinics.models import Accompaniment, GoingState
from alongside.clinics.queries.travel import way_in_words
from alongside.peers.models import StageName
from alongside.people.models import Person
from tests.clinics.accompany.conftest import THEN, again, asked
from tests.clinics.conftest import NOW, TODAY, at
from tests.conftest import SignIn
from tests.factories.accompany import make_going
from tests.factories.peers import make_advocate
from tests.factories.people import make_partnership, make_person
from tests.factories.rota import make_supply


def test_advocate_asks_from_the_page_of_a_person(person: Person, lead: User, signed_in: SignIn) -> None:
    client = signed_in(lead)

    answer = client.post(reverse("accompany-new", args=[person.pk]), {**asked(), "traits": ["woman"]})

    row = Accompaniment.objects.get()
    page = client.get(answer["Location"]).content.decode()
    assert answer["Location"] == reverse("accompany", args=[person.pk, row.pk])
    assert (row.area, row.traits, row.languages) == ("M15", ["woman"], [])
    assert all(words in page for words in ("Mill Lane", "keep my script", "A woman", "Nobody yet"))
    assert "<title>Somebody to go with them · Alongside</title>" in page


def test_nothing_typed_is_lost_where_something_is_missing(
    person: Person, lead: User, signed_in: SignIn
) -> None:
    answer = signed_in(lead).post(reverse("accompany-new", args=[person.pk]), asked(ends_at="9"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The end must be later than the start." in page
    assert "I want to keep my script" in page


def test_page_of_a_person_shows_what_is_to_come_first(
    person: Person, lead: User, other: User, coordinator: User, signed_in: SignIn
) -> None:
    later = make_going(person, by=coordinator, where="Later", on=TODAY + timedelta(days=9))
    make_going(person, by=coordinator, where="Sooner", on=TODAY + timedelta(days=2), goes=other)
    off = make_going(person, by=coordinator, where="Called off", on=TODAY + timedelta(days=1))
    actions.call_off(off, state=GoingState.OURS, by=coordinator)

    page = signed_in(lead).get(reverse("person", args=[person.pk])).content.decode()

    assert page.index("Sooner") < page.index("Later") < page.index("Called off")
    assert "Lena Strand" in page
    assert reverse("accompany", args=[person.pk, later.pk]) in page


def test_coordinator_puts_somebody_on_and_reads_why_others_cannot(
    row: Accompaniment, person: Person, shadow: User, other: User, coordinator: User, signed_in: SignIn
) -> None:
    make_supply(other)
    tell_other_days(other, by=other, begins_on=THEN)
    client, url = signed_in(coordinator), reverse("accompany-put-on", args=[person.pk, row.pk])

    page = client.get(url).content.decode()
    answer = client.post(url, {"user": str(other.pk)})

    assert "Lead · Said they cannot come then." in page
    assert "Not signed off as a lead yet." in page
    assert answer["Location"] == reverse("accompany", args=[person.pk, row.pk])
    assert again(row).user == other


def test_page_says_what_the_way_costs_before_anybody_goes(
    person: Person, other: User, coordinator: User, signed_in: SignIn
) -> None:
    make_supply(other, area="M15")
    row = make_going(person, by=coordinator, area="M1")

    page = signed_in(coordinator).get(reverse("accompany-put-on", args=[person.pk, row.pk])).content.decode()

    assert "Lead · about 2 miles there and back, £0.90 by car" in page


@pytest.mark.parametrize(
    "home, place, told",
    [
        ("M15", "M15", "about 2 miles there and back, £0.90 by car"),
        ("M15", "SK1", "about 12 miles there and back, £5.40 by car"),
        (None, "M15", ""),
        ("M15", None, ""),
        ("M15", "ZZ9", ""),
    ],
)
def test_way_is_guessed_from_two_postcodes(home: str | None, place: str | None, told: str) -> None:
    assert way_in_words(home, place) == told


def test_page_says_that_nobody_can_be_put_on(
    person: Person, shadow: User, coordinator: User, signed_in: SignIn
) -> None:
    row = make_going(person, by=coordinator)

    page = signed_in(coordinator).get(reverse("accompany-put-on", args=[person.pk, row.pk])).content.decode()

    assert "Nobody can be put on now." in page


def test_list_of_the_coordinator_shows_who_goes(
    going: Accompaniment, person: Person, lead: User, coordinator: User, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    empty = "Nobody has asked."
    actions.call_off(make_going(person, by=lead), state=GoingState.OURS, by=lead)

    page = client.get(reverse("accompanying")).content.decode()
    actions.call_off(going, state=GoingState.THEIRS, by=lead)

    assert ("Lena Strand" in page, empty in page) == (True, False)
    assert empty in client.get(reverse("accompanying")).content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_list_takes_as_many_queries_whatever_it_shows(
    many: int,
    person: Person,
    coordinator: User,
    signed_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(many):
        friend = make_advocate(f"Lead {number}", StageName.LEAD, by=coordinator)
        somebody = make_person(by=coordinator, called=f"Sam {number}")
        make_going(somebody, by=coordinator, goes=friend)
    client = signed_in(coordinator)
    client.get(reverse("accompanying"))

    with django_assert_num_queries(LIST_QUERIES):
        page = client.get(reverse("accompanying")).content.decode()

    assert page.count("Sam ") == many


LIST_QUERIES = 15


def test_companion_says_on_the_phone_that_they_cannot_go(
    going: Accompaniment, person: Person, other: User, signed_in: SignIn
) -> None:
    client = signed_in(other)
    page = client.get(reverse("accompany", args=[person.pk, going.pk])).content.decode()

    answer = client.post(reverse("accompany-take-off", args=[person.pk, going.pk]))

    assert "I can’t go" in page
    assert answer["Location"] == reverse("my-shifts")
    assert again(going).user is None


def test_coordinator_takes_somebody_off_and_colleagues_do_not(
    going: Accompaniment, person: Person, lead: User, coordinator: User, signed_in: SignIn
) -> None:
    url = reverse("accompany-take-off", args=[person.pk, going.pk])

    refused = signed_in(lead).post(url).status_code
    answer = signed_in(coordinator).post(url)

    assert (refused, answer["Location"]) == (404, reverse("accompany", args=[person.pk, going.pk]))
    assert again(going).user is None


@pytest.mark.parametrize("state, code", [("theirs", 302), ("ours", 302), ("done", 404), ("", 404)])
def test_it_is_called_off_by_a_button(
    state: str, code: int, going: Accompaniment, person: Person, lead: User, signed_in: SignIn
) -> None:
    url = reverse("accompany-call-off", args=[person.pk, going.pk])

    assert signed_in(lead).post(url, {"state": state}).status_code == code
    assert again(going).is_to_come == (code == 404)


def test_companion_says_how_it_went(
    going: Accompaniment, person: Person, other: User, signed_in: SignIn
) -> None:
    with at(NOW + timedelta(days=7, hours=3)):
        client = signed_in(other)
        offered = client.get(reverse("accompany", args=[person.pk, going.pk])).content.decode()
        answer = client.post(
            reverse("accompany-done", args=[person.pk, going.pk]), {"what_happened": "They listened"}
        )
        page = client.get(reverse("accompany", args=[person.pk, going.pk])).content.decode()

    assert "Say how it went" in offered
    assert answer["Location"] == reverse("person", args=[person.pk])
    assert "They listened" in page
    assert "Call it off" not in page


def test_nothing_of_another_person_opens_under_the_address_of_one(
    going: Accompaniment, lead: User, signed_in: SignIn
) -> None:
    sam = make_person(by=lead, called="Sam")
    make_partnership(sam, lead)

    assert signed_in(lead).get(reverse("accompany", args=[sam.pk, going.pk])).status_code == 404
