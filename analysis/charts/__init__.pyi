from .block_calendar import (
    block_calendar_pages as block_calendar_pages,
    plot_block_calendar as plot_block_calendar,
)
from .block_grid import block_grid_pages as block_grid_pages, plot_block_grid as plot_block_grid
from .block_heatmap import block_heatmap_pages as block_heatmap_pages, plot_block_heatmap as plot_block_heatmap
from .block_summary import block_summary_pages as block_summary_pages, plot_block_summary as plot_block_summary
from .block_weeks import block_weeks_pages as block_weeks_pages, plot_block_weeks as plot_block_weeks
from .body_map import plot_body as plot_body
from .card_page import plot_session_card as plot_session_card, session_card_pages as session_card_pages
from .coverage_list import plot_coverage as plot_coverage
from .difference_ledger import plot_difference as plot_difference
from .done_work import (
    plot_planned_done as plot_planned_done,
    plot_sessions_done as plot_sessions_done,
    plot_squad as plot_squad,
)
from .muscle_matrix import plot_matrix as plot_matrix
from .progress_lines import plot_progress as plot_progress
from .routine_bars import (
    plot_comparison as plot_comparison,
    plot_equipment as plot_equipment,
    plot_routine_panels as plot_routine_panels,
    plot_week_mixes as plot_week_mixes,
)
from .session_timeline import plot_timeline as plot_timeline
from .weekly_bars import plot_weekly_volume as plot_weekly_volume
