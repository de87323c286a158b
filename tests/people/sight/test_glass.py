"""Opening a record in an emergency, by its pages (R20)."""

import re

import pytest
from django.urls import reverse

from alongside.accounts.models import User
from alongside.people.models import (
    BreakGlass,
    Person,
    WallKind,
)
from tests.conftest import SignIn
from tests.factories.accounts import sign_in
from tests.factories.people import (
    make_wall,
)
from tests.people.sight.conftest import text

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


def test_r20_record_opens_in_an_emergency_and_closes(
    other_advocate: User, person: Person, signed_in: SignIn
) -> None:
    client = signed_in(other_advocate)
    url = reverse("break-glass")

    answer = client.post(url, {"reference": person.reference, "why": "Not seen for two days"})

    assert answer.headers["Location"] == reverse("person", args=[person.pk])
    page = text(client.get(answer.headers["Location"]))
    assert "Emergency look, until" in page
    assert "A record is open until" in text(client.get(url))
    for name in ("partner-hand-over", "objection-new", "person-change", "note-new"):
        assert client.get(reverse(name, args=[person.pk])).status_code == 404

    assert "The record is closed." in text(client.post(reverse("break-glass-close"), follow=True))
    assert client.get(reverse("person", args=[person.pk])).status_code == 404
    client.post(reverse("break-glass-close"))
    assert BreakGlass.objects.count() == 1


def test_r08_break_glass_asks_who_it_is_after_ten_minutes(other_advocate: User, person: Person) -> None:
    client = sign_in(other_advocate, seconds_ago=601)

    answer = client.post(reverse("break-glass"), {"reference": person.reference, "why": "-"})

    assert answer.status_code == 302
    assert BreakGlass.objects.count() == 0


def test_r16_break_glass_answers_the_same_for_a_wall_and_for_nothing(
    other_advocate: User, person: Person, signed_in: SignIn
) -> None:
    make_wall(person, other_advocate, WallKind.OBJECTION)
    client = signed_in(other_advocate)

    walled = client.post(reverse("break-glass"), {"reference": person.reference, "why": "-"})
    nothing = client.post(reverse("break-glass"), {"reference": "222-222", "why": "-"})

    assert walled.status_code == nothing.status_code == 422
    reference = person.reference.encode()
    assert TOKEN.sub(b"", walled.content).replace(reference, b"") == TOKEN.sub(b"", nothing.content).replace(
        b"222-222", b""
    )


@pytest.mark.parametrize("persona, status", [("dp_lead", 404), ("board_member", 404), ("supervisor", 200)])
def test_r20_only_roles_that_do_advocacy_break_glass(
    persona: str, status: int, request: pytest.FixtureRequest, signed_in: SignIn
) -> None:
    client = signed_in(request.getfixturevalue(persona))

    assert client.get(reverse("break-glass")).status_code == status
