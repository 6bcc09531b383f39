"""The blocks of a squad: who trains what on which days, what is replaced and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.base.calendar import WEEKDAYS
from analysis.base.frames import strings, texts_or_missing
from analysis.base.said import Said
from analysis.base.text import inline, listing, plural
from analysis.block.plan import BlockPlan
from analysis.block.sentences import findings_digest
from analysis.block.specs.roster import Athlete
from analysis.block.specs.spec import BlockSpec
from analysis.library.labels import labels
from analysis.library.library import Library

REPLACED = ["routine_id", "position", "exercise_id", "exercise", "missing", "instead_id", "instead", "lost", "gained"]
"""Columns of an athlete's replaced exercises."""


NEXT = ".say() .overview .replaced .findings .export(folder)"
"""Next steps from the blocks of a squad."""


OVERVIEW = {
    "athlete": "str",
    "sessions": "int64",
    **dict.fromkeys(("days", "other_days"), "str"),
    **dict.fromkeys(("minutes_min", "minutes_max"), "float64"),
    **dict.fromkeys(("replaced", "missing", "left_out", "away", "told"), "str"),
    **dict.fromkeys(("lost_sessions", "fix", "look_at"), "int64"),
}
"""Columns of the overview."""


@dataclass(frozen=True, eq=False)
class AthletePlan:
    """The block of an athlete.

    Attributes
    ----------
    athlete : Athlete
    spec : BlockSpec
        Block as in its file, with the sheets of rewritten routines.
    plan : BlockPlan
        Shared by athletes with equal blocks.
    findings : DataFrame
        From `check_block`.
    replaced : DataFrame
        One row per entry of a routine that needs equipment the athlete does not have: routine_id, position,
        exercise_id, exercise, missing (in words), instead_id, instead (missing value: left out), lost and gained.
    days : list of (str, str, str, tuple of str)
        Phase, weekday of the template, the athlete's weekday (blank if none is left) and the routines; empty if the
        athlete trains on the days of the block.
    told : tuple of str
        Sentences on the parts of the block that the athlete does not get.
    """

    athlete: Athlete
    spec: BlockSpec = field(repr=False)
    plan: BlockPlan
    findings: pd.DataFrame = field(repr=False)
    replaced: pd.DataFrame = field(repr=False)
    days: list[tuple[str, str, str, tuple[str, ...]]] = field(repr=False)
    told: tuple[str, ...] = field(repr=False)

    @cached_property
    def row(self) -> dict[str, Any]:
        """The row of the athlete in `SquadPlan.overview`."""
        return _overview_row(self)


@dataclass(frozen=True, eq=False)
class SquadPlan:
    """The blocks of a squad, athlete by athlete in the order of the roster.

    Attributes
    ----------
    spec : BlockSpec
        The block they share.
    library : Library
        Library the blocks were planned from.
    athletes : tuple of AthletePlan
    unread : tuple of str
        Columns of the roster that are not used.

    Examples
    --------
    >>> from analysis import load_library
    >>> from analysis.suggest import plan_roster
    >>> phase = {"name": "base", "weeks": 2, "mon": "run_forever", "wed": "runners_world"}
    >>> block = {"name": "Spring", "start": "2027-01-04", "phase": [phase]}
    >>> roster = pd.DataFrame({"name": ["Ann Bo", "Cy Day"], "equipment": ["", "mat"], "days": ["Tue Thu", "Mon"]})
    >>> squad = plan_roster(load_library(), block, roster)
    >>> squad.overview[["athlete", "days", "other_days", "left_out"]].values.tolist()
    [['AB', 'tue thu', 'Mon → Tue, Wed → Thu', nan], ['CD', 'mon', nan, "Wed: Runner's World"]]
    """

    spec: BlockSpec
    library: Library = field(repr=False)
    athletes: tuple[AthletePlan, ...]
    unread: tuple[str, ...] = ()

    def __repr__(self) -> str:
        called = listing([each.athlete.initials for each in self.athletes])
        return f"SquadPlan: {self.spec.name} for {plural(len(self.athletes), 'athlete')}: {called}; next: {NEXT}"

    def _repr_html_(self) -> str:
        return f"{self.say()._repr_html_()}{self.overview.to_html(index=False, na_rep='')}"

    def say(self) -> Said:
        """Return in sentences who does what, what differs from the block, and what to fix; see `say_squad`."""
        from analysis.suggest.rosters.roster_sentences import say_squad

        return say_squad(self)

    def export(self, folder: str | Path, **how: Any) -> list[Path]:
        """Write a folder for each athlete and an overview, see `export_roster`."""
        from analysis.files.roster_folder import export_roster

        return export_roster(self, folder, **how)

    @cached_property
    def overview(self) -> pd.DataFrame:
        """Who trains what, on which days, and what is missing.

        One row per athlete, by initials: sessions (of the block), days (with a session), other_days (``Mon → Tue``
        where they differ from the block), minutes_* (of the longest day), replaced (exercises with their substitutes,
        in words), missing (exercises named in the block that need an item the athlete does not have, in words),
        left_out (sessions without a day), away (own days off), told (other differences from the block), lost_sessions
        (on own days off), fix and look_at (findings of these kinds, as a coach reads them).
        """
        frame = pd.DataFrame([each.row for each in self.athletes], columns=[*OVERVIEW])
        texts = {name: texts_or_missing(frame[name]) for name, kind in OVERVIEW.items() if kind == "str"}
        return frame.assign(**texts).astype(OVERVIEW)

    @cached_property
    def sessions(self) -> pd.DataFrame:
        """One row per athlete x phase x weekday x routine: athlete, block_phase, weekday, routine_id, routine."""
        rows = [
            (each.athlete.initials, phase.name, day, name, labels(each.plan.source, "routine_id")[name])
            for each in self.athletes
            for phase in each.plan.spec.phase
            for day in WEEKDAYS
            for name in phase.template.get(day, ())
        ]
        return pd.DataFrame(rows, columns=["athlete", "block_phase", "weekday", "routine_id", "routine"], dtype="str")

    @cached_property
    def findings(self) -> pd.DataFrame:
        """The findings of all athletes, see `check_block`, with their initials in a first column ``athlete``."""
        frames = [each.findings.assign(athlete=each.athlete.initials) for each in self.athletes]
        frame = pd.concat([part for part in frames if len(part)] or frames[:1], ignore_index=True)
        frame.insert(0, "athlete", strings(frame.pop("athlete")))
        return frame

    @cached_property
    def replaced(self) -> pd.DataFrame:
        """Replaced exercises, athlete by athlete: athlete, and the columns of `AthletePlan.replaced`."""
        rows = [[each.athlete.initials, *row] for each in self.athletes for row in each.replaced.to_numpy().tolist()]
        return pd.DataFrame(rows, columns=["athlete", *REPLACED])


