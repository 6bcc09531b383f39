"""The command line: python -m analysis compare, weekly, exercises, block, build, check, report."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Sequence
from typing import TextIO

from analysis.bands import GOALS
from analysis.commands import BAD, COMMANDS, DONE
from analysis.counting import BY, COUNTINGS
from analysis.errors import SHOWN, AnalysisError
from analysis.export.figures import SUFFIXES as FIGURES
from analysis.export.tables import SUFFIXES as TABLES
from analysis.files import CONTROL


def _routines(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--with",
        dest="extra",
        metavar="SHEET",
        action="append",
        default=[],
        help="add a sheet of your own (repeatable)",
    )
    parser.add_argument("--data", metavar="FOLDER", help="a data folder in place of the shipped one")


def _counting(parser: argparse.ArgumentParser, by: Sequence[str]) -> None:
    parser.add_argument("--by", choices=by, default="group", help="rows of the table (default: group)")
    names = ", ".join(COUNTINGS)
    parser.add_argument(
        "--counting", default="fractional", metavar="HOW", help=f"{names}, or weights such as primary=1,secondary=0.25"
    )


def _output(parser: argparse.ArgumentParser, kinds: Sequence[str]) -> None:
    parser.add_argument(
        "--format",
        choices=["table", "csv", "json", "markdown"],
        default="table",
        help="what is printed (default: table)",
    )
    parser.add_argument("--out", metavar="FILE", help=f"write a file instead, by its ending: {' '.join(kinds)}")


def _examples(*lines: str) -> str:
    return "\n".join(["examples:", *(f"  python -m analysis {line}" for line in lines)])


def parser() -> argparse.ArgumentParser:
    """Make the parser of the command line."""
    plain = argparse.RawDescriptionHelpFormatter
    top = argparse.ArgumentParser(
        prog="python -m analysis",
        description="Strength routines for runners: tabulated, compared, added up over a week.",
        epilog="Exit codes: 0 done, 1 done and the answer is no, 2 bad input.",
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    one = commands.add_parser(
        "compare",
        help="routines side by side",
        formatter_class=plain,
        epilog=_examples(
            "compare",
            "compare runners_world run_forever --explain",
            "compare --own mini_band,mat --with mine.csv",
            "compare --by muscle --out compare.png",
        ),
    )
    one.add_argument("routines", nargs="*", metavar="ROUTINE", help="routine ids (default: all)")
    one.add_argument("--phases", metavar="PHASE,...", help="only these: mobility, activation, strength, cooldown")
    one.add_argument(
        "--explain", action="store_true", help="explain the difference of two routines, exercise by exercise"
    )
    one.add_argument(
        "--own", metavar="ITEM,...", help="what the athlete owns, or none: a table of what can be done and what is lost"
    )
    _counting(one, list(BY))
    _output(one, [*FIGURES, *TABLES])
    _routines(one)

    one = commands.add_parser(
        "weekly",
        help="what a week adds up to",
        formatter_class=plain,
        epilog=_examples(
            "weekly runners_world=1 run_forever=3",
            "weekly runners_world=2 --goal strength --out weekly.png",
            "weekly run_forever=5 --bands glute_max=4-10 hamstrings=4",
            "weekly runners_world=1 run_forever=3 --coverage",
        ),
    )
    one.add_argument(
        "week", nargs="*", metavar="ROUTINE=SESSIONS", help="sessions of each routine; a name alone is one session"
    )
    one.add_argument("--phases", metavar="PHASE,...", help="only these: mobility, activation, strength, cooldown")
    one.add_argument("--coverage", action="store_true", help="the checklist for runners, with what covers each line")
    one.add_argument("--goal", choices=GOALS, help="hold strength sets against the goal's dose band")
    one.add_argument(
        "--bands", nargs="+", metavar="MUSCLE=LOW-HIGH", default=[], help="dose bands of your own, in sets a week"
    )
    _counting(one, ["muscle", "group"])
    _output(one, [*FIGURES, *TABLES])
    _routines(one)

    one = commands.add_parser(
        "exercises",
        help="exercises by muscle, equipment, source",
        formatter_class=plain,
        epilog=_examples("exercises --muscle glute_med", "exercises --equipment mini_band --source fit_and_well"),
    )
    one.add_argument("--muscle", metavar="MUSCLE", help="a muscle or muscle group")
    one.add_argument("--equipment", metavar="ITEM", help="an item of equipment")
    one.add_argument("--source", metavar="ROUTINE", help="a routine")
    _output(one, TABLES)
    _routines(one)

    one = commands.add_parser(
        "block",
        help="a block of weeks: planned, checked, written as files",
        formatter_class=plain,
        epilog=_examples(
            "block --example > block.toml",
            "block block.toml",
            "block block.toml --check",
            "block block.toml --out block/ --at 06:30",
            "block block.toml --out block/ --with mine.csv",
        ),
    )
    one.add_argument("block", nargs="?", metavar="BLOCK", help="a TOML file")
    one.add_argument("--example", action="store_true", help="print a commented file to start from")
    one.add_argument("--check", action="store_true", help="the findings alone; exit code 1 when one is an error")
    one.add_argument(
        "--out",
        metavar="FOLDER",
        help="write tables, charts, a spreadsheet, a calendar and session cards; a calendar there is updated",
    )
    one.add_argument("--at", metavar="HH:MM", help="time of day of the sessions in the calendar (default: all day)")
    one.add_argument("--remarks", action="store_true", help="let the files say why days are skipped")
    _routines(one)

    one = commands.add_parser("build", help="rebuild data/tidy and data/DICTIONARY.md")
    one.add_argument("--data", metavar="FOLDER", help="a data folder in place of the shipped one")

    one = commands.add_parser("check", help="check the data, or sheets of your own")
    one.add_argument("sheets", nargs="*", metavar="SHEET", help="sheets to check (default: the data)")
    one.add_argument("--all", action="store_true", help=f"show all findings, not the first {SHOWN}")
    _routines(one)

    one = commands.add_parser("report", help="the comparison and one week, as tables and charts in a folder")
    one.add_argument(
        "week", nargs="*", metavar="ROUTINE=SESSIONS", help="the week (default: runners_world=1 run_forever=3)"
    )
    one.add_argument("--out", metavar="FOLDER", default="out", help="where the files go (default: out)")
    _routines(one)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    The answer is written when the work is done, so that a reader who goes away stops nothing and changes no exit code.

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
        options = parser().parse_args(arguments)
        code: int = COMMANDS[options.command](options)
    except AnalysisError as error:
        print(f"error: {error}", file=sys.stderr)
        return BAD
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return BAD
    except SystemExit as stop:  # argparse has said what it had to say
        return BAD if stop.code else DONE
    return code


def _write(stream: TextIO | None, text: str) -> str:
    """Write to a stream that may be closed or gone; what is wrong otherwise."""
    if stream is None or not text:
        return ""
    text = CONTROL.sub("�", text)
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return error.strerror or type(error).__name__
    return ""
