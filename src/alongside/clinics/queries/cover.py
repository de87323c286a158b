"""Who could take a place, what an advocate was offered, and what needs cover."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet

from alongside.accounts.models import User
from alongside.clinics.models import (
    LIVE,
    Accompaniment,
    Cover,
    OfferKind,
    OfferState,
    Session,
    SessionState,
    Shift,
    ShiftOffer,
    ShiftRole,
)
from alongside.clinics.models.cover import OfferQuerySet
from alongside.clinics.queries.accompany import going_along, not_going_any_more
from alongside.clinics.queries.candidates import candidates
from alongside.clinics.queries.lines import SessionLine, lines_of
from alongside.clinics.queries.rota_problem import own_say, supplies_of
from alongside.clinics.rules import Safety
from alongside.common import clock
from alongside.crypto.keys import SERVICE, preload
from alongside.peers.models import ShadowedShift, Stage, StageName

Row = TypeVar("Row", bound=Model)
AHEAD = timedelta(weeks=13)
NEAR = timedelta(weeks=2)
"""How far around a session shifts count as being busy about then."""


def stand_ins(session: Session, role: ShiftRole) -> list[User]:
    """Return who can take a place, the right ones first; for as many queries whatever the size of the team.

    First those who would have come already. A shadow's place goes to shadows, to those who have learned least
    often beside these leads, then least often at all; a lead's to who leads there anyway. Then to whoever has
    fewest shifts about then. Whoever said for the rota that they cannot come then is not asked.
    """
    possible = [user for user, _stage in candidates(session, role).possible]
    ids = [user.pk for user in possible]
    cannot = own_say(session, ids, supplies_of(ids))
    able = [user for user in possible if user.pk not in cannot]
    reserve = set(_reserve(session, role).values_list("offered_to", flat=True))
    need = _shadows_need(session, able) if role == ShiftRole.SHADOW else _known_there(session, able)
    busy = _busy_about(session, able)
    return sorted(able, key=lambda user: (user.pk not in reserve, need[user.pk], busy[user.pk]))


def _reserve(session: Session, role: ShiftRole) -> OfferQuerySet:
    return ShiftOffer.objects.filter(session=session, role=role, state=OfferState.RESERVE)


def _shadows_need(session: Session, able: list[User]) -> dict[UUID, tuple[int, ...]]:
    leads = set(session.shifts.live().filter(role=ShiftRole.LEAD).values_list("user", flat=True))
    stages = Stage.objects.now_of(user.pk for user in able)
    shadowed = ShadowedShift.objects.filter(user__in=able).values_list("user", "lead")
    beside, at_all = Counter[UUID](), Counter[UUID]()
    for user, lead in shadowed:
        at_all[user] += 1
        beside[user] += lead in leads
    return {
        user.pk: (int(stages.get(user.pk) != StageName.SHADOW), beside[user.pk], at_all[user.pk])
        for user in able
    }


def _known_there(session: Session, able: list[User]) -> dict[UUID, tuple[int, ...]]:
    there = Shift.objects.live().filter(user__in=able, session__clinic=session.clinic_id)
    near = there.filter(session__on__range=(session.on - AHEAD, session.on + AHEAD))
    known = Counter(near.values_list("user", flat=True))
    return {user.pk: (-min(known[user.pk], 1),) for user in able}


def _busy_about(session: Session, able: list[User]) -> Counter[UUID]:
    about = (session.on - NEAR, session.on + NEAR)
    shifts = Shift.objects.live().filter(user__in=able, session__on__range=about, session__state__in=LIVE)
    return Counter(shifts.values_list("user", flat=True))


@dataclass(frozen=True)
class MyShifts:
    """What an advocate is down for, is asked, and has given up; and where they go along with somebody."""

    changes: list[ShiftOffer]
    offers: list[ShiftOffer]
    shifts: list[Shift]
    given_up: list[Cover]
    changed: list[Shift]
    going: list[Accompaniment]
    not_going: list[Accompaniment]

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to show."""
        return not any(vars(self).values())


def my_shifts(user: User) -> MyShifts:
    """Return the coming 13 weeks of an advocate, today first."""
    preload([SERVICE])
    today = clock.today()
    mine = Shift.objects.filter(user=user, session__on__range=(today, today + AHEAD))
    live = mine.live().filter(session__state__in=LIVE)
    covers = Cover.objects.to_come().filter(shift__user=user)
    # somebody else took them off, or the day does not run
    off = Q(ended_at__gte=clock.now() - NEAR) & ~Q(ended_by=user)
    changed = mine.filter(off | Q(ended_at=None, session__state=SessionState.CANCELLED))
    on_again = Shift.objects.live().filter(user=user, session=OuterRef("session"), session__state__in=LIVE)
    asked = in_order(ShiftOffer.objects.open().of(user.pk), "gives_up__session__clinic")
    return MyShifts(
        changes=[offer for offer in asked if offer.kind == OfferKind.CHANGE],
        offers=[offer for offer in asked if offer.kind != OfferKind.CHANGE],
        shifts=in_order(live),
        given_up=in_order(covers.exclude(Exists(on_again))),
        changed=in_order(changed.exclude(Exists(on_again))),
        going=going_along(user),
        not_going=not_going_any_more(user),
    )


