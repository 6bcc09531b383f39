"""Exercises of logs matched by name and never by a guess, and volume of logs against plain loops.

Also of logs/confirmed_matches.py, logs/muscle_volume.py, logs/weeks.py, logs/lift_progress.py.
"""

from __future__ import annotations

import datetime
import functools
import itertools
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from analysis import ArgumentError, DataError, FileError, Library, load_library
from analysis.logs import counts, tally
from analysis.logs.matching import match_exercises
from analysis.logs.muscle_volume import log_volume
from analysis.logs.weeks import fill_weeks, log_frequency

Row = tuple[str, int, str, str, float | None, float | None]  # athlete, day, exercise, kind, repetitions, seconds


Cells = dict[tuple[str, ...], tuple[float, ...]]


FIRST = datetime.date(2026, 12, 19)  # a Saturday; 2026 has 53 weeks, of which the last ends on 3 January


SUGGESTIONS = ["suggestion_1", "suggestion_2", "suggestion_3"]


QUANTITIES = ("sets", "warmup_sets", "reps", "work_s")


NAMES = ["Hip Thrust (Smith Machine)", "goblet squat", "Single-leg RDL to march", "Plank", "POGOS", "Hip CARs"]


IDS = ["hip_thrust", "goblet_squat", "single_leg_rdl_to_march", "front_plank", "pogo_hop", "quadruped_hip_cars"]


EXERCISES = {**dict(zip(NAMES, IDS, strict=True)), "Squirrel (Barbell)": "", "Flying Squirrel": ""}


EXERCISES["Half-kneeling adductor stretch"] = "half_kneeling_adductor_stretch"


known_library = functools.cache(load_library)


def log_of(*rows: Row) -> pd.DataFrame:
    log = pd.DataFrame(rows, columns=["athlete", "date", "exercise_name", "set_type", "reps", "work_s"])
    log["date"] = pd.to_datetime([FIRST + datetime.timedelta(days=day) for day in log["date"]])
    return log.astype({"reps": float, "work_s": float})


def sets_of(*names: str) -> pd.DataFrame:
    return log_of(*(("anna", 0, name, "normal", 8, None) for name in names))


KNOWN = {
    **dict.fromkeys(["hip_thrust", "  HIP-Thrúst! ", "Hip Thrusts"], ("hip_thrust", "name")),
    "world’s greatest STRETCH": ("worlds_greatest_stretch", "name"),
    "Good Morning (Band)": ("band_good_morning", "name"),
    "Copenhagen Plank (Knee)": ("copenhagen_plank_short", "name"),
    "Hip Thrust (Barbell)": ("hip_thrust", "equipment in the name"),
    "Barbell hip thrusts": ("hip_thrust", "equipment in the name"),
    "Good Morning (Barbell)": ("good_morning", "name"),
    "Hip Thrust (Single Leg)": ("single_leg_hip_thrust", "name"),
    "Push Up (Weighted)": ("push_up", "equipment in the name"),
    "Lateral Band Walk (Mini Band)": ("lateral_band_walk", "name"),
}


def test_names_are_known_whatever_their_spelling_and_equipment(library: Library) -> None:
    table = match_exercises(sets_of(*KNOWN), library).set_index("exercise_name")
    found = table[["exercise_id", "how"]].to_numpy().tolist()
    assert dict(zip(table.index, map(tuple, found), strict=True)) == KNOWN
    assert table[SUGGESTIONS].isna().to_numpy().all()


FRIENDS = ["Squat with Bands", "Windshield Wipers", "Kickbacks", "Heel Taps", "Row", "Leg Raise", "()"]


@pytest.mark.parametrize("name", FRIENDS)
def test_false_friends_are_never_matched(library: Library, name: str) -> None:
    table = match_exercises(sets_of(name, "Hip thrst"), library).set_index("exercise_name")
    assert table.loc[name, ["exercise_id", "how"]].isna().all()
    volume = log_volume(sets_of(name), library)
    assert (set(volume["sets"]), set(volume["sets_matched"]), set(volume["sets_logged"])) == ({0.0}, {0}, {1})


APART = {
    "Squat (Barbell)": "back_squat",
    "Squat (Band)": "banded_squat",
    "Alternate Heel Touchers": "heel_touch",
    "Good Morning (Barbell)": "good_morning",
    "Seated Row (Cable)": "seated_cable_row",
    "Pull Up (Assisted)": "assisted_pull_up",
    "Hip Thrust (Single Leg)": "single_leg_hip_thrust",
    "Incline Bench Press (Barbell)": "incline_bench_press",
    "Calf Press (Machine)": "calf_press_on_leg_press",
    "Running (Treadmill)": "running",
}


