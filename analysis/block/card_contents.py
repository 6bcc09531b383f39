"""Session cards: what an athlete does in a session, phase by phase, in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from analysis.base.arguments import checked
from analysis.base.calendar import WEEKDAYS
from analysis.base.frames import positions
from analysis.block.card_grid import NONE, WRITTEN
from analysis.block.plan import BlockPlan, check_plan
from analysis.block.planning.template_week import BESIDE
from analysis.block.sentences import weeks_said
from analysis.library.doses.dose_words import dose_said
from analysis.library.labels import add_words, labels
from analysis.volume.product import routine_volume

FEWEST = 4
"""Weeks in a row from which a steady rise is written as one text."""


DAY_WORDS = re.compile(r"(^|; |\+)(mon|tue|wed|thu|fri|sat|sun)(?=[+ ])")
"""Days in front of a week's doses, where its sessions differ."""


TEXTS = (*WRITTEN, "by_week", "equipment", "cue", "caution", "note", "link")


@checked
def session_cards(plan: BlockPlan) -> pd.DataFrame:
    """Return each type of session in words: a routine as a phase of the block does it.

    Parameters
    ----------
    plan : BlockPlan
        From `plan_block`.

    Returns
    -------
    DataFrame
        One row per card x exercise, in the order of the sessions: block (its name), card (counted from 1), routine_id,
        routine, block_phase (all phases that do it alike, joined by +), weeks (in words), first_date, last_date, days,
        sessions (how many), minutes_* (least and most of them), position, section, done_as (superset of two or circuit
        of more exercises, done back to back for several rounds; else blank), circuit (its number), exercise_id,
        exercise, phase, kind (of work), dose, load, effort and variation (in words; with the weeks where they differ),
        next (the step after the top of a range: ``3 x 12 reached: add 2 kg``), by_week (a dose
        that changes, in the notation of sheets: ``1: 2 x 10 | 2: 3 x 10``; else blank), equipment, cue (ours), caution
        (the source's warning, and its easier form; in our words), note (of the sheet) and link (the
        coach's own).

    Raises
    ------
    ArgumentError
        If it is not a plan.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 3, "volume": [0.8, 1, 1], "mon": "runners_world", "effort": "easy"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> cards = session_cards(plan)
    >>> cards.loc[10, ["routine", "weeks", "exercise", "dose", "effort"]].tolist()
    ["Runner's World", 'every week', 'Bear plank row', 'week 1: 2 sets of 10 each side; weeks 2-3: 3 sets of 10 each
    side', 'easy']
    """
    check_plan(plan)
    return _frame(plan, _cards(plan))


@checked
def session_muscles(plan: BlockPlan) -> pd.DataFrame:
    """Add up the counted sets of each muscle in a session of each card.

    Parameters
    ----------
    plan : BlockPlan
        From `plan_block`.

    Returns
    -------
    DataFrame
        One row per card of `session_cards` x muscle with any set, most sets first: card, muscle_id, label, sets_min and
        sets_max (strength and light work together, least and most of the card's sessions).

    Raises
    ------
    ArgumentError
        If it is not a plan.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 3, "mon": "runners_world"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> session_muscles(plan)[["label", "sets_min"]].head(2).values.tolist()
    [['Glute max', 13.0], ['Quads', 8.0]]
    """
    check_plan(plan)
    cards = {row: number for number, card in enumerate(_cards(plan).values(), 1) for row in card["rows"]}
    volume = routine_volume(plan.library, by="muscle")
    sets = volume.groupby(["routine_id", "muscle_id"], sort=False)[["sets_min", "sets_max"]].sum().reset_index()
    sets["card"] = [cards[row] for row in positions(plan.library.routines["routine_id"], sets["routine_id"])]
    ends = {"sets_min": "min", "sets_max": "max"}
    frame = sets.groupby(["card", "muscle_id"], sort=False).agg(ends).reset_index()
    frame = add_words(plan.source, frame[frame["sets_max"] > 0], "muscle_id")
    order = np.lexsort((-frame["sets_min"], -frame["sets_max"], frame["card"]))
    return frame.iloc[order].reset_index(drop=True)


