"""The blocks of a squad as files: a folder for each athlete, and one overview for the coach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, count
from pathlib import Path

import pandas as pd

from analysis.base.arguments import checked
from analysis.base.csv_text import csv_text, marked
from analysis.base.errors import AnalysisError, FileError
from analysis.base.files import read_text
from analysis.base.frames import with_blanks
from analysis.base.progress_bar import counted
from analysis.base.text import listing, spans
from analysis.block import block_toml, without_reasons
from analysis.block.sentences import HEADINGS, findings_digest
from analysis.block.specs.roster import mark_of
from analysis.block.specs.spec_reading import LONGEST_BLOCK
from analysis.files.block_folder import block_files, device_notes, drawn_files, of_earlier_plans, without_remarks
from analysis.files.calendar_file import time_of_day
from analysis.files.destinations import check_place, left_over, write_together
from analysis.files.roster_page import roster_page
from analysis.files.table_files import workbook_of_tables
from analysis.suggest.rosters.roster_plan import AthletePlan, SquadPlan

SPEC = "block.toml"
"""File with an athlete's block in their folder, to compare with a log or to continue planning."""


WRITTEN = "# Written for an athlete of a roster; written anew with it. Mark: "
"""First line of such a file, before the athlete's mark, which preserves their initials."""


BY_NAME = ", by name"
"""Suffix of the mark if the folder has the athlete's name, which counts as nobody's initials."""


OVERVIEW, TABLES, FINDINGS = "overview.html", "overview.xlsx", "findings.csv"
"""Files for the whole squad."""


WORDS = {
    "athlete": "athlete",
    "sessions": "sessions",
    "days": "days",
    "minutes": "longest day, min",
    "other_days": "other days",
    "left_out": "no day left for",
    "replaced": "instead",
    "missing": "to fix: equipment",
    "away": "away",
    "lost_sessions": "sessions lost",
    "told": "also",
    "fix": "to fix",
    "look_at": "to look at",
}
"""Column names of the overview for a coach."""


IN_WORDS = [WORDS[name] for name in ("other_days", "left_out", "replaced", "missing", "away", "told", "look_at")]
"""Columns that `SquadPlan.say` prints as well."""


@checked
def export_roster(
    squad: SquadPlan,
    folder: str | Path,
    *,
    names: bool = False,
    at: str | None = None,
    remarks: bool = False,
    runs: bool = False,
    keep: Iterable[str | Path] = (),
) -> list[Path]:
    """Write the blocks of a squad: a folder for each athlete, and one overview for the coach.

    A folder has the files of `export_block`, and the athlete's own ``block.toml``. The overview is a page
    (``overview.html``: who trains when, substitutions, what to fix) and the same as tables (``overview.xlsx``,
    ``findings.csv``). Every file is prepared before the first one is written.

    Parameters
    ----------
    squad : SquadPlan
        From `plan_roster`; with ``taken=taken_initials(folder)`` athletes keep their folders if the roster changes, and
        with ``earlier=earlier_folders(folder)`` everything before ``today`` stays.
    folder : path
        Created if missing; files with the same names are replaced, each whole or not at all.
    names : bool
        Show athletes by name; default by initials, numbered if they clash.
    at, remarks, runs
        See `export_block`; remarks includes those of the roster.
    keep : iterable of path
        Files that must not be replaced, such as those that were read.

    Returns
    -------
    list of Path
        The files, those of the whole squad first.

    Raises
    ------
    FileError
        If a file cannot be written, or a folder has the block of another athlete.

    Examples
    --------
    >>> import tempfile
    >>> from analysis import load_library
    >>> from analysis.suggest import plan_roster
    >>> phase = {"name": "base", "weeks": 2, "mon": "run_forever"}
    >>> block = {"name": "Spring", "start": "2027-01-04", "phase": [phase]}
    >>> squad = plan_roster(load_library(), block, pd.DataFrame({"name": ["Ann Bo", "Al Box"]}))
    >>> home = Path(tempfile.mkdtemp())
    >>> files = [path.relative_to(home).as_posix() for path in export_roster(squad, home)]
    >>> files[:3], [name for name in files if name.endswith("block.ics")]
    (['overview.html', 'overview.xlsx', 'findings.csv'], ['AB2/block.ics', 'AB/block.ics'])
    """
    home = Path(folder)
    files, _ = roster_files(squad, home, names=names, at=at, remarks=remarks, runs=runs)
    write_together(files, home, squad.library, keep=keep)
    return list(files)


