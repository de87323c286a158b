"""Joining an anonymous contact to a person, on their say: its record moves, and its key goes (A4)."""

from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.casework.actions.moving import drafts_in_the_way, move_record
from alongside.common.problems import Problem, RuleBroken, refuse_if
from alongside.crypto.actions import destroy_key
from alongside.crypto.keys import preload
from alongside.crypto.seal import CannotOpen
from alongside.people.actions import ask_to_join
from alongside.people.models import Join, Person
from alongside.people.rules import may_change_person

UNREADABLE = Problem(
    "unreadable", _("Something about them could not be opened. Tell your coordinator first.")
)
NOT_FOUND = Problem("not_found", _("Choose somebody else."), "other")


def join_contact(contact: Person, person: Person, *, person_agreed: bool, by: User) -> Join:
    """Keep what they said to joining; on their yes move the contact's record to the person, sealed anew.

    Nobody comes to see the person by it: who worked with the contact no longer does, and who must not see
    the contact must not see the person. On a no the contact stays as it was.
    """
    refuse_if(_problems(contact, person, person_agreed=person_agreed, by=by))
    with recorded("contact.join", by=by, person=contact, agreed=person_agreed):
        join = ask_to_join(contact, person, person_agreed=person_agreed, by=by)
        if person_agreed:
            preload([contact.pk, person.pk])
            try:
                move_record(contact, person, by=by)
            except CannotOpen as error:
                raise RuleBroken(UNREADABLE) from error
            destroy_key(contact.pk)
    return join


def _problems(contact: Person, person: Person, *, person_agreed: bool, by: User) -> list[Problem]:
    if not (may_change_person(by, contact) and may_change_person(by, person)):
        return [NOT_FOUND]
    if person_agreed and drafts_in_the_way(contact, person):
        return [
            Problem("draft", _("The same page is half written for both. Finish or empty one of them first."))
        ]
    return []
