"""Loads as coaches write them: adding steps, and turning shares of a maximum into weights."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.base.choices import refused
from analysis.base.text import span
from analysis.library.demand import is_load

_END = r"\d+(?:[.,]\d+)?"
_AMOUNT = re.compile(
    rf"(?P<low>{_END})(?:\s*(?:-|–|to)\s*(?P<high>{_END}))?\s*(?P<unit>kg|lbs?|%)(?![A-Za-z])", re.IGNORECASE
)
_OF_BODY = re.compile(r"\s*(?:of\s+)?(?:bw|body)", re.IGNORECASE)

HALF = 2
"""Kilograms of a share are rounded to the nearest half: no barbell is loaded finer."""


POUND_KG = 0.45359237


MOST_REPS, FEW_REPS, NEAR, FAR = 8, 5, 0.05, 0.10
"""Most repetitions to estimate a maximum from; up to ``FEW_REPS`` the estimate is good to ``NEAR``, above to ``FAR``
(custom; people differ in how often they lift a share of their maximum, nuzzo_2024)."""


EPLEY = 30
"""Epley's rule: the load for a number of repetitions is the maximum / (1 + repetitions / 30)."""


class Load(NamedTuple):
    """A parsed load: its text with the position of the figures, both ends, and their unit."""

    text: str
    place: tuple[int, int]
    low: float
    high: float
    unit: str

    def written(self, low: float, high: float) -> str:
        """Return the load's text with other figures."""
        start, end = self.place
        return f"{self.text[:start]}{span(low, high, digits=2)} {self.unit}{self.text[end:]}"


def find_load(text: str) -> Load | None:
    """Return the figures of a load; None if it has none in kilograms, pounds or per cent.

    Examples
    --------
    >>> find_load("2 x 10-12,5 kg DB")[2:], find_load("70 % 1RM")[2:], find_load("blue band")
    ((10.0, 12.5, 'kg'), (70.0, 70.0, '%'), None)
    """
    amount = _AMOUNT.search(text)
    if amount is None or (amount["unit"] == "%" and _OF_BODY.match(text[amount.end() :])):
        return None
    low = float(amount["low"].replace(",", "."))
    high = float((amount["high"] or amount["low"]).replace(",", "."))
    unit = amount["unit"].lower().removesuffix("s")
    return Load(text, amount.span(), min(low, high), max(low, high), unit)


def read_load(what: str, typed: object, *, shares: bool = True) -> Load:
    """Return a load, which must have figures; with ``shares``, per cent of a maximum are allowed too.

    Raises
    ------
    ArgumentError

    Examples
    --------
    >>> read_load("maximum", "80 kg", shares=False)[2:]
    (80.0, 80.0, 'kg')
    """
    load = find_load(typed) if isinstance(typed, str) else None
    before = load.text[: load.place[0]] if load else ""
    signed = before[-1:].isalnum() or before.rstrip().endswith(("-", "−"))  # -80 kg, or 1e5 kg
    if load is None or signed or load.high <= 0 or (load.unit == "%" and not shares):
        allowed = "kilograms or pounds, such as 80 kg or 75-80 kg" + ", or per cent of a maximum" * shares
        raise refused(f"{what} without figures", typed, allowed)
    return load


def with_steps(load: str, step: str, steps: int) -> str:
    """Return a load with a coach's own step added ``steps`` times; a load without figures stays the same.

    Examples
    --------
    >>> with_steps("40 kg", "2.5 kg", 2), with_steps("2 x 10 kg", "1 kg", 1), with_steps("70-75 %", "2.5 %", 1)
    ('45 kg', '2 x 11 kg', '72.5-77.5 %')
    >>> with_steps("blue band", "2 kg", 1), with_steps("40 kg", "", 3)
    ('blue band', '40 kg')
    """
    start, more = find_load(load), find_load(step)
    if start is None or more is None or not steps:
        return load
    return start.written(start.low + steps * more.low, start.high + steps * more.high)


def with_weight(load: str, maximum: str) -> str:
    """Return a load in per cent of a maximum with its weight beside it; a range of either gives a range.

    Examples
    --------
    >>> with_weight("70 %", "80 kg"), with_weight("70-75 % 1RM", "80-90 kg"), with_weight("20 kg", "80 kg")
    ('70 % (56 kg)', '70-75 % 1RM (56-67.5 kg)', '20 kg')
    """
    share, most = find_load(load), find_load(maximum)
    if share is None or most is None or share.unit != "%":
        return load
    ends = (round(HALF * share.low * most.low / 100) / HALF, round(HALF * share.high * most.high / 100) / HALF)
    return f"{load} ({span(*ends)} {most.unit})"


