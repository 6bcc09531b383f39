"""Charts: a tidy frame in, an Axes out; nothing is saved or shown, and titles are computed from the figures."""

from analysis.charts.block_calendar import plot_block_calendar
from analysis.charts.block_grid import plot_block_grid
from analysis.charts.block_heatmap import plot_block_heatmap
from analysis.charts.block_weeks import plot_block_weeks
from analysis.charts.card import plot_session_card
from analysis.charts.comparison import plot_comparison, plot_difference
from analysis.charts.logs import plot_planned_done, plot_progress, plot_sessions_done, plot_squad
from analysis.charts.matrix import plot_coverage, plot_equipment, plot_heatmap, plot_matrix
from analysis.charts.panels import plot_routine_panels, plot_week_mixes
from analysis.charts.session import plot_timeline
from analysis.charts.summary import plot_block_summary
from analysis.charts.weekly import plot_weekly_volume

__all__ = [
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
]
