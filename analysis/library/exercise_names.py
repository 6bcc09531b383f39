"""Find the exercise a name means, by the same rules in a sheet, a log, a command or the panel, and never by guessing.

A name is matched as typed, else by its words in any order, else without words that don't change the exercise.
Those words depend on the exercise: "dumbbell" can be dropped from a split squat, but not from a squat.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any, NamedTuple

from analysis.base.names import fold, word_set
from analysis.base.nearest_names import Names
from analysis.library.name_words import without_label, words_of
from analysis.library.typed_words import typed_words

EQUIPMENT = "equipment in the name"
"""Match of a name that adds equipment the exercise uses anyway."""


SIDE = "side in the name"
"""Match of a name with left or right: its sets are for one side, and two of them count as one."""


BESIDE = "what is beside the name"
"""Match of a name for several exercises, settled by the load or equipment beside it."""


DOUBT = "may mean something else"
"""Match of a name for several exercises that nothing settles."""


FREE_WEIGHTS = word_set("dumbbell kettlebell barbell trap_bar")
"""Loads for the hands or shoulders: one replaces another unless an exercise is named after it."""


_GRIPPED = word_set("pull elbow_flexion elbow_extension")
_ARMS = word_set("elbow_flexion elbow_extension shoulder_raise fly grip")
"""Patterns in which only the arms work, whatever the body position."""


_SAYS_ITEM = {"free weight", "item", "bodyweight"}
_ONE_ARM = _ARMS | {"push", "pull"}
STILL = word_set("hold iso isometric")
"""Words that make a hold of an exercise that usually moves."""


_LOADING = word_set("weighted bodyweight")
_UNLOADED_MODES = word_set("cardio mobility stretch drill plyometric")


MOST_LEFT_OUT = 4
"""Maximum words dropped from a name at once."""


class Reading(NamedTuple):
    """The exercise a name means, how it was matched, and what else it may mean."""

    exercise_id: str
    how: str = "name"
    doubt: str = ""


@dataclass(frozen=True)
class _Pattern:
    """The words a name must have, and the words it may have."""

    needed: frozenset[str]
    allowed: frozenset[str]
    reading: Reading


class ExerciseNames(Names):
    """Names of exercises, with the facts about each exercise that decide which words can be dropped.

    Parameters
    ----------
    exercises : mapping of exercise_id to row
        Rows of the exercises table.
    usual : mapping of exercise_id to (item, required) pairs
        Equipment of each exercise; may be filled later.
    items : mapping of item to row
        Rows of the equipment table.

    Examples
    --------
    >>> from analysis import load_library
    >>> names = load_library().coding.names
    >>> [names.find(name) for name in ("A1) Hip Thrusts (Barbell)", "DB split squats", "Side plank L/R", "Green thing")]
    ['hip_thrust', 'split_squat', 'side_plank', None]
    """

    def __init__(
        self,
        exercises: Mapping[str, Mapping[str, Any]],
        usual: Mapping[str, list[tuple[str, bool]]],
        items: Mapping[str, Mapping[str, Any]],
    ) -> None:
        super().__init__(())
        self._rows, self._uses, self._equipment = exercises, usual, items
        self.doubts: dict[str, str] = {}
        self._listed: list[tuple[str, str]] = []
        self._readings: dict[tuple[str, tuple[str, ...]], Reading | None] = {}

    def __repr__(self) -> str:
        return f"ExerciseNames({len(self)} names)"

    def add(self, name: str, key: str) -> str:
        """Add a name; words in square brackets are optional."""
        self._listed.append((name, key))
        return super().add(name, key)

    def find(self, name: object) -> str | None:
        """Return the exercise_id for a name, None if it is unknown."""
        reading = self.read(str(name))
        return reading and reading.exercise_id

    def read(self, name: str, beside: Iterable[str] = ()) -> Reading | None:
        """Return the reading of a name, None if it is unknown.

        Parameters
        ----------
        name : str
        beside : iterable of str
            Words from beside the name, the most reliable first: equipment items, "weighted" or "bodyweight".

        Examples
        --------
        >>> from analysis import load_library
        >>> names = load_library().coding.names
        >>> names.read("Good morning", ["band"]).exercise_id
        'band_good_morning'
        """
        key = name, tuple(beside)
        if key not in self._readings:
            self._readings[key] = self._read(*key)
        return self._readings[key]

    def _read(self, name: str, beside: tuple[str, ...]) -> Reading | None:
        plain = self._plain(name) or self._plain(without_label(name))
        words = words_of(without_label(name))
        for word in beside:
            if plain and not plain.doubt and (word in _LOADING or self._uses_item(plain.exercise_id, word)):
                break  # the word doesn't point to another exercise
            other = self._exactly(words | {word}) or (
                self._without(words | {word}) if not plain or plain.doubt else None
            )
            if other and not other.doubt:
                return other._replace(how=BESIDE)
        return plain._replace(how=DOUBT) if plain and plain.doubt else plain

    def _plain(self, name: str) -> Reading | None:
        """Read a name on its own."""
        folded = fold(name)
        if folded in self:
            return Reading(self[folded], doubt=self.doubts.get(folded, ""))
        words = words_of(name)
        return self._exactly(words) or self._without(words)

    @cached_property
    def _patterns(self) -> dict[str, list[_Pattern]]:
        """Patterns by one of their required words."""
        patterns: dict[str, list[_Pattern]] = {}
        for shown, key in self._listed:
            optional = words_of(" ".join(part.partition("]")[0] for part in shown.split("[")[1:]))
            every = words_of(shown)
            needed = every - optional
            # Only "raise" would be left of "W raise": such a name is matched only as typed.
            if needed and not (len(needed) == 1 and {"w", "x"} & set(fold(shown).split())):
                reading = Reading(key, doubt=self.doubts.get(fold(shown), ""))
                patterns.setdefault(max(needed), []).append(_Pattern(needed, every, reading))
        return patterns

    def _exactly(self, words: frozenset[str]) -> Reading | None:
        """Read words that form a whole name; None if several exercises share them."""
        if all(word.isdigit() for word in words):
            return None
        patterns = [
            pattern
            for word in words
            for pattern in self._patterns.get(word, ())
            if pattern.needed <= words <= pattern.allowed
        ]
        if not patterns:
            return None
        # A pattern that needs more words is more specific; a clear name wins over a doubtful one.
        most = max(len(pattern.needed) for pattern in patterns)
        patterns = [pattern for pattern in patterns if len(pattern.needed) == most]
        sure = [pattern for pattern in patterns if not pattern.reading.doubt] or patterns
        return sure[0].reading if len({pattern.reading.exercise_id for pattern in sure}) == 1 else None

    def _without(self, words: frozenset[str]) -> Reading | None:
        """Read a name with as few words as possible dropped that don't change the exercise."""
        kinds = typed_words()["loose"]
        loose = sorted(words & kinds.keys())
        for number in range(1, min(len(loose), MOST_LEFT_OUT) + 1):
            shorter = []
            for left in combinations(loose, number):
                # "Left leg" is a side; "leg" alone belongs to the exercise.
                of = {kinds[word] for word in left}
                if "part" in of and "side" not in of:
                    continue
                reading = self._exactly(words - frozenset(left))
                if reading and all(self._can_go(reading.exercise_id, word) for word in left):
                    names_item = of & _SAYS_ITEM or "weighted" in left
                    shorter.append(reading._replace(how=SIDE if "side" in of else EQUIPMENT if names_item else "name"))
            if shorter:
                return shorter[0] if len({reading.exercise_id for reading in shorter}) == 1 else None
        return None

    def items_named(self, exercise: str, name: str, *, loaded: bool = False) -> list[tuple[str, bool]]:
        """Return the usual equipment of an exercise, adjusted to the items in a name and to a load.

        Examples
        --------
        >>> from analysis import load_library
        >>> names = load_library().coding.names
        >>> names.items_named("hip_thrust", "Hip thrust"), names.items_named("hip_thrust", "Hip thrust (barbell)")
        ([('bench', True), ('dumbbell', False)], [('bench', True), ('barbell', True)])
        """
        items = dict(self._uses.get(exercise, ()))
        for word in sorted(words_of(name)):  # sorted: two free weights in a name must always give the same result
            item = {"trapbar": "trap_bar", "ezbar": "barbell"}.get(word, word)
            if item in FREE_WEIGHTS and FREE_WEIGHTS & items.keys() and "trap_bar" not in items:
                items = {used: need for used, need in items.items() if used not in FREE_WEIGHTS} | {item: True}
            if item == "band" and not _items("band") & items.keys() and items.keys() & {"cable", "machine"}:
                items = {used: need for used, need in items.items() if used not in ("cable", "machine")}
                items["long_band"] = True
            items |= {used: True for used in items if used in _items(word)}
        if loaded and (weights := FREE_WEIGHTS & items.keys()):
            items |= dict.fromkeys(weights, True)
        return list(items.items())

    def _uses_item(self, exercise: str, word: str) -> bool:
        """Return whether an exercise uses an item, required or optional."""
        return any(item in (_items(word) or (word,)) for item, _ in self._uses.get(exercise, ()))

    def _can_go(self, exercise: str, word: str) -> bool:
        """Return whether an exercise stays the same without a word."""
        row, uses = self._rows[exercise], self._uses.get(exercise, ())
        used = {item for item, _ in uses}
        loads = {item for item, need in uses if need and (item == "machine" or self._equipment[item]["load_kind"])}
        pattern, one_sided = row["movement_pattern"], row["laterality"] == "unilateral"
        goes: dict[str, bool] = {
            "part": True,
            "neutral": word != "weighted" or row["mode"] not in _UNLOADED_MODES,
            "bodyweight": not loads,
            "free weight": bool(used & FREE_WEIGHTS),
            "held": row["mode"] in ("dynamic", "isometric", "stretch"),
            "item": self._uses_item(exercise, word) or (pattern == "calf_raise" and word in ("step", "box")),
            "side": one_sided,
            "grip": pattern in _GRIPPED,
            "position": pattern in _ARMS,
            "one arm": pattern in _ONE_ARM and (bool(loads) or one_sided),
        }
        return goes[typed_words()["loose"][word]]


def _items(word: str) -> set[str]:
    """Return the items that a word may mean; it adds nothing if the exercise uses one of them."""
    return {*typed_words()["item"].get(word, "").split("+")} - {""}
