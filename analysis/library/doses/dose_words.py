"""Write doses as a coach says them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.base.text import span

MANY = "as many as possible"


ENDS_SAID = ("sets", "reps", "work_s", "hold_s", "distance_m")
"""Parts of a dose with a minimum and maximum, in the order of `dose_said`."""


def dose_words(row: Mapping[Any, Any] | pd.Series[Any]) -> str:
    """Return the dose of a tidy/prescriptions row as a coach says it; load and effort have their own columns.

    Examples
    --------
    >>> from analysis import load_library
    >>> rows = load_library().prescriptions
    >>> dose_words(rows.iloc[1]), dose_words(rows.iloc[3]), dose_words(rows.iloc[7])
    ('2 sets of 10-12 each side, hold 3-5 s', '3 sets of 5 each direction', '1 set of 30 s each side')
    """
    names = (f"{part}_{end}" for part in ENDS_SAID for end in ("min", "max"))
    ends = (None if pd.isna(row[name]) else row[name] for name in names)
    return dose_said(*ends, row["per"], beside_words(row))


def beside_words(row: Mapping[Any, Any] | pd.Series[Any], *, each_set: bool = True) -> str:
    """Return the parts of a row beside its amount, without load and effort; blank if there are none.

    Examples
    --------
    >>> from analysis.library.doses.notation import parse_dose
    >>> beside_words(vars(parse_dose("5, 5, 5+, rest 2 min"))), beside_words(vars(parse_dose("12-10-8, tempo 3-1-1")))
    ('last set as many as possible, rest 120 s', 'each set 12, 10, 8, tempo 3-1-1')
    """
    said = {
        name: row[name] for name in ("open", "each_set", "every_s", "tempo", "rest_s_min") if not pd.isna(row[name])
    }
    parts = []
    if "each_set" in said and ("+" in said["each_set"] or each_set):
        parts.append(f"{'clusters' if '+' in said['each_set'] else 'each set'} {said['each_set']}")
    if said.get("open") == "last":
        parts.append(f"last set {MANY}")
    if "every_s" in said:
        parts.append(f"every {said['every_s']} s")
    if "tempo" in said:
        parts.append(f"tempo {said['tempo']}")
    if "rest_s_min" in said:
        parts.append(f"rest {span(row['rest_s_min'], row['rest_s_max'])} s")
    return ", ".join(parts)


def dose_said(low: Any, high: Any, *rest: Any) -> str:
    """Return a dose in words, from the ends of sets, repetitions, seconds, hold and metres, the side and other parts.

    Examples
    --------
    >>> dose_said(2, 3, 10, 12, None, None, 3, 5, None, None, "side", "")
    '2-3 sets of 10-12 each side, hold 3-5 s'
    >>> dose_said(3, 3, *[None] * 8, "both", "rest 60 s")
    '3 sets of as many as possible, rest 60 s'
    """
    *ends, hold, held, way, farthest, per, beside = rest
    reps, most, seconds, longest = ends
    sets = span(low, high)
    amounts = ((reps, most, ""), (seconds, longest, " s"), (way, farthest, " m"))
    amount = next((f"{span(first, last)}{unit}" for first, last, unit in amounts if first is not None), MANY)
    each = "" if per == "both" else f" each {per}"
    holds = "" if hold is None else f", hold {span(hold, held)} s"
    return f"{sets} set{'' if sets == '1' else 's'} of {amount}{each}{holds}{f', {beside}' if beside else ''}"
