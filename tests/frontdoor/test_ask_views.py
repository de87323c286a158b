"""Asking for help, sending somebody on and becoming an advocate, as anybody does it (A2, A3)."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import User
from alongside.common import clock
from alongside.frontdoor.models import Enquiry
from tests.conftest import SignIn

PAGES = ("ask-for-help", "refer", "become-advocate", "ask-thanks", "find-us", "crisis", "crisis-print")
HELP = {"called": "Kit", "about": "Canary words", "ways": ["call", "text"], "phone": "07700 900123"}


def send(name: str, told: dict[str, object], client: Client | None = None) -> object:
    """Send a public form as somebody who has not signed in."""
    return (client or Client()).post(reverse(name), told)


@pytest.mark.parametrize("name", PAGES)
def test_page_is_open_to_anybody_with_a_quick_exit_and_a_way_to_the_crisis_card(
    coordinator: User, name: str
) -> None:
    answer = Client().get(reverse(name))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "data-quick-exit" in page
    assert f'href="{reverse("crisis")}"' in page
    assert "data-draft" not in page


def test_asking_keeps_the_enquiry_and_tells_nothing_in_the_address(coordinator: User) -> None:
    answer = send("ask-for-help", {**HELP, "topic": "home"})

    enquiry = Enquiry.objects.get()
    assert (answer.status_code, answer.url) == (302, "/ask/thanks/")
    assert (enquiry.kind, enquiry.came_by, enquiry.topic) == ("help", "web", "home")
    assert enquiry.said == {"called": "Kit", "about": "Canary words", "phone": "07700 900123"}
    assert enquiry.safe_ways == ["call", "text"]
    assert enquiry.written_by is None


def test_thanks_say_by_when_and_repeat_nothing(coordinator: User) -> None:
    client = Client()
    send("ask-for-help", HELP, client)

    with clock.at(datetime(2026, 11, 25, 12, tzinfo=UTC)):
        page = client.get(reverse("ask-thanks")).content.decode()

    assert "Friday 27 November 2026" in page
    assert "Canary" not in page


def test_asking_says_what_is_missing_and_loses_nothing(coordinator: User) -> None:
    answer = send("ask-for-help", {"about": "Canary words", "ways": ["email"], "email": "nowhere"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write the e-mail address like name@place.example" in page
    assert "Canary words" in page
    assert not Enquiry.objects.exists()


def test_asking_without_a_safe_way_says_so_beside_the_question(coordinator: User) -> None:
    answer = send("ask-for-help", {"about": "Canary words"})

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"ways": ["Tick each way that is safe"]}


def test_worker_sends_somebody_on_who_agreed(coordinator: User) -> None:
    told = {"worker_name": "Wren Oak", "worker_email": "wren@oak.example", "agreed": "said", "called": "Kit"}

    answer = send("refer", told)

    enquiry = Enquiry.objects.get()
    assert answer.status_code == 302
    assert (enquiry.kind, enquiry.agreed, enquiry.label) == ("referral", "said", "Kit")


def test_worker_is_asked_to_leave_out_who_has_not_agreed(coordinator: User) -> None:
    told = {"worker_name": "Wren Oak", "worker_phone": "0161 496 0000", "agreed": "not_yet", "called": "Kit"}

    refused = send("refer", told)
    taken = send("refer", {**told, "called": "", "why_not_agreed": "I cannot reach them"})

    assert list(refused.context["form"].errors) == ["called"]
    assert taken.status_code == 302
    assert Enquiry.objects.get().label == "Wren Oak"


def test_anybody_may_ask_to_become_an_advocate(coordinator: User) -> None:
    answer = send("become-advocate", {"called": "Kit", "ways": ["call"], "phone": "07700 900123"})

    assert answer.status_code == 302
    assert Enquiry.objects.get().kind == "advocate"


def test_too_many_from_one_place_wait_and_lose_nothing(coordinator: User) -> None:
    client = Client()
    for _number in range(10):
        send("ask-for-help", HELP, client)

    answer = send("ask-for-help", HELP, client)

    assert answer.status_code == 422
    assert "try again later" in answer.content.decode()
    assert "Canary words" in answer.content.decode()
    assert Enquiry.objects.count() == 10


def test_mistakes_are_not_counted_against_whoever_mends_them(coordinator: User) -> None:
    client = Client()
    for _number in range(12):
        send("ask-for-help", {"about": "Canary words"}, client)

    assert send("ask-for-help", HELP, client).status_code == 302


def test_asking_keeps_no_draft_for_somebody_who_is_signed_in(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)

    page = client.get(reverse("ask-for-help")).content.decode()

    assert "data-draft" not in page


def test_footer_shows_the_public_pages_to_those_who_have_not_signed_in(
    advocate: User, signed_in: SignIn
) -> None:
    page = signed_in(advocate).get(reverse("today")).content.decode()
    door = Client().get(reverse("account_login")).content.decode()

    assert [reverse(name) in page for name in ("crisis", "find-us", "become-advocate")] == [
        True,
        False,
        False,
    ]
    assert [reverse(name) in door for name in ("crisis", "find-us", "become-advocate")] == [True, True, True]
