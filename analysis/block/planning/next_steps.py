"""The next step when an exercise reaches the top of its range: load, a stronger band, or a harder form."""

from __future__ import annotations

import re

import numpy as np

from analysis.ask.equipment import usable
from analysis.base.text import inline
from analysis.block.card_grid import AMOUNTS, REACHED, dose_text
from analysis.block.planning.template_week import Flags, Published, TemplateWeek, Texts
from analysis.block.specs.spec import Phase
from analysis.library.demand import is_load
from analysis.library.labels import labels
from analysis.library.library import Library, kept_on_library
from analysis.volume.amounts import ENDS, Floats, Ints

LONGEST_HOLD = 45
"""Seconds from which a hold gets load instead of more time (custom)."""


class NextSteps:
    """Next step of each entry of a phase: ``goes_on`` marks entries with steps, ``step`` is the coach's own step."""

    def __init__(
        self,
        library: Library,
        equipment: tuple[str, ...] | None,
        published: Published,
        template: TemplateWeek,
        phase: Phase,
    ) -> None:
        self.library, self.equipment = library, equipment
        self.template, self.exercise = template, published.exercise[template.row]
        timed = np.isnan(template.amounts["reps"][0])
        steps = np.where(timed, phase.seconds_step, phase.reps_step)
        self.goes_on = (steps > 0) & (template.unit >= 0)
        self.step: Texts = np.full(len(template.row), "", dtype=object)

    def typed(self, entries: Ints, step: str) -> None:
        """Note that entries have a progress, with the coach's own step of load, or a blank."""
        self.goes_on[entries], self.step[entries] = True, step

    def texts(self, amounts: dict[str, Floats], given: Ints, counts: Flags) -> Texts:
        """Return the next steps, weeks x entries: blank below the top, and in weeks that don't count."""
        texts = np.full(counts.shape, "", dtype=object)
        if not self.goes_on.any():
            return texts
        reps, seconds = (amounts[part] for part in AMOUNTS[:2])
        at_top = (reps[0] == reps[1]) | (seconds[0] == seconds[1]) | (seconds[0] >= LONGEST_HOLD)
        per, needed = self.library.prescriptions["per"], needed_loads(self.library)
        for week, entry in np.argwhere(counts & at_top & self.goes_on).tolist():
            row = int(self.template.row[entry])
            # The dose to reach is the lower end, which is the top as well, except for a hold that is long enough.
            reached = (reps[0, week, entry], seconds[0, week, entry])
            ends = [None if np.isnan(end) else int(end) for end in reached for _ in ENDS]
            sets = [int(end) for end in given[week, :, entry]]
            dose = dose_text(*sets, *ends, *[None] * 4, per.iat[row], "")
            load = self.template.words["load"][week, entry]
            loaded = "external" if is_load(load) else needed[row]
            # With two dumbbells, 2 x 13 kg, each one gets the step.
            step, each = self.step[entry], " each" * bool(re.match(r"\d+ ?[x×] ?\d", load))
            what = (
                f"add {step}{each}" if step else next_step(self.library, self.exercise[entry], loaded, self.equipment)
            )
            texts[week, entry] = f"{dose}{REACHED}{what}"
        return texts


@kept_on_library
def needed_loads(library: Library) -> list[str]:
    """Return how each prescription is loaded, from its needs: external, band, or bodyweight."""
    rows, keys = library.prescriptions, ["routine_id", "position"]
    needs = library.prescription_equipment.merge(library.equipment, on="equipment_id")
    # Sorted, so that with a band and a weight the weight comes last, and is kept.
    needs = needs[(needs["need"] == "required") & needs["load_kind"].notna()].sort_values("load_kind")
    kinds = dict(zip(zip(*(needs[name] for name in keys), strict=True), needs["load_kind"], strict=True))
    return [str(kinds.get(key, "bodyweight")) for key in zip(*(rows[name] for name in keys), strict=True)]


@kept_on_library
def next_step(library: Library, exercise: str, load_kind: str, equipment: tuple[str, ...] | None = None) -> str:
    """Return the step after the top of a range, if the coach has typed none: load, a band, or a harder form.

    Examples
    --------
    >>> from analysis import load_library
    >>> library = load_library()
    >>> next_step(library, "hip_thrust", "external")
    'add the smallest plate (2-10 %)'
    >>> next_step(library, "glute_bridge", "bodyweight", ())
    'go on to long-lever bridge hold'
    """
    if load_kind == "external":
        return "add the smallest plate (2-10 %)"
    if load_kind == "band":
        return "take a stronger band"
    have = usable(library, equipment)
    needs = library.exercise_equipment[library.exercise_equipment["need"] == "required"]
    out_of_reach = set(needs.loc[~needs["equipment_id"].isin(have), "exercise_id"])
    ladder = library.progressions
    ladder = ladder[(ladder["exercise_id"] == exercise) & ~ladder["harder_id"].isin(out_of_reach)]
    if ladder.empty:
        return "add load"
    return f"go on to {inline(labels(library, 'exercise_id')[ladder['harder_id'].iloc[0]])}"
