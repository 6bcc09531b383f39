"""Sessions and runs of a block on a calendar, in the order of the day: warm-up, run, strength."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from matplotlib.axes import Axes

from analysis.ask.races import race_rule
from analysis.base.arguments import checked
from analysis.base.calendar import WEEKDAYS
from analysis.base.colors import INK, QUIET, RULE, routine_colors
from analysis.base.text import plural, span
from analysis.block.plan import BlockPlan, check_plan
from analysis.charts.block_labels import day_words, period, phases_of, stretches
from analysis.charts.letters import LABEL, NOTE, Line, text_width, wrapped
from analysis.charts.painted_table import (
    LEAD,
    Page,
    Painter,
    Row,
    height_of,
    paged,
    plot_page,
    room_of,
    stacked,
    tall,
    texts_row,
    words_row,
)
from analysis.charts.tints import Color, ink, letters_on, light
from analysis.library.labels import labels
from analysis.library.terms import HARD_RUNS
from analysis.week.around_runs import HOURS, NAMES as RUN_NAMES

NAMES, PAD = 0.34, 0.045
"""Inches of the week numbers, and of the margin around words in a day."""


OFF = "#eef1f4"


STACKED = "After hard or long runs strength waits {after_run} h, better {after_run_better}.".format(**HOURS)
"""Caption for such days with strength work."""


Item = tuple[str, Color | None, str]
"""An entry of a day: its text, the colour of its box if it has one, and the font weight."""


@checked
def plot_block_calendar(plan: BlockPlan, *, page: int = 1, ax: Axes | None = None) -> Axes:
    """Draw sessions and runs on a calendar, a row per week, in each day from the top in the order they are best done.

    On a day with a run the warm-up comes before it and strength work after it (Doma et al. 2013, 14 men, and
    Doma et al. 2019); explosive work keeps three hours from a run where it can (Schumann et al. 2022).

    Parameters
    ----------
    plan : BlockPlan
        From `plan_block`. On a run day, sessions without strength work come before the run, as its warm-up, and
        strength work after it. Days off are grey.
    page : int
        Number of the page among `block_calendar_pages`, from 1.
    ax : Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If the plan is not a plan, or has no such page.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 4, "mon": "runners_world"}
    >>> block = {"name": "Spring", "start": "2027-01-04", "runs": {"sun": "long"}, "phase": [phase]}
    >>> ax = plot_block_calendar(plan_block(load_library(), block))
    >>> [text.get_text() for text in ax.texts].count("long")
    4
    """
    check_plan(plan)
    # Only one of two notes, to keep it short: how to stack sessions and runs, or when to stop before a race.
    hours = plan.sessions["when"].str.contains(" h later", na=False).any()
    rules = (race_rule(plan.source.races, race.km, race.priority) for race in plan.spec.race)
    last = max((int(rule["warm_ups"]) for rule in rules), default=0)
    before = f" Before a race: {plural(last, 'day')} of warm-ups alone." * bool(last)
    more = f" {STACKED}" if hours else before
    note = f"Top to bottom: warm-up (pale), run, strength (full colour).{more}"
    pages = _pages(plan, *room_of(ax))
    return plot_page(pages, page, ax, title=_title(plan), counted=period(plan), caption=note, names=NAMES)


@checked
def block_calendar_pages(plan: BlockPlan, *, ax: Axes | None = None) -> int:
    """Return the number of pages of `plot_block_calendar`."""
    check_plan(plan)
    return len(_pages(plan, *room_of(ax)))


def _title(plan: BlockPlan) -> str:
    """Return the title: sessions per week, and the length of the longest day."""
    if plan.sessions.empty:
        return f"{plan.spec.name}: no session"
    counts = plan.summary.loc[plan.summary["sessions"] > 0, "sessions"]
    days = plan.sessions.groupby("date", sort=False)[["minutes_min", "minutes_max"]].sum()
    low, high = days.iloc[int(days["minutes_max"].argmax())]
    many = span(counts.min(), counts.max(), dash="–")
    noun = "session" if many == "1" else "sessions"
    return f"{plan.spec.name}: {many} {noun} a week, {span(low, high, digits=0, dash='–')} minutes on the longest day"


def _pages(plan: BlockPlan, width: float, room: float) -> list[Page]:
    """Return the pages for a width and height in inches."""
    unit = (width - NAMES) / 7
    first = {start: name for name, _, start, _ in phases_of(plan)}
    heads = texts_row([[Line(day.capitalize(), LABEL, QUIET)] for day in WEEKDAYS])
    chips, keys = _chips(plan, unit)
    top = [_key_row(keys, width), heads] if keys else [heads]
    sessions = _sessions(plan, chips)
    groups: list[tuple[Row, list[Row]]] = []
    for week in range(len(plan.weeks)):
        if week in first or not groups:
            groups.append((words_row(wrapped(first[week], width, NOTE, weight="bold"), 0.1), []))
        groups[-1][1].append(_week(plan, week, unit, sessions))
    return [(7, [*top, *rows]) for rows in paged(groups, room - height_of(top))]


def _chips(plan: BlockPlan, unit: float) -> tuple[dict[str, tuple[str, str]], dict[str, tuple[str, str]]]:
    """Return each routine's text and colour, and the routines in the key above, for names too wide for a day."""
    # Colours follow the templates, not the sessions: a routine whose days are all skipped keeps its own.
    templates = [day for phase in plan.spec.phase for day in phase.template.values()]
    # Past weeks may have routines that are in no phase now.
    names = dict.fromkeys([*(name for day in templates for name in day), *plan.sessions["routine_id"]])
    colors = routine_colors(list(names))
    words = {**{name: name.replace("_", " ").capitalize() for name in names}, **labels(plan.source, "routine_id")}
    fits = all(
        text_width(word, NOTE, "normal") <= unit - PAD and len(wrapped(words[name], unit - PAD, NOTE)) <= 3
        for name in colors
        for word in words[name].split()
    )
    if fits:
        return {name: (words[name], color) for name, color in colors.items()}, {}
    coded = {name: (chr(ord("A") + number % 26), color) for number, (name, color) in enumerate(colors.items())}
    return coded, {f"{coded[name][0]}  {words[name]}": coded[name] for name in colors}


