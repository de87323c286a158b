"""How long the way is between two outward codes: a rough guess, for comparing rotas only."""

from collections.abc import Iterable

from alongside.directory.outward_codes import miles_between, outward_codes

SETTING_OUT = 10
"""Minutes to set out and arrive, and of any way inside one code."""
A_MILE = 6
"""Minutes a mile by bus in a town, as the crow flies [our guess]."""


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
