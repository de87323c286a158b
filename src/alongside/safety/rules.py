"""Who may see a concern: whom it reaches, and from whom it is kept."""

from collections.abc import Iterable

from django.db.models import Exists, Q, QuerySet
from django.db.models.expressions import RawSQL

from alongside.accounts.models import Role, User
from alongside.accounts.queries import users_with
from alongside.accounts.rules import may_see_people
from alongside.audit.models import Entry
from alongside.common import clock
from alongside.people.rules import open_checks_of, people_visible_to, people_walled_from
from alongside.safety.models import LATE_AFTER, Concern, ConcernState

REACHES = (Role.COORDINATOR, Role.DP_LEAD, Role.SUPERVISOR)
"""Whom a concern reaches: the first of these among whom somebody is left to see it."""

_BENEATH = """
    WITH RECURSIVE beneath(id) AS (
        SELECT id FROM accounts_user WHERE id = %s
        UNION
        SELECT worker.id FROM accounts_user AS worker JOIN beneath ON worker.supervisor_id = beneath.id
    )
    SELECT id FROM beneath
"""


def may_raise_concern(user: User) -> bool:
    """Anybody who works with people may be worried about one."""
    return may_see_people(user)


def may_be_reached(user: User) -> bool:
    """Roles that a concern may reach. Which concerns is another question: concerns_visible_to."""
    return user.has_role(*REACHES)


def concerns_visible_to(user: User) -> QuerySet[Concern]:
    """Return the concerns that `user` may read and act on (R56).

    A concern reaches every coordinator, except a worker it names, everybody above that worker, and whoever
    is walled off from the person. Where no coordinator is left it reaches the data protection leads, and
    where none of them is left the supervisors, with the same exceptions. One that nobody has seen for half
    an hour reaches all of them, until somebody has; who saw it then keeps it.

    That a record is restricted does not keep a concern from them, as it must reach somebody; the person's
    name is then left out (concern_shows_person). Only what is closed, in the old file of somebody who works
    here now, is for those alone who are named for it (R18).
    """
    if not may_be_reached(user):
        return Concern.objects.none()
    reached = Q(seen_by=user) | Q(state=ConcernState.NEW, raised_at__lte=clock.now() - LATE_AFTER)
    return Concern.objects.filter(_open_to(user), reached | _first_for(user)).exclude(_put_away_from(user))


def may_see_concern(user: User, concern: Concern) -> bool:
    """Tell whether `user` may read this concern and act on it."""
    return concerns_visible_to(user).filter(pk=concern.pk).exists()


def concerns_raised_by(user: User) -> QuerySet[Concern]:
    """Return what `user` raised and may still know of: a wall built since then hides that too (R12)."""
    if not may_raise_concern(user):
        return Concern.objects.none()
    return Concern.objects.filter(_not_walled(user), raised_by=user)


def may_reread_own_words(user: User, concern: Concern) -> bool:
    """Tell whether who raised a concern may read again what they wrote: as long as they see the person."""
    return concern.person_id is None or concern_shows_person(user, concern)


def concern_shows_person(user: User, concern: Concern) -> bool:
    """Tell whether `user` may be shown whom the concern is about."""
    return concern.person_id is not None and people_visible_to(user).filter(_is_or_holds(concern)).exists()


def hide_concerns(entries: QuerySet[Entry], user: User) -> QuerySet[Entry]:
    """Leave out of an audit listing every concern that `user` may not see (R56)."""
    seen = [str(pk) for pk in concerns_visible_to(user).values_list("pk", flat=True)]
    return entries.exclude(Q(about_model=Concern._meta.label_lower) & ~Q(about__in=seen))


def _open_to(user: User) -> Q:
    """Neither they nor anybody beneath them is named, and no wall stands."""
    beneath = RawSQL(_BENEATH, [user.pk.hex])  # noqa: S611  the one value is an id
    return ~Q(worker__in=beneath) & _not_walled(user)


def _not_walled(user: User) -> Q:
    walled = people_walled_from(user).values("pk")
    return ~Q(person__in=walled) & ~Q(person__joined_to__in=walled) & ~Q(Exists(open_checks_of(user)))


def _put_away_from(user: User) -> Q:
    """Closed, and part of an old file that is not for them; also what came from a contact joined to it."""
    seen = people_visible_to(user).values("pk")
    own = Q(person__is_own_file=True) & ~Q(person__in=seen)
    joined = Q(person__joined_to__is_own_file=True) & ~Q(person__joined_to__in=seen)
    return Q(state=ConcernState.CLOSED) & (own | joined)


def _first_for(user: User) -> Q:
    """No role before theirs has anybody left."""
    first = next(role for role in REACHES if user.has_role(role))
    before = REACHES[: REACHES.index(first)]
    return ~_any_of(users_with(*before) if before else [])


def _any_of(users: Iterable[User]) -> Q:
    """Open to one of them at least; with none, to nobody."""
    reached = Q(pk__in=[])
    for user in users:
        reached |= _open_to(user)
    return reached


def _is_or_holds(concern: Concern) -> Q:
    """The person themselves, or the one whom an anonymous contact turned out to be."""
    return Q(pk=concern.person_id) | Q(joined_from=concern.person_id)
