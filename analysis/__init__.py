"""Strength routines for runners: tabulated, compared, and added up over a week.

Load the library first; every other function takes it, or a frame that another one returned::

    from analysis import load_library, compare_routines, plot_comparison

    library = load_library()  # the three shipped routines
    library = load_library(extra=["mine.csv"])  # and a sheet of your own
    plot_comparison(compare_routines(library))

Volume
    routine_volume, prescription_volume, weights, session_minutes, exercise_seconds
Comparison
    compare_routines, comparison_words, explain_difference, sensitivity, shared_exercises, routine_similarity,
    equipment_fit, lost_volume, equipment_use, exercise_matrix
A week
    weekly_volume, weekly_summary, weekly_minutes, dose_bands, coverage
In sentences
    say_comparison, say_leader, say_difference, say_shared, say_equipment, say_similarity, say_sensitivity, say_week,
    say_coverage
Charts
    plot_comparison, plot_difference, plot_heatmap, plot_routine_panels, plot_matrix, plot_equipment, plot_timeline,
    plot_weekly_volume, plot_week_mixes, plot_coverage
Files
    export_figure, export_table, export_comparison, export_week
Data
    load_library, add_routine, find_exercises, parse_dose, at_a_glance, build_tidy, check_data, check_sheet

Every quantity is an interval (``_min``, ``_max``). A set counts 1 for a primary muscle and 0.5 for a secondary one
unless ``counting`` says otherwise; strength and activation are always told apart. It counts what routines prescribe:
it is a planning aid for healthy adults, no diagnosis, and it promises neither performance nor freedom from injury.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analysis.bands import dose_bands
from analysis.build import at_a_glance, build_tidy
from analysis.check import check_data, check_sheet
from analysis.checklist import coverage
from analysis.compare import compare_routines, routine_similarity, shared_exercises
from analysis.duration import exercise_seconds, session_minutes
from analysis.equipment import equipment_fit, equipment_use, lost_volume
from analysis.errors import AnalysisError, ArgumentError, DataError, DoseError, FileError
from analysis.exercises import exercise_matrix, find_exercises
from analysis.explain import explain_difference, sensitivity
from analysis.export import export_comparison, export_figure, export_table, export_week
from analysis.library import Library, add_routine, load_library
from analysis.notation import Dose, parse_dose
from analysis.sentences import (
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
from analysis.terminal import comparison_words
from analysis.volume import prescription_volume, routine_volume, weights
from analysis.weekly import weekly_minutes, weekly_summary, weekly_volume

if TYPE_CHECKING:
    from analysis.charts import (
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

__all__ = [
    "AnalysisError",
    "ArgumentError",
    "DataError",
    "Dose",
    "DoseError",
    "FileError",
    "Library",
    "add_routine",
    "at_a_glance",
    "build_tidy",
    "check_data",
    "check_sheet",
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
    "load_library",
    "lost_volume",
    "parse_dose",
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
    "routine_similarity",
    "routine_volume",
    "say_comparison",
    "say_coverage",
    "say_difference",
    "say_equipment",
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


def __getattr__(name: str) -> Any:
    if name in __all__:  # matplotlib loads when a chart is asked for
        from analysis import charts

        return getattr(charts, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
