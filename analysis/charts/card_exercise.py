"""An exercise on a session card: name and cue, the dose large, its weeks as a small table, circles to tick."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from typing import Any

import pandas as pd
from matplotlib.patches import Circle

from analysis.base.colors import INK, QUIET, RULE, routine_colors
from analysis.base.text import span
from analysis.block.card_grid import NONE
from analysis.charts.block_labels import stretches
from analysis.charts.body_map import WIDE, paint_body
from analysis.charts.letters import LABEL, NOTE, TITLE, Line, text_width, wrapped
from analysis.charts.painted_table import LEAD, Painter, Row, height_of, tall
from analysis.library.links import short_link

INDENT = 0.42
"""Inches of the bracket, and of the label such as A1 before a name."""


RIGHT = 0.38
"""Share of the A4 width for doses, to the right of the names."""


ROUND, MOST_CIRCLES = 0.17, 8
"""Inches of a circle to tick, and the maximum number of circles."""


BLANK = 0.75
"""Inches of the blank for a load."""


CUE_WORDS = 12
"""Maximum words of a cue that can be read between two sets."""


SETS = re.compile(r"(\d+)(?:-(\d+))? sets? of ")


NOTATION = re.compile(r"(\d+(?:-\d+)?) x (\d+(?:-\d+)?( s| m)?)(.*)")
"""Sets, and repetitions, seconds or metres, of a dose in sheet notation; and the rest of the dose."""


@dataclass(frozen=True)
class Place:
    """Layout of exercises: the left margin, the width between the margins, and whether doses have a column."""

    margin: float
    inner: float
    beside: bool


def exercise_row(row: Mapping[Any, Any], label: str, words: Sequence[str], place: Place) -> Row:
    """Return the row of an exercise of `session_cards`; the coach's words are below its name."""
    wide = place.inner - INDENT - (place.inner * RIGHT + 0.15 if place.beside else 0)
    name = wrapped(row["exercise"], wide, LABEL, weight="bold")
    # On A4 short words share a line, so that a session fits on a page; sentences get their own.
    short = [text for text in words if not text.endswith(".")]
    texts = [" · ".join(short)] * bool(short) if place.beside else short
    about = [line for text in (*texts, *words[len(short) :]) for line in wrapped(text, wide, NOTE)]
    about += wrapped(short_cue(row["cue"]), wide, NOTE, QUIET)
    shown = wrapped(f"See {short_link(row['link'])}" if row["link"] else "", wide, NOTE)
    about += [replace(line, url=row["link"]) for line in shown]
    dose = _dose_row(row, place.inner * RIGHT if place.beside else wide)
    down = 0.0 if place.beside else tall([*name, *about])
    across = place.margin + (place.inner * (1 - RIGHT) if place.beside else INDENT)

    def paint(painter: Painter, top: float) -> None:
        painter.write(place.margin + 0.1, top, [Line(label, LABEL, QUIET, "bold")])
        painter.write(place.margin + INDENT, top, [*name, *about])
        painter.left = across
        dose.paint(painter, top + down)
        painter.left = place.margin

    height = max(tall([*name, *about]), dose.height) + 0.07 if place.beside else down + dose.height + 0.1
    return Row(height, paint)


def short_cue(cue: str) -> str:
    """Return the part of a cue that can be read between two sets: the longest run of clauses that fits, at least one.

    Examples
    --------
    >>> short_cue("On hands and knees, open the bent knee to the side; the back stays flat as a table.")
    'On hands and knees, open the bent knee to the side.'
    """
    clauses = re.split(r"(?<=[;,.:]) ", cue)
    ends = range(1, len(clauses) + 1)
    parts = [" ".join(clauses[start:end]) for end in ends for start in range(end)]
    fitting = [part for part in parts if len(part.split()) <= CUE_WORDS] or clauses[:1]
    best = max(fitting, key=lambda part: len(part.split())).rstrip(";,:. ")
    return f"{best[:1].upper()}{best[1:]}." if best else ""


