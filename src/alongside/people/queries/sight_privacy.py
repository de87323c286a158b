"""What waits for whoever looks after privacy: alerts, new accounts, declarations, emergencies.

Nothing here shows anybody an item about themselves, or about a person they are walled from.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.accounts.models import Role, User
from alongside.accounts.queries import users_with
from alongside.audit.models import Entry
from alongside.audit.words import words_of
from alongside.common import clock
from alongside.crypto.keys import SERVICE, preload, with_keys
from alongside.people.letters import fold
from alongside.people.models import (
    BreakGlass,
    Declaration,
    DeclarationState,
    DualRoleCheck,
    DualRoleState,
    Partnership,
    PartnershipKind,
    Person,
    PrivacyAlert,
    PrivacyAlertKind,
    Wall,
    WallKind,
)
from alongside.people.names import all_names
from alongside.people.queries.sight import (
    REVIEW_DAYS,
    glass_without_review,
    with_walled_names,
    working_days_ago,
)
from alongside.people.rules import may_see_person, people_visible_to, people_walled_from
from alongside.people.rules.declared import may_be_meant
from alongside.people.rules.privacy import looks_after_all_privacy

FEW = 25


@dataclass(frozen=True)
class Alert:
    """An alert, the worker it is about, and what they reached for; never whose record it was."""

    alert: PrivacyAlert
    at: datetime
    name: str
    what: str


@dataclass(frozen=True)
class Privacy:
    """What waits to be looked at."""

    alerts: list[Alert]
    checks: list[DualRoleCheck]
    declarations: list[Declaration]
    glass: list[BreakGlass]
    own_records: list[DualRoleCheck]
    is_all: bool


def privacy_of(viewer: User) -> Privacy:
    """Return what waits for `viewer`: all of it, or for a coordinator what waited for too long."""
    if looks_after_all_privacy(viewer):
        return Privacy(
            alerts=_alerts(own_alerts(viewer)[:FEW]),
            checks=_with_names(open_checks(viewer)[:FEW]),
            declarations=with_keys(declarations_to_match(viewer).select_related("user")[:FEW]),
            glass=with_keys(glass_to_review(viewer).select_related("user", "person")[:FEW], "user"),
            own_records=_with_names(own_records(viewer)[:FEW]),
            is_all=True,
        )
    return Privacy(
        alerts=_alerts(own_alerts(viewer)[:FEW]),
        checks=[],
        declarations=[],
        glass=with_keys(glass_to_review(viewer).select_related("user", "person")[:FEW], "user"),
        own_records=[],
        is_all=False,
    )


def own_alerts(viewer: User) -> QuerySet[PrivacyAlert]:
    """Return alerts of workers who reached for their own record, but never to that worker.

    What the data protection lead did goes to the coordinator.
    """
    alerts = PrivacyAlert.objects.filter(kind=PrivacyAlertKind.OWN_RECORD, seen_at=None)
    entries = Entry.objects.exclude(actor=viewer.pk)
    if not looks_after_all_privacy(viewer):
        entries = entries.filter(actor__in=users_with(Role.DP_LEAD).values("pk"))
    return alerts.filter(Exists(entries.filter(seq=OuterRef("entry")))).order_by("at", "pk")


def open_checks(viewer: User) -> QuerySet[DualRoleCheck]:
    """Return new accounts that may belong to somebody on our records (R19)."""
    return _checks(viewer).filter(state=DualRoleState.OPEN).order_by("found_at", "pk")


def named_instead_of(viewer: User, person: Person) -> list[User]:
    """Return who says whether a closed record is a new colleague's, as `viewer` may not look (R18).

    Nobody, where `viewer` may see it, or where whoever was named for it does not work here any more.
    """
    if may_see_person(viewer, person):
        return []
    held = Partnership.objects.holding(clock.today()).filter(person=person, kind=PartnershipKind.NAMED)
    named = with_keys(User.objects.filter(pk__in=held.values("user"), is_active=True))
    return sorted(named, key=lambda user: str(user.name).casefold())


def own_records(viewer: User) -> QuerySet[DualRoleCheck]:
    """Return workers whose own record is closed to them."""
    return _checks(viewer).filter(state=DualRoleState.SAME).order_by("-resolved_at", "pk")


def declarations_to_match(viewer: User) -> QuerySet[Declaration]:
    """Return declarations nobody looked at, and those whose name came up when work was given (A7)."""
    asked = Q(state=DeclarationState.WAITING) | Q(asked_again_at__isnull=False)
    return declarations_open_to(viewer).filter(asked).order_by("told_at", "pk")


def declarations_open_to(viewer: User) -> QuerySet[Declaration]:
    """Return declarations that `viewer` may match to people."""
    everything = looks_after_all_privacy(viewer)
    return Declaration.objects.all() if everything else Declaration.objects.none()


def glass_to_review(viewer: User) -> QuerySet[BreakGlass]:
    """Return emergencies to review, not one's own: for a coordinator those that waited too long (R20)."""
    glass = glass_without_review(viewer)
    if not looks_after_all_privacy(viewer):
        glass = glass.filter(from_at__lt=working_days_ago(REVIEW_DAYS))
    return glass


