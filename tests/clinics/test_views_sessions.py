"""The page of a session: who is on it, and whether it runs."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from alongside.accounts.models import User
from alongside.audit.models import Entry
from alongside.clinics import actions
from alongside.clinics.models import LeadAloneDecision, Session, ShiftRole
from alongside.peers.models import StageName
from alongside.people.models import Person
from tests.clinics.conftest import NOW, at
from tests.factories.clinics import make_shift, session_on
from tests.factories.peers import make_advocate, make_stage
from tests.factories.people import make_partnership, make_person

SignIn = Callable[[User], Client]
NEXT = date(2026, 12, 3)


def said(answer: HttpResponse) -> list[str]:
    """Return the messages on the page that an answer leads to."""
    return [str(message) for message in answer.context["messages"]]


@pytest.fixture
def written(staffed: Session, coordinator: User) -> Session:
    """The session of today, of a clinic with everything written."""
    clinic = staffed.clinic
    actions.change_place(
        clinic, by=coordinator, host="The housing trust", address="1 Canal Street", getting_in="Ring twice"
    )
    actions.write_risk_sheet(clinic, by=coordinator, risk_sheet="Sit near the door")
    actions.change_door_code(clinic, by=coordinator, door_code="48-21")
    return staffed


SHOWN = ("1 Canal Street", "Ring twice", "48-21", "Sit near the door", "Shay Moor")


@pytest.mark.parametrize(
    "persona, shown",
    [
        ("lead", [True, True, True, True, True]),
        ("coordinator", [True, True, True, True, True]),
        ("supervisor", [True, True, False, False, True]),
    ],
)
def test_session_shows_the_way_in_to_those_who_need_it(
    persona: str, shown: list[bool], written: Session, signed_in: SignIn, request: pytest.FixtureRequest
) -> None:
    page = signed_in(request.getfixturevalue(persona)).get(f"/sessions/{written.pk}/")

    text = page.content.decode()
    assert [word in text for word in SHOWN] == shown
    assert "Thursday 26 November 2026, 10:00–12:00" in text
    assert "<title>A session · Alongside</title>" in text


def test_door_code_shows_from_the_day_before(
    written: Session, lead: User, coordinator: User, signed_in: SignIn
) -> None:
    make_shift(session_on(written.clinic, NEXT), lead, by=coordinator)
    url = f"/sessions/{session_on(written.clinic, NEXT).pk}/"

    found = []
    for days in (5, 6, 7, 8):
        with at(NOW + timedelta(days=days)):
            found.append("48-21" in signed_in(lead).get(url).content.decode())

    assert found == [False, True, True, False]


@pytest.mark.parametrize("persona", ["other_advocate", "dp_lead", "board_member"])
def test_r11_session_of_others_answers_like_one_that_is_not(
    persona: str, written: Session, signed_in: SignIn, request: pytest.FixtureRequest
) -> None:
    client = signed_in(request.getfixturevalue(persona))

    real, none = client.get(f"/sessions/{written.pk}/"), client.get(f"/sessions/{uuid4()}/")

    assert (real.status_code, real.content) == (404, none.content)
    assert b"Canal" not in real.content


def test_refused_session_is_recorded(written: Session, other_advocate: User, signed_in: SignIn) -> None:
    signed_in(other_advocate).get(f"/sessions/{written.pk}/")

    entry = Entry.objects.get(action="session.see")
    assert (entry.actor, entry.outcome, entry.facts) == (other_advocate.pk, "refused", {"page": "session"})


def test_session_names_only_people_whom_the_reader_may_see(
    *, staffed: Session, lead: User, shadow: User, coordinator: User, person: Person, signed_in: SignIn
) -> None:
    secret = make_person(by=coordinator, called="Canary")
    actions.expect(person, session=staffed, by=lead)
    actions.expect(secret, session=staffed, by=coordinator)

    leads = signed_in(lead).get(f"/sessions/{staffed.pk}/").content.decode()
    shadows = signed_in(shadow).get(f"/sessions/{staffed.pk}/").content.decode()

    assert ("Jo" in leads, "Canary" in leads, "And 1 more" in leads) == (True, False, True)
    assert (">Jo<" in shadows, "Canary" in shadows, "And 2 more" in shadows) == (False, False, True)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("persona, queries", [("lead", 20), ("coordinator", 27)])
def test_session_costs_the_same_whatever_it_shows(
    *,
    persona: str,
    queries: int,
    number: int,
    request: pytest.FixtureRequest,
    staffed: Session,
    signed_in: SignIn,
    django_assert_num_queries: Any,
) -> None:
    lead, coordinator = request.getfixturevalue("lead"), request.getfixturevalue("coordinator")
    for name in ("Abe", "Bea", "Cy")[:number]:
        for expected in (True, False):
            person = make_person(by=lead, called=name)
            make_partnership(person, lead)
            if expected:
                actions.expect(person, session=staffed, by=lead)
        helper = make_advocate(f"Helper {name}", StageName.TRAINING, by=coordinator)
        make_shift(staffed, helper, ShiftRole.HELPER, by=coordinator)
    client = signed_in(request.getfixturevalue(persona))

    with django_assert_num_queries(queries):
        page = client.get(f"/sessions/{staffed.pk}/")

    assert len(page.context["expected"].visits) == number


def test_coordinator_puts_a_lead_on(
    session: Session, lead: User, coordinator: User, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    url = f"/sessions/{session.pk}/put-on/lead/"
    make_advocate("Sol Vane", StageName.SHADOW, by=coordinator)
    away = make_advocate("Lena Strand", StageName.LEAD, by=coordinator)
    make_stage(away, StageName.STEPPED_BACK, by=coordinator)

    page = client.get(url)
    answer = client.post(url, {"user": str(lead.pk)})

    text = page.content.decode()
    assert [str(user.name) for user in page.context["form"].users.values()] == ["Ana Reyes"]
    assert [(str(user.name), [*map(str, why)]) for user, why in page.context["refused"]] == [
        ("Lena Strand", ["Not available."]),
        ("Sol Vane", ["Not signed off as a lead yet."]),
    ]
    assert "stepped" not in text.lower()
    assert answer["Location"] == f"/sessions/{session.pk}/"
    assert [(shift.user, shift.role) for shift in session.shifts.all()] == [(lead, "lead")]


def test_page_says_when_nobody_can_be_put_on(session: Session, coordinator: User, signed_in: SignIn) -> None:
    text = signed_in(coordinator).get(f"/sessions/{session.pk}/put-on/shadow/").content.decode()

    assert "Nobody can be put on now." in text
    assert "Put on a shadow" in text


def test_role_that_is_none_is_not_there(session: Session, coordinator: User, signed_in: SignIn) -> None:
    assert signed_in(coordinator).get(f"/sessions/{session.pk}/put-on/admiral/").status_code == 404


def test_advocate_who_is_refused_cannot_be_chosen(
    session: Session, shadow: User, coordinator: User, signed_in: SignIn
) -> None:
    page = signed_in(coordinator).post(f"/sessions/{session.pk}/put-on/lead/", {"user": str(shadow.pk)})

    assert page.context["form"].errors == {"user": ["Choose one of these answers"]}
    assert not session.shifts.exists()


def test_coordinator_takes_somebody_off(
    staffed: Session, lead: User, coordinator: User, signed_in: SignIn
) -> None:
    shift = staffed.shifts.get(user=lead)

    answer = signed_in(coordinator).post(f"/sessions/{staffed.pk}/shifts/{shift.pk}/end/", follow=True)

    assert said(answer) == ["Taken off. Please tell them too."]
    assert [one.shift.user.name for one in answer.context["line"].people] == ["Shay Moor"]


def test_lead_alone_is_decided_with_the_reason(
    session: Session, lead: User, coordinator: User, signed_in: SignIn
) -> None:
    make_shift(session, lead, by=coordinator)
    client = signed_in(coordinator)
    before = client.get(f"/sessions/{session.pk}/").content.decode()
    asked = client.get(f"/sessions/{session.pk}/lead-alone/").content.decode()

    empty = client.post(f"/sessions/{session.pk}/lead-alone/", {"why": " "})
    client.post(f"/sessions/{session.pk}/lead-alone/", {"why": "Staff sit in the room"})
    after = client.get(f"/sessions/{session.pk}/").content.decode()

    assert ("Lead alone: decide" in before, "May the lead be alone?" in asked) == (True, True)
    assert empty.context["form"].errors == {"why": ["Write why it is safe enough"]}
    assert ("Lead alone, decided" in after, "Staff sit in the room" in after) == (True, True)
    assert LeadAloneDecision.objects.count() == 1


def test_reason_of_a_decision_is_not_for_the_lead(
    session: Session, lead: User, coordinator: User, signed_in: SignIn
) -> None:
    make_shift(session, lead, by=coordinator)
    actions.decide_lead_alone(session, why="Canary reason", by=coordinator)

    text = signed_in(lead).get(f"/sessions/{session.pk}/").content.decode()

    assert "Canary" not in text
    assert "Lead alone, decided" in text


def test_session_is_cancelled_and_runs_after_all(
    staffed: Session, lead: User, coordinator: User, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    warned = client.get(f"/sessions/{staffed.pk}/cancel/").content.decode()

    client.post(f"/sessions/{staffed.pk}/cancel/", {"why": "No heating"})
    leads = signed_in(lead).get(f"/sessions/{staffed.pk}/").content.decode()
    listed = signed_in(lead).get("/clinics/").content.decode()
    answer = client.post(f"/sessions/{staffed.pk}/reinstate/", follow=True)

    assert "Down for it, and to be told: Ana Reyes, Shay Moor" in " ".join(warned.split()).replace("</b>", "")
    assert ("This session does not run." in leads, "Does not run" in listed) == (True, True)
    assert said(answer) == ["It runs after all. Tell those who are down for it."]
    assert answer.context["session"].state == "planned"


def test_person_on_the_list_of_a_cancelled_session_has_no_buttons(
    staffed: Session, lead: User, coordinator: User, person: Person, signed_in: SignIn
) -> None:
    actions.expect(person, session=staffed, by=lead)
    actions.cancel_session(staffed, by=coordinator)

    text = signed_in(lead).get(f"/sessions/{staffed.pk}/").content.decode()

    assert (">Jo<" in text, "/visits/" in text, "/tally/" in text, "/people/new" in text) == (
        True,
        False,
        False,
        False,
    )


def test_closed_session_is_opened_again_by_the_coordinator(
    staffed: Session, lead: User, coordinator: User, signed_in: SignIn
) -> None:
    actions.close_session(staffed, by=lead, people_came=0)

    answer = signed_in(coordinator).post(f"/sessions/{staffed.pk}/reopen/", follow=True)

    assert said(answer) == ["Open again."]
    assert answer.context["session"].state == "open"


def test_button_that_is_refused_says_why(staffed: Session, coordinator: User, signed_in: SignIn) -> None:
    answer = signed_in(coordinator).post(f"/sessions/{staffed.pk}/reopen/", follow=True)

    assert said(answer) == ["This session is not closed."]


@pytest.mark.parametrize("persona", ["lead", "supervisor", "other_advocate"])
def test_only_the_coordinator_changes_a_session(
    persona: str, staffed: Session, signed_in: SignIn, request: pytest.FixtureRequest
) -> None:
    client = signed_in(request.getfixturevalue(persona))
    shift = staffed.shifts.get(role=ShiftRole.SHADOW)
    pages = ["put-on/lead/", "lead-alone/", "cancel/", "reinstate/", "reopen/", f"shifts/{shift.pk}/end/"]

    answers = [client.post(f"/sessions/{staffed.pk}/{page}", {"why": "x"}) for page in pages]

    assert {answer.status_code for answer in answers} == {404}
    staffed.refresh_from_db()
    assert (staffed.state, staffed.shifts.live().count()) == ("planned", 2)


def test_shift_of_another_session_is_not_there(
    staffed: Session, coordinator: User, signed_in: SignIn
) -> None:
    shift = staffed.shifts.get(role=ShiftRole.SHADOW)
    other = session_on(staffed.clinic, NEXT)

    answer = signed_in(coordinator).post(f"/sessions/{other.pk}/shifts/{shift.pk}/end/")

    assert answer.status_code == 404
    assert staffed.shifts.live().count() == 2