def roster_files(
    squad: SquadPlan,
    home: Path,
    *,
    names: bool = False,
    at: str | None = None,
    remarks: bool = False,
    runs: bool = False,
) -> tuple[dict[Path, bytes], list[str]]:
    """Return what `export_roster` writes, by path, and notes on existing spreadsheets."""
    check_place(home, squad.library)
    time_of_day(at)  # raises on a wrong time before anything is drawn
    named = called_by_name(squad) if names else squad
    folders = folders_of(named)
    for each in named.athletes:
        _check_owner(home / folders[each.athlete.initials], each)
    files = {
        home / OVERVIEW: roster_page(named).encode("utf-8"),
        home / TABLES: tables_bytes(named),
        home / FINDINGS: marked(csv_text(named.findings)).encode("utf-8"),
    }
    notes: list[str] = []
    drawn: dict[int, dict[str, bytes]] = {}
    of_devices: dict[str, list[str]] = {}
    for each in counted(named.athletes, "athlete"):
        who = each.athlete.initials
        plan = each.plan if remarks else without_remarks(each.plan)
        if id(each.plan) not in drawn:
            drawn[id(each.plan)] = drawn_files(plan, each.findings)
            for note in device_notes(plan):
                alike = [other.athlete.initials for other in named.athletes if other.plan is each.plan]
                of_devices.setdefault(note, []).extend(alike)
        block = f"{squad.spec.name}, {who}"
        how = {"at": at, "remarks": remarks, "runs": runs, "called": block, "drawn": drawn[id(each.plan)]}
        own = home / folders[who]
        written, told = block_files(each.plan, each.findings, own, **how)  # type: ignore[arg-type]
        spec = replace(each.spec if remarks else without_reasons(each.spec), name=block)
        text = f"{WRITTEN}{mark_of(each.athlete.name)}{BY_NAME * names}\n\n{block_toml(spec)}"
        files |= {own / SPEC: text.encode("utf-8"), **written}
        notes += [f"{who}: {note}" for note in told]
    whose = {note: "" if len(who) == len(named.athletes) else f"{listing(who)}: " for note, who in of_devices.items()}
    return files, [*notes, *(who + note for note, who in whose.items())]


def folders_of(squad: SquadPlan) -> dict[str, str]:
    """Return the folder of each athlete: their displayed name, as far as a file system accepts it."""
    folders: dict[str, str] = {}
    for each in squad.athletes:
        who = each.athlete.initials
        plain = " ".join("".join(letter if letter.isalnum() or letter in "-_" else " " for letter in who).split())
        # Two names may be the same to a file system; the second folder is numbered.
        known = {folder.casefold() for folder in folders.values()}
        ends = chain([""], (f" {number}" for number in count(2)))
        folders[who] = next(f"{plain}{end}" for end in ends if f"{plain}{end}".casefold() not in known)
    return folders


@checked
def taken_initials(folder: str | Path) -> dict[str, str]:
    """Return the initials used by a folder's athletes, by their `mark_of`, as `plan_roster` takes them.

    Examples
    --------
    >>> taken_initials("no/such/folder")
    {}
    """
    return {mark: path.name for mark, path in _marked(folder).items() if not mark.endswith(BY_NAME)}


@checked
def earlier_folders(folder: str | Path) -> dict[str, Path]:
    """Return the athletes' folders within a folder, by their `mark_of`, as `plan_roster` takes them for ``earlier``.

    Examples
    --------
    >>> earlier_folders("no/such/folder")
    {}
    """
    return {mark.removesuffix(BY_NAME): path for mark, path in _marked(folder).items()}