def _cards(plan: BlockPlan) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Return the sessions of each card by its routine and words: phases with the same words share a card."""
    sheets = _sheets(plan)
    texts = _texts(plan, sheets)
    week_at = positions(plan.weeks, plan.sessions["week"])
    phases = np.asarray(plan.spec.phase_of_week, dtype=np.intp)[week_at].tolist()
    names = plan.sessions["block_phase"].tolist()
    done: dict[tuple[int, str, Sheet], list[int]] = {}
    for row, key in enumerate(zip(phases, names, sheets, strict=True)):
        done.setdefault(key, []).append(row)
    cards: dict[tuple[Any, ...], dict[str, Any]] = {}
    for (_, phase, sheet), rows in done.items():
        numbers = sorted(set(week_at[rows].tolist()))
        words = tuple(
            (key, (*_words(columns, numbers), by_week))
            for key, columns, notation in texts[sheet]
            for by_week in [_by_week(notation, numbers)]
        )
        card = cards.setdefault((sheet, words), {"phases": {}, "rows": [], "weeks": set()})
        card["phases"][phase] = None
        card["rows"] += rows
        card["weeks"] |= set(numbers)
    return cards


Sheet = tuple[str, int]
"""A routine and the number of its sheet: a sheet that has changed since the past counts as several."""


Key = tuple[int, str]
"""Position and exercise, which identify a row of a routine."""


def _sheets(plan: BlockPlan) -> list[Sheet]:
    """Return the sheet of each session."""
    sheets = plan.printed.drop_duplicates("session")["sheet"]
    return list(zip(plan.sessions["routine_id"].tolist(), sheets.tolist(), strict=True))


def _texts(plan: BlockPlan, sheets: list[Sheet]) -> dict[Sheet, list[tuple[Key, list[list[str]], list[str]]]]:
    """Return for each sheet and row the words of dose, load, effort and variation, and the dose in notation."""
    days: dict[Sheet, set[Any]] = {}
    for sheet, date in zip(sheets, plan.sessions["date"], strict=True):
        days.setdefault(sheet, set()).add(date)
    several = {routine for routine, count in Counter(routine for routine, _ in days).items() if count > 1}
    texts: dict[Sheet, list[tuple[Key, list[list[str]], list[str]]]] = {}
    for sheet, dates in days.items():
        for whole in plan.card_grid.rows:
            if whole.routine_id == sheet[0]:
                row = whole.on(dates) if sheet[0] in several else whole
                columns = [row.texts(name, dose_said) for name in WRITTEN]
                columns[0] = [DAY_WORDS.sub(_capital, text) or NONE for text in columns[0]]
                texts.setdefault(sheet, []).append(((row.position, row.exercise_id), columns, row.texts("dose")))
    return texts


def _words(columns: list[list[str]], numbers: list[int]) -> Iterator[str]:
    """Yield the words of an exercise over the weeks of a card."""
    for name, cells in zip(WRITTEN, columns, strict=True):
        texts = [cells[week] for week in numbers]
        # The next step needs no weeks: it names the dose that must be reached.
        yield "; ".join(dict.fromkeys(filter(None, texts))) if name == "next" else _over_weeks(texts, numbers)


def _by_week(texts: list[str], numbers: list[int]) -> str:
    """Return the dose of each week in notation; blank where all are alike."""
    alike = len({texts[number] for number in numbers}) == 1
    return "" if alike else " | ".join(f"{number + 1}: {texts[number] or NONE}" for number in numbers)


def _capital(day: re.Match[str]) -> str:
    return f"{', ' if day[1] == '; ' else day[1]}{day[2].capitalize()}"


def _over_weeks(texts: list[str], numbers: list[int]) -> str:
    """Join the texts of weeks: a single text where they agree, a steady rise as one, else each with its weeks."""
    if len(set(texts)) == 1:
        return texts[0]
    runs: dict[str, list[int]] = {}
    rises = _rises(texts, numbers)
    for text, number in zip(rises, numbers, strict=True):
        runs.setdefault(text, []).append(number + 1)
    return "; ".join(f"{weeks_said([], weeks)}: {text}" for text, weeks in runs.items() if text)


def _rises(texts: list[str], numbers: list[int]) -> list[str]:
    """Return weekly texts in which a run of weeks that rise by the same step becomes one text.

    Examples
    --------
    >>> _rises(["3 sets of 8-10", "3 sets of 9-11", "3 sets of 10-12", "3 sets of 11-13"], [4, 5, 6, 7])[0]
    '3 sets of 8-10, 1 more each week, to 3 sets of 11-13'
    """
    told = list(texts)
    start = 0
    while start < len(texts):
        end = start + 1
        step = ""
        while end < len(texts) and numbers[end] == numbers[end - 1] + 1:
            more = _step(texts[end - 1], texts[end])
            if not more or (step and more != step):
                break
            step, end = more, end + 1
        if end - start >= FEWEST:
            told[start:end] = [f"{texts[start]}, {step} more each week, to {texts[end - 1]}"] * (end - start)
            start = end
        else:
            start += 1
    return told


def _step(text: str, later: str) -> str:
    """Return the step by which figures of a text rise to a later one, if all that change rise by the same."""
    first, second = (re.split(r"(\d+)", words) for words in (text, later))
    if first[::2] != second[::2]:
        return ""
    # Figures that stay the same don't matter; all that change must rise by the same.
    steps = {int(after) - int(before) for before, after in zip(first[1::2], second[1::2], strict=True)} - {0}
    if len(steps) != 1 or min(steps) < 0:
        return ""
    step = steps.pop()
    return f"{step}{' set' * (first[1] != second[1])}{'s' * (first[1] != second[1] and step > 1)}"


def _frame(plan: BlockPlan, cards: dict[tuple[Any, ...], dict[str, Any]]) -> pd.DataFrame:
    """Return the rows of the cards, each exercise with the library's details."""
    exercises = plan.source.exercises.set_index("exercise_id")[["name", "cue"]].fillna("")
    names = ["routine_id", "position", "exercise_id", "phase", "kind"]
    rows = pd.concat([plan.prescriptions[[*names, "sets_max"]], plan.printed.fillna("")], axis="columns")
    each = ["routine_id", "sheet", "position", "exercise_id"]
    most = rows.groupby(each)["sets_max"].transform("max")
    # The first row of each exercise is enough: the printed details are the same in all.
    rows = rows.assign(sets_max=most).drop_duplicates(each)
    rows["size"] = rows.groupby(["routine_id", "sheet", "circuit"])["position"].transform("size")
    printed = dict(zip(zip(*(rows[name].tolist() for name in each), strict=True), rows.to_dict("records"), strict=True))
    made: list[dict[str, Any]] = []
    for number, ((sheet, exercises_said), card) in enumerate(cards.items(), 1):
        head = _head(plan, number, sheet[0], card)
        for key, words in exercises_said:
            if words[0] == NONE:
                continue
            row = printed[*sheet, *key]
            # Back to back for several rounds: with one round there is nothing to go back to.
            alone = row["size"] < 2 or row["sets_max"] < 2
            about = {
                **{
                    name: row[name]
                    for name in ("position", "section", "circuit", "exercise_id", "phase", "kind", *BESIDE)
                },
                "done_as": "" if alone else "superset" if row["size"] == 2 else "circuit",
                "exercise": exercises.loc[row["exercise_id"], "name"],
                **dict(zip((*WRITTEN, "by_week"), words, strict=True)),
                "cue": exercises.loc[row["exercise_id"], "cue"],
                "note": "; ".join(part for part in row["notes"].split("; ") if not part.startswith("printed ")),
            }
            made.append(head | about)
    frame = pd.DataFrame(made, columns=[*HEAD, *ABOUT])
    return frame.astype({name: TYPES.get(name, "str") for name in (*HEAD, *ABOUT)})


