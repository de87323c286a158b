"""Closing a clinic: nothing may hang."""

import pytest
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import User
from alongside.clinics.actions import arrive, expect, not_this_time
from alongside.clinics.models import Session, SessionState, ShiftRole, Visit
from alongside.common import clock
from alongside.drafts.actions import keep_draft, throw_away_draft
from alongside.peers.models import StageName
from alongside.people.models import Person
from tests.conftest import SignIn
from tests.factories.casework import make_case, make_instruction, make_step
from tests.factories.clinics import make_session, make_shift
from tests.factories.peers import make_stage
from tests.factories.people import make_wall

HANGING = "Still to do first"


@pytest.fixture
def session(coordinator: User, advocate: User) -> Session:
    """A session today that `advocate` leads."""
    make_stage(advocate, StageName.LEAD, by=coordinator)
    session = make_session(by=coordinator)
    make_shift(session, advocate, ShiftRole.LEAD, by=coordinator)
    return session


@pytest.fixture
def client(advocate: User, signed_in: SignIn) -> Client:
    """The lead, signed in."""
    return signed_in(advocate)


def close(client: Client, session: Session, *, came: str = "2") -> tuple[int, str]:
    """Send the form; return its status and the page."""
    answer = client.post(reverse("session-close", args=[session.pk]), {"people_came": came, "note": ""})
    session.refresh_from_db()
    return answer.status_code, answer.content.decode()


def test_clinic_closes_when_nothing_hangs(session: Session, client: Client) -> None:
    page = client.get(reverse("session-close", args=[session.pk])).content.decode()

    assert HANGING not in page
    assert close(client, session)[0] == 302
    assert session.state == SessionState.CLOSED
    assert session.close.people_came == 2


def test_note_that_was_begun_keeps_it_open(
    session: Session, client: Client, advocate: User, person: Person
) -> None:
    arrive(person, session=session, by=advocate)
    page = f"/people/{person.pk}/notes/new/"
    keep_draft(page, {"fact": ["half"]}, by=advocate, person_id=person.pk)

    status, shown = close(client, session)
    assert (status, session.state) == (422, SessionState.OPEN)
    assert "Finish the notes that were begun, or throw them away" in shown
    throw_away_draft(page, by=advocate)

    assert close(client, session)[0] == 302


def test_somebody_who_was_expected_keeps_it_open(
    session: Session, client: Client, advocate: User, person: Person
) -> None:
    expect(person, session=session, by=advocate)

    status, shown = close(client, session)
    assert (status, "Say of each who was expected whether they came" in shown) == (422, True)
    not_this_time(Visit.objects.get(), by=advocate)

    assert close(client, session)[0] == 302


def test_promise_without_a_day_keeps_it_open_and_kept_ones_are_listed(
    session: Session, client: Client, advocate: User, person: Person
) -> None:
    arrive(person, session=session, by=advocate)
    with clock.at(clock.now().replace(hour=12, minute=0)):
        case = make_case(person, by=advocate)
        make_step(person, by=advocate, case=case, what="Ring the office", due_on=clock.today())
        make_step(person, by=advocate, case=case, what="Find the letter")
        make_instruction(case, by=advocate, agreed_on=clock.today(), to_whom="The doctor")

    status, shown = close(client, session)

    assert status == 422
    assert "Give each promise a day and somebody who does it" in shown
    for words in (
        "Ring the office",
        "Find the letter",
        "Hand over",
        "Agreed, and not said yet",
        "The doctor",
    ):
        assert words in shown


def test_r12_what_hangs_of_somebody_behind_a_wall_is_not_told_and_does_not_hold(
    session: Session, client: Client, advocate: User, person: Person
) -> None:
    expect(person, session=session, by=advocate)
    make_wall(person, advocate)

    assert str(person.pk) not in client.get(reverse("session-close", args=[session.pk])).content.decode()
    assert close(client, session)[0] == 302


def test_count_that_is_missing_gets_a_sentence(session: Session, client: Client) -> None:
    status, shown = close(client, session, came="")

    assert status == 422
    assert "Write how many people came. 0 is fine." in shown


def test_advocate_who_is_not_on_it_cannot_close_it(
    session: Session, other_advocate: User, signed_in: SignIn
) -> None:
    assert close(signed_in(other_advocate), session)[0] == 404
    assert session.state == SessionState.PLANNED
