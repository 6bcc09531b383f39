"""A suggested week: its sessions with their minutes, targets and lines, its proof, or why nothing fits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from analysis.base.calendar import WEEKDAYS
from analysis.base.said import Said
from analysis.base.text import plural
from analysis.library.additions import add_sheet_texts
from analysis.library.labels import add_words
from analysis.library.library import Library
from analysis.suggest.requests.question import Question
from analysis.suggest.session_sheets import WARM_UP
from analysis.suggest.solving.conflict import conflict, conflict_frame, relaxations
from analysis.suggest.solving.prices import prices, prices_of_rules
from analysis.suggest.solving.session_search import Wish
from analysis.suggest.solving.week_lines import lines_frame, lines_frame_of, missing_lines
from analysis.suggest.targets import counted_sets
from analysis.volume.minutes import session_minutes
from analysis.week.band_status import band_status

TARGETS = ["by", "target", "label", "low", "high", "sets_min", "sets_max", "days", "status"]
"""Columns of the targets of a suggested week."""


NEXT, NEXT_UNFIT = ".say() .plan .minutes .export(folder)", ".say() .conflict .relaxations"
"""Next steps from a suggested week, and from a question that no week fits."""


@dataclass(frozen=True, eq=False)
class SuggestedWeek:
    """A suggested week, or why no week fits.

    Attributes
    ----------
    source : Library
        Library the sessions were made from.
    question : Question
        The request as read.
    fits : bool or None
        Whether a week fits; None if the search ended undecided.
    seconds : float
        Longest estimated time of all suggested sessions, without fixed sessions.
    bound_seconds : float
        For the least minutes, a lower bound on the time of any week for this question.
    sheets : dict of str
        Sheet of each session as CSV text, by routine_id (``hinge_and_calves``); once saved, it is a routine like any
        other, named by its file.
    wishes : tuple of Wish
        Quantities that the sessions maximize, the most important first; empty for the least minutes.

    Examples
    --------
    >>> from analysis import load_library, suggest_week
    >>> week = suggest_week(load_library(), days=1, minutes=15, equipment=[])
    >>> week.plan.loc[week.plan["section"] == "Strength", ["exercise", "dose"]].values.tolist()
    [['Single-leg RDL to march', '2 x 6-10 per side'], ['Reverse lunge to knee drive', '2 x 8-12 per side'],
    ['Single-leg calf raise', '2 x 8-15 per side']]
    """

    source: Library
    question: Question
    fits: bool | None
    seconds: float
    bound_seconds: float
    sheets: dict[str, str]
    wishes: tuple[Wish, ...] = ()
    _weekdays: dict[str, str] = field(default_factory=dict)
    """Weekday of each session, by routine_id."""
    _crowded: bool = False
    """Whether the typed targets leave no room for sessions worth doing, and this is their least minutes instead."""

    @property
    def proven(self) -> bool:
        """Whether no week is better, with less time, or more of a wish without less of an earlier wish."""
        return bool(self.fits) and self.gap_seconds == 0 and all(wish.value == wish.bound for wish in self.wishes)

    @property
    def gap_seconds(self) -> float:
        """Upper bound on the time that another week might save."""
        return self.seconds - self.bound_seconds

    @cached_property
    def library(self) -> Library:
        """The library with the suggested sessions added, ready for every other function."""
        return add_sheet_texts(self.source, self.sheets) if self.sheets else self.source

    @cached_property
    def sessions(self) -> list[tuple[str, str]]:
        """Weekday and routine_id of every session: suggested sessions, then fixed ones."""
        return [(self._weekdays[name], name) for name in self.sheets] + list(self.question.fixed)

    @cached_property
    def week(self) -> dict[str, int]:
        """Sessions of each routine, including fixed ones, as `weekly_volume` and others take them."""
        routines = [routine for _, routine in self.sessions]
        return {routine: routines.count(routine) for routine in routines}

    @cached_property
    def plan(self) -> pd.DataFrame:
        """The suggested sessions, exercise by exercise.

        One row per session x exercise: weekday, routine_id, position, section, phase, exercise_id, exercise, dose,
        sets_min, sets_max, effort, superset (A1 and A2 alternate).
        """
        rows = self.library.prescriptions
        columns = ["routine_id", "position", "section", "phase", "exercise_id", "dose", "sets_min", "sets_max"]
        more = ["circuit", "published_name"]
        rows = rows.loc[rows["routine_id"].isin(list(self.sheets)), [*columns, "effort", *more]].reset_index(drop=True)
        # Neighbours in a circuit are a superset; single exercises have no letter.
        circuit = rows.groupby(["routine_id", "circuit"], sort=False)
        several, place = circuit["position"].transform("size") > 1, circuit.cumcount() + 1
        number = (several & (place == 1)).groupby(rows["routine_id"]).cumsum()
        letters = [f"{'ABCDEFGHIJ'[at - 1]}{count}" for at, count in zip(number.clip(1, 10), place, strict=True)]
        rows["superset"] = pd.Series(letters, dtype="str").where(several & (rows["section"] != WARM_UP))
        names = rows["published_name"]
        rows = rows.drop(columns=more)
        rows.insert(0, "weekday", rows["routine_id"].map(self._weekdays))
        # Named as in its sheet: with only a kettlebell, a press is no dumbbell press.
        return add_words(self.library, rows, "exercise_id").assign(exercise=names)

    @cached_property
    def minutes(self) -> pd.DataFrame:
        """The minutes of each session.

        One row per session, including fixed ones: weekday, routine_id, routine, minutes_min, minutes_max, limit (most
        minutes that day, blank without a limit).
        """
        # Stable sort: on the same day suggested sessions come before fixed ones.
        in_order = sorted(self.sessions, key=lambda session: WEEKDAYS.index(session[0]))
        frame = pd.DataFrame(in_order, columns=["weekday", "routine_id"])
        taken = session_minutes(self.library, **self.question.times)
        frame = frame.merge(taken[["routine_id", "routine", "minutes_min", "minutes_max"]], how="left", on="routine_id")
        limits = {day.weekday: day.minutes for day in self.question.days}
        return frame.assign(limit=frame["weekday"].map(limits).astype(float))

    @cached_property
    def targets(self) -> pd.DataFrame:
        """The week's totals compared with its targets, counted like the volume of every other function.

        One row per target: by (muscle or group), target, label, low, high, sets_min, sets_max (weekly strength sets),
        days (with at least a strength set) and status; no row if nothing fits.
        """
        if not self.fits or not self.sessions:
            return pd.DataFrame(columns=TARGETS)
        asked = self.question.targets
        sets = counted_sets(self.library, list(self.week), asked, self.question.roles, self.question.count)
        # Multiply each routine's sets by its sessions, as in any week.
        weeks = (sets * [[[count] for count in self.week.values()]]).sum(axis=1)  # end x target
        rows = []
        for number, target in enumerate(asked):
            at_least = dict(zip(self.week, sets[0, :, number].round(9), strict=True))
            # A day counts if its lower end is a whole set; a rounding error is no set.
            days = {day for day, routine in self.sessions if at_least[routine] >= 1}
            low, high = float(target.low), float("nan") if target.high is None else float(target.high)
            least, most = weeks[:, number].tolist()
            status = band_status(least, most, low, high)
            rows.append((target.by, target.label, target.name, low, high, least, most, len(days), status))
        return pd.DataFrame(rows, columns=TARGETS)

    @cached_property
    def lines(self) -> pd.DataFrame:
        """The sessions line by line: the main lifts, jumps, small lines and the upper body.

        One row per line: line, name, exercises (in words, without fixed sessions), sets and days of the week; blank and
        0 for a line without exercises. No row for the least minutes.
        """
        return lines_frame(self.source, self.question, self.plan) if self.wishes else lines_frame_of([])

    @cached_property
    def missing(self) -> pd.DataFrame:
        """Lines the sessions leave out, with the cheapest change that adds each: line, name and change (in words).

        An item of equipment if no exercise is usable for the line, else 5, 10 or 15 more minutes a day, else one more
        day; blank if none of them helps.
        """
        return missing_lines(self.source, self.question, self.lines)

    @cached_property
    def rules(self) -> pd.DataFrame:
        """The cost of each rule of the question, one row per rule.

        Columns: rule, words, saves_minutes (minutes saved without the rule; 0 if it costs none, blank if one of the two
        weeks is not proven) and binds.
        """
        return prices_of_rules(self.source, self.question, self._least)

    @cached_property
    def prices(self) -> pd.DataFrame:
        """The savings of small changes, one row per change, such as a minute a day or an item of equipment.

        Columns: rule (changed), change (in words), saves_minutes (blank if one of the two weeks is not proven).
        """
        return prices(self.source, self.question, self._least)

    @property
    def _least(self) -> float | None:
        # Only the least minutes have a cost per rule: sessions worth doing use all the time there is.
        return 0.0 if self.wishes else self.seconds if self.proven else None

    @cached_property
    def conflict(self) -> pd.DataFrame:
        """If nothing fits, a smallest set of conflicting rules: rule and words; else no row."""
        return conflict(self.source, self.question) if self.fits is False else conflict_frame([])

    @cached_property
    def relaxations(self) -> pd.DataFrame:
        """If nothing fits, the least change to a single rule that makes a week fit; else no row.

        One row per rule that helps alone, and per alternative of it: rule, change (in words) and a lower bound on the
        minutes of a week then, fewest first.
        """
        return relaxations(self.source, self.question, self.conflict)

    def _words(self) -> list[pd.DataFrame]:
        from analysis.suggest.sentences import week_words

        return week_words(self)

    def say(self, *, prices: bool = True) -> Said:
        """Return sentences on what the week takes and what proves it, or why nothing fits; see `say_suggestion`."""
        from analysis.suggest.sentences import say_suggestion

        return say_suggestion(self, prices=prices)

    def export(self, folder: str | Path, *, keep: Iterable[str | Path] = ()) -> list[Path]:
        """Write a sheet for each session and the proof behind the week; see `export_suggestion`."""
        from analysis.files.suggestion_folder import export_suggestion

        return export_suggestion(self, folder, keep=keep)

    def __repr__(self) -> str:
        if not self.fits:
            return f"SuggestedWeek: {'nothing fits' if self.fits is False else 'not decided'}; next: {NEXT_UNFIT}"
        sessions = plural(len(self.sheets), "session")
        if self.wishes:
            return f"SuggestedWeek: {sessions}, {'proven' if self.proven else 'not proven'}; next: {NEXT}"
        proven = "proven least" if self.proven else f"at most {self.gap_seconds / 60:.1f} min above the least"
        return f"SuggestedWeek: {sessions}, {self.seconds / 60:.1f} min, {proven}; next: {NEXT}"

    def _repr_html_(self) -> str:
        # Binding rules and prices take many searches, so they are shown only on request.
        tables = self._words() if self.fits else []
        return "".join([table.to_html(index=False) for table in tables] + [self.say(prices=False)._repr_html_()])