def test_false_friends_stay_apart(library: Library) -> None:
    table = match_exercises(sets_of(*APART), library).set_index("exercise_name")
    assert table["exercise_id"].to_dict() == APART


def test_loads_tell_which_of_several_exercises_a_name_means(library: Library) -> None:
    def found(loads: list[float | None]) -> list[object]:
        log = sets_of("Squat", "Squat", "Squat").assign(weight_kg=pd.Series(loads, dtype=float))
        return list(match_exercises(log, library)[["exercise_id", "how"]].fillna("").iloc[0])

    assert found([60, 80, None]) == ["back_squat", "what is beside the name"]
    assert found([None, 10, None]) == ["bodyweight_squat", "what is beside the name"]
    assert match_exercises(sets_of("Squat"), library)["exercise_id"].isna().all()
    log = sets_of("Squat", "Squat").assign(weight_kg=60.0)
    assert set(log_volume(log, library)["sets_matched"]) == {2}


def test_the_table_has_most_sets_first_and_suggestions_for_what_is_unknown(library: Library) -> None:
    log = sets_of("Hip thrst", "Flying Squirrel", "Plank", "Plank", "Flying Squirrel")
    log.loc[4, "set_type"] = "warmup"
    table = match_exercises(log, library)
    assert table["exercise_name"].tolist() == ["Flying Squirrel", "Plank", "Hip thrst"]
    assert (table["sets"].tolist(), table["share"].tolist()) == ([2, 2, 1], [0.4, 0.4, 0.2])
    assert table["exercise_id"].fillna("").tolist() == ["", "front_plank", ""]
    assert table["suggestion_1"].iloc[2] == "hip_thrust"
    assert set(table[SUGGESTIONS].fillna("").to_numpy().ravel()) <= {"", *library.exercises["exercise_id"]}


def test_only_exercises_that_are_in_the_log_are_listed(library: Library) -> None:
    log = sets_of("Hip thrust", "Plank").astype({"exercise_name": "category"})
    assert match_exercises(log[log["exercise_name"] == "Plank"], library)["exercise_name"].tolist() == ["Plank"]


CONFIRMED = {"SQUAT (barbell)": "goblet_squat", "Plank": "none", "Flying Squirrel": "", "Hip Thrust": "Glute bridge"}


LINES = ["exercise_name,exercise_id", *(f"{name},{exercise}" for name, exercise in CONFIRMED.items())]


GIVEN = {"commas": "\n".join(LINES), "semicolons": "\ufeff" + "\r\n".join(LINES).replace(",", ";")}


GIVEN["more columns"] = "\n".join(f"3,{line},x,," for line in LINES)


def as_csv(folder: Path, text: str) -> Path:
    (folder / "m.csv").write_bytes(text.encode())
    return folder / "m.csv"


@pytest.mark.parametrize("given_as", ["mapping", "frame", *GIVEN])
def test_what_a_coach_confirmed_comes_first(library: Library, tmp_path: Path, given_as: str) -> None:
    log = sets_of("Squat (Barbell)", "Plank", "Flying Squirrel", "Hip Thrust", "Hip Thrust (Barbell)")
    matches: Any = as_csv(tmp_path, GIVEN[given_as]) if given_as in GIVEN else CONFIRMED
    if given_as == "frame":
        matches = pd.DataFrame(CONFIRMED.items(), columns=["exercise_name", "exercise_id"]).replace("", None)
    found = match_exercises(log, library, matches).set_index("exercise_name").fillna("")
    names = log["exercise_name"]
    assert found.loc[names, "exercise_id"].tolist() == ["goblet_squat", "", "", "glute_bridge", "hip_thrust"]
    assert found.loc[names, "how"].tolist() == ["confirmed", "left out", "", "confirmed", "equipment in the name"]
    volume = log_volume(log, library, matches=matches)
    assert (set(volume["sets_matched"]), set(volume["sets_logged"])) == ({3}, {5})
    assert volume.loc[volume["muscle_group"] == "quads", "sets"].tolist() == [1]


