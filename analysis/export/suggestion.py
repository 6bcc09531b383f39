"""A suggested week as files: a sheet for each session, and what stands behind them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from analysis.errors import ArgumentError
from analysis.export.block import write_together
from analysis.suggest.certificate import certificate
from analysis.suggest.sessions import PREFIX
from analysis.suggest.week import SuggestedWeek

CERTIFICATE = "certificate.json"


def export_suggestion(week: SuggestedWeek, folder: str | Path, *, keep: Iterable[str | Path] = ()) -> list[Path]:
    """Write a suggested week: a sheet per session, which is a routine like any other, and ``certificate.json``.

    Parameters
    ----------
    week : SuggestedWeek
        Of `suggest_week`, one that fits.
    folder : path
        Made when it is missing; files of the same names are replaced, each whole or not at all.
    keep : iterable of path
        Files that are not to be replaced, such as sheets that were read.

    Returns
    -------
    list of Path
        The files, the certificate last. The same question gives the same bytes.

    Raises
    ------
    ArgumentError
        If nothing fits: there is no sheet to write.
    FileError
        If a file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from analysis import load_library, suggest_week
    >>> week = suggest_week(load_library(), bands={"chest": 4}, days=2, minutes=10, equipment=[])
    >>> [path.name for path in export_suggestion(week, tempfile.mkdtemp())]
    ['suggested_mon.csv', 'suggested_thu.csv', 'certificate.json']
    """
    if not week.fits:
        raise ArgumentError("nothing fits, so there is no session to write")
    home = Path(folder)
    files = {home / f"{name}.csv": text.encode("utf-8") for name, text in week.sheets.items()}
    text = json.dumps(certificate(week), ensure_ascii=False, indent=1)
    files[home / CERTIFICATE] = f"{text}\n".encode()
    write_together(files, home, week.source, keep=keep)
    return list(files)


def of_other_weeks(written: Iterable[Path], home: Path) -> list[Path]:
    """Return sheets of suggested sessions in a folder that are not of this week.

    Examples
    --------
    >>> of_other_weeks([], Path("no/such/folder"))
    []
    """
    return [path for path in sorted(home.glob(f"{PREFIX}_???.csv")) if path not in set(written)]
