"""Blocks and their findings in sentences, every word computed from the figures."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.base.arguments import checked
from analysis.base.calendar import WEEKDAYS
from analysis.base.errors import ArgumentError
from analysis.base.frames import needs_columns
from analysis.base.said import Said
from analysis.base.text import inline, listing, number, plural, signed, span
from analysis.block.comparison import BlockComparison
from analysis.block.plan import BlockPlan, check_plan
from analysis.block.planning.time_off import why_not_made_up
from analysis.block.specs.spec import BEFORE_START
from analysis.library.labels import labels
from analysis.library.terms import COUNTED_KINDS

SMALLEST = 0.05
"""Smallest part of a set worth mentioning."""


CONSIDERED = "Points to consider, not verdicts: a clean list doesn't mean the plan is safe."


ONCE = ("allocation", "minutes")
"""Checks whose findings are merged into one, across weeks and days."""


HEADINGS = {"error": "Fix", "warning": "Look at", "info": "Good to know"}
"""Headings of the severities."""


BEFORE_A_FOLD = 3
"""Findings of one severity in full before the rest is only counted."""


def weeks_said(weeks: Sequence[str], numbers: Sequence[int]) -> str:
    """Return weeks in words by their numbers, runs of them as ranges.

    Examples
    --------
    >>> weeks_said(["a", "b", "c", "d", "e"], [1, 2, 3, 5])
    'weeks 1-3 and 5'
    >>> weeks_said(["a", "b"], [1, 2])
    'every week'
    """
    if len(numbers) == len(weeks) > 1:
        return "every week"
    runs: list[list[int]] = []
    for week in sorted(numbers):
        if runs and week == runs[-1][-1] + 1:
            runs[-1].append(week)
        else:
            runs.append([week])
    words = [f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs]
    return f"week{'' if len(numbers) == 1 else 's'} {listing(words)}"


@checked
def findings_digest(plan: BlockPlan, findings: pd.DataFrame) -> pd.DataFrame:
    """Merge the findings of a block that repeat over several weeks.

    Parameters
    ----------
    plan : BlockPlan
    findings : DataFrame
        From `check_block`.

    Returns
    -------
    DataFrame
        One row per check and statement, for all the muscles that it applies to: check, severity, weeks (in words, by
        number; blank where a finding is about the whole block), message (of the week that is furthest beyond its
        limit), reference_id.

    Raises
    ------
    ArgumentError
        If the frame is not from `check_block`.

    Examples
    --------
    >>> from analysis import check_block, load_library, plan_block
    >>> phase = {"name": "base", "weeks": 6, "mon": "runners_world"}
    >>> block = {"name": "Spring", "start": "2027-01-04", "bands": {"calves": [4, 6]}, "phase": [phase]}
    >>> plan = plan_block(load_library(), block)
    >>> findings_digest(plan, check_block(plan, ignore=["coverage", "too-short"]))[
    ...     ["check", "weeks", "message"]
    ... ].values.tolist()
    [['below-band', 'every week', 'Calves: 0 sets, below 4-6 strength sets a week']]
    """
    check_plan(plan)
    if not isinstance(findings, pd.DataFrame) or not {"check", "message", "limit"} <= set(findings):
        raise ArgumentError("the findings are another frame; give what check_block returns")
    about_all = ("week", "muscle_group", "line", "exercise_id", "routine_id")
    findings = findings.fillna(dict.fromkeys(about_all, ""))  # findings about the whole block have none of them
    if not set(findings["week"]) <= {"", *plan.weeks}:
        raise ArgumentError("the findings are of another block")
    number_of = {week: number for number, week in enumerate(plan.weeks, 1)}
    days = dict(zip(plan.sessions["date"], plan.sessions["weekday"], strict=True))
    same: dict[tuple[str, str], list[dict[Any, Any]]] = {}
    for finding in findings.to_dict("records"):
        about = _subject(finding, days.get(finding["date"], ""))
        same.setdefault((finding["check"], about), []).append(finding)
    together: dict[tuple[str, ...], list[str]] = {}
    for (check, _), alike in same.items():
        worst = max(alike, key=_beyond)
        numbers = list(dict.fromkeys(number_of[finding["week"]] for finding in alike if finding["week"]))
        # A run of weeks without a lighter one is already named in the message.
        weeks = weeks_said(plan.weeks, numbers) if numbers and check != "no-deload" else ""
        if len({finding["message"] for finding in alike}) > 1 and check != "minutes":
            weeks += f"; figures of week {number_of[worst['week']]}"
        said = long_days(plan, alike) if check == "minutes" else worst["message"]
        about_what, colon, says = said.partition(": ")
        others = len({finding["muscle_group"] for finding in alike}) - 1
        says += f"; {plural(others, 'other total')} rounded too" * (check == "allocation" and others > 0)
        what = (check, worst["severity"], weeks, colon, says or about_what, worst["reference_id"])
        together.setdefault(what, []).append(about_what if says else "")
    columns = ["check", "severity", "weeks", "message", "reference_id"]
    lines = [
        (check, severity, weeks, f"{_together(names)}{colon}{says}", reference)
        for (check, severity, weeks, colon, says, reference), names in together.items()
    ]
    return pd.DataFrame(lines, columns=columns, dtype="str")


def _beyond(finding: Mapping[Any, Any]) -> float:
    """Return how far a finding is beyond its limit, by the middle of its range: the worst one supplies the figures."""
    # A deviation may go to either side, and is worse the larger it is; other limits are on one side.
    limit = 0.0 if finding["check"] == "allocation" else finding["limit"]
    beyond = float(abs((finding["value_min"] + finding["value_max"]) / 2 - limit))
    return 0.0 if math.isnan(beyond) else beyond


def _subject(finding: Mapping[Any, Any], day: str) -> str:
    """Return what distinguishes a finding from others of its check; findings with the same subject share a line."""
    check, message = finding["check"], finding["message"]
    names = "".join(finding[name] for name in ("muscle_group", "line", "exercise_id", "routine_id"))
    if check in ONCE and not finding["exercise_id"]:
        return ""  # rounding is reported once, by its worst case, and long days together
    amount_left_out = message.partition(" ")[2]
    if check == "level":
        return names or amount_left_out
    if check == "race":  # work too near a race is listed day by day, whatever its amount
        return f"{amount_left_out}{names}{day}"
    return f"{names}{day}{message.partition(' the day before ')[2]}" or message * (check == "coverage")


def long_days(plan: BlockPlan, findings: Sequence[Mapping[Any, Any]]) -> str:
    """Return which weekdays are over the limit of minutes, and by how much, in words."""
    days = {finding["date"].weekday() for finding in findings}
    named = listing([day.capitalize() for number, day in enumerate(WEEKDAYS) if number in days])
    took = span(min(finding["value_min"] for finding in findings), max(finding["value_max"] for finding in findings))
    takes = "takes" if len(days) == 1 else "take"
    return f"{named} {takes} {took} min by our estimate, over your limit of {number(plan.spec.minutes or 0)}"


def _together(names: Sequence[str]) -> str:
    """Return the names in one finding, such as several lines of the goal, with commas only between them."""
    return names[0] if len(names) == 1 else listing([names[0].replace(",", ""), *map(inline, names[1:])])


@checked
def say_findings(plan: BlockPlan, findings: pd.DataFrame, *, most: int | None = BEFORE_A_FOLD) -> Said:
    """Return the findings of a block as a coach reads them: what to fix, what to look at, what is good to know.

    Parameters
    ----------
    plan : BlockPlan
    findings : DataFrame
        From `check_block`.
    most : int, optional
        Findings under each heading before the rest is only counted; None lists them all.

    Returns
    -------
    Said
        One finding per line, below its heading.

    Examples
    --------
    >>> from analysis import check_block, load_library, plan_block
    >>> phase = {"name": "base", "weeks": 4, "mon": "runners_world"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> print(say_findings(plan, check_block(plan, ignore=["coverage"])))
    Good to know
    - The block is 4 weeks long; heavy work helped runners more over 10 weeks or more (Eihara et al. 2022).
    Points to consider, not verdicts: a clean list doesn't mean the plan is safe. Switch one off: ignore = ["too-short"]
    """
    needs_columns(findings, ["check", "severity", "week", "message", "reference_id"], "check_block")
    digest = findings_digest(plan, findings)
    if digest.empty:
        return Said(f"No check found anything. {CONSIDERED}")
    sources = labels(plan.source, "reference_id")
    lines = []
    for severity, heading in HEADINGS.items():
        said = [
            f"- {message}{f' ({sources[reference]})' if reference in sources else ''}{f' [{weeks}]' if weeks else ''}."
            for _, named, weeks, message, reference in digest.itertuples(index=False)
            if named == severity
        ]
        shown = said[:most]
        more = len(said) - len(shown)
        lines += [heading] * bool(said) + shown + [f"- ... and {more} more."] * bool(more)
    off = ", ".join(f'"{check}"' for check in dict.fromkeys(digest["check"]))
    return Said.of([*lines, f"{CONSIDERED} Switch one off: ignore = [{off}]"])


@checked
def say_block(plan: BlockPlan) -> Said:
    """Return a block's summary in words: weeks, sessions, sets, minutes, and the effect of rounding and skipped days.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 6, "volume": [0.8, 1, 1.2, 0.6, 1, 1], "mon": "runners_world"}
    >>> skip = [{"from": "2027-02-01", "why": "travel"}]
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase], "skip": skip})
    >>> print(say_block(plan))
    Spring: 6 weeks from 2027-01-04, 5 sessions with 52 strength and 54 light sets, in 2-2.6 hours by our estimate.
    Rounding keeps every week within 0.8 sets of your target. 1 session is skipped (travel); 24 sets are lost with it
    and are not made up. In week 6, after a week off: no heavier than before, one set less.
    """
    check_plan(plan)
    summary = plan.summary
    sums = summary.sum(numeric_only=True)
    kinds = [f"{span(sums[f'{kind}_sets_min'], sums[f'{kind}_sets_max'])} {kind}" for kind in COUNTED_KINDS]
    sets = " and ".join(text for text in kinds if not text.startswith("0 ")) or "no"
    weeks = f"{plural(len(summary), 'week')} from {plan.spec.start.isoformat()}"
    minutes = f"in {span(sums['minutes_min'] / 60, sums['minutes_max'] / 60)} hours by our estimate"
    first = f"{plan.spec.name}: {weeks}, {plural(len(plan.sessions), 'session')} with {sets} sets, {minutes}."
    return Said(" ".join([first, *_say_units(plan), *_say_lost(plan), *_say_notes(plan)]))


def _say_units(plan: BlockPlan) -> Iterator[str]:
    """Yield sentences on rounding: more and less than the target, factors without effect, exercises left out."""
    off = plan.allocation[["deviation_min", "deviation_max"]].to_numpy()
    if (most := np.abs(off).max(initial=0)) >= SMALLEST:
        sets = "set" if number(most) == "1" else "sets"
        yield f"Rounding keeps every week within {number(most)} {sets} of your target."
    scaled = plan.units.loc[plan.units["scaled"], "week"]
    phase_weeks = np.split(np.array(plan.weeks), np.cumsum([phase.weeks for phase in plan.spec.phase])[:-1])
    idle = [
        phase.name
        for phase, weeks in zip(plan.spec.phase, phase_weeks, strict=True)
        if (set(phase.volume) != {1} or phase.reps_step or phase.seconds_step) and not scaled.isin(weeks).any()
    ]
    if idle:
        yield f"Volume and steps of {listing(idle)} change nothing: no exercise there is in a section that is scaled."
    dropped = sorted({exercise for names in plan.allocation["dropped"].dropna() for exercise in names.split(" + ")})
    if dropped:
        names = labels(plan.source, "exercise_id")
        drops = "drops" if len(dropped) == 1 else "drop"
        yield f"{listing([names[exercise] for exercise in dropped])} {drops} out of at least one session."


def _say_lost(plan: BlockPlan) -> Iterator[str]:
    """Yield sentences on sessions left out before the start, and sessions skipped and why."""
    early = plan.lost["date"] < pd.Timestamp(plan.spec.start)
    for lost, before in ((plan.lost[early], True), (plan.lost[~early], False)):
        if lost.empty:
            continue
        amount = span(*lost[["sets_min", "sets_max"]].sum())
        count, are, them = plural(len(lost), "session"), *(("is", "it") if len(lost) == 1 else ("are", "them"))
        if before:
            yield f"{count} of week 1 {are} left out, with {amount} sets: {BEFORE_START} on {plan.spec.start}."
        else:
            why = ", ".join(dict.fromkeys(lost["why"].dropna()))
            reasons = f" ({why})" if why else ""
            made_up = "" if plan.spec.missed == "shift" else " and are not made up"
            yield f"{count} {are} skipped{reasons}; {amount} sets are lost with {them}{made_up}."
            if plan.spec.missed == "shift":
                sessions = zip(lost["date"].dt.date, lost["routine_id"], strict=True)
                yield why_not_made_up(plan.spec, plan.source, list(sessions))
    typed = {move.source for move in plan.spec.move}
    homes, dates = (plan.sessions[name].dt.date for name in ("template_date", "date"))
    made = (homes != dates) & ~homes.isin(typed)
    if made.any():
        days = dict.fromkeys(f"{home} to {date}" for home, date in zip(homes[made], dates[made], strict=True))
        yield f"Missed sessions are made up for; days that move: {listing(list(days))}."


def _say_notes(plan: BlockPlan) -> Iterator[str]:
    for note, sessions in plan.sessions.groupby("note"):
        numbers = [plan.weeks.index(week) + 1 for week in dict.fromkeys(sessions["week"])]
        yield f"In {weeks_said(plan.weeks, numbers)}, {note}."


@checked
def say_blocks(compared: BlockComparison) -> Said:
    """Return how two blocks differ in total, and in which muscle most, in words.

    Examples
    --------
    >>> from analysis import compare_blocks, load_library, plan_block
    >>> library = load_library()
    >>> phase = {"name": "base", "weeks": 6, "mon": "runners_world"}
    >>> spec = {"name": "Flat", "start": "2027-01-04", "phase": [phase]}
    >>> wave = {**spec, "name": "Wave", "phase": [{**phase, "volume": [1, 1.2, 0.6, 1, 1.2, 0.6]}]}
    >>> print(say_blocks(compare_blocks(plan_block(library, spec), plan_block(library, wave))))
    Flat against Wave: sessions 0, strength sets +4, light sets +4, minutes +6.2 to +10.2. 4 sessions differ. They
    differ most in trunk front, by +6 sets: Bear plank to high plank +4 and Bear plank row +2.
    """
    first, second = compared.totals.iloc[0], compared.totals.iloc[1]
    parts = [f"sessions {signed(*[float(first['sessions'] - second['sessions'])] * 2)}"]
    for name, words, turned in (
        ("strength_sets", "strength sets", True),
        ("light_sets", "light sets", True),
        ("minutes", "minutes", False),  # both blocks have the same tempo: compare end with end
    ):
        pairs = (("min", "max"), ("max", "min")) if turned else (("min", "min"), ("max", "max"))
        ends = sorted(float(first[f"{name}_{end}"] - second[f"{name}_{other}"]) for end, other in pairs)
        parts.append(f"{words} {signed(*ends)}")
    differ = len(compared.sessions)
    count = f"{plural(differ, 'session')} differ{'s' if differ == 1 else ''}"
    text = [f"{first['block']} against {second['block']}: {', '.join(parts)}. {count}."]
    rows = compared.explanation
    if len(rows):
        top = rows[rows["label"] == rows["label"].iloc[0]]
        columns = top[["exercise", "sets_min", "sets_max"]]
        made = [f"{name} {signed(low, high)}" for name, low, high in columns.itertuples(index=False)]
        size = signed(*top.iloc[0][["difference_min", "difference_max"]])
        text.append(f"They differ most in {inline(top['label'].iloc[0])}, by {size} sets: {listing(made)}.")
    return Said(" ".join(text))