def _key_row(keys: Mapping[str, tuple[str, str]], width: float) -> Row:
    """Return the row that explains the letters of routines."""
    lines = [line for text, (_, color) in keys.items() for line in wrapped(text, width, NOTE, ink(color), "bold")]
    return stacked(words_row(lines), Row(0.08))


Sessions = Mapping[datetime.date, list[tuple[Item, bool]]]
"""Sessions of each day, and whether each has strength work."""


def _week(plan: BlockPlan, week: int, unit: float, sessions: Sessions) -> Row:
    """Return the row of a week: its number, and its days as high as the fullest of them."""
    dates = [plan.spec.monday + datetime.timedelta(days=7 * week + day) for day in range(7)]
    items = [_items(plan, date, sessions) for date in dates]
    # A word too long for its day in bold, such as intervals, is set in regular type instead of broken.
    items = [
        [(text, fill, weight if _fits(text, weight, unit - PAD) else "normal") for text, fill, weight in day]
        for day in items
    ]
    broken = [[(wrapped(text, unit - PAD, NOTE, INK, weight), fill) for text, fill, weight in day] for day in items]
    skips = [plan.spec.skip_on(date) for date in dates]
    off = [None if skip is None else (skip.why if date < plan.spec.start else f"off: {skip.why}" if skip.why else "off")
           for date, skip in zip(dates, skips, strict=True)]  # fmt: skip
    offs = [(wrapped(why, length * unit - 0.1, NOTE), start, length) for why, start, length in stretches(off) if why]
    day_line = NOTE * LEAD / 72
    body = max([0.0, *(sum(tall(lines) + 0.05 for lines, _ in day) for day in broken), *(tall(one[0]) for one in offs)])
    height = 0.04 + day_line + body + 0.05

    def paint(painter: Painter, top: float) -> None:
        painter.ax.plot([painter.left, 7], [top] * 2, color=RULE, linewidth=0.9)
        for lines, start, length in offs:
            painter.box(start + 0.02, top + 0.02, length - 0.04, height - 0.04, OFF)
            painter.write(start + length / 2, top + 0.04 + day_line, lines, ha="center")
        painter.write(painter.left, top + 0.04, [Line(str(week + 1), LABEL, weight="bold")])
        for day, date in enumerate(dates):
            number = day_words(date) if not day or date.day == 1 else str(date.day)
            painter.write(day + 0.06, top + 0.04, [Line(number, NOTE, QUIET)])
            y = top + 0.04 + day_line
            for lines, fill in broken[day]:
                if fill is not None:
                    painter.box(day + 0.03, y, 0.94, tall(lines) + 0.02, fill)
                painter.write(day + 0.5, y, lines, ha="center", color=letters_on(fill or "white"))
                y += tall(lines) + 0.05

    return Row(height, paint)


def _fits(text: str, weight: str, room: float) -> bool:
    return all(text_width(word, NOTE, weight) <= room for word in text.split())


def _sessions(plan: BlockPlan, chips: Mapping[str, tuple[str, str]]) -> dict[datetime.date, list[tuple[Item, bool]]]:
    """Return the sessions of each day, pale if they have no strength work."""
    work = plan.prescriptions[plan.prescriptions["kind"] == "strength"]
    strong = set(zip(work["date"], work["session"], strict=True))
    by_day: dict[datetime.date, list[tuple[Item, bool]]] = {}
    for date, session, routine in plan.sessions[["date", "session", "routine_id"]].itertuples(index=False):
        name, color = chips[routine]
        works = (date, session) in strong
        by_day.setdefault(date.date(), []).append(((name, color if works else light(color), "normal"), works))
    return by_day


def _items(plan: BlockPlan, date: datetime.date, sessions: Sessions) -> list[Item]:
    """Return a day's entries, in the order they are best done: warm-up, run, strength."""
    if plan.spec.skip_on(date) is not None:
        return []
    kind = plan.spec.run_on(date)
    run: list[Item] = []
    if kind:
        # Runs that strength work must keep clear of are bold.
        text = "RACE" if kind == "race" else RUN_NAMES[kind]
        run = [(text, None, "bold" if kind in HARD_RUNS else "normal")]
    done = sessions.get(date, [])
    before, after = ([item for item, works in done if works == strength] for strength in (False, True))
    return [*before, *run, *after]
