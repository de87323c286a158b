"""What pages are made of: icons, initials, dates as people say them, what to check in a form."""

import datetime
import hashlib

from django import forms, template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from alongside.common import clock
from alongside.common.forms import faults

register = template.Library()

ICONS = {
    "home": "M3 11 12 3l9 8M5 9.5V21h5v-6h4v6h5V9.5",
    "people": "M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM2 21v-1a6 6 0 0 1 6-6h2a6 6 0 0 1 6 6v1"
    "M16 3.5a4 4 0 0 1 0 7M18 14.5a6 6 0 0 1 4 5.5v1",
    "clinics": "M3 8a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2ZM8 3v5M16 3v5M3 11h18",
    "more": "M4 6h16M4 12h16M4 18h16",
    "case": "M3 7h7l2 3h9v10H3ZM3 7V4h6l2 3",
    "note": "M6 3h8l5 5v13H6a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1ZM14 3v5h5M9 13h6M9 17h6",
    "clock": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3 2",
    "star": "m12 3 2.8 5.8 6.2.9-4.5 4.4 1.1 6.3L12 17.4l-5.6 3 1.1-6.3L3 9.7l6.2-.9Z",
    "search": "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM21 21l-5-5",
    "phone": "M5 3h4l2 5-2.5 1.5a11 11 0 0 0 6 6L16 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 5a2 2 0 0 1 2-2Z",
    "shield": "M12 3 4 6v6c0 5 3.5 8 8 9 4.5-1 8-4 8-9V6ZM12 8v5M12 16.5v.1",
    "lock": "M6 11h12v10H6ZM8 11V7a4 4 0 0 1 8 0v4",
    "signpost": "M12 3v18M4 5h13l3 3-3 3H4Z",
    "talk": "M4 4h16v12H10l-5 5v-5H4Z",
}
"""Paths on a 24 × 24 grid, drawn as lines. An icon helps words and never replaces them."""

TONES = ("amber", "teal", "green", "clay")


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return a small picture that assistive technology passes over."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', ICONS[name]
    )


@register.simple_tag
def avatar(label: str) -> SafeString:
    """Return the initials of a name on a disc; the same name has the same colour everywhere."""
    words = [word for word in str(label).split() if word[0].isalnum()]
    initials = "".join(word[0].upper() for word in (words if len(words) < 3 else (words[0], words[-1])))
    tone = TONES[hashlib.blake2s(str(label).encode(), digest_size=1).digest()[0] % len(TONES)]
    return format_html('<span class="avatar {}" aria-hidden="true">{}</span>', tone, initials or "·")


@register.inclusion_tag("common/error_summary.html")
def error_summary(*checked: forms.BaseForm | None) -> dict[str, object]:
    """Show what to check in these forms, each a link to its control; nothing when all is well."""
    found = list(faults(*(form for form in checked if form)))
    heading = ngettext(
        "Nearly there – %(n)d thing to check", "Nearly there – %(n)d things to check", len(found)
    )
    return {"faults": found, "heading": heading % {"n": len(found)}}


@register.filter
def day(value: datetime.date | None) -> str:
    """Return "Thu 26 Nov", with the year when it is not this one."""
    if value is None:
        return ""
    local = _local(value)
    return date_format(local, "D j M" if local.year == clock.today().year else "D j M Y")


@register.filter
def long_day(value: datetime.date | None) -> str:
    """Return "Thursday 26 November 2026"."""
    return "" if value is None else date_format(_local(value), "l j F Y")


@register.filter(name="clock")
def time_of_day(value: datetime.time | datetime.datetime | None) -> str:
    """Return "14:05"."""
    if value is None:
        return ""
    local = _local(value) if isinstance(value, datetime.datetime) else value
    return f"{local:%H:%M}"


@register.filter
def moment(value: datetime.datetime | None) -> str:
    """Return "Thu 26 Nov, 14:05"."""
    return "" if value is None else f"{day(value)}, {time_of_day(value)}"


@register.filter
def minutes(value: int | None) -> str:
    """Return "1 h 20 min"."""
    if value is None:
        return ""
    hours, rest = divmod(value, 60)
    parts = [gettext("%d h") % hours] if hours else []
    return " ".join([*parts, gettext("%d min") % rest] if rest or not hours else parts)


def _local(value: datetime.date) -> datetime.date:
    """Return a moment in the service's own time zone; a date as it is."""
    return timezone.localtime(value) if isinstance(value, datetime.datetime) else value
