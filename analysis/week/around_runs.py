"""Strength work around runs: days for leg work, the best order on a day, and the hours between lifting and running.

The policy is defined only here; a suggested week, a block that moves sessions, and the checks all use it. The unit
is a day: 24 hours before a run is the day before it, 48 hours between leg days is a day between them.

Leg work is strength work for the legs. Upper body, trunk and light work, such as a warm-up, may be on any day.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.base.calendar import WEEKDAYS
from analysis.library.library import Library, kept_on_library
from analysis.library.terms import HARD_RUNS

HOURS = {"legs_before_hard_run": 24, "legs_apart": 48, "after_run": 3, "after_run_better": 6, "lift_before_hard_run": 6}
"""Hours of leg work to the next hard or long run, to other leg work, and after the run of its day; and hours before a
hard run without any lifting. ``coding/conventions`` has the source of each."""


NAMES = {
    **{kind: f"{kind} run" for kind in ("easy", "long", "steady", "tempo", "hard")},
    **{kind: kind for kind in ("intervals", "hills", "race")},
    "off": "day off",
}
"""Names of runs, as in a calendar."""


LEG_REGIONS = ("hip", "thigh", "lower leg")
"""Body regions whose work is leg work."""


@kept_on_library
def leg_exercises(library: Library) -> frozenset[str]:
    """Return the ids of exercises whose main work is for the legs.

    Examples
    --------
    >>> from analysis import load_library
    >>> {"hip_thrust", "bear_plank_row"} & leg_exercises(load_library())
    {'hip_thrust'}
    """
    muscles = library.muscles.loc[library.muscles["region"].isin(LEG_REGIONS), "muscle_id"]
    roles = library.exercise_muscles
    works = roles.loc[roles["muscle_id"].isin(muscles) & (roles["role"] == "primary"), "exercise_id"]
    return frozenset(works)


def a_run(kind: str) -> str:
    """Return the name of a run for use in a sentence.

    Examples
    --------
    >>> a_run("long"), a_run("easy"), a_run("intervals")
    ('a long run', 'an easy run', 'intervals')
    """
    article = "" if kind in ("intervals", "hills") else "an " if kind == "easy" else "a "
    return f"{article}{NAMES[kind]}"


def why_spared(run: str, after: str, strength: str = "auto") -> str:
    """Return why a day is not for leg work, from its run and that of the day after; blank if leg work may be on it.

    Parameters
    ----------
    run, after : str
        Kinds of runs, or blank.
    strength : {"auto", "separate", "stack", "own"}
        With ``auto`` a day is spared as with ``stack``: `way_of` decides which of the two a week can keep.

    Examples
    --------
    >>> why_spared("", "tempo"), why_spared("easy", "easy")
    ('the day before a tempo run', '')
    >>> why_spared("hard", ""), why_spared("hard", "", "separate")
    ('', 'the day of a hard run')
    """
    if run == "race":
        return "the day of a race"
    if strength == "own":
        return ""
    if run == "off":
        return "a day off"
    if after in HARD_RUNS:
        return f"the day before {a_run(after)}"
    return f"the day of {a_run(run)}" if strength == "separate" and run in HARD_RUNS else ""


def eve_of(day: str, runs: Mapping[str, str]) -> str:
    """Return the run of the day after if that is hard, long or a race; Sunday is followed by Monday.

    Examples
    --------
    >>> eve_of("mon", {"tue": "hard"}), eve_of("sun", {"tue": "hard"})
    ('hard', '')
    """
    after = runs.get(_beside(day, 1), "")
    return after if after in HARD_RUNS else ""


ENOUGH = 2
"""Leg days a week that are enough to keep them apart from hard and long runs: the main lines are done twice."""


WAYS = {"auto": ("separate", "aside")}
"""Order in which ``auto`` tries: apart from hard and long runs, then on days of hard runs, but not of the long one."""


def way_of(count: int, runs: Mapping[str, str], strength: str = "auto", legs_on: Collection[str] = ()) -> str:
    """Return how a week of so many sessions fits its runs: ``auto`` keeps leg work apart if there are enough days.

    Two leg days are enough, including those of ``legs_on``: further sessions are for the upper body and light work.
    With fewer, leg work goes ``aside``, on days of hard runs, and on the day of a long run (``stack``) only if no
    other day is left.

    Examples
    --------
    >>> runs = {"tue": "hard", "sun": "long"}
    >>> way_of(2, runs), way_of(3, runs), way_of(3, {**runs, "thu": "tempo"})
    ('separate', 'separate', 'aside')
    """
    return _RunWeek(runs, legs_on).way(WEEKDAYS, count, strength)


def choose_days(
    count: int,
    runs: Mapping[str, str],
    taken: Collection[str] = (),
    strength: str = "auto",
    legs_on: Collection[str] = (),
    shut: Collection[str] = (),
    quiet: Collection[str] = (),
) -> tuple[str, ...]:
    """Choose weekdays for so many sessions.

    As many of them as possible may have leg work; days of ``legs_on`` keep theirs, days of ``shut`` are too near a race
    for any, and ``quiet`` days have no strength work at all. Then the choice avoids, in this order, days off, quiet
    days, days with leg work, days before a hard run, days of a long run and days that are taken; and it spreads
    sessions evenly. A race's day is never chosen.

    Examples
    --------
    >>> choose_days(3, {}), choose_days(2, {"tue": "hard", "sun": "long"})
    (('mon', 'wed', 'fri'), ('wed', 'fri'))
    >>> choose_days(2, {"tue": "hard", "thu": "tempo", "sun": "long"})  # too few days apart: after the hard runs
    ('tue', 'thu')
    """
    free = [day for day in WEEKDAYS if runs.get(day) != "race"]
    week = _RunWeek(runs, legs_on, shut)
    way = week.way(WEEKDAYS, count, strength)

    # The greatest cost to an athlete first, mere tie-breaks last.
    def cost(chosen: tuple[str, ...]) -> tuple[object, ...]:
        minded = () if way == "own" else chosen
        return (
            -len({*week.most_legs(chosen, way)} - {*legs_on}),
            sum(runs.get(day) == "off" for day in minded),
            sum(day in quiet for day in chosen),
            sum(day in legs_on for day in chosen),
            sum(bool(eve_of(day, runs)) for day in minded),
            *week.ties(chosen, way, taken),
        )

    return min(itertools.combinations(free, min(count, len(free))), key=cost)


def spared_days(
    days: Iterable[str],
    runs: Mapping[str, str],
    strength: str = "auto",
    legs_on: Collection[str] = (),
    shut: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return for each day of a week why it has light leg work only, blank where it may have more.

    Parameters
    ----------
    days : iterable of weekdays
        Days with sessions.
    runs : mapping of weekday to kind of run
    strength : {"auto", "separate", "stack", "own"}
    legs_on : iterable of weekdays
        Days with fixed leg work: other leg work keeps 48 hours from it.
    shut : mapping of weekday to why, optional
        Days without leg work for another reason, such as a race near by.

    Examples
    --------
    >>> spared_days(["mon", "tue", "fri"], {"sat": "long"})
    {'mon': '', 'tue': 'less than 48 h after leg work on Mon', 'fri': 'the day before a long run'}
    """
    chosen, closed = sorted(days, key=WEEKDAYS.index), shut or {}
    week = _RunWeek(runs, legs_on, closed)
    # With fixed days, auto depends on how many of them can be kept apart.
    way = week.way(chosen, len({*chosen} - {*legs_on}), strength)
    legs = week.most_legs(chosen, way)
    return {
        day: "" if day in legs else closed.get(day, "") or week.why_not(day, (*legs, *legs_on), way) for day in chosen
    }


