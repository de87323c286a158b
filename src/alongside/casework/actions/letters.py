"""Letters and words for a call: begun from the case, agreed word for word, printed, sent (C13, C17, A11)."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.casework.actions.rows import begun, hold, hold_open, next_number, said
from alongside.casework.letter_pdf import cannot_draw, set_letter
from alongside.casework.letterbook import GAPS, body_of, edge_problems, fill, gaps_in, letter_called
from alongside.casework.models import (
    Case,
    Instruction,
    Letter,
    LetterKind,
    LetterPrint,
    LetterText,
    Paper,
    ReadHow,
    SentHow,
)
from alongside.common import clock
from alongside.common.problems import Problem, RuleBroken, refuse_if
from alongside.crypto.files import kept_sealed
from alongside.people.models import Person, SafeWay
from alongside.people.rules.contact import contact_problems

SENT = Problem("sent", _("This has been sent, so it stays as it is. Write a new one."))


def begin_letter(
    case: Case, *, by: User, draft: str = "", kind: str = "", paper: Paper | None = None, **typed: Any
) -> Letter:
    """Begin a letter of the rule book, filled from the case and from what was typed; or an empty one."""
    person = case.person
    with recorded("letter.begin", by=by, person=person, case=case.pk) as note:
        hold_open(case)
        refuse_if(edge_problems(case))
        chosen = letter_called(case, draft)
        values = _values(case, paper, typed)
        letter = Letter(
            **begun(person, by=by),
            case=case,
            kind=LetterKind(chosen.kind if chosen else kind or LetterKind.LETTER),
            began_code=chosen.key if chosen else "",
            to_whom=_text(case.other_side) or (chosen.to if chosen else str(GAPS["other_side"])),
            subject=fill(chosen.subject, values) if chosen else None,
            body=body_of(chosen, values) if chosen else values["said"] or values["aim"],
            reply_to=None if contact_problems(person, SafeWay.LETTER) else person.address,
        )
        letter.save(force_insert=True)
        note.about = letter
    return letter


def change_letter(
    letter: Letter, *, by: User, to_whom: str, body: str, subject: str = "", reply_to: str = ""
) -> Letter:
    """Put it in other words. What stood there is kept, and an agreement to it does not hold for the new."""
    person = letter.person
    with recorded("letter.change", by=by, about=letter, person=person):
        _hold_to_write(letter)
        new = {"to_whom": to_whom, "subject": subject or None, "body": body, "reply_to": reply_to or None}
        old = {name: getattr(letter, name) for name in new}
        if new != old:
            LetterText(**begun(person, by=by), letter=letter, was_agreed_on=letter.agreed_on, **old).save(
                force_insert=True
            )
            letter.change(**new, agreed_on=None, agreed_how="", agreed_by=None)
    return letter


def agree_letter(letter: Letter, *, by: User, agreed_on: date, agreed_how: str) -> Letter:
    """The person knows every word of it and agreed: from now on it may be printed, and said."""
    with recorded("letter.agree", by=by, about=letter, person=letter.person, how=agreed_how):
        _hold_to_write(letter)
        refuse_if(agreeing_problems(letter, agreed_on))
        letter.change(agreed_on=agreed_on, agreed_how=ReadHow(agreed_how), agreed_by=by)
    return letter


def print_letter(letter: Letter, *, by: User, is_large: bool = False) -> LetterPrint:
    """Make the PDF of the agreed words, and keep a sealed copy of exactly what was made."""
    person = letter.person
    refuse_if(printing_problems(letter))
    content = set_letter(
        title=letter.subject or str(letter.get_kind_display()),
        to_whom=letter.to_whom or "",
        body=letter.body or "",
        reply_to=letter.reply_to or "",
        name=name_of(person),
        today=date_format(clock.today(), "j F Y"),
        is_call=letter.is_call,
        is_large=is_large,
    )
    words = _words(letter)
    with (
        kept_sealed(content, owner=person.pk) as file,
        recorded("letter.print", by=by, about=letter, person=person) as note,
    ):
        hold_open(letter.case)
        hold(letter)
        # somebody may have changed the words while the PDF was made
        refuse_if([*printing_problems(letter), *([] if words == _words(letter) else [_CHANGED])])
        printed = LetterPrint(
            **begun(person, by=by),
            letter=letter,
            number=next_number(letter.prints.all()),
            file=file,
            size=len(content),
            is_large=is_large,
            agreed_on=letter.agreed_on or clock.today(),
            agreed_how=letter.agreed_how,
            agreed_by=letter.agreed_by,
        )
        printed.save(force_insert=True)
        note.facts["print"] = printed.pk
    return printed


def send_letter(
    letter: Letter,
    *,
    by: User,
    sent_on: date,
    sent_how: str,
    proof: Paper | None = None,
    proof_words: str = "",
    said_back: str = "",
) -> Letter:
    """The words went out: when, how, and what proves it; or they were said in a call, and what came back."""
    with recorded("letter.send", by=by, about=letter, person=letter.person, how=sent_how):
        hold(letter)
        refuse_if(sending_problems(letter, sent_on, sent_how))
        letter.change(
            sent_on=sent_on,
            sent_how=SentHow(sent_how),
            proof=proof,
            **said(proof_words=proof_words, said_back=said_back),
        )
    return letter


def record_reached(letter: Letter, *, by: User, received_on: date | None, said_back: str = "") -> Letter:
    """It came to them on this day; and what they said."""
    with recorded("letter.reach", by=by, about=letter, person=letter.person):
        hold(letter)
        if letter.sent_on is None:
            raise RuleBroken(Problem("not_sent", _("Write down first when it was sent.")))
        if received_on and received_on < letter.sent_on:
            sentence = _("The day it came must be the day it was sent, or later")
            raise RuleBroken(Problem("before_sent", sentence, "received_on"))
        letter.change(received_on=received_on, said_back=said_back or None)
    return letter


def agreeing_problems(letter: Letter, agreed_on: date) -> list[Problem]:
    """Return what stands against an agreement: gaps, words younger than it, an address that is not safe."""
    problems = address_problems(letter)
    if gaps := gaps_in(*_words(letter)):
        sentence = gettext("Fill this first, or take it out: %(gaps)s") % {"gaps": ", ".join(gaps)}
        problems.append(Problem("gaps", sentence))
    if agreed_on < _written_on(letter):
        sentence = gettext("These words are newer than that day. Read them back to them again.")
        problems.append(Problem("older", sentence, "agreed_on"))
    return problems


def printing_problems(letter: Letter) -> list[Problem]:
    """Return what stands against printing: agreement, our role, the address, what we cannot draw."""
    problems = [*edge_problems(letter.case), *address_problems(letter)]
    if not letter.is_agreed:
        problems.append(Problem("not_agreed", _("Read it back to them first. It prints when they agree.")))
    return problems + drawing_problems(letter)


def drawing_problems(letter: Letter) -> list[Problem]:
    """Return which characters would not show on paper: nothing is left out without a word."""
    missing = cannot_draw(*_words(letter), name_of(letter.person))
    if not missing:
        return []
    sentence = gettext(
        "Our letters cannot show this: %(signs)s. Write it another way, or leave room to write it by hand."
    )
    return [Problem("cannot_draw", sentence % {"signs": " ".join(missing)})]


def address_problems(letter: Letter) -> list[Problem]:
    """Return what stands against the person's address on it: an answer would go there (A11)."""
    person = letter.person
    address = _plain(_text(person.address))
    first_line = _plain(_text(person.address).partition("\n")[0].partition(",")[0])
    on_it = _plain("\n".join(_words(letter)))
    if not address or (address not in on_it and (len(first_line) < 6 or first_line not in on_it)):
        return []
    unsafe = contact_problems(person, SafeWay.LETTER)
    sentence = gettext("Their address stands on it, and the answer would go there. %(why)s")
    return [Problem("address", sentence % {"why": each.sentence}) for each in unsafe]