def _head(plan: BlockPlan, number: int, routine: str, card: dict[str, Any]) -> dict[str, Any]:
    """Return which sessions a card is for."""
    sessions = plan.sessions.iloc[card["rows"]]
    days = set(sessions["weekday"])
    return {
        "block": plan.spec.name,
        "card": number,
        "routine_id": routine,
        "routine": labels(plan.source, "routine_id")[routine],
        "block_phase": " + ".join(card["phases"]),
        "weeks": weeks_said(plan.weeks, [week + 1 for week in card["weeks"]]),
        "first_date": sessions["date"].min(),
        "last_date": sessions["date"].max(),
        "days": ", ".join(day.capitalize() for day in WEEKDAYS if day in days),
        "sessions": len(sessions),
        "minutes_min": sessions["minutes_min"].min(),
        "minutes_max": sessions["minutes_max"].max(),
    }


HEAD = (
    *("block", "card", "routine_id", "routine", "block_phase", "weeks", "first_date", "last_date", "days", "sessions"),
    *("minutes_min", "minutes_max"),
)


ABOUT = ("position", "section", "done_as", "circuit", "exercise_id", "exercise", "phase", "kind", *TEXTS)


TYPES = {
    **dict.fromkeys(("first_date", "last_date"), "datetime64[s]"),
    **dict.fromkeys(("card", "sessions", "position", "circuit"), "int64"),
    **dict.fromkeys(("minutes_min", "minutes_max"), "float64"),
}
