"""What the details of a person show, and to whom."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.audit.models import Entry
from alongside.common import clock
from alongside.crypto.keys import forget_all
from alongside.people.actions import keep_no_needs, write_safe_contact
from alongside.people.models import NeedKind, Person, SafeWay
from alongside.people.queries import card_for
from tests.conftest import SignIn
from tests.factories.people import make_need, make_partnership, make_person, make_safe_contact
from tests.people.details.conftest import details


def test_details_show_what_was_told(client: Client, told: Person) -> None:
    page = details(client, told)

    for text in (
        "Jo Marsh",
        "29 February 1980",
        "jo@mail.example",
        "12 Alder Row",
        "NG1",
        "I like facts first",
    ):
        assert text in page
    assert "<title>Details · Alongside</title>" in page


def test_r21_dp_lead_sees_who_somebody_is_and_not_their_life(
    told: Person, advocate: User, dp_lead: User, signed_in: SignIn
) -> None:
    make_need(told, NeedKind.BSL, by=advocate)
    make_safe_contact(told, SafeWay.LETTER, by=advocate)

    page = details(signed_in(dp_lead), told)

    assert "Jo Marsh" in page
    assert "Do not call" in page
    for text in (
        "I like facts first",
        "Sign Language",
        "Linked to",
        "What they need",
        "/change/",
        "Ask again or",
    ):
        assert text not in page


@pytest.mark.parametrize("who", ["walled_advocate", "other_advocate", "board_member"])
@pytest.mark.parametrize(
    "page",
    [
        "details/",
        "details/change/",
        "safe-contact/",
        "needs/new/",
        "links/new/",
        "waiting/",
        "needs/none/",
    ],
)
def test_r11_pages_of_somebody_hidden_are_not_there(
    who: str, page: str, told: Person, signed_in: SignIn, request: pytest.FixtureRequest
) -> None:
    client = signed_in(request.getfixturevalue(who))

    for send in (client.get, client.post):
        hidden = send(f"/people/{told.pk}/{page}")
        nobody = send(f"/people/{uuid4()}/{page}")

        assert (hidden.status_code, hidden.content) == (nobody.status_code, nobody.content)
        assert hidden.status_code in {404, 405}
    assert Person.objects.get(pk=told.pk).waiting_since is None


@pytest.mark.parametrize("page", ["details/change/", "safe-contact/", "needs/new/", "links/new/"])
def test_dp_lead_changes_nothing(page: str, told: Person, dp_lead: User, signed_in: SignIn) -> None:
    assert signed_in(dp_lead).get(f"/people/{told.pk}/{page}").status_code == 404


def test_look_at_details_is_recorded(client: Client, person: Person, advocate: User) -> None:
    details(client, person)

    entry = Entry.objects.order_by("-seq")[0]
    assert (entry.action, entry.person, entry.actor) == ("person.see", person.pk, advocate.pk)
    assert entry.facts == {"page": "details"}


@pytest.mark.parametrize("count", [1, 3])
def test_card_takes_a_fixed_number_of_queries(
    person: Person, advocate: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        make_need(person, by=advocate)
        make_safe_contact(person, SafeWay.CALL, by=advocate)
    person, viewer = Person.objects.get(), User.objects.get(pk=advocate.pk)
    forget_all()

    # roles, safe contact, its key, needs, whether they may be changed
    with django_assert_num_queries(5):
        card = card_for(person, viewer=viewer)
        assert (len(card.needs or []), card.safe) == (count, ["Calls are safe"])


def test_card_says_what_is_not_safe(client: Client, told: Person, advocate: User) -> None:
    write_safe_contact(
        told,
        by=advocate,
        ways=[SafeWay.CALL],
        code_name="Sam",
        best_time="After 2pm",
        words="My ex reads post",
    )

    page = details(client, told)

    assert 'href="tel:07700900123"' in page
    for text in (
        "Do not leave a voicemail",
        "Do not text",
        "Calls are safe",
        "Sam",
        "After 2pm",
        "My ex reads",
    ):
        assert text in page
    assert "Do not send a letter" in page
    assert "Do not e-mail" in page


def test_number_is_no_link_where_calls_are_not_safe(client: Client, told: Person, advocate: User) -> None:
    make_safe_contact(told, SafeWay.TEXT, by=advocate)

    page = details(client, told)

    assert "tel:" not in page
    assert "07700 900123" in page


def test_number_is_hidden_where_no_use_of_it_is_safe(client: Client, told: Person, advocate: User) -> None:
    make_safe_contact(told, SafeWay.LETTER, by=advocate)

    page = details(client, told)

    assert "07700 900123" not in page
    assert "It is not safe to use" in page


def test_number_is_no_link_before_it_was_asked(client: Client, told: Person) -> None:
    page = details(client, told)

    assert "tel:" not in page
    assert "Nobody has asked yet which ways of reaching them are safe" in page


def test_card_says_when_to_ask_again(client: Client, told: Person, advocate: User) -> None:
    with clock.at(clock.now() - timedelta(days=200)):
        make_safe_contact(told, *SafeWay, by=advocate)

    page = details(client, told)

    assert "Ask again which ways are safe" in page
    assert "tel:" not in page


def test_contact_without_a_name_is_not_chased(client: Client, advocate: User) -> None:
    contact = make_person(by=advocate)
    make_partnership(contact, advocate)

    page = details(client, contact)

    assert "No name yet" in page
    assert "Do not call or write before that" not in page
    assert card_for(contact, viewer=advocate).phone is None


def test_card_flags_needs_and_when_to_ask_again(client: Client, person: Person, advocate: User) -> None:
    make_need(person, NeedKind.INTERPRETER, by=advocate, words="Polish", how_met="Book a week ahead")
    with clock.at(clock.now() - timedelta(days=400)):
        make_need(person, NeedKind.QUIET, by=advocate, may_be_shared=True)

    page = details(client, person)

    assert "Polish" in page
    assert "Book a week ahead" in page
    assert "(ask again)" in page
    assert page.count("Do not tell others about it") == 1
    assert page.count("They agree that we tell others about it") == 1


def test_a9_whether_needs_were_asked_is_said(client: Client, person: Person, advocate: User) -> None:
    before = details(client, person)
    keep_no_needs(person, by=advocate)
    after = details(client, person)

    assert "Nobody has asked yet what they need" in before
    assert "nothing more." in after


def test_what_they_said_before_is_kept_on_the_page(client: Client, told: Person, advocate: User) -> None:
    make_safe_contact(told, SafeWay.CALL, by=advocate, number="07700 900456", words="Not on Mondays")
    make_safe_contact(told, by=advocate)
    make_safe_contact(told, SafeWay.LETTER, by=advocate)

    page = details(client, told)

    assert "What they said before" in page
    for text in ("A phone call", "07700 900456", "Not on Mondays", "Only face to face", "Ana Reyes"):
        assert text in page
