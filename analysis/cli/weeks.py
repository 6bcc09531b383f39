"""The command for a week: weekly."""

from __future__ import annotations

import argparse

from analysis.ask.kinds import read_count
from analysis.ask.week import read_week
from analysis.base.errors import ArgumentError
from analysis.cli import answers, options as ask
from analysis.files.figure_files import SUFFIXES as FIGURES
from analysis.files.table_files import SUFFIXES as TABLES
from analysis.volume.sentences import conventions
from analysis.week.band_status import band_lines, dose_bands
from analysis.week.checklist import coverage
from analysis.week.goal_work import LINE_GOALS, LINES_NOTE, goal_lines, goal_table, say_goal_lines
from analysis.week.sentences import CHECKLIST, say_coverage, say_week
from analysis.week.tables import coverage_words, week_table
from analysis.week.weekly import weekly_summary, weekly_volume


def add_up(options: argparse.Namespace) -> int:
    """Add up the volume of a week, and return the exit code."""
    suffix = ask.file_kind(options, [*FIGURES, *TABLES])
    _leave_out_of_week(options, suffix)
    library = ask.read_library(options)
    known = {*library.muscles["muscle_id"], *library.muscle_groups["muscle_group"]}
    swallowed = ask.routines_behind(options.bands, library, known)
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
