"""What a person told us, and changing it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.audit.models import Entry
from alongside.common import clock
from alongside.crypto.actions import make_key
from alongside.crypto.keys import forget_all
from alongside.crypto.models import DataKey
from alongside.people.actions import change_person, keep_no_needs, write_safe_contact
from alongside.people.models import Need, NeedKind, Person, SafeContact, SafeWay
from alongside.people.queries import card_for
from alongside.people.rules.contact import months_after
from tests.conftest import SignIn
from tests.factories.people import make_need, make_partnership, make_person, make_safe_contact


@pytest.fixture
def client(advocate: User, signed_in: SignIn) -> Client:
    """The advocate's browser."""
    return signed_in(advocate)


@pytest.fixture
def told(person: Person, advocate: User) -> Person:
    """Somebody who told us all there is."""
    return change_person(
        person,
        by=advocate,
        phone="07700 900123",
        email="jo@mail.example",
        address="12 Alder Row",
        area="NG1",
        about_me="I like facts first",
    )


def details(client: Client, person: Person) -> str:
    """Return the page of details."""
    return client.get(f"/people/{person.pk}/details/").content.decode()


def test_details_show_what_was_told(client: Client, told: Person) -> None:
    page = details(client, told)

    for text in (
        "Jo Marsh",
        "29 February 1980",
        "jo@mail.example",
        "12 Alder Row",
        "NG1",
        "I like facts first",
    ):
        assert text in page
    assert "<title>Details · Alongside</title>" in page


def test_r21_dp_lead_sees_who_somebody_is_and_not_their_life(
    told: Person, advocate: User, dp_lead: User, signed_in: SignIn
) -> None:
    make_need(told, NeedKind.BSL, by=advocate)
    make_safe_contact(told, SafeWay.LETTER, by=advocate)

    page = details(signed_in(dp_lead), told)

    assert "Jo Marsh" in page
    assert "Do not call" in page
    for text in (
        "I like facts first",
        "Sign Language",
        "Linked to",
        "What they need",
        "/change/",
        "Ask again or",
    ):
        assert text not in page


@pytest.mark.parametrize("who", ["walled_advocate", "other_advocate", "board_member"])
@pytest.mark.parametrize(
    "page",
    [
        "details/",
        "details/change/",
        "safe-contact/",
        "needs/new/",
        "links/new/",
        "waiting/",
        "needs/none/",
    ],
)
def test_r11_pages_of_somebody_hidden_are_not_there(
    who: str, page: str, told: Person, signed_in: SignIn, request: pytest.FixtureRequest
) -> None:
    client = signed_in(request.getfixturevalue(who))

    for send in (client.get, client.post):
        hidden = send(f"/people/{told.pk}/{page}")
        nobody = send(f"/people/{uuid4()}/{page}")

        assert (hidden.status_code, hidden.content) == (nobody.status_code, nobody.content)
        assert hidden.status_code in {404, 405}
    assert Person.objects.get(pk=told.pk).waiting_since is None


@pytest.mark.parametrize("page", ["details/change/", "safe-contact/", "needs/new/", "links/new/"])
def test_dp_lead_changes_nothing(page: str, told: Person, dp_lead: User, signed_in: SignIn) -> None:
    assert signed_in(dp_lead).get(f"/people/{told.pk}/{page}").status_code == 404


def test_look_at_details_is_recorded(client: Client, person: Person, advocate: User) -> None:
    details(client, person)

    entry = Entry.objects.order_by("-seq")[0]
    assert (entry.action, entry.person, entry.actor) == ("person.see", person.pk, advocate.pk)
    assert entry.facts == {"page": "details"}


@pytest.mark.parametrize("count", [1, 3])
def test_card_takes_a_fixed_number_of_queries(
    person: Person, advocate: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        make_need(person, by=advocate)
        make_safe_contact(person, SafeWay.CALL, by=advocate)
    person, viewer = Person.objects.get(), User.objects.get(pk=advocate.pk)
    forget_all()

    # roles, safe contact, its key, needs, whether they may be changed
    with django_assert_num_queries(5):
        card = card_for(person, viewer=viewer)
        assert (len(card.needs or []), card.safe) == (count, ["Calls are safe"])


def test_card_says_what_is_not_safe(client: Client, told: Person, advocate: User) -> None:
    write_safe_contact(
        told,
        by=advocate,
        ways=[SafeWay.CALL],
        code_name="Sam",
        best_time="After 2pm",
        words="My ex reads post",
    )

    page = details(client, told)

    assert 'href="tel:07700900123"' in page
    for text in (
        "Do not leave a voicemail",
        "Do not text",
        "Calls are safe",
        "Sam",
        "After 2pm",
        "My ex reads",
    ):
        assert text in page
    assert "Do not send a letter" in page
    assert "Do not e-mail" in page


def test_number_is_no_link_where_calls_are_not_safe(client: Client, told: Person, advocate: User) -> None:
    make_safe_contact(told, SafeWay.TEXT, by=advocate)

    page = details(client, told)

    assert "tel:" not in page
    assert "07700 900123" in page


def test_number_is_hidden_where_no_use_of_it_is_safe(client: Client, told: Person, advocate: User) -> None:
    make_safe_contact(told, SafeWay.LETTER, by=advocate)

    page = details(client, told)

    assert "07700 900123" not in page
    assert "It is not safe to use" in page


def test_number_is_no_link_before_it_was_asked(client: Client, told: Person) -> None:
    page = details(client, told)

    assert "tel:" not in page
    assert "Nobody has asked yet which ways of reaching them are safe" in page


def test_card_says_when_to_ask_again(client: Client, told: Person, advocate: User) -> None:
    with clock.at(clock.now() - timedelta(days=200)):
        make_safe_contact(told, *SafeWay, by=advocate)

    page = details(client, told)

    assert "Ask again which ways are safe" in page
    assert "tel:" not in page


def test_contact_without_a_name_is_not_chased(client: Client, advocate: User) -> None:
    contact = make_person(by=advocate)
    make_partnership(contact, advocate)

    page = details(client, contact)

    assert "No name yet" in page
    assert "Do not call or write before that" not in page
    assert card_for(contact, viewer=advocate).phone is None


def test_card_flags_needs_and_when_to_ask_again(client: Client, person: Person, advocate: User) -> None:
    make_need(person, NeedKind.INTERPRETER, by=advocate, words="Polish", how_met="Book a week ahead")
    with clock.at(clock.now() - timedelta(days=400)):
        make_need(person, NeedKind.QUIET, by=advocate, may_be_shared=True)

    page = details(client, person)

    assert "Polish" in page
    assert "Book a week ahead" in page
    assert "(ask again)" in page
    assert page.count("Do not tell others about it") == 1
    assert page.count("They agree that we tell others about it") == 1


def test_a9_whether_needs_were_asked_is_said(client: Client, person: Person, advocate: User) -> None:
    before = details(client, person)
    keep_no_needs(person, by=advocate)
    after = details(client, person)

    assert "Nobody has asked yet what they need" in before
    assert "nothing more." in after


def test_what_they_said_before_is_kept_on_the_page(client: Client, told: Person, advocate: User) -> None:
    make_safe_contact(told, SafeWay.CALL, by=advocate, number="07700 900456", words="Not on Mondays")
    make_safe_contact(told, by=advocate)
    make_safe_contact(told, SafeWay.LETTER, by=advocate)

    page = details(client, told)

    assert "What they said before" in page
    for text in ("A phone call", "07700 900456", "Not on Mondays", "Only face to face", "Ana Reyes"):
        assert text in page


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
