"""Options shared by several commands, and readers for their values."""

from __future__ import annotations

import argparse
import contextlib
import csv
import sys
from collections.abc import Container, Iterable, Sequence
from functools import lru_cache, partial
from importlib import import_module
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NoReturn

from analysis.base.choices import check_choice
from analysis.base.errors import ArgumentError, FileError, Finding
from analysis.base.files import real
from analysis.base.names import snake
from analysis.base.nearest_names import nearest
from analysis.base.text import listing, one_of
from analysis.library.library import Library
from analysis.library.loading import load_library
from analysis.library.schema import data_folder
from analysis.library.sheets.sheet_choices import choices_brief
from analysis.library.sheets.sheet_files import split_tab

HELP = Path(__file__).parent / "help"
"""Folder with the examples and explanations at the end of each command's ``--help``."""


TABLE = Path(__file__).with_name("commands.csv")
"""Commands with their arguments; the first row of a command gives its function and help line.

A name in brackets stands for rows that several commands share; a second name after an option is its name in code.
The words of a choice are a list, or the path of an object in the code.
"""


SEVERAL = {"nargs": "+", "action": "extend"}
TAKES: dict[str, dict[str, Any]] = {
    "flag": {"action": "store_true"},
    "one": {},
    "maybe": {"nargs": "?"},
    "some": {"nargs": "+"},
    "any": {"nargs": "*"},
    "each": {"action": "append", "default": []},
    "more": {**SEVERAL, "default": []},
    "needed": {**SEVERAL, "required": True},
    "unset": {"default": argparse.SUPPRESS},
}
"""Number of values an argument takes: ``each`` takes one, ``more`` and ``needed`` several; all three can repeat."""


class Parser(argparse.ArgumentParser):
    """A parser that reports an error in one line, like all commands."""

    def error(self, message: str) -> NoReturn:
        """Raise `ArgumentError` with the message of argparse."""
        raise ArgumentError(message.removeprefix("argument "))


@lru_cache(maxsize=1)
def command_table() -> dict[str, list[dict[str, str]]]:
    """Return the table rows of each command, and the rows that several share.

    Examples
    --------
    >>> [row["argument"] for row in command_table()["trim"]]
    ['', 'routine', '--minutes', '(rest)', '--out', '(sheets)']
    """
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {name: list(rows) for name, rows in groupby(csv.DictReader(file), key=itemgetter("command"))}


def add_command(commands: Any, name: str) -> None:
    """Add a command with its help line, its arguments and the text of its help file."""
    first, *rows = command_table()[name]
    file = HELP / f"{name}.txt"
    epilog = file.read_text(encoding="utf-8") if file.exists() else ""
    plain = argparse.RawDescriptionHelpFormatter  # keeps the file's line breaks
    command = commands.add_parser(name, help=first["help"], formatter_class=plain, epilog=epilog)
    shared = {name: more for name, more in command_table().items() if name.startswith("(")}
    arguments = [each for row in rows for each in shared.get(row["argument"], [row])]
    for argument in arguments:
        _add_argument(command, **argument)
    usual = {argument["argument"].strip("-"): argument["default"] for argument in arguments}
    command.set_defaults(run=first["takes"], usual=usual)


def _add_argument(
    parser: argparse.ArgumentParser, *, command: str, argument: str, takes: str, value: str, default: str, help: str
) -> None:
    """Add the argument that a row of the table describes."""
    name, *known_as = argument.split()
    how: dict[str, Any] = {"help": help or None, **({"dest": known_as[0]} if known_as else {})}
    if takes == "choice":
        allowed = list(named(value)) if "." in value else value.split(", ")
        how |= {"metavar": f"{{{','.join(allowed)}}}", "type": partial(_one_of, name, allowed)}
    elif takes == "names":
        how |= {"metavar": value, "type": names}
    else:
        how |= {**({"metavar": value} if value else {}), **TAKES[takes]}
    if default:
        how["default"] = [default] if takes == "some" else default
    parser.add_argument(name, **how)


def named(path: str) -> Any:
    """Return the object that a table row names, importing its module.

    Examples
    --------
    >>> named("week.band_status.GOALS")
    ('running', 'strength', 'size')
    """
    module, _, name = path.rpartition(".")
    return getattr(import_module(f"analysis.{module}"), name)


