"""Session cards to train from: A4 pages to print and tick, or pictures for a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.base.arguments import checked
from analysis.base.choices import check_choice
from analysis.base.colors import QUIET, routine_colors
from analysis.base.frames import needs_columns
from analysis.base.text import plural, span
from analysis.block.card_contents import ABOUT, HEAD
from analysis.block.card_grid import RULE_OF_NEXT, WRITTEN
from analysis.charts.block_labels import day_words
from analysis.charts.canvas import A4, PHONE, check_page, needs, paper, size_of, style
from analysis.charts.card_exercise import BODY_WIDE, Place, body_row, bracketed, circles, exercise_row
from analysis.charts.letters import LABEL, NOTE, TITLE, Line, text_width, wrapped
from analysis.charts.painted_table import PAGE, Painter, Row, height_of, paged, stacked, tall, words_row
from analysis.volume.sentences import PROMISE

SIZES = ("a4", "phone")


MARGIN = {"a4": 0.55, "phone": 0.2}
"""Inches."""


WARNING = "Stop when a pain is sharp, gets worse or changes how you move, and ask a clinician."


NO_LOADS = "No loads given: ask your coach."


@checked
def plot_session_card(
    cards: pd.DataFrame,
    *,
    muscles: pd.DataFrame | None = None,
    size: str = "a4",
    card: int = 1,
    page: int = 1,
    ax: Axes | None = None,
) -> Axes:
    """Draw a session card: exercises in order with dose, load, effort and cue, and circles to tick the sets.

    Parameters
    ----------
    cards : DataFrame
        From `session_cards`.
    muscles : DataFrame, optional
        From `session_muscles` of the same block: a small body beside the head shows what the session works, the muscles
        with the most sets darkest.
    size : {"a4", "phone"}
        An A4 page, or a picture as wide as a phone with as many sections as fit.
    card : int
        Number of the card, from 1.
    page : int
        Number of the page among `session_card_pages`, from 1.
    ax : Axes, optional
        Where to draw, and then the size of the page; default a new figure.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If the frame is another one, or has no such card or page.

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
    rows, size, inches, pages = _card(cards, muscles, size, card, ax)
    check_page(page, len(pages))
    return _painted(rows, size, inches, pages, page, ax)


def card_pages(cards: pd.DataFrame, muscles: pd.DataFrame, card: int, size: str) -> Iterator[Axes]:
    """Return the pages of a card, drawn one after the other: its rows are split into pages only once."""
    rows, size, inches, pages = _card(cards, muscles, size, card, None)
    return (_painted(rows, size, inches, pages, page) for page in range(1, len(pages) + 1))


def _painted(
    rows: pd.DataFrame,
    size: str,
    inches: tuple[float, float],
    pages: Sequence[Sequence[Row]],
    page: int,
    ax: Axes | None = None,
) -> Axes:
    """Return the axes with a page of a card painted on it."""
    (width, height), margin = inches, MARGIN[size]
    foot = _foot(rows, width - 2 * margin, page, len(pages))
    with style():
        if ax is None and size == "phone":  # as long as needed
            height = 2 * margin + height_of(pages[page - 1]) + tall(foot) + 0.1
        sheet = paper(ax, width, height)
        painter = Painter(sheet, width, width)
        painter.left = margin
        sheet.set_ylim(height, 0)
        painter.paint(pages[page - 1], margin)
        routine = str(rows["routine_id"].iloc[0])
        painter.box(0, 0, width, 0.1, routine_colors([routine])[routine])
        painter.write(margin, height - margin - tall(foot), foot)
    return sheet


@checked
def session_card_pages(
    cards: pd.DataFrame,
    *,
    muscles: pd.DataFrame | None = None,
    size: str = "a4",
    card: int = 1,
    ax: Axes | None = None,
) -> int:
    """Return the number of pages of a card in `plot_session_card`."""
    return len(_card(cards, muscles, size, card, ax)[-1])


def _card(
    cards: pd.DataFrame, muscles: pd.DataFrame | None, size: str, card: int, ax: Axes | None
) -> tuple[pd.DataFrame, str, tuple[float, float], list[list[Row]]]:
    """Return the rows of a card, its layout and its inches, and the rows of each of its pages."""
    rows, worked = _rows_of(cards, card), _worked(muscles, card)
    size = check_choice("size", size, SIZES)
    inches = size_of(ax) if ax is not None else A4 if size == "a4" else (PHONE, PAGE)
    return rows, size, inches, _pages(rows, worked, size, *inches)


