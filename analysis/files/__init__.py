"""Exported files: figures, tables, spreadsheets, calendars and cards, each whole or not at all.

Frames, Axes and plans come in; files with the same bytes every time go out. Start with `destinations`,
which decides where files go; each type of file has its own module.
"""

import lazy_loader

# The names are listed in __init__.pyi: a command that writes one table loads no calendar and no spreadsheet.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
