"""Charts, by their artists: bars, labels, colours, words, and that nothing is cut off.

Also of charts/bars.py, charts/block_calendar.py, charts/block_grid.py, charts/block_labels.py, charts/block_weeks.py,
charts/card_page.py, charts/coverage_list.py, charts/difference_ledger.py, charts/done_work.py,
charts/muscle_matrix.py, charts/painted_table.py, charts/progress_lines.py, charts/routine_bars.py,
charts/session_timeline.py, charts/weekly_bars.py.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

from analysis import (
    ArgumentError,
    Library,
    add_routine,
    charts,
    check_block,
    compare_routines,
    coverage,
    explain_difference,
    load_library,
    plan_block,
    plot_comparison,
    plot_difference,
    plot_routine_panels,
    plot_weekly_volume,
    sensitivity,
    session_minutes,
    weekly_volume,
)
from analysis.base.colors import BAND, COLORS, WEEK_COLOR, routine_colors
from analysis.block import session_cards
from analysis.charts import plot_coverage, plot_equipment, plot_matrix, plot_timeline
from analysis.charts.tints import light
from analysis.compare import comparison_words, equipment_use, exercise_matrix

Write = Callable[..., Path]


WEEK = {"runners_world": 1, "run_forever": 3}


RANGED = ["A,activation,,Monster walk,2-4 x 10,,", "A,strength,,Hip thrust,3-5 x 8,,"]


def figure_of(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    assert figure is not None
    return figure


def said(ax: Axes) -> str:
    return " ".join(" ".join(words(ax)).split())


def words(ax: Axes) -> list[str]:
    return [text.get_text() for text in figure_of(ax).findobj(Text) if isinstance(text, Text) and text.get_text()]


def bar_widths(ax: Axes, *, pale: bool, color: str) -> list[float]:
    fill = to_hex(light(color) if pale else color)
    own = [bar for bar in ax.patches if to_hex(bar.get_edgecolor()).upper() == color.upper()]
    return [bar.get_width() for bar in own if to_hex(bar.get_facecolor()) == fill]


def test_comparison_bars_are_the_figures(library: Library) -> None:
    table = compare_routines(library)
    ax = plot_comparison(table)
    shown = table[table.groupby("muscle_group")["sets_max"].transform("max") > 0]
    for routine, color in COLORS.items():
        own = shown[shown["routine_id"] == routine]
        assert bar_widths(ax, pale=False, color=color) == own["strength_sets_min"].tolist()
        assert bar_widths(ax, pale=True, color=color) == own["light_sets_min"].tolist()
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
        "Run forever has the most sets for 5 of 10 muscle groups (tied on 1), but fewer for adductors, calves"
    )
    title = figure_of(plot_weekly_volume(weekly_volume(library, {"fit_and_well": 2}))).get_suptitle()
    assert " ".join(title.split()) == "Most light sets for hip abductors (16)"
    frame = weekly_volume(library, WEEK, goal="size")
    below = list(dict.fromkeys(frame.loc[frame["status"] == "below", "label"]))
    title = " ".join(figure_of(plot_weekly_volume(frame)).get_suptitle().split())
    assert title == f"Below the band: hip abductors, hip rotators, adductors and {len(below) - 3} more"
    title = figure_of(plot_coverage(coverage(library, WEEK))).get_suptitle()
    assert " ".join(title.split()).endswith("hip hinge, hamstrings (knee bending) and 7 more")


def test_what_is_counted_otherwise_than_usual_is_said(library: Library) -> None:
    assert "Sets per session; full colour: strength, pale: light work" in said(
        plot_comparison(compare_routines(library))
    )
    direct = compare_routines(library, counting="direct", phases=["strength"])
    assert "Sets per session, of primary muscles only, strength phase only" in said(plot_comparison(direct))
    words_of = said(plot_weekly_volume(weekly_volume(library, WEEK, goal="size")))
    assert "Grey: band for size, 4 or more, aim 10, Pelland et al. 2025, quoted by others." in words_of
    assert "Sets a week, Runner's World once and Run forever three times;" in words_of


def test_weekly_bars_bands_and_status(library: Library) -> None:
    frame = weekly_volume(library, WEEK, goal="size")
    ax = plot_weekly_volume(frame)
    status = frame.loc[frame["kind"] == "strength", "status"].dropna().tolist()
    # A word stands only where it says something.
    assert [word for word in words(ax) if word in ("above", "in", "below", "depends")] == [
        word for word in status if word != "in"
    ]
    end = ax.get_xlim()[1]  # there is no ceiling: the block goes on to the edge
    blocks = [bar for bar in ax.patches if to_hex(bar.get_facecolor()) == BAND]
    assert all(bar.get_x() == 4 and bar.get_x() + bar.get_width() == pytest.approx(end) for bar in blocks)
    assert len(blocks) == len(status) > 10
    rows = [label.get_text() for label in ax.get_yticklabels()]
    shown = frame[frame["label"].isin(rows)]
    for pale, kind in ((True, "light"), (False, "strength")):
        widths = bar_widths(ax, pale=pale, color=WEEK_COLOR)
        added = shown[shown["kind"] == kind].groupby("label", sort=False)["sets_min"].sum()
        assert [width for width in widths if width] == [size for size in added if size]


def test_light_work_that_counts_is_held_against_the_band(library: Library) -> None:
    frame = weekly_volume(library, WEEK, bands={"hip_abductors": (2, 4)})
    strength, both = (
        plot_weekly_volume(weekly_volume(library, WEEK, bands={"hip_abductors": (2, 40)}, **how))
        for how in ({}, {"count": ["strength", "light"]})
    )
    sets = frame[frame["label"] == "Hip abductors"].groupby("kind")["sets_min"].sum()
    assert "below" in words(strength)
    assert "below" not in words(both)
    # What counts stands in one bar, and its figure is the sum.
    assert f"{sets['strength'] + sets['light']:g}" in words(both)


def test_a_week_with_ranges_has_whiskers(library: Library, sheet: Write) -> None:
    more = add_routine(library, sheet(*RANGED))
    ax = plot_weekly_volume(weekly_volume(more, {"mine": 1}))
    ends = {tuple(sorted(point[0] for point in line)) for lines in ax.collections for line in lines.get_segments()}
    assert (3.0, 5.0) in ends  # of strength; light work has a bar of its own


def test_phases_that_are_left_out_are_not_drawn(library: Library) -> None:
    ax = plot_weekly_volume(weekly_volume(library, WEEK, phases=["strength"], goal="strength"))
    assert "16" not in words(ax)  # light work of the warm-up


def test_a_goal_without_bands_draws_the_same_bars(library: Library) -> None:
    axes = [plot_weekly_volume(weekly_volume(library, WEEK, goal=goal)) for goal in ("running", None)]
    with_goal, without = ([patch.get_bbox().bounds for patch in ax.patches] for ax in axes)
    assert with_goal == without


def test_an_open_band_reaches_the_end(library: Library) -> None:
    ax = plot_weekly_volume(weekly_volume(library, WEEK, bands={"glute_max": (4, None)}))
    (band,) = [bar for bar in ax.patches if bar.get_x() == 4 and to_hex(bar.get_facecolor()) == BAND]
    assert band.get_x() + band.get_width() == pytest.approx(ax.get_xlim()[1])


def test_added_routines_have_colours_of_their_own() -> None:
    colors = routine_colors(["run_forever", "a", "b", "c"])
    assert len(set(colors.values())) == 4


def test_bands_of_your_own(library: Library) -> None:
    ax = plot_weekly_volume(weekly_volume(library, WEEK, bands={"glute_max": (4, None), "quads": (1, 9)}))
    assert "band for strength sets" in said(ax)
    assert not {"above", "below"} & set(words(ax))
    assert figure_of(ax).get_suptitle() == "All of it is in the band"


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


def test_a_ledger_adds_up_to_the_totals_over_it(library: Library) -> None:
    rows = explain_difference(library, "runners_world", "run_forever")
    ax = plot_difference(rows)
    texts = words(ax)
    glutes = rows[rows["label"] == "Glute max"]
    totals = glutes.groupby("routine_id", sort=False)["sets_min"].sum().abs()
    head = texts.index("Glute max")
    assert [float(text) for text in texts[head + 1 : head + 3]] == totals.tolist() == [13.0, 6.0]
    widths: dict[str, float] = {}
    for bar in ax.patches[: len(glutes)]:
        side = to_hex(bar.get_edgecolor()).upper()
        widths[side] = widths.get(side, 0.0) + bar.get_width()
    assert widths[COLORS["runners_world"]] / widths[COLORS["run_forever"]] == pytest.approx(13 / 6)
    assert "Hip abductors" in texts  # the largest difference the other way is always drawn
    assert texts.count("Standing fire hydrant") == 2  # once under each label, though both routines have it
    assert "Runner's World gives glute max 7 sets more than Run forever" in said(ax)
    assert len(words(plot_difference(rows, most=1))) < len(texts)


def test_the_mark_for_an_order_that_turns(library: Library) -> None:
    order = sensitivity(library)
    for ax in (
        plot_comparison(compare_routines(library), sensitivity=order),
        plot_routine_panels(compare_routines(library), sensitivity=order),
    ):
        rows = [label.get_text() for label in ax.get_yticklabels()]
        assert "Hip abductors †" in rows
        assert "Quads" in rows
        assert "†: the order turns with the counting." in " ".join(figure_of(ax).get_supxlabel().split())


def test_sensitivity_of_other_routines_is_refused(library: Library) -> None:
    two = compare_routines(library, ["runners_world", "run_forever"])
    for drawn in (two, compare_routines(library, by="muscle")):
        with pytest.raises(ArgumentError, match="sensitivity is of other routines"):
            plot_comparison(drawn, sensitivity=sensitivity(library))


def test_rows_in_any_order_are_drawn_under_their_label(library: Library) -> None:
    table = compare_routines(library)
    mixed = table.sort_values(["sets_max", "label"], ascending=False)
    ax = plot_comparison(mixed)
    rows = [label.get_text() for label in ax.get_yticklabels()]
    longest = dict.fromkeys(rows, 0.0)
    for bar in ax.patches:
        row = rows[round(bar.get_y() + bar.get_height() / 2)]
        longest[row] = max(longest[row], bar.get_x() + bar.get_width())
    assert longest == table.groupby("label")["sets_max"].max()[rows].to_dict()


def test_minutes_beside_some_phases_say_so(library: Library) -> None:
    table = compare_routines(library, phases=["strength"])
    assert "all phases" in str(plot_comparison(table).get_legend().get_texts()[0].get_text()).replace("\n", " ")
    assert any("all phases" in text.replace("\n", " ") for text in words(plot_routine_panels(table)))


DRAWN = {
    "comparison": lambda library, ax: plot_comparison(compare_routines(library), ax=ax),
    "panels": lambda library, ax: plot_routine_panels(compare_routines(library), ax=ax),
    "difference": lambda library, ax: plot_difference(
        explain_difference(library, "runners_world", "run_forever"), ax=ax
    ),
    "weekly": lambda library, ax: plot_weekly_volume(weekly_volume(library, WEEK, goal="size"), ax=ax),
    "timeline": lambda library, ax: plot_timeline(session_minutes(library, by="section"), ax=ax),
    "equipment": lambda library, ax: plot_equipment(equipment_use(library), ax=ax),
    "coverage": lambda library, ax: plot_coverage(coverage(library, WEEK), ax=ax),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", DRAWN)
def test_axes_that_are_given_hold_the_chart_with_title_and_legend_apart(library: Library, name: str) -> None:
    figure, (_, ax) = plt.subplots(1, 2, figsize=(18, 9))
    assert DRAWN[name](library, ax) is ax
    figure.canvas.draw()
    inside = ax.get_window_extent()
    title = ax._left_title.get_window_extent()
    assert ax.get_title("left")
    assert title.y0 >= inside.y1
    legend = ax.get_legend()
    if legend is not None:
        box = legend.get_window_extent()
        assert box.y0 >= inside.y1 - 1 or box.y1 <= inside.y0 + 1, "the legend stands on the bars"
        assert box.y1 <= title.y0 + 1 or box.y1 <= inside.y0 + 1, "the legend stands on the title"
    assert len(figure.axes) == 2


def test_more_routines_than_a_page_holds_stand_on_the_next(library: Library, sheet: Write) -> None:
    for number in range(3):
        library = add_routine(library, routine_of(sheet, 5, f"mine {number}.csv"))
    table = compare_routines(library)
    heads = [[text for text in words(plot_routine_panels(table, page=page)) if " sets\n" in text] for page in (1, 2)]
    assert [len(page) for page in heads] == [3, 3]
    assert "3 more routines not drawn." in said(plot_routine_panels(table))
    with pytest.raises(ArgumentError, match="from 1 to 2"):
        plot_routine_panels(table, page=3)


def test_panels_have_nine_rows_zeros_and_minutes(library: Library) -> None:
    ax = plot_routine_panels(compare_routines(library))
    assert len(ax.get_yticklabels()) == 9
    written = words(ax)
    assert "24 sets\n26–34 min" in written
    assert written.count("0") >= 5


def test_the_matrix_shows_role_basis_and_doubt(library: Library) -> None:
    frame = exercise_matrix(library)
    ax = plot_matrix(frame)
    rows = [" ".join(label.get_text().split()) for label in ax.get_yticklabels()]
    assert "Wall Abs ?" in rows
    assert "Slow Eccentric Heel Taps ?" in rows
    assert sum(row.endswith(" ?") for row in rows) == 2
    (dots,) = ax.collections
    assert len(dots.get_offsets()) == (frame["role"] != "stretched").sum()
    white = sum(to_hex(color) == "#ffffff" for color in dots.get_facecolor())
    assert white == ((frame["role"] != "stretched") & (frame["basis"] == "inferred")).sum()
    grey = sum(to_hex(color) == "#8b959e" for color in dots.get_edgecolor())
    assert grey == ((frame["role"] != "stretched") & (frame["phase"].isin(["mobility", "cooldown"]))).sum()


def test_the_time_line_adds_up_to_the_session(library: Library) -> None:
    ax = plot_timeline(session_minutes(library, by="section"))
    total = session_minutes(library)["minutes_max"].sum()
    assert sum(bar.get_width() for bar in ax.patches) == pytest.approx(total)
    sections = "1 Warmup (4), 2 Glute Activation (8), 3 Strength Set A (4–6), 4 Strength Set B (5–8)"
    assert sections in said(ax)


def test_equipment_counts_exercises(library: Library) -> None:
    use = equipment_use(library)
    ax = plot_equipment(use)
    counts = [int(text.get_text()) for text in ax.texts if text.get_text().isdigit()]
    assert sum(counts) == use["exercises"].sum()
    needs = bar_widths(ax, pale=False, color=COLORS["runners_world"])
    assert sum(needs) == use.loc[use["routine_id"] == "runners_world", "required"].sum()
    assert said(ax).count("needs 1 item") == 1


def test_the_checklist_shows_gaps_as_empty_squares(library: Library) -> None:
    ax = plot_coverage(coverage(library, WEEK))
    empty = [one for one in ax.collections if to_hex(one.get_facecolor()[0]) == "#ffffff"]
    assert len(empty) == 11
    bold = [text.get_text() for text in ax.texts if text.get_fontweight() == "bold"]
    assert len(bold) == 11
    assert bold == [text.get_text() for text in ax.texts][:11]  # what is missing stands first


def test_refuses_other_frames(library: Library) -> None:
    with pytest.raises(ArgumentError, match="draw what compare_routines returns"):
        plot_comparison(library.prescriptions)
    with pytest.raises(ArgumentError, match="draw what weekly_volume returns"):
        plot_weekly_volume(compare_routines(library))
    several = pd.concat([weekly_volume(library, {"run_forever": count}) for count in (1, 2)])
    with pytest.raises(ArgumentError, match="several weeks"):
        plot_weekly_volume(several)
    with pytest.raises(ArgumentError, match="give what compare_routines returns"):
        comparison_words(weekly_volume(library, WEEK))
    with pytest.raises(ArgumentError, match="no rows"):
        plot_comparison(compare_routines(library).iloc[:0])


def test_a_week_without_counted_sets_is_refused_clearly(library: Library, sheet: Write) -> None:
    more = add_routine(library, sheet("A,,,Hip CARs,10,,"))
    with pytest.raises(ArgumentError, match="no counted set"):
        plot_weekly_volume(weekly_volume(more, {"mine": 1}))


@pytest.mark.parametrize("name", [name for name in charts.__all__ if name.startswith("plot_")])
def test_every_chart_takes_axes_last_and_gives_axes(name: str) -> None:
    signature = inspect.signature(getattr(charts, name))
    last = list(signature.parameters.values())[-1]
    assert (last.name, last.kind, last.default) == ("ax", inspect.Parameter.KEYWORD_ONLY, None)
    assert signature.return_annotation == "Axes"


def test_pages_are_drawn_into_axes_that_are_given(library: Library) -> None:
    phase = {"name": "base", "weeks": 2, "mon": "runners_world"}
    plan = plan_block(library, {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    figure, (left, right) = plt.subplots(1, 2, figsize=(16, 11))
    assert charts.plot_session_card(session_cards(plan), ax=left) is left
    assert charts.plot_block_summary(plan, check_block(plan), ax=right) is right
    figure.canvas.draw()
    for ax in (left, right):
        inside = ax.get_window_extent()
        boxes = [text.get_window_extent() for text in ax.texts]
        assert all(box.x0 >= inside.x0 and box.y0 >= inside.y0 for box in boxes)
        assert all(box.x1 <= inside.x1 and box.y1 <= inside.y1 for box in boxes)
