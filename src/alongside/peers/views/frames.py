"""What the pages about the work of an advocate have in common."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _


def around(title: str | Promise, back: str, **more: Any) -> dict[str, Any]:
    """Return what a page with one form shows round it; `back` is an address."""
    return {"title": title, "back_url": back, "back_label": _("Back"), "cancel_url": back, **more}


def frame(
    title: str | Promise, submit: str | Promise, *, back: str, args: Sequence[Any] = (), **more: Any
) -> dict[str, Any]:
    """The same with words of its own on the button; `back` is the name of an address."""
    return around(title, reverse(back, args=args), submit=submit, **more)
