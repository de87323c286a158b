"""The six short questions: answered by one of us, or with somebody we stand alongside (E16)."""

from typing import Any

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.common.problems import refuse_if
from alongside.crypto.actions import make_key
from alongside.peers.models import PeerSix, PersonSix, round_of
from alongside.peers.rules.questions import six_problems
from alongside.people.models import Person


def answer_six(*, by: User, **answers: int | None) -> PeerSix:
    """Keep what one of us answers in this round; answering again replaces it."""
    told = _told(answers)
    with recorded("six.answer", by=by):
        refuse_if(six_problems(told))
        make_key(by.pk)
        round_on = round_of(clock.today())
        six = PeerSix.objects.filter(user=by, round_on=round_on).first()
        six = six or PeerSix(user=by, round_on=round_on)
        six.answers = told
        six.save()
    return six


def answer_six_with(person: Person, *, by: User, **answers: int | None) -> PersonSix:
    """Keep what somebody answers in this round, as they say it; answering again replaces it."""
    told = _told(answers)
    with recorded("six.answer_with", by=by, person=person):
        refuse_if(six_problems(told))
        round_on = round_of(clock.today())
        six = PersonSix.objects.filter(person=person, round_on=round_on).first()
        six = six or PersonSix(id=person.new_row_id(), person=person, round_on=round_on)
        six.answers, six.written_by = told, by
        six.save()
    return six


def _told(answers: dict[str, Any]) -> dict[str, int]:
    return {name: int(answer) for name, answer in answers.items() if answer}
