"""The commands for routines: compare, exercises."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from itertools import combinations

import pandas as pd

from analysis import compare
from analysis.base.errors import ArgumentError
from analysis.cli import answers, options as ask
from analysis.compare.tables import difference_words, equipment_words
from analysis.files.destinations import PHONE, WATCH
from analysis.files.figure_files import SUFFIXES as FIGURES
from analysis.files.table_files import SUFFIXES as TABLES
from analysis.library.library import Library
from analysis.volume.sentences import conventions


def compare_all(options: argparse.Namespace) -> int:
    """Compare routines, and return the exit code."""
    tables_only = options.explain or options.equipment is not None
    suffix = ask.file_kind(options, TABLES if tables_only else [*FIGURES, *TABLES, PHONE, WATCH])
    if options.equipment is not None:
        unused = ["by", "counting", "phases", "rest", "explain"]
        ask.leave_out(options, unused, "--equipment asks what can be done")
    if options.explain and suffix:
        ask.leave_out(options, ["rest"], "why routines differ is told in sets, not in minutes")
    if suffix in (PHONE, WATCH):
        unused = ["by", "counting", "phases", "rest"]
        ask.leave_out(options, unused, f"a {suffix} file holds the whole routine as it is done")
    library = ask.read_library(options)
    if options.equipment is not None:
        return _compare_equipment(library, options)
    if suffix in (PHONE, WATCH):
        return _to_device(library, options, suffix)
    how = {"by": options.by, "counting": options.counting, "phases": options.phases}
    table = compare.compare_routines(library, options.routines or None, rest=options.rest, **how)
    routines = list(dict.fromkeys(table["routine_id"]))
    counted = conventions(table, library.prescriptions[library.prescriptions["routine_id"].isin(routines)])
    if options.explain:
        if len(routines) < 2:
            raise ArgumentError("--explain needs two routines, such as: compare runners_world run_forever --explain")
        pairs = [compare.explain_difference(library, *pair, **how) for pair in combinations(routines, 2)]
        return _explain(pairs, counted, options)
    if suffix in FIGURES:
        return answers.draw(table, options.out, "plot_comparison")
    if suffix == ".xlsx":
        from analysis.files.routine_workbooks import export_comparison

        return answers.tell_written(export_comparison(table, options.out))
    about = "Counted sets per session; in brackets those of strength work."
    sentences = [about, counted, "", compare.say_comparison(table)]
    leader = f"{compare.say_leader(table)}."
    # For two routines, also explain why they differ; for two or more, list shared exercises and similarity.
    if len(routines) == 2:
        sentences.append(compare.say_difference(compare.explain_difference(library, *routines, **how)))
    if len(routines) > 1:
        sentences.append(compare.say_shared(compare.shared_exercises(library, routines)))
        alike = compare.routine_similarity(
            library, routines, by="muscle", counting=options.counting, phases=options.phases
        )
        sentences.append(compare.say_similarity(alike))
        if options.by in ("muscle", "group") and options.phases is None:
            sentences.append(compare.say_sensitivity(compare.sensitivity(library, routines, by=options.by)))
    return answers.give_table(table, compare.comparison_words(table), sentences, options, answer=leader)


def _to_device(library: Library, options: argparse.Namespace, suffix: str) -> int:
    """Write the routines unchanged for the phone, or one routine for the watch, and return the exit code."""
    from analysis.files.device_sessions import routine_workouts
    from analysis.files.phone_file import about_phone, export_phone_plan
    from analysis.files.watch_file import about_watch, export_watch_workout

    routines = options.routines or None
    workouts = routine_workouts(library, routines)
    if suffix == WATCH and len(workouts) != 1:
        raise ArgumentError("a .fit file is one workout; name one routine, such as: compare run_forever --out run.fit")
    if suffix == WATCH:
        written = export_watch_workout(library, workouts[0].routine_id, options.out)
    else:
        written = export_phone_plan(library, options.out, routines=routines)
    for line in about_watch(library, workouts) if suffix == WATCH else about_phone(workouts):
        print(line, file=sys.stderr)
    return answers.tell_written(written)


def _explain(pairs: Sequence[pd.DataFrame], counted: str, options: argparse.Namespace) -> int:
    """Print or write the difference of each pair of routines, sentence above table, and return the exit code."""
    frame = pd.concat(pairs, ignore_index=True)
    if len(pairs) > 1 and options.out is None and options.format == "table":
        for rows in pairs:
            print(answers.bold(answers.filled([compare.say_difference(rows)])), end="\n\n")
            print(answers.text_table(difference_words(rows)), end="\n\n")
        print(answers.filled([f"Sets to the first routine of a pair have a +, to the second a -. {counted}"]))
        return answers.DONE
    signs = f"+ is {frame['first'].iloc[0]}, - is {frame['second'].iloc[0]}." if len(frame) else ""
    sentences = [signs, counted] if len(pairs) == 1 else [counted]
    said = compare.say_difference(pairs[0]) if len(pairs) == 1 else ""
    return answers.give_table(frame, difference_words(frame), sentences, options, answer=said)


def _compare_equipment(library: Library, options: argparse.Namespace) -> int:
    """Print or write how much of each routine the equipment allows, and return the exit code."""
    items = [item for text in options.equipment for item in ask.names(text)]
    swallowed = ask.routines_behind(items, library, set(library.equipment["equipment_id"]))
    routines = [*options.routines, *swallowed] or None
    items = [item for item in items if item not in swallowed]
    fit = compare.equipment_fit(library, items, routines=routines)
    said = compare.say_equipment(library, items, routines=routines)
    return answers.give_table(fit, equipment_words(fit), [], options, answer=said)


def list_exercises(options: argparse.Namespace) -> int:
    """List exercises, and return the exit code."""
    ask.file_kind(options, TABLES)
    library = ask.read_library(options)
    which = {"muscle": options.muscle, "equipment": options.equipment}
    frame = compare.find_exercises(library, **which, routine=options.source, origin=options.origin)
    role = "role" if options.muscle else "primary"
    words = frame[["exercise", role, "equipment"]].fillna("").assign(routines=frame["routines"].fillna("-"))
    return answers.give_table(frame, words, [f"{len(frame)} of {len(library.exercises)} exercises."], options)
