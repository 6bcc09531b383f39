"""Whole rounds and sets for a week that is to hold a part of what is published: as near as whole units come."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def allocate(sizes: Sequence[int], published: Sequence[int], factor: Fraction) -> list[int]:
    """Give units their counts so that the sets come as near ``factor`` x published as whole units allow.

    Parameters
    ----------
    sizes : sequence of int
        Sets that one more of each unit adds: exercises of a circuit for one of its rounds, 1 for a straight set. Units
        that come earlier win ties.
    published : sequence of int
        Rounds or sets of each unit as published.
    factor : Fraction
        What part of the published sets the week is to hold.

    Returns
    -------
    list of int
        Rounds or sets of each unit. No other whole counts bring the sum of sets nearer to the target (of two equally
        near the smaller is taken); units that add as many sets as each other share theirs by largest remainder.

    Examples
    --------
    >>> allocate([2, 2, 2], [3, 3, 3], Fraction("0.8"))  # three supersets: 18 sets, 14.4 asked, 14 given
    [3, 2, 2]
    >>> allocate([1] * 4, [2, 3, 3, 4], Fraction("0.6"))  # 12 straight sets, 7.2 asked
    [1, 2, 2, 2]
    """
    whole = [0] * len(sizes)
    members: dict[int, list[int]] = {}
    for unit, (size, count) in enumerate(zip(sizes, published, strict=True)):
        if count:
            members.setdefault(size, []).append(unit)
    if not members:
        return whole
    # In whole numbers, all of them times the factor's denominator: sums of fractions would take most of the time.
    parts = factor.denominator
    ideal = [factor.numerator * count for count in published]
    shares = {size: sum(ideal[unit] for unit in units) for size, units in members.items()}
    target = sum(size * share for size, share in shares.items())
    reach = max(members)
    *free, last = sorted(members, reverse=True)
    # What all sizes but the last may add up to, and by which counts the shares are missed least: few sums are left of
    # many ways to reach them.
    ways: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, ())}
    for size in free:
        longer: dict[int, tuple[int, tuple[int, ...]]] = {}
        for count in range(max(0, shares[size] // parts - reach), shares[size] // parts + reach + 2):
            apart = size * (parts * count - shares[size]) ** 2
            for total, (before, counts) in ways.items():
                way = before + apart, (*counts, count)
                sets = total + size * count
                longer[sets] = min(way, longer.get(sets, way))
        ways = longer
    best: tuple[tuple[int, int, int], tuple[int, ...]] | None = None
    for total, (apart, counts) in ways.items():
        rest = (target - parts * total) // (parts * last)
        for count in {max(0, rest), max(0, rest + 1)}:
            sets = parts * (total + last * count)
            missed = apart + last * (parts * count - shares[last]) ** 2
            found = (abs(sets - target), sets, missed), (*counts, count)
            best = found if best is None else min(best, found)
    assert best is not None
    for size, count in zip([*free, last], best[1], strict=True):
        units = members[size]
        for unit, own in zip(units, _spread([ideal[unit] for unit in units], count, parts), strict=True):
            whole[unit] = own
    return whole


def _spread(ideal: Sequence[int], count: int, parts: int) -> list[int]:
    """Spread a count by largest remainder, ``ideal`` being in parts of a unit; earlier ones win ties."""
    whole = [share // parts for share in ideal]
    order = range(len(whole))
    while sum(whole) < count:
        whole[max(order, key=lambda one: (ideal[one] - parts * whole[one], -one))] += 1
    while sum(whole) > count:
        whole[min((one for one in order if whole[one]), key=lambda one: (ideal[one] - parts * whole[one], -one))] -= 1
    return whole