def test_the_table_itself_can_be_filled_in_and_handed_back(library: Library, tmp_path: Path) -> None:
    log = sets_of("Squat (Barbell)", "Plank", "=1+1", "Hip Thrust")
    table = match_exercises(log, library)
    table.loc[table["exercise_name"] == "Squat (Barbell)", "exercise_id"] = "goblet_squat"
    table.to_csv(tmp_path / "m.csv", index=False)
    for matches in (table, tmp_path / "m.csv"):
        assert match_exercises(log, library, matches)["exercise_id"].tolist() == table["exercise_id"].tolist()


def test_unknown_exercises_are_named_with_file_row_and_the_nearest(library: Library, tmp_path: Path) -> None:
    text = "exercise_name,exercise_id\nPlank,front_plank\n\nThrust,hip_trust\nSquat,sqat"
    said = r"m\.csv, row 4, column exercise_id: .*'hip_trust'.*did you mean hip_thrust"
    with pytest.raises(DataError, match=said) as caught:
        match_exercises(sets_of("Plank"), library, as_csv(tmp_path, text))
    assert [finding.row for finding in caught.value.findings] == [4, 5]
    with pytest.raises(DataError, match="hip_thrust"):
        log_volume(sets_of("Plank"), library, matches={"Plank": "hip_trust"})


def test_a_name_that_stands_for_two_exercises_is_told(library: Library, tmp_path: Path) -> None:
    head = "exercise_name,exercise_id\nSquat,goblet_squat\n"
    twice = match_exercises(sets_of("Squat"), library, as_csv(tmp_path, f"{head}squat,goblet_squat\nSQUAT,\n"))
    assert twice["exercise_id"].tolist() == ["goblet_squat"]
    for other in ("banded_squat", "none"):
        with pytest.raises(DataError, match=r"m\.csv, row 3, column exercise_name: .*goblet_squat"):
            match_exercises(sets_of("Squat"), library, as_csv(tmp_path, f"{head}SQUAT,{other}\n"))


def week_of(day: int) -> str:
    return (FIRST + datetime.timedelta(days=day)).strftime("%G-W%V")


@functools.cache
def weights_of(name: str, by: str, counting: str) -> dict[str, float]:
    """What a set of an exercise counts for each muscle or group; jumps and drills are no sets."""
    library = known_library()
    modes = library.exercises.set_index("exercise_id")["mode"]
    groups = library.muscles.set_index("muscle_id")["muscle_group"]
    found: dict[str, float] = {}
    if modes.get(EXERCISES[name]) in (None, "mobility", "stretch", "plyometric", "drill"):
        return found
    roles = {"primary": 1.0, "secondary": {"fractional": 0.5, "direct": 0.0, "total": 1.0}[counting]}
    for exercise, muscle, role in library.exercise_muscles[["exercise_id", "muscle_id", "role"]].to_numpy().tolist():
        if exercise == EXERCISES[name] and roles.get(role):
            label = groups[muscle] if by == "group" else muscle
            found[label] = max(found.get(label, 0.0), roles[role])
    return found


def brute_force(rows: list[Row], by: str, counting: str, window: str) -> Cells:
    """Volume by athlete, week or day, and label, and how many sets are matched and logged, warm-ups not among them."""
    table, column = ("muscles", "muscle_id") if by == "muscle" else ("muscle_groups", "muscle_group")
    found: Cells = {}
    for athlete, day in {row[:2] for row in rows}:
        own = [row for row in rows if row[0] == athlete]
        if window == "week":
            period, inside = week_of(day), [row for row in own if week_of(row[1]) == week_of(day)]
        else:
            period = (FIRST + datetime.timedelta(days=day)).isoformat()
            inside = [row for row in own if day - 6 <= row[1] <= day]
        sums: dict[str, list[float]] = {}
        for _, _, name, kind, reps, seconds in inside:
            amounts = [0, 1, 0, 0] if kind == "warmup" else [1, 0, reps or 0, seconds or 0]
            for label, weight in weights_of(name, by, counting).items():
                sums[label] = [a + weight * b for a, b in zip(sums.get(label, [0.0] * 4), amounts, strict=True)]
        hard = [row[2] for row in inside if row[3] != "warmup"]
        both = (sum(EXERCISES[name] != "" for name in hard), len(hard))
        if not sums:
            sums = {label: [0.0] * 4 for label in getattr(known_library(), table)[column]}
        found |= {(athlete, period, label): (*amounts, *both) for label, amounts in sums.items()}
    return found


