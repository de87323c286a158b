"""E2, R18: a client of the service becomes an advocate, and no address shows a colleague the old file."""

import re

import pytest
from django.db import transaction
from django.urls import reverse

from alongside.accounts.models import Role, User
from alongside.clinics.models import Visit
from alongside.common import clock
from alongside.peers.actions import decide_application, open_account_of, write_chat
from alongside.peers.models import Decision
from tests.access.world import World
from tests.factories.accounts import make_user, sign_in
from tests.factories.journeys import make_helper_of
from tests.test_conventions import parts_of, routes

COLLEAGUES = ("advocate", "other_advocate", "supervisor", "coordinator", "dp_lead", "board_member")
THEIRS = re.compile(r"Canary (?:Jo|letter|form|option|ask|note|said|lived|wish|script)")
"""Words of the old file."""


def become_an_advocate(world: World) -> User:
    """Let the person of the world say yes, be welcomed, and get an account."""
    coordinator = world.users["coordinator"]
    named = make_user("Nell Dyer", Role.SUPERVISOR)
    application = make_helper_of(world.person, named=named, by=coordinator)
    write_chat(application, chat_on=clock.today(), chat_notes="Warm", by=coordinator)
    decide_application(application, decision=Decision.YES, feedback="Welcome", by=coordinator)
    return open_account_of(application, sign_in_name="canary", by=coordinator)


def shown(world: World, user: User) -> set[str]:
    """Return the names of the addresses that show this user words of the old file."""
    client, showing = sign_in(user), set()
    for where, pattern in routes():
        path = reverse(pattern.name, kwargs={part: world.ids[part] for part in parts_of(where)})
        with transaction.atomic():
            answer = client.get(path)
            content = b"".join(answer) if answer.streaming else answer.content
            transaction.set_rollback(True)
        if answer.status_code == 200 and THEIRS.search(content.decode(errors="replace")):
            showing.add(str(pattern.name))
    return showing


@pytest.mark.django_db
def test_no_address_shows_a_colleague_the_old_file(world: World) -> None:
    before = shown(world, world.users["advocate"])

    user = become_an_advocate(world)

    assert {"person", "people", "case", "session"} <= before
    assert Visit.objects.filter(person=world.person).exists()
    showing = {persona: shown(world, world.users[persona]) for persona in COLLEAGUES}
    assert {persona: names for persona, names in showing.items() if names} == {}
    assert shown(world, user) == set()
    found = sign_in(world.users["coordinator"]).post(reverse("people-find"), {"words": "canary"})
    assert str(world.person.pk) not in found.content.decode()
