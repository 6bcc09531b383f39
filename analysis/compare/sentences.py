"""Describe the results of a comparison in sentences computed from its figures."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress
from typing import Any

import numpy as np
import pandas as pd

from analysis.ask.equipment import read_equipment
from analysis.ask.routines import read_routines
from analysis.base.arguments import checked
from analysis.base.errors import ArgumentError
from analysis.base.frames import needs_columns, positions
from analysis.base.said import spoken
from analysis.base.text import few, inline, listing, signed, span, spans
from analysis.compare.equipment import equipment_fit, lost_volume
from analysis.library.labels import id_column, labels, worked
from analysis.library.library import Library
from analysis.library.terms import PHASES
from analysis.volume.amounts import Floats

MOST_NAMED = 6
"""Maximum names listed in a sentence; the rest are only counted."""


def _some(names: Iterable[str]) -> str:
    return few(list(names), MOST_NAMED)


def _sets(row: Any, name: str = "sets", digits: int = 1) -> str:
    return span(row[f"{name}_min"], row[f"{name}_max"], digits=digits)


@checked
@spoken
def say_leader(table: pd.DataFrame, *, which: str = "") -> str:
    """Return which routine of `compare_routines` clearly leads for most labels, and where it has fewer sets.

    ``which`` is a word before the number of labels, such as "these" if only some labels are shown.

    Examples
    --------
    >>> from analysis import compare_routines, load_library
    >>> print(say_leader(compare_routines(load_library())))
    Runner's World has the most sets for 11 of 16 muscle groups (tied on 2), but fewer for hip abductors, hamstrings and
    lower back
    """
    needs_columns(
        table, ["routine_id", "routine", "label", "sets_min", "sets_max", "routine_sets_min"], "compare_routines"
    )
    shown = worked(table)
    if shown.empty:
        return "No routine counts a set"
    labels, routines, (least, most), (other_least, other_most) = _wide(shown)
    if len(routines) == 1:
        top = shown.sort_values("sets_min", ascending=False, kind="stable").iloc[0]
        return f"{top['routine']} does the most for {inline(top['label'])}: {_sets(top)} sets"
    # A routine leads if its minimum is above every other maximum: with overlapping ranges nobody leads.
    ahead, behind = least > other_most, most < other_least
    counts = ahead.sum(axis=0)
    what = f"{which} {len(labels)} {NOUNS[id_column(table)]}".lstrip()
    if counts.max() == 0:
        return f"No routine clearly leads in {what}"
    leader = counts.argmax()
    # If the leader is neither ahead nor behind, the sets are equal for certain or the ranges overlap.
    neither = ~(ahead | behind)[:, leader]
    equal = ((least == most) & (most == other_most) & (other_least == other_most))[:, leader]
    counted = [
        f"{word} {count}"
        for count, word in (((neither & equal).sum(), "tied on"), ((neither & ~equal).sum(), "too close to call on"))
        if count
    ]
    text = f"{routines[leader]} has the most sets for {counts[leader]} of {what}" + (
        f" ({', '.join(counted)})" if counted else ""
    )
    fewer = _some(map(inline, compress(labels, behind[:, leader])))
    return f"{text}, but fewer for {fewer}" if fewer else text


def _wide(table: pd.DataFrame) -> tuple[list[str], list[str], Floats, Floats]:
    """Return the labels and the routines in words, and two arrays of sets: end x label x routine.

    The first array has the sets of each routine, the second the most that any of the other routines has; blank is NaN.
    """
    column = id_column(table)
    labels = dict(zip(table[column].tolist(), table["label"].tolist(), strict=True))
    routines = dict(zip(table["routine_id"].tolist(), table["routine"].tolist(), strict=True))
    sets = np.full((2, len(labels), len(routines)), np.nan)
    place = positions(labels, table[column]), positions(routines, table["routine_id"])
    if len(set(zip(*place, strict=True))) < len(table):
        raise ArgumentError("the frame has two rows of a label and a routine; give what compare_routines returns")
    sets[:, *place] = table[["sets_min", "sets_max"]].to_numpy(dtype=float).T
    others = np.full_like(sets, np.nan)
    for one in range(len(routines)):
        others[..., one] = np.fmax.reduce(np.delete(sets, one, axis=2), axis=2, initial=np.nan)
    return list(labels.values()), list(routines.values()), sets, others


NOUNS = {
    "muscle_id": "muscles",
    "muscle_group": "muscle groups",
    "movement_pattern": "movements",
    "equipment_id": "items of equipment",
}


VERBS = {"movement_pattern": "has", "equipment_id": "uses"}


@checked
@spoken
def say_comparison(table: pd.DataFrame) -> str:
    """Return `compare_routines` in sentences: sets, minutes, labels only one routine works, and who has more.

    Examples
    --------
    >>> from analysis import compare_routines, load_library
    >>> print(say_comparison(compare_routines(load_library(), ["runners_world", "run_forever"])))
    Runner's World has 24 counted sets in 26-34 min, Run forever 12 in 12-19 min. Only Runner's World trains
    adductors, hip flexors, calves, back, shoulders, shoulder blades and 2 more; only Run forever trains hamstrings and
    lower back. Of what both have, Runner's World gives more to glute max, quads, trunk front and trunk side, Run
    forever to hip abductors.
    """
    columns = ["routine_id", "routine", "label", "sets_min", "sets_max"]
    needs_columns(table, [*columns, "routine_sets_min", "minutes_min", "phases"], "compare_routines")
    first = table.drop_duplicates("routine_id")
    minutes = zip(spans(first, "minutes", digits=0), first["phases"] == " + ".join(PHASES), strict=True)
    times = [f" in {time} min" if whole else "" for time, whole in minutes]
    parts: list[str] = []
    for routine, sets, time in zip(first["routine"], spans(first, "routine_sets"), times, strict=True):
        parts.append(f"{routine} {sets}{time}" if parts else f"{routine} has {sets} counted sets{time}")
    text = f"{', '.join(parts) if len(parts) == 2 else listing(parts)}."
    labels, routines, (least, most), (_, other_most) = _wide(table)
    verb = VERBS.get(id_column(table), "trains")
    alone = (most > 0) & (other_most == 0)
    only = "; ".join(
        f"only {routine} {verb} {_some(map(inline, compress(labels, trained)))}"
        for routine, trained in zip(routines, alone.T, strict=True)
        if trained.any()
    )
    if only:
        text += f" {only[0].upper()}{only[1:]}."
    # For two routines, name where each has more; for three or more, a sentence can only name the leader.
    if len(routines) > 2:
        return f"{text} {say_leader(table)}."
    more: list[str] = []
    for routine, ahead in zip(routines, ((least > other_most) & (other_most > 0)).T, strict=True):
        if ahead.any():
            start = f"{routine} gives more to" if not more else f"{routine} to"
            more.append(f"{start} {_some(map(inline, compress(labels, ahead)))}")
    return f"{text} Of what both have, {', '.join(more)}." if more else text


@checked
@spoken
def say_difference(rows: pd.DataFrame) -> str:
    """Return the largest difference in `explain_difference` and the exercises behind it as a sentence.

    Examples
    --------
    >>> from analysis import explain_difference, load_library
    >>> print(say_difference(explain_difference(load_library(), "runners_world", "run_forever")))
    The largest difference is in glute max, 7 sets more in Runner's World: Hip thrust +3, Reverse lunge to knee drive
    +3, Squat to heel raise +3, Banded squat +2, Lateral tap out +1, Standing fire hydrant +1, Single-leg RDL to march
    -2, Lateral band walk -1, Band monster walk -1, Slow eccentric heel tap -1 and Standing fire hydrant -1.
    """
    columns = ["label", "first", "second", "exercise", "sets_min", "difference_min", "difference_max"]
    needs_columns(rows, columns, "explain_difference")
    if rows.empty:
        return "Neither routine counts a set."
    top = rows[rows["label"] == rows["label"].iloc[0]]
    first = top.iloc[0]
    low, high = first["difference_min"], first["difference_max"]
    made = [f"{row['exercise']} {signed(row['sets_min'], row['sets_max'])}" for _, row in top.iterrows()]
    if low <= 0 <= high:
        size = "none" if low == high else f"{signed(low, high)} sets, so either may give more"
        return f"The largest difference is in {inline(first['label'])}, {size}: {listing(made)}."
    ends = sorted((abs(low), abs(high)))  # no sign: the sentence says which routine has more
    noun = "set" if ends == [1, 1] else "sets"
    who = first["first"] if low > 0 else first["second"]
    return (
        f"The largest difference is in {inline(first['label'])}, {span(*ends)} {noun} more in {who}: {listing(made)}."
    )


@checked
@spoken
def say_shared(rows: pd.DataFrame) -> str:
    """Return the exercises of `shared_exercises` as a sentence.

    Examples
    --------
    >>> from analysis import load_library
    >>> from analysis.compare import shared_exercises
    >>> print(say_shared(shared_exercises(load_library())))
    3 exercises appear in more than one routine: Lateral band walk (Fit&Well and Run forever), Reverse lunge to knee
    drive (Fit&Well and Runner's World) and Standing fire hydrant (Runner's World and Run forever).
    """
    needs_columns(rows, ["exercise", "routine"], "shared_exercises")
    if rows.empty:
        return "The routines share no exercise."
    parts = [
        f"{exercise} ({listing(list(dict.fromkeys(group['routine'])))})"
        for exercise, group in rows.groupby("exercise", sort=False)
    ]
    appear = "exercise appears" if len(parts) == 1 else "exercises appear"
    return f"{len(parts)} {appear} in more than one routine: {_some(parts)}."


@checked
@spoken
def say_equipment(library: Library, equipment: Iterable[str], *, routines: Iterable[str] | None = None) -> str:
    """Return which routines an athlete's equipment allows, and what the others lose, in sentences.

    Examples
    --------
    >>> from analysis import load_library
    >>> print(say_equipment(load_library(), ["mini_band", "mat", "bench"]))
    With mini band, mat and bench or couch, all of Fit&Well can be done. Runner's World loses 2 of 14 exercises (Floor
    press in 90-90 and Bear plank row; 6 of 24 sets), and with them all its work for back, chest and arms. Run forever
    loses 2 of 6 exercises (Wall abs and Slow eccentric heel tap; 4 of 12 sets), and with them all its work for quads,
    trunk front and trunk side. That these exercises need dumbbells, step or kerb and wall is our inference.
    """
    have, asked = read_equipment(library, equipment), read_routines(library, routines)
    fit = equipment_fit(library, have, routines=asked)
    lost = lost_volume(library, have, routines=asked)
    # A label is gone if all its exercises are lost: a coach must replace them.
    gone = lost[lost["lost_sets_max"] >= lost["sets_max"]]
    fits, sentences = [], []
    for routine, rows in fit.groupby("routine", sort=False):
        away = rows[rows["effect"] == "lost"]
        if away.empty:
            fits.append(str(routine))
            continue
        sets = [span(part["sets_min"].sum(), part["sets_max"].sum()) for part in (away, rows)]
        what = f"{_some(away['exercise'])}; {sets[0]} of {sets[1]} sets"
        text = f"{routine} loses {len(away)} of {len(rows)} exercises ({what})"
        all_gone = [inline(label) for label in gone.loc[gone["routine"] == routine, "label"]]
        if all_gone:
            text += f", and with {'it' if len(away) == 1 else 'them'} all its work for {_some(all_gone)}"
        sentences.append(f"{text}.")
    things = labels(library, "equipment_id")
    having = _some(inline(things[item]) for item in have) or "no equipment"
    whole = f"all of {listing(fits)} can be done." if fits else "none of the routines can be done whole."
    inferred = fit[(fit["effect"] == "lost") & (fit["basis"] == "inferred")]["missing"]
    # Equipment that no source names is our inference, and the sentence says so.
    items = {item for text in inferred for item in text.split(" + ")}
    if items:
        named = listing([inline(word) for item, word in things.items() if item in items])
        sentences.append(f"That these exercises need {named} is our inference.")
    return " ".join([f"With {having}, {whole}", *sentences])


@checked
@spoken
def say_similarity(pairs: pd.DataFrame) -> str:
    """Return the most and the least similar routines of `routine_similarity` as a sentence.

    Examples
    --------
    >>> from analysis import load_library
    >>> from analysis.compare import routine_similarity
    >>> print(say_similarity(routine_similarity(load_library(), by="muscle")))
    Fit&Well and Run forever spread their sets over muscles most alike (0.91; 1 is the same, 0 no muscle in common),
    Runner's World and Run forever least (0.72).
    """
    needs_columns(pairs, ["first", "second", "similarity_min"], "routine_similarity")
    known = pairs[pairs["similarity_min"].notna()]
    if known.empty:
        return "There are no two routines with counted sets to compare."
    # By the lower end, which is certain; ties keep the order of the routines.
    ranked = known.sort_values("similarity_min", ascending=False, kind="stable")
    best, worst = ranked.iloc[0], ranked.iloc[-1]
    scale = "1 is the same, 0 no muscle in common"

    def pair(row: Any) -> str:
        return f"{row['first']} and {row['second']}"

    def value(row: Any) -> str:
        return "-".join(dict.fromkeys(f"{row[f'similarity_{end}']:.2f}" for end in ("min", "max")))

    if len(ranked) == 1:
        return f"{pair(best)} spread their sets over muscles alike to {value(best)} ({scale})."
    most = f"{pair(best)} spread their sets over muscles most alike ({value(best)}; {scale})"
    return f"{most}, {pair(worst)} least ({value(worst)})."


@checked
@spoken
def say_sensitivity(rows: pd.DataFrame) -> str:
    """Return the muscles whose ranking in `sensitivity` changes with the counting, in sentences.

    Examples
    --------
    >>> from analysis import load_library, sensitivity
    >>> print(say_sensitivity(sensitivity(load_library())))
    The ranking of the routines stays the same for 13 of 16 muscle groups whether a secondary muscle counts 0, 0.5 or 1,
    with or without light work. It changes for glute max, hip abductors and trunk side.
    """
    needs_columns(rows, ["label", "survives", "routine_id"], "sensitivity")
    column = id_column(rows)
    each = worked(rows).drop_duplicates(column)
    same = f"{(each['survives'] == 'yes').sum()} of {len(each)} {NOUNS[column]}"
    text = (
        f"The ranking of the routines stays the same for {same} "
        "whether a secondary muscle counts 0, 0.5 or 1, with or without light work."
    )
    for answer, verb in (("no", "It changes for"), ("depends", "With these ranges it could go either way for")):
        turning = [inline(label) for label in each.loc[each["survives"] == answer, "label"]]
        if turning:
            text += f" {verb} {_some(turning)}."
    return text
