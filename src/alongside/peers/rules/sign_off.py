"""When a shadow may become a lead: shifts, both notes, two observers, and both say "ready" (E6, E7)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.accounts.models import Role, User
from alongside.accounts.queries import terms
from alongside.accounts.rules import may_supervise
from alongside.common import clock
from alongside.common.problems import Problem
from alongside.peers.models import Competence, ShadowedShift, Sighting, Stage, StageName
from alongside.peers.rules.stages import SIGNED_OFF, is_signed_off_lead

SHIFTS = 6
"""Shifts shadowed, with both notes, before anybody leads [policy]."""
OBSERVERS = 2
"""Different people who saw what somebody can do, and different leads who say "ready" [policy]."""


@dataclass(frozen=True)
class Shadowing:
    """What the record of a shadow comes to."""

    shifts: int
    leads: frozenset[UUID]
    agreed: frozenset[UUID]
    """Leads with whom, of the last shift they did together, both say "ready"."""
    seen: frozenset[str]
    observers: frozenset[UUID]

    @property
    def not_seen(self) -> list[Competence]:
        """What nobody has seen yet."""
        return [competence for competence in Competence if competence.value not in self.seen]


def shadowings_of(users: Iterable[UUID]) -> dict[UUID, Shadowing]:
    """Return what each of these users did as a shadow and what was seen, in two queries."""
    asked = list(users)
    shifts: dict[UUID, list[ShadowedShift]] = {user: [] for user in asked}
    seen: dict[UUID, set[tuple[str, UUID]]] = {user: set() for user in asked}
    whole = ShadowedShift.objects.filter(
        user__in=asked, shadow_wrote_at__isnull=False, lead_wrote_at__isnull=False
    )
    for shift in whole.order_by("on", "id"):
        shifts[shift.user_id].append(shift)
    sightings = Sighting.objects.filter(user__in=asked).values_list("user", "competence", "made_by")
    for user, competence, by in sightings:
        seen[user].add((competence, by))
    return {user: _record(shifts[user], seen[user]) for user in asked}


def _record(shifts: list[ShadowedShift], seen: set[tuple[str, UUID]]) -> Shadowing:
    """Return what these shifts, the oldest first, and these sightings come to."""
    last = {shift.lead_id: shift for shift in shifts}
    return Shadowing(
        shifts=len(shifts),
        leads=frozenset(last),
        agreed=frozenset(lead for lead, shift in last.items() if shift.both_ready),
        seen=frozenset(competence for competence, _by in seen),
        observers=frozenset(by for _competence, by in seen),
    )


def lead_problems(user: User) -> list[Problem]:
    """Say everything that is still to come before `user` can be a lead."""
    return sign_off_problems(shadowings_of([user.pk])[user.pk], terms())


def sign_off_problems(record: Shadowing, words: Mapping[str, str]) -> list[Problem]:
    """Say what is missing in a record, each in a sentence that helps."""
    named = {"leads": words["leads"], "shadow": words["shadow"]}
    problems = []
    if record.shifts < SHIFTS:
        sentence = _("%(done)d of %(needed)d shifts shadowed, with both notes.")
        problems.append(Problem("few_shifts", sentence % {"done": record.shifts, "needed": SHIFTS}))
    if len(record.leads) < OBSERVERS:
        sentence = _("Shifts with at least two different %(leads)s are needed.")
        problems.append(Problem("few_leads", sentence % named))
    if record.not_seen:
        names = "; ".join(str(competence.label) for competence in record.not_seen)
        problems.append(Problem("not_seen", _("Not seen yet: %(names)s.") % {"names": names}))
    if len(record.observers) < OBSERVERS:
        sentence = _("Two different people must have seen what they can do.")
        problems.append(Problem("one_observer", sentence))
    if len(record.agreed) < OBSERVERS:
        sentence = _("Two %(leads)s and the %(shadow)s must each say “ready” of their last shift together.")
        problems.append(Problem("not_agreed", sentence % named))
    return problems


def needs_sign_off(user: User, to: StageName) -> bool:
    """Tell whether this is somebody's first time as a lead: who led before comes back as a lead."""
    led = Stage.objects.filter(peer__user=user, stage__in=SIGNED_OFF)
    return to in SIGNED_OFF and not led.exists()


def has_journey(user: User) -> bool:
    """Advocates have a journey of their own."""
    return user.has_role(Role.ADVOCATE)


def works_beside_learners(user: User) -> bool:
    """Leads, supervisors and coordinators."""
    return may_supervise(user) or (has_journey(user) and is_signed_off_lead(user))


def may_observe(user: User, of: User) -> bool:
    """They say what they saw in an advocate; nobody in themselves."""
    return user != of and has_journey(of) and works_beside_learners(user)


def may_read_journey(user: User, of: User) -> bool:
    """One's own, and those of advocates for whoever observes them."""
    return has_journey(of) and (user == of or may_observe(user, of))


def sighting_problems(of: User, *, by: User, on: date) -> list[Problem]:
    """Say what stands against writing down what was seen in somebody."""
    problems = []
    if not may_observe(by, of):
        problems.append(Problem("not_an_observer", _("Only a lead or a supervisor can write this.")))
    return problems + _not_yet(on, "seen_on")


def shadowed_problems(shadow: User, lead: User, *, by: User, on: date) -> list[Problem]:
    """Say what stands against writing about a shift that somebody shadowed."""
    problems = []
    if by.pk not in {shadow.pk, lead.pk}:
        problems.append(Problem("not_theirs", _("Only the two who were there can write this.")))
    if shadow == lead or not is_signed_off_lead(lead):
        problems.append(Problem("not_a_lead", _("Choose a lead who was there."), "lead"))
    return problems + _not_yet(on, "on")


def _not_yet(on: date, field: str) -> list[Problem]:
    if on <= clock.today():
        return []
    return [Problem("not_yet", _("The day must be today or earlier."), field)]
