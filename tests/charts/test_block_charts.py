"""Charts of a block, and session cards: the rules for every picture, with blocks that are long, wide and full of names.

Also of charts/block_calendar.py, charts/block_grid.py, charts/block_heatmap.py, charts/block_labels.py,
charts/block_summary.py, charts/block_weeks.py, charts/card_exercise.py, charts/card_page.py, charts/painted_table.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pytest
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from analysis import ArgumentError, BlockPlan, Library, add_routine, block, charts, check_block, plan_block
from analysis.block import session_cards
from analysis.charts.tints import READABLE, contrast
from tests.shared import BASE, HALF, SKIP

Write = Callable[..., Path]


EXAMPLE = Path(block.__file__).with_name("example.toml")


FOR_PHONES = ("grid", "weeks", "heatmap", "calendar", "phone card")


EVERY = (*FOR_PHONES, "summary", "card")


PLANS: dict[str, BlockPlan] = {}
"""Of each case, planned once."""


def plan_of(library: Library, sheet: Write, case: str) -> BlockPlan:
    if case not in PLANS:
        PLANS[case] = planned(library, sheet, case)
    return PLANS[case]


def planned(library: Library, sheet: Write, case: str) -> BlockPlan:
    if case == "half marathon":
        return plan_block(library, {**HALF, **SKIP})
    if case == "deload":
        return plan_block(library, {**BASE, "goal": "size"})
    names = [name for name in library.exercises["name"] if "(" not in name][:40]
    rows = [f"A,strength,,{name},1-16 x 8-12 per side,,hold on tightly and breathe" for name in names]
    rows += [f"B,strength,3,{name},10,," for name in names[:3]]
    mine = add_routine(library, sheet(*rows, name="A rather long name that a coach gave to the routine.csv"))
    own = mine.routines["routine_id"].iloc[-1]
    volume = [0.7, 1, 1.2, 0.5] * 5 + [1, 1, 1]
    words = "an effort in many words that goes on and on"
    last: dict[str, Any] = {"name": "and one more that is long", "weeks": 23, "volume": volume, "reps_step": 1}
    phases = [
        {"name": "a phase with quite a long name", "weeks": 1, "mon": own},
        {"name": "next", "weeks": 1, "volume": 0.6},
        {**last, "effort": words, "thu": own, "mon": ["run_forever", "runners_world"]},
    ]
    spec = {"name": "A rather long name of a block", "start": "2027-01-04", "race": "2027-06-27", "phase": phases}
    skip = [{"from": "2027-02-01", "to": "2027-02-16", "why": "a work trip to Copenhagen and a flu"}]
    return plan_block(mine, {**spec, "runs": {"mon": "hard", "thu": "long"}, "goal": "size", "skip": skip})


def pages_of(plan: BlockPlan, name: str) -> tuple[int, Callable[[int], Axes]]:
    """Return how many pages a chart has, and what draws one."""
    if name == "summary":
        found = check_block(plan)
        return charts.block_summary_pages(plan, found), lambda page: charts.plot_block_summary(plan, found, page=page)
    if name in FOR_PHONES[:-1]:
        draw = getattr(charts, f"plot_block_{name}")
        return getattr(charts, f"block_{name}_pages")(plan), lambda page: draw(plan, page=page)
    cards, size = session_cards(plan), "phone" if name == "phone card" else "a4"
    last = int(cards["card"].max())
    count = charts.session_card_pages(cards, size=size, card=last)
    return count, lambda page: charts.plot_session_card(cards, size=size, card=last, page=page)


def drawn(plan: BlockPlan, name: str) -> Iterator[Axes]:
    """Draw the first pages of a chart and its last."""
    count, draw = pages_of(plan, name)
    for page in dict.fromkeys((1, min(2, count), count)):
        ax = draw(page)
        yield ax
        plt.close(ax.get_figure(root=True))


def texts_of(ax: Axes) -> list[Text]:
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    found = [text for text in figure.findobj(Text) if isinstance(text, Text)]
    return [text for text in found if text.get_text().strip() and text.get_visible()]


CASES = ("half marathon", "deload", pytest.param("long and wide", marks=pytest.mark.slow))


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", EVERY)
def test_the_rules_for_every_picture(library: Library, sheet: Write, name: str, case: str) -> None:
    for ax in drawn(plan_of(library, sheet, case), name):
        figure = ax.get_figure(root=True)
        assert figure is not None
        texts = texts_of(ax)
        sizes = {text.get_fontsize() for text in texts}
        assert len(sizes) <= 3
        assert min(sizes) >= 10
        if name in FOR_PHONES:
            assert min(sizes) * 390 / (72 * figure.get_figwidth()) >= 10
            assert figure.get_figheight() < 12  # paged, a screen or so
        assert len(figure.get_supxlabel().split()) <= 20
        boxes = [text.get_window_extent() for text in texts]
        ends = [(box.x0, box.x1, box.y0, box.y1) for box in boxes]
        width, height = figure.get_size_inches() * figure.dpi
        for text, (left, right, low, high) in zip(texts, ends, strict=True):
            assert min(left, low, width - right, height - high) >= -1, text
        for one, other in combinations(ends, 2):
            assert min(shared(one, other)) <= 1.5, [texts[ends.index(end)] for end in (one, other)]
        check_letters(ax, texts, ends)


Ends = tuple[float, float, float, float]
"""Left, right, lower and upper end of a box in dots."""


def shared(one: Ends, other: Ends) -> tuple[float, float]:
    """Return how far two boxes lie on each other, across and down."""
    return min(one[1], other[1]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[2], other[2])


def check_letters(ax: Axes, texts: list[Text], ends: list[Ends]) -> None:
    """Hold letters against what they stand on: one colour, on which they can be read."""
    fills = [(patch.get_window_extent(), patch.get_facecolor()) for patch in ax.patches if isinstance(patch, Rectangle)]
    grounds = [((box.x0, box.x1, box.y0, box.y1), color) for box, color in fills]
    for text, box in zip(texts, ends, strict=True):
        ground: Any = "white"
        for fill, color in grounds:
            across, down = shared(box, fill)
            if across > 1 and down > 2:
                ground = color
                assert across >= box[1] - box[0] - 2, (text, "reaches out of its box")
        assert contrast(text.get_color(), ground) >= READABLE, text


@pytest.mark.slow
@pytest.mark.parametrize("name", ["grid", "weeks", "heatmap", "calendar"])
def test_given_axes_hold_what_fits_into_them(library: Library, name: str) -> None:
    plan = plan_block(library, {**HALF, **SKIP})
    figure, ax = plt.subplots()
    count = getattr(charts, f"block_{name}_pages")(plan, ax=ax)
    assert count >= getattr(charts, f"block_{name}_pages")(plan)
    assert getattr(charts, f"plot_block_{name}")(plan, page=count, ax=ax) is ax
    figure.draw_without_rendering()
    places = [text.get_window_extent() for text in ax.texts if text.get_text()]
    for one, other in combinations(places, 2):
        across, down = (min(one.x1, other.x1) - max(one.x0, other.x0), min(one.y1, other.y1) - max(one.y0, other.y0))
        assert across <= 1 or down <= 2
    plt.close(figure)


def test_pages_that_are_not_there_are_refused(library: Library) -> None:
    plan = plan_block(library, BASE)
    for name in FOR_PHONES[:-1]:
        with pytest.raises(ArgumentError, match="no such page"):
            getattr(charts, f"plot_block_{name}")(plan, page=99)


def words(ax: Axes) -> list[str]:
    return [text.get_text() for text in texts_of(ax)]


def test_jumps_and_lighter_weeks_are_told(library: Library) -> None:
    plan = plan_block(library, BASE)
    ax = charts.plot_block_weeks(plan)
    written = words(ax)
    assert {"lighter", "up", "33\N{NO-BREAK SPACE}%", "deload"} <= set(written)
    assert "week 5 jumps by over 30 %" in " ".join(" ".join(written).split())
    found = check_block(plan)
    assert found.loc[found["check"] == "ramp", "week"].tolist() == [plan.weeks[4]]
    assert "up" not in words(charts.plot_block_weeks(plan_block(library, {**HALF, **SKIP})))


def test_a_day_has_warm_up_run_and_strength_in_this_order(library: Library) -> None:
    phase = {"name": "base", "weeks": 1, "mon": ["runners_world", "run_forever"]}
    spec = {"name": "x", "start": "2027-01-04", "runs": {"mon": "easy"}, "phase": [phase]}
    ax = charts.plot_block_calendar(plan_block(library, spec))
    order = sorted((text.get_position()[1], text.get_text()) for text in ax.texts)
    assert [text for _, text in order if text in ("Run", "easy run", "Runner's")] == ["Run", "easy run", "Runner's"]


def test_names_that_no_day_has_room_for_stand_above(library: Library, sheet: Write) -> None:
    mine = add_routine(library, sheet("A,strength,,Hip thrust,3 x 8,,", name="Incomprehensibly named.csv"))
    phase = {"name": "base", "weeks": 1, "mon": mine.routines["routine_id"].iloc[-1], "tue": "run_forever"}
    written = words(
        charts.plot_block_calendar(plan_block(mine, {"name": "x", "start": "2027-01-04", "phase": [phase]}))
    )
    assert {"A Incomprehensibly named", "B Run forever", "A", "B"} <= set(written)


def test_a_card_can_be_trained_from(library: Library) -> None:
    cards = session_cards(plan_block(library, {**HALF, **SKIP}))
    assert cards.loc[15, "by_week"] == "1: 2 x 10 | 2: 3 x 10 | 3: 4 x 10"
    pages = range(1, charts.session_card_pages(cards, card=2) + 1)
    axes = [charts.plot_session_card(cards, card=2, page=page) for page in pages]
    written = [text for ax in axes for text in words(ax)]
    assert {"A1", "A2", "B1", "C2", "Superset: one set of each in turn", "2 × 30 s each side", "Load"} <= set(written)
    lunge = written.index("Reverse lunge to knee drive")
    dose = written[written.index("10 reps each side", lunge) :]
    assert dose[:10] == ["10 reps each side", "week", "sets", "1", "2", "2", "3", "3", "4", "Load"]
    assert "printed" not in " ".join(written)
    for ax in axes:
        plt.close(ax.get_figure(root=True))
    circles = sum(len(ax.patches) for ax in axes) - len(axes)
    assert circles == 3 + 6 + 8 + 8 + 6 + 2  # the most sets of every exercise


def test_the_summary_of_an_example_leaves_no_page_half_empty(library: Library) -> None:
    """The card grid begins below the findings where there is room, and each routine ends on the page it begins on."""
    plan = plan_block(library, EXAMPLE)
    found = check_block(plan)
    pages = [words(charts.plot_block_summary(plan, found, page=page)) for page in (1, 2, 3)]
    assert charts.block_summary_pages(plan, found) == 3
    assert [[name in page for name in ("Run forever", "Strength A", "Strength B")] for page in pages] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]


def test_a_card_of_nine_exercises_is_one_page_and_names_stand_above_their_own_bars(library: Library) -> None:
    """No exercise stands alone on a second page; a name that the edge pushes back rises above its neighbour's."""
    plan = plan_block(library, EXAMPLE)
    cards = session_cards(plan)
    assert {charts.session_card_pages(cards, card=card) for card in cards["card"].unique().tolist()} == {1}
    ax = charts.plot_block_weeks(plan)
    heights = {text.get_text(): text.get_position()[1] for text in ax.texts}
    assert heights["race week"] < heights["taper"] == heights["peak"]
