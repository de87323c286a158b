"""Who is expected at a session, what was counted, and who came where."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from alongside.accounts.models import User
from alongside.clinics.models import Session, Tally, TallyKind, Visit, VisitState
from alongside.crypto.keys import SERVICE, preload, with_keys
from alongside.people.models import Person
from alongside.people.queries import tell_apart
from alongside.people.rules import people_changeable_by, people_visible_to, people_walled_from


@dataclass(frozen=True)
class Expected:
    """Who is expected or came: by name those whom the reader may see, the others as a number."""

    visits: list[Visit]
    others: int

    @property
    def came(self) -> int:
        """How many of those named came."""
        return sum(visit.state == VisitState.CAME for visit in self.visits)


def expected_at(session: Session, user: User) -> Expected:
    """Return who is expected at a session or came, as far as `user` may know."""
    everybody = _not_walled_visits(session, user).count()
    people = people_visible_to(user)
    seen = session.visits.filter(Q(person__in=people) | Q(person__joined_to__in=people))
    visits = list(seen.select_related("person__joined_to"))
    preload(visit.whom.pk for visit in visits)
    tell_apart(visit.whom for visit in visits)
    order = list(VisitState.values)
    visits.sort(key=lambda visit: (order.index(visit.state), visit.whom.label.casefold()))
    return Expected(visits, everybody - len(visits))


def people_to_expect(session: Session, user: User, *, limit: int = 40) -> list[Person]:
    """Return the people `user` works with who are not on the list of a session, those seen last first."""
    there = session.visits.values("person")
    people = people_changeable_by(user).exclude(pk__in=there).order_by("-last_seen_on", "id")
    found = with_keys(people[:limit])
    tell_apart(found)
    return found


def tally_counts(session: Session) -> dict[TallyKind, int]:
    """Return how many of each kind were counted at a session, nothing left out."""
    counted = session.tallies.filter(undone=False).values_list("kind").annotate(Sum("how_many"))
    found = dict(counted)
    return {kind: found.get(kind.value, 0) for kind in TallyKind}


def last_press_of(user: User, session: Session) -> Tally | None:
    """Return the last press of `user` that still counts: what "undo" would take back."""
    return session.tallies.filter(made_by=user, undone=False).order_by("-number").first()


def came_to(session: Session, user: User) -> int:
    """Return how many people on our records came, as far as `user` may know."""
    return _not_walled_visits(session, user).filter(state=VisitState.CAME).count()


def visits_of(person: Person) -> list[Visit]:
    """Return every visit of a person, those from before they gave a name too, the newest first."""
    visits = Visit.objects.filter(Q(person=person) | Q(person__joined_to=person))
    preload([SERVICE])
    return list(visits.select_related("session__clinic").order_by("-session__on", "id"))


def _not_walled_visits(session: Session, user: User) -> QuerySet[Visit]:
    """Not even a number tells of somebody behind a wall: whoever came is else seen by all on shift (R15)."""
    walled = people_walled_from(user).values("pk")
    return session.visits.exclude(Q(person__in=walled) | Q(person__joined_to__in=walled))
