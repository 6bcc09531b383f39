"""Exports of training apps that are broken in every way: an error of one line, or sets that stand in the file."""

from __future__ import annotations

import contextlib
import datetime
import gzip
import io
import json
import random
import tracemalloc
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.base.errors import AnalysisError
from analysis.cli.main import main
from analysis.logs.reading.month_names import months
from analysis.logs.reading.read import read_log

STRONG = "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes"


HEVY = "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,"


S2 = "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;Notes;"


S3 = "Workout #;Date;Workout Name;Duration (sec);Exercise Name;Set Order;Weight (kg);Reps;RPE;Distance (meters);"


HEADERS = {
    "hevy kg": HEVY + "weight_kg,reps,distance_km,duration_seconds,rpe",
    "hevy lb": HEVY + "weight_lbs,reps,distance_miles,duration_seconds,rpe",
    "strong S0": STRONG,
    "strong S1": STRONG.replace("Exercise", "Duration,Exercise") + ",RPE",
    "strong S2": S2 + "Workout Notes;Workout Duration",
    "strong S3": S3 + "Seconds;Notes;Workout Notes",
    "strong S4": S2.replace("RPE;", "") + "Workout Notes",
    "strong 2018": STRONG.replace(",", ";").replace("Weight", "lbs"),
    "fitnotes": "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment",
}


EXERCISES = ["Hip Thrust (Barbell)", "Élévation", "Squat, paused; deep", 'Press "strict"', "Row – slow"]


MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


HUGE = ["1e308", "-1e308", "1e999", "inf", "nan", "9" * 400, "2000.1"]


DAYS = ["0001-01-01 10:00:00", "9999-12-31 23:59:59", "1 Jan 0001, 10:00", "31 Dec 9999, 23:59", "2024-02-30", "0000"]


NASTY = ["", " ", "0", "-1", "=cmd()", "@SUM(A1)", "../../etc/passwd", "\x1b[2J", "\u202e", "\ufeff", "\r", "\n\n"]


NASTY += ["\u2028", "é" * 5000, "١٢", "²", "1_000", "0x10", "12:61:61", *HUGE, *DAYS]


OTHERS = [*HEADERS.values(), *NASTY]


DAMAGED, ANY = 5, 10**9


FACTOR, CONSTANT = 5, 2 * 2**20
"""Memory that reading may take at most: so many sizes of the file, and so many bytes."""


SPOILT = ["PK\x03\x04", "\x1f\x8b", "\n", "\0" * 9, "\ufeff", '"', '""', ",", "sep=,", "\n" * 5000, ",;\t" * 5000]


@dataclass(frozen=True)
class Export:
    """An export: the cells of its header and rows, and what its sets are."""

    dialect: str
    header: list[str]
    rows: list[list[str]]
    sets: Counter[tuple[Any, ...]]
    mark: str

    def line(self, cells: Sequence[str], opened: int | None = None) -> str:
        """Lay out a row; the quotes of the cell ``opened`` are not closed."""
        mark, always = self.mark, self.dialect.startswith(("hevy", "strong S3"))
        quoted = [
            '"' + cell.replace('"', '""') + '"' if always or any(char in cell for char in f'"{mark}\r\n') else cell
            for cell in cells
        ]
        if opened is not None:
            quoted[opened] = '"' + quoted[opened].strip('"')
        text = mark.join(quoted)
        return '"' + text.replace('"', '""') + '"' if self.dialect == "strong 2018" else text

    def lines(self) -> list[str]:
        return [self.line(self.header), *map(self.line, self.rows)]

    def data(self) -> bytes:
        return joined(self.lines())

    def column(self, *names: str) -> int:
        return next(at for at, head in enumerate(self.header) if head.casefold().startswith(names))


def joined(lines: Sequence[str], end: str = "\n") -> bytes:
    return (end.join(lines) + end).encode()


