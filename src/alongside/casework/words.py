"""Whose voice words are in."""

import re

FIRST_PERSON = re.compile(r"\b(I|me|my|mine|myself|we|us|our|ours|ourselves)\b", re.IGNORECASE)


def is_first_person(words: str) -> bool:
    """Tell whether somebody seems to speak for themselves here, as far as English shows it."""
    return bool(FIRST_PERSON.search(words))
