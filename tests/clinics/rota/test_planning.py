"""What every plan must be, whatever the problem."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.clinics.rota.filter import ineligible, reasons
from alongside.clinics.rota.planning import plan, replan
from alongside.clinics.rota.problem import Change, Problem, Published, Role, Shift, Weights
from alongside.clinics.rota.score import broken, moved, unfit
from tests.clinics.rota.problems import (
    LEAD,
    MONDAY,
    SHADOW,
    advocate,
    every_rota,
    problem,
    problems,
    session,
    total,
)

QUIETLY = settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@QUIETLY
@given(asked=problems())
def test_plan_breaks_no_hard_rule(asked: Problem) -> None:
    made = plan(asked, seconds=20)

    assert broken(asked, made.shifts) == []


@QUIETLY
@given(asked=problems())
def test_plan_counts_what_the_scorer_counts_and_is_proven(asked: Problem) -> None:
    made = plan(asked, seconds=20)

    assert made.objective == total(asked, made.shifts) == made.bound
    assert made.coverage_proven


@QUIETLY
@given(asked=problems(most_sessions=2, most_advocates=3))
def test_no_rota_at_all_is_better_than_the_plan(asked: Problem) -> None:
    made = plan(asked, seconds=20)

    assert made.objective == min(total(asked, shifts) for shifts in every_rota(asked))


@QUIETLY
@given(asked=problems())
def test_filter_and_scorer_agree_on_who_may(asked: Problem) -> None:
    pairs = [(who, where, role) for who in asked.advocates for where in asked.sessions for role in Role]

    for who, where, role in pairs:
        found = reasons(asked, who, where, role)
        assert ineligible(asked, who, where, role) == (found[0] if found else None)
        if who.most_a_week:
            assert bool(found) == bool(unfit(asked, who, where, role))


@QUIETLY
@given(asked=problems())
def test_planning_again_with_nothing_changed_changes_nothing(asked: Problem) -> None:
    made = plan(asked, seconds=20)

    again = replan(asked, Published(made.shifts), seconds=20)

    assert again.shifts == made.shifts
    assert again.changes == ()
    assert again.objective == made.objective


@QUIETLY
@given(asked=problems(), chance=st.randoms(use_true_random=False))
def test_planning_again_keeps_whoever_is_near_and_may_stay(asked: Problem, chance: object) -> None:
    published = Published(plan(asked, seconds=20).shifts, keep_until=MONDAY + timedelta(days=1))
    fewer = replace(
        asked,
        advocates=tuple(
            replace(who, most_a_week=0) if chance.random() < 0.3 else who  # type: ignore[attr-defined]
            for who in asked.advocates
        ),
    )
    days = {each.id: each.on for each in asked.sessions}

    again = replan(fewer, published, seconds=20)

    still = {who.id for who in fewer.advocates if who.most_a_week}
    leads = {shift.session for shift in published.shifts if shift.role == LEAD and shift.advocate in still}
    assert broken(fewer, again.shifts) == []
    assert again.objective == total(fewer, again.shifts, published) == again.bound
    assert [
        shift
        for shift in published.shifts
        if days[shift.session] == MONDAY
        and shift.advocate in still
        and (shift.role != SHADOW or shift.session in leads)
        and shift not in again.shifts
    ] == []


@QUIETLY
@given(asked=problems(), old=problems())
def test_planning_again_copes_with_any_published_rota(asked: Problem, old: Problem) -> None:
    published = Published(plan(old, seconds=20).shifts, keep_until=MONDAY + timedelta(days=8))

    again = replan(asked, published, seconds=20)

    assert broken(asked, again.shifts) == []
    assert again.objective == total(asked, again.shifts, published) == again.bound
    assert sum(change.avoidable for change in again.changes) == len(moved(asked, again.shifts, published))


def test_second_lead_stands_in_for_the_shadow_but_a_shadow_comes_first() -> None:
    two_leads = problem([session("s")], [advocate("ann", LEAD), advocate("bo", LEAD)])
    with_shadow = problem(
        [session("s")], [advocate("ann", LEAD), advocate("bo", LEAD), advocate("cy", SHADOW)]
    )

    alone, learning = plan(two_leads), plan(with_shadow)

    assert [shift.role for shift in alone.shifts] == [LEAD, SHADOW]
    assert Shift("s", SHADOW, "cy") in learning.shifts


def test_shadow_is_not_put_on_without_a_lead() -> None:
    asked = problem([session("s")], [advocate("bo", SHADOW)])

    made = plan(asked)

    assert made.shifts == ()
    assert made.missing == (("s", LEAD, 1), ("s", SHADOW, 1))
    assert made.objective == 11_000 + Weights().under


def test_clinic_keeps_its_lead() -> None:
    weeks = [session(f"s{week}", day=7 * week, clinic="c", needs={LEAD: 1}) for week in range(4)]
    people = [advocate("ann", LEAD), advocate("bo", LEAD)]

    made = plan(problem(weeks, people, weights=Weights(over=0, far_over=0, under=0)))

    assert len({shift.advocate for shift in made.shifts}) == 1


def test_shadow_sees_the_leads_they_still_have_to_see() -> None:
    weeks = [session(f"s{week}", day=7 * week, clinic=f"c{week}") for week in range(2)]
    people = [
        advocate("ann", LEAD),
        advocate("bo", LEAD),
        advocate("cy", SHADOW, leads_to_see=1, leads_seen=frozenset({"ann"})),
    ]

    made = plan(problem(weeks, people))

    met = {
        lead.advocate
        for shadow in made.shifts
        for lead in made.shifts
        if shadow.role == SHADOW and lead.role == LEAD and lead.session == shadow.session
    }
    assert "bo" in met
    assert made.parts["variety"] == 0


def test_change_says_who_leaves_and_who_comes() -> None:
    before = problem([session("s", needs={LEAD: 1})], [advocate("ann", LEAD), advocate("bo", LEAD)])
    published = Published((Shift("s", LEAD, "ann"),))
    after = replace(before, advocates=(replace(before.advocates[0], usual=()), before.advocates[1]))

    again = replan(after, published)

    assert again.changes == (Change("s", LEAD, leaves="ann", comes="bo", avoidable=False),)


def test_lead_who_leaves_frees_the_shadow_kept_there() -> None:
    asked = problem([session("s")], [advocate("ann", LEAD, usual=()), advocate("bo", SHADOW)])
    published = Published(
        (Shift("s", LEAD, "ann"), Shift("s", SHADOW, "bo")), keep_until=MONDAY + timedelta(days=7)
    )

    again = replan(asked, published)

    assert again.shifts == ()
    assert again.changes == (
        Change("s", LEAD, leaves="ann", comes=None, avoidable=False),
        Change("s", SHADOW, leaves="bo", comes=None, avoidable=True),
    )


def test_whoever_said_no_to_a_change_is_left_in_peace() -> None:
    polish = frozenset({"pl"})
    asked = problem(
        [session("s", needs={LEAD: 1}, languages=polish)],
        [advocate("ann", LEAD), advocate("bo", LEAD, languages=polish)],
    )
    ann = Shift("s", LEAD, "ann")

    wished = replan(asked, Published((ann,)))
    kept = replan(asked, Published((ann,), said_no=frozenset({ann})))

    assert wished.changes == (Change("s", LEAD, leaves="ann", comes="bo", avoidable=True),)
    assert kept.changes == ()


def test_search_that_is_stopped_at_once_still_has_a_rota() -> None:
    asked = problem([session("s")], [advocate("ann", LEAD), advocate("bo", SHADOW)])
    heard = []

    made = plan(asked, should_stop=lambda: True, on_progress=heard.append)

    assert made.stopped
    assert len(made.shifts) == 2
    assert heard[0].objective == made.objective
    assert made.gap <= 1


def test_problem_without_advocates_is_all_gaps() -> None:
    made = plan(problem([session("s")], []))

    assert made.shifts == ()
    assert made.gap == 0
