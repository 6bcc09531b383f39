"""Choices, assumptions and questions for cells of a sheet that are blank or unclear."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from analysis.base.text import plural


class Choice(NamedTuple):
    """A choice for a blank or unclear cell of a sheet; position 0 means the whole sheet."""

    routine_id: str
    position: int
    row: int
    column: str
    chosen: str
    why: str


ASKED = ": did you mean "
"""Text that marks a reason as a question rather than a choice."""


AS_USUAL = "as usual for "
"""Reason for chosen equipment, before the name of the exercise."""


ONE_SET = "1 set"
"""Assumption if neither the dose nor rounds give the number of sets."""


def choices_frame(choices: Iterable[Choice]) -> pd.DataFrame:
    """Return choices as a frame."""
    return pd.DataFrame([*choices], columns=list(Choice._fields))


def choices_brief(choices: pd.DataFrame) -> list[str]:
    """Return the choices as lines of text, with equipment and notes on own exercises only counted."""
    coded = choices["column"] == "equipment"
    # Notes on a file of exercises don't belong to a row of a routine.
    described = choices.groupby("routine_id")["position"].transform("max") == 0
    lines = [
        f"{file}: {plural(count, 'note')} on your own exercises; check --exercises shows them"
        for file, count in choices[described].groupby("routine_id", sort=False).size().items()
    ]
    lines += choices_text(choices[~coded & ~described])
    for routine, count in choices[coded].groupby("routine_id", sort=False).size().items():
        lines.append(f"{routine}: equipment as usual for {plural(count, 'exercise')}; check shows it")
    return lines


def is_question(choices: pd.DataFrame) -> pd.Series[bool]:
    """Return which choices are questions: doses used as typed that are probably not meant."""
    return (choices["column"] == "dose") & choices["why"].str.contains(ASKED, regex=False)


def choices_text(choices: pd.DataFrame) -> list[str]:
    """Return assumptions and questions as one line per routine, column, choice and reason, with their rows."""
    lines = []
    shown = choices["column"].isin(["phase", "equipment", "exercise", "demand"]) | (choices["chosen"] == ONE_SET)
    chosen = choices["chosen"].where(shown, "")  # for an unknown column, only its head is shown
    keys = ["routine_id", "column", "chosen", "why"]
    for key, rows in choices.assign(chosen=chosen).groupby(keys, sort=False)["row"]:
        routine, column, text, why = map(str, key)
        where = f"{routine}, row{'s' * (len(rows) > 1)} {_runs(rows.tolist())}"
        if column == "equipment":
            lines.append(f"{where}: equipment {text}, {why}")
        elif text:
            lines.append(f"{where}: assumed {text}: {why}")
        elif column in ("dose", "sheet") or why.startswith(f"{column} "):  # the reason names its subject
            lines.append(f"{where}: {why}")
        else:
            lines.append(f"{where}: {column}: {why}")
    return lines


def _runs(rows: Sequence[int]) -> str:
    """Return row numbers as text, with runs shortened to first and last.

    Examples
    --------
    >>> _runs([2, 3, 4, 6, 8, 9])
    '2-4, 6, 8, 9'
    """
    runs: list[list[int]] = []
    for row in dict.fromkeys(rows):
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
