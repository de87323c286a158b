"""L7: a service that has words of its own reads them on every page, and not ours."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from alongside.accounts.actions import change_service
from alongside.accounts.models import Service
from tests.access.test_bad_input import answer, who_may_open
from tests.access.test_matrix import address
from tests.access.world import PERSONAS, World
from tests.test_conventions import parts_of, routes

OWN = {
    "person": "member",
    "people": "members",
    "lead": "guide",
    "leads": "guides",
    "shadow": "buddy",
    "shadows": "buddies",
    "clinic": "surgery",
    "clinics": "surgeries",
}
MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.DOTALL)
WORDS = r"(?:(?<!data protection )leads?|shadows?|clinics?|back to the person|person’s page)"
OURS = re.compile(rf"[^.<>\n]*\b{WORDS}\b[^.<>\n]*", re.IGNORECASE)
"""The words for what happens here. “The person” in plain talk, and in the law, may be anybody."""


def pages(world: World) -> Iterator[tuple[str, Any]]:
    """Yield the name of each address with its page, as the first persona who may open it sees it."""
    openers = who_may_open()
    clients = {persona: world.client(persona) for persona in PERSONAS}
    for where, pattern in routes():
        if pattern.name in openers:
            path = address(world, pattern.name, parts_of(where))
            yield pattern.name, answer(clients[openers[pattern.name]], "get", path)


@pytest.mark.django_db
def test_l7_page_speaks_with_the_words_of_the_service(world: World, service: Service) -> None:
    change_service(service, by=world.users["coordinator"], name=service.name, words=OWN)
    found = []
    for name, page in pages(world):
        if page["Content-Type"].startswith("text/html") and name != "service":
            text = MARKUP.sub("\n", page.content.decode())
            found += [f"{name}: {words.strip()}" for words in OURS.findall(text)]

    assert found == []


@pytest.mark.django_db
def test_no_page_takes_another_service_for_this_one(world: World, service: Service) -> None:
    """Every page's head shows its name, and whether all of it is made up."""
    found = []
    for name, page in pages(world):
        shown = page.context.get("service", service) if page.context else service
        if shown != service:
            found.append(name)

    assert found == []
