"""Who looked at a person's record, as what, and whether they had a link to them at the time (R27, K5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from alongside.accounts.models import Role, User
from alongside.audit.models import Entry, Outcome
from alongside.audit.words import words_of
from alongside.crypto.keys import with_keys
from alongside.people.models import BreakGlass, Partnership, Person
from alongside.people.rules import STANDING

PAGE = 50
KEPT_BACK = ("wall.", "declaration.", "dual_role.", "own_record.", "privacy.", "partnership.end_all")
"""What was done to keep a colleague out is not a look, and would tell of the wall (R15, R16)."""

BROKEN = ("glass.open", "glass.break", "glass.close")


@dataclass(frozen=True)
class Look:
    """One line of the list."""

    at: datetime
    has_time: bool
    name: str
    roles: str
    what: str
    link: str
    is_refused: bool
    is_odd: bool


@dataclass(frozen=True)
class Looks:
    """A page of the list, and the number of the entry below which the next one begins."""

    lines: list[Look]
    before: int | None


def looks_at(person: Person, *, viewer: User, before: int | None = None, size: int = PAGE) -> Looks:
    """Return everything done with a record and every refusal, newest first, as far as `viewer` may know."""
    ids = [person.pk, *person.joined_from.values_list("pk", flat=True)]
    entries = _known_to(viewer, Entry.objects.filter(person__in=ids))
    if before is not None:
        entries = entries.filter(seq__lt=before)
    rows = list(entries.order_by("-seq")[: size + 1])
    shown = rows[:size]
    about = _About(ids, {row.actor for row in shown if row.actor})
    return Looks([about.line(row) for row in shown], shown[-1].seq if len(rows) > size else None)


def _known_to(viewer: User, entries: QuerySet[Entry]) -> QuerySet[Entry]:
    kept_back = Q()
    for code in KEPT_BACK:
        kept_back |= Q(action__startswith=code)
    entries = entries.exclude(kept_back)
    for path in settings.ALONGSIDE_AUDIT_HIDERS:
        entries = import_string(path)(entries, viewer)
    return entries


class _About:
    """What has to be known of the users on one page: one query for each kind, however many there are."""

    def __init__(self, people: Iterable[UUID], users: set[UUID]) -> None:
        self.names = {user.pk: str(user.name) for user in with_keys(User.objects.filter(pk__in=users))}
        self.held = list(Partnership.objects.filter(person__in=people, user__in=users).order_by("starts_on"))
        self.glass = list(BreakGlass.objects.filter(person__in=people, user__in=users))

    def line(self, entry: Entry) -> Look:
        is_refused = entry.outcome == Outcome.REFUSED
        link = "" if is_refused or entry.actor is None else self._link(entry)
        is_odd = entry.actor is not None and not is_refused and not link
        return Look(
            at=entry.at,
            has_time=_keeps_time(entry.at),
            name=self.names.get(entry.actor, "") if entry.actor else "",
            roles=", ".join(_role(code) for code in entry.roles.split(",") if code),
            what=words_of(entry.action, entry.facts.get("page")),
            link=link,
            is_refused=is_refused,
            is_odd=is_odd,
        )

    def _link(self, entry: Entry) -> str:
        """Return by what they could see the person then; nothing where there was no link."""
        if entry.action in BROKEN or any(_is_open(glass, entry) for glass in self.glass):
            return _("In an emergency")
        day = timezone.localtime(entry.at).date()
        for held in self.held:
            if held.user_id == entry.actor and _holds(held, day):
                return str(held.get_kind_display())
        standing = {str(role) for role in STANDING}
        return _("Through their role") if standing & set(entry.roles.split(",")) else ""


def _is_open(glass: BreakGlass, entry: Entry) -> bool:
    return glass.user_id == entry.actor and glass.from_at <= entry.at < glass.until_at


def _holds(held: Partnership, day: date) -> bool:
    return held.starts_on <= day and (held.ends_on is None or day <= held.ends_on)


def _keeps_time(at: datetime) -> bool:
    """Of a contact with no name only the day is kept: it reads as midnight (R51)."""
    return timezone.localtime(at).time() != time(0)


def _role(code: str) -> str:
    return str(Role(code).label) if code in Role.values else code
