"""Entries of the fairness log, made by the actions that the pages call."""

from typing import Any

from alongside.accounts.models import User
from alongside.people.models import Person
from alongside.voice.actions import keep_fairness_entry, record_consent
from alongside.voice.models import FairnessConsent, FairnessEntry, SaidHow, Theme, Use


def make_entry(person: Person, *uses: Use, by: User, **told: Any) -> FairnessEntry:
    """Return an entry about the job centre, with a yes to these uses; to none was not asked."""
    told = {"where": "The job centre", "words": "They sent me away", "theme": Theme.TURNED_AWAY, **told}
    entry = keep_fairness_entry(person, by=by, **told)
    if uses:
        make_consent(entry, *uses, by=by)
    return entry


def make_consent(entry: FairnessEntry, *uses: Use, by: User, **told: Any) -> FairnessConsent:
    """Write down that they allow these uses, and no name, unless told otherwise."""
    return record_consent(entry, by=by, uses=uses, **{"said_how": SaidHow.SPOKEN, **told})
