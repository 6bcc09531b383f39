"""The answers said in sentences, every word of them computed from the figures of a frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from analysis.equipment import equipment_fit, lost_volume
from analysis.library import Library
from analysis.names import fold
from analysis.prescriptions import PHASES
from analysis.weekly import weekly_minutes
from analysis.words import id_column, inline, labels, listing, number, plural, span, week_words

MOST_NAMED = 4
"""Names that a sentence gives before it only counts the rest."""


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    more = len(listed) - MOST_NAMED
    return listing(listed[:MOST_NAMED] + ([f"{more} more"] if more > 0 else []))


def _sets(row: Any, name: str = "sets") -> str:
    return span(row[f"{name}_min"], row[f"{name}_max"])


def say_leader(table: pd.DataFrame) -> str:
    """Say which routine of `compare_routines` gives most sets to most labels, and to which it does not.

    Examples
    --------
    >>> from analysis import compare_routines, load_library
    >>> say_leader(compare_routines(load_library()))
    "Runner's World gives most sets to 12 of 15 muscle groups, but not to hip abductors, hamstrings and lower back"
    """
    column = id_column(table)
    worked = table[table.groupby(column)["sets_max"].transform("max") > 0]
    if worked.empty:
        return "No routine counts a set"
    if len(set(worked["routine_id"])) == 1:
        top = worked.sort_values("sets_min", ascending=False, kind="stable").iloc[0]
        return f"{top['routine']} gives most to {inline(top['label'])}: {_sets(top)} sets"
    best = worked.groupby(column)["sets_min"].transform("max")
    leads = worked[worked["sets_min"] == best]
    leader = leads["routine_id"].value_counts(sort=False).idxmax()
    led = leads.loc[leads["routine_id"] == leader]
    rest = worked.loc[~worked[column].isin(led[column])].drop_duplicates(column)["label"]
    noun = {"muscle_group": "muscle groups", "muscle_id": "muscles", "movement_pattern": "movements"}.get(
        column, "items"
    )
    text = f"{led['routine'].iloc[0]} gives most sets to {len(led)} of {len(led) + len(rest)} {noun}"
    return f"{text}, but not to {_some(inline(one) for one in rest)}" if len(rest) else text


def say_comparison(library: Library, table: pd.DataFrame) -> str:
    """Say in sentences what `compare_routines` found: sets and minutes, what only one gives, and where the order turns.

    Examples
    --------
    >>> from analysis import compare_routines, load_library
    >>> library = load_library()
    >>> print(say_comparison(library, compare_routines(library, ["runners_world", "run_forever"])))
    Runner's World has 24 counted sets in 26.4-34.4 min, Run forever 12 in 11.9-18.6 min. Only Runner's World trains
    adductors, calves, back, shoulders and 2 more; only Run forever trains lower back. Run forever gives more to hip
    abductors and hamstrings.
    """
    names, words = labels(library, "routine_id"), labels(library, id_column(table))
    totals = table.drop_duplicates("routine_id")
    parts: list[str] = []
    for _, row in totals.iterrows():
        has, noun = ("", "") if parts else ("has ", " counted sets")
        time = f" in {_sets(row, 'minutes')} min" if row["phases"] == " + ".join(PHASES) else ""
        parts.append(f"{row['routine']} {has}{_sets(row, 'routine_sets')}{noun}{time}")
    text = f"{', '.join(parts) if len(parts) == 2 else listing(parts)}."
    order = list(dict.fromkeys(table[id_column(table)]))
    least, most = (
        table.pivot(index=id_column(table), columns="routine_id", values=f"sets_{end}").reindex(order)
        for end in ("min", "max")
    )
    only = []
    for routine in totals["routine_id"]:
        others = [one for one in totals["routine_id"] if one != routine]
        alone = [
            inline(words[label])
            for label in order
            if others and most.loc[label, routine] > 0 and (most.loc[label, others] == 0).all()
        ]
        if alone:
            only.append(f"only {names[routine]} trains {_some(alone)}")
    if only:
        text += f" {'; '.join(only)[0].upper()}{'; '.join(only)[1:]}."
    if len(totals) == 2:
        fewer = totals.sort_values("routine_sets_max", kind="stable")["routine_id"].tolist()
        ahead = [inline(words[label]) for label in order if least.loc[label, fewer[0]] > most.loc[label, fewer[1]] > 0]
        if ahead:
            text += f" {names[fewer[0]]} gives more to {_some(ahead)}."
    elif len(totals) > 2:
        text += f" {say_leader(table)}."
    return text


def say_difference(library: Library, rows: pd.DataFrame) -> str:
    """Say the largest difference that `explain_difference` found, and the exercises that make it.

    Examples
    --------
    >>> from analysis import explain_difference, load_library
    >>> library = load_library()
    >>> print(say_difference(library, explain_difference(library, "runners_world", "run_forever")))
    Glute max differs most, by 7 sets: Hip thrust +3, Reverse lunge to knee drive +3, Squat to heel raise +3, Banded
    squat +2, Standing fire hydrant +1, Single-leg RDL to march -2, Band monster walk -1, Slow eccentric heel tap -1
    and Standing fire hydrant -1.
    """
    if rows.empty:
        return "Neither routine counts a set."
    column = id_column(rows)
    top = rows[rows[column] == rows[column].iloc[0]]
    difference = top.iloc[0]
    exercises = labels(library, "exercise_id")
    made = [f"{exercises[row['exercise_id']]} {signed(row['sets_min'], row['sets_max'])}" for _, row in top.iterrows()]
    by = signed(difference["difference_min"], difference["difference_max"]).lstrip("+")
    noun = "set" if by == "1" else "sets"
    return f"{labels(library, column)[difference[column]]} differs most, by {by} {noun}: {listing(made)}."


def signed(low: float, high: float) -> str:
    """Write an interval with the sign of each end.

    Examples
    --------
    >>> signed(3, 3), signed(-2, -1), signed(0, 0)
    ('+3', '-2 to -1', '0')
    """
    ends = [f"+{number(end)}" if end > 0 else number(end) for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


def say_shared(library: Library, rows: pd.DataFrame) -> str:
    """Say which exercises `shared_exercises` found.

    Examples
    --------
    >>> from analysis import load_library, shared_exercises
    >>> library = load_library()
    >>> print(say_shared(library, shared_exercises(library)))
    3 exercises stand in more than one routine: Lateral band walk (Fit&Well and Run forever), Reverse lunge to knee
    drive (Fit&Well and Runner's World) and Standing fire hydrant (Runner's World and Run forever).
    """
    if rows.empty:
        return "The routines share no exercise."
    names, exercises = labels(library, "routine_id"), labels(library, "exercise_id")
    parts = [
        f"{exercises[str(exercise)]} ({listing([names[one] for one in dict.fromkeys(group['routine_id'])])})"
        for exercise, group in rows.groupby("exercise_id", sort=False)
    ]
    stand = "exercise stands" if len(parts) == 1 else "exercises stand"
    return f"{len(parts)} {stand} in more than one routine: {listing(parts)}."


def say_equipment(library: Library, owned: Iterable[str], *, routines: Iterable[str] | None = None) -> str:
    """Say which routines can be done with what an athlete owns, and what the others lose.

    Examples
    --------
    >>> from analysis import load_library
    >>> print(say_equipment(load_library(), ["mini_band", "mat", "bench"]))
    With mini band, mat and bench or couch, all of Fit&Well can be done. Runner's World loses 2 of 14 exercises (Floor
    press in 90-90 and Bear plank row; 6 of 24 sets), and with them all its work for back, chest and arms. Run forever
    loses 2 of 6 exercises (Wall abs and Slow eccentric heel tap; 4 of 12 sets), and with them all its work for hip
    flexors, quads, trunk front and trunk side.
    """
    items = list([owned] if isinstance(owned, str) else owned)
    fit = equipment_fit(library, items, routines=routines)
    lost = lost_volume(library, items, routines=routines)
    names, exercises, groups = (labels(library, one) for one in ("routine_id", "exercise_id", "muscle_group"))
    gone = lost[lost["lost_sets_max"] >= lost["sets_max"]]
    fits, sentences = [], []
    for routine, rows in fit.groupby("routine_id", sort=False):
        away = rows[rows["effect"] == "lost"]
        if away.empty:
            fits.append(names[str(routine)])
            continue
        sets = [span(rows_of["sets_min"].sum(), rows_of["sets_max"].sum()) for rows_of in (away, rows)]
        what = f"{_some(exercises[one] for one in away['exercise_id'])}; {sets[0]} of {sets[1]} sets"
        text = f"{names[str(routine)]} loses {len(away)} of {len(rows)} exercises ({what})"
        all_gone = [inline(groups[one]) for one in gone.loc[gone["routine_id"] == routine, "muscle_group"]]
        if all_gone:
            text += f", and with {'it' if len(away) == 1 else 'them'} all its work for {_some(all_gone)}"
        sentences.append(f"{text}.")
    ids = library._coding.item_names
    things = labels(library, "equipment_id")
    having = _some(inline(things[ids[fold(one)]]) for one in items) if items else "no equipment"
    whole = [f"all of {listing(fits)} can be done."] if fits else ["none of the routines can be done whole."]
    return " ".join([f"With {having}, {whole[0]}", *sentences])


def say_similarity(library: Library, pairs: pd.DataFrame) -> str:
    """Say which routines of `routine_similarity` are most and least alike.

    Examples
    --------
    >>> from analysis import load_library, routine_similarity
    >>> library = load_library()
    >>> print(say_similarity(library, routine_similarity(library)))
    Fit&Well and Run forever spread their sets most alike (similarity 0.89 of 1), Fit&Well and Runner's World least
    (0.70).
    """
    known = pairs.dropna(subset=["similarity_min"])
    if known.empty:
        return "There are no two routines with counted sets to compare."
    names = labels(library, "routine_id")
    ranked = known.sort_values("similarity_min", ascending=False, kind="stable")
    best, worst = ranked.iloc[0], ranked.iloc[-1]

    def pair(row: Any) -> str:
        return f"{names[row['first']]} and {names[row['second']]}"

    def value(row: Any) -> str:
        return "-".join(dict.fromkeys(f"{row[f'similarity_{end}']:.2f}" for end in ("min", "max")))

    if len(ranked) == 1:
        return f"The similarity of {pair(best)} is {value(best)} of 1."
    most = f"{pair(best)} spread their sets most alike (similarity {value(best)} of 1)"
    return f"{most}, {pair(worst)} least ({value(worst)})."


def say_sensitivity(library: Library, rows: pd.DataFrame) -> str:
    """Say for which muscles the order of the routines in `sensitivity` turns with the way of counting.

    Examples
    --------
    >>> from analysis import load_library, sensitivity
    >>> library = load_library()
    >>> print(say_sensitivity(library, sensitivity(library)))
    The order of the routines holds for 12 of 16 muscle groups whether a secondary muscle counts 0, 0.5 or 1 and with
    or without activation sets. It turns for glute max, hip abductors, hamstrings and trunk side.
    """
    column = id_column(rows)
    words = labels(library, column)
    each = rows.drop_duplicates(column)
    what = "muscle groups" if column == "muscle_group" else "muscles"
    holds = (each["survives"] == "yes").sum()
    text = (
        f"The order of the routines holds for {holds} of {len(each)} {what} "
        "whether a secondary muscle counts 0, 0.5 or 1 and with or without activation sets."
    )
    for answer, verb in (("no", "It turns for"), ("depends", "Ranges leave it open for")):
        found = [inline(words[one]) for one in each.loc[each["survives"] == answer, column]]
        if found:
            text += f" {verb} {_some(found)}."
    return text


def say_week(library: Library, sessions: Mapping[str, int], summary: pd.DataFrame) -> str:
    """Say what a week adds up to: sessions, minutes, the most and least trained, and groups under their band.

    Examples
    --------
    >>> from analysis import load_library, weekly_summary
    >>> library = load_library()
    >>> week = {"runners_world": 1, "run_forever": 3}
    >>> print(say_week(library, week, weekly_summary(library, week, goal="strength")))
    Runner's World once and Run forever three times: 4 sessions, 62-90.2 min. Strength sets go most to glute max (9)
    and quads (6); activation adds most to hip abductors (29). Strength sets are below the band for hip rotators,
    ankle and lower back; above it for glute max, quads, trunk front and shoulders.
    """
    column = id_column(summary)
    words = labels(library, column)
    minutes = weekly_minutes(library, sessions)[["sessions", "week_minutes_min", "week_minutes_max"]].sum()
    count = int(minutes["sessions"])
    spent = span(minutes["week_minutes_min"], minutes["week_minutes_max"])
    text = f"{week_words(library, sessions)}: {plural(count, 'session')}, {spent} min."
    said = []
    for part, start, most in (
        ("strength_sets", "strength sets go most to", 2),
        ("activation_sets", "activation adds most to", 1),
    ):
        top = summary[summary[f"{part}_max"] > 0].sort_values(
            [f"{part}_max", f"{part}_min"], ascending=False, kind="stable"
        )
        if len(top):
            named = [f"{inline(row['label'])} ({_sets(row, part)})" for _, row in top.head(most).iterrows()]
            said.append(f"{start} {listing(named)}")
        else:
            said.append("no strength sets" if part == "strength_sets" else "no activation sets")
    joined = "; ".join(said)
    text += f" {joined[0].upper()}{joined[1:]}."
    held = []
    for status, start in (
        ("below", "below the band for"),
        ("above", "above it for"),
        ("depends", "on both sides of a limit for"),
    ):
        found = [inline(words[one]) for one in summary.loc[summary["status"] == status, column]]
        if found:
            held.append(f"{start} {_some(found)}")
    return f"{text} Strength sets are {'; '.join(held)}." if held else text


def say_coverage(library: Library, lines: pd.DataFrame) -> str:
    """Say which lines of the checklist in `coverage` nothing covers.

    Examples
    --------
    >>> from analysis import coverage, load_library
    >>> library = load_library()
    >>> print(say_coverage(library, coverage(library, {"runners_world": 1})))
    7 of 13 lines of the checklist are covered. Nothing covers calf raise bent knee, hip hinge, hamstrings knee
    bending, adductors, trunk side and plyometric.
    """
    each = lines.drop_duplicates("line_id")
    missing = [inline(name) for name in each.loc[~each["covered"], "name"]]
    text = f"{int(each['covered'].sum())} of {len(each)} lines of the checklist are covered."
    return f"{text} Nothing covers {listing(missing)}." if missing else text
