"""What pages of the directory show."""

from alongside.directory.queries.cards import Card, Hit, cards_for
from alongside.directory.queries.find import Found, services_found
from alongside.directory.queries.opening import DAYS, Openness
from alongside.directory.queries.wish import TimeAsked, Wish, now_asked

__all__ = [
    "DAYS",
    "Card",
    "Found",
    "Hit",
    "Openness",
    "TimeAsked",
    "Wish",
    "cards_for",
    "now_asked",
    "services_found",
]
