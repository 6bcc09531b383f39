"""Training logs: exports read, put on the same muscles as plans, and held against them.

Files of training apps come in, one row per set and volume by week go out. Start with `read`.
"""

from analysis.logs.initials import initials as initials
from analysis.logs.matching import match_exercises as match_exercises
from analysis.logs.muscle_volume import log_volume as log_volume
from analysis.logs.planned_done import PlannedAndDone as PlannedAndDone, compare_to_block as compare_to_block
from analysis.logs.read import read_log as read_log
from analysis.logs.sentences import say_log as say_log, say_planned_done as say_planned_done
from analysis.logs.squad import read_logs as read_logs
from analysis.logs.synthetic import write_synthetic_logs as write_synthetic_logs
from analysis.logs.weeks import (
    exercise_progress as exercise_progress,
    fill_weeks as fill_weeks,
    log_frequency as log_frequency,
    squad_weeks as squad_weeks,
)
