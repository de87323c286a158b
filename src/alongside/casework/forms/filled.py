"""Beginning a form, its boxes, sending it, and the answer."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from alongside.casework.form_pdf import Box, BoxKind
from alongside.casework.forms.letters import SentForm, offer_papers, paper_field
from alongside.casework.models import Paper, WhoseWords
from alongside.common.forms import Choice, DateBoxes, Form, LongText, Text, Tick
from alongside.people.models import Person, SafeWay
from alongside.people.rules.contact import problems_with, safe_contact_of, safe_number


class BeginFormForm(Form):
    """Which form, and whose words."""

    title = Text(
        label=_("Which form?"),
        help_text=_("Its name or number, as it stands on it."),
        missing=_("Name the form"),
    )
    whose_words = Choice(
        label=_("Whose words stand on it?"),
        help_text=_("If somebody asks later, this shows who said what."),
        choices=WhoseWords.choices,
        missing=_("Choose whose words they are"),
    )
    due_on = DateBoxes(
        label=_("When must it be back?"),
        what=_("day it must be back"),
        help_text=_("So that nobody is late with it."),
        required=False,
    )
    blank = paper_field(
        _("A PDF to fill in here?"),
        _("Keep the empty form as a paper of the case first. Or fill it in by hand."),
    )

    def __init__(self, *args: Any, papers: list[Paper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_papers(self.fields["blank"], papers)


class FillForm(Form):
    """The boxes of one PDF. Clean data is what goes into each, by its name."""

    def __init__(self, *args: Any, boxes: list[Box], person: Person, **kwargs: Any) -> None:
        self.names = {f"box_{number}": box.name for number, box in enumerate(boxes)}
        asked = enumerate(_guessed(boxes, person))
        self.base_fields = {f"box_{number}": _field_of(box, guess) for number, (box, guess) in asked}  # type: ignore[misc]
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Name each answer as the form does."""
        clean: dict[str, Any] = super().clean() or {}
        return {"answers": {self.names[key]: _as_put(value) for key, value in clean.items()}}


class FormSentForm(SentForm):
    """How it went, and the copy of what was filled in by hand."""

    copy = paper_field(_("A copy of it"), _("A photo of each page, if it was filled in by hand."))

    def __init__(self, *args: Any, papers: list[Paper], **kwargs: Any) -> None:
        super().__init__(*args, papers=papers, **kwargs)
        offer_papers(self.fields["copy"], papers)


class AnswerForm(Form):
    """It came, and they answered."""

    received_on = DateBoxes(
        label=_("On which day did they get it?"),
        help_text=_("Some time limits count from this day."),
        what=_("day they got it"),
        latest="today",
        required=False,
    )
    answered_on = DateBoxes(
        label=_("On which day did they answer?"),
        help_text=_("Some time limits count from this day."),
        what=_("day they answered"),
        latest="today",
        required=False,
    )
    answer_words = LongText(
        label=_("What did they say?"), help_text=_("So that the person hears all of it."), required=False
    )


_GUESSES = (
    ("dob", re.compile(r"birth|\bdob\b", re.IGNORECASE)),
    ("called", re.compile(r"known as|preferred name|like to be called", re.IGNORECASE)),
    ("email", re.compile(r"e-?mail", re.IGNORECASE)),
    ("phone", re.compile(r"phone|mobile|\btel\b", re.IGNORECASE)),
    ("address", re.compile(r"\baddress\b", re.IGNORECASE)),
    ("name", re.compile(r"^\W*(your )?(full )?name\W*$", re.IGNORECASE)),
)


def guess_for(label: str, known: Mapping[str, str]) -> str:
    """Return what a box that asks so may want from the record; "" where that is not clear."""
    return next((known.get(key, "") for key, pattern in _GUESSES if pattern.search(label)), "")


def known_of(person: Person) -> dict[str, str]:
    """Return what forms often ask; ways of reaching them only where these are safe (A11)."""
    contact = safe_contact_of(person)
    ways = {
        "email": (SafeWay.EMAIL, person.email),
        "phone": (SafeWay.CALL, safe_number(person, contact)),
        "address": (SafeWay.LETTER, person.address),
    }
    safe = {key: text for key, (way, text) in ways.items() if not problems_with(person, contact, way)}
    born = person.date_of_birth
    known = {"name": person.full_name or person.called, "called": person.called, **safe}
    known["dob"] = date_format(born, "d/m/Y") if hasattr(born, "year") else None
    return {key: text for key, text in known.items() if isinstance(text, str)}


def _guessed(boxes: list[Box], person: Person) -> list[tuple[Box, str]]:
    known = known_of(person)
    texts = (BoxKind.LINE, BoxKind.LONG)
    return [(box, box.value or (guess_for(box.label, known) if box.kind in texts else "")) for box in boxes]


def _field_of(box: Box, guess: str) -> forms.Field:
    if box.kind == BoxKind.TICK:
        return _MarkTick(box, label=box.label, initial=bool(guess))
    if box.kind == BoxKind.ONE_OF:
        choices = [("", _("Leave it empty")), *box.choices]
        kept = guess if guess in dict(box.choices) else ""
        return Choice(label=box.label, choices=choices, initial=kept, required=False, widget=forms.Select)
    kind = LongText if box.kind == BoxKind.LONG else Text
    return kind(label=box.label, initial=guess, required=False, max_length=box.most)


class _MarkTick(Tick):
    """A tick box of a PDF: ticked, it holds the name of its mark."""

    def __init__(self, box: Box, **kwargs: Any) -> None:
        self.mark = box.choices[0][0]
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        """Return the mark, or nothing."""
        return self.mark if super().clean(value) else ""


def _as_put(value: Any) -> str:
    return str(value or "")
