"""Charts: a tidy frame in, an Axes out; nothing is saved or shown, and titles are computed from the figures."""

from analysis.charts.comparison import plot_comparison, plot_difference
from analysis.charts.matrix import plot_coverage, plot_equipment, plot_heatmap, plot_matrix
from analysis.charts.panels import plot_routine_panels, plot_week_mixes
from analysis.charts.session import plot_timeline
from analysis.charts.weekly import plot_weekly_volume

__all__ = [
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
]
