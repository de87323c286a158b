"""Beginning a letter, its words, the agreement, printing and sending."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.casework.forms.fields import Pick, RowForm, agreed_on_field
from alongside.casework.models import LetterKind, Paper, ReadHow, SentHow
from alongside.common.forms import Choice, DateBoxes, Form, LongText, Text, Tick


def paper_field(label: Any, help_text: Any) -> Pick:
    """Return the question for one of the papers of the case."""
    return Pick(label=label, help_text=help_text, required=False, widget=forms.Select)


class BeginLetterForm(Form):
    """Which letter, and what it needs that the record does not hold."""

    draft = Choice(
        label=_("Which one?"),
        help_text=_("It is begun with what stands in the case. You change every word of it after."),
        choices=[],
        missing=_("Choose one"),
    )
    paper = paper_field(_("Does it answer a paper?"), _("Its dates go into the letter."))
    reference = Text(
        label=_("Their reference number"),
        help_text=_("So that they find it. Often at the top."),
        required=False,
    )
    reasons = LongText(
        label=_("Their reasons"), help_text=_("In their own words: why is it wrong?"), required=False
    )
    asked = LongText(
        label=_("What do they ask for?"),
        help_text=_("What should the other side do or send?"),
        required=False,
    )
    last_on = DateBoxes(
        label=_("The last day for it"),
        what=_("last day"),
        help_text=_("If there is a time limit, the letter can say so."),
        required=False,
    )

    def __init__(self, *args: Any, drafts: Any, papers: list[Paper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        empty = [("letter", _("An empty letter")), ("call", _("Empty words for a call"))]
        self.fields["draft"].choices = [*((draft.key, draft.title) for draft in drafts), *empty]  # type: ignore[attr-defined]
        offer_papers(self.fields["paper"], papers)

    def clean(self) -> dict[str, Any]:
        """An empty one has a kind in place of a key."""
        clean: dict[str, Any] = super().clean() or {}
        if clean.get("draft") in LetterKind.values:
            clean |= {"kind": clean["draft"], "draft": ""}
        return clean


def offer_papers(field: Any, papers: list[Paper]) -> None:
    """Let the user choose among the papers of a case."""
    field.offer([(paper, paper.label) for paper in papers], none=_("None of these"))


class LetterForm(RowForm):
    """Every word of it."""

    to_whom = LongText(
        label=_("To whom?"),
        help_text=_("The office and its address, a line each."),
        missing=_("Write who it goes to"),
    )
    subject = Text(
        label=_("What is it about?"), help_text=_("One line that stands above it."), required=False
    )
    body = LongText(
        label=_("The words"),
        help_text=_(
            "As the person would say it. Leave an empty line between parts. In words for a call, a part that "
            "ends with a question mark gets room for the answer."
        ),
        missing=_("Write the words"),
    )
    reply_to = LongText(
        label=_("Where should the answer go?"),
        help_text=_("Their address only if a letter there is safe. It can be another place they choose."),
        required=False,
    )


class AgreeLetterForm(Form):
    """The person knows every word, and agrees."""

    agreed_how = Choice(
        label=_("How did they hear or read all of it?"),
        help_text=_("They must know every word that goes out in their name."),
        choices=ReadHow.choices,
        missing=_("Choose how they heard or read it"),
    )
    agreed_on = agreed_on_field(missing=_("Write the day they agreed"))


class PrintForm(Form):
    """How large."""

    is_large = Tick(
        label=_("In large print"),
        help_text=_("Letters half as big again. For anybody who reads it more easily."),
    )


class SentForm(Form):
    """How it went, and what proves it."""

    sent_how = Choice(
        label=_("How did it go?"),
        help_text=_("If they say it never came, this is what we have."),
        choices=SentHow.choices,
        missing=_("Choose how it went"),
    )
    sent_on = DateBoxes(
        label=_("On which day?"),
        help_text=_("It shows whether it was in time."),
        what=_("day it went"),
        latest="today",
        missing=_("Write the day it went"),
    )
    proof = paper_field(_("A paper that proves it"), _("A proof of posting, say. Keep a photo of it first."))
    proof_words = Text(
        label=_("Any other proof?"), help_text=_("A number to track it, or who took it in."), required=False
    )

    def __init__(self, *args: Any, papers: list[Paper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_papers(self.fields["proof"], papers)


class LetterSentForm(SentForm):
    """A letter, or words that were said on the phone."""

    said_back = LongText(
        label=_("What did they say?"),
        help_text=_("After a call. So that the person hears all of it."),
        required=False,
    )


class ReachedForm(Form):
    """It came, and what they said."""

    received_on = DateBoxes(
        label=_("On which day did they get it?"),
        what=_("day they got it"),
        help_text=_("Some time limits count from this day."),
        latest="today",
        required=False,
    )
    said_back = LongText(
        label=_("What did they say?"), help_text=_("So that the person hears all of it."), required=False
    )
