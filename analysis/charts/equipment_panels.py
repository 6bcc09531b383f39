"""Equipment by routine: in how many exercises an item is needed, or helps."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from analysis.base.arguments import checked
from analysis.base.colors import routine_colors
from analysis.base.text import inline, listing, plural
from analysis.charts.canvas import drawing, needs, page_of
from analysis.charts.lanes import MOST_LANES, ROW, draw_lanes, lane_heads


@checked
def plot_equipment(frame: pd.DataFrame, *, page: int = 1, ax: Axes | None = None) -> Axes:
    """Draw equipment by routine: in how many exercises an item is needed, or helps.

    Parameters
    ----------
    frame : DataFrame
        What `equipment_use` returns.
    page : int
        Three routines stand on a page, which are counted from 1; the note counts the others.
    ax : Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If the frame is another one, or empty, or has no such page.

    Examples
    --------
    >>> from analysis import load_library
    >>> from analysis.compare import equipment_use
    >>> plot_equipment(equipment_use(load_library())).get_yticklabels()[0].get_text()
    'Mini band'
    """
    needs(frame, ["routine_id", "routine", "label", "required", "optional", "stated"], "equipment_use")
    # Items that no routine uses are no row.
    used = frame[frame.groupby("label")["exercises"].transform("sum") > 0]
    labels = list(dict.fromkeys(used["label"]))
    colors = routine_colors(list(dict.fromkeys(frame["routine_id"])))
    routines, left_out = page_of(list(colors), MOST_LANES, page, "routines")
    names = frame.drop_duplicates("routine_id").set_index("routine_id")["routine"]
    needed = used[used["required"] > 0].groupby("routine", sort=False)["label"].agg(list)
    lanes, heads = {}, []
    for routine in routines:
        own = used[used["routine_id"] == routine].set_index("label")
        counts = pd.DataFrame({"strength": own["required"], "light": own["optional"]}).astype(float)
        lanes[routine] = counts.assign(low=counts.sum(axis="columns"), high=counts.sum(axis="columns"))
        heads.append((names[routine], f"needs {plural(len(needed.get(names[routine], [])), 'item')}", colors[routine]))
    with drawing(ax, height=2.4 + ROW * len(labels)) as canvas:
        draw_lanes(canvas, lanes, labels, colors)
        lane_heads(canvas, heads)
        items = {name: [inline(label) for label in needed.get(name, [])] for name in names}
        # The first of several with equally few is named.
        fewest = min(items, key=lambda name: len(items[name]))
        counted = "Exercises; full colour: need the item, pale: can do without it"
        canvas.title(f"{fewest} needs least: {listing(items[fewest]) or 'nothing'}", counted)
        canvas.caption(f"What the source does not say we infer from the movement.{left_out}")
    return canvas.ax
