"""One of everything, and somebody for every role: what the access tests walk over."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from alongside.accounts.models import Role, User
from alongside.people.models import PartnershipKind, Person, WallKind
from tests.factories.accounts import make_user, sign_in
from tests.factories.people import make_partnership, make_person, make_wall

PERSONAS = (
    "anonymous",
    "password_only",
    "advocate",
    "other_advocate",
    "walled_advocate",
    "supervisor",
    "coordinator",
    "walled_coordinator",
    "dp_lead",
    "board_member",
)


@dataclass
class World:
    """The people, the workers, and the id of one row for each part of an address."""

    person: Person
    users: dict[str, User]
    ids: dict[str, Any] = field(default_factory=dict)

    def client(self, persona: str) -> Client:
        """Return a client signed in as this persona."""
        if persona == "anonymous":
            return Client()
        if persona == "password_only":
            client = Client()
            client.force_login(self.users["password_only"])
            return client
        return sign_in(self.users[persona])


def make_world(fill: Callable[[World], None]) -> World:
    """Return a service with one of everything; `fill` adds the rows that addresses name."""
    users = {
        "password_only": make_user("Pat Oduya", Role.ADVOCATE),
        "advocate": make_user("Ana Reyes", Role.ADVOCATE),
        "other_advocate": make_user("Otis Hale", Role.ADVOCATE),
        "walled_advocate": make_user("Wyn Farrow", Role.ADVOCATE),
        "supervisor": make_user("Sunil Barr", Role.SUPERVISOR),
        "coordinator": make_user("Cora Lind", Role.COORDINATOR),
        "walled_coordinator": make_user("Will Cray", Role.COORDINATOR),
        "dp_lead": make_user("Dara Quill", Role.DP_LEAD),
        "board_member": make_user("Bola Wynn", Role.BOARD),
    }
    person = make_person(by=users["advocate"], called="Canary Jo", full_name="Canary Jo Marsh")
    make_partnership(person, users["advocate"], PartnershipKind.ADVOCATE)
    for name in ("walled_advocate", "walled_coordinator"):
        make_partnership(person, users[name], PartnershipKind.ADVOCATE)
        make_wall(person, users[name], WallKind.CONFLICT)
    world = World(person, users)
    fill(world)
    return world
