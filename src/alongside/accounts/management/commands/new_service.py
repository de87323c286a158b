"""Begins a real service: asks what it must know, and lets its first coordinator in."""

import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.urls import reverse

from alongside.accounts.actions import make_link, open_account, set_up_service
from alongside.accounts.models import Nation, Role, User
from alongside.accounts.queries import first_coordinator_to_come, service
from alongside.accounts.words import STANDARD
from alongside.common.text import clean_text

Understand = Callable[[str], str]
"""Returns what an answer means. Raises ValueError with a sentence that says what to do instead."""


@dataclass(frozen=True)
class Question:
    """What is asked, the answer that Enter gives (none: there must be one), and how an answer is read."""

    name: str
    words: str
    usual: str = ""
    understand: Understand = str


def _time_zone(answer: str) -> str:
    if answer not in zoneinfo.available_timezones():
        raise ValueError(f"There is no time zone “{answer}”. Write one like Europe/London.")
    return answer


def _nation(answer: str) -> str:
    for code, label in Nation.choices:
        if answer.casefold() in {code.casefold(), str(label).casefold()}:
            return code
    raise ValueError("Write England, Wales, Scotland or Northern Ireland.")


def _short(answer: str) -> str:
    if len(answer) > 100:
        raise ValueError("Make that shorter: at most 100 letters.")
    return answer


QUESTIONS = (
    Question("name", "What is the service called?", understand=_short),
    *(
        Question(key, f"Your word for “{standard}”", usual=str(standard), understand=_short)
        for key, standard in STANDARD.items()
    ),
    Question("time_zone", "Which time zone is it in?", usual="Europe/London", understand=_time_zone),
    Question(
        "nation",
        "Whose bank holidays are kept: England, Wales, Scotland or Northern Ireland?",
        usual="England",
        understand=_nation,
    ),
    Question("coordinator", "What is the first coordinator’s name?", understand=_short),
    Question("sign_in_name", "What will they type as their sign-in name?", understand=_short),
)

BEFORE = (
    "A few questions. Enter keeps the answer in brackets, and the team page changes name and words later.\n"
    "Ctrl-C ends it, and then nothing is made."
)


class Command(BaseCommand):
    """Asks in the terminal; every answer can be given as an option instead."""

    help = "Begin a real service."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take each answer as an option."""
        for question in QUESTIONS:
            parser.add_argument(
                f"--{question.name.replace('_', '-')}", dest=question.name, help=question.words
            )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Ask, make the service, and say how its coordinator comes in."""
        here = service()
        if here is None:
            self.stdout.write(BEFORE)
            answers = {each.name: self._answer(each, options[each.name]) for each in QUESTIONS}
            coordinator, token = _begin(answers)
            self.stdout.write(f"\n{answers['name']} is ready, and empty.")
        elif coordinator_to_come := first_coordinator_to_come():
            coordinator, token = coordinator_to_come, make_link(coordinator_to_come, by=None)
            self.stdout.write(f"{here.name} is here already, and nobody came in yet. The old link has ended.")
        else:
            raise CommandError("There is a service here already.")
        home = settings.ADDRESS.geturl() or "http://localhost:8000"
        self.stdout.write(f"{coordinator.name} opens this link within 3 days and chooses a password:")
        self.stdout.write(home.rstrip("/") + reverse("come-in", args=[token]))

    def _answer(self, question: Question, given: str | None) -> str:
        """Return the answer that was given; one that cannot be right gets a sentence, and is asked again."""
        while True:
            answer = clean_text(self._ask(question) if given is None else given).strip() or question.usual
            given = None
            if not answer:
                self.stdout.write("This needs an answer.")
                continue
            try:
                return question.understand(answer)
            except ValueError as problem:
                self.stdout.write(str(problem))

    def _ask(self, question: Question) -> str:
        usual = f" (Enter: {question.usual})" if question.usual else ""
        try:
            return input(f"{question.words}{usual} ")
        except EOFError:
            raise CommandError("Nothing was made: there was nobody to answer.") from None
        except KeyboardInterrupt:
            raise CommandError("\nNothing was made.") from None


def _begin(answers: dict[str, str]) -> tuple[User, str]:
    """Make everything or nothing, and return the coordinator with the token of their link."""
    with transaction.atomic():
        set_up_service(
            name=answers["name"],
            words={key: answers[key] for key in STANDARD},
            time_zone=answers["time_zone"],
            nation=answers["nation"],
        )
        coordinator = open_account(
            name=answers["coordinator"],
            sign_in_name=answers["sign_in_name"],
            roles=[Role.COORDINATOR],
            by=None,
        )
        return coordinator, make_link(coordinator, by=None)
