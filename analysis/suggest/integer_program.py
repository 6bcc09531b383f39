"""A small integer program and its solver: whole numbers, one thread, no clock."""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from analysis.base.errors import AnalysisError, import_failure

NODES = 1_000
"""Nodes of the search tree after which a search returns the best answer so far, with its gap."""


HOW = 'python -m pip install "runner-strength-routines[suggest]", in a checkout: python -m pip install ".[suggest]"'


CLASH = "; ortools, which this process has loaded, brings a HiGHS of its own: suggest weeks in a process without it"


class SolverMissingError(AnalysisError):
    """The solver is not installed or does not load; the message explains why, and what to do.

    Examples
    --------
    >>> issubclass(SolverMissingError, AnalysisError)
    True
    """


def solver() -> Any:
    """Return the solver's module.

    Raises
    ------
    SolverMissingError
        If it is not installed, or does not load.
    """
    try:
        import highspy
    except ImportError as error:
        why = import_failure(error, "highspy", "suggesting weeks needs the solver HiGHS", HOW)
        raise SolverMissingError(why + (CLASH if "ortools" in sys.modules else "")) from None
    return highspy


@dataclass
class Effort:
    """Simplex steps that several searches share; without a clock, they always end the same way."""

    left: int


@dataclass(frozen=True)
class Solution:
    """The result of a search.

    Attributes
    ----------
    values : tuple of int
        One value per variable; empty if ``fits`` is false.
    value : int
        Value of the objective.
    bound : int
        Lower bound on the objective; equal to ``value`` if that is proven least.
    fits : bool or None
        None if the search ended undecided.
    """

    values: tuple[int, ...] = ()
    value: int = 0
    bound: int = 0
    fits: bool | None = False

    @property
    def done(self) -> bool:
        """Whether the search finished: nothing fits, or the least value was found."""
        return self.fits is False or (self.fits is True and self.bound == self.value)


@dataclass
class Program:
    """An integer program: whole-number variables within bounds, and sums of them (rows) within limits.

    Examples
    --------
    >>> program = Program()
    >>> one, other = program.variable(0, 4), program.variable(0, 4)
    >>> program.row({one: 2, other: 1}, low=5)
    >>> program.least({one: 3, other: 1}).value
    6
    """

    lower: list[int] = field(default_factory=list)
    upper: list[int] = field(default_factory=list)
    rows: list[tuple[dict[int, int], float, float]] = field(default_factory=list)
    nodes: int = NODES
    effort: Effort | None = None
    _made: Any = None

    def variable(self, low: int, high: int) -> int:
        """Add a variable and return its number."""
        self.lower.append(low)
        self.upper.append(high)
        return len(self.lower) - 1

    def row(self, terms: Mapping[int, int], *, low: float = -math.inf, high: float = math.inf) -> None:
        """Keep a sum of variables within limits."""
        kept = {number: factor for number, factor in terms.items() if factor}
        # The solver's model is made once and then extended: each wish starts where the one before ended.
        if self._made is not None:
            numbers = np.array(list(kept), dtype=np.int32)
            self._made.addRow(low, high, len(kept), numbers, np.array(list(kept.values()), dtype=float))
        self.rows.append((kept, low, high))

    def fix(self, number: int, value: int) -> None:
        """Set a variable to a value."""
        self.lower[number] = self.upper[number] = value
        if self._made is not None:
            self._made.changeColBounds(number, value, value)

    def least(self, objective: Mapping[int, int]) -> Solution:
        """Minimize a sum and return the solution, checked in whole numbers."""
        highspy = solver()
        if self.effort and self.effort.left < 0:
            return Solution(fits=None)
        if self._made is None:
            self._made = self._make(highspy)
        model = self._made
        self._aim(model, objective)
        status, info = model.getModelStatus(), model.getInfo()
        if self.effort:
            self.effort.left -= info.simplex_iteration_count
        names = highspy.HighsModelStatus
        if status in (names.kInfeasible, names.kUnboundedOrInfeasible):
            return Solution()
        ended = status != names.kOptimal
        if ended and info.primal_solution_status != 2:  # no feasible solution
            return Solution(fits=None)
        # The solver works in floating point: round its answer, then check every row in whole numbers.
        values = tuple(round(value) for value in model.getSolution().col_value)
        if not self.holds(values):
            raise AnalysisError("the solver's answer does not hold in whole numbers; please report this")
        value = sum(factor * values[number] for number, factor in objective.items())
        # The objective is whole, so round the bound up; a thousandth allows for floating point.
        bound = math.ceil(info.mip_dual_bound - 1e-3) if math.isfinite(info.mip_dual_bound) else -(10**9)
        return Solution(values, value, value if not ended else min(bound, value), True)

    def reduced(self, objective: Mapping[int, int]) -> tuple[float, list[float]]:
        """Return the least sum of the linear relaxation, and each variable's reduced cost there.

        If a variable that is 0 there has the value k, the answer is at least that sum plus k times its reduced cost.
        """
        highspy = solver()
        smaller = self._make(highspy)
        count = len(self.lower)
        # A separate model, in which no variable has to be whole.
        smaller.changeColsIntegrality(count, np.arange(count, dtype=np.int32), np.zeros(count, dtype=np.uint8))
        self._aim(smaller, objective)
        if smaller.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return -math.inf, [0.0] * count
        solution = smaller.getSolution()
        duals = zip(solution.col_dual, solution.col_value, strict=True)
        return float(smaller.getInfo().objective_function_value), [
            dual if value < 1e-9 else 0.0 for dual, value in duals
        ]

    def _aim(self, made: Any, objective: Mapping[int, int]) -> None:
        """Set the objective and solve."""
        costs = np.zeros(len(self.lower))  # clears the costs of an earlier objective
        costs[list(objective)] = list(objective.values())
        made.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
        made.run()

    def holds(self, values: tuple[int, ...]) -> bool:
        """Return whether values are within all bounds and rows."""
        within = all(low <= value <= high for low, value, high in zip(self.lower, values, self.upper, strict=True))
        return within and all(
            low <= sum(factor * values[number] for number, factor in terms.items()) <= high
            for terms, low, high in self.rows
        )

    def _make(self, highspy: Any) -> Any:
        made = highspy.Highs()
        # The objective is a whole number: an answer within one half of the bound is the least. One thread and a fixed
        # seed make every search the same.
        settings = {"output_flag": False, "threads": 1, "random_seed": 0, "mip_max_nodes": self.nodes}
        for name, value in {**settings, "mip_rel_gap": 0.0, "mip_abs_gap": 0.5}.items():
            made.setOptionValue(name, value)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.lower), len(self.rows)
        model.col_cost_ = np.zeros(len(self.lower))
        model.col_lower_, model.col_upper_ = np.array(self.lower, dtype=float), np.array(self.upper, dtype=float)
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(self.lower)
        model.row_lower_ = np.array([low for _, low, _ in self.rows], dtype=float)
        model.row_upper_ = np.array([high for _, _, high in self.rows], dtype=float)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(len(terms) for terms, _, _ in self.rows)]).astype(np.int32)
        model.a_matrix_.index_ = np.array([number for terms, _, _ in self.rows for number in terms], dtype=np.int32)
        model.a_matrix_.value_ = np.array([value for terms, _, _ in self.rows for value in terms.values()], dtype=float)
        made.passModel(model)
        return made
