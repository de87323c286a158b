"""F01: a form whose answer was lost is sent again, and is done once."""

import threading
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse

from alongside.accounts.models import User
from alongside.casework.models import Contact
from alongside.common.once import once
from alongside.people.models import Person
from tests.factories.accounts import sign_in

TOKEN = "x" * 64


@pytest.fixture
def saved() -> list[str]:
    """What was saved."""
    return []


def sent(**fields: object) -> HttpRequest:
    """Return a form as it is sent from one loading of a page."""
    return RequestFactory().post("/notes/new/", {"csrfmiddlewaretoken": TOKEN, **fields})


def saving(saved: list[str], what: str = "a note") -> Callable[[], str]:
    """Return a save that leads to an address with the number of what it saved."""

    def save() -> str:
        saved.append(what)
        return f"/notes/{len(saved)}/"

    return save


def test_f01_form_sent_again_is_saved_once_and_leads_to_the_same_place(saved: list[str]) -> None:
    led_to = [once(sent(fact="Rang"), saving(saved)) for _ in range(3)]

    assert (led_to, len(saved)) == (["/notes/1/"] * 3, 1)


@pytest.mark.parametrize(
    "other",
    [
        {"fact": "Rang again"},
        {"fact": "Rang", "csrfmiddlewaretoken": "y" * 64},
        {"fact": "Rang", "paper": SimpleUploadedFile("letter.pdf", b"%PDF")},
    ],
)
def test_f01_other_words_another_loading_or_a_file_are_another_form(
    saved: list[str], other: dict[str, object]
) -> None:
    once(sent(fact="Rang"), saving(saved))

    assert once(sent(**other), saving(saved)) == "/notes/2/"


def test_f01_same_words_on_another_page_are_another_form(saved: list[str]) -> None:
    once(sent(fact="Rang"), saving(saved))
    elsewhere = RequestFactory().post("/steps/new/", {"csrfmiddlewaretoken": TOKEN, "fact": "Rang"})

    assert once(elsewhere, saving(saved)) == "/notes/2/"


def test_form_without_a_token_is_done_each_time(saved: list[str]) -> None:
    request = RequestFactory().post("/notes/new/", {"fact": "Rang"})

    assert [once(request, saving(saved)) for _ in range(2)] == ["/notes/1/", "/notes/2/"]


def test_what_was_refused_may_be_sent_again_as_it_is(saved: list[str]) -> None:
    assert once(sent(fact="Rang"), lambda: None) is None
    assert once(sent(fact="Rang"), saving(saved)) == "/notes/1/"


def test_what_broke_may_be_sent_again_as_it_is(saved: list[str]) -> None:
    def breaks() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        once(sent(fact="Rang"), breaks)

    assert once(sent(fact="Rang"), saving(saved)) == "/notes/1/"


@pytest.mark.parametrize("comes_of_it, led_to", [("/notes/7/", "/notes/7/"), (None, "/notes/1/")])
def test_f01_button_pressed_twice_at_once_waits_for_the_first(
    saved: list[str], comes_of_it: str | None, led_to: str
) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def slow() -> str | None:
        begun.set()
        may_end.wait(5)
        return comes_of_it

    first = threading.Thread(target=once, args=(sent(fact="Rang"), slow))
    first.start()
    begun.wait(5)
    threading.Timer(0.3, may_end.set).start()
    second = once(sent(fact="Rang"), saving(saved))
    first.join()

    assert second == led_to
    assert len(saved) == (0 if comes_of_it else 1)


def test_f01_note_whose_answer_was_lost_is_one_note(advocate: User, person: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = sign_in(advocate).cookies
    url = reverse("note-new", args=[person.pk])
    token = client.get(url).context["csrf_token"]
    note = {
        "csrfmiddlewaretoken": str(token),
        "kind": "met",
        "fact": "Read the letter together.",
        "happened_on_day": "1",
        "happened_on_month": "6",
        "happened_on_year": "2025",
    }

    answers = [client.post(url, note) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Contact.objects.count() == 1
