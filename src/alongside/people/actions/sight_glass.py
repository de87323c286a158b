"""Opening one record in an emergency, closing it, and asking afterwards why (R20)."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.actions import record, recorded
from alongside.common import clock
from alongside.common.problems import Problem, RuleBroken, refuse_if
from alongside.people.actions.sight_privacy import leave_alert, refuse_reach
from alongside.people.models import BreakGlass, Person, PrivacyAlertKind
from alongside.people.queries.sight import open_glass_of, person_with_reference
from alongside.people.rules import may_be_given, may_see_person

GLASS_TIME = timedelta(minutes=60)
"""The longest that a record stays open in an emergency (R20)."""


def break_glass(*, by: User, reference: str, why: str) -> BreakGlass:
    """Open the record with this reference, to read, for an hour at most.

    No such reference, a wall, and whatever else is in the way get the same answer (R16).
    """
    with transaction.atomic():
        # one at a time, also when two requests come at once
        User.objects.select_for_update().get(pk=by.pk)
        person = person_with_reference(reference)
        problems = _problems_with_glass(by, person)
        if person and not problems:
            return _break(person, by=by, why=why)
    refuse_reach(person, by=by, action="glass.break")
    raise RuleBroken(*problems)


def close_glass(glass: BreakGlass, *, by: User) -> None:
    """Close the record before its time is up."""
    with recorded("glass.close", by=by, about=glass, person=glass.person):
        glass.change(until_at=max(glass.from_at, min(glass.until_at, clock.now())))


def review_glass(glass: BreakGlass, *, finding: str, by: User) -> None:
    """Keep what was found when somebody else asked why the record was opened."""
    problems = []
    if glass.user == by:
        problems.append(Problem("own_glass", _("Somebody else must look at this.")))
    refuse_if(problems)
    with recorded("glass.review", by=by, about=glass, person=glass.person):
        # another may have said something meanwhile, which is not to be written over
        held = BreakGlass.objects.select_for_update().get(pk=glass.pk)
        refuse_if(
            [Problem("reviewed", _("Somebody has looked at this already."))] if held.reviewed_at else []
        )
        glass.change(reviewed_at=clock.now(), reviewed_by=by, finding=finding or None)


def _break(person: Person, *, by: User, why: str) -> BreakGlass:
    now = clock.now()
    glass = BreakGlass(
        id=person.new_row_id(), user=by, person=person, why=why, from_at=now, until_at=now + GLASS_TIME
    )
    with recorded("glass.open", by=by, about=glass, person=person):
        glass.save(force_insert=True)
        leave_alert(PrivacyAlertKind.BREAK_GLASS, record("glass.break", by=by, about=glass, person=person))
    return glass


def _opens_to(by: User, person: Person) -> bool:
    """The old file of somebody who works here opens to nobody by glass (R18)."""
    return not person.is_own_file or may_see_person(by, person)


def _problems_with_glass(by: User, person: Person | None) -> list[Problem]:
    if open_glass_of(by):
        return [Problem("one_at_a_time", _("You have a record open already. Close it first."))]
    if person is None or not (may_be_given(by, person) and _opens_to(by, person)):
        return [
            Problem(
                "no_such_reference",
                _("We cannot open a record with this reference. Check it, or ring your coordinator."),
                "reference",
            )
        ]
    if may_see_person(by, person):
        return [Problem("seen_already", _("You can see this record already. Find it in your list."))]
    return []
