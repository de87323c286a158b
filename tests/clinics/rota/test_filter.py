"""Who may be put where, reason by reason."""

from datetime import timedelta

import pytest

from alongside.clinics.rota.filter import Reason, ineligible, not_together, reasons
from alongside.clinics.rota.offers import fair_shares, offers
from alongside.clinics.rota.problem import Advocate, Unusual, Window
from tests.clinics.rota.problems import HELPER, LEAD, MONDAY, SHADOW, advocate, problem, session

NEXT_DAY = MONDAY + timedelta(days=1)


@pytest.mark.parametrize(
    "who, reason",
    [
        (advocate("ann", SHADOW), Reason.NOT_SIGNED_OFF),
        (advocate("ann", LEAD, ready_until=MONDAY - timedelta(days=1)), Reason.NOT_READY),
        (advocate("ann", LEAD, ready_from=NEXT_DAY), Reason.NOT_READY),
        (advocate("ann", LEAD, exceptions=(Unusual(MONDAY, NEXT_DAY),)), Reason.AWAY),
        (
            advocate("ann", LEAD, exceptions=(Unusual(MONDAY, MONDAY, from_minute=0, to_minute=580),)),
            Reason.AWAY,
        ),
        (advocate("ann", LEAD, usual=(Window(0, 600, 1000),)), Reason.NOT_AVAILABLE),
        (advocate("ann", LEAD, most_a_week=0), Reason.NOT_AVAILABLE),
        (advocate("ann", LEAD, area="M2", most_minutes=20), Reason.TOO_FAR),
        (advocate("ann", LEAD, languages=frozenset({"ro"})), Reason.NOT_ASKED_FOR),
        (
            advocate("ann", LEAD, languages=frozenset({"pl"}), never_with=frozenset({"job centre"})),
            Reason.NOT_POSSIBLE,
        ),
    ],
    ids=lambda value: value.value if isinstance(value, Reason) else "",
)
def test_advocate_may_not_be_put_on_a_session(who: Advocate, reason: Reason) -> None:
    where = session("s", area="M1", place="job centre", only_languages=frozenset({"pl"}))
    asked = problem([where], [who])

    assert ineligible(asked, who, where, LEAD) == reason


@pytest.mark.parametrize(
    "who",
    [
        advocate("ann", LEAD),
        advocate("ann", LEAD, usual=(), exceptions=(Unusual(MONDAY, MONDAY, free=True),)),
        advocate("ann", LEAD, exceptions=(Unusual(MONDAY, MONDAY, from_minute=750),)),
        advocate("ann", LEAD, area="M2", most_minutes=45),
        advocate("ann", LEAD, ready_from=MONDAY, ready_until=MONDAY),
    ],
)
def test_advocate_may_be_put_on_a_session(who: Advocate) -> None:
    where = session("s", area="M1")
    asked = problem([where], [who])

    assert ineligible(asked, who, where, LEAD) is None
    assert ineligible(asked, who, where, SHADOW) is None
    assert offers(asked) == [{LEAD: [0], SHADOW: [0]}]


def test_all_reasons_are_told_in_order() -> None:
    who = advocate("ann", SHADOW, usual=(), never_with=frozenset({"p"}))
    where = session("s", place="p")

    assert reasons(problem([where], [who]), who, where, LEAD) == [
        Reason.NOT_SIGNED_OFF,
        Reason.NOT_AVAILABLE,
        Reason.NOT_POSSIBLE,
    ]


def test_wall_stands_for_both_whoever_put_it_up() -> None:
    ann, bo = advocate("ann", LEAD, never_with=frozenset({"bo"})), advocate("bo", LEAD)

    assert not_together(ann, bo)
    assert not_together(bo, ann)
    assert not not_together(bo, advocate("cy", LEAD))


def test_fair_shares_follow_what_people_offer() -> None:
    weeks = [session(f"s{week}", day=7 * week, needs={HELPER: 1}) for week in range(4)]
    often = advocate("ann", HELPER)
    seldom = advocate("bo", HELPER, exceptions=(Unusual(MONDAY, MONDAY + timedelta(days=13)),))
    asked = problem(weeks, [often, seldom, advocate("cy", LEAD)])

    assert fair_shares(asked, offers(asked)) == [3, 1, 0]


def test_fair_share_is_never_more_than_somebody_offers() -> None:
    weeks = [session(f"s{week}", day=7 * week) for week in range(4)]
    asked = problem(weeks, [advocate("ann", LEAD)])

    assert fair_shares(asked, offers(asked)) == [4]


def test_two_sessions_clash_when_the_way_between_them_is_too_long() -> None:
    early = session("early", starts=540, ends=600, area="M1")
    later = session("later", starts=620, ends=700, area="M2")
    asked = problem([early, later], [], minutes={("M2", "M1"): 25})

    assert asked.clash(early, later)
    assert asked.clash(later, early)
    assert not problem([early, later], [], minutes={("M1", "M2"): 20}).clash(early, later)
    assert not asked.clash(early, session("tomorrow", day=1, starts=540, ends=600))
