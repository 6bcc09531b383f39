"""What leaves the notebook: figures and tables, written whole or not at all, the same bytes every time."""

from analysis.export.block import export_block
from analysis.export.figures import export_figure
from analysis.export.tables import export_table
from analysis.export.workbook import export_comparison, export_week

__all__ = ["export_block", "export_comparison", "export_figure", "export_table", "export_week"]
