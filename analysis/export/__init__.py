"""What leaves the notebook: figures and tables, written whole or not at all, the same bytes every time."""

from analysis.export.figures import export_figure
from analysis.export.tables import export_table

__all__ = ["export_figure", "export_table"]
