"""A block as files: its tables, its findings, its charts and a page of A4."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.block.plan import BlockPlan
from analysis.errors import FileError
from analysis.export.figures import export_figure
from analysis.export.tables import export_table
from analysis.files import make_folder, real

if TYPE_CHECKING:
    from matplotlib.figure import Figure

CHARTS = ("grid", "weeks", "heatmap", "calendar")
"""Charts of a block, the card grid first."""


def export_block(
    plan: BlockPlan, findings: pd.DataFrame, folder: str | Path, *, keep: Iterable[str | Path] = ()
) -> list[Path]:
    """Write a block: tables as CSV, charts as PNG, and a summary as PDF.

    The tables are grid, sessions, prescriptions, volume, allocation, deviation (of whole units, by muscle),
    lost (sessions that are skipped) and findings, the charts grid, weeks, heatmap and calendar.

    Parameters
    ----------
    plan : BlockPlan
        Of `plan_block`.
    findings : DataFrame
        Of `check_block`.
    folder : path
        Made when it is missing; files of the same names are replaced, each whole or not at all.
    keep : iterable of path
        Files that are not to be replaced, such as the sheets that were read.

    Returns
    -------
    list of Path
        The files, the card grid first. A block without any session has no charts and no ``summary.pdf``.

    Raises
    ------
    FileError
        If a file cannot be written, or one to be kept has the name of one of them.

    Examples
    --------
    >>> import tempfile
    >>> from analysis import check_block, load_library, plan_block
    >>> phase = {"name": "base", "weeks": 4, "mon": "runners_world"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> [path.name for path in export_block(plan, check_block(plan), tempfile.mkdtemp())][:2]
    ['grid.csv', 'sessions.csv']
    """
    tables = {
        "grid": plan.grid,
        "sessions": plan.sessions,
        "prescriptions": plan.prescriptions,
        "volume": plan.volume,
        "allocation": plan.allocation,
        "deviation": plan.deviation(by="muscle"),
        "lost": plan.lost,
        "findings": findings,
    }
    home = Path(folder)
    names = [f"{name}.csv" for name in tables]
    pictures = [*(f"{name}.png" for name in CHARTS), "summary.pdf"]
    drawn = pictures if len(plan.sessions) else []
    for path in {real(home / name) for name in (*names, *drawn)} & {real(Path(one)) for one in keep}:
        raise FileError(f"{path.as_posix()}: was read, and would be replaced; allowed: another folder to write to")
    for name in (*names, *pictures):
        if (home / name).exists() and not (home / name).is_file():
            raise FileError(f"{(home / name).as_posix()}: cannot be written: not an ordinary file")
        if name in pictures and not drawn and (home / name).exists():
            raise FileError(f"{(home / name).as_posix()}: is of another block, and this one has no session to draw")
    figures: list[Figure] = []
    if drawn:
        from analysis import charts

        for name in CHARTS:
            figure = getattr(charts, f"plot_block_{name}")(plan).get_figure(root=True)
            figures.append(figure)
        figures.append(charts.plot_block_summary(plan, findings))
    make_folder(home)
    written = [export_table(table, home / name) for name, table in zip(names, tables.values(), strict=True)]
    for name, figure in zip(drawn, figures, strict=True):
        written.append(export_figure(figure, home / name, size="as drawn"))
        _close(figure)
    return written


def _close(figure: Figure) -> None:
    """Let a figure go that is written."""
    import matplotlib.pyplot as plt

    plt.close(figure)
