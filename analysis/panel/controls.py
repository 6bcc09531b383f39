"""The controls of the panel: each shows a part of a spec, and has an edit that changes the spec when it is moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import ipywidgets as w

from analysis.ask.bands import band_text, read_band
from analysis.base.calendar import WEEKDAYS
from analysis.base.errors import AnalysisError
from analysis.base.text import plural
from analysis.block import edits
from analysis.block.specs.phase_reading import KEYS as PHASE_KEYS
from analysis.block.specs.spec import MOST_WEEKS, BlockSpec, Move, Phase, Skip
from analysis.block.specs.spec_reading import KEYS
from analysis.library.labels import labels
from analysis.library.library import Library
from analysis.library.terms import RUNS
from analysis.panel.widgets import WIDE, Box, DayRows, Values, date_field, slider, text_field, wrapped
from analysis.week.band_status import GOALS

Edit = Callable[[BlockSpec], BlockSpec]


NOTHING = "–"


MOVED = (
    *("name", "start", "race", "goal", "bands", "equipment", "minutes", "runs", "phase", "skip", "move"),
    *("weeks", "volume", "effort", "load", "suggest", *WEEKDAYS),
)
"""Keys of a block and of its phases that have a control."""


def only_typed() -> str:
    """Return the keys of a block without a control, in words.

    Examples
    --------
    >>> only_typed().partition(", count")[0]
    'Only typed: rest, scale'
    """
    block, phase = (", ".join(key for key in keys if key not in MOVED) for keys in (KEYS, PHASE_KEYS))
    more = "a second race, words that change from week to week"
    return f"Only typed: {block}; in a phase {phase}; {more}. They stay as they are, and so do your remarks (#)."


LONGEST_DAY = 180
"""Maximum minutes on the slider of the longest day."""


class Controls:
    """Widgets for the parts of a spec; ``changed`` gets the edit of the spec, and ``tell`` gets any error message.

    The spec is shown as typed, with its days showing the ``filled`` sessions.
    """

    def __init__(
        self,
        library: Library,
        spec: BlockSpec,
        filled: BlockSpec,
        changed: Callable[[Edit], None],
        tell: Callable[[str], None],
    ) -> None:
        self.library, self.spec, self.filled = library, spec, filled
        self.changed, self.tell = changed, tell
        self.quiet = False  # set while widgets show a new spec: not a change by the coach
        self.current = 0
        self.unread = ""
        self.longest: dict[str, Phase] = {}
        self.block, self.phases, self.days = Box("Block"), Box("Phases"), Box("Days of the phase")
        self.runs, self.off = Box("Runs"), Box("Days off and moved days", closed=True)
        self.limits = Box("Limits and targets", closed=True)
        self.boxes = (self.block, self.phases, self.days, self.runs, self.off, self.limits)
        self._make_block()
        self._make_phases()
        self._make_days()
        self._make_runs()
        self._make_days_off()
        self._make_limits()
        self.show(library, spec, filled)

    def _on(self, widget: Any, edit: Callable[..., BlockSpec], *given: Any) -> Any:
        """Connect a widget to an edit of the spec that takes the ``given`` values, then the widget's value."""

        def moved(change: Any) -> None:
            if not self.quiet:
                self.changed(lambda spec: edit(spec, *given, change["new"]))

        widget.observe(moved, names="value")
        return widget

    def _make_block(self) -> None:
        self.name = self._on(text_field("Name"), lambda spec, text: replace(spec, name=_spaced(text)))
        self.start = self._on(date_field("Start"), lambda spec, day: replace(spec, start=day) if day else spec)
        self.race = self._on(date_field("Race"), edits.with_race)
        self.block.put(self.name, self.start, self.race)

    def _make_phases(self) -> None:
        self.which = w.Dropdown(description="Phase", layout=WIDE)
        self.which.observe(self._chosen, names="value")
        self.phase_name = self._on(text_field("Name"), self._named)
        self.weeks = self._on(slider("Weeks", 1, 26), self._resized)
        self.all_weeks = w.Button(description="Copy week 1 to all", layout={"width": "60%"})
        self.all_weeks.on_click(lambda _: self.changed(self._alike))
        self.week: list[Any] = []
        self.each_week = w.Box(layout={"flex_flow": "row wrap"})
        self.effort = self._on(text_field("Effort"), self._say_words, "effort")
        self.load = self._on(text_field("Load"), self._say_words, "load")
        self.add, self.drop = w.Button(description="Add a phase"), w.Button(description="Remove this phase")
        self.add.on_click(self._added)
        self.drop.on_click(self._dropped)
        volume = w.HTML("Volume week by week (1: as published):")
        self.phases.put(self.which, self.phase_name, self.weeks, volume, self.each_week, self.all_weeks)
        self.phases.put(self.effort, self.load, w.HBox([self.add, self.drop]))

    def _make_days(self) -> None:
        self.first: dict[str, Any] = {}
        self.then: dict[str, Any] = {}
        look: dict[str, Any] = {"layout": {"width": "42%"}, "style": {"description_width": "32px"}}
        for day in WEEKDAYS:
            first = w.Dropdown(description=day.capitalize(), layout={"width": "56%"})
            self.first[day] = self._on(first, self._edit_day, day, 0)
            self.then[day] = self._on(w.Dropdown(description="then", **look), self._edit_day, day, 1)
            self.days.put(w.HBox([first, self.then[day]]))
        suggest = w.Dropdown(description="Suggest", layout=WIDE)
        self.suggest = self._on(suggest, lambda spec, days: edits.with_suggested(spec, self.current, days))
        self.suggest.tooltip = "Sessions found for the bands or the goal, the equipment and the longest day"
        self.days.put(self.suggest, w.HTML("Phases after this one that have the same days keep having them."))

    def _make_runs(self) -> None:
        options = [(NOTHING, ""), *((kind, kind) for kind in RUNS)]
        look = {"layout": {"width": "150px"}, "style": {"description_width": "36px"}}
        self.run = {}
        for day in WEEKDAYS:
            kinds = w.Dropdown(description=day.capitalize(), options=options, **look)
            self.run[day] = self._on(kinds, self._edit_run, day)
        own = w.Checkbox(indent=False, layout=WIDE)
        self.own_runs = self._on(own, lambda spec, own: edits.with_own_runs(spec, self.current, own=own))
        self.runs.put(wrapped(self.run.values()), self.own_runs)

    def _make_days_off(self) -> None:
        def skipped(rows: list[Values]) -> None:
            skips = tuple(Skip(first, last or first, _spaced(why)) for first, last, why in rows if first)
            self.changed(lambda spec: replace(spec, skip=skips))

        def moved(rows: list[Values]) -> None:
            moves = tuple(Move(first, last) for first, last, _ in rows if first and last)
            self.changed(lambda spec: replace(spec, move=moves))

        self.skip = DayRows(("From", "To", "Why"), "Add days off", lambda row: row[0] is not None, skipped)
        self.move = DayRows(("From", "To"), "Move a day", lambda row: None not in row[:2], moved)
        self.off.put(w.HTML("Nothing is done on these days (to: blank for one day):"), self.skip)
        self.off.put(w.HTML("The sessions of one day on another:"), self.move)

    def _make_limits(self) -> None:
        goals = [("no goal", None), *((goal, goal) for goal in GOALS)]
        goal = w.Dropdown(description="Goal", options=goals, layout=WIDE)
        self.goal = self._on(goal, lambda spec, goal: replace(spec, goal=goal))
        longest = slider("Longest day", 0, LONGEST_DAY)
        self.minutes = self._on(longest, lambda spec, most: replace(spec, minutes=float(most) or None))
        self.minutes.tooltip = "Minutes; 0 is no limit"
        known = w.Checkbox(description="Hold it against what the athlete owns:", indent=False, layout=WIDE)
        self.equipment_known = self._on(known, self._equip)
        names = labels(self.library, "equipment_id")
        self.equipment = {
            item: self._on(w.Checkbox(description=names[item], indent=False, layout={"width": "31%"}), self._equip)
            for item in self.library.equipment["equipment_id"]
        }
        look = {"placeholder": "such as 4-10", "continuous_update": False, "layout": {"width": "48%"}}
        groups = labels(self.library, "muscle_group")
        self.band = {
            group: w.Text(description=groups[group], style={"description_width": "95px"}, **look)
            for group in self.library.muscle_groups["muscle_group"]
        }
        for widget in self.band.values():
            widget.observe(self._banded, names="value")
        minutes = w.HTML("Longest day in minutes (0: no limit):")
        self.limits.put(self.goal, minutes, self.minutes, self.equipment_known, wrapped(self.equipment.values()))
        self.limits.put(w.HTML("Own bands, strength sets a week (4, or 4-10; blank: the goal's):"))
        self.limits.put(wrapped(self.band.values()))

    def _edit_run(self, spec: BlockSpec, day: str, kind: str) -> BlockSpec:
        """Return the spec with the run of a day changed: in the phase if it has its own runs, else in the block."""
        own = spec.phase[self.current].runs is not None
        return edits.with_run(spec, day, kind, phase=self.current if own else None)

    def _named(self, spec: BlockSpec, text: str) -> BlockSpec:
        return edits.with_phase(spec, self.current, lambda phase: replace(phase, name=_spaced(text)))

    def _say_words(self, spec: BlockSpec, name: str, text: str) -> BlockSpec:
        return edits.with_words(spec, self.current, name, text)

    def _edit_factor(self, spec: BlockSpec, week: int, factor: float) -> BlockSpec:
        return edits.with_volume(spec, self.current, factor, week=week)

    def _edit_day(self, spec: BlockSpec, day: str, number: int, value: tuple[str, ...]) -> BlockSpec:
        """Return the spec with a day's first routine changed, or the routines after it."""
        # The second list may have several routines at once, if a file names more than two.
        parts = [self.first[day].value, self.then[day].value]
        parts[number] = value
        # Suggested sessions are added automatically; other names in the list are the coach's.
        named = [name for part in parts for name in part if name not in self.filled.sheets]
        return edits.with_day(spec, self.current, day, named)

    def _chosen(self, change: Any) -> None:
        if not self.quiet:
            self.current = change["new"]
            self.show(self.library, self.spec, self.filled)

    def _resized(self, spec: BlockSpec, weeks: int) -> BlockSpec:
        """Return the spec with a phase of more or fewer weeks; moving a slider too far and back loses nothing."""
        phase = spec.phase[self.current]
        longer = self.longest.get(phase.name)
        # The longest the phase has been since the panel opened: its weeks come back with their own factors.
        if longer is None or longer.weeks < phase.weeks:
            longer = self.longest[phase.name] = phase
        return edits.with_weeks(spec, self.current, weeks, longer=longer)

    def _alike(self, spec: BlockSpec) -> BlockSpec:
        return edits.with_volume(spec, self.current, float(spec.phase[self.current].volume[0]))

    def _added(self, _: Any) -> None:
        before, self.current = self.current, self.current + 1  # the controls now edit the new phase
        self.changed(lambda spec: edits.with_phase_after(spec, before))

    def _dropped(self, _: Any) -> None:
        current = self.current
        if len(self.spec.phase) > 1:
            self.changed(lambda spec: replace(spec, phase=(*spec.phase[:current], *spec.phase[current + 1 :])))
        else:
            self.tell("A block has at least one phase.")

    def _equip(self, spec: BlockSpec, _: Any) -> BlockSpec:
        """Return the spec with the ticked equipment, or without any statement of equipment."""
        # No tick at all means an athlete without equipment; only the box above means unknown equipment.
        items = tuple(item for item, widget in self.equipment.items() if widget.value)
        return replace(spec, equipment=items if self.equipment_known.value else None)

    def _banded(self, _: Any) -> None:
        if self.quiet:
            return
        bands, self.unread = {}, ""
        for group, widget in self.band.items():
            try:
                if widget.value.strip():
                    bands[group] = read_band(group, widget.value)
            except AnalysisError as error:
                self.unread = str(error)
        # Bands of single muscles have no field here, and stay.
        if self.unread:
            self.tell(self.unread)
        else:
            single = {name: band for name, band in self.spec.bands.items() if name not in self.band}
            self.changed(lambda spec: replace(spec, bands=bands | single))

    def show(self, library: Library, spec: BlockSpec, filled: BlockSpec) -> None:
        """Show another spec in all controls, with its days showing the ``filled`` sessions."""
        self.library, self.spec, self.filled = library, spec, filled
        self.current = min(self.current, len(spec.phase) - 1)
        self.quiet = True
        try:
            self.name.value, self.start.value = spec.name, spec.start
            self.race.value = next((race.date for race in spec.race), None)
            phases = [(f"{number + 1}. {phase.name}", number) for number, phase in enumerate(spec.phase)]
            self._options(self.which, phases, self.current)
            self._show_phase(spec.phase[self.current])
            self._show_days(spec.phase[self.current].suggest, filled.phase[self.current].template)
            phase = spec.phase[self.current]
            for day, run in self.run.items():
                run.value = spec.runs_of(phase).get(day, "")
            self.own_runs.value = phase.runs is not None
            self.own_runs.description = f"{phase.name} has runs of its own"
            self.skip.show([(skip.first, skip.last, skip.why) for skip in spec.skip])
            self.move.show([(move.source, move.target, "") for move in spec.move])
            self.goal.value = spec.goal
            # A slider rejects values beyond its end, but a file may ask for more.
            self.minutes.max = max(LONGEST_DAY, int(spec.minutes or 0) + 1)
            self.minutes.value = round(spec.minutes or 0)
            self.equipment_known.value = spec.equipment is not None
            for item, box in self.equipment.items():
                box.value = item in (spec.equipment or ())
                box.disabled = spec.equipment is None
            for group, field in self.band.items():
                if not self.unread:  # else the coach is typing, and loses nothing
                    field.value = band_text(spec.bands[group]) if group in spec.bands else ""
        finally:
            self.quiet = False

    def _show_phase(self, phase: Phase) -> None:
        """Show the name, the weeks and the words of a phase, and a slider for each of its weeks."""
        self.phase_name.value = phase.name
        self.weeks.max = max(26, phase.weeks, min(MOST_WEEKS, self.weeks.max))
        self.weeks.value = phase.weeks
        for widget, texts in ((self.effort, phase.effort), (self.load, phase.load)):
            differ = len(set(texts)) > 1
            widget.value = " | ".join(texts) if differ else "".join(texts[:1])
            widget.disabled = differ  # a different text per week is typed in the file
        volume = [float(factor) for factor in phase.volume] or [1.0] * phase.weeks
        look = {"orientation": "vertical", "readout_format": ".2f", "layout": {"height": "160px", "width": "52px"}}
        for week in range(len(self.week) + 1, len(volume) + 1):
            weekly = w.FloatSlider(description=f"wk {week}", min=0, max=2, step=0.05, **look)
            self.week.append(self._on(weekly, self._edit_factor, week))
        for weekly, factor in zip(self.week, volume, strict=False):
            weekly.max = max(2.0, factor)  # allows a factor beyond the slider's end
            weekly.value = factor
        if len(self.each_week.children) != len(volume):
            self.each_week.children = self.week[: len(volume)]

    def _show_days(self, suggest: int | tuple[str, ...], template: Mapping[str, Sequence[str]]) -> None:
        counts: list[tuple[str, Any]] = [(NOTHING, 0), *((plural(count, "session"), count) for count in range(1, 8))]
        on_days = [(", ".join(suggest), suggest)] if isinstance(suggest, tuple) else []
        self._options(self.suggest, [*counts, *on_days], suggest)
        suggested = {name: name.replace("_", " ").capitalize() for name in self.filled.sheets}
        names = {**labels(self.library, "routine_id"), **suggested}
        each = [(names[name], (name,)) for name in [*self.library.routines["routine_id"], *suggested]]
        for day in WEEKDAYS:
            routines = tuple(template.get(day, ()))
            self._options(self.first[day], [(NOTHING, ()), *each], routines[:1])
            tail = routines[1:]
            joined = [(" + ".join(names[name] for name in tail), tail)] * (len(tail) > 1)
            self._options(self.then[day], [(NOTHING, ()), *each, *joined], tail)
            self.then[day].disabled = not routines

    @staticmethod
    def _options(widget: Any, options: Sequence[tuple[str, Any]], value: Any) -> None:
        # Options are set only if they differ: setting them clears the value, and takes time.
        if list(widget.options) != list(options):
            widget.options = options
        widget.value = value


def _spaced(text: str) -> str:
    return " ".join(text.split())
