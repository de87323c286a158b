"""A linear program in the making, and HiGHS, which solves it."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import highspy
import numpy as np

INFINITE = highspy.kHighsInf
ShouldStop = Callable[[], bool]


class Quiet(highspy.Highs):
    """HiGHS without the line it prints when it is made: standard output may be a plan."""

    def enableCallbacks(self) -> None:  # noqa: N802
        """Be quiet before it first has something to say."""
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class Solved:
    """What came back: values for the columns if any were found, what they cost, and a bound for the cost."""

    values: np.ndarray | None
    objective: float
    bound: float
    optimal: bool


@dataclass
class Program:
    """Columns with cost and range, rows with their sums. Every column carries its value in a rota we have."""

    costs: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    row_lower: list[float] = field(default_factory=list)
    row_upper: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    columns: list[int] = field(default_factory=list)
    factors: list[float] = field(default_factory=list)

    def column(
        self, cost: float, *, value: float, lower: float = 0, upper: float = 1, whole: bool = True
    ) -> int:
        """Add a column and return its number."""
        self.costs.append(cost)
        self.lower.append(lower)
        self.upper.append(upper)
        self.whole.append(whole)
        self.values.append(value)
        return len(self.costs) - 1

    def row(
        self, terms: Iterable[tuple[int, float]], *, least: float = -INFINITE, most: float = INFINITE
    ) -> None:
        """Add a row: the sum of the columns times their factors lies between `least` and `most`."""
        for column, factor in terms:
            self.columns.append(column)
            self.factors.append(factor)
        self.starts.append(len(self.columns))
        self.row_lower.append(least)
        self.row_upper.append(most)

    @property
    def present(self) -> float:
        """What the rota we have costs."""
        return math.fsum(cost * value for cost, value in zip(self.costs, self.values, strict=True))

    def solve(self, seconds: float, *, seed: int = 0, should_stop: ShouldStop | None = None) -> Solved:
        """Look for the cheapest whole values, from those we have on, for at most so many seconds."""
        if not self.costs:
            return Solved(np.zeros(0), 0, 0, optimal=True)
        solver = self._solver(seconds, seed)
        solver.passModel(self._model(relaxed=False))
        start = highspy.HighsSolution()
        start.col_value = self.values
        solver.setSolution(start)
        if should_stop:
            solver.cbMipInterrupt += lambda event: event.interrupt(should_stop())
        solver.run()
        found = solver.getInfo()
        optimal = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        # Without whole columns HiGHS fills in no bound of its own: the optimum is one.
        proof = found.objective_function_value if optimal else -INFINITE
        bound = found.mip_dual_bound if any(self.whole) else proof
        if found.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return Solved(None, INFINITE, bound, optimal=False)
        values = np.asarray(solver.getSolution().col_value)
        return Solved(values, found.objective_function_value, bound, optimal=optimal)

    def relaxed_bound(
        self, seconds: float, *, method: str = "choose", should_stop: ShouldStop = lambda: False
    ) -> float:
        """Return a cost that no rota can be under, from the program whose columns need not be whole.

        Whatever duals the solver had when it stopped give a bound that holds: the least that the columns
        can cost once the rows are paid for at those prices.
        """
        solver = self._solver(seconds, 0)
        solver.setOptionValue("solver", method)
        if method == "ipm":
            solver.setOptionValue("run_crossover", "off")
        solver.passModel(self._model(relaxed=True))
        solver.cbSimplexInterrupt += lambda event: event.interrupt(should_stop())
        solver.cbIpmInterrupt += lambda event: event.interrupt(should_stop())
        solver.run()
        prices = np.asarray(solver.getSolution().row_dual)
        rows = len(self.row_lower)
        return self._priced(prices if prices.size == rows else np.zeros(rows))

    def _priced(self, prices: np.ndarray) -> float:
        costs = np.array(self.costs, dtype=np.float64)
        lower, upper = np.array(self.lower), np.array(self.upper)
        least, most = np.array(self.row_lower), np.array(self.row_upper)
        prices = np.where((prices > 0) & np.isinf(least), 0, prices)
        prices = np.where((prices < 0) & np.isinf(most), 0, prices)
        sides = np.where(prices > 0, least, most)
        paid = float(np.sum(prices[prices != 0] * sides[prices != 0]))
        rows = np.repeat(np.arange(len(least)), np.diff(self.starts))
        costs -= np.bincount(
            np.array(self.columns, dtype=np.int64),
            np.array(self.factors) * prices[rows],
            minlength=len(costs),
        )
        return paid + float(np.sum(np.where(costs > 0, costs * lower, costs * upper)))

    def _solver(self, seconds: float, seed: int) -> highspy.Highs:
        solver = Quiet()  # type: ignore[no-untyped-call]
        for option, value in (
            ("threads", 1),
            ("random_seed", seed),
            ("time_limit", max(0.01, seconds)),
            ("mip_allow_restart", False),
            ("mip_rel_gap", 0.0),
            # Every cost is a whole number, so less than one apart is the same.
            ("mip_abs_gap", 0.99),
        ):
            solver.setOptionValue(option, value)
        return solver

    def _model(self, *, relaxed: bool) -> highspy.HighsLp:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.costs), len(self.row_lower)
        model.col_cost_, model.col_lower_, model.col_upper_ = (
            np.array(self.costs, dtype=np.float64),
            np.array(self.lower, dtype=np.float64),
            np.array(self.upper, dtype=np.float64),
        )
        model.row_lower_ = np.array(self.row_lower, dtype=np.float64)
        model.row_upper_ = np.array(self.row_upper, dtype=np.float64)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(self.starts, dtype=np.int32)
        model.a_matrix_.index_ = np.array(self.columns, dtype=np.int32)
        model.a_matrix_.value_ = np.array(self.factors, dtype=np.float64)
        if not relaxed:
            kinds = highspy.HighsVarType
            model.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in self.whole]
        return model
