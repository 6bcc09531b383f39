"""The command about blocks of weeks: block."""

from __future__ import annotations

import argparse
from pathlib import Path

from analysis.base.errors import ArgumentError
from analysis.block.checks import check_block
from analysis.block.grid_words import grid_words
from analysis.block.sentences import say_block, say_findings
from analysis.cli import answers, options as ask
from analysis.cli.layout import filled, text_table
from analysis.files.block_folder import block_files, of_earlier_plans
from analysis.files.destinations import write_together
from analysis.suggest.filled_blocks import plan_block
from analysis.volume.conventions import PROMISE

EXAMPLE = Path(__file__).parents[1] / "block" / "example.toml"
"""A commented block to start from."""

HELP = """

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


def add_to(commands: ask.Commands) -> None:
    """Add this command."""
    command = ask.add_command(
        commands,
        "block",
        block,
        "a block of weeks: planned, checked, written as files",
        "block --example > block.toml",
        "block block.toml",
        "block block.toml --check",
        "block block.toml --out block/ --at 06:30",
        "block block.toml --out block/ --with mine.csv",
        more=HELP,
    )
    command.add_argument("block", nargs="?", metavar="BLOCK", help="a TOML file")
    command.add_argument("--example", action="store_true", help="print a commented file to start from")
    about = "the findings alone; exit code 1 when one is an error"
    command.add_argument("--check", action="store_true", help=about)
    about = "write tables, charts, a spreadsheet, a calendar and session cards; a calendar there is updated"
    command.add_argument("--out", metavar="FOLDER", help=about)
    about = "time of day of the sessions in the calendar (default: all day)"
    command.add_argument("--at", metavar="HH:MM", help=about)
    command.add_argument("--remarks", action="store_true", help="let the files say why days are skipped")
    ask.add_sheets(command)


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
    if options.out is None and (options.at is not None or options.remarks):
        raise ArgumentError("--at and --remarks are about the files; name a folder with --out")
    library = ask.read_library(options)
    plan = plan_block(library, options.block)
    findings = check_block(plan)
    findings_text = filled(say_findings(plan, findings).splitlines())
    if options.check:
        print(findings_text)
        return answers.NO if (findings["severity"] == "error").any() else answers.DONE
    if options.out is not None:
        answers.show_nothing()
        home = Path(options.out)
        # Everything is made before the first file is written, so a block that cannot be drawn leaves no half of it.
        written, told = block_files(plan, findings, home, at=options.at, remarks=options.remarks)
        write_together(written, home, library, keep=[options.block, *options.extra])
        others = of_earlier_plans(written, home)
        answers.tell_folder(list(written), options.out, others, "an earlier plan and no longer of this one", told)
    grid = [text_table(words) for words in grid_words(plan)]
    print("\n\n".join([*grid, filled([say_block(plan)]), findings_text, filled([PROMISE])]))
    return answers.DONE
