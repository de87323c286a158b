"""Time limits: started, moved with what moved kept, met, missed, dropped and watched."""

from datetime import date, timedelta
from typing import Any

import pytest

from alongside.accounts.actions import close_account
from alongside.accounts.models import Role, User
from alongside.audit.models import Entry
from alongside.casework.actions.cases import close_case
from alongside.casework.actions.deadlines import (
    drop_deadline,
    meet_deadline,
    miss_deadline,
    move_deadline,
    tell_why_late,
    watch_deadline,
)
from alongside.casework.models import Case, CaseState, Deadline, DeadlineChange, DeadlineState
from alongside.casework.reckoned import reckoned_of
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.people.actions import declare_conflict
from alongside.people.models import Person
from alongside.rights import rulebook
from tests.factories.accounts import make_user
from tests.factories.casework import codes, make_deadline
from tests.factories.papers import make_paper
from tests.factories.people import make_partnership, make_wall

FRIDAY = date(2026, 12, 4)
REVIEW = "homelessness-review-request"


@pytest.fixture
def limit(case: Case, advocate: User) -> Deadline:
    """A month to ask for another look, from 4 December 2026."""
    return make_deadline(case, by=advocate, event_on=FRIDAY)


@pytest.fixture
def passed(case: Case, advocate: User) -> Deadline:
    """A limit whose last day is over, and whose late way is open."""
    return make_deadline(case, by=advocate, event_on=clock.today() - timedelta(days=60))


def dates(limit: Deadline) -> tuple[str, str, str | None]:
    """Return the three dates that the law knows."""
    late = limit.late_limit_on
    return str(limit.safe_on), str(limit.last_on), late and str(late)


def test_limit_keeps_its_dates_and_the_version_of_its_rule(limit: Deadline, advocate: User) -> None:
    limit.refresh_from_db()
    entry = Entry.objects.get(action="deadline.start")

    assert dates(limit) == ("2027-01-04", "2027-01-04", "2028-01-04")
    assert limit.rule_version == rulebook.rule("mandatory-reconsideration", on=FRIDAY).version
    assert (limit.owner, limit.watcher, limit.state) == (advocate, None, DeadlineState.LIVE)
    assert (entry.about, entry.facts["rule"]) == (str(limit.pk), "mandatory-reconsideration")


def test_limit_that_counts_the_first_day_ends_a_day_sooner(case: Case, advocate: User) -> None:
    limit = make_deadline(case, by=advocate, rule_key=REVIEW, event_on=FRIDAY)

    assert dates(limit) == ("2026-12-24", "2026-12-24", None)


def test_limit_says_why_it_ends_when_it_does(limit: Deadline) -> None:
    found = reckoned_of(limit)

    assert (found.last_on, len(found.explanation) > 0) == (limit.last_on, True)


def test_limit_remembers_its_paper(case: Case, advocate: User) -> None:
    paper = make_paper(case, by=advocate, received_on=date(2025, 11, 3))

    limit = make_deadline(case, by=advocate, paper=paper)

    assert list(paper.deadlines.all()) == [limit]


