"""Objections and declared conflicts, by their pages (A7, R15)."""

import re
from datetime import timedelta

from django.test import Client
from django.urls import reverse

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.common import clock
from alongside.people.actions import (
    settle_declaration,
)
from alongside.people.models import (
    Declaration,
    Person,
    Wall,
    WallKind,
)
from tests.conftest import SignIn
from tests.factories.accounts import sign_in
from tests.factories.people import (
    make_partnership,
    make_wall,
)
from tests.people.sight.conftest import text


def test_r15_objection_is_saved_at_once_and_the_colleague_gets_no_hint(
    on_phone: Client, advocate: User, other_advocate: User, person: Person, signed_in: SignIn
) -> None:
    make_partnership(person, other_advocate)
    theirs = signed_in(other_advocate)
    form = on_phone.get(reverse("objection-new", args=[person.pk]))
    assert f'value="{advocate.pk}"' not in form.content.decode()

    answer = on_phone.post(
        reverse("objection-new", args=[person.pk]), {"user": other_advocate.pk}, follow=True
    )

    assert "This colleague cannot see the record any more." in text(answer)
    assert Wall.objects.get().kind == WallKind.OBJECTION
    for url in (reverse("people"), reverse("my-conflicts"), reverse("more"), "/"):
        page = text(theirs.get(url))
        assert "Jo" not in page
        assert "record any more" not in page


def test_wall_changes_nothing_of_work_that_has_ended_before(other_advocate: User, person: Person) -> None:
    held, last = make_partnership(person, other_advocate), clock.today() - timedelta(days=1)
    with recorded("partnership.change", by=other_advocate):
        held.change(starts_on=last, ends_on=last)

    make_wall(person, other_advocate)

    held.refresh_from_db()
    assert held.ends_on == last
    assert not Entry.objects.filter(action="partnership.end_all").exists()


def test_r15_objections_are_listed_and_lifted_by_who_may(
    at_desk: Client,
    at_privacy: Client,
    on_phone: Client,
    other_advocate: User,
    person: Person,
) -> None:
    url = reverse("objections", args=[person.pk])
    assert "they have not asked for it" in text(at_desk.get(url))
    wall = make_wall(person, other_advocate, WallKind.OBJECTION)

    assert on_phone.get(url).status_code == 404
    assert "Otis Hale" in text(at_desk.get(url))
    assert "Add a colleague" in text(at_desk.get(url))
    assert "Add a colleague" not in text(at_privacy.get(url))

    lift = reverse("objection-lift", args=[person.pk, wall.pk])
    assert "Otis Hale can then be chosen" in text(at_privacy.get(lift))
    assert at_privacy.post(lift, {}).status_code == 422
    assert at_privacy.post(lift, {"person_asked": "on"}).headers["Location"] == url
    assert Wall.objects.get().lifted_at is not None


def test_a7_advocate_declares_somebody_of_their_list(on_phone: Client, person: Person) -> None:
    url = reverse("my-conflicts")
    assert "Jo" in text(on_phone.get(url))

    page = text(on_phone.post(url, {"person": person.pk, "who": "", "why": "Cousin"}, follow=True))

    assert "Looked at" in page
    assert on_phone.get(reverse("person-details", args=[person.pk])).status_code == 404


def test_a7_advocate_never_learns_whether_a_match_was_found(
    on_phone: Client,
    other_advocate: User,
    dp_lead: User,
    coordinator: User,
    person: Person,
    signed_in: SignIn,
) -> None:
    url = reverse("my-conflicts")
    client = signed_in(other_advocate)
    pages = []
    for name, matched in (("Jo Marsh", person), ("Nobody Known", None)):
        client.post(url, {"who": name, "why": ""})
        said = Declaration.objects.get(state="waiting")
        assert "Being looked at" in text(client.get(url))
        if matched:
            sign_in(dp_lead).post(
                reverse("declaration-answer", args=[matched.pk, said.pk]), {"answer": "same"}
            )
        else:
            settle_declaration(said, by=dp_lead)
        rows = re.findall(r'<li class="row">.*?</li>', client.get(url).content.decode(), re.DOTALL)
        pages.append(next(row for row in rows if name in row).replace(name, ""))

    assert pages[0] == pages[1]
    assert "Marsh" not in text(on_phone.get(url))


def test_declaring_nobody_says_what_to_do(on_phone: Client, person: Person) -> None:
    answer = on_phone.post(reverse("my-conflicts"), {"person": "", "who": "", "why": ""})

    assert answer.status_code == 422
    assert "Choose somebody from your list, or write a name" in text(answer)
    assert on_phone.post(reverse("my-conflicts"), {"who": "x" * 300}).status_code == 422


def test_coordinator_writes_a_name_instead_of_choosing_among_everybody(
    at_desk: Client, person: Person
) -> None:
    assert "Somebody you work with now" not in text(at_desk.get(reverse("my-conflicts")))

    at_desk.post(reverse("my-conflicts"), {"who": "Steve", "why": ""})

    assert Declaration.objects.get().who == "Steve"
