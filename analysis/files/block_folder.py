"""A block as files: tables, charts, and the athlete's spreadsheet, calendar and session cards."""

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
from analysis.block.plan import check_plan
from analysis.block.planning.past import PLANNED
from analysis.files.block_workbook import workbook_files
from analysis.files.calendar_file import calendar_bytes
from analysis.files.destinations import check_place, left_over, write_together
from analysis.files.device_sessions import block_workouts
from analysis.files.figure_files import finished, pages_bytes
from analysis.files.phone_file import about_phone, block_plan_bytes
from analysis.files.watch_file import FOLDER as WATCH, HOW, about_watch, has_kit, watch_files
from analysis.week.goal_work import LINE_GOALS

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
    """Write a block: files for the coach to work with, and files for the athlete.

    Tables as CSV (grid, sessions, prescriptions, volume, allocation, rounding deviation by muscle, lost sessions,
    findings, every row as planned, and for goals running and strength their lines week by week), charts as PNG (grid,
    weeks, heatmap, calendar; ``grid-1.png``, ``grid-2.png`` and so on for several pages), the same for printing
    (``summary.pdf``), a spreadsheet to fill in (``block.xlsx``), a calendar to import
    (``block.ics``), session cards to print (``cards.pdf``) and for phones (``cards/*.png``), a plan for the app LiftLog
    (``block.liftlogplan``), and with Garmin's kit a workout for a watch for each different session (``watch/*.fit``).
    Every file is prepared before the first one is written.

    Parameters
    ----------
    plan : BlockPlan
        From `plan_block`.
    findings : DataFrame
        From `check_block`.
    folder : path
        Created if missing; files with the same names are replaced, each whole or not at all. An existing calendar is
        updated, see `export_block_calendar`; entries in an existing spreadsheet are carried over,
        and the old spreadsheet is kept beside the new one, see `export_block_workbook`.
    at : str, optional
        Start time of sessions in the calendar, such as ``"06:30"``; default all day.
    remarks : bool
        Whether files include the reasons for days off; default not, because they may be about the athlete's health.
    runs : bool
        Whether the calendar includes the runs and races.
    keep : iterable of path
        Files that must not be replaced, such as the sheets that were read.

    Returns
    -------
    list of Path
        The files, the card grid first, a kept spreadsheet last. A block without sessions has no charts, no
        cards and no ``summary.pdf``.

    Raises
    ------
    FileError
        If a file cannot be written or has the name of a file in ``keep``, the folder is the data folder, or an
        existing calendar belongs to something else.
    ArgumentError
        If the plan is not a plan, the findings are another frame, or the time cannot be read.

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
    """Return what `export_block` writes into a folder, by path, with notes.

    Notes are on an existing spreadsheet, and on work that watch and phone have no field for. The spreadsheet and the
    calendar, which go to an athlete, may be ``called`` otherwise than the block. Files ``drawn`` already, for an equal
    plan, are reused.
    """
    check_plan(plan)
    check_place(home, plan.source)
    findings_digest(plan, findings)  # raises if they are of another block
    shown = plan if remarks else without_remarks(plan)
    own = replace(shown, spec=replace(shown.spec, name=called)) if called else shown
    books, notes = workbook_files(own, findings, home / WORKBOOK)  # an existing file is read before anything is drawn
    calendar = calendar_bytes(own, home / CALENDAR, at=at, runs=runs)
    made = drawn or drawn_files(shown, findings)
    notes = [*notes, *(device_notes(shown) if drawn is None else [])]
    cards = {name: content for name, content in made.items() if name.startswith((CARDS, f"{PICTURES}/", PHONE, WATCH))}
    others = {name: content for name, content in made.items() if name not in cards}
    files = {**others, WORKBOOK: books[home / WORKBOOK], CALENDAR: calendar, **cards}
    # The copy of a spreadsheet is last in the list, and first to be written.
    return {**{home / name: content for name, content in files.items()}, **books}, notes


def drawn_files(plan: BlockPlan, findings: pd.DataFrame) -> dict[str, bytes]:
    """Return the files that athletes neither fill in nor subscribe to, by name: tables, charts, cards, device plans."""
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
    """Return a plan for the phone and workouts for a watch, by name.

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
    """Return notes on work that phone and watch have no field for, and on Garmin's kit if it is not installed."""
    if not len(plan.sessions):
        return []
    workouts = block_workouts(plan)
    kit = f"no workouts for a watch were written: they need Garmin's kit: {HOW}"
    return [*(about_watch(plan.source, workouts) if has_kit() else [kit]), *about_phone(workouts)]


def without_remarks(plan: BlockPlan) -> BlockPlan:
    """Return a plan without the reasons for days off.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 4, "mon": "runners_world"}
    >>> skip = [{"from": "2027-01-11", "why": "flu"}]
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase], "skip": skip})
    >>> without_remarks(plan).lost["why"].tolist()
    [nan]
    """
    remark = plan.lost["date"] >= pd.Timestamp(plan.spec.start)  # before the start the reason is not the coach's remark
    lost = plan.lost.assign(why=plan.lost["why"].mask(remark))
    return replace(plan, spec=without_reasons(plan.spec), lost=lost)


def of_earlier_plans(written: Iterable[Path], home: Path) -> list[Path]:
    """Return files left in a folder by an earlier plan: pictures, cards, lines of a goal that the new plan lacks.

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
"""File names of the charts."""


def _pictures(plan: BlockPlan, findings: pd.DataFrame) -> dict[str, bytes]:
    """Return the charts and the A4 pages, by file name."""
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
    """Return the name of a page, with its number if there are several."""
    return f"{name}-{page}" if pages > 1 else name


CARDS = "cards.pdf"


PICTURES = "cards"
"""Folder of the pictures."""


LONGEST = 40
"""Maximum characters of a name within a file name."""


@checked
def export_block_cards(plan: BlockPlan, folder: str | Path) -> list[Path]:
    """Write the session cards of a block: ``cards.pdf``, A4 pages to print, and ``cards/*.png`` for phones.

    Parameters
    ----------
    plan : BlockPlan
        From `plan_block`; `session_cards` describes what is on a card.
    folder : path
        Created if missing; files with the same names are replaced, each whole or not at all.

    Returns
    -------
    list of Path
        ``cards.pdf``, then the pictures of each card. Their names have the card's number, the routine, the phase
        and the picture's number if there are several, in plain letters.

    Raises
    ------
    FileError
        If a file cannot be written.
    ArgumentError
        If the plan is not a plan, or has no sessions.

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
    # One page at a time: a long block never has all its figures in memory.
    pages = (
        ax for number in counted(heads["card"], "card to print") for ax in card_pages(cards, muscles, number, "a4")
    )
    files = {CARDS: pages_bytes(pages, f"{plan.spec.name}: session cards")}
    each = list(heads[["card", "routine_id", "block_phase"]].itertuples(index=False))
    for number, routine, phase in counted(each, "card for a phone"):
        # Two-digit numbers, so that a folder lists the cards in the order of the block.
        name = "-".join([f"{number:02d}", *filter(None, (_plain(routine), _plain(phase)))])
        pictures = [finished(ax, ".png") for ax in card_pages(cards, muscles, number, "phone")]
        for page, picture in enumerate(pictures, 1):
            files[f"{PICTURES}/{_numbered(name, page, len(pictures))}.png"] = picture
    return files


def _plain(name: str) -> str:
    """Return a name in letters, digits and underscores that any file system accepts."""
    return snake(name).encode("ascii", "ignore").decode()[:LONGEST].strip("_")
