"""A block as a spreadsheet: the card grid first, then what the athlete fills in and sends back."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd

from analysis.base.arguments import checked
from analysis.base.files import write_bytes
from analysis.base.frames import with_blanks
from analysis.base.text import span
from analysis.base.xlsx_parts import signed
from analysis.block.card_grid import doses_said
from analysis.block.form import FILLED, LEFT_OVER, PRESCRIPTIONS, SESSIONS, columns
from analysis.block.goal_weeks import goal_weeks_table
from analysis.block.plan import BlockPlan, check_plan
from analysis.block.sentences import CONSIDERED, HEADINGS, findings_digest
from analysis.files.block_workbook_grid import write_grid
from analysis.files.block_workbook_look import Pages
from analysis.files.block_workbook_volume import write_volume
from analysis.files.carried_entries import Carried, carry, kept_copy, read_filled
from analysis.files.destinations import target_of
from analysis.files.table_files import CREATED, lines, safe
from analysis.library.labels import labels
from analysis.volume.minutes import session_minutes
from analysis.volume.sentences import PROMISE, counting_words, minutes_words
from analysis.week.band_status import band_lines, dose_bands
from analysis.week.goal_lines import LINE_GOALS, LINES_NOTE

FINDINGS = (("what to do", 14), ("check", 18), ("weeks", 30), ("finding", 95), ("source", 26))
"""Columns of the sheet of findings, and how wide they are."""


HOW = (
    "Yellow cells are for the athlete: pick or type, save, and send the file back. A cell that is picked says what it "
    "takes. The sheet of sessions is enough; that of prescriptions is for who notes every exercise.",
    "When the block is written again where this file is, what was typed goes to the same sessions, even when they have "
    "moved; what has no row any more is listed in a sheet of its own.",
    "Load and effort that are planned are the coach's own words, or what the source says.",
)


CLINIC = (
    "Pain that is sharp, worsens or changes the gait, and the return from injury, surgery or childbirth, belong to a "
    "clinician; athletes under 18 to a qualified coach. Eccentric work you're not used to will make you sore."
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
        that is picked, and its band), the lines of goal running or strength, findings and conventions.

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
    target = target_of(path, "spreadsheet", [".xlsx"])
    files, _ = workbook_files(plan, findings, target)
    for file, content in reversed(files.items()):  # the copy first
        write_bytes(file, content)
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
    # Somebody's entries: say what became of them, and keep the file when anything might be lost.
    notes = [f"{path.name}: {line}" for line in (carried.say(), *before.notes)]
    if not before.touched and not carried.lost:
        return {path: content}, notes if before.typed or before.left else []
    copy = kept_copy(path, before.content)
    return {path: content, copy: before.content}, [f"kept {copy.name}: {path.name} as somebody had saved it", *notes]


def workbook_bytes(plan: BlockPlan, findings: pd.DataFrame, carried: Carried | None = None) -> bytes:
    """Return a spreadsheet that holds what was typed before."""
    import xlsxwriter

    check_plan(plan)
    carried = carried or Carried()
    digest = findings_digest(plan, findings)
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, safe())
    book.set_properties({"created": CREATED, "title": plan.spec.name})
    # A place for the digest, as long as it: it is signed when all else is written.
    book.set_custom_property("As written", UNSIGNED, "text")
    pages = Pages(book, plan, carried.cells)
    write_grid(pages, _done_column(plan))
    _sessions(pages)
    _prescriptions(pages)
    # What has no row stands before what nobody fills in.
    _left_over(pages, carried)
    write_volume(pages)
    _goal(pages)
    _findings(pages, digest)
    _conventions(pages)
    book.close()
    return signed(written.getvalue(), UNSIGNED)


UNSIGNED = "0" * 64
"""What stands in the place of the digest until there is one."""


def _sessions(pages: Pages) -> None:
    """Write a row for each session, with what the athlete notes of it."""
    plan = pages.plan
    names = labels(plan.source, "routine_id")
    number = {week: count for count, week in enumerate(plan.weeks, 1)}
    rows = [
        [
            *(row["date"].date(), row["weekday"], number[row["week"]], row["block_phase"], names[row["routine_id"]]),
            *(span(row["minutes_min"], row["minutes_max"], digits=0), row["run"], row["note"]),
            *[""] * len(FILLED[SESSIONS]),
            *(row["template_date"].date(), row["routine_id"]),
        ]
        for row in with_blanks(plan.sessions).to_dict("records")
    ]
    sheet, heads = pages.table(SESSIONS, columns(SESSIONS), rows, left=5)
    if rows:  # what is done turns grey, so that what is left is seen
        grey = pages.book.add_format({"font_color": "#8B959E", "italic": True})
        done = heads.index("done")
        rule = {"type": "formula", "criteria": f'=${chr(65 + done)}2="yes"', "format": grey}
        sheet.conditional_format(1, 0, len(rows), done - 1, rule)


def _done_column(plan: BlockPlan) -> str:
    """Return the letter of the column in which sessions are ticked; one that is blank is left out before it."""
    blank = {head for head, name in (("run that day", "run"), ("note", "note")) if plan.sessions[name].isna().all()}
    heads = [head for head, _ in columns(SESSIONS) if head not in blank or plan.sessions.empty]
    return chr(65 + heads.index("done"))


def _prescriptions(pages: Pages) -> None:
    """Write a row for each exercise of each session, with what was done of it."""
    plan, table = pages.plan, with_blanks(pages.plan.prescriptions)
    routines, exercises = labels(plan.source, "routine_id"), labels(plan.source, "exercise_id")
    number = {week: count for count, week in enumerate(plan.weeks, 1)}
    sessions = plan.sessions
    homes = dict(zip(zip(sessions["date"], sessions["session"], strict=True), sessions["template_date"], strict=True))
    each = zip(table.to_dict("records"), doses_said(table), plan.printed["link"].fillna(""), strict=True)
    rows = [
        [
            *(row["date"].date(), number[row["week"]], routines[row["routine_id"]], int(row["position"])),
            *(exercises[row["exercise_id"]], row["phase"], dose),
            *(row[name] for name in ("load", "effort", "variation")),
            link,
            *[""] * len(FILLED[PRESCRIPTIONS]),
            *(homes[row["date"], row["session"]].date(), row["routine_id"], row["exercise_id"]),
        ]
        for row, dose, link in each
    ]
    pages.table(PRESCRIPTIONS, columns(PRESCRIPTIONS), rows, left=5, page_by=1)


def _left_over(pages: Pages, carried: Carried) -> None:
    """Write what was typed into rows that this plan does not have, where there is any."""
    rows = [
        [
            *(typed.row.date or "", typed.row.text("session"), typed.exercise, head, value, typed.sheet),
            *(typed.row.text("number"), typed.row.template or "", typed.row.routine, typed.row.text("exercise_id")),
        ]
        for typed in carried.left
        for head, value in typed.cells.items()
    ]
    if rows:
        pages.table(LEFT_OVER, columns(LEFT_OVER), rows, left=2)


def _goal(pages: Pages) -> None:
    """Write what studies did for the goal, or we ask, beside what the weeks hold."""
    if pages.plan.spec.goal in LINE_GOALS:
        table = goal_weeks_table(pages.plan)
        widths = (38, 26, 16, 14, 18)
        rows = table.to_numpy().tolist()
        sheet, _ = pages.table("goal", list(zip(table.columns, widths, strict=True)), rows, left=0)
        sheet.write(len(rows) + 2, 0, LINES_NOTE, pages.quiet())


def _findings(pages: Pages, digest: pd.DataFrame) -> None:
    """Write what deserves a second thought."""
    words = digest.assign(
        severity=digest["severity"].map(HEADINGS),
        reference_id=digest["reference_id"].map(labels(pages.plan.source, "reference_id")).fillna("ours"),
    )
    rows = words[["severity", "check", "weeks", "message", "reference_id"]].to_numpy().tolist()
    sheet, _ = pages.table("findings", FINDINGS, rows, left=0)
    text = CONSIDERED if rows else f"No check found anything. {CONSIDERED}"
    sheet.write(len(rows) + 2, 0, text, pages.quiet())


def _conventions(pages: Pages) -> None:
    """Write how to fill the file in, and how it counts."""
    plan, spec = pages.plan, pages.plan.spec
    routines = plan.sessions["routine_id"].unique().tolist() or None
    timed = session_minutes(plan.source, routines=routines, rest=dict(spec.rest) or None)
    minutes = minutes_words(str(timed["conventions"].iloc[0]))
    bands = band_lines(dose_bands(plan.source, goal=spec.goal, bands=spec.bands)) if spec.goal or spec.bands else []
    counted = counting_words(plan.volume_by(by="group"))
    notes = [*HOW, counted, *bands, f"{minutes} They are our estimate.", CLINIC, PROMISE]
    sheet = pages.page("conventions", [110], top=0, left=0)
    for row, note in enumerate(notes):
        sheet.set_row(row, 16 * lines(note, 110) + 6)
        sheet.write(row, 0, note, pages.look(text_wrap=True))
