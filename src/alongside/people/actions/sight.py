"""Every change to who works with a person."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.common.problems import Problem, refuse_if
from alongside.people.models import Declaration, Partnership, PartnershipKind, Person
from alongside.people.queries.sight import people_to_hand_over
from alongside.people.rules import may_hold
from alongside.people.rules.declared import declarations_like

CLINIC_SIGHT_DAYS = 28
"""How long meeting somebody at a clinic lets an advocate see them [policy]."""

NOT_AVAILABLE = _("This colleague is not available. Choose somebody else.")
"""Says the same whatever the cause: a wall, a closed account, a check not finished (R16)."""


@dataclass
class HandedOver:
    """What became of handing over everybody: who was, and for whom the new one is "not available"."""

    done: list[Person] = field(default_factory=list)
    not_available: list[Person] = field(default_factory=list)


def giving_problems(user: User, person: Person, *, by: User) -> list[Problem]:
    """Return what stands against giving work with `person` to `user`, with no reason (R16).

    Who begins with somebody in front of them knows whom they declared; a name alone does not stop them.
    """
    like = [] if user == by else declarations_like(user, person)
    if not like and may_hold(user, person):
        return []
    _ask_again(like)
    return [Problem("not_available", NOT_AVAILABLE, "to_user")]


def begin_partnership(
    person: Person,
    *,
    user: User,
    kind: PartnershipKind,
    by: User,
    starts_on: date | None = None,
    ends_on: date | None = None,
    why: str = "",
) -> Partnership:
    """Let `user` work with `person`. Refused as "not available" where a wall stands, with no reason (R16)."""
    starts_on = starts_on or clock.today()
    refuse_if([*giving_problems(user, person, by=by), *_ends_too_soon(starts_on, ends_on)])
    with recorded("partnership.begin", by=by, person=person, user=user.pk, kind=kind) as note:
        held = Partnership(
            id=person.new_row_id(),
            person=person,
            user=user,
            kind=kind,
            starts_on=starts_on,
            ends_on=ends_on,
            why=why or None,
            given_by=by,
            given_at=person.moment(),
        )
        held.save(force_insert=True)
        note.about = held
        if kind == PartnershipKind.ADVOCATE and person.waiting_since:
            person.change(waiting_since=None)
    return held


def meet_at_clinic(person: Person, *, user: User, by: User) -> None:
    """Let an advocate at a clinic see whom they met there, for a while; meeting again makes it longer."""
    until = clock.today() + timedelta(days=CLINIC_SIGHT_DAYS)
    held = Partnership.objects.filter(
        person=person, user=user, kind=PartnershipKind.CLINIC, ends_on__gte=clock.today()
    ).first()
    if held is None:
        begin_partnership(person, user=user, kind=PartnershipKind.CLINIC, by=by, ends_on=until)
    elif held.ends_on != until:
        with recorded("partnership.prolong", by=by, about=held, person=person, user=user.pk):
            held.change(ends_on=until)


def change_partnership(held: Partnership, *, by: User, ends_on: date | None, why: str = "") -> None:
    """Change until when it holds (no date: for as long as it is needed), and why."""
    refuse_if(_ends_too_soon(held.starts_on, ends_on))
    with recorded("partnership.change", by=by, about=held, person=held.person, user=held.user_id):
        held.change(ends_on=ends_on, why=why or None)


def end_partnership(held: Partnership, *, by: User, on: date | None = None) -> None:
    """End it; `on` is the last day on which it holds. One that has not begun by then is taken away."""
    with recorded("partnership.end", by=by, about=held, person=held.person, user=held.user_id):
        _end(held, on or clock.today())


def hand_over(
    person: Person, *, from_user: User, to_user: User, by: User, on: date | None = None, why: str = ""
) -> None:
    """End what one advocate holds and let another begin, on the same day, so that nobody falls between.

    Refused as "not available" where a wall stands, with no reason (R16).
    """
    on = on or clock.today()
    # going somewhere with them follows who goes, and nothing else
    held = list(_held_on(on, person, from_user).exclude(kind=PartnershipKind.COMPANION))
    problems = [*_same_user(from_user, to_user), *giving_problems(to_user, person, by=by)]
    if not held:
        problems.append(Problem("no_partnership", _("They do not work with each other on that day."), "on"))
    refuse_if(problems)
    with recorded("partnership.hand_over", by=by, person=person, user=to_user.pk, before=from_user.pk):
        for kind in _kinds_after(person, held):
            if not _held_on(on, person, to_user).filter(kind=kind, ends_on=None).exists():
                begin_partnership(person, user=to_user, kind=kind, by=by, starts_on=on, why=why)
        for partnership in held:
            end_partnership(partnership, by=by, on=on)


def hand_over_all(
    *, from_user: User, to_user: User, by: User, on: date, until: date | None = None, why: str = ""
) -> HandedOver:
    """Hand over all whom one advocate works with: for good, or to cover until a day.

    Those for whom the new one is "not available" stay as they are, and are listed with no reason (R16).
    """
    result = HandedOver()
    refuse_if([*_same_user(from_user, to_user), *_ends_too_soon(on, until)])
    with recorded("partnership.hand_over_all", by=by, user=to_user.pk, before=from_user.pk):
        for person in people_to_hand_over(from_user, on=on, by=by):
            if giving_problems(to_user, person, by=by):
                result.not_available.append(person)
                continue
            if until:
                _cover(person, to_user, by=by, on=on, until=until, why=why)
            else:
                hand_over(person, from_user=from_user, to_user=to_user, by=by, on=on, why=why)
            result.done.append(person)
    return result


def end_all_of(person: Person, user: User, *, by: User | None) -> None:
    """End all that `user` holds with `person`. Who loses their only advocate by it waits for another."""
    today = clock.today()
    held = list(Partnership.objects.not_over(today).filter(person=person, user=user))
    if not held:
        return
    with recorded("partnership.end_all", by=by, person=person, user=user.pk):
        for partnership in held:
            _end(partnership, today)
        had_advocate = any(partnership.kind == PartnershipKind.ADVOCATE for partnership in held)
        if had_advocate and not person.waiting_since and not _has_an_advocate(person):
            person.change(waiting_since=today)


def end_named(person: Person, *, besides: Collection[User], by: User) -> None:
    """Take back, at once, that colleagues are named for a restricted record, besides these."""
    today = clock.today()
    named = Partnership.objects.not_over(today).filter(person=person, kind=PartnershipKind.NAMED)
    for held in named.exclude(user__in=besides):
        with recorded("partnership.end", by=by, about=held, person=person, user=held.user_id):
            _end(held, today - timedelta(days=1))


def _end(held: Partnership, last_day: date) -> None:
    if held.starts_on > last_day:
        # by its number, so that the log can still say which it was
        Partnership.objects.filter(pk=held.pk).delete()
    else:
        held.change(ends_on=last_day)


def _cover(person: Person, user: User, *, by: User, on: date, until: date, why: str) -> None:
    for kind in _with_named(person, {PartnershipKind.COVER}):
        begin_partnership(person, user=user, kind=kind, by=by, starts_on=on, ends_on=until, why=why)


def _kinds_after(person: Person, held: Iterable[Partnership]) -> list[PartnershipKind]:
    """As what the next one works with them: whoever takes over somebody met at a clinic is their advocate."""
    kinds = {PartnershipKind(partnership.kind) for partnership in held}
    if PartnershipKind.CLINIC in kinds:
        kinds = kinds - {PartnershipKind.CLINIC} | {PartnershipKind.ADVOCATE}
    return _with_named(person, kinds)


def _with_named(person: Person, kinds: set[PartnershipKind]) -> list[PartnershipKind]:
    """On a restricted record nobody sees anything who is not named for it."""
    return sorted(kinds | {PartnershipKind.NAMED} if person.is_restricted else kinds)


def _held_on(day: date, person: Person, user: User) -> QuerySet[Partnership]:
    return Partnership.objects.holding(day).filter(person=person, user=user)


def _has_an_advocate(person: Person) -> bool:
    return Partnership.objects.filter(person=person, kind=PartnershipKind.ADVOCATE, ends_on=None).exists()


def _ask_again(declared: list[Declaration]) -> None:
    """Have somebody say whether this is who was meant: until then no work is given over a name (A7)."""
    for said in declared:
        with recorded("declaration.ask_again", by=None, about=said):
            said.change(asked_again_at=clock.now())


def _ends_too_soon(starts_on: date, ends_on: date | None) -> list[Problem]:
    if ends_on is None or ends_on >= starts_on:
        return []
    return [Problem("ends_too_soon", _("The last day must be the first day or later."), "ends_on")]


def _same_user(from_user: User, to_user: User) -> list[Problem]:
    if from_user != to_user:
        return []
    return [Problem("same_user", _("Choose two different people."), "to_user")]
