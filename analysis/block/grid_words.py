"""The card grid in words for the terminal, and as a table of HTML for Jupyter."""

from __future__ import annotations

import html
from collections.abc import Iterable
from itertools import groupby

import pandas as pd

from analysis.block.card_grid import REACHED, WORDS, GridRow, dose_text
from analysis.block.plan import BlockPlan
from analysis.block.sentences import say_block

LOOK = """<style>
.block-grid { border-collapse: collapse; font-size: 12px; line-height: 1.35; }
.block-wide .block-grid th, .block-wide .block-grid td { padding: 2px 4px; text-align: center; white-space: nowrap;
  border: 0; border-bottom: 1px solid #dde3e8; }
.block-wide .block-grid td[colspan] { white-space: normal; }
.block-wide .block-grid th[scope=row] { text-align: left; font-weight: normal; position: sticky; left: 0;
  background: var(--jp-layout-color0, white); }
.block-wide .block-grid .head th { text-align: left; font-weight: bold;
  border-bottom: 2px solid #8b959e; padding-top: 8px; }
.block-grid .strong th, .block-grid .strong td { font-weight: bold; }
.block-grid caption { text-align: left; }
.block-wide { overflow-x: auto; max-width: 100%; }
</style>"""


def grid_words(plan: BlockPlan) -> list[pd.DataFrame]:
    """Return the card grid in words: a row per exercise, a column per week; what changes apart from what stays.

    The first table has the phases and the words that whole weeks share. A cell has dose, load, effort, variation and
    the next step; consecutive weeks with the same words share a column.
    """
    grid = plan.card_grid
    whole = {(0, "phase"): plan.summary["block_phase"].tolist()}
    whole |= {(1, name): [text or "-" for text in texts] for name, texts in grid.common.items() if any(texts)}
    tables = [_weeks_shared(plan.spec.name, whole)]
    for (_, routine), rows in groupby(grid.rows, key=lambda row: (row.routine_id, row.routine)):
        exercises: dict[tuple[int, str], list[str]] = {}
        for row in rows:
            head, doses = _doses(row)
            words = [_short(name, grid.own_words(row, name)) for name in WORDS]
            weeks = zip(doses, *words, strict=True)
            exercises[row.position, head] = [", ".join(filter(None, texts)) or "-" for texts in weeks]
        # What changes comes first; what stays the same for the whole block then needs a single column of weeks.
        for changing in (True, False):
            part = {key: texts for key, texts in exercises.items() if (len(set(texts) - {"-"}) > 1) == changing}
            if part:
                tables.append(_weeks_shared(routine, part))
    return tables


def _doses(row: GridRow) -> tuple[str, list[str]]:
    """Return the name and the doses of an exercise; a detail that all doses share, such as a rest, joins the name."""
    beside = {held.beside for week in row.done for held in week}
    if len(beside) != 1:
        return row.exercise, row.texts("dose")
    head = ", ".join(filter(None, (row.exercise, *beside)))
    return head, row.texts("dose", lambda *amounts: dose_text(*amounts[:-1], ""))


def _short(name: str, texts: list[str]) -> list[str]:
    """Drop the dose to be reached from the next step: it is in the same cell."""
    return [text and f"then {text.rpartition(REACHED)[2]}" for text in texts] if name == "next" else texts


def _weeks_shared(routine: str, exercises: dict[tuple[int, str], list[str]]) -> pd.DataFrame:
    """Merge consecutive weeks with the same words into one column."""
    table = {routine: [exercise for _, exercise in exercises]}
    first = 1
    # Exercise x week turned to week x exercise: a run of equal weeks is one column.
    for texts, run in groupby(zip(*exercises.values(), strict=True)):
        last = first + len(list(run)) - 1
        table[f"week {first}" if first == last else f"weeks {first}-{last}"] = list(texts)
        first = last + 1
    return pd.DataFrame(table)


def grid_table(plan: BlockPlan) -> str:
    """Return the card grid as an HTML table: exercise x week, with what stays the same next to the exercise.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 2, "mon": "runners_world"}
    >>> table = grid_table(plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]}))
    >>> "<th scope='row'>Hip thrust</th><td>10</td><td>3</td><td>3</td>" in table
    True
    """
    grid = plan.card_grid
    lines = [
        _line("", "phase", plan.summary["block_phase"], "strong"),
        _line("", "week", plan.summary["number"], "strong"),
    ]
    lines += [_line(name, "", texts) for name, texts in grid.common.items() if any(texts)]
    for (_, routine), rows in groupby(grid.rows, key=lambda row: (row.routine_id, row.routine)):
        head = f"<th colspan='{len(plan.weeks) + 2}' scope='rowgroup'>{html.escape(routine)}</th>"
        lines.append(f"<tr class='head'>{head}</tr>")
        for row in rows:
            about, texts = row.words()
            lines.append(_line(row.exercise, about, texts, "strong" if row.phase == "strength" else "", alike=False))
            for name in WORDS:
                own = grid.own_words(row, name)
                lines += [_line(f"\u2003{name}", "", own)] * any(own)
    caption = "Sets (rounds of a circuit) in a session; the reps are next to the exercise name."
    table = f"<table class='block-grid'><caption>{caption}</caption>{''.join(lines)}</table>"
    return f"{LOOK}<div class='block-wide' tabindex='0' role='region' aria-label='Card grid'>{table}</div>"


def plan_page(plan: BlockPlan) -> str:
    """Return a plan as HTML for Jupyter: its summary above its card grid."""
    return f"<p style='max-width: 42em'>{html.escape(say_block(plan))}</p>{grid_table(plan)}"


def _line(head: str, hold: str, cells: Iterable[object], kind: str = "", *, alike: bool = True) -> str:
    """Return a table row as HTML; consecutive cells that are alike are merged."""
    texts = [html.escape(str(cell)) for cell in cells]
    runs = [(text, len(list(run))) for text, run in groupby(texts)] if alike else [(text, 1) for text in texts]
    wide = "".join(f"<td colspan='{length}'>{text}</td>" if length > 1 else f"<td>{text}</td>" for text, length in runs)
    return f"<tr class='{kind}'><th scope='row'>{html.escape(head)}</th><td>{html.escape(hold)}</td>{wide}</tr>"
