"""Words for what somebody began to write."""

from django import template
from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.drafts.models import Draft

register = template.Library()

BEGUN: dict[str, Promise] = {
    "note-new": _("A note"),
    "case-note-new": _("A note"),
    "note-correct": _("Putting a note right"),
    "agreement": _("What we can and cannot do"),
    "case-new": _("A new case"),
    "instruction-new": _("What they want said"),
    "option-new": _("Something they could do"),
    "step-new": _("A step"),
    "case-step-new": _("A step"),
    "case-close": _("Closing a case"),
    "ask-new": _("What was asked"),
    "ask-answer": _("What came back"),
    "ask-move": _("Taking it further"),
    "result-new": _("What came of a case"),
    "paper-new": _("A paper"),
    "person-new": _("A new record"),
    "person-change": _("Name and contacts"),
    "safe-contact": _("How it is safe to reach them"),
    "need-new": _("What they need"),
    "concern-new": _("A concern"),
    "person-concern-new": _("A concern"),
    "triage-new": _("Four quick questions"),
    "hand-over-new": _("Asking a statutory advocate"),
    "uc-consent-new": _("What Universal Credit may tell us"),
    "accompany-new": _("Somebody to go with them"),
    "accompany-change": _("Another day or time"),
    "accompany-done": _("How it went"),
    "enquiry-new": _("What somebody asked for"),
    "enquiry-try": _("Trying to reach somebody"),
    "enquiry-record": _("A new record"),
    "application-new": _("Somebody wants to join"),
    "sighting-new": _("What you saw somebody do"),
    "shadowed-new": _("A shift to learn from"),
    "shadowed": _("A shift to learn from"),
    "session-shadowed": _("A shift to learn from"),
    "session-close": _("Closing for the day"),
}


@register.filter
def begun(draft: Draft) -> str:
    """Return what a draft was going to be."""
    try:
        name = resolve(draft.page).url_name or ""
    except Resolver404:
        name = ""
    return str(BEGUN.get(name, _("Something you began")))