def test_limit_runs_once_from_one_day(limit: Deadline, case: Case, advocate: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        make_deadline(case, by=advocate, event_on=FRIDAY)

    assert codes(broken) == ["stands_already"]


def test_limit_that_cannot_be_worked_out_says_what_is_missing(case: Case, advocate: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        make_deadline(case, by=advocate, rule_key="uc-explicit-consent")

    assert [(one.code, one.field) for one in broken.value.problems] == [("cannot_reckon", "assessment_day")]


def test_limit_is_not_put_on_a_closed_case(case: Case, advocate: User) -> None:
    close_case(case, by=advocate, reason="done", aim_met="not_said")

    with pytest.raises(RuleBroken) as broken:
        make_deadline(case, by=advocate)

    assert codes(broken) == ["case_closed"]


def test_another_day_moves_the_dates_and_keeps_what_stood_there(limit: Deadline, advocate: User) -> None:
    move_deadline(limit, by=advocate, event_on=date(2026, 12, 7), why="The letter came late")

    limit.refresh_from_db()
    (change,) = limit.changes.all()
    assert dates(limit) == ("2027-01-07", "2027-01-07", "2028-01-07")
    assert (str(change.last_was_on), str(change.last_became_on)) == ("2027-01-04", "2027-01-07")
    assert (str(change.event_was_on), change.why, change.number) == ("2026-12-04", "The letter came late", 1)
    assert Entry.objects.filter(action="deadline.move", about=str(limit.pk)).exists()


def test_same_day_again_moves_nothing(limit: Deadline, advocate: User) -> None:
    move_deadline(limit, by=advocate, event_on=FRIDAY)

    assert not DeadlineChange.objects.exists()


def test_moved_limit_keeps_the_circumstances_that_nobody_changed(case: Case, advocate: User) -> None:
    paused: dict[str, Any] = {"paused_from": FRIDAY, "paused_until": date(2026, 12, 11)}
    limit = make_deadline(case, by=advocate, rule_key="subject-access", event_on=FRIDAY, **paused)

    move_deadline(limit, by=advocate, event_on=date(2026, 12, 3))

    assert (limit.paused_from, limit.paused_until) == (FRIDAY, date(2026, 12, 11))


def test_limit_does_not_move_onto_another_of_the_same_rule(
    limit: Deadline, case: Case, advocate: User
) -> None:
    other = make_deadline(case, by=advocate, event_on=date(2026, 12, 8))

    with pytest.raises(RuleBroken) as broken:
        move_deadline(other, by=advocate, event_on=FRIDAY)

    assert codes(broken) == ["stands_already"]


def test_limit_is_met_with_what_was_done_and_its_proof(limit: Deadline, advocate: User) -> None:
    meet_deadline(limit, by=advocate, met_on=FRIDAY, what_done="Sent the letter", proof="RK 1234")

    limit.refresh_from_db()
    assert (limit.state, limit.met_on, limit.what_done, limit.proof) == (
        DeadlineState.MET,
        FRIDAY,
        "Sent the letter",
        "RK 1234",
    )
    assert Entry.objects.get(action="deadline.meet").facts == {"in_time": "True"}


def test_dropped_limit_says_why(limit: Deadline, advocate: User) -> None:
    drop_deadline(limit, by=advocate, why="They changed the decision themselves")

    limit.refresh_from_db()
    assert (limit.state, limit.ended_by, limit.ended_why) == (
        DeadlineState.DROPPED,
        advocate,
        "They changed the decision themselves",
    )


def test_limit_is_not_missed_while_there_is_time(limit: Deadline, advocate: User) -> None:
    with clock.at(clock.now().replace(year=2026, month=12, day=10)), pytest.raises(RuleBroken) as broken:
        miss_deadline(limit, by=advocate)

    assert codes(broken) == ["not_over"]


def test_limit_is_missed_once_its_day_is_over(passed: Deadline, advocate: User) -> None:
    miss_deadline(passed, by=advocate, why="Nobody was there")

    assert (passed.state, passed.ended_why) == (DeadlineState.MISSED, "Nobody was there")


def test_late_way_is_open_after_the_last_day_until_the_late_limit(passed: Deadline, advocate: User) -> None:
    tell_why_late(passed, by=advocate, late_reasons="I was in hospital", late_evidence="A letter of the ward")

    passed.refresh_from_db()
    assert (passed.has_passed, passed.late_route_is_open, passed.is_live) == (True, True, True)
    assert (passed.late_reasons, passed.late_evidence) == ("I was in hospital", "A letter of the ward")
    assert Entry.objects.filter(action="deadline.tell_why_late").exists()


@pytest.mark.parametrize("action", ["meet", "move", "watch", "late", "drop", "miss"])
def test_limit_that_has_ended_changes_no_more(action: str, limit: Deadline, advocate: User) -> None:
    drop_deadline(limit, by=advocate, why="Not needed")
    again = {
        "meet": lambda: meet_deadline(limit, by=advocate, met_on=FRIDAY, what_done="x"),
        "move": lambda: move_deadline(limit, by=advocate, event_on=FRIDAY),
        "watch": lambda: watch_deadline(limit, by=advocate, owner=advocate),
        "late": lambda: tell_why_late(limit, by=advocate, late_reasons="x"),
        "drop": lambda: drop_deadline(limit, by=advocate, why="x"),
        "miss": lambda: miss_deadline(limit, by=advocate),
    }

    with pytest.raises(RuleBroken) as broken:
        again[action]()

    assert codes(broken) == ["limit_ended"]


def test_second_name_watches_and_can_be_replaced(
    limit: Deadline, advocate: User, other_advocate: User, coordinator: User
) -> None:
    watch_deadline(limit, by=advocate, owner=advocate, watcher=other_advocate)
    watch_deadline(limit, by=advocate, owner=advocate, watcher=coordinator)

    limit.refresh_from_db()
    assert (limit.owner, limit.watcher) == (advocate, coordinator)
    last = Entry.objects.filter(action="deadline.watch").order_by("-seq")[0]
    assert last.facts == {"owner": str(advocate.pk), "watcher": str(coordinator.pk)}


def test_owner_hands_a_limit_on_and_its_watcher_stays(
    limit: Deadline, person: Person, advocate: User, other_advocate: User, coordinator: User
) -> None:
    watch_deadline(limit, by=advocate, owner=advocate, watcher=coordinator)
    make_partnership(person, other_advocate)

    watch_deadline(limit, by=advocate, owner=other_advocate, watcher=coordinator)

    assert (limit.owner, limit.watcher) == (other_advocate, coordinator)


def test_nobody_is_the_second_name_of_their_own_limit(limit: Deadline, advocate: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        watch_deadline(limit, by=advocate, owner=advocate, watcher=advocate)

    assert codes(broken) == ["watches_own"]


def test_r16_somebody_behind_a_wall_does_not_watch_and_nobody_is_told_why(
    limit: Deadline, person: Person, advocate: User, other_advocate: User
) -> None:
    make_wall(person, other_advocate)

    with pytest.raises(RuleBroken) as broken:
        watch_deadline(limit, by=advocate, owner=advocate, watcher=other_advocate)

    assert [(one.code, one.field) for one in broken.value.problems] == [("not_available", "watcher")]


def test_a7_limit_is_not_given_to_a_coordinator_who_declared_somebody_of_that_name(
    limit: Deadline, advocate: User, coordinator: User
) -> None:
    declare_conflict(by=coordinator, who="Jo Marsh")

    with pytest.raises(RuleBroken) as broken:
        watch_deadline(limit, by=advocate, owner=coordinator)

    assert codes(broken) == ["not_available"]


def test_limit_is_given_only_to_somebody_who_may_write_about_the_person(
    limit: Deadline, advocate: User, other_advocate: User
) -> None:
    with pytest.raises(RuleBroken) as broken:
        watch_deadline(limit, by=advocate, owner=other_advocate)

    assert [(one.code, one.field) for one in broken.value.problems] == [("not_available", "owner")]


@pytest.mark.parametrize("days_ago", [0, 60])
def test_c15_case_does_not_close_over_a_live_limit(days_ago: int, case: Case, advocate: User) -> None:
    make_deadline(case, by=advocate, event_on=clock.today() - timedelta(days=days_ago))

    with pytest.raises(RuleBroken) as broken:
        close_case(case, by=advocate, reason="done", aim_met="not_said")

    case.refresh_from_db()
    assert (codes(broken), case.state) == (["live_limit"], CaseState.OPEN)
    title = rulebook.rule("mandatory-reconsideration").title
    assert title in str(broken.value.problems[0].sentence)


def test_c15_case_closes_once_its_limits_have_ended(case: Case, advocate: User) -> None:
    drop_deadline(make_deadline(case, by=advocate), by=advocate, why="Not needed")

    close_case(case, by=advocate, reason="done", aim_met="not_said")

    assert case.state == CaseState.CLOSED


def test_closed_account_stays_named_on_its_limit(case: Case, person: Person, coordinator: User) -> None:
    leaving = make_user("Lou Pike", Role.ADVOCATE)
    make_partnership(person, leaving)
    limit = make_deadline(case, by=leaving)

    close_account(leaving, by=coordinator)

    limit.refresh_from_db()
    assert limit.owner == leaving
