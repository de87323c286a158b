"""Somebody sits down."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.common import clock
from alongside.crypto.keys import forget_all
from alongside.people.actions import change_person
from alongside.people.models import Partnership, PartnershipKind, Person, WallKind
from alongside.people.queries.duplicates import people_like
from tests.conftest import SignIn
from tests.factories.people import make_partnership, make_person, make_wall

NEW = "/people/new/"
JO = {
    "full_name": "Jo Marsh",
    "date_of_birth_day": "29",
    "date_of_birth_month": "2",
    "date_of_birth_year": "1980",
}


@pytest.fixture
def client(advocate: User, signed_in: SignIn) -> Client:
    """The advocate's browser."""
    return signed_in(advocate)


def newest() -> Person:
    """Return the record that was begun last."""
    return Person.objects.order_by("-changed_at", "-pk")[0]


def test_page_offers_to_find_them_first(client: Client) -> None:
    page = client.get(NEW).content.decode()

    assert page.index('action="/people/find/"') < page.index("Start a new record")
    assert "They are waiting for an advocate" not in page


@pytest.mark.parametrize("told", [{}, {"called": "Kit"}, {"phone": "07700 900123"}])
def test_record_begins_with_as_little_as_they_want(
    client: Client, advocate: User, told: dict[str, str]
) -> None:
    answer = client.post(NEW, told)

    person = newest()
    assert (answer.status_code, answer["Location"]) == (302, f"/people/{person.pk}/")
    assert person.is_anonymous_contact == (not told)
    assert Partnership.objects.get(person=person).kind == PartnershipKind.ADVOCATE


def test_whole_record_is_kept(client: Client) -> None:
    told = {
        "called": "Kit",
        "full_name": "Christopher Bell",
        "date_of_birth_day": "1",
        "date_of_birth_month": "Mar",
        "date_of_birth_year": "1991",
        "phone": "+44 7700 900123",
        "email": "kit@mail.example",
        "address": "12 Alder Row\nNottingham",
        "area": "ng1 5ab",
    }

    client.post(NEW, told)

    person = Person.objects.get(pk=newest().pk)
    assert (person.called, person.full_name, person.date_of_birth) == (
        "Kit",
        "Christopher Bell",
        date(1991, 3, 1),
    )
    assert (person.phone, person.email) == ("+44 7700 900123", "kit@mail.example")
    assert (person.address, person.area) == ("12 Alder Row\nNottingham", "NG1")
    assert (person.made_on, person.last_seen_on) == (clock.today(), clock.today())


@pytest.mark.parametrize(
    "told, sentence",
    [
        ({"phone": "01"}, "Check the phone number"),
        ({"phone": "ask Sam"}, "Check the phone number"),
        ({"email": "kit"}, "Write the e-mail address like"),
        ({"area": "Radford"}, "Write the first part of a postcode"),
        ({"date_of_birth_day": "1"}, "The date of birth needs a month"),
    ],
)
def test_slip_is_said_and_nothing_is_lost(client: Client, told: dict[str, str], sentence: str) -> None:
    answer = client.post(NEW, {"called": "Kit", **told})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert 'value="Kit"' in page
    assert (
        not Person.objects.filter(made_on=clock.today(), is_anonymous_contact=False)
        .exclude(name_tag="")
        .exists()
    )


def test_from_a_session_they_arrive_there(client: Client) -> None:
    session = uuid4()

    page = client.get(f"{NEW}?session={session}").content.decode()
    answer = client.post(f"{NEW}?session={session}", {"called": "Kit"})

    person = newest()
    assert f'action="/people/find/?session={session}"' in page
    assert answer["Location"] == f"/people/{person.pk}/arrived/?session={session}"
    assert Partnership.objects.get(person=person).kind == PartnershipKind.CLINIC


def test_coordinator_may_put_them_on_the_list_of_who_waits(coordinator: User, signed_in: SignIn) -> None:
    client = signed_in(coordinator)

    page = client.get(NEW).content.decode()
    client.post(NEW, {"called": "Kit", "waiting": "on"})

    assert "They are waiting for an advocate" in page
    assert newest().waiting_since == clock.today()


def test_somebody_known_is_asked_about_before_a_record_begins(client: Client, person: Person) -> None:
    answer = client.post(NEW, JO)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Is this the same person?" in page
    assert f'value="{person.pk}"' in page
    assert "No, somebody new" in page
    assert Person.objects.count() == 1


def test_known_record_is_used_where_it_is_the_same_person(client: Client, person: Person) -> None:
    answer = client.post(NEW, {**JO, "same": str(person.pk)})

    assert answer["Location"] == f"/people/{person.pk}/"
    assert Person.objects.count() == 1


