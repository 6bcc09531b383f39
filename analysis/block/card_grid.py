"""The card grid: exercise by week with dose, load and effort, as a coach writes it on the wall.

`card_grid` makes its rows once; text, page, chart, spreadsheet and CSV only format them.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pandas as pd

from analysis.base.calendar import WEEKDAYS
from analysis.base.frames import positions, with_blanks
from analysis.base.text import span
from analysis.library.doses.dose import Dose
from analysis.library.doses.dose_words import dose_said
from analysis.library.labels import labels
from analysis.library.library import Library

AMOUNTS = ("reps", "work_s", "hold_s", "distance_m")


WORDS = ("load", "effort", "variation", "next")


RULE_OF_NEXT = "Reached: every set with the reserve asked for (or 1 rep), two sessions running. If not, repeat."
"""When to take the next step (custom)."""


REACHED = " reached: "
"""Between the dose at the top of a range and the next step."""


WRITTEN = ("dose", *WORDS)


NONE = "none"
"""Shown instead of a dose when rounding to whole units leaves an exercise out on some day."""


BLANK = "–"
"""Shown instead of a missing word when another session of the week has one."""


Cell = tuple[str, str, str]
"""Sets, repetitions or seconds, and the rest of the dose: sides and holds."""


@dataclass(frozen=True)
class Done:
    """An exercise in one session: ends of sets and amounts, what they are per, further details, and the words."""

    date: datetime.date
    amounts: tuple[int | None, ...]
    per: str
    beside: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class GridRow:
    """An exercise of a routine, week by week.

    Attributes
    ----------
    As in the prescription; ids with their names, and whether the exercise is jumps.
        Of the prescription; ids and their names, and whether they are jumps.
    done : list, week by week
        The exercise in each session, in the order of the days.
    left_out : list, week by week
        Days on which rounding to whole units leaves the exercise without a set.
    """

    routine_id: str
    routine: str
    position: int
    exercise_id: str
    exercise: str
    phase: str
    jumps: bool
    done: list[list[Done]]
    left_out: list[list[datetime.date]]

    def on(self, days: Collection[datetime.date]) -> GridRow:
        """Return the row limited to some days."""
        done = [[held for held in week if held.date in days] for week in self.done]
        return replace(self, done=done, left_out=[[day for day in week if day in days] for week in self.left_out])

    def texts(self, name: str, written: Callable[..., str] | None = None) -> list[str]:
        """Return dose, load, effort or variation of each week; with days where sessions differ.

        ``written`` formats the ends of a dose and what they are per; default `dose_text`.
        """
        write = written or dose_text
        weeks = []
        for done, left_out in zip(self.done, self.left_out, strict=True):
            days: dict[str, list[datetime.date]] = {}
            for held in done:
                text = write(*held.amounts, held.per, held.beside) if name == "dose" else held.words[WORDS.index(name)]
                days.setdefault(text, []).append(held.date)
            if name == "dose" and done and left_out:
                days[NONE] = left_out
            weeks.append(_joined(days))
        return weeks

    @cached_property
    def cells(self) -> list[list[Cell]]:
        """Distinct doses of each week, in the order of its days."""
        return [
            _distinct([(held.date, _cell(*held.amounts, held.per, held.beside)) for held in done], left_out)
            for done, left_out in zip(self.done, self.left_out, strict=True)
        ]

    @property
    def changes(self) -> bool:
        """Whether the work of a set changes over the weeks."""
        return len({cell[1:] for week in self.cells for cell in week}) > 1

    def words(self) -> tuple[str, list[str]]:
        """Return the constant part of the dose in words, then week by week the part that changes.

        Examples
        --------
        >>> from analysis import load_library, plan_block
        >>> phase = {"name": "base", "weeks": 2, "volume": [1, 0.6], "mon": "runners_world"}
        >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
        >>> row = plan.card_grid.rows[10]
        >>> row.exercise, row.cells, row.words()
        ('Bear plank row', [[('3', '×10', '/side')], [('1', '×10', '/side')]], ('10/side', ['3', '1']))
        """
        holds = dict.fromkeys((amount.lstrip("×"), rest) for cell in self.cells for _, amount, rest in cell)
        rests = dict.fromkeys(rest for _, rest in holds)
        if len(holds) == 1:
            return "".join(*holds), [_each(sets for sets, _, _ in cell) for cell in self.cells]
        more = len(rests) > 1
        texts = [
            _each(f"{sets} x {amount.lstrip('×')}{rest * more}" for sets, amount, rest in cell) for cell in self.cells
        ]
        # Without repetitions before it "/side, rest 60 s" is "per side, rest 60 s".
        return "" if more else "".join(rests).replace("/", "per ", 1).lstrip(", "), texts


@dataclass(frozen=True)
class CardGrid:
    """Rows of the card grid, in the order of the library, and the words that a whole week shares.

    ``common`` has load, effort and variation of each week, blank where its scaled exercises differ.
    """

    rows: list[GridRow]
    common: dict[str, list[str]] = field(default_factory=dict)

    def own_words(self, row: GridRow, name: str) -> list[str]:
        """Return the load, effort or variation of an exercise where it differs from the whole week's."""
        pairs = zip(row.texts(name), self.common[name], strict=True)
        return [text if text != shared else "" for text, shared in pairs]


