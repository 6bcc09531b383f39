from . import (
    block as block,
    charts as charts,
    compare as compare,
    files as files,
    logs as logs,
    suggest as suggest,
    volume as volume,
    week as week,
)
from .base.errors import AnalysisError, ArgumentError, DataError, DoseError, FileError
from .base.shown import show
from .block.checks import check_block
from .block.comparison import BlockComparison, compare_blocks
from .block.plan import BlockPlan
from .block.sentences import say_block
from .block.specs.spec import BlockSpec
from .block.specs.spec_reading import read_block
from .charts.body_map import plot_body
from .charts.difference_ledger import plot_difference
from .charts.routine_bars import plot_comparison, plot_routine_panels
from .charts.weekly_bars import plot_weekly_volume
from .compare.difference import explain_difference
from .compare.equipment import equipment_fit
from .compare.exercises import find_exercises
from .compare.routines import compare_routines
from .compare.sentences import say_comparison, say_difference
from .compare.ways_of_counting import sensitivity
from .files.block_folder import export_block
from .files.figure_files import export_figure
from .files.table_files import export_table
from .library.additions import add_routine
from .library.doses.dose import Dose
from .library.doses.notation import parse_dose
from .library.library import Library
from .library.loading import load_library
from .logs.matching import match_exercises
from .logs.muscle_volume import log_volume
from .logs.planned_done import PlannedAndDone, compare_to_block
from .logs.reading.read import read_log
from .logs.reading.several_logs import read_logs
from .logs.weeks import fill_weeks
from .panel.panel import BlockPanel
from .suggest.filled_blocks import fill_suggested, plan_block
from .suggest.small_questions.mix import suggest_mix
from .suggest.small_questions.substitute import substitute
from .suggest.small_questions.trim import trim
from .suggest.small_questions.what_if import what_if
from .suggest.suggested_week import SuggestedWeek
from .suggest.week_answer import suggest_week
from .tidy.build import at_a_glance
from .volume.minutes import session_minutes
from .volume.product import routine_volume
from .volume.weight_matrix import weights
from .week.band_status import dose_bands
from .week.checklist import coverage
from .week.goal_work import goal_lines
from .week.sentences import say_week
from .week.weekly import weekly_summary, weekly_volume

__all__ = [
    "AnalysisError",
    "ArgumentError",
    "BlockComparison",
    "BlockPanel",
    "BlockPlan",
    "BlockSpec",
    "DataError",
    "Dose",
    "DoseError",
    "FileError",
    "Library",
    "PlannedAndDone",
    "SuggestedWeek",
    "add_routine",
    "at_a_glance",
    "check_block",
    "compare_blocks",
    "compare_routines",
    "compare_to_block",
    "coverage",
    "dose_bands",
    "equipment_fit",
    "explain_difference",
    "export_block",
    "export_figure",
    "export_table",
    "fill_suggested",
    "fill_weeks",
    "find_exercises",
    "goal_lines",
    "load_library",
    "log_volume",
    "match_exercises",
    "parse_dose",
    "plan_block",
    "plot_body",
    "plot_comparison",
    "plot_difference",
    "plot_routine_panels",
    "plot_weekly_volume",
    "read_block",
    "read_log",
    "read_logs",
    "routine_volume",
    "say_block",
    "say_comparison",
    "say_difference",
    "say_week",
    "sensitivity",
    "session_minutes",
    "show",
    "substitute",
    "suggest_mix",
    "suggest_week",
    "trim",
    "weekly_summary",
    "weekly_volume",
    "weights",
    "what_if",
]
