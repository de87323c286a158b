"""Visits that somebody makes alone, and who is rung (B6)."""

from alongside.accounts.models import Role, User
from alongside.accounts.queries import users_with
from alongside.clinics.models import LoneCall, LoneVisit
from alongside.clinics.models.lone import LoneVisitQuerySet
from alongside.clinics.rules.lone import lone_visits_visible_to
from alongside.crypto.keys import SERVICE, preload, with_keys

ON_DUTY = (Role.ADVOCATE, Role.SUPERVISOR, Role.COORDINATOR)


def late_visits_for(user: User) -> LoneVisitQuerySet:
    """Return the visits that are late, for the banner of every page of those on duty."""
    return lone_visits_visible_to(user).late()


def visits_to_watch(user: User) -> list[LoneVisit]:
    """Return the open visits that somebody on duty looks out for, those due first before the rest."""
    rows = with_keys(lone_visits_visible_to(user).open().select_related("user"), "user")
    return sorted(rows, key=lambda visit: visit.due_at)


def own_visits(user: User) -> list[LoneVisit]:
    """Return one's own open visits, the next first."""
    return with_keys(LoneVisit.objects.open().filter(user=user).order_by("arrive_by", "id"))


def calls_about(visit: LoneVisit) -> list[LoneCall]:
    """Return who rang about a visit, the latest first."""
    return with_keys(visit.calls.select_related("made_by").order_by("-made_at", "-id"))


def duty_list() -> list[User]:
    """Return who is rung, in order."""
    preload([SERVICE])
    return list(users_with(*ON_DUTY).exclude(duty_number=None).order_by("duty_number"))


def call_chain() -> list[User]:
    """Return who is told when somebody is late: the list; where it is empty, every coordinator."""
    return duty_list() or list(users_with(Role.COORDINATOR).order_by("made_at"))
