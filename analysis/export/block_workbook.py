"""A block as a spreadsheet: the card grid first, then what the athlete fills in and sends back."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.bands import band_lines, dose_bands
from analysis.block.cells import Cell, common_words, row_words, week_cells
from analysis.block.grid import AMOUNTS, WRITTEN, whole_numbers
from analysis.block.plan import BlockPlan, check_plan
from analysis.block.said import CONSIDERED, findings_digest, say_block
from analysis.block.spec import WEEKDAYS
from analysis.duration import session_minutes
from analysis.errors import FileError, clip
from analysis.export.pages import FILLED, LINE, Pages, lines
from analysis.export.volume_sheet import write_volume
from analysis.export.workbook import CREATED, SAFE, xlsx_path
from analysis.files import write_bytes
from analysis.words import PROMISE, counting_words, dose_said, labels, minutes_words, span

HOW = (
    "Yellow cells are for the athlete: pick or type, save, and send the file back. A cell that is picked says what it "
    "takes.",
    "Load and effort that are planned are the coach's own words; no source states them.",
)
CLINIC = (
    "Pain that is sharp, worsens or changes the gait, and the return from injury, surgery or childbirth, belong to a "
    "clinician; athletes under 18 to a qualified coach. Unaccustomed eccentric work makes sore."
)
CELLS = (
    "Cells are sets (rounds of a circuit) in a session, and what a set holds where that changes; the second column has "
    "what stays. 2/1: the days of the week in order."
)


def export_block_workbook(plan: BlockPlan, findings: pd.DataFrame, path: str | Path) -> Path:
    """Write a block as a spreadsheet: for the coach to read, for the athlete to fill in.

    Parameters
    ----------
    plan : BlockPlan
        Of `plan_block`.
    findings : DataFrame
        Of `check_block`.
    path : path
        Ending in .xlsx. A spreadsheet that an athlete has filled in is not replaced.

    Returns
    -------
    Path
        The file, with the sheets grid (exercise x week), sessions and prescriptions (a row each, with yellow cells to
        fill in: done, effort, load, soreness, remark), weekly volume (muscle group x week, with a chart of the group
        that is picked, and its band), findings and conventions.

    Raises
    ------
    FileError
        If the suffix is another one, the file cannot be written, or what stands there has been filled in.
    ArgumentError
        If it is no plan, or the findings are another frame.

    Examples
    --------
    >>> import tempfile
    >>> from analysis import check_block, load_library, plan_block
    >>> phase = {"name": "base", "weeks": 4, "mon": "run_forever"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> export_block_workbook(plan, check_block(plan), Path(tempfile.mkdtemp()) / "block.xlsx").name
    'block.xlsx'
    """
    target = xlsx_path(path)
    keep_filled_in(target)
    write_bytes(target, workbook_bytes(plan, findings))
    return target


def keep_filled_in(path: Path) -> None:
    """Refuse to replace a spreadsheet of a block that an athlete has filled in.

    Raises
    ------
    FileError
        Naming the first cell that is filled in.

    Examples
    --------
    >>> keep_filled_in(Path("no/such/block.xlsx"))
    """
    if not path.is_file():
        return
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(path.read_bytes()), read_only=True)
        sheets = {name: list(book[name].iter_rows(values_only=True)) for name in FILLED if name in book.sheetnames}
    except Exception:  # whatever a file that is no spreadsheet makes the reader raise: nobody filled it in
        return
    for name, rows in sheets.items():
        for number, row in enumerate(rows[1:], 2):
            for head, cell in zip(rows[0], row, strict=False):
                if head in FILLED[name] and cell is not None and str(cell).strip():
                    raise FileError(
                        f"{path.as_posix()}, sheet {name}, row {number}, column {head!r}: has been filled in "
                        f"({clip(str(cell))}), and would be replaced; allowed: another folder, or moving the file first"
                    )


def workbook_bytes(plan: BlockPlan, findings: pd.DataFrame) -> bytes:
    """Return what `export_block_workbook` writes."""
    import xlsxwriter

    check_plan(plan)
    digest = findings_digest(plan, findings)
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, SAFE)
    book.set_properties({"created": CREATED, "title": plan.spec.name})
    pages = Pages(book, plan)
    _grid(pages)
    _sessions(pages)
    _prescriptions(pages)
    write_volume(pages)
    _findings(pages, digest)
    _conventions(pages)
    book.close()
    return written.getvalue()


def _grid(pages: Pages) -> None:
    """Write the card grid: what the coach writes on the wall."""
    plan, weeks = pages.plan, pages.weeks
    grid, cells = plan.grid, week_cells(plan)
    common = {name: common_words(plan, name) for name in WRITTEN[1:]}
    words = {**common, "race": [str(day) for day in plan.summary["race"]]}
    longest = max((len(text) for rows in cells.values() for text in row_words(rows)[1]), default=1)
    width = max(7.5, min(13, longest + 1))
    top = 6 + sum(any(texts) for texts in words.values())
    sheet = pages.page("grid", [34, 17, *[width] * weeks], top=top, left=2, pages=1)
    pages.write(sheet, 0, 0, plan.spec.name, pages.look(bold=True, font_size=16))
    sheet.set_row(0, 26)
    said = say_block(plan)
    pages.across(sheet, 1, 0, 2 + weeks, said, pages.quiet(text_wrap=True, valign="top"))
    sheet.set_row(1, 16 * lines(said, 51 + weeks * width) + 4)
    at = 2
    for place, run in groupby(plan.spec.phase_of_week):
        length = len(list(run))
        look = pages.look(bold=True, align="center", bottom=2, bg_color="#E3E8EC" if place % 2 else "#F1F4F6")
        pages.across(sheet, 2, at, length, plan.spec.phase[place].name, look)
        at += length
    heads: list[tuple[str, list[Any], Any]] = [
        ("week", list(range(1, weeks + 1)), pages.look(bold=True, align="center"))
    ]
    mondays: list[Any] = [plan.spec.start + datetime.timedelta(weeks=week) for week in range(weeks)]
    heads.append(("from Monday", mondays, pages.quiet(align="center", num_format="d mmm")))
    asked = [None if pd.isna(one) else round(100 * one, 1) for one in plan.summary["asked_part"]]
    heads.append(("sets asked, % of published", asked, pages.quiet(align="center", num_format="0.#")))
    row = 3
    for name, values, look in heads:
        pages.write(sheet, row, 0, name, pages.quiet())
        for week, value in enumerate(values):
            pages.write(sheet, row, 2 + week, value, look)
        row += 1
    for name, texts in words.items():
        if any(texts):
            pages.write(sheet, row, 0, name, pages.quiet())
            pages.merged(sheet, row, 2, texts, width, pages.look(align="center", text_wrap=True, bg_color="#F7F8F9"))
            row += 1
    for routine, own in grid.drop_duplicates(["routine_id", "position"]).groupby("routine_id", sort=False):
        row = _routine(pages, sheet, row, str(own["routine"].iloc[0]), str(routine))
        for position, exercise, phase in own[["position", "exercise", "phase"]].itertuples(index=False):
            strong = {"bold": True} if phase == "strength" else {"font_color": "#5F6F7D"}
            _exercise(pages, sheet, row, str(exercise), cells.get((str(routine), int(position)), []), strong)
            row += 1
            here = grid[(grid["routine_id"] == routine) & (grid["position"] == position)]
            for name in WRITTEN[1:]:
                texts = [text if text != other else "" for text, other in zip(here[name], common[name], strict=True)]
                if any(texts):
                    pages.write(sheet, row, 0, f"    {name}", pages.quiet())
                    pages.merged(sheet, row, 2, texts, width, pages.look(align="center", text_wrap=True))
                    row += 1
    pages.write(sheet, row + 1, 0, f"sessions done, of {len(plan.sessions)}", pages.quiet())
    done = pages.look(bold=True, align="left")
    sheet.write_formula(row + 1, 1, '=COUNTIF(sessions!$A$2:$Z$400,"yes")', done, 0)
    pages.write(sheet, row + 2, 0, CELLS, pages.quiet(font_size=9))


def _routine(pages: Pages, sheet: Any, row: int, name: str, routine: str) -> int:
    """Write the head of a routine with its days, and return the next row."""
    sheet.set_row(row, 22)
    sessions = pages.plan.sessions[pages.plan.sessions["routine_id"] == routine]
    pages.write(sheet, row, 0, name, pages.look(bold=True, font_size=12, bottom=1))
    pages.write(sheet, row, 1, "a set", pages.quiet(bottom=1))
    for week, one in enumerate(pages.plan.weeks):
        found = set(sessions.loc[sessions["week"] == one, "weekday"])
        text = " ".join(day for day in WEEKDAYS if day in found)
        pages.write(sheet, row, 2 + week, text, pages.quiet(align="center", bottom=1, font_size=9))
    return row + 1


def _exercise(
    pages: Pages, sheet: Any, row: int, exercise: str, cells: Sequence[Sequence[Cell]], strong: dict[str, Any]
) -> None:
    """Write an exercise: what a set holds where it stays the same, and the sets of each week."""
    about, texts = row_words(cells)
    pages.write(sheet, row, 0, exercise, pages.look(**LINE, **strong))
    pages.write(sheet, row, 1, about, pages.quiet(**LINE))
    for week, text in enumerate(texts):
        value = int(text) if text.isdigit() else text
        pages.write(sheet, row, 2 + week, value, pages.look(align="center", text_wrap=True, **LINE, **strong))


def _sessions(pages: Pages) -> None:
    """Write a row for each session, with what the athlete notes of it."""
    plan = pages.plan
    names = labels(plan.source, "routine_id")
    number = {week: place for place, week in enumerate(plan.weeks, 1)}
    columns = [("date", 12), ("day", 6), ("week", 7), ("phase", 16), ("session", 20), ("minutes", 10)]
    columns += [("run that day", 9), ("note", 20)]
    columns += zip(FILLED["sessions"], (9, 12, 12, 18, 13, 34), strict=True)
    columns.append(("routine_id", 14))
    rows = [
        [
            datetime.date.fromisoformat(row["date"]),
            row["weekday"],
            number[row["week"]],
            row["block_phase"],
            names[row["routine_id"]],
            span(row["minutes_min"], row["minutes_max"], digits=0),
            row["run"],
            row["note"],
            *[""] * len(FILLED["sessions"]),
            row["routine_id"],
        ]
        for row in plan.sessions.to_dict("records")
    ]
    sheet, heads = pages.table("sessions", columns, rows, left=5)
    if rows:
        grey = pages.book.add_format({"font_color": "#8B959E", "italic": True})
        at = heads.index("done")
        rule = {"type": "formula", "criteria": f'=${chr(65 + at)}2<>""', "format": grey}
        sheet.conditional_format(1, 0, len(rows), at - 1, rule)


def _prescriptions(pages: Pages) -> None:
    """Write a row for each exercise of each session, with what was done of it."""
    plan = pages.plan
    table = plan.prescriptions
    routines, exercises = labels(plan.source, "routine_id"), labels(plan.source, "exercise_id")
    doses = [dose_said(*one) for one in zip(*whole_numbers(table, ("sets", *AMOUNTS)), table["per"], strict=True)]
    columns = [("date", 12), ("session", 18), ("number", 8), ("exercise", 34), ("phase", 11), ("dose", 28)]
    columns += zip(WRITTEN[1:], (14, 20, 20), strict=True)
    columns += zip(FILLED["prescriptions"], (8, 11, 11, 12, 28), strict=True)
    columns += [("routine_id", 14), ("exercise_id", 30)]
    rows = [
        [
            datetime.date.fromisoformat(row["date"]),
            routines[row["routine_id"]],
            int(row["position"]),
            exercises[row["exercise_id"]],
            row["phase"],
            dose,
            *(row[name] for name in WRITTEN[1:]),
            *[""] * len(FILLED["prescriptions"]),
            row["routine_id"],
            row["exercise_id"],
        ]
        for row, dose in zip(table.to_dict("records"), doses, strict=True)
    ]
    pages.table("prescriptions", columns, rows, left=4)


def _findings(pages: Pages, digest: pd.DataFrame) -> None:
    """Write what deserves a second thought."""
    columns = [("severity", 11), ("check", 18), ("weeks", 30), ("finding", 95), ("reference", 18)]
    rows = digest[["severity", "check", "weeks", "message", "reference_id"]].to_numpy().tolist()
    sheet, _ = pages.table("findings", columns, rows, left=0)
    text = CONSIDERED if rows else f"No check found anything. {CONSIDERED}"
    pages.write(sheet, len(rows) + 2, 0, text, pages.quiet())


def _conventions(pages: Pages) -> None:
    """Write how to fill the file in, and how it counts."""
    plan, spec = pages.plan, pages.plan.spec
    minutes = minutes_words(str(session_minutes(plan.source)["conventions"].iloc[0]))
    bands = band_lines(dose_bands(plan.source, goal=spec.goal, bands=spec.bands)) if spec.goal or spec.bands else []
    notes = [
        *HOW,
        counting_words(plan.volume_by(by="group")),
        *bands,
        f"{minutes} They are our estimate.",
        CLINIC,
        PROMISE,
    ]
    sheet = pages.page("conventions", [110], top=0, left=0)
    for row, note in enumerate(notes):
        sheet.set_row(row, 16 * lines(note, 110) + 6)
        pages.write(sheet, row, 0, note, pages.look(text_wrap=True))
