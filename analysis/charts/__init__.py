"""Charts: a tidy frame in, an Axes out; no chart is saved or shown, and titles are computed from the figures.

Start with `canvas`, which all charts share; charts of one subject share a module.
"""

import lazy_loader

# The names are listed in __init__.pyi: a command that draws one chart loads no other.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
