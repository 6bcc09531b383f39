"""Saved notebooks: run from top to bottom, clean, and with no number in the prose that is not that of an output."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

import analysis
from analysis import (
    Library,
    compare_routines,
    coverage,
    goal_lines,
    plan_block,
    session_minutes,
    weekly_summary,
)
from analysis.ask.tempo import SECONDS_PER_REP
from analysis.compare import equipment_use
from analysis.volume import prescription_volume
from tests.shared import WEEK

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"


NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


DRAWN = re.compile(r"= a\.(?:charts\.)?plot_")


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def output_text(cell: Any) -> str:
    parts = []
    for output in cell.get("outputs", []):
        parts += [
            output.get("text", ""),
            *(str(text) for kind, text in output.get("data", {}).items() if "image" not in kind),
        ]
    return " ".join(parts)


def test_there_are_notebooks() -> None:
    names = [
        "00_my_athlete",
        "01_the_three_routines",
        "02_compare_routines",
        "03_weekly_volume",
        "04_plan_a_block",
        "05_suggest_a_week",
    ]
    names.append("06_planned_versus_done")
    assert [path.stem for path in NOTEBOOKS] == names


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_cells_ran_once_from_top_to_bottom_without_error(path: Path) -> None:
    code = [cell for cell in read(path).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    kinds = {output.output_type for cell in code for output in cell.outputs}
    assert kinds <= {"stream", "execute_result", "display_data"}
    assert not [output for cell in code for output in cell.outputs if output.get("name") == "stderr"]
    assert all(cell.outputs for cell in code[2:])
    assert path.stat().st_size < 400_000


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_more_prose_than_code_and_no_function(path: Path) -> None:
    cells = read(path).cells
    prose = "".join(cell.source for cell in cells if cell.cell_type == "markdown")
    code = "".join(cell.source for cell in cells if cell.cell_type == "code")
    front = path.stem.startswith("00")  # it has one cell to fill in, and explains nothing
    assert front or len(prose) > len(code)
    assert not re.search(r"^\s*(def|class) ", code, re.MULTILINE)
    assert front or 15 <= len(cells) <= 30
    first = next(cell.source for cell in cells if cell.cell_type == "code")
    assert first.splitlines()[-1] == "import analysis as a"
    assert "print(" not in code
    assert code.count("load_library(") == 1
    tagged = [cell for cell in cells if "parameters" in cell.metadata.get("tags", [])]
    assert len(tagged) == 1


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_number_in_the_prose_stands_in_an_output_above(path: Path) -> None:
    above = ""
    for cell in read(path).cells:
        if cell.cell_type == "code":
            above += " " + output_text(cell)
            continue
        shown = {number.removesuffix(".0") for number in re.findall(r"\d+(?:\.\d+)?", above)}
        prose = re.sub(r"`[^`]*`", "", cell.source)
        for number in re.findall(r"\d+(?:\.\d+)?", prose):
            assert number in shown, f"{number} in: {prose[:80]}"


def figures_said(library: Library) -> dict[str, list[str]]:
    """Return what the prose of each notebook says in figures, every figure computed."""
    rows, names = library.prescriptions, library.routines["routine_id"].tolist()
    own = rows[rows["routine_id"] == "runners_world"]
    source = library.sources.set_index("source_id").loc[own["source_id"].iloc[0]]
    basis = prescription_volume(library, by="muscle")["basis"].value_counts()
    dumbbells = equipment_use(library).set_index(["routine_id", "equipment_id"]).loc[("runners_world", "dumbbell")]
    squat = own.set_index("exercise_id").loc["banded_squat"]
    assert 0.75 <= squat["sets_min"] * squat["work_s_min"] / 60 <= 1.25, "only about a minute hangs on it"
    emg = library.emg[library.emg["muscle_id"] == "glute_med"].set_index("exercise_as_studied")["mvic_pct_min"]
    said = {
        "01": [
            f"at least {source['says_times_per_week_min']} time a week, and how long, {source['says_minutes']} minutes",
            f"have {len(rows)} entries and {rows['exercise_id'].nunique()} different exercises",
            f"{basis['group_word']} rest on a wider word, {basis['inferred']} are ours alone, and {basis['named']} on",
            f"of the {dumbbells['exercises']} with dumbbells in Runner's World, {dumbbells['required']}",
            f"the banded squat, {squat['work_s_min']} seconds per side",
            f"It counts {squat['sets_min']} sets in either reading",
            f"bodyweight lunges measured {emg['lunges (bodyweight)']:g} percent",
            f"a standing hip abduction {emg['standing hip abduction']:g}",
        ]
    }

    hips = compare_routines(library).query("muscle_group == 'hip_abductors'").set_index("routine_id")
    low, high = SECONDS_PER_REP
    middle = (low + high) / 2
    minutes = session_minutes(library, routines=["runners_world"], seconds_per_rep=middle)["minutes_min"].item()
    said["02"] = [
        f"the hip abductors {hips.loc['runners_world', 'sets_min']:g}, less than the warm-ups with "
        f"{hips.loc['fit_and_well', 'sets_min']:g} and {hips.loc['run_forever', 'sets_min']:g}",
        f"two tempos, {low:g} and {high:g} seconds a repetition",
        f"At {middle:g} seconds a repetition the model comes to {minutes:.1f} minutes",
        f"then only the {hips.loc['runners_world', 'strength_sets_min']:g} sets of strength work in the "
        "long routine remain",
    ]

    week = weekly_summary(library, WEEK, goal="size").set_index("muscle_group")
    hip, alone = week.loc["hip_abductors"], week.loc[["adductors", "calves", "back", "shoulders", "chest", "arms"]]
    assert week.index[week["strength_sets_min"] >= week["band_low"]].tolist() == ["glute_max"]
    assert (week["strength_sets_min"].max() < week["band_aim"].dropna()).all(), "nothing reaches the second mark"
    lines = goal_lines(library, WEEK, "running").set_index("line")
    assert lines.loc["knee_dominant", ["has_min", "asked_min"]].equals(
        lines.loc["hip_dominant", ["has_min", "asked_min"]]
    )
    sessions = library.targets[library.targets["unit"] == "sessions_per_week"].set_index("goal")
    studies = "{low:g} to {high:g}".format(**sessions.loc["running"])
    ticked = {name: coverage(library, {"runners_world": 2, name: 3}).drop_duplicates("line_id") for name in names}
    said["03"] = [
        f"{hip['strength_sets_min']:g} strength sets in the example week, and {hip['light_sets_min']:g} of light work "
        f"on {hip['days_min']:g} days",
        f"shoulders, shoulder blades, chest and arms are worked on {alone['days_max'].unique().item():g} day",
        f"The week has {lines.loc['sessions', 'has_min']:g} session with strength work where studies of runners had "
        f"{studies}, and {lines.loc['knee_dominant', 'has_min']:g} sets each for the lifts of knee and hip where "
        f"guidelines come to {lines.loc['knee_dominant', 'asked_min']:g} at the least",
        f"{sessions.loc['maintain', 'low']:g} session was enough",
        f"guidelines ask for {sessions.loc['health', 'low']:g} days",
        f"studies of runners used {studies}",
        f"the first mark of {hip['band_low']:g} strength sets, and nothing the second of {hip['band_aim']:g}",
        f"With Fit&Well {ticked['fit_and_well']['covered'].sum()} of {len(ticked['fit_and_well'])} kinds are there",
        f"with Run forever {ticked['run_forever']['covered'].sum()}.",
    ]

    cells = [cell.source for cell in read(FOLDER / "04_plan_a_block.ipynb").cells if cell.cell_type == "code"]
    space: dict[str, Any] = {"a": analysis}
    exec(next(cell for cell in cells if "block = {" in cell), space)
    plan = space["plan"] = plan_block(library, space["block"])
    exec(next(cell for cell in cells if "changed = a.block.read_block" in cell).partition("changed_plan")[0], space)
    changed = plan_block(library, space["changed"])
    thrust = rows.loc[rows["exercise_id"] == "hip_thrust", "reps_min"].item()
    done = plan.prescriptions[plan.prescriptions["exercise_id"] == "hip_thrust"].groupby("block_phase")["reps_min"]
    assert done.min()[["peak", "taper"]].tolist() == [thrust, thrust]
    rise = plan.spec.phase[2].override["hip_thrust"].reps[1]
    superset = own[own["phase"] == "strength"].groupby("circuit").size()
    off = plan.allocation[["deviation_min", "deviation_max"]].abs().max(axis=None)
    lost = plan.allocation["lost_min"]
    more = changed.summary["strength_sets_min"].sum() - plan.summary["strength_sets_min"].sum()
    said["04"] = [
        f"In the peak hip thrusts rise by one repetition a week, from {thrust} towards {rise}",
        f"go back to {thrust} in the taper",
        f"its sets come in steps of {superset.unique().item()}",
        f"is at most {off:g} set here",
        "the holiday takes {:g} sets from one week and {:g} from the next".format(*lost[lost > 0]),
        f"The whole block has {more:g} strength sets more",
        "a page of A4",
    ]
    return said


def test_figures_of_the_prose_are_those_of_the_frames(library: Library) -> None:
    said = figures_said(library)
    for path in NOTEBOOKS:
        prose = " ".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
        prose = " ".join(re.sub(r"`[^`]*`", "", prose).split())
        for text in said.get(path.stem[:2], []):
            assert text in prose
            prose = prose.replace(text, "")
        assert not re.findall(r"[^.]*\d[^.]*", prose), path.stem


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_nothing_of_a_machine_is_saved(path: Path) -> None:
    notebook = read(path)
    assert notebook.metadata == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    assert all(set(cell.metadata) <= {"tags"} for cell in notebook.cells)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_chart_is_shown(path: Path) -> None:
    drawing = [cell for cell in read(path).cells if cell.cell_type == "code" and DRAWN.search(cell.source)]
    assert drawing
    for cell in drawing:
        shown = [output for output in cell.outputs if "image/png" in output.get("data", {})]
        assert len(shown) == len(DRAWN.findall(cell.source)), cell.source


def test_without_a_kernel_the_panel_is_the_card_grid_among_charts() -> None:
    cells = read(FOLDER / "04_plan_a_block.ipynb").cells
    (panel,) = [cell for cell in cells if cell.source.startswith("panel = a.BlockPanel(")]
    (output,) = panel.outputs
    assert set(output.data) == {"text/plain", "text/html"}  # the ids of widgets, which are random, are not saved
    assert "Hip thrust" in output.data["text/html"]
    assert "20 kg" in output.data["text/html"]
    before = [one for cell in cells[: cells.index(panel)] for one in cell.get("outputs", [])]
    assert sum("image/png" in one.get("data", {}) for one in before) >= 4


OWN = """section,phase,rounds,exercise,dose,equipment,notes
Warm-up,,,Monster walk,2-3 x 10-12 per side,mini_band,
Main,strength,3,Hip thrust,8-12,bench+dumbbell,
Main,strength,3,Bear plank row,10 per side,,
Cooldown,,,Figure 4 windshield wiper,30 s per side,,
"""


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_run_on_a_sheet_of_your_own(path: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text(OWN, encoding="utf-8")
    notebook = read(path)
    (cell,) = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    assert "my_sheets = []" in cell.source
    cell.source = cell.source.replace("my_sheets = []", 'my_sheets = ["mine.csv"]')
    cell.source = cell.source.replace('week = {"runners_world": 1', 'week = {"mine": 2')
    NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    assert "Mine" in " ".join(output_text(cell) for cell in notebook.cells if cell.cell_type == "code")
