"""A block as files: tables, charts, and what the athlete gets: spreadsheet, calendar and session cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.block.plan import BlockPlan, check_plan
from analysis.errors import FileError
from analysis.export.block_workbook import keep_filled_in, workbook_bytes
from analysis.export.calendar import calendar_bytes
from analysis.export.cards import PICTURES, cards_bytes
from analysis.export.figures import close, figure_bytes
from analysis.files import make_folder, real, write_bytes
from analysis.frames import csv_text

CHARTS = ("grid", "weeks", "heatmap", "calendar")
"""Charts of a block, the card grid first."""
WORKBOOK, CALENDAR = "block.xlsx", "block.ics"


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
        Made when it is missing; files of the same names are replaced, each whole or not at all, but for a spreadsheet
        that has been filled in. A calendar in it is brought up to date, see `export_block_calendar`.
    at : str, optional
        Time of day at which sessions begin in the calendar, such as ``"06:30"``; default all day.
    remarks : bool
        Whether the files say why days are skipped; default not, because it may be about the athlete's health.
    keep : iterable of path
        Files that are not to be replaced, such as the sheets that were read.

    Returns
    -------
    list of Path
        The files, the card grid first. A block without any session has no charts, no cards and no ``summary.pdf``.

    Raises
    ------
    FileError
        If a file cannot be written, one to be kept has the name of one of them, a spreadsheet there has been filled
        in, or a calendar there is another one.
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
    check_plan(plan)
    shown = plan if remarks else without_remarks(plan)
    home = Path(folder)
    kept = {real(Path(one)) for one in keep}
    for name in (f"{name}.png" for name in CHARTS):
        if plan.sessions.empty and (home / name).exists():
            raise FileError(f"{(home / name).as_posix()}: is of another block, and this one has no session to draw")
    keep_filled_in(home / WORKBOOK)
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
    files |= _pictures(shown, findings) if len(plan.sessions) else {}
    files[WORKBOOK] = workbook_bytes(shown, findings)
    files[CALENDAR] = calendar_bytes(shown, home / CALENDAR, at=at)
    files |= cards_bytes(shown) if len(plan.sessions) else {}
    for name in files:
        path = home / name
        if real(path) in kept:
            raise FileError(f"{path.as_posix()}: was read, and would be replaced; allowed: another folder to write to")
        if path.exists() and not path.is_file():
            raise FileError(f"{path.as_posix()}: cannot be written: not an ordinary file")
    make_folder(home)
    for name, content in files.items():
        write_bytes(home / name, content)
    return [home / name for name in files]


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
    skip = tuple(replace(one, why="") for one in plan.spec.skip)
    lost = plan.lost.assign(why=pd.array([""] * len(plan.lost), dtype="str"))
    return replace(plan, spec=replace(plan.spec, skip=skip), lost=lost)


def earlier_cards(written: Iterable[Path]) -> list[Path]:
    """Return pictures of session cards that stand beside those just written, of an earlier plan.

    Examples
    --------
    >>> earlier_cards([])
    []
    """
    now = {path for path in written if path.parent.name == PICTURES}
    folders = {path.parent for path in now}
    return sorted(path for folder in folders for path in folder.glob("[0-9][0-9]*-*.png") if path not in now)


def _pictures(plan: BlockPlan, findings: pd.DataFrame) -> dict[str, bytes]:
    """Draw the charts and the page of A4, by file name."""
    from analysis import charts

    files = {}
    for name in CHARTS:
        figure = getattr(charts, f"plot_block_{name}")(plan).get_figure(root=True)
        files[f"{name}.png"] = figure_bytes(figure, ".png", size="as drawn")
        close(figure)
    page = charts.plot_block_summary(plan, findings)
    files["summary.pdf"] = figure_bytes(page, ".pdf", size="as drawn")
    close(page)
    return files
