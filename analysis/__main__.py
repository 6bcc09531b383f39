"""Run the command line: python -m analysis."""

import gc
import sys
from collections.abc import Sequence


def start(arguments: Sequence[str] | None = None) -> int:
    """Run the command line in a process of its own and return its exit code."""
    # Imports make several hundred thousand objects and no garbage; to scan them again and again, and once more at the
    # exit, would take as long as a comparison.
    gc.disable()
    from analysis.cli.main import main

    gc.freeze()
    gc.enable()
    code = main(arguments)
    gc.freeze()
    return code


if __name__ == "__main__":
    sys.exit(start())
