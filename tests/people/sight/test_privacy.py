"""What waits for whoever looks after privacy, by its pages."""

import re
import uuid
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.actions import close_account, reopen_account
from alongside.accounts.models import Role, User
from alongside.people.actions import (
    change_person,
    declare_conflict,
    link_worker_to_own_record,
    resolve_dual_role,
    restrict_person,
)
from alongside.people.models import (
    BreakGlass,
    Declaration,
    DualRoleCheck,
    NotMeant,
    NotSamePerson,
    Person,
    PrivacyAlert,
    Wall,
    WallKind,
)
from alongside.people.rules import may_see_person
from tests.conftest import SignIn
from tests.factories.accounts import make_user, sign_in
from tests.factories.people import (
    make_check,
    make_glass,
    make_person,
    make_wall,
)
from tests.people.sight.conftest import QUERIES, text


def fill_privacy(coordinator: User, advocate: User, number: int) -> None:
    """Leave so many of each for whoever looks after privacy."""
    for each in range(number):
        person = make_person(by=coordinator, called=f"Bo{each}", full_name=f"Bo{each} Marsh")
        worker = make_user(f"Nia{each} Poe", Role.ADVOCATE)
        make_glass(person, worker, "Fell")
        make_check(make_user(f"Kai{each} Poe", Role.ADVOCATE), person)
        declare_conflict(by=worker, who=f"Zed{each}")
        own = make_user(f"Lou{each} Poe", Role.ADVOCATE)
        closed = make_person(by=coordinator, called=f"Lou{each}")
        link_worker_to_own_record(own, closed, named=[advocate], by=coordinator)
        sign_in(own).get(reverse("partners", args=[closed.pk]))