def made(dialect: str, chance: random.Random, size: int = 0) -> Export:
    header = HEADERS[dialect].replace(";", ",").split(",")
    rows: list[list[str]] = []
    sets: Counter[tuple[Any, ...]] = Counter()
    day = datetime.datetime(2023, 1, 1, 7, 30) + datetime.timedelta(days=chance.randrange(900))
    for number in range(size or chance.randint(40, 200)):
        day += datetime.timedelta(days=0 if number % 12 else chance.randint(1, 20))
        exercise, reps, load = chance.choice(EXERCISES), chance.randint(1, 15), chance.choice([0, 20, 22.5, 61.25, 140])
        note = "" if dialect == "strong 2018" else chance.choice(["", "felt good 💪", "slow\nthen fast", "a; b, c\\n"])
        order = chance.choice(["Rest Timer", "Note", *"123WDF"]) if "Set Order" in header else str(number % 12)
        words = f"{day.day} {MONTHS[day.month - 1]} {day.year}, {day:%H:%M}"
        weight = f"{load:g}".replace(".", "," if dialect in ("strong S2", "strong S4") else ".")
        cells = {
            **dict.fromkeys(["title", "Workout Name", "Category"], f"Legs {number // 12}"),
            **dict.fromkeys(["start_time", "end_time"], words),
            "Date": f"{day:%Y-%m-%d}" if dialect == "fitnotes" else f"{day:%Y-%m-%d %H:%M:%S}",
            **dict.fromkeys(["exercise_title", "Exercise Name", "Exercise"], exercise),
            **dict.fromkeys(["exercise_notes", "Notes", "Comment"], note),
            **dict.fromkeys(["set_index", "Set Order"], order),
            **dict.fromkeys(["weight_kg", "weight_lbs", "Weight", "Weight (kg)", "lbs"], weight),
            **dict.fromkeys(["reps", "Reps"], str(reps)),
            **dict.fromkeys(["RPE", "rpe"], "8"),
            **dict.fromkeys(["set_type"], "normal"),
            **dict.fromkeys(["Weight Unit"], "kg"),
        }
        rows.append([cells.get(head, "") for head in header])
        if order not in ("Rest Timer", "Note"):
            size_kg = 0.45359237 if dialect in ("hevy lb", "strong 2018") else 1
            sets[f"{day:%Y-%m-%d}", exercise, reps, round(load * size_kg, 2)] += 1
    return Export(dialect, header, rows, sets, ";" if ";" in HEADERS[dialect] else ",")


def edited(export: Export, chance: random.Random, values: Sequence[str], *names: str) -> bytes:
    """Put other values into some cells, of one column or of any."""
    rows = [list(cells) for cells in export.rows]
    for row in chance.sample(range(len(rows)), DAMAGED):
        rows[row][export.column(*names) if names else chance.randrange(len(rows[row]))] = chance.choice(values)
    return replace(export, rows=rows).data()


def swapped(export: Export, chance: random.Random, *, header: bool) -> bytes:
    order = list(range(len(export.header)))
    one, other = chance.sample(order, 2)
    order[one], order[other] = other, one
    rows = [[cells[place] for place in order] for cells in export.rows]
    return replace(export, rows=rows, header=[export.header[at] for at in order] if header else export.header).data()


