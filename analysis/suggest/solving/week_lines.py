"""The lines of a suggested week: their exercises, those left out, and the cheapest change that adds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pandas as pd

from analysis.ask.equipment import banded, usable
from analysis.base.calendar import WEEKDAYS
from analysis.base.text import inline, listing
from analysis.library.labels import labels
from analysis.library.library import Library
from analysis.suggest.requests.question import Question
from analysis.suggest.solving.problem import Problem, pose
from analysis.suggest.solving.rule_words import with_days, with_minutes
from analysis.suggest.solving.session_lines import FIRST, JUMPS, UPPER, Lines, lines_of_week
from analysis.suggest.solving.session_search import search_sessions
from analysis.suggest.targets import MAIN_LINES

LONGER = (5, 10, 15)
"""Extra minutes a day to try for missing lines."""


def lines_frame_of(rows: Iterable[tuple[str, str, str, float, int]]) -> pd.DataFrame:
    """Return rows of lines as a frame."""
    frame = pd.DataFrame(list(rows), columns=["line", "name", "exercises", "sets", "days"])
    return frame.astype({"line": "str", "name": "str", "exercises": "str", "sets": float, "days": int})


def lines_frame(library: Library, question: Question, plan: pd.DataFrame) -> pd.DataFrame:
    """Return the sessions line by line; see `SuggestedWeek.lines`."""
    problem = pose(library, question)
    lines = lines_of_week(library, problem)
    fixed = _fixed_days(library, problem, lines)
    rows = []
    small = [line for line in FIRST if line != "foot" or question.goal == "running"]
    for line in (*MAIN_LINES, *([JUMPS] if question.landings else []), *small, *UPPER):
        ids = {problem.pool[each].exercise_id for each in lines.members[line]} | _warming(library, question, line)
        on = plan[plan["exercise_id"].isin(ids)]
        words = listing(list(dict.fromkeys(on["exercise"])))
        rows.append((line, lines.names[line], words, on["sets_min"].sum(), len({*on["weekday"], *fixed[line]})))
    return lines_frame_of(rows)


def days_given(library: Library, problem: Problem) -> dict[str, int]:
    """Return the number of days that already have each line: from fixed sessions, or one for the warm-up."""
    fixed = _fixed_days(library, problem, lines_of_week(library, problem))
    # With a band as the only load, bands are for the work as well, not just the warm-up.
    question, warming = problem.question, []
    if not banded(library, question.equipment):
        warming = [line for line in FIRST if _warming(library, question, line)]
    return {line: len(days) for line, days in fixed.items() if days} | {line: len(fixed[line]) or 1 for line in warming}


def _fixed_days(library: Library, problem: Problem, lines: Lines) -> dict[str, set[str]]:
    """Return for each line the days on which fixed sessions have two sets or more."""
    rows, fixed = library.prescriptions, problem.question.fixed
    rows = rows[rows["routine_id"].isin([routine for _, routine in fixed]) & (rows["kind"] != "mobility")]
    days: dict[str, set[str]] = {}
    for name, members in lines.members.items():
        ids = {problem.pool[each].exercise_id for each in members}
        # Light work, such as a warm-up, does not count as a day of a main lift.
        counts = rows["exercise_id"].isin(ids) & ((rows["kind"] == "strength") | (name not in MAIN_LINES))
        sets = rows[counts].groupby("routine_id")["sets_min"].sum()
        days[name] = {day for day, routine in fixed if sets.get(routine, 0) >= 2}
    return days


def _warming(library: Library, question: Question, line: str) -> set[str]:
    """Return the warm-up exercises that count for a small line: a band walk works the side of the hip there too."""
    table = library.coverage_exercises
    on_line = table.loc[table["line_id"] == line, "exercise_id"] if line in FIRST else ()
    return set(question.warm_up) & set(on_line)


def missing_lines(library: Library, question: Question, lines: pd.DataFrame) -> pd.DataFrame:
    """Return the lines that sessions leave out; see `SuggestedWeek.missing`."""
    missing = dict(lines.loc[lines["days"] == 0, ["line", "name"]].itertuples(index=False, name=None))
    # Race week is small on purpose: suggest no change that adds to it.
    changes = {line: _item_for(library, question, line) if question.build else "" for line in missing}
    open_lines = [line for line, change in changes.items() if change is None]
    # Try each change once for all lines that only lack room.
    for words, changed in _roomier(question) if open_lines else ():
        problem = pose(library, changed)
        covered = search_sessions(library, problem, days_given(library, problem)).covered
        changes |= {line: words for line in open_lines if line in covered}
        open_lines = [line for line in open_lines if line not in covered]
        if not open_lines:
            break
    rows = [(line, name, changes[line] or "") for line, name in missing.items()]
    return pd.DataFrame(rows, columns=["line", "name", "change"]).astype("str")


def _roomier(question: Question) -> Iterator[tuple[str, Question]]:
    """Yield changes that make room, the cheapest first."""
    most = question.most_exercises
    caps = [None, *([] if most is None else [most + 1, most + 2])]
    for cap in caps:
        for more in (0, *LONGER):
            words = [f"up to {cap} exercises a session"] * (cap is not None) + [f"{more} min more a day"] * (more > 0)
            longer = with_minutes(question, more) if more else question
            if words:
                yield listing(words), longer if cap is None else replace(longer, most_exercises=cap)
    runs, days = dict(question.runs), [day.weekday for day in question.days]
    # The extra day is the best day for leg work beside the others, and furthest from a race.
    free = {
        day: with_days(question, [day]) for day in WEEKDAYS if day not in days and runs.get(day) not in ("race", "off")
    }
    near = dict(question.near)

    def cost(day: str) -> tuple[int, int, int]:
        return len(near.get(day, ())), sum(bool(each.spared) for each in free[day].days), WEEKDAYS.index(day)

    if free:
        best = min(free, key=cost)
        yield f"a session on {best.capitalize()} as well", free[best]


def _item_for(library: Library, question: Question, line: str) -> str | None:
    """Return the first item of equipment that makes a line possible; None if it already is, blank if no item helps."""
    if lines_of_week(library, pose(library, question)).members[line]:
        return None
    names = labels(library, "equipment_id")
    home = library.equipment["place"] == "home"
    for item in [*library.equipment.loc[home, "equipment_id"], *library.equipment.loc[~home, "equipment_id"]]:
        if question.equipment is None or item in usable(library, question.equipment):
            continue
        more = pose(library, replace(question, equipment=(*question.equipment, item)))
        if lines_of_week(library, more).members[line]:
            return inline(names[item])
    return ""
