"""The commands for routines: compare, weekly, exercises."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Container, Iterable, Sequence
from itertools import combinations

import pandas as pd

from analysis import compare
from analysis.ask.kinds import read_count
from analysis.ask.week import read_week
from analysis.base.errors import ArgumentError
from analysis.base.names import snake
from analysis.cli import answers, options as ask
from analysis.compare.tables import difference_words, equipment_words
from analysis.files.destinations import PHONE, WATCH
from analysis.files.figure_files import SUFFIXES as FIGURES
from analysis.files.table_files import SUFFIXES as TABLES
from analysis.library.library import Library
from analysis.volume.sentences import conventions
from analysis.week.band_status import band_lines, dose_bands
from analysis.week.checklist import coverage
from analysis.week.goal_work import LINE_GOALS, LINES_NOTE, goal_lines, goal_table, say_goal_lines
from analysis.week.sentences import CHECKLIST, say_coverage, say_week
from analysis.week.tables import coverage_words, week_table
from analysis.week.weekly import weekly_summary, weekly_volume


def _routines_behind(values: Iterable[str], library: Library, known: Container[str]) -> list[str]:
    """Return the routines among an option's values: an option with several values takes in what follows it."""
    routines = set(library.routines["routine_id"])
    heads = ((value, snake(value.partition("=")[0])) for value in values)
    return [value for value, name in heads if name in routines and name not in known]


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
    swallowed = _routines_behind(items, library, set(library.equipment["equipment_id"]))
    routines = [*options.routines, *swallowed] or None
    items = [item for item in items if item not in swallowed]
    fit = compare.equipment_fit(library, items, routines=routines)
    said = compare.say_equipment(library, items, routines=routines)
    return answers.give_table(fit, equipment_words(fit), [], options, answer=said)


def add_up(options: argparse.Namespace) -> int:
    """Add up the volume of a week, and return the exit code."""
    suffix = ask.file_kind(options, [*FIGURES, *TABLES])
    _leave_out_of_week(options, suffix)
    library = ask.read_library(options)
    known = {*library.muscles["muscle_id"], *library.muscle_groups["muscle_group"]}
    swallowed = _routines_behind(options.bands, library, known)
    week = [*options.week, *swallowed]
    if not week:
        raise ArgumentError("name the sessions of the week, such as: weekly runners_world=1 run_forever=3")
    bands = ask.pairs((band for band in options.bands if band not in swallowed), "a band given twice")
    how = {"by": options.by, "goal": options.goal, "bands": bands}
    lines = coverage(library, week)
    # The checklist has its own answer: it looks at exercises, while the table counts sets.
    if options.coverage:
        if suffix in FIGURES:
            return answers.draw(lines, options.out, "plot_coverage")
        return answers.give_table(lines, coverage_words(lines), [CHECKLIST], options, answer=say_coverage(lines))
    count = read_count(options.count)
    counted = {**how, "phases": options.phases, "counting": options.counting, "count": count}
    frame = weekly_volume(library, week, **counted)
    if suffix in FIGURES:
        return answers.draw(frame, options.out, "plot_weekly_volume")
    summary = weekly_summary(library, week, rest=options.rest, **counted)
    goal = goal_lines(library, week, options.goal) if options.goal in LINE_GOALS else None
    if suffix == ".xlsx":
        from analysis.files.routine_workbooks import export_week

        return answers.tell_written(export_week(summary, frame, options.out, goal=goal))
    sentences = [
        "Sets a week. Days: those with at least one counted set, each session on a day of its own, at most 7.",
        "Mobility: minutes of mobility, one side.",
        conventions(summary, library.prescriptions[library.prescriptions["routine_id"].isin(read_week(library, week))]),
        *band_lines(dose_bands(library, **how), count),
        "",
        f"{say_coverage(lines)} {CHECKLIST}",
    ]
    more = []
    if goal is not None:
        sentences.append(f"{say_goal_lines(goal)} {LINES_NOTE}")
        more = [goal_table(goal)]
    return answers.give_table(frame, week_table(summary), sentences, options, more=more, answer=say_week(summary))


def _leave_out_of_week(options: argparse.Namespace, suffix: str) -> None:
    """Raise an error for options that a file of a week, or its checklist, cannot show."""
    if options.coverage:
        unused = ["phases", "by", "counting", "rest", "goal", "bands", "count"]
        ask.leave_out(options, unused, "--coverage looks at the exercises of the whole week")
    if suffix in (*FIGURES, ".csv", ".json"):
        ask.leave_out(options, ["rest"], f"a {suffix} file of a week holds no minutes; .xlsx and .md do")
    if suffix in (*FIGURES, ".md") and options.goal in LINE_GOALS:
        ask.leave_out(options, ["goal"], f"a {suffix} file holds no lines of a goal; .xlsx does")


def list_exercises(options: argparse.Namespace) -> int:
    """List exercises, and return the exit code."""
    ask.file_kind(options, TABLES)
    library = ask.read_library(options)
    which = {"muscle": options.muscle, "equipment": options.equipment}
    frame = compare.find_exercises(library, **which, routine=options.source, origin=options.origin)
    role = "role" if options.muscle else "primary"
    words = frame[["exercise", role, "equipment"]].fillna("").assign(routines=frame["routines"].fillna("-"))
    return answers.give_table(frame, words, [f"{len(frame)} of {len(library.exercises)} exercises."], options)
