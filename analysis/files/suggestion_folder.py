"""A suggested week as files: a sheet for each session, and the certificate of the answer."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from analysis.base.arguments import checked
from analysis.base.csv_text import marked
from analysis.base.errors import ArgumentError, FileError
from analysis.base.files import read_text, there
from analysis.files.destinations import left_over, write_together
from analysis.suggest import SuggestedWeek, certificate

CERTIFICATE = "certificate.json"


@checked
def export_suggestion(week: SuggestedWeek, folder: str | Path, *, keep: Iterable[str | Path] = ()) -> list[Path]:
    """Write a suggested week: a sheet per session, which is a routine like any other, and ``certificate.json``.

    Parameters
    ----------
    week : SuggestedWeek
        From `suggest_week`, one that fits.
    folder : path
        Created if missing; files with the same names are replaced, each whole or not at all.
    keep : iterable of path
        Files that must not be replaced, such as sheets that were read.

    Returns
    -------
    list of Path
        The files, the certificate last. The same question gives the same bytes.

    Raises
    ------
    ArgumentError
        If no week fits: there is no sheet to write.
    FileError
        If a file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from analysis import load_library, suggest_week
    >>> week = suggest_week(load_library(), days=1, minutes=15, equipment=[], names={"mon": "Legs"})
    >>> [path.name for path in export_suggestion(week, tempfile.mkdtemp())]
    ['legs.csv', 'certificate.json']
    """
    if not week.fits:
        raise ArgumentError("nothing fits, so there is no session to write")
    home = Path(folder)
    earlier = sessions_there(home)
    for name in week.sheets:
        path = home / f"{name}.csv"
        if there(path) and name not in earlier:
            raise FileError(f"{path.as_posix()}: is there already, and of no suggested week; allowed: another folder")
    files = {home / f"{name}.csv": marked(text).encode("utf-8") for name, text in week.sheets.items()}
    text = json.dumps(certificate(week), ensure_ascii=False, indent=1)
    files[home / CERTIFICATE] = f"{text}\n".encode()
    write_together(files, home, week.source, keep=keep)
    return list(files)


def sessions_there(home: Path) -> set[str]:
    """Return the sessions that the certificate in a folder names.

    Examples
    --------
    >>> sessions_there(Path("no/such/folder"))
    set()
    """
    try:
        known = json.loads(read_text(home / CERTIFICATE))
        fixed = {routine for _, routine in known["question"]["fixed"]}
        return {str(session["routine_id"]) for session in known["answer"]["sessions"]} - fixed
    except (FileError, ValueError, LookupError, TypeError, RecursionError):
        return set()


def of_other_weeks(earlier: Iterable[str], written: Iterable[Path], home: Path) -> list[Path]:
    """Return sheets of suggested sessions in a folder that belong to a week written there before, not to this one.

    Examples
    --------
    >>> of_other_weeks(["suggested_mon"], [], Path("no/such/folder"))
    []
    """
    return left_over([home / f"{name}.csv" for name in sorted(set(earlier))], written)
