"""What stands on the crisis card."""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime

from alongside.clinics.series import nation_here
from alongside.crypto.keys import with_keys
from alongside.frontdoor.crisis_card import NationalNumber, national_numbers
from alongside.frontdoor.models import CrisisCheck, LocalNumber
from alongside.frontdoor.rules.crisis import card_is_due, check_due_on

EMERGENCY = "emergency"


@dataclass(frozen=True)
class CrisisCard:
    """The numbers to ring in a crisis, and when somebody checked them."""

    national: list[NationalNumber]
    local: list[LocalNumber]
    last_check: CrisisCheck | None

    @property
    def first(self) -> list[NationalNumber]:
        """What comes before all others: the emergency number."""
        return [one for one in self.national if one.key == EMERGENCY]

    @property
    def rest(self) -> list[NationalNumber]:
        """The other national numbers."""
        return [one for one in self.national if one.key != EMERGENCY]

    @property
    def unchecked(self) -> list[NationalNumber | LocalNumber]:
        """What nobody checked as it stands: all of it before the first check, then what was written since."""
        if self.last_check is None:
            return [*self.national, *self.local]
        checked_on = self.last_check.checked_on
        return [one for one in self.local if localtime(one.written_at).date() > checked_on]

    @property
    def due_on(self) -> date:
        """By when they are checked again."""
        return check_due_on(self.last_check)

    @property
    def is_due(self) -> bool:
        """Tell whether they are to be checked now."""
        return card_is_due(self.last_check)


def last_check() -> CrisisCheck | None:
    """Return the newest check of the card, if there was one."""
    found = CrisisCheck.objects.select_related("checked_by").order_by("-checked_on", "-id").first()
    return with_keys([found])[0] if found else None


def crisis_card() -> CrisisCard:
    """Return the card as it stands now."""
    last = last_check()
    left_off = last.left_off if last and isinstance(last.left_off, list) else []
    national = [one for one in national_numbers(nation_here()) if one.key not in left_off]
    return CrisisCard(national, with_keys(LocalNumber.objects.order_by("id")), last)


def card_needs_check() -> bool:
    """Tell whether the quarter is over, or nobody ever checked the card (F5)."""
    return card_is_due(CrisisCheck.objects.order_by("-checked_on", "-id").first())
