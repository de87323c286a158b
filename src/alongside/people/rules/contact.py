"""How a person may be reached, and when they are asked again."""

import calendar
from datetime import date

from django.utils.translation import gettext_lazy as _

from alongside.common.problems import Problem
from alongside.people.models import Person, SafeContact, SafeWay

ASK_AGAIN_MONTHS = 3
"""What was safe is taken as safe for this long, unless they say otherwise [policy]."""

LONGEST_MONTHS = 12
"""Nobody is taken at their word for longer than this [policy]; needs are looked at again then (DAPB1605)."""

REFUSALS = {
    SafeWay.CALL: _("Do not call. They did not say that it is safe."),
    SafeWay.VOICEMAIL: _("Do not leave a voicemail. They did not say that it is safe."),
    SafeWay.TEXT: _("Do not text. They did not say that it is safe."),
    SafeWay.LETTER: _("Do not send a letter. They did not say that it is safe."),
    SafeWay.EMAIL: _("Do not e-mail. They did not say that it is safe."),
}
MISSING = {
    SafeWay.CALL: _("There is no phone number to call."),
    SafeWay.VOICEMAIL: _("There is no phone number to call."),
    SafeWay.TEXT: _("There is no phone number to text."),
    SafeWay.LETTER: _("There is no address to write to."),
    SafeWay.EMAIL: _("There is no e-mail address."),
}


def contact_problems(person: Person, way: SafeWay) -> list[Problem]:
    """Return what stands against reaching `person` this way: asked before every call and letter (A11)."""
    return problems_with(person, safe_contact_of(person), way)


def safe_contact_of(person: Person) -> SafeContact | None:
    """Return what holds now of how `person` may be reached."""
    return SafeContact.objects.filter(person=person, replaced_on=None).first()


def problems_with(person: Person, contact: SafeContact | None, way: SafeWay) -> list[Problem]:
    """Return what stands against this way. What was never asked, or asked long ago, is not safe."""
    problems = []
    if contact is None:
        problems.append(Problem("not_asked", _("Ask them first which ways of reaching them are safe.")))
    elif way not in contact.ways:
        problems.append(Problem("not_safe", REFUSALS[way]))
    elif contact.is_overdue:
        problems.append(Problem("ask_again", _("What is safe may have changed. Ask them again first.")))
    if not _where(person, contact, way):
        problems.append(Problem("nowhere", MISSING[way]))
    return problems


def safe_number(person: Person, contact: SafeContact | None) -> str | None:
    """Return the number to reach them on: the one they called safe, or else the one on their record."""
    number = (contact.said.get("number") if contact else None) or person.phone
    return number if isinstance(number, str) else None


def months_after(day: date, months: int) -> date:
    """Return the same day some months on, or the last of that month: 31 August + 6 = 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _where(person: Person, contact: SafeContact | None, way: SafeWay) -> str | None:
    places = {SafeWay.LETTER: person.address, SafeWay.EMAIL: person.email}
    return places[way] if way in places else safe_number(person, contact)
