"""What stands against asking somebody to join, and against answering who applied (E2, E3)."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from alongside.accounts.queries import service
from alongside.common import clock
from alongside.common.problems import Problem
from alongside.common.templatetags.look import day
from alongside.common.working_days import working_days_after
from alongside.peers.models import Application, Decision, Invitation
from alongside.people.models import Partnership, PartnershipKind, Person

COOLING_OFF = timedelta(days=90)
"""Between the last time we saw somebody and their applying [policy]: so that it is a choice, and no debt."""
ANSWER_DAYS = 10
"""Working days in which an application is answered (E3)."""


def answer_day(received_on: date) -> date:
    """Return the day by which an application is answered."""
    here = service()
    return working_days_after(received_on, ANSWER_DAYS, nation=here.nation if here else "ENG")


def apply_from(person: Person) -> date:
    """Return the first day on which somebody we helped may apply."""
    return person.last_seen_on + COOLING_OFF


def invite_problems(person: Person) -> list[Problem]:
    """Say what stands against asking somebody whether they would like to help others."""
    problems = []
    if person.is_anonymous_contact:
        problems.append(Problem("no_name", _("We do not know who they are.")))
    if _is_helped(person):
        sentence = _("An advocate still works with them. Ask once that has come to an end.")
        problems.append(Problem("still_helped", sentence))
    if hasattr(person, "invitation"):
        problems.append(Problem("asked_already", _("They have been asked already.")))
    return problems


def accept_problems(person: Person) -> list[Problem]:
    """Say what stands against somebody we helped applying now."""
    problems = []
    if _is_helped(person):
        problems.append(Problem("still_helped", _("An advocate still works with them.")))
    if clock.today() < apply_from(person):
        sentence = _("They can apply from %(day)s. Time in between keeps it a free choice.")
        problems.append(Problem("too_soon", sentence % {"day": day(apply_from(person))}))
    return problems


def answered_problems(invitation: Invitation | None) -> list[Problem]:
    """An invitation is gone once it is answered."""
    return [] if invitation else [Problem("answered", _("They have answered this already."))]


def decide_problems(application: Application, decision: Decision) -> list[Problem]:
    """Say what stands against an answer."""
    problems = []
    if application.decision:
        problems.append(Problem("decided", _("This has been answered already.")))
    if decision == Decision.YES and not application.chat_on:
        problems.append(Problem("no_chat", _("Have the friendly chat first."), "decision"))
    return problems


def account_problems(application: Application) -> list[Problem]:
    """Say what stands against opening an account for who applied."""
    if application.decision == Decision.YES and application.user_id is None:
        return []
    return [Problem("no_account", _("An account is opened once, after a yes."))]


def _is_helped(person: Person) -> bool:
    running = Partnership.objects.not_over(clock.today()).filter(person=person)
    return running.filter(kind__in=(PartnershipKind.ADVOCATE, PartnershipKind.COVER)).exists()
