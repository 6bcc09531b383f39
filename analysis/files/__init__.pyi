from .block_folder import export_block as export_block, export_block_cards as export_block_cards
from .block_workbook import export_block_workbook as export_block_workbook
from .calendar_file import export_block_calendar as export_block_calendar
from .figure_files import export_figure as export_figure
from .log_folder import export_log as export_log
from .phone_file import export_phone_plan as export_phone_plan
from .roster_folder import (
    earlier_folders as earlier_folders,
    export_roster as export_roster,
    taken_initials as taken_initials,
)
from .routine_workbooks import export_comparison as export_comparison, export_week as export_week
from .suggestion_folder import export_suggestion as export_suggestion
from .table_files import export_table as export_table
from .watch_file import (
    export_watch_workout as export_watch_workout,
    export_watch_workouts as export_watch_workouts,
)