def card_grid(
    library: Library,
    prescriptions: pd.DataFrame,
    units: pd.DataFrame,
    dropped: pd.DataFrame,
    weeks: Sequence[str],
    scale: Sequence[str],
) -> CardGrid:
    """Lay out the prescriptions of a block as exercise x week, with the days of exercises dropped by rounding."""
    keys = ["routine_id", "position", "exercise_id"]
    rows = library.prescriptions.drop_duplicates(keys)
    # Rows from before a change of a routine's sheet keep their position, not behind today's rows.
    rows = rows.iloc[np.lexsort((rows["position"], rows["routine_id"].factorize()[0]))]
    order = pd.MultiIndex.from_frame(rows[keys])

    def places(frame: pd.DataFrame) -> list[int]:
        rows_of: list[int] = positions(order, pd.MultiIndex.from_frame(frame[keys])).tolist()
        return rows_of

    # From the units, not the sessions done: an exercise that is skipped throughout keeps its row on the wall.
    used = np.unique(places(units)).astype(np.intp)
    names = ("routine_id", "position", "exercise_id", "phase")
    jumping = rows["kind"].take(used) == "jumps"
    routines, exercises = labels(library, "routine_id"), labels(library, "exercise_id")
    about = zip(used.tolist(), *(rows[name].take(used).tolist() for name in names), jumping.tolist(), strict=True)
    made: dict[int, GridRow] = {}
    for row, routine, position, exercise, phase, jumps in about:
        weekly: Any = ([[] for _ in weeks], [[] for _ in weeks])
        names_of_row = (routine, routines[routine], position, exercise, exercises[exercise])
        made[row] = GridRow(*names_of_row, phase, jumps, *weekly)
    amounts = zip(*whole_numbers(prescriptions, ("sets", *AMOUNTS)), strict=True)
    columns = (with_blanks(prescriptions)[name].tolist() for name in ("date", "per", "beside", *WORDS))
    at, week_at = places(prescriptions), positions(weeks, prescriptions["week"]).tolist()
    for row, week, ends, date, per, beside, *words in zip(at, week_at, amounts, *columns, strict=True):
        made[row].done[week].append(Done(date, ends, per, beside, tuple(words)))
    left_out = zip(places(dropped), positions(weeks, dropped["week"]).tolist(), dropped["date"], strict=True)
    for row, week, date in left_out:
        made[row].left_out[week].append(date)
    grid = list(made.values())
    return CardGrid(grid, {name: _common(grid, name, len(weeks), scale) for name in WORDS})


def _common(rows: Sequence[GridRow], name: str, weeks: int, scale: Sequence[str]) -> list[str]:
    """Return the words that all scaled exercises of each week share; jumps have no load and no effort."""
    meant = [row for row in rows if row.phase in scale and any(row.done)] or rows
    meant = [row for row in meant if not row.jumps] or meant
    place = WORDS.index(name)
    each = [{held.words[place] for row in meant for held in row.done[week]} for week in range(weeks)]
    return [next(iter(texts)) if len(texts) == 1 else "" for texts in each]


