"""The plan of a squad in sentences: who trains alike, what differs from the block, what to fix and look at."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.base.arguments import checked
from analysis.base.said import Said
from analysis.base.text import listing, plural, span
from analysis.block.sentences import BEFORE_A_FOLD, HEADINGS, say_findings
from analysis.suggest.rosters.roster_plan import AthletePlan, SquadPlan


@checked
def say_squad(squad: SquadPlan) -> Said:
    """Return the short answer for a squad in sentences, then what each group does and what to fix.

    Examples
    --------
    >>> import pandas as pd
    >>> from analysis import load_library
    >>> from analysis.suggest import plan_roster
    >>> phase = {"name": "base", "weeks": 2, "mon": "run_forever"}
    >>> block = {"name": "Spring", "start": "2027-01-04", "phase": [phase]}
    >>> roster = pd.DataFrame({"name": ["Ann Bo", "Cy Day", "Di Egg"], "minutes": ["", "", 15]})
    >>> say_squad(plan_roster(load_library(), block, roster))  # doctest: +ELLIPSIS
    To fix: DE.
    AB and CD: 2 sessions, on Mon; longest day 12-19 min.
    DE: 2 sessions, on Mon; longest day 12-19 min.
    - Fix: Mon takes ... min by our estimate, over your limit of 15 [every week].
    """
    lines = list(squad_answer(squad))
    shared, groups = squad_groups(squad)
    if shared:
        lines += ["Every athlete:", *(f"- {line}" for line in shared)]
    for who, (first, *others) in groups:
        lines += [f"{listing(who)}: {first}", *(f"- {line}" for line in others)]
    return Said.of(lines)


def squad_answer(squad: SquadPlan) -> list[str]:
    """Return a line each on who has something to fix, replaced exercises, too few days, other days, or days off.

    Athletes whose initials differ only by a number are listed with their rows in the roster.

    Examples
    --------
    >>> import pandas as pd
    >>> from analysis import load_library
    >>> from analysis.suggest import plan_roster
    >>> phase = {"name": "base", "weeks": 2, "mon": "run_forever"}
    >>> block = {"name": "Spring", "start": "2027-01-04", "phase": [phase]}
    >>> roster = pd.DataFrame({"name": ["Ann Bo", "Cy Day"], "equipment": ["", "mat"]})
    >>> squad_answer(plan_roster(load_library(), block, roster))
    ['Nothing to fix.', 'Exercises replaced: CD.']
    """
    table = squad.overview

    def who(column: str) -> str:
        some = table[column] > 0 if column == "fix" else table[column].notna()
        return listing(table.loc[some, "athlete"].tolist())

    fix = who("fix")
    lines = [f"To fix: {fix}." if fix else "Nothing to fix."]
    for column, words in (
        ("replaced", "Exercises replaced"),
        ("left_out", "Fewer days than the block"),
        ("other_days", "Other days"),
        ("away", "Away"),
    ):
        lines += [f"{words}: {names}."] if (names := who(column)) else []
    # No file names an athlete unless asked to; the row of the roster tells the coach who is meant.
    letters = [each.athlete.initials.rstrip("0123456789") for each in squad.athletes]
    rows = [
        f"{each.athlete.initials} in row {each.athlete.row}"
        for each, mine in zip(squad.athletes, letters, strict=True)
        if letters.count(mine) > 1 and each.athlete.initials != each.athlete.name
    ]
    return [*lines, f"Alike in the roster: {listing(rows)}."] if rows else lines


Groups = list[tuple[list[str], list[str]]]
"""Initials of each group that trains alike, and lines about them, the first on what they do."""


def squad_groups(squad: SquadPlan) -> tuple[list[str], Groups]:
    """Return the findings shared by all blocks of a squad, and the lines of each group that trains alike."""
    differences = {each.athlete.initials: _found(each) for each in squad.athletes}
    first = next(iter(differences.values()), [])
    # Findings that every athlete has are listed once; only then is it clear who trains alike.
    shared = (
        [line for line in first if all(line in own for own in differences.values())] if len(differences) > 1 else []
    )
    groups: dict[tuple[str, ...], list[str]] = {}
    for each in squad.athletes:
        own = _folded([line for line in differences[each.athlete.initials] if line not in shared])
        groups.setdefault((*_athlete_lines(each), *own), []).append(each.athlete.initials)
    return shared, [(who, list(lines)) for lines, who in groups.items()]


def _athlete_lines(each: AthletePlan) -> list[str]:
    """Return a line on what an athlete does, then a line for each difference from the block."""
    row = each.row
    days = listing([day.capitalize() for day in row["days"].split()])
    longest = span(row["minutes_min"], row["minutes_max"], digits=0)
    when = f", on {days}; longest day {longest} min" if row["sessions"] else ""
    lines = [f"{plural(row['sessions'], 'session')}{when}."]
    lost = f"; {plural(row['lost_sessions'], 'session')} lost" if row["away"] else ""
    for name, words in (
        ("other_days", "Other days"),
        ("left_out", "No day left for"),
        ("replaced", "Instead"),
        ("away", "Away"),
        ("told", "Also"),
    ):
        lines += [f"{words}: {row[name]}{lost * (name == 'away')}."] if row[name] else []
    return lines


def _found(each: AthletePlan) -> list[str]:
    """Return the findings to fix and to look at in a block, each line with its heading."""
    lines, heading = [], ""
    for line in say_findings(each.plan, each.findings, most=None).splitlines():
        if not line.startswith("- "):
            heading = line
        elif heading != HEADINGS["info"]:
            lines.append(f"{heading}: {line.removeprefix('- ')}")
    return lines


def _folded(lines: Sequence[str]) -> list[str]:
    """Return all findings to fix, and the first few of the rest."""
    # Findings are sorted: those to fix come first and are never folded away.
    fix = [line for line in lines if line.startswith(HEADINGS["error"])]
    rest = lines[len(fix) :]
    more = len(rest) - BEFORE_A_FOLD
    return [*fix, *rest[:BEFORE_A_FOLD], *([f"{HEADINGS['warning']}: {more} more."] if more > 0 else [])]
