"""Logs in words: what was read and what counts, the last weeks, and what was done of a plan."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from analysis.base.arguments import checked
from analysis.base.errors import ArgumentError
from analysis.base.frames import needs_columns
from analysis.base.said import Said
from analysis.base.text import few, listing, number, one_of, percent, plural, span
from analysis.block.plan import BlockPlan
from analysis.library.exercise_names import SIDE
from analysis.library.library import Library
from analysis.logs.confirmed_matches import Matches, read_matches
from analysis.logs.maxima import estimated_maxima, once_words, set_words
from analysis.logs.planned_done import PlannedAndDone
from analysis.logs.proposals import propose_loads
from analysis.logs.reading.reading_report import ADVICE, shown_notes

NOUNS = ("broken row", "note", "rest timer")
"""Reasons for leaving a row out that use the file's word for a row."""


@checked
def say_log(reports: Iterable[Mapping[str, Any]], matched: pd.DataFrame) -> Said:
    """Return a text on what was read from some files, what was left out and why, and how many sets count.

    Parameters
    ----------
    reports : iterable of mapping
        ``attrs["reports"]`` of `read_logs`, or a list of the ``attrs["report"]`` of `read_log`.
    matched : DataFrame
        Of `match_exercises`.

    Returns
    -------
    Said
        A line for each file, one for what to check in it, and a last one for the exercises.

    Raises
    ------
    ArgumentError
        If an argument is anything else.

    Examples
    --------
    >>> report = {"dialect": "hevy", "file": "a.csv", "rows_in_file": 3, "rows_read": 2, "left_out": {"note": 1}}
    >>> report["units"] = {"weights": "kg (from the header)"}
    >>> names = pd.DataFrame({"exercise_name": ["Curl"], "sets": [2], "exercise_id": [None], "how": [None]})
    >>> say_log([{**report, "notes": [], "broken": []}], names)
    a.csv (hevy): 2 of 3 rows read; left out: 1 note; weights in kg (from the header).
    0 of 2 sets (0 %) are of exercises that are known; Curl (2 sets) is not.
    """
    files = [reports] if isinstance(reports, Mapping) or not isinstance(reports, Iterable) else list(reports)
    if not all(isinstance(report, Mapping) and "rows_read" in report for report in files):
        raise ArgumentError("not reports of logs; give attrs['reports'] of what read_logs returns")
    needs_columns(matched, ["exercise_name", "sets", "exercise_id", "how"], "match_exercises")
    # Advice shared by ten files is printed once.
    advised: set[str] = set()
    lines = [line for report in files for line in _of_file(report, advised)]
    named = matched.loc[matched["how"] == SIDE, "exercise_name"].tolist()
    sided = f"Each two sets count as one, left and right, where the name says the side: {one_of(named, most=4)}."
    return Said.of([*lines, _of_exercises(matched), sided if named else ""])


def _of_file(report: Mapping[str, Any], advised: set[str]) -> list[str]:
    """Return what was read from a file and what to check, without advice already ``advised``."""
    reasons = report["left_out"].items()
    out = listing([plural(count, why) if why in NOUNS else f"{count} with {why}" for why, count in reasons])
    rows = [f"{report['rows_read']} of {plural(report['rows_in_file'], 'row')} read"]
    rows += [f"left out: {out}"] if out else []
    rows += [plural(len(report["athletes"]), "athlete")] if "athletes" in report else []
    rows += [f"{what} in {units}" for what, units in report.get("units", {}).items()]
    who = f"{report['athlete']}: " if "athlete" in report else ""
    looks = report["broken"][:3]
    for note in shown_notes(report["notes"]):
        what, _, advice = note.partition(ADVICE)
        looks.append(what if advice in advised else note)
        advised |= {advice} - {""}
    lines = [f"{who}{report['file']} ({report['dialect']}): {'; '.join(rows)}."]
    return [*lines, f"Look at: {'; '.join(looks)}."] if looks else lines


def _of_exercises(matched: pd.DataFrame) -> str:
    """Return how many sets have known exercises, and the first unknown ones."""
    sets = matched.groupby("how")["sets"].sum()
    counted, every = int(matched.loc[matched["exercise_id"].notna(), "sets"].sum()), int(matched["sets"].sum())
    share = percent(counted / every) if every else "none"
    yours = f"; {sets['confirmed']} of them confirmed by you" if sets.get("confirmed") else ""
    yours += f"; {plural(sets['left out'], 'set')} left out by you" if sets.get("left out") else ""
    unknown = matched[matched["how"].isna()]
    names = [f"{name} ({plural(count, 'set')})" for name, count in unknown[["exercise_name", "sets"]].values.tolist()]
    rest = f"; {few(names, 5)} {'is' if len(names) == 1 else 'are'} not" if names else ""
    return f"{counted} of {plural(every, 'set')} ({share}) are of exercises that are known{yours}{rest}."


def say_sides(library: Library, matches: Matches | None) -> Said:
    """Return the exercises whose left and right, logged apart, count as one set, in words; blank for none.

    Examples
    --------
    >>> from analysis import load_library
    >>> matches = pd.DataFrame({"exercise_name": ["Step Up"], "exercise_id": [""], "sides": ["apart"]})
    >>> say_sides(load_library(), matches)
    Left and right of step up count as one set.
    """
    pairs = sorted((name, athlete) for athlete, name in read_matches(library, matches).sides)
    names = listing([f"{name} ({athlete})" if athlete else name for name, athlete in pairs])
    return Said(f"Left and right of {names} count as one set." if names else "")


