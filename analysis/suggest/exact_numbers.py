"""Numbers as fractions, to keep sums and limits exact to the last digit."""

from __future__ import annotations

import math
from fractions import Fraction


def exact(value: float) -> Fraction:
    """Return the simple fraction that a float approximates.

    Examples
    --------
    >>> exact(0.1) * 10 == 1
    True
    """
    # 0.1 is stored as slightly more than a tenth. Weights and limits are typed as simple fractions, so the nearest one
    # with a small denominator is meant; a number near none of them keeps six digits.
    simple = Fraction(value).limit_denominator(1000)
    return simple if math.isclose(simple, value, abs_tol=1e-9) else Fraction(round(value * 10**6), 10**6)


def exact_seconds(value: float) -> Fraction:
    """Return a time rounded up to whole hundredths of a second.

    Examples
    --------
    >>> exact_seconds(40.0), exact_seconds(2.7182818)
    (Fraction(40, 1), Fraction(68, 25))
    """
    # Rounding up keeps a session from taking longer than its day allows; the inner rounding keeps 40.000000001 at 40.
    return Fraction(math.ceil(round(value * 100, 6)), 100)
