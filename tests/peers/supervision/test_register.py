"""Supervision makes itself, and its register says who was there."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core.management import call_command

from alongside.accounts.models import Role, User
from alongside.audit.models import Entry
from alongside.common.problems import RuleBroken
from alongside.peers.actions import supervision as actions
from alongside.peers.models import (
    StageName,
    Supervision,
    SupervisionState,
)
from alongside.peers.queries.supervision import (
    people_of_supervision,
    register_of,
    supervision_due,
    supervision_to_come,
)
from alongside.peers.rules.work import supervision_setting
from tests.factories.accounts import make_user
from tests.factories.peers import make_advocate, make_stage
from tests.factories.supervision import hold_supervision, make_supervision
from tests.peers.supervision.conftest import TODAY

TUESDAYS = [date(2026, 12, 1), date(2026, 12, 8)]


def days_planned() -> list[date]:
    """Return the days of supervision to come."""
    return list(Supervision.objects.filter(state="planned").order_by("on").values_list("on", flat=True))


def test_supervision_makes_itself_on_tuesdays_at_ten(coordinator: User) -> None:
    first, again = actions.make_supervision_ahead(), actions.make_supervision_ahead()

    assert (first, again) == (2, 0)
    assert days_planned() == TUESDAYS
    assert {one.starts_at for one in Supervision.objects.all()} == {time(10)}


def test_supervision_makes_itself_by_the_command_too(
    coordinator: User, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("make_sessions")

    assert days_planned() == TUESDAYS


def test_bank_holiday_has_no_supervision(coordinator: User) -> None:
    with time_machine.travel(datetime(2026, 12, 21, 9, tzinfo=UTC), tick=False):
        actions.set_supervision(by=coordinator, weekday=4, starts_at=time(10), within_days=14)

        assert days_planned() == []  # 25 December and 1 January


def test_another_weekday_moves_what_is_still_to_come(coordinator: User) -> None:
    actions.make_supervision_ahead()

    setting = actions.set_supervision(
        by=coordinator, weekday=0, starts_at=time(14, 30), within_days=21, place="The office"
    )

    assert days_planned() == [date(2026, 11, 30), date(2026, 12, 7)]
    assert str(setting) == "when supervision is"
    again = supervision_setting()
    assert (again.weekday, again.starts_at, again.within_days, again.place) == (
        0,
        time(14, 30),
        21,
        "The office",
    )


def test_register_is_kept_and_can_be_put_right(lead: User, supervisor: User) -> None:
    row = make_supervision()
    actions.take_register(row, marks={lead: "here"}, by=supervisor, themes="Endings")

    actions.take_register(row, marks={lead: "sent_word", supervisor: "here"}, by=supervisor)

    row.refresh_from_db()
    assert register_of(row) == {lead.pk: "sent_word", supervisor.pk: "here"}
    assert (row.state, row.themes, row.held_by) == ("held", None, supervisor)
    assert [str(line) for line in row.register.filter(user=lead)] == [
        f"presence {row.register.get(user=lead).pk}"
    ]
    assert Entry.objects.filter(action="supervision.take_register").count() == 2


def test_register_of_nobody_is_asked_about(lead: User, supervisor: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        actions.take_register(make_supervision(), marks={lead: "not_today"}, by=supervisor)

    assert [problem.code for problem in broken.value.problems] == ["nobody"]


def test_register_waits_for_its_day(lead: User, supervisor: User) -> None:
    row = make_supervision(on=TODAY + timedelta(days=1))

    with pytest.raises(RuleBroken) as broken:
        actions.take_register(row, marks={lead: "here"}, by=supervisor)

    assert [problem.code for problem in broken.value.problems] == ["not_yet"]


def test_supervision_that_is_left_out_is_missed_by_nobody(lead: User, supervisor: User) -> None:
    row = make_supervision()

    actions.leave_out_supervision(row, by=supervisor)

    assert Supervision.objects.get().state == SupervisionState.NOT_HELD
    assert str(row) == f"supervision {row.pk}"


def test_supervision_with_a_register_is_not_left_out(lead: User, supervisor: User) -> None:
    row = hold_supervision(lead, by=supervisor)

    with pytest.raises(RuleBroken) as broken:
        actions.leave_out_supervision(row, by=supervisor)

    assert [problem.code for problem in broken.value.problems] == ["register"]


def test_oldest_register_is_due_first(coordinator: User) -> None:
    for days in (-9, -2, 5):
        make_supervision(on=TODAY + timedelta(days=days))

    due, to_come = supervision_due(), supervision_to_come()

    assert (due and due.on, to_come and to_come.on) == (
        TODAY - timedelta(days=9),
        TODAY + timedelta(days=5),
    )


def test_register_holds_everybody_in_training_or_further(lead: User, coordinator: User) -> None:
    make_advocate("Tess Young", StageName.TRAINING, by=coordinator)
    make_advocate("Abe Cole", StageName.APPLIED, by=coordinator)
    make_advocate("Moe Vane", StageName.MOVED_ON, by=coordinator)

    assert [str(one.user.name) for one in people_of_supervision()] == ["Ana Reyes", "Tess Young"]


def test_register_keeps_whoever_was_there_and_has_gone_since(lead: User, supervisor: User) -> None:
    row = hold_supervision(lead, by=supervisor)

    make_stage(lead, StageName.MOVED_ON, by=supervisor)

    assert [one.user for one in people_of_supervision(row)] == [lead]
    assert people_of_supervision() == []


def test_advocate_who_supervises_too_is_in_the_register(coordinator: User) -> None:
    both = make_user("Bo Lane", Role.ADVOCATE, Role.SUPERVISOR)
    make_stage(both, StageName.SENIOR, by=coordinator)

    assert [one.user for one in people_of_supervision()] == [both]
