"""Links of a coach's own: in a sheet or in their exercises.csv, on cards, in the spreadsheet and in the calendar."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import icalendar
import openpyxl
import pytest
from pypdf import PdfReader

from analysis import BlockPlan, DataError, Library, check_block, load_library, plan_block, substitute
from analysis.block import session_cards
from analysis.files import export_block_calendar, export_block_cards, export_block_workbook
from analysis.library.additions import add_exercises, add_sheet_texts
from analysis.library.links import links_of
from analysis.suggest.small_questions.rewritten_routine import substitute_routine

Write = Callable[..., Path]


THRUST, WOLF, ROW = "https://www.example.org/thrust?a=1&b=$2$/", "https://example.org/wolf", "http://example.org/row"


@pytest.fixture
def linked(tmp_path: Path, sheet: Write) -> BlockPlan:
    """A block of a sheet with a link of its own and of a published routine, and links for exercises."""
    own = tmp_path / "exercises.csv"
    own.write_text(f"exercise,works,link\nWolf squat,quads,{WOLF}\nBear plank row,,{ROW}\nHip thrust,,{WOLF}\n")
    rows = [f"Hip thrust,3 x 8,{THRUST}", "Wolf squat,3 x 5,", "Plank,30 s,-"]
    library = load_library(extra=sheet(*rows, header="exercise,dose,Video"), exercises=own)
    phase = {"name": "base", "weeks": 1, "mon": "mine", "thu": "runners_world"}
    return plan_block(library, {"name": "Links", "start": "2027-01-04", "phase": [phase]})


def test_a_row_has_its_own_link_else_that_of_its_exercise(linked: BlockPlan) -> None:
    assert links_of(linked.source) == {
        ("mine", 1): THRUST,
        ("mine", 2): WOLF,
        ("runners_world", 11): ROW,
        ("runners_world", 7): WOLF,
    }
    assert "unknown column" not in linked.source.choices["why"].str.cat()


def test_links_go_to_cards_spreadsheet_and_calendar(linked: BlockPlan, tmp_path: Path) -> None:
    cards = session_cards(linked).set_index(["routine_id", "position"])["link"]
    assert cards[cards != ""].to_dict() == links_of(linked.source)
    reader = PdfReader(export_block_cards(linked, tmp_path / "cards")[0])
    assert "See example.org/thrust?a=1&b=$2$" in reader.pages[0].extract_text()
    leads = [note.get_object()["/A"]["/URI"] for note in reader.pages[0]["/Annots"]]
    assert leads == [THRUST, WOLF]
    book = openpyxl.load_workbook(export_block_workbook(linked, check_block(linked), tmp_path / "block.xlsx"))
    heads = [cell.value for cell in book["prescriptions"][1]]
    cells = [row[heads.index("link")] for row in book["prescriptions"].iter_rows(min_row=2, max_row=4)]
    assert [cell.value for cell in cells] == [THRUST, WOLF, None]
    assert cells[0].hyperlink.target == THRUST
    calendar = icalendar.Calendar.from_ical(export_block_calendar(linked, tmp_path / "block.ics").read_bytes())
    lines = str(calendar.walk("VEVENT")[0]["DESCRIPTION"]).split("\n")
    assert [line.partition(" – ")[2] for line in lines[1:]] == [THRUST, WOLF, ""]


def test_without_a_link_nothing_says_so(library: Library, tmp_path: Path) -> None:
    phase = {"name": "base", "weeks": 1, "mon": "run_forever"}
    plan = plan_block(library, {"name": "x", "start": "2027-01-04", "phase": [phase]})
    assert set(session_cards(plan)["link"]) == {""}
    book = openpyxl.load_workbook(export_block_workbook(plan, check_block(plan), tmp_path / "block.xlsx"))
    assert "link" not in [cell.value for cell in book["prescriptions"][1]]


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        (
            "www.example.org/a",
            r"row 2, column link: not a link: 'www.example.org/a'.*did you mean https://www.example.org",
        ),
        ("youtu.be/dQw4", "did you mean https://youtu.be/dQw4"),
        ("see the group chat", "not a link: 'see the group chat'; allowed: an address that begins with https://"),
        ("thrust.mp4", "not a link"),
        ("javascript:alert(1)", "not a link"),
        ("file:///etc/passwd", "not a link"),
        ("ftp://example.org/a", "not a link"),
        ("https://", "not a link"),
        ("https://example.org/a b", "not a link"),
        (f"https://example.org/{'a' * 500}", "a link too long.*up to 500 characters"),
    ],
)
def test_what_is_no_link_is_named(library: Library, tmp_path: Path, cell: str, says: str) -> None:
    with pytest.raises(DataError, match=says) as sheet:
        add_sheet_texts(library, {"mine": f"exercise,dose,link\nHip thrust,3 x 8,{cell}\n"})
    own = tmp_path / "exercises.csv"
    own.write_text(f"exercise,link\nHip thrust,{cell}\n")
    with pytest.raises(DataError, match=says) as described:
        add_exercises(library, own)
    assert len(sheet.value.findings) == len(described.value.findings) == 1


def test_a_rewritten_routine_keeps_the_links_of_what_stays(linked: BlockPlan) -> None:
    new = substitute_routine(linked.source, "mine", equipment="none")
    assert substitute(linked.source, "hip_thrust", equipment="none")["exercise_id"].iloc[0] == "glute_bridge"
    assert {key[1]: link for key, link in links_of(new.library).items() if key[0] == "mine_rewritten"} == {2: WOLF}
    whole = substitute_routine(linked.source, "mine", equipment=["bench"])
    assert links_of(whole.library)["mine_rewritten", 1] == THRUST
