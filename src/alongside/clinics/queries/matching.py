"""Which advocates may be asked to stand beside somebody, and which of their wishes each one fits (A10)."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.accounts.models import Role, User
from alongside.accounts.queries import users_with
from alongside.clinics.models import Supply, ToMatch
from alongside.common import clock
from alongside.common.languages import Language
from alongside.crypto.keys import with_keys
from alongside.directory.outward_codes import OutwardCode, band_of, miles_between, outward_codes
from alongside.peers.models import MatchWish, OfferAsk, Wanted
from alongside.peers.rules import standings, work_problems
from alongside.peers.rules.matching import partnerships_today
from alongside.people.models import Person
from alongside.people.rules import free_for

FITS = {Wanted.WOMAN: gettext_lazy("A woman"), Wanted.MAN: gettext_lazy("A man")}


@dataclass(frozen=True)
class Suggestion:
    """An advocate who may be asked, and in plain words which wishes they fit: never what they lived."""

    user: User
    fits: list[str]


def advocates_to_ask(person: Person, wish: MatchWish | None) -> list[Suggestion]:
    """Return who may be asked, those who fit most first; for as many queries whatever the size of the team.

    Who is missing is missing for a reason that is not told: a wall, no supervision, no time (R16).
    """
    today = clock.today()
    asked = OfferAsk.objects.filter(person=person).values("user")
    held = partnerships_today(person).values("user")
    users = list(users_with(Role.ADVOCATE).exclude(pk__in=asked).exclude(pk__in=held))
    standing = standings([user.pk for user in users], today)
    free = free_for(person, users)
    able = with_keys([one for one in users if one.pk in free and not work_problems(standing[one.pk], today)])
    told = {one.user_id: one for one in with_keys(Supply.objects.filter(user__in=able))}
    found = [Suggestion(user, fits(wish, told.get(user.pk))) for user in able]
    return sorted(found, key=lambda one: (-len(one.fits), str(one.user.name).casefold()))


def fits(wish: MatchWish | None, supply: Supply | None) -> list[str]:
    """Return which wishes somebody fits, of what they let the coordinator know, in words."""
    if wish is None or supply is None:
        return []
    found = []
    if ToMatch.LANGUAGES in supply.to_match and wish.language in supply.languages:
        found.append(_("Speaks %(language)s") % {"language": Language(wish.language).label})
    if ToMatch.WOMAN_OR_MAN in supply.to_match and wish.woman_or_man in supply.traits:
        found.append(str(FITS[Wanted(wish.woman_or_man)]))
    return [*found, *_way(wish.where, supply.area)]


def _way(where: str | None, area: str | None) -> list[str]:
    there, home = _code_in(where), _code_in(area)
    miles = band_of(miles_between(home.latitude, home.longitude, there)) if home and there else None
    if miles is None:
        return []
    if miles == 0:
        return [_("Less than 2 miles away")]
    return [ngettext("About %(n)d mile away", "About %(n)d miles away", miles) % {"n": miles}]


def _code_in(where: str | None) -> OutwardCode | None:
    known = outward_codes()
    words = re.findall(r"\w+", (where or "").upper())
    return next((known[word] for word in words if word in known), None)
