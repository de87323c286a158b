"""What we can and cannot do: shown, answered, published."""

from django.test import Client
from django.urls import reverse

from alongside.accounts.models import User
from alongside.casework.models import (
    Agreement,
    AgreementVersion,
)
from alongside.common import clock
from alongside.people.models import Person
from tests.casework.pages.conftest import boxes, send
from tests.conftest import SignIn


def test_agreement_is_shown_and_answered(person: Person, client: Client) -> None:
    url = reverse("agreement", args=[person.pk])
    page = client.get(url).content.decode()

    send(client, url, answer="yes", explained="together", **boxes("said_on", clock.today()))

    assert "We listen to you first." in page
    assert Agreement.objects.get().answer == "yes"
    assert (
        "What we can and cannot do: Yes" in client.get(reverse("person", args=[person.pk])).content.decode()
    )
    assert "Their answer on" in client.get(url).content.decode()


def test_coordinator_publishes_new_words_and_others_read_them(
    coordinator: User, client: Client, signed_in: SignIn
) -> None:
    office = signed_in(coordinator)
    url = reverse("agreement-publish")

    send(office, url, can="Listen", cannot="Decide", private="Most", complain="Tell Cora")

    assert AgreementVersion.objects.get().can == "Listen"
    words = client.get(reverse("agreement-words"))
    assert "Listen" in words.content.decode()
    assert url not in words.content.decode()
    assert url in office.get(reverse("agreement-words")).content.decode()
    assert office.get(url).context["form"].initial["can"] == "Listen"
    assert client.get(url).status_code == 404


def test_earlier_words_stay_to_be_read(person: Person, coordinator: User, signed_in: SignIn) -> None:
    office = signed_in(coordinator)
    url = reverse("agreement", args=[person.pk])
    send(office, url, answer="yes", explained="alone", **boxes("said_on", clock.today()))
    send(office, reverse("agreement-publish"), can="L", cannot="D", private="M", complain="T")

    page = office.get(reverse("agreement-words")).content.decode()

    assert "We listen to you first." in page
    assert "The words have changed since they answered." in office.get(url).content.decode()
    assert "has new words. Ask again." in office.get(reverse("person", args=[person.pk])).content.decode()
