"""The commands that suggest and change: suggest, mix, what-if, trim, substitute."""

from __future__ import annotations

import argparse
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

from analysis.ask.athlete import LEVELS
from analysis.ask.kinds import read_count
from analysis.ask.routines import routine_named
from analysis.base.errors import ArgumentError
from analysis.base.files import write_text
from analysis.base.text import listing
from analysis.cli import answers, options as ask
from analysis.cli.answers import filled, text_table
from analysis.files.suggestion_folder import export_suggestion, of_other_weeks, sessions_there
from analysis.files.table_files import SUFFIXES as TABLES
from analysis.library.terms import POLICIES
from analysis.suggest.mix import mix_words, suggest_mix
from analysis.suggest.request import LEAST, SuggestRequest
from analysis.suggest.substitute import say_substitutes, substitute, substitute_routine
from analysis.suggest.trim import trim
from analysis.suggest.week import suggest_week
from analysis.suggest.what_if import what_if
from analysis.volume.conventions import PROMISE
from analysis.week.band_status import GOALS

WISHES = {
    "include": ("EXERCISE", "must be in the week"),
    "exclude": ("EXERCISE", "must not be"),
    "prefer": ("EXERCISE", "taken where that costs no time"),
    "fixed": ("DAY=ROUTINE", "sessions that stay"),
    "avoid": ("WHAT", "jumps, deep_knee, overhead"),
    "patterns": ("PATTERN", "movement patterns the week must hold"),
    "cover": ("LINE", "lines of the coverage checklist, or all"),
    "runs": ("DAY=KIND", "runs of the week: easy, long, hard, tempo, intervals, hills, race, off"),
    "known": ("EXERCISE", "what the athlete has done before"),
}
"""Options of a suggested week that take several values."""


LIMITS = {
    "least-days": "days that a target is worked on (default: 2)",
    "most-sets": "sets of a muscle in a session (default: 8)",
    "most-exercises": "exercises in a session (default: 7)",
    "nodes": "nodes of the search after which it ends, with a gap",
}
"""Options of a suggested week that take one number, which `suggest_week` knows when they are not given."""


BANDS = ("--bands", "MUSCLE=LOW[-HIGH]", "sets of strength work a week")


def add_to(commands: ask.Commands) -> None:
    """Add these commands."""
    about = "sessions worth doing for the days, minutes and equipment there are, proven"
    command = ask.add_command(commands, "suggest", suggest, about)
    command.several(*BANDS)
    command.count()
    command.choice("--goal", GOALS, "what the sessions are for (default: running)")
    command.choice("--least", LEAST, "the least minutes that reach the bands, instead")
    command.choice("--level", LEVELS, "what the athlete is used to (default: some)")
    command.value("--days", "DAYS", "a number, or weekdays (default: 3)", nargs="+", default=["3"])
    about = "longest day; one or one for each day"
    command.value("--minutes", "MIN", about, nargs="+", default=[25])
    command.rest()
    command.equipment()
    for name, (metavar, about) in WISHES.items():
        command.several(f"--{name}", metavar, about)
    about = "opens every session (default: a stretch and the hips), or none"
    command.value("--warm-up", "EXERCISE", about, nargs="+", action="extend", default=None)
    command.several("--names", "DAY=NAME", "what sessions are called (default: by what is in them)")
    about = "how leg work goes with the runs: auto, separate, stack or own (default: auto)"
    command.choice("--strength", POLICIES, about, "auto")
    command.value("--race", "DAY", "the race is on this day: nothing new but light work")
    for name, about in LIMITS.items():
        command.value(f"--{name}", "N", about, default=argparse.SUPPRESS)
    command.value("--counting", "HOW", "fractional, direct, total, or weights", default="fractional")
    command.value("--out", "FOLDER", "write a sheet for each session and certificate.json")
    command.sheets()

    command = ask.add_command(commands, "mix", mix, "the best weeks of whole routines")
    command.several(*BANDS, required=True)
    command.count()
    command.value("--sessions", "N", "sessions of a week, at most (default: 4)", default=4)
    command.value("--minutes", "MIN", "longest session")
    command.rest()
    command.equipment()
    command.value("--best", "N", "how many are shown (default: 10)", default=10)
    command.output(TABLES)
    command.sheets()

    command = ask.add_command(commands, "what-if", what_if_week, "what one change does to a week")
    command.value("week", "ROUTINE=SESSIONS", "sessions of each routine", nargs="+")
    command.several("--add", "NAME[=N]", "routines with sessions more, exercises with sets more")
    command.several("--drop", "NAME[=N]", "routines with sessions less, exercises with sets less (default: all)")
    command.value("--to", "ROUTINE", "the routine that gets what is added")
    command.rest()
    command.counting(["muscle", "group"])
    command.output(TABLES)
    command.sheets()

    command = ask.add_command(commands, "trim", trim_routine, "what stays of a routine when time is short")
    command.add_argument("routine", metavar="ROUTINE")
    command.value("--minutes", "MIN", "how long it may take (default: 15)", default=15)
    command.rest()
    command.value("--out", "FILE", "write what stays as a sheet (.csv)")
    command.sheets()

    about = "what to do instead of an exercise, or a routine rewritten for what there is"
    command = ask.add_command(commands, "substitute", substitute_for, about)
    command.value("name", "NAME", "an exercise, or a routine")
    command.equipment()
    command.choice("--level", LEVELS, "what the athlete is used to")
    command.several("--avoid", *WISHES["avoid"])
    command.value("--out", "FILE", "write the rewritten routine as a sheet (.csv)")
    command.sheets()


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
    wishes["names"] = ask.pairs(options.names, "--names: a day given twice")
    if options.warm_up == ["none"]:
        wishes["warm_up"] = []
    wishes["fixed"] = {}
    for day, _, routine in (text.partition("=") for text in options.fixed):
        wishes["fixed"].setdefault(day, []).append(routine)
    week = suggest_week(ask.read_library(options), SuggestRequest(**wishes))
    # Sheets of an earlier answer stay where they are: a coach may have edited them. They are told, not deleted.
    earlier = set() if options.out is None else sessions_there(Path(options.out))
    if earlier and not week.fits:
        print(f"{Path(options.out).as_posix()} keeps the answer to another question", file=sys.stderr)
    if week.fits and options.out is not None:
        written = export_suggestion(week, options.out, keep=ask.input_files(options))
        others = of_other_weeks(earlier, written, Path(options.out))
        answers.tell_folder(written, options.out, others, "another week and not of this one")
    tables = [text_table(words) for words in week.words()] if week.fits else []
    print("\n\n".join([*tables, filled([week.say()])]))
    return answers.DONE if week.fits else answers.NO


