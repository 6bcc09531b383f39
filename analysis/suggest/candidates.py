"""Exercises a suggested week can use: their usual doses, times and weights in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from analysis.ask.rests import Rest
from analysis.base.frames import positions
from analysis.library.additions import add_sheet_texts
from analysis.library.demand import kind
from analysis.library.doses.dose import Dose
from analysis.library.doses.notation import parse_dose
from analysis.library.library import Library, kept_on_library
from analysis.library.sheets.sheet_reading import MOST_ROWS
from analysis.library.sheets.sheet_text import sheet_text
from analysis.library.terms import DEMANDS, MOBILE
from analysis.suggest.exact_numbers import exact_seconds
from analysis.suggest.owned_equipment import equipment_text
from analysis.volume.rests import Rests, work_of
from analysis.volume.weight_matrix import weights_of
from analysis.week.around_runs import leg_exercises

HARDEST_FIRST = DEMANDS[::-1]
"""Demands in the order of a session: the hardest work comes first, while the athlete is fresh."""


# Work that only holds the trunk still; it comes last, to keep the trunk fresh for the lifts.
TRUNK_PATTERNS = ("anti_extension", "anti_lateral_flexion", "anti_rotation")


@dataclass(frozen=True, eq=False)
class Candidate:
    """An exercise that a week can suggest.

    Attributes
    ----------
    exercise_id : str
    row : int
        Row of the exercise in the library.
    dose : Dose
        Its usual dose.
    seconds : Fraction
        Longest time of one set, including both sides and the change of side, without rests.
    rest, closing : Fraction
        Longest rest after a set, and after its last set when another exercise follows.
    asked : Fraction
        Longest rest its work needs, as used in a superset, where the partner works meanwhile; 0 at the usual pace.
    barbell : bool
        Whether it is lifted with a barbell.
    needs : frozenset of str
        Required equipment.
    demand : str
        heavy, moderate or light.
    kind : str
        Kind of work of its usual dose in a strength section: strength, light, jumps, drill or mobility.
    legs : bool
        Whether a primary muscle is in the hip, thigh or lower leg.
    mode : str
        Mobility and stretches open a session; plyometrics and drills count no strength sets.
    pattern : str
    size : float
        Weighted number of muscle groups it works: large for a big compound movement.
    suggested : bool
        Whether a week may use it without being asked to.
    """

    exercise_id: str
    row: int
    dose: Dose
    seconds: Fraction
    rest: Fraction
    closing: Fraction
    asked: Fraction
    barbell: bool
    needs: frozenset[str]
    demand: str
    kind: str
    legs: bool
    mode: str
    pattern: str
    size: float
    suggested: bool

    @property
    def sets(self) -> tuple[int, int]:
        """Fewest and most sets in a session."""
        return self.dose.sets_min or 1, self.dose.sets_max or 1

    @property
    def landings(self) -> int:
        """Fewest landings of its fewest sets, both sides together, for a jump counted in repetitions."""
        sides = 1 if self.dose.per is None else 2
        return self.sets[0] * (self.dose.reps_min or 0) * sides if self.kind == "jumps" else 0

    @property
    def phase(self) -> str:
        """Phase of its sets in a session."""
        return phase_of(self.mode)

    @property
    def still(self) -> bool:
        """Whether it counts no sets: it can only open a session."""
        return self.phase == "mobility"

    @property
    def strength(self) -> bool:
        """Whether its sets go in the strength section; weekly bands count those of the chosen kinds of work."""
        return self.phase == "strength"


def phase_of(mode: str) -> str:
    """Return the phase of an exercise in a suggested session: jumps and drills count no strength sets.

    Examples
    --------
    >>> phase_of("dynamic"), phase_of("plyometric"), phase_of("stretch")
    ('strength', 'activation', 'mobility')
    """
    return "mobility" if mode in MOBILE else "activation" if mode in ("plyometric", "drill") else "strength"


@kept_on_library
def candidates(
    library: Library,
    seconds_per_rep: tuple[float, float],
    rest: Rest = (),
    equipment: tuple[str, ...] | None = None,
) -> dict[str, Candidate]:
    """Return every exercise with a usual dose, by id: the sources' first, then in library order.

    The equipment an athlete uses, and so the rest needed, is as their sheets will list it.
    """
    table = library.exercises
    # Exercises the sources prescribe come first: among weeks of equal time the search prefers earlier rows.
    usual = table[table["usual_dose"].notna()]
    usual = usual.iloc[np.argsort((usual["origin"] != "sources").to_numpy(), kind="stable")]
    required = library.exercise_equipment[(library.exercise_equipment["need"] == "required").to_numpy()]
    needs = required.groupby("exercise_id")["equipment_id"].agg(frozenset).to_dict()
    legs = leg_exercises(library)
    # Sum over all muscle groups: a squat works four or five of them, a clamshell one.
    size = weights_of(library, by="group", counting="fractional").active[0].sum(axis=1)
    # Doses are parsed with the grammar of any sheet and timed with the model of any session.
    doses = [parse_dose(text) for text in usual["usual_dose"]]
    times = _times_of_one_set(library, usual, doses, seconds_per_rep, Rests(typed=rest), equipment)
    places = positions(table["exercise_id"], usual["exercise_id"]).tolist()
    return {
        exercise["exercise_id"]: Candidate(
            exercise_id=exercise["exercise_id"],
            row=row,
            dose=dose,
            **time,
            needs=needs.get(exercise["exercise_id"], frozenset()),
            demand=exercise["demand"],
            kind=kind(exercise["mode"], exercise["demand"]),
            legs=exercise["exercise_id"] in legs,
            mode=exercise["mode"],
            pattern=exercise["movement_pattern"],
            size=float(size[row]),
            suggested=bool(exercise["suggested"]),
        )
        for exercise, row, dose, time in zip(usual.to_dict("records"), places, doses, times, strict=True)
    }


def _times_of_one_set(
    library: Library,
    exercises: pd.DataFrame,
    doses: Sequence[Dose],
    seconds_per_rep: tuple[float, float],
    rests: Rests,
    equipment: tuple[str, ...] | None,
) -> list[dict[str, Any]]:
    """Time one set of each exercise with the model for sessions; return fields of its `Candidate`."""
    rows = [
        {
            "exercise": exercise,
            "dose": one_set(dose),
            "phase": phase_of(mode),
            "equipment": equipment_text(library, exercise, equipment),
        }
        for exercise, mode, dose in zip(exercises["exercise_id"], exercises["mode"], doses, strict=True)
    ]
    # Sheets with one set per exercise, each as long as a sheet may be.
    parts = {
        f"one set {start}": sheet_text(rows[start : start + MOST_ROWS]) for start in range(0, len(rows), MOST_ROWS)
    }
    work = work_of(add_sheet_texts(library, parts), seconds_per_rep, rests).take(slice(-len(rows), None))
    # Where nothing else sets the pace, the next exercise follows sooner than the next set.
    unpaced = np.isnan(work.alone[1])
    after_set = np.where(unpaced, rests.between_rounds_s, work.alone[1])
    seconds = {
        "seconds": work.set_s[1],
        "rest": after_set,
        "closing": np.where(unpaced, rests.between_exercises_s, after_set),
        "asked": np.nan_to_num(work.asked[1]),
    }
    exact = [dict(zip(seconds, map(exact_seconds, row), strict=True)) for row in zip(*seconds.values(), strict=True)]
    return [{**times, "barbell": barbell} for times, barbell in zip(exact, work.barbell.tolist(), strict=True)]


def in_session(candidate: Candidate) -> tuple[bool, bool, int, Fraction, float, str]:
    """Return the sort key of an exercise in a session.

    Examples
    --------
    >>> from analysis import load_library
    >>> known = candidates(load_library(), (2.0, 4.0))
    >>> sorted(["dead_bug", "clamshell", "hip_thrust", "pogo_hop"], key=lambda name: in_session(known[name]))
    ['pogo_hop', 'hip_thrust', 'clamshell', 'dead_bug']
    """
    # False before True: hops before strength, limbs before trunk. The id breaks ties.
    trunk = candidate.pattern in TRUNK_PATTERNS
    demand = HARDEST_FIRST.index(candidate.demand)
    return candidate.strength, trunk, demand, -candidate.rest, -candidate.size, candidate.exercise_id


def one_set(dose: Dose, sets: int = 1) -> str:
    """Return a dose as text with the given number of sets."""
    return f"{sets} x {amount_of(dose)}"


def amount_of(dose: Dose) -> str:
    """Return a dose as text without its sets.

    Examples
    --------
    >>> amount_of(parse_dose("2-3 x 10 per side"))
    '10 per side'
    """
    _, _, amount = str(dose if dose.sets_min is not None else replace(dose, sets_min=1, sets_max=1)).partition(" x ")
    return amount
