"""Plan made-up rotas of three sizes: objective, bound, gap, seconds and memory.

Run it with bench/rota or ./alongside rota, and name sizes to plan only those. The services are the same every
time. Each is planned in a process of its own.
"""

import argparse
import resource
import subprocess
import sys
import time

from alongside.clinics.rota.offers import fair_shares, offers
from alongside.clinics.rota.planning import plan
from alongside.clinics.rota.problem import Plan, Problem
from alongside.clinics.rota.score import broken, score
from bench.rota_sizes import SIZES, made_up

SECONDS = {"S": 10.0, "M": 30.0, "L": 126.0}
HEAD = (
    f"{'Size':<20}{'Places':>8}{'Objective':>11}{'Bound':>10}{'Gap':>7}{'Soft gap':>10}"
    f"{'Full':>12}{'Seconds':>9}{'CPU s':>7}{'MB':>6}"
)


def measure(size: str, seconds: float, seed: int) -> None:
    """Plan one size and print its line."""
    problem = made_up(*SIZES[size])
    begun, cpu = time.monotonic(), time.process_time()
    made = plan(problem, seconds=seconds, seed=seed)
    spent, cpu = time.monotonic() - begun, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _check(problem, made)
    places = sum(sum(session.needs.values()) for session in problem.sessions)
    soft, soft_bound = made.objective - made.missing_bound, made.bound - made.missing_bound
    print(
        f"{size + ' ' + '×'.join(str(number) for number in SIZES[size]):<20}{places:>8,}"
        f"{made.objective:>11,}{made.bound:>10,.0f}{over(made.objective, made.bound):>7}"
        f"{over(soft, soft_bound):>10}{'proven' if made.coverage_proven else 'not proven':>12}"
        f"{spent:>9.1f}{cpu:>7.1f}{memory:>6.0f}",
        flush=True,
    )


def over(objective: float, bound: float) -> str:
    """Return how far an objective lies over its bound, in hundredths of the bound."""
    if objective <= bound:
        return "0%"
    return f"{(objective - bound) / bound:.1%}" if bound > 0 else "?"


def _check(problem: Problem, made: Plan) -> None:
    """Have the scorer, which shares no code with the planner, read the plan."""
    shares = fair_shares(problem, offers(problem))
    ids = (advocate.id for advocate in problem.advocates)
    counted = sum(score(problem, made.shifts, dict(zip(ids, shares, strict=True))).values())
    if counted != made.objective or broken(problem, made.shifts):
        raise SystemExit("The scorer disagrees with the planner.")


def main() -> None:
    """Measure the sizes asked for, each in a process of its own."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("sizes", nargs="*", choices=[[], *SIZES], help="S, M, L; none: all")
    asked.add_argument("--seconds", type=float, help="plan for so long at most (S 10, M 30, L 126)")
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    chosen = asked.parse_args()
    if chosen.here:
        measure(chosen.sizes[0], chosen.seconds or SECONDS[chosen.sizes[0]], chosen.seed)
        return
    print("Clinics × weeks × advocates. Gaps are over the bound; the soft gap leaves out what is missing")
    print("at least, which is proven. Full: whether it is proven that no rota fills more.\n")
    print(HEAD, flush=True)
    for size in chosen.sizes or SIZES:
        seconds = ["--seconds", str(chosen.seconds)] if chosen.seconds else []
        subprocess.run(
            [sys.executable, __file__, size, "--here", "--seed", str(chosen.seed), *seconds], check=True
        )


if __name__ == "__main__":
    main()
