"""The rules of every picture: read on a phone, three sizes of letters, nothing cut or crossed, and true titles.

Also of charts/body_map.py, charts/canvas.py, charts/letters.py, charts/tints.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from analysis import (
    Library,
    charts,
    compare_routines,
    coverage,
    explain_difference,
    load_library,
    sensitivity,
    session_minutes,
    weekly_volume,
)
from analysis.base.colors import WEEK_COLOR
from analysis.charts.body_map import outlines
from analysis.charts.letters import LABEL, NOTE, TITLE
from analysis.charts.tints import READABLE, contrast
from analysis.compare import equipment_use, exercise_matrix
from analysis.library.additions import add_sheet_texts
from analysis.logs import squad_weeks

Write = Callable[..., Path]


PHONE_PIXELS = 390
"""Width of a phone that a coach reads on."""


def log_of(library: Library, weeks: int) -> pd.DataFrame:
    """Make what was planned and done in some weeks, some of it missed, of two athletes."""
    week = dict.fromkeys(library.routines["routine_id"], 1)
    volume = weekly_volume(library, week)
    sets = volume[volume["kind"].isin(["strength", "light"])].groupby("label", sort=False)[["sets_min", "sets_max"]]
    rows = []
    for number in range(weeks):
        for place, (label, (low, high)) in enumerate(sets.sum().iterrows()):
            part = (0, 0.5, 1, 1.2)[(number * 7 + place * 3) % 4]
            rows.append([f"2027-W{number + 1:02d}", label, low, high, low * part, number < weeks - 1, "below"])
    columns = ["week", "label", "planned_min", "planned_max", "done", "due", "status"]
    cells = pd.DataFrame(rows, columns=columns).assign(counting="fractional")
    return pd.concat([cells.assign(athlete=name) for name in ("Anna Katharina von Hohenlohe-Langenburg", "Ben")])


def sessions_of(weeks: int) -> pd.DataFrame:
    states = ["done", "moved", "begun", "missed", "to come"]
    sets = {"sets_planned_min": 12, "sets_planned_max": 14, "sets_done": 7}
    days = [pd.Timestamp("2027-01-04") + pd.Timedelta(days=7 * week + day) for week in range(weeks) for day in (0, 3)]
    rows = [
        {"athlete": name, "date": str(day.date()), "week": f"{day:%G-W%V}", "state": states[place % 5], **sets}
        for name in ("Anna Katharina von Hohenlohe-Langenburg", "Ben")
        for place, day in enumerate(days)
    ]
    return pd.DataFrame(rows)


def progress_of(weeks: int) -> pd.DataFrame:
    rows = [
        ["Ben", f"2027-W{week:02d}", name, None, 20 + 2.5 * week * (place - 1), 8.0, None]
        for week in range(1, weeks + 1)
        for place, name in enumerate(["Barbell hip thrust", "Rear-foot-elevated split squat", "Calf raise", "Row"])
    ]
    columns = ["athlete", "week", "exercise_name", "exercise_id", "best_weight_kg", "best_reps", "best_work_s"]
    return pd.DataFrame(rows, columns=columns).assign(e1rm_kg=80.0, rpe_min=7.0, rpe_max=8.5, formula="Epley")


def drawings(library: Library, weeks: int = 6) -> Iterator[tuple[str, Callable[..., Axes]]]:
    """Give every chart but those of blocks, each as a function of the axes to draw it on."""
    routines = library.routines["routine_id"].tolist()
    week, last = dict.fromkeys(routines, 1), routines[-1]
    compared, by_muscle = compare_routines(library), compare_routines(library, by="muscle")
    mixes = [weekly_volume(library, mix) for mix in ({last: 1}, week, {last: 2, "fit_and_well": 1})]
    log = log_of(library, weeks)
    drawn: dict[str, Callable[..., Axes]] = {
        "comparison": lambda **how: charts.plot_comparison(compared, sensitivity=sensitivity(library), **how),
        "comparison by muscle": lambda **how: charts.plot_comparison(by_muscle, **how),
        "difference": lambda **how: charts.plot_difference(explain_difference(library, "fit_and_well", last), **how),
        "panels": lambda **how: charts.plot_routine_panels(compared, **how),
        "mixes": lambda **how: charts.plot_week_mixes(pd.concat(mixes), **how),
        "week": lambda **how: charts.plot_weekly_volume(mixes[1], **how),
        "week of size": lambda **how: charts.plot_weekly_volume(weekly_volume(library, week, goal="size"), **how),
        "matrix": lambda **how: charts.plot_matrix(exercise_matrix(library), **how),
        "equipment": lambda **how: charts.plot_equipment(equipment_use(library), **how),
        "time line": lambda **how: charts.plot_timeline(session_minutes(library, by="section"), **how),
        "body": lambda **how: charts.plot_body(weekly_volume(library, week, by="muscle"), **how),
        "checklist": lambda **how: charts.plot_coverage(coverage(library, week), **how),
        "missed": lambda **how: charts.plot_planned_done(log, sessions=sessions_of(weeks), **how),
        "squad": lambda **how: charts.plot_squad(squad_weeks(sessions_of(weeks)), **how),
        "sessions": lambda **how: charts.plot_sessions_done(sessions_of(weeks), **how),
        "progress": lambda **how: charts.plot_progress(progress_of(weeks), **how),
    }
    yield from drawn.items()


NAMES = [name for name, _ in drawings(load_library())]


def texts_of(ax: Axes) -> list[Text]:
    """Return the texts of a figure that are drawn."""
    figure: Any = ax.get_figure(root=True)
    ticks = {id(text) for axes in figure.axes for text in axes.get_xticklabels() if not _within(axes, text)}
    found = [text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible()]
    return [text for text in found if id(text) not in ticks]


def _within(ax: Axes, text: Text) -> bool:
    low, high = sorted(ax.get_xlim())
    return bool(low <= text.get_position()[0] <= high)


def check(ax: Axes) -> None:
    """Hold a picture of its own against the rules."""
    figure: Any = ax.get_figure(root=True)
    figure.draw_without_rendering()
    texts = texts_of(ax)
    width, height = figure.canvas.get_width_height()
    smallest = min(text.get_fontsize() for text in texts)
    assert smallest * PHONE_PIXELS / (72 * figure.get_figwidth()) >= 10
    assert {text.get_fontsize() for text in texts} <= {TITLE, LABEL, NOTE}
    assert len(figure.get_supxlabel().split()) <= 20
    assert figure.get_suptitle()
    boxes = [(text, text.get_window_extent()) for text in texts]
    for text, box in boxes:
        inside = box.x0 >= -0.5 and box.y0 >= -0.5 and box.x1 <= width + 0.5 and box.y1 <= height + 0.5
        assert inside, f"cut off: {text.get_text()}"
        assert not text.get_text().endswith("…"), f"cut short: {text.get_text()}"
    for (one, box), (other, beside) in combinations(boxes, 2):
        across = min(box.x1, beside.x1) - max(box.x0, beside.x0)
        down = min(box.y1, beside.y1) - max(box.y0, beside.y0)
        # The boxes of letters are a little higher than the letters; those of heads that are turned are wider.
        aside = 4 if one.get_rotation() == other.get_rotation() == 90 else 1
        assert across <= aside or down <= 4, f"{one.get_text()!r} stands on {other.get_text()!r}"
    for text, box in boxes:
        below = [bar for bar in ax.patches if isinstance(bar, Rectangle) and _covers(bar, box)]
        ground = max(below, key=lambda bar: bar.get_zorder(), default=None)
        fill = to_rgb(ground.get_facecolor()) if ground is not None else (1.0, 1.0, 1.0)
        assert contrast(to_rgb(text.get_color()), fill) >= READABLE, f"too pale to read: {text.get_text()}"


def _covers(bar: Rectangle, box: Any) -> bool:
    """Say whether the middle of a text stands on a bar."""
    across, down = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    own = bar.get_window_extent()
    return bool(own.x0 <= across <= own.x1 and own.y0 <= down <= own.y1)


QUICK = ("difference", "panels", "week", "body", "missed", "checklist")


@pytest.mark.parametrize("name", [pytest.param(name, marks=[pytest.mark.slow] * (name not in QUICK)) for name in NAMES])
def test_a_picture_is_read_on_a_phone(library: Library, name: str) -> None:
    check(dict(drawings(library))[name]())


LONG = "A rather long name that a coach gave to her own routine"


@pytest.fixture(scope="module")
def large() -> Library:
    """A routine of forty exercises, one of wide ranges, and one with a long name, beside the three."""
    library = load_library()
    names = library.exercises["name"].tolist()
    head = "section,phase,rounds,exercise,dose,equipment,notes\n"
    forty = [f'A,strength,,"{names[9 * place]}",2-3 x 8,,' for place in range(40)]
    wide = [f"A,strength,,{name},1-19 x 8,," for name in ("Hip thrust", "Monster walk", "Lateral band walk")]
    texts = {"forty": forty, "wide": wide, LONG: [*wide[:1], *forty[:4]]}
    return add_sheet_texts(library, {name: head + "\n".join(rows) + "\n" for name, rows in texts.items()})


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_picture_of_much_is_read_on_a_phone(large: Library, name: str) -> None:
    draw = dict(drawings(large, weeks=25))[name]
    for page in range(1, 9):
        try:
            ax = draw(page=page) if page > 1 else draw()
        except (TypeError, ValueError):
            break  # it has no further page
        check(ax)
        plt.close("all")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_cut_off_in_plain_axes(library: Library, name: str) -> None:
    figure, ax = plt.subplots()
    dict(drawings(library))[name](ax=ax)
    figure.draw_without_rendering()
    width, height = figure.canvas.get_width_height()
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts_of(ax)]
    cut = [text for text, box in boxes if min(box.x0, box.y0) < -0.5 or box.x1 > width + 0.5 or box.y1 > height + 0.5]
    assert cut == []


def test_every_muscle_has_an_outline_or_cannot_be_seen(library: Library) -> None:
    drawn = {muscle for _, muscle, _ in outlines() if muscle}
    muscles = set(library.muscles["muscle_id"])
    assert drawn <= muscles
    deep = {"glute_min", "deep_rotators", "hip_flexors", "transverse_abdominis", "quadratus_lumborum", "foot_muscles"}
    assert muscles - drawn == deep


def test_a_body_is_as_dark_as_its_sets(library: Library) -> None:
    frame = weekly_volume(library, {"runners_world": 1, "run_forever": 3}, by="muscle")
    ax = charts.plot_body(frame)
    # The darkest tint is the muscle with most sets of one kind.
    sets = frame[frame["kind"].isin(["strength", "light"])].groupby(["kind", "muscle_id"])["sets_min"].sum()
    assert sets.idxmax() in {("light", "glute_med"), ("light", "glute_min")}
    fills = [patch.get_facecolor() for patch in ax.patches]
    assert min(fills, key=sum)[:3] == pytest.approx(to_rgb(WEEK_COLOR))
    texts = [text.get_text() for text in ax.texts]
    assert "Glute max 6 + 25" in texts
    assert any(text.startswith("Not seen from outside: Glute min 0 + 25") for text in texts)
