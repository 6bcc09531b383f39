"""The commands that suggest and change: suggest, mix, what-if, trim, substitute."""

from __future__ import annotations

import argparse
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

from analysis.ask.routines import routine_named
from analysis.base.errors import ArgumentError
from analysis.base.files import write_text
from analysis.cli import answers, options as ask
from analysis.cli.layout import filled, text_table
from analysis.files.suggestion_folder import export_suggestion, of_other_weeks, sessions_there
from analysis.files.table_files import SUFFIXES as TABLES
from analysis.suggest.mix import mix_words, suggest_mix
from analysis.suggest.request import SuggestRequest
from analysis.suggest.substitute import say_substitutes, substitute, substitute_routine
from analysis.suggest.trim import trim
from analysis.suggest.week import suggest_week
from analysis.suggest.what_if import what_if
from analysis.volume.conventions import PROMISE

HELP = """

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


WISHES = {
    "include": ("EXERCISE", "must be in the week"),
    "exclude": ("EXERCISE", "must not be"),
    "prefer": ("EXERCISE", "taken where that costs no time"),
    "fixed": ("DAY=ROUTINE", "sessions that stay"),
    "warm-up": ("EXERCISE", "opens every session"),
    "patterns": ("PATTERN", "movement patterns the week must hold"),
    "cover": ("LINE", "lines of the coverage checklist, or all"),
    "runs": ("DAY=KIND", "runs of the week: easy, long or hard"),
    "known": ("EXERCISE", "what the athlete has done before"),
}
"""Options of a suggested week that take several values."""


LIMITS = {
    "least-days": "days that a target is worked on (default: 2)",
    "most-sets": "sets of a muscle in a session (default: 8)",
    "most-exercises": "exercises in a session (default: 8)",
    "nodes": "nodes of the search after which it ends, with a gap",
}
"""Options of a suggested week that take one number, which `suggest_week` knows when they are not given."""


def add_to(commands: ask.Commands) -> None:
    """Add these commands."""
    _add_suggest(commands)
    _add_mix(commands)
    _add_what_if(commands)
    _add_trim(commands)
    _add_substitute(commands)


def _add_mix(commands: ask.Commands) -> None:
    command = ask.add_command(
        commands,
        "mix",
        mix,
        "the best weeks of whole routines",
        "mix --bands glute_max=9 calves=4 --sessions 3",
        "mix --bands quads=6 --with mine.csv",
    )
    _add_bands(command)
    about = "sessions of a week, at most (default: 4)"
    command.add_argument("--sessions", metavar="N", default=4, help=about)
    command.add_argument("--minutes", metavar="MIN", help="longest session")
    ask.add_equipment(command)
    command.add_argument("--best", metavar="N", default=10, help="how many are shown (default: 10)")
    ask.add_output(command, TABLES)
    ask.add_sheets(command)


def _add_what_if(commands: ask.Commands) -> None:
    command = ask.add_command(
        commands,
        "what-if",
        what_if_week,
        "what one change does to a week",
        "what-if runners_world=1 run_forever=3 --add standing_calf_raise=3",
        "what-if runners_world=2 --drop 'Hip thrust' --add fit_and_well=1",
    )
    command.add_argument("week", nargs="+", metavar="ROUTINE=SESSIONS", help="sessions of each routine")
    ask.add_several(command, "--add", "NAME[=N]", "routines with sessions more, exercises with sets more")
    ask.add_several(
        command, "--drop", "NAME[=N]", "routines with sessions less, exercises with sets less (default: all)"
    )
    command.add_argument("--to", metavar="ROUTINE", help="the routine that gets what is added")
    ask.add_counting(command, ["muscle", "group"])
    ask.add_output(command, TABLES)
    ask.add_sheets(command)


def _add_trim(commands: ask.Commands) -> None:
    command = ask.add_command(
        commands,
        "trim",
        trim_routine,
        "what stays of a routine when time is short",
        "trim runners_world --minutes 15",
        "trim runners_world --minutes 15 --out short.csv",
    )
    command.add_argument("routine", metavar="ROUTINE")
    about = "how long it may take (default: 15)"
    command.add_argument("--minutes", metavar="MIN", default=15, help=about)
    command.add_argument("--out", metavar="FILE", help="write what stays as a sheet (.csv)")
    ask.add_sheets(command)


def _add_substitute(commands: ask.Commands) -> None:
    command = ask.add_command(
        commands,
        "substitute",
        substitute_for,
        "what to do instead of an exercise, or a routine rewritten for what there is",
        "substitute 'Hip thrust' --equipment mat",
        "substitute runners_world --equipment mini_band mat --out mine.csv",
    )
    command.add_argument("name", metavar="NAME", help="an exercise, or a routine")
    ask.add_equipment(command)
    command.add_argument("--out", metavar="FILE", help="write the rewritten routine as a sheet (.csv)")
    ask.add_sheets(command)


def _add_suggest(commands: ask.Commands) -> None:
    command = ask.add_command(
        commands,
        "suggest",
        suggest,
        "sessions that reach weekly targets in the least estimated minutes, proven",
        "suggest --bands glute_med=8 hamstrings=4 calves=6 --days 3 --minutes 25 --equipment mini_band mat",
        "suggest --bands quads=6 calves=6 --days mon wed fri --minutes 30 20 30 --runs tue=hard --out week/",
        "suggest --bands hamstrings=4 --days 2 --minutes 15 --equipment none --cover plyometric",
        more=HELP,
    )
    _add_bands(command)
    about = "a number, or weekdays (default: 3)"
    command.add_argument("--days", nargs="+", metavar="DAYS", default=["3"], help=about)
    about = "longest day; one or one for each day"
    command.add_argument("--minutes", nargs="+", metavar="MIN", default=[25], help=about)
    ask.add_equipment(command)
    for name, (metavar, about) in WISHES.items():
        ask.add_several(command, f"--{name}", metavar, about)
    about = "the race is on this day: nothing new but light work"
    command.add_argument("--race", metavar="DAY", help=about)
    for name, about in LIMITS.items():
        command.add_argument(f"--{name}", metavar="N", default=argparse.SUPPRESS, help=about)
    about = "fractional, direct, total, or weights"
    command.add_argument("--counting", default="fractional", metavar="HOW", help=about)
    about = "write a sheet for each session and certificate.json"
    command.add_argument("--out", metavar="FOLDER", help=about)
    ask.add_sheets(command)


def _add_bands(command: ask.Parser) -> None:
    ask.add_several(command, "--bands", "MUSCLE=LOW[-HIGH]", "strength sets a week", required=True)


def _bands(options: argparse.Namespace) -> dict[str, str]:
    return ask.pairs(options.bands, "a band given twice")


def suggest(options: argparse.Namespace) -> int:
    """Suggest a week."""
    typed = vars(options)
    wishes: dict[str, Any] = {field.name: typed[field.name] for field in fields(SuggestRequest) if field.name in typed}
    # These come as NAME=VALUE; a day may have several sessions that stay, and one run only.
    wishes["bands"] = _bands(options)
    wishes["days"] = options.days[0] if len(options.days) == 1 else options.days
    wishes["runs"] = ask.pairs(options.runs, "--runs: a day given twice")
    wishes["fixed"] = {}
    for day, _, routine in (text.partition("=") for text in options.fixed):
        wishes["fixed"].setdefault(day, []).append(routine)
    week = suggest_week(ask.read_library(options), SuggestRequest(**wishes))
    # Sheets of an earlier answer stay where they are: a coach may have edited them. They are told, not deleted.
    earlier = set() if options.out is None else sessions_there(Path(options.out))
    if earlier and not week.fits:
        print(f"{Path(options.out).as_posix()} keeps the answer to another question", file=sys.stderr)
    if week.fits and options.out is not None:
        written = export_suggestion(week, options.out, keep=options.extra)
        others = of_other_weeks(earlier, written, Path(options.out))
        answers.tell_folder(written, options.out, others, "another week and not of this one")
    tables = [text_table(words) for words in week.words()] if week.fits else []
    print("\n\n".join([*tables, filled([week.say()])]))
    return answers.DONE if week.fits else answers.NO


def mix(options: argparse.Namespace) -> int:
    """Rank weeks of whole routines."""
    ask.file_kind(options.out, TABLES)
    wishes = {name: getattr(options, name) for name in ("sessions", "minutes", "equipment", "best")}
    frame = suggest_mix(ask.read_library(options), bands=_bands(options), **wishes)
    sentences = ["Every mix was counted; strength sets a week.", PROMISE]
    return answers.give_table(frame, mix_words(frame), sentences, options)


def what_if_week(options: argparse.Namespace) -> int:
    """Say what a change does to a week."""
    ask.file_kind(options.out, TABLES)
    how = {"to": options.to, "by": options.by, "counting": options.counting}
    change = what_if(ask.read_library(options), options.week, add=options.add, drop=options.drop, **how)
    return answers.give_table(change.volume, change.words(), [change.say()], options)


def trim_routine(options: argparse.Namespace) -> int:
    """Shorten a routine."""
    short = trim(ask.read_library(options), options.routine, minutes=options.minutes)
    _write_sheet(short.sheet, options.out)
    print("\n\n".join([text_table(short.words()), filled([short.say()])]))
    return answers.DONE if short.fits else answers.NO


def substitute_for(options: argparse.Namespace) -> int:
    """Find what to do instead."""
    library = ask.read_library(options)
    # One command for both questions: "what instead of this?" of an exercise and of a routine.
    routine = routine_named(library, options.name)
    if routine is None:
        if options.out is not None:
            raise ArgumentError("--out writes a rewritten routine; name a routine")
        ranked = substitute(library, options.name, equipment=options.equipment)
        sentences = filled([say_substitutes(library, options.name, ranked)])
        table = [text_table(ranked[["exercise", "equipment", "usual_dose", "lost"]])] if len(ranked) else []
        print("\n\n".join([*table, sentences]))
        return answers.DONE if len(ranked) else answers.NO
    if options.equipment is None:
        raise ArgumentError("a routine is rewritten for what there is; say it with --equipment")
    rewritten = substitute_routine(library, routine, equipment=options.equipment)
    _write_sheet(rewritten.sheet, options.out)
    print("\n\n".join([rewritten.sheet.rstrip(), filled([rewritten.say()])]))
    return answers.DONE


def _write_sheet(text: str, out: str | None) -> None:
    if out is not None:
        ask.file_kind(out, [".csv"])
        write_text(Path(out), text)
        answers.tell_written(out)
