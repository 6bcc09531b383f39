"""Logs in sentences: what was read and what of it counts, and what was done of a plan."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from analysis.base.arguments import checked
from analysis.base.text import listing, number, percent, plural, span
from analysis.library.library import Library
from analysis.logs.matching import Matches, read_sides
from analysis.logs.planned_done import PlannedAndDone
from analysis.logs.remarks import ADVICE, shown_notes

NOUNS = ("broken row", "note", "rest timer")
"""Reasons for leaving a row out that are called as the row is."""


@checked
def say_log(reports: Iterable[Mapping[str, Any]], matched: pd.DataFrame) -> str:
    """Say what was read of some files, what was left out and why, and how many of the sets count.

    Parameters
    ----------
    reports : iterable of mapping
        ``attrs["report"]`` of `read_log`, or ``attrs["reports"]`` of `read_logs`.
    matched : DataFrame
        Of `match_exercises`.

    Returns
    -------
    str

    Examples
    --------
    >>> report = {"dialect": "hevy", "file": "a.csv", "rows_in_file": 3, "rows_read": 2, "left_out": {"note": 1}}
    >>> report["units"] = {"weights": "kg (from the header)"}
    >>> names = pd.DataFrame({"exercise_name": ["Curl"], "sets": [2], "exercise_id": [""], "how": [""]})
    >>> print(say_log([{**report, "notes": [], "broken": []}], names))
    a.csv (hevy): 2 of 3 rows read; left out: 1 note; weights in kg (from the header). 0 of 2 sets (0 %) are of
    exercises that are known; Curl (2 sets) is not.
    """
    parts = []
    advised: set[str] = set()
    for one in reports:
        left_out = one["left_out"].items()
        out = listing([plural(count, why) if why in NOUNS else f"{count} with {why}" for why, count in left_out])
        told = [f"{one['rows_read']} of {plural(one['rows_in_file'], 'row')} read"]
        broken = f" ({'; '.join(one['broken'][:3])})" if one["broken"] else ""
        told += [f"left out: {out}{broken}"] if out else []
        told += [f"{what} in {units}" for what, units in one.get("units", {}).items()]
        who = f"{one['athlete']}: " if "athlete" in one else ""
        for note in shown_notes(one["notes"]):
            what, _, advice = note.partition(ADVICE)
            told.append(what if advice in advised else note)
            advised |= {advice} - {""}
        parts.append(f"{who}{one['file']} ({one['dialect']}): {'; '.join(told)}.")
    known = (matched["how"] != "").to_numpy()
    counts = {name: int(matched.loc[matched["how"] == name, "sets"].sum()) for name in ("confirmed", "left out")}
    sets, every = int(matched.loc[matched["exercise_id"] != "", "sets"].sum()), int(matched["sets"].sum())
    share = percent(sets / every) if every else "none"
    yours = f"; {counts['confirmed']} of them confirmed by you" if counts["confirmed"] else ""
    yours += f"; {plural(counts['left out'], 'set')} left out by you" if counts["left out"] else ""
    columns = (matched.loc[~known, name].tolist() for name in ("exercise_name", "sets"))
    said = [f"{name} ({plural(count, 'set')})" for name, count in zip(*columns, strict=True)]
    more = len(said) - 5
    shown = listing([*said[:5], *([f"{more} more"] if more > 0 else [])])
    rest = f"; {shown} {'is' if len(said) == 1 else 'are'} not" if said else ""
    parts.append(f"{sets} of {plural(every, 'set')} ({share}) are of exercises that are known{yours}{rest}.")
    return " ".join(parts)


def say_sides(library: Library, matches: Matches | None) -> str:
    """Say of which exercises left and right, logged as sets of their own, count as one set; blank for none.

    Examples
    --------
    >>> from analysis import load_library
    >>> matches = pd.DataFrame({"exercise_name": ["Step Up"], "exercise_id": [""], "sides": ["apart"]})
    >>> say_sides(load_library(), matches)
    'Left and right of step up count as one set.'
    """
    pairs = sorted((name, athlete) for athlete, name in read_sides(library, matches))
    names = listing([f"{name} ({athlete})" if athlete else name for name, athlete in pairs])
    return f"Left and right of {names} count as one set." if names else ""


@checked
def say_planned_done(found: PlannedAndDone) -> str:
    """Say what each athlete did of a block.

    Parameters
    ----------
    found : PlannedAndDone
        Of `compare_to_block`.

    Returns
    -------
    str

    Examples
    --------
    >>> from analysis import load_library, plan_block, compare_to_block
    >>> phase = {"name": "base", "weeks": 1, "mon": "run_forever", "thu": "run_forever"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> log = pd.DataFrame({"athlete": "anna", "date": pd.Timestamp("2027-01-05")}, index=range(3))
    >>> log["exercise_name"] = ["Lateral band walk", "Wall abs", "Band monster walk"]
    >>> print(say_planned_done(compare_to_block(plan, log, until="2027-01-10")))
    anna, until 2027-01-10: 1 of 2 sessions that were due (50 %), 1 of them moved; 3 of 24 sets planned. What was missed
    is not made up.
    """
    parts = []
    if len(found.adherence) and not found.adherence["due"].any():
        first, end = found.span
        whole = f"it goes from {first} to {end - datetime.timedelta(days=1)}"
        days = listing(sorted(set(found.adherence["until"])))
        return f"Nothing of the block was due: {whole}, and the logs end on {days}."
    for row in found.adherence.to_dict("records"):
        done = row["done"] + row["moved"]
        share = "" if pd.isna(row["adherence"]) else f" ({percent(row['adherence'])})"
        moved = f", {row['moved']} of them moved" if row["moved"] else ""
        moved += f", {row['begun']} more begun" if row["begun"] else ""
        planned = span(row["sets_planned_min"], row["sets_planned_max"])
        more = f"; {plural(row['sets_unplanned'], 'set')} on top" if row["sets_unplanned"] else ""
        unknown = row["sets_logged"] - row["sets_matched"]
        due = f"{done} of {plural(row['due'], 'session')} that were due{share}{moved}"
        unsure = f", {number(unknown)} of them of unknown exercises" if unknown and more else ""
        sets = f"{number(row['sets_done'])} of {planned} sets planned{more}{unsure}"
        parts.append(f"{row['athlete']}, until {row['until']}: {due}; {sets}.")
    return " ".join([*parts, "What was missed is not made up.", *found.notes]) if parts else "Nobody logged anything."
