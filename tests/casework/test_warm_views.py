"""Pages of putting somebody in touch, and where they show what is to be done."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.casework.actions.hand_over import answer_hand_over
from alongside.casework.models import WarmHandOver
from alongside.casework.queries.warm import (
    people_to_put_in_touch,
    safe_ways_to_ask,
    warm_hand_overs_due_for,
    warm_hand_overs_forgotten,
)
from alongside.common import clock
from alongside.crypto.keys import forget_all
from alongside.people.models import Person, SafeWay
from tests.conftest import SignIn
from tests.factories.casework import make_hand_over, make_how_it_went, make_warm
from tests.factories.directory import make_listing
from tests.factories.people import (
    make_glass,
    make_partnership,
    make_person,
    make_safe_contact,
    make_wall,
)

DUE_QUERIES = 3
"""What is due, the keys of the people, and what they said is safe."""
OF_PERSON_QUERIES = 32
FOR_SERVICE_QUERIES = 14


def days_ago(number: int) -> date:
    """Return the day so many days before today."""
    return clock.today() - timedelta(days=number)


def boxes(name: str, day: date) -> dict[str, int]:
    """Return a date as the three boxes of a form send it."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


YES = {"agreed": "yes", "agreed_how": "read_back", "may_tell": "My first name"}


def test_pages_lead_from_the_yes_over_the_call_to_how_it_went(
    person: Person, advocate: User, signed_in: SignIn
) -> None:
    client, today = signed_in(advocate), clock.today()
    new = reverse("warm-new", args=[person.pk])

    begun = client.post(new, {"to_whom": "The night shelter", "what_for": "A bed", **YES})
    hand_over = WarmHandOver.objects.get()
    to_ring = client.get(begun.url).content.decode()
    ids = [person.pk, hand_over.pk]
    call = {"rung": "2", "rung_by": str(advocate.pk), "said_back": "Come at six", **boxes("rang_on", today)}
    client.post(reverse("warm-ring", args=ids), call)
    rung = client.get(begun.url).content.decode()
    went = {"asked_how": "told", "got_in": "refused", "words": "They said no", **boxes("asked_on", today)}
    client.post(reverse("warm-ask", args=ids), went)
    told = client.get(begun.url).content.decode()

    for words in ("The night shelter", "A bed", "To be rung", "My first name", "Write down the call"):
        assert words in to_ring
    for words in ("Come at six", "Together", "Nothing is written down", "once more after 28 days"):
        assert words in rung
    for words in ("They were turned away", "They said no", "That was not fair on them"):
        assert words in told
    assert reverse("fairness-after", args=ids) in told


