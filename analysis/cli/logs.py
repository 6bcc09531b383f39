"""The command for training logs: log."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.ask.days import read_date
from analysis.base.errors import ArgumentError, FileError, Finding
from analysis.base.files import real, there
from analysis.base.text import listing
from analysis.block.plan import BlockPlan
from analysis.block.planning.past import PLANNED
from analysis.cli import answers, options as ask
from analysis.cli.answers import filled, text_table
from analysis.cli.blocks import EXAMPLE
from analysis.files.log_folder import export_log, left_of_others
from analysis.library.library import Library
from analysis.logs import compare_to_block, fill_weeks, log_volume, match_exercises, say_log, write_synthetic_logs
from analysis.logs.reading.heads import unit_of
from analysis.logs.reading.several_logs import log_files, read_squad
from analysis.logs.sentences import LAST_WEEKS, log_words, say_loads, say_sides
from analysis.logs.sides import sides_apart
from analysis.suggest.filled_blocks import plan_block
from analysis.volume.sentences import PROMISE


def log(options: argparse.Namespace) -> int:
    """Read and count training logs, compare them with a block, and return the exit code."""
    if options.example is not None:
        return _example_logs(options)
    if options.until is not None and options.block is None:
        raise ArgumentError("--until is about a block; name one with --block")
    if options.planned is not None and options.block is None:
        raise ArgumentError("--planned is about a block; name it with --block")
    said = {name: _said(options, name) for name in ("units", "distances", "dates")}
    # Files after --units and --sides are logs too, so read these options before checking for missing logs.
    sided = _files_of_sides(options)
    if not options.logs:
        raise ArgumentError("name the files of the logs, or --example and a folder for some to start from")
    library = ask.read_library(options)
    # Listed before anything is read: the output never overwrites its input.
    inputs = [
        *log_files(options.logs),
        *(path for path in (options.matches, options.block) if path),
        *ask.input_files(options),
    ]
    sets, unread, passed = read_squad(options.logs, said, names=options.names, strict=options.strict)
    for message in unread:
        print(f"error: {message}", file=sys.stderr)
    if passed:
        print(f"passed over, no exports: {listing([path.as_posix() for path in passed])}", file=sys.stderr)
    matches = options.matches if sided is None else _with_sides(sets, library, options.matches, sided)
    matched = match_exercises(sets, library, matches)
    how: dict[str, Any] = {"by": options.by, "counting": options.counting, "matches": matches}
    plan = planned = None
    if options.block is not None:
        plan = _plan(options, library, sets)
        planned = compare_to_block(plan, sets, until=options.until, **how)
    if options.out is not None:
        answers.show_nothing()
        written = export_log(sets, library, options.out, planned=planned, keep=inputs, **how)
        others = left_of_others(written, Path(options.out))
        answers.tell_folder(written, options.out, others, "other logs and not of these")
    # A week without sets is shown as a week off.
    frame = fill_weeks(log_volume(sets, library, **how))
    lines = [*say_log(sets.attrs["reports"], matched).splitlines(), say_sides(library, matches)]
    print(filled(filter(None, lines)), end="\n\n")
    for table, weeks in log_words(frame):
        print(text_table(table), end="\n\n")
        if weeks > LAST_WEEKS:
            print(f"The last {LAST_WEEKS} of {weeks} weeks; --out writes all of them.", end="\n\n")
    if options.propose_loads:
        loads = say_loads(sets, library, plan, on=options.until, matches=matches)
        print(filled(loads.splitlines()), end="\n\n")
    print(filled([*(planned.say().splitlines() if planned else []), PROMISE]))
    return answers.BAD if unread else answers.DONE


def _plan(options: argparse.Namespace, library: Library, sets: pd.DataFrame) -> BlockPlan:
    """Return the planned block; past days come from the folder of an earlier export."""
    if Path(options.block).is_dir():
        allowed = f"the file it was planned from; --planned {options.block} for what was planned then"
        raise ArgumentError(Finding("--block: a folder", value=options.block, allowed=allowed))
    if options.planned is None:
        return plan_block(library, options.block)
    if not there(Path(options.planned) / PLANNED):
        raise FileError(f"{options.planned}: has no {PLANNED}; allowed: a folder that block --out wrote")
    last = sets["date"].max() if options.until is None else pd.Timestamp(read_date(options.until, what="until"))
    over = None if pd.isna(last) else (last + pd.Timedelta(days=1)).date()
    return plan_block(library, options.block, today=over, earlier=options.planned)


def _example_logs(options: argparse.Namespace) -> int:
    if options.logs or options.out is not None:
        raise ArgumentError("--example writes logs to start from; leave the rest out")
    options.out = options.example
    library = ask.read_library(options)
    paths = write_synthetic_logs(options.example, plan_block(library, options.block or EXAMPLE))
    print(f"wrote {len(paths)} logs of athletes who do not exist to {Path(options.example).as_posix()}/")
    return answers.DONE


def _said(options: argparse.Namespace, name: str) -> dict[str, str]:
    """Return an option's values by file, a blank name for all other files; a bare file is added to the logs."""
    said: dict[str, str] = {}
    for text in getattr(options, name):
        file, named, word = text.rpartition("=")
        if not named and not unit_of(word) and there(Path(word)):
            options.logs.append(word)
        elif said.setdefault(file, word) != word:
            raise ArgumentError(Finding(f"--{name}: two {name} for one file", value=text, allowed="one"))
    return said


def _files_of_sides(options: argparse.Namespace) -> set[Path] | None:
    """Return the files whose athletes log sides separately, empty for all; add the option's files to the logs."""
    if options.sides is None:
        return None
    for text in options.sides:
        if not there(Path(text)):
            allowed = "files of athletes, or nothing for all; of one exercise the matches say it (sides: apart)"
            raise ArgumentError(Finding("--sides: no such file", value=text, allowed=allowed))
    sided = {real(file): text for text in options.sides for file in log_files(text)}
    known = {real(file) for file in log_files(options.logs)} if options.logs else set()
    options.logs += dict.fromkeys(text for file, text in sided.items() if file not in known)
    return set(sided)


def _with_sides(sets: pd.DataFrame, library: Library, matches: Any, sided: set[Path]) -> Any:
    """Return the matches with separate left and right sets for the athletes of some files, or of all."""
    athletes = sets[["athlete", "file"]].drop_duplicates().itertuples(index=False, name=None)
    apart = [athlete for athlete, file in athletes if not sided or real(Path(file)) in sided]
    return sides_apart(sets, library, matches, athletes=apart)
