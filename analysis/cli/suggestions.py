"""The commands that suggest or change training: suggest, mix, what-if, trim, substitute."""

from __future__ import annotations

import argparse
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

from analysis.ask.kinds import read_count
from analysis.ask.routines import routine_named
from analysis.base.errors import ArgumentError
from analysis.base.files import write_text
from analysis.base.frames import with_blanks
from analysis.base.text import listing
from analysis.cli import answers, options as ask
from analysis.cli.answers import filled, text_table
from analysis.files.suggestion_folder import export_suggestion, of_other_weeks, sessions_there
from analysis.files.table_files import SUFFIXES as TABLES
from analysis.suggest.requests.request import SuggestRequest
from analysis.suggest.sentences import week_words
from analysis.suggest.small_questions.mix import mix_words, suggest_mix
from analysis.suggest.small_questions.rewritten_routine import substitute_routine
from analysis.suggest.small_questions.substitute import say_substitutes, substitute
from analysis.suggest.small_questions.trim import trim
from analysis.suggest.small_questions.what_if import what_if
from analysis.suggest.week_answer import suggest_week
from analysis.volume.sentences import PROMISE


def _bands(options: argparse.Namespace) -> dict[str, str]:
    return ask.pairs(options.bands, "a band given twice")


def suggest(options: argparse.Namespace) -> int:
    """Suggest a week, and return the exit code."""
    typed = vars(options)
    wishes: dict[str, Any] = {field.name: typed[field.name] for field in fields(SuggestRequest) if field.name in typed}
    # Options typed as NAME=VALUE; a day may have several fixed sessions but only one run.
    wishes["bands"] = _bands(options)
    wishes["days"] = options.days[0] if len(options.days) == 1 else options.days
    wishes["runs"] = ask.pairs(options.runs, "--runs: a day given twice")
    wishes["names"] = ask.pairs(options.names, "--names: a day given twice")
    wishes["warm_up"] = [] if options.warm_up == ["none"] else options.warm_up or None
    wishes["fixed"] = {}
    for day, _, routine in (text.partition("=") for text in options.fixed):
        wishes["fixed"].setdefault(day, []).append(routine)
    week = suggest_week(ask.read_library(options), SuggestRequest(**wishes))
    # Sheets of an earlier answer are listed, not deleted: a coach may have edited them.
    earlier = set() if options.out is None else sessions_there(Path(options.out))
    if earlier and not week.fits:
        print(f"{Path(options.out).as_posix()} keeps the answer to another question", file=sys.stderr)
    if week.fits and options.out is not None:
        written = export_suggestion(week, options.out, keep=ask.input_files(options))
        others = of_other_weeks(earlier, written, Path(options.out))
        answers.tell_folder(written, options.out, others, "another week and not of this one")
    tables = [text_table(words) for words in week_words(week)] if week.fits else []
    print("\n\n".join([*tables, filled([week.say()])]))
    return answers.DONE if week.fits else answers.NO


def mix(options: argparse.Namespace) -> int:
    """Rank weeks of whole routines, and return the exit code."""
    ask.file_kind(options, TABLES)
    wishes = {name: getattr(options, name) for name in ("sessions", "minutes", "rest", "equipment", "best", "count")}
    frame = suggest_mix(ask.read_library(options), bands=_bands(options), **wishes)
    sentences = [f"Every mix was counted; {listing(read_count(options.count))} sets a week.", PROMISE]
    short = (
        "" if (frame["missing_sets"] == 0).any() else f"No mix reaches the targets: {frame['lacks'].iloc[0]} at best."
    )
    done = answers.give_table(frame, mix_words(frame), sentences, options, answer=short)
    return answers.NO if short else done


def what_if_week(options: argparse.Namespace) -> int:
    """Print or write the effect of a change on a week, and return the exit code."""
    if ask.file_kind(options, TABLES):
        ask.leave_out(options, ["rest"], "a file holds the sets that change, and no minutes")
    how = {"to": options.to, "by": options.by, "counting": options.counting, "rest": options.rest}
    change = what_if(ask.read_library(options), options.week, add=options.add, drop=options.drop, **how)
    return answers.give_table(change.volume, change.words(), [], options, answer=change.say())


def trim_routine(options: argparse.Namespace) -> int:
    """Shorten a routine, and return the exit code."""
    short = trim(ask.read_library(options), options.routine, minutes=options.minutes, rest=options.rest)
    _write_sheet(short.sheet, options)
    print("\n\n".join([text_table(short.words()), filled([short.say()])]))
    return answers.DONE if short.fits else answers.NO


def substitute_for(options: argparse.Namespace) -> int:
    """Find substitutes for an exercise, or rewrite a routine, and return the exit code."""
    library = ask.read_library(options)
    # One command finds substitutes for an exercise or for a routine.
    routine = routine_named(library, options.name)
    athlete = {"level": options.level, "avoid": options.avoid}
    if routine is None:
        if options.out is not None:
            raise ArgumentError("--out writes a rewritten routine; name a routine")
        ranked = substitute(library, options.name, equipment=options.equipment, **athlete)
        sentences = filled([say_substitutes(library, options.name, ranked)])
        table = (
            [text_table(with_blanks(ranked[["exercise", "equipment", "usual_dose", "lost"]]))] if len(ranked) else []
        )
        print("\n\n".join([*table, sentences]))
        return answers.DONE if len(ranked) else answers.NO
    if options.equipment is None:
        raise ArgumentError("a routine is rewritten for what there is; say it with --equipment")
    rewritten = substitute_routine(library, routine, equipment=options.equipment, **athlete)
    _write_sheet(rewritten.sheet, options)
    print("\n\n".join([rewritten.sheet.rstrip(), filled([rewritten.say()])]))
    return answers.DONE


def _write_sheet(text: str, options: argparse.Namespace) -> None:
    if ask.file_kind(options, [".csv"]):
        write_text(Path(options.out), text)
        answers.tell_written(options.out)
