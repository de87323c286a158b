"""The fairness log: keeping what happened, and what may be done with it."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import AuditedQuerySet
from alongside.casework.actions.rows import begun, hold
from alongside.casework.models import WarmHandOver
from alongside.common import clock
from alongside.common.problems import Problem, refuse_if
from alongside.directory.models import Service
from alongside.people.models import Person
from alongside.voice.models import FairnessConsent, FairnessEntry, SaidHow, Theme, Use
from alongside.voice.rules import consent_problems

NOWHERE = Problem("nowhere", _("Write where it happened"), "where")


def keep_fairness_entry(
    person: Person,
    *,
    by: User,
    words: str,
    theme: str,
    where: str = "",
    service: Service | None = None,
    hand_over: WarmHandOver | None = None,
    happened_on: date | None = None,
) -> FairnessEntry:
    """Keep what happened, in the person's words. It opens no case, and nothing of it is used yet."""
    if hand_over:
        service, where = hand_over.service, where or str(hand_over.to_whom)
    service = service or _called(where)
    where = where or (service.name if service else "")
    refuse_if([] if where else [NOWHERE])
    with recorded("fairness.keep", by=by, person=person, theme=theme) as note:
        entry = FairnessEntry(
            **begun(person, by=by),
            hand_over=hand_over,
            service=service,
            where=where,
            theme=Theme(theme),
            words=words,
            happened_on=happened_on,
        )
        entry.save(force_insert=True)
        note.about = entry
    return entry


def record_consent(
    entry: FairnessEntry,
    *,
    by: User,
    uses: Collection[str],
    said_how: str,
    may_name_service: bool = False,
    may_name_person: bool = False,
    said_on: date | None = None,
) -> FairnessConsent:
    """Write down what they allow now; what they said before holds no longer, and stays on record."""
    refuse_if(consent_problems(uses, may_name_person=may_name_person))
    person, chosen = entry.person, {Use(use) for use in uses}
    with recorded("fairness.consent", by=by, person=person, uses=",".join(sorted(chosen))) as note:
        hold(entry)
        _held(entry).update(replaced_on=clock.today())
        consent = FairnessConsent(
            **begun(person, by=by),
            entry=entry,
            may_count=Use.COUNT in chosen,
            may_quote=Use.QUOTE in chosen,
            may_tell_service=Use.TELL_SERVICE in chosen,
            may_name_service=bool(chosen) and may_name_service,
            may_name_person=may_name_person,
            said_on=said_on or clock.today(),
            said_how=SaidHow(said_how),
        )
        consent.save(force_insert=True)
        note.about = consent
    return consent


def take_back_consent(entry: FairnessEntry, *, by: User) -> FairnessEntry:
    """They take it back, at once, and need not say why. Doing it twice changes nothing."""
    with recorded("fairness.take_back", by=by, about=entry, person=entry.person):
        hold(entry)
        _held(entry).update(taken_back_on=clock.today())
    return entry


def _called(where: str) -> Service | None:
    """Return the service of just this name, so that what was typed is counted with the rest of it."""
    found = Service.objects.filter(name__iexact=where)[:2]
    return found[0] if len(found) == 1 else None


def _held(entry: FairnessEntry) -> AuditedQuerySet[FairnessConsent]:
    return FairnessConsent.objects.filter(entry=entry, replaced_on=None, taken_back_on=None)
