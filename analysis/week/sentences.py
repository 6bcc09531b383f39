"""What a week adds up to and leaves out, in sentences."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.base.arguments import checked
from analysis.base.frames import needs_columns
from analysis.base.said import spoken
from analysis.base.text import inline, listing, number, plural, span
from analysis.compare.sentences import _sets, _some


@checked
@spoken
def say_week(summary: pd.DataFrame) -> str:
    """Return a week's summary in words: sessions, minutes, the most trained muscles, and bands that it misses.

    Examples
    --------
    >>> from analysis import load_library, weekly_summary
    >>> print(say_week(weekly_summary(load_library(), {"runners_world": 1, "run_forever": 3}, bands={"quads": (4, 6)})))
    Runner's World once and Run forever three times: 4 sessions, 62-90 min. Glute max gets the most strength sets (6),
    then quads (3); light work adds most to hip abductors (35). Strength sets are below the band for quads.
    """
    columns = ["label", "status", "week", "sessions", "week_minutes_min", "count", "jump_contacts_min"]
    needs_columns(summary, [*columns, "strength_sets_min", "light_sets_min"], "weekly_summary")
    first = summary.iloc[0]
    text = f"{first['week']}: {plural(first['sessions'], 'session')}, {_sets(first, 'week_minutes', 0)} min."
    strong, light = (
        [(inline(row["label"]), _sets(row, part)) for _, row in _most_trained(summary, part).iterrows()]
        for part in ("strength_sets", "light_sets")
    )
    parts = [f"{label} gets the most strength sets ({sets})" for label, sets in strong[:1]] or ["no strength sets"]
    parts[0] += "".join(f", then {label} ({sets})" for label, sets in strong[1:2])
    parts += [f"light work adds most to {label} ({sets})" for label, sets in light[:1]]
    joined = "; ".join(parts)
    text += f" {joined[0].upper()}{joined[1:]}.{contacts_words(first)}"
    held = []
    # Muscles within their band aren't mentioned.
    for status, start in (
        ("below", "below the band for"),
        ("above", "above the band for"),
        ("depends", "on both sides of a limit for"),
    ):
        names = [inline(label) for label in summary.loc[summary["status"] == status, "label"]]
        if names:
            held.append(f"{start} {_some(names)}")
    counted = listing(str(first["count"]).capitalize().split(" + "))
    return f"{text} {counted} sets are {'; '.join(held)}." if held else text


def _most_trained(summary: pd.DataFrame, part: str) -> pd.DataFrame:
    worked = summary[summary[f"{part}_max"] > 0]
    return worked.sort_values([f"{part}_max", f"{part}_min"], ascending=False, kind="stable")


def contacts_words(row: pd.Series[Any]) -> str:
    """Return how many contacts jumps have in a week or a routine, in words; blank without jumps.

    Examples
    --------
    >>> contacts_words(pd.Series({"jump_contacts_min": 60, "jump_contacts_max": 72}))
    ' Jumps: 60-72 contacts.'
    >>> contacts_words(pd.Series({"jump_contacts_min": float("nan"), "jump_contacts_max": float("nan")}))
    ' Jumps: contacts not known.'
    """
    low, high = row["jump_contacts_min"], row["jump_contacts_max"]
    if pd.isna(high):
        return " Jumps: contacts not known." if pd.isna(low) else f" Jumps: {number(low)} contacts or more."
    return f" Jumps: {span(low, high)} contacts." if high else ""


CHECKLIST = "A kind of work is coded by exercise (ours): a muscle may have sets while a line about it is open."
"""Note for the checklist."""


@checked
@spoken
def say_coverage(lines: pd.DataFrame) -> str:
    """Return which lines of the checklist in `coverage` nothing covers, in words.

    Examples
    --------
    >>> from analysis import coverage, load_library
    >>> print(say_coverage(coverage(load_library(), {"runners_world": 1})))
    7 of 18 kinds of work on the checklist for runners are in the week. Missing: calf raise (straight knee), calf raise
    (bent knee), hip hinge, hamstrings (knee bending), adductors, hip flexors, shin, foot, trunk (side), plyometric and
    heavy work.
    """
    needs_columns(lines, ["line_id", "name", "covered"], "coverage")
    each = lines.drop_duplicates("line_id")
    missing = [bracketed(name) for name in each.loc[~each["covered"], "name"]]
    text = f"{int(each['covered'].sum())} of {len(each)} kinds of work on the checklist for runners are in the week."
    return f"{text} Missing: {listing(missing)}." if missing else text


def bracketed(name: str) -> str:
    """Return a name with the part after its comma in brackets."""
    head, _, tail = name.partition(", ")
    return f"{inline(head)} ({tail})" if tail else inline(head)
