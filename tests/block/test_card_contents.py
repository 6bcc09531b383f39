"""Session cards: what stands on them, on paper and on a phone.

Also of charts/card_exercise.py.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from PIL import Image
from pypdf import PdfReader

from analysis import ArgumentError, Library, add_routine, plan_block, routine_volume
from analysis.block import session_cards, session_muscles
from analysis.charts import plot_session_card, session_card_pages
from analysis.charts.card_page import WARNING
from analysis.cli.blocks import EXAMPLE
from analysis.files import export_block_cards
from tests.shared import BASE, HALF, SKIP

Write = Callable[..., Path]


def cards_of(library: Library, **changed: Any) -> pd.DataFrame:
    spec = {key: value for key, value in {**HALF, **changed}.items() if value is not None}
    return session_cards(plan_block(library, spec))


def test_a_card_is_a_routine_as_a_phase_does_it(library: Library) -> None:
    cards = cards_of(library, **SKIP)
    heads = cards.drop_duplicates("card").set_index("card")
    assert heads["routine_id"].tolist() == [
        *("run_forever", "runners_world", "runners_world", "runners_world", "fit_and_well", "runners_world")
    ]
    # What stays as published is one card for all of its phases.
    assert heads.loc[[1, 5], ["block_phase", "weeks", "sessions"]].to_numpy().tolist() == [
        ["build + deload", "weeks 1-4", 8],
        ["peak + taper", "weeks 6-12", 7],
    ]
    assert heads.loc[2, ["weeks", "days"]].tolist() == ["weeks 1-3", "Wed, Fri"]
    assert heads["sessions"].sum() == len(plan_block(library, {**HALF, **SKIP}).sessions)


def test_every_session_is_on_a_card_with_its_minutes(library: Library) -> None:
    plan = plan_block(library, {**HALF, **SKIP})
    heads = session_cards(plan).drop_duplicates("card")
    own = plan.sessions[plan.sessions["routine_id"] == "runners_world"]
    ours = heads[heads["routine_id"] == "runners_world"]
    assert ours["minutes_min"].min() == own["minutes_min"].min()
    assert ours["minutes_max"].max() == own["minutes_max"].max()


def test_a_card_shows_what_its_session_works(library: Library) -> None:
    plan = plan_block(library, {**HALF, **SKIP})
    cards, muscles = session_cards(plan), session_muscles(plan)
    assert set(muscles["card"]) == set(cards["card"])
    # A routine as published works what its row of the comparison says.
    first = muscles[muscles["card"] == 1].set_index("muscle_id")
    published = routine_volume(library, by="muscle", routines=["run_forever"]).groupby("muscle_id")["sets_max"].sum()
    assert first["sets_max"].to_dict() == published[published > 0].to_dict()
    for size in ("a4", "phone"):
        for card in cards["card"].unique():
            pages = session_card_pages(cards, muscles=muscles, size=size, card=card)
            assert pages == session_card_pages(cards, size=size, card=card)
    ax = plot_session_card(cards, muscles=muscles)
    assert {"Most sets", "Glute med 10"} <= {text.get_text() for text in ax.texts}
    darkest = Counter(to_hex(patch.get_facecolor()) for patch in ax.patches)["#009e73"]
    assert darkest == 3  # the stripe of the routine, and glute med on both sides of the back


def test_a_card_to_print_fills_its_page(library: Library) -> None:
    cards = session_cards(plan_block(library, EXAMPLE))
    pages = [session_card_pages(cards, card=card) for card in cards["card"].unique()]
    assert sum(pages) <= len(pages) + 2, "nine exercises are a page"
    for card, count in enumerate(pages, 1):
        ends = [max(text.get_position()[1] for text in plot_session_card(cards, card=card, page=page).texts[:-4])
                for page in range(1, count)]  # fmt: skip
        assert all(end > 9 for end in ends), "a page that is not the last is full"


def test_doses_are_in_words_with_the_weeks_where_they_differ(library: Library) -> None:
    rows = cards_of(library).set_index(["card", "exercise_id"])
    assert rows.loc[(2, "hip_thrust"), "dose"] == "weeks 1-2: 3 sets of 8-10; week 3: 4 sets of 8-10"
    assert rows.loc[(2, "hip_thrust"), "load"] == "weeks 1-2: 20 kg; week 3: 22 kg"
    assert rows.loc[(2, "hip_thrust"), "effort"] == "3 repetitions in reserve"
    assert rows.loc[(3, "bear_plank_row"), "dose"] == "Wed 2 sets of 10 each side, Fri 1 set of 10 each side"
    assert rows.loc[(1, "wall_abs"), "dose"] == "2 sets of 10 each side"
    wide = {"name": "on", "mon": "runners_world", "override": {"hip_thrust": {"reps": [10, 29]}}, "reps_step": 1}
    long = cards_of(library, phase=[{**wide, "weeks": 20}], race=None)
    dose = long.set_index("exercise_id").loc["hip_thrust", "dose"]
    assert dose == "weeks 1-19: 3 sets of 10-29, 1 more each week, to 3 sets of 28-29; week 20: 3 sets of 29"
    waves = {**wide, "weeks": 4, "volume": [1, 0.6, 1, 0.6]}
    dose = cards_of(library, phase=[waves], race=None).set_index("exercise_id").loc["hip_thrust", "dose"]
    weeks = ["3 sets of 10-29", "2 sets of 11-29", "3 sets of 12-29", "2 sets of 13-29"]
    assert dose == "; ".join(f"week {week}: {sets}" for week, sets in enumerate(weeks, 1))


def test_moved_and_skipped_sessions_are_told_as_they_are_done(library: Library) -> None:
    first = {"name": "a", "weeks": 2, "volume": [1, 0.28], "mon": "runners_world", "fri": "runners_world"}
    move = [{"from": "2027-01-15", "to": "2027-01-20"}]
    spec = {"name": "B", "start": "2027-01-04", "phase": [first, {"name": "b", "weeks": 1}], "move": move}
    rows = session_cards(plan_block(library, spec)).query("position == 12").set_index("block_phase")
    assert rows.loc["b", "dose"] == "Mon+Fri 3 sets of 10, Wed none"
    assert rows.loc["a", "dose"] == "week 1: 3 sets of 10; week 2: 1 set of 10"
    skipped = plan_block(library, {**spec, "move": [], "skip": [{"from": "2027-01-15"}]})
    assert "none" not in session_cards(skipped).query("position == 12 and block_phase == 'a'")["dose"].item()


def test_one_round_that_becomes_more_is_a_superset(library: Library, sheet: Write) -> None:
    rows = ["Main,strength,1,Hip thrust,8,,", "Main,strength,1,Bear plank row,8 per side,,"]
    mine = add_routine(library, sheet(*rows))
    phase = {"name": "a", "weeks": 1, "mon": "mine"}
    spec = {"name": "B", "start": "2027-01-04", "phase": [phase]}
    assert set(session_cards(plan_block(mine, spec))["done_as"]) == {""}
    more = {**spec, "phase": [{**phase, "volume": 2}]}
    assert set(session_cards(plan_block(mine, more))["done_as"]) == {"superset"}


def test_what_whole_units_leave_out_is_said(library: Library) -> None:
    phase = {"name": "low", "weeks": 2, "volume": [0.2, 1], "mon": "runners_world"}
    rows = cards_of(library, phase=[phase], race=None).set_index("exercise_id")
    left = rows[rows["dose"].str.contains("none")]
    assert set(left["phase"]) == {"strength"}
    assert left["dose"].iloc[0] == "week 1: none; week 2: 3 sets of 10 each side"
    never = {**phase, "weeks": 1, "volume": 0.2}
    gone = set(rows.index) - set(cards_of(library, phase=[never], race=None)["exercise_id"])
    assert gone == set(left.index)  # what is never done is not on the card


def test_cues_equipment_and_what_to_take_care_of(library: Library) -> None:
    rows = cards_of(library).set_index(["card", "exercise_id"])
    plank = rows.loc[(5, "side_plank_knee_drive")]
    assert plank["caution"] == (
        "Pause with the knee drawn up, then lower the foot slowly. The bottom hip and the trunk carry, not the "
        "shoulder. Easier: set the hips down for a moment in mid-set."
    )
    assert rows.loc[(2, "hip_thrust"), "equipment"] == "Bench or couch, Dumbbells (optional)"
    assert (rows["cue"] != "").all()
    assert rows.loc[(2, "hip_thrust"), "done_as"] == "superset"
    assert rows.loc[(2, "banded_squat"), "done_as"] == "circuit"
    assert set(rows.loc[1, "done_as"]) == {""}
    said = {(one.routine_id, one.position) for one in library.cautions.itertuples()}
    assert said <= {(one.routine_id, one.position) for one in rows[rows["caution"] != ""].itertuples()}


@pytest.mark.slow
def test_pages_and_pictures(library: Library, tmp_path: Path) -> None:
    plan = plan_block(library, BASE)
    cards = session_cards(plan)
    pdf, *pictures = export_block_cards(plan, tmp_path)
    reader = PdfReader(pdf)
    assert cards["card"].nunique() == 3
    pages = iter(reader.pages)
    for number in (1, 2, 3):
        own = cards[cards["card"] == number]
        of_card = list(itertools.islice(pages, session_card_pages(cards, card=number)))
        said = " ".join(" ".join(page.extract_text().split()) for page in of_card)
        places = [said.index(name.replace("’", "'")) for name in own["exercise"]]
        assert places == sorted(places)  # in order
        assert "Superset: one set of each in turn" in said
        assert said.count("Keep the rests of the supersets short, but rest when you are out of breath.") == 1
        assert said.count(WARNING) == len(of_card)
        assert "bench or couch" in said
        assert ("easy" in said) == (number == 2)
        if number == 2:
            assert "20–27 min" in said or "21–27 min" in said
    assert not list(pages)
    assert {(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in reader.pages} == {
        (595, 842)
    }
    for path in pictures:
        with Image.open(path) as picture:
            assert picture.width == 1080
            assert picture.height <= 2000


EVIL = "../../../../evil/\\..\\x:*?<>|\x7f".replace("\x7f", "") + " 🏋️ 東京"


@pytest.mark.slow
def test_names_never_lead_out_of_the_folder(library: Library, sheet: Write, tmp_path: Path) -> None:
    out = tmp_path / "a" / "b" / "out"
    names = [EVIL, "東京", "..", "/etc/passwd", "con", "x" * 300]
    phases = [
        {"name": name, "weeks": 1, "mon": "run_forever", "override": {"wall_abs": {"load": name[:20]}}}
        for name in names
    ]
    files = export_block_cards(plan_block(library, {"name": EVIL, "start": "2027-01-04", "phase": phases}), out)
    assert sorted(path for path in tmp_path.rglob("*.*") if path.is_file()) == sorted(files)
    for path in files[1:]:
        assert path.parent == out / "cards"
        assert path.stem.replace("-", "_").replace("_", "").isalnum()
        assert path.name.isascii()
        assert len(path.name) < 100
    assert [path.name for path in files[1:4]] == [
        "01-run_forever-evil_x.png",
        "02-run_forever.png",
        "03-run_forever.png",
    ]


@pytest.mark.parametrize("size", ["a4", "phone"])
@pytest.mark.parametrize("rows", [1, 22, pytest.param(60, marks=pytest.mark.slow)])
def test_every_exercise_is_on_one_page_of_its_card(library: Library, sheet: Write, rows: int, size: str) -> None:
    exercises = [name for name in library.exercises["name"] if "(" not in name]
    lines = [
        f"A rather long name of a section,strength,,{exercises[place % len(exercises)]},2-4 x 8-12 per side,,"
        "hold on tightly and breathe"
        for place in range(rows)
    ]
    mine = add_routine(library, sheet(*lines, name="A rather long name that a coach gave to it.csv"))
    effort = ["an effort in many words that goes on and on", "another one", ""]
    phase = {"name": "a phase with quite a long name", "weeks": 3, "volume": [0.7, 1, 1.2], "effort": effort}
    phase["mon"] = mine.routines["routine_id"].iloc[-1]
    plan = plan_block(mine, {"name": "A rather long name of a block " * 2, "start": "2027-01-04", "phase": [phase]})
    cards = session_cards(plan)
    pages = [
        plot_session_card(cards, size=size, page=page) for page in range(1, session_card_pages(cards, size=size) + 1)
    ]
    bold = [text for ax in pages for text in ax.texts if text.get_fontsize() == 12 and text.get_fontweight() == "bold"]
    numbers = [text.get_text() for text in bold if text.get_text().isdigit()]
    assert numbers == [str(number) for number in range(1, rows + 1)]
    for ax in pages:
        plt.close(ax.get_figure(root=True))


def test_what_is_no_card_is_refused(library: Library) -> None:
    cards = cards_of(library)
    with pytest.raises(ArgumentError, match="from 1 to 6"):
        plot_session_card(cards, card=9)
    with pytest.raises(ArgumentError, match="from 1 to 2"):
        plot_session_card(cards, card=2, page=9)
    with pytest.raises(ArgumentError, match="session_cards"):
        plot_session_card(cards.drop(columns="dose"))
    with pytest.raises(ArgumentError, match="phone"):
        plot_session_card(cards, size="A5")
    skip = [{"from": "2027-01-04"}]
    phase = {"name": "base", "weeks": 1, "mon": "run_forever"}
    none = plan_block(library, {"name": "x", "start": "2027-01-04", "skip": skip, "phase": [phase]})
    assert session_cards(none).empty
    with pytest.raises(ArgumentError, match="no session"):
        export_block_cards(none, "nowhere")
