"""Telling the rota when one can, what it may know, and what a clinic needs."""

from collections.abc import Collection, Sequence
from datetime import date, time
from typing import Any

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.clinics.models import Clinic, ClinicNeed, OtherDays, Supply
from alongside.clinics.rules.supply import other_days_problems, take_back_problems, tell_problems
from alongside.common import clock
from alongside.common.problems import refuse_if
from alongside.crypto.actions import make_key


def tell_hours(
    user: User,
    *,
    by: User,
    parts: Sequence[Sequence[int | str]] = (),
    hours: Sequence[Sequence[int]] = (),
    most_a_week: int = 1,
    area: str = "",
    prefers: Collection[Clinic] = (),
) -> Supply:
    """Say when `user` usually can, how often, from where, and which places they like best."""
    refuse_if(tell_problems(by, user))
    return _tell(
        user,
        "supply.tell_hours",
        by=by,
        parts=[list(part) for part in parts],
        hours=[list(window) for window in hours],
        most_a_week=most_a_week,
        area=area or None,
        prefers=sorted(str(clinic.pk) for clinic in prefers),
    )


def tell_about_me(
    *, by: User, languages: Collection[str] = (), traits: Collection[str] = (), to_match: Collection[str] = ()
) -> Supply:
    """Say what the rota may know of oneself. The log says that it was told, never what."""
    refuse_if(tell_problems(by, by))
    return _tell(
        by,
        "supply.tell_about_me",
        by=by,
        languages=sorted(languages),
        traits=sorted(traits),
        to_match=sorted(to_match),
    )


def _tell(user: User, action: str, *, by: User, **told: object) -> Supply:
    with recorded(action, by=by, user=user.pk) as note:
        # two pages open at once: the row is made once
        User.objects.select_for_update().get(pk=user.pk)
        make_key(user.pk)
        supply = Supply.objects.filter(user=user).first() or Supply(user=user)
        for name, value in {**told, "changed_by": by, "changed_at": clock.now()}.items():
            setattr(supply, name, value)
        supply.save()
        note.about = supply
    return supply


def tell_other_days(
    user: User,
    *,
    by: User,
    begins_on: date,
    ends_on: date | None = None,
    can: bool = False,
    starts_at: time | None = None,
    ends_at: time | None = None,
) -> OtherDays:
    """Say on which days `user` can or cannot, whatever is usual. Why is not asked."""
    days: dict[str, Any] = {"begins_on": begins_on, "ends_on": ends_on or begins_on}
    days |= {"starts_at": starts_at, "ends_at": ends_at}
    refuse_if([*tell_problems(by, user), *other_days_problems(**days)])
    with recorded("other_days.tell", by=by, user=user.pk) as note:
        row = OtherDays(user=user, can=can, told_by=by, told_at=clock.now(), **days)
        row.save(force_insert=True)
        note.about = row
    return row


def take_back_other_days(row: OtherDays, *, by: User) -> None:
    """Let the usual week hold again."""
    refuse_if([*tell_problems(by, row.user), *take_back_problems(row)])
    with recorded("other_days.take_back", by=by, about=row, user=row.user_id):
        row.change(ended_at=clock.now())


def say_need(clinic: Clinic, *, by: User, **told: object) -> ClinicNeed:
    """Say what a clinic needs beside its lead and its shadow."""
    with recorded("clinic.say_need", by=by, about=clinic):
        need = ClinicNeed.objects.filter(clinic=clinic).first() or ClinicNeed(clinic=clinic)
        for name, value in {**told, "changed_by": by, "changed_at": clock.now()}.items():
            setattr(need, name, value)
        need.save()
    return need
