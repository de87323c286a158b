"""The page on which the service says what it is called and how it speaks."""

import pytest
from django.urls import reverse

from alongside.accounts.models import Service, User
from alongside.accounts.queries import terms
from alongside.audit.models import Entry
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db


def test_coordinator_changes_the_name_and_a_word(coordinator: User, signed_in: SignIn) -> None:
    client = signed_in(coordinator)

    answer = client.post(reverse("service"), {"name": "Brightside", "shadow": "buddy", "lead": "lead"})

    here = Service.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("team"))
    assert (here.name, here.words) == ("Brightside", {"shadow": "buddy"})
    assert (terms()["shadow"], terms()["lead"], terms()["clinic"]) == ("buddy", "lead", "clinic")
    assert Entry.objects.latest("seq").action == "service.change"


def test_form_shows_the_words_there_are(coordinator: User, signed_in: SignIn) -> None:
    client = signed_in(coordinator)
    client.post(reverse("service"), {"name": "Brightside", "shadow": "buddy"})

    page = client.get(reverse("service"))

    assert page.context["form"].initial == {"name": "Brightside", "shadow": "buddy"}


def test_service_needs_a_name_and_short_words(coordinator: User, signed_in: SignIn) -> None:
    client = signed_in(coordinator)
    before = Service.objects.get().name

    answer = client.post(reverse("service"), {"name": " ", "clinic": "x" * 41})

    assert answer.status_code == 422
    assert sorted(answer.context["form"].errors) == ["clinic", "name"]
    assert answer.context["form"]["clinic"].value() == "x" * 41
    assert Service.objects.get().name == before