def cells_of(volume: pd.DataFrame, *columns: str) -> Cells:
    heads = ["athlete", *(name for name in ("week", "date", "muscle_id", "muscle_group") if name in volume.columns)]
    keys = list(map(tuple, volume[heads].astype(str).to_numpy().tolist()))
    assert len(set(keys)) == len(keys)
    return dict(zip(keys, map(tuple, volume[list(columns)].astype(float).round(6).to_numpy().tolist()), strict=True))


KINDS = st.sampled_from(["normal", "normal", "warmup", "dropset", "failure"])


AMOUNTS = (st.sampled_from([None, 1.0, 8.0, 12.0]), st.sampled_from([None, 0.25, 30.0, 61.5]))


SETS = st.tuples(st.sampled_from("ab"), st.integers(0, 24), st.sampled_from(list(EXERCISES)), KINDS, *AMOUNTS)


ROWS = st.lists(SETS, min_size=1, max_size=30)


BY, COUNTING = st.sampled_from(["muscle", "group"]), st.sampled_from(["fractional", "direct", "total"])


SUMS = (*QUANTITIES, "sets_matched", "sets_logged")


def sparse(context: pytest.MonkeyPatch) -> None:
    """Count by sorting and add up by label whatever the size, a few rows and cells at once."""
    context.setattr(counts, "DENSE", 0)
    context.setattr(counts, "SMALL", 0)
    context.setattr(counts, "ROWS", 3)
    context.setattr(tally, "CHUNK", 2)
    context.setattr(tally, "FEW", 2)


@pytest.mark.slow
@given(rows=ROWS, by=BY, counting=COUNTING, window=st.sampled_from(["week", "7 days"]), kind=st.booleans())
@settings(max_examples=50)
def test_volume_is_that_of_plain_loops(rows: list[Row], by: str, counting: str, window: str, kind: bool) -> None:
    log = log_of(*rows)
    log = log.astype(dict.fromkeys(["athlete", "exercise_name", "set_type"], "category")) if kind else log
    before = log.copy()
    asked: Any = {"by": by, "counting": counting, "window": window, "quantities": QUANTITIES}
    volume = log_volume(log, known_library(), **asked)
    assert cells_of(volume, *SUMS) == brute_force(rows, by, counting, window)
    pd.testing.assert_frame_equal(log, before)
    with pytest.MonkeyPatch.context() as context:
        sparse(context)
        pd.testing.assert_frame_equal(log_volume(log, known_library(), **asked), volume)
    pd.testing.assert_frame_equal(log_volume(log.sample(frac=1, random_state=1), known_library(), **asked), volume)


@given(rows=ROWS, by=BY, counting=COUNTING, way=st.sampled_from(["grid", "sorted"]))
@settings(max_examples=30)
def test_days_of_a_week_are_those_with_a_whole_set(rows: list[Row], by: str, counting: str, way: str) -> None:
    days: dict[tuple[str, int, str], float] = defaultdict(float)
    for athlete, day, name, kind, _, _ in rows:
        for label, weight in weights_of(name, by, counting).items():
            days[athlete, day, label] += weight * (kind != "warmup")
    wanted = Counter((athlete, week_of(day), label) for (athlete, day, label), sets in days.items() if sets >= 1)
    with pytest.MonkeyPatch.context() as context:
        if way == "sorted":
            sparse(context)
        found = log_frequency(log_of(*rows), known_library(), by=by, counting=counting)
    assert cells_of(found, "days") == {key: (days,) for key, days in wanted.items()}


@given(rows=ROWS, by=BY)
@settings(max_examples=30)
def test_filled_weeks_have_every_week_of_an_athlete_and_every_label(rows: list[Row], by: str) -> None:
    volume = log_volume(log_of(*rows), known_library(), by=by, quantities=QUANTITIES)
    known = cells_of(volume, *SUMS)
    both = {key[:2]: cells[4:] for key, cells in known.items()}
    wanted: Cells = {}
    worked = {key[2] for key, cells in known.items() if any(cells[:4])} or {key[2] for key in known}
    for athlete, label in itertools.product({key[0] for key in known}, worked):
        weeks = sorted(key[1] for key in known if key[0] == athlete)
        for week in {week_of(day) for day in range(25) if weeks[0] <= week_of(day) <= weeks[-1]}:
            zeros = (0.0, 0.0, 0.0, 0.0, *both.get((athlete, week), (0.0, 0.0)))
            wanted[athlete, week, label] = known.get((athlete, week, label), zeros)
    filled = fill_weeks(volume)
    assert cells_of(filled, *SUMS) == wanted
    assert (list(filled.columns), filled.isna().sum().sum()) == (list(volume.columns), 0)


