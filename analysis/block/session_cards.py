"""Session cards: what an athlete does in a session, phase by phase, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from analysis.base.arguments import checked
from analysis.base.calendar import WEEKDAYS
from analysis.base.frames import positions
from analysis.block.card_grid import NONE, WRITTEN
from analysis.block.plan import BlockPlan, check_plan
from analysis.block.sentences import weeks_said
from analysis.library.dose_words import dose_said
from analysis.library.labels import add_words, labels, needed_items
from analysis.library.links import links_of
from analysis.volume.product import routine_volume

FEWEST = 4
"""Weeks on end from which a steady rise is told as one."""


DAY_WORDS = re.compile(r"(^|; |\+)(mon|tue|wed|thu|fri|sat|sun)(?=[+ ])")
"""Days before the doses of a week's sessions that differ."""


TEXTS = (*WRITTEN, "by_week", "equipment", "cue", "caution", "note", "link")


@checked
def session_cards(plan: BlockPlan) -> pd.DataFrame:
    """Put what is done in each type of session into words: a routine as a phase of the block does it.

    Parameters
    ----------
    plan : BlockPlan
        Of `plan_block`.

    Returns
    -------
    DataFrame
        One row per card x exercise, in the order of the sessions: block (its name), card (counted from 1), routine_id,
        routine, block_phase (all phases that do it alike, joined by +), weeks (in words), first_date, last_date, days,
        sessions (how many), minutes_* (least and most of them), position, section, done_as (superset of two or circuit
        of more exercises, done back to back for several rounds; else blank), circuit (its number), exercise_id,
        exercise, phase, kind (of work), dose, load, effort and variation (in words; with the weeks where they differ),
        next (what comes after the top of a range: ``3 x 12 reached: add 2 kg``), by_week (a dose
        that changes, in the notation of sheets: ``1: 2 x 10 | 2: 3 x 10``; else blank), equipment, cue (ours), caution
        (what the source says to take care of, and its easier form; in our words), note (of the sheet) and link (the
        coach's own).

    Raises
    ------
    ArgumentError
        If it is no plan.

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
    """Add up the counted sets of each muscle in one session of each card.

    Parameters
    ----------
    plan : BlockPlan
        Of `plan_block`.

    Returns
    -------
    DataFrame
        One row per card of `session_cards` x muscle with any set, most sets first: card, muscle_id, label, sets_min and
        sets_max (strength and light work together, least and most of the card's sessions).

    Raises
    ------
    ArgumentError
        If it is no plan.

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
    """Return the sessions of each card by its routine and words: phases that do it in the same words share a card."""
    texts = _texts(plan)
    week_at = positions(plan.weeks, plan.sessions["week"])
    phases = np.asarray(plan.spec.phase_of_week, dtype=np.intp)[week_at]
    done: dict[tuple[int, str], list[int]] = {}
    for row, key in enumerate(zip(phases.tolist(), plan.sessions["routine_id"].tolist(), strict=True)):
        done.setdefault(key, []).append(row)
    cards: dict[tuple[Any, ...], dict[str, Any]] = {}
    for (phase, routine), rows in done.items():
        numbers = sorted(set(week_at[rows].tolist()))
        words = tuple(
            (position, (*_words(columns, numbers), by_week))
            for position, columns, notation in texts[routine]
            for by_week in [_by_week(notation, numbers)]
        )
        card = cards.setdefault((routine, words), {"phases": {}, "rows": [], "weeks": set()})
        card["phases"][plan.spec.phase[phase].name] = None
        card["rows"] += rows
        card["weeks"] |= set(numbers)
    return cards


def _texts(plan: BlockPlan) -> dict[str, list[tuple[int, list[list[str]], list[str]]]]:
    """Return for each routine and position the words of dose, load, effort and variation, and the dose in notation."""
    texts: dict[str, list[tuple[int, list[list[str]], list[str]]]] = {}
    for row in plan.card_grid.rows:
        columns = [row.texts(name, dose_said) for name in WRITTEN]
        columns[0] = [DAY_WORDS.sub(_capital, text) or NONE for text in columns[0]]
        texts.setdefault(row.routine_id, []).append((row.position, columns, row.texts("dose")))
    return texts


def _words(columns: list[list[str]], numbers: list[int]) -> Iterator[str]:
    """Say what is written of an exercise over the weeks of a card."""
    for name, cells in zip(WRITTEN, columns, strict=True):
        texts = [cells[week] for week in numbers]
        # What comes next says itself when it does: at a dose that is reached.
        yield "; ".join(dict.fromkeys(filter(None, texts))) if name == "next" else _over_weeks(texts, numbers)


def _by_week(texts: list[str], numbers: list[int]) -> str:
    """Write the dose of each week; nothing where all are alike."""
    alike = len({texts[number] for number in numbers}) == 1
    return "" if alike else " | ".join(f"{number + 1}: {texts[number] or NONE}" for number in numbers)


def _capital(day: re.Match[str]) -> str:
    return f"{', ' if day[1] == '; ' else day[1]}{day[2].capitalize()}"


def _over_weeks(texts: list[str], numbers: list[int]) -> str:
    """Join the texts of weeks: one where they agree, a steady rise as one, else each with its weeks."""
    if len(set(texts)) == 1:
        return texts[0]
    runs: dict[str, list[int]] = {}
    rises = _rises(texts, numbers)
    for text, number in zip(rises, numbers, strict=True):
        runs.setdefault(text, []).append(number + 1)
    return "; ".join(f"{weeks_said([], weeks)}: {text}" for text, weeks in runs.items() if text)


def _rises(texts: list[str], numbers: list[int]) -> list[str]:
    """Tell weeks on end whose figures rise by the same step as one text.

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
    """Return by how much figures of a text rise to those of a later one, if all that change do so alike."""
    first, second = (re.split(r"(\d+)", words) for words in (text, later))
    if first[::2] != second[::2]:
        return ""
    # Figures that stay are no step; all that change must rise by the same.
    steps = {int(after) - int(before) for before, after in zip(first[1::2], second[1::2], strict=True)} - {0}
    if len(steps) != 1 or min(steps) < 0:
        return ""
    step = steps.pop()
    return f"{step}{' set' * (first[1] != second[1])}{'s' * (first[1] != second[1] and step > 1)}"


def _frame(plan: BlockPlan, cards: dict[tuple[Any, ...], dict[str, Any]]) -> pd.DataFrame:
    """Make the rows of the cards, each exercise with what the library says of it."""
    library = plan.source
    rows = library.prescriptions.set_index(["routine_id", "position"])
    rows[["section", "notes"]] = rows[["section", "notes"]].fillna("")
    exercises = library.exercises.set_index("exercise_id")[["name", "cue"]].fillna("")
    items, cautions, links = needed_items(library), _cautions(plan), links_of(library)
    size = rows.groupby(["routine_id", "circuit"])["exercise_id"].transform("size")
    done = plan.prescriptions.groupby(["routine_id", "position"])
    most, kinds = done["sets_max"].max(), done["kind"].first()
    made: list[dict[str, Any]] = []
    for number, ((routine, exercises_said), card) in enumerate(cards.items(), 1):
        head = _head(plan, number, routine, card)
        for position, words in exercises_said:
            key = (routine, position)
            row = rows.loc[key]
            about = {
                "position": position,
                **{name: row[name] for name in ("section", "circuit", "exercise_id", "phase")},
                # Back to back for several rounds: with one round there is nothing to go back to.
                "done_as": "" if size[key] < 2 or most.get(key, 0) < 2 else "superset" if size[key] == 2 else "circuit",
                "exercise": exercises.loc[row["exercise_id"], "name"],
                "kind": kinds.get(key, row["kind"]),
                **dict(zip((*WRITTEN, "by_week"), words, strict=True)),
                "equipment": items.get(key, ""),
                "cue": exercises.loc[row["exercise_id"], "cue"],
                "caution": cautions.get(key, ""),
                "note": "; ".join(part for part in row["notes"].split("; ") if not part.startswith("printed ")),
                "link": links.get(key, ""),
            }
            if words[0] != NONE:
                made.append(head | about)
    frame = pd.DataFrame(made, columns=[*HEAD, *ABOUT])
    return frame.astype({name: TYPES.get(name, "str") for name in (*HEAD, *ABOUT)})


def _head(plan: BlockPlan, number: int, routine: str, card: dict[str, Any]) -> dict[str, Any]:
    """Say of which sessions a card is."""
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


def _cautions(plan: BlockPlan) -> dict[tuple[str, int], str]:
    """Join what the source of a prescription says to take care of, and the easier form that it offers."""
    library = plan.source
    easier = library.variations[library.variations["kind"] == "regression"]
    sentences: dict[tuple[str, int], list[str]] = {}
    for table, name, lead in ((library.cautions, "caution", ""), (easier, "variation", "Easier: ")):
        for routine, position, text in zip(table["routine_id"], table["position"], table[name], strict=True):
            sentence = f"{lead}{text[0].lower() + text[1:] if lead else text}".removesuffix(".")
            sentences.setdefault((routine, int(position)), []).append(f"{sentence}.")
    return {key: " ".join(texts) for key, texts in sentences.items()}
