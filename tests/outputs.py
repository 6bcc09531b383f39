"""What is written, read back: numbers of texts, cells of tables and spreadsheets, words of charts."""

from __future__ import annotations

import re
from collections.abc import Collection
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle


def numbers(text: str) -> list[float]:
    """Return the numbers of a text; a dash between two of them is no sign."""
    plain = re.sub(r"(?<=\d)\s*[-–]\s*(?=\d)", " ", text.replace("−", "-"))
    return [float(one) for one in re.findall(r"[+-]?\d+(?:\.\d+)?", plain)]


def reads(text: object, low: float, high: float | None = None, *, digits: int = 1) -> bool:
    """Say whether a written number or range is that of a frame, rounded."""
    written = numbers(str(text))
    near = 0.5 * 10**-digits + 1e-9
    ends = float(low), float(low if high is None else high)
    return len(written) in (1, 2) and all(
        abs(one - end) <= near for one, end in zip((written[0], written[-1]), ends, strict=True)
    )


def tells(text: object, row: Any, name: str, *, digits: int = 1) -> bool:
    """Say whether a written number or range is that of two columns of a row."""
    return reads(text, row[f"{name}_min"], row[f"{name}_max"], digits=digits)


def percents(text: str, part: float) -> bool:
    """Say whether a written percentage is a part of a frame: 100 is all of it, and 0 nothing."""
    (written,) = numbers(text)
    return abs(written - 100 * part) < 1 and (written == 100, written == 0) == (part >= 1, part <= 0)


def check_rows(texts: pd.DataFrame, frame: pd.DataFrame, *, digits: int = 9) -> None:
    """Hold cells of text against the frame that they are of."""
    assert len(texts) == len(frame)
    for name, column in texts.items():
        for text, value in zip(column, frame[name], strict=True):
            if pd.isna(value):
                assert text == "", (name, text)
            elif pd.api.types.is_bool(value):
                assert text.lower() in ({"true", "yes"} if value else {"false", "no"}), name
            elif isinstance(value, pd.Timestamp):
                assert text == value.date().isoformat(), name
            elif isinstance(value, str):
                assert " ".join(text.removeprefix("'").split()) == " ".join(value.split()), name
            else:
                assert float(text) == pytest.approx(float(value), abs=0.5 * 10**-digits + 1e-12, rel=1e-9), name


def check_csv(path: Path, frame: pd.DataFrame) -> None:
    """Hold a file of a table against its frame."""
    texts = pd.read_csv(path, dtype="str", keep_default_na=False)
    assert list(texts) == list(frame), path.name
    check_rows(texts, frame)


def sheet_rows(sheet: Any) -> list[dict[str, Any]]:
    """Return the rows below the heads of a sheet of a spreadsheet, which stand above what is frozen."""
    frozen = re.search(r"\d+", str(sheet.freeze_panes or ""))
    heads, *rows = sheet.iter_rows(min_row=int(frozen[0]) - 1 if frozen else 1, values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def check_sheet(sheet: Any, frame: pd.DataFrame, left_out: Collection[str]) -> None:
    """Hold the rows of a spreadsheet, whose heads are words, against the tidy frame that they are of."""
    rows = pd.DataFrame(sheet_rows(sheet)).astype(object)
    columns = {}
    for head in rows:
        name = str(head).replace("seconds of tension", "tension_s").replace(", least", "_min").replace(", most", "_max")
        name = name.replace(" ", "_")
        columns |= {name: head} if name in frame else {f"{name}_min": head, f"{name}_max": head}
    shown = frame[[name for name in frame if name in columns]]
    assert len(shown.columns) == len(columns)
    assert all(name in left_out or frame[name].isna().all() for name in frame if name not in columns)
    texts = rows[[columns[name] for name in shown]].map(lambda cell: "" if pd.isna(cell) else str(cell))
    check_rows(texts.set_axis(list(shown), axis="columns"), shown, digits=4)


def boxed(ax: Axes) -> list[tuple[Rectangle, str]]:
    """Return the boxes of a drawing and the words that stand in each, line after line."""
    found = []
    for box in ax.patches:
        if isinstance(box, Rectangle) and box.get_height() > 0.1:
            across, top, end = box.get_x() + box.get_width() / 2, box.get_y(), box.get_y() + box.get_height()
            places = [(text.get_position(), text.get_text()) for text in ax.texts if text.get_ha() == "center"]
            lines = sorted((y, text) for (x, y), text in places if abs(x - across) < 1e-6 and top < y < end)
            found.append((box, " ".join(text for _, text in lines)))
    return found


def weeks_on(ax: Axes) -> list[int]:
    """Return the weeks of the columns of a drawing, from 0."""
    heads = [text for text in ax.texts if text.get_ha() == "center" and text.get_fontsize() == 12]
    return [int(text.get_text()) - 1 for text in sorted(heads, key=lambda text: text.get_position()[0])]


def columns_of(ax: Axes, box: Rectangle) -> list[int]:
    """Return the weeks that a box is of, from 0."""
    ends = box.get_x(), box.get_x() + box.get_width()
    return [week for column, week in enumerate(weeks_on(ax)) if ends[0] < column + 0.5 < ends[1]]


def title_of(ax: Axes) -> str:
    """Return the title of the figure of a chart."""
    figure: Any = ax.get_figure(root=True)
    return " ".join(figure.get_suptitle().split())


class Page(HTMLParser):
    """The tables of a page as rows of cells, by their order; its words, and what its pictures say."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.pictures: list[str] = []
        self.words = ""
        self.cell: str | None = None
        self.wide = 1
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.cell, self.wide = "", int(named.get("colspan") or 1)
        elif tag == "span":  # a head again, for print
            self.cell = None if self.cell is None else ""
        elif tag == "img":
            self.pictures.append(named.get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.tables[-1][-1] += [self.cell or ""] * self.wide
            self.cell = None

    def handle_data(self, data: str) -> None:
        self.words += data
        self.cell = None if self.cell is None else self.cell + data
