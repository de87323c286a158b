"""Letters and forms, made by the actions that the pages call."""

from typing import Any

from alongside.accounts.models import User
from alongside.casework.actions.filled import begin_form
from alongside.casework.actions.letters import agree_letter, begin_letter, change_letter
from alongside.casework.actions.papers import release_file
from alongside.casework.models import Case, FormFilled, Letter, LetterKind, Paper, ReadHow, WhoseWords
from alongside.common import clock
from tests.factories.forms import fillable
from tests.factories.papers import make_paper

WORDS = {"to_whom": "The housing office\nTown Hall", "subject": "My flat", "body": "Please look again."}


def make_letter(
    case: Case, *, by: User, kind: str = LetterKind.LETTER, agreed: bool = False, **words: Any
) -> Letter:
    """Return a letter with words of its own; agreed today where told so."""
    letter = begin_letter(case, by=by, kind=kind)
    change_letter(letter, by=by, **{**WORDS, **words})
    if agreed:
        agree_letter(letter, by=by, agreed_on=clock.today(), agreed_how=ReadHow.ALOUD)
    return letter


def make_blank(case: Case, *, by: User, content: bytes | None = None) -> Paper:
    """Return a paper that holds a PDF to fill in, let go by somebody."""
    paper = make_paper(case, by=by, content=content or fillable(), title="An empty form")
    release_file(paper.files.get(), by=by)
    return paper


def make_form(case: Case, *, by: User, blank: Paper | None = None, **told: Any) -> FormFilled:
    """Return a form that is begun."""
    told = {"title": "PIP1", "whose_words": WhoseWords.SPOKEN, **told}
    return begin_form(case, by=by, blank=blank, **told)
