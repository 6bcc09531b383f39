"""A panel in Jupyter to plan a block with: controls, and what is planned, drawn and found of it.

A library and a block come in; the public functions of the rooms below do the work. Start with `panel`.
"""

from analysis.panel.panel import BlockPanel as BlockPanel