def _marked(folder: str | Path) -> dict[str, Path]:
    return {mark: path.parent for path in sorted(Path(folder).glob(f"*/{SPEC}")) if (mark := _mark_in(path))}


def of_nobody(written: Iterable[Path], home: Path) -> list[Path]:
    """Return the files of an earlier plan, and the folders of athletes who are no longer in the roster.

    Examples
    --------
    >>> of_nobody([], Path("no/such/folder"))
    []
    """
    now = list(written)
    specs = [path for path in sorted(home.glob(f"*/{SPEC}")) if _mark_in(path)]
    gone = [path.parent for path in left_over(specs, now)]
    return [*gone, *(path for spec in specs if spec.parent not in gone for path in of_earlier_plans(now, spec.parent))]


def _mark_in(path: Path) -> str:
    """Return the mark of the athlete whose block a file is, blank for any other file."""
    try:
        first = read_text(path, most=LONGEST_BLOCK).partition("\n")[0]
    except AnalysisError:
        return ""
    return first.removeprefix(WRITTEN).strip() if first.startswith(WRITTEN) else ""


def _check_owner(folder: Path, each: AthletePlan) -> None:
    """Refuse to overwrite the block of another athlete, and what they typed into it.

    Raises
    ------
    FileError
    """
    mark = _mark_in(folder / SPEC)
    if mark and mark.removesuffix(BY_NAME) != mark_of(each.athlete.name):
        what = f"{folder.as_posix()}: holds the block of another athlete"
        raise FileError(f"{what}; allowed: another folder, or plan_roster(..., taken=taken_initials(folder))")


def called_by_name(squad: SquadPlan) -> SquadPlan:
    """Return a squad with athletes shown by name instead of initials."""
    athletes = (replace(each, athlete=replace(each.athlete, initials=each.athlete.name)) for each in squad.athletes)
    return replace(squad, athletes=tuple(athletes))


def overview_words(squad: SquadPlan) -> pd.DataFrame:
    """Return the overview of a squad in words, without empty columns.

    Examples
    --------
    >>> from analysis import load_library
    >>> from analysis.suggest import plan_roster
    >>> phase = {"name": "base", "weeks": 2, "mon": "run_forever"}
    >>> block = {"name": "Spring", "start": "2027-01-04", "phase": [phase]}
    >>> squad = plan_roster(load_library(), block, pd.DataFrame({"name": ["Ann Bo"]}))
    >>> overview_words(squad).to_dict("records")
    [{'athlete': 'AB', 'sessions': 2, 'days': 'Mon', 'longest day, min': '12-19'}]
    """
    table = with_blanks(squad.overview)
    minutes = pd.Series(spans(table.round({"minutes_min": 0, "minutes_max": 0}), "minutes"))
    lost = table["lost_sessions"].astype("str").replace("0", "")
    words = table.assign(minutes=minutes, days=table["days"].str.title(), lost_sessions=lost)[[*WORDS]]
    said = [name for name in WORDS if not (words[name].isin(["", 0])).all() or name in ("athlete", "sessions", "days")]
    return words[said].rename(columns=WORDS)


def tables_bytes(squad: SquadPlan) -> bytes:
    """Return the tables of a squad as a spreadsheet: athletes, days, substitutions, findings."""
    days = squad.sessions.assign(weekday=squad.sessions["weekday"].str.title())
    digests = (
        findings_digest(each.plan, each.findings).assign(athlete=each.athlete.initials) for each in squad.athletes
    )
    findings = pd.concat(digests, ignore_index=True)[["athlete", "check", "severity", "weeks", "message"]]
    findings["severity"] = findings["severity"].map(HEADINGS)
    instead = squad.replaced[["athlete", "routine_id", "exercise", "missing", "instead", "lost", "gained"]]
    sheets = {
        "athletes": overview_words(squad),
        "days": days.drop(columns="routine_id").rename(columns={"block_phase": "phase"}),
        "instead": instead.astype("str").where(instead.notna(), ""),
        "findings": findings.rename(columns={"severity": "what to do", "message": "finding"}),
    }
    return workbook_of_tables({name: table for name, table in sheets.items() if len(table)})
