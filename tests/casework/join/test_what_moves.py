"""What stood under a contact stands under the person afterwards, once (A4)."""

from datetime import timedelta
from typing import Any

import pytest

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.casework.actions.agreement import record_answer
from alongside.casework.actions.balance import score_balance
from alongside.casework.actions.join import join_contact
from alongside.casework.models import (
    Answer,
    Balance,
    BalanceScore,
    Explained,
    PaperFile,
)
from alongside.casework.queries.agreement import agreement_of
from alongside.clinics.actions import arrive
from alongside.clinics.models import Session, Visit, VisitState
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.crypto.files import path_of, read_sealed
from alongside.drafts.actions import keep_draft
from alongside.drafts.models import Draft
from alongside.peers.actions.matching import (
    ask_for_change,
    ask_to_offer,
    offer_experience,
    offer_when_asked,
    say_wishes,
)
from alongside.peers.actions.questions import answer_six_with
from alongside.peers.models import ChangeAsk, ExperienceOffer, Invitation, MatchWish, OfferAsk, PersonSix
from alongside.people.models import (
    Join,
    Link,
    Need,
    NeedKind,
    Person,
    SafeContact,
    SafeWay,
)
from alongside.safety import actions as safety
from alongside.safety.models import Concern, NewsKind, Share
from tests.casework.join.conftest import join
from tests.factories.casework import (
    codes,
    make_case,
)
from tests.factories.clinics import make_session
from tests.factories.papers import make_paper, picture
from tests.factories.people import (
    make_link,
    make_need,
    make_person,
    make_safe_contact,
)
from tests.factories.safety import make_concern


def test_safe_contact_said_last_holds(contact: Person, person: Person, advocate: User) -> None:
    make_safe_contact(person, SafeWay.LETTER, by=advocate)
    with clock.at(clock.now() + timedelta(days=1)):
        make_safe_contact(contact, SafeWay.TEXT, by=advocate)
        join(contact, person, by=advocate)

    live = SafeContact.objects.get(replaced_on=None)
    assert (live.person, live.ways) == (person, {"text"})
    assert SafeContact.objects.exclude(pk=live.pk).get().ways == {"letter"}


def test_safe_contact_said_before_is_kept_as_history(contact: Person, person: Person, advocate: User) -> None:
    make_safe_contact(contact, SafeWay.CALL, by=advocate)
    make_safe_contact(contact, SafeWay.TEXT, by=advocate)
    with clock.at(clock.now() + timedelta(days=1)):
        make_safe_contact(person, SafeWay.LETTER, by=advocate)
        join(contact, person, by=advocate)

    live = SafeContact.objects.get(replaced_on=None)
    assert live.ways == {"letter"}
    assert SafeContact.objects.filter(person=person).count() == 3


def test_only_safe_contact_holds_as_it_was(contact: Person, person: Person, advocate: User) -> None:
    make_safe_contact(contact, SafeWay.TEXT, by=advocate)

    join(contact, person, by=advocate)

    assert SafeContact.objects.get(person=person, replaced_on=None).ways == {"text"}


def test_needs_move(contact: Person, person: Person, advocate: User) -> None:
    make_need(contact, NeedKind.QUIET, by=advocate, words="Away from the door")

    join(contact, person, by=advocate)

    assert Need.objects.get(person=person).words == "Away from the door"


def test_answers_to_the_agreement_stand_in_the_order_they_were_given(
    contact: Person, person: Person, advocate: User
) -> None:
    today = clock.today()
    for whom, answer, days in ((contact, Answer.YES, 0), (person, Answer.NO, 3)):
        record_answer(
            whom, by=advocate, explained=Explained.SPOKEN, answer=answer, said_on=today - timedelta(days=days)
        )

    join(contact, person, by=advocate)

    newest = agreement_of(person).newest
    assert newest is not None
    assert (newest.number, newest.answer) == (2, "yes")


def test_files_are_sealed_anew_and_the_old_ones_removed(
    contact: Person,
    person: Person,
    advocate: User,
    django_capture_on_commit_callbacks: Any,
) -> None:
    make_paper(make_case(contact, by=advocate), by=advocate, content=picture("PNG"))
    was = PaperFile.objects.get().file
    before = read_sealed(owner=contact.pk, name=was)

    with django_capture_on_commit_callbacks(execute=True):
        join(contact, person, by=advocate)

    now = PaperFile.objects.get().file
    assert read_sealed(owner=person.pk, name=now) == before
    assert not path_of(was).exists()


def test_concern_moves_with_all_that_came_of_it(
    contact: Person, person: Person, advocate: User, coordinator: User
) -> None:
    concern = make_concern(by=advocate, person=contact, saw="A cut")
    safety.decide_on_concern(concern, by=coordinator, share=Share.NO, why="She asked us to wait")
    safety.add_concern_news(concern, by=coordinator, kind=NewsKind.OTHER, words="She rang")

    join(contact, person, by=advocate)

    again = Concern.objects.get()
    assert (again.person, again.saw) == (person, "A cut")
    assert again.decisions.get().why == "She asked us to wait"
    assert again.news.get().words == "She rang"


