"""Read column heads as coaches name them: the column they mean and the unit of its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from analysis.base.errors import Finding
from analysis.base.names import fold
from analysis.base.nearest_names import nearest
from analysis.base.text import one_of
from analysis.library.table_checks import MOST_COLUMNS
from analysis.library.typed_words import typed_words

SHOWN_HEADS = ("section", "phase", "rounds", "exercise", "dose", "sets", "reps", "equipment", "load", "effort", "rest")
"""Heads listed in the error if none is found."""


HEAD_ROWS = 40
"""Rows searched for the heads."""


JOINED = ("load", "effort", "notes")
"""Columns that may appear several times; their cells are joined."""


DOSED = frozenset(
    ["dose", "reversed", "reps", "time", "hold", "distance", "sets", "week dose", "set dose", "reps ends"]
)
"""Columns that give a dose; a sheet needs at least one."""


_FIRST = re.compile(r"(target|planned|prescribed|working|suggested|programmed|set) (?=\w)")
_WEEK = re.compile(r"(?:week|wk|w) ?(\d{1,2})(?: .*)?")
_END = re.compile(r"(?:min|max|minimum|maximum|low|high|lower|upper) reps?|reps? (?:min|max|low|high|from|to)")
_SET = re.compile(r"set ?(\d{1,2})(?: reps?)?")
_SAY_NOTHING = frozenset(
    ["no", "number", "num", "of", "the", "total", "used", "coach", "coachs", "my", "your", "exact"]
)
_ALIKE = [{"sets", "rounds"}, {"reps", "time"}, {"reps", "distance"}, {"load", "effort"}, {"notes"}, {"sets"}, {"load"}]
_MARKS = {"#": "order", "№": "order", "%": "load", "@": "intensity", "no.": "order"}
# A unit alone can be a head: "kg" is a load, "RPE" an effort, "seconds" a time.
_ALONE = {"kg": "load", "lb": "load", "%": "load", "RPE": "effort", "RIR": "effort", "s": "time", "min": "time"}


def known_columns() -> list[str]:
    """Return the columns of a sheet."""
    return list(dict.fromkeys(typed_words()["head"].values()))


class Meant(NamedTuple):
    """The column that a head means, and the unit of its cells; blank if there is none."""

    column: str
    unit: str = ""


@lru_cache(maxsize=1024)
def meant(head: str) -> Meant | None:
    """Return the column and unit that a head means; None if it is unknown.

    Examples
    --------
    >>> meant("Load (kg)"), meant("Movement"), meant("Reps/side"), meant("Rest, s"), meant("Colour")
    (Meant(column='load', unit='kg'), Meant(column='exercise', unit=''), Meant(column='reps', unit='side'),
    Meant(column='rest', unit='s'), None)
    >>> meant("RPE"), meant("Week 2"), meant("Target reps")
    (Meant(column='effort', unit='RPE'), Meant(column='week dose', unit='2'), Meant(column='reps', unit=''))
    """
    if head.strip().casefold() in _MARKS:
        mark = head.strip().casefold()
        return Meant(_MARKS[mark], "%" if mark == "%" else "")
    folded, columns, units = fold(head), typed_words()["head"], typed_words()["unit"]
    if column := columns.get(folded, ""):
        share = "%" if "%" in head and column in ("load", "intensity") else ""
        return Meant(column, share or (units.get(folded, "") if folded != "side" else ""))
    if column := _ALONE.get(units.get(folded, ""), ""):
        return Meant(column, units[folded])
    if week := _WEEK.fullmatch(folded):
        return Meant("week dose", week[1])
    # "Load kg", "Rest in s", "Reps per side", "Load % 1RM": first the head, then the unit.
    words = folded.split()
    if _END.fullmatch(folded):
        return Meant("reps ends")
    for cut in range(len(words) - 1, 0, -1):
        column = columns.get(" ".join(words[:cut]), "")
        unit = units.get(" ".join(words[cut:]).removeprefix("in "), "")
        if column and unit:
            # "Reps (s)" may mean either, "rep(s)" means repetitions: held exercises are queried.
            return Meant(column, "" if column in ("reps", "sets") and unit in ("s", "min") else unit)
    if number := _SET.fullmatch(folded):
        return Meant("set dose", number[1])
    if first := _FIRST.match(folded):
        return meant(folded[first.end() :])
    return _meant_by_parts(head, words)


def _meant_by_parts(head: str, words: Sequence[str]) -> Meant | None:
    """Return what a head means without its brackets, by its parts, or without filler words."""
    if (bare := re.sub(r"[(\[].*?[)\]]", " ", head).strip()) not in ("", head.strip()):
        return meant(bare)
    parts = re.split(r"[/|&]", head)
    halves = [meant(part) for part in parts] if len(parts) > 1 else [None]
    if None not in halves and {half and half.column for half in halves} in _ALIKE:
        return halves[0]
    left = " ".join(word for word in words if word not in _SAY_NOTHING)
    return meant(left) if left and left != " ".join(words) else None


def is_head(text: str) -> bool:
    """Return whether a text is a known head.

    Examples
    --------
    >>> is_head("Sets x Reps"), is_head("Hip thrust")
    (True, False)
    """
    return len(text) <= LONGEST_HEAD and meant(text) is not None


NO_HEAD = "no head"
"""Unit of a column without a head."""


LONGEST_HEAD = 60
"""Maximum characters in a head; a longer text is a remark."""


@dataclass(frozen=True)
class Heads:
    """The heads of a table.

    Attributes
    ----------
    row : int
    texts : sequence of str
        As typed.
    columns : mapping of str to list of (int, str)
        Positions of each column, each with the unit of its cells; several only for columns whose cells are joined.
    unknown : mapping of int to str
        Unknown heads.
    twice : list of str
        Columns that appear several times but may appear only once.
    """

    row: int
    texts: Sequence[str]
    columns: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)
    twice: list[str] = field(default_factory=list)

    @property
    def known(self) -> int:
        """Number of known columns."""
        return len(self.columns)

    @property
    def enough(self) -> bool:
        """Whether the heads make a sheet: an exercise column and a dose column."""
        return "exercise" in self.columns and bool(DOSED & self.columns.keys())


def read_heads(row: int, cells: Sequence[str]) -> Heads:
    """Read a row as heads; a head spelt exactly like its column wins over others.

    Examples
    --------
    >>> heads = read_heads(1, ["Name", "Exercise", "Sets", "Reps", "Colour"])
    >>> heads.columns, heads.unknown
    ({'exercise': [(1, '')], 'sets': [(2, '')], 'reps': [(3, '')]}, {0: 'Name', 4: 'Colour'})
    >>> read_heads(1, ["", "Exercise", "Dose"]).columns["section"]
    [(0, 'no head')]
    """
    texts = list(cells)
    while texts and not fold(texts[-1]) and texts[-1].strip() not in _MARKS:
        texts.pop()  # spreadsheets also save cells that were edited and cleared
    heads = Heads(row, texts)
    found = [(at, text, meant(text)) for at, text in enumerate(texts) if is_head(text)]
    # Of two heads for the same column, the one spelt like the column wins, else the first.
    found.sort(key=lambda head: head[2] is not None and fold(head[1]) != head[2].column)
    for at, text, meaning in found:
        assert meaning is not None
        column, unit = meaning
        places = heads.columns.setdefault(column, [])
        if not places or column in JOINED or column in ("week dose", "set dose", "reps ends"):
            places.append((at, unit))
        elif fold(text) == column:
            heads.twice.append(column)
        else:
            heads.unknown[at] = text
    # Sections and superset letters are often left of the exercises in a column without a head.
    blank = [at for at in range(heads.columns.get("exercise", [(0, "")])[0][0]) if not texts[at].strip()]
    if blank and "section" not in heads.columns:
        heads.columns["section"] = [(blank[-1], NO_HEAD)]
    known = {at for places in heads.columns.values() for at, _ in places}
    heads.unknown.update({at: text for at, text in enumerate(texts) if at not in known and at not in heads.unknown})
    for places in heads.columns.values():
        places.sort()
    return heads


def no_heads(rows: list[tuple[int, list[str]]], file: str) -> list[Finding]:
    """Return the findings for the row that looks most like heads."""
    if not rows:
        return [Finding("empty file", file, allowed=f"a header: {one_of(SHOWN_HEADS, most=30)}")]
    heads = max((read_heads(row, cells) for row, cells in rows[:HEAD_ROWS]), key=lambda heads: heads.known)
    return wrong_heads(heads, file)


def wrong_heads(heads: Heads, file: str) -> list[Finding]:
    """Return the findings for a row of heads."""
    if len(heads.texts) > MOST_COLUMNS:
        return [Finding("too many columns", file, heads.row, value=str(len(heads.texts)))]
    findings = [Finding("the column appears twice", file, heads.row, name) for name in heads.twice]
    if not heads.known:
        what = "no heads of a routine, such as exercise and dose"
        return [Finding(what, file, heads.row, value=", ".join(filter(None, heads.texts)), allowed=one_of(SHOWN_HEADS))]
    if not heads.enough:
        lacking = {"exercise": "exercise" in heads.columns, "dose": bool(DOSED & heads.columns.keys())}
        missing = [name for name, there in lacking.items() if not there]
        how = "dose, or sets and reps" if "dose" in missing else ""
        findings += [Finding("the column is missing", file, heads.row, name, allowed=how) for name in missing]
        for text in heads.unknown.values():
            near = tuple(nearest(text, known_columns(), most=1))
            allowed = one_of(SHOWN_HEADS, most=30)
            findings.append(Finding("unknown column", file, heads.row, value=text, allowed=allowed, near=near))
    return findings
