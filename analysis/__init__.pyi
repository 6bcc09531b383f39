from . import notation
from .bands import dose_bands
from .block import (
    BlockComparison,
    BlockPlan,
    BlockSpec,
    check_block,
    compare_blocks,
    findings_digest,
    plan_block,
    read_block,
    say_block,
    say_blocks,
    say_findings,
)
from .build import at_a_glance, build_tidy
from .charts import (
    plot_comparison,
    plot_coverage,
    plot_difference,
    plot_equipment,
    plot_heatmap,
    plot_matrix,
    plot_routine_panels,
    plot_timeline,
    plot_week_mixes,
    plot_weekly_volume,
)
from .check import check_data, check_sheet
from .checklist import coverage
from .compare import compare_routines, routine_similarity, shared_exercises
from .duration import exercise_seconds, session_minutes
from .equipment import equipment_fit, equipment_use, lost_volume
from .errors import AnalysisError, ArgumentError, DataError, DoseError, FileError
from .exercises import exercise_matrix, find_exercises
from .explain import explain_difference, sensitivity
from .export import export_comparison, export_figure, export_table, export_week
from .library import Library, add_routine, load_library
from .notation import Dose, parse_dose
from .sentences import (
    say_comparison,
    say_coverage,
    say_difference,
    say_equipment,
    say_leader,
    say_sensitivity,
    say_shared,
    say_similarity,
    say_week,
)
from .terminal import comparison_words
from .volume import prescription_volume, routine_volume, weights
from .weekly import weekly_minutes, weekly_summary, weekly_volume

__all__ = [
    "AnalysisError",
    "ArgumentError",
    "BlockComparison",
    "BlockPlan",
    "BlockSpec",
    "DataError",
    "Dose",
    "DoseError",
    "FileError",
    "Library",
    "add_routine",
    "at_a_glance",
    "build_tidy",
    "check_block",
    "check_data",
    "check_sheet",
    "compare_blocks",
    "compare_routines",
    "comparison_words",
    "coverage",
    "dose_bands",
    "equipment_fit",
    "equipment_use",
    "exercise_matrix",
    "exercise_seconds",
    "explain_difference",
    "export_comparison",
    "export_figure",
    "export_table",
    "export_week",
    "find_exercises",
    "findings_digest",
    "load_library",
    "lost_volume",
    "notation",
    "parse_dose",
    "plan_block",
    "plot_comparison",
    "plot_coverage",
    "plot_difference",
    "plot_equipment",
    "plot_heatmap",
    "plot_matrix",
    "plot_routine_panels",
    "plot_timeline",
    "plot_week_mixes",
    "plot_weekly_volume",
    "prescription_volume",
    "read_block",
    "routine_similarity",
    "routine_volume",
    "say_block",
    "say_blocks",
    "say_comparison",
    "say_coverage",
    "say_difference",
    "say_equipment",
    "say_findings",
    "say_leader",
    "say_sensitivity",
    "say_shared",
    "say_similarity",
    "say_week",
    "sensitivity",
    "session_minutes",
    "shared_exercises",
    "weekly_minutes",
    "weekly_summary",
    "weekly_volume",
    "weights",
]
