"""Athletes, weeks and muscles of counts as columns of a frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.logs.tally import MONDAY, WEEK


def from_codes(codes: npt.NDArray[Any], names: Sequence[str]) -> Any:
    """Make a column of categories."""
    # As few bytes a row as pandas itself would take: a volume has millions of rows.
    size = np.int8 if len(names) < 128 else np.int16 if len(names) < 1 << 15 else np.int32
    dtype = pd.CategoricalDtype(pd.Index(list(names), dtype="str"))
    return pd.Categorical.from_codes(codes.astype(size, copy=False), dtype=dtype, validate=False)


def week_names(weeks: Sequence[int]) -> list[str]:
    """Return ISO weeks with their year for weeks since 1970.

    Examples
    --------
    >>> week_names([2972, 2973])
    ['2026-W51', '2026-W52']
    """
    return weeks_of(pd.DatetimeIndex(np.array([week * WEEK - MONDAY for week in weeks], dtype="datetime64[D]")))


def by_cell(
    athletes: Sequence[str],
    athlete: npt.NDArray[Any],
    period: npt.NDArray[Any],
    cell: npt.NDArray[Any],
    *,
    rolling: bool,
) -> dict[str, Any]:
    """Make the columns that say which athlete and week, or day, a row is of."""
    owner = from_codes(athlete[cell], athletes)
    if rolling:
        return {"athlete": owner, "date": period[cell].astype("datetime64[D]").astype("datetime64[s]")}
    weeks, place = np.unique(period, return_inverse=True)
    size = np.int8 if len(weeks) < 128 else np.int16
    return {"athlete": owner, "week": from_codes(place.astype(size)[cell], week_names(weeks.tolist()))}


def mondays(weeks: pd.Series) -> pd.Series:
    """Return the Mondays of ISO weeks such as ``2027-W01``."""
    days: pd.Series = pd.to_datetime(weeks.astype("str") + "-1", format="%G-W%V-%u")
    return days


def weeks_of(days: pd.DatetimeIndex) -> list[str]:
    """Return the ISO weeks of days.

    Examples
    --------
    >>> weeks_of(pd.DatetimeIndex(["2027-01-03", "2027-01-04"]))
    ['2026-W53', '2027-W01']
    """
    calendar = days.isocalendar()
    return [f"{year}-W{week:02d}" for year, week in zip(calendar["year"], calendar["week"], strict=True)]
