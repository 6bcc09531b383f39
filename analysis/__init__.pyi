from .base.errors import AnalysisError, ArgumentError, DataError, DoseError, FileError
from .block.checks import check_block
from .block.comparison import BlockComparison, compare_blocks
from .block.plan import BlockPlan
from .block.planning import plan_block
from .block.reading import parse_block, read_block
from .block.sentences import findings_digest, say_block, say_blocks, say_findings
from .block.session_cards import session_cards
from .block.spec import BlockSpec
from .block.writing import block_mapping, block_toml
from .charts.block_calendar import plot_block_calendar
from .charts.block_grid import plot_block_grid
from .charts.block_heatmap import plot_block_heatmap
from .charts.block_summary import plot_block_summary
from .charts.block_weeks import plot_block_weeks
from .charts.comparison import plot_comparison
from .charts.difference import plot_difference
from .charts.logs import plot_planned_done, plot_progress, plot_sessions_done, plot_squad
from .charts.matrix import plot_coverage, plot_equipment, plot_heatmap, plot_matrix
from .charts.routine_panels import plot_routine_panels, plot_week_mixes
from .charts.session_card import plot_session_card
from .charts.timeline import plot_timeline
from .charts.weekly import plot_weekly_volume
from .compare.alike import routine_similarity, shared_exercises
from .compare.difference import explain_difference
from .compare.equipment import equipment_fit, equipment_use, lost_volume
from .compare.exercises import exercise_matrix, find_exercises
from .compare.routines import compare_routines
from .compare.sensitivity import sensitivity
from .compare.sentences import (
    say_comparison,
    say_difference,
    say_equipment,
    say_leader,
    say_sensitivity,
    say_shared,
    say_similarity,
)
from .compare.tables import comparison_words
from .files.block_folder import export_block
from .files.block_spreadsheet import export_block_workbook
from .files.cards import export_block_cards
from .files.figures import export_figure
from .files.ics import export_block_calendar
from .files.log_folder import export_log
from .files.spreadsheets import export_comparison, export_week
from .files.suggestion_folder import export_suggestion
from .files.tables import export_table
from .library import notation
from .library.library import Library
from .library.loading import add_routine, load_library
from .library.notation import Dose, parse_dose
from .logs.matching import match_exercises
from .logs.muscle_volume import log_volume
from .logs.planned_done import PlannedAndDone, compare_to_block
from .logs.progress import exercise_progress
from .logs.read import read_log
from .logs.sentences import say_log, say_planned_done
from .logs.squad import initials, read_logs, squad_weeks
from .logs.synthetic import write_synthetic_logs
from .logs.weeks import fill_weeks, log_frequency
from .panel.panel import BlockPanel
from .suggest.certificate import certificate
from .suggest.mix import suggest_mix
from .suggest.sentences import say_suggestion
from .suggest.substitute import RewrittenRoutine, say_rewritten, say_substitutes, substitute, substitute_routine
from .suggest.trim import TrimmedRoutine, say_trim, trim
from .suggest.week import SuggestedWeek, suggest_week
from .suggest.what_if import WeekChange, say_change, what_if
from .tidy.build import at_a_glance, build_tidy
from .tidy.check import check_data, check_sheet
from .volume.minutes import exercise_seconds, session_minutes
from .volume.product import prescription_volume, routine_volume
from .volume.weights import weights
from .week.bands import dose_bands
from .week.checklist import coverage
from .week.sentences import say_coverage, say_week
from .week.weekly import weekly_minutes, weekly_summary, weekly_volume

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
    "RewrittenRoutine",
    "SuggestedWeek",
    "TrimmedRoutine",
    "WeekChange",
    "add_routine",
    "at_a_glance",
    "block_mapping",
    "block_toml",
    "build_tidy",
    "certificate",
    "check_block",
    "check_data",
    "check_sheet",
    "compare_blocks",
    "compare_routines",
    "compare_to_block",
    "comparison_words",
    "coverage",
    "dose_bands",
    "equipment_fit",
    "equipment_use",
    "exercise_matrix",
    "exercise_progress",
    "exercise_seconds",
    "explain_difference",
    "export_block",
    "export_block_calendar",
    "export_block_cards",
    "export_block_workbook",
    "export_comparison",
    "export_figure",
    "export_log",
    "export_suggestion",
    "export_table",
    "export_week",
    "fill_weeks",
    "find_exercises",
    "findings_digest",
    "initials",
    "load_library",
    "log_frequency",
    "log_volume",
    "lost_volume",
    "match_exercises",
    "notation",
    "parse_block",
    "parse_dose",
    "plan_block",
    "plot_block_calendar",
    "plot_block_grid",
    "plot_block_heatmap",
    "plot_block_summary",
    "plot_block_weeks",
    "plot_comparison",
    "plot_coverage",
    "plot_difference",
    "plot_equipment",
    "plot_heatmap",
    "plot_matrix",
    "plot_planned_done",
    "plot_progress",
    "plot_routine_panels",
    "plot_session_card",
    "plot_sessions_done",
    "plot_squad",
    "plot_timeline",
    "plot_week_mixes",
    "plot_weekly_volume",
    "prescription_volume",
    "read_block",
    "read_log",
    "read_logs",
    "routine_similarity",
    "routine_volume",
    "say_block",
    "say_blocks",
    "say_change",
    "say_comparison",
    "say_coverage",
    "say_difference",
    "say_equipment",
    "say_findings",
    "say_leader",
    "say_log",
    "say_planned_done",
    "say_rewritten",
    "say_sensitivity",
    "say_shared",
    "say_similarity",
    "say_substitutes",
    "say_suggestion",
    "say_trim",
    "say_week",
    "sensitivity",
    "session_cards",
    "session_minutes",
    "shared_exercises",
    "squad_weeks",
    "substitute",
    "substitute_routine",
    "suggest_mix",
    "suggest_week",
    "trim",
    "weekly_minutes",
    "weekly_summary",
    "weekly_volume",
    "weights",
    "what_if",
    "write_synthetic_logs",
]
