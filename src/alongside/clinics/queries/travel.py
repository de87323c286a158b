"""How long the way is between two outward codes, and what it costs: rough guesses."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from alongside.directory.outward_codes import miles_between, outward_codes

SETTING_OUT = 10
"""Minutes to set out and arrive, and of any way inside one code."""
A_MILE = 6
"""Minutes a mile by bus in a town, as the crow flies [our guess]."""

PENCE_A_MILE = 45
"""By car: what HMRC lets a volunteer be paid without tax (HMRC, Employment Income Manual, EIM71155)."""


def way_in_words(home: str | None, place: str | None) -> str:
    """Return how far it is there and back, and what that costs by car; "" where a code is not known."""
    known = outward_codes()
    if home not in known or place not in known:
        return ""
    here = known[home]
    miles = max(2, 2 * round(miles_between(here.latitude, here.longitude, known[place])))
    pounds = f"£{miles * PENCE_A_MILE / 100:.2f}"
    return _("about %(miles)d miles there and back, %(pounds)s by car") % {"miles": miles, "pounds": pounds}


def minutes_between(homes: Iterable[str | None], places: Iterable[str | None]) -> dict[tuple[str, str], int]:
    """Return minutes from each home to each place, both as outward codes; unknown codes are left out."""
    known = outward_codes()
    here = {code: known[code] for code in homes if code in known}
    there = {code: known[code] for code in places if code in known}
    return {
        (home, place): SETTING_OUT + round(A_MILE * miles_between(one.latitude, one.longitude, other))
        for home, one in here.items()
        for place, other in there.items()
    }
