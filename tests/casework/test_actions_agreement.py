"""What we can and cannot do, and what people said to it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.casework import first_agreement
from alongside.casework.actions.agreement import publish_agreement, record_answer
from alongside.casework.models import Agreement, AgreementVersion, Answer, Explained
from alongside.casework.queries.agreement import agreement_now, agreement_of, versions
from alongside.common import clock
from alongside.people.models import Person

WORDS = {"can": "Listen", "cannot": "Decide", "private": "All of it", "complain": "Tell Cora"}


def test_first_agreement_comes_with_the_program(service: object) -> None:
    now = agreement_now()

    assert (now.number, now.can) == (1, first_agreement.CAN)
    assert [version.number for version in versions()] == [1]
    assert AgreementVersion.objects.count() == 0


def test_first_answer_keeps_the_words_it_was_given_to(person: Person, advocate: User) -> None:
    record_answer(person, by=advocate, explained=Explained.SPOKEN, answer=Answer.YES, said_on=clock.today())

    version = AgreementVersion.objects.get()
    agreement = Agreement.objects.get()
    assert (version.number, version.private) == (1, first_agreement.PRIVATE)
    assert (agreement.version, agreement.number, agreement.answer) == (version, 1, "yes")
    assert (agreement.explained, agreement.said_on) == ("spoken", clock.today())


def test_published_version_leaves_the_earlier_as_it_was(
    person: Person, advocate: User, coordinator: User
) -> None:
    record_answer(person, by=advocate, explained=Explained.SPOKEN, answer=Answer.YES, said_on=clock.today())

    publish_agreement(by=coordinator, **WORDS)

    newest, first = versions()
    assert (newest.number, newest.can, newest.published_by) == (2, "Listen", coordinator)
    assert (first.number, first.can) == (1, first_agreement.CAN)


def test_agreement_may_be_published_before_anybody_answered(coordinator: User) -> None:
    publish_agreement(by=coordinator, **WORDS)

    assert [version.number for version in versions()] == [2]


def test_c2_new_version_is_to_be_asked_again(person: Person, advocate: User, coordinator: User) -> None:
    never = agreement_of(person)
    record_answer(person, by=advocate, explained=Explained.SPOKEN, answer=Answer.YES, said_on=clock.today())
    agreed = agreement_of(person)
    publish_agreement(by=coordinator, **WORDS)
    changed = agreement_of(person)

    assert [state.ask_again for state in (never, agreed, changed)] == [True, False, True]
    assert [state.is_of_an_earlier_version for state in (never, agreed, changed)] == [False, False, True]


@pytest.mark.parametrize("answer, ask", [(Answer.YES, False), (Answer.NOT_YET, True), (Answer.NO, False)])
def test_not_yet_is_asked_again_and_no_is_an_answer(
    person: Person, advocate: User, answer: Answer, ask: bool
) -> None:
    record_answer(person, by=advocate, explained=Explained.ALONE, answer=answer, said_on=clock.today())

    assert agreement_of(person).ask_again is ask


def test_newest_answer_holds_and_the_earlier_stays(person: Person, advocate: User) -> None:
    yesterday = clock.today() - timedelta(days=1)
    record_answer(person, by=advocate, explained=Explained.SPOKEN, answer=Answer.NO, said_on=yesterday)

    record_answer(person, by=advocate, explained=Explained.PICTURES, answer=Answer.YES, said_on=clock.today())

    newest = agreement_of(person).newest
    assert newest is not None
    assert (newest.number, newest.answer) == (2, "yes")
    assert list(Agreement.objects.order_by("number").values_list("answer", flat=True)) == ["no", "yes"]


def test_database_keeps_answers_to_three(person: Person, advocate: User) -> None:
    record_answer(person, by=advocate, explained=Explained.SPOKEN, answer=Answer.YES, said_on=clock.today())

    with pytest.raises(IntegrityError), transaction.atomic(), recorded("test", by=None):
        Agreement.objects.update(answer="maybe")