def test_page_says_what_is_missing_and_loses_nothing(
    person: Person, advocate: User, signed_in: SignIn
) -> None:
    typed = {"to_whom": "The night shelter", "agreed": "yes", "what_for": "A bed"}

    answer = signed_in(advocate).post(reverse("warm-new", args=[person.pk]), typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Say how they said yes", "Write what we may tell them", "The night shelter", "A bed"):
        assert words in page
    assert not WarmHandOver.objects.exists()


def test_service_of_the_directory_stands_there_already(
    person: Person, advocate: User, signed_in: SignIn
) -> None:
    service = make_listing("Canal needle exchange")
    url = reverse("warm-new-to", args=[person.pk, service.pk])
    client = signed_in(advocate)

    page = client.get(url).content.decode()
    client.post(url, YES)

    assert "Canal needle exchange" in page
    assert "Which service?" not in page
    assert WarmHandOver.objects.get().service == service


def test_not_yet_can_be_asked_again(person: Person, advocate: User, signed_in: SignIn) -> None:
    hand_over = make_warm(person, by=advocate, agreed="not_yet", agreed_how="", may_tell="")
    client, ids = signed_in(advocate), [person.pk, hand_over.pk]

    before = client.get(reverse("warm", args=ids)).content.decode()
    client.post(reverse("warm-consent", args=ids), YES)

    hand_over.refresh_from_db()
    assert "The service hears nothing from us" in before
    assert (hand_over.is_agreed, hand_over.rang_on) == (True, None)


def test_hand_over_stops_from_its_page(person: Person, advocate: User, signed_in: SignIn) -> None:
    hand_over = make_warm(person, by=advocate, rang_on=days_ago(3))
    client, ids = signed_in(advocate), [person.pk, hand_over.pk]

    client.post(reverse("warm-stop", args=ids), {"why": "not_needed"})

    page = client.get(reverse("warm", args=ids)).content.decode()
    assert "It is not needed any more" in page
    assert "Nobody was asked" in page


def test_page_asks_only_in_ways_that_are_safe(person: Person, advocate: User, signed_in: SignIn) -> None:
    make_safe_contact(person, SafeWay.TEXT, by=advocate, number="07700 900123")
    hand_over = make_warm(person, by=advocate, rang_on=days_ago(7))

    page = signed_in(advocate).get(reverse("warm-ask", args=[person.pk, hand_over.pk])).content.decode()

    assert safe_ways_to_ask(person) == ["met", "told", "text"]
    assert "By text" in page
    assert "By phone" not in page
    assert "Do not call" in page


def test_page_says_when_they_are_asked_for_the_last_time(
    person: Person, advocate: User, signed_in: SignIn
) -> None:
    hand_over = make_warm(person, by=advocate, rang_on=days_ago(7))
    make_how_it_went(hand_over, by=advocate)

    page = signed_in(advocate).get(reverse("warm", args=[person.pk, hand_over.pk])).content.decode()

    assert "We ask once more on" in page
    assert "They did not say" in page


def test_page_of_the_person_shows_what_is_open_and_what_is_over(
    person: Person, advocate: User, signed_in: SignIn
) -> None:
    make_warm(person, by=advocate, to_whom="Open door")
    over = make_warm(person, by=advocate, to_whom="Old shelter", rang_on=days_ago(28))
    make_how_it_went(over, by=advocate, got_in="waiting")
    statutory = make_hand_over(person, by=advocate, to_whom="Hill advocates")
    answer_hand_over(statutory, by=advocate, answer="refused", answered_on=clock.today(), is_over=True)

    page = signed_in(advocate).get(reverse("person", args=[person.pk])).content.decode()

    for words in ("Open door", "To be rung", "2 that are over", "Old shelter", "They have to wait"):
        assert words in page
    for words in ("Hill advocates", "They do not take it on", "over on"):
        assert words in page


@pytest.mark.parametrize("number", [1, 3])
def test_page_of_the_person_costs_the_same_with_more_hand_overs(
    number: int,
    person: Person,
    advocate: User,
    signed_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(number):
        make_how_it_went(make_warm(person, by=advocate, rang_on=days_ago(8)), by=advocate)
    client = signed_in(advocate)

    with django_assert_num_queries(OF_PERSON_QUERIES):
        client.get(reverse("person", args=[person.pk]))


def test_today_shows_what_is_to_be_rung_or_asked_and_how(
    person: Person, advocate: User, signed_in: SignIn
) -> None:
    make_safe_contact(person, SafeWay.CALL, by=advocate, number="07700 900123")
    other = make_person(by=advocate, called="Lee")
    make_partnership(other, advocate)
    make_warm(person, by=advocate, to_whom="To be asked", rang_on=days_ago(7))
    make_warm(other, by=advocate, to_whom="Asked when met", rang_on=days_ago(9))
    make_warm(person, by=advocate, to_whom="To be rung now")
    make_warm(person, by=advocate, to_whom="Next week", rang_on=days_ago(2))
    make_warm(person, by=advocate, to_whom="Not wanted", agreed="no", agreed_how="")

    page = signed_in(advocate).get("/").content.decode()

    for words in ("To be asked", "when you meet, By phone", "To be rung now"):
        assert words in page
    assert "Ask when you meet. No other way is safe." in page
    assert ("Next week" in page, "Not wanted" in page) == (False, False)


def test_hand_over_of_a_colleague_is_due_for_who_works_with_them_now(
    person: Person, advocate: User, other_advocate: User
) -> None:
    hand_over = make_warm(person, by=advocate, rang_on=days_ago(7))
    make_partnership(person, other_advocate)

    assert [one.hand_over for one in warm_hand_overs_due_for(other_advocate)] == [hand_over]
    assert [one.person_id for one in warm_hand_overs_due_for(other_advocate)] == [person.pk]


def test_r12_hand_over_behind_a_wall_is_due_for_others(
    person: Person, advocate: User, coordinator: User
) -> None:
    make_warm(person, by=coordinator, rang_on=days_ago(20))
    make_wall(person, coordinator)

    assert warm_hand_overs_due_for(coordinator) == []
    assert warm_hand_overs_forgotten(coordinator) == []


@pytest.mark.parametrize("number", [1, 3])
def test_what_is_due_costs_the_same_for_more(
    number: int, advocate: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for name in ("Al", "Bo", "Cy")[:number]:
        someone = make_person(by=advocate, called=name)
        make_partnership(someone, advocate)
        make_safe_contact(someone, SafeWay.CALL, by=advocate, number="07700 900123")
        make_warm(someone, by=advocate, rang_on=days_ago(7))

    forget_all()

    with django_assert_num_queries(DUE_QUERIES):
        due = warm_hand_overs_due_for(advocate)

    assert [one.ways for one in due] == [["By phone"]] * number


def test_coordinator_sees_what_nobody_asked_after_for_a_week(
    person: Person, advocate: User, coordinator: User, signed_in: SignIn
) -> None:
    make_warm(person, by=advocate, to_whom="Forgotten place", rang_on=days_ago(15))
    make_warm(person, by=advocate, to_whom="Still in time", rang_on=days_ago(14))

    page = signed_in(coordinator).get(reverse("decisions")).content.decode()

    assert "Nobody asked how it went" in page
    assert ("Forgotten place" in page, "Still in time" in page) == (True, False)


def test_page_of_a_service_offers_those_one_works_with(
    person: Person, advocate: User, signed_in: SignIn
) -> None:
    service = make_listing()
    make_person(by=advocate, called="Hidden Lee")

    page = signed_in(advocate).get(reverse("warm-for", args=[service.pk])).content.decode()

    assert reverse("warm-new-to", args=[person.pk, service.pk]) in page
    assert "Hidden Lee" not in page


def test_directory_leads_on_to_putting_somebody_in_touch(
    person: Person, advocate: User, signed_in: SignIn
) -> None:
    service, client = make_listing(by_phone=True), signed_in(advocate)

    of_service = client.get(reverse("directory-service", args=[service.pk])).content.decode()
    found = client.post(reverse("person-directory", args=[person.pk]), {"need": "food"}).content.decode()

    assert reverse("warm-for", args=[service.pk]) in of_service
    assert reverse("warm-new-to", args=[person.pk, service.pk]) in found


def test_page_of_a_service_finds_by_a_part_of_a_name(
    person: Person, advocate: User, signed_in: SignIn
) -> None:
    url, client = reverse("warm-for", args=[make_listing().pk]), signed_in(advocate)

    found = client.post(url, {"words": "mars"}).content.decode()
    nobody = client.post(url, {"words": "zzz"}).content.decode()
    empty = client.post(url, {"words": ""})

    assert "Jo" in found
    assert "Nobody with these letters" in nobody
    assert empty.status_code == 422
    assert "Write part of a name" in empty.content.decode()


def test_r20_person_seen_in_an_emergency_is_not_put_in_touch(person: Person, other_advocate: User) -> None:
    make_glass(person, other_advocate)

    assert people_to_put_in_touch(other_advocate) == []
    assert people_to_put_in_touch(other_advocate, "marsh") == []


@pytest.mark.parametrize("number", [1, 3])
def test_page_of_a_service_costs_the_same_for_more_people(
    number: int,
    advocate: User,
    signed_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for name in ("Al", "Bo", "Cy")[:number]:
        make_partnership(make_person(by=advocate, called=name), advocate)
    client, url = signed_in(advocate), reverse("warm-for", args=[make_listing().pk])

    with django_assert_num_queries(FOR_SERVICE_QUERIES):
        client.get(url)
