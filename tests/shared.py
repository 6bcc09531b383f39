"""What several tests use: the header of a sheet, routines, a week, blocks, and file permissions that bind."""

from __future__ import annotations

import os
import shutil
import tomllib
from pathlib import Path
from typing import Any

from analysis.cli.blocks import EXAMPLE

ROOT = Path(__file__).resolve().parent.parent


HEADER = "section,phase,rounds,exercise,dose,equipment,notes"


ROUTINES = ["fit_and_well", "runners_world", "run_forever"]


WEEK = {"runners_world": 1, "run_forever": 3}
"""The week of the report."""


def _bound() -> list[str] | None:
    """What to put before a command so that file permissions bind it; None where they cannot be made to."""
    if not hasattr(os, "geteuid"):
        return None
    if os.geteuid() != 0:
        return []
    rights = "-dac_override,-dac_read_search"
    return ["setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}"] if shutil.which("setpriv") else None


BOUND = _bound()


BASE = {
    "name": "Winter base",
    "start": "2026-11-30",
    "goal": "strength",
    "phase": [
        {"name": "build", "weeks": 3, "volume": [0.8, 0.9, 1], "mon": "runners_world", "thu": "runners_world"},
        {"name": "deload", "weeks": 1, "volume": 0.6, "effort": "easy"},
        {"name": "build again", "weeks": 4, "volume": [0.9, 1, 1.1, 1.1], "reps_step": 1, "load": "as before"},
    ],
}
"""Eight weeks with a deload in the fourth."""


WARM_UPS = {
    "name": "Half a year",
    "start": "2026-11-02",
    "runs": {"tue": "hard", "thu": "easy", "sun": "long"},
    "phase": [
        {
            "name": "all the way",
            "weeks": 24,
            **dict.fromkeys(["tue", "thu", "sun"], "run_forever"),
            "fri": "runners_world",
        }
    ],
}
"""A warm-up before every run, and one strength session."""


HALF = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
"""Twelve weeks to a half marathon with two splits and a taper of two weeks: the shipped example."""


SKIP = {"skip": [{"from": "2027-02-01", "to": "2027-02-09", "why": "flu"}]}


def heads(sheet: Any) -> list[str]:
    return [cell.value for cell in sheet[1]]


STRONG = b"Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes\n"


ROW = b"2027-01-04 18:00:00,Legs,Hip Thrust,1,60,8,0,0,,\n"


FITNOTES = b"Date,Exercise,Category,Weight,Weight Unit,Reps\n2027-01-04,Hip Thrust,Legs,60,kg,8\n"
