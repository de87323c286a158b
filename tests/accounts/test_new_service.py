"""Beginning a real service from the command line."""

import re
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from alongside.accounts.models import ComeInLink, Role, Service, User
from alongside.accounts.queries import terms

ALL = {
    "name": "Harbour Voices",
    "person": "member",
    "people": "members",
    "lead": "",
    "leads": "",
    "shadow": "buddy",
    "shadows": "buddies",
    "clinic": "clinic",
    "clinics": "clinics",
    "time_zone": "Europe/London",
    "nation": "Scotland",
    "coordinator": "Cora Lind",
    "sign_in_name": "cora",
}


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What somebody types, a line for each question; it ends where the list ends."""
    lines: list[str] = []

    def answers() -> Iterator[str]:
        yield from lines

    waiting = answers()

    def type_line(_question: str) -> str:
        try:
            return next(waiting)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", type_line)
    return lines


@pytest.mark.django_db
def test_service_is_begun_and_its_coordinator_comes_in() -> None:
    said = StringIO()

    call_command("new_service", stdout=said, **ALL)

    here = Service.objects.get()
    assert (here.name, here.nation, here.time_zone, here.is_demonstration) == (
        "Harbour Voices",
        "SCT",
        "Europe/London",
        False,
    )
    assert here.words == {"person": "member", "people": "members", "shadow": "buddy", "shadows": "buddies"}
    assert (terms()["people"], terms()["lead"]) == ("members", "lead")
    user = User.objects.get()
    assert (user.name, user.roles, user.has_usable_password()) == ("Cora Lind", {Role.COORDINATOR}, False)
    link = re.search(r"http://localhost:8000(/come-in/\S+)", said.getvalue())
    assert link
    assert Client().get(link[1]).url == "/come-in/"


@pytest.mark.django_db
def test_bad_answers_get_a_sentence_and_are_asked_again(typed: list[str]) -> None:
    said = StringIO()
    typed += ["", "x" * 101, "Harbour Voices", *[""] * 8, "London", "", "Britain", "wales"]
    typed += ["Cora Lind", "\u200b", "cora"]

    call_command("new_service", stdout=said)

    here = Service.objects.get()
    assert (here.words, here.time_zone, here.nation) == ({}, "Europe/London", "WLS")
    for sentence in (
        "This needs an answer.",
        "at most 100 letters",
        "There is no time zone “London”",
        "Write England, Wales, Scotland or Northern Ireland.",
    ):
        assert sentence in said.getvalue()


@pytest.mark.django_db
@pytest.mark.usefixtures("typed")
def test_nobody_to_answer_makes_nothing() -> None:
    with pytest.raises(CommandError, match="Nothing was made"):
        call_command("new_service", stdout=StringIO(), name="Harbour Voices")

    assert not Service.objects.exists()


def test_second_service_is_refused(service: Service) -> None:
    with pytest.raises(CommandError, match="already"):
        call_command("new_service", stdout=StringIO(), **ALL)


@pytest.mark.django_db
def test_ctrl_c_makes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_question: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", interrupted)

    with pytest.raises(CommandError, match="Nothing was made"):
        call_command("new_service", stdout=StringIO())

    assert not Service.objects.exists()


@pytest.mark.django_db
def test_lost_first_link_is_made_again_until_somebody_came_in() -> None:
    call_command("new_service", stdout=StringIO(), **ALL)
    said = StringIO()

    call_command("new_service", stdout=said)

    link = re.search(r"http://localhost:8000(/come-in/\S+)", said.getvalue())
    assert link
    assert Client().get(link[1]).url == "/come-in/"
    assert ComeInLink.objects.filter(ended_at=None).count() == 1
