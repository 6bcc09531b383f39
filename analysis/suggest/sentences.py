"""A suggested week in sentences: its time, its sets, the binding rules, and what would help if nothing fits."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, cast

import pandas as pd

from analysis.base.arguments import checked
from analysis.base.calendar import DAY_NAMES, WEEKDAYS
from analysis.base.said import Said
from analysis.base.text import inline, listing, number, plural, span, spans
from analysis.library.labels import labels
from analysis.suggest.solving.problem import only_light
from analysis.suggest.solving.session_conflict import no_room
from analysis.suggest.solving.session_model import RACE_EXERCISES, RACE_SESSIONS, SMALL_SETS
from analysis.suggest.suggested_week import SuggestedWeek

ARITHMETIC = (
    "Least minutes for the targets typed in, under these counting rules and usual doses: arithmetic, not proof that a "
    "week works for a body. No loads given."
)


ORDER = {
    "main lifts on two days": "main lifts on two days",
    "muscle groups with their least sets": "the least sets of muscle groups",
    "jumps": "jumps",
    "trunk, adductors, abduction, feet": "trunk, adductors, abduction and feet",
    "push and pull": "push and pull",
}
"""Words for the wishes of a week in its proof."""


TELLING = 0.05
"""Savings below this many minutes are not mentioned."""


@checked
def say_suggestion(week: SuggestedWeek, *, prices: bool = True) -> Said:
    """Return sentences on what a suggested week takes and what proves it, or why nothing fits.

    Parameters
    ----------
    week : SuggestedWeek
        From `suggest_week`.
    prices : bool
        Also give the cheapest change that would add what is missing, or, for the least minutes, the binding rules and
        the savings of small changes; each takes a search.

    Returns
    -------
    Said

    Examples
    --------
    >>> from analysis import load_library, suggest_week
    >>> week = suggest_week(load_library(), bands={"chest": 4}, days=2, minutes=10, equipment=[], least="minutes")
    >>> say_suggestion(week, prices=False)  # doctest: +ELLIPSIS
    2 sessions (Mon 3.1 and Thu 3.1 min at most) take 6.2 min in all; proven least: no week under these rules takes
    less. Chest 4 sets (asked 4 or more) on 2 days. Least minutes for...
    """
    if week.fits is None:
        return Said(
            f"The search ended after {week.question.nodes} nodes before it found a week or proved that none fits; ask "
            "with more nodes, or with a minute more."
        )
    if not week.fits:
        return Said(_say_no_room(week) if week.wishes else _say_conflict(week))
    if week.wishes:
        return Said(_say_sessions(week, changes=prices))
    missing = listing([inline(name) for name in week.question.open_lines])
    nothing = f"Left out: {missing}; nothing that may be used is strength work for it." if missing else ""
    # Sessions were asked for, with a level; the typed targets left no room for them.
    room = (
        "Your targets leave no room for whole sessions: this is the shortest week that reaches them."
        if week._crowded
        else ""
    )
    parts = [room, _say_minutes(week), _say_targets(week.targets), nothing]
    if prices:
        parts += [_say_binding(week.rules), _say_prices(week.prices)]
    warm_up = "" if week.question.warm_up or not week.sheets else "No warm-up is in it: warm up first."
    return Said(" ".join(filter(None, [*parts, ARITHMETIC, warm_up])))


def _say_sessions(week: SuggestedWeek, *, changes: bool) -> str:
    minutes = week.minutes[week.minutes["routine_id"].isin(list(week.sheets))]
    names = labels(week.library, "routine_id")
    sessions = [
        f"{DAY_NAMES[WEEKDAYS.index(day)]}: {inline(names[routine])} ({span(low, high)} min)"
        for routine, day, low, high in _rows(minutes, "routine_id", "weekday", "minutes_min", "minutes_max")
    ]
    typed = _say_targets(week.targets)
    turns = "A1 and A2 are done in turns." if week.plan["superset"].notna().any() else ""
    reserve = "Effort is in repetitions left in reserve (RIR)." if week.plan["effort"].notna().any() else ""
    typed = "" if week.question.goal == "size" else typed  # the table has it for every muscle group
    return " ".join(
        filter(
            None,
            [
                f"{'; '.join(sessions)}.",
                typed,
                _say_race(week),
                _say_missing(week, changes),
                turns,
                reserve,
                _say_order(week),
            ],
        )
    )


def _say_race(week: SuggestedWeek) -> str:
    """Return a line on what a race week holds back, and why."""
    question = week.question
    if question.build:
        return ""
    near = dict(question.near)
    words = {"legs": "no heavy leg work", "jumps": "no jumps", "strength": "warm-ups alone"}
    first = {work: next((day for day in WEEKDAYS if work in near.get(day, ())), "") for work in words}
    starts = [f"{words[work]} from {day.capitalize()}" for work, day in first.items() if day]
    known = ["nothing new but light work"] if question.race else []
    most = f"{RACE_SESSIONS} sessions of {RACE_EXERCISES} exercises, {SMALL_SETS[0]} sets of each"
    return f"A race week is held back so that the legs are fresh: at most {most}; {listing([*starts, *known])}."


def _loaded(week: SuggestedWeek) -> bool:
    """Return whether the sessions use a weight."""
    rows = week.library.prescriptions
    return bool((rows["routine_id"].isin(list(week.sheets)) & (rows["load_kind"] == "external")).any())


def _say_order(week: SuggestedWeek) -> str:
    """Return a line on what was proven."""
    loads = " Add the loads yourself." if _loaded(week) else ""
    if not week.proven:
        return f"Not proven: the search ended early, and another week may do better.{loads}"
    bands = ["typed bands"] if any(not target.soft for target in week.question.targets) else []
    order = [*bands, *(ORDER[wish.words] for wish in week.wishes if wish.words in ORDER)]
    return (
        f"Proven: with these exercises no week does better in this order: {'; '.join(order)}; then leftover minutes by "
        f"our weights. That is arithmetic, not proof that a week works for a body.{loads}"
    )


def _say_missing(week: SuggestedWeek, changes: bool) -> str:
    """Return a line on what is left out, and the cheapest change that would add it."""
    out = week.lines[week.lines["days"] == 0]
    if out.empty:
        return ""
    if not changes or not week.question.build:
        return f"Not in it: {listing([inline(name) for name in out['name']])}."
    by_change: dict[str, list[str]] = {}
    for name, change in _rows(week.missing, "name", "change"):
        by_change.setdefault(change, []).append(inline(name))
    none = "none near a race" if week.question.near else "no one change does"
    words = [f"{listing(names)} ({change or none})" for change, names in by_change.items()]
    return f"Not in it, with the cheapest change that would bring it: {'; '.join(words)}."


def _say_no_room(week: SuggestedWeek) -> str:
    why = no_room(week.source, week.question)
    exclude = " These exclude each other" if len(why.rules) > 1 else " One rule alone is why"
    changes = [words for words, _ in why.changes]
    one = "This helps" if len(changes) == 1 else "Any one of these helps"
    helps = f"{one}: {'; '.join(changes)}." if changes else "No change of one rule alone helps."
    return f"No session worth doing fits.{exclude}: {'; '.join(why.rules)}. {helps}"


def week_words(week: SuggestedWeek) -> list[pd.DataFrame]:
    """Return the week in words: a table for each session with its minutes, then the week's lines and targets."""
    minutes = week.minutes.set_index("routine_id")[["routine", "minutes_min", "minutes_max"]]
    tables = []
    for routine, rows in week.plan.groupby("routine_id", sort=False):
        name, low, high = cast("tuple[str, float, float]", tuple(minutes.loc[str(routine)]))
        day = rows["weekday"].iloc[0].capitalize()
        # Whole minutes keep this to a line; the sentences below have them to the tenth.
        whole = (math.floor(low), math.ceil(high)) if week.wishes else (low, high)
        head = f"{day}{f': {inline(name)}' if week.wishes else ''}, {span(*whole)} min"
        where = rows["section"].where(~rows.duplicated("section"), "")
        turns = (rows["superset"] + " ").fillna("")
        table = pd.DataFrame({head: turns + rows["exercise"], "dose": rows["dose"], "section": where})
        if week.wishes:  # a number, to fit in a line
            table.insert(2, "RIR", rows["effort"].fillna("").str.removesuffix(" in reserve"))
        tables.append(table)
    lines, held = week.lines, week.targets
    if len(lines):
        there = lines["days"] > 0
        words = {"line": lines["name"], "exercises": lines["exercises"].where(there, "-")}
        counts = {name: lines[name].map(number).where(there, "") for name in ("sets", "days")}
        tables.append(pd.DataFrame(words | counts))
    if held.empty and week.wishes:
        return tables
    limits = zip(held["low"], held["high"], strict=True)
    asked = [f"{number(low)}+" if pd.isna(high) else span(low, high) for low, high in limits]
    sets, days = spans(held, "sets"), held["days"].astype("str")
    columns = {"target": held["label"], "asked": asked, f"{listing(week.question.count)} sets": sets, "days": days}
    return [*tables, pd.DataFrame(columns)]