def sending_problems(letter: Letter, sent_on: date, sent_how: str) -> list[Problem]:
    """Return what stands against having sent it so."""
    if letter.is_sent:
        return [SENT]
    if letter.agreed_on is None:
        return [Problem("not_agreed", _("They have not agreed to these words yet, so nobody sends them."))]
    if sent_on < letter.agreed_on:
        return [Problem("before", _("The day must be the day they agreed, or later"), "sent_on")]
    if sent_how in (SentHow.POST, SentHow.BY_HAND) and not letter.prints.exists():
        return [Problem("not_printed", _("Print it first, so that a copy is kept."), "sent_how")]
    return []


def name_of(person: Person) -> str:
    """Return the name a letter is signed with: the full one, or what they are called."""
    return _text(person.full_name) or _text(person.called)


_CHANGED = Problem("changed", _("Somebody changed the words just now. Look at them again."))


def _values(case: Case, paper: Paper | None, typed: dict[str, Any]) -> dict[str, str]:
    agreed = Instruction.objects.filter(case=case, agreed_on__isnull=False, withdrawn_on=None)
    words = agreed.order_by("-agreed_on", "-id").first()
    days = {
        "today": clock.today(),
        "dated_on": paper.dated_on if paper else None,
        "received_on": paper.received_on if paper else None,
        "last_on": typed.get("last_on"),
    }
    return {
        "name": name_of(case.person),
        "other_side": _text(case.other_side),
        "aim": _text(case.aim),
        "said": _text(words.words) if words else "",
        **{name: _text(typed.get(name)) for name in ("reference", "reasons", "asked")},
        **{name: date_format(day, "j F Y") if day else "" for name, day in days.items()},
    }


def _text(value: object) -> str:
    """Return what was told; what could not be opened is not said to others."""
    return value if isinstance(value, str) else ""


def _plain(text: str) -> str:
    """Return a text as addresses are compared: without case, commas and line ends."""
    return " ".join(text.casefold().replace(",", " ").split())


def _words(letter: Letter) -> tuple[str, ...]:
    return tuple(_text(words) for words in (letter.to_whom, letter.subject, letter.body, letter.reply_to))


def _written_on(letter: Letter) -> date:
    newest = letter.earlier_texts.order_by("-written_at").first()
    return timezone.localtime(newest.written_at if newest else letter.written_at).date()


def _hold_to_write(letter: Letter) -> None:
    hold_open(letter.case)
    hold(letter)
    refuse_if([*edge_problems(letter.case), *([SENT] if letter.is_sent else [])])
