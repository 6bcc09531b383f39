"""What leaves the notebook: figures, tables, spreadsheets, calendars and cards, whole or not at all.

Frames, Axes and plans come in; files with the same bytes every time go out. Start with `tables`.
"""

from analysis.files.block_folder import export_block as export_block
from analysis.files.block_spreadsheet import export_block_workbook as export_block_workbook
from analysis.files.cards import export_block_cards as export_block_cards
from analysis.files.figures import export_figure as export_figure
from analysis.files.ics import export_block_calendar as export_block_calendar
from analysis.files.log_folder import export_log as export_log
from analysis.files.spreadsheets import export_comparison as export_comparison, export_week as export_week
from analysis.files.suggestion_folder import export_suggestion as export_suggestion
from analysis.files.tables import export_table as export_table
