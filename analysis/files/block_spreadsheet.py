"""A block as a spreadsheet: the card grid first, then what the athlete fills in and sends back."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.base.arguments import checked
from analysis.base.calendar import WEEKDAYS
from analysis.base.files import write_bytes
from analysis.base.head_rows import signed
from analysis.base.text import span
from analysis.block.card_grid import AMOUNTS, WORDS, GridRow, whole_numbers
from analysis.block.form import FILLED, LEFT_OVER, TEMPLATE
from analysis.block.plan import BlockPlan, check_plan
from analysis.block.sentences import CONSIDERED, findings_digest, say_block
from analysis.files.block_volume import write_volume
from analysis.files.spreadsheet_look import LINE, Pages, lines
from analysis.files.spreadsheets import CREATED, SAFE, xlsx_path
from analysis.files.typed_before import Carried, carry, kept_copy, read_filled
from analysis.library.dose_words import dose_said
from analysis.library.labels import labels
from analysis.volume.conventions import PROMISE, counting_words, minutes_words
from analysis.volume.minutes import session_minutes
from analysis.week.bands import band_lines, dose_bands

WEEKS_ON_A_PAGE = 16


SESSIONS: list[tuple[str, float]] = [
    *(("date", 12), ("day", 6), ("week", 7), ("phase", 16), ("session", 20), ("minutes", 10)),
    *(("run that day", 9), ("note", 20)),
    *zip(FILLED["sessions"], (9, 12, 12, 18, 15, 34), strict=True),
    *((TEMPLATE, 13), ("routine_id", 14)),
]
"""Columns of the sheet of sessions, and how wide they are."""


HOW = (
    "Yellow cells are for the athlete: pick or type, save, and send the file back. A cell that is picked says what it "
    "takes. The sheet of sessions is enough; that of prescriptions is for who notes every exercise.",
    "When the block is written again where this file is, what was typed goes to the same sessions, even when they have "
    "moved; what has no row any more is listed in a sheet of its own.",
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


@checked
def export_block_workbook(plan: BlockPlan, findings: pd.DataFrame, path: str | Path) -> Path:
    """Write a block as a spreadsheet: for the coach to read, for the athlete to fill in.

    Parameters
    ----------
    plan : BlockPlan
        Of `plan_block`.
    findings : DataFrame
        Of `check_block`.
    path : path
        Ending in .xlsx. What an athlete has typed into the spreadsheet that is there is carried over, and that
        spreadsheet is kept beside it as ``block-kept-1.xlsx`` (the next free number). Entries follow their session when
        it moves, by its day in the template and its routine; those that have no row now are listed in a sheet of their
        own, ``not carried over``.

    Returns
    -------
    Path
        The file, with the sheets grid (exercise x week), sessions and prescriptions (a row each, with yellow cells to
        fill in: done, effort, load, soreness, remark), weekly volume (muscle group x week, with a chart of the group
        that is picked, and its band), findings and conventions.

    Raises
    ------
    FileError
        If the suffix is another one, or the file cannot be written.
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
    files, _ = workbook_files(plan, findings, target)
    for place, content in reversed(files.items()):  # the copy first
        write_bytes(place, content)
    return target


def workbook_files(plan: BlockPlan, findings: pd.DataFrame, path: Path) -> tuple[dict[Path, bytes], list[str]]:
    """Return a spreadsheet with what was typed into the one at its place, and a copy of that if it must be kept.

    With what is to be told of both.
    """
    before = read_filled(path)
    carried = carry(before, plan)
    content = workbook_bytes(plan, findings, carried)
    if before.content is None or before.content == content:
        return {path: content}, []
    told = [f"{path.name}: {line}" for line in (carried.say(), *before.notes)]
    if not before.touched and not carried.lost:
        return {path: content}, told if before.typed or before.left else []
    copy = kept_copy(path, before.content)
    return {path: content, copy: before.content}, [f"kept {copy.name}: {path.name} as somebody had saved it", *told]


def workbook_bytes(plan: BlockPlan, findings: pd.DataFrame, carried: Carried | None = None) -> bytes:
    """Return a spreadsheet that holds what was typed before."""
    import xlsxwriter

    check_plan(plan)
    carried = carried or Carried()
    digest = findings_digest(plan, findings)
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, SAFE)
    book.set_properties({"created": CREATED, "title": plan.spec.name})
    book.set_custom_property("As written", UNSIGNED, "text")
    pages = Pages(book, plan, carried.cells)
    _grid(pages)
    _sessions(pages)
    _prescriptions(pages)
    _left_over(pages, carried)
    write_volume(pages)
    _findings(pages, digest)
    _conventions(pages)
    book.close()
    return signed(written.getvalue(), UNSIGNED)


