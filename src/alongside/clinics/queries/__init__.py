"""Reads about clinics: places, sessions with who is on them, and the day."""

from alongside.clinics.queries.candidates import Candidates, candidates
from alongside.clinics.queries.day import (
    Expected,
    came_to,
    expected_at,
    last_press_of,
    people_to_expect,
    tally_counts,
    visits_of,
)
from alongside.clinics.queries.given import hours_given
from alongside.clinics.queries.hours import Hours, hours_of
from alongside.clinics.queries.lines import (
    SessionLine,
    decisions_on,
    line_of,
    lines_of,
    next_sessions,
    sessions_between,
    sessions_not_closed,
    sessions_of,
    sessions_short,
    sessions_to_come,
    sessions_today,
)
from alongside.clinics.queries.places import (
    DaysToCome,
    closed_clinics,
    days_to_come,
    risk_sheets_due,
    running_clinics,
)
from alongside.clinics.queries.shadowing import Pair, pair_on
from alongside.clinics.queries.standing import Doubt, doubts_about, next_shifts_of
from alongside.clinics.rules import sessions_visible_to

__all__ = [
    "Candidates",
    "DaysToCome",
    "Doubt",
    "Expected",
    "Hours",
    "Pair",
    "SessionLine",
    "came_to",
    "candidates",
    "closed_clinics",
    "days_to_come",
    "decisions_on",
    "doubts_about",
    "expected_at",
    "hours_given",
    "hours_of",
    "last_press_of",
    "line_of",
    "lines_of",
    "next_sessions",
    "next_shifts_of",
    "pair_on",
    "people_to_expect",
    "risk_sheets_due",
    "running_clinics",
    "sessions_between",
    "sessions_not_closed",
    "sessions_of",
    "sessions_short",
    "sessions_to_come",
    "sessions_today",
    "sessions_visible_to",
    "tally_counts",
    "visits_of",
]
