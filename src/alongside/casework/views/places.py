"""Where pages lead back to, and what every form page about a person shows."""

from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.accounts.queries import terms
from alongside.casework.models import Case
from alongside.people.models import Person


def person_url(person: Person) -> str:
    """Return the address of a person's page."""
    return reverse("person", args=[person.pk])


def case_url(case: Case) -> str:
    """Return the address of a case."""
    return reverse("case", args=[case.person_id, case.pk])


def place_of(person: Person, case: Case | None) -> str:
    """Return the address of the case, or of the person where there is none."""
    return case_url(case) if case else person_url(person)


def form_frame(
    person: Person, title: str | Promise, submit: str | Promise, *, case: Case | None = None, **more: Any
) -> dict[str, Any]:
    """Return what a form page shows: whom and what it is about, what it asks, and the way back."""
    return {
        "person": person,
        "case": case,
        "title": title,
        "submit": submit,
        "back_url": place_of(person, case),
        "back_label": _("Back to the case") if case else _("Back to the %(person)s") % terms(),
        **more,
    }
