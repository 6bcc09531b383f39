"""The exercises that a week can be made of: their usual doses, times and weights in numbers."""

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
from analysis.library.dose import Dose
from analysis.library.library import Library, kept_on_library
from analysis.library.notation import parse_dose
from analysis.library.sheet_text import sheet_text
from analysis.library.sheets import MOST_ROWS
from analysis.library.terms import DEMANDS, MOBILE
from analysis.suggest.exact_numbers import exact_seconds
from analysis.suggest.owned_equipment import equipment_text
from analysis.volume.rests import Rests, work_of
from analysis.volume.weights import weights_of
from analysis.week.around_runs import leg_exercises

HARDEST_FIRST = DEMANDS[::-1]
"""In the order of a session: what asks most of an athlete comes first, while they are fresh."""


# Work that only holds the trunk still; it comes last, so that the trunk is not tired for the lifts.
TRUNK_PATTERNS = ("anti_extension", "anti_lateral_flexion", "anti_rotation")


@dataclass(frozen=True, eq=False)
class Candidate:
    """An exercise that can be suggested.

    Attributes
    ----------
    exercise_id : str
    row : int
        Of the exercise in the library.
    dose : Dose
        The usual one.
    seconds : Fraction
        Longest time of one set, both sides and the change of side in it, without rests.
    rest, closing : Fraction
        Longest rest after a set of it, and after its last set where another exercise follows.
    asked : Fraction
        Longest rest that its work asks for, as it is where a partner works meanwhile; 0 at the usual pace.
    barbell : bool
        Whether a barbell is lifted.
    needs : frozenset of str
        Required equipment.
    demand : str
        heavy, moderate or light.
    kind : str
        Of its usual dose in a strength section: strength, light, jumps, drill or mobility.
    legs : bool
        Whether a muscle of hip, thigh or lower leg is a primary one.
    mode : str
        Mobility and stretches open a session; plyometrics and drills give no strength sets.
    pattern : str
    size : float
        Muscle groups it works, weighted: what makes a movement a big one.
    suggested : bool
        Whether a week may have it unasked.
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
        """Least and most sets in a session."""
        return self.dose.sets_min or 1, self.dose.sets_max or 1

    @property
    def landings(self) -> int:
        """Fewest landings of its fewest sets, of both sides, where it is a jump that is counted."""
        sides = 1 if self.dose.per is None else 2
        return self.sets[0] * (self.dose.reps_min or 0) * sides if self.kind == "jumps" else 0

    @property
    def phase(self) -> str:
        """Phase of its sets in a session."""
        return phase_of(self.mode)

    @property
    def still(self) -> bool:
        """Whether it gives no sets: it can open a session and no more."""
        return self.phase == "mobility"

    @property
    def strength(self) -> bool:
        """Whether its sets stand in the strength section: bands are held against those of the kinds that count."""
        return self.phase == "strength"


def phase_of(mode: str) -> str:
    """Return the phase that an exercise has in a session that is made here: jumps and drills give no strength sets.

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
    """Return every exercise that has a usual dose by its id: the sources' first, else in the order of the library.

    What an athlete uses of their equipment, and so the rest that it asks for, is as their sheets will say it.
    """
    table = library.exercises
    # What the sources prescribe comes first: among weeks of equal time the search prefers what is first.
    usual = table[table["usual_dose"].notna()]
    usual = usual.iloc[np.argsort((usual["origin"] != "sources").to_numpy(), kind="stable")]
    required = library.exercise_equipment[(library.exercise_equipment["need"] == "required").to_numpy()]
    needs = required.groupby("exercise_id")["equipment_id"].agg(frozenset).to_dict()
    legs = leg_exercises(library)
    # All groups added up: a squat works four or five of them, a clamshell one.
    size = weights_of(library, by="group", counting="fractional").active[0].sum(axis=1)
    # The dose is read back by the same grammar as any sheet's, and timed by the same model as any session.
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
    """Time one set of each exercise by the model that times every session: fields of its `Candidate`."""
    rows = [
        {
            "exercise": exercise,
            "dose": one_set(dose),
            "phase": phase_of(mode),
            "equipment": equipment_text(library, exercise, equipment),
        }
        for exercise, mode, dose in zip(exercises["exercise_id"], exercises["mode"], doses, strict=True)
    ]
    # Sheets of one set each, of as many rows as a sheet may have.
    parts = {
        f"one set {start}": sheet_text(rows[start : start + MOST_ROWS]) for start in range(0, len(rows), MOST_ROWS)
    }
    work = work_of(add_sheet_texts(library, parts), seconds_per_rep, rests).take(slice(-len(rows), None))
    # Where nothing else paces an exercise, the next one follows sooner than its next set.
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
    """Return what exercises of a session are ordered by.

    Examples
    --------
    >>> from analysis import load_library
    >>> known = candidates(load_library(), (2.0, 4.0))
    >>> sorted(["dead_bug", "clamshell", "hip_thrust", "pogo_hop"], key=lambda name: in_session(known[name]))
    ['pogo_hop', 'hip_thrust', 'clamshell', 'dead_bug']
    """
    # False before True: hops before strength, limbs before trunk. The id makes the order one and the same.
    trunk = candidate.pattern in TRUNK_PATTERNS
    demand = HARDEST_FIRST.index(candidate.demand)
    return candidate.strength, trunk, demand, -candidate.rest, -candidate.size, candidate.exercise_id


def one_set(dose: Dose, sets: int = 1) -> str:
    """Write a dose with so many sets."""
    return f"{sets} x {amount_of(dose)}"


def amount_of(dose: Dose) -> str:
    """Write a dose without its sets.

    Examples
    --------
    >>> amount_of(parse_dose("2-3 x 10 per side"))
    '10 per side'
    """
    _, _, amount = str(dose if dose.sets_min is not None else replace(dose, sets_min=1, sets_max=1)).partition(" x ")
    return amount
