"""Consents for Universal Credit: of one person, and those that run out soon."""

from django.db.models import Exists, OuterRef

from alongside.accounts.models import User
from alongside.casework.models import WARN_BEFORE, UcConsent
from alongside.casework.rules import visible_to
from alongside.common import clock
from alongside.crypto.keys import with_keys
from alongside.people.models import Person


def uc_consents_of(person: Person) -> list[UcConsent]:
    """Return the newest consent of a person for each of us who is named, the last given first."""
    newest: dict[object, UcConsent] = {}
    rows = UcConsent.objects.filter(person=person).select_related("named")
    for consent in with_keys(rows.order_by("-given_on", "-written_at", "-id"), "named"):
        newest.setdefault(consent.named_id, consent)
    return list(newest.values())


def uc_consents_running_out(user: User) -> list[UcConsent]:
    """Return those that name `user`, hold for a week or less, and have no later one; the soonest first."""
    today = clock.today()
    later = UcConsent.objects.filter(
        person=OuterRef("person"),
        named=OuterRef("named"),
        withdrawn_on=None,
        runs_out_on__gt=OuterRef("runs_out_on"),
    )
    ending = UcConsent.objects.filter(
        ~Exists(later),
        named=user,
        withdrawn_on=None,
        runs_out_on__gte=today,
        runs_out_on__lte=today + WARN_BEFORE,
    )
    rows = visible_to(user, ending).select_related("person").order_by("runs_out_on", "id")
    return with_keys(rows, "person")