UNSIGNED = "0" * 64
"""What stands in the place of the digest until there is one."""


def _grid(pages: Pages) -> None:
    """Write the card grid: what the coach writes on the wall."""
    plan, weeks = pages.plan, pages.weeks
    grid = plan.card_grid
    words = {**grid.common, "race": [str(day) for day in plan.summary["race"]]}
    longest = max((len(text) for row in grid.rows for text in row.words()[1]), default=1)
    width = max(7.5, min(13, longest + 1))
    top = 5 + sum(any(texts) for texts in words.values())
    sheet = pages.page("grid", [34, 17, *[width] * weeks], top=top, left=2)
    sheet.repeat_columns(0, 1)
    sheet.fit_to_pages(-(-weeks // WEEKS_ON_A_PAGE), 0)
    pages.write(sheet, 0, 0, plan.spec.name, pages.look(bold=True, font_size=16))
    sheet.set_row(0, 26)
    row = _grid_head(pages, sheet, words, width)
    for (routine, name), rows in groupby(grid.rows, key=lambda row: (row.routine_id, row.routine)):
        row = _routine(pages, sheet, row, name, routine)
        for exercise in rows:
            _exercise(pages, sheet, row, exercise)
            row += 1
            for word in WORDS:
                texts = grid.own_words(exercise, word)
                if any(texts):
                    pages.write(sheet, row, 0, f"    {word}", pages.quiet())
                    pages.merged(sheet, row, 2, texts, width, pages.look(align="center", text_wrap=True))
                    row += 1
    pages.write(sheet, row + 1, 0, f"sessions done, of {len(plan.sessions)}", pages.quiet())
    done = chr(65 + _session_heads(plan).index("done"))
    counted = f'=COUNTIF(sessions!${done}$2:${done}${len(plan.sessions) + 1},"yes")'
    typed = [str(row.get("done")).casefold() for row in pages.typed.get("sessions", {}).values()]
    sheet.write_formula(row + 1, 1, counted, pages.look(bold=True, align="left"), typed.count("yes"))
    for line, text in enumerate((say_block(plan), CELLS), row + 2):
        pages.write(sheet, line, 0, text, pages.quiet(font_size=9))


def _grid_head(pages: Pages, sheet: Any, words: dict[str, list[str]], width: float) -> int:
    """Write phases, weeks, what is asked, and words that a whole week shares; return the next row."""
    plan, weeks = pages.plan, pages.weeks
    at = 2
    for place, run in groupby(plan.spec.phase_of_week):
        length = len(list(run))
        look = pages.look(bold=True, align="center", bottom=2, bg_color="#E3E8EC" if place % 2 else "#F1F4F6")
        pages.across(sheet, 1, at, length, plan.spec.phase[place].name, look)
        at += length
    mondays = [plan.spec.monday + datetime.timedelta(weeks=week) for week in range(weeks)]
    asked = [None if pd.isna(part) else round(100 * part, 1) for part in plan.summary["asked_part"]]
    heads: list[tuple[str, Sequence[Any], Any]] = [
        ("week", range(1, weeks + 1), pages.look(bold=True, align="center")),
        ("from Monday", mondays, pages.quiet(align="center", num_format="d mmm")),
        ("sets asked, % of published", asked, pages.quiet(align="center")),
    ]
    for row, (name, values, look) in enumerate(heads, 2):
        pages.write(sheet, row, 0, name, pages.quiet())
        for week, value in enumerate(values):
            pages.write(sheet, row, 2 + week, value, look)
    row = 2 + len(heads)
    for name, texts in words.items():
        if any(texts):
            pages.write(sheet, row, 0, name, pages.quiet())
            pages.merged(sheet, row, 2, texts, width, pages.look(align="center", text_wrap=True, bg_color="#F7F8F9"))
            row += 1
    return row


def _routine(pages: Pages, sheet: Any, row: int, name: str, routine: str) -> int:
    """Write the head of a routine with its days, and return the next row."""
    sheet.set_row(row, 22)
    sessions = pages.plan.sessions[pages.plan.sessions["routine_id"] == routine]
    pages.write(sheet, row, 0, name, pages.look(bold=True, font_size=12, bottom=1))
    pages.write(sheet, row, 1, "per set", pages.quiet(bottom=1))
    for week, one in enumerate(pages.plan.weeks):
        found = set(sessions.loc[sessions["week"] == one, "weekday"])
        text = " ".join(day for day in WEEKDAYS if day in found)
        pages.write(sheet, row, 2 + week, text, pages.quiet(align="center", bottom=1, font_size=9))
    return row + 1


def _exercise(pages: Pages, sheet: Any, row: int, exercise: GridRow) -> None:
    """Write an exercise: what a set holds where it stays the same, and the sets of each week."""
    about, texts = exercise.words()
    strong: dict[str, Any] = {"bold": True} if exercise.phase == "strength" else {"font_color": "#5F6F7D"}
    pages.write(sheet, row, 0, exercise.exercise, pages.look(**LINE, **strong))
    pages.write(sheet, row, 1, about, pages.quiet(**LINE))
    for week, text in enumerate(texts):
        value = int(text) if text.isdigit() else text
        pages.write(sheet, row, 2 + week, value, pages.look(align="center", text_wrap=True, **LINE, **strong))


def _sessions(pages: Pages) -> None:
    """Write a row for each session, with what the athlete notes of it."""
    plan = pages.plan
    names = labels(plan.source, "routine_id")
    number = {week: place for place, week in enumerate(plan.weeks, 1)}
    rows = [
        [
            row["date"].date(),
            row["weekday"],
            number[row["week"]],
            row["block_phase"],
            names[row["routine_id"]],
            span(row["minutes_min"], row["minutes_max"], digits=0),
            row["run"],
            row["note"],
            *[""] * len(FILLED["sessions"]),
            row["template_date"].date(),
            row["routine_id"],
        ]
        for row in plan.sessions.to_dict("records")
    ]
    sheet, heads = pages.table("sessions", SESSIONS, rows, left=5)
    if rows:
        grey = pages.book.add_format({"font_color": "#8B959E", "italic": True})
        at = heads.index("done")
        rule = {"type": "formula", "criteria": f'=${chr(65 + at)}2="yes"', "format": grey}
        sheet.conditional_format(1, 0, len(rows), at - 1, rule)


def _session_heads(plan: BlockPlan) -> list[str]:
    """Return the heads of the sheet of sessions; runs and notes are left out where there are none."""
    blank = {
        head for head, name in (("run that day", "run"), ("note", "note")) if not (plan.sessions[name] != "").any()
    }
    return [head for head, _ in SESSIONS if head not in blank or plan.sessions.empty]


def _prescriptions(pages: Pages) -> None:
    """Write a row for each exercise of each session, with what was done of it."""
    plan = pages.plan
    table = plan.prescriptions
    routines, exercises = labels(plan.source, "routine_id"), labels(plan.source, "exercise_id")
    doses = [dose_said(*one) for one in zip(*whole_numbers(table, ("sets", *AMOUNTS)), table["per"], strict=True)]
    columns = [("date", 12), ("session", 18), ("number", 8), ("exercise", 38), ("phase", 11), ("dose", 30)]
    columns += zip(WORDS, (16, 27, 22), strict=True)
    columns += zip(FILLED["prescriptions"], (8, 11, 11, 12, 28), strict=True)
    columns += [(TEMPLATE, 13), ("routine_id", 14), ("exercise_id", 30)]
    sessions = plan.sessions
    homes = dict(zip(zip(sessions["date"], sessions["session"], strict=True), sessions["template_date"], strict=True))
    rows = [
        [
            row["date"].date(),
            routines[row["routine_id"]],
            int(row["position"]),
            exercises[row["exercise_id"]],
            row["phase"],
            dose,
            *(row[name] for name in WORDS),
            *[""] * len(FILLED["prescriptions"]),
            homes[row["date"], row["session"]].date(),
            row["routine_id"],
            row["exercise_id"],
        ]
        for row, dose in zip(table.to_dict("records"), doses, strict=True)
    ]
    pages.table("prescriptions", columns, rows, left=4)


def _left_over(pages: Pages, carried: Carried) -> None:
    """Write what was typed into rows that this plan does not have, where there is any."""
    columns = [("date", 12), ("session", 20), ("exercise", 34), ("column", 16), ("text", 44), ("sheet", 14)]
    columns += [("number", 8), (TEMPLATE, 13), ("routine_id", 14), ("exercise_id", 30)]
    rows = [
        [*(one.date or "", one.name, one.exercise, head, value, one.sheet, one.number), one.home or "", *ids]
        for one in carried.left
        for head, value in one.cells.items()
        for ids in [(one.routine, one.exercise_id)]
    ]
    if rows:
        pages.table(LEFT_OVER, columns, rows, left=2)


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
