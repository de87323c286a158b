"""Who may see that somebody goes with a person, who may go, and what stands against a change (B7)."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, time
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.accounts.models import Role, User
from alongside.accounts.queries import terms, users_with
from alongside.accounts.rules import may_coordinate, may_do_advocacy
from alongside.clinics.models import Accompaniment, ShiftRole
from alongside.clinics.models.accompany import AccompanimentQuerySet
from alongside.clinics.rules.placing import is_at, is_out, overlapping
from alongside.clinics.rules.planning import over_problems, time_problems
from alongside.common.problems import Problem
from alongside.peers.rules import placement_problem, standings, work_problems
from alongside.people.models import Person
from alongside.people.rules import kept_from, seen_by

GOES_AS = ShiftRole.LEAD
"""Whoever goes is alone with the person, so a shadow does not go: the stages of a lead are asked for."""


def accompaniments_visible_to(user: User) -> AccompanimentQuerySet:
    """Return those with the people `user` may see, for who does advocacy: whoever goes is one of them."""
    if not may_do_advocacy(user):
        return Accompaniment.objects.none()
    return Accompaniment.objects.filter(seen_by(user))


def may_take_off(user: User, accompaniment: Accompaniment) -> bool:
    """The coordinator, and whoever goes."""
    return may_coordinate(user) or accompaniment.user_id == user.pk


def ask_problems(person: Person, *, on: date, starts_at: time, ends_at: time) -> list[Problem]:
    """Say what is wrong with what is asked for."""
    problems = [*over_problems(on), *time_problems(starts_at, ends_at)]
    if person.is_anonymous_contact:
        sentence = _("Write first who they are: whoever goes has to know whom to meet.")
        problems.append(Problem("nobody_to_meet", sentence))
    return problems


def open_problems(accompaniment: Accompaniment) -> list[Problem]:
    """Nothing is changed of what was done or called off."""
    if accompaniment.is_to_come:
        return []
    return [Problem("ended", _("This was done or called off already."))]


def done_problems(accompaniment: Accompaniment) -> list[Problem]:
    """It is done once they have met."""
    problems = open_problems(accompaniment)
    if not problems and not accompaniment.has_begun:
        problems.append(Problem("not_yet", _("This is still to come. Say it afterwards.")))
    return problems


def put_on_problems(accompaniment: Accompaniment, user: User) -> list[Problem]:
    """Return everything that stands against letting `user` go: of the accompaniment itself, and of them."""
    problems = open_problems(accompaniment)
    if not problems and accompaniment.is_over:
        problems.append(Problem("over", _("The time for this is over.")))
    if accompaniment.user_id:
        problems.append(Problem("taken", _("Somebody goes already. Take them off first.")))
    return problems + going_problems(accompaniment, [user])[user.pk]


def going_problems(accompaniment: Accompaniment, users: Collection[User]) -> dict[UUID, list[Problem]]:
    """Return what keeps each of these from going with a person, for as many queries as for one of them.

    The same as for a session: stage, checks, training, supervision, being elsewhere; and walls (R16).
    """
    ids = [user.pk for user in users]
    on, words = accompaniment.on, terms()
    asked = users_with(Role.ADVOCATE).filter(pk__in=ids)  # no mutant: fewer rows, the same answer
    advocates = set(asked.values_list("pk", flat=True))
    standing, busy = standings(ids, on), _busy(accompaniment, ids)
    kept = {user for user, _person in kept_from(ids, [accompaniment.person])}
    found = {}
    for user in ids:
        problems: list[Problem | None] = []
        if user not in advocates:
            problems.append(Problem("not_an_advocate", _("Has no open account as an advocate.")))
        problems.append(placement_problem(standing[user].stage, GOES_AS, words))
        problems.append(busy.get(user))
        if user in kept:
            problems.append(Problem("not_available", _("Not available.")))
        problems += work_problems(standing[user], on)
        found[user] = _each_once(problems)
    return found


def _busy(accompaniment: Accompaniment, users: Sequence[UUID]) -> dict[UUID, Problem]:
    on, starts_at, ends_at = accompaniment.on, accompaniment.starts_at, accompaniment.ends_at
    others = Accompaniment.objects.during(on, starts_at, ends_at).exclude(pk=accompaniment.pk)
    theirs = others.filter(user__in=users)  # no mutant: fewer rows, the same answer
    found = dict.fromkeys(theirs.values_list("user", flat=True), is_out())
    return found | {shift.user_id: is_at(shift) for shift in overlapping(accompaniment.then, users)}


def _each_once(problems: Iterable[Problem | None]) -> list[Problem]:
    """Two rules may say the same, and twice would tell that there are two."""
    return list({problem.code: problem for problem in problems if problem}.values())
