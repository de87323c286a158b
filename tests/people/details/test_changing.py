"""Changing the name, the safe ways and the needs of a person, by their forms."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from alongside.accounts.models import User
from alongside.common import clock
from alongside.crypto.actions import make_key
from alongside.crypto.keys import forget_all
from alongside.crypto.models import DataKey
from alongside.people.models import Need, Person, SafeContact
from alongside.people.rules.contact import months_after
from tests.factories.people import make_need, make_person


def test_name_and_contact_are_changed(client: Client, told: Person) -> None:
    path = f"/people/{told.pk}/details/change/"

    form = client.get(path).content.decode()
    answer = client.post(path, {"called": "Joey", "full_name": "Jo Marsh", "about_me": "Facts first"})

    again = Person.objects.get(pk=told.pk)
    assert 'value="07700 900123"' in form
    assert answer["Location"] == f"/people/{told.pk}/details/"
    assert (again.called, again.phone, again.about_me) == ("Joey", None, "Facts first")


def test_r29_what_cannot_be_opened_is_not_written_over(client: Client, told: Person, advocate: User) -> None:
    key = DataKey.objects.filter(owner=told.pk)
    held = key.get()
    key.delete()
    make_key(told.pk)
    path = f"/people/{told.pk}/details/change/"

    form = client.get(path).content.decode()
    client.post(path, {"called": "Joey", "phone": "07700 900456"})

    assert 'name="area"' not in form
    key.update(wrapped=held.wrapped, wrapped_with=held.wrapped_with)
    forget_all()
    assert Person.objects.get(pk=told.pk).called == "Jo"


def test_safe_contact_is_asked(client: Client, told: Person) -> None:
    path = f"/people/{told.pk}/safe-contact/"

    form = client.get(path).content.decode()
    answer = client.post(path, {"ways": ["call", "text"], "number": "", "code_name": "Sam"})

    said = SafeContact.objects.get()
    soon = months_after(clock.today(), 3)
    assert f'value="{soon.year}"' in form
    assert answer["Location"] == f"/people/{told.pk}/details/"
    assert said.rules == {"ways": ["call", "text"], "code_name": "Sam"}
    assert said.ask_again_on == soon


def test_only_face_to_face_is_an_answer_and_comes_back(client: Client, told: Person) -> None:
    path = f"/people/{told.pk}/safe-contact/"

    client.post(path, {"ways": ["none"], "words": "Come to the clinic"})
    form = client.get(path).content.decode()

    assert SafeContact.objects.get().ways == frozenset()
    assert form.count("checked") == 1
    assert "Come to the clinic" in form


@pytest.mark.parametrize(
    "ways, sentence",
    [
        ([], "Tick each way that is safe"),
        (["none", "call"], "but not both"),
        (["voicemail"], "A voicemail begins with a call"),
        (["pigeon"], "Choose from these answers"),
    ],
)
def test_ways_that_cannot_be_are_said(client: Client, told: Person, ways: list[str], sentence: str) -> None:
    answer = client.post(f"/people/{told.pk}/safe-contact/", {"ways": ways})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not SafeContact.objects.exists()


def test_r58_nobody_is_taken_at_their_word_for_more_than_a_year(client: Client, told: Person) -> None:
    far = clock.today() + timedelta(days=400)
    day = {
        "ask_again_on_day": far.day,
        "ask_again_on_month": far.month,
        "ask_again_on_year": far.year,
    }

    answer = client.post(f"/people/{told.pk}/safe-contact/", {"ways": ["call"], **day})

    assert answer.status_code == 422
    assert "The date to ask again must be" in answer.content.decode()


def test_a9_need_is_written_changed_and_ended(client: Client, person: Person) -> None:
    start = f"/people/{person.pk}/needs/"
    client.get(f"{start}new/")
    client.post(f"{start}new/", {"kind": "interpreter", "words": "Polish", "may_be_shared": "on"})
    need = Need.objects.get()

    form = client.get(f"{start}{need.pk}/").content.decode()
    client.post(f"{start}{need.pk}/", {"kind": "interpreter", "words": "Polish and Czech"})
    changed = Need.objects.get()
    ended = client.post(f"{start}{need.pk}/end/")

    assert 'value="Polish"' in form
    assert (need.words, need.may_be_shared) == ("Polish", True)
    assert (changed.words, changed.may_be_shared) == ("Polish and Czech", False)
    assert ended["Location"] == f"/people/{person.pk}/details/"
    assert Need.objects.get().ended_on == clock.today()


@pytest.mark.parametrize(
    "told_of, sentence",
    [
        ({}, "Choose what they need"),
        ({"kind": "interpreter"}, "Write which language they speak"),
        ({"kind": "other"}, "Write what they need"),
    ],
)
def test_need_without_what_it_takes_is_said(
    client: Client, person: Person, told_of: dict[str, str], sentence: str
) -> None:
    answer = client.post(f"/people/{person.pk}/needs/new/", told_of)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_need_that_cannot_be_opened_is_chosen_anew(client: Client, person: Person, advocate: User) -> None:
    need = make_need(person, by=advocate, words="18 point")
    DataKey.objects.filter(owner=person.pk).delete()
    make_key(person.pk)

    form = client.get(f"/people/{person.pk}/needs/{need.pk}/").content.decode()

    assert 'name="words"' not in form


def test_r11_need_of_somebody_else_is_not_there(
    client: Client, person: Person, advocate: User, coordinator: User
) -> None:
    hidden = make_need(make_person(by=coordinator, called="Una"), by=coordinator)
    over = make_need(person, by=advocate)
    client.post(f"/people/{person.pk}/needs/{over.pk}/end/")

    for need_id in (hidden.pk, over.pk, uuid4()):
        assert client.get(f"/people/{person.pk}/needs/{need_id}/").status_code == 404
        assert client.post(f"/people/{person.pk}/needs/{need_id}/end/").status_code == 404
    assert Need.objects.get(pk=hidden.pk).ended_on is None


def test_asked_and_nothing_needed_is_one_press(client: Client, person: Person) -> None:
    answer = client.post(f"/people/{person.pk}/needs/none/")

    assert answer.status_code == 302
    assert Person.objects.get(pk=person.pk).needs_asked_on == clock.today()


def test_waiting_is_one_press_each_way(client: Client, person: Person) -> None:
    client.post(f"/people/{person.pk}/waiting/", {"waiting": "yes"})
    waits = Person.objects.get(pk=person.pk).waiting_since
    client.post(f"/people/{person.pk}/waiting/", {"waiting": "no"})

    assert waits == clock.today()
    assert Person.objects.get(pk=person.pk).waiting_since is None


PAYLOADS = [
    "'; DROP TABLE people_person; --",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ request.user }}{% debug %}",
    "a\r\nSet-Cookie: x=1",
    "=HYPERLINK(1)",
    "\u202eevil\u200b\u2066",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_r43_payload_in_every_field_is_inert(client: Client, person: Person, payload: str) -> None:
    start = f"/people/{person.pk}"
    client.post(
        f"{start}/details/change/",
        {"called": payload, "full_name": payload, "address": payload, "about_me": payload},
    )
    texts = dict.fromkeys(("code_name", "who_answers", "best_time", "words"), payload)
    client.post(f"{start}/safe-contact/", {"ways": ["letter"], **texts})
    client.post(f"{start}/safe-contact/", {"ways": ["letter"], **texts})
    client.post(f"{start}/needs/new/", {"kind": "other", "words": payload, "how_met": payload})

    answers = [
        client.get(f"{start}/details/"),
        client.get("/people/"),
        client.post("/people/find/", {"words": payload[:30]}),
        client.get(f"{start}/details/change/"),
    ]

    assert Person.objects.get().called not in {None, "Jo"}
    for answer in answers:
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "unsafe-inline" not in answer["Content-Security-Policy"]
        assert "Set-Cookie: x" not in str(answer.headers)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert not {"\u202e", "\u200b", "\u2066"} & set(page)


def test_r43_long_text_is_said_to_be_too_long(client: Client, person: Person) -> None:
    answer = client.post(f"/people/{person.pk}/details/change/", {"called": "x" * 201})

    assert answer.status_code == 422
    assert "Make this shorter" in answer.content.decode()
