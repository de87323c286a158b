"""Letters and forms of a case, and what was printed of each."""

from alongside.casework.models import Case, FormCopy, FormFilled, Letter, LetterPrint, LetterText, Paper
from alongside.crypto.keys import with_keys


def letters_of(case: Case) -> list[Letter]:
    """Return the letters and words for calls of a case, the newest first."""
    return list(Letter.objects.filter(case=case).order_by("-written_at", "-id"))


def forms_of(case: Case) -> list[FormFilled]:
    """Return the forms filled in for a case, the newest first."""
    return list(FormFilled.objects.filter(case=case).order_by("-written_at", "-id"))


def papers_to_choose(case: Case) -> list[Paper]:
    """Return the papers of a case that a letter or form may point to, the newest first."""
    return list(Paper.objects.filter(case=case).order_by("-written_at", "-id"))


def prints_of(letter: Letter) -> list[LetterPrint]:
    """Return what was printed of a letter, the newest first."""
    prints = letter.prints.select_related("agreed_by", "written_by").order_by("-number")
    return with_keys(prints, "agreed_by", "written_by")


def earlier_texts_of(letter: Letter) -> list[LetterText]:
    """Return the texts of a letter before the one that stands, the newest first."""
    texts = letter.earlier_texts.select_related("written_by").order_by("-written_at", "-id")
    return with_keys(texts, "written_by")


def copies_of(filled: FormFilled) -> list[FormCopy]:
    """Return the copies of a form as it was filled in here, the newest first."""
    return with_keys(filled.copies.select_related("written_by").order_by("-number"), "written_by")
