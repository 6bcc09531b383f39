"""The cells of the card grid taken apart: sets, what a set holds, and words that a whole week shares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from analysis.base.text import span
from analysis.block.card_grid import AMOUNTS, dose_text, whole_numbers
from analysis.block.plan import BlockPlan

Cell = tuple[str, str, str]
"""Sets, repetitions or seconds, and what else a dose says: sides and holds."""


def week_cells(plan: BlockPlan) -> dict[tuple[str, int], list[list[Cell]]]:
    """Return for each exercise and week its distinct doses, in the order of days.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 2, "volume": [1, 0.6], "mon": "runners_world"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> week_cells(plan)["runners_world", 9]
    [[('3', '×10', '/side')], [('2', '×10', '/side')]]
    """
    rows = plan.prescriptions
    number_of = {week: place for place, week in enumerate(plan.weeks)}
    found: dict[tuple[str, int], list[list[tuple[str, Cell]]]] = {}
    amounts = whole_numbers(rows, AMOUNTS)
    names = ("routine_id", "position", "week", "date", "sets_min", "sets_max", "per")
    keys = (rows[name].tolist() for name in names)
    for routine, position, week, date, low, high, per, *amount in zip(*keys, *amounts, strict=True):
        cells = found.setdefault((routine, position), [[] for _ in plan.weeks])
        dose = dose_text(None, None, *amount, per).replace("-", "–").replace(" per ", "/")
        hold = re.match(r"[0-9–]+( s)?", dose)
        end = hold.end() if hold else 0
        one = span(low, high, dash="–"), f"{'' if hold and hold[1] else '×'}{dose[:end]}", dose[end:]
        cells[number_of[week]].append((date, one))
    left_out = (plan.dropped[name].tolist() for name in ("routine_id", "position", "week", "date"))
    for routine, position, week, date in zip(*left_out, strict=True):
        at = found[routine, position][number_of[week]] if (routine, position) in found else []
        if at:
            at.append((date, ("0", *at[-1][1][1:])))
    return {key: [_in_order(cell) for cell in cells] for key, cells in found.items()}


def _in_order(cell: list[tuple[str, Cell]]) -> list[Cell]:
    """Return the doses of a week in the order of days, one where all are alike."""
    doses = [dose for _, dose in sorted(cell, key=lambda one: one[0])]
    return doses[:1] if len(set(doses)) == 1 else doses


def common_words(plan: BlockPlan, name: str) -> list[str]:
    """Return the words of each week that all of its scaled exercises share: load, effort or variation.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 2, "effort": ["easy", "hard"], "mon": "runners_world"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> common_words(plan, "effort")
    ['easy', 'hard']
    """
    rows = plan.prescriptions
    meant = rows["phase"].isin(plan.spec.scale)
    rows = rows[meant] if meant.any() else rows
    said: dict[str, set[str]] = {}
    for week, text in zip(rows["week"].tolist(), rows[name].tolist(), strict=True):
        said.setdefault(week, set()).add(text)
    return [said[week].copy().pop() if len(said.get(week, ())) == 1 else "" for week in plan.weeks]


def row_words(cells: Sequence[Sequence[Cell]]) -> tuple[str, list[str]]:
    """Put the cells of an exercise in words: what a set holds as far as it stays the same, then week by week the rest.

    Examples
    --------
    >>> row_words([[("3", "×10", "/side")], [("2", "×12", "/side"), ("1", "×12", "/side")], []])
    ('/side', ['3 x 10', '2 x 12/1 x 12', ''])
    >>> row_words([[("3", "×10", "/side")], [("2", "×10", "/side")]])
    ('10/side', ['3', '2'])
    """
    holds = dict.fromkeys((amount.lstrip("×"), rest) for cell in cells for _, amount, rest in cell)
    rests = dict.fromkeys(rest for _, rest in holds)
    if len(holds) == 1:
        return "".join(*holds), [_each(sets for sets, _, _ in cell) for cell in cells]
    more = len(rests) > 1
    texts = [_each(f"{sets} x {amount.lstrip('×')}{rest * more}" for sets, amount, rest in cell) for cell in cells]
    return "" if more else "".join(rests), texts


def _each(texts: Iterable[str]) -> str:
    """Join what the days of a week hold, once where they are alike."""
    days = list(texts)
    return "/".join(days) if len(set(days)) > 1 else "".join(days[:1])
