"""What the frame of every page shows: where one can go, and what must not be missed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.accounts.proofs import are_enough
from alongside.accounts.queries import terms
from alongside.accounts.rules import may_coordinate, may_do_advocacy, may_see_people
from alongside.clinics.queries.lone import late_visits_for
from alongside.clinics.rules.lone import is_on_duty
from alongside.people.queries import open_glass_of
from alongside.safety.queries import new_concerns_for, new_concerns_of


@dataclass(frozen=True)
class Place:
    """One entry of the navigation."""

    url: str
    label: str
    icon: str
    is_current: bool


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the frame of the page for whoever looks at it."""
    user = getattr(request, "user", None)
    frame: dict[str, Any] = {
        "idle": {
            "minutes": settings.ALONGSIDE_IDLE_MINUTES,
            "lock_url": "/locked/",
            "keep_url": "/still-here/",
        }
    }
    # whoever has shown a password only sees nothing of what the frame tells (R01)
    if not isinstance(user, User) or not are_enough(request):
        return frame
    glass = open_glass_of(user)
    concerns, late = _waiting(user)
    return {
        **frame,
        "nav": list(_places(user, request.path)),
        "concern_url": _concern_url(request) if may_see_people(user) else None,
        "new_concerns": {"count": concerns, "url": reverse("concerns")} if concerns else None,
        "late_visits": {"count": late, "url": reverse("lone")} if late else None,
        "break_glass": glass.until_at if glass else None,
    }


def _waiting(user: User) -> tuple[int, int]:
    """Return how many concerns and how many late visits wait for `user`: one query, as it is every page's."""
    if not is_on_duty(user):
        return new_concerns_for(user), 0
    concerns = new_concerns_of(user).order_by().values_list(Value(0))
    late = late_visits_for(user).order_by().values_list(Value(1))
    kinds = Counter(kind for (kind,) in concerns.union(late, all=True))
    return kinds[0], kinds[1]


def _concern_url(request: HttpRequest) -> str:
    """On the pages of a person the concern is about them, unless somebody says otherwise."""
    person_id = request.resolver_match.kwargs.get("person_id") if request.resolver_match else None
    return reverse("person-concern-new", args=[person_id]) if person_id else reverse("concern-new")


def _places(user: User, path: str) -> Iterator[Place]:
    words = terms()
    yield _place("today", _("Today"), "home", path)
    if may_see_people(user):
        yield _place("people", words["people"].capitalize(), "people", path)
    if may_do_advocacy(user):
        yield _place("clinics", words["clinics"].capitalize(), "clinics", path)
    yield _place("directory", _("Directory"), "signpost", path)
    if may_coordinate(user):
        yield _place("decisions", _("Decisions"), "star", path)
    yield _place("more", _("More"), "more", path)


def _place(name: str, label: str, icon: str, path: str) -> Place:
    url = reverse(name)
    return Place(url, label, icon, is_current=path == url or (url != "/" and path.startswith(url)))