def _say_minutes(week: SuggestedWeek) -> str:
    if not week.sheets:
        return "The targets ask for no session more."
    is_suggested = week.minutes["routine_id"].isin(list(week.sheets))
    suggested, fixed = week.minutes[is_suggested], week.minutes[~is_suggested]
    each = [f"{day.capitalize()} {number(most)}" for day, most in _rows(suggested, "weekday", "minutes_max")]
    stay = [
        f"{routine} on {day.capitalize()}, {span(low, high)} min"
        for routine, day, low, high in _rows(fixed, "routine", "weekday", "minutes_min", "minutes_max")
    ]
    beside = f" beside what stays ({'; '.join(stay)})" if stay else ""
    takes = f"{beside} {'takes' if len(each) == 1 else 'take'} {number(week.seconds / 60)} min in all"
    proven = "proven least: no week under these rules takes less."
    if not week.proven:
        less = number(week.gap_seconds / 60)
        proven = f"not proven least: the search ended, and another week may take up to {less} min less."
    return f"{plural(len(each), 'session')} ({listing(each)} min at most){takes}; {proven}"


def _say_targets(targets: pd.DataFrame) -> str:
    words = []
    for label, low, high, least, most, days in _rows(targets, "label", "low", "high", "sets_min", "sets_max", "days"):
        # An open upper limit reads "or more".
        asked = f"{number(low)} or more" if pd.isna(high) else span(low, high)
        sets = plural(least, "set") if least == most else f"{span(least, most)} sets"
        words.append(f"{label} {sets} (asked {asked}) on {plural(days, 'day')}")
    return f"{listing(words)}." if words else ""


