"""A week as it is asked for, read: what a search answers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from analysis.ask.counting import Counting
from analysis.ask.rests import Rest
from analysis.suggest.candidates import Candidate
from analysis.suggest.targets import Target
from analysis.suggest.training_days import Day


@dataclass(frozen=True)
class Question:
    """A request as it was read: ids, and numbers that are exact. A value, so that an answer can be kept under it.

    Beside what was typed it has what holds by custom and can be taken away: ``spare`` (light leg work only on the day
    before a hard run) and ``usual`` (the usual sets of an exercise). ``open_lines`` are those of the goal that nothing
    which may be used is on, ``landings`` what a week's jumps are to come to at the least. With ``race`` nothing heavy
    or moderate is new; where it does not ``build``, no exercise has a further set. ``legs_on`` are the days on which
    fixed sessions have leg work, ``near`` what a race leaves out of the days of the week.
    """

    targets: tuple[Target, ...]
    days: tuple[Day, ...]
    equipment: tuple[str, ...] | None
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    prefer: tuple[str, ...]
    fixed: tuple[tuple[str, str], ...]
    warm_up: tuple[str, ...]
    patterns: tuple[str, ...]
    cover: tuple[str, ...]
    race: bool
    known: tuple[str, ...]
    least_days: int
    most_sets: Fraction | None
    most_exercises: int | None
    counting: tuple[tuple[str, float], ...]
    counting_name: str
    count: tuple[str, ...]
    seconds_per_rep: tuple[float, float]
    rest: Rest
    runs: tuple[tuple[str, str], ...]
    nodes: int
    open_lines: tuple[str, ...] = ()
    landings: int = 0
    goal: str | None = None
    least: bool = True
    strength: str = "auto"
    level: str = "some"
    barred: frozenset[str] = frozenset()
    avoid: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    weights: tuple[tuple[str, int], ...] = ()
    spare: bool = True
    usual: bool = True
    build: bool = True
    legs_on: tuple[str, ...] = ()
    near: tuple[tuple[str, frozenset[str]], ...] = ()

    @property
    def pace(self) -> tuple[tuple[float, float], Rest, tuple[str, ...] | None]:
        """What the times of its exercises hang on, as `candidates` takes it."""
        return self.seconds_per_rep, self.rest, self.equipment

    def opener_sets(self, candidate: Candidate) -> int:
        """Return the sets of an exercise that opens a session."""
        return candidate.sets[0] if self.least else 1

    @property
    def times(self) -> dict[str, Any]:
        """Tempo and rests, as `session_minutes` takes them."""
        return {"seconds_per_rep": self.seconds_per_rep, "rest": dict(self.rest) or None}

    @property
    def roles(self) -> Counting:
        """How a set counts, as functions of volume take it."""
        return dict(self.counting) if self.counting else self.counting_name
