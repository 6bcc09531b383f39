"""What several commands ask for, and how what is typed behind an option is read."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from analysis.ask.counting import COUNTINGS
from analysis.base.choices import check_choice
from analysis.base.errors import ArgumentError, FileError, Finding
from analysis.base.files import real
from analysis.base.names import nearest
from analysis.base.text import one_of
from analysis.library.additions import add_routine
from analysis.library.library import Library, data_folder
from analysis.library.loading import load_library
from analysis.library.prescriptions import choices_brief
from analysis.library.sheet_files import split_tab

Commands = Any
"""What argparse calls its sub-parsers, a type it does not name."""


HELP = Path(__file__).parent / "help"
"""Examples of each command, and how it works, as its ``--help`` ends with them."""


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one line, like everything else here, and has the options that are shared."""

    def error(self, message: str) -> NoReturn:
        """Raise what argparse found."""
        raise ArgumentError(message.removeprefix("argument "))

    def flag(self, name: str, about: str) -> None:
        """Add an option that is given or not."""
        self.add_argument(name, action="store_true", help=about)

    def value(self, name: str, metavar: str, about: str, **more: Any) -> None:
        """Add an argument or option that takes a value."""
        self.add_argument(name, metavar=metavar, help=about, **more)

    def several(self, name: str, metavar: str, about: str, *, required: bool = False) -> None:
        """Add an option that takes several values, and may be given again for more."""
        self.value(name, metavar, about, nargs="+", action="extend", default=[], required=required)

    def choice(self, name: str, allowed: Iterable[str], about: str, default: str | None = None) -> None:
        """Add an option that takes one of a few words, and suggests the nearest of them."""
        known = list(allowed)

        def read(text: str) -> str:
            with contextlib.suppress(ArgumentError):
                return check_choice(name, text, known)
            near = "".join(f"; did you mean {word}?" for word in nearest(text, known)[:1])
            raise argparse.ArgumentTypeError(f"invalid choice: {text!r}; allowed: {one_of(known)}{near}")

        self.value(name, "{" + ",".join(known) + "}", about, type=read, default=default)

    def sheets(self) -> None:
        """Add the options that say which routines there are."""
        about = "add a sheet of your own: .csv, .xlsx or book.xlsx#SHEET (repeatable)"
        self.value("--with", "SHEET", about, dest="extra", action="append", default=[])
        about = "exercises of your own, and other names for known ones (repeatable)"
        self.value("--exercises", "FILE", about, dest="own_exercises", action="append", default=[])
        self.flag("--skip-unknown", "leave out rows of your sheets whose exercise is not known")
        self.value("--data", "FOLDER", "a data folder in place of the shipped one")

    def counting(self, by: Iterable[str]) -> None:
        """Add the options that say what is counted."""
        self.choice("--by", by, "rows of the table (default: group)", "group")
        about = f"{', '.join(COUNTINGS)}, or weights such as primary=1,secondary=0.25"
        self.value("--counting", "HOW", about, default="fractional")

    def count(self) -> None:
        """Add the option for the kinds of work that targets count."""
        self.several("--count", "KIND", "kinds of work held against targets: strength (default), light")

    def rest(self) -> None:
        """Add the option for the rest after sets."""
        about = "rest after sets, in place of ours: 90, 60-90, '3 min', or by the work: heavy=180,light=30"
        self.value("--rest", "SECONDS", about)

    def equipment(self) -> None:
        """Add the option for what an athlete has."""
        self.value("--equipment", "ITEM", "what there is, or none (default: all but a gym's)", nargs="*")

    def output(self, kinds: Sequence[str]) -> None:
        """Add the options that say how a table leaves."""
        formats = ["table", "csv", "json", "markdown"]
        self.choice("--format", formats, "what is printed (default: table)", "table")
        self.value("--out", "FILE", f"write a file instead, by its ending: {' '.join(kinds)}")


def add_command(commands: Commands, name: str, run: Callable[[argparse.Namespace], int], about: str) -> Parser:
    """Add a command: what it does in a line, and at the end of its help what its file in the folder says."""
    file = HELP / f"{name}.txt"
    epilog = file.read_text(encoding="utf-8") if file.exists() else ""
    plain = argparse.RawDescriptionHelpFormatter  # keeps the lines of the file
    command: Parser = commands.add_parser(name, help=about, formatter_class=plain, epilog=epilog)
    command.set_defaults(run=run)
    return command


def names(text: str) -> list[str]:
    """Read names with commas between them."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts:
        raise argparse.ArgumentTypeError(f"a blank list of names: {text!r}; allowed: names with commas between them")
    return parts


def pairs(texts: Iterable[str], twice: str) -> dict[str, str]:
    """Read NAME=VALUE by name; a name alone has a blank value.

    Raises
    ------
    ArgumentError
        If a name comes twice, which ``twice`` says.

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


def read_library(options: argparse.Namespace) -> Library:
    """Load the data and the sheets of one's own, and say what was chosen where a sheet leaves it open."""
    if getattr(options, "out", None) is not None:
        _keep_inputs(options)
    shipped = load_library(options.data, exercises=options.own_exercises)
    skip = options.skip_unknown
    library = add_routine(shipped, *options.extra, skip_unknown=skip) if options.extra else shipped
    for line in choices_brief(library.choices[~library.choices["routine_id"].isin(shipped.routines["routine_id"])]):
        print(line, file=sys.stderr)
    return library


def input_files(options: argparse.Namespace) -> list[Path]:
    """Return the files of one's own that are read: nothing is written over them."""
    return [*(split_tab(sheet)[0] for sheet in options.extra), *map(Path, options.own_exercises)]


def _keep_inputs(options: argparse.Namespace) -> None:
    """Refuse to write over a sheet or into the data folder that is read."""
    out = real(Path(options.out)) if options.out else None
    if out is None:
        raise ArgumentError("--out is blank; allowed: a file or folder to write to")
    if any(out == real(path) for path in input_files(options)):
        raise FileError(f"{options.out}: is the sheet itself; allowed: another file to write to")
    data = real(Path(options.data) if options.data is not None else data_folder())
    if out == data or data in out.parents:
        raise FileError(f"{options.out}: is in the data folder that is read; allowed: another place to write to")


def file_kind(out: str | None, kinds: Sequence[str]) -> str:
    """Return the ending of the file to write, blank for none."""
    if out is None:
        return ""
    suffix = Path(out).suffix.lower()
    if suffix not in kinds:
        raise FileError(f"{out}: unknown kind of file; allowed: {', '.join(kinds)}")
    return suffix
