"""Session cards: a page of A4 to hang up, or a picture for a phone."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.base.choices import check_choice
from analysis.base.colors import INK, QUIET, routine_colors
from analysis.base.errors import ArgumentError, Finding
from analysis.base.text import span
from analysis.block.card_grid import WRITTEN
from analysis.block.session_cards import ABOUT, HEAD
from analysis.charts.canvas import PHONE, STYLE, needs
from analysis.charts.week_columns import day_words
from analysis.volume.conventions import PROMISE

A4 = (8.27, 11.69)


PHONE_HEIGHT = 6.75


SIZES = ("a4", "phone")


MARGIN = {"a4": 0.55, "phone": 0.25}
"""Inches."""


POINTS = {"a4": 11.0, "phone": 12.0}
"""Size of the name of an exercise; all other letters are parts of it."""


SMALL, LEADING = 0.8, 1.32
"""Small letters and the height of a line, as parts of a size."""


RIGHT = 0.4
"""Part of the width of A4 for doses, to the right of the names."""


SCALES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65)


HOW = {
    "superset": "superset: a set of each in turn",
    "circuit": "circuit: a set of each in turn",
}


WARNING = "Stop when a pain is sharp, gets worse or changes how you move, and ask a clinician."


WHOSE = "Cues are ours; what to take care of is the source's, in our words. Minutes are our estimate."


SAID = "Load and effort are the coach's words."


UNSAID = "No load and no effort is stated: ask the coach."


@dataclass
class _Line:
    text: str
    size: float
    color: str = INK
    weight: str = "normal"
    style: str = "normal"


@dataclass
class _Part:
    """What belongs together on a card: lines at the left, and at the right or below them."""

    left: list[_Line]
    right: list[_Line] = field(default_factory=list)
    number: str = ""
    head: bool = False


def plot_session_card(cards: pd.DataFrame, *, card: int = 1, size: str = "a4") -> Figure:
    """Draw a session card: exercises in order with dose, load, effort, cue, equipment, and what to take care of.

    Parameters
    ----------
    cards : DataFrame
        Of `session_cards`.
    card : int
        Which card, counted from 1.
    size : {"a4", "phone"}
        One page of A4, on which letters shrink until all exercises fit, and cues and equipment are left out where they
        would become too small; or a picture as wide as a phone, as long as it takes.

    Returns
    -------
    Figure

    Raises
    ------
    ArgumentError
        If the frame is another one, or has no such card.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> from analysis.block import session_cards
    >>> phase = {"name": "base", "weeks": 4, "mon": "run_forever"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> figure = plot_session_card(session_cards(plan))
    >>> [text.get_text() for text in figure.texts][:2]
    ['Run forever', '12–19 min']
    """
    needs(cards, [*HEAD, *ABOUT], "session_cards")
    check_choice("size", size, SIZES)
    own = cards[cards["card"] == card]
    if own.empty:
        allowed = f"a whole number from 1 to {cards['card'].max()}"
        raise ArgumentError(Finding("no such card", value=str(card), allowed=allowed))
    with plt.style.context(["default", STYLE, {"figure.constrained_layout.use": False}]):
        width = A4[0] if size == "a4" else PHONE
        inner = width - 2 * MARGIN[size]
        if size == "phone":
            parts, scale = _parts(own, size, inner, 1.0, full=True), 1.0
            high = max(PHONE_HEIGHT, _height(own, parts, size, inner, scale))
            return _draw(own, parts, size, (width, high), scale)
        attempts = [(scale, full) for full in (True, False) for scale in SCALES]
        attempts += [(scale / 100, False) for scale in range(60, 4, -5)]
        for scale, full in attempts:
            parts = _parts(own, size, inner, scale, full=full)
            if _height(own, parts, size, inner, scale) <= A4[1]:
                break
        return _draw(own, parts, size, A4, scale)


@lru_cache(maxsize=2048)
def _wide(character: str, weight: str) -> float:
    """Return how wide a character is, as part of its size."""
    from matplotlib.font_manager import FontProperties, findfont, get_font

    font = get_font(findfont(FontProperties(family="DejaVu Sans", weight=weight)))
    font.set_size(100, 72)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font")  # it is drawn as a box
        font.set_text(character)
    return float(font.get_width_height()[0] / 64 / 100)


def _width(text: str, points: float, weight: str) -> float:
    """Return how many inches a text takes; a little more, since characters are measured one by one."""
    return sum(_wide(one, weight) + 0.02 for one in text) * points / 72


def _wrapped(text: str, inches: float, points: float, weight: str = "normal") -> list[str]:
    """Break a text into lines that fit into a width, within a word only where there is no other way."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".lstrip()
        if _width(longer, points, weight) <= inches:
            line = longer
            continue
        lines += [line] * bool(line)
        line = word
        while _width(line, points, weight) > inches and len(line) > 1:
            fits = len(line) - 1
            while fits > 1 and _width(line[:fits], points, weight) > inches:
                fits -= 1
            lines.append(line[:fits])
            line = line[fits:]
    return [*lines, line] if line else lines


def _parts(own: pd.DataFrame, size: str, inner: float, scale: float, *, full: bool) -> list[_Part]:
    """Break the words of a card into lines, section by section and exercise by exercise."""
    base = POINTS[size] * scale
    small = base * SMALL
    indent = 2.2 * base / 72
    two = size == "a4"
    wide = inner * (1 - RIGHT * two) - indent - (0.15 if two else 0)
    beside = inner * RIGHT if two else wide
    parts: list[_Part] = []
    group: tuple[Any, ...] = ()
    shared = _shared(own)

    def lines(text: str, points: float, room: float, **look: str) -> list[_Line]:
        return [_Line(line, points, **look) for line in _wrapped(text, room, points, look.get("weight", "normal"))]

    for row in own.to_dict("records"):
        here = (row["section"], row["circuit"] if row["done_as"] else 0)
        if here != group:
            group = here
            phases = set(own.loc[(own["section"] == row["section"]), "phase"])
            phase = row["phase"] if len(phases) == 1 and row["phase"] not in row["section"].lower() else ""
            words = " · ".join(one for one in (row["section"], phase, HOW.get(row["done_as"], "")) if one)
            parts.append(_Part(lines(words, small, inner, color=QUIET, weight="bold"), head=True))
        dose: list[_Line] = []
        for one in row["dose"].split("; "):
            dose += lines(one, base, beside, weight="bold")
        said = ", ".join(row[name] for name in WRITTEN[1:] if row[name] and name not in shared)
        dose += lines(said, small * 1.06, beside)
        left = lines(row["exercise"], base, wide, weight="bold")
        below: list[_Line] = []
        if full:
            items = f"With: {row['equipment'].lower()}." if row["equipment"] else ""
            note = f"{row['note'][0].upper()}{row['note'][1:].rstrip('.')}." if row["note"] else ""
            below += lines(" ".join(one for one in (row["cue"], note, items) if one), small, wide, color=QUIET)
        below += lines(f"Take care: {row['caution']}" if row["caution"] else "", small, wide)
        number = str(row["position"])
        parts.append(_Part([*left, *below], dose, number) if two else _Part([*left, *dose, *below], [], number))
    return parts


def _shared(own: pd.DataFrame) -> dict[str, str]:
    """Return what the coach wrote alike for all exercises of a phase, and with which phase where it is not of all."""
    shared = {}
    for name in WRITTEN[1:]:
        said = own[own[name] != ""]
        phases = list(dict.fromkeys(said["phase"]))
        if len(said) > 1 and len(set(said[name])) == 1 and len(said) == own["phase"].isin(phases).sum():
            whose = "" if len(said) == len(own) else f" ({', '.join(phases)})"
            shared[name] = f"{said[name].iloc[0]}{whose}"
    return shared


def _lines_height(lines: list[_Line]) -> float:
    return sum(line.size * LEADING for line in lines) / 72


def _part_height(part: _Part, base: float) -> float:
    return max(_lines_height(part.left), _lines_height(part.right)) + base * (0.75 if part.head else 0.55) / 72


def _head(own: pd.DataFrame, size: str, inner: float, scale: float) -> list[_Line]:
    """Say below the name of the routine when it is done and what is needed."""
    first = own.iloc[0]
    small = POINTS[size] * SMALL * max(scale, 0.75)
    count = f"{first['sessions']} session{'s' if first['sessions'] > 1 else ''}"
    ends = [day_words(first[name].date()) for name in ("first_date", "last_date")]
    dates = " to ".join(dict.fromkeys(ends))
    when = " · ".join(one for one in (first["block_phase"], first["weeks"], dates, first["days"], count) if one)
    items = list(dict.fromkeys(item for text in own["equipment"] if text for item in text.split(", ")))
    needed = [
        item for item in items if not (item.endswith(" (optional)") and item.removesuffix(" (optional)") in items)
    ]
    said = [f"{name.capitalize()}: {text}" for name, text in _shared(own).items()]
    texts = [(first["block"], INK), (when, INK), *((one, INK) for one in said)]
    texts.append((f"You need: {', '.join(needed).lower() or 'nothing'}", QUIET))
    return [_Line(line, small, color) for text, color in texts for line in _wrapped(text, inner, small)]


def _foot(own: pd.DataFrame, size: str, inner: float, scale: float) -> list[_Line]:
    small = POINTS[size] * 0.7 * max(scale, 0.75)
    said = SAID if (own[["load", "effort"]] != "").any(axis=None) else UNSAID
    lines = [_Line(line, small, INK) for line in _wrapped(WARNING, inner, small)]
    return lines + [_Line(line, small, QUIET) for line in _wrapped(f"{said} {WHOSE} {PROMISE}", inner, small)]


def _height(own: pd.DataFrame, parts: list[_Part], size: str, inner: float, scale: float) -> float:
    base = POINTS[size] * scale
    fixed = _lines_height([*_head(own, size, inner, scale), *_foot(own, size, inner, scale)])
    return fixed + 2 * MARGIN[size] + _title(size) + 0.25 + sum(_part_height(part, base) for part in parts)


def _title(size: str) -> float:
    """Return the inches that the name of the routine takes."""
    return POINTS[size] * 1.9 * LEADING / 72


def _draw(own: pd.DataFrame, parts: list[_Part], size: str, page: tuple[float, float], scale: float) -> Figure:
    """Put the lines of a card on its page."""
    figure = plt.figure(figsize=page, layout="none")
    width, height = page
    margin, base = MARGIN[size], POINTS[size] * scale
    first = own.iloc[0]
    inner = width - 2 * margin
    top = margin

    def write(x: float, y: float, line: _Line, **look: Any) -> None:
        words = {"va": "top", "fontsize": line.size, "color": line.color}
        words |= {"fontweight": line.weight, "fontstyle": line.style}
        figure.text(x / width, 1 - y / height, line.text, **{**words, **look})

    def column(x: float, y: float, lines: list[_Line]) -> None:
        for line in lines:
            write(x, y, line)
            y += line.size * LEADING / 72

    def box(x: float, y: float, wide: float, high: float, color: str) -> None:
        figure.add_artist(
            Rectangle(
                (x / width, 1 - (y + high) / height),
                wide / width,
                high / height,
                color=color,
                linewidth=0,
                transform=figure.transFigure,
            )
        )

    color = routine_colors([str(first["routine_id"])])[str(first["routine_id"])]
    box(0, 0, width, 0.12, color)
    minutes = f"{span(first['minutes_min'], first['minutes_max'], digits=0, dash='–')} min"
    points = POINTS[size] * 1.9
    room = inner - _width(minutes, points * 0.8, "normal") - 0.2
    fits = min(points, points * room / _width(first["routine"], points, "bold"))
    write(margin, top, _Line(first["routine"], fits, weight="bold"))
    write(width - margin, top + points * 0.1 / 72, _Line(minutes, points * 0.8), ha="right")
    top += _title(size)
    head = _head(own, size, inner, scale)
    column(margin, top, head)
    top += _lines_height(head) + 0.05
    indent = 2.2 * base / 72
    for part in parts:
        if part.head:
            top += base * 0.45 / 72
            column(margin, top, part.left)
            top += _lines_height(part.left)
            box(margin, top, inner, 0.012, "#c9d1d8")
            top += base * 0.3 / 72
            continue
        write(margin, top, _Line(part.number, base, color=QUIET, weight="bold"))
        column(margin + indent, top, part.left)
        column(margin + inner * (1 - RIGHT), top, part.right)
        top += _part_height(part, base)
    foot = _foot(own, size, inner, scale)
    column(margin, height - margin - _lines_height(foot), foot)
    return figure
