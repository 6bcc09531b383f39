from .lift_progress import exercise_progress as exercise_progress
from .matching import match_exercises as match_exercises
from .maxima import estimated_maxima as estimated_maxima
from .muscle_volume import log_volume as log_volume
from .planned_done import PlannedAndDone as PlannedAndDone, compare_to_block as compare_to_block
from .proposals import propose_loads as propose_loads
from .reading.read import read_log as read_log
from .reading.several_logs import initials as initials, read_logs as read_logs
from .sentences import say_log as say_log, say_planned_done as say_planned_done
from .synthetic import write_synthetic_logs as write_synthetic_logs
from .weeks import fill_weeks as fill_weeks, log_frequency as log_frequency, squad_weeks as squad_weeks
