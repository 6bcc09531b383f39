"""Dose bands: the weekly strength sets that a goal or a coach wants, and whether a week is below, in or above them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from analysis.ask.bands import Bands, beside, read_bands
from analysis.ask.kinds import COUNT
from analysis.base.arguments import checked
from analysis.base.choices import check_choice
from analysis.base.text import listing, number
from analysis.library.labels import labels
from analysis.library.library import Library

GOALS = ("running", "strength", "size")
"""Goals of a block or a week. Only size has a band per muscle: for the others see `goal_lines`."""


BAND_COLUMNS = ["band_low", "band_high", "band_aim", "reference_id", "seen", "finding"]


@checked
def dose_bands(
    library: Library, *, by: str = "group", goal: str | None = None, bands: Bands | None = None
) -> pd.DataFrame:
    """Return the dose bands for strength sets.

    Parameters
    ----------
    library : Library
    by : {"muscle", "group"}
    goal : {"running", "strength", "size"}, optional
        For size, two marks for every label that some exercise of the library's routines works as more than a
        stabilizer: 4 sets (the least that was seen to work) and 10 (the aim), no ceiling. Studies of strength measure
        lifts and not muscles, so running and strength have no band: their lines are in `goal_lines`.
    bands : mapping of muscle or group to band, optional
        Your own, in place of the goal's for these labels: ``4`` or ``(4, None)`` is at least 4, ``"4-8"`` or
        ``[4, 8]`` both ends. A muscle named among groups becomes a label of its own.

    Returns
    -------
    DataFrame
        One row per banded muscle_id or muscle_group: band_low, band_high (sets a week; blank: open), band_aim (blank
        in bands of your own), reference_id, seen and finding.

    Raises
    ------
    ArgumentError
        If a goal or label is unknown, or a band is not one or two numbers, the smaller first.

    Examples
    --------
    >>> from analysis import load_library
    >>> dose_bands(load_library(), bands={"glute_max": (4, 10)}).values.tolist()
    [['glute_max', 4.0, 10.0, nan, 'custom', nan, 'typed in']]
    >>> dose_bands(load_library(), goal="size")[["band_low", "band_high", "band_aim"]].drop_duplicates().values.tolist()
    [[4.0, nan, 10.0]]
    """
    by = check_choice("by", by, ["muscle", "group"])
    column, table = ("muscle_id", library.muscles) if by == "muscle" else ("muscle_group", library.muscle_groups)
    rows: dict[str, tuple[Any, ...]] = {}
    if goal is not None and check_choice("goal", goal, GOALS) == "size":
        marks, works = _size_marks(library), _trained(library, column)
        rows = {label: marks for label in table[column] if label in works}
    typed = read_bands(library, bands, by=by)
    for label, (low, high) in typed.items():
        rows[label.key] = (low, np.nan if high is None else high, np.nan, "custom", None, "typed in")
    # In the order of the library; labels without a row there (a muscle among groups) come last, as typed.
    order = [*(label for label in table[column] if label in rows), *(label.key for label in beside(typed, by))]
    frame = pd.DataFrame([(label, *rows[label]) for label in order], columns=[column, *BAND_COLUMNS])
    # Numeric even without any band; "seen" is missing for a coach's own bands, even if all are.
    return frame.astype({**dict.fromkeys(BAND_COLUMNS[:3], float), "seen": "str"})


def _size_marks(library: Library) -> tuple[Any, ...]:
    """Return the two marks of size as a band: the least that was seen to work, no ceiling, and the aim."""
    targets = {target["target_id"]: target for target in library.targets.to_dict("records")}
    least, aim = targets["size_least"], targets["size_aim"]
    names = labels(library, "reference_id")
    said = [f"{mark['finding'].rstrip('.')} ({names[mark['reference_id']]}, {mark['seen']})" for mark in (least, aim)]
    finding = f"{said[0]}. Aim {number(aim['low'])}: {said[1]}"
    return least["low"], np.nan, aim["low"], least["reference_id"], least["seen"], finding


def _trained(library: Library, column: str) -> set[str]:
    """Return the muscles, or groups, that some prescription works as more than a stabilizer."""
    # A muscle that nothing in the library trains would always be "below", and nobody could change it.
    roles = library.exercise_muscles
    done = roles["exercise_id"].isin(library.prescriptions["exercise_id"])
    trained = roles["muscle_id"][done & roles["role"].isin(["primary", "secondary"])]
    return set(library.muscles.loc[library.muscles["muscle_id"].isin(trained), column])


def hold_against(
    bands: pd.DataFrame, ids: Iterable[Any], low: Iterable[float], high: Iterable[float], count: tuple[str, ...] = COUNT
) -> pd.DataFrame:
    """Compare sets with bands, row by row: the band with its status and reason, blank where a label has no band.

    Examples
    --------
    >>> from analysis import load_library
    >>> bands = dose_bands(load_library(), bands={"calves": 4})
    >>> hold_against(bands, ["calves", "quads"], [3.0, 3.0], [5.0, 3.0])["status"].tolist()
    ['depends', nan]
    """
    # A row for each label, with blanks where it has no band.
    held = bands.set_index(bands.columns[0]).reindex(list(ids)).reset_index(drop=True)
    statuses: list[str | None] = []
    reasons: list[str | None] = []
    columns = (held[name] for name in ("band_low", "band_high", "band_aim"))
    for least, most, bottom, top, aim in zip(low, high, *columns, strict=True):
        status = None if pd.isna(bottom) else band_status(least, most, bottom, top)
        statuses.append(status)
        reasons.append(band_reason(status, bottom, top, aim, count) if status else None)
    held[["band_low", "band_high", "band_aim"]] = held[["band_low", "band_high", "band_aim"]].astype(float)
    return held.assign(status=pd.array(statuses, dtype="str"), reason=pd.array(reasons, dtype="str"))


def band_status(low: float, high: float, band_low: float, band_high: float) -> str:
    """Return where an interval of sets is: below, in or above a band, or depends when it straddles a limit.

    All ends are rounded to one decimal, as they are printed, so a status never contradicts the printed figures. A
    ``band_high`` of nan leaves the top open.

    Examples
    --------
    >>> band_status(3, 3, 1, 4), band_status(3, 6, 1, 4), band_status(5, 6, 1, 4), band_status(0, 0.5, 1, 4)
    ('in', 'depends', 'above', 'below')
    >>> band_status(0.999, 4.02, 1, 4)
    'in'
    """
    # Compare the printed figures: nobody should read "4 sets, below 4".
    least, most, bottom = (float(number(end)) for end in (low, high, band_low))
    top = np.inf if np.isnan(band_high) else float(number(band_high))
    if most < bottom:
        return "below"
    if least > top:
        return "above"
    return "in" if bottom <= least and most <= top else "depends"


_SAYS = {"below": "below {}", "in": "within {}", "above": "above {}", "depends": "on both sides of a limit of {}"}


def band_reason(status: str, low: float, high: float, aim: float = np.nan, count: tuple[str, ...] = COUNT) -> str:
    """Return a status in words, with the band.

    Examples
    --------
    >>> band_reason("in", 4, np.nan, aim=10)
    'within 4 or more strength sets a week, aim 10'
    """
    limits = f"{_limits(low, high)} {listing(count)} sets a week{'' if np.isnan(aim) else f', aim {number(aim)}'}"
    return _SAYS[status].format(limits)


def _limits(low: float, high: float) -> str:
    return f"{number(low)} or more" if np.isnan(high) else f"{number(low)}-{number(high)}"


def band_lines(bands: pd.DataFrame, count: tuple[str, ...] = COUNT) -> list[str]:
    """Return the evidence for bands as a line of text, or no line without bands.

    Examples
    --------
    >>> from analysis import load_library
    >>> print(*band_lines(dose_bands(load_library(), goal="size")))  # doctest: +ELLIPSIS
    Bands are held against strength sets only; the rest has no verdict. 4 or more: growth detectable near 4 weekly sets
    of a muscle; more sets give more, by less and less (Pelland et al. 2025, quoted by others). Aim 10: ...
    """
    if bands.empty:
        return []
    # Several muscles share the band of a goal, which is mentioned once; a coach's own bands have no finding.
    known = bands[bands["reference_id"] != "custom"].drop_duplicates("finding")
    columns = (known[name] for name in ("band_low", "band_high", "finding"))
    texts = [
        f"{_limits(low, high)}: {finding[0].lower()}{finding[1:].rstrip('.')}."
        for low, high, finding in zip(*columns, strict=True)
    ]
    rest = "; the rest has no verdict" if "light" not in count else ""
    held = f"Bands are held against {listing(count)} sets{' only' * bool(rest)}{rest}."
    return [" ".join([held, *texts])]