BACK = (0.85, 0.90)
"""Least and most share of a load after two weeks off or more (custom)."""


BACK_WORDS = f"{100 * BACK[0]:.0f}-{100 * BACK[1]:.0f} %"


def lowered(load: str) -> str:
    """Return a load lowered after time off, with the reason; a band, no load, and the smallest plate stay.

    Examples
    --------
    >>> lowered("40 kg"), lowered("2 x 10-12 kg"), lowered("70 % (56 kg)")
    ('34-36 kg (85-90 % of 40 kg)', '2 x 8.5-11 kg (85-90 % of 10-12 kg)', '47.5-50.5 kg (85-90 % of 70 %, 56 kg)')
    >>> lowered("heavy dumbbells"), lowered("blue band"), lowered("")
    ('heavy dumbbells (85-90 % of it)', 'blue band', '')
    """
    load_typed = find_load(load)
    if load_typed is None:
        return f"{load} ({BACK_WORDS} of it)" if is_load(load) else load
    usual = load[slice(*load_typed.place)]
    if load_typed.unit == "%" and (weight := _WEIGHT.search(load)):
        usual, load_typed = f"{usual}, {weight[1]}", read_load("weight", weight[1])
    size = HALF if load_typed.unit == "kg" else 1
    low, high = (round(size * end * share) / size for end, share in zip(load_typed[2:4], BACK, strict=True))
    # A load too small for a lighter plate stays the same.
    return load if low == load_typed.low else f"{load_typed.written(low, high)} ({BACK_WORDS} of {usual})"


_WEIGHT = re.compile(r"\(([^()]*(?:kg|lb))\)$")
"""Weight in brackets beside a share of a maximum."""


def unit_lifted(kg: float) -> str:
    """Return the unit of a logged weight: pounds if it is a multiple of half a pound, not of a quarter kilogram.

    Examples
    --------
    >>> unit_lifted(61.23), unit_lifted(61.25), unit_lifted(20)
    ('lb', 'kg', 'kg')
    """
    halves, quarters = 2 * kg / POUND_KG, 4 * kg
    return "lb" if abs(halves - round(halves)) < 0.05 and abs(quarters - round(quarters)) > 0.02 else "kg"


def in_plates(low: float, high: float, unit: str) -> str:
    """Return kilograms or a range as text in a unit, rounded as loaded: to half a kilogram or a whole pound.

    Examples
    --------
    >>> in_plates(61.23, 61.23, "lb"), in_plates(61.23, 61.23, "kg"), in_plates(51.4, 62.9, "kg")
    ('135 lb', '61 kg', '51.5-63 kg')
    """
    size = POUND_KG if unit == "lb" else 1 / HALF
    ends = (round(end / size) / (1 if unit == "lb" else HALF) for end in (low, high))
    return f"{span(*ends)} {unit}"


def shares_of(load: str, maximum: str) -> tuple[float, float]:
    """Return the share of a maximum, both ends; 0 if it cannot be worked out.

    Examples
    --------
    >>> shares_of("95-105 %", ""), shares_of("60 kg", "75-80 kg"), shares_of("60 kg", "")
    ((0.95, 1.05), (0.75, 0.75), (0.0, 0.0))
    >>> [round(share, 2) for share in shares_of("220 lb", "100 kg")]
    [1.0, 1.0]
    """
    lifted, most = find_load(load), find_load(maximum)
    if lifted is not None and lifted.unit == "%":
        return lifted.low / 100, lifted.high / 100
    if lifted is None or most is None:
        return 0.0, 0.0
    size = {"kg": 1.0, "lb": POUND_KG}
    factor = size[lifted.unit] / size[most.unit]
    return factor * lifted.low / most.high, factor * lifted.high / most.high


def most_share(reps: int) -> float:
    """Return the largest share of a maximum for a number of repetitions: Epley's rule at its upper end, to `MOST_REPS`.

    Examples
    --------
    >>> round(most_share(1), 2), round(most_share(5), 2), round(most_share(12), 2)
    (1.0, 0.9, 0.87)
    """
    few = min(reps, MOST_REPS)
    return min(1.0, (1 + (NEAR if few <= FEW_REPS else FAR)) / (1 + few / EPLEY)) if reps > 1 else 1.0


def share_of(step: str, load: str) -> float | None:
    """Return a step as a share of a load; None if either has no figures or the units differ.

    Examples
    --------
    >>> share_of("2 kg", "40 kg"), share_of("2 kg", "70 %")
    (0.05, None)
    """
    more, start = find_load(step), find_load(load)
    if more is None or start is None or more.unit != start.unit or not start.low:
        return None
    return more.high / start.low
