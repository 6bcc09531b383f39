"""Whole rounds and sets for a week: as near the target share of the published sets as whole units come."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def allocate(sizes: Sequence[int], published: Sequence[int], factor: Fraction) -> list[int]:
    """Return whole rounds or sets per unit, with their sum of sets as near ``factor`` x published as possible.

    Parameters
    ----------
    sizes : sequence of int
        Sets that one more of each unit adds: for a round of a circuit its exercises, for a straight set 1. Earlier
        units win ties.
    published : sequence of int
        Rounds or sets of each unit as published.
    factor : Fraction
        Share of the published sets that is the week's target.

    Returns
    -------
    list of int
        Rounds or sets of each unit. No other whole counts bring the sum of sets nearer to the target (at equal
        distance the smaller sum wins); units of the same size share their counts by largest remainder.

    Examples
    --------
    >>> allocate([2, 2, 2], [3, 3, 3], Fraction("0.8"))  # three supersets: 18 sets, 14.4 asked, 14 given
    [3, 2, 2]
    >>> allocate([1] * 4, [2, 3, 3, 4], Fraction("0.6"))  # 12 straight sets, 7.2 asked
    [1, 2, 2, 2]
    """
    # Why not simply round every exercise? A factor of 0.8 on four exercises of 3 sets would make each 2 (2.4 rounded)
    # and the week 8 sets instead of 9.6: rounding one by one adds up in one direction. Nor can every exercise get its
    # share by largest remainder, like seats of a parliament: a round of a superset adds two or three sets at once. So
    # the week's sum comes first, over all whole counts of each size near its share. Ties go to the sum with fewer sets,
    # then to the counts in which the sizes miss their own shares least. Units of one size share theirs by largest
    # remainder, earlier ones first: same input, same plan.
    whole = [0] * len(sizes)
    by_size: dict[int, list[int]] = {}
    for unit, (size, count) in enumerate(zip(sizes, published, strict=True)):
        if count:
            by_size.setdefault(size, []).append(unit)
    if not by_size:
        return whole
    # Whole numbers, all multiplied by the factor's denominator: sums of fractions would take most of the time.
    parts = factor.denominator
    ideal = [factor.numerator * count for count in published]
    shares = {size: sum(ideal[unit] for unit in units) for size, units in by_size.items()}
    counts = _nearest_counts(shares, parts)
    for size, units in by_size.items():
        spread = _spread([ideal[unit] for unit in units], counts[size], parts)
        for unit, count in zip(units, spread, strict=True):
            whole[unit] = count
    return whole


def _nearest_counts(shares: dict[int, int], parts: int) -> dict[int, int]:
    """Return how many units of each size come nearest to the target sum; shares are in parts of a unit."""
    target = sum(size * share for size, share in shares.items())
    reach = max(shares)
    # Small units last: whatever the others leave, they fill up to within one set of the target.
    *free, last = sorted(shares, reverse=True)
    # Possible sums of all sizes but the last, and the counts that miss the shares least (in squares, so that no size
    # is far off): many counts reach the same few sums.
    ways: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, ())}
    for size in free:
        longer: dict[int, tuple[int, tuple[int, ...]]] = {}
        near = shares[size] // parts
        for count in range(max(0, near - reach), near + reach + 2):
            missed = size * (parts * count - shares[size]) ** 2
            for total, (missed_before, counts) in ways.items():
                way = missed_before + missed, (*counts, count)
                sets = total + size * count
                longer[sets] = min(way, longer.get(sets, way))
        ways = longer
    candidates = []
    for total, (missed, counts) in ways.items():
        rest = (target - parts * total) // (parts * last)  # rounded down: this many units of the last size, or one more
        for count in {max(0, rest), max(0, rest + 1)}:
            sets = parts * (total + last * count)
            missed_in_all = missed + last * (parts * count - shares[last]) ** 2
            candidates.append(((abs(sets - target), sets, missed_in_all), (*counts, count)))
    return dict(zip([*free, last], min(candidates)[1], strict=True))


def _spread(ideal: Sequence[int], count: int, parts: int) -> list[int]:
    """Spread a count by largest remainder, with ``ideal`` in parts of a unit; earlier units win ties."""
    whole = [share // parts for share in ideal]

    def short_of(unit: int) -> tuple[int, int]:
        return ideal[unit] - parts * whole[unit], -unit

    while sum(whole) < count:
        whole[max(range(len(whole)), key=short_of)] += 1
    while sum(whole) > count:
        whole[min((unit for unit, given in enumerate(whole) if given), key=short_of)] -= 1
    return whole
