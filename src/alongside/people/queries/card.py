"""What is shown of a person wherever they are shown: who, how to reach them safely, what they need."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.accounts.rules import may_do_advocacy
from alongside.common.problems import Problem
from alongside.crypto.keys import with_keys
from alongside.people.models import Link, Need, Person, SafeContact, SafeWay
from alongside.people.rules import may_change_person, people_visible_to
from alongside.people.rules.contact import problems_with, safe_contact_of, safe_number

PHONE_WAYS = (SafeWay.CALL, SafeWay.VOICEMAIL, SafeWay.TEXT)
SAFE_WORDS = {
    SafeWay.CALL: _("Calls are safe"),
    SafeWay.VOICEMAIL: _("Voicemail is safe"),
    SafeWay.TEXT: _("Texts are safe"),
    SafeWay.LETTER: _("Letters are safe"),
    SafeWay.EMAIL: _("E-mail is safe"),
}
UNSAFE_WORDS = {
    SafeWay.CALL: _("Do not call"),
    SafeWay.VOICEMAIL: _("Do not leave a voicemail"),
    SafeWay.TEXT: _("Do not text"),
    SafeWay.LETTER: _("Do not send letters"),
    SafeWay.EMAIL: _("Do not e-mail"),
}


@dataclass(frozen=True)
class Phone:
    """A number, and what may be done with it."""

    number: str
    may_call: bool
    may_be_shown: bool

    @property
    def dialled(self) -> str:
        """The number as a telephone takes it."""
        return "".join(letter for letter in self.number if letter.isdecimal() or letter == "+")


@dataclass(frozen=True)
class Card:
    """Who, how to reach them, and what they need. Roles without advocacy see no needs (R21)."""

    person: Person
    contact: SafeContact | None
    phone: Phone | None
    needs: list[Need] | None
    may_change: bool

    @property
    def safe(self) -> list[str]:
        """The ways they said are safe."""
        return [str(words) for way, words in SAFE_WORDS.items() if self.contact and way in self.contact.ways]

    @property
    def unsafe(self) -> list[str]:
        """The ways they did not say are safe."""
        return [
            str(words) for way, words in UNSAFE_WORDS.items() if self.contact and way not in self.contact.ways
        ]

    @property
    def letter_problems(self) -> list[Problem]:
        """What stands against writing to them."""
        return problems_with(self.person, self.contact, SafeWay.LETTER)

    @property
    def email_problems(self) -> list[Problem]:
        """What stands against e-mail."""
        return problems_with(self.person, self.contact, SafeWay.EMAIL)


@dataclass(frozen=True)
class Tie:
    """A link to somebody whom the viewer may see."""

    link: Link
    other: Person


def card_for(person: Person, *, viewer: User) -> Card:
    """Return what the card of `person` shows to `viewer`: a fixed number of queries."""
    contact = safe_contact_of(person)
    needs = live_needs_of(person) if may_do_advocacy(viewer) else None
    return Card(person, contact, phone_of(person, contact), needs, may_change_person(viewer, person))


def phone_of(person: Person, contact: SafeContact | None) -> Phone | None:
    """Return their number, and whether it may be called or shown at all."""
    number = safe_number(person, contact)
    if not number:
        return None
    is_refused = contact is not None and not contact.ways.intersection(PHONE_WAYS)
    may_call = not problems_with(person, contact, SafeWay.CALL)
    return Phone(number, may_call=may_call, may_be_shown=not is_refused)


def live_needs_of(person: Person) -> list[Need]:
    """Return what they need now, oldest first."""
    return with_keys(Need.objects.filter(person=person, ended_on=None).order_by("said_on", "id"))


def safe_contacts_of(person: Person) -> list[SafeContact]:
    """Return what they said of reaching them at other times, newest first."""
    said = SafeContact.objects.filter(person=person, replaced_on__isnull=False).select_related("written_by")
    return with_keys(said.order_by("-said_on", "-written_at", "-id"), "written_by")


def ties_of(person: Person, *, viewer: User) -> list[Tie]:
    """Return who is linked to them, as far as `viewer` may see them: of others there is no sign."""
    links = Link.objects.filter(Q(person=person) | Q(other=person)).select_related("person", "other")
    ties = [Tie(link, link.other if link.person_id == person.pk else link.person) for link in links]
    seen = people_visible_to(viewer).in_bulk([tie.other.pk for tie in ties])
    shown = [tie for tie in ties if tie.other.pk in seen]
    with_keys([tie.link for tie in shown], "person", "other")
    return shown
