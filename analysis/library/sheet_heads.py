"""Heads of sheets as coaches call them: which column is meant, and in which unit its cells are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from analysis.base.names import fold

HEADS = {
    "section": "section, part, category, session part, section name, component, segment, block name",
    "phase": "phase",
    "rounds": "rounds, round, no of rounds, number of rounds, circuit rounds",
    "exercise": "exercise, exercises, exercise name, name of exercise, movement, movements, lift, lifts, drill, "
    "drills, move, moves, activity, exercise movement, exercise drill, name",
    "dose": "dose, dosage, sets x reps, sets reps, sets and reps, set x rep, set x reps, set rep, sets by reps, "
    "scheme, set rep scheme, set and rep scheme, rep scheme, sets reps scheme, prescription, volume, "
    "amount, how much, sxr, sets x reps time, sets reps time, sets x reps or time, sets x time, sets "
    "time, sets and reps or time, sets x rep, sets x reps duration, sets reps duration, what to do",
    "reversed": "reps x sets, reps sets, reps and sets",
    "sets": "sets, set, no of sets, number of sets, series",
    "reps": "reps, rep, repetitions, repetition, reps time, reps or time, reps duration, reps or seconds, time "
    "reps, reps secs, reps sec, reps s, reps distance, reps time distance, rep range, reps per set, no of "
    "reps, number of reps, duration reps, reps hold, reps or duration, time or reps, repetitions time",
    "time": "time, dur, duration, work time, seconds, work, time per set, set duration",
    "hold": "hold, hold time, isometric hold",
    "distance": "distance, dist, metres, meters",
    "side": "side, sides, per side, each side, per leg, each leg, unilateral, side leg, l r",
    "equipment": "equipment, kit, gear, equipment needed, kit needed, tools, tool, implement, apparatus, you need",
    "load": "load, weight, load weight, weight load, resistance, working weight, load used, external load, percentage",
    "effort": "effort, perceived effort, exertion, reps in reserve, rpe rir, effort rpe, effort level",
    "intensity": "intensity, load effort, load rpe, intensity load",
    "rest": "rest, rest time, rest period, recovery, rest between sets, rest interval, rest after, recovery time, "
    "rests, rest periods, rest between rounds, recovery between sets",
    "tempo": "tempo, cadence, rep speed, lifting tempo, rep tempo",
    "notes": "notes, note, comments, comment, remarks, remark, cues, cue, coaching cues, coaching points, coach "
    "notes, coaching notes, coaches notes, instructions, details, description, tips, key points, "
    "technique, info, focus",
    "order": "order, superset, supersets, super set, super sets, ss, group, block, no, nr, number, pair, pairing, "
    "label, exercise order, exercise no, exercise number, set group, circuit, id, letter, sequence, seq, "
    "grouping, station, superset group, ex no, ex",
    "day": "day, days, weekday, training day, session, workout, session name, workout name, day session, day of week",
    "week": "week, wk, week no, week number",
    "link": "link, links, video, videos, url, video link, video links, video url, youtube, youtube link, demo link, "
    "demo video, exercise link, exercise video, link to video, watch",
    "works": "works, works mainly",
    "assists": "assists",
    "steadies": "steadies",
    "pattern": "pattern, movement pattern",
}
"""Columns of a sheet and what coaches call them, folded; what stands in no line is kept as typed, and told."""


UNITS = {
    "kg": "kg, kgs, kilos, kilograms",
    "lb": "lb, lbs, pounds",
    "s": "s, sec, secs, second, seconds",
    "min": "min, mins, minute, minutes",
    "m": "m, metre, metres, meter, meters",
    "%": "1rm, percent, percent 1rm, of 1rm, of max, max, 1 rm, rm",
    "RPE": "rpe",
    "RIR": "rir, reps in reserve",
    "side": "side, per side, each side, a side, per leg, each leg, each, ea, leg, per arm, e s, each way",
}
"""What may stand behind a head, or in its brackets."""


JOINED = ("load", "effort", "notes")
"""Columns that a sheet may have several of: what they say is put together."""


DOSED = frozenset(
    ["dose", "reversed", "reps", "time", "hold", "distance", "sets", "week dose", "set dose", "reps ends"]
)
"""Columns of which one at least says what to do."""


_FIRST = re.compile(r"(target|planned|prescribed|working|suggested|programmed|set) (?=\w)")
_WEEK = re.compile(r"(?:week|wk|w) ?(\d{1,2})(?: .*)?")
_END = re.compile(r"(?:min|max|minimum|maximum|low|high|lower|upper) reps?|reps? (?:min|max|low|high|from|to)")
_SET = re.compile(r"set ?(\d{1,2})(?: reps?)?")
_SAY_NOTHING = frozenset(
    ["no", "number", "num", "of", "the", "total", "used", "coach", "coachs", "my", "your", "exact"]
)
_ALIKE = [{"sets", "rounds"}, {"reps", "time"}, {"reps", "distance"}, {"load", "effort"}, {"notes"}, {"sets"}, {"load"}]
_MARKS = {"#": "order", "№": "order", "%": "load", "@": "intensity", "no.": "order"}
_COLUMN = {head: column for column, heads in HEADS.items() for head in heads.split(", ")}
_UNIT = {word: unit for unit, words in UNITS.items() for word in words.split(", ")}
# A unit is a head of its own: "kg" is a load, "RPE" an effort, "seconds" a time.
_ALONE = {"kg": "load", "lb": "load", "%": "load", "RPE": "effort", "RIR": "effort", "s": "time", "min": "time"}


class Meant(NamedTuple):
    """The column that a head means, and the unit of its cells; blank for none."""

    column: str
    unit: str = ""


@lru_cache(maxsize=1024)
def meant(head: str) -> Meant | None:
    """Return what a head means; None when it is not known.

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
    folded = fold(head)
    if folded in _COLUMN:
        share = "%" if "%" in head and _COLUMN[folded] in ("load", "intensity") else ""
        return Meant(_COLUMN[folded], share or (_UNIT.get(folded, "") if folded != "side" else ""))
    if folded in _UNIT and (column := _ALONE.get(_UNIT[folded])):
        return Meant(column, _UNIT[folded])
    if week := _WEEK.fullmatch(folded):
        return Meant("week dose", week[1])
    # "Load kg", "Rest in s", "Reps per side", "Load % 1RM": the first words are the head, those behind it the unit.
    words = folded.split()
    if _END.fullmatch(folded):
        return Meant("reps ends")
    for cut in range(len(words) - 1, 0, -1):
        column, unit = _COLUMN.get(" ".join(words[:cut]), ""), _UNIT.get(" ".join(words[cut:]).removeprefix("in "), "")
        if column and unit:
            # "Reps (s)" is of either, "rep(s)" of repetitions: what is held is asked about.
            return Meant(column, "" if column in ("reps", "sets") and unit in ("s", "min") else unit)
    if number := _SET.fullmatch(folded):
        return Meant("set dose", number[1])
    if first := _FIRST.match(folded):
        return meant(folded[first.end() :])
    return _meant_by_parts(head, words)