def _one_of(option: str, allowed: Sequence[str], text: str) -> str:
    """Return a word if it is allowed, else raise an error that suggests the nearest word."""
    with contextlib.suppress(ArgumentError):
        return check_choice(option, text, allowed)
    near = "".join(f"; did you mean {word}?" for word in nearest(text, allowed)[:1])
    raise argparse.ArgumentTypeError(f"invalid choice: {text!r}; allowed: {one_of(allowed)}{near}")


def names(text: str) -> list[str]:
    """Return names split at commas."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts:
        raise argparse.ArgumentTypeError(f"a blank list of names: {text!r}; allowed: names with commas between them")
    return parts


def pairs(texts: Iterable[str], twice: str) -> dict[str, str]:
    """Return NAME=VALUE texts as values by name; a name alone has a blank value.

    Raises
    ------
    ArgumentError
        If a name appears twice; ``twice`` is the message.

    Examples
    --------
    >>> pairs(["calves=4-8", "quads"], "twice")
    {'calves': '4-8', 'quads': ''}
    """
    values: dict[str, str] = {}
    for text in texts:
        name, _, value = text.partition("=")
        if name in values:
            raise ArgumentError(Finding(twice, value=name.strip()))
        values[name] = value
    return values


def routines_behind(values: Iterable[str], library: Library, known: Container[str]) -> list[str]:
    """Return the routines among an option's values: an option with several values takes in what follows it."""
    routines = set(library.routines["routine_id"])
    heads = ((value, snake(value.partition("=")[0])) for value in values)
    return [value for value, name in heads if name in routines and name not in known]


def read_library(options: argparse.Namespace) -> Library:
    """Return the data with the coach's own sheets, and print the choices made for unclear cells."""
    if getattr(options, "out", None) is not None:
        _keep_inputs(options)
    shipped = load_library(options.data, exercises=options.own_exercises)
    library = shipped
    if options.extra:
        from analysis.library.additions import add_routine

        library = add_routine(shipped, *options.extra, skip_unknown=options.skip_unknown)
    if options.extra or options.own_exercises:
        own = ~library.choices["routine_id"].isin(shipped.routines["routine_id"])
        for line in choices_brief(library.choices[own]):
            print(line, file=sys.stderr)
    return library


def input_files(options: argparse.Namespace) -> list[Path]:
    """Return the coach's own input files, which must not be overwritten."""
    return [*(split_tab(sheet)[0] for sheet in options.extra), *map(Path, options.own_exercises)]


def _keep_inputs(options: argparse.Namespace) -> None:
    """Raise an error if the output would overwrite an input sheet or go into the data folder."""
    out = real(Path(options.out)) if options.out else None
    if out is None:
        raise ArgumentError("--out is blank; allowed: a file or folder to write to")
    if any(out == real(path) for path in input_files(options)):
        raise FileError(f"{options.out}: is the sheet itself; allowed: another file to write to")
    data = real(Path(options.data) if options.data is not None else data_folder())
    if out == data or data in out.parents:
        raise FileError(f"{options.out}: is in the data folder that is read; allowed: another place to write to")


def file_kind(options: argparse.Namespace, kinds: Sequence[str]) -> str:
    """Return the ending of the output file, blank if there is none."""
    if options.out is None:
        return ""
    suffix = Path(options.out).suffix.lower()
    if suffix not in kinds:
        raise FileError(f"{options.out}: unknown kind of file; allowed: {', '.join(kinds)}")
    leave_out(options, ["format"], "a file is of the kind that its ending says")
    return suffix


def leave_out(options: argparse.Namespace, unused: Iterable[str], why: str) -> None:
    """Raise an error for options that would have no effect.

    Raises
    ------
    ArgumentError
        With the names of the unused options given.

    Examples
    --------
    >>> given = argparse.Namespace(by="muscle", counting="fractional", usual={"counting": "fractional"})
    >>> leave_out(given, ["by", "counting"], "a plan holds what is done")
    Traceback (most recent call last):
    analysis.base.errors.ArgumentError: a plan holds what is done; leave out --by
    """
    values = {name: getattr(options, name, None) for name in unused}
    given = [f"--{name}" for name, value in values.items() if value not in (None, False, [], options.usual.get(name))]
    if given:
        raise ArgumentError(f"{why}; leave out {listing(given)}")
