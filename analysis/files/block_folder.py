"""A block as files: tables, charts, and what the athlete gets: spreadsheet, calendar and session cards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.base.arguments import checked
from analysis.base.csv_text import csv_text
from analysis.base.errors import FileError
from analysis.base.files import make_folder, real, there, write_bytes
from analysis.block.edits import without_reasons
from analysis.block.plan import BlockPlan, check_plan
from analysis.block.sentences import findings_digest
from analysis.files.block_spreadsheet import workbook_files
from analysis.files.cards import PDF as CARDS, PICTURES, cards_bytes
from analysis.files.figures import finished
from analysis.files.ics import calendar_bytes
from analysis.files.typed_before import KEPT
from analysis.library.library import Library

CHARTS = ("grid", "weeks", "heatmap", "calendar")
"""Charts of a block, the card grid first."""


WORKBOOK, CALENDAR, SUMMARY = "block.xlsx", "block.ics", "summary.pdf"


@checked
def export_block(
    plan: BlockPlan,
    findings: pd.DataFrame,
    folder: str | Path,
    *,
    at: str | None = None,
    remarks: bool = False,
    keep: Iterable[str | Path] = (),
) -> list[Path]:
    """Write a block: what the coach works with, and what the athlete gets.

    Tables as CSV (grid, sessions, prescriptions, volume, allocation, deviation of whole units by muscle, lost sessions,
    findings), charts as PNG (grid, weeks, heatmap, calendar), a page of A4 (``summary.pdf``), a spreadsheet to fill in
    (``block.xlsx``), a calendar to import (``block.ics``), and session cards to print (``cards.pdf``) and for phones
    (``cards/*.png``). Everything is made before the first file is written.

    Parameters
    ----------
    plan : BlockPlan
        Of `plan_block`.
    findings : DataFrame
        Of `check_block`.
    folder : path
        Made when it is missing; files of the same names are replaced, each whole or not at all. A calendar in it is
        brought up to date, see `export_block_calendar`; what an athlete has typed into the spreadsheet is carried over,
        and that spreadsheet is kept beside it, see `export_block_workbook`.
    at : str, optional
        Time of day at which sessions begin in the calendar, such as ``"06:30"``; default all day.
    remarks : bool
        Whether the files say why days are skipped; default not, because it may be about the athlete's health.
    keep : iterable of path
        Files that are not to be replaced, such as the sheets that were read.

    Returns
    -------
    list of Path
        The files, the card grid first, a spreadsheet that is kept last. A block without any session has no charts, no
        cards and no ``summary.pdf``.

    Raises
    ------
    FileError
        If a file cannot be written, one to be kept has the name of one of them, the folder is that of the data, or a
        calendar there is another one.
    ArgumentError
        If it is no plan, the findings are another frame, or the time cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> from analysis import check_block, load_library, plan_block
    >>> phase = {"name": "base", "weeks": 4, "mon": "runners_world"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> [path.name for path in export_block(plan, check_block(plan), tempfile.mkdtemp())][:2]
    ['grid.csv', 'sessions.csv']
    """
    home = Path(folder)
    files, _ = block_files(plan, findings, home, at=at, remarks=remarks)
    write_together(files, home, plan.source, keep=keep)
    return list(files)


def block_files(
    plan: BlockPlan, findings: pd.DataFrame, home: Path, *, at: str | None = None, remarks: bool = False
) -> tuple[dict[Path, bytes], list[str]]:
    """Return what `export_block` writes into a folder, by path, and what is to be told of a spreadsheet there."""
    check_plan(plan)
    check_place(home, plan.source)
    findings_digest(plan, findings)  # of this block, or it is said
    shown = plan if remarks else without_remarks(plan)
    tables = {
        "grid": shown.grid,
        "sessions": shown.sessions,
        "prescriptions": shown.prescriptions,
        "volume": shown.volume,
        "allocation": shown.allocation,
        "deviation": shown.deviation(by="muscle"),
        "lost": shown.lost,
        "findings": findings,
    }
    files = {f"{name}.csv": csv_text(table).encode("utf-8") for name, table in tables.items()}
    books, told = workbook_files(shown, findings, home / WORKBOOK)  # what is there is read before anything is drawn
    calendar = calendar_bytes(shown, home / CALENDAR, at=at)
    files |= _pictures(shown, findings) if len(plan.sessions) else {}
    files |= {WORKBOOK: books[home / WORKBOOK], CALENDAR: calendar}
    files |= cards_bytes(shown) if len(plan.sessions) else {}
    return {**{home / name: content for name, content in files.items()}, **books}, told


def check_place(home: Path, library: Library) -> None:
    """Refuse a folder to write to that is in the data that are read, or where a file stands.

    Raises
    ------
    FileError
    """
    data = real(library.folder)
    if real(home) == data or data in real(home).parents:
        raise FileError(f"{home.as_posix()}: is in the data folder that is read; allowed: another place to write to")
    if there(home) and not home.is_dir():
        raise FileError(f"{home.as_posix()}: cannot be written to: it is a file, not a folder")


def write_together(
    files: Mapping[Path, bytes], home: Path, library: Library, *, keep: Iterable[str | Path] = ()
) -> None:
    """Write files that belong together; none is written when one of them cannot be.

    Raises
    ------
    FileError
        If something stands in the way of one, one is to be kept, or the folder is that of the data that are read.
    """
    kept = {real(Path(one)) for one in keep}
    check_place(home, library)
    for path in files:
        if real(path) in kept:
            raise FileError(f"{path.as_posix()}: was read, and would be replaced; allowed: another folder to write to")
        if there(path) and not path.is_file():
            raise FileError(f"{path.as_posix()}: cannot be written: not an ordinary file")
        folder = path.parent
        if there(folder) and not folder.is_dir():
            raise FileError(f"{folder.as_posix()}: cannot be written to: it is a file, not a folder")
        if folder.is_symlink() and not folder.exists():
            raise FileError(f"{folder.as_posix()}: cannot be written to: it is a link that leads nowhere")
    make_folder(home)
    for path, content in sorted(files.items(), key=lambda one: KEPT not in one[0].stem):  # copies come first
        write_bytes(path, content)


def without_remarks(plan: BlockPlan) -> BlockPlan:
    """Return a plan that does not say why days are skipped.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 4, "mon": "runners_world"}
    >>> skip = [{"from": "2027-01-11", "why": "flu"}]
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase], "skip": skip})
    >>> without_remarks(plan).lost["why"].tolist()
    ['']
    """
    remark = plan.lost["date"] >= pd.Timestamp(plan.spec.start)  # before the start the reason is no remark
    lost = plan.lost.assign(why=plan.lost["why"].mask(remark, ""))
    return replace(plan, spec=without_reasons(plan.spec), lost=lost)


def of_earlier_plans(written: Iterable[Path], home: Path) -> list[Path]:
    """Return pictures and cards in a folder that are of an earlier plan: this one has none of their names.

    Examples
    --------
    >>> of_earlier_plans([], Path("no/such/folder"))
    []
    """
    names = [*(f"{name}.png" for name in CHARTS), SUMMARY, CARDS]
    found = [home / name for name in names if (home / name).is_file()]
    found += sorted((home / PICTURES).glob("[0-9][0-9]*-*.png"))
    return [path for path in found if path not in set(written)]


def _pictures(plan: BlockPlan, findings: pd.DataFrame) -> dict[str, bytes]:
    """Draw the charts and the page of A4, by file name."""
    from analysis import charts

    files = {f"{name}.png": finished(getattr(charts, f"plot_block_{name}")(plan), ".png") for name in CHARTS}
    return {**files, SUMMARY: finished(charts.plot_block_summary(plan, findings), ".pdf")}
