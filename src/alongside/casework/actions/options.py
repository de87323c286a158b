"""The options sheet: adding to it, and choosing (C7)."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.casework.actions.rows import begun, hold_open, next_number, said
from alongside.casework.models import Case, Option, OptionChoice
from alongside.common.problems import Problem, RuleBroken


def add_option(case: Case, *, by: User, words: str, good: str = "", bad: str = "", risk: str = "") -> Option:
    """Put something on the sheet that the person could do."""
    person = case.person
    with recorded("option.add", by=by, person=person, case=case.pk) as note:
        hold_open(case)
        option = Option(
            **begun(person, by=by),
            case=case,
            number=next_number(case.options.all()),
            words=words,
            good=good or None,
            bad=bad or None,
            risk=risk or None,
        )
        option.save(force_insert=True)
        note.about = option
    return option


def change_option(
    option: Option,
    *,
    by: User,
    words: str = "",
    good: str | None = None,
    bad: str | None = None,
    risk: str | None = None,
) -> Option:
    """Write anew what is good, bad and risky about an option, until it is chosen. None leaves what stands."""
    with recorded("option.change", by=by, about=option, person=option.person):
        hold_open(option.case)
        if option.choices.exists():
            raise RuleBroken(Problem("chosen", _("They have chosen this. Add another option instead.")))
        told = said(good=good, bad=bad, risk=risk)
        option.change(**told if option.is_do_nothing else {"words": words, **told})
    return option


def choose_option(case: Case, *, by: User, option: Option, chosen_on: date, why: str = "") -> OptionChoice:
    """The person chooses, out of at least two. An earlier choice stays on record."""
    person = case.person
    with recorded("option.choose", by=by, person=person, case=case.pk, option=option.pk) as note:
        hold_open(case)
        if option.case_id != case.pk or case.options.count() < 2:
            sentence = _("Put at least two things they could do on the sheet first")
            raise RuleBroken(Problem("one_option", sentence, "option"))
        choice = OptionChoice(
            **begun(person, by=by),
            case=case,
            number=next_number(case.choices.all()),
            option=option,
            why=why or None,
            chosen_on=chosen_on,
        )
        choice.save(force_insert=True)
        note.about = choice
    return choice
