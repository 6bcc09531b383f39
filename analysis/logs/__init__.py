"""Training logs: read exports, map their exercises to the same muscles as plans, compare logs with blocks.

Exports of training apps come in, one row per set and weekly volume go out. Start with `reading`, then `matching`.
"""

import lazy_loader

# The names are listed in __init__.pyi: a command that reads one spreadsheet doesn't load the counting of logs.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
