"""Read sheets and coding, check them against their schemas and make prescriptions, all as frames.

Input: the CSV files of ``data/`` and a coach's own sheets. Output: a `Library`. Start with `loading`.
"""

import lazy_loader

# The names are listed in __init__.pyi: a command without a coach's own sheets loads no code that adds them.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
