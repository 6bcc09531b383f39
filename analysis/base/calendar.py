"""Days of a week, and ISO weeks with their year."""

from __future__ import annotations

import datetime


def week_of(day: datetime.date) -> str:
    """Return the ISO week of a day, with its year.

    Examples
    --------
    >>> week_of(datetime.date(2027, 1, 3)), week_of(datetime.date(2027, 1, 4))
    ('2026-W53', '2027-W01')
    """
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
