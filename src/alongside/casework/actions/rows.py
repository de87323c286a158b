"""What every row of a person's record begins with, and how one is held while it changes."""

from typing import Any

from django.db.models import Max, Model, QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.casework.models import Case
from alongside.casework.queries.session import session_now
from alongside.common.problems import Problem, RuleBroken
from alongside.people.models import Person

CLOSED = Problem("case_closed", _("This case is closed. Open it again first."))


def begun(person: Person, *, by: User) -> dict[str, Any]:
    """Return what every row says: whom it is about, who writes it, when, and at which session."""
    return {
        "id": person.new_row_id(),
        "person": person,
        "session": session_now(by, person),
        "written_by": by,
        "written_at": person.moment(),
    }


def hold(row: Model) -> None:
    """Read `row` as it stands now and keep others from changing it until the action ends."""
    row.refresh_from_db(from_queryset=type(row)._default_manager.select_for_update())


def hold_open(case: Case) -> None:
    """Hold a case, and refuse if it is closed."""
    hold(case)
    if not case.is_open:
        raise RuleBroken(CLOSED)


def said(**texts: str | None) -> dict[str, str | None]:
    """Return the texts that were said, "" as nothing; None leaves what stands there as it is."""
    return {name: text or None for name, text in texts.items() if text is not None}


def next_number(rows: QuerySet[Any], field: str = "number") -> int:
    """Return the number after the highest in `rows`; from 1."""
    highest: int | None = rows.aggregate(highest=Max(field))["highest"]
    return (highest or 0) + 1
