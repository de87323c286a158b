"""Whether supervision lets somebody work, in a plain sentence (B4)."""

from datetime import date, time, timedelta

import pytest

from alongside.accounts.models import User
from alongside.common.problems import RuleBroken
from alongside.peers.actions import supervision as actions
from alongside.peers.models import (
    OneToOneAsk,
    Presence,
    StageName,
)
from alongside.peers.queries.supervision import (
    missed_supervision,
    supervised,
)
from alongside.peers.rules import may_work
from tests.factories.peers import make_advocate, make_stage
from tests.factories.supervision import hold_supervision, make_supervision
from tests.peers.supervision.conftest import LONG_AGO, TODAY, codes


def sentences(user: User) -> list[str]:
    """Return what keeps somebody from working, as one reads it."""
    return [str(problem.sentence) for problem in may_work(user, TODAY)]


@pytest.mark.parametrize("days, found", [(14, []), (15, ["supervision_missed"])])
def test_b4_supervision_counts_for_fourteen_days(
    days: int, found: list[str], lead: User, supervisor: User
) -> None:
    hold_supervision(lead, by=supervisor, on=TODAY - timedelta(days=days))

    assert codes(lead) == found


def test_b4_number_of_days_is_the_services_own(lead: User, supervisor: User, coordinator: User) -> None:
    hold_supervision(lead, by=supervisor, on=TODAY - timedelta(days=15))

    actions.set_supervision(by=coordinator, weekday=1, starts_at=time(10), within_days=21)

    assert codes(lead) == []


def test_b4_day_ahead_is_judged_by_how_things_stand_today(lead: User, supervisor: User) -> None:
    hold_supervision(lead, by=supervisor, on=TODAY - timedelta(days=7))

    assert codes(lead, TODAY + timedelta(days=80)) == []


def test_b4_who_sent_word_was_not_there(lead: User, supervisor: User) -> None:
    row = make_supervision(on=TODAY - timedelta(days=2))
    actions.take_register(row, marks={lead: Presence.SENT_WORD, supervisor: Presence.HERE}, by=supervisor)

    assert sentences(lead) == ["Has missed supervision since Tuesday 24 November 2026."]


def test_b4_sentence_names_the_last_one_where_there_was_none_since(lead: User, supervisor: User) -> None:
    hold_supervision(lead, by=supervisor, on=date(2026, 10, 27))

    assert sentences(lead) == ["Was last at supervision on Tuesday 27 October 2026."]


def test_b4_sentence_says_where_nobody_was_ever_seen(lead: User) -> None:
    assert sentences(lead) == ["Has not been to supervision yet."]


def test_b4_newcomer_has_as_long_as_everybody(coordinator: User) -> None:
    newcomer = make_advocate("Nia Cole", by=coordinator)
    make_stage(newcomer, StageName.APPLIED, by=coordinator, from_on=LONG_AGO)

    make_stage(newcomer, StageName.TRAINING, by=coordinator, from_on=TODAY - timedelta(days=14))

    assert codes(newcomer) == ["not_trained"]


def test_b4_becoming_a_lead_starts_no_new_count(coordinator: User) -> None:
    user = make_advocate("Nia Cole", by=coordinator)
    make_stage(user, StageName.SHADOW, by=coordinator, from_on=LONG_AGO)

    make_stage(user, StageName.LEAD, by=coordinator)

    assert codes(user) == ["supervision_missed"]


def test_b4_coming_back_starts_a_new_count(lead: User, coordinator: User) -> None:
    make_stage(lead, StageName.STEPPED_BACK, by=coordinator, from_on=TODAY - timedelta(days=20))

    make_stage(lead, StageName.LEAD, by=coordinator, from_on=TODAY - timedelta(days=3))

    assert codes(lead) == []


def test_b4_who_is_away_is_not_available_and_no_more_is_said(lead: User, coordinator: User) -> None:
    make_stage(lead, StageName.STEPPED_BACK, by=coordinator)

    assert sentences(lead) == ["Not available."]


@pytest.mark.parametrize("stage", [None, StageName.INTERESTED, StageName.APPLIED])
def test_b4_who_has_not_begun_is_not_in_training(stage: StageName | None, coordinator: User) -> None:
    user = make_advocate("Nia Cole", stage, by=coordinator)

    assert codes(user) == ["not_in_training"]


def test_talk_one_to_one_counts_and_settles_the_ask(lead: User, supervisor: User) -> None:
    ask = actions.ask_to_talk_alone(by=lead, about="Something at home")

    talk = actions.talk_alone(lead, on=TODAY, by=supervisor, themes="Rest")

    ask.refresh_from_db()
    assert (ask.settled_by, ask.about, talk.kind) == (supervisor, "Something at home", "alone")
    assert str(ask) == f"ask to talk alone {ask.pk}"
    assert codes(lead) == []


def test_asking_again_says_it_anew(lead: User) -> None:
    actions.ask_to_talk_alone(by=lead, about="This")
    actions.ask_to_talk_alone(by=lead)

    assert [ask.about for ask in OneToOneAsk.objects.filter(settled_at=None)] == [None]


def test_nobody_supervises_themselves_nor_ahead_of_time(lead: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        actions.talk_alone(lead, on=TODAY + timedelta(days=1), by=lead)

    assert [problem.code for problem in broken.value.problems] == ["oneself", "not_yet"]


def test_missed_weeks_are_those_that_took_place(lead: User, supervisor: User) -> None:
    hold_supervision(lead, by=supervisor, on=date(2026, 10, 20))
    for day in (3, 10):
        hold_supervision(supervisor, by=supervisor, on=date(2026, 11, day))
    actions.leave_out_supervision(make_supervision(on=date(2026, 11, 17)), by=supervisor)

    (one,) = missed_supervision()

    assert one.missed == "Has missed supervision since Tuesday 3 November 2026."
    assert supervised(one.user).missed_weeks == 2


def test_missed_supervision_leaves_out_who_was_decided_about(lead: User, coordinator: User) -> None:
    actions.let_work(lead, why="Was ill", by=coordinator)

    assert missed_supervision() == []
