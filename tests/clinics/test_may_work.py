"""B4: whether somebody may work, where the coordinator places them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.clinics.actions import cancel_session, put_on_session, put_on_though, reinstate_session
from alongside.clinics.actions.accompany import let_go_though
from alongside.clinics.models import Session, ShiftRole
from alongside.clinics.queries import candidates, doubts_about, line_of, next_shifts_of
from alongside.clinics.rules import shift_problems
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.peers.models import CheckDecision, CheckOutcome, StageName, WorkDecision
from alongside.peers.rules import may_work
from alongside.people.models import Person
from tests.clinics.conftest import NOW, TODAY, at
from tests.conftest import SignIn
from tests.factories.accompany import make_going
from tests.factories.clinics import make_shift, session_on
from tests.factories.journeys import make_cohort
from tests.factories.peers import make_advocate, make_stage
from tests.factories.people import make_wall
from tests.factories.supervision import hold_supervision

LONG_AGO = TODAY - timedelta(days=40)
MISSED = "Has missed supervision since Tuesday 3 November 2026."


@pytest.fixture
def missing(coordinator: User, supervisor: User) -> User:
    """A lead who was last at supervision on 27 October; there was another one a week later."""
    user = make_advocate("Milo Kerr", by=coordinator)
    make_stage(user, StageName.LEAD, by=coordinator, from_on=LONG_AGO)
    hold_supervision(user, by=supervisor, on=date(2026, 10, 27))
    hold_supervision(coordinator, by=supervisor, on=date(2026, 11, 3))
    return user


def test_b4_missed_supervision_is_a_plain_sentence_where_somebody_is_placed(
    session: Session, missing: User
) -> None:
    found = candidates(session, ShiftRole.LEAD)

    assert found.possible == []
    assert found.refused == []
    assert [(str(user.name), reasons) for user, reasons in found.to_decide] == [("Milo Kerr", [MISSED])]


def test_b4_placing_page_shows_the_sentence_and_the_way_to_decide(
    session: Session, missing: User, coordinator: User, signed_in: SignIn
) -> None:
    page = signed_in(coordinator).get(f"/sessions/{session.pk}/put-on/lead/").content.decode()

    assert f"<p>{MISSED}</p>" in page
    assert f'href="/sessions/{session.pk}/put-on/lead/{missing.pk}/"' in page


def test_b4_coordinator_decides_with_a_reason(
    session: Session, missing: User, coordinator: User, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    url = f"/sessions/{session.pk}/put-on/lead/{missing.pk}/"

    asked = client.get(url).content.decode()
    empty = client.post(url, {"why": " "})
    answer = client.post(url, {"why": "Was ill; we talked on the phone"})

    assert MISSED in asked
    assert empty.context["form"].errors == {"why": ["Write why they may work for now"]}
    assert answer["Location"] == f"/sessions/{session.pk}/"
    assert [shift.user for shift in session.shifts.live()] == [missing]
    decision = WorkDecision.objects.get()
    assert (decision.why, decision.decided_by, decision.until_on) == (
        "Was ill; we talked on the phone",
        coordinator,
        TODAY + timedelta(days=14),
    )
    assert str(decision) == f"decision {decision.pk}"
    assert Entry.objects.filter(action="work.let").count() == 1


def test_b4_decision_holds_for_other_sessions_and_runs_out(
    session: Session, missing: User, coordinator: User
) -> None:
    put_on_though(session, user=missing, role=ShiftRole.LEAD, why="Was ill", by=coordinator)

    assert may_work(missing, TODAY + timedelta(days=60)) == []
    assert [problem.code for problem in may_work(missing, TODAY - timedelta(days=1))] == [
        "supervision_missed"
    ]
    put_on_session(
        session_on(session.clinic, TODAY + timedelta(days=7)),
        user=missing,
        role=ShiftRole.LEAD,
        by=coordinator,
    )


def test_b4_no_decision_is_made_over_anything_else(
    session: Session, missing: User, coordinator: User
) -> None:
    make_stage(missing, StageName.STEPPED_BACK, by=coordinator)

    with pytest.raises(RuleBroken) as broken:
        put_on_though(session, user=missing, role=ShiftRole.LEAD, why="Please", by=coordinator)

    assert [str(problem.sentence) for problem in broken.value.problems] == ["Not available."]
    assert WorkDecision.objects.count() == 0


def test_b4_nobody_decides_about_themselves(session: Session, missing: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        put_on_though(session, user=missing, role=ShiftRole.LEAD, why=" ", by=missing)

    assert [problem.code for problem in broken.value.problems] == ["oneself", "no_why"]


def test_b4_no_decision_is_kept_where_none_is_needed(session: Session, lead: User, coordinator: User) -> None:
    shift = put_on_though(session, user=lead, role=ShiftRole.LEAD, why="To be sure", by=coordinator)

    assert list(session.shifts.live()) == [shift]
    assert WorkDecision.objects.count() == 0


def test_b4_coordinator_decides_with_a_reason_who_goes_with_somebody(
    person: Person, missing: User, coordinator: User, signed_in: SignIn
) -> None:
    row = make_going(person, by=coordinator)
    client = signed_in(coordinator)
    url = reverse("accompany-put-though", args=[person.pk, row.pk, missing.pk])

    offered = client.get(reverse("accompany-put-on", args=[person.pk, row.pk])).content.decode()
    asked = client.get(url).content.decode()
    empty = client.post(url, {"why": " "})
    answer = client.post(url, {"why": "Was ill; we talked on the phone"})

    row.refresh_from_db()
    assert f'href="{url}"' in offered
    assert MISSED in asked
    assert empty.context["form"].errors == {"why": ["Write why they may work for now"]}
    assert answer["Location"] == reverse("accompany", args=[person.pk, row.pk])
    assert row.user == missing
    assert WorkDecision.objects.get().why == "Was ill; we talked on the phone"
    assert Entry.objects.filter(action="accompany.put_on_though").count() == 1


def test_b4_no_wall_is_decided_away_for_who_goes_with_somebody(
    person: Person, missing: User, coordinator: User
) -> None:
    row = make_going(person, by=coordinator)
    make_wall(person, missing)

    with pytest.raises(RuleBroken) as broken:
        let_go_though(row, user=missing, why="Please", by=coordinator)

    assert [str(problem.sentence) for problem in broken.value.problems] == ["Not available.", MISSED]
    assert WorkDecision.objects.count() == 0


@pytest.mark.parametrize("team", [1, 3])
def test_b4_asking_costs_the_same_for_three_as_for_one(
    team: int, session: Session, coordinator: User, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for number in range(team):
        user = make_advocate(f"Lead {number}", by=coordinator)
        make_stage(user, StageName.LEAD, by=coordinator, from_on=LONG_AGO)

    with django_assert_num_queries(17):
        found = candidates(session, ShiftRole.LEAD)

    assert len(found.to_decide) == team


def test_b4_whoever_is_still_learning_may_help_and_no_more(session: Session, coordinator: User) -> None:
    learner = make_advocate("Nia Cole", StageName.TRAINING, by=coordinator)

    found = {
        role: [problem.code for problem in shift_problems(session, learner, role)]
        for role in (ShiftRole.HELPER, ShiftRole.SHADOW)
    }

    assert found == {ShiftRole.HELPER: [], ShiftRole.SHADOW: ["not_shadowing", "not_trained"]}


def test_b4_training_that_was_finished_is_asked_about_no_more(coordinator: User, supervisor: User) -> None:
    learner = make_advocate("Nia Cole", StageName.TRAINING, by=coordinator)
    trainee = make_cohort(supervisor, learner).trainees.get()

    with recorded("training.forge", by=None):
        trainee.change(finished_on=TODAY, finished_by=supervisor)

    assert may_work(learner, TODAY) == []


def test_b4_checks_that_run_out_before_the_day_are_a_plain_sentence(session: Session, lead: User) -> None:
    with recorded("check.forge", by=None):
        CheckDecision.objects.get(user=lead).change(review_on=TODAY + timedelta(days=6))
    later = session_on(session.clinic, TODAY + timedelta(days=7))

    assert shift_problems(session, lead, ShiftRole.LEAD) == []
    assert [str(problem.sentence) for problem in shift_problems(later, lead, ShiftRole.LEAD)] == [
        "Checks are not in date."
    ]


def test_b4_checks_cannot_be_decided_away(session: Session, missing: User, coordinator: User) -> None:
    with recorded("check.forge", by=None):
        CheckDecision.objects.get(user=missing).change(outcome=CheckOutcome.NOT_NOW)

    with pytest.raises(RuleBroken) as broken:
        put_on_though(session, user=missing, role=ShiftRole.LEAD, why="Please", by=coordinator)

    assert [problem.code for problem in broken.value.problems] == ["no_check", "supervision_missed"]
    assert [str(user.name) for user, _why in candidates(session, ShiftRole.LEAD).refused] == ["Milo Kerr"]


@pytest.fixture
def down_for(session: Session, coordinator: User, supervisor: User) -> Session:
    """A session in a week, with a lead who has missed supervision since they were put on it."""
    user = make_advocate("Milo Kerr", by=coordinator)
    make_stage(user, StageName.LEAD, by=coordinator, from_on=LONG_AGO)
    later = session_on(session.clinic, TODAY + timedelta(days=7))
    with clock.at(NOW - timedelta(days=25)):
        hold_supervision(user, by=supervisor)
        make_shift(later, user, by=coordinator)
    hold_supervision(coordinator, by=supervisor, on=date(2026, 11, 3))
    return later


def test_b4_supervision_missed_after_placing_is_a_plain_sentence_on_the_session(
    down_for: Session, coordinator: User, signed_in: SignIn
) -> None:
    milo = down_for.shifts.get().user
    client, decide = signed_in(coordinator), reverse("work-decide", args=[milo.pk])

    before = client.get(f"/sessions/{down_for.pk}/").content.decode()
    client.post(decide, {"why": "Was ill; we talked on the phone"})
    after = client.get(f"/sessions/{down_for.pk}/").content.decode()

    assert (MISSED in before, f'href="{decide}"' in before, "Look at this" in before) == (True, True, True)
    assert (MISSED in after, "Look at this" in after) == (False, False)


def test_b4_nobody_but_the_coordinator_reads_it_there(
    down_for: Session, supervisor: User, signed_in: SignIn
) -> None:
    for reader in (supervisor, down_for.shifts.get().user):
        page = signed_in(reader).get(f"/sessions/{down_for.pk}/").content.decode()

        assert ("Milo Kerr" in page, "supervision since" in page, "Look at this" in page) == (
            True,
            False,
            False,
        )


def test_b4_checks_that_ran_out_after_placing_are_said_and_not_decided_away(
    down_for: Session, coordinator: User, signed_in: SignIn
) -> None:
    milo = down_for.shifts.get().user
    with recorded("check.forge", by=None):
        CheckDecision.objects.get(user=milo).change(review_on=TODAY)

    page = signed_in(coordinator).get(f"/sessions/{down_for.pk}/").content.decode()

    assert "Checks are not in date." in page
    assert ("Put somebody else on." in page, reverse("work-decide", args=[milo.pk]) in page) == (True, False)


def test_b4_nothing_is_said_of_a_session_that_is_over_or_of_who_left_it(
    down_for: Session, coordinator: User
) -> None:
    cancel_session(down_for, by=coordinator)
    cancelled = doubts_about(line_of(down_for))
    reinstate_session(down_for, by=coordinator)
    make_stage(down_for.shifts.get().user, StageName.STEPPED_BACK, by=coordinator)
    stepped_back = doubts_about(line_of(down_for))
    with at(NOW + timedelta(days=8)):
        over = doubts_about(line_of(down_for))

    assert (cancelled, stepped_back, over) == ([], [], [])


def test_b4_where_each_is_down_next_is_the_nearest_session_that_runs(
    session: Session, lead: User, shadow: User, coordinator: User
) -> None:
    for days in (0, 7, 14):
        row = session_on(session.clinic, TODAY + timedelta(days=days))
        make_shift(row, lead, by=coordinator)
        if days < 14:
            cancel_session(row, by=coordinator)

    found = next_shifts_of([lead, shadow])

    assert {user: shift.session.on for user, shift in found.items()} == {lead.pk: TODAY + timedelta(days=14)}
