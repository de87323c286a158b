"""What the made-up advocates told the rota, and what the made-up clinics need."""

from datetime import time, timedelta

from alongside.accounts.models import User
from alongside.clinics.actions.supply import say_need, tell_about_me, tell_hours, tell_other_days
from alongside.clinics.models import Clinic, PartOfDay, ToMatch
from alongside.common import clock
from alongside.common.weekdays import Weekday
from alongside.demo.cast import ON_THE_DAY, Cast, moment

WORKDAYS = range(Weekday.MONDAY, Weekday.SATURDAY)
DAYTIME = (PartOfDay.MORNING, PartOfDay.AFTERNOON)
AREAS = ("M1", "M4", "M14", "M16")
LEADS = ("maya", "tomasz", "shirley", "kev", "nasima", "gwen", "irene")
SHADOWS = ("joe", "des", "lola", "raj", "billie")
OFF = {"maya": 4, "tomasz": 0, "shirley": 1, "kev": 2, "nasima": 4, "gwen": 0, "irene": 1, "frank": 0}
"""The working day on which each lead is never there; shadows have theirs by turns."""
SPEAK = {"tomasz": ["pl", "ru"], "nasima": ["bn"], "raj": ["pa"], "lola": ["fr"]}
WOMEN = ("maya", "shirley", "nasima", "gwen", "lola")


def tell(cast: Cast) -> None:
    """Let everybody have said when they can, and each place what it needs."""
    with clock.at(moment(cast.today, 7)):
        _say_needs(cast)
        for number, name in enumerate((*LEADS, *SHADOWS, "frank")):
            _say_hours(cast, name, number)
        for name in {*SPEAK, *WOMEN}:
            traits = ["woman"] if name in WOMEN else []
            tell_about_me(
                by=cast.workers[name],
                languages=SPEAK.get(name, []),
                traits=traits,
                to_match=[ToMatch.LANGUAGES, ToMatch.WOMAN_OR_MAN],
            )
        _say_other_days(cast)


def _say_needs(cast: Cast) -> None:
    for number, clinic in enumerate(cast.clinics):
        is_drop_in = clinic.kind == "drop_in"
        say_need(
            clinic,
            by=cast.coordinator,
            helpers=1 if is_drop_in else 0,
            area=AREAS[number % len(AREAS)],
            languages=["pl"] if number == 6 else [],
            traits=["woman"] if number == 4 else [],
        )


def _say_hours(cast: Cast, name: str, number: int) -> None:
    user = cast.workers[name]
    today = cast.today.weekday()
    # those of the first clinic, which is on the day the demonstration is made, can come that day
    off = {OFF.get(name, number % len(WORKDAYS))} - ({today} if name in ON_THE_DAY else set())
    parts: list[list[int | str]] = [
        [day, part.value] for day in WORKDAYS if day not in off for part in DAYTIME
    ]
    days = sorted({Weekday.SATURDAY.value, today} - set(WORKDAYS))
    weekend = [[day, 600, 900] for day in days] if number % 3 == 0 or name in ON_THE_DAY else []
    tell_hours(
        user,
        by=user,
        parts=parts,
        hours=weekend,
        most_a_week=2,
        area=AREAS[(number + 1) % len(AREAS)],
        prefers=_usual_places(cast, user),
    )


def _usual_places(cast: Cast, user: User) -> list[Clinic]:
    return [clinic for clinic, regulars in cast.regulars.items() if user in regulars]


def _say_other_days(cast: Cast) -> None:
    kev, gwen, joe = (cast.workers[name] for name in ("kev", "gwen", "joe"))
    monday = cast.today + timedelta(days=7 - cast.today.weekday())
    tell_other_days(
        kev, by=kev, begins_on=monday + timedelta(weeks=5), ends_on=monday + timedelta(weeks=6, days=-1)
    )
    # a week that so many are away in cannot be filled, and the page says why
    for name in ("maya", "tomasz", "nasima", "irene"):
        away = cast.workers[name]
        begins_on = monday + timedelta(weeks=9)
        tell_other_days(away, by=away, begins_on=begins_on, ends_on=begins_on + timedelta(days=6))
    tell_other_days(gwen, by=cast.coordinator, begins_on=monday + timedelta(weeks=2, days=3))
    tell_other_days(
        joe,
        by=joe,
        begins_on=monday + timedelta(weeks=3),
        can=True,
        starts_at=time(9),
        ends_at=time(17),
    )
