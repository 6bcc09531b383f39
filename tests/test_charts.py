"""Charts, by their artists: bars, labels, colours, words, and that nothing is cut off."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, pairwise
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

from analysis import (
    ArgumentError,
    Library,
    add_routine,
    compare_routines,
    load_library,
    plot_comparison,
    plot_weekly_volume,
    weekly_volume,
)
from analysis.charts.base import BAND_COLOR, COLORS, HATCH, WEEK_COLOR, routine_colors

Write = Callable[..., Path]
WEEK = {"runners_world": 1, "run_forever": 3}
RANGED = ["A,activation,,Monster walk,2-4 x 10,,", "A,strength,,Hip thrust,3-5 x 8,,"]


def figure_of(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    assert figure is not None
    return figure


def words(ax: Axes) -> list[str]:
    return [text.get_text() for text in figure_of(ax).findobj(Text) if isinstance(text, Text) and text.get_text()]


def bar_widths(ax: Axes, *, hatched: bool, color: str) -> list[float]:
    bars = [
        bar for bar in ax.patches if bool(bar.get_hatch()) == hatched and to_hex(bar.get_edgecolor()).upper() == color
    ]
    return [bar.get_width() for bar in bars]


def test_comparison_bars_are_the_figures(library: Library) -> None:
    table = compare_routines(library)
    ax = plot_comparison(table)
    shown = table[table.groupby("muscle_group")["sets_max"].transform("max") > 0]
    for routine, color in COLORS.items():
        own = shown[shown["routine_id"] == routine]
        assert bar_widths(ax, hatched=False, color=color) == own["strength_sets_min"].tolist()
        assert bar_widths(ax, hatched=True, color=color) == own["activation_sets_min"].tolist()
    rows = [label.get_text() for label in ax.get_yticklabels()]
    assert rows == list(dict.fromkeys(shown["label"]))
    assert "Ankle" not in rows


def test_zeros_and_ranges_are_written_and_drawn(library: Library, sheet: Write) -> None:
    more = add_routine(library, sheet(*RANGED))
    ax = plot_comparison(compare_routines(more, ["mine", "runners_world"]))
    assert "0" in words(ax)
    assert "4–7" in words(ax)  # 2-4 sets at half a set each, and 3-5
    lines = [segment for lines in ax.collections for segment in lines.get_segments()]
    assert [sorted(point[0] for point in line) for line in lines if line[0][1] == line[1][1] and line[0][0] == 4] == [
        [4.0, 7.0]
    ]


def test_titles_are_computed(library: Library) -> None:
    title = figure_of(plot_comparison(compare_routines(library, ["fit_and_well", "run_forever"]))).get_suptitle()
    assert " ".join(title.split()).startswith(
        "Run forever gives most sets to 6 of 11 muscle groups (2 level), but fewer to adductors, calves and trunk side"
    )
    title = figure_of(plot_weekly_volume(weekly_volume(library, {"fit_and_well": 2}))).get_suptitle()
    assert " ".join(title.split()) == "Activation sets go most to hip abductors (16)"


def test_the_caption_says_what_is_counted(library: Library) -> None:
    caption = figure_of(plot_comparison(compare_routines(library, counting="direct"))).get_supxlabel()
    assert "1 for a primary muscle and 0 for a secondary one" in " ".join(caption.split())
    caption = figure_of(plot_weekly_volume(weekly_volume(library, WEEK, goal="strength"))).get_supxlabel()
    assert "Pelland et al. 2025, quoted by others" in " ".join(caption.split())
    assert "Runner's World once and Run forever three times" in " ".join(caption.split())


def test_weekly_bars_bands_and_status(library: Library) -> None:
    frame = weekly_volume(library, WEEK, goal="strength")
    ax = plot_weekly_volume(frame)
    status = frame.loc[frame["phase"] == "strength", "status"].dropna().tolist()
    written = words(ax)
    assert [word for word in written if word in ("above", "in", "below", "depends")] == status
    bands = [bar for bar in ax.patches if bar.get_width() == 3 and bar.get_x() == 1]
    assert len(bands) == len(status) == 15
    rows = [label.get_text() for label in ax.get_yticklabels()]
    shown = frame[frame["label"].isin(rows)]
    for hatched, phase in ((True, "activation"), (False, "strength")):
        widths = bar_widths(ax, hatched=hatched, color=WEEK_COLOR.upper())
        assert widths == shown.loc[shown["phase"] == phase, "sets_min"].tolist()
    legend = {
        text.get_text(): key for text, key in zip(ax.get_legend().texts, ax.get_legend().legend_handles, strict=True)
    }
    assert list(legend) == ["strength", "activation", "band 1–4", "strength on it"]
    assert not legend["strength"].get_hatch()
    assert legend["activation"].get_hatch() == HATCH


def test_the_mark_on_a_band_is_the_strength_sets(library: Library) -> None:
    frame = weekly_volume(library, WEEK, bands={"hip_abductors": (2, 4)})
    marks = [line.get_xdata().tolist() for line in plot_weekly_volume(frame).lines if line.get_marker() == "|"]
    assert marks == [[1.5, 1.5]]


def test_a_week_with_ranges_has_whiskers(library: Library, sheet: Write) -> None:
    more = add_routine(library, sheet(*RANGED))
    ax = plot_weekly_volume(weekly_volume(more, {"mine": 1}))
    ends = {tuple(sorted(point[0] for point in line)) for lines in ax.collections for line in lines.get_segments()}
    assert (4.0, 7.0) in ends


def test_phases_that_are_left_out_are_not_drawn(library: Library) -> None:
    ax = plot_weekly_volume(weekly_volume(library, WEEK, phases=["strength"], goal="strength"))
    assert "activation" not in " ".join(words(ax)).lower().replace("activation and strength", "")
    caption = figure_of(plot_comparison(compare_routines(library, phases=["strength"]))).get_supxlabel()
    assert caption.startswith("Counted sets of strength.")


def test_an_open_band_reaches_the_end(library: Library) -> None:
    ax = plot_weekly_volume(weekly_volume(library, WEEK, bands={"glute_max": (4, None)}))
    (band,) = [bar for bar in ax.patches if bar.get_x() == 4 and to_hex(bar.get_facecolor()) == BAND_COLOR.lower()]
    assert band.get_x() + band.get_width() == pytest.approx(ax.get_xlim()[1])


def test_added_routines_have_colours_of_their_own() -> None:
    colors = routine_colors(["run_forever", "a", "b", "c"])
    assert len(set(colors.values())) == 4


def test_an_open_band_and_bands_of_your_own(library: Library) -> None:
    ax = plot_weekly_volume(weekly_volume(library, WEEK, bands={"glute_max": (4, None), "quads": (1, 9)}))
    assert words(ax).count("in") == 2
    assert "band for strength sets" in words(ax)


def test_axes_that_are_given_are_used_and_the_state_of_pyplot_stays(library: Library) -> None:
    before = dict(mpl.rcParams)
    figure = Figure(figsize=(6, 7), layout="constrained")
    ax = figure.subplots()
    assert plot_comparison(compare_routines(library), ax=ax) is ax
    assert plt.get_fignums() == []
    assert dict(mpl.rcParams) == before


def routine_of(sheet: Write, count: int, name: str) -> Path:
    exercises = load_library().exercises["name"].tolist()
    return sheet(*[f"A,strength,,{exercises[place % len(exercises)]},2-3 x 8,," for place in range(count)], name=name)


@pytest.mark.parametrize("case", ["three", "one", "added", "forty exercises", "long name", "six", "muscles"])
def test_nothing_is_cut_off_and_rows_do_not_overlap(library: Library, sheet: Write, case: str) -> None:
    routines, by = None, "group"
    if case == "one":
        routines = ["run_forever"]
    elif case == "muscles":
        by = "muscle"
    elif case == "forty exercises":
        library = add_routine(library, routine_of(sheet, 40, "forty.csv"))
    elif case == "long name":
        library = add_routine(library, routine_of(sheet, 5, "A rather long name that a coach gave to the routine.csv"))
        routines = [library.routines["routine_id"].iloc[-1], "run_forever"]
    elif case in ("added", "six"):
        for number in range(1 if case == "added" else 3):
            library = add_routine(library, routine_of(sheet, 5, f"mine {number}.csv"))
    week = dict.fromkeys(routines or library.routines["routine_id"], 1)
    for ax in (
        plot_comparison(compare_routines(library, routines, by=by)),
        plot_weekly_volume(weekly_volume(library, week, by=by, goal="size")),
    ):
        figure = figure_of(ax)
        figure.draw_without_rendering()
        width, height = figure.canvas.get_width_height()
        for text in figure.findobj(Text):
            if not isinstance(text, Text) or not text.get_text() or not text.get_visible():
                continue
            if text in ax.get_xticklabels() and text.get_position()[0] > ax.get_xlim()[1]:
                continue  # a tick beyond the end of the axis is not drawn
            box = text.get_window_extent()
            assert box.x0 >= 0, text
            assert box.y0 >= 0, text
            assert box.x1 <= width, text
            assert box.y1 <= height, text
        values = sorted((text.get_window_extent() for text in ax.texts), key=lambda box: -box.y0)
        for one, other in combinations(values, 2):
            across = min(one.x1, other.x1) - max(one.x0, other.x0)
            down = min(one.y1, other.y1) - max(one.y0, other.y0)
            assert across <= 0 or down <= 3, "two values stand on each other"
        boxes = [label.get_window_extent() for label in ax.get_yticklabels()]
        assert all(upper.y0 >= lower.y1 - 1 for upper, lower in pairwise(boxes))


def test_refuses_other_frames(library: Library) -> None:
    with pytest.raises(ArgumentError, match="draw what compare_routines returns"):
        plot_comparison(library.prescriptions)
    with pytest.raises(ArgumentError, match="draw what weekly_volume returns"):
        plot_weekly_volume(compare_routines(library))
    with pytest.raises(ArgumentError, match="no rows"):
        plot_comparison(compare_routines(library).iloc[:0])


def test_a_week_without_counted_sets_is_refused_clearly(library: Library, sheet: Write) -> None:
    more = add_routine(library, sheet("A,,,Hip CARs,10,,"))
    with pytest.raises(ArgumentError, match="no counted set"):
        plot_weekly_volume(weekly_volume(more, {"mine": 1}))
