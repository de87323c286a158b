"""Forms filled in with the person: begun, filled as a PDF, sent, answered (C12, C17)."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.casework.actions.rows import begun, hold, hold_open, next_number, said
from alongside.casework.form_pdf import Box, NotAForm, boxes_of, fill_boxes
from alongside.casework.letterbook import edge_problems
from alongside.casework.models import Case, FileType, FormCopy, FormFilled, Paper, SentHow, WhoseWords
from alongside.common.problems import Problem, RuleBroken, refuse_if
from alongside.crypto.files import kept_sealed, read_sealed
from alongside.crypto.seal import CannotOpen

NOT_OPEN = Problem(
    "blank_held", _("This form is held back, or is not a PDF. Choose another, or fill it in by hand.")
)
NO_BOXES = Problem("no_boxes", _("This PDF has no boxes to fill in. Print it, and fill it in by hand."))


def begin_form(
    case: Case,
    *,
    by: User,
    title: str,
    whose_words: str,
    due_on: date | None = None,
    blank: Paper | None = None,
) -> FormFilled:
    """Begin a form: which one, whose words stand on it, and by when it is wanted."""
    person = case.person
    with recorded("form.begin", by=by, person=person, case=case.pk) as note:
        hold_open(case)
        refuse_if(edge_problems(case))
        filled = FormFilled(
            **begun(person, by=by),
            case=case,
            title=title,
            whose_words=WhoseWords(whose_words),
            due_on=due_on,
            blank=blank,
        )
        filled.save(force_insert=True)
        note.about = filled
    return filled


def boxes_in(filled: FormFilled) -> list[Box]:
    """Return the boxes of the blank form, with what was put in them last. Raises RuleBroken."""
    answers = filled.answers if isinstance(filled.answers, dict) else {}
    try:
        boxes = boxes_of(_blank(filled))
    except NotAForm as error:
        raise RuleBroken(NO_BOXES) from error
    for box in boxes:
        box.value = answers.get(box.name, box.value)
    return boxes


def fill_form(filled: FormFilled, *, by: User, answers: Mapping[str, str]) -> FormCopy:
    """Fill the boxes, and keep a sealed copy of exactly what came of it. Nothing typed is lost on paper."""
    person = filled.person
    refuse_if(edge_problems(filled.case))
    try:
        blank = _blank(filled)
        content, lost = fill_boxes(blank, answers)
    except NotAForm as error:
        raise RuleBroken(NO_BOXES) from error
    refuse_if(_not_drawn(blank, lost))
    with (
        kept_sealed(content, owner=person.pk) as file,
        recorded("form.fill", by=by, about=filled, person=person) as note,
    ):
        hold_open(filled.case)
        hold(filled)
        refuse_if([*edge_problems(filled.case), *_sent(filled)])
        filled.change(answers=dict(answers))
        copy = FormCopy(
            **begun(person, by=by),
            form=filled,
            number=next_number(filled.copies.all()),
            file=file,
            size=len(content),
        )
        copy.save(force_insert=True)
        note.facts["copy"] = copy.pk
    return copy


def send_form(
    filled: FormFilled,
    *,
    by: User,
    sent_on: date,
    sent_how: str,
    proof: Paper | None = None,
    proof_words: str = "",
    copy: Paper | None = None,
) -> FormFilled:
    """It went: when, how, what proves it, and the copy of what was filled in by hand."""
    with recorded("form.send", by=by, about=filled, person=filled.person, how=sent_how):
        hold(filled)
        refuse_if(_sent(filled))
        filled.change(
            sent_on=sent_on,
            sent_how=SentHow(sent_how),
            proof=proof,
            copy=copy,
            **said(proof_words=proof_words),
        )
    return filled


def record_answer(
    filled: FormFilled,
    *,
    by: User,
    received_on: date | None = None,
    answered_on: date | None = None,
    answer_words: str = "",
) -> FormFilled:
    """It came to them; they answered, and what they said."""
    with recorded("form.answer", by=by, about=filled, person=filled.person):
        hold(filled)
        if filled.sent_on is None:
            raise RuleBroken(Problem("not_sent", _("Write down first when it was sent.")))
        days = {"received_on": received_on, "answered_on": answered_on}
        sentence = _("This day must be the day it was sent, or later")
        early = [name for name, day in days.items() if day and day < filled.sent_on]
        refuse_if([Problem("before_sent", sentence, name) for name in early])
        filled.change(**days, answer_words=answer_words or None)
    return filled


def _blank(filled: FormFilled) -> bytes:
    """Return the blank form, if it may be opened: a file that is held back is not read either."""
    page = filled.blank.files.first() if filled.blank else None
    if page is None or page.is_held or page.file_type != FileType.PDF:
        raise RuleBroken(NOT_OPEN)
    try:
        return read_sealed(owner=filled.person_id, name=page.file)
    except (CannotOpen, FileNotFoundError) as error:
        raise RuleBroken(NOT_OPEN) from error


def _sent(filled: FormFilled) -> list[Problem]:
    return [Problem("sent", _("This form has been sent, so it stays as it is."))] if filled.is_sent else []


def _not_drawn(blank: bytes, lost: Mapping[str, list[str]]) -> list[Problem]:
    """Return a sentence for each box, which the page numbers as the form does, from 0."""
    numbered = [(f"box_{number}", lost.get(box.name)) for number, box in enumerate(boxes_of(blank))]
    return [_not_drawn_in(place, letters) for place, letters in numbered if letters]


def _not_drawn_in(place: str, letters: list[str]) -> Problem:
    if letters == [""]:
        too_long = _("This is too long for the box. Make it shorter, or go on on another sheet.")
        return Problem("too_long", too_long, place)
    sentence = gettext(
        "This form cannot show: %(signs)s. Write it another way, or leave the box empty and write it by hand."
    )
    return Problem("not_drawn", sentence % {"signs": " ".join(letters)}, place)