def test_a_log_of_a_century_is_counted_by_sorting(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "DENSE", 0)
    monkeypatch.setattr(counts, "_on_grid", None)
    seen = itertools.product("ab", (-18000, -17995, 0, 45000), EXERCISES)
    rows: list[Row] = [(athlete, day, name, "normal", 8.0, None) for athlete, day, name in seen]
    volume = log_volume(log_of(*rows), library, window="7 days", quantities=QUANTITIES)
    assert cells_of(volume, *SUMS) == brute_force(rows, "group", "fractional", "7 days")


def test_athletes_with_exercises_of_their_own_are_counted_on_a_smaller_grid(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = list(EXERCISES)[:6]
    own = {"a": names[:3], "b": names[3:], "c": names[4:5]}
    rows: list[Row] = [
        (athlete, day, name, kind, 8.0, None)
        for athlete, day, kind in itertools.product(own, (0, 7, 14), ("normal", "warmup"))
        for name in own[athlete]
    ]
    monkeypatch.setattr(counts, "DENSE", 0)
    monkeypatch.setattr(counts, "SMALL", 3 * 3 * 3)  # athletes, weeks and exercises of an athlete, not all six
    monkeypatch.setattr(counts, "_by_sorting", None)
    volume = log_volume(log_of(*rows), library, by="muscle", quantities=QUANTITIES)
    assert cells_of(volume, *SUMS) == brute_force(rows, "muscle", "fractional", "week")


@pytest.mark.parametrize("every", [1, 4])
def test_categories_that_no_row_has_change_no_digit(library: Library, every: int) -> None:
    names = [str(name) for name in library.exercises["name"]]
    days = pd.date_range("2026-01-05", periods=52 * 7)
    log = pd.DataFrame({"athlete": "anna", "date": days, "exercise_name": (names[:80:every] * 20)[: len(days)]})
    weights = {"primary": 1, "secondary": 0.3, "stabilizer": 0.1}
    more = log.assign(exercise_name=pd.Categorical(log["exercise_name"], categories=sorted(names)))
    volumes = [log_volume(given, library, by="muscle", counting=weights)["sets"].tolist() for given in (log, more)]
    assert volumes[0] == volumes[1]


def test_weeks_that_nothing_matches_stay_and_stretches_give_no_sets(library: Library) -> None:
    unknown = log_volume(sets_of("Flying Squirrel", "Flying Squirrel"), library)
    assert unknown["muscle_group"].tolist() == library.muscle_groups["muscle_group"].tolist()
    assert unknown[["sets", "warmup_sets", "sets_matched"]].to_numpy().sum() == 0
    assert (set(unknown["sets_logged"]), set(unknown["week"])) == ({2}, {"2026-W51"})
    stretches = sets_of("World's greatest stretch", "Half-kneeling adductor stretch", "Hip CARs")
    assert log_volume(stretches, library)["sets"].sum() == 0
    assert log_frequency(stretches, library).empty
    mixed = log_volume(pd.concat([stretches, sets_of("Plank")]), library)
    assert (set(mixed["sets_matched"]), set(mixed["sets_logged"]), mixed["sets"].max()) == ({4}, {4}, 1)


def test_what_is_no_log_or_no_list_of_matches_is_said_to_be_none(library: Library, tmp_path: Path) -> None:
    log = sets_of("Plank", "Plank")
    for path in (as_csv(tmp_path, "name,id\nPlank,front_plank"), tmp_path / "none.csv"):
        with pytest.raises(FileError, match=path.name):
            match_exercises(log, library, path)
    for name in ("athlete", "date", "exercise_name"):
        with pytest.raises(ArgumentError, match=name):
            log_volume(log.drop(columns=name), library)
        with pytest.raises(ArgumentError, match=f"{name}.*row 2|row 2.*{name}"):
            log_volume(log.assign(**{name: log[name].where([True, False])}), library)
    wrong: dict[str, Any] = {"by": "joint", "counting": "half", "window": "month", "quantities": []}
    for name, value in wrong.items():
        with pytest.raises(ArgumentError, match=name):
            log_volume(log, library, **{name: value})
    with pytest.raises(ArgumentError, match="weekly"):
        fill_weeks(log_volume(log, library, window="7 days"))
    assert fill_weeks(log_volume(log.iloc[:0], library)).empty
    assert log_frequency(log.iloc[:0], library).empty
