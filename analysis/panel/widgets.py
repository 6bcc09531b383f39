"""Small parts of the controls: collapsible boxes, fields and sliders, and rows of days to add to."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import ipywidgets as w

WIDE = {"width": "97%"}


class Box(w.VBox):  # type: ignore[misc]
    """Controls below a header that expands and collapses them."""

    def __init__(self, title: str, *, closed: bool = False) -> None:
        look: dict[str, Any] = {"layout": {"width": "98%"}, "style": {"font_weight": "bold"}}
        self.head = w.ToggleButton(value=not closed, description=title, **look)
        self.body = w.VBox(layout={"display": "none" if closed else "flex"})
        super().__init__([self.head, self.body])
        self.head.observe(self._toggled, names="value")

    def _toggled(self, change: Any) -> None:
        self.body.layout.display = "flex" if change["new"] else "none"

    def put(self, *widgets: Any) -> None:
        """Add controls below the header."""
        self.body.children = (*self.body.children, *widgets)


def text_field(word: str) -> Any:
    """Return a text field, whose value counts when it loses focus."""
    return w.Text(description=word, continuous_update=False, layout=WIDE)


def date_field(word: str) -> Any:
    """Return a field for a day."""
    return w.DatePicker(description=word, layout=WIDE)


def slider(word: str, low: int, high: int) -> Any:
    """Return a slider for whole numbers."""
    return w.IntSlider(description=word, min=low, max=high, layout=WIDE)


def wrapped(widgets: Iterable[Any]) -> Any:
    """Return widgets side by side, in as many rows as the width needs."""
    return w.Box([*widgets], layout={"flex_flow": "row wrap"})


Day = datetime.date | None
Values = tuple[Day, Day, str]
"""First and last day, or the original and the new day, and a text."""


class DayRow(w.VBox):  # type: ignore[misc]
    """Two days, an optional text, and a button that removes the row."""

    def __init__(self, words: Sequence[str], moved: Callable[[Any], None], dropped: Callable[[DayRow], None]) -> None:
        look: dict[str, Any] = {"layout": {"width": "190px"}, "style": {"description_width": "40px"}}
        self.first, self.last = (w.DatePicker(description=word, **look) for word in words[:2])
        self.text = w.Text(description="".join(words[2:]), continuous_update=False, **look)
        drop = w.Button(description="Remove", layout={"width": "auto"})
        for widget in (self.first, self.last, self.text):
            widget.observe(moved, names="value")
        drop.on_click(lambda _: dropped(self))
        parts = [self.first, self.last, *([self.text] if words[2:] else []), drop]
        super().__init__([wrapped(parts)])

    @property
    def values(self) -> Values:
        """The values of the row."""
        return self.first.value, self.last.value, self.text.value


class DayRows(w.VBox):  # type: ignore[misc]
    """Date rows; calls ``changed`` with the complete ones after any edit."""

    def __init__(
        self, words: Sequence[str], add: str, enough: Callable[[Values], bool], changed: Callable[[list[Values]], None]
    ) -> None:
        self.words, self.enough, self.changed = words, enough, changed
        self.rows: list[DayRow] = []
        self.quiet = False
        self.add = w.Button(description=add, layout={"width": "60%"})
        self.add.on_click(lambda _: self._place([*self.rows, self._row()]))
        super().__init__([self.add])

    def _row(self) -> DayRow:
        return DayRow(self.words, self._moved, self._dropped)

    def _place(self, rows: Sequence[DayRow]) -> None:
        self.rows = list(rows)
        self.children = (*self.rows, self.add)

    def _moved(self, _: Any) -> None:
        if not self.quiet:
            self.changed([row.values for row in self.rows if self.enough(row.values)])

    def _dropped(self, row: DayRow) -> None:
        said = self.enough(row.values)
        self._place([other for other in self.rows if other is not row])
        if said:  # a row without values yet needs no new plan
            self._moved(None)

    def show(self, values: Sequence[Values]) -> None:
        """Show values in as many rows; rows without values yet stay below them."""
        self.quiet = True
        try:
            blank = [row for row in self.rows if not self.enough(row.values)]
            rows = [row for row in self.rows if row not in blank][: len(values)]
            rows += [self._row() for _ in range(len(values) - len(rows))]
            for row, (first, last, text) in zip(rows, values, strict=True):
                row.first.value, row.last.value, row.text.value = first, last, text
            if [*rows, *blank] != self.rows:
                self._place([*rows, *blank])
        finally:
            self.quiet = False
