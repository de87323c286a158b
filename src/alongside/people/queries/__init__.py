"""Reads about people: lists, search, who works with whom, who looked."""

from alongside.people.queries.card import Card, card_for
from alongside.people.queries.lists import (
    Found,
    PeoplePage,
    people_found,
    people_page,
    tell_apart,
)
from alongside.people.queries.sight import open_glass_of

__all__ = [
    "Card",
    "Found",
    "PeoplePage",
    "card_for",
    "open_glass_of",
    "people_found",
    "people_page",
    "tell_apart",
]
