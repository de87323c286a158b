"""Those of the made-up service who would like somebody to go with them."""

from datetime import time, timedelta

from alongside.clinics.actions.accompany import ask_for_company, let_go_along
from alongside.clinics.queries.accompany import could_go
from alongside.common import clock
from alongside.demo.cast import Cast, moment

ASKED: tuple[tuple[int, str, str, str, list[str]], ...] = (
    (1, "The chemist in Mill Lane; meet at the door", "M4", "I want my script weekly, not daily.", []),
    (3, "Housing Options; meet at the bus stop", "M1", "I want what they say in writing.", []),
    (5, "The job centre, second floor", "M14", "I want to say in my own time why I was ill.", []),
    (12, "The health centre, room 2", "M16", "I want a woman in the room with me.", ["woman"]),
)
"""In how many days, where, its outward code, what for, and whom they would like."""


def ask(cast: Cast) -> None:
    """Somebody goes with the first of them; the others wait for the rota, or for a decision."""
    known = [person for person in cast.people if not person.is_anonymous_contact]
    with clock.at(moment(cast.today, 7)):
        rows = [
            ask_for_company(
                person,
                on=cast.today + timedelta(days=days),
                starts_at=time(9),
                ends_at=time(10),
                where=where,
                area=area,
                what_for=what_for,
                traits=traits,
                by=cast.coordinator,
            )
            for person, (days, where, area, what_for, traits) in zip(reversed(known), ASKED, strict=False)
        ]
        goes = next(user for user, _stage in could_go(rows[0]).possible)
        let_go_along(rows[0], user=goes, by=cast.coordinator)
