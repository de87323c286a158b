"""Whether two records may be about the same human: a hint to look, never a decision."""

from datetime import date
from itertools import product

from rapidfuzz.fuzz import token_sort_ratio

from alongside.people.letters import digits_of, fold, sound
from alongside.people.models import Person

NEAR_NAMES = 85
"""Out of 100: “Mohamed Alli” and “Mohammed Ali” pass, “Jo Marsh” and “Jo Bell” do not."""

NEAR_NAMES_OF_ONE_DAY = 75
"""Of two who were born on the same day: “Catherine Stuart” and “Katherine Stewart” pass."""

_FULL_NUMBER = 7


def may_be_same(one: Person, other: Person) -> bool:
    """Tell whether two records may be about one human.

    They may when the telephone number is the same; or when the names are nearly the same, or sound so, and
    two dates of birth do not speak against it. What they like to be called counts where one has no full name.
    """
    if _number(one) and _number(one) == _number(other):
        return True
    born, other_born = _born(one), _born(other)
    if born and other_born and born != other_born:
        return False
    return _names_agree(one, other, least=NEAR_NAMES_OF_ONE_DAY if born and other_born else NEAR_NAMES)


def _names_agree(one: Person, other: Person, *, least: int) -> bool:
    full, other_full = _folded(one.full_name), _folded(other.full_name)
    if full and other_full:
        return _alike(full, other_full, least)
    pairs = product((full, _folded(one.called)), (other_full, _folded(other.called)))
    return any(
        mine and theirs and (_alike(mine, theirs, least) or _is_part(mine, theirs)) for mine, theirs in pairs
    )


def _alike(name: str, other: str, least: int) -> bool:
    return token_sort_ratio(name, other) >= least or (_heard(name) == _heard(other) != [])


def _is_part(name: str, other: str) -> bool:
    words, others = set(name.split()), set(other.split())
    return len(words & others) == min(len(words), len(others))


def _heard(name: str) -> list[str]:
    sounds = [sound(word) for word in name.split()]
    return sorted(sounds) if all(sounds) else []


def _born(person: Person) -> date | None:
    return person.date_of_birth if isinstance(person.date_of_birth, date) else None


def _number(person: Person) -> str:
    digits = digits_of(person.phone) if isinstance(person.phone, str) else ""  # no mutant: too short anyhow
    return digits if len(digits) >= _FULL_NUMBER else ""


def _folded(name: str | None) -> str:
    return fold(name) if isinstance(name, str) else ""