def _overview_row(each: AthletePlan) -> dict[str, Any]:
    """Return an athlete's row of the overview: what they do, when, and what is missing."""
    plan, names = each.plan, labels(each.plan.source, "routine_id")
    longest = plan.sessions.groupby("date")[["minutes_min", "minutes_max"]].sum().max()
    used = set(plan.sessions["weekday"])
    digest = findings_digest(plan, each.findings)
    severities = digest["severity"].value_counts()
    missing = each.findings.loc[each.findings["check"] == "equipment", "message"]
    # Days the block skips for everybody are not an athlete's own days off.
    lost, own = plan.lost.loc[plan.lost["date"] >= pd.Timestamp(plan.spec.start), "date"].dt.date, each.athlete.skip
    return {
        "athlete": each.athlete.initials,
        "sessions": len(plan.sessions),
        "days": " ".join(day for day in WEEKDAYS if day in used),
        "other_days": "; ".join(_other_days(each)),
        "minutes_min": longest["minutes_min"] if len(plan.sessions) else 0,
        "minutes_max": longest["minutes_max"] if len(plan.sessions) else 0,
        "replaced": "; ".join(_replaced(each.replaced)),
        "missing": "; ".join(dict.fromkeys(missing)),
        "left_out": "; ".join(_left_out(each, names)),
        "away": ", ".join(
            f"{skip.first}" + (f" to {skip.last}" if skip.last > skip.first else "") for skip in each.athlete.skip
        ),
        "told": "; ".join(each.told),
        "lost_sessions": sum(any(skip.first <= day <= skip.last for skip in own) for day in lost),
        "fix": int(severities.get("error", 0)),
        "look_at": int(severities.get("warning", 0)),
    }


def _replaced(table: pd.DataFrame) -> Iterator[str]:
    """Yield in words each replaced exercise with its substitute, once."""
    said: dict[str, None] = {}
    for exercise, missing, instead in table[["exercise", "missing", "instead"]].itertuples(index=False):
        done = f"→ {inline(instead)}" if pd.notna(instead) else "left out"
        said[f"{inline(exercise)} {done} (no {missing})"] = None
    yield from said


def _other_days(each: AthletePlan) -> Iterator[str]:
    """Yield in words which day of the block is which of the athlete's, with the phases where they differ."""
    said: dict[str, list[str]] = {}
    for phase in dict.fromkeys(name for name, *_ in each.days):
        pairs = [(day, target) for name, day, target, _ in each.days if name == phase and target not in ("", day)]
        words = ", ".join(f"{day.capitalize()} → {target.capitalize()}" for day, target in pairs)
        said.setdefault(words, []).append(phase)
    said.pop("", None)
    alone = len(said) == 1
    yield from (words if alone else f"{' + '.join(phases)}: {words}" for words, phases in said.items())


def _left_out(each: AthletePlan, names: Mapping[str, str]) -> Iterator[str]:
    """Yield in words the sessions without a day."""
    said: dict[str, dict[str, None]] = {}
    for _, day, target, routines in each.days:
        if not target:
            said.setdefault(day, {}).update(dict.fromkeys(routines))
    for day, done in said.items():
        yield f"{day.capitalize()}: {listing([names[name] for name in done]) or 'a suggested session'}"
