"""What a command answers: tables and sentences in the terminal, or one file."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from analysis.base.csv_text import csv_text
from analysis.cli.layout import filled, text_table
from analysis.files.table_files import export_table, json_text, markdown_text

DONE, NO, BAD = 0, 1, 2
"""Exit codes: done; done and the answer is no; bad input."""


def give_table(frame: pd.DataFrame, words: pd.DataFrame, sentences: Sequence[str], options: argparse.Namespace) -> int:
    """Print or write a table: the tidy frame as csv and json, words as a table and markdown."""
    if options.out is not None:
        export_table(words if Path(options.out).suffix.lower() == ".md" else frame, options.out)
        return tell_written(options.out)
    if options.format == "table":
        print("\n\n".join([text_table(words), *([filled(sentences)] if sentences else [])]))
    else:
        text = {"csv": csv_text, "json": json_text, "markdown": markdown_text}[options.format]
        print(text(words if options.format == "markdown" else frame), end="")
    return DONE


def draw(frame: pd.DataFrame, out: str, chart: str) -> int:
    """Draw a chart into a file."""
    show_nothing()
    from analysis import charts
    from analysis.files.figure_files import export_figure

    export_figure(getattr(charts, chart)(frame), out)
    return tell_written(out)


def show_nothing() -> None:
    """Draw into files only, whatever backend the caller has set."""
    os.environ["MPLBACKEND"] = "agg"


def tell_written(out: str | Path) -> int:
    """Say which file was written."""
    print(f"wrote {out}", file=sys.stderr)
    return DONE


def tell_folder(
    written: Sequence[Path], folder: str, others: Iterable[Path], what: str, told: Iterable[str] = ()
) -> None:
    """Say how many files were written to a folder, and which ones there are of something else."""
    home = Path(folder).as_posix()
    print(f"wrote {len(written)} files to {home}/", *told, sep="\n", file=sys.stderr)
    for path in others:
        print(f"{path.as_posix()} is of {what}; delete it", file=sys.stderr)
