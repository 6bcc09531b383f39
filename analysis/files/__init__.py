"""What leaves the notebook: figures, tables, spreadsheets, calendars and cards, whole or not at all.

Frames, Axes and plans come in; files with the same bytes every time go out. Start with `destinations`,
which says where files go; each kind of file is in a module of its name.
"""

import lazy_loader

# The names stand in __init__.pyi: a command that writes one table loads no calendar and no spreadsheet.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
