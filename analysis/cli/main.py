"""The command line: python -m analysis compare, weekly, block, suggest, report and others."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Sequence
from typing import TextIO

from analysis.ask.counting import COUNTINGS
from analysis.base.errors import SHOWN, AnalysisError
from analysis.base.files import CONTROL
from analysis.cli.commands import BAD, COMMANDS, DONE
from analysis.files.figures import SUFFIXES as FIGURES
from analysis.files.tables import SUFFIXES as TABLES
from analysis.volume.weights import BY
from analysis.week.bands import GOALS

WITHOUT_COMMAND = """\
runner-strength COMMAND, or python -m analysis COMMAND: strength for runners
  compare     routines side by side; --with mine.csv adds a sheet of your own
  weekly      what a week of routines adds up to, muscle by muscle
  exercises   exercises by muscle, equipment or source
  block       weeks up to a race: grid, calendar, cards, spreadsheet
  suggest     sessions that reach your weekly targets in the least time
  mix, what-if, trim, substitute   small questions about a week or a routine
  log         training logs: weekly volume, and planned against done
  check, build, report             check a sheet; rebuild the data; one page
Start with: runner-strength compare. Examples: runner-strength COMMAND --help
"""


BLOCK_HELP = """

how it works:
  A block is a text file: phases of weeks, each with a weekly template and a
  volume, the runs around it, a race, days off. --example prints one with
  comments, twelve weeks to a half marathon, to start from. The answer is the
  card grid (what to do, exercise by week), what the block adds up to, and
  findings. --out writes:
    block.xlsx       for both of you: card grid, sessions, weekly volume and
                     findings; the athlete fills in the yellow cells (done,
                     effort, load, soreness, remark)
    block.ics        for the athlete: a calendar to import; import it again
                     after a change, and it updates without doubling anything
    cards.pdf        for the athlete: a page of A4 for each type of session
    cards/*.png      the same as pictures for a phone
    summary.pdf      for the coach: the block on one page of A4
    *.png            for the wall and the web: grid, weeks, heatmap, calendar
    *.csv            for other programs: grid, sessions, prescriptions, volume,
                     allocation, deviation, lost, findings

  After a change, write into the same folder again and leave block.ics there:
  it is what you published before, so changed sessions are marked as newer and
  dropped ones as cancelled (some calendars keep showing those, with
  "Cancelled" before the name). What the athlete has typed into block.xlsx is
  carried over, to another day where its session has moved; what has no row any
  more is listed in a sheet of its own, and the file they sent back is kept as
  block-kept-1.xlsx. Give --at again each time. The reason for a day off may be
  about somebody's health: it stays out of the files unless you give --remarks.

  A week's factor scales strength sections only. Fit&Well and Run forever have
  none: as warm-ups they stay as published, unless scale in the file names
  activation too. Volume comes in whole units, rounds of a circuit (its
  exercises stay together) and sets elsewhere, as close to the target as whole
  units get; deviation.csv says how far off they are, in total and muscle by
  muscle. Sessions on days off, and those of week 1 before the start, are lost
  and listed, never made up; repetitions go up only in weeks that have the
  session.

  Findings are errors (equipment, minutes), warnings (a band, leg work on the
  day before a hard run, strength work around a race, too full a week after
  time off, a jump of over 30 %, rounding, missing kinds of work) and remarks,
  each with its reference or "custom". Think them over; a clean list doesn't
  mean the plan is safe. Load and effort are your own words."""


SUGGEST_HELP = """

how it works:
  It needs the solver HiGHS: python -m pip install ".[suggest]" (make test and
  make lab install it). Only the minutes are proven to be the least; no session
  is called best.

  A week keeps to your targets, minutes (by the same time model as everywhere)
  and equipment, to the usual sets of each exercise, every target on two days,
  at most 8 exercises and 8 sets of a muscle in a session, only light leg work
  on the day before a hard or long run, nothing new but light work in a race
  week, and hops and jumps only in a session that has strength work. Between
  equal weeks it takes the exercises you prefer, fewer different ones, the
  order of the library, the shortest longest day, most sets early in the week.
  A number of days is spread over the week, off long runs and the days before
  hard and long runs where possible. A session opens with its warm-up (light
  exercises), then come hops and jumps, heavy before light, the trunk last.
  These rules are ours.

  --out writes a sheet for each session, a routine like any other (give it to
  --with), and certificate.json: the question, the objective, whether it is
  proven or how large the gap is, which rules bind, and what one more minute,
  day or item of equipment would buy. The same question gives the same files.
  When nothing fits, the exit code is 1, and the answer names a smallest set of
  wishes that exclude each other and the smallest change to each that helps.

  Besides the 22 exercises of the sources there are 48 of ours to choose from,
  coded in the same way and marked as ours: exercises --origin ours.

  In a block, suggest = true in a phase (or a number of days, or their names)
  fills its week for the block's bands, minutes, equipment and runs. That is
  the week of factor 1, at the low end of its bands: weeks with a factor below
  1 fall short of them, and the checks say so."""


LOG_HELP = """

how it works:
  It reads the exports of Hevy (kilograms or pounds, months in the language of
  the phone), every layout of Strong, FitNotes, and the block.xlsx that an
  athlete has filled in. A folder means the exports in it.

  --out writes sets.csv (a row per set), weekly_volume.csv, unmatched.csv and
  report.json: for each file its dialect, the rows in it, the rows read, and
  the rows left out with the reason; these always add up. Rest timers, notes
  and rows of 0 repetitions are not sets; warm-up sets are kept apart; equal
  rows stay. A set counts whatever its other cells say: 20 kg, BW, RPE 8 or
  12:00:30 AM are read, what cannot be read is left blank, and you are told of
  both. A row without a day or an exercise is named with its line and left out
  (--strict stops there). Where a file does not say its unit, it asks: --units
  kg, for one athlete --units kg ben.csv=lb; --distances km likewise. The
  report says which units it took. A file that cannot be read is named, the
  others are read, and the exit code is 2.

  Exercises are matched by name: those of the library and their aliases,
  whatever the capitals, accents and punctuation, also with equipment in
  brackets, as in Hip Thrust (Smith Machine). It never guesses. An unknown
  exercise counts nothing; you are told its share of the sets, and
  unmatched.csv has suggestions: fill in exercise_id (or none) and give the
  file to --matches. Athletes who log left and right as sets of their own seem
  to do twice the planned sets, and you are told: --sides, for one athlete
  --sides ben.csv, or "apart" in a column "sides" of the matches counts each
  two as one set.

  With --block, planned_versus_done.csv has planned and done sets by week and
  muscle group, sessions_done.csv the sessions done, moved, begun or missed,
  unplanned.csv what came on top, progress.csv how load and effort went, and
  charts show the squad. A session is done when at least half of its exercises
  were logged on its day, moved when that was another day of its week, begun
  when it was fewer (our rule); whatever is logged belongs to one session.
  Sessions after the last day an athlete logged, or after --until, are still to
  come. What was missed is reported, never made up.

  Athletes appear by initials, and files by number, unless you give --names;
  files of the same name in two folders are two athletes; remarks are not read.
  A log too large for one machine: help(analysis.log_volume) in Python."""


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
    commands = top.add_subparsers(dest="command", metavar="COMMAND")

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
        )
        + BLOCK_HELP,
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
        )
        + SUGGEST_HELP,
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
        )
        + LOG_HELP,
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
    one.add_argument(
        "--strict",
        action="store_true",
        help="stop at the first file that cannot be read, or has a broken row or a cell that cannot be read",
    )
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
        if options.command is None:
            print(WITHOUT_COMMAND, end="")
            return DONE
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
