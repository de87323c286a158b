"""What the pages of a case ask of its rows."""

from django import template
from django.utils.translation import gettext, ngettext

from alongside.casework.models import Ask, AskAnswer, Contact, DeadlineChange, Step
from alongside.casework.queries import notes
from alongside.casework.queries.deadlines import Moved, moved_in
from alongside.common import clock

register = template.Library()


@register.filter
def earlier_wordings(note: Contact) -> list[Contact]:
    """Return what stood in the place of a note before it was corrected, the latest first."""
    return notes.earlier_wordings(note)


@register.filter
def lines(text: object) -> list[str]:
    """Return the lines of a text that have something in them."""
    return [line for line in str(text).splitlines() if line.strip()]


@register.filter
def is_overdue(step: Step) -> bool:
    """Tell whether the day of an open step has passed."""
    return step.is_open and step.due_on is not None and step.due_on < clock.today()


@register.filter
def moves(change: DeadlineChange) -> list[Moved]:
    """Return the dates of a time limit that became others."""
    return moved_in(change)


@register.filter
def silence(ask: Ask) -> str:
    """Return in words how long an ask waited, or waits."""
    days = ask.silence_days
    if ask.is_waiting:
        words = ngettext("No answer for %(n)d day", "No answer for %(n)d days", days)
        return words % {"n": days} if days else gettext("Asked today, no answer yet")
    if ask.answer == AskAnswer.NONE:
        return ngettext("No answer came in %(n)d day", "No answer came in %(n)d days", days) % {"n": days}
    words = ngettext("Answered after %(n)d day", "Answered after %(n)d days", days)
    return words % {"n": days} if days else gettext("Answered on the same day")