def _say_binding(rules: pd.DataFrame) -> str:
    # A rule with an unknown cost is not listed as binding.
    binds = rules[rules["binds"].fillna(False)].sort_values("saves_minutes", ascending=False, kind="stable")
    words = [f"{words} ({number(saves)} min less without)" for words, saves in _rows(binds, "words", "saves_minutes")]
    return f"What binds: {'; '.join(words)}." if words else ""


def _say_prices(prices: pd.DataFrame) -> str:
    worth = prices["saves_minutes"] > TELLING
    words = [f"{change} saves {number(saves)} min" for change, saves in _rows(prices[worth], "change", "saves_minutes")]
    useless = {"minutes": "a longer day", "equipment": "one more item of equipment"}
    # An unproven change may save time: it is neither mentioned nor called useless.
    maybe = set(prices["rule"][worth | prices["saves_minutes"].isna()])
    nothing = [words for rule, words in useless.items() if rule in set(prices["rule"]) - maybe]
    saving = f"Small changes: {'; '.join(words)}." if words else ""
    return " ".join(filter(None, [saving, f"{listing(nothing).capitalize()} would save nothing." if nothing else ""]))


def _say_conflict(week: SuggestedWeek) -> str:
    rules = week.conflict["words"].tolist()
    if not rules:
        text = "Nothing fits; which rules exclude each other was not decided within the nodes of the search."
    elif len(rules) == 1:
        text = f"Nothing fits, and one rule alone is why: {rules[0]}."
    else:
        text = f"Nothing fits. These exclude each other, and no fewer rules do: {'; '.join(rules)}."
    if light := only_light(week.source, week.question):
        text += f" With this equipment only light work trains {listing([inline(name) for name in light])}."
    routines = labels(week.source, "routine_id")
    if stays := [f"{routines[routine]} on {day.capitalize()}" for day, routine in week.question.fixed]:
        text += f" The sets of what stays count ({'; '.join(stays)})."
    relaxations = week.relaxations
    undecided = relaxations.loc[relaxations["minutes"].isna(), "change"].tolist()
    changes = [
        f"{change} ({number(minutes)} min a week or more)"
        for change, minutes in _rows(relaxations.dropna(), "change", "minutes")
    ]
    parts = [f"Any one of these helps: {'; '.join(changes)}." if changes else ""]
    if undecided:
        parts.append(f"The search ended before every change of these was tried: {'; '.join(undecided)}.")
    return " ".join(filter(None, [text, *parts])) if any(parts) else f"{text} No change of one rule alone helps."


def _rows(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(frame[name].tolist() for name in columns), strict=True)
