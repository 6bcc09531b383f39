"""Doses as a coach says them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.base.text import span


def dose_words(row: Mapping[str, Any] | pd.Series[Any]) -> str:
    """Write a row of tidy/prescriptions as a coach says it.

    Examples
    --------
    >>> from analysis import load_library
    >>> rows = load_library().prescriptions
    >>> dose_words(rows.iloc[1]), dose_words(rows.iloc[3]), dose_words(rows.iloc[7])
    ('2 sets of 10-12 each side, hold 3-5 s', '3 sets of 5 each direction', '1 set of 30 s each side')
    """
    names = (f"{part}_{end}" for part in ("sets", "reps", "work_s", "hold_s") for end in ("min", "max"))
    return dose_said(*(None if pd.isna(row[name]) else row[name] for name in names), row["per"])


def dose_said(low: Any, high: Any, *rest: Any) -> str:
    """Say a dose: the ends of sets, of repetitions, of seconds and of a hold, and what they are per.

    Examples
    --------
    >>> dose_said(2, 3, 10, 12, None, None, 3, 5, "side")
    '2-3 sets of 10-12 each side, hold 3-5 s'
    """
    *ends, hold, held, per = rest
    reps, most, seconds, longest = ends
    sets = span(low, high)
    amount = f"{span(seconds, longest)} s" if reps is None else span(reps, most)
    each = "" if per == "both" else f" each {per}"
    holds = "" if hold is None else f", hold {span(hold, held)} s"
    return f"{sets} set{'' if sets == '1' else 's'} of {amount}{each}{holds}"
