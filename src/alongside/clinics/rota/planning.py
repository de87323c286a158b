"""Plan a rota, or plan it again with as few changes as can be."""

from alongside.clinics.rota.board import lay_out
from alongside.clinics.rota.changes import changes, missing
from alongside.clinics.rota.problem import Plan, Problem, Published, Role
from alongside.clinics.rota.program import ShouldStop
from alongside.clinics.rota.search import OnProgress, Search


def plan(
    problem: Problem,
    *,
    seconds: float = 5.0,
    seed: int = 0,
    on_progress: OnProgress | None = None,
    should_stop: ShouldStop | None = None,
) -> Plan:
    """Return the best rota found in `seconds`; sooner when it is proven best, or `should_stop` says so."""
    return make_plan(
        problem, None, seconds=seconds, seed=seed, on_progress=on_progress, should_stop=should_stop
    )


def replan(
    problem: Problem,
    published: Published,
    *,
    seconds: float = 5.0,
    seed: int = 0,
    on_progress: OnProgress | None = None,
    should_stop: ShouldStop | None = None,
) -> Plan:
    """Plan again what people already know: each who could have stayed and is moved counts `weights.change`.

    Before `published.keep_until` nobody is moved who may still be there; empty places may be filled.
    """
    return make_plan(
        problem, published, seconds=seconds, seed=seed, on_progress=on_progress, should_stop=should_stop
    )


def make_plan(
    problem: Problem,
    published: Published | None,
    *,
    seconds: float,
    seed: int,
    on_progress: OnProgress | None = None,
    should_stop: ShouldStop | None = None,
) -> Plan:
    """Plan, or plan again where something is published."""
    stopping = should_stop or (lambda: False)
    search = Search(
        lay_out(problem, published), published, seconds, seed, on_progress or (lambda _: None), stopping
    )
    search.run()
    parts = search.parts()
    shifts = search.board.shifts(search.seats.filled)
    full = sum(parts[role.value] for role in Role) + parts["asked"]
    return Plan(
        shifts=shifts,
        objective=sum(parts.values()),
        bound=min(search.bound, sum(parts.values())),
        parts=parts,
        missing=missing(problem, shifts),
        missing_bound=search.full_bound,
        coverage_proven=full <= search.full_bound + 0.5,
        seconds=search.spent(),
        seed=seed,
        stopped=stopping(),
        changes=changes(problem, published, shifts) if published else (),
    )