def _rows_of(cards: pd.DataFrame, card: int) -> pd.DataFrame:
    needs(cards, [*HEAD, *ABOUT], "session_cards")
    check_page(card, int(cards["card"].max()))
    return cards[cards["card"] == card]


def _worked(muscles: pd.DataFrame | None, card: int) -> pd.DataFrame:
    columns = ["card", "muscle_id", "label", "sets_min", "sets_max"]
    if muscles is None:
        return pd.DataFrame(columns=columns)
    needs_columns(muscles, columns, "session_muscles", "draw")
    return muscles[muscles["card"] == card]


def _pages(rows: pd.DataFrame, worked: pd.DataFrame, size: str, width: float, height: float) -> list[list[Row]]:
    """Return the rows of each page: what the session is, then its sections."""
    place = Place(MARGIN[size], width - 2 * MARGIN[size], beside=size == "a4")
    inside = height - 2 * place.margin - 0.1
    alone, room = (inside - tall(_foot(rows, place.inner, last, last)) for last in (1, 9))  # the tallest of several
    said = _said(rows)
    body = body_row(worked, str(rows["routine_id"].iloc[0]))
    heads = [_head(rows, list(said.values()), place, beside) for beside in ([body] if body else []) + [None]]
    sections = _sections(rows, set(said), place, room)
    *with_body, without = [[(Row(0), [head]), *sections] for head in heads]
    if body:  # beside the head, else at the end; left out if it would need another page
        with_body.append([*without, (Row(0.15), [body])])
    each = (*with_body, without)
    for groups in each:
        if len(whole := paged(groups, alone)) == 1:
            return whole
    return min((paged(groups, room, whole=size == "phone") for groups in each), key=len)


def _sections(
    rows: pd.DataFrame, shared: set[tuple[str, str]], place: Place, room: float
) -> list[tuple[Row, list[Row]]]:
    """Return the title of each section, and the rows of its exercises."""
    labels, sections = _labels(rows), []
    for section, part in groupby(rows.to_dict("records"), key=lambda row: row["section"]):
        records = list(part)
        exercises = []
        for _, same in groupby(records, key=lambda row: row["circuit"] if row["done_as"] else -row["position"]):
            group = list(same)
            each = [exercise_row(row, labels[row["position"]], _words(row, shared), place) for row in group]
            exercises += bracketed(each, group[0]["done_as"], place, room)
        sections.append((_title(_named(section, records), place), exercises))
    return sections


def _title(name: str, place: Place) -> Row:
    return stacked(words_row(wrapped(name, place.inner, LABEL, QUIET, "bold"), 0.14), Row(0.05))


def _named(section: str, records: Sequence[dict[Any, Any]]) -> str:
    """Return the name of a section, with its phase if the name doesn't include it."""
    phases = {row["phase"] for row in records}
    phase = next(iter(phases)) if len(phases) == 1 else ""
    return " · ".join(filter(None, (section, phase if phase not in section.lower() else "")))


def _labels(rows: pd.DataFrame) -> dict[int, str]:
    """Return the labels of supersets A1, A2, B1, by their section if it ends in a letter; numbers for the others."""
    records = rows.to_dict("records")
    ends = {row["position"]: re.search(r"(?:^| )([A-Z])$", row["section"]) for row in records}
    taken = {found[1] for found in ends.values() if found}
    letters = (letter for letter in map(chr, range(ord("A"), ord("Z") + 1)) if letter not in taken)
    labels: dict[int, str] = {}
    used: set[str] = set()
    count = 0
    for _, same in groupby(records, key=lambda row: row["circuit"] if row["done_as"] else -row["position"]):
        group = list(same)
        letter = ""
        if group[0]["done_as"] and group[0]["phase"] == "strength":
            own = ends[group[0]["position"]]
            letter = own[1] if own and own[1] not in used else next(letters, "")
            used.add(letter)
        for number, row in enumerate(group, 1):
            count += not letter
            labels[row["position"]] = f"{letter}{number}" if letter else str(count)
    return labels


