"""A suggested week in sentences: what it takes, what proves it, what binds, and what would help where nothing fits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.base.arguments import checked
from analysis.base.text import listing, number, plural, span
from analysis.library.labels import labels
from analysis.suggest.week import SuggestedWeek

ARITHMETIC = (
    "Least minutes for the targets typed in, under these counting rules and usual doses: arithmetic, not proof that a "
    "week works for a body. Nobody states a load here."
)


TELLING = 0.05
"""Minutes below which a saving is not told."""


@checked
def say_suggestion(week: SuggestedWeek, *, prices: bool = True) -> str:
    """Say what a suggested week takes and what proves it, or why nothing fits.

    Parameters
    ----------
    week : SuggestedWeek
        Of `suggest_week`.
    prices : bool
        Also say what binds and what a small change would buy, which takes a search for each.

    Returns
    -------
    str

    Examples
    --------
    >>> from analysis import load_library, suggest_week
    >>> week = suggest_week(load_library(), bands={"chest": 4}, days=2, minutes=10, equipment=[])
    >>> print(say_suggestion(week, prices=False))  # doctest: +ELLIPSIS
    2 sessions (Mon 1.9 and Thu 1.9 min at most) take 3.9 min in all; proven least: no week under these rules takes
    less. Chest 4 sets (asked 4 or more) on 2 days. Least minutes for...
    """
    if week.fits is None:
        return (
            f"The search ended after {week.nodes} nodes before it found a week or proved that none fits; ask with more "
            "nodes, or with a minute more."
        )
    if not week.fits:
        return _say_conflict(week)
    parts = [_say_minutes(week), _say_targets(week)]
    if prices:
        parts += [_say_binding(week.rules), _say_prices(week.prices)]
    warm_up = [] if week.request.warm_up or not week.sheets else ["No warm-up is in it: warm up first."]
    return " ".join([*(part for part in parts if part), ARITHMETIC, *warm_up])


def _say_minutes(week: SuggestedWeek) -> str:
    if not week.sheets:
        return "The targets ask for no session more."
    own = week.minutes[week.minutes["routine_id"].isin(list(week.sheets))]
    each = [f"{day.capitalize()} {number(most)}" for day, most in _pairs(own, "weekday", "minutes_max")]
    takes = "takes" if len(own) == 1 else "take"
    whole = number(week.seconds / 60)
    stay = week.minutes[~week.minutes["routine_id"].isin(list(week.sheets))]
    names = _pairs(stay, "routine", "weekday", "minutes_min", "minutes_max")
    said = [f"{routine} on {day.capitalize()}, {span(low, high)} min" for routine, day, low, high in names]
    beside = f" beside what stays ({'; '.join(said)})" if said else ""
    text = f"{plural(len(own), 'session')} ({listing(each)} min at most){beside} {takes} {whole} min in all; "
    if week.proven:
        return f"{text}proven least: no week under these rules takes less."
    gap = number(week.gap_seconds / 60)
    return f"{text}not proven least: the search ended, and another week may take up to {gap} min less."


def _say_targets(week: SuggestedWeek) -> str:
    said = []
    for label, low, high, least, most, days in _pairs(
        week.targets, "label", "low", "high", "sets_min", "sets_max", "days"
    ):
        asked = f"{number(low)} or more" if pd.isna(high) else span(low, high)
        sets = plural(least, "set") if least == most else f"{span(least, most)} sets"
        said.append(f"{label} {sets} (asked {asked}) on {plural(days, 'day')}")
    return f"{listing(said)}." if said else ""


def _say_binding(rules: pd.DataFrame) -> str:
    binds = rules[rules["binds"].fillna(False)].sort_values("saves_minutes", ascending=False, kind="stable")
    said = [f"{words} ({number(saves)} min less without)" for words, saves in _pairs(binds, "words", "saves_minutes")]
    return f"What binds: {'; '.join(said)}." if said else ""


def _say_prices(prices: pd.DataFrame) -> str:
    worth = prices["saves_minutes"] > TELLING
    said = [f"{change} saves {number(saves)} min" for change, saves in _pairs(prices[worth], "change", "saves_minutes")]
    text = [f"Small changes: {'; '.join(said)}."] if said else []
    useless = {"minutes": "a longer day", "equipment": "one more item of equipment"}
    maybe = set(prices["rule"][worth | prices["saves_minutes"].isna()])
    nothing = [words for rule, words in useless.items() if rule in set(prices["rule"]) - maybe]
    return " ".join([*text, *([f"{listing(nothing).capitalize()} would save nothing."] if nothing else [])])


def _say_conflict(week: SuggestedWeek) -> str:
    rules = week.conflict["words"].tolist()
    if not rules:
        return "Nothing fits; which rules exclude each other was not decided within the nodes of the search."
    if len(rules) == 1:
        text = f"Nothing fits, and one rule alone is why: {rules[0]}."
    else:
        text = f"Nothing fits. These exclude each other, and no fewer rules do: {'; '.join(rules)}."
    if week.request.fixed:
        routines = labels(week.source, "routine_id")
        stays = [f"{routines[routine]} on {day.capitalize()}" for day, routine in week.request.fixed]
        text += f" The sets of what stays count ({'; '.join(stays)})."
    least = _pairs(week.relaxations, "change", "minutes")
    changes = [f"{change} ({number(minutes)} min a week or more)" for change, minutes in least]
    helps = f"Any one of these helps: {'; '.join(changes)}." if changes else "No change of one rule alone helps."
    return f"{text} {helps}"


def _pairs(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(frame[name].tolist() for name in columns), strict=True)
