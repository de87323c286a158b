"""What is written of a session for the shadow's way to lead (E7)."""

import pytest
from django.urls import reverse

from alongside.accounts.models import User
from alongside.clinics.models import Session, ShiftRole
from alongside.common import clock
from alongside.peers.models import ShadowedShift, StageName
from tests.conftest import SignIn
from tests.factories.clinics import make_clinic, make_session, make_shift, session_on
from tests.factories.peers import make_advocate, make_stage

PART = {"note": "Went well", "ready": "yes", "tasks": ["call"]}


@pytest.fixture
def shadow(service: object) -> User:
    """The shadow of the session."""
    return make_advocate("Shay Moor", StageName.SHADOW)


@pytest.fixture
def session(coordinator: User, advocate: User, shadow: User) -> Session:
    """A session today with a lead and a shadow."""
    make_stage(advocate, StageName.LEAD, by=coordinator)
    session = make_session(by=coordinator)
    make_shift(session, advocate, ShiftRole.LEAD, by=coordinator)
    make_shift(session, shadow, ShiftRole.SHADOW, by=coordinator)
    return session


def test_both_write_about_the_session_they_were_at(
    session: Session, advocate: User, shadow: User, signed_in: SignIn
) -> None:
    url = reverse("session-shadowed", args=[session.pk])
    back = reverse("session", args=[session.pk])
    page = signed_in(shadow).get(back)

    mine = signed_in(shadow).post(url, {**PART, "user": str(advocate.pk)})
    theirs = signed_in(advocate).post(url, PART)

    shift = ShadowedShift.objects.get()
    assert f'href="{url}"' in page.content.decode()
    assert (mine["Location"], theirs["Location"]) == (back, back)
    assert (shift.user, shift.lead, shift.on) == (shadow, advocate, session.on)
    assert (shift.place, shift.both_ready, shift.tasks) == (session.clinic.name, True, ["call"])


def test_others_write_nothing_about_it(
    session: Session, supervisor: User, other_advocate: User, signed_in: SignIn
) -> None:
    url = reverse("session-shadowed", args=[session.pk])

    assert signed_in(supervisor).get(url).status_code == 404
    assert signed_in(other_advocate).get(url).status_code == 404


def test_session_without_a_shadow_or_to_come_has_nothing_to_write(
    coordinator: User, advocate: User, shadow: User, signed_in: SignIn
) -> None:
    make_stage(advocate, StageName.LEAD, by=coordinator)
    clinic = make_clinic(by=coordinator)
    alone, later = (session_on(clinic, row.on) for row in clinic.sessions.order_by("on")[:2])
    make_shift(alone, advocate, ShiftRole.LEAD, by=coordinator)
    make_shift(later, advocate, ShiftRole.LEAD, by=coordinator)
    make_shift(later, shadow, ShiftRole.SHADOW, by=coordinator)
    client = signed_in(advocate)

    answers = [client.get(reverse("session-shadowed", args=[row.pk])).status_code for row in (alone, later)]

    assert answers == [404, 404]
    assert (alone.on, later.on > clock.today()) == (clock.today(), True)