@checked
def say_planned_done(done: PlannedAndDone) -> Said:
    """Return what each athlete did of a block, in words, a line for each.

    Parameters
    ----------
    done : PlannedAndDone
        From `compare_to_block`.

    Returns
    -------
    Said

    Raises
    ------
    ArgumentError
        If it is anything else.

    Examples
    --------
    >>> from analysis import load_library, plan_block, compare_to_block
    >>> phase = {"name": "base", "weeks": 1, "mon": "run_forever", "thu": "run_forever"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> log = pd.DataFrame({"athlete": "anna", "date": pd.Timestamp("2027-01-05")}, index=range(3))
    >>> log["exercise_name"] = ["Lateral band walk", "Wall abs", "Band monster walk"]
    >>> say_planned_done(compare_to_block(plan, log, until="2027-01-10"))
    anna, until 2027-01-10: 1 of 2 sessions that were due (50 %), 1 of them moved; 3 of 24 sets planned.
    What was missed is not made up.
    """
    athletes = done.adherence
    if athletes.empty:
        return Said("Nobody logged anything.")
    if (done.adherence["until"] < pd.Timestamp(1900, 1, 1)).all():
        return Said("Nobody logged a set.")
    if not athletes["due"].any():
        first, end = done.span
        days = listing(sorted({f"{day:%Y-%m-%d}" for day in athletes["until"]}))
        whole = f"it goes from {first} to {end - datetime.timedelta(days=1)}"
        return Said(f"Nothing of the block was due: {whole}, and the logs end on {days}.")
    lines = [_of_athlete(row) for row in athletes.to_dict("records")]
    return Said.of([*lines, "What was missed is not made up.", *done.notes])


def _of_athlete(row: Mapping[Any, Any]) -> str:
    """Return what an athlete did: share of due sessions, and share of planned sets."""
    share = "" if pd.isna(row["adherence"]) else f" ({percent(row['adherence'])})"
    moved = f", {row['moved']} of them moved" if row["moved"] else ""
    moved += f", {row['begun']} more begun" if row["begun"] else ""
    more = f"; {plural(row['sets_unplanned'], 'set')} on top" if row["sets_unplanned"] else ""
    unknown = row["sets_logged"] - row["sets_matched"]
    unsure = f", {number(unknown)} of them of unknown exercises" if unknown and more else ""
    due = f"{row['done'] + row['moved']} of {plural(row['due'], 'session')} that were due{share}{moved}"
    planned = span(row["sets_planned_min"], row["sets_planned_max"])
    sets = f"{number(row['sets_done'])} of {planned} sets planned{more}{unsure}"
    return f"{row['athlete']}, until {row['until']:%Y-%m-%d}: {due}; {sets}."


def log_words(volume: pd.DataFrame) -> list[tuple[pd.DataFrame, int]]:
    """Return the last weeks of a log in words by athlete: labels x weeks, and the number of weeks."""
    tables = []
    for athlete, rows in volume.groupby("athlete", observed=True):
        weeks = sorted(rows["week"].astype("str").unique())
        last = weeks[-LAST_WEEKS:]
        # Rows of zeros are left out, including muscles worked only in an earlier week.
        shown = rows[rows["week"].isin(last) & (rows["sets"] > 0)].astype({"week": "str", "label": "str"})
        cells = dict(zip(zip(shown["label"], shown["week"], strict=True), shown["sets"].tolist(), strict=True))
        labels = [label for label in dict.fromkeys(rows["label"].astype("str")) if label in set(shown["label"])]
        counts = rows.astype({"week": "str"}).drop_duplicates("week").set_index("week")
        table = {str(athlete): [*labels, "sets counted"]}
        for week in last:
            covered = f"{counts['sets_matched'][week]} of {counts['sets_logged'][week]}"
            table[week] = [*(number(cells.get((label, week), 0.0)) for label in labels), covered]
        tables.append((pd.DataFrame(table), len(weeks)))
    return tables


LAST_WEEKS = 8
"""Weeks of a log that fit a terminal."""


LOADS_NOTE = (
    "Ranges from logged sets, to consider: nobody's maximum was measured. Epley's rule, give or take 5 % up to 5 "
    "repetitions and 10 % up to 8; people differ (Nuzzo et al. 2024)."
)


def say_loads(log: pd.DataFrame, library: Library, plan: BlockPlan | None, **how: Any) -> Said:
    """Return the loads proposed for a block's next sessions, or without a block the one-repetition maxima, in words.

    Examples
    --------
    >>> from analysis import load_library
    >>> log = pd.DataFrame({"athlete": "anna", "date": pd.Timestamp("2026-11-16"), "exercise_name": ["Back squat"]})
    >>> print(say_loads(log.assign(weight_kg=60.0, reps=5, rpe=9.0), load_library(), None).splitlines()[0])
    - anna, Back squat: 68-76 kg once, by 60 kg x 5 at RPE 9 on 2026-11-16.
    """
    if plan is None:
        lines = list(_say_maxima(estimated_maxima(log, library, **how)))
    else:
        columns = ["athlete", "exercise", "date", "planned", "proposed", "why"]
        lines = [
            f"- {athlete}, {exercise} on {date.date()} (planned {planned}): {load or 'no proposal'}; {why}."
            for athlete, exercise, date, planned, load, why in propose_loads(log, plan, **how)[columns].to_numpy()
        ]
    return Said.of(
        [*(lines or ["No load to propose: the logs hold no lift with a weight that allows it."]), LOADS_NOTE]
    )


def _say_maxima(table: pd.DataFrame) -> Iterator[str]:
    for row in table.to_dict("records"):
        why = f"; no estimate: {row['why']}" if row["why"] else ""
        yield f"- {row['athlete']}, {row['exercise']}: {once_words(row)}, by {set_words(row)}{why}."