def _meant_by_parts(head: str, words: Sequence[str]) -> Meant | None:
    """Return what a head means without its bracket, by its halves, or without words that say nothing."""
    if (bare := re.sub(r"[(\[].*?[)\]]", " ", head).strip()) not in ("", head.strip()):
        return meant(bare)
    parts = re.split(r"[/|&]", head)
    halves = [meant(part) for part in parts] if len(parts) > 1 else [None]
    if None not in halves and {half and half.column for half in halves} in _ALIKE:
        return halves[0]
    left = " ".join(word for word in words if word not in _SAY_NOTHING)
    return meant(left) if left and left != " ".join(words) else None


def is_head(text: str) -> bool:
    """Say whether a text is a head of sheets.

    Examples
    --------
    >>> is_head("Sets x Reps"), is_head("Hip thrust")
    (True, False)
    """
    return len(text) <= LONGEST_HEAD and meant(text) is not None


NO_HEAD = "no head"
"""What stands in the place of a unit where a column has no head."""


LONGEST_HEAD = 60
"""Characters of a head; what is longer is a remark."""


@dataclass(frozen=True)
class Heads:
    """The heads of a table.

    Attributes
    ----------
    row : int
    texts : sequence of str
        As they stand.
    columns : mapping of str to list of (int, str)
        For each column its places, each with the unit of its cells; more than one only of what is put together.
    unknown : mapping of int to str
        Heads that mean nothing here.
    twice : list of str
        Columns that stand more than once, where one alone can be meant.
    """

    row: int
    texts: Sequence[str]
    columns: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)
    twice: list[str] = field(default_factory=list)

    @property
    def known(self) -> int:
        """How many columns are known."""
        return len(self.columns)

    @property
    def enough(self) -> bool:
        """Whether these heads are those of a sheet: an exercise, and what to do of it."""
        return "exercise" in self.columns and bool(DOSED & self.columns.keys())


def read_heads(row: int, cells: Sequence[str]) -> Heads:
    """Read a row as heads, the heads that are spelt like their column before others.

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
        texts.pop()  # spreadsheets save whatever somebody once touched
    heads = Heads(row, texts)
    found = [(at, text, meant(text)) for at, text in enumerate(texts) if is_head(text)]
    # Of two heads for one column the one that is spelt like it stands, else the first.
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
    # Parts of the session and letters of supersets often stand left of the exercises, below no head.
    blank = [at for at in range(heads.columns.get("exercise", [(0, "")])[0][0]) if not texts[at].strip()]
    if blank and "section" not in heads.columns:
        heads.columns["section"] = [(blank[-1], NO_HEAD)]
    known = {at for places in heads.columns.values() for at, _ in places}
    heads.unknown.update({at: text for at, text in enumerate(texts) if at not in known and at not in heads.unknown})
    for places in heads.columns.values():
        places.sort()
    return heads
