"""Writing down what was answered to the four quick questions."""

from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.casework.actions.rows import begun, next_number
from alongside.casework.models import Triage
from alongside.common.problems import Problem, refuse_if
from alongside.people.models import Person

NOTHING = Problem("nothing_answered", _("Answer at least one question, or go back and ask another time."))


def record_triage(
    person: Person,
    *,
    by: User,
    harm: str = "",
    dated: str = "",
    statutory: str = "",
    outside: str = "",
    words: str = "",
) -> Triage:
    """Write down "yes", "no" or "" (not asked) for each question. What was answered before stays."""
    answers = {"harm": harm, "dated": dated, "statutory": statutory, "outside": outside}
    refuse_if([] if any(answers.values()) else [NOTHING])
    with recorded("triage.record", by=by, person=person) as note:
        triage = Triage(
            **begun(person, by=by),
            **{name: answer or None for name, answer in answers.items()},
            number=next_number(Triage.objects.filter(person=person)),
            words=words or None,
        )
        triage.save(force_insert=True)
        note.about = triage
    return triage
