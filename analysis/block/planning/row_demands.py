"""Demand and kind of the rows of a block: as in the sheet, unless the block changes load, effort or repetitions."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pandas as pd

from analysis.library.demand import demand, kind
from analysis.library.library import Library, kept_on_library

Answer = Callable[[int, str, str, float, float], tuple[str, str]]


@kept_on_library
def row_demands(library: Library) -> Answer:
    """Return a function for demand and kind of a row, from its position, load, effort and repetitions (0 where timed).

    Examples
    --------
    >>> from analysis import load_library
    >>> answer = row_demands(load_library())  # row 11 is the hip thrust
    >>> answer(11, "", "", 10, 10), answer(11, "60 kg", "RPE 9", 5, 6)
    (('moderate', 'strength'), ('heavy', 'strength'))
    """
    rows, keys = library.prescriptions, ["routine_id", "position"]
    exercises = library.exercises.set_index("exercise_id")[["demand", "mode"]].loc[rows["exercise_id"]]
    usual = [None if pd.isna(word) else str(word) for word in exercises["demand"]]
    # A weight in the sheet itself means lifting, whatever the block changes.
    needs = library.prescription_equipment.merge(library.equipment, on="equipment_id")
    needs = needs[(needs["need"] == "required") & (needs["basis"] == "stated") & (needs["load_kind"] == "external")]
    named = set(zip(*(needs[name].tolist() for name in keys), strict=True))
    weighted = [key in named for key in zip(*(rows[name].tolist() for name in keys), strict=True)]
    modes, phases, kinds = exercises["mode"].tolist(), rows["phase"].tolist(), rows["load_kind"].tolist()

    @cache
    def answer(row: int, load: str, effort: str, least: float, most: float) -> tuple[str, str]:
        reps = (least, most) if most else None
        phase, heavy = phases[row], weighted[row]
        needed = demand(
            usual[row], phase=phase, load_kind=kinds[row], load=load, effort=effort, reps=reps, weighted=heavy
        )
        return needed, kind(modes[row], needed, phase=phase, load=load, effort=effort, weighted=heavy)

    return answer
