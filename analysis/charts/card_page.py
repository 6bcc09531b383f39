"""Session cards: a page of A4 to hang up, or a picture for a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.base.arguments import checked
from analysis.base.choices import check_choice
from analysis.base.colors import INK, QUIET, routine_colors
from analysis.base.text import plural, span
from analysis.block.card_grid import WRITTEN
from analysis.block.session_cards import ABOUT, HEAD
from analysis.charts.block_labels import day_words
from analysis.charts.canvas import PHONE, check_page, needs
from analysis.charts.letters import Line, text_width, wrapped
from analysis.charts.paper import A4, Paper, paper, size_of, style
from analysis.volume.conventions import PROMISE

PHONE_HEIGHT = 6.75


SIZES = ("a4", "phone")


MARGIN = {"a4": 0.55, "phone": 0.25}
"""Inches."""


POINTS = {"a4": 11.0, "phone": 12.0}
"""Size of the name of an exercise; all other letters are parts of it."""


SMALL, LEADING = 0.8, 1.32
"""Small letters and the height of a line, as parts of a size."""


TITLE = 1.9
"""Size of the name of the routine, as part of that of an exercise."""


RIGHT = 0.4
"""Part of the width of A4 for doses, to the right of the names."""


SCALES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65)
"""Sizes that are tried with cues and equipment on the card; below them the card goes without."""


HOW = {kind: f"{kind}: a set of each in turn" for kind in ("superset", "circuit")}


WARNING = "Stop when a pain is sharp, gets worse or changes how you move, and ask a clinician."


WHOSE = "Cues are ours; what to take care of is the source's, in our words. Minutes are our estimate."


SAID = "Load and effort are the coach's words."


UNSAID = "No load and no effort is stated: ask the coach."


@dataclass
class _Part:
    """What belongs together on a card: lines at the left, and at the right or below them."""

    left: list[Line]
    right: list[Line] = field(default_factory=list)
    number: str = ""
    head: bool = False

    def height(self, points: float) -> float:
        """Return the inches that it takes, with the space around it."""
        space = points * (0.75 if self.head else 0.55) / 72
        return max(_height(self.left), _height(self.right)) + space


def _height(lines: Sequence[Line]) -> float:
    return sum(line.size * LEADING for line in lines) / 72


@checked
def plot_session_card(cards: pd.DataFrame, *, size: str = "a4", page: int = 1, ax: Axes | None = None) -> Axes:
    """Draw a session card: exercises in order with dose, load, effort, cue, equipment, and what to take care of.

    Parameters
    ----------
    cards : DataFrame
        Of `session_cards`.
    size : {"a4", "phone"}
        One page of A4, on which letters shrink until all exercises fit, and cues and equipment are left out where they
        would become too small; or a picture as wide as a phone, as long as it takes.
    page : int
        Which card, counted from 1.
    ax : Axes, optional
        Where to draw, which is the size of the page then; default a new figure.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If the frame is another one, or has no such page.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> from analysis.block import session_cards
    >>> phase = {"name": "base", "weeks": 4, "mon": "run_forever"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> ax = plot_session_card(session_cards(plan))
    >>> [text.get_text() for text in ax.texts][:2]
    ['Run forever', '12–19 min']
    """
    needs(cards, [*HEAD, *ABOUT], "session_cards")
    size = check_choice("size", size, SIZES)
    check_page(page, int(cards["card"].max()))
    rows = cards[cards["card"] == page]
    with style():
        width, height = size_of(ax) if ax is not None else A4 if size == "a4" else (PHONE, PHONE_HEIGHT)
        # Letters shrink until all exercises fit; before they are hard to read, cues and equipment make way.
        attempts = [(scale, full) for full in (True, False) for scale in SCALES]
        # Below that nothing is left out any more, so that every exercise stays on its page however small.
        attempts += [(scale / 100, False) for scale in range(60, 4, -5)]
        for scale, full in attempts:
            card = _Card(rows, size, width, scale, full=full)
            # A phone scrolls: the picture is as long as it takes, at full size.
            if ax is None and size == "phone":
                height = max(height, card.height())
            if card.height() <= height:
                break
        sheet = paper(ax, width, height)
        card.draw(sheet)
    return sheet.ax


class _Card:
    """The words of a card, broken into lines for a width and a scale of the letters."""

    def __init__(self, rows: pd.DataFrame, size: str, width: float, scale: float, *, full: bool) -> None:
        self.rows = rows
        self.first = rows.iloc[0]
        self.size = size
        self.margin = MARGIN[size]
        self.inner = width - 2 * self.margin
        self.points = POINTS[size] * scale
        # Room for a number of two digits and a gap, in letters of this size.
        self.indent = 2.2 * self.points / 72
        self.top_and_foot = POINTS[size] * max(scale, 0.75)  # these stay larger than the list between them
        self.head = self._head()
        self.foot = self._foot()
        self.parts = self._parts(full=full)

    def height(self) -> float:
        """Return the inches that the card takes."""
        fixed = _height([*self.head, *self.foot]) + 2 * self.margin + self._title_height() + 0.25
        return fixed + sum(part.height(self.points) for part in self.parts)

    def _title_height(self) -> float:
        return POINTS[self.size] * TITLE * LEADING / 72

    def _parts(self, *, full: bool) -> list[_Part]:
        """Break the words into lines, section by section and exercise by exercise."""
        two = self.size == "a4"
        wide = self.inner * (1 - RIGHT * two) - self.indent - (0.15 if two else 0)
        beside = self.inner * RIGHT if two else wide
        small = self.points * SMALL
        shared = _shared(self.rows)
        parts: list[_Part] = []
        group: tuple[Any, ...] = ()
        for row in self.rows.to_dict("records"):
            # Straight sets belong to their section; each circuit and each superset is a group of its own.
            here = (row["section"], row["circuit"] if row["done_as"] else 0)
            if here != group:
                group = here
                parts.append(_Part(wrapped(self._section(row), self.inner, small, QUIET, "bold"), head=True))
            doses = (wrapped(text, beside, self.points, INK, "bold") for text in row["dose"].split("; "))
            dose = [line for lines in doses for line in lines]
            words = ", ".join(row[name] for name in WRITTEN[1:] if row[name] and name not in shared)
            # What the coach wrote for a whole phase stands once in the head, and not beside each exercise.
            dose += wrapped(words, beside, small * 1.06)
            left = wrapped(row["exercise"], wide, self.points, INK, "bold")
            below = wrapped(_about(row), wide, small, QUIET) if full else []
            below += wrapped(f"Take care: {row['caution']}" if row["caution"] else "", wide, small)
            number = str(row["position"])
            # A phone has no room beside the names: the dose stands between name and cue.
            parts.append(_Part([*left, *below], dose, number) if two else _Part([*left, *dose, *below], [], number))
        return parts

    def _section(self, row: dict[Any, Any]) -> str:
        """Name a section, its phase where the name does not tell it, and how it is done."""
        phases = self.rows.loc[self.rows["section"] == row["section"], "phase"].nunique()
        phase = row["phase"] if phases == 1 and row["phase"] not in row["section"].lower() else ""
        return " · ".join(filter(None, (row["section"], phase, HOW.get(row["done_as"], ""))))

    def _head(self) -> list[Line]:
        """Say below the name of the routine when it is done and what is needed."""
        first, small = self.first, self.top_and_foot * SMALL
        ends = [day_words(first[name].date()) for name in ("first_date", "last_date")]
        dates, count = " to ".join(dict.fromkeys(ends)), plural(first["sessions"], "session")
        when = " · ".join(filter(None, (first["block_phase"], first["weeks"], dates, first["days"], count)))
        items = dict.fromkeys(item for text in self.rows["equipment"] if text for item in text.split(", "))
        optional = " (optional)"
        # What some exercise needs is not listed again as optional because another only may use it.
        needed = [item for item in items if not (item.endswith(optional) and item.removesuffix(optional) in items)]
        shared = [f"{name.capitalize()}: {text}" for name, text in _shared(self.rows).items()]
        texts = [(text, INK) for text in (first["block"], when, *shared)]
        texts.append((f"You need: {', '.join(needed).lower() or 'nothing'}", QUIET))
        return [line for text, color in texts for line in wrapped(text, self.inner, small, color)]

    def _foot(self) -> list[Line]:
        small = self.top_and_foot * 0.7
        stated = SAID if (self.rows[["load", "effort"]] != "").any(axis=None) else UNSAID
        about = wrapped(f"{stated} {WHOSE} {PROMISE}", self.inner, small, QUIET)
        return [*wrapped(WARNING, self.inner, small), *about]

    def draw(self, sheet: Paper) -> None:
        """Put the lines on a page."""
        first, margin, inner = self.first, self.margin, self.inner
        routine = str(first["routine_id"])
        sheet.box(0, 0, sheet.width, 0.12, routine_colors([routine])[routine])
        minutes = f"{span(first['minutes_min'], first['minutes_max'], digits=0, dash='–')} min"
        points = POINTS[self.size] * TITLE
        room = inner - text_width(minutes, points * 0.8, "normal") - 0.2  # what the minutes leave of the line
        # A long name shrinks until it fits beside the minutes.
        fits = min(points, points * room / text_width(first["routine"], points, "bold"))
        sheet.write(margin, margin, Line(first["routine"], fits, weight="bold"))
        # Letters hang from the top: smaller ones stand a little lower, so that both have one base line.
        sheet.write(sheet.width - margin, margin + points * 0.1 / 72, Line(minutes, points * 0.8), ha="right")
        top = margin + self._title_height()
        sheet.column(margin, top, self.head, LEADING)
        top += _height(self.head) + 0.05
        for part in self.parts:
            if part.head:  # a line below the name of the section, and space above and below
                top += self.points * 0.45 / 72
                sheet.column(margin, top, part.left, LEADING)
                top += _height(part.left)
                sheet.box(margin, top, inner, 0.012, "#c9d1d8")
                top += self.points * 0.3 / 72
                continue
            sheet.write(margin, top, Line(part.number, self.points, QUIET, "bold"))
            sheet.column(margin + self.indent, top, part.left, LEADING)
            sheet.column(margin + inner * (1 - RIGHT), top, part.right, LEADING)
            top += part.height(self.points)
        # The foot hangs from the bottom of the page, whatever is above it.
        sheet.column(margin, sheet.height - margin - _height(self.foot), self.foot, LEADING)


def _about(row: dict[Any, Any]) -> str:
    """Say how an exercise is done and with what."""
    items = f"With: {row['equipment'].lower()}." if row["equipment"] else ""
    note = f"{row['note'][0].upper()}{row['note'][1:].rstrip('.')}." if row["note"] else ""
    return " ".join(filter(None, (row["cue"], note, items)))


def _shared(rows: pd.DataFrame) -> dict[str, str]:
    """Return what the coach wrote alike for all exercises of a phase, and with which phase where it is not of all."""
    shared = {}
    for name in WRITTEN[1:]:
        written = rows[rows[name] != ""]
        phases = list(dict.fromkeys(written["phase"]))
        if len(written) > 1 and len(set(written[name])) == 1 and len(written) == rows["phase"].isin(phases).sum():
            whose = "" if len(written) == len(rows) else f" ({', '.join(phases)})"
            shared[name] = f"{written[name].iloc[0]}{whose}"
    return shared
