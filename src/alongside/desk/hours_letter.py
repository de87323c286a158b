"""A letter for the job centre: the hours somebody gave, and what they are free to do (E13)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.accounts.models import User
from alongside.accounts.queries import service
from alongside.casework.letter_pdf import cannot_draw, set_letter
from alongside.clinics.queries import Hours
from alongside.common import clock
from alongside.common.problems import Problem, refuse_if
from alongside.common.templatetags.look import long_day


def hours_in_words(minutes: int) -> str:
    """Return "12 hours 30 minutes", or "1 hour"."""
    hours, left = divmod(minutes, 60)
    words = ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    if not left:
        return words
    return words + " " + ngettext("%(n)d minute", "%(n)d minutes", left) % {"n": left}


def letter_body(user: User, hours: Hours) -> str:
    """Return the words of the letter."""
    facts = {
        "name": user.name,
        "service": service(),
        "from": long_day(hours.from_on),
        "until": long_day(hours.until_on),
        "hours": hours_in_words(hours.minutes),
        "sessions": hours.sessions,
        "usual": hours_in_words(hours.minutes_a_week),
    }
    weeks = "\n".join(
        _("Week of %(day)s: %(hours)s") % {"day": long_day(monday), "hours": hours_in_words(minutes)}
        for monday, minutes in hours.weeks.items()
    )
    paragraphs = (
        _("%(name)s is a volunteer with %(service)s, as a peer advocate.") % facts,
        _("The work is unpaid. Only what was really spent, such as a bus fare, is paid back."),
        ngettext(
            "From %(from)s to %(until)s they gave %(hours)s, at %(sessions)d session.",
            "From %(from)s to %(until)s they gave %(hours)s, at %(sessions)d sessions.",
            hours.sessions,
        )
        % facts,
        _("That is about %(usual)s a week.") % facts,
        weeks,
        _(
            "We know that volunteering can count for up to half of the hours agreed for looking for work. "
            "They are free to come to an interview at 48 hours’ notice and to begin a job within a week. "
            "We let them go to any appointment, interview or job at once, whatever is on our rota."
        ),
    )
    return "\n\n".join(part for part in paragraphs if part)


def set_hours_letter(user: User, hours: Hours) -> bytes:
    """Return the letter as a PDF; refused where our typeface cannot draw the name."""
    body = letter_body(user, hours)
    missing = " ".join(cannot_draw(body))
    sentence = _("We cannot print these signs: %(signs)s.") % {"signs": missing}
    refuse_if([Problem("cannot_draw", sentence)] if missing else [])
    return set_letter(
        title=_("Volunteering"),
        to_whom=_("To whom it may concern"),
        body=body,
        reply_to=str(service()),
        name=_("For the service: name and signature"),
        today=long_day(clock.today()),
    )
