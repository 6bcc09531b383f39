"""Checks of single exercises and sessions: loads over a maximum, and more than the athlete is used to."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from analysis.ask.athlete import HARD_SETS, LANDINGS
from analysis.ask.loads import most_share, shares_of
from analysis.base.frames import with_blanks
from analysis.base.text import number
from analysis.block.check_facts import CONTACTS_ENDS, SETS_ENDS, Facts, Limits, Row, figures, sets_words, sums
from analysis.library.labels import labels

NEW_TO = {"new": " for someone new to lifting", "some": "", "trained": ""}
"""Athletes that the limit is for, where the level says more than usual."""


def load(facts: Facts, limits: Limits) -> Iterator[Row]:
    """Find loads over a maximum, and repetitions that hardly anyone can do at their share of it."""
    names, maxima = labels(facts.plan.source, "exercise_id"), facts.plan.spec.maxima
    columns = ["week", "exercise_id", "load", "reps_min"]
    rows = with_blanks(facts.plan.prescriptions[columns].drop_duplicates())
    for week, exercise, typed, reps in rows.itertuples(index=False):
        low, high = shares_of(typed, maxima.get(exercise, ""))
        said = re.sub(r" \(.*", "", typed)
        about = {"week": week, "exercise_id": exercise}
        if high > 1:
            over = "goes over the maximum" if "%" in said else f"is {number(100 * high)} % of the maximum"
            yield {**about, **figures([low, high], 1), "message": f"{names[exercise]}: {said} {over}"}
        elif not pd.isna(reps) and low > (most := most_share(int(reps))):
            what = f"{names[exercise]}: {reps} repetitions at {said}"
            message = f"{what}; by our estimate {number(100 * most, digits=0)} % or less can be done so often"
            yield {**about, **figures([low], most), "message": message}


def level(facts: Facts, limits: Limits) -> Iterator[Row]:
    """Find heavy work, and sets and landings per session, beyond the athlete's level."""
    spec, source, rows = facts.plan.spec, facts.plan.source, facts.plan.prescriptions
    if spec.level is None:
        return
    exercises, routines = (labels(source, name) for name in ("exercise_id", "routine_id"))
    heavy = rows[(rows["demand"] == "heavy") & (rows["sets_max"] > 0)]
    heavy = heavy[heavy["kind"].isin({"new": ["strength", "jumps"], "some": ["jumps"]}.get(spec.level, []))]
    keys = ["week", "routine_id", "exercise_id", "kind"]
    for week, routine, exercise, kind in heavy[keys].drop_duplicates().itertuples(index=False):
        what = "high jumps are for those used to jumping" if kind == "jumps" else f"heavy work{NEW_TO[spec.level]}"
        message = f"{exercises[exercise]} in {routines[routine]}: {what}"
        yield {"week": week, "routine_id": routine, "exercise_id": exercise, "message": message}
    looks = (
        (facts.strong, SETS_ENDS, "strength set", HARD_SETS[spec.level]),
        (facts.jumps, CONTACTS_ENDS, "landing", LANDINGS[spec.level]),
    )
    for frame, ends, word, most in looks:
        for (week, date, _), sets in sums(frame, ("week", "date", "session"), ends).items():
            if sets[1] > most:
                message = f"{sets_words(sets, word)} in a session; {most} or fewer{NEW_TO[spec.level]}"
                yield {"week": week, "date": date, **figures(sets, most), "message": message}
