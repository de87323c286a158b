"""Moving from stage to stage."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.peers.actions import move_stage
from alongside.peers.models import Peer, Stage, StageName
from alongside.peers.queries import journey_of, stage_of, stages_of
from tests.factories.peers import make_advocate, make_stage


def codes(broken: pytest.ExceptionInfo[RuleBroken]) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.field) for problem in broken.value.problems]


def test_move_stage_keeps_the_whole_history(advocate: User, coordinator: User) -> None:
    move_stage(advocate, to=StageName.TRAINING, by=coordinator, from_on=date(2026, 3, 2))
    move_stage(advocate, to=StageName.SHADOW, by=coordinator, from_on=date(2026, 6, 1), why="Ready")
    move_stage(
        advocate, to=StageName.LEAD, by=coordinator, from_on=date(2026, 6, 1), why="Led", led_before=True
    )

    journey = journey_of(advocate)
    assert [(row.stage, row.from_on, row.why, row.decided_by) for row in journey] == [
        ("lead", date(2026, 6, 1), "Led", coordinator),
        ("shadow", date(2026, 6, 1), "Ready", coordinator),
        ("training", date(2026, 3, 2), None, coordinator),
    ]
    assert Peer.objects.count() == 1
    assert stage_of(advocate) == StageName.LEAD


def test_move_stage_is_recorded_without_its_words(advocate: User, coordinator: User) -> None:
    stage = move_stage(advocate, to=StageName.LEAD, by=coordinator, why="Canary word", led_before=True)

    entry = Entry.objects.get(action="stage.move")
    assert (entry.actor, entry.about, entry.facts) == (
        coordinator.pk,
        str(stage.pk),
        {"to": "lead", "basis": "before"},
    )
    assert stage.from_on == clock.today()


def test_move_stage_refuses_the_same_stage_again(advocate: User, coordinator: User) -> None:
    make_stage(advocate, StageName.LEAD)

    with pytest.raises(RuleBroken) as broken:
        move_stage(advocate, to=StageName.LEAD, by=coordinator)

    assert codes(broken) == [("same_stage", "to")]
    assert Stage.objects.count() == 1


def test_move_stage_refuses_a_day_to_come(advocate: User, coordinator: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        move_stage(advocate, to=StageName.TRAINING, by=coordinator, from_on=clock.today() + timedelta(days=1))

    assert codes(broken) == [("not_yet", "from_on")]


def test_move_stage_refuses_a_day_before_the_last_stage(advocate: User, coordinator: User) -> None:
    make_stage(advocate, StageName.SHADOW, from_on=date(2026, 6, 1))

    with pytest.raises(RuleBroken) as broken:
        move_stage(advocate, to=StageName.TRAINING, by=coordinator, from_on=date(2026, 5, 31))

    assert codes(broken) == [("before_the_last", "from_on")]


def test_stage_cannot_be_overwritten_even_inside_an_action(advocate: User) -> None:
    stage = make_stage(advocate, StageName.SHADOW)

    with pytest.raises(DatabaseError), transaction.atomic(), recorded("stage.forge", by=advocate):
        stage.change(stage="lead")

    assert Stage.objects.get().stage == "shadow"


def test_stages_of_reads_all_in_one_query(advocate: User, django_assert_num_queries: object) -> None:
    lead = make_advocate("Lea Park", StageName.LEAD)
    shadow = make_advocate("Shay Moor", StageName.SHADOW)
    make_stage(shadow, StageName.STEPPED_BACK)

    with django_assert_num_queries(1):  # type: ignore[operator]
        stages = stages_of([advocate, lead, shadow])

    assert stages == {lead.pk: StageName.LEAD, shadow.pk: StageName.STEPPED_BACK}


def test_stage_of_is_that_of_the_day_the_clock_shows(advocate: User) -> None:
    make_stage(advocate, StageName.SHADOW, from_on=date(2026, 6, 1))

    with clock.at(clock.now().replace(year=2026, month=5, day=31)):
        before = stage_of(advocate)

    assert (before, stage_of(advocate)) == (None, StageName.SHADOW)


def test_texts_name_no_one(advocate: User) -> None:
    stage = make_stage(advocate, StageName.SHADOW)

    assert (str(stage), str(stage.peer)) == (f"stage {stage.pk}", f"peer {stage.peer.pk}")
