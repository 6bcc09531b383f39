"""The commands for the data as a whole: build, check, report."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

from analysis.ask.week import read_week
from analysis.base.errors import SHOWN, FileError, Finding
from analysis.base.text import plural
from analysis.cli import answers, options as ask
from analysis.cli.answers import WIDTH, filled, text_table
from analysis.library.loading import load_library
from analysis.library.sheets.sheet_choices import choices_text
from analysis.library.terms import OWN
from analysis.tidy.build import build_tidy
from analysis.tidy.check import check_data, check_frictionless, check_sheet

WEEK = {"runners_world": 1, "run_forever": 3}
"""Sessions per routine in the week of the report."""


def build(options: argparse.Namespace) -> int:
    """Rebuild the generated files and return the exit code."""
    changed = build_tidy(options.data)
    print("\n".join(f"wrote {path.name}" for path in changed) or "nothing changed")
    return answers.DONE


def check(options: argparse.Namespace) -> int:
    """Check the data or sheets: print each row as read, questions, assumptions, errors and the verdict."""
    findings: list[Finding] = []
    unreadable: list[FileError] = []
    sheets = [*options.sheets, *options.extra]
    if options.own_exercises:
        own = load_library(options.data, exercises=options.own_exercises)
        told = choices_text(own.choices[~own.choices["routine_id"].isin(own.routines["routine_id"])])
        print(*told, f"{plural((own.exercises['origin'] == OWN).sum(), 'exercise')} of your own\n", sep="\n")
    for sheet in sheets:
        how = {"exercises": options.own_exercises, "skip_unknown": options.skip_unknown}
        try:
            checked = check_sheet(sheet, options.data, **how)
        except FileError as error:
            unreadable.append(error)
            continue
        findings += checked.findings
        for _, rows in checked.rows.groupby("routine", sort=False):
            # Blank columns and the routine column are left out.
            shown = [name for name in rows if name != "routine" and (rows[name] != "").any()]
            print(f"{rows['routine'].iloc[0]}\n\n{text_table(rows[shown])}\n")
        for head, lines in (("Questions", checked.questions), ("Assumed", checked.assumed)):
            if lines:
                wrapped = (textwrap.fill(line, WIDTH, initial_indent="  ", subsequent_indent="    ") for line in lines)
                print(f"{head}:", *wrapped, "", sep="\n")
        _show(checked.findings, options)
        print(f"{sheet}: {_verdict(checked.findings, len(checked.questions))}")
    # Our own checks give the row and the nearest name; Frictionless is a second opinion on the whole package.
    if not sheets:
        if options.own_exercises:
            print("good")
            return answers.DONE
        findings = check_data(options.data)
        library_findings = check_frictionless(options.data)
        findings = findings or library_findings or []
        if library_findings is None:
            print("not held against the Frictionless library, which is not installed (make test installs it)")
        _show(findings, options)
        print("the data are not good" if findings else "the data are good")
    for reason in unreadable:
        print(f"error: {reason}", file=sys.stderr)
    return answers.BAD if unreadable else answers.NO if findings else answers.DONE


def _show(findings: Sequence[Finding], options: argparse.Namespace) -> None:
    """Print the findings on the same stream as the verdict."""
    shown = len(findings) if options.all else SHOWN
    for wrong_place in findings[:shown]:
        print(f"error: {wrong_place}")
    if len(findings) > shown:
        print(f"and {len(findings) - shown} more (--all shows them)")


def _verdict(findings: Sequence[Finding], questions: int) -> str:
    if findings:
        return f"not good: {plural(len(findings), 'error')}"
    return f"good, with {plural(questions, 'question')}" if questions else "good"


def report(options: argparse.Namespace) -> int:
    """Print the comparison and one week, write every table and chart, and return the exit code."""
    from analysis.page.report import write_report

    library = ask.read_library(options)
    week = read_week(library, options.week or WEEK)
    folder = Path(options.out)
    parts, written = write_report(library, week, folder, keep=ask.input_files(options))
    texts = [filled(part.split("\n")) if isinstance(part, str) else text_table(part) for part in parts]
    tables, charts = (sum(path.suffix == suffix for path in written) for suffix in (".csv", ".png"))
    home = folder.as_posix()
    print("\n\n".join([*texts, f"wrote {tables} tables and {charts} charts to {home}/; open {home}/index.html"]))
    return answers.DONE
