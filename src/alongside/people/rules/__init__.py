"""Who may see a person, and how a person may be reached."""

from alongside.people.rules.contact import contact_problems
from alongside.people.rules.sight import (
    STANDING,
    WALLED,
    changeable_by,
    free_for,
    kept_from,
    may_be_given,
    may_change_person,
    may_hold,
    may_see_person,
    open_checks_of,
    people_changeable_by,
    people_visible_to,
    people_walled_from,
    seen_by,
    walls_round,
)

__all__ = [
    "STANDING",
    "WALLED",
    "changeable_by",
    "contact_problems",
    "free_for",
    "kept_from",
    "may_be_given",
    "may_change_person",
    "may_hold",
    "may_see_person",
    "open_checks_of",
    "people_changeable_by",
    "people_visible_to",
    "people_walled_from",
    "seen_by",
    "walls_round",
]