def offers_for(user: User) -> OfferQuerySet:
    """Return what an advocate is asked and may still answer."""
    return ShiftOffer.objects.waiting().of(user.pk)


def in_order(rows: QuerySet[Row], *more: str) -> list[Row]:
    """Return rows that belong to a session as their sessions follow each other, each with its clinic."""
    related = rows.select_related("session__clinic", *more)
    return list(related.order_by("session__on", "session__starts_at", "id"))


def shifts_to_swap_for(mine: Shift) -> list[Shift]:
    """Return what a shift could be swapped for: the same role, in the coming 13 weeks. Not whose they are."""
    preload([SERVICE])
    today = clock.today()
    others = Shift.objects.live().filter(
        role=mine.role,
        session__on__range=(today + timedelta(days=1), today + AHEAD),
        session__state=SessionState.PLANNED,
    )
    on_it = Shift.objects.live().filter(user=mine.user_id).values("session")
    return in_order(others.exclude(session__in=on_it), "user")


@dataclass(frozen=True)
class Gap:
    """A place that needs somebody, and how far the search has come."""

    session: Session
    role: ShiftRole
    cover: Cover | None
    waiting: int
    said_no: int


def gaps(*, weeks: int = 4) -> list[Gap]:
    """Return every place of the coming weeks that needs somebody, and later ones somebody gave up.

    As many queries as for one.
    """
    offers = Count("offers", filter=Q(offers__state=OfferState.WAITING))
    refusals = Count("offers", filter=Q(offers__state=OfferState.NO))
    covers = Cover.objects.to_come().annotate(waiting=offers, said_no=refusals).order_by("asked_at")
    searches: dict[tuple[UUID, str], Cover] = {}
    for cover in covers:
        searches.setdefault((cover.session_id, cover.role), cover)
    until = clock.today() + timedelta(weeks=weeks)
    looked_for = Q(pk__in={session for session, _role in searches})
    coming = Session.objects.live().filter(Q(on__range=(clock.today(), until)) | looked_for)
    return [gap for line in lines_of(coming.in_order()) for gap in _gaps_of(line, searches)]


def _gaps_of(line: SessionLine, searches: dict[tuple[UUID, str], Cover]) -> Iterator[Gap]:
    missing = {
        ShiftRole.LEAD: line.safety == Safety.SHORT,
        ShiftRole.SHADOW: line.needs_decision and not line.shadows,
        ShiftRole.HELPER: False,
    }
    for role, is_missing in missing.items():
        cover = searches.get((line.session.pk, role))
        if is_missing or cover:
            yield Gap(
                line.session,
                role,
                cover,
                waiting=getattr(cover, "waiting", 0),
                said_no=getattr(cover, "said_no", 0),
            )


@dataclass(frozen=True)
class Search:
    """One place that needs somebody: who was asked, and whom to ring. For the coordinator alone."""

    cover: Cover | None
    notice: timedelta | None
    offers: list[ShiftOffer]
    to_ring: list[User]

    @property
    def notice_days(self) -> int:
        """How many whole days before the session it was said."""
        return max(self.notice.days, 0) if self.notice else 0


def search_for(session: Session, role: ShiftRole) -> Search:
    """Return how the search for one place stands."""
    cover = session.covers.open().filter(role=role).select_related("shift").first()
    offers = ShiftOffer.objects.filter(session=session, role=role).exclude(state=OfferState.GONE)
    # whoever is asked to leave a place is not asked to take it
    offers = offers.exclude(kind=OfferKind.CHANGE, gives_up__session=session)
    preload([SERVICE])
    asked = list(offers.select_related("offered_to").order_by("made_at", "id"))
    said_no = {offer.offered_to_id for offer in asked if offer.state == OfferState.NO}
    off = {cover.shift.user_id} if cover and cover.shift else set()
    able = stand_ins(session, role)
    return Search(
        cover=cover,
        notice=session.begins - cover.asked_at if cover and cover.shift else None,
        offers=asked,
        to_ring=[user for user in able if user.pk not in said_no | off],
    )
