"""The main answers and files of the project, into a folder: run by Python of any kind, to hold one against another."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import analysis as a

SHEET = "exercise,sets,reps,load\nBack squat,3,5-6,60 kg\nPogo hops,3,20,\nSL RDL,3,8 e/s,12kg KB\n"


def main(folder: Path) -> None:
    """Write what a coach asks for, as tables with every digit, and print the seconds that each took."""
    folder.mkdir(parents=True)
    took = {}

    def timed(name: str, since: float) -> float:
        took[name] = round(time.perf_counter() - since, 2)
        return time.perf_counter()

    now = time.perf_counter()
    sheet = folder / "mine.csv"
    sheet.write_text(SHEET, encoding="utf-8", newline="\n")
    library = a.load_library(extra=[sheet])
    now = timed("library", now)
    a.export_table(a.compare_routines(library), folder / "comparison.csv")
    a.export_table(a.explain_difference(library, "runners_world", "run_forever"), folder / "difference.csv")
    a.export_table(a.weekly_volume(library, {"mine": 2, "run_forever": 3}, by="muscle"), folder / "week.csv")
    now = timed("compare and week", now)
    ax = a.plot_comparison(a.compare_routines(library))
    a.export_figure(ax, folder / "comparison.png")
    now = timed("a picture", now)
    phase = {"name": "base", "weeks": 8, "volume": [0.8, 1, 1.2, 0.6] * 2, "mon": "runners_world", "thu": "mine"}
    plan = a.plan_block(library, {"name": "Winter", "start": "2026-11-30", "phase": [phase]})
    a.export_block(plan, a.check_block(plan), folder / "block")
    now = timed("a block with its files", now)
    log = a.read_logs(a.logs.write_synthetic_logs(folder / "squad", plan))
    a.export_table(a.log_volume(log, library, by="muscle"), folder / "done.csv")
    a.export_table(a.compare_to_block(plan, log).volume, folder / "planned_versus_done.csv")
    timed("logs", now)
    print(took)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
