"""Every form answers bad input with a sentence, never with a fault, and loses nothing that was typed."""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from tests.access.test_matrix import TABLE, address
from tests.access.world import PERSONAS, World
from tests.test_conventions import SOURCE, parts_of, routes

TYPED = {"text", "email", "tel", "url", "number", "search", "textarea"}
LOOKING_UP = {"people-find", "link-new", "declaration", "warm-for", "person-directory"}
"""Pages that search: nothing is saved, and one that finds nothing is no fault."""
NOT_FORM_PAGES = {
    "account_login",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_generate_recovery_codes",
    "my-feed",
}
"""Pages of the sign-in library, which shows its sentence and answers 200; and one that asks nothing."""


@dataclass
class Fields:
    """What a form asks: boxes to type in with what stands in them, and choices with their values."""

    typed: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    hidden: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    passwords: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    """Reads the forms of a page that are sent to the page itself, and the ids on it."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path, self.forms, self.ids, self.links = path, list[Fields](), set[str](), list[str]()
        self.within: Fields | None = None
        self.box = self.menu = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Take in a form and what is in it."""
        about = {name: value or "" for name, value in attributes}
        self.ids.add(about.get("id", ""))
        if tag == "form":
            here = about.get("method") == "post" and about.get("action", "") in ("", self.path)
            self.within = Fields() if here else None
            self.forms += [self.within] if self.within else []
        elif tag == "a" and about.get("href", "").startswith("#"):
            self.links.append(about["href"][1:])
        elif self.within and (about.get("name") or tag == "option"):
            self._take(tag, about, self.within)

    def _take(self, tag: str, about: dict[str, str], form: Fields) -> None:
        kind = about.get("type", "text") if tag == "input" else tag
        name, value = about.get("name", ""), about.get("value", "")
        if kind == "option":
            form.choices[self.menu].append(value)
        elif kind == "select":
            self.menu = name
            form.choices.setdefault(name, [])
        elif kind in ("radio", "checkbox"):
            form.choices.setdefault(name, []).append(about.get("value", "on"))
        elif kind == "hidden":
            form.hidden[name] = value
        elif kind == "file":
            form.files.append(name)
        elif kind == "password":
            form.passwords.append(name)
        elif kind == "textarea":
            self.box = name
            form.typed.setdefault(name, []).append("")
        elif kind in TYPED and "hidden" not in about:
            form.typed.setdefault(name, []).append(value)

    def handle_data(self, text: str) -> None:
        """Take in what stands in a large box."""
        if self.box and self.within:
            self.within.typed[self.box][-1] += text

    def handle_endtag(self, tag: str) -> None:
        """Leave a form or a box."""
        if tag == "textarea":
            self.box = ""
        elif tag == "form":
            self.within = None


Bad = Callable[[Fields], dict[str, Any]]


def empty(form: Fields) -> dict[str, Any]:
    """Nothing but what the page itself sends."""
    return form.hidden | dict.fromkeys([*form.typed, *form.passwords], "")


def nonsense(form: Fields) -> dict[str, Any]:
    """Choices that are not on offer, files that are none, and words that mean nothing."""
    files = {name: SimpleUploadedFile("a.pdf", b"no pdf") for name in form.files}
    names = [*form.hidden, *form.typed, *form.choices, *form.passwords]
    return dict.fromkeys(names, "<b>🙂 ☃</b> 0") | files


def too_long(form: Fields) -> dict[str, Any]:
    """The first of all choices, and far too much text."""
    chosen = {name: values[0] for name, values in form.choices.items() if values}
    return form.hidden | chosen | dict.fromkeys([*form.typed, *form.passwords], "x" * 60_000)


def impossible(form: Fields) -> dict[str, Any]:
    """The last of all choices, and days and numbers that do not exist."""
    chosen = {name: values[-1] for name, values in form.choices.items() if values}
    return form.hidden | chosen | dict.fromkeys([*form.typed, *form.passwords], "9" * 20)


