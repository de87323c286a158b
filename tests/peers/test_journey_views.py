"""The page of a journey, what was seen, and shifts shadowed."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import User
from alongside.peers.actions import write_shadowed
from alongside.peers.models import Competence, ShadowedShift, Sighting, StageName
from alongside.peers.queries import stage_of
from tests.factories.journeys import days_ago, make_cohort, make_ready, make_seen, make_shadowed
from tests.factories.peers import make_advocate, make_stage

SignIn = Callable[[User], Client]
DAY = days_ago(1)
BOXES = {"day": DAY.day, "month": DAY.month, "year": DAY.year}
PART = {"note": "Canary note", "ready": "yes", "tasks": ["call"]}


def on(field: str) -> dict[str, int]:
    """Return yesterday, as three boxes."""
    return {f"{field}_{part}": number for part, number in BOXES.items()}


@pytest.fixture
def shadow(service: object) -> User:
    """A shadow."""
    return make_advocate("Shay Moor", StageName.SHADOW)


@pytest.fixture
def leads(service: object) -> tuple[User, User]:
    """Two leads."""
    return make_advocate("Lea Park", StageName.LEAD), make_advocate("Lou Kerr", StageName.LEAD)


Leads = tuple[User, User]


def test_my_journey_is_the_page_of_my_own(shadow: User, signed_in: SignIn) -> None:
    client = signed_in(shadow)

    answer = client.get("/journey/")
    page = client.get(answer["Location"])

    assert answer["Location"] == f"/team/{shadow.pk}/journey/"
    assert "<title>A journey · Alongside</title>" in page.content.decode()
    assert next(problem.code for problem in page.context["way"].to_come) == "few_shifts"


def test_journey_of_who_begins_counts_nothing_against_them(
    shadow: User, leads: Leads, signed_in: SignIn
) -> None:
    own = signed_in(shadow).get(f"/team/{shadow.pk}/journey/").content.decode()
    of_lead = signed_in(leads[0]).get(f"/team/{shadow.pk}/journey/").content.decode()

    assert ">What there is to see<" in own
    assert " of 13" not in own + of_lead
    assert ("beside you writes" in own, "beside them writes" in of_lead) == (True, True)


def test_journey_shows_all_of_it(
    shadow: User, leads: Leads, supervisor: User, coordinator: User, signed_in: SignIn
) -> None:
    make_ready(shadow, leads)
    make_cohort(supervisor, shadow)

    page = signed_in(coordinator).get(f"/team/{shadow.pk}/journey/")

    way, text = page.context["way"], page.content.decode()
    assert (way.seen_so_far, len(way.shadowed), way.to_come) == (13, 6, [])
    assert "All is there." in text
    assert "What was seen so far: 13 of 13" in text
    assert text.count("Both say ready") == 6
    assert f'href="/team/{shadow.pk}/stage/"' in text


def test_lead_writes_what_they_saw(shadow: User, leads: Leads, signed_in: SignIn) -> None:
    answer = signed_in(leads[0]).post(
        f"/team/{shadow.pk}/seen/",
        {"competences": ["listen", "team"], **on("seen_on"), "example": "Waited, then asked"},
    )

    assert (answer.status_code, answer["Location"]) == (302, f"/team/{shadow.pk}/journey/")
    assert {(row.competence, row.made_by, row.seen_on) for row in Sighting.objects.all()} == {
        ("listen", leads[0], DAY),
        ("team", leads[0], DAY),
    }


def test_what_was_seen_keeps_what_was_typed(shadow: User, leads: Leads, signed_in: SignIn) -> None:
    page = signed_in(leads[0]).post(f"/team/{shadow.pk}/seen/", {"example": "Waited, then asked"})

    assert page.status_code == 422
    assert page.context["form"].errors == {
        "competences": ["Choose at least one"],
        "seen_on": ["Write the day you saw it"],
    }
    assert "Waited, then asked" in page.content.decode()


def test_shadow_and_lead_each_write_their_part(shadow: User, leads: Leads, signed_in: SignIn) -> None:
    where = {**on("on"), "place": "Mill Lane"}
    signed_in(shadow).post(f"/team/{shadow.pk}/shadowed/", {**PART, **where, "user": str(leads[0].pk)})
    shift = ShadowedShift.objects.get()
    lead = signed_in(leads[0])
    waiting = lead.get(f"/team/{leads[0].pk}/journey/").context["waiting"]

    answer = lead.post(f"/shadowed/{shift.pk}/", {"note": "Kind", "ready": "not_yet"})

    shift.refresh_from_db()
    assert (answer.status_code, waiting) == (302, [shift])
    assert (shift.shadow_note, shift.shadow_ready) == ("Canary note", True)
    assert (shift.lead_note, shift.lead_ready, shift.tasks) == ("Kind", False, ["call"])


def test_lead_may_be_the_first_to_write(shadow: User, leads: Leads, signed_in: SignIn) -> None:
    answer = signed_in(leads[0]).post(
        f"/team/{shadow.pk}/shadowed/", {**PART, **on("on"), "place": "Mill Lane"}
    )

    shift = ShadowedShift.objects.get()
    assert (answer.status_code, shift.lead, shift.lead_note) == (302, leads[0], "Canary note")


def test_shift_page_shows_what_the_other_wrote(shadow: User, leads: Leads, signed_in: SignIn) -> None:
    shift = make_shadowed(shadow, leads[0])

    page = signed_in(shadow).get(f"/shadowed/{shift.pk}/")

    assert "Kind and calm" in page.content.decode()
    assert page.context["form"]["tasks"].initial == []


def test_shift_without_an_answer_says_what_is_missing(shadow: User, leads: Leads, signed_in: SignIn) -> None:
    page = signed_in(shadow).post(f"/team/{shadow.pk}/shadowed/", {"note": "Went well"})

    assert page.context["form"].errors == {
        "on": ["Write the day"],
        "place": ["Write where it was"],
        "user": ["Choose somebody"],
        "ready": ["Choose an answer"],
    }


@pytest.mark.parametrize("page", ["journey", "seen", "shadowed"])
@pytest.mark.parametrize("persona", ["other_advocate", "dp_lead", "board_member"])
def test_others_get_no_page_of_a_journey(
    page: str, persona: str, shadow: User, leads: Leads, signed_in: SignIn, request: pytest.FixtureRequest
) -> None:
    make_shadowed(shadow, leads[0])

    answer = signed_in(request.getfixturevalue(persona)).get(f"/team/{shadow.pk}/{page}/")

    assert answer.status_code == 404


def test_supervisor_writes_no_part_of_a_shift(
    shadow: User, leads: Leads, supervisor: User, signed_in: SignIn
) -> None:
    client = signed_in(supervisor)

    assert client.get(f"/team/{shadow.pk}/shadowed/").status_code == 404
    assert client.get(f"/shadowed/{make_shadowed(shadow, leads[0]).pk}/").status_code == 404
    assert client.get(f"/team/{uuid4()}/journey/").status_code == 404


def test_shadow_observes_nobody(shadow: User, advocate: User, signed_in: SignIn) -> None:
    make_stage(advocate, StageName.TRAINING)
    client = signed_in(shadow)

    assert client.get(f"/team/{shadow.pk}/seen/").status_code == 404
    assert client.get("/learners/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_learners_cost_the_same_whatever_their_number(
    rows: int, leads: Leads, signed_in: SignIn, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        shadow = make_advocate(f"Shay{number} Moor", StageName.SHADOW)
        make_shadowed(shadow, leads[0])
        make_seen(shadow, leads[0], Competence.LISTEN)
    client = signed_in(leads[1])

    with django_assert_num_queries(11):
        page = client.get("/learners/")

    found = [(one.record.shifts, len(one.record.seen), stage) for one, stage in page.context["learners"]]
    assert found == [(1, 1, "Shadow")] * rows


def test_coordinator_sees_who_is_ready_to_lead_and_takes_the_last_step(
    shadow: User, leads: Leads, coordinator: User, signed_in: SignIn
) -> None:
    make_advocate("Nia Cole", StageName.TRAINING)
    client, decided, url = signed_in(coordinator), reverse("decisions"), f"/team/{shadow.pk}/stage/"
    too_early = client.post(url, {"to": "lead"}).content.decode()
    make_ready(shadow, leads)

    listed, waits = client.get("/learners/").content.decode(), client.get(decided).content.decode()
    ready = client.get(url).content.decode()
    client.post(url, {"to": "lead"})

    assert too_early.count("0 of 6 shifts shadowed, with both notes.") == 2
    assert (listed.count("All is there"), "Ready to be a lead" in waits, f'href="{url}"' in waits) == (
        1,
        True,
        True,
    )
    assert "Before they can be a lead" not in ready
    assert stage_of(shadow) == StageName.LEAD
    assert "Ready to be a lead" not in client.get(decided).content.decode()


def test_link_says_whether_one_has_written_already(shadow: User, leads: Leads, signed_in: SignIn) -> None:
    make_shadowed(shadow, leads[0])
    told = {"on": days_ago(2), "place": "Mill Lane", "note": "Calm", "is_ready": True}
    write_shadowed(shadow, lead=leads[1], by=leads[1], **told)

    pages = [signed_in(user).get(f"/team/{shadow.pk}/journey/").content.decode() for user in (shadow, *leads)]

    assert [(page.count("Change your part"), page.count("Write your part")) for page in pages] == [
        (1, 1),
        (1, 0),
        (1, 0),
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_journey_costs_the_same_whatever_is_in_it(
    rows: int,
    shadow: User,
    leads: Leads,
    supervisor: User,
    signed_in: SignIn,
    django_assert_num_queries: Any,
) -> None:
    for number in range(rows):
        make_shadowed(shadow, leads[0], days=number + 1)
        make_seen(shadow, leads[number % 2], Competence.LISTEN)
        make_cohort(supervisor, shadow)
    client = signed_in(supervisor)

    with django_assert_num_queries(20):
        client.get(f"/team/{shadow.pk}/journey/")