def flipped(data: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(DAMAGED):
        spoilt[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def cut_out(data: bytes, chance: random.Random) -> bytes:
    begin, end = sorted(chance.sample(range(len(data)), 2))
    return data[:begin] + data[end:]


def unclosed(export: Export, chance: random.Random, *, neighbours: bool) -> bytes:
    """Open quotes in some rows: in one column of rows that follow one another, or anywhere."""
    first, place = chance.randrange(len(export.rows) - DAMAGED), chance.randrange(len(export.header))
    rows = range(first, first + DAMAGED) if neighbours else chance.sample(range(len(export.rows)), DAMAGED)
    at = {row: place if neighbours else chance.randrange(len(export.header)) for row in rows}
    return joined([*export.lines()[:1], *(export.line(cells, at.get(row)) for row, cells in enumerate(export.rows))])


def between(export: Export, chance: random.Random, texts: Sequence[str]) -> bytes:
    """Put lines between the rows, and more of them below the header."""
    rows = export.lines()[1:]
    for _ in range(DAMAGED):
        rows.insert(chance.randint(0, len(rows)), chance.choice(texts))
    return joined([*export.lines()[:1], *chance.choices(texts, k=DAMAGED + 2), *rows])


def packed(export: Export, chance: random.Random) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(chance.choice(["log.csv", "xl/workbook.xml"]), export.data())
    data = chance.choice([held.getvalue(), gzip.compress(export.data(), mtime=0)])
    return chance.choice([data, data[:4] + flipped(data[4:], chance), data[: chance.randrange(4, len(data))]])


def commas(export: Export, chance: random.Random) -> bytes:
    at, marks = export.column("weight", "lbs"), str.maketrans(".,", ",.")
    return replace(export, rows=[[*row[:at], row[at].translate(marks), *row[at + 1 :]] for row in export.rows]).data()


MUTATIONS: dict[str, tuple[Callable[[Export, random.Random], bytes], int, int]] = {
    "columns swapped": (lambda one, chance: swapped(one, chance, header=True), 0, 0),
    "cells swapped": (lambda one, chance: swapped(one, chance, header=False), ANY, ANY),
    "cut short": (lambda one, chance: one.data()[: chance.randrange(len(one.data()))], 0, ANY),
    "cut out": (lambda one, chance: joined(one.lines()[:1]) + cut_out(joined(one.lines()[1:]), chance), 1, ANY),
    "bytes flipped": (lambda one, chance: flipped(one.data(), chance), ANY, ANY),
    "rows flipped": (lambda one, chance: joined(one.lines()[:1]) + flipped(joined(one.lines()[1:]), chance), 5, 15),
    "another header": (lambda one, chance: joined([chance.choice(OTHERS), *one.lines()[1:]]), ANY, ANY),
    "header only": (lambda one, chance: joined(one.lines()[:1], chance.choice(["", "\n", "\r\n\r\n"])), 0, ANY),
    "header doubled": (lambda one, chance: between(one, chance, one.lines()[:1]), 0, 0),
    "huge weights": (lambda one, chance: edited(one, chance, HUGE, "weight", "lbs"), DAMAGED, DAMAGED),
    "impossible dates": (lambda one, chance: edited(one, chance, DAYS, "date", "start"), 0, DAMAGED),
    "nasty notes": (lambda one, chance: edited(one, chance, NASTY, "notes", "exercise_notes", "comment"), 0, 0),
    "nasty cells": (lambda one, chance: edited(one, chance, NASTY), DAMAGED, DAMAGED),
    "zeros": (lambda one, chance: one.data().replace(b"e", b"\0e\0\0", chance.randint(1, 99)) + b"\0" * 4096, 0, 0),
    "blank lines": (lambda one, chance: between(one, chance, ["", " ", "\r"]), 0, 0),
    "delimiters": (lambda one, chance: between(one, chance, [one.mark * n for n in (1, 13, 200_000)]), 0, 0),
    "quotes never closed": (lambda one, chance: unclosed(one, chance, neighbours=False), 0, 15),
    "quotes of neighbours never closed": (lambda one, chance: unclosed(one, chance, neighbours=True), 0, ANY),
    "other line ends": (lambda one, chance: joined(one.lines(), chance.choice(["\r", "\r\n"])), 0, 0),
    "byte order mark": (lambda one, _: b"\xef\xbb\xbf" + one.data(), 0, 0),
    "UTF-16": (lambda one, chance: one.data().decode().encode(f"utf-16{chance.choice(['', '-le', '-be'])}"), 0, 0),
    "Windows-1252": (lambda one, _: one.data().decode().encode("cp1252", "replace"), 0, 0),
    "decimal commas": (commas, 0, 0),
    "packed": (packed, 0, ANY),
    "no export": (lambda _, chance: chance.choice(["", *SPOILT]).encode(), 0, ANY),
    "random bytes": (lambda _, chance: chance.randbytes(chance.choice([10, 5000, 50_000])), 0, ANY),
}
"""How an export is spoilt, and how many sets may then be read that do not stand in it, and be lost."""


@pytest.fixture(scope="module", autouse=True)
def warm(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Load what is loaded once, such as the names of months."""
    months(["xyz"])
    path = tmp_path_factory.mktemp("warm") / "warm.csv"
    for seed, dialect in enumerate(HEADERS):
        export = made(dialect, random.Random(1))
        for data in (export.data(), packed(export, random.Random(seed))):
            path.write_bytes(data)
            with contextlib.suppress(AnalysisError):
                read_log(path, "kg")


def read(path: Path, data: bytes) -> Counter[tuple[Any, ...]]:
    """Read the sets of a file; hold the memory it takes, what is told of it, and its values against what is allowed."""
    path.write_bytes(data)
    tracemalloc.start()
    log, message = pd.DataFrame(), ""
    try:
        log = read_log(path, "kg")
    except AnalysisError as error:
        message = str(error)
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert len(message) < 600
    assert message.isprintable()
    assert peak <= FACTOR * len(data) + CONSTANT, f"{peak / 2**20:.1f} MB for a file of {len(data) / 2**20:.1f} MB"
    if "report" in log.attrs:
        told = log.attrs["report"]
        assert told["rows_read"] == len(log)
        assert told["rows_in_file"] == len(log) + sum(told["left_out"].values())
        assert ((loads := log[["weight_kg", "assistance_kg"]].fillna(0)) >= 0).all(axis=None)
        assert (loads <= 2000).all(axis=None)
        assert log["date"].dt.year.between(1970, 2100).all()
    if log.empty:
        return Counter()
    days, weights = log["date"].dt.strftime("%Y-%m-%d"), log["weight_kg"].fillna(0).round(2)
    return Counter(zip(days, log["exercise_name"], log["reps"], weights, strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("kind", MUTATIONS)
def test_a_spoilt_export_is_refused_or_gives_sets_that_stand_in_it(kind: str, tmp_path: Path) -> None:
    mutate, strange, lost = MUTATIONS[kind]
    wrong = []
    for dialect in HEADERS:
        for seed in range(2):
            chance = random.Random(f"{kind} {dialect} {seed}")
            export = made(dialect, chance)
            try:
                sets = read(tmp_path / "log.csv", mutate(export, chance))
                assert (sets - export.sets).total() <= strange, f"not in the export: {[*(sets - export.sets)][:3]}"
                assert (export.sets - sets).total() <= lost, f"lost: {(export.sets - sets).total()}"
            except Exception as error:
                wrong.append(f"{dialect}, seed {seed}: {type(error).__name__}: {str(error)[:300]}")
    assert not wrong, "\n".join([f"{len(wrong)} of {kind}", *wrong])


@pytest.mark.slow
@pytest.mark.parametrize("dialects", [["hevy lb", "strong S2"], pytest.param([*HEADERS] * 2, marks=pytest.mark.slow)])
@pytest.mark.parametrize("kind", MUTATIONS)
def test_the_command_line_refuses_a_spoilt_export_or_reports_on_it(
    kind: str, dialects: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mutate, *_ = MUTATIONS[kind]
    for number, dialect in enumerate(dialects):
        chance = random.Random(f"{kind} {dialect} {number} command")
        (tmp_path / "log.csv").write_bytes(mutate(made(dialect, chance), chance))
        out = tmp_path / f"{number} {dialect}"
        code = main(["log", str(tmp_path / "log.csv"), "--units", "kg", "--out", str(out)])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        if code:
            assert (code, said.out, out.exists(), said.err.count("\n")) == (2, "", False, 1)
        else:
            (told,) = json.loads((out / "report.json").read_text(encoding="utf-8"))["files"]
            assert told["rows_in_file"] == told["rows_read"] + sum(told["left_out"].values())
            assert len(pd.read_csv(out / "sets.csv")) == told["rows_read"]


QUOTES = {
    HEADERS["fitnotes"]: ['2024-01-01,Squat,"Legs,100,kg,5,,,,', '2024-01-02,Bench,"Chest,60,kg,9,,,,'],
    HEADERS["strong S1"]: ['2024-01-01 10:00:00,Legs,"1h 43m,"Squat, paused; deep",1,100,5,,,,,8'],
}


@pytest.mark.parametrize("header", QUOTES, ids=["neighbours", "one row"])
def test_cells_joined_by_a_quote_make_no_set_of_two_rows(header: str, tmp_path: Path) -> None:
    sets = read(tmp_path / "log.csv", joined([header, *QUOTES[header]]))
    assert set(sets) <= {("2024-01-01", "Squat", 5, 100), ("2024-01-02", "Bench", 9, 60)}


@pytest.mark.slow
@pytest.mark.parametrize(
    "cell", ["x", '"', ",;", "felt good, then slow; and fast " * 20 + "\n"], ids=["x", "quotes", "delimiters", "lines"]
)
@pytest.mark.parametrize("dialect", ["hevy kg", "strong S0"])
def test_a_note_of_10_mb_takes_no_set_but_its_own(cell: str, dialect: str, tmp_path: Path) -> None:
    export = made(dialect, random.Random(cell))
    export.rows[30][export.column("notes", "exercise_notes")] = cell * (10**7 // len(cell))
    sets = read(tmp_path / "log.csv", export.data())
    assert (sets - export.sets).total() == 0
    assert (export.sets - sets).total() <= 1


@pytest.mark.slow
@pytest.mark.parametrize("line", [",", "x", "," * 9, '"', '",', "2024-01-01," * 10])
def test_many_lines_that_are_no_rows_take_little_memory(line: str, tmp_path: Path) -> None:
    export = made("strong S0", random.Random(line))
    data = export.data() + joined([line] * (100_000 // (len(line) + 1)))
    assert (read(tmp_path / "log.csv", data) - export.sets).total() == 0


@pytest.mark.slow
@pytest.mark.parametrize("dialect", ["hevy kg", "fitnotes"])
def test_an_export_of_5_mb_is_read_whole_in_little_memory(dialect: str, tmp_path: Path) -> None:
    small = made(dialect, random.Random(dialect), 1000)
    times = 5 * 2**20 // len(small.data())
    sets = read(tmp_path / "log.csv", joined([*small.lines()[:1], *small.lines()[1:] * times]))
    assert sets == Counter({one: times * count for one, count in small.sets.items()})