def invisible(form: Fields) -> dict[str, Any]:
    """Everything ticked, and letters that nobody can see."""
    return form.hidden | form.choices | dict.fromkeys([*form.typed, *form.passwords], "\u200b\x00\u202e")


def who_may_open(*, and_send: bool = False) -> dict[str, str]:
    """Return, for each address with a page, the first persona who may open it, and send something to it."""
    with TABLE.open(newline="") as file:
        table = {(row["address"], row["method"]): row for row in csv.DictReader(file)}
    return {
        name: persona
        for name, method in table
        for persona in reversed(PERSONAS)
        if method == "GET" and table[name, "GET"][persona] == "200"
        if not and_send or table[name, "POST"][persona] != "405"
    }


def answer(client: Client, method: str, path: str, **sent: Any) -> Any:
    """Return the answer to a call, and undo what it did."""
    with transaction.atomic():
        page = getattr(client, method)(path, **sent)
        transaction.set_rollback(True)
    return page


def read(page: Any, path: str) -> Reader:
    """Read an answer; of what is no page, nothing."""
    reader = Reader(path)
    if page["Content-Type"].startswith("text/html"):
        reader.feed(page.content.decode())
    return reader


def wrong_with(page: Any, path: str, sent: dict[str, Any]) -> Iterator[str]:
    """Yield what this answer to bad input should not be."""
    if page.status_code not in (302, 422):
        yield f"answers {page.status_code}"
    if page.status_code != 422:
        return
    back = read(page, path)
    if "error-summary" not in page.content.decode():
        yield "says nothing"
    yield from (f"points at {link}, which is not there" for link in back.links if link not in back.ids)
    kept = {name: texts for form in back.forms for name, texts in form.typed.items()}
    lost = [name for name, texts in kept.items() if sent.get(name, "").strip() not in map(str.strip, texts)]
    yield from (f"loses {name}" for name in lost)


@pytest.mark.django_db
@pytest.mark.parametrize("bad", [empty, nonsense, too_long, impossible, invisible])
def test_form_answers_bad_input_with_a_sentence(world: World, bad: Bad) -> None:
    clients = {persona: world.client(persona) for persona in PERSONAS}
    cookies = {persona: client.cookies.output(header="") for persona, client in clients.items()}
    senders, tried, found = who_may_open(and_send=True), 0, []
    for where, pattern in routes():
        if pattern.name not in senders or pattern.name in LOOKING_UP | NOT_FORM_PAGES:
            continue
        path, persona = address(world, pattern.name, parts_of(where)), senders[pattern.name]
        for form in read(answer(clients[persona], "get", path), path).forms:
            sent = bad(form)
            visible = sent if bad is not invisible else {}
            page = answer(clients[persona], "post", path, data=sent)
            # signing out, for one, changes a client's cookies: each call begins with what it had
            clients[persona].cookies = SimpleCookie(cookies[persona])
            found += [f"{pattern.name} {wrong}" for wrong in wrong_with(page, path, visible)]
            tried += 1

    assert found == []
    assert tried > 120


ASKED = re.compile(r"""GET\.get(?:list)?\("(\w+)\"""")
FILTERS = {
    "need",
    "day",
    "part",
    "area",
    "within",
    "open_to",
    "words",
    "from",
    "on",
    "payer",
    "answered",
    "service",
}


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["9" * 20, "9999-12-31", "0001-01-01", "\x00🙂", str(UUID(int=0))])
def test_address_with_nonsense_after_it_is_answered(world: World, value: str) -> None:
    code = (path.read_text() for path in SOURCE.rglob("*.py"))
    query = dict.fromkeys(FILTERS.union(*(ASKED.findall(text) for text in code)), value)
    clients = {persona: world.client(persona) for persona in PERSONAS}
    openers, found = who_may_open(), []
    for where, pattern in routes():
        if pattern.name in openers:
            path = address(world, pattern.name, parts_of(where))
            status = answer(clients[openers[pattern.name]], "get", path, data=query).status_code
            found += [] if status in (200, 302, 400, 404, 422) else [f"{pattern.name} answers {status}"]

    assert found == []
    assert "page" in query
