"""What several tests use: the header of a sheet, routines, a week, blocks, and file permissions that bind."""

from __future__ import annotations

import os
import shutil
import tomllib
from pathlib import Path
from typing import Any

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
        {
            "name": "build again",
            "weeks": 4,
            "volume": [0.9, 1, 1.1, 1.1],
            "reps_step": 1,
            "load": "as before",
            "override": {"hip_thrust": {"reps": [10, 15]}},
        },
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


HALF_TEXT = """\
# Twelve weeks to a half marathon, with mistakes of its own:
# two splits, steps of repetitions,
# and a taper of two weeks.

name = "Spring half"
start = 2027-01-04
race = 2027-03-28
goal = "running"
equipment = ["mini_band", "dumbbell", "bench", "mat", "step", "wall"]
minutes = 60

[runs]
tue = "hard"
thu = "easy"
sun = "long"

[[phase]]
name = "build"
weeks = 3
volume = [0.8, 1.0, 1.2]
effort = "3 repetitions in reserve"
mon = "run_forever"
wed = "runners_world"
fri = ["run_forever", "runners_world"]

[phase.override.hip_thrust]
reps = [8, 10]
load = ["20 kg", "20 kg", "22 kg"]

[[phase]]
name = "deload"
weeks = 1
volume = 0.6

[[phase]]
name = "peak"
weeks = 6
reps_step = 1
wed = "runners_world"
fri = "fit_and_well"

[[phase]]
name = "taper"
weeks = 2
volume = [0.6, 0.5]
"""


HALF = tomllib.loads(HALF_TEXT)
"""Twelve weeks to a half marathon with two splits, steps of repetitions, and a taper of two weeks."""


SKIP = {"skip": [{"from": "2027-02-01", "to": "2027-02-09", "why": "flu"}]}


def heads(sheet: Any) -> list[str]:
    return [cell.value for cell in sheet[1]]


STRONG = b"Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes\n"


ROW = b"2027-01-04 18:00:00,Legs,Hip Thrust,1,60,8,0,0,,\n"


FITNOTES = b"Date,Exercise,Category,Weight,Weight Unit,Reps\n2027-01-04,Hip Thrust,Legs,60,kg,8\n"
