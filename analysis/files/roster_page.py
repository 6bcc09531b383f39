"""The overview of a squad as one HTML page: who trains when, differences from the block, and what to fix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from analysis.base.calendar import WEEKDAYS
from analysis.base.text import listing, plural
from analysis.block.specs.spec import Phase
from analysis.suggest.rosters.roster_plan import AthletePlan, SquadPlan
from analysis.suggest.rosters.roster_sentences import squad_answer, squad_groups
from analysis.volume.sentences import PROMISE
from analysis.week.around_runs import NAMES as RUN_NAMES

HEAD = """<!doctype html>
<html lang='en'><head><meta charset='utf-8'><meta name='viewport' content='width=device-width, initial-scale=1'>
<title>{name}</title>"""
FOOT = "</body></html>\n"


STYLE = Path(__file__).with_name("roster.css")
"""Style of the page, on a screen of any width, in dark mode and on paper."""


def roster_page(squad: SquadPlan) -> str:
    """Return the overview of a squad as a self-contained page, which loads nothing else.

    Examples
    --------
    >>> import pandas as pd
    >>> from analysis import load_library
    >>> from analysis.suggest.rosters.roster_blocks import plan_roster
    >>> phase = {"name": "base", "weeks": 2, "mon": "run_forever"}
    >>> block = {"name": "Spring", "start": "2027-01-04", "phase": [phase]}
    >>> page = roster_page(plan_roster(load_library(), block, pd.DataFrame({"name": ["Ann Bo"]})))
    >>> page.count("<table>"), "Ann Bo" in page, "AB" in page
    (1, False, True)
    """
    spec = squad.spec
    title = f"{spec.name}: {plural(len(squad.athletes), 'athlete')}, {plural(spec.weeks, 'week')} from {spec.start}"
    shared, groups = squad_groups(squad)
    parts = [
        f"<h1>{escape(title)}</h1>",
        *(f"<p>{escape(line)}</p>" for line in squad_answer(squad)),
        "<h2>Who trains when</h2>",
        *_tables(squad),
        *(["<h2>Every athlete</h2>", _items(shared)] if shared else []),
        "<h2>Athlete by athlete</h2>",
        *(part for who, lines in groups for part in _group(who, lines)),
        f"<p class='quiet'>{escape(PROMISE)}</p>",
    ]
    return "\n".join(
        [
            HEAD.format(name=escape(spec.name)),
            f"<style>\n{STYLE.read_text(encoding='utf-8')}</style></head>",
            "<body>",
            *parts,
            FOOT,
        ]
    )


def _tables(squad: SquadPlan) -> Iterator[str]:
    """Yield a table of athletes by weekdays for each week unlike any earlier one, with its phases."""
    rows: dict[tuple[str, ...], list[str]] = {}
    for number, phase in enumerate(squad.spec.phase):
        runs = squad.spec.runs_of(phase)
        phases = [each.plan.spec.phase[number] for each in squad.athletes]
        days = [day for day in WEEKDAYS if any(own.template.get(day) for own in phases)]
        named = {day: (day.capitalize(), RUN_NAMES.get(runs.get(day, ""), "")) for day in days}
        heads = "".join(f"<th>{day}<span>{run}</span></th>" for day, run in named.values())
        alike: dict[str, list[str]] = {}  # athletes with the same days share a row
        for each, own in zip(squad.athletes, phases, strict=True):
            alike.setdefault(_cells(each, own, named), []).append(each.athlete.initials)
        body = (f"<tr><th>{escape(', '.join(who))}</th>{cells}</tr>" for cells, who in alike.items())
        rows.setdefault((f"<tr><th>athlete</th>{heads}</tr>", *body), []).append(phase.name)
    for (head, *lines), names in rows.items():
        caption = f"<caption>{escape(' + '.join(dict.fromkeys(names)))}</caption>" if len(rows) > 1 else ""
        table = f"<table>{caption}<thead>{head}</thead><tbody>{''.join(lines)}</tbody></table>"
        yield f"<div class='scroll' tabindex='0'>{table}</div>"


def _cells(each: AthletePlan, phase: Phase, days: Mapping[str, tuple[str, str]]) -> str:
    """Return an athlete's sessions, a cell for each day; a phone stacks the cells with their days."""
    names = dict(zip(*(each.plan.source.routines[name] for name in ("routine_id", "short_name")), strict=True))
    cells = []
    for day, head in days.items():
        sessions = "<br>".join(escape(names[name]) for name in phase.template.get(day, ()))
        cells.append(f"<td data-day='{', '.join(filter(None, head))}'>{sessions}</td>")
    return "".join(cells)


def _group(who: Iterable[str], lines: Sequence[str]) -> Iterator[str]:
    """Yield what athletes with the same training do differently, and findings in their blocks alone."""
    yield f"<h3>{escape(listing(list(who)))}</h3><p>{escape(lines[0])}</p>"
    yield _items(lines[1:]) if lines[1:] else ""


def _items(lines: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
