"""What leaves the notebook: figures, tables and blocks, written whole or not at all, the same bytes every time."""

from analysis.export.block import export_block
from analysis.export.block_workbook import export_block_workbook
from analysis.export.calendar import export_block_calendar
from analysis.export.cards import export_block_cards
from analysis.export.figures import export_figure
from analysis.export.log import export_log
from analysis.export.suggestion import export_suggestion
from analysis.export.tables import export_table
from analysis.export.workbook import export_comparison, export_week

__all__ = [
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
]