def _said(rows: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Return words that all exercises of a phase share, or precautions of several exercises, by name and text."""
    said = {}
    for name in WRITTEN[1:]:
        written = rows[rows[name] != ""]
        phases = list(dict.fromkeys(written["phase"]))
        meant = rows["phase"].isin(phases) & (rows["kind"] != "jumps")  # jumps have neither load nor effort
        if len(written) > 1 and len(set(written[name])) == 1 and len(written) == meant.sum():
            whose = "" if len(written) == len(rows) else f" ({', '.join(phases)})"
            text = str(written[name].iloc[0])
            said[name, text] = f"{name.capitalize()}: {text}{whose}"
    cautions = rows["caution"].tolist()
    return said | {("caution", text): text for text in dict.fromkeys(cautions) if text and cautions.count(text) > 1}


def _words(row: dict[Any, Any], shared: set[tuple[str, str]]) -> list[str]:
    """Return the words of one exercise alone: load, effort, equipment, and precautions."""
    own = [name for name in WRITTEN[1:] if row[name] and (name, row[name]) not in shared]
    words = [re.sub("(weeks [0-9]+)-", r"\1–", f"{name.capitalize()}: {row[name]}") for name in own]
    words += [f"With: {row['equipment'].lower()}"] if row["equipment"] else []
    words += [f"{row['note'][0].upper()}{row['note'][1:].rstrip('.')}."] if row["note"] else []
    return words + ([row["caution"]] if row["caution"] and ("caution", row["caution"]) not in shared else [])


def _head(rows: pd.DataFrame, said: list[str], place: Place, body: Row | None) -> Row:
    """Return the routine's name with its minutes, below it its days and equipment, and a body beside it."""
    first = rows.iloc[0]
    minutes = Line(f"{span(first['minutes_min'], first['minutes_max'], digits=0, dash='–')} min", LABEL)
    room = place.inner - text_width(minutes.text, LABEL, "normal") - 0.2  # the rest of the line after the minutes
    ends = [day_words(first[name].date()) for name in ("first_date", "last_date")]
    dates, count = " to ".join(dict.fromkeys(ends)), plural(first["sessions"], "session")
    weeks = first["weeks"].replace("-", "–")
    when = " · ".join(filter(None, (first["block"], first["block_phase"], weeks, first["days"], count, dates)))
    name = wrapped(first["routine"], room, TITLE, weight="bold")
    wide = place.inner - (BODY_WIDE if body else 0)
    lines = [line for text in (when, _need(rows), *said) for line in wrapped(text, wide, NOTE)]
    below = tall(name)

    def paint(painter: Painter, top: float) -> None:
        painter.write(place.margin, top, name)
        painter.write(place.margin + place.inner, top + 0.03, [minutes], ha="right")
        painter.write(place.margin, top + below, lines)
        if body:
            painter.left = place.margin + wide
            body.paint(painter, top + below + 0.04)
            painter.left = place.margin

    return Row(below + max(tall(lines), body.height if body else 0) + 0.05, paint)


def _need(rows: pd.DataFrame) -> str:
    """Return a session's equipment in words."""
    items = dict.fromkeys(item for text in rows["equipment"] if text for item in text.split(", "))
    optional = " (optional)"
    # Equipment that an exercise needs is not listed again as optional because another exercise may use it.
    needed = [item for item in items if not (item.endswith(optional) and item.removesuffix(optional) in items)]
    return f"You need: {', '.join(needed).lower() or 'nothing'}"


def _foot(rows: pd.DataFrame, inner: float, page: int, pages: int) -> list[Line]:
    """Return the foot: precautions, on the last page what the card is and is not, page number, and key of circles."""
    loads = "" if (rows[["load", "effort"]] != "").any(axis=None) else f" {NO_LOADS}"
    warning = wrapped(f"{WARNING}{loads}", inner, NOTE)
    if (rows["next"] != "").any():
        warning = [*wrapped(RULE_OF_NEXT, inner, NOTE), *warning]
    promise = wrapped(PROMISE, inner, NOTE, QUIET) if page == pages else []
    # Of the rows with optional circles: whether their sets change from week to week.
    changing = [bool(week) for dose, week in rows[["dose", "by_week"]].to_numpy() if len({*(circles(dose) or ())}) > 1]
    dashed = f"Dashed circles: {'not every week' if any(changing) else 'optional'}" if changing else ""
    which = f"{rows['routine'].iloc[0]}, page {page} of {pages}" if pages > 1 else ""
    return [*warning, *promise, *wrapped(" · ".join(filter(None, (which, dashed))), inner, NOTE, QUIET)]
