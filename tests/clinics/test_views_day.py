"""The day itself: who comes, and the tally."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from alongside.accounts.models import User
from alongside.clinics import actions
from alongside.clinics.models import Session, Tally, TallyKind, Visit
from alongside.people.models import Person
from tests.clinics.conftest import NOW, at
from tests.factories.clinics import make_session, make_shift, session_on
from tests.factories.people import make_partnership, make_person

SignIn = Callable[[User], Client]
NEXT = date(2026, 12, 3)


def said(answer: HttpResponse) -> list[str]:
    """Return the messages on the page that an answer leads to."""
    return [str(message) for message in answer.context["messages"]]


def test_lead_expects_somebody(staffed: Session, lead: User, person: Person, signed_in: SignIn) -> None:
    answer = signed_in(lead).post(
        f"/sessions/{staffed.pk}/people/", {"person": str(person.pk), "state": "expected"}
    )

    assert answer["Location"] == f"/sessions/{staffed.pk}/"
    assert [(visit.person, visit.state) for visit in Visit.objects.all()] == [(person, "expected")]


def test_lead_says_somebody_is_here(staffed: Session, lead: User, person: Person, signed_in: SignIn) -> None:
    client = signed_in(lead)

    client.post(f"/sessions/{staffed.pk}/people/", {"person": str(person.pk), "state": "came"})

    assert [visit.state for visit in client.get(f"/sessions/{staffed.pk}/").context["expected"].visits] == [
        "came"
    ]


def test_r11_person_out_of_sight_cannot_be_chosen_and_answers_like_nobody(
    staffed: Session, lead: User, coordinator: User, signed_in: SignIn
) -> None:
    secret = make_person(by=coordinator, called="Canary")
    client = signed_in(lead)

    answers = [
        client.post(f"/sessions/{staffed.pk}/people/", {"person": str(chosen), "state": "expected"})
        for chosen in (secret.pk, uuid4(), "")
    ]

    assert [answer.status_code for answer in answers] == [422] * 3
    assert [answer.context["form"].errors["person"] for answer in answers] == [
        ["Choose one of these answers"],
        ["Choose one of these answers"],
        ["Choose who"],
    ]
    assert not Visit.objects.exists()


def test_arrival_before_the_day_says_when(
    staffed: Session, lead: User, coordinator: User, person: Person, signed_in: SignIn
) -> None:
    to_come = session_on(staffed.clinic, NEXT)
    make_shift(to_come, lead, by=coordinator)

    page = signed_in(lead).post(
        f"/sessions/{to_come.pk}/people/", {"person": str(person.pk), "state": "came"}
    )

    assert page.status_code == 422
    assert page.context["form"].non_field_errors() == ["This session is still to come. Do this on the day."]


@pytest.mark.parametrize("persona", ["supervisor", "other_advocate", "board_member"])
def test_only_those_on_shift_say_who_comes(
    persona: str, staffed: Session, person: Person, signed_in: SignIn, request: pytest.FixtureRequest
) -> None:
    answer = signed_in(request.getfixturevalue(persona)).post(
        f"/sessions/{staffed.pk}/people/", {"person": str(person.pk), "state": "came"}
    )

    assert answer.status_code == 404
    assert not Visit.objects.exists()


def test_visit_is_marked_with_one_press(
    staffed: Session, lead: User, person: Person, signed_in: SignIn
) -> None:
    visit = actions.expect(person, session=staffed, by=lead)
    client = signed_in(lead)

    states = []
    for state in ("not_this_time", "expected", "came"):
        answer = client.post(f"/people/{person.pk}/visits/{visit.pk}/", {"state": state})
        visit.refresh_from_db()
        states.append((answer["Location"] == f"/sessions/{staffed.pk}/", visit.state))

    assert states == [(True, "not_this_time"), (True, "expected"), (True, "came")]


def test_visit_is_marked_only_as_something_we_know(
    staffed: Session, lead: User, person: Person, signed_in: SignIn
) -> None:
    visit = actions.expect(person, session=staffed, by=lead)

    answer = signed_in(lead).post(f"/people/{person.pk}/visits/{visit.pk}/", {"state": "failed"})

    assert answer.status_code == 404


def test_visit_is_not_marked_for_another_person_or_by_those_elsewhere(
    *,
    staffed: Session,
    lead: User,
    other_advocate: User,
    coordinator: User,
    person: Person,
    signed_in: SignIn,
) -> None:
    visit = actions.expect(person, session=staffed, by=lead)
    kit = make_person(by=lead, called="Kit")
    make_partnership(kit, lead)
    make_partnership(person, other_advocate)

    answers = [
        signed_in(lead).post(f"/people/{kit.pk}/visits/{visit.pk}/", {"state": "came"}),
        signed_in(other_advocate).post(f"/people/{person.pk}/visits/{visit.pk}/", {"state": "came"}),
        signed_in(lead).post(f"/people/{person.pk}/visits/{uuid4()}/", {"state": "came"}),
        signed_in(lead).post(f"/people/{uuid4()}/visits/{visit.pk}/", {"state": "came"}),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    visit.refresh_from_db()
    assert visit.state == "expected"


def test_visit_marked_too_late_says_why(
    staffed: Session, lead: User, person: Person, signed_in: SignIn
) -> None:
    visit = actions.expect(person, session=staffed, by=lead)
    actions.close_session(staffed, by=lead, people_came=0)

    answer = signed_in(lead).post(
        f"/people/{person.pk}/visits/{visit.pk}/", {"state": "not_this_time"}, follow=True
    )

    assert said(answer) == ["This session is closed. Ask your coordinator to open it again."]


def test_somebody_is_expected_at_a_session_of_others(
    session: Session, advocate: User, person: Person, signed_in: SignIn
) -> None:
    client = signed_in(advocate)
    form = client.get(f"/people/{person.pk}/visits/new/?session={session.pk}").context["form"]

    answer = client.post(f"/people/{person.pk}/visits/new/", {"session": str(session.pk)})

    assert [text for _value, text in form.fields["session"].choices][1:] == [
        "Thu 26 Nov, 10:00 · Canal Street hostel",
        "Thu 3 Dec, 10:00 · Canal Street hostel",
        "Thu 10 Dec, 10:00 · Canal Street hostel",
    ]
    assert form.initial == {"session": str(session.pk)}
    assert answer["Location"] == f"/people/{person.pk}/"
    assert [visit.state for visit in person.visits.all()] == ["expected"]


def test_somebody_is_here_says_only_who_is_on_shift(
    session: Session, lead: User, coordinator: User, person: Person, signed_in: SignIn
) -> None:
    client = signed_in(lead)
    sent = {"session": str(session.pk), "is_here": "on"}

    refused = client.post(f"/people/{person.pk}/visits/new/", sent)
    make_shift(session, lead, by=coordinator)
    answer = client.post(f"/people/{person.pk}/visits/new/", sent)

    assert refused.context["form"].errors == {"is_here": ["Only those on shift can say this, on the day."]}
    assert answer["Location"] == f"/sessions/{session.pk}/"
    assert [visit.state for visit in person.visits.all()] == ["came"]


def test_visit_page_says_when_nothing_is_planned(advocate: User, person: Person, signed_in: SignIn) -> None:
    text = signed_in(advocate).get(f"/people/{person.pk}/visits/new/").content.decode()

    assert "Nothing is planned in the next two weeks." in text


@pytest.mark.parametrize("persona", ["other_advocate", "walled_advocate", "dp_lead"])
def test_visit_of_somebody_out_of_sight_is_not_there(
    persona: str, session: Session, person: Person, signed_in: SignIn, request: pytest.FixtureRequest
) -> None:
    client = signed_in(request.getfixturevalue(persona))

    answers = [
        client.get(f"/people/{person.pk}/visits/new/"),
        client.post(f"/people/{person.pk}/visits/new/", {"session": str(session.pk)}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert not Visit.objects.exists()


def test_a5_one_press_counts_one(staffed: Session, lead: User, signed_in: SignIn) -> None:
    client = signed_in(lead)

    answer = client.post(f"/sessions/{staffed.pk}/tally/", {"kind": "information"})
    page = client.get(f"/sessions/{staffed.pk}/tally/")

    assert (answer.status_code, answer["Location"]) == (302, f"/sessions/{staffed.pk}/tally/")
    assert page.context["counts"][TallyKind.INFORMATION] == 1
    assert "Your last: Information given × 1" in page.content.decode()


def test_a5_tally_is_two_presses_from_the_session(staffed: Session, lead: User, signed_in: SignIn) -> None:
    client = signed_in(lead)

    assert f"/sessions/{staffed.pk}/tally/" in client.get(f"/sessions/{staffed.pk}/").content.decode()
    text = client.get(f"/sessions/{staffed.pk}/tally/").content.decode()
    assert [f'name="kind" value="{kind.value}"' in text for kind in TallyKind] == [True] * 4


def test_several_are_counted_at_once_with_what_about(staffed: Session, lead: User, signed_in: SignIn) -> None:
    client = signed_in(lead)

    client.post(f"/sessions/{staffed.pk}/tally/", {"kind": "lunch", "how_many": "12", "topic": "money"})
    text = client.get(f"/sessions/{staffed.pk}/tally/").content.decode()

    assert [(row.kind, row.how_many, row.topic) for row in Tally.objects.all()] == [("lunch", 12, "money")]
    assert "Your last: A lunch × 12 · Money and debt" in " ".join(text.replace("</span>", "").split())


@pytest.mark.parametrize("how_many", ["0", "100", "many"])
def test_tally_says_how_many_can_be_counted(
    how_many: str, staffed: Session, lead: User, signed_in: SignIn
) -> None:
    page = signed_in(lead).post(f"/sessions/{staffed.pk}/tally/", {"kind": "lunch", "how_many": how_many})

    assert page.context["form"].errors == {"how_many": ["Write how many as a number from 1 to 99"]}


def test_tally_of_nothing_says_what_to_do(staffed: Session, lead: User, signed_in: SignIn) -> None:
    page = signed_in(lead).post(f"/sessions/{staffed.pk}/tally/", {})

    assert page.context["form"].errors == {"kind": ["Press what you count"]}


def test_last_press_is_taken_back(staffed: Session, lead: User, shadow: User, signed_in: SignIn) -> None:
    actions.count_one(staffed, kind=TallyKind.LUNCH, by=lead)
    actions.count_one(staffed, kind=TallyKind.LUNCH, by=shadow)

    answer = signed_in(lead).post(f"/sessions/{staffed.pk}/tally/undo/", follow=True)

    assert said(answer) == ["Taken back."]
    assert (answer.context["counts"][TallyKind.LUNCH], answer.context["last"]) == (1, None)


def test_tally_of_a_closed_session_says_why(staffed: Session, lead: User, signed_in: SignIn) -> None:
    actions.close_session(staffed, by=lead, people_came=0)

    page = signed_in(lead).post(f"/sessions/{staffed.pk}/tally/", {"kind": "lunch"})

    assert page.context["form"].non_field_errors() == [
        "This session is closed. Ask your coordinator to open it again."
    ]


@pytest.mark.parametrize("persona", ["other_advocate", "supervisor", "dp_lead", "board_member"])
def test_tally_is_for_those_on_shift(
    persona: str, staffed: Session, signed_in: SignIn, request: pytest.FixtureRequest
) -> None:
    client = signed_in(request.getfixturevalue(persona))

    answers = [
        client.get(f"/sessions/{staffed.pk}/tally/"),
        client.post(f"/sessions/{staffed.pk}/tally/", {"kind": "lunch"}),
        client.post(f"/sessions/{staffed.pk}/tally/undo/"),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert not Tally.objects.exists()


def test_tally_waits_for_the_day(staffed: Session, lead: User, coordinator: User, signed_in: SignIn) -> None:
    to_come = session_on(staffed.clinic, NEXT)
    make_shift(to_come, lead, by=coordinator)

    before = signed_in(lead).get(f"/sessions/{to_come.pk}/tally/").status_code
    with at(NOW + timedelta(days=7)):
        on_the_day = signed_in(lead).get(f"/sessions/{to_come.pk}/tally/").status_code

    assert (before, on_the_day) == (404, 200)


@pytest.mark.parametrize("presses", [1, 3])
def test_tally_costs_the_same_whatever_was_counted(
    presses: int, staffed: Session, lead: User, signed_in: SignIn, django_assert_num_queries: Any
) -> None:
    for _ in range(presses):
        actions.count_one(staffed, kind=TallyKind.LUNCH, by=lead)
    client = signed_in(lead)

    with django_assert_num_queries(11):
        client.get(f"/sessions/{staffed.pk}/tally/")


def test_coordinator_counts_at_any_session_that_has_begun(coordinator: User, signed_in: SignIn) -> None:
    session = make_session(by=coordinator)

    answer = signed_in(coordinator).post(f"/sessions/{session.pk}/tally/", {"kind": "need_heard"})

    assert answer.status_code == 302


def test_row_asks_whether_they_came_or_says_what_is_known(
    staffed: Session, lead: User, person: Person, signed_in: SignIn
) -> None:
    actions.expect(person, session=staffed, by=lead)
    client, url = signed_in(lead), f"/sessions/{staffed.pk}/"

    asked = client.get(url).content.decode()
    actions.arrive(person, session=staffed, by=lead)
    known = client.get(url).content.decode()

    chips = ['<span class="chip">Expected</span>', '<span class="chip green">Here</span>']
    assert ["Not this time<" in asked, *(chip in asked for chip in chips)] == [True, False, False]
    assert ["Not this time<" in known, *(chip in known for chip in chips)] == [False, False, True]
