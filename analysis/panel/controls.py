"""The controls of the panel: each shows a part of a spec, and says how it changes the spec when it is moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import ipywidgets as w

from analysis.ask.bands import band_text, read_band
from analysis.base.calendar import WEEKDAYS
from analysis.base.errors import AnalysisError
from analysis.base.text import plural
from analysis.block.edits import resized, with_day, with_phase, with_run, with_suggested, with_volume, with_words
from analysis.block.spec import MOST_WEEKS, BlockSpec, Phase
from analysis.library.labels import labels
from analysis.library.library import Library
from analysis.library.terms import RUNS
from analysis.week.bands import GOALS

Edit = Callable[[BlockSpec], BlockSpec]


NOTHING = "–"


DAYS = {"mon": "Mon", "tue": "Tue", "wed": "Wed", "thu": "Thu", "fri": "Fri", "sat": "Sat", "sun": "Sun"}


WIDE = {"width": "97%"}


LONGEST_DAY = 180
"""Minutes that the slider of the longest day goes to."""


class Controls:
    """Widgets for the parts of a spec; ``changed`` is called with an edit of it, and ``said`` with what is wrong."""

    def __init__(
        self,
        library: Library,
        spec: BlockSpec,
        filled: BlockSpec,
        changed: Callable[[Edit], None],
        said: Callable[[str], None],
    ) -> None:
        self.library, self.spec, self.filled = library, spec, filled
        self.changed, self.said = changed, said
        self.quiet = False
        self.place = 0
        self.unread = ""
        self.longest: dict[str, Phase] = {}
        self.block = _Box("Block")
        self.phases = _Box("Phases")
        self.days = _Box("Days of the phase")
        self.runs = _Box("Runs")
        self.limits = _Box("What to hold it against", closed=True)
        self.boxes = (self.block, self.phases, self.days, self.runs, self.limits)
        self._make_block()
        self._make_phases()
        self._make_runs()
        self._make_limits()
        self.show(library, spec, filled)

    @contextmanager
    def _showing(self) -> Iterator[None]:
        """Set widgets without taking it for a change by the coach."""
        before, self.quiet = self.quiet, True
        try:
            yield
        finally:
            self.quiet = before

    def _on(self, widget: Any, edit: Callable[[BlockSpec, Any], BlockSpec]) -> Any:
        """Let a widget change the spec."""

        def moved(change: Any) -> None:
            if not self.quiet:
                self.changed(lambda spec: edit(spec, change["new"]))

        widget.observe(moved, names="value")
        return widget

    def _make_block(self) -> None:
        self.name = self._on(_text("Name"), lambda spec, text: replace(spec, name=" ".join(text.split())))
        self.start = self._on(_date("Start"), lambda spec, day: replace(spec, start=day) if day else spec)
        self.race = self._on(_date("Race"), lambda spec, day: replace(spec, race=day))
        self.block.put(self.name, self.start, self.race)

    def _make_phases(self) -> None:
        self.which = w.Dropdown(description="Phase", layout=WIDE)
        self.which.observe(self._chosen, names="value")
        self.phase_name = self._on(
            _text("Name"), self._phase(lambda one, text: replace(one, name=" ".join(text.split())))
        )
        self.weeks = self._on(_slider("Weeks", 1, 26), self._phase(self._resized))
        self.all_weeks = w.Button(description="All weeks like the first", layout={"width": "60%"})
        self.all_weeks.on_click(lambda _: self.changed(self._alike))
        self.week: list[Any] = []
        self.each_week = w.Box(layout={"flex_flow": "row wrap"})
        self.effort = self._on(_text("Effort"), self._phase(lambda one, text: with_words(one, "effort", text)))
        self.load = self._on(_text("Load"), self._phase(lambda one, text: with_words(one, "load", text)))
        self.add = w.Button(description="Add a phase")
        self.drop = w.Button(description="Remove this phase")
        self.add.on_click(self._added)
        self.drop.on_click(self._dropped)
        self.phases.put(
            self.which,
            self.phase_name,
            self.weeks,
            w.HTML("Volume week by week (1: as published):"),
            self.each_week,
            self.all_weeks,
            self.effort,
            self.load,
            w.HBox([self.add, self.drop]),
        )
        self.first: dict[str, Any] = {}
        self.then: dict[str, Any] = {}
        rows = []
        for day, word in DAYS.items():
            self.first[day] = self._on(w.Dropdown(description=word, layout={"width": "56%"}), self._day(day, 0))
            self.then[day] = self._on(
                w.Dropdown(description="then", layout={"width": "42%"}, style={"description_width": "32px"}),
                self._day(day, 1),
            )
            rows.append(w.HBox([self.first[day], self.then[day]]))
        note = w.HTML("Phases after this one that have the same days keep having them.")
        self.suggest = self._on(
            w.Dropdown(description="Suggest", layout=WIDE),
            self._phase(with_suggested),
        )
        self.suggest.tooltip = "Sessions found for the bands or the goal, the equipment and the longest day"
        self.days.put(*rows, self.suggest, note)

    def _make_runs(self) -> None:
        options = [(NOTHING, ""), *((kind, kind) for kind in RUNS)]
        self.run = {
            day: self._on(
                w.Dropdown(
                    description=word, options=options, layout={"width": "150px"}, style={"description_width": "36px"}
                ),
                self._run(day),
            )
            for day, word in DAYS.items()
        }
        self.runs.put(w.Box([*self.run.values()], layout={"flex_flow": "row wrap"}))

    def _make_limits(self) -> None:
        goals = [("no goal", None), *((goal, goal) for goal in GOALS)]
        self.goal = self._on(
            w.Dropdown(description="Goal", options=goals, layout=WIDE), lambda spec, goal: replace(spec, goal=goal)
        )
        self.minutes = self._on(
            _slider("Longest day", 0, LONGEST_DAY), lambda spec, most: replace(spec, minutes=float(most) or None)
        )
        self.minutes.tooltip = "Minutes; 0 is no limit"
        self.said_owned = self._on(
            w.Checkbox(description="Hold it against what the athlete owns:", indent=False, layout=WIDE),
            lambda spec, known: replace(spec, equipment=self._owned() if known else None),
        )
        names = labels(self.library, "equipment_id")
        self.owned = {
            item: self._on(
                w.Checkbox(description=names[item], indent=False, layout={"width": "31%"}),
                lambda spec, _: replace(spec, equipment=self._owned()),
            )
            for item in self.library.equipment["equipment_id"]
        }
        groups = labels(self.library, "muscle_group")
        self.band = {
            group: w.Text(
                description=groups[group],
                placeholder="such as 4-10",
                continuous_update=False,
                layout={"width": "48%"},
                style={"description_width": "95px"},
            )
            for group in self.library.muscle_groups["muscle_group"]
        }
        for widget in self.band.values():
            widget.observe(self._banded, names="value")
        self.limits.put(
            self.goal,
            w.HTML("Longest day in minutes (0: no limit):"),
            self.minutes,
            self.said_owned,
            w.Box([*self.owned.values()], layout={"flex_flow": "row wrap"}),
            w.HTML("Own bands, strength sets a week (4, or 4-10; blank: the goal's):"),
            w.Box([*self.band.values()], layout={"flex_flow": "row wrap"}),
        )

    def _phase(self, edit: Callable[[Phase, Any], Phase]) -> Callable[[BlockSpec, Any], BlockSpec]:
        """Make an edit of the phase that is chosen an edit of the spec."""
        return lambda spec, value: with_phase(spec, self.place, edit(spec.phase[self.place], value))

    def _factor(self, week: int) -> Callable[[BlockSpec, Any], BlockSpec]:
        return self._phase(lambda phase, factor: with_volume(phase, week, factor))

    @staticmethod
    def _run(day: str) -> Callable[[BlockSpec, Any], BlockSpec]:
        return lambda spec, kind: with_run(spec, day, kind)

    def _day(self, day: str, number: int) -> Callable[[BlockSpec, Any], BlockSpec]:
        """Edit the first routine of a day, or what comes after it."""

        def edit(phase: Phase, value: tuple[str, ...]) -> Phase:
            parts = [self.first[day].value, self.then[day].value]
            parts[number] = value
            # Suggested sessions come by themselves; what is named beside them is the coach's.
            return with_day(phase, day, [name for part in parts for name in part if name not in self.filled.sheets])

        return self._phase(edit)

    def _chosen(self, change: Any) -> None:
        if not self.quiet:
            self.place = change["new"]
            self.show(self.library, self.spec, self.filled)

    def _resized(self, phase: Phase, weeks: int) -> Phase:
        """Give a phase more or fewer weeks; a slider that is pushed too far and back loses nothing."""
        longer = self.longest.get(phase.name)
        if longer is None or longer.weeks < phase.weeks:
            longer = self.longest[phase.name] = phase
        return resized(phase, weeks, longer=longer)

    def _alike(self, spec: BlockSpec) -> BlockSpec:
        phase = spec.phase[self.place]
        return with_phase(spec, self.place, replace(phase, volume=phase.volume[:1] * phase.weeks))

    def _added(self, _: Any) -> None:
        place = self.place + 1

        def edit(spec: BlockSpec) -> BlockSpec:
            before = resized(spec.phase[place - 1], 1)
            new = replace(before, name=f"phase {len(spec.phase) + 1}", override={}, keeps=True)
            return replace(spec, phase=(*spec.phase[:place], new, *spec.phase[place:]))

        self.place = place  # what is moved next is the new one
        self.changed(edit)

    def _dropped(self, _: Any) -> None:
        place = self.place

        def edit(spec: BlockSpec) -> BlockSpec:
            return replace(spec, phase=(*spec.phase[:place], *spec.phase[place + 1 :]))

        if len(self.spec.phase) > 1:
            self.changed(edit)
        else:
            self.said("A block has at least one phase.")

    def _owned(self) -> tuple[str, ...]:
        return tuple(item for item, widget in self.owned.items() if widget.value)

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
        if self.unread:
            self.said(self.unread)
        else:
            self.changed(lambda spec: replace(spec, bands=bands))

    def show(self, library: Library, spec: BlockSpec, filled: BlockSpec) -> None:
        """Show another spec in all controls, and in its days the sessions that it is filled with."""
        self.library, self.spec, self.filled = library, spec, filled
        self.place = min(self.place, len(spec.phase) - 1)
        phase = spec.phase[self.place]
        with self._showing():
            self.name.value, self.start.value, self.race.value = spec.name, spec.start, spec.race
            self._options(
                self.which, [(f"{place + 1}. {one.name}", place) for place, one in enumerate(spec.phase)], self.place
            )
            self.phase_name.value = phase.name
            self.weeks.max = max(26, phase.weeks, min(MOST_WEEKS, self.weeks.max))
            self.weeks.value = phase.weeks
            volume = [float(one) for one in phase.volume] or [1.0] * phase.weeks
            self._show_weeks(volume)
            for widget, texts in ((self.effort, phase.effort), (self.load, phase.load)):
                differ = len(set(texts)) > 1
                widget.value = " | ".join(texts) if differ else "".join(texts[:1])
                widget.disabled = differ  # a text for each week is typed in the file
            self._show_days(phase.suggest, filled.phase[self.place].template)
            for day, one in self.run.items():
                one.value = spec.runs.get(day, "")
            self.goal.value = spec.goal
            self.minutes.max = max(LONGEST_DAY, int(spec.minutes or 0) + 1)
            self.minutes.value = round(spec.minutes or 0)
            self.said_owned.value = spec.equipment is not None
            for item, widget in self.owned.items():
                widget.value = item in (spec.equipment or ())
                widget.disabled = spec.equipment is None
            for group, widget in self.band.items():
                if not self.unread:  # else somebody is typing, and loses nothing
                    widget.value = band_text(spec.bands[group]) if group in spec.bands else ""

    def _show_weeks(self, volume: Sequence[float]) -> None:
        """Show a slider for each week of the phase."""
        while len(self.week) < len(volume):
            week = len(self.week)
            slider = w.FloatSlider(
                description=f"wk {week + 1}",
                min=0,
                max=2,
                step=0.05,
                orientation="vertical",
                readout_format=".2f",
                layout={"height": "160px", "width": "52px"},
            )
            self.week.append(self._on(slider, self._factor(week)))
        for slider, factor in zip(self.week, volume, strict=False):
            self._fit(slider, factor)
        if len(self.each_week.children) != len(volume):
            self.each_week.children = self.week[: len(volume)]

    def _show_days(self, suggest: int | tuple[str, ...], template: Mapping[str, Sequence[str]]) -> None:
        counts: list[tuple[str, Any]] = [(NOTHING, 0), *((plural(count, "session"), count) for count in range(1, 8))]
        named = [(", ".join(suggest), suggest)] if isinstance(suggest, tuple) else []
        self._options(self.suggest, [*counts, *named], suggest)
        names = labels(self.library, "routine_id")
        suggested = {one: one.replace("_", " ").capitalize() for one in self.filled.sheets}
        names = {**names, **suggested}
        each = [(names[one], (one,)) for one in [*self.library.routines["routine_id"], *suggested]]
        for day in WEEKDAYS:
            routines = tuple(template.get(day, ()))
            self._options(self.first[day], [(NOTHING, ()), *each], routines[:1])
            tail = routines[1:]
            joined = [(" + ".join(names[one] for one in tail), tail)] * (len(tail) > 1)
            self._options(self.then[day], [(NOTHING, ()), *each, *joined], tail)
            self.then[day].disabled = not routines

    @staticmethod
    def _options(widget: Any, options: Sequence[tuple[str, Any]], value: Any) -> None:
        if list(widget.options) != list(options):
            widget.options = options
        widget.value = value

    @staticmethod
    def _fit(slider: Any, value: float) -> None:
        """Show a factor, also one beyond the slider's end."""
        slider.max = max(2.0, value)
        slider.value = value


class _Box(w.VBox):  # type: ignore[misc]
    """Controls under a head that opens and closes them."""

    def __init__(self, title: str, *, closed: bool = False) -> None:
        self.head = w.ToggleButton(
            value=not closed, description=title, layout={"width": "98%"}, style={"font_weight": "bold"}
        )
        self.body = w.VBox(layout={"display": "none" if closed else "flex"})
        super().__init__([self.head, self.body])
        self.head.observe(self._toggled, names="value")

    def _toggled(self, change: Any) -> None:
        self.body.layout.display = "flex" if change["new"] else "none"

    def put(self, *widgets: Any) -> None:
        """Put controls under the head."""
        self.body.children = widgets


def _text(word: str) -> Any:
    return w.Text(description=word, continuous_update=False, layout=WIDE)


def _date(word: str) -> Any:
    return w.DatePicker(description=word, layout=WIDE)


def _slider(word: str, low: int, high: int) -> Any:
    return w.IntSlider(description=word, min=low, max=high, layout=WIDE)