def whole_numbers(frame: pd.DataFrame, parts: Iterable[str]) -> list[list[int | None]]:
    """Return both ends of amounts, column by column, None where an amount doesn't apply.

    Examples
    --------
    >>> whole_numbers(pd.DataFrame({"reps_min": pd.array([8, None]), "reps_max": pd.array([12, None])}), ["reps"])
    [[8, None], [12, None]]
    """
    columns = (frame[f"{part}_{end}"].astype(object) for part in parts for end in ("min", "max"))
    return [[None if value is pd.NA else int(value) for value in column] for column in columns]


def doses_said(rows: pd.DataFrame) -> list[str]:
    """Return the dose of each row of prescriptions as a coach says it.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 1, "mon": "run_forever"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> doses_said(plan.prescriptions)[:2]
    ['2 sets of 10 each side', '2 sets of 10 each side']
    """
    ends = whole_numbers(rows, ("sets", *AMOUNTS))
    return [dose_said(*dose) for dose in zip(*ends, rows["per"], rows["beside"].fillna(""), strict=True)]


def dose_text(*amounts: Any) -> str:
    """Return a dose in the notation of sheets, from the ends of sets and amounts, what they are per, and details.

    The lower end of a range of sets may be 0.

    Examples
    --------
    >>> dose_text(3, 3, 8, 12, None, None, None, None, None, None, "side", "")
    '3 x 8-12 per side'
    """
    return _dose_text(*amounts)


@lru_cache(maxsize=4096)
def _dose_text(low: int | None, high: int | None, *rest: Any) -> str:
    *ends, per, beside = rest
    names = (f"{part}_{end}" for part in AMOUNTS for end in ("min", "max"))
    dose: dict[str, Any] = dict(zip(names, ends, strict=True))
    sets = "" if low is None else f"{low} x " if low == high else f"{low}-{high} x "
    if all(end is None for end in ends):
        dose["open"] = "all"
    text = sets + str(Dose(**dose, per=None if per == "both" else per))
    return f"{text}, {beside}" if beside else text


@lru_cache(maxsize=4096)
def _cell(low: int, high: int, *rest: Any) -> Cell:
    """Split a dose into its sets, its repetitions or seconds, and the rest."""
    dose = _dose_text(None, None, *rest).replace("-", "–").replace(" per ", "/")
    amount = re.match(r"(?:[0-9–]+|\?)( [sm])?", dose)
    end = amount.end() if amount else 0
    return span(low, high, dash="–"), f"{'' if amount and amount[1] else '×'}{dose[:end]}", dose[end:]


def _distinct(doses: list[tuple[datetime.date, Cell]], left_out: list[datetime.date]) -> list[Cell]:
    """Return a week's doses by day, a single one where all are alike, with 0 sets on days that leave it out."""
    if not doses:
        return []
    # A left-out day repeats the dose of the last session that has one, with 0 sets, so the day keeps its position.
    doses = doses + [(date, ("0", *doses[-1][1][1:])) for date in left_out]
    cells = [cell for _, cell in sorted(doses, key=lambda dose: dose[0])]
    return cells[:1] if len(set(cells)) == 1 else cells


def _each(texts: Iterable[str]) -> str:
    """Join the texts of a week's days, or return one text where all are alike."""
    days = list(texts)
    return "/".join(days) if len(set(days)) > 1 else "".join(days[:1])


def _joined(texts: dict[str, list[datetime.date]]) -> str:
    """Join the texts of a week's sessions: one text where they agree, each with its days where they differ."""
    if len(texts) < 2:
        return "".join(texts)
    in_order = sorted(texts.items(), key=lambda text: min(text[1]))
    return "; ".join(f"{_days(dates)} {text or BLANK}" for text, dates in in_order)


def _days(dates: list[datetime.date]) -> str:
    days = {date.weekday() for date in dates}
    return "+".join(weekday for number, weekday in enumerate(WEEKDAYS) if number in days)
