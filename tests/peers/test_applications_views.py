"""Pages of who was asked to join, and who applied."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.peers.actions import invite
from alongside.peers.models import Application, Invitation
from alongside.people.models import Person
from tests.factories.journeys import days_ago, make_application
from tests.factories.people import make_person

SignIn = Callable[[User], Client]
THEM = {"name": "Kit", "reach": "The hostel", "words": "To give back"}


def boxes(field: str, days: int = 0) -> dict[str, int]:
    """Return the day so many days ago, as three boxes."""
    on = days_ago(days)
    return {f"{field}_day": on.day, f"{field}_month": on.month, f"{field}_year": on.year}


@pytest.fixture
def helped(coordinator: User) -> Person:
    """Somebody we helped until three months ago."""
    person = make_person(by=coordinator, called="Canary Kit")
    with recorded("person.age", by=coordinator):
        person.change(last_seen_on=days_ago(100))
    return person


def test_somebody_applies_talks_is_welcomed_and_gets_an_account(coordinator: User, signed_in: SignIn) -> None:
    client = signed_in(coordinator)
    made = client.post("/applications/new/", THEM)
    url = made["Location"]
    begun = client.get(url).content.decode()

    client.post(f"{url}chat/", {**boxes("chat_on"), "chat_notes": "Canary chat"})
    client.post(f"{url}answer/", {"decision": "yes", "feedback": "Canary welcome"})
    welcomed = client.get(url).content.decode()
    answer = client.post(f"{url}account/", {"sign_in_name": "kit"})

    application = Application.objects.get()
    assert application.received_on == clock.today()
    assert "Give them an answer by" in begun
    assert "Canary chat" in welcomed
    assert "Canary welcome" in welcomed
    assert application.user is not None
    assert answer["Location"] == f"/team/{application.user.pk}/"
    assert f"/team/{application.user.pk}/" in client.get(url).content.decode()


def test_answer_before_the_chat_keeps_what_was_typed(coordinator: User, signed_in: SignIn) -> None:
    application = make_application(coordinator)

    page = signed_in(coordinator).post(
        f"/applications/{application.pk}/answer/", {"decision": "yes", "feedback": "Canary welcome"}
    )

    assert page.status_code == 422
    assert page.context["form"].errors == {"decision": ["Have the friendly chat first."]}
    assert "Canary welcome" in page.content.decode()


def test_somebody_we_helped_is_asked_and_says_yes(
    helped: Person, coordinator: User, supervisor: User, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    url = f"/people/{helped.pk}/invite/"
    client.post(url)
    asked = client.get(url).content.decode()
    offered = client.get(f"{url}yes/").context["form"]

    answer = client.post(f"{url}yes/", {**THEM, "named": [str(supervisor.pk)]})

    assert "They say yes" in asked
    assert offered["name"].initial == "Canary Kit"
    assert answer["Location"] == f"/applications/{Application.objects.get().pk}/"
    assert client.get(f"/people/{helped.pk}/").status_code == 404
    assert signed_in(supervisor).get(f"/people/{helped.pk}/").status_code == 200


def test_no_is_one_press_and_nothing_stays(helped: Person, coordinator: User, signed_in: SignIn) -> None:
    invite(helped, by=coordinator)
    client = signed_in(coordinator)

    answer = client.post(f"/people/{helped.pk}/invite/end/")

    assert (answer.status_code, Invitation.objects.count()) == (302, 0)
    assert client.get(f"/people/{helped.pk}/invite/yes/").status_code == 404


def test_page_says_why_somebody_is_not_asked_yet(
    person: Person, coordinator: User, signed_in: SignIn
) -> None:
    page = signed_in(coordinator).get(f"/people/{person.pk}/invite/")

    assert [problem.code for problem in page.context["problems"]] == ["still_helped"]
    assert "An advocate still works with them." in page.content.decode()


def test_person_page_leads_to_the_question_for_the_coordinator_only(
    person: Person, coordinator: User, advocate: User, signed_in: SignIn
) -> None:
    link = f'href="/people/{person.pk}/invite/"'

    assert link in signed_in(coordinator).get(f"/people/{person.pk}/").content.decode()
    assert link not in signed_in(advocate).get(f"/people/{person.pk}/").content.decode()


@pytest.mark.parametrize("persona", ["advocate", "supervisor", "dp_lead", "board_member"])
def test_only_the_coordinator_reads_applications(
    persona: str, coordinator: User, signed_in: SignIn, request: pytest.FixtureRequest
) -> None:
    application = make_application(coordinator)
    client = signed_in(request.getfixturevalue(persona))

    for path in ("/applications/", f"/applications/{application.pk}/"):
        page = client.get(path)
        assert page.status_code == 404
        assert "Canary" not in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_whatever_its_length(
    rows: int, coordinator: User, signed_in: SignIn, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        make_application(coordinator)
        person = make_person(by=coordinator, called=f"Kit{number}")
        invite(person, by=coordinator)
    client = signed_in(coordinator)

    with django_assert_num_queries(10):
        page = client.get("/applications/")

    assert len(page.context["applied"].waiting) == len(page.context["asked"]) == rows
