"""Keeping a paper, adding a page, and putting its dates right."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.casework.models import PaperKind
from alongside.common.forms import Choice, DateBoxes, Form, LongText, Text, Tick

ACCEPT = "image/jpeg,image/png,image/webp,application/pdf"
"""One by one: an iPhone then turns its own kind of photo into a JPEG, and any phone offers its camera."""


def upload_field() -> forms.FileField:
    """Return the question for a photo or file. What it really is, the action looks at."""
    return forms.FileField(
        label=_("Photo or file"),
        help_text=_(
            "Take a photo of the page, or choose a photo or a PDF. One page at a time; add more after."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        allow_empty_file=True,
        max_length=None,
        error_messages={"required": _("Take a photo, or choose a file")},
    )


def dated_field() -> DateBoxes:
    """Return the question for the date on a paper."""
    return DateBoxes(
        label=_("Date on it"),
        what=_("date on it"),
        help_text=_("Printed on the paper, often at the top."),
        required=False,
    )


def received_field() -> DateBoxes:
    """Return the question for the date a paper came."""
    return DateBoxes(
        label=_("Date it came"),
        what=_("date it came"),
        help_text=_("The day they got it. Time to answer is often counted from this day, so it matters."),
        latest="today",
        required=False,
    )


class PaperForm(Form):
    """A paper, with its first page."""

    kind = Choice(
        label=_("What is it?"),
        choices=PaperKind.choices,
        initial=PaperKind.LETTER,
        missing=_("Choose what it is"),
    )
    upload = upload_field()
    received_on = received_field()
    dated_on = dated_field()
    from_whom = Text(
        label=_("Who is it from?"), help_text=_("So that it can be found again."), required=False
    )
    title = Text(label=_("What is it about?"), help_text=_("A few words, to find it again."), required=False)
    is_evidence = Tick(
        label=_("Keep it exactly as it is, as evidence"),
        help_text=_(
            "A photo can hold the place and time it was taken. We take them out, unless you tick this."
        ),
    )


class PageForm(Form):
    """Another page."""

    upload = upload_field()


class PaperDatesForm(Form):
    """Both dates, and why they change."""

    received_on = received_field()
    dated_on = dated_field()
    why = LongText(
        label=_("Why does it change?"),
        help_text=_("It helps if somebody asks about it later."),
        required=False,
    )


class ReleaseForm(Form):
    """Somebody answers for a file that was held back."""

    knows = Tick(
        label=_("I know where this file comes from"),
        help_text=_("You asked who sent it, and it is what they say it is."),
        required=True,
        missing=_("Tick this if you know where it comes from. If you do not, leave it held back."),
    )

    def clean(self) -> dict[str, Any]:
        """Nothing of this form is kept but who sent it."""
        return {}
