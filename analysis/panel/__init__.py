"""A panel in Jupyter to plan a block with: what it shows and writes is made by the public functions alone."""

from analysis.panel.panel import BlockPanel

__all__ = ["BlockPanel"]
