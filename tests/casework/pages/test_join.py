"""Joining a contact to a person, by its page."""

from django.test import Client
from django.urls import reverse

from alongside.accounts.models import User
from alongside.drafts.models import Draft
from alongside.people.models import Join, Person
from tests.conftest import SignIn
from tests.factories.people import make_partnership


def test_contact_is_found_and_joined(contact: Person, person: Person, client: Client) -> None:
    url = reverse("person-join", args=[contact.pk])
    assert url in client.get(reverse("person", args=[contact.pk])).content.decode()
    assert client.get(url).status_code == 200

    found = client.post(url, {"words": person.reference})
    answer = client.post(url, {"words": "Jo", "step": "join", "other": str(person.pk), "agreed": "yes"})

    assert found.context["form"].found == [person]
    assert (answer.status_code, answer["location"]) == (302, reverse("person", args=[person.pk]))
    assert Person.objects.get(pk=contact.pk).joined_to == person
    assert client.get(reverse("person", args=[contact.pk])).status_code == 404


def test_no_leaves_the_contact_as_it_was(contact: Person, person: Person, client: Client) -> None:
    url = reverse("person-join", args=[contact.pk])

    answer = client.post(url, {"words": "Jo", "step": "join", "other": str(person.pk), "agreed": "no"})

    assert answer["location"] == reverse("person", args=[contact.pk])
    assert (Join.objects.get().person, Person.objects.get(pk=contact.pk).joined_to) == (None, None)


def test_join_says_what_is_missing_and_keeps_no_name(contact: Person, person: Person, client: Client) -> None:
    url = reverse("person-join", args=[contact.pk])

    empty = client.post(url, {"words": ""})
    nobody = client.post(url, {"words": "Zebedee"})
    neither = client.post(url, {"words": "Jo", "step": "join"})

    assert [page.status_code for page in (empty, nobody, neither)] == [422, 200, 422]
    assert "Nobody with these letters" in nobody.content.decode()
    assert set(neither.context["form"].errors) == {"other", "agreed"}
    assert Draft.objects.count() == 0


def test_r17_join_finds_nobody_whom_one_may_not_see(
    contact: Person, person: Person, walled_advocate: User, signed_in: SignIn
) -> None:
    make_partnership(contact, walled_advocate)
    client = signed_in(walled_advocate)
    url = reverse("person-join", args=[contact.pk])

    found = client.post(url, {"words": person.reference})
    forced = client.post(url, {"words": "Jo", "step": "join", "other": str(person.pk), "agreed": "yes"})

    assert found.context["form"].found == []
    assert set(forced.context["form"].errors) == {"other"}
    assert Person.objects.get(pk=contact.pk).joined_to is None


def test_person_with_a_name_is_not_joined(person: Person, client: Client) -> None:
    assert client.get(reverse("person-join", args=[person.pk])).status_code == 404
