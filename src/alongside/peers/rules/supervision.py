"""What stands against a change to supervision."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.common import clock
from alongside.common.problems import Problem
from alongside.peers.models import Presence, Supervision
from alongside.peers.rules.work import can_be_decided, may_work


def register_problems(supervision: Supervision, marks: Iterable[str]) -> list[Problem]:
    """Say what stands against closing the register of a supervision."""
    if not supervision.has_come:
        return [Problem("not_yet", _("This supervision is still to come."))]
    if Presence.HERE not in set(marks):
        sentence = _("Say who was there. If nobody was, press “It did not take place”.")
        return [Problem("nobody", sentence)]
    return []


def not_held_problems(supervision: Supervision) -> list[Problem]:
    """Say what stands against writing that a supervision did not take place."""
    if supervision.register.exists():
        return [Problem("register", _("Somebody is down as having been there."))]
    return []


def alone_problems(user: User, *, on: date, by: User) -> list[Problem]:
    """Say what stands against a talk one to one having taken place."""
    problems = []
    if user == by:
        problems.append(Problem("oneself", _("Nobody supervises themselves. Ask a colleague to write it.")))
    if on > clock.today():
        problems.append(Problem("not_yet", _("The day must be today or earlier."), "on"))
    return problems


def decision_problems(user: User, *, why: str, by: User) -> list[Problem]:
    """Say what stands against letting somebody work though supervision was missed."""
    problems = []
    if user == by:
        problems.append(Problem("oneself", _("Somebody else has to decide about you.")))
    if not can_be_decided(may_work(user, clock.today())):
        problems.append(Problem("nothing_to_decide", _("There is nothing to decide about them now.")))
    if not why.strip():
        problems.append(Problem("no_why", _("Write why they may work for now."), "why"))
    return problems
