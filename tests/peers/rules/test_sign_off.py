"""When a shadow may become a lead, and who observes and writes about whom (E6, E7)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
import time_machine

from alongside.accounts.models import Role, User
from alongside.accounts.words import words_for
from alongside.common.ids import new_id
from alongside.common.problems import Problem
from alongside.peers.models import Competence, StageName
from alongside.peers.rules import (
    Shadowing,
    has_journey,
    lead_problems,
    may_observe,
    may_read_journey,
    needs_sign_off,
    shadowed_problems,
    shadowings_of,
    sighting_problems,
    sign_off_problems,
    works_beside_learners,
)
from tests.factories.accounts import make_user, somebody
from tests.factories.journeys import days_ago, make_seen, make_shadowed
from tests.factories.peers import make_advocate, make_stage

TODAY = date(2026, 11, 24)
TOMORROW = date(2026, 11, 25)
WORDS = words_for({"lead": "guide", "leads": "guides", "shadow": "learner"})
ONE, TWO = new_id(), new_id()
BOTH = frozenset({ONE, TWO})
READY = Shadowing(shifts=6, leads=BOTH, agreed=BOTH, seen=frozenset(Competence), observers=BOTH)
NOT_YET = "The day must be today or earlier."


def only(*ids: UUID) -> frozenset[UUID]:
    return frozenset(ids)


def test_six_shifts_with_two_leads_who_both_agree_and_two_observers_are_enough() -> None:
    assert sign_off_problems(READY, WORDS) == []


@pytest.mark.parametrize(
    "record, problem",
    [
        (
            replace(READY, shifts=5),
            Problem("few_shifts", "5 of 6 shifts shadowed, with both notes."),
        ),
        (
            replace(READY, leads=only(ONE)),
            Problem("few_leads", "Shifts with at least two different guides are needed."),
        ),
        (
            replace(READY, seen=frozenset(Competence) - {Competence.RIGHTS, Competence.STRENGTHS}),
            Problem("not_seen", "Not seen yet: Asks what already works; Looks up the rights and the dates."),
        ),
        (
            replace(READY, observers=only(TWO)),
            Problem("one_observer", "Two different people must have seen what they can do."),
        ),
        (
            replace(READY, agreed=only(ONE)),
            Problem(
                "not_agreed",
                "Two guides and the learner must each say “ready” of their last shift together.",
            ),
        ),
    ],
)
def test_each_thing_that_is_missing_is_named_in_the_services_own_words(
    record: Shadowing, problem: Problem
) -> None:
    assert sign_off_problems(record, WORDS) == [problem]


def test_record_holds_what_was_done_and_seen_of_this_shadow_alone(service: object) -> None:
    shadow, other = (make_advocate(name, StageName.SHADOW) for name in ("Shay Moor", "Sal Ford"))
    lead, second = (make_advocate(name, StageName.LEAD) for name in ("Lea Park", "Lou Kerr"))
    make_shadowed(shadow, lead, days=3)
    make_shadowed(shadow, second, days=2, lead_ready=False)
    make_seen(shadow, lead, Competence.LISTEN)
    make_shadowed(other, second)
    make_seen(other, second, Competence.TEAM)

    assert shadowings_of([shadow.pk])[shadow.pk] == Shadowing(
        shifts=2,
        leads=only(lead.pk, second.pk),
        agreed=only(lead.pk),
        seen=frozenset({"listen"}),
        observers=only(lead.pk),
    )


def test_all_of_it_is_still_to_come_for_a_new_shadow(advocate: User) -> None:
    assert [problem.code for problem in lead_problems(advocate)] == [
        "few_shifts",
        "few_leads",
        "not_seen",
        "one_observer",
        "not_agreed",
    ]


@pytest.mark.parametrize("last, agreed", [(True, True), (False, False)])
def test_last_shift_together_says_whether_both_are_ready(last: bool, agreed: bool, service: object) -> None:
    shadow = make_advocate("Shay Moor", StageName.SHADOW)
    lead = make_advocate("Lea Park", StageName.LEAD)
    make_shadowed(shadow, lead, days=1, lead_ready=last)
    make_shadowed(shadow, lead, days=5, lead_ready=not last)

    assert (lead.pk in shadowings_of([shadow.pk])[shadow.pk].agreed) == agreed


@pytest.mark.parametrize(
    "before, to, needed",
    [
        (None, StageName.LEAD, True),
        (StageName.SHADOW, StageName.LEAD, True),
        (StageName.SHADOW, StageName.SENIOR, True),
        (StageName.LEAD, StageName.SENIOR, False),
        (StageName.SENIOR, StageName.LEAD, False),
        (None, StageName.SHADOW, False),
        (StageName.LEAD, StageName.SHADOW, False),
    ],
)
def test_sign_off_is_needed_the_first_time_somebody_leads(
    before: StageName | None, to: StageName, needed: bool, advocate: User, other_advocate: User
) -> None:
    make_stage(other_advocate, StageName.LEAD)
    if before:
        make_stage(advocate, before)

    assert needs_sign_off(advocate, to) is needed


@pytest.mark.parametrize("role", Role)
def test_advocates_alone_have_a_journey(role: Role) -> None:
    assert has_journey(somebody(role)) == (role == Role.ADVOCATE)


@pytest.mark.parametrize(
    "role, stage, works_beside",
    [
        (Role.SUPERVISOR, None, True),
        (Role.COORDINATOR, None, True),
        (Role.ADVOCATE, StageName.LEAD, True),
        (Role.ADVOCATE, StageName.SHADOW, False),
        (Role.ADVOCATE, None, False),
        (Role.DP_LEAD, None, False),
        (Role.BOARD, None, False),
        # a lead once, who gave the role back
        (Role.BOARD, StageName.LEAD, False),
    ],
)
def test_leads_supervisors_and_coordinators_work_beside_learners(
    role: Role, stage: StageName | None, works_beside: bool, service: object
) -> None:
    user = make_user("Kim Holt", role)
    if stage:
        make_stage(user, stage)

    assert works_beside_learners(user) is works_beside


def test_nobody_observes_themselves_nor_anybody_without_a_journey(supervisor: User, advocate: User) -> None:
    both = make_user("Bo Lane", Role.ADVOCATE, Role.SUPERVISOR)

    assert [may_observe(both, of) for of in (both, supervisor, advocate)] == [False, False, True]


def test_journey_is_read_by_oneself_and_by_who_may_observe(
    advocate: User, other_advocate: User, supervisor: User, board_member: User
) -> None:
    readers = (advocate, supervisor, other_advocate, board_member)

    assert [may_read_journey(user, advocate) for user in readers] == [True, True, False, False]
    assert [may_read_journey(user, supervisor) for user in (supervisor, advocate)] == [False, False]


@pytest.mark.parametrize(
    "role, on, found",
    [
        (Role.SUPERVISOR, TODAY, []),
        (Role.SUPERVISOR, TOMORROW, [Problem("not_yet", NOT_YET, "seen_on")]),
        (
            Role.BOARD,
            TOMORROW,
            [
                Problem("not_an_observer", "Only a lead or a supervisor can write this."),
                Problem("not_yet", NOT_YET, "seen_on"),
            ],
        ),
    ],
)
@time_machine.travel(TODAY, tick=False)
def test_what_was_seen_is_written_by_an_observer_up_to_today(
    role: Role, on: date, found: list[Problem]
) -> None:
    assert sighting_problems(somebody(Role.ADVOCATE), by=somebody(role), on=on) == found


def test_shift_is_written_by_the_two_who_were_there_one_of_them_a_lead(
    advocate: User, other_advocate: User, coordinator: User
) -> None:
    make_stage(other_advocate, StageName.LEAD)
    today, tomorrow = days_ago(0), days_ago(-1)
    not_theirs = Problem("not_theirs", "Only the two who were there can write this.")
    not_a_lead = Problem("not_a_lead", "Choose a lead who was there.", "lead")
    not_yet = Problem("not_yet", NOT_YET, "on")

    def found(shadow: User, lead: User, by: User, on: date = today) -> list[Problem]:
        return shadowed_problems(shadow, lead, by=by, on=on)

    assert found(advocate, other_advocate, advocate) == []
    assert found(advocate, other_advocate, other_advocate) == []
    assert found(advocate, other_advocate, coordinator) == [not_theirs]
    assert found(other_advocate, advocate, advocate) == [not_a_lead]
    assert found(other_advocate, other_advocate, other_advocate) == [not_a_lead]
    assert found(advocate, other_advocate, advocate, tomorrow) == [not_yet]
    assert found(other_advocate, advocate, coordinator, tomorrow) == [not_theirs, not_a_lead, not_yet]
