"""The week of a phase laid out: its sessions, their exercises, and the units that the factor scales."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.block.card_grid import AMOUNTS
from analysis.block.planning.repetition_steps import amounts_after, steps_taken
from analysis.block.planning.whole_sets import allocate
from analysis.block.specs.phase_changes import KINDS
from analysis.block.specs.spec import Override, Phase
from analysis.library.labels import cautions_of, needed_items
from analysis.library.library import Library, kept_on_library
from analysis.library.links import links_of
from analysis.library.terms import COUNTED
from analysis.volume.amounts import ENDS, Floats, Ints, rows_of

WORDS = ("load", "effort", "variation")
SAID = ("load", "effort")
"""Words that a sheet may have too."""
STATED = ("stated load", "stated effort")
"""The same words about the row itself: words for all of a phase's work don't turn a warm-up into strength work."""


BESIDE = ("equipment", "caution", "link")
"""Printed details of a row, in words."""


Flags = npt.NDArray[np.bool_]


Texts = npt.NDArray[np.object_]


class Published:
    """The prescriptions of a library as arrays, and which of them a factor scales."""

    def __init__(self, library: Library, scale: Sequence[str]) -> None:
        rows = library.prescriptions
        self.variations = library.variations
        self.exercise, self.routine, self.phase = (
            rows[name].to_numpy(dtype=object) for name in ("exercise_id", "routine_id", "phase")
        )
        self.circuit, self.position = rows["circuit"].to_numpy(), rows["position"].to_numpy()
        self.sets = np.array([rows[f"sets_{end}"].to_numpy(dtype=np.intp) for end in ENDS])
        self.amounts = {part: getattr(rows_of(library), part) for part in AMOUNTS}
        self.counted = np.isin(self.phase, COUNTED)
        modes = library.exercises.set_index("exercise_id")["mode"]
        self.jumps = (modes.loc[rows["exercise_id"]] == "plyometric").to_numpy()
        self.words = {name: rows[name].fillna("").to_numpy(dtype=object) for name in SAID}
        printed = needed_items(library), cautions_of(library), links_of(library)
        keys = list(zip(self.routine.tolist(), self.position.tolist(), strict=True))
        self.beside = {
            name: np.array([texts.get(key, "") for key in keys], dtype=object)
            for name, texts in zip(BESIDE, printed, strict=True)
        }
        # Partners of a circuit keep the same rounds: if one is scaled, all of them are.
        circuits = list(zip(self.routine, self.circuit, strict=True))
        whole = {circuit for circuit, phase in zip(circuits, self.phase, strict=True) if phase in scale}
        self.scaled = np.array([circuit in whole for circuit in circuits], dtype=bool)


@kept_on_library
def published_rows(library: Library, scale: tuple[str, ...]) -> Published:
    """Return the prescriptions of a library as arrays."""
    return Published(library, scale)


@dataclass
class TemplateWeek:
    """The work of each week of a phase: an entry for each exercise of each session.

    Attributes
    ----------
    sessions : list of pairs
        Weekday number and routine of every session that any week has.
    stands : array, weeks x sessions
        Which weeks have which sessions: all, unless routines take turns.
    row, session, unit, jumps : array, one per entry
        Its prescription, session and unit (-1 where the factor doesn't scale it), and whether it is jumps.
    sizes, least, width : list, one per unit
        Sets that one more of it adds, its published rounds or sets, and the width of their range.
    sets : array, least and most x entries
        As published, or overridden.
    amounts : mapping of part to array, least and most x entries
        Repetitions, seconds and holds.
    words : mapping of column to array, weeks x entries
        Load, effort and variation, and those among them that are about the row itself.
    """

    sessions: list[tuple[int, str]]
    stands: Flags
    row: Ints
    session: Ints
    unit: Ints
    jumps: Flags
    sizes: list[int]
    least: list[int]
    width: list[int]
    sets: Ints
    amounts: dict[str, Floats]
    words: dict[str, Texts]

    def given(self, volume: Sequence[Fraction]) -> Ints:
        """Return each week's whole sets: weeks x least and most x entries."""
        weeks = [(factor, stands.tobytes()) for factor, stands in zip(volume, self.stands, strict=True)]
        whole = {week: self._given(week[0], stands) for week, stands in zip(weeks, self.stands, strict=True)}
        return np.array([whole[week] for week in weeks])

    @property
    def published(self) -> Ints:
        """The sets of each week before any factor: least and most x weeks x entries."""
        return self.sets[:, None] * self.stands[:, self.session]

    def _given(self, factor: Fraction, stands: Flags) -> Ints:
        sets = self.sets * stands[self.session]
        if factor == 1 or not self.sizes:
            return sets
        here = np.zeros(len(self.sizes), dtype=bool)  # which units the week has
        here[self.unit[stands[self.session] & (self.unit >= 0)]] = True
        least, width = (np.array(ends) * here for ends in (self.least, self.width))
        # The minima first, then the widths: a range stays a range, with both ends near their share.
        low = np.array(allocate(self.sizes, least.tolist(), factor))
        rounds = np.array([low, low + allocate(self.sizes, width.tolist(), factor)])
        # An exercise that stops before a superset's last round stops as many rounds earlier, with at least one set.
        given = rounds[:, self.unit]
        short = np.array([least, least + width])[:, self.unit] - sets
        given = np.where(short > 0, np.maximum(given - short, np.minimum(given, 1)), given)
        # Unit -1 briefly takes the last unit's rounds: those entries keep their own sets all the same.
        return np.where(self.unit >= 0, given, sets)

    def eased(self, given: Ints, sessions: Flags, share: Fraction | None) -> Ints:
        """Lower some sessions of a week after time off: to a share of the scaled sets, or by one set each (None).

        ``given`` is least and most x entries, ``sessions`` marks the sessions to lower. Jumps get their share
        in any section.
        """
        meant = sessions[self.session]
        scaled = meant & (self.unit >= 0)
        lower = given.copy()
        if scaled.any():
            units, unit = np.unique(self.unit[scaled], return_inverse=True)
            rounds = np.array([given[:, self.unit == number].max(axis=1) for number in units]).T
            if share is None:
                left = np.maximum(rounds - 1, np.minimum(rounds, 1))
            else:
                sizes = [self.sizes[number] for number in units]
                low, width = (_shared(sizes, counts.tolist(), share) for counts in (rounds[0], rounds[1] - rounds[0]))
                left = np.cumsum([low, width], axis=0)
            # An exercise that stops before a superset's last round does at least one set while there is a round.
            stays = np.minimum(given[:, scaled], np.minimum(left[:, unit], 1))
            lower[:, scaled] = np.maximum(given[:, scaled] - (rounds - left)[:, unit], stays)
        if share is None:
            return lower
        landings = np.ceil(given * float(share)).astype(np.intp)
        return np.where(meant & self.jumps & (self.unit < 0), landings, lower)

    def steps(self, published: Published, given: Ints, held: Flags, back: Sequence[bool] = ()) -> Ints:
        """Return the steps that every entry has taken by each week: weeks x entries.

        Steps go by routine, so all of its sessions in a week are the same: a week counts if any session is held and has
        sets of an exercise that steps. A moved session counts in the week of its template. Weeks that are ``back`` from
        time off take no step.
        """
        steps_on = held[:, self.session] & (given[:, 1] > 0) & (self.unit >= 0)
        taken = np.zeros(steps_on.shape, dtype=np.intp)
        for routine in {name for _, name in self.sessions}:
            of_it = published.routine[self.row] == routine
            taken[:, of_it] = _column(steps_taken([bool(week.any()) for week in steps_on[:, of_it]], back))
        return taken

    def stepped(self, phase: Phase, steps: Ints) -> dict[str, Floats]:
        """Return repetitions, seconds and holds after so many steps: least and most x weeks x entries."""
        # Without a step every week is the same: a view of the row, no copies.
        shape = (len(ENDS), *steps.shape)
        amounts = {part: np.broadcast_to(ends[:, None], shape) for part, ends in self.amounts.items()}
        for part, step in (("reps", phase.reps_step), ("work_s", phase.seconds_step)):
            if step:
                amounts[part] = np.where(self.unit >= 0, amounts_after(amounts[part], step, steps), amounts[part])
        return amounts


def _shared(sizes: Sequence[int], counts: Sequence[int], share: Fraction) -> list[int]:
    """Return each unit's share of its counts, rounded down in sum."""
    total = sum(size * count for size, count in zip(sizes, counts, strict=True))
    return allocate(sizes, counts, Fraction(int(total * share), total)) if total else [0] * len(sizes)


def template_week(published: Published, phase: Phase, first: int = 0) -> TemplateWeek:
    """Lay out the week of a phase, with its overrides; routines that take turns begin on or after weekday ``first``."""
    weeks = phase.sessions(first)
    # A routine that takes turns comes where it first occurs among the sessions of its day.
    sessions = sorted(dict.fromkeys(session for week in weeks for session in week), key=lambda session: session[0])
    stands = np.array([[session in week for session in sessions] for week in weeks], dtype=bool)
    rows = [np.flatnonzero(published.routine == name) for _, name in sessions]
    row = np.concatenate([np.zeros(0, dtype=np.intp), *rows])  # a week of turns may have no session
    session = np.repeat(np.arange(len(sessions)), [len(session_rows) for session_rows in rows])
    # The coach's words are for work that the factor scales, or if there is none for work that counts as sets.
    meant = published.scaled[row] if published.scaled[row].any() else published.counted[row]
    # Indexed by an array, so these are copies: overrides change the phase's figures and never the library's.
    sets = published.sets[:, row]
    amounts = {part: ends[:, row] for part, ends in published.amounts.items()}
    blank = np.full(len(row), "", dtype=object)
    typed = {name: published.words[name][row] if name in SAID else blank for name in WORDS}
    of_phase = {name: _column(getattr(phase, name)) for name in WORDS}
    # Jumps have no load, and no reps in reserve.
    lifted = meant & ~published.jumps[row]
    words = {
        name: np.where((lifted if name in SAID else meant) & (of_phase[name] != ""), of_phase[name], typed[name])
        for name in WORDS
    }
    strong = published.phase[row] == "strength"
    words |= {name: np.where(strong, words[part], typed[part]) for name, part in zip(STATED, SAID, strict=True)}
    for exercise, override in phase.override.items():
        named = published.exercise[row] == exercise
        if override.sets is not None:
            for entry in np.flatnonzero(named):  # the whole circuit changes
                partners = (session == session[entry]) & (published.circuit[row] == published.circuit[row[entry]])
                sets[:, partners] = _column(override.sets)
        _replace_amounts(amounts, override, named)
        for name in WORDS:
            if texts := getattr(override, name):
                words[name][:, named] = _column(texts)
                if name in SAID:
                    words[STATED[SAID.index(name)]][:, named] = _column(texts)
    words["variation"] = _offered(published, row, words["variation"])
    unit, members = _units(published, row, session, sessions)
    least, most = ([int(ends[entries].max()) for entries in members] for ends in sets)  # the rounds of a superset
    sizes = [len(entries) for entries in members]
    width = [high - low for low, high in zip(least, most, strict=True)]
    return TemplateWeek(
        sessions, stands, row, session, unit, published.jumps[row], sizes, least, width, sets, amounts, words
    )


def _column(values: Sequence[Any]) -> npt.NDArray[Any]:
    """Return values as a column, to combine with entries side by side."""
    return np.array(values, dtype=object if isinstance(values[0], str) else None)[:, None]


def _replace_amounts(amounts: dict[str, Floats], override: Override, named: Flags) -> None:
    """Write an override's figures where an exercise already has some: its repetitions don't become seconds."""
    for part, ends in (("reps", override.reps), ("work_s", override.seconds), ("hold_s", override.hold)):
        if ends is not None:
            filled = named & ~np.isnan(amounts["reps" if part == "hold_s" else part][0])
            amounts[part][:, filled] = _column(ends)


def _offered(published: Published, row: Ints, texts: Texts) -> Texts:
    """Replace a kind of variation by the sources' variation, blank where they offer none."""
    kinds = np.isin(texts.astype(str), KINDS)
    if kinds.any():
        table = published.variations
        offers = dict(zip(zip(table["exercise_id"], table["kind"], strict=True), table["variation"], strict=True))
        for week, entry in np.argwhere(kinds):
            texts[week, entry] = offers.get((published.exercise[row[entry]], texts[week, entry]), "")
    return texts


def _units(
    published: Published, row: Ints, session: Ints, sessions: list[tuple[int, str]]
) -> tuple[Ints, list[list[int]]]:
    """Return the unit of each entry, and the entries of each unit.

    A unit is what grows or shrinks by one: a round of a circuit, or a set of an exercise on its own.
    """
    members: dict[tuple[int, int], list[int]] = {}
    for entry in np.flatnonzero(published.scaled[row]).tolist():
        members.setdefault((session[entry], published.circuit[row[entry]]), []).append(entry)

    # Earlier units win ties: by position, then exercise, then weekday, so the order in the file doesn't matter.
    def order(entries: list[int]) -> tuple[int, str, tuple[int, str]]:
        first = row[entries[0]]
        return published.position[first], published.exercise[first], sessions[session[entries[0]]]

    units = sorted(members.values(), key=order)
    unit = np.full(len(row), -1)
    for number, entries in enumerate(units):
        unit[entries] = number
    return unit, units
