"""Weekly sets of a block: strength work upwards, light work downwards, and unusual weeks in words."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from analysis.base.arguments import checked
from analysis.base.colors import INK, MORE_COLORS, QUIET, RULE, WEEK_COLOR
from analysis.base.text import listing, percent, plural, span, spans
from analysis.block.check_facts import Facts, Limits
from analysis.block.plan import BlockPlan, check_plan
from analysis.block.planning.repetition_steps import lighter_weeks
from analysis.block.sentences import weeks_said
from analysis.block.timing_checks import set_jumps
from analysis.charts.block_labels import events_of, period, stretches
from analysis.charts.letters import NOTE, Line
from analysis.charts.painted_table import (
    Page,
    Painter,
    Row,
    columns_of,
    flags_row,
    plot_page,
    room_of,
    tall,
    weeks_rows,
)
from analysis.charts.tints import ink, light
from analysis.library.terms import COUNTED_KINDS

HIGH = 2.2
"""Inches of the bars of both kinds of work together."""


NO_BREAK = "\N{NO-BREAK SPACE}"


JUMP = ink(MORE_COLORS[2])
"""Colour of weeks with many more sets than those before them."""


@checked
def plot_block_weeks(plan: BlockPlan, *, page: int = 1, ax: Axes | None = None) -> Axes:
    """Draw the sets of each week: strength upwards with its jumps, light work pale downwards, and phases.

    Parameters
    ----------
    plan : BlockPlan
        From `plan_block`. A range is drawn as a whisker. Lighter weeks, races, days off and the way back are below
        in words; a jump is a ``ramp`` finding of `check_block`.
    page : int
        Number of the page among `block_weeks_pages`, from 1.
    ax : Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If the plan is not a plan, or has no session or no such page.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 4, "volume": [0.8, 1, 1.5, 0.6], "mon": "runners_world"}
    >>> ax = plot_block_weeks(plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]}))
    >>> " ".join(ax.figure.get_suptitle().split())
    'Spring: 18 strength sets at most, in week 3; week 3 jumps by over 30 %'
    """
    check_plan(plan, sessions=True)
    width, _ = room_of(ax)
    pages: list[Page] = [(len(weeks), weeks_rows_of(plan, weeks, width)) for weeks in weeks_of_pages(plan, width)]
    note = f"{period(plan)}. Dates are Mondays."
    title = weeks_title(plan)
    return plot_page(pages, page, ax, title=title, counted=WEEKS_COUNTED, caption=note, numbered=False)


@checked
def block_weeks_pages(plan: BlockPlan, *, ax: Axes | None = None) -> int:
    """Return the number of pages of `plot_block_weeks`."""
    check_plan(plan, sessions=True)
    return len(weeks_of_pages(plan, room_of(ax)[0]))


WEEKS_COUNTED = "Sets a week; upwards: strength, downwards: light work"


def weeks_title(plan: BlockPlan) -> str:
    """Return the title: the week with the most strength sets, and the weeks that jump."""
    strength = plan.summary[["strength_sets_min", "strength_sets_max"]]
    if not strength.to_numpy().any():
        counts = plan.summary["light_sets_max"].any()
        return f"{plan.spec.name}: {'light work alone' if counts else 'no counted set'}"
    peak = int(strength["strength_sets_max"].argmax())
    highest = np.flatnonzero((strength == strength.iloc[peak]).all(axis=1)) + 1
    weeks = weeks_said(plan.weeks, highest.tolist()).replace("-", "–")
    when = f"{'at most, ' * (len(highest) < len(strength))}in {weeks}"
    most = f"{plan.spec.name}: {span(*strength.iloc[peak], dash='–')} strength sets {when}"
    jumps = [str(week + 1) for week in sorted(_jumps(plan))]
    if not jumps:
        return most
    who = f"week {jumps[0]} jumps" if len(jumps) == 1 else f"weeks {listing(jumps)} jump"
    who = f"{plural(len(jumps), 'week')} jump" if len(jumps) > 4 else who
    return f"{most}; {who} by over {percent(Limits.ramp)}"


def _jumps(plan: BlockPlan) -> dict[int, str]:
    """Return the weeks whose strength sets jump, numbered from 0, with the size of the jump."""
    return {
        plan.weeks.index(row["week"]): f"up {percent(row['value_max'])}".replace(" %", NO_BREAK + "%")
        if "value_max" in row
        else "new"
        for row in set_jumps(Facts(plan), Limits())
    }


def _written(low: float, high: float) -> str:
    """Return sets as text for a narrow column: a range on two lines."""
    return span(low, high, dash="– ")


def weeks_of_pages(plan: BlockPlan, width: float) -> list[range]:
    """Return the weeks of each page at a width in inches."""
    texts = [text.replace("-", "– ") for kind in COUNTED_KINDS for text in spans(plan.summary, f"{kind}_sets")]
    return columns_of(len(plan.weeks), width, [*texts, *_jumps(plan).values()])


def weeks_rows_of(plan: BlockPlan, weeks: range, width: float, high: float = HIGH) -> list[Row]:
    """Return the rows of some weeks on a page, at a width in inches."""
    unit = width / len(weeks)
    events = flags_row(_events(plan, weeks), unit, len(weeks), weight="normal")
    return [*weeks_rows(plan, weeks, unit), _bars(plan, weeks, high), events]


def _bars(plan: BlockPlan, weeks: range, high: float) -> Row:
    """Return the row of bars of some weeks with their figures, on the scale of the whole block."""
    summary = plan.summary
    ends = {kind: summary[[f"{kind}_sets_min", f"{kind}_sets_max"]].to_numpy() for kind in COUNTED_KINDS}
    # Inches per set: the largest strength and light weeks share the height, even if they are different weeks, so that
    # all pages have one scale; the zero line then moves with the bars above it on this page.
    scale, jumps = high / max(1.0, sum(sets.max() for sets in ends.values())), _jumps(plan)
    up, down = (scale * float(sets[weeks.start : weeks.stop].max()) for sets in ends.values())
    written = [
        [_lines(ends[kind][week], jumps.get(week, "") * (kind == "strength")) for week in weeks] for kind in ends
    ]
    above, below = (max(map(tall, lines)) + 0.04 for lines in written)

    def paint(painter: Painter, top: float) -> None:
        zero = top + above + up
        painter.ax.plot([0, len(weeks)], [zero] * 2, color=RULE, linewidth=0.9)
        for column, week in enumerate(weeks):
            for kind, lines, way in zip(ends, written, (-1, 1), strict=True):
                low, most = ends[kind][week] * scale * way  # y grows downwards: strength is negative, light positive
                color = JUMP if kind == "strength" and week in jumps else WEEK_COLOR
                look: dict[str, Any] = {
                    "color": [color if kind == "strength" else light(WEEK_COLOR)],
                    "edgecolor": color,
                }
                painter.ax.bar(column + 0.5, low, 0.62, zero, linewidth=0.8 * bool(low), **look)
                if most != low:
                    painter.ax.vlines(column + 0.5, zero + low, zero + most, color="black", linewidth=1.2)
                edge = zero + most - tall(lines[column]) - 0.02 if way < 0 else zero + most + 0.02
                painter.write(column + 0.5, edge, lines[column], ha="center")

    return Row(above + up + down + below, paint)


def _lines(sets: tuple[float, float], jump: str) -> list[Line]:
    """Return the lines of a figure, below the lines of a jump."""
    line = partial(Line, size=NOTE)
    figures = [line(part, color=JUMP if jump else INK) for part in (_written(*sets).split(" ") if sets[1] else [])]
    return [*(line(part, color=JUMP, weight="bold") for part in filter(None, jump.split(" "))), *figures]


def _events(plan: BlockPlan, weeks: range) -> list[tuple[str, int, int, str]]:
    """Return the unusual weeks in words: lighter weeks, races, days off, the way back."""
    easy = lighter_weeks(plan.summary["strength_sets_max"].tolist())
    events = {"lighter": ["lighter" * week for week in easy], **events_of(plan)}
    flags = [
        (text, start, length, INK if name == "race" else QUIET)
        for name, texts in events.items()
        for text, start, length in stretches(texts[weeks.start : weeks.stop])
        if text
    ]
    return sorted(flags, key=lambda flag: flag[1])
