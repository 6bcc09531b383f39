"""The command line: python -m analysis compare, weekly, block, suggest, report and others."""

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
    one.add_argument("--origin", choices=["sources", "ours"], help="what the sources prescribe, or what is ours")
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

    _logs(commands)
    _suggest(commands)
    _small_questions(commands)

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


def _several(parser: argparse.ArgumentParser, name: str, metavar: str, about: str, *, required: bool = False) -> None:
    """Add an option that takes several values, and may be given again for more."""
    parser.add_argument(name, metavar=metavar, nargs="+", action="extend", default=[], required=required, help=about)


def _suggest(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    one = commands.add_parser(
        "suggest",
        help="sessions that reach weekly targets in the least estimated minutes, proven",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=_examples(
            "suggest --bands glute_med=8 hamstrings=4 calves=6 --days 3 --minutes 25 --equipment mini_band mat",
            "suggest --bands quads=6 calves=6 --days mon wed fri --minutes 30 20 30 --runs tue=hard --out week/",
            "suggest --bands hamstrings=4 --days 2 --minutes 15 --equipment none --cover plyometric",
        ),
    )
    _several(one, "--bands", "MUSCLE=LOW[-HIGH]", "strength sets a week", required=True)
    one.add_argument("--days", nargs="+", metavar="DAYS", default=["3"], help="a number, or weekdays (default: 3)")
    one.add_argument("--minutes", nargs="+", metavar="MIN", default=["25"], help="longest day; one or one for each day")
    one.add_argument("--equipment", nargs="*", metavar="ITEM", help="what there is, or none (default: everything)")
    _several(one, "--include", "EXERCISE", "must be in the week")
    _several(one, "--exclude", "EXERCISE", "must not be")
    _several(one, "--prefer", "EXERCISE", "taken where that costs no time")
    _several(one, "--fixed", "DAY=ROUTINE", "sessions that stay")
    _several(one, "--warm-up", "EXERCISE", "opens every session")
    _several(one, "--patterns", "PATTERN", "movement patterns the week must hold")
    _several(one, "--cover", "LINE", "lines of the coverage checklist, or all")
    _several(one, "--runs", "DAY=KIND", "runs of the week: easy, long or hard")
    one.add_argument("--race", metavar="DAY", help="the race is on this day: nothing new but light work")
    _several(one, "--known", "EXERCISE", "what the athlete has done before")
    one.add_argument("--least-days", metavar="N", help="days that a target is worked on (default: 2)")
    one.add_argument("--most-sets", metavar="N", help="sets of a muscle in a session (default: 8)")
    one.add_argument("--most-exercises", metavar="N", help="exercises in a session (default: 8)")
    one.add_argument("--counting", default="fractional", metavar="HOW", help="fractional, direct, total, or weights")
    one.add_argument("--nodes", metavar="N", help="nodes of the search after which it ends, with a gap")
    one.add_argument("--out", metavar="FOLDER", help="write a sheet for each session and certificate.json")
    _routines(one)


def _small_questions(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    plain = argparse.RawDescriptionHelpFormatter
    one = commands.add_parser(
        "mix",
        help="the best weeks of whole routines",
        formatter_class=plain,
        epilog=_examples("mix --bands glute_max=9 calves=4 --sessions 3", "mix --bands quads=6 --with mine.csv"),
    )
    _several(one, "--bands", "MUSCLE=LOW[-HIGH]", "strength sets a week", required=True)
    one.add_argument("--sessions", metavar="N", default="4", help="sessions of a week, at most (default: 4)")
    one.add_argument("--minutes", metavar="MIN", help="longest session")
    one.add_argument("--equipment", nargs="*", metavar="ITEM", help="what there is, or none (default: everything)")
    one.add_argument("--best", metavar="N", default="10", help="how many are shown (default: 10)")
    _output(one, TABLES)
    _routines(one)

    one = commands.add_parser(
        "what-if",
        help="what one change does to a week",
        formatter_class=plain,
        epilog=_examples(
            "what-if runners_world=1 run_forever=3 --add standing_calf_raise=3",
            "what-if runners_world=2 --drop 'Hip thrust' --add fit_and_well=1",
        ),
    )
    one.add_argument("week", nargs="+", metavar="ROUTINE=SESSIONS", help="sessions of each routine")
    _several(one, "--add", "NAME[=N]", "routines with sessions more, exercises with sets more")
    _several(one, "--drop", "NAME[=N]", "routines with sessions less, exercises with sets less (default: all)")
    one.add_argument("--to", metavar="ROUTINE", help="the routine that gets what is added")
    _counting(one, ["muscle", "group"])
    _output(one, TABLES)
    _routines(one)

    one = commands.add_parser(
        "trim",
        help="what stays of a routine when time is short",
        formatter_class=plain,
        epilog=_examples("trim runners_world --minutes 15", "trim runners_world --minutes 15 --out short.csv"),
    )
    one.add_argument("routine", metavar="ROUTINE")
    one.add_argument("--minutes", metavar="MIN", default="15", help="how long it may take (default: 15)")
    one.add_argument("--out", metavar="FILE", help="write what stays as a sheet (.csv)")
    _routines(one)

    one = commands.add_parser(
        "substitute",
        help="what to do instead of an exercise, or a routine rewritten for what there is",
        formatter_class=plain,
        epilog=_examples(
            "substitute 'Hip thrust' --equipment mat",
            "substitute runners_world --equipment mini_band mat --out mine.csv",
        ),
    )
    one.add_argument("name", metavar="NAME", help="an exercise, or a routine")
    one.add_argument("--equipment", nargs="*", metavar="ITEM", help="what there is, or none (default: everything)")
    one.add_argument("--out", metavar="FILE", help="write the rewritten routine as a sheet (.csv)")
    _routines(one)


def _logs(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    one = commands.add_parser(
        "log",
        help="training logs: weekly volume, and what was done of a block",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=_examples(
            "log --example squad/",
            "log squad/anna_example.csv",
            "log squad/anna_example.csv squad/ben_example.csv --block block.toml --out done/",
            "log squad/anna_example.csv --matches done/unmatched.csv",
        ),
    )
    what = "an export of Hevy, Strong or FitNotes, or a block.xlsx that was filled in"
    one.add_argument("logs", nargs="*", metavar="FILE", help=f"{what}; or folders of them")
    one.add_argument("--example", metavar="FOLDER", help="write logs of athletes who do not exist, to start from")
    for name, words, units in (("units", "weights", "kg, lb"), ("distances", "distances", "km, m, mi, ft, yd")):
        about = f"of {words}, where a file does not say: {units}; of one file: second.csv={units.split(', ')[-1]}"
        one.add_argument(f"--{name}", nargs="+", action="extend", default=[], metavar="UNIT", help=about)
    about = "athletes (default: all) who log left and right as sets of their own: each two count as one"
    one.add_argument("--sides", nargs="*", metavar="FILE", help=about)
    one.add_argument("--matches", metavar="FILE", help="exercises that you confirmed: unmatched.csv, filled in")
    one.add_argument("--block", metavar="BLOCK", help="a block (TOML) to hold the logs against")
    one.add_argument("--until", metavar="DAY", help="the last day that is over (default: the last one logged)")
    one.add_argument("--names", action="store_true", help="athletes by the names of their files, not by initials")
    one.add_argument("--strict", action="store_true", help="stop at the first file with a broken row")
    _counting(one, ["muscle", "group"])
    one.add_argument("--out", metavar="FOLDER", help="write sets, weekly volume, what is not matched, and a report")
    _routines(one)


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
