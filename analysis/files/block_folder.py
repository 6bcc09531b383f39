"""A block as files: tables, charts, and what the athlete gets: spreadsheet, calendar and session cards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.base.arguments import checked
from analysis.base.csv_text import csv_text, marked
from analysis.base.files import write_bytes
from analysis.base.names import snake
from analysis.base.progress_bar import counted
from analysis.block import BlockPlan, findings_digest, goal_weeks, session_cards, session_muscles, without_reasons
from analysis.block.past import PLANNED
from analysis.block.plan import check_plan
from analysis.files.block_workbook import workbook_files
from analysis.files.calendar_file import calendar_bytes
from analysis.files.destinations import check_place, left_over, write_together
from analysis.files.device_sessions import block_workouts
from analysis.files.figure_files import finished, pages_bytes
from analysis.files.phone_file import about_phone, block_plan_bytes
from analysis.files.watch_file import FOLDER as WATCH, HOW, about_watch, has_kit, watch_files
from analysis.week.goal_lines import LINE_GOALS

CHARTS = ("grid", "weeks", "heatmap", "calendar")
"""Charts of a block, the card grid first."""


WORKBOOK, CALENDAR, SUMMARY, PHONE = "block.xlsx", "block.ics", "summary.pdf", "block.liftlogplan"


@checked
def export_block(
    plan: BlockPlan,
    findings: pd.DataFrame,
    folder: str | Path,
    *,
    at: str | None = None,
    remarks: bool = False,
    runs: bool = False,
    keep: Iterable[str | Path] = (),
) -> list[Path]:
    """Write a block: what the coach works with, and what the athlete gets.

    Tables as CSV (grid, sessions, prescriptions, volume, allocation, deviation of whole units by muscle, lost sessions,
    findings, every row as planned, and for goals running and strength their lines week by week), charts as PNG (grid,
    weeks, heatmap, calendar; ``grid-1.png``, ``grid-2.png`` and so on where one page does not do), the same to print
    (``summary.pdf``), a spreadsheet to fill in (``block.xlsx``), a calendar to import
    (``block.ics``), session cards to print (``cards.pdf``) and for phones (``cards/*.png``), a plan for the app LiftLog
    (``block.liftlogplan``), and with Garmin's kit a workout for a watch for each different session (``watch/*.fit``).
    Everything is made before the first file is written.

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
    runs : bool
        Whether the calendar has the runs and races too.
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
    files, _ = block_files(plan, findings, home, at=at, remarks=remarks, runs=runs)
    write_together(files, home, plan.source, keep=keep)
    return list(files)


def block_files(
    plan: BlockPlan,
    findings: pd.DataFrame,
    home: Path,
    *,
    at: str | None = None,
    remarks: bool = False,
    runs: bool = False,
    called: str = "",
    drawn: Mapping[str, bytes] | None = None,
) -> tuple[dict[Path, bytes], list[str]]:
    """Return what `export_block` writes into a folder, by path, and what is to be told.

    Told is of a spreadsheet there, and what watch and phone have no place for. The spreadsheet and the calendar, which
    go to an athlete, may be ``called`` otherwise than the block. What is ``drawn`` already, of an equal plan, is taken
    as it is.
    """
    check_plan(plan)
    check_place(home, plan.source)
    findings_digest(plan, findings)  # of this block, or it is said
    shown = plan if remarks else without_remarks(plan)
    own = replace(shown, spec=replace(shown.spec, name=called)) if called else shown
    books, notes = workbook_files(own, findings, home / WORKBOOK)  # what is there is read before anything is drawn
    calendar = calendar_bytes(own, home / CALENDAR, at=at, runs=runs)
    made = drawn or drawn_files(shown, findings)
    notes = [*notes, *(device_notes(shown) if drawn is None else [])]
    cards = {name: content for name, content in made.items() if name.startswith((CARDS, f"{PICTURES}/", PHONE, WATCH))}
    others = {name: content for name, content in made.items() if name not in cards}
    files = {**others, WORKBOOK: books[home / WORKBOOK], CALENDAR: calendar, **cards}
    # The copy of a spreadsheet comes last in the list, and first on the disk.
    return {**{home / name: content for name, content in files.items()}, **books}, notes


def drawn_files(plan: BlockPlan, findings: pd.DataFrame) -> dict[str, bytes]:
    """Return what no athlete fills in or subscribes to, by name: tables, charts, cards, plans for phone and watch."""
    tables = {
        "grid": plan.grid,
        "sessions": plan.sessions,
        "prescriptions": plan.prescriptions,
        "volume": plan.volume,
        "allocation": plan.allocation,
        "deviation": plan.deviation(by="muscle"),
        "lost": plan.lost,
        "findings": findings,
        Path(PLANNED).stem: plan.rows,
        **({"goal_lines": goal_weeks(plan)} if plan.spec.goal in LINE_GOALS else {}),
    }
    files = {f"{name}.csv": marked(csv_text(table)).encode("utf-8") for name, table in tables.items()}
    if not len(plan.sessions):
        return files
    return {**files, **_pictures(plan, findings), **cards_bytes(plan), **device_files(plan)}


def device_files(plan: BlockPlan) -> dict[str, bytes]:
    """Return the plan of a phone and the workouts of a watch, by name.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 4, "mon": "run_forever"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> list(device_files(plan))
    ['block.liftlogplan', 'watch/01-run_forever.fit', 'watch/workouts.csv']
    """
    workouts = block_workouts(plan)
    watch = watch_files(plan.source, workouts) if has_kit() else {}
    return {PHONE: block_plan_bytes(plan, workouts)} | {f"{WATCH}/{name}": content for name, content in watch.items()}


def device_notes(plan: BlockPlan) -> list[str]:
    """Say what phone and watch have no place for, and that workouts need Garmin's kit where it is not there."""
    if not len(plan.sessions):
        return []
    workouts = block_workouts(plan)
    kit = f"no workouts for a watch were written: they need Garmin's kit: {HOW}"
    return [*(about_watch(plan.source, workouts) if has_kit() else [kit]), *about_phone(workouts)]


def without_remarks(plan: BlockPlan) -> BlockPlan:
    """Return a plan that does not say why days are skipped.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 4, "mon": "runners_world"}
    >>> skip = [{"from": "2027-01-11", "why": "flu"}]
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase], "skip": skip})
    >>> without_remarks(plan).lost["why"].tolist()
    [nan]
    """
    remark = plan.lost["date"] >= pd.Timestamp(plan.spec.start)  # before the start the reason is no remark
    lost = plan.lost.assign(why=plan.lost["why"].mask(remark))
    return replace(plan, spec=without_reasons(plan.spec), lost=lost)


def of_earlier_plans(written: Iterable[Path], home: Path) -> list[Path]:
    """Return files in a folder that are of an earlier plan: pictures, cards, lines of a goal that this one has not.

    Examples
    --------
    >>> of_earlier_plans([], Path("no/such/folder"))
    []
    """
    charts = [path for name in CHARTS for path in sorted(home.glob(f"{name}*.png")) if PAGED.fullmatch(path.stem)]
    pictures = sorted((home / PICTURES).glob("[0-9][0-9]*-*.png"))
    watch = sorted((home / WATCH).glob("[0-9][0-9]*-*.fit"))
    alone = [home / name for name in (SUMMARY, CARDS, "goal_lines.csv", PHONE)]
    return left_over([*charts, *alone, *pictures, *watch], written)


PAGED = re.compile(f"({'|'.join(CHARTS)})(-[0-9]+)?")
"""Names of the files of charts."""


def _pictures(plan: BlockPlan, findings: pd.DataFrame) -> dict[str, bytes]:
    """Draw the charts and the page of A4, by file name."""
    from analysis import charts

    files = {}
    for name in counted(CHARTS, "chart"):
        pages = getattr(charts, f"block_{name}_pages")(plan)
        for page in range(1, pages + 1):
            ax = getattr(charts, f"plot_block_{name}")(plan, page=page)
            files[f"{_numbered(name, page, pages)}.png"] = finished(ax, ".png")
    numbers = range(1, charts.block_summary_pages(plan, findings) + 1)
    printed = (charts.plot_block_summary(plan, findings, page=page) for page in numbers)
    return {**files, SUMMARY: pages_bytes(printed, plan.spec.name)}


def _numbered(name: str, page: int, pages: int) -> str:
    """Return the name of a page, with its number where there are several."""
    return f"{name}-{page}" if pages > 1 else name


CARDS = "cards.pdf"


PICTURES = "cards"
"""Folder of the pictures."""


LONGEST = 40
"""Characters of a name in the name of a file."""


@checked
def export_block_cards(plan: BlockPlan, folder: str | Path) -> list[Path]:
    """Write the session cards of a block: ``cards.pdf``, pages of A4 to print, and ``cards/*.png`` for phones.

    Parameters
    ----------
    plan : BlockPlan
        Of `plan_block`; `session_cards` tells what stands on a card.
    folder : path
        Made when it is missing; files of the same names are replaced, each whole or not at all.

    Returns
    -------
    list of Path
        ``cards.pdf``, then the pictures of each card. Their names are made of the card's number, the routine, the phase
        and the picture's number where there are several, in plain letters.

    Raises
    ------
    FileError
        If a file cannot be written.
    ArgumentError
        If it is no plan, or has no session.

    Examples
    --------
    >>> import tempfile
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 4, "mon": "run_forever"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> [path.name for path in export_block_cards(plan, tempfile.mkdtemp())]
    ['cards.pdf', '01-run_forever-base.png']
    """
    home = Path(folder)
    files = cards_bytes(plan)
    for name, content in files.items():
        write_bytes(home / name, content)
    return [home / name for name in files]


def cards_bytes(plan: BlockPlan) -> dict[str, bytes]:
    """Return what `export_block_cards` writes, by name."""
    from analysis.charts.card_page import card_pages

    check_plan(plan, sessions=True)
    cards, muscles = session_cards(plan), session_muscles(plan)
    heads = cards.drop_duplicates("card")
    # One page at a time: a long block does not keep all of its figures in memory.
    pages = (
        ax for number in counted(heads["card"], "card to print") for ax in card_pages(cards, muscles, number, "a4")
    )
    files = {CARDS: pages_bytes(pages, f"{plan.spec.name}: session cards")}
    each = list(heads[["card", "routine_id", "block_phase"]].itertuples(index=False))
    for number, routine, phase in counted(each, "card for a phone"):
        # Numbered with two digits, so that a folder lists them in the order of the block.
        name = "-".join([f"{number:02d}", *filter(None, (_plain(routine), _plain(phase)))])
        pictures = [finished(ax, ".png") for ax in card_pages(cards, muscles, number, "phone")]
        for page, picture in enumerate(pictures, 1):
            files[f"{PICTURES}/{_numbered(name, page, len(pictures))}.png"] = picture
    return files


def _plain(name: str) -> str:
    """Return a name in letters, digits and underscores that any file system takes."""
    return snake(name).encode("ascii", "ignore").decode()[:LONGEST].strip("_")