@pytest.mark.parametrize("number", [1, 3])
def test_privacy_page_asks_the_same_however_many_there_are(
    number: int,
    at_privacy: Client,
    coordinator: User,
    advocate: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    fill_privacy(coordinator, advocate, number)

    with django_assert_num_queries(QUERIES["privacy"]):
        page = text(at_privacy.get(reverse("privacy")))

    for name in ("Nia0 Poe", "Kai0 Poe", "Lou0 Poe"):
        assert name in page
    assert "Told by Nia0 Poe" in page
    for hidden in ("Bo0", "Zed0", "Fell"):
        assert hidden not in page


def test_privacy_is_the_leads_and_the_coordinators_only_while_there_is_none(
    at_desk: Client, coordinator: User, advocate: User
) -> None:
    fill_privacy(coordinator, advocate, 1)
    assert "Kai0 Poe" in text(at_desk.get(reverse("privacy")))
    declared = reverse("declaration", args=[Declaration.objects.get().pk])
    assert at_desk.get(declared).status_code == 200

    make_user("Dara Quill", Role.DP_LEAD)

    page = text(at_desk.get(reverse("privacy")))
    assert "Kai0 Poe" not in page
    assert "Nia0 Poe" not in page
    assert "waited for more than five working days" in page
    assert at_desk.get(declared).status_code == 404
    assert at_desk.get(reverse("dual-role", args=[DualRoleCheck.objects.get().pk])).status_code == 404


@pytest.mark.parametrize("persona", ["advocate", "supervisor", "board_member"])
def test_privacy_page_is_not_there_for_others(
    persona: str, request: pytest.FixtureRequest, signed_in: SignIn
) -> None:
    client = signed_in(request.getfixturevalue(persona))

    assert client.get(reverse("privacy")).status_code == 404


def test_r19_lead_whose_own_account_waits_looks_after_nothing(
    coordinator: User, advocate: User, dp_lead: User, at_privacy: Client, at_desk: Client, person: Person
) -> None:
    make_check(dp_lead, person)

    assert at_privacy.get(reverse("privacy")).status_code == 404
    page = text(at_desk.get(reverse("privacy")))
    assert "Dara Quill" in page


def test_r13_alert_of_the_lead_goes_to_the_coordinator(
    at_desk: Client, at_privacy: Client, dp_lead: User, coordinator: User, advocate: User, person: Person
) -> None:
    link_worker_to_own_record(dp_lead, person, named=[advocate], by=coordinator)
    at_privacy.get(reverse("partners", args=[person.pk]))
    alert = PrivacyAlert.objects.get()

    assert "Dara Quill" not in text(at_privacy.get(reverse("privacy")))
    assert "Dara Quill" in text(at_desk.get(reverse("privacy")))
    assert at_privacy.post(reverse("privacy-alert", args=[alert.pk])).status_code == 404

    at_desk.post(reverse("privacy-alert", args=[alert.pk]))

    assert PrivacyAlert.objects.get().seen_at is not None
    assert "Dara Quill" not in text(at_desk.get(reverse("privacy")))


def test_r20_lead_reviews_an_emergency(at_privacy: Client, other_advocate: User, person: Person) -> None:
    glass = make_glass(person, other_advocate, "Not seen for two days")
    url = reverse("glass-review", args=[glass.pk])

    page = text(at_privacy.get(url))
    assert "Not seen for two days" in page
    assert "Was let in for an hour, to read" in page
    assert "Jo" not in page
    assert at_privacy.post(url, {}).status_code == 422

    at_privacy.post(url, {"finding": "Rang Otis"})

    assert BreakGlass.objects.get().finding == "Rang Otis"
    assert at_privacy.get(url).status_code == 404


def test_r19_lead_resolves_a_new_account(
    at_privacy: Client, advocate: User, coordinator: User, person: Person
) -> None:
    worker = make_user("Jo Marsh", Role.ADVOCATE, date_of_birth=date(1980, 2, 29))
    check = DualRoleCheck.objects.get()
    url = reverse("dual-role", args=[check.pk])
    assert "29 February 1980" in text(at_privacy.get(url))

    assert "Name at least one colleague" in text(at_privacy.post(url, {"answer": "same"}))
    at_privacy.post(url, {"answer": "same", "named": [advocate.pk]})

    assert Wall.objects.get().user == worker
    assert "Jo Marsh" in text(at_privacy.get(reverse("privacy")))

    closed = text(at_privacy.get(url))
    assert "Their own record is closed." in closed
    assert (person.reference in closed, "29 February 1980" in closed) == (False, False)
    assert at_privacy.post(url, {"answer": "same", "named": [advocate.pk]}).status_code == 422
    at_privacy.post(url, {"answer": "other"})

    assert Wall.objects.filter(lifted_at=None).count() == 0
    assert at_privacy.get(url).status_code == 404


def test_r18_lead_asks_those_named_about_a_closed_file_and_reads_none_of_it(
    at_privacy: Client, coordinator: User, supervisor: User, dp_lead: User, person: Person
) -> None:
    restrict_person(person, named=[supervisor], by=coordinator)
    make_user("Jo Marsh", Role.ADVOCATE, phone="07700 900999", date_of_birth=date(1980, 2, 29))
    change_person(person, phone="07700 900123", by=supervisor)
    url = reverse("dual-role", args=[DualRoleCheck.objects.get().pk])

    closed = text(at_privacy.get(url))
    close_account(supervisor, by=coordinator)
    left = text(at_privacy.get(url))
    reopen_account(supervisor, by=coordinator)
    at_privacy.post(url, {"answer": "same"})

    assert may_see_person(supervisor, person)
    assert Wall.objects.get().kind == WallKind.OWN
    assert "Ask one of those who can see it" in closed
    assert "who may see the old record" not in closed
    assert (str(supervisor.name) in closed, "900123" in closed) == (True, False)
    assert (str(supervisor.name) in left, "900123" in left) == (False, True)


def test_r18_own_file_that_somebody_wants_to_open_up_says_why_it_stays_closed(
    at_desk: Client, coordinator: User, dp_lead: User, person: Person
) -> None:
    make_user("Jo Marsh", Role.ADVOCATE, date_of_birth=date(1980, 2, 29))
    resolve_dual_role(DualRoleCheck.objects.get(), is_same=True, named=[coordinator], by=dp_lead)

    answer = at_desk.post(reverse("open-up", args=[person.pk]), follow=True)

    assert "This record stays closed: whose it is works here." in text(answer)
    person.refresh_from_db()
    assert person.is_restricted


def test_lead_walled_from_a_person_sees_no_item_about_them(
    at_privacy: Client, dp_lead: User, other_advocate: User, person: Person
) -> None:
    glass, check = make_glass(person, other_advocate), make_check(make_user("Kai Poe"), person)
    make_wall(person, dp_lead)

    page = text(at_privacy.get(reverse("privacy")))

    assert person.reference not in page
    assert "Kai Poe" not in page
    assert at_privacy.get(reverse("glass-review", args=[glass.pk])).status_code == 404
    assert at_privacy.get(reverse("dual-role", args=[check.pk])).status_code == 404


def test_r13_lead_closes_a_record_that_a_worker_told_them_of(
    at_privacy: Client, advocate: User, other_advocate: User, person: Person
) -> None:
    url = reverse("own-record")
    assert at_privacy.get(url).status_code == 200

    wrong = at_privacy.post(url, {"user": other_advocate.pk, "reference": "222-222", "named": [advocate.pk]})
    assert "There is no record with this reference." in text(wrong)
    at_privacy.post(url, {"user": other_advocate.pk, "reference": person.reference, "named": [advocate.pk]})

    assert Wall.objects.get().kind == WallKind.OWN


def test_a7_lead_finds_who_a_declaration_means(
    at_privacy: Client, coordinator: User, other_advocate: User, person: Person
) -> None:
    twin = make_person(by=coordinator, called="Jo", full_name="Joe Marsh")
    said = declare_conflict(by=other_advocate, who="Jo Marsh", why="Mill Road")
    url = reverse("declaration", args=[said.pk])

    page = text(at_privacy.get(url))
    assert "Mill Road" in page
    assert person.reference in page
    assert twin.reference in page
    at_privacy.post(reverse("declaration-answer", args=[twin.pk, said.pk]), {"answer": "other"})
    assert NotMeant.objects.get().person == twin
    assert twin.reference not in text(at_privacy.get(url))
    assert twin.reference in text(at_privacy.post(url, {"words": "Joe"}))
    assert "Nobody with these letters" in text(at_privacy.post(url, {"words": "Zzz"}))
    assert at_privacy.post(url, {"words": ""}).status_code == 422

    at_privacy.post(reverse("declaration-answer", args=[person.pk, said.pk]), {"answer": "same"})

    wall = Wall.objects.get()
    assert (wall.user, wall.person) == (other_advocate, person)
    assert "Whom Otis Hale does not see" in text(at_privacy.get(url))
    at_privacy.post(reverse("conflict-lift", args=[person.pk, wall.pk]))
    assert Wall.objects.filter(lifted_at=None).count() == 0
    at_privacy.post(reverse("declaration-settle", args=[said.pk]))
    assert "Told by" not in text(at_privacy.get(reverse("privacy")))


def test_r17_possible_duplicates_are_for_whoever_looks_after_privacy(
    at_privacy: Client, at_desk: Client, coordinator: User, person: Person, dp_lead: User
) -> None:
    make_person(by=coordinator, full_name="Jo Marsh", date_of_birth=date(1980, 2, 29))
    url = reverse("privacy-duplicates")
    page = at_privacy.get(url).content.decode()
    pair = dict(re.findall(r'name="(one|other)" value="([^"]+)"', page))

    assert at_desk.get(url).status_code == 404
    at_privacy.post(url, {"one": str(uuid.uuid4()), "other": pair["other"]})
    assert NotSamePerson.objects.count() == 0
    at_privacy.post(url, pair)

    assert NotSamePerson.objects.count() == 1
    assert "No two records look alike." in text(at_privacy.get(url))


def test_r13_restricted_record_of_a_worker_is_not_in_the_possible_duplicates(
    at_privacy: Client, coordinator: User, advocate: User, person: Person
) -> None:
    make_person(by=coordinator, full_name="Jo Marsh", date_of_birth=date(1980, 2, 29))
    restrict_person(person, named=[advocate], by=coordinator)

    assert person.reference not in text(at_privacy.get(reverse("privacy-duplicates")))
