from .block_folder import export_block as export_block
from .block_spreadsheet import export_block_workbook as export_block_workbook
from .cards import export_block_cards as export_block_cards
from .figures import export_figure as export_figure
from .ics import export_block_calendar as export_block_calendar
from .log_folder import export_log as export_log
from .spreadsheets import export_comparison as export_comparison, export_week as export_week
from .suggestion_folder import export_suggestion as export_suggestion
from .tables import export_table as export_table