@dataclass(frozen=True)
class _RunWeek:
    """The runs of a week, days with fixed leg work, and days without leg work."""

    runs: Mapping[str, str]
    legs_on: Collection[str] = ()
    shut: Collection[str] = ()

    def way(self, days: Sequence[str], count: int, strength: str) -> str:
        """Return the first way with enough leg days among some days, or else with most of them."""
        wanted = min(ENOUGH, count + len(self.legs_on)) - len(self.legs_on)
        ways = {
            way: min(wanted, len({*self.most_legs(days, way)} - {*self.legs_on}))
            for way in WAYS.get(strength, (strength,))
        }
        best = max(ways, key=lambda way: ways[way])
        return best if ways[best] or wanted <= 0 or strength != "auto" else "stack"

    def most_legs(self, days: Sequence[str], way: str) -> tuple[str, ...]:
        """Return as many of some days as may have leg work, a day between them; Sunday is followed by Monday."""
        may = [day for day in days if day not in self.shut and not self._spared(day, way)]
        if way == "own":
            return tuple(may)
        may = [day for day in may if not {_beside(day, -1), _beside(day, 1)} & set(self.legs_on)]
        for count in range(min(len(may), len(WEEKDAYS) // 2), 0, -1):
            fits = [chosen for chosen in itertools.combinations(may, count) if _apart(chosen)]
            if fits:
                return min(fits, key=lambda chosen: self.ties(chosen, way))
        return ()

    def ties(self, chosen: Sequence[str], way: str, taken: Collection[str] = ()) -> tuple[object, ...]:
        """Rank days that suit leg work equally: fewest long runs, most hard days, not taken, even gaps, earliest."""
        numbers = [WEEKDAYS.index(day) for day in chosen]
        # The week wraps around: the gap after the last day runs to the first of the next week.
        following = [*numbers[1:], *numbers[:1]]
        gaps = [(after - before - 1) % 7 + 1 for before, after in zip(numbers, following, strict=True)]
        kinds = [self.runs.get(day, "") for day in chosen]
        return (
            kinds.count("long") * (way != "own"),
            # Hard days stay hard and easy days easy.
            -sum(kind in HARD_RUNS and kind != "long" for kind in kinds) * (way in ("aside", "stack")),
            sum(day in taken for day in chosen),
            # The sum of squares is least when the gaps are even; among equal weeks the earliest wins.
            sum(gap**2 for gap in gaps),
            numbers,
        )

    def why_not(self, day: str, legs: Collection[str], way: str) -> str:
        """Return why a day is not for leg work: a run, or other leg work near by."""
        if why := self._spared(day, way):
            return why
        for side, other in (("after", -1), ("before", 1)):
            if (near := _beside(day, other)) in legs:
                return f"less than {HOURS['legs_apart']} h {side} leg work on {near.capitalize()}"
        return ""

    def _spared(self, day: str, way: str) -> str:
        """Return why a run keeps a day free of leg work, also for the ways of ``auto``."""
        run, after = self.runs.get(day, ""), self.runs.get(_beside(day, 1), "")
        aside = "separate" if run == "long" else "stack"
        return why_spared(run, after, aside if way == "aside" else way)


def _apart(days: Collection[str]) -> bool:
    return not any(_beside(day, 1) in days for day in days)


def _beside(day: str, step: int) -> str:
    return WEEKDAYS[(WEEKDAYS.index(day) + step) % len(WEEKDAYS)]


def beside_run(run: str, strong: bool, strength: str = "auto") -> str:
    """Return when a session is best done on the day of a run, blank where any time will do.

    Warm-ups come before the run; strength work comes after it, and hours after a hard or long one.

    Parameters
    ----------
    run : str
        Kind of run of the day, or blank.
    strong : bool
        Whether the session has strength work in it.
    strength : {"auto", "separate", "stack", "own"}

    Examples
    --------
    >>> beside_run("easy", False), beside_run("easy", True), beside_run("off", True)
    ('before the easy run', 'after the easy run', '')
    >>> beside_run("tempo", True)
    'after the tempo run: 3 h later, better 6 h, or straight after it'
    """
    if run in ("", "off") or strength == "own" or (strong and run == "race"):
        return ""
    if not strong:
        return f"before the {NAMES[run]}"
    hours = f": {HOURS['after_run']} h later, better {HOURS['after_run_better']} h, or straight after it"
    return f"after the {NAMES[run]}{hours if run in HARD_RUNS else ''}"
