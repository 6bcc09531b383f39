"""Figures in every output of a block, a comparison and a log, read back and held against the frames they are of."""

from __future__ import annotations

import datetime
import itertools
import json
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import icalendar
import matplotlib
import numpy as np
import openpyxl
import pandas as pd
import pypdf
import pytest
from matplotlib.axes import Axes
from matplotlib.text import Text

import analysis as a
from analysis import BlockPlan, Library, PlannedAndDone, charts, plan_block
from analysis.base.calendar import WEEKDAYS
from analysis.base.frames import with_blanks
from analysis.base.text import span
from analysis.block import findings_digest, say_findings, session_cards
from analysis.block.goal_studies import goal_weeks
from analysis.block.grid_words import grid_table
from analysis.charts import (
    plot_planned_done,
    plot_sessions_done,
    plot_squad,
    plot_timeline,
    plot_week_mixes,
)
from analysis.charts.block_labels import MONTHS
from analysis.compare.tables import comparison_words, difference_words
from analysis.files import export_comparison, export_log, export_week
from analysis.files.table_files import INTERNAL
from analysis.library.terms import COUNTED_KINDS
from analysis.logs import say_log, say_planned_done, squad_weeks, write_synthetic_logs
from analysis.logs.sentences import log_words
from analysis.page.report import report_tables, week_mixes
from analysis.panel.views import chart_image, findings_list
from analysis.week import weekly_minutes
from analysis.week.goal_work import LINE_GOALS
from analysis.week.tables import week_table, weeks_words
from tests.outputs import (
    Page,
    boxed,
    check_csv,
    check_rows,
    check_sheet,
    columns_of,
    numbers,
    percents,
    reads,
    sheet_rows,
    tells,
    title_of,
    weeks_on,
)
from tests.shared import WEEK

MINE = """section,exercise,dose,rounds,phase
Warm-up,Monster walk,2-4 x 10-12 per side,,activation
Main,Step ups,8-10 per side,2-3,strength
Main,Nordic curl,5,2-3,strength
Main,Plank,2 x 30-45 s,,strength
End,Half-kneeling adductor stretch,30 s per side,,cooldown
"""


BLOCK: dict[str, Any] = {
    "name": "Outputs",
    "start": "2026-12-22",
    "goal": "strength",
    "bands": {"calves": [4, 6], "chest": [1, 2]},
    "minutes": 30,
    "race": "2027-01-31",
    "runs": {"tue": "hard", "thu": "easy", "sun": "long"},
    "skip": [{"from": "2027-01-01", "to": "2027-01-04", "why": "travel"}],
    "move": [{"from": "2027-01-07", "to": "2027-01-08"}],
    "phase": [
        {
            "name": "build",
            "weeks": 3,
            "volume": [0.8, 1, 1.15],
            "mon": ["runners_world", "mine"],
            "thu": "run_forever",
            "fri": "runners_world",
            "effort": "3 in reserve",
            "override": {"hip_thrust": {"reps": [8, 10], "load": ["20 kg", "20 kg", "22 kg"]}},
        },
        {"name": "taper", "weeks": 3, "volume": [0.7, 0.6, 0.5], "reps_step": 1, "wed": "fit_and_well", "sat": "mine"},
    ],
}
"""A start in mid-week, ranges, two sessions on a day, one skipped and one moved, parts of sets, the turn of a year."""


SETS = ["sets_min", "sets_max"]