def _dose_row(row: Mapping[Any, Any], width: float) -> Row:
    """Return the dose row: the dose large, week by week if it changes, circles, and a blank for the load."""
    large, table = _by_week(row["by_week"])
    said = row["dose"].split("; ")
    if not table and len(said) == 1 and (one := SETS.match(said[0])):
        large = f"{one[0].split()[0]} × {said[0][one.end() :]}"
    large, rest = [*re.split(r", (?=(?:hold|rest) )", large, maxsplit=1), ""][:2]  # holds and rests are written small
    lines = wrapped(_dashed(large), width, TITLE, weight="bold")
    if not table and not large:  # days of a week differ: written in words
        lines = [line for text in said for line in wrapped(_dashed(text), width, LABEL, weight="bold")]
    blocks = _blocks(table, width)
    ticks = circles(row["dose"])
    load = row["phase"] == "strength" and row["kind"] != "jumps"
    rest = _dashed(rest)
    room = text_width(rest, NOTE, "normal") + 0.12 if rest else 0.0
    # Rest and circles go behind a one-line dose if they fit, else below it; then the rest goes with the circles.
    behind = text_width(lines[-1].text, lines[-1].size, "bold") + 0.12 if lines else width
    with_circles = ""
    if rest and behind + room > width:
        with_circles = rest if _marks_width(ticks, load) + room <= width else ""
        lines, room = lines if with_circles else [*lines, Line(rest, NOTE)], 0.0
        behind = width
    beside = len(lines) == 1 and not table and not load and ticks is not None
    beside = beside and behind + room + _marks_width(ticks, load) - 0.15 <= width

    def paint(painter: Painter, top: float) -> None:
        painter.write(painter.left, top, lines)
        if room:
            painter.write(painter.left + behind, top + tall(lines) - 0.2, [Line(rest, NOTE)])
        if beside:
            _ticks(painter, painter.left + behind + room, top + 0.02, ticks, load)
            return
        top += tall(lines)
        for columns in blocks:
            x = painter.left
            for column, wide in columns:
                head, *cells = (Line(text, NOTE, QUIET) for text in column)
                bold = [line if x == painter.left else Line(line.text, NOTE, INK, "bold") for line in cells]
                painter.write(x, top, [head, *bold])
                x += wide
            top += len(columns[0][0]) * NOTE * LEAD / 72 + 0.03
        _ticks(painter, painter.left, top + 0.05, ticks, load, with_circles)

    if beside:
        return Row(tall(lines), paint)
    height = tall(lines) + sum(len(columns[0][0]) * NOTE * LEAD / 72 + 0.03 for columns in blocks) + ROUND + 0.08
    return Row(height, paint)


def circles(dose: str) -> tuple[int, int] | None:
    """Return the least and most sets of a dose in words, a circle to tick for each; None if there are too many.

    Examples
    --------
    >>> circles("weeks 1-2: 3 sets of 8; week 3: 4 sets of 8"), circles("20 sets of 1")
    ((3, 4), None)
    """
    sets = [int(end) for pair in SETS.findall(dose) for end in pair if end]
    return (min(sets), max(sets)) if sets and max(sets) <= MOST_CIRCLES else None


def _marks_width(ticks: tuple[int, int] | None, load: bool) -> float:
    """Return the width of `_ticks` in inches, without a rest."""
    return (ticks[1] * 1.5 * ROUND + 0.15 if ticks else 1.0) + (0.36 + BLANK) * load


def _ticks(painter: Painter, x: float, top: float, ticks: tuple[int, int] | None, load: bool, rest: str = "") -> None:
    """Draw a circle for every set, dashed for optional sets, the rest, and a blank for the load."""
    for number in range(ticks[1] if ticks else 0):
        look: dict[str, Any] = {"linestyle": "-" if ticks and number < ticks[0] else (0, (2, 2))}
        center = (x + ROUND / 2, top + ROUND / 2)
        painter.shape(Circle(center, ROUND / 2, fill=False, edgecolor=INK, linewidth=1, **look))
        x += ROUND * 1.5
    blanks = [("Sets", 0.5)] * (ticks is None) + [("Load", BLANK)] * load
    x += 0.15 * (ticks is not None)
    if rest:
        painter.write(x, top, [Line(rest, NOTE)])
        x += text_width(rest, NOTE, "normal") + 0.12
    for word, wide in blanks:
        painter.write(x, top, [Line(word, NOTE, QUIET)])
        painter.ax.plot([x + 0.36, x + 0.36 + wide], [top + ROUND] * 2, color=QUIET, linewidth=0.8)
        x += 0.36 + wide + 0.15


