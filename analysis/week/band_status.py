"""Dose bands: how many weekly strength sets a goal or a coach asks for, and where a week stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from analysis.ask.bands import Bands, beside, read_bands
from analysis.base.arguments import checked
from analysis.base.choices import check_choice
from analysis.base.errors import ArgumentError
from analysis.base.text import number
from analysis.library.library import Library

GOALS = ("strength", "size")


@checked
def dose_bands(
    library: Library, *, by: str = "group", goal: str | None = None, bands: Bands | None = None
) -> pd.DataFrame:
    """Return the dose bands that strength-section sets are held against.

    Parameters
    ----------
    library : Library
    by : {"muscle", "group"}
    goal : {"strength", "size"}, optional
        Band of ``targets`` for every label that some exercise of the library's routines works as more than a
        stabilizer: 1-4 for strength, 4-10 for size (pelland_2025, quoted by others).
    bands : mapping of muscle or group to band, optional
        Your own, in place of the goal's for these labels: ``4`` or ``(4, None)`` is at least 4, ``"4-8"`` or
        ``[4, 8]`` both ends. A muscle that is named where groups are counted is a label of its own.

    Returns
    -------
    DataFrame
        One row per banded muscle_id or muscle_group: band_low, band_high (sets a week; blank: open), reference_id, seen
        and finding.

    Raises
    ------
    ArgumentError
        If a goal or label is unknown, or a band is not one or two numbers, the smaller first.

    Examples
    --------
    >>> from analysis import load_library
    >>> dose_bands(load_library(), bands={"glute_max": (4, 10)}).values.tolist()
    [['glute_max', 4.0, 10.0, 'custom', nan, 'typed in']]
    """
    by = check_choice("by", by, ["muscle", "group"])
    column, table = ("muscle_id", library.muscles) if by == "muscle" else ("muscle_group", library.muscle_groups)
    rows: dict[str, tuple[Any, ...]] = {}
    if goal is not None:
        target = _target(library, check_choice("goal", goal, GOALS))
        works = _trained(library, column)
        rows = {label: target for label in table[column] if label in works}
    typed = read_bands(library, bands, by=by)
    for label, (low, high) in typed.items():
        rows[label.key] = (low, np.nan if high is None else high, "custom", None, "typed in")
    # In the order of the library; what has no row there (a muscle among groups) comes last, as it was typed.
    order = [*(label for label in table[column] if label in rows), *(label.key for label in beside(typed, by))]
    names = [column, "band_low", "band_high", "reference_id", "seen", "finding"]
    frame = pd.DataFrame([(label, *rows[label]) for label in order], columns=names)
    return frame.astype({"seen": "str"})  # missing for a coach's own bands, also where all are


def _target(library: Library, goal: str) -> tuple[Any, ...]:
    """Return the band of a goal: its ends, reference, how that was seen, and what was found."""
    targets = library.targets[(library.targets["band"] & (library.targets["goal"] == goal)).to_numpy()]
    if len(targets) != 1:
        raise ArgumentError(f"coding/targets.csv has {len(targets)} bands for the goal {goal}; allowed: one")
    target = targets.iloc[0]
    return float(target["low"]), float(target["high"]), target["reference_id"], target["seen"], target["finding"]


def _trained(library: Library, column: str) -> set[str]:
    """Return the muscles, or groups, that some prescription works as more than a stabilizer."""
    # A muscle that nothing in the library trains would be "below" for ever, and nobody could change it.
    roles = library.exercise_muscles
    done = roles["exercise_id"].isin(library.prescriptions["exercise_id"])
    trained = roles["muscle_id"][done & roles["role"].isin(["primary", "secondary"])]
    return set(library.muscles.loc[library.muscles["muscle_id"].isin(trained), column])


def hold_against(
    bands: pd.DataFrame, labels: Iterable[Any], low: Iterable[float], high: Iterable[float]
) -> pd.DataFrame:
    """Hold sets against bands, row by row: the band with its status and reason, blank where a label has no band.

    Examples
    --------
    >>> from analysis import load_library
    >>> bands = dose_bands(load_library(), bands={"calves": 4})
    >>> hold_against(bands, ["calves", "quads"], [3.0, 3.0], [5.0, 3.0])["status"].tolist()
    ['depends', nan]
    """
    # A row for each of the labels, with blanks where there is no band for one.
    held = bands.set_index(bands.columns[0]).reindex(list(labels)).reset_index(drop=True)
    statuses: list[str | None] = []
    reasons: list[str | None] = []
    columns = (held[name] for name in ("band_low", "band_high", "reference_id", "seen"))
    for least, most, *band in zip(low, high, *columns, strict=True):
        status = None if pd.isna(band[0]) else band_status(least, most, *band[:2])
        statuses.append(status)
        reasons.append(band_reason(status, *band) if status else None)
    held[["band_low", "band_high"]] = held[["band_low", "band_high"]].astype(float)
    return held.assign(status=pd.array(statuses, dtype="str"), reason=pd.array(reasons, dtype="str"))


def band_status(low: float, high: float, band_low: float, band_high: float) -> str:
    """Hold an interval of sets against a band: below, in, above, or depends when it straddles a limit.

    All ends are taken as they are printed, to one decimal, so that a status never contradicts what is read. A
    ``band_high`` of nan leaves the top open.

    Examples
    --------
    >>> band_status(3, 3, 1, 4), band_status(3, 6, 1, 4), band_status(5, 6, 1, 4), band_status(0, 0.5, 1, 4)
    ('in', 'depends', 'above', 'below')
    >>> band_status(0.999, 4.02, 1, 4)
    'in'
    """
    # What is printed is what is held against the band: nobody should read "4 sets, below 4".
    least, most, bottom = (float(number(end)) for end in (low, high, band_low))
    top = np.inf if np.isnan(band_high) else float(number(band_high))
    if most < bottom:
        return "below"
    if least > top:
        return "above"
    return "in" if bottom <= least and most <= top else "depends"


_SAYS = {
    "below": "below {}",
    "in": "within {}",
    "above": "above {}: returns diminish, no harm implied",
    "depends": "on both sides of a limit of {}",
}


def band_reason(status: str, low: float, high: float, reference: str, seen: str) -> str:
    """Say why a status is what it is, with the band and the publication it stands on.

    Examples
    --------
    >>> band_reason("in", 1, 4, "pelland_2025", "quoted by others")
    'within 1-4 strength sets a week (pelland_2025, quoted by others)'
    """
    limits = _limits(low, high)
    quoted = f", {seen}" if seen == "quoted by others" else ""
    # That returns diminish is what the studies say of their own band, not of one that a coach has typed.
    says = "above {}" if status == "above" and reference == "custom" else _SAYS[status]
    return f"{says.format(f'{limits} strength sets a week')} ({reference}{quoted})"


def _limits(low: float, high: float) -> str:
    return f"{number(low)} or more" if np.isnan(high) else f"{number(low)}-{number(high)}"


def band_lines(bands: pd.DataFrame) -> list[str]:
    """Say what bands rest on, in a line of text, or none when there are no bands.

    Examples
    --------
    >>> from analysis import load_library
    >>> print(*band_lines(dose_bands(load_library(), goal="strength")))
    Bands are held against strength sets only; activation has no verdict. Above a band returns diminish; no harm is
    implied. 1-4: strength gain detectable near 1, practical near 2, little more above about 4 (pelland_2025, quoted by
    others).
    """
    if bands.empty:
        return []
    # Several muscles share the band of a goal, which is told once; of a coach's own bands there is no finding to tell.
    known = bands[bands["reference_id"] != "custom"].drop_duplicates("finding")
    texts = [
        f"{_limits(low, high)}: {finding[0].lower()}{finding[1:].rstrip('.')} ({reference}, {seen})."
        for _, low, high, reference, seen, finding in known.itertuples(index=False)
    ]
    held = "Bands are held against strength sets only; activation has no verdict."
    above = ["Above a band returns diminish; no harm is implied."] if texts else []
    return [" ".join([held, *above, *texts])]
