"""A block as files: its tables, its findings and a page of A4."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from analysis.block.plan import BlockPlan
from analysis.errors import FileError
from analysis.export.figures import export_figure
from analysis.export.tables import export_table
from analysis.files import make_folder, real

TABLES = ("grid", "sessions", "prescriptions", "volume", "allocation", "deviation", "findings")
"""Tables of a block, the card grid first."""


def export_block(
    plan: BlockPlan, findings: pd.DataFrame, folder: str | Path, *, keep: Iterable[str | Path] = ()
) -> list[Path]:
    """Write a block: grid, sessions, prescriptions, volume, allocation, deviation and findings as CSV, summary as PDF.

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
        The files, the card grid first. A block without any session has no ``summary.pdf``.

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
        "deviation": plan.deviation(),
        "findings": findings,
    }
    paths = {name: Path(folder) / f"{name}.csv" for name in TABLES}
    summary = Path(folder) / "summary.pdf"
    for path in {real(one) for one in (*paths.values(), summary)} & {real(Path(one)) for one in keep}:
        raise FileError(f"{path.as_posix()}: was read, and would be replaced; allowed: another folder to write to")
    figure = None
    if len(plan.sessions):
        import matplotlib.pyplot as plt

        from analysis.charts.summary import plot_block_summary

        figure = plot_block_summary(plan, findings)
    make_folder(Path(folder))
    written = [export_table(tables[name], path) for name, path in paths.items()]
    if figure is not None:
        written.append(export_figure(figure, summary, size="as drawn"))
        plt.close(figure)
    return written