def people_who_may_be_meant(said: Declaration, *, viewer: User) -> list[Person]:
    """Return people with a name like the one declared, whom nobody has looked at yet, as `viewer` may see."""
    answered = Q(pk__in=said.not_meant.values("person")) | Q(pk__in=people_walled_from(said.user))
    people = people_visible_to(viewer).filter(pk__in=_with_a_word_of(said)).exclude(answered)
    return [person for person in with_keys(people.order_by("pk")) if may_be_meant(said, person)][:FEW]


def conflict_walls_of(user: User, *, viewer: User) -> list[Wall]:
    """Return the walls that declarations of `user` have built, for people whom `viewer` may see."""
    walls = Wall.objects.filter(
        user=user, kind=WallKind.CONFLICT, lifted_at=None, person__in=people_visible_to(viewer)
    )
    found = with_walled_names(walls.select_related("person").order_by("from_at", "pk"))
    preload({wall.person_id for wall in found})
    return found


def looks_through(glass: BreakGlass) -> list[str]:
    """Return, in words, what was opened while the record was open in an emergency."""
    entries = Entry.objects.filter(
        person=glass.person_id, actor=glass.user_id, at__gte=glass.from_at, at__lte=glass.until_at
    ).order_by("seq")
    return [words_of(entry.action, entry.facts.get("page")) for entry in entries]


def _checks(viewer: User) -> QuerySet[DualRoleCheck]:
    checks = DualRoleCheck.objects.all() if looks_after_all_privacy(viewer) else DualRoleCheck.objects.none()
    return checks.exclude(user=viewer).exclude(person__in=people_walled_from(viewer))


def _with_names(checks: QuerySet[DualRoleCheck]) -> list[DualRoleCheck]:
    rows = list(checks.select_related("user", "person"))
    preload({SERVICE, *(row.person_id for row in rows)})
    return rows


def _alerts(alerts: QuerySet[PrivacyAlert]) -> list[Alert]:
    rows = list(alerts)
    entries = Entry.objects.in_bulk([alert.entry for alert in rows])
    actors = [entry.actor for entry in entries.values() if entry.actor]
    names = {user.pk: str(user.name) for user in with_keys(User.objects.filter(pk__in=actors))}
    return [_alert(alert, entries[alert.entry], names) for alert in rows]


def _alert(alert: PrivacyAlert, entry: Entry, names: dict[UUID, str]) -> Alert:
    name = names.get(entry.actor, "") if entry.actor else ""
    return Alert(alert, entry.at, name, words_of(entry.action, entry.facts.get("page")))


def _with_a_word_of(said: Declaration) -> set[UUID]:
    words = fold(said.who).split() if isinstance(said.who, str) else []
    with all_names() as names:
        return {pk for word in words for pk in (*names.exact(word), *names.alike(word))}
