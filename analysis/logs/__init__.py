"""Training logs: exports read, put on the same muscles as plans, and held against them.

Files of training apps come in, one row per set and volume by week go out. Start with `read`.
"""

import lazy_loader

# The names stand in __init__.pyi: a command that reads one spreadsheet loads nothing that counts logs.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
