"""What each command of the command line does."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.ask.bands import parse_band
from analysis.ask.counting import Counting
from analysis.ask.routines import routine_named
from analysis.base.csv_text import csv_text
from analysis.base.errors import SHOWN, ArgumentError, FileError, Finding
from analysis.base.files import real, there, write_text
from analysis.base.names import fold, snake
from analysis.base.text import listing
from analysis.block.checks import check_block
from analysis.block.planning import plan_block
from analysis.block.sentences import say_block, say_findings
from analysis.block.tables import grid_words
from analysis.cli.layout import filled, text_table
from analysis.compare.alike import routine_similarity, shared_exercises
from analysis.compare.difference import explain_difference
from analysis.compare.equipment import equipment_fit
from analysis.compare.exercises import find_exercises
from analysis.compare.routines import compare_routines
from analysis.compare.sensitivity import sensitivity
from analysis.compare.sentences import (
    say_comparison,
    say_difference,
    say_equipment,
    say_sensitivity,
    say_shared,
    say_similarity,
)
from analysis.compare.tables import comparison_words, difference_words, equipment_words
from analysis.files.block_folder import block_files, of_earlier_plans, write_together
from analysis.files.figures import SUFFIXES as FIGURES
from analysis.files.log_folder import export_log, left_of_others
from analysis.files.spreadsheets import export_comparison, export_week
from analysis.files.suggestion_folder import export_suggestion, of_other_weeks, sessions_there
from analysis.files.tables import SUFFIXES as TABLES, export_table, json_text, markdown_text
from analysis.library.library import Library, data_folder
from analysis.library.loading import add_routine, load_library
from analysis.library.prescriptions import choices_brief
from analysis.logs.dialects import UNITS
from analysis.logs.matching import match_exercises
from analysis.logs.muscle_volume import log_volume
from analysis.logs.planned_done import compare_to_block
from analysis.logs.sentences import say_log, say_planned_done, say_sides
from analysis.logs.sides import sides_apart
from analysis.logs.squad import log_files, read_squad
from analysis.logs.synthetic import write_synthetic_logs
from analysis.logs.tables import LAST_WEEKS, log_words
from analysis.logs.weeks import fill_weeks
from analysis.page.report import conventions, write_report
from analysis.suggest.mix import suggest_mix
from analysis.suggest.sentences import say_suggestion
from analysis.suggest.substitute import say_rewritten, say_substitutes, substitute, substitute_routine
from analysis.suggest.tables import change_words, mix_words, suggestion_words, trim_words
from analysis.suggest.trim import say_trim, trim
from analysis.suggest.week import suggest_week
from analysis.suggest.what_if import say_change, what_if
from analysis.tidy.build import build_tidy
from analysis.tidy.check import check_data, check_frictionless, check_sheet
from analysis.volume.conventions import PROMISE
from analysis.week.bands import band_lines, dose_bands
from analysis.week.checklist import coverage
from analysis.week.sentences import CHECKLIST, say_coverage, say_week
from analysis.week.tables import coverage_words, week_table
from analysis.week.weekly import weekly_summary, weekly_volume

DONE, NO, BAD = 0, 1, 2
"""Exit codes: done; done and the answer is no; bad input."""


EXAMPLE = Path(__file__).parents[1] / "block" / "example.toml"
"""A commented block to start from."""


WEEK = {"runners_world": 1, "run_forever": 3}
"""The week of the report."""


def _library(options: argparse.Namespace) -> Library:
    if getattr(options, "out", None) is not None:
        _keep_inputs(options)
    shipped = load_library(options.data)
    library = add_routine(shipped, *options.extra) if options.extra else shipped
    for line in choices_brief(library.choices.iloc[len(shipped.choices) :]):
        print(line, file=sys.stderr)
    return library


def _keep_inputs(options: argparse.Namespace) -> None:
    """Refuse to write over a sheet or into the data folder that is read."""
    out = real(Path(options.out)) if options.out else None
    if out is None:
        raise ArgumentError("--out is blank; allowed: a file or folder to write to")
    if any(out == real(Path(sheet)) for sheet in options.extra):
        raise FileError(f"{options.out}: is the sheet itself; allowed: another file to write to")
    data = real(Path(options.data) if options.data is not None else data_folder())
    if out == data or data in out.parents:
        raise FileError(f"{options.out}: is in the data folder that is read; allowed: another place to write to")


def _split(text: str | None) -> list[str] | None:
    if text is None:
        return None
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts:
        raise ArgumentError(Finding("a blank list of names", value=text, allowed="names with commas between them"))
    return parts


def _counting_of(text: str) -> Counting:
    if "=" not in text:
        return text
    weights = {}
    for pair in text.split(","):
        role, _, weight = pair.partition("=")
        if role.strip() in weights:
            raise ArgumentError(Finding("a role named twice", value=role.strip()))
        try:
            weights[role.strip()] = float(weight)
        except ValueError:
            raise ArgumentError(
                Finding(f"weight of {role.strip()}", value=weight, allowed="a number from 0 to 1")
            ) from None
    return weights


def _week_of(pairs: Sequence[str]) -> dict[str, int]:
    week: dict[str, int] = {}
    for pair in pairs:
        routine, equals, count = pair.partition("=")
        if equals and not (count.isascii() and count.isdigit() and len(count) < 4):
            raise ArgumentError(
                Finding(f"sessions of {routine}", value=count, allowed="a whole number, such as runners_world=1")
            )
        if routine in week:
            raise ArgumentError(Finding("a routine named twice in the week", value=routine))
        week[routine] = int(count) if equals else 1
    return week


def _bands_of(pairs: Sequence[str]) -> dict[str, tuple[float, float | None]]:
    bands: dict[str, tuple[float, float | None]] = {}
    for pair in pairs:
        label, _, limits = pair.partition("=")
        if label in bands:
            raise ArgumentError(Finding("a band given twice", value=label))
        bands[label] = parse_band(label, limits)
    return bands


def _suffix(out: str, kinds: Sequence[str]) -> str:
    suffix = Path(out).suffix.lower()
    if suffix not in kinds:
        raise FileError(f"{out}: unknown kind of file; allowed: {', '.join(kinds)}")
    return suffix


def _give(frame: pd.DataFrame, words: pd.DataFrame, more: Sequence[str], options: argparse.Namespace) -> int:
    """Print or write a table: the tidy frame as csv and json, words as a table and markdown."""
    if options.out is not None:
        export_table(words if Path(options.out).suffix.lower() == ".md" else frame, options.out)
        print(f"wrote {options.out}", file=sys.stderr)
    elif options.format == "table":
        print("\n\n".join([text_table(words), *([filled(more)] if more else [])]))
    else:
        text = {"csv": csv_text, "json": json_text, "markdown": markdown_text}[options.format]
        print(text(words if options.format == "markdown" else frame), end="")
    return DONE


def _wrote(path: Path) -> int:
    print(f"wrote {path}", file=sys.stderr)
    return DONE


def _draw(frame: pd.DataFrame, out: str, kind: str) -> int:
    """Draw a chart into a file."""
    os.environ["MPLBACKEND"] = "agg"  # whatever the caller set: nothing is shown
    from analysis import charts
    from analysis.files.figures import export_figure

    export_figure(getattr(charts, kind)(frame), out)
    print(f"wrote {out}", file=sys.stderr)
    return DONE


def compare(options: argparse.Namespace) -> int:
    """Compare routines."""
    kinds = TABLES if options.explain or options.own is not None else (*FIGURES, *TABLES)
    suffix = _suffix(options.out, kinds) if options.out is not None else ""
    library = _library(options)
    counting, phases = _counting_of(options.counting), _split(options.phases)
    table = compare_routines(library, options.routines or None, by=options.by, counting=counting, phases=phases)
    asked = list(dict.fromkeys(table["routine_id"]))
    if options.own is not None:
        if options.by != "group" or options.counting != "fractional" or phases is not None:
            raise ArgumentError("--own asks what can be done; leave out --by, --counting and --phases")
        if options.explain:
            raise ArgumentError("--own has a table of its own; leave out --explain")
        own = _split(options.own) or []
        fit = equipment_fit(library, own, routines=asked)
        return _give(fit, equipment_words(fit), [say_equipment(library, own, routines=asked)], options)
    if options.explain:
        if len(asked) != 2:
            raise ArgumentError("--explain needs two routines, such as: compare runners_world run_forever --explain")
        rows = explain_difference(library, *asked, by=options.by, counting=counting, phases=phases)
        signs = f"+ is {rows['first'].iloc[0]}, - is {rows['second'].iloc[0]}." if len(rows) else ""
        said = [say_difference(rows), signs, conventions(table)]
        return _give(rows, difference_words(rows), said, options)
    if suffix in FIGURES:
        return _draw(table, options.out, "plot_comparison")
    if suffix == ".xlsx":
        return _wrote(export_comparison(table, options.out))
    said = [say_comparison(table)]
    if len(asked) == 2:
        rows = explain_difference(library, *asked, by=options.by, counting=counting, phases=phases)
        said.append(say_difference(rows))
    if len(asked) > 1:
        said.append(say_shared(shared_exercises(library, asked)))
        alike = routine_similarity(library, asked, counting=counting, phases=phases)
        said.append(say_similarity(alike))
        if options.by in ("muscle", "group") and phases is None:
            said.append(say_sensitivity(sensitivity(library, asked, by=options.by)))
    about = "Counted sets per session; in brackets those of strength sections."
    return _give(table, comparison_words(table), [about, conventions(table), "", *said], options)


def weekly(options: argparse.Namespace) -> int:
    """Add up a week."""
    suffix = _suffix(options.out, [*FIGURES, *TABLES]) if options.out is not None else ""
    library = _library(options)
    # An option that takes several values swallows the routines that follow it.
    routines = set(library.routines["routine_id"])
    known = {*library.muscles["muscle_id"], *library.muscle_groups["muscle_group"]}
    swallowed = [pair for pair in options.bands if snake(pair.partition("=")[0]) in routines - known]
    pairs = [*options.week, *swallowed]
    if not pairs:
        raise ArgumentError("name the sessions of the week, such as: weekly runners_world=1 run_forever=3")
    week, phases = _week_of(pairs), _split(options.phases)
    counting, bands = _counting_of(options.counting), _bands_of([one for one in options.bands if one not in swallowed])
    how = {"by": options.by, "goal": options.goal, "bands": bands}
    lines = coverage(library, week)
    if options.coverage and phases is not None:
        raise ArgumentError("--coverage looks at activation and strength alike; leave out --phases")
    if options.coverage and suffix in FIGURES:
        return _draw(lines, options.out, "plot_coverage")
    frame = weekly_volume(library, week, phases=phases, counting=counting, **how)
    if suffix in FIGURES:
        return _draw(frame, options.out, "plot_weekly_volume")
    if options.coverage:
        said = [CHECKLIST, "", say_coverage(lines)]
        return _give(lines, coverage_words(lines), said, options)
    summary = weekly_summary(library, week, phases=phases, counting=counting, **how)
    if suffix == ".xlsx":
        return _wrote(export_week(summary, frame, options.out))
    about = ["Sets a week. Days: those with at least one counted set, each session on a day of its own, at most 7."]
    about += ["Mobility: minutes of mobility and cooldown, one side."]
    about += [conventions(summary), *band_lines(dose_bands(library, **how)), ""]
    said = [say_week(summary), f"{say_coverage(lines)} {CHECKLIST}"]
    return _give(frame, week_table(summary), about + said, options)


def exercises(options: argparse.Namespace) -> int:
    """List exercises."""
    if options.out is not None:
        _suffix(options.out, TABLES)
    library = _library(options)
    how = {"muscle": options.muscle, "equipment": options.equipment}
    frame = find_exercises(library, **how, routine=options.source, origin=options.origin)
    role = "role" if options.muscle else "primary"
    places = frame["routines"].where(frame["routines"] != "", "-")
    words = frame[["exercise", role, "equipment"]].assign(routines=places)
    return _give(frame, words, [f"{len(frame)} of {len(library.exercises)} exercises."], options)


def block(options: argparse.Namespace) -> int:
    """Plan a block, check it, and write it."""
    if options.example:
        if options.block is not None or options.out is not None or options.check:
            raise ArgumentError("--example prints a file to start from; leave the rest out")
        print(EXAMPLE.read_text(encoding="utf-8"), end="")
        return DONE
    if not (options.block or "").strip():
        raise ArgumentError("name the file of the block, or --example for one to start from")
    if options.check and options.out is not None:
        raise ArgumentError("--check prints the findings alone; leave out --out")
    if options.out is None and (options.at is not None or options.remarks):
        raise ArgumentError("--at and --remarks are about the files; name a folder with --out")
    library = _library(options)
    plan = plan_block(library, options.block)
    findings = check_block(plan)
    said = filled(say_findings(plan, findings))
    if options.check:
        print(said)
        return NO if (findings["severity"] == "error").any() else DONE
    if options.out is not None:
        os.environ["MPLBACKEND"] = "agg"  # whatever the caller set: nothing is shown
        home = Path(options.out)
        written, told = block_files(plan, findings, home, at=options.at, remarks=options.remarks)
        write_together(written, home, library, keep=[options.block, *options.extra])
        print(f"wrote {len(written)} files to {home.as_posix()}/", *told, sep="\n", file=sys.stderr)
        for path in of_earlier_plans(written, Path(options.out)):
            print(f"{path.as_posix()} is of an earlier plan and no longer of this one; delete it", file=sys.stderr)
    grid = [text_table(words) for words in grid_words(plan.grid)]
    print("\n\n".join([*grid, filled([say_block(plan)]), said, filled([PROMISE])]))
    return DONE


def log(options: argparse.Namespace) -> int:
    """Read training logs, count them, and hold a block against them."""
    if options.example is not None:
        return _example_logs(options)
    if options.until is not None and options.block is None:
        raise ArgumentError("--until is about a block; name one with --block")
    units, distances = (_units_of(options, name) for name in ("units", "distances"))
    sided = _sides_of(options)
    if not options.logs:
        raise ArgumentError("name the files of the logs, or --example and a folder for some to start from")
    library = _library(options)
    files = [*log_files(options.logs), *(path for path in (options.matches, options.block) if path)]
    sets, unread, passed = read_squad(
        options.logs, units, distances=distances, names=options.names, strict=options.strict
    )
    for message in unread:
        print(f"error: {message}", file=sys.stderr)
    if passed:
        print(f"passed over, no exports: {listing([path.as_posix() for path in passed])}", file=sys.stderr)
    matches = options.matches
    if sided is not None:
        pairs = sets[["athlete", "file"]].drop_duplicates().itertuples(index=False, name=None)
        theirs = [athlete for athlete, file in pairs if not sided or real(Path(file)) in sided]
        matches = sides_apart(sets, library, matches, athletes=theirs)
    matched = match_exercises(sets, library, matches)
    how: dict[str, Any] = {"by": options.by, "counting": _counting_of(options.counting), "matches": matches}
    planned = None
    if options.block is not None:
        planned = compare_to_block(plan_block(library, options.block), sets, until=options.until, **how)
    if options.out is not None:
        os.environ["MPLBACKEND"] = "agg"  # whatever the caller set: nothing is shown
        written = export_log(sets, library, options.out, planned=planned, keep=[*files, *options.extra], **how)
        print(f"wrote {len(written)} files to {Path(options.out).as_posix()}/", file=sys.stderr)
        for path in left_of_others(written, Path(options.out)):
            print(f"{path.as_posix()} is of other logs and not of these; delete it", file=sys.stderr)
    frame = fill_weeks(log_volume(sets, library, **how))
    paragraphs = [say_log(sets.attrs["reports"], matched), say_sides(library, matches)]
    print(filled(filter(None, paragraphs)), end="\n\n")
    for table, weeks in log_words(frame):
        print(text_table(table), end="\n\n")
        if weeks > LAST_WEEKS:
            print(f"The last {LAST_WEEKS} of {weeks} weeks; --out writes all of them.", end="\n\n")
    print(filled([*([say_planned_done(planned)] if planned else []), PROMISE]))
    return BAD if unread else DONE


def _example_logs(options: argparse.Namespace) -> int:
    if options.logs or options.out is not None:
        raise ArgumentError("--example writes logs to start from; leave the rest out")
    options.out = options.example
    library = _library(options)
    paths = write_synthetic_logs(options.example, plan_block(library, options.block or EXAMPLE))
    print(f"wrote {len(paths)} logs of athletes who do not exist to {Path(options.example).as_posix()}/")
    return DONE


def _units_of(options: argparse.Namespace, name: str) -> dict[str, str]:
    """Return units by file, that of all others by a blank name; a file behind the option is one of the logs."""
    units: dict[str, str] = {}
    for text in getattr(options, name):
        file, named, unit = text.rpartition("=")
        if not named and fold(unit) not in UNITS and there(Path(unit)):
            options.logs.append(unit)
        elif units.setdefault(file, unit) != unit:
            raise ArgumentError(Finding(f"--{name}: two units for one file", value=text, allowed="one"))
    return units


def _sides_of(options: argparse.Namespace) -> set[Path] | None:
    """Return the files whose athletes log left and right apart, none for all; one behind the option is also a log."""
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


def suggest(options: argparse.Namespace) -> int:
    """Suggest a week."""
    names = ("include", "exclude", "prefer", "warm_up", "patterns", "cover", "known", "race")
    asked: dict[str, Any] = {name: getattr(options, name) for name in names}
    for name, kind in (("least_days", int), ("most_sets", float), ("most_exercises", int), ("nodes", int)):
        if getattr(options, name) is not None:
            asked[name] = _typed(f"--{name.replace('_', '-')}", getattr(options, name), kind)
    for name in ("fixed", "runs"):
        asked[name] = _by_day(f"--{name}", getattr(options, name), several=name == "fixed")
    asked["bands"] = _bands_of(options.bands)
    asked["days"] = int(options.days[0]) if options.days[0].isdecimal() and len(options.days) == 1 else options.days
    asked["minutes"] = [_typed("--minutes", text, float) for text in options.minutes]
    asked |= {"equipment": options.equipment, "counting": _counting_of(options.counting)}
    library = _library(options)
    week = suggest_week(library, **asked)
    earlier = set() if options.out is None else sessions_there(Path(options.out))
    if earlier and not week.fits:
        print(f"{Path(options.out).as_posix()} keeps the answer to another question", file=sys.stderr)
    if week.fits and options.out is not None:
        written = export_suggestion(week, options.out, keep=options.extra)
        print(f"wrote {len(written)} files to {Path(options.out).as_posix()}/", file=sys.stderr)
        for path in of_other_weeks(earlier, written, Path(options.out)):
            print(f"{path.as_posix()} is of another week and not of this one; delete it", file=sys.stderr)
    tables = [text_table(words) for words in suggestion_words(week)] if week.fits else []
    print("\n\n".join([*tables, filled([say_suggestion(week)])]))
    return DONE if week.fits else NO


def mix(options: argparse.Namespace) -> int:
    """Rank weeks of whole routines."""
    if options.out is not None:
        _suffix(options.out, TABLES)
    minutes = None if options.minutes is None else _typed("--minutes", options.minutes, float)
    frame = suggest_mix(
        _library(options),
        bands=_bands_of(options.bands),
        sessions=_typed("--sessions", options.sessions, int),
        minutes=minutes,
        equipment=options.equipment,
        best=_typed("--best", options.best, int),
    )
    return _give(frame, mix_words(frame), ["Every mix was counted; strength sets a week.", PROMISE], options)


def what_if_week(options: argparse.Namespace) -> int:
    """Say what a change does to a week."""
    if options.out is not None:
        _suffix(options.out, TABLES)
    how = {"to": options.to, "by": options.by, "counting": _counting_of(options.counting)}
    add, drop = (_changes(name, getattr(options, name)) for name in ("add", "drop"))
    change = what_if(_library(options), _week_of(options.week), add=add, drop=drop, **how)
    return _give(change.volume, change_words(change), [say_change(change)], options)


def trim_routine(options: argparse.Namespace) -> int:
    """Shorten a routine."""
    library = _library(options)
    short = trim(library, options.routine, minutes=_typed("--minutes", options.minutes, float))
    if options.out is not None:
        _write_sheet(short.sheet, options.out)
    print("\n\n".join([text_table(trim_words(short)), filled([say_trim(short)])]))
    return DONE if short.fits else NO


def substitute_for(options: argparse.Namespace) -> int:
    """Find what to do instead."""
    library = _library(options)
    routine = routine_named(library, options.name)
    if routine is None:
        if options.out is not None:
            raise ArgumentError("--out writes a rewritten routine; name a routine")
        ranked = substitute(library, options.name, equipment=options.equipment)
        said = filled([say_substitutes(library, options.name, ranked)])
        table = [text_table(ranked[["exercise", "equipment", "usual_dose", "lost"]])] if len(ranked) else []
        print("\n\n".join([*table, said]))
        return DONE if len(ranked) else NO
    if options.equipment is None:
        raise ArgumentError("a routine is rewritten for what there is; say it with --equipment")
    new = substitute_routine(library, routine, equipment=options.equipment)
    if options.out is not None:
        _write_sheet(new.sheet, options.out)
    print("\n\n".join([new.sheet.rstrip(), filled([say_rewritten(new)])]))
    return DONE


def _write_sheet(text: str, out: str) -> None:
    _suffix(out, [".csv"])
    write_text(Path(out), text)
    print(f"wrote {out}", file=sys.stderr)


def _changes(name: str, pairs: Sequence[str]) -> dict[str, int | str]:
    found: dict[str, int | str] = {}
    for pair in pairs:
        what, equals, amount = pair.partition("=")
        if what in found:
            raise ArgumentError(Finding(f"--{name}: named twice", value=what))
        found[what] = int(amount) if amount.isdecimal() else amount if equals else ""
    return found


def _typed(name: str, text: str, kind: Callable[[str], Any]) -> Any:
    try:
        return kind(text)
    except ValueError:
        allowed = "a whole number" if kind is int else "a number"
        raise ArgumentError(Finding(name, value=text, allowed=allowed)) from None


def _by_day(name: str, pairs: Sequence[str], *, several: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for pair in pairs:
        day, _, what = pair.partition("=")
        if day in found and not several:
            raise ArgumentError(Finding(f"{name}: a day given twice", value=day))
        found[day] = [*found.get(day, []), what] if several else what
    return found


def build(options: argparse.Namespace) -> int:
    """Rebuild the generated files."""
    changed = build_tidy(options.data)
    for path in changed:
        print(f"wrote {path.name}")
    if not changed:
        print("nothing changed")
    return DONE


def check_all(options: argparse.Namespace) -> int:
    """Check the data or sheets."""
    findings: list[Finding] = []
    unreadable: list[FileError] = []
    sheets = [*options.sheets, *options.extra]
    for sheet in sheets:
        try:
            found, chosen = check_sheet(sheet, options.data)
        except FileError as error:
            unreadable.append(error)
            continue
        findings += found
        print("\n".join([f"{sheet}: {'not good' if found else 'good'}", *(f"  {line}" for line in chosen)]))
    if not sheets:
        findings = check_data(options.data)
        library_findings = check_frictionless(options.data)
        findings = findings or library_findings or []
        if library_findings is None:
            print("not held against the Frictionless library, which is not installed (make test installs it)")
        if not findings:
            print("the data are good")
    shown = len(findings) if options.all else SHOWN
    for finding in findings[:shown]:
        print(f"error: {finding}", file=sys.stderr)
    if len(findings) > shown:
        print(f"and {len(findings) - shown} more (--all shows them)", file=sys.stderr)
    for reason in unreadable:
        print(f"error: {reason}", file=sys.stderr)
    return BAD if unreadable else NO if findings else DONE


def report(options: argparse.Namespace) -> int:
    """Print the comparison and one week, and write every table and chart."""
    library = _library(options)
    week = _week_of(options.week) if options.week else WEEK
    folder = Path(options.out)
    parts, written = write_report(library, week, folder, keep=[Path(sheet) for sheet in options.extra])
    texts = [filled(part.split("\n")) if isinstance(part, str) else text_table(part) for part in parts]
    tables, charts = (sum(path.suffix == suffix for path in written) for suffix in (".csv", ".png"))
    home = folder.as_posix()
    print("\n\n".join([*texts, f"wrote {tables} tables and {charts} charts to {home}/; open {home}/index.html"]))
    return DONE


COMMANDS = {
    "compare": compare,
    "weekly": weekly,
    "exercises": exercises,
    "block": block,
    "log": log,
    "suggest": suggest,
    "mix": mix,
    "what-if": what_if_week,
    "trim": trim_routine,
    "substitute": substitute_for,
    "build": build,
    "check": check_all,
    "report": report,
}
