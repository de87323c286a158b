"""The hours somebody gave, and the letter about them (E13)."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from pypdf import PdfReader

from alongside.accounts.models import Role, User
from alongside.audit.models import Entry
from alongside.clinics.actions import close_session
from alongside.clinics.models import Session, ShiftRole
from alongside.clinics.queries import hours_of
from alongside.common import clock
from alongside.desk.hours_letter import hours_in_words, letter_body
from alongside.peers.models import StageName
from tests.conftest import SignIn
from tests.factories.accounts import make_user
from tests.factories.clinics import make_session, make_shift
from tests.factories.peers import make_stage


@pytest.fixture
def held(coordinator: User, advocate: User) -> Session:
    """A session of two hours that `advocate` led today, closed."""
    make_stage(advocate, StageName.LEAD, by=coordinator)
    session = make_session(by=coordinator)
    make_shift(session, advocate, ShiftRole.LEAD, by=coordinator)
    session.refresh_from_db()
    close_session(session, by=advocate, people_came=1)
    return session


def test_hours_are_those_of_closed_sessions(held: Session, advocate: User, coordinator: User) -> None:
    other = make_session(by=coordinator, name="Mill Lane")
    today = clock.today()

    hours = hours_of(advocate, from_on=today - timedelta(days=13), until_on=today)

    monday = today - timedelta(days=today.weekday())
    assert other.pk != held.pk
    assert (hours.minutes, hours.sessions, hours.weeks) == (120, 1, {monday: 120})
    assert hours.minutes_a_week == 60
    assert hours_of(coordinator, from_on=today, until_on=today).minutes == 0


@pytest.mark.parametrize(
    "minutes, words",
    [
        (0, "0 hours"),
        (60, "1 hour"),
        (61, "1 hour 1 minute"),
        (120, "2 hours"),
        (150, "2 hours 30 minutes"),
        (45, "0 hours 45 minutes"),
    ],
)
def test_hours_are_said_plainly(minutes: int, words: str) -> None:
    assert hours_in_words(minutes) == words


def test_letter_tells_hours_unpaid_work_and_freedom_to_come(held: Session, advocate: User) -> None:
    today = clock.today()

    body = letter_body(advocate, hours_of(advocate, from_on=today - timedelta(days=6), until_on=today))

    assert body.startswith("Ana Reyes is a volunteer with Riverside Peer Advocacy, as a peer advocate.")
    assert "The work is unpaid." in body
    assert "they gave 2 hours, at 1 session." in body
    assert "48 hours’ notice" in body


def test_advocate_makes_the_letter(held: Session, advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)
    page = client.get(reverse("hours"))
    form = page.context["form"]
    first, last = form["from_on"].initial, form["until_on"].initial
    told = {f"from_on_{part}": getattr(first, part) for part in ("day", "month", "year")}
    told |= {f"until_on_{part}": getattr(last, part) for part in ("day", "month", "year")}

    answer = client.post(reverse("hours"), told)
    letter = client.get(answer["Location"])

    text = PdfReader(BytesIO(letter.content)).pages[0].extract_text()
    assert "2 hours, at 1 session." in page.content.decode()
    assert answer["Location"] == f"/hours/{first.isoformat()}/{last.isoformat()}/"
    assert letter["Content-Disposition"] == 'attachment; filename="hours.pdf"'
    assert "Ana Reyes is a volunteer" in text
    assert Entry.objects.get(action="hours.print").actor == advocate.pk


def test_days_the_wrong_way_round_are_said(advocate: User, signed_in: SignIn) -> None:
    told = {"from_on_day": 2, "from_on_month": 3, "from_on_year": 2026}
    told |= {"until_on_day": 1, "until_on_month": 3, "until_on_year": 2026}

    page = signed_in(advocate).post(reverse("hours"), told)

    assert page.context["form"].errors == {"until_on": ["The last day must be the first day or later."]}
    assert signed_in(advocate).post(reverse("hours"), {}).status_code == 422


def test_name_that_cannot_be_drawn_is_said_before_anything_is_printed(
    service: object, signed_in: SignIn
) -> None:
    user = make_user("名 Reyes", Role.ADVOCATE)
    today = clock.today()

    answer = signed_in(user).get(reverse("hours-letter", args=[today, today]))

    assert answer["Location"] == reverse("hours")
    assert [str(message) for message in get_messages(answer.wsgi_request)] == [
        "We cannot print these signs: 名."
    ]


def test_no_day_is_no_address(advocate: User, signed_in: SignIn) -> None:
    assert signed_in(advocate).get("/hours/2026-13-45/2026-01-01/").status_code == 404
