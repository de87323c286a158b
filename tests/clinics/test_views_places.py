"""The list of clinics, one clinic, its series and its days."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from alongside.accounts.models import User
from alongside.clinics import actions
from alongside.clinics.models import Clinic, ExceptionKind, Session, ShiftRole
from tests.clinics.conftest import NOW, TODAY, at
from tests.factories.clinics import make_clinic, make_shift, session_on

SignIn = Callable[[User], Client]
NEXT = date(2026, 12, 3)
PLACE = {"name": "Bridge House", "kind": "clinic"}
SERIES = {
    "weekday": "1",
    "starts_at": "1.30pm",
    "ends_at": "15:30",
    "starts_on_day": "1",
    "starts_on_month": "12",
    "starts_on_year": "2026",
}


def said(answer: HttpResponse) -> list[str]:
    """Return the messages on the page that an answer leads to."""
    return [str(message) for message in answer.context["messages"]]


@pytest.fixture
def clinic(coordinator: User) -> Clinic:
    """A clinic with everything written."""
    made = make_clinic(
        by=coordinator,
        host="The housing trust",
        address="1 Canal Street",
        room="Blue room",
        getting_in="Ring twice",
    )
    actions.write_risk_sheet(made, by=coordinator, risk_sheet="Sit near the door")
    return actions.change_door_code(made, by=coordinator, door_code="48-21")


def test_advocate_sees_their_sessions_and_every_place_but_no_door(
    clinic: Clinic, lead: User, coordinator: User, signed_in: SignIn
) -> None:
    make_shift(session_on(clinic), lead, by=coordinator)
    make_shift(session_on(clinic, NEXT), lead, by=coordinator)
    make_clinic("Bridge House", by=coordinator)

    page = signed_in(lead).get("/clinics/")

    text = page.content.decode()
    assert [line.session.on for line in [*page.context["today"], *page.context["next"]]] == [TODAY, NEXT]
    assert [place.name for place in page.context["clinics"]] == ["Canal Street hostel", "Bridge House"]
    assert "weeks" not in page.context
    assert [word in text for word in ("1 Canal Street", "48-21", "Ring twice", "Sit near")] == [
        True,
        False,
        False,
        False,
    ]


def test_advocate_with_no_session_is_told_who_puts_them_on(other_advocate: User, signed_in: SignIn) -> None:
    text = signed_in(other_advocate).get("/clinics/").content.decode()

    assert "You are not down for a session yet." in text
    assert "No place yet." in text


def test_coordinator_sees_two_weeks_in_words(
    staffed: Session, lead: User, coordinator: User, signed_in: SignIn
) -> None:
    make_shift(session_on(staffed.clinic, NEXT), lead, by=coordinator)
    make_clinic("Bridge House", by=coordinator, weekday=0)

    page = signed_in(coordinator).get("/clinics/")

    text = page.content.decode()
    assert [line.session.on for line in page.context["weeks"]] == [TODAY, date(2026, 11, 30), NEXT]
    assert (page.context["first"], page.context["last"]) == (date(2026, 11, 23), date(2026, 12, 6))
    assert [word in text for word in (">Safe<", ">No lead<", ">Lead alone: decide<")] == [True, True, True]


@pytest.mark.parametrize(
    "asked, first",
    [
        ("2026-12-09", date(2026, 12, 7)),
        ("tomorrow", date(2026, 11, 23)),
        ("0001-01-01", date(2026, 11, 23)),
        ("9999-12-31", date(2026, 11, 23)),
        ("", date(2026, 11, 23)),
    ],
)
def test_weeks_begin_on_a_monday_near_by(
    asked: str, first: date, supervisor: User, signed_in: SignIn
) -> None:
    page = signed_in(supervisor).get(f"/clinics/?from={asked}")

    assert page.context["first"] == first
    assert (page.context["earlier"], page.context["later"]) == (
        first - timedelta(days=14),
        first + timedelta(days=14),
    )


def test_supervisor_sees_the_weeks_and_changes_nothing(
    staffed: Session, supervisor: User, signed_in: SignIn
) -> None:
    client = signed_in(supervisor)

    text = client.get("/clinics/").content.decode()

    assert "Ana Reyes" in text
    assert "/clinics/new/" not in text
    assert client.get("/clinics/new/").status_code == 404


@pytest.mark.parametrize(
    "persona, number", [("lead", 1), ("lead", 3), ("coordinator", 1), ("coordinator", 3)]
)
def test_list_costs_the_same_whatever_its_length(
    persona: str,
    number: int,
    request: pytest.FixtureRequest,
    signed_in: SignIn,
    django_assert_num_queries: Any,
) -> None:
    lead, shadow, coordinator = (request.getfixturevalue(name) for name in ("lead", "shadow", "coordinator"))
    for hour, name in ((9, "Canal Street hostel"), (11, "Bridge House"), (13, "Quay chemist"))[:number]:
        clinic = make_clinic(name, by=coordinator, starts_at=time(hour), ends_at=time(hour + 1))
        for on in (TODAY, NEXT):
            make_shift(session_on(clinic, on), lead, by=coordinator)
            make_shift(session_on(clinic, on), shadow, ShiftRole.SHADOW, by=coordinator)
    client = signed_in(request.getfixturevalue(persona))

    with django_assert_num_queries({"lead": 15, "coordinator": 15}[persona]):
        page = client.get("/clinics/")

    assert len(page.context["clinics"]) == number


def test_advocate_sees_where_and_when_of_a_place(clinic: Clinic, lead: User, signed_in: SignIn) -> None:
    actions.make_exception(
        clinic, on=NEXT, kind=ExceptionKind.CANCELLED, by=clinic.made_by, why="Canary reason"
    )

    text = signed_in(lead).get(f"/clinics/{clinic.pk}/").content.decode()

    assert [
        word in text for word in ("1 Canal Street", "Blue room", "Thursday, 10:00–12:00", "It does not run")
    ] == [True] * 4
    assert [
        word in text for word in ("48-21", "Ring twice", "Sit near", "Canary", "/sessions/", "/series/")
    ] == [False] * 6


def test_coordinator_sees_all_of_a_place(clinic: Clinic, coordinator: User, signed_in: SignIn) -> None:
    text = signed_in(coordinator).get(f"/clinics/{clinic.pk}/").content.decode()

    assert [word in text for word in ("48-21", "Ring twice", "Sit near the door", "/sessions/")] == [True] * 4
    assert "<title>A place · Alongside</title>" in text


def test_old_risk_sheet_is_amber_and_read_again(clinic: Clinic, coordinator: User, signed_in: SignIn) -> None:
    with at(NOW + timedelta(days=366)):
        client = signed_in(coordinator)
        before = client.get(f"/clinics/{clinic.pk}/").content.decode()
        answer = client.post(f"/clinics/{clinic.pk}/risk-sheet/read/", follow=True)

    assert "card amber" in before
    assert said(answer) == ["Noted: read today."]
    clinic.refresh_from_db()
    assert clinic.risk_reviewed_on == TODAY + timedelta(days=366)


def test_clinic_is_added_with_its_sessions(coordinator: User, signed_in: SignIn) -> None:
    answer = signed_in(coordinator).post("/clinics/new/", {**PLACE, **SERIES, "getting_in": "Ring twice"})

    clinic = Clinic.objects.get()
    assert answer["Location"] == f"/clinics/{clinic.pk}/"
    assert (clinic.name, clinic.weekday, clinic.starts_at, clinic.getting_in, clinic.host) == (
        "Bridge House",
        1,
        time(13, 30),
        "Ring twice",
        None,
    )
    assert clinic.sessions.order_by("on")[0].on == date(2026, 12, 1)


def test_clinic_form_says_all_that_is_missing(coordinator: User, signed_in: SignIn) -> None:
    page = signed_in(coordinator).post("/clinics/new/", {"starts_at": "soon"})

    assert page.status_code == 422
    assert page.context["form"].errors == {
        "name": ["Write a name for the place"],
        "kind": ["Choose what it is"],
        "weekday": ["Choose the day of the week"],
        "starts_at": ["Write the time like 9:30 or 14:00"],
        "ends_at": ["Write when it ends"],
        "starts_on": ["Write the first day"],
    }
    assert not Clinic.objects.exists()


def test_clinic_form_says_what_the_rules_refuse(coordinator: User, signed_in: SignIn) -> None:
    page = signed_in(coordinator).post("/clinics/new/", {**PLACE, **SERIES, "ends_at": "13:00"})

    assert page.context["form"].errors == {"ends_at": ["The end must be later than the start."]}


def test_place_is_changed(clinic: Clinic, coordinator: User, signed_in: SignIn) -> None:
    client = signed_in(coordinator)
    shown = client.get(f"/clinics/{clinic.pk}/place/").context["form"].initial

    client.post(f"/clinics/{clinic.pk}/place/", {**PLACE, "kind": "drop_in", "room": "Attic"})

    clinic.refresh_from_db()
    assert shown["getting_in"] == "Ring twice"
    assert (clinic.name, clinic.kind, clinic.room, clinic.getting_in) == (
        "Bridge House",
        "drop_in",
        "Attic",
        None,
    )


def test_risk_sheet_and_door_code_are_changed(clinic: Clinic, coordinator: User, signed_in: SignIn) -> None:
    client = signed_in(coordinator)
    shown = [
        client.get(f"/clinics/{clinic.pk}/risk-sheet/").context["form"].initial,
        client.get(f"/clinics/{clinic.pk}/door-code/").context["form"].initial,
    ]

    client.post(f"/clinics/{clinic.pk}/risk-sheet/", {"risk_sheet": "Two exits"})
    client.post(f"/clinics/{clinic.pk}/door-code/", {"door_code": ""})

    clinic.refresh_from_db()
    assert shown == [{"risk_sheet": "Sit near the door"}, {"door_code": "48-21"}]
    assert (clinic.risk_sheet, clinic.door_code) == ("Two exits", None)


def test_changed_series_says_what_it_did(clinic: Clinic, coordinator: User, signed_in: SignIn) -> None:
    client = signed_in(coordinator)
    shown = client.get(f"/clinics/{clinic.pk}/series/")

    answer = client.post(f"/clinics/{clinic.pk}/series/", {**SERIES, "weekday": "3"}, follow=True)

    assert shown.context["form"].initial["weekday"] == 3
    assert said(answer) == ["13 sessions have new times. Tell those who are down for it."]


def test_day_is_made_different_and_usual_again(clinic: Clinic, coordinator: User, signed_in: SignIn) -> None:
    client = signed_in(coordinator)
    day = {"on_day": "3", "on_month": "12", "on_year": "2026"}

    client.post(
        f"/clinics/{clinic.pk}/days/new/", {**day, "kind": "moved", "starts_at": "14", "ends_at": "16"}
    )
    row = clinic.exceptions.get()
    moved = session_on(clinic, NEXT).starts_at
    answer = client.post(f"/clinics/{clinic.pk}/days/{row.pk}/remove/", follow=True)

    assert (row.kind, moved, session_on(clinic, NEXT).starts_at) == ("moved", time(14), time(10))
    assert said(answer) == ["That day is as usual again."]


def test_bank_holiday_leads_to_a_form_that_is_filled_in(coordinator: User, signed_in: SignIn) -> None:
    clinic = make_clinic(by=coordinator, weekday=4)
    client = signed_in(coordinator)

    text = client.get(f"/clinics/{clinic.pk}/").content.decode()
    form = client.get(f"/clinics/{clinic.pk}/days/new/?on=2026-12-25&kind=runs_anyway").context["form"]

    assert f"/clinics/{clinic.pk}/days/new/?on=2026-12-25&amp;kind=runs_anyway" in text
    assert form.initial == {"on": date(2026, 12, 25), "kind": "runs_anyway"}


def test_removal_that_is_refused_says_why(
    clinic: Clinic, lead: User, coordinator: User, signed_in: SignIn
) -> None:
    tuesday = date(2026, 12, 1)
    row = actions.make_exception(clinic, on=tuesday, kind=ExceptionKind.RUNS_ANYWAY, by=coordinator)
    make_shift(session_on(clinic, tuesday), lead, by=coordinator)

    answer = signed_in(coordinator).post(f"/clinics/{clinic.pk}/days/{row.pk}/remove/", follow=True)

    assert said(answer) == ["People are down for that day. Take them off first, or cancel the session."]


def test_exception_of_another_clinic_is_not_there(
    clinic: Clinic, coordinator: User, signed_in: SignIn
) -> None:
    row = actions.make_exception(clinic, on=NEXT, kind=ExceptionKind.CANCELLED, by=coordinator)
    other = make_clinic("Bridge House", by=coordinator)

    answer = signed_in(coordinator).post(f"/clinics/{other.pk}/days/{row.pk}/remove/")

    assert answer.status_code == 404
    assert clinic.exceptions.exists()


def test_clinic_is_closed_for_good_and_opened_again(
    clinic: Clinic, coordinator: User, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)

    closing = client.post(f"/clinics/{clinic.pk}/close/", follow=True)
    listed = client.get("/clinics/")
    opening = client.post(f"/clinics/{clinic.pk}/reopen/", follow=True)

    assert said(closing) == ["Closed for good. Nobody was down for a day to come."]
    assert "Closed for good on Thu 26 Nov." in closing.content.decode()
    assert (listed.context["clinics"], listed.context["closed"]) == ([], [clinic])
    assert said(opening) == ["It runs again. Nobody is on its sessions yet."]


GET_PAGES = ["", "place/", "risk-sheet/", "door-code/", "series/", "days/new/"]
POST_PAGES = [
    "place/",
    "risk-sheet/",
    "risk-sheet/read/",
    "door-code/",
    "series/",
    "days/new/",
    "close/",
    "reopen/",
]


@pytest.mark.parametrize("persona", ["other_advocate", "supervisor", "dp_lead", "board_member"])
def test_only_the_coordinator_changes_a_place(
    persona: str, clinic: Clinic, signed_in: SignIn, request: pytest.FixtureRequest
) -> None:
    client = signed_in(request.getfixturevalue(persona))

    answers = [
        client.post(f"/clinics/{clinic.pk}/{page}", {"risk_sheet": "x", "door_code": "x"})
        for page in POST_PAGES
    ]
    answers += [client.get(f"/clinics/{clinic.pk}/{page}") for page in GET_PAGES[1:]]

    assert {answer.status_code for answer in answers} == {404}
    assert not any(b"48-21" in answer.content for answer in answers)
    clinic.refresh_from_db()
    assert (clinic.door_code, clinic.closed_on) == ("48-21", None)


@pytest.mark.parametrize("persona", ["dp_lead", "board_member"])
def test_places_are_for_those_who_do_advocacy(
    persona: str, clinic: Clinic, signed_in: SignIn, request: pytest.FixtureRequest
) -> None:
    client = signed_in(request.getfixturevalue(persona))

    answers = [client.get("/clinics/"), client.get(f"/clinics/{clinic.pk}/")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert not any(b"Canal Street" in answer.content for answer in answers)


def test_clinic_nobody_made_is_not_there(coordinator: User, signed_in: SignIn) -> None:
    client = signed_in(coordinator)

    assert {client.get(f"/clinics/{uuid4()}/{page}").status_code for page in GET_PAGES} == {404}


def test_buttons_are_pressed_and_not_followed(clinic: Clinic, coordinator: User, signed_in: SignIn) -> None:
    client = signed_in(coordinator)

    assert {client.get(f"/clinics/{clinic.pk}/{page}").status_code for page in ("close/", "reopen/")} == {405}
