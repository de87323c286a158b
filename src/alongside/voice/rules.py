"""What of the fairness log may be used, and how: nothing without a yes that still holds."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.accounts.rules import may_coordinate
from alongside.casework.rules import visible_to
from alongside.common.problems import Problem
from alongside.voice.models import FairnessConsent, FairnessEntry, Use

ENOUGH_PEOPLE = 3
"""Fewer people than this are no pattern to speak of outside: somebody could be picked out (H1)."""


NAME_ALONE = Problem(
    "name_alone",
    _("Their name goes only where their words go. Choose one of these above, or leave the name out."),
    "may_name_person",
)


@dataclass(frozen=True)
class Outside:
    """What may leave the team of one entry; empty where the person did not say yes to it."""

    words: str
    service: str
    person: str


NOTHING = Outside("", "", "")


def entries_visible_to(user: User) -> QuerySet[FairnessEntry]:
    """Return the entries about people whom `user` may see."""
    return visible_to(user, FairnessEntry.objects.all())


def entries_for_use_by(user: User) -> QuerySet[FairnessEntry]:
    """Return what the coordinator may work with: of people they see, and with a yes to some use of it."""
    if not may_coordinate(user):
        return FairnessEntry.objects.none()
    some_use = Q(may_count=True) | Q(may_quote=True) | Q(may_tell_service=True)
    return entries_visible_to(user).filter(Exists(_held().filter(some_use, entry=OuterRef("pk"))))


def entries_that_count(entries: QuerySet[FairnessEntry]) -> QuerySet[FairnessEntry]:
    """Return those of `entries` that the person lets us count."""
    return entries.filter(Exists(_held().filter(may_count=True, entry=OuterRef("pk"))))


def said_to_anybody(entry: FairnessEntry) -> Outside:
    """Return what of an entry may be said in public: each part only with a yes to just that part."""
    consent = entry.consent
    if consent is None:
        return NOTHING
    return Outside(
        words=str(entry.words) if consent.may_quote else "",
        service=str(entry.where) if consent.allows_something and consent.may_name_service else "",
        person=entry.person.label if consent.may_quote and consent.may_name_person else "",
    )


def said_to_the_service(entry: FairnessEntry) -> Outside:
    """Return what the service itself may hear of an entry: nothing of whom without a yes to the name."""
    consent = entry.consent
    if consent is None or not consent.may_tell_service:
        return NOTHING
    return Outside(
        words=str(entry.words),
        service=str(entry.where),
        person=entry.person.label if consent.may_name_person else "",
    )


def consent_problems(uses: Collection[str], *, may_name_person: bool) -> list[Problem]:
    """Return what does not fit together in an answer: a name goes only where their words go."""
    return [NAME_ALONE] if may_name_person and not {Use.QUOTE, Use.TELL_SERVICE}.intersection(uses) else []


def _held() -> QuerySet[FairnessConsent]:
    return FairnessConsent.objects.filter(replaced_on=None, taken_back_on=None)