def mix(options: argparse.Namespace) -> int:
    """Rank weeks of whole routines."""
    ask.file_kind(options.out, TABLES)
    wishes = {name: getattr(options, name) for name in ("sessions", "minutes", "rest", "equipment", "best", "count")}
    frame = suggest_mix(ask.read_library(options), bands=_bands(options), **wishes)
    sentences = [f"Every mix was counted; {listing(read_count(options.count))} sets a week.", PROMISE]
    return answers.give_table(frame, mix_words(frame), sentences, options)


def what_if_week(options: argparse.Namespace) -> int:
    """Say what a change does to a week."""
    ask.file_kind(options.out, TABLES)
    how = {"to": options.to, "by": options.by, "counting": options.counting, "rest": options.rest}
    change = what_if(ask.read_library(options), options.week, add=options.add, drop=options.drop, **how)
    return answers.give_table(change.volume, change.words(), [], options, answer=change.say())


def trim_routine(options: argparse.Namespace) -> int:
    """Shorten a routine."""
    short = trim(ask.read_library(options), options.routine, minutes=options.minutes, rest=options.rest)
    _write_sheet(short.sheet, options.out)
    print("\n\n".join([text_table(short.words()), filled([short.say()])]))
    return answers.DONE if short.fits else answers.NO


def substitute_for(options: argparse.Namespace) -> int:
    """Find what to do instead."""
    library = ask.read_library(options)
    # One command for both questions: "what instead of this?" of an exercise and of a routine.
    routine = routine_named(library, options.name)
    athlete = {"level": options.level, "avoid": options.avoid}
    if routine is None:
        if options.out is not None:
            raise ArgumentError("--out writes a rewritten routine; name a routine")
        ranked = substitute(library, options.name, equipment=options.equipment, **athlete)
        sentences = filled([say_substitutes(library, options.name, ranked)])
        table = [text_table(ranked[["exercise", "equipment", "usual_dose", "lost"]])] if len(ranked) else []
        print("\n\n".join([*table, sentences]))
        return answers.DONE if len(ranked) else answers.NO
    if options.equipment is None:
        raise ArgumentError("a routine is rewritten for what there is; say it with --equipment")
    rewritten = substitute_routine(library, routine, equipment=options.equipment, **athlete)
    _write_sheet(rewritten.sheet, options.out)
    print("\n\n".join([rewritten.sheet.rstrip(), filled([rewritten.say()])]))
    return answers.DONE


def _write_sheet(text: str, out: str | None) -> None:
    if out is not None:
        ask.file_kind(out, [".csv"])
        write_text(Path(out), text)
        answers.tell_written(out)