def test_links_move_and_none_is_doubled_or_ties_somebody_to_themselves(
    contact: Person, person: Person, advocate: User
) -> None:
    kin, friend, both = (make_person(by=advocate, called=name) for name in ("Kin", "Fee", "Bo"))
    make_link(contact, kin, by=advocate)
    make_link(friend, contact, by=advocate)
    make_link(contact, both, by=advocate)
    make_link(both, person, by=advocate)
    make_link(contact, person, by=advocate)

    join(contact, person, by=advocate)

    ties = {(link.person, link.other, link.kind) for link in Link.objects.all()}
    assert ties == {(person, kin, "household"), (friend, person, "household"), (both, person, "household")}


@pytest.fixture
def session(coordinator: User) -> Session:
    """A session of today."""
    return make_session(by=coordinator)


def test_visits_move(
    contact: Person, person: Person, advocate: User, coordinator: User, session: Session
) -> None:
    arrive(contact, session=session, by=coordinator)

    join(contact, person, by=advocate)

    visit = Visit.objects.get()
    assert (visit.person, visit.state) == (person, VisitState.CAME)


@pytest.mark.parametrize(
    "was, expected",
    [(VisitState.CAME, VisitState.CAME), (VisitState.NOT_THIS_TIME, VisitState.EXPECTED)],
)
def test_two_visits_to_one_session_become_one(
    contact: Person, person: Person, session: Session, was: VisitState, expected: VisitState
) -> None:
    advocate = person.made_by
    with recorded("test", by=None):
        Visit.objects.create(session=session, person=person, made_by=advocate)
        Visit.objects.create(session=session, person=contact, made_by=advocate, state=was)

    join(contact, person, by=advocate)

    visit = Visit.objects.get()
    assert (visit.person, visit.state) == (person, expected)


def test_drafts_move_to_the_page_of_the_person(
    contact: Person, person: Person, other_advocate: User, advocate: User
) -> None:
    page = f"/people/{contact.pk}/notes/new/"
    keep_draft(page, {"fact": ["Half a"]}, by=other_advocate, person_id=contact.pk)

    join(contact, person, by=advocate)

    draft = Draft.objects.get()
    assert (draft.page, draft.person_id) == (f"/people/{person.pk}/notes/new/", person.pk)
    assert draft.fields == {"fact": ["Half a"]}


def test_join_waits_where_a_page_is_half_written_for_both(
    contact: Person, person: Person, advocate: User
) -> None:
    for whom in (contact, person):
        page = f"/people/{whom.pk}/notes/new/"
        keep_draft(page, {"fact": ["Half a"]}, by=advocate, person_id=whom.pk)

    with pytest.raises(RuleBroken) as broken:
        join(contact, person, by=advocate)

    assert codes(broken) == ["draft"]
    join_contact(contact, person, person_agreed=False, by=advocate)
    assert Join.objects.count() == 1


def fill_match(person: Person, *, by: User, round_answer: int) -> None:
    """Let there be one of each thing about how they work together."""
    score_balance(person, score=Balance.PARTLY, by=by)
    answer_six_with(person, by=by, heard=round_answer)
    ask_for_change(person, by=by, wishes="A woman")
    offer_experience(person, words="I slept out, too", by=by)
    say_wishes(person, by=by, woman_or_man="woman")
    with recorded("invitation.make", by=by):
        Invitation.objects.create(person=person, made_by=by)


def test_join_moves_how_they_work_together(contact: Person, person: Person, advocate: User) -> None:
    fill_match(contact, by=advocate, round_answer=2)

    join(contact, person, by=advocate)

    assert [(one.person, one.score) for one in BalanceScore.objects.all()] == [(person, "partly")]
    assert [(one.person, one.answers) for one in PersonSix.objects.all()] == [(person, {"heard": 2})]
    assert [(one.person, one.wishes) for one in ChangeAsk.objects.all()] == [(person, "A woman")]
    assert [(one.person, one.words) for one in ExperienceOffer.objects.all()] == [
        (person, "I slept out, too")
    ]
    assert [(one.person, one.woman_or_man) for one in MatchWish.objects.all()] == [(person, "woman")]
    assert [one.person for one in Invitation.objects.all()] == [person]


def test_join_asks_advocates_for_the_contact_no_more(
    contact: Person, person: Person, advocate: User, other_advocate: User
) -> None:
    ask_to_offer(contact, [other_advocate], by=advocate)
    offer_when_asked(OfferAsk.objects.get(), words="I slept out, too", by=other_advocate)

    join(contact, person, by=advocate)

    assert [model.objects.count() for model in (OfferAsk, ExperienceOffer)] == [0, 0]


def test_join_keeps_the_persons_own_where_both_have_one(
    contact: Person, person: Person, advocate: User
) -> None:
    fill_match(contact, by=advocate, round_answer=2)
    fill_match(person, by=advocate, round_answer=5)

    join(contact, person, by=advocate)

    assert [(one.person, one.answers) for one in PersonSix.objects.all()] == [(person, {"heard": 5})]
    assert [
        model.objects.filter(person=person).count()
        for model in (BalanceScore, ChangeAsk, Invitation, MatchWish, ExperienceOffer)
    ] == [1] * 5
