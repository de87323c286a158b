"""Why a place stays empty, and what is not said."""

from hypothesis import given

from alongside.clinics.rota.explain import Elsewhere, GapReason, explain
from alongside.clinics.rota.filter import Reason
from alongside.clinics.rota.planning import plan
from alongside.clinics.rota.problem import Problem
from tests.clinics.rota.problems import LEAD, SHADOW, advocate, problem, problems, session
from tests.clinics.rota.test_planning import QUIETLY


def test_gap_names_who_is_one_step_away_and_counts_the_others() -> None:
    asked = problem(
        [session("one", needs={LEAD: 1}), session("two", place="hostel", needs={LEAD: 1})],
        [
            advocate("ann", LEAD, never_with=frozenset({"hostel"})),
            advocate("away", LEAD, usual=()),
            advocate("new", SHADOW),
            advocate("two steps", SHADOW, usual=()),
        ],
    )

    found = explain(asked, plan(asked))

    assert found == [
        GapReason(
            session="two",
            role=LEAD,
            missing=1,
            proven=True,
            elsewhere=(),
            waits_for_lead=(),
            one_step={Reason.NOT_SIGNED_OFF: ("new",), Reason.NOT_AVAILABLE: ("away",)},
            more_steps=1,
            not_possible=1,
            free=(),
        )
    ]


def test_gap_says_where_somebody_is_and_what_moving_them_costs() -> None:
    asked = problem(
        [session("s", needs={LEAD: 1}), session("later", day=2, needs={LEAD: 1, SHADOW: 1})],
        [advocate("ann", LEAD), advocate("bo", LEAD)],
    )

    [gap] = explain(asked, plan(asked))

    assert (gap.session, gap.role) == ("later", SHADOW)
    assert gap.elsewhere == (Elsewhere(next(iter(gap.elsewhere)).advocate, "s", LEAD, 9_000),)


def test_gap_of_a_shadow_says_who_waits_for_a_lead() -> None:
    asked = problem([session("s")], [advocate("bo", SHADOW)])

    lead, shadow = explain(asked, plan(asked))

    assert shadow.waits_for_lead == ("bo",)
    assert lead.one_step == {Reason.NOT_SIGNED_OFF: ("bo",)}


def test_wall_between_advocates_is_not_told() -> None:
    asked = problem(
        [session("s")], [advocate("ann", LEAD), advocate("bo", SHADOW, never_with=frozenset({"ann"}))]
    )

    [gap] = explain(asked, plan(asked))

    assert gap.not_possible == 1
    assert "bo" not in str(gap)


@QUIETLY
@given(asked=problems())
def test_nobody_is_able_and_free_beside_a_proven_gap(asked: Problem) -> None:
    found = explain(asked, plan(asked, seconds=20))

    assert [gap for gap in found if gap.free] == []
