"""Saved notebooks: run from top to bottom, clean, and with no number in the prose that no output above shows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


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
    names = ["01_the_three_routines", "02_compare_routines", "03_weekly_volume", "04_plan_a_block", "05_suggest_a_week"]
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


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_more_prose_than_code_and_no_function(path: Path) -> None:
    cells = read(path).cells
    prose = "".join(cell.source for cell in cells if cell.cell_type == "markdown")
    code = "".join(cell.source for cell in cells if cell.cell_type == "code")
    assert len(prose) > len(code)
    assert not re.search(r"^\s*(def|class) ", code, re.MULTILINE)
    assert 15 <= len(cells) <= 30
    first = next(cell.source for cell in cells if cell.cell_type == "code")
    assert first.startswith("from analysis import")
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
    drawing = [cell for cell in read(path).cells if cell.cell_type == "code" and "= plot_" in cell.source]
    assert drawing
    for cell in drawing:
        shown = [output for output in cell.outputs if "image/png" in output.get("data", {})]
        assert len(shown) == cell.source.count("= plot_"), cell.source


def test_without_a_kernel_the_panel_is_the_card_grid_among_charts() -> None:
    cells = read(FOLDER / "04_plan_a_block.ipynb").cells
    (panel,) = [cell for cell in cells if cell.source.startswith("panel = BlockPanel(")]
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
