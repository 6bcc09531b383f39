"""A panel in Jupyter for planning a block: controls, and the plan with its charts and findings.

A library and a block come in; the public functions of the other rooms do the work. Start with `panel`.
"""

from analysis.panel.panel import BlockPanel as BlockPanel
