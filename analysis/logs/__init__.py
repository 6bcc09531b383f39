"""Training logs: exports read, put on the same muscles as plans, and held against them."""

from analysis.logs.match import match_exercises
from analysis.logs.planned import PlannedAndDone, compare_to_block
from analysis.logs.progress import exercise_progress
from analysis.logs.read import read_log
from analysis.logs.said import say_log, say_planned_done
from analysis.logs.sides import sides_apart
from analysis.logs.squad import initials, read_logs, squad_weeks
from analysis.logs.synthetic import write_synthetic_logs
from analysis.logs.volume import log_volume
from analysis.logs.weeks import fill_weeks, log_frequency

__all__ = [
    "PlannedAndDone",
    "compare_to_block",
    "exercise_progress",
    "fill_weeks",
    "initials",
    "log_frequency",
    "log_volume",
    "match_exercises",
    "read_log",
    "read_logs",
    "say_log",
    "say_planned_done",
    "sides_apart",
    "squad_weeks",
    "write_synthetic_logs",
]
