"""Contact notes by their forms."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from alongside.accounts.models import User
from alongside.casework.models import (
    Contact,
)
from alongside.common import clock
from alongside.drafts.actions import keep_draft
from alongside.drafts.models import Draft
from tests.casework.pages.conftest import CANARY, World, boxes, newest, send
from tests.factories.people import make_partnership, make_person


def test_note_by_its_form(world: World, client: Client) -> None:
    url = reverse("note-new", args=[world.person.pk])
    keep_draft(url, {"fact": ["Half"]}, by=world.person.made_by, person_id=world.person.pk)

    send(
        client,
        url,
        kind="met",
        case=str(world.case.pk),
        words="I am fine",
        happened_at="9.30",
        minutes="1h 20",
        **boxes("happened_on", clock.today()),
    )

    note = newest(Contact)
    assert (note.case, note.words, note.minutes, str(note.happened_at)) == (
        world.case,
        "I am fine",
        80,
        "09:30:00",
    )
    assert Draft.objects.count() == 0


def test_note_with_no_case_by_its_form(world: World, client: Client) -> None:
    send(
        client,
        reverse("note-new", args=[world.person.pk]),
        kind="call",
        fact="Jo rang",
        case="",
        **boxes("happened_on", clock.today()),
    )

    assert newest(Contact).case is None


def test_note_of_a_case_by_its_form(world: World, client: Client) -> None:
    fields = {"kind": "other_call", "fact": "They listened", **boxes("happened_on", clock.today())}

    refused = client.post(world.url("case-note-new"), fields)
    send(client, world.url("case-note-new"), **fields, instruction=str(world.agreed.pk))

    assert set(refused.context["form"].errors) == {"instruction"}
    note = newest(Contact)
    assert (note.case, note.instruction) == (world.case, world.agreed)


def test_note_cannot_be_of_a_day_to_come(world: World, client: Client) -> None:
    tomorrow = clock.today() + timedelta(days=1)

    answer = client.post(
        world.url("case-note-new"), {"kind": "met", "fact": "A", **boxes("happened_on", tomorrow)}
    )

    assert set(answer.context["form"].errors) == {"happened_on"}


def test_note_is_corrected_by_its_form(world: World, client: Client) -> None:
    page = client.get(world.url("note-correct"))
    assert page.context["form"].initial["fact"] == CANARY

    send(
        client,
        world.url("note-correct"),
        kind="met",
        fact="Kings Cross",
        **boxes("happened_on", clock.today()),
    )

    assert (newest(Contact).corrects, newest(Contact).fact) == (world.note, "Kings Cross")


def test_r51_note_of_an_anonymous_contact_is_asked_no_time(advocate: User, client: Client) -> None:
    contact = make_person(by=advocate)
    make_partnership(contact, advocate)

    form = client.get(reverse("note-new", args=[contact.pk])).context["form"]

    assert "happened_at" not in form.fields
    assert "case" not in form.fields
