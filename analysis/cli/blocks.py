"""The command for blocks of weeks: block."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from analysis.base.choices import check_choice
from analysis.base.errors import ArgumentError
from analysis.base.files import there
from analysis.base.text import listing
from analysis.block import check_block, say_block, say_findings
from analysis.block.goal_studies import goal_weeks_table
from analysis.block.grid_words import grid_words
from analysis.block.planning.past import PLANNED
from analysis.block.sentences import BEFORE_A_FOLD
from analysis.cli import answers, options as ask
from analysis.cli.answers import filled, text_table
from analysis.files.block_folder import block_files, of_earlier_plans
from analysis.files.destinations import write_together
from analysis.files.roster_folder import (
    IN_WORDS,
    called_by_name,
    earlier_folders,
    of_nobody,
    overview_words,
    roster_files,
    taken_initials,
)
from analysis.library.library import Library
from analysis.library.sheets.sheet_files import split_tab
from analysis.suggest.filled_blocks import plan_block
from analysis.suggest.rosters.roster_blocks import plan_roster
from analysis.suggest.rosters.roster_sentences import say_squad, squad_answer
from analysis.volume.sentences import PROMISE
from analysis.week.goal_work import LINE_GOALS, LINES_NOTE

EXAMPLE, MARATHON = (Path(__file__).parents[1] / "block" / f"example{name}.toml" for name in ("", "_marathon"))
"""Commented example blocks: twelve weeks to a half marathon, sixteen to a marathon."""


EXAMPLES = {"half": EXAMPLE, "marathon": MARATHON}


def block(options: argparse.Namespace) -> int:
    """Plan, check and write a block, and return the exit code."""
    if options.example:
        if options.out is not None or options.check or options.roster is not None:
            raise ArgumentError("--example prints a file to start from; leave the rest out")
        name = check_choice("example", options.block or "half", EXAMPLES)
        print(EXAMPLES[name].read_text(encoding="utf-8"), end="")
        return answers.DONE
    if not (options.block or "").strip():
        raise ArgumentError("name the file of the block, or --example for one to start from")
    if options.check and options.out is not None:
        raise ArgumentError("--check prints the findings alone; leave out --out")
    if options.out is None and (options.at is not None or options.remarks or options.runs):
        raise ArgumentError("--at, --runs and --remarks are about the files; name a folder with --out")
    if options.today is not None and options.out is None:
        raise ArgumentError("--today is about a block exported before; name its folder with --out")
    if options.names and options.roster is None:
        raise ArgumentError("--names is about athletes; name their table with --roster")
    library = ask.read_library(options)
    if options.roster is not None:
        return _roster(options, library)
    plan = plan_block(library, options.block, today=options.today, earlier=options.out)
    findings = check_block(plan)
    findings_text = filled(say_findings(plan, findings, most=None if options.check else BEFORE_A_FOLD).splitlines())
    if options.check:
        print(findings_text)
        return answers.NO if (findings["severity"] == "error").any() else answers.DONE
    if options.out is not None:
        answers.show_nothing()
        home = Path(options.out)
        if (today := options.today or plan.spec.today) and not there(home / PLANNED):
            print(f"no earlier export in {options.out}: the days before {today} are as planned now", file=sys.stderr)
        # All files are made before the first is written: a block that cannot be drawn leaves nothing half written.
        written, notes = block_files(plan, findings, home, at=options.at, remarks=options.remarks, runs=options.runs)
        write_together(written, home, library, keep=[options.block, *ask.input_files(options)])
        others = of_earlier_plans(written, home)
        answers.tell_folder(list(written), options.out, others, "an earlier plan and no longer of this one", notes)
    grid = [text_table(words) for words in grid_words(plan)]
    goal = [text_table(goal_weeks_table(plan)), filled([LINES_NOTE])] if plan.spec.goal in LINE_GOALS else []
    print("\n\n".join([*grid, filled([say_block(plan)]), *goal, findings_text, filled([PROMISE])]))
    return answers.DONE


def _roster(options: argparse.Namespace, library: Library) -> int:
    """Plan a block for each athlete of a roster, write a folder for each, and return the exit code."""
    home = None if options.out is None else Path(options.out)
    taken = {} if home is None or options.names else taken_initials(home)
    earlier = {} if home is None else earlier_folders(home)
    known: dict[str, Any] = {"taken": taken, "today": options.today, "earlier": earlier}
    squad = plan_roster(library, options.block, options.roster, **known)
    shown = called_by_name(squad) if options.names else squad
    if unread := listing(squad.unread):
        print(f"{options.roster}: not read: {unread}", file=sys.stderr)
    if options.check:
        said: dict[str, list[str]] = {}
        for each in shown.athletes:  # athletes with the same training have the same findings
            said.setdefault(say_findings(each.plan, each.findings, most=None), []).append(each.athlete.initials)
        print("\n\n".join(filled([f"{listing(names)}:", *text.splitlines()]) for text, names in said.items()))
        return answers.NO if (squad.findings["severity"] == "error").any() else answers.DONE
    if home is not None:
        answers.show_nothing()
        how = {"names": options.names, "at": options.at, "remarks": options.remarks, "runs": options.runs}
        written, notes = roster_files(squad, home, **how)
        read = [options.block, split_tab(options.roster)[0], *ask.input_files(options)]
        write_together(written, home, library, keep=read)
        others = of_nobody(written, home)
        answers.tell_folder(list(written), options.out, others, "an earlier plan and no longer of this one", notes)
    table = text_table(overview_words(shown).drop(columns=IN_WORDS, errors="ignore"))
    answer = squad_answer(shown)
    lines = say_squad(shown).splitlines()[len(answer) :]
    apart = [part for line in lines for part in ([line] if line.startswith("- ") else ["", line])][1:]
    print("\n\n".join([answers.bold(filled(answer)), table, filled(apart), filled([PROMISE])]))
    return answers.DONE
