"""The scorer, against rotas counted by hand."""

from alongside.clinics.rota.problem import Published, Shift, Weights
from alongside.clinics.rota.score import broken, score
from tests.clinics.rota.problems import HELPER, LEAD, SHADOW, advocate, problem, session


def test_scorer_counts_each_part() -> None:
    asked = problem(
        [
            session("s1", clinic="c", area="M1", languages=frozenset({"pl"}), traits=frozenset({"woman"})),
            session("s2", day=7, clinic="c", needs={LEAD: 1, SHADOW: 1, HELPER: 2}),
        ],
        [
            advocate("ann", LEAD, area="M2", prefers=frozenset({"elsewhere"})),
            advocate("bo", LEAD, languages=frozenset({"pl"})),
            advocate("cy", SHADOW, leads_to_see=2),
        ],
        minutes={("M1", "M2"): 24},
    )
    rota = [
        Shift("s1", LEAD, "ann"),
        Shift("s1", SHADOW, "bo"),
        Shift("s2", LEAD, "bo"),
        Shift("s2", SHADOW, "cy"),
    ]
    published = Published((Shift("s1", SHADOW, "cy"), Shift("gone", LEAD, "ann"), Shift("s1", LEAD, "ann")))

    counted = score(asked, rota, {"ann": 5, "bo": 1, "cy": 1}, published)

    assert {name: number for name, number in counted.items() if number} == {
        "helper": 2 * 5_000,
        "asked": 800,
        "change": 150,
        "new_lead": 2 * 60,
        "stand_in": Weights().stand_in,
        "variety": 40,
        "over": 20,
        "under": 4 * 15,
        "unliked": 2 * 5 - 5,
        "travel": 4,
    }


def test_third_shift_over_a_fair_share_counts_more() -> None:
    weeks = [session(f"s{week}", day=7 * week, needs={LEAD: 1}) for week in range(3)]
    asked = problem(weeks, [advocate("ann", LEAD)])

    counted = score(asked, [Shift(f"s{week}", LEAD, "ann") for week in range(3)], {"ann": 0})

    assert (counted["over"], counted["far_over"]) == (40, 60)


def test_scorer_names_every_broken_rule() -> None:
    asked = problem(
        [
            session("s1", area="M1"),
            session("s2", starts=780, ends=900, area="M2"),
            session("s3", starts=740, ends=800, area="M1"),
        ],
        [
            advocate("ann", LEAD, never_with=frozenset({"bo"})),
            advocate("bo", LEAD, SHADOW),
            advocate("cy", SHADOW, usual=()),
        ],
    )

    found = broken(
        asked,
        [
            Shift("s1", LEAD, "ann"),
            Shift("s1", SHADOW, "bo"),
            Shift("s1", SHADOW, "cy"),
            Shift("s2", SHADOW, "bo"),
            Shift("s3", LEAD, "bo"),
        ],
    )

    assert found == [
        "cy on s1 as shadow: time",
        "s1 has 2 as shadow",
        "s1 has ann with bo",
        "s2 has a shadow and no lead",
        "bo has 3 shifts in the week of 2027-01-04",
        "bo cannot be on both s1 and s3",
        "bo cannot be on both s1 and s2",
        "bo cannot be on both s3 and s2",
    ]