@pytest.fixture(scope="module")
def mine(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Library:
    path = tmp_path_factory.mktemp("sheet") / "mine.csv"
    path.write_text(MINE, encoding="utf-8")
    return a.add_routine(library, path)


# A block.


@pytest.fixture(scope="module")
def plan(mine: Library) -> BlockPlan:
    return plan_block(mine, BLOCK)


@pytest.fixture(scope="module")
def findings(plan: BlockPlan) -> pd.DataFrame:
    return a.check_block(plan)


@pytest.fixture(scope="module")
def folder(plan: BlockPlan, findings: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("block")
    a.export_block(plan, findings, home, remarks=True)
    return home


Dose = tuple[int, int, str]
"""Sets, which may be 0, and what a set holds."""


def dose_of(text: str) -> Dose:
    """Read a dose of any of the outputs."""
    sets = re.match(r"(\d+)(?:[-–](\d+))?(?: x | sets? of )", text)
    assert sets, text
    return int(sets[1]), int(sets[2] or sets[1]), str(a.parse_dose(text[sets.end() :]))


def doses_of(plan: BlockPlan) -> dict[tuple[str, int, int], list[Dose]]:
    """Return the doses of each routine, position and week from 0, in the order of days; of alike ones the first."""
    doses: dict[tuple[str, int, int], list[tuple[str, Dose]]] = {}
    number = {week: place for place, week in enumerate(plan.weeks)}
    for row in with_blanks(plan.prescriptions).sort_values(["date", "session"], kind="stable").to_dict("records"):
        reps, work, hold = (
            "" if pd.isna(row[f"{part}_min"]) else f"{row[f'{part}_min']}-{row[f'{part}_max']}"
            for part in ("reps", "work_s", "hold_s")
        )
        text = (reps or f"{work} s") + f" per {row['per']}" * (row["per"] != "both") + f", hold {hold} s" * bool(hold)
        key = (row["routine_id"], int(row["position"]), number[row["week"]])
        dose = int(row["sets_min"]), int(row["sets_max"]), str(a.parse_dose(text))
        doses.setdefault(key, []).append((row["date"], dose))
    for row in plan.dropped.to_dict("records"):
        key = (row["routine_id"], int(row["position"]), number[row["week"]])
        if key in doses:
            doses[key].append((row["date"], (0, 0, doses[key][0][1][2])))
    ordered = {key: [dose for _, dose in sorted(pairs, key=lambda pair: pair[0])] for key, pairs in doses.items()}
    return {key: of_days[:1] if len(set(of_days)) == 1 else of_days for key, of_days in ordered.items()}


def weekly_sets(plan: BlockPlan, kind: str) -> pd.DataFrame:
    """Add up the whole sets of each week from the prescriptions."""
    rows = plan.prescriptions[plan.prescriptions["kind"] == kind]
    return rows.groupby("week")[SETS].sum().astype(int).reindex(plan.weeks, fill_value=0)


def asked_percent(plan: BlockPlan) -> list[float]:
    """Return how much of the published sets each week asks for."""
    sums = plan.units[plan.units["scaled"]].groupby("week")[["asked_max", "published_max"]].sum()
    return (100 * sums["asked_max"] / sums["published_max"]).reindex(plan.weeks).tolist()


def check_grid(plan: BlockPlan, rows: Iterable[list[Any]]) -> None:
    """Hold rows of a card grid (exercise, what a set holds, a cell a week) against the prescriptions."""
    doses = doses_of(plan)
    exercises = plan.grid.drop_duplicates(["routine_id", "position"])
    shown = [
        ["" if cell is None else str(cell) for cell in row] for row in rows if row[0] in set(exercises["exercise"])
    ]
    keys = exercises[["routine_id", "position", "exercise"]].itertuples(index=False)
    for (name, holds, *cells), (routine, position, exercise) in zip(shown, keys, strict=True):
        assert name == exercise
        for week, cell in enumerate(cells[: len(plan.weeks)]):
            parts = re.split(r"/(?=\d)", cell) if cell else []
            read = [dose_of(f"{part}{holds}" if " x " in part else f"{part} x {holds}") for part in parts]
            assert read == doses.get((routine, position, week), []), (name, week)


@pytest.mark.slow
def test_tables_of_a_block(plan: BlockPlan, findings: pd.DataFrame, folder: Path) -> None:
    names = ["grid", "sessions", "prescriptions", "volume", "allocation", "lost"]
    frames = {name: getattr(plan, name) for name in names}
    kept = {"as_planned"}  # what a later export reads of the past; tests of the past read it back
    frames |= {"deviation": plan.deviation(by="muscle"), "findings": findings}
    if plan.spec.goal in LINE_GOALS:
        frames["goal_lines"] = goal_weeks(plan)
    assert {path.stem for path in folder.glob("*.csv")} == set(frames) | kept
    for name, frame in frames.items():
        check_csv(folder / f"{name}.csv", frame)
    doses = doses_of(plan)
    for row in with_blanks(plan.grid).to_dict("records"):
        parts = [re.sub(r"^(?:[a-z]{3}\+?)+ ", "", part) for part in row["dose"].split("; ") if part]
        read = {dose_of(part) if part != "none" else (0, 0, "") for part in parts}
        there = doses.get((row["routine_id"], row["position"], plan.weeks.index(row["week"])), [])
        assert read == {dose if dose[1] else (0, 0, "") for dose in there}


def test_spreadsheet_of_a_block(plan: BlockPlan, findings: pd.DataFrame, folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "block.xlsx", data_only=True)
    for row, session in zip(sheet_rows(book["sessions"]), plan.sessions.to_dict("records"), strict=True):
        assert row["date"] == session["date"]
        assert row["week"] == plan.weeks.index(session["week"]) + 1
        assert (row["routine_id"], row.get("run that day") or "") == (
            session["routine_id"],
            "" if pd.isna(session["run"]) else session["run"],
        )
        assert tells(row["minutes"], session, "minutes", digits=0)
    doses = doses_of(plan)
    for row, done in zip(
        sheet_rows(book["prescriptions"]), with_blanks(plan.prescriptions).to_dict("records"), strict=True
    ):
        assert row["date"] == done["date"]
        key = (done["routine_id"], done["position"])
        assert (row["routine_id"], row["number"], row["exercise_id"]) == (*key, done["exercise_id"])
        dose = dose_of(row["dose"])
        assert dose[:2] == (done["sets_min"], done["sets_max"])
        assert dose in doses[(*key, plan.weeks.index(done["week"]))]
        assert all((row.get(name) or "") == done[name] for name in ("load", "effort"))
    grid = [list(row) for row in book["grid"].iter_rows(values_only=True)]
    check_grid(plan, grid)
    heads = {row[0]: row[2 : 2 + len(plan.weeks)] for row in reversed(grid)}
    (asked,) = [row for name, row in heads.items() if str(name).startswith("volume, %")]
    assert all(
        np.isnan(share) if cell is None else reads(cell, share)
        for cell, share in zip(asked, asked_percent(plan), strict=True)
    )
    assert {f"sessions done, of {len(plan.sessions)}", a.say_block(plan)} <= set(heads)
    digest = findings_digest(plan, findings)
    assert [row["finding"] for row in sheet_rows(book["findings"])[: len(digest)]] == digest["message"].tolist()
    volume = plan.volume_by(by="group").groupby(["kind", "label", "week"])[SETS].sum().sort_index()
    part, shown = ("", ""), set()
    for row in book["weekly volume"].iter_rows(values_only=True):
        head = re.fullmatch(r"(strength|light) sets(?:, (lower|upper) ends)?", str(row[0]))
        part = (head[1], "sets_max" if head[2] == "upper" else "sets_min") if head else part
        if part[0] and (part[0], row[0], plan.weeks[0]) in volume.index:
            shown.add((*part, row[0]))
            assert list(row[4 : 4 + len(plan.weeks)]) == volume.loc[(part[0], row[0])].loc[plan.weeks, part[1]].tolist()
    ends = SETS if (volume["sets_max"] > volume["sets_min"])[list(COUNTED_KINDS)].any() else SETS[:1]
    worked = volume["sets_max"].groupby(["kind", "label"]).sum()[list(COUNTED_KINDS)]
    assert {(phase, end, label) for phase, label in worked.index[worked > 0] for end in ends} <= shown


def drawn_grid(plan: BlockPlan, ax: Axes) -> list[tuple[str, dict[int, str]]]:
    """Return the exercises of a drawn page of the card grid from its top, with the text of each week from 0."""
    exercises = set(plan.grid["exercise"])
    names = [text for text in ax.texts if text.get_fontsize() == 12 and text.get_text() in exercises]
    rows = sorted((name.get_position()[1], name.get_text()) for name in names)
    found: list[tuple[str, dict[int, str]]] = [(name, {}) for _, name in rows]
    for box, text in boxed(ax):
        above = [place for place, (y, _) in enumerate(rows) if y < box.get_y()]
        if above and re.match(r"[\d–/]+", text):
            found[above[-1]][1].update(dict.fromkeys(columns_of(ax, box), text))
    for text in ax.texts:  # what stays the same stands beside or below the name, for all weeks
        above = [place for place, (y, _) in enumerate(rows) if y <= text.get_position()[1] + 0.02]
        if above and text.get_ha() == "left" and re.match(r"[\d–/]+ ×", text.get_text()):
            found[above[-1]][1][-1] = text.get_text()
    return found


def check_drawn_grid(plan: BlockPlan, axes: Iterable[Axes]) -> None:
    """Hold the texts of a drawn card grid against the prescriptions."""
    doses, pages = doses_of(plan), list(axes)
    for weeks in dict.fromkeys(tuple(weeks_on(ax)) for ax in pages):
        rows = [row for ax in pages if tuple(weeks_on(ax)) == weeks for row in drawn_grid(plan, ax)]
        keys = plan.grid.drop_duplicates(["routine_id", "position"])[["routine_id", "position", "exercise"]]
        places = [
            tuple(key) for key in keys.itertuples(index=False) if any((*key[:2], week) in doses for week in weeks)
        ]
        for (routine, position, exercise), (name, cells) in zip(places, rows, strict=True):
            assert exercise == name
            expected = {week: doses[routine, position, week] for week in weeks if (routine, position, week) in doses}
            texts = dict.fromkeys(expected, cells[-1]) if -1 in cells else cells
            assert texts.keys() == expected.keys()
            for week, text in texts.items():
                ends = [[int(end) for end in part.split("–")] for part in text.split(" ×")[0].split("/")]
                there = [list(dose[:2]) for dose in expected[week]]
                assert [[pair[0], pair[-1]] for pair in ends] in (there, there[:1])


def drawn_pages(name: str, plan: BlockPlan) -> list[Axes]:
    """Draw all pages of a chart of a block."""
    pages = range(1, getattr(charts, f"block_{name}_pages")(plan) + 1)
    return [getattr(charts, f"plot_block_{name}")(plan, page=page) for page in pages]


def test_the_weeks_of_a_block(plan: BlockPlan) -> None:
    sets = {kind: weekly_sets(plan, kind) for kind in COUNTED_KINDS}
    (ax,) = drawn_pages("weeks", plan)
    zero = ax.lines[0].get_ydata()[0]
    head = max(text.get_position()[1] for text in ax.texts if text.get_text() in MONTHS)
    for kind, above in (("strength", True), ("light", False)):
        written: dict[int, str] = {}
        for text in sorted(ax.texts, key=lambda text: text.get_position()[1]):
            x, y = text.get_position()
            if y > head and (y < zero) == above and text.get_ha() == "center" and re.match("[0-9]", text.get_text()):
                written[int(x)] = written.get(int(x), "") + text.get_text()
        assert written.keys() == set(np.flatnonzero(sets[kind]["sets_max"]))
        assert all(reads(text, *sets[kind].iloc[week]) for week, text in written.items())
        bars = [abs(bar.get_height()) for bar in ax.patches if bar.get_y() == zero]
        own = np.array(bars[::2] if above else bars[1::2])
        assert own / max(bars) == pytest.approx(
            sets[kind]["sets_min"].to_numpy() / max(s["sets_min"].max() for s in sets.values())
        )
    most = sets["strength"].iloc[int(sets["strength"]["sets_max"].argmax())]
    assert reads(title_of(ax).partition(": ")[2].partition(" strength")[0], *most)


def test_the_heat_map_of_a_block(plan: BlockPlan) -> None:
    volume = plan.volume_by(by="group").groupby(["kind", "label", "week"])[SETS].sum().sort_index()
    shown = set()
    for ax in drawn_pages("heatmap", plan):
        beside = [(text.get_position()[1], text.get_text()) for text in ax.texts if text.get_position()[0] < 0]
        for box, text in boxed(ax):
            (week,) = columns_of(ax, box)
            top, end = box.get_y(), box.get_y() + box.get_height()
            name = " ".join(word for y, word in sorted(beside) if top < y < end)
            kind = max((y, word.split()[0].lower()) for y, word in beside if y < top and word.endswith(" sets"))[1]
            shown.add((kind, name))
            assert reads(text, *volume.loc[(kind, name, plan.weeks[week])])
    worked = volume["sets_max"].groupby(["kind", "label"]).sum()[list(COUNTED_KINDS)]
    assert set(worked.index[worked > 0]) <= shown


def test_the_calendar_of_a_block_as_a_picture(plan: BlockPlan) -> None:
    days = []
    for ax in drawn_pages("calendar", plan):
        numbers_of = [text for text in ax.texts if text.get_fontsize() == 12 and text.get_text().isdigit()]
        tops = sorted((text.get_position()[1], int(text.get_text())) for text in numbers_of)
        for box, text in boxed(ax):
            if box.get_width() == 0.94:
                week = max(number for y, number in tops if y - 0.3 < box.get_y())
                date = plan.spec.monday + datetime.timedelta(days=7 * (week - 1) + int(box.get_x()))
                days.append((pd.Timestamp(date), text))
    names = plan.source.routines.set_index("routine_id")["short_name"]
    assert sorted(days) == sorted(zip(plan.sessions["date"], names[plan.sessions["routine_id"]], strict=True))


def test_the_card_grid_of_a_block_as_a_picture(plan: BlockPlan) -> None:
    pages = drawn_pages("grid", plan)
    check_drawn_grid(plan, pages)
    for ax in pages:
        asked = [text for text in ax.texts if text.get_text() == "Volume, % of original"]
        y = asked[0].get_position()[1]
        row = [text for text in ax.texts if text.get_ha() == "center" and 0.1 < text.get_position()[1] - y < 0.25]
        written = {int(text.get_position()[0]): float(text.get_text()) for text in row}
        for column, week in enumerate(weeks_on(ax)):
            share = asked_percent(plan)[week]
            assert column not in written if np.isnan(share) else written[column] == pytest.approx(share, abs=0.51)


searchable = pytest.mark.skipif(
    tuple(map(int, matplotlib.__version__.split(".")[:2])) < (3, 11),
    reason="matplotlib before 3.11 draws the dashes of a PDF as shapes, not as text",
)


@searchable
def test_printed_pages_of_a_block(plan: BlockPlan, findings: pd.DataFrame, folder: Path) -> None:
    count = charts.block_summary_pages(plan, findings)
    pages = [charts.plot_block_summary(plan, findings, page=page) for page in range(1, count + 1)]
    words = " ".join(" ".join(text.get_text() for ax in pages for text in ax.texts).split())
    assert a.say_block(plan) in words
    for line in say_findings(plan, findings, most=None).splitlines():
        assert " ".join(line.split()) in words
    check_drawn_grid(plan, [ax for ax in pages if "Volume, % of original" in {text.get_text() for text in ax.texts}])
    printed = pypdf.PdfReader(folder / "summary.pdf").pages
    for ax, page in zip(pages, printed, strict=True):
        text = "".join(page.extract_text().split())
        assert all("".join(one.get_text().split()) in text for one in ax.texts)


@searchable
def test_cards_of_a_block(plan: BlockPlan, folder: Path) -> None:
    cards, doses = session_cards(plan), doses_of(plan)
    assert cards.drop_duplicates("card")["sessions"].sum() == len(plan.sessions)
    phases = [plan.spec.phase[place].name for place in plan.spec.phase_of_week]
    named = plan.sessions.assign(phase=plan.sessions["week"].map(dict(zip(plan.weeks, phases, strict=True))))
    days = "|".join(day.capitalize() for day in WEEKDAYS)
    pages = iter(pypdf.PdfReader(folder / "cards.pdf").pages)
    for number, card in cards.groupby("card"):
        count = charts.session_card_pages(cards, card=int(str(number)))
        text = "".join(page.extract_text() for page in itertools.islice(pages, count))
        head = card.iloc[0]
        done = named[
            (named["routine_id"] == head["routine_id"]) & named["phase"].isin(head["block_phase"].split(" + "))
        ]
        assert head[["sessions", "first_date", "last_date", "minutes_min", "minutes_max"]].tolist() == [
            len(done), done["date"].min(), done["date"].max(), done["minutes_min"].min(), done["minutes_max"].max()
        ]  # fmt: skip
        weeks = {plan.weeks.index(week) for week in done["week"]}
        minutes = re.search(r"([\d–]+) min", text)
        assert minutes
        assert tells(minutes[1], head, "minutes", digits=0)
        of_card = {key[1:]: there for key, there in doses.items() if key[0] == head["routine_id"] and key[2] in weeks}
        assert set(card["position"]) == {position for position, _ in of_card}
        for row in card.to_dict("records"):
            if not row["by_week"] and re.match("[0-9]", row["dose"]):
                large = re.sub(" sets? of ", " × ", re.sub("(?<=[0-9])-(?=[0-9])", "–", row["dose"]))
                # Hold and rest are small, beside it.
                for part in re.split(", (?=hold |rest )", large):
                    assert "".join(part.split()) in "".join(text.split())
            for dose in filter(None, row["by_week"].split(" | ")):
                week, _, dose = dose.partition(": ")
                assert dose.partition(" ")[0].replace("-", "–") in text
                if re.match("[0-9]", dose):
                    assert dose_of(dose) in doses[row["routine_id"], row["position"], int(week) - 1]
            parts = re.split(rf"; |, (?={days})|, \d+ (?:sets? )?more each week, to ", row["dose"])
            read = {dose_of(dose[0]) for part in parts if (dose := re.search(r"\d+(-\d+)? sets? of .*", part))}
            there = {dose for key, week in of_card.items() if key[0] == row["position"] for dose in week if dose[1]}
            assert read == there or ("more each week" in row["dose"] and read < there), row["dose"]


def test_calendar_of_a_block(plan: BlockPlan, folder: Path) -> None:
    calendar: Any = icalendar.Calendar.from_ical((folder / "block.ics").read_bytes())
    routines, exercises = (
        plan.source.routines.set_index("routine_id")["short_name"],
        plan.source.exercises.set_index("exercise_id")["name"],
    )
    sessions = {(row["date"], routines[row["routine_id"]]): row for row in plan.sessions.to_dict("records")}
    events = {(pd.Timestamp(event["DTSTART"].dt), str(event["SUMMARY"])): event for event in calendar.walk("VEVENT")}
    assert events.keys() == sessions.keys()
    assert len(sessions) == len(plan.sessions)
    for key, session in sessions.items():
        head, *lines = str(events[key]["DESCRIPTION"]).split("\n")
        told = re.search(r"week (\d+) of (\d+); ([\d-]+) min by our estimate", head)
        assert told
        assert (int(told[1]), int(told[2])) == (plan.weeks.index(session["week"]) + 1, len(plan.weeks))
        assert tells(told[3], session, "minutes", digits=0)
        rows = plan.prescriptions[
            (plan.prescriptions["date"] == key[0]) & (plan.prescriptions["session"] == session["session"])
        ]
        done = [line for line in map(re.compile(r"(\d+)\. (.*?): (.*)").fullmatch, lines) if line]
        for line, row in zip(done, rows.sort_values("position").to_dict("records"), strict=True):
            assert (int(line[1]), line[2]) == (row["position"], exercises[row["exercise_id"]])
            words = "".join(f", {row[name]}" for name in ("load", "effort", "variation") if pd.notna(row[name]))
            assert line[3].endswith(words)
            assert dose_of(line[3].removesuffix(words))[:2] == (row["sets_min"], row["sets_max"])


def test_page_of_a_block(plan: BlockPlan, findings: pd.DataFrame) -> None:
    (table,) = Page(grid_table(plan)).tables
    check_grid(plan, table)
    (words,) = Page(chart_image(plan)).pictures
    shown = [text.split(" + ") for text in words.partition(": ")[2].split(", ")]
    for place, kind in enumerate(("strength", "light")):
        sets = weekly_sets(plan, kind)
        assert all(reads(texts[place], *ends) for texts, ends in zip(shown, sets.to_numpy(), strict=True))
    words = Page(findings_list(plan, findings)).words
    said = [line.removeprefix("- ") for line in say_findings(plan, findings).splitlines()]
    assert all(text in words for text in (a.say_block(plan), *said))


def test_sentences_of_a_block(plan: BlockPlan, findings: pd.DataFrame) -> None:
    said, sessions, lost = a.say_block(plan), plan.sessions, plan.lost
    told = re.search(
        r"(\d+) weeks? from (\S+), (\d+) sessions? with (?:(\S+) strength)?(?: and )?(?:(\S+) light)?(?:no)? sets,"
        r" in (\S+) hours",
        said,
    )
    assert told
    assert (int(told[1]), told[2], int(told[3])) == (len(plan.weeks), plan.spec.start.isoformat(), len(sessions))
    assert all(
        reads(told[4 + place] or "0", *weekly_sets(plan, kind).sum())
        for place, kind in enumerate(("strength", "light"))
    )
    assert reads(told[6], sessions["minutes_min"].sum() / 60, sessions["minutes_max"].sum() / 60)
    early = lost["date"] < pd.Timestamp(plan.spec.start)
    for rows, pattern in (
        (lost[~early], r"(\d+) sessions? (?:is|are) skipped \(travel\); (\S+) sets are lost"),
        (lost[early], r"(\d+) sessions? of week 1 (?:is|are) left out, with (\S+) sets"),
    ):
        told = re.search(pattern, said)
        assert (int(told[1]) if told else 0) == len(rows)
        assert told is None or reads(told[2], *rows[SETS].sum())
    off = plan.allocation[["deviation_min", "deviation_max"]]
    told = re.search(r"within (\S+) sets? of your target", said)
    assert (told is None) == (off.abs().max(axis=None) < 0.05)
    assert told is None or reads(told[1], off.abs().max(axis=None))

    volume = plan.volume_by(by="group").query("kind == 'strength'").groupby(["week", "muscle_group"])[SETS].sum()
    days = sessions.groupby("date")[["minutes_min", "minutes_max"]].sum()
    strong = plan.prescriptions[plan.prescriptions["kind"] == "strength"].groupby("date")[SETS].sum()
    units = plan.units[plan.units["scaled"] & plan.units["kind"].isin(COUNTED_KINDS)]
    scaled = units.groupby("week")[["asked_min", "asked_max", "given_min", "given_max"]].sum()
    off_target = plan.deviation(by="group").set_index(["muscle_group", "week"])
    held = set()
    for row in findings.to_dict("records"):
        check, figures = row["check"], [row["value_min"], row["value_max"]]
        pattern = FIGURES.get(check)
        told = re.search(pattern, row["message"]) if pattern else None
        if told is None:
            assert pattern is None or np.isnan(figures[0])
            continue
        held.add(check)
        if check == "ramp":
            assert reads(told[1], *(100 * np.array(figures)), digits=0)
        elif check == "allocation":
            ends = scaled if pd.isna(row["muscle_group"]) else off_target.loc[row["muscle_group"]]
            for text, part in zip(told.groups(), ("given", "asked"), strict=True):
                assert reads(text, *ends.loc[row["week"], [f"{part}_min", f"{part}_max"]])
        else:
            assert reads(told[1], *figures)
        if check.endswith("-band"):
            assert figures == volume.loc[(row["week"], row["muscle_group"])].tolist()
        elif check == "minutes":
            assert figures[0] <= days.loc[row["date"], "minutes_min"]
            assert reads(told[2], row["limit"])
        elif check == "race":
            assert figures == strong.loc[row["date"]].tolist()
    if plan.spec.name == BLOCK["name"]:
        assert {"below-band", "above-band", "minutes", "allocation", "race"} <= held


FIGURES = {
    **dict.fromkeys(("below-band", "above-band"), r": ([\d.-]+) sets?,"),
    "minutes": r"takes ([\d.-]+) min by our estimate, over your limit of ([\d.]+)",
    "ramp": r"by (-?[\d.]+(?:(?:-| to )-?[\d.]+)?) %",
    "allocation": r"rounded to ([\d.-]+) sets? \(target ([\d.-]+)\)",
    **dict.fromkeys(("race", "before-hard-run"), r"^([\d.-]+) "),
}
"""Where the findings of a check say their figures."""


# A comparison, a week, and the report of both.


def check_comparison(words: pd.DataFrame, table: pd.DataFrame) -> None:
    """Hold a comparison in words against its frame: every label with a set, then sets and minutes."""
    cells = words.set_index(words.columns[0])
    assert set(cells.index[:-2]) == set(table.loc[table["sets_max"] > 0, "label"])
    for row in table[table["label"].isin(cells.index)].to_dict("records"):
        sets, _, strength = cells.loc[row["label"], row["routine"]].partition(" (")
        assert tells(sets, row, "sets")
        assert tells(strength or 0, row, "strength_sets")
    for row in table.drop_duplicates("routine_id").to_dict("records"):
        assert tells(cells[row["routine"]].iloc[-2], row, "routine_sets")
        assert tells(cells[row["routine"]].iloc[-1], row, "minutes", digits=0)


PARTS = {"strength": "strength_sets", "light": "light_sets", "days": "days", "mobility": "mobility_minutes"}


def read_week(words: pd.DataFrame, summary: pd.DataFrame) -> None:
    """Hold a week in words against its summary."""
    rows = summary.set_index("label")
    left_out = rows[~rows.index.isin(words["muscle group"])]
    assert not left_out[["strength_sets_max", "light_sets_max", "mobility_minutes_max"]].any(axis=None)
    for cells in words.to_dict("records"):
        row = rows.loc[cells["muscle group"]]
        assert all(tells(cells[head], row, name) for head, name in PARTS.items())
        if "status" not in words:  # running and strength have lines and no bands
            continue
        assert cells["status"] == ("" if pd.isna(row["status"]) else row["status"])
        low, high = row["band_low"], row["band_high"]
        assert cells["band"] == "" if pd.isna(low) else reads(cells["band"], low, low if pd.isna(high) else high)


def check_weeks(words: pd.DataFrame, volume: pd.DataFrame) -> None:
    """Hold several weeks in words against their volume."""
    rows = volume.groupby(["week", "label", "kind"])[SETS].sum().sort_index()
    for cells in words.to_dict("records"):
        label = cells.pop("muscle group")
        for week, cell in cells.items():
            sets, _, strength = cell.partition(" (")
            assert reads(sets, *rows.loc[(week, label)].loc[list(COUNTED_KINDS)].sum())
            assert reads(strength or 0, *rows.loc[(week, label, "strength")])


def check_differences(words: pd.DataFrame, rows: pd.DataFrame) -> None:
    """Hold explained differences in words against their frame, and their parts against the whole."""
    for cells, row in zip(words.to_dict("records"), rows.to_dict("records"), strict=True):
        assert (cells["exercise"], cells["of"]) == (row["exercise"], row["routine"])
        assert tells(cells["sets"], row, "sets")
        assert not cells["differs"] or tells(cells["differs"], row, "difference")
    sums = rows.groupby("label")[[*SETS, "difference_min", "difference_max"]].agg(
        {**dict.fromkeys(SETS, "sum"), **dict.fromkeys(["difference_min", "difference_max"], "first")}
    )
    assert (sums[SETS].to_numpy() == sums[["difference_min", "difference_max"]].to_numpy()).all()


def check_said(table: pd.DataFrame, summary: pd.DataFrame) -> None:
    """Hold the figures of sentences about routines and a week against their frames."""
    said = a.say_comparison(table)
    for row in table.drop_duplicates("routine_id").to_dict("records"):
        told = re.search(rf"{re.escape(row['routine'])} (?:has )?(\S+)(?: counted sets)? in (\S+) min", said)
        assert told
        assert tells(told[1], row, "routine_sets")
        assert tells(told[2], row, "minutes", digits=0)
    said = a.say_week(summary)
    told = re.search(r": (\d+) sessions?, (\S+) min\.", said)
    assert told
    assert int(told[1]) == summary["sessions"].iloc[0]
    assert tells(told[2], summary.iloc[0], "week_minutes", digits=0)
    rows = summary.set_index(summary["label"].str.lower().str.replace(",", ""))
    strong = r"([\w ]+) gets the most strength sets \(([\d.-]+)\)(?:, then ([\w ]+) \(([\d.-]+)\))?"
    for part, pattern in (("strength_sets", strong), ("light_sets", r"light work adds most to ([\w ]+) \(([\d.-]+)\)")):
        told = re.search(pattern, said, re.IGNORECASE)
        groups = () if told is None else told.groups()
        sets = [pair for pair in zip(groups[::2], groups[1::2], strict=True) if pair[0]]
        most = rows[f"{part}_max"].sort_values(ascending=False)
        for (label, text), high in zip(sets, most[most > 0][: len(sets) or 1], strict=True):
            assert tells(text, rows.loc[label.strip().lower()], part)
            assert rows.loc[label.strip().lower(), f"{part}_max"] == high


@pytest.mark.slow
def test_report(library: Library, report: Path) -> None:
    tables = report_tables(library, WEEK)
    assert {path.stem for path in report.glob("*.csv")} == set(tables)
    for name, frame in tables.items():
        check_csv(report / f"{name}.csv", frame)
    text = (report / "index.html").read_text(encoding="utf-8")
    page = Page(text)
    names = re.findall(r'<table id="table-([a-z_]+)"', text)
    shown = {name: pd.DataFrame(rows[1:], columns=rows[0]) for name, rows in zip(names, page.tables, strict=True)}
    check_comparison(shown["comparison"], tables["comparison"])
    read_week(shown["weekly"], tables["weekly_summary"])
    check_weeks(shown["weeks"], tables["weeks"])
    for name, table in (
        ("timeline", "session_minutes"),
        *((name, name) for name in ("differences", "sensitivity", "at_a_glance")),
    ):
        check_rows(shown[name], tables[table].rename(columns=lambda head: head.replace("_", " ")), digits=2)
    pairs = [rows for _, rows in tables["differences"].groupby(["first_id", "second_id"], sort=False)]
    for rows in pairs:
        check_differences(difference_words(rows), rows)
    words = " ".join(page.words.split())
    assert all(said in words for said in (a.say_comparison(tables["comparison"]), a.say_week(tables["weekly_summary"])))
    check_said(tables["comparison"], tables["weekly_summary"])


@pytest.fixture(scope="module")
def week(mine: Library) -> dict[str, pd.DataFrame]:
    """The frames of a comparison and a week with ranges."""
    mix = {"mine": 2, "runners_world": 1}
    weeks = pd.concat([a.weekly_volume(mine, other) for other in week_mixes(mix)], ignore_index=True)
    return {
        "comparison": a.compare_routines(mine, ["mine", "runners_world", "fit_and_well"]),
        "summary": a.weekly_summary(mine, mix, bands={"glute_max": (4, 12)}),
        "volume": a.weekly_volume(mine, mix, bands={"glute_max": (4, 12)}),
        "minutes": weekly_minutes(mine, mix),
        "weeks": weeks,
        "difference": a.explain_difference(mine, "mine", "runners_world"),
        "sections": a.session_minutes(mine, by="section"),
        "sessions": a.session_minutes(mine),
    }


def test_words_of_a_comparison_and_a_week(week: dict[str, pd.DataFrame]) -> None:
    check_comparison(comparison_words(week["comparison"]), week["comparison"])
    read_week(week_table(week["summary"]), week["summary"])
    check_weeks(weeks_words(week["weeks"]), week["weeks"])
    check_differences(difference_words(week["difference"]), week["difference"])
    check_said(week["comparison"], week["summary"])
    minutes = week["minutes"]
    for end in ("min", "max"):
        whole = (minutes[f"minutes_{end}"] * minutes["sessions"]).sum()
        assert week["summary"][f"week_minutes_{end}"].iloc[0] == pytest.approx(whole)
    rows = week["difference"]
    told = re.search(r"in [a-z ]+, (\S+) sets? more in [^:]+: (.*)\.", a.say_difference(rows))
    assert told
    top = rows[rows["label"] == rows["label"].iloc[0]]
    assert reads(told[1], *sorted(abs(top[["difference_min", "difference_max"]].iloc[0])))
    parts = re.findall(r" ([+-]?[\d.]+(?: to [+-]?[\d.]+)?)(?=, | and |$)", told[2])
    assert all(reads(part, *ends) for part, ends in zip(parts, top[SETS].to_numpy(), strict=True))


def test_spreadsheets_of_a_comparison_and_a_week(week: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    table, summary = week["comparison"], week["summary"]
    book = openpyxl.load_workbook(export_comparison(table, tmp_path / "compare.xlsx"))
    check_sheet(book["rows"], table, INTERNAL)
    sets = table.set_index(["label", "routine"])
    for cells in sheet_rows(book["comparison"]):
        rows = sets.loc[cells.pop("muscle group")]
        shown = {name: [cells[name], cells.get(f"{name}, most", cells[name])] for name in rows.index}
        assert shown == {name: ends for name, *ends in rows[SETS].itertuples()}
    check_chart(tmp_path / "compare.xlsx", book["comparison"])
    book = openpyxl.load_workbook(export_week(summary, week["volume"], tmp_path / "week.xlsx"))
    volume = week["volume"]
    check_sheet(book["rows"], volume[(volume[["sets_max", "tension_s_max"]] > 0).any(axis="columns")], INTERNAL)
    rows = summary.set_index("label")
    for cells in sheet_rows(book["week"]):
        row = rows.loc[cells["muscle"]]
        for head, name in PARTS.items():
            ends = [cells.get(head), cells.get(f"{head}, most", cells.get(head))]
            assert head == "mobility" or ends == row[[f"{name}_min", f"{name}_max"]].tolist()
        limits = [np.nan if cells.get(head) is None else cells[head] for head in ("band from", "band to")]
        assert np.array_equal(limits, row[["band_low", "band_high"]].astype(float), equal_nan=True)
        assert (cells.get("status") or "") == ("" if pd.isna(row["status"]) else row["status"])
    check_chart(tmp_path / "week.xlsx", book["week"])


def check_chart(path: Path, sheet: Any) -> None:
    """Hold the cells that the chart of a spreadsheet draws against those that are filled."""
    with zipfile.ZipFile(path) as parts:
        chart = parts.read("xl/charts/chart1.xml").decode()
    ends = re.findall(r"<c:f>[^<]*\$[A-Z]+\$(\d+):\$[A-Z]+\$(\d+)</c:f>", chart)
    head = int(sheet.freeze_panes[1:]) - 1
    assert set(ends) == {(str(head + 1), str(head + len(sheet_rows(sheet))))}


def test_charts_of_a_comparison_and_a_week(week: dict[str, pd.DataFrame]) -> None:
    table, volume, weeks, rows = (week[name] for name in ("comparison", "volume", "weeks", "difference"))
    ax = a.plot_comparison(table)
    shown = table[table["label"].isin(table.loc[table["sets_max"] > 0, "label"])]
    shown = shown.sort_values("routine_id", key=lambda ids: ids.map(list(dict.fromkeys(ids)).index), kind="stable")
    # For each routine a row of bars of strength sets, then one of light work, drawn from where those end.
    bars = [bar.get_width() for bar in ax.patches]
    parts = [rows[f"{part}_sets_min"] for _, rows in shown.groupby("routine_id", sort=False) for part in COUNTED_KINDS]
    assert bars == pd.concat(parts).tolist()
    figures = [text.get_text() for text in ax.texts if text.get_gid() != "counted"]
    assert all(tells(text, row, "sets") for text, row in zip(figures, shown.to_dict("records"), strict=True))
    figure: Any = ax.get_figure(root=True)
    keys = " ".join(" ".join(text.get_text() for text in figure.findobj(Text)).split())
    for row in shown.drop_duplicates("routine_id").to_dict("records"):
        told = re.search(rf"{re.escape(row['routine'])}, (\S+) sets, (\S+) min", keys)
        assert told
        assert tells(told[1], row, "routine_sets")
        assert tells(told[2], row, "minutes", digits=0)

    ax = a.plot_weekly_volume(volume)
    drawn = [(text.xy, text.get_text()) for text in ax.texts if re.fullmatch(r"[\d.–]+", text.get_text())]
    sets = volume.groupby(["label", "kind"])[SETS].sum()
    for row, label in enumerate(ax.get_yticklabels()):
        # The thick bar stands above the middle of the row, the thin one below it; one without sets is not drawn.
        for kind, above in (("strength", True), ("light", False)):
            ends = sets.loc[(label.get_text(), kind)]
            written = [text for (_, y), text in drawn if abs(y - row) < 0.5 and (y < row) == above]
            assert [reads(text, *ends) for text in written] == [True] * int(above or ends.iloc[1] > 0)

    title = title_of(plot_week_mixes(weeks)).removeprefix("The weeks differ most in ")
    name, _, figures = title.removesuffix(" sets").partition(": ")
    own = weeks[(weeks["label"].str.lower().str.replace(",", "") == name) & weeks["kind"].isin(COUNTED_KINDS)]
    sums = own.groupby("week", sort=False)[SETS].sum().to_numpy()
    assert all(reads(text, *ends) for text, ends in zip(re.split(", | and ", figures), sums, strict=True))

    ax = a.plot_difference(rows)
    texts = [text.get_text() for text in ax.texts]
    for label, own in rows.groupby("label", sort=False):
        if label in texts:
            totals = own.groupby("routine_id", sort=False)[SETS].sum().abs()
            pair = texts[texts.index(label) + 1 :][:2]
            for text, routine in zip(pair, (rows["first_id"].iloc[0], rows["second_id"].iloc[0]), strict=True):
                assert reads(text, *(sorted(totals.loc[routine]) if routine in totals.index else (0.0, 0.0)))

    ax = plot_timeline(week["sections"])
    sums = week["sections"].groupby("routine_id", sort=False)[["minutes_min", "minutes_max"]].sum()
    figures = [text.get_text().rpartition(", ")[2] for text in ax.texts if text.get_text().endswith(" min")]
    assert all(reads(text, *ends, digits=0) for text, ends in zip(figures, sums.to_numpy(), strict=True))
    sessions = week["sessions"].set_index("routine_id").loc[sums.index, ["minutes_min", "minutes_max"]]
    assert sums.to_numpy() == pytest.approx(sessions.to_numpy())


# A log, and a block held against it.


@pytest.fixture(scope="module")
def log(plan: BlockPlan, tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """Logs of the made-up squad, without the last week of the block."""
    return a.read_logs(write_synthetic_logs(tmp_path_factory.mktemp("squad"), plan, weeks=5), names=False)


@pytest.fixture(scope="module")
def done(plan: BlockPlan, log: pd.DataFrame) -> PlannedAndDone:
    return a.compare_to_block(plan, log)


@pytest.mark.slow
def test_files_and_words_of_a_log(plan: BlockPlan, log: pd.DataFrame, done: PlannedAndDone, tmp_path: Path) -> None:
    export_log(log, plan.source, tmp_path, planned=done)
    names = {
        "planned_versus_done": "volume",
        "sessions_done": "sessions",
        "unplanned": "unplanned",
        "adherence": "adherence",
    }
    for name, frame in names.items():
        check_csv(tmp_path / f"{name}.csv", getattr(done, frame))
    matched = a.match_exercises(log, plan.source)
    known, every = matched.loc[matched["exercise_id"].notna(), "sets"].sum(), matched["sets"].sum()
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert (report["sets"], report["sets_matched"]) == (len(log), known)
    assert len(pd.read_csv(tmp_path / "sets.csv")) == len(log)
    told = re.search(
        r"(\d+) of (\d+) sets \((\d+) %\) are of exercises that are known", say_log(log.attrs["reports"], matched)
    )
    assert told
    assert (int(told[1]), int(told[2])) == (known, every)
    assert percents(told[3], known / every)
    volume = a.log_volume(log, plan.source).astype({"athlete": "str", "week": "str", "label": "str"})
    for words, count in log_words(volume):
        own = volume[volume["athlete"] == words.columns[0]]
        assert count == own["week"].nunique()
        sets = own.set_index(["label", "week"])["sets"]
        counted = own.drop_duplicates("week").set_index("week")[["sets_matched", "sets_logged"]]
        for week in words.columns[1:]:
            cells = dict(zip(words.iloc[:, 0], words[week], strict=True))
            assert numbers(cells.pop("sets counted")) == counted.loc[week].tolist()
            assert all(reads(cell, sets.get((label, week), 0)) for label, cell in cells.items())


def test_adherence_is_that_of_the_sessions(plan: BlockPlan, done: PlannedAndDone) -> None:
    said = say_planned_done(done)
    for row in done.adherence.to_dict("records"):
        sessions = done.sessions[done.sessions["athlete"] == row["athlete"]]
        due = sessions[sessions["state"] != "to come"]
        kept = due["state"].isin(["done", "moved"]).sum()
        assert (len(sessions), row["due"]) == (len(plan.sessions), len(due))
        assert row["adherence"] == pytest.approx(kept / len(due) if len(due) else np.nan, nan_ok=True)
        sums = due[["sets_planned_min", "sets_planned_max", "sets_done"]].sum()
        assert [row[name] for name in sums.index] == sums.tolist()
        more = done.unplanned[done.unplanned["athlete"] == row["athlete"]]
        assert row["sets_unplanned"] == more["sets"].sum()
        words = re.search(rf"{row['athlete']}, until {row['until']:%Y-%m-%d}: (.*?)\.(?=\s|$)", said)
        assert words
        share = re.search(r"due \((\d+) %\)", words[1])
        assert percents(share[1], row["adherence"]) if share else not len(due)
        for pattern, *ends in (
            (r"^(\d+) of \d+ sessions?", kept),
            (r"^\d+ of (\d+) sessions? that were due", len(due)),
            (r", (\d+) of them moved", row["moved"]),
            (r", (\d+) more begun", row["begun"]),
            (r"; (\d+) of \S+ sets planned", row["sets_done"]),
            (r"; \d+ of (\S+) sets planned", row["sets_planned_min"], row["sets_planned_max"]),
            (r"; (\d+) sets? on top", row["sets_unplanned"]),
            (r", (\d+) of them of unknown exercises", more.loc[more["exercise_id"] == "", "sets"].sum()),
        ):
            told = re.search(pattern, words[1])
            assert reads(told[1] if told else 0, *ends, digits=0), pattern


def test_shares_are_those_of_the_sets(plan: BlockPlan, log: pd.DataFrame, done: PlannedAndDone) -> None:
    counted = plan.volume_by(by="group").query("kind in @COUNTED_KINDS").groupby(["week", "label"])[SETS].sum()
    since = log[pd.to_datetime(log["date"]) >= pd.Timestamp(plan.spec.start)]
    logged = a.log_volume(since, plan.source).astype({"athlete": "str", "week": "str", "label": "str"})
    sets = logged.set_index(["athlete", "week", "label"])["sets"]
    for row in done.volume.to_dict("records"):
        assert [row["planned_min"], row["planned_max"]] == counted.loc[(row["week"], row["label"])].tolist()
        assert row["done"] == sets.get((row["athlete"], row["week"], row["label"]), 0)
    weeks = squad_weeks(done.sessions).set_index(["athlete", "week"])
    due = done.sessions[done.sessions["state"] != "to come"]
    for key, rows in due.groupby(["athlete", "week"]):
        enough, planned = rows[["sets_done", "sets_planned_min"]].min(axis=1).sum(), rows["sets_planned_min"].sum()
        assert weeks.loc[key, "part"] == pytest.approx(enough / planned, abs=5e-5)
    sums = weeks.groupby("athlete")["done"].sum()
    assert sums.tolist() == done.adherence.set_index("athlete")["sets_done"].reindex(sums.index).tolist()


def read_missed(ax: Axes, rows: pd.Series, weeks: pd.Series, missed: pd.Series, planned: pd.Series) -> None:
    """Hold the cells of a chart of what was missed, and the sums beside them, against the frame."""
    labels = [" ".join(label.get_text().split()) for label in ax.get_yticklabels()]
    columns = list(dict.fromkeys(weeks))
    cells = pd.DataFrame({"row": rows, "week": weeks, "missed": missed, "planned": planned})
    cells = cells.groupby(["row", "week"], sort=False).sum()
    written = {text.get_position(): text.get_text() for text in ax.texts if type(text) is Text}
    for (row, week), cell in cells.iterrows():
        text = written.get((columns.index(week), labels.index(row) if row in labels else -1))
        assert reads(text, cell["missed"], digits=0 if cell["missed"] >= 20 else 1) if cell["missed"] else text is None
    sums = cells.groupby("row").sum()
    beside = [text.get_text() for text in ax.texts if re.fullmatch(r"[\d.]+ of [\d.]+", text.get_text())]
    assert [numbers(text) for text in beside] == [
        [pytest.approx(sums.loc[label, part], abs=0.051) for part in ("missed", "planned")] for label in labels
    ]


def test_charts_of_a_log(done: PlannedAndDone) -> None:
    weeks = squad_weeks(done.sessions)
    athletes = list(dict.fromkeys(weeks["athlete"]))
    read_missed(plot_squad(weeks), weeks["athlete"], weeks["week"], weeks["missed"], weeks["planned_min"])
    ax = plot_sessions_done(done.sessions)
    due = done.sessions[done.sessions["state"] != "to come"]
    kept = due["state"].isin(["done", "moved"])
    for label, athlete in zip(ax.get_yticklabels(), athletes, strict=True):
        assert (
            label.get_text()
            == f"{athlete} {kept[due['athlete'] == athlete].sum()} of {(due['athlete'] == athlete).sum()}"
        )
    moved = (due["state"] == "moved").sum()
    assert numbers(title_of(ax)) == [kept.sum(), len(due), *[moved] * bool(moved)]
    assert sum(len(line.get_xdata()) for line in ax.lines if line.get_linestyle() == "None") == len(done.sessions)
    for athlete in athletes:
        ax = plot_planned_done(done.volume, athlete=athlete, sessions=done.sessions)
        own = done.volume[done.volume["athlete"] == athlete]
        due_now = own["due"].astype(bool)
        missed = (own["planned_min"] - own["done"]).clip(lower=0).where(due_now, 0.0)
        planned = own["planned_min"].where(due_now, 0.0)
        read_missed(ax, own["label"], own["week"], missed, planned)
        sets = done.adherence.set_index("athlete").loc[athlete, ["sets_done", "sets_planned_min", "sets_planned_max"]]
        assert f"did {sets.iloc[0]} of {span(*sets.iloc[1:])} planned sets" in " ".join(title_of(ax).split())
