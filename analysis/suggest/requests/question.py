"""A request for a week, read and checked, as a search takes it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from analysis.ask.counting import Counting
from analysis.ask.rests import Rest
from analysis.suggest.candidates import Candidate
from analysis.suggest.requests.training_days import Day
from analysis.suggest.targets import Target


@dataclass(frozen=True)
class Question:
    """A request as read, with ids and exact numbers. It is hashable, to cache answers by it.

    Besides the typed request it has custom rules that can be dropped: ``spare`` (light leg work only on the day before
    a hard run) and ``usual`` (the usual sets of an exercise). ``open_lines`` are the goal's lines without a usable
    exercise, ``landings`` the fewest landings of a week's jumps. With ``race`` no heavy or moderate exercise is new;
    without ``build`` no exercise has a further set. ``legs_on`` are the days on which fixed sessions have leg work,
    ``near`` the work that a race rules out on each day.
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
        """Tempo, rests and equipment, which set the times of its exercises, as `candidates` takes them."""
        return self.seconds_per_rep, self.rest, self.equipment

    def opener_sets(self, candidate: Candidate) -> int:
        """Return the sets of a warm-up exercise."""
        return candidate.sets[0] if self.least else 1

    @property
    def times(self) -> dict[str, Any]:
        """Tempo and rests, as `session_minutes` takes them."""
        return {"seconds_per_rep": self.seconds_per_rep, "rest": dict(self.rest) or None}

    @property
    def roles(self) -> Counting:
        """How a set counts, as the volume functions take it."""
        return dict(self.counting) if self.counting else self.counting_name
