"""The command about blocks of weeks: block."""

from __future__ import annotations

import argparse
from pathlib import Path

from analysis.base.errors import ArgumentError
from analysis.block import check_block, say_block, say_findings
from analysis.block.goal_weeks import goal_weeks_table
from analysis.block.grid_words import grid_words
from analysis.block.sentences import BEFORE_A_FOLD
from analysis.cli import answers, options as ask
from analysis.cli.answers import filled, text_table
from analysis.files.block_folder import block_files, of_earlier_plans
from analysis.files.destinations import write_together
from analysis.suggest.filled_blocks import plan_block
from analysis.volume.conventions import PROMISE
from analysis.week.goal_lines import LINE_GOALS, LINES_NOTE

EXAMPLE = Path(__file__).parents[1] / "block" / "example.toml"
"""A commented block to start from."""


def add_to(commands: ask.Commands) -> None:
    """Add this command."""
    command = ask.add_command(commands, "block", block, "a block of weeks: planned, checked, written as files")
    command.value("block", "BLOCK", "a TOML file", nargs="?")
    command.flag("--example", "print a commented file to start from")
    command.flag("--check", "the findings alone; exit code 1 when one is an error")
    about = "write tables, charts, a spreadsheet, a calendar and session cards; a calendar there is updated"
    command.value("--out", "FOLDER", about)
    command.value("--at", "HH:MM", "time of day of the sessions in the calendar (default: all day)")
    command.flag("--runs", "put the runs and races into the calendar too")
    command.flag("--remarks", "let the files say why days are skipped")
    command.sheets()


def block(options: argparse.Namespace) -> int:
    """Plan a block, check it, and write it."""
    if options.example:
        if options.block is not None or options.out is not None or options.check:
            raise ArgumentError("--example prints a file to start from; leave the rest out")
        print(EXAMPLE.read_text(encoding="utf-8"), end="")
        return answers.DONE
    if not (options.block or "").strip():
        raise ArgumentError("name the file of the block, or --example for one to start from")
    if options.check and options.out is not None:
        raise ArgumentError("--check prints the findings alone; leave out --out")
    if options.out is None and (options.at is not None or options.remarks or options.runs):
        raise ArgumentError("--at, --runs and --remarks are about the files; name a folder with --out")
    library = ask.read_library(options)
    plan = plan_block(library, options.block)
    findings = check_block(plan)
    findings_text = filled(say_findings(plan, findings, most=None if options.check else BEFORE_A_FOLD).splitlines())
    if options.check:
        print(findings_text)
        return answers.NO if (findings["severity"] == "error").any() else answers.DONE
    if options.out is not None:
        answers.show_nothing()
        home = Path(options.out)
        # Everything is made before the first file is written, so a block that cannot be drawn leaves no half of it.
        written, notes = block_files(plan, findings, home, at=options.at, remarks=options.remarks, runs=options.runs)
        write_together(written, home, library, keep=[options.block, *ask.input_files(options)])
        others = of_earlier_plans(written, home)
        answers.tell_folder(list(written), options.out, others, "an earlier plan and no longer of this one", notes)
    grid = [text_table(words) for words in grid_words(plan)]
    goal = [text_table(goal_weeks_table(plan)), filled([LINES_NOTE])] if plan.spec.goal in LINE_GOALS else []
    print("\n\n".join([*grid, filled([say_block(plan)]), *goal, findings_text, filled([PROMISE])]))
    return answers.DONE
