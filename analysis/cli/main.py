"""The command line: python -m analysis compare, weekly, block, suggest, report and others."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Sequence
from typing import TextIO

from analysis.base.errors import AnalysisError
from analysis.base.files import CONTROL
from analysis.cli.answers import BAD, DONE
from analysis.cli.options import HELP, Parser, add_command, command_table, named


def parser(command: str = "") -> argparse.ArgumentParser:
    """Return the parser of the command line for one command or for all.

    Examples
    --------
    >>> parser("trim").parse_args(["trim", "runners_world"]).minutes
    '15'
    """
    top = Parser(
        prog="python -m analysis",
        description="Strength routines for runners: tabulated, compared, added up over a week.",
        epilog="Exit codes: 0 done, 1 done and the answer is no, 2 bad input.",
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    known = [name for name in command_table() if not name.startswith("(")]
    for name in [command] if command in known else known:
        add_command(commands, name)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Output is written at the end: a closed pipe interrupts nothing and doesn't change the exit code.

    Examples
    --------
    >>> main(["compare", "runners_wrld"])
    2
    """
    answer, remarks = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(answer), contextlib.redirect_stderr(remarks):
        code = _run(arguments)
    _write(sys.stderr, remarks.getvalue())
    failure = _write(sys.stdout, answer.getvalue())
    if failure:
        _write(sys.stderr, f"error: the answer cannot be written: {failure}\n")
        return BAD
    return code


def _run(arguments: Sequence[str] | None) -> int:
    try:
        words = sys.argv[1:] if arguments is None else arguments
        options = parser(next(iter(words), "")).parse_args(words)
        if options.command is None:
            print((HELP / "start.txt").read_text(encoding="utf-8"), end="")
            return DONE
        # A command loads only its own module: a comparison is on screen before a solver would be loaded.
        return int(named(f"cli.{options.run}")(options))
    except AnalysisError as error:
        print(f"error: {error}", file=sys.stderr)
        return BAD
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return BAD
    except SystemExit as stop:  # argparse has already printed its message
        return BAD if stop.code else DONE


def _write(stream: TextIO | None, text: str) -> str:
    """Write to a stream that may be closed or None; return any other error, or a blank."""
    if stream is None or not text:
        return ""
    # A name in a sheet may contain escape codes that would move the terminal's cursor.
    text = CONTROL.sub("�", text)
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        # The rest goes to devnull, or Python would report an error at exit; "| head" may close the pipe early.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return "" if isinstance(error, BrokenPipeError) else error.strerror or type(error).__name__
    return ""
