"""Short keyed tags by which two records of one human may be noticed (see crypto.lookup.tag)."""

from datetime import date

from alongside.crypto.lookup import tag
from alongside.people.letters import fold

BITS = 12
"""4,096 values: a few coincidences among the 300 to 20,000 people of one service."""


def name_tag(name: str | None, date_of_birth: date | None) -> str:
    """Return the tag of a name with a date of birth, or "" where either is missing."""
    if not name or not date_of_birth:
        return ""
    return tag("name and birth", f"{plain(name)}|{date_of_birth.isoformat()}", bits=BITS)


def phone_tag(phone: str | None) -> str:
    """Return the tag of a phone number by its last ten digits, or "" where there are fewer."""
    digits = "".join(letter for letter in phone or "" if letter.isdigit())[-10:]
    return tag("phone", digits, bits=BITS) if len(digits) == 10 else ""


def plain(name: str) -> str:
    """Return a name without accents, case, or marks, its words in order: for comparing only."""
    return " ".join(sorted(fold(name).split()))
