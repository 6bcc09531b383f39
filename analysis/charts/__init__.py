"""Charts: a tidy frame in, an Axes out; nothing is saved or shown, and titles are computed from the figures.

Start with `canvas`, which all charts share.
"""

from analysis.charts.block_calendar import plot_block_calendar as plot_block_calendar
from analysis.charts.block_grid import plot_block_grid as plot_block_grid
from analysis.charts.block_heatmap import plot_block_heatmap as plot_block_heatmap
from analysis.charts.block_summary import plot_block_summary as plot_block_summary
from analysis.charts.block_weeks import plot_block_weeks as plot_block_weeks
from analysis.charts.comparison import plot_comparison as plot_comparison
from analysis.charts.difference import plot_difference as plot_difference
from analysis.charts.logs import (
    plot_planned_done as plot_planned_done,
    plot_progress as plot_progress,
    plot_sessions_done as plot_sessions_done,
    plot_squad as plot_squad,
)
from analysis.charts.matrix import (
    plot_coverage as plot_coverage,
    plot_equipment as plot_equipment,
    plot_heatmap as plot_heatmap,
    plot_matrix as plot_matrix,
)
from analysis.charts.routine_panels import (
    plot_routine_panels as plot_routine_panels,
    plot_week_mixes as plot_week_mixes,
)
from analysis.charts.session_card import plot_session_card as plot_session_card
from analysis.charts.timeline import plot_timeline as plot_timeline
from analysis.charts.weekly import plot_weekly_volume as plot_weekly_volume