def _by_week(text: str) -> tuple[str, list[list[str]]]:
    """Return the constant part of a dose that changes, and a table of the rest: a column per run of equal weeks.

    Examples
    --------
    >>> _by_week("1: 2 x 10 per side | 2: 3 x 10 per side | 3: 3 x 10 per side")
    ('10 reps each side', [['week', 'sets'], ['1', '2'], ['2–3', '3']])
    """
    pieces = [piece.partition(": ")[::2] for piece in text.split(" | ") if piece]
    # Weeks that are not consecutive have their own columns.
    runs = stretches((dose, int(week) - number) for number, (week, dose) in enumerate(pieces))
    doses = {dose: NOTATION.fullmatch(dose) for (dose, _), _, _ in runs if dose != NONE}
    if not doses or not all(doses.values()):
        return "", []
    parts = {dose: dose_parts.groups("") for dose, dose_parts in doses.items() if dose_parts}
    if len({(unit, rest) for _, _, unit, rest in parts.values()}) > 1:
        return "", []
    sets, amount, unit, rest = next(iter(parts.values()))
    noun = {"": "reps", " s": "time", " m": "metres"}[unit]
    # The constant part is large above the table; a week without the exercise counts as a change of sets.
    changes = [len({part[number] for part in parts.values()}) > 1 for number in (0, 1)]
    changes[0] |= any(dose == NONE for (dose, _), _, _ in runs)
    table = [["week", *compress(("sets", noun), changes)]]
    for (dose, _), start, length in runs:
        weeks = dict.fromkeys((pieces[start][0], pieces[start + length - 1][0]))
        table.append(["–".join(weeks), *map(_dashed, compress(parts.get(dose, ("–", "–")), changes))])
    same = "" if changes[0] else f"{sets} sets" if sets != "1" else "1 set"
    same += "" if changes[1] else amount + " reps" * (not unit)
    return f"{same}{rest.replace(' per ', ' each ')}".strip(" ,"), table


def _blocks(table: list[list[str]], width: float) -> list[list[tuple[list[str], float]]]:
    """Return the columns of a table in blocks that fit into a width, each with the headers and all column widths."""
    sized = [(column, max(text_width(text, NOTE, "bold") for text in column) + 0.12) for column in table]
    blocks: list[list[tuple[list[str], float]]] = []
    left = 0.0
    for column in sized[1:]:
        if left < column[1]:
            blocks.append([sized[0]])
            left = width - sized[0][1]
        blocks[-1].append(column)
        left -= column[1]
    return blocks


def _dashed(text: str) -> str:
    return re.sub(r"(?<=\d)-(?=\d)", "–", text)


def bracketed(rows: Sequence[Row], done_as: str, place: Place, room: float) -> list[Row]:
    """Return the rows of a superset or circuit: tied by a bracket, on one page if they fit."""
    if not done_as:
        return list(rows)
    how = [Line(f"{done_as.capitalize()}: one set of each in turn", NOTE, QUIET)]
    high = height_of(rows)
    if high + tall(how) > room:
        return [*(_tied([row], [], place) for row in rows)]
    return [_tied(rows, how, place)]


def _tied(rows: Sequence[Row], how: Sequence[Line], place: Place) -> Row:
    high = height_of(rows)

    def paint(painter: Painter, top: float) -> None:
        painter.write(place.margin, top, how)
        y = top + tall(how) + 0.03
        ends = [y, y + high - 0.12]
        x = place.margin
        painter.ax.plot([x + 0.06, x, x, x + 0.06], [ends[0], ends[0], ends[1], ends[1]], color=RULE, linewidth=1.6)
        painter.paint(rows, y)

    return Row(high + tall(how) + 0.05, paint)


HIGH, BODY_WIDE, MOST = 1.05, 2.6, 5
"""Inches of a body's height, and of its width with muscle names beside it, and how many are named."""


def body_row(worked: pd.DataFrame, routine: str) -> Row | None:
    """Return a row with a body, back and front, tinted by a session's sets, and names of the most-worked muscles."""
    if worked.empty:
        return None
    most = worked.head(MOST)
    figures = zip(most["label"], most["sets_min"], most["sets_max"], strict=True)
    bodies = 2 * WIDE * HIGH / 100 + 0.1
    texts = [f"{label} {span(low, high, dash='–')}" for label, low, high in figures]
    lines = [line for text in texts for line in wrapped(text, BODY_WIDE - bodies, NOTE)]
    lines = [Line("Most sets", NOTE, QUIET, "bold"), *lines]
    tints = dict(zip(worked["muscle_id"], worked["sets_max"] / worked["sets_max"].max(), strict=True))

    def paint(painter: Painter, top: float) -> None:
        for number, view in enumerate(("front", "back")):
            at = painter.left + (number + 0.5) * WIDE * HIGH / 100, top
            paint_body(painter.ax, view, tints, at, HIGH / 100, routine_colors([routine])[routine])
        painter.write(painter.left + bodies, top, lines)

    return Row(max(HIGH, tall(lines)) + 0.12, paint)
