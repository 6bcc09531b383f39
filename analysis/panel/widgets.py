"""Small parts of the controls: boxes that open and close, fields and sliders."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import ipywidgets as w

WIDE = {"width": "97%"}


class Box(w.VBox):  # type: ignore[misc]
    """Controls under a head that opens and closes them."""

    def __init__(self, title: str, *, closed: bool = False) -> None:
        look: dict[str, Any] = {"layout": {"width": "98%"}, "style": {"font_weight": "bold"}}
        self.head = w.ToggleButton(value=not closed, description=title, **look)
        self.body = w.VBox(layout={"display": "none" if closed else "flex"})
        super().__init__([self.head, self.body])
        self.head.observe(self._toggled, names="value")

    def _toggled(self, change: Any) -> None:
        self.body.layout.display = "flex" if change["new"] else "none"

    def put(self, *widgets: Any) -> None:
        """Put more controls under the head."""
        self.body.children = (*self.body.children, *widgets)


def text_field(word: str) -> Any:
    """Make a field for a text, which counts when the field is left."""
    return w.Text(description=word, continuous_update=False, layout=WIDE)


def date_field(word: str) -> Any:
    """Make a field for a day."""
    return w.DatePicker(description=word, layout=WIDE)


def slider(word: str, low: int, high: int) -> Any:
    """Make a slider over whole numbers."""
    return w.IntSlider(description=word, min=low, max=high, layout=WIDE)


def wrapped(widgets: Iterable[Any]) -> Any:
    """Put widgets side by side, in as many rows as the width needs."""
    return w.Box([*widgets], layout={"flex_flow": "row wrap"})