def test_somebody_new_gets_a_record_of_their_own(client: Client, person: Person) -> None:
    answer = client.post(NEW, {**JO, "same": "new"})

    assert answer.status_code == 302
    assert Person.objects.count() == 2


def test_answer_that_is_none_of_them_is_asked_again(client: Client, person: Person) -> None:
    answer = client.post(NEW, {**JO, "same": str(uuid4())})

    assert answer.status_code == 422
    assert Person.objects.count() == 1


def without_what_differs(page: bytes) -> bytes:
    """Return a page without the token that is new on each."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", page)


@pytest.mark.parametrize("who", ["other_advocate", "coordinator"])
def test_r17_somebody_hidden_gives_no_sign(
    who: str, person: Person, coordinator: User, signed_in: SignIn, request: pytest.FixtureRequest
) -> None:
    """The same name, birthday and number as somebody hidden are answered as those of nobody, byte by byte."""
    user: User = request.getfixturevalue(who)
    hidden = make_person(by=coordinator, called="Jane", full_name="Jane Example", phone="07700 900999")
    make_wall(hidden, user, WallKind.OBJECTION)
    client = signed_in(user)
    theirs = {"called": "Jane", "full_name": "Jane Example", "phone": "07700 900999", "area": "x"}
    nobodys = {"called": "Zara", "full_name": "Zara Noperson", "phone": "07700 900888", "area": "x"}

    pages = [client.post(NEW, told) for told in (theirs, nobodys)]
    same = [without_what_differs(page.content) for page in pages]
    for word in (b"Jane Example", b"Zara Noperson", b"Jane", b"Zara", b"900999", b"900888"):
        same = [page.replace(word, b"_") for page in same]
    saved = [client.post(NEW, {**told, "area": ""}) for told in (theirs, nobodys)]

    assert same[0] == same[1]
    assert [page.status_code for page in pages] == [422, 422]
    assert [page.status_code for page in saved] == [302, 302]
    assert len(saved[0]["Location"]) == len(saved[1]["Location"])
    assert [dict(page.headers, Location="") for page in saved[:1]] == [
        dict(page.headers, Location="") for page in saved[1:]
    ]


def test_r17_looking_for_somebody_hidden_is_the_same_work(
    coordinator: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    hidden = make_person(by=coordinator, called="Jane", full_name="Jane Example", phone="07700 900999")
    make_wall(hidden, coordinator, WallKind.OBJECTION)
    people_like(coordinator, called="x")

    for told in (
        {"full_name": "Jane Example", "phone": "07700 900999"},
        {"full_name": "Zara Noperson", "phone": "07700 900888"},
    ):
        forget_all()
        with django_assert_num_queries(8):
            assert people_like(coordinator, **told) == []


@pytest.mark.parametrize(
    "told",
    [
        {"called": "Jo"},
        {"called": "Jo", "full_name": "Jo Marsch"},
        {"full_name": "marsh JO"},
        {"full_name": "Jo Marsh", "date_of_birth": date(1980, 2, 29)},
        {"called": "Somebody", "phone": "+44 7700 900123"},
        {"full_name": "Joe Marsh"},
        {"full_name": "Jo Marhs"},
    ],
)
def test_likely_the_same_person(
    person: Person, advocate: User, coordinator: User, told: dict[str, str]
) -> None:
    with_number(person, advocate)

    assert people_like(advocate, **told) == [person]
    assert people_like(coordinator, **told) == [person]


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"called": "Kit"},
        {"full_name": "Jo Marsh", "date_of_birth": date(1981, 2, 28)},
        {"called": "Jo", "full_name": "Jo Bellweather"},
        {"called": "Kit", "phone": "07700 900456"},
        {"called": "Kit", "phone": "900123"},
    ],
)
def test_likely_somebody_else(person: Person, advocate: User, told: dict[str, str]) -> None:
    with_number(person, advocate)

    assert people_like(advocate, **told) == []


def with_number(person: Person, advocate: User) -> None:
    """Give them a telephone number."""
    change_person(person, by=advocate, phone="07700 900123")


def test_sound_of_a_name_is_enough_with_the_same_birthday(advocate: User, coordinator: User) -> None:
    born = date(1970, 5, 6)
    katherine = make_person(by=coordinator, full_name="Katherine Stewart", date_of_birth=born)
    make_partnership(katherine, advocate)

    assert people_like(advocate, full_name="Catherine Stuart", date_of_birth=born) == [katherine]


def test_at_most_five_are_asked_about(coordinator: User) -> None:
    for _ in range(7):
        make_person(by=coordinator, called="Jo")

    assert len(people_like(coordinator, called="Jo")) == 5
