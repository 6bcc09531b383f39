"""A block as a spreadsheet: the card grid first, then the sheets that the athlete fills in and sends back."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd

from analysis.base.arguments import checked
from analysis.base.files import write_bytes
from analysis.base.frames import with_blanks
from analysis.base.text import span
from analysis.base.xlsx_parts import signed
from analysis.block.athlete_form import FILLED, LEFT_OVER, PRESCRIPTIONS, SESSIONS, columns
from analysis.block.card_grid import doses_said
from analysis.block.goal_studies import goal_weeks_table
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
from analysis.week.goal_work import LINE_GOALS, LINES_NOTE

FINDINGS = (("what to do", 14), ("check", 18), ("weeks", 30), ("finding", 95), ("source", 26))
"""Columns of the sheet of findings, and their widths."""


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
        From `plan_block`.
    findings : DataFrame
        From `check_block`.
    path : path
        Ending in .xlsx. Entries that an athlete typed into an existing spreadsheet are carried over, and the old
        spreadsheet is kept beside it as ``block-kept-1.xlsx`` (the next free number). Entries follow their session when
        it moves, by its template day and its routine; entries without a row now are listed in a sheet of their
        own, ``not carried over``.

    Returns
    -------
    Path
        The file, with the sheets grid (exercise x week), sessions and prescriptions (a row each, with yellow cells to
        fill in: done, effort, load, soreness, remark), weekly volume (muscle group x week, with a chart of a group
        to pick, and its band), the lines of goal running or strength, findings and conventions.

    Raises
    ------
    FileError
        If the suffix is not .xlsx, or the file cannot be written.
    ArgumentError
        If the plan is not a plan, or the findings are another frame.

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
    for file, content in reversed(files.items()):  # the kept copy first
        write_bytes(file, content)
    return target


def workbook_files(plan: BlockPlan, findings: pd.DataFrame, path: Path) -> tuple[dict[Path, bytes], list[str]]:
    """Return a spreadsheet with the entries of the existing one, a copy of that one if it must be kept, and notes.

    The notes are on both files.
    """
    before = read_filled(path)
    carried = carry(before, plan)
    content = workbook_bytes(plan, findings, carried)
    if before.content is None or before.content == content:
        return {path: content}, []
    # These are an athlete's entries: report what became of them, and keep the old file if any may be lost.
    notes = [f"{path.name}: {line}" for line in (carried.say(), *before.notes)]
    if not before.touched and not carried.lost:
        return {path: content}, notes if before.typed or before.left else []
    copy = kept_copy(path, before.content)
    return {path: content, copy: before.content}, [f"kept {copy.name}: {path.name} as somebody had saved it", *notes]


def workbook_bytes(plan: BlockPlan, findings: pd.DataFrame, carried: Carried | None = None) -> bytes:
    """Return a spreadsheet that includes entries typed before."""
    import xlsxwriter

    check_plan(plan)
    carried = carried or Carried()
    digest = findings_digest(plan, findings)
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, safe())
    book.set_properties({"created": CREATED, "title": plan.spec.name})
    # A placeholder as long as the digest: the file is signed when everything else is written.
    book.set_custom_property("As written", UNSIGNED, "text")
    pages = Pages(book, plan, carried.cells)
    write_grid(pages, _done_column(plan))
    _sessions(pages)
    _prescriptions(pages)
    # Entries without a row come before the sheets that nobody fills in.
    _left_over(pages, carried)
    write_volume(pages)
    _goal(pages)
    _findings(pages, digest)
    _conventions(pages)
    book.close()
    return signed(written.getvalue(), UNSIGNED)


UNSIGNED = "0" * 64
"""Placeholder until the digest is known."""


def _sessions(pages: Pages) -> None:
    """Write a row for each session, with cells for the athlete's notes."""
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
    if rows:  # sessions done turn grey, so that the rest stand out
        grey = pages.book.add_format({"font_color": "#8B959E", "italic": True})
        done = heads.index("done")
        rule = {"type": "formula", "criteria": f'=${chr(65 + done)}2="yes"', "format": grey}
        sheet.conditional_format(1, 0, len(rows), done - 1, rule)


def _done_column(plan: BlockPlan) -> str:
    """Return the letter of the column in which sessions are ticked; a blank column before it is left out."""
    blank = {head for head, name in (("run that day", "run"), ("note", "note")) if plan.sessions[name].isna().all()}
    heads = [head for head, _ in columns(SESSIONS) if head not in blank or plan.sessions.empty]
    return chr(65 + heads.index("done"))


def _prescriptions(pages: Pages) -> None:
    """Write a row for each exercise of each session, with cells for the work done."""
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
    """Write the entries without a row in this plan, if there are any."""
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
    """Write what studies did for the goal, or our own targets, beside the sets of the weeks."""
    if pages.plan.spec.goal in LINE_GOALS:
        table = goal_weeks_table(pages.plan)
        widths = (38, 26, 16, 14, 18)
        rows = table.to_numpy().tolist()
        sheet, _ = pages.table("goal", list(zip(table.columns, widths, strict=True)), rows, left=0)
        sheet.write(len(rows) + 2, 0, LINES_NOTE, pages.quiet())


def _findings(pages: Pages, digest: pd.DataFrame) -> None:
    """Write the findings."""
    words = digest.assign(
        severity=digest["severity"].map(HEADINGS),
        reference_id=digest["reference_id"].map(labels(pages.plan.source, "reference_id")).fillna("ours"),
    )
    rows = words[["severity", "check", "weeks", "message", "reference_id"]].to_numpy().tolist()
    sheet, _ = pages.table("findings", FINDINGS, rows, left=0)
    text = CONSIDERED if rows else f"No check found anything. {CONSIDERED}"
    sheet.write(len(rows) + 2, 0, text, pages.quiet())


def _conventions(pages: Pages) -> None:
    """Write how to fill the file in, and how sets are counted."""
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
