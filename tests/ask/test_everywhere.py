"""Whatever a person types is read in the same way by every function and command that takes it, or refused alike.

Of ask/bands.py, ask/days.py, ask/kinds.py, ask/muscles.py, ask/numbers.py, ask/runs.py, and of base/choices.py,
base/names.py, base/nearest_names.py, library/equipment_words.py and library/doses/rest_text.py beneath them.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis import (
    AnalysisError,
    ArgumentError,
    DataError,
    Library,
    add_routine,
    check_block,
    compare_routines,
    coverage,
    find_exercises,
    parse_dose,
    plan_block,
    read_block,
    routine_volume,
    session_minutes,
    suggest_mix,
    suggest_week,
    weekly_summary,
    weekly_volume,
    what_if,
)
from analysis.ask.bands import read_bands
from analysis.ask.counting import read_counting
from analysis.ask.days import read_date, read_weekdays
from analysis.ask.equipment import read_equipment
from analysis.ask.exercises import read_exercise, read_exercises
from analysis.ask.muscles import Label, read_label
from analysis.ask.numbers import read_minutes
from analysis.ask.phases import read_phases
from analysis.ask.rests import read_rest, read_rests
from analysis.ask.routines import read_routines
from analysis.ask.runs import read_run
from analysis.ask.tempo import read_tempo
from analysis.ask.week import read_week
from analysis.base.nearest_names import nearest
from analysis.block.specs.roster import read_roster
from analysis.block.specs.spec_reading import parse_block
from analysis.cli.main import main
from analysis.compare.equipment import equipment_fit
from analysis.library.additions import add_sheet_texts
from analysis.library.doses.dose import Dose
from analysis.library.sheets.sheet_doses import SheetRow
from analysis.library.sheets.sheet_reading import parse_sheet
from analysis.suggest.requests.request import SuggestRequest
from analysis.suggest.requests.request_reading import read_request
from analysis.suggest.requests.training_days import read_days
from analysis.week.band_status import dose_bands
from tests.shared import WEEK

BANDS: list[tuple[dict[str, Any], list[Any]]] = [
    ({"glute_med": [4, 8]}, ["glute_med", 4, 8]),
    ({"Glute max": [4, 8]}, ["glute_max", 4, 8]),
    ({"GLUTE-MAX": "4 - 8"}, ["glute_max", 4, 8]),
    ({"Gluteus maximus": "4 to 8"}, ["glute_max", 4, 8]),
    ({"glute_max": 4}, ["glute_max", 4, None]),
    ({"glute_max": "4"}, ["glute_max", 4, None]),
    ({"glute_max": np.int64(4)}, ["glute_max", 4, None]),
    ({"glute_max": "4-8"}, ["glute_max", 4, 8]),
    ({"glute_max": "4–8"}, ["glute_max", 4, 8]),
    ({"glute_max": ["4", 8.0]}, ["glute_max", 4, 8]),
    ({"glute_max": np.array([4, 8])}, ["glute_max", 4, 8]),
    ({"glute_max": (4, None)}, ["glute_max", 4, None]),
    ({"glute_max": [4]}, ["glute_max", 4, None]),
    (pd.Series({"calf": 2.5}), ["calves", 2.5, None]),
    ({"Abductors": 2.5}, ["hip_abductors", 2.5, None]),
    ({"Trunk front": 4}, ["trunk_front", 4, None]),
]


REFUSED: list[tuple[Any, str]] = [
    ({"glutes": 4}, "a word for several muscle groups: 'glutes'; allowed: glute_max or hip_abductors"),
    ({"Core": 4}, "a word for several muscle groups: 'Core'; allowed: trunk_front, trunk_side or lower_back"),
    ({"hip": 4}, "a word for several muscle groups: 'hip'; allowed: hip_abductors, hip_rotators"),
    ({"quad": [8, 4]}, "band of quad: '8-4'; allowed: 4 (at least 4) or 4-10"),
    ({"quads": "many"}, "band of quads: 'many'; allowed: 4 (at least 4) or 4-10"),
    ({"quads": True}, "band of quads: 'True'; allowed: 4 (at least 4) or 4-10"),
    ({"quads": [4, "eight"]}, "band of quads: '[4, 'eight']'; allowed: 4 (at least 4) or 4-10"),
    ({"quads": []}, "band of quads: ''; allowed: 4 (at least 4) or 4-10"),
    ({"quads": None}, "band of quads: 'None'; allowed: 4 (at least 4) or 4-10"),
    ({"quads": [None, 8]}, "band of quads: '[None, 8]'; allowed: 4 (at least 4) or 4-10"),
    ({"quads": [1, 2, 3]}, "band of quads: '1-2-3'; allowed: 4 (at least 4) or 4-10"),
    ({"quads": 4, "Quad": 5}, "a band given twice: 'quads'"),
    ({"qads": 4}, "unknown muscle or group: 'qads'; allowed: glute_max"),
]


BLOCK: dict[str, Any] = {
    "name": "Spring",
    "start": "2027-01-04",
    "phase": [{"name": "base", "weeks": 1, "mon": "runners_world"}],
}


TOML = 'name = "Spring"\nstart = 2027-01-04\n[[phase]]\nname = "base"\nweeks = 1\nmon = "run_forever"\n'


TAKE_BANDS: dict[str, Callable[[Library, Any], Any]] = {
    "dose_bands": lambda library, bands: dose_bands(library, bands=bands),
    "weekly_volume": lambda library, bands: weekly_volume(library, WEEK, bands=bands),
    "weekly_summary": lambda library, bands: weekly_summary(library, WEEK, bands=bands),
    "suggest_mix": lambda library, bands: suggest_mix(library, bands=bands, sessions=2),
    "suggest_week": lambda library, bands: suggest_week(library, bands=bands, days=2, minutes=60),
    "check_block": lambda library, bands: check_block(plan_block(library, {**BLOCK, "bands": bands})),
    "block TOML": lambda library, bands: parse_block(library, f"{TOML}[bands]\n{as_toml(bands)}"),
}


def as_toml(bands: dict[str, Any]) -> str:
    """Write bands as in a block's file; what TOML has no word for is skipped."""
    lines = [
        f"{json.dumps(name)} = {json.dumps(band, default=lambda typed: typed.tolist())}" for name, band in bands.items()
    ]
    if "null" in "".join(lines):
        pytest.skip("no value of TOML")
    return "\n".join(lines)


@pytest.mark.slow
@pytest.mark.parametrize(("typed", "read"), BANDS, ids=lambda case: str(case))
def test_a_band_is_read_everywhere(library: Library, typed: dict[str, Any], read: list[Any]) -> None:
    row = dose_bands(library, bands=typed)[["muscle_group", "band_low", "band_high"]].iloc[0]
    assert [None if pd.isna(cell) else cell for cell in row] == read
    for take in TAKE_BANDS.values():
        with contextlib.suppress(pytest.skip.Exception):
            take(library, typed)


@pytest.mark.parametrize("function", TAKE_BANDS)
@pytest.mark.parametrize(("typed", "words"), REFUSED, ids=lambda case: str(case))
def test_what_is_no_band_is_refused_in_the_same_words(library: Library, function: str, typed: Any, words: str) -> None:
    with pytest.raises(AnalysisError) as told:
        TAKE_BANDS[function](library, typed)
    assert words in str(told.value)


COMMANDS = ["weekly run_forever=3 --bands", "mix --sessions 1 --bands", "suggest --days 1 --minutes 60 --bands"]


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_bands_are_read_on_the_command_line(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    outputs = set()
    for typed in ("glute_max=2-9", "Glute max=2-9", "Gluteus maximus=2 to 9", "GLUTE-MAX=2–9"):
        assert main([*command.split(), typed]) == 0
        outputs.add(capsys.readouterr().out)
    assert len(outputs) == 1
    for label, band, words in [(*pair, words) for typed, words in REFUSED if len(typed) == 1 for pair in typed.items()]:
        if isinstance(band, (str, int)) and not isinstance(band, bool):
            assert main([*command.split(), f"{label}={band}"]) == 2
            assert words in capsys.readouterr().err


def test_a_muscle_named_where_groups_are_counted_is_a_row_of_its_own(library: Library) -> None:
    bands = {"quads": 4, "glute_med": [4, 8]}
    week = weekly_summary(library, WEEK, bands=bands).set_index("muscle_group")
    muscles = weekly_summary(library, WEEK, by="muscle", bands=bands).set_index("muscle_id")
    assert week.index[-1] == "glute_med"
    assert week.loc["glute_med", "label"] == "Glute med"
    counted = ["strength_sets_min", "strength_sets_max", "light_sets_max", "days_min", "status", "reason"]
    assert week.loc["glute_med", counted].equals(muscles.loc["glute_med", counted])
    plain = weekly_summary(library, WEEK, bands={"quads": 4})
    assert week.iloc[:-1].reset_index().equals(plain)


def test_a_group_named_where_muscles_are_counted_is_one_too(library: Library) -> None:
    week = weekly_volume(library, WEEK, by="muscle", bands={"hip_abductors": 4})
    week = week.set_index(["muscle_id", "phase", "kind"])
    groups = weekly_volume(library, WEEK).set_index(["muscle_group", "phase", "kind"])
    key = ("hip_abductors", "strength", "strength")
    assert week.loc[key, "sets_min"] == groups.loc[key, "sets_min"]
    assert week.loc[key, "status"] == "below"


def test_a_block_holds_a_muscle_among_groups_against_its_own_sets(library: Library) -> None:
    found = check_block(plan_block(library, {**BLOCK, "bands": {"Gluteus medius": "10-12"}}))
    assert found.loc[found["check"] == "below-band", "muscle_group"].tolist() == ["glute_med"]


@pytest.mark.parametrize(
    ("changed", "right"),
    [
        ({"Monday": "Run Forever"}, {"mon": ("run_forever",)}),
        ({"MON": ["RUN-FOREVER"], "fridays": "runners_world"}, {"mon": ("run_forever",), "fri": ("runners_world",)}),
    ],
)
def test_a_block_reads_days_and_routines_alike(
    library: Library, changed: dict[str, Any], right: dict[str, tuple[str, ...]]
) -> None:
    phase = {"name": "base", "weeks": 1, **changed, "override": {"Wall abs": {"sets": 3}}}
    spec = read_block(library, {**BLOCK, "phase": [phase], "equipment": "mat", "runs": {"Sunday": "Long"}})
    assert (spec.phase[0].template, spec.equipment, spec.runs) == (right, ("mat",), {"sun": "long"})
    assert list(spec.phase[0].override) == ["wall_abs"]


@pytest.mark.parametrize(
    "typed",
    ["run_forever", "Run Forever", ["RUN FOREVER"], ("run-forever",), {"run_forever"}, np.array(["run_forever"])],
)
def test_routines_are_read_everywhere(library: Library, typed: Any) -> None:
    for function in (compare_routines, session_minutes, routine_volume):
        rows = function(library, routines=typed)
        assert set(rows["routine_id"]) == {"run_forever"}
        assert function(library, typed).equals(rows)


@pytest.mark.parametrize(
    "typed",
    [
        WEEK,
        {"Runner's World": "1", "Run forever": 3.0},
        ["runners_world", "run_forever=3"],
        "RUNNERS_WORLD, run_forever=3",
        pd.Series(WEEK),
    ],
)
def test_a_week_is_read_everywhere(library: Library, typed: Any) -> None:
    assert weekly_volume(library, typed).equals(weekly_volume(library, WEEK))
    assert weekly_summary(library, typed).equals(weekly_summary(library, WEEK))
    assert coverage(library, typed).equals(coverage(library, WEEK))


@pytest.mark.parametrize("typed", ["mat", ["mat"], {"mat"}, ("MAT",), "Mats", np.array(["mat"]), pd.Series(["Mat"])])
def test_equipment_is_read_everywhere(library: Library, typed: Any) -> None:
    assert read_equipment(library, typed) == ["mat"]
    assert equipment_fit(library, typed).equals(equipment_fit(library, ["mat"]))
    assert len(
        suggest_mix(
            library,
            bands={"quads": 1},
            equipment=[*typed, "bench", "step", "wall", "dumbbell", "towel"]
            if not isinstance(typed, str)
            else f"{typed} + bench + step + wall + dumbbells + towel",
        )
    )


@pytest.mark.parametrize("typed", ["none", ["none"], {"None"}, ["no equipment"], []])
def test_no_equipment_is_nothing(library: Library, typed: Any) -> None:
    assert read_equipment(library, typed) == []


@pytest.mark.parametrize("typed", ["Hip thrust", "hip_thrust", "HIP THRUSTS", ["Hip-thrust"], ("hip thrust",)])
def test_exercises_are_read_everywhere(library: Library, typed: Any) -> None:
    assert read_exercises(library, typed) == ("hip_thrust",)


@pytest.mark.parametrize("typed", ["Monday", "MON", "mon", ["mondays"], {"Mon"}])
def test_weekdays(typed: Any) -> None:
    assert read_weekdays(typed) == ["mon"]


def test_several_weekdays_stand_in_their_order() -> None:
    assert read_weekdays("fri, Tues + weds") == ["tue", "wed", "fri"]
    with pytest.raises(ArgumentError, match=r"unknown weekday in days: 'wd'; allowed: mon.*did you mean wed\?"):
        read_weekdays(["wd"], "days")


@pytest.mark.parametrize(
    "typed",
    [
        "2027-01-04",
        " 2027-01-04 ",
        "2027-1-4",
        "4 Jan 2027",
        "4. January 2027",
        datetime.date(2027, 1, 4),
        datetime.datetime(2027, 1, 4, 18),
        pd.Timestamp("2027-01-04"),
        np.datetime64("2027-01-04"),
    ],
)
def test_dates(typed: Any) -> None:
    assert read_date(typed) == datetime.date(2027, 1, 4)


@pytest.mark.parametrize(
    "typed", ["soon", "1", 1, None, pd.NaT, "04.01.2027", "2027-W01", "20270104", datetime.date(1, 1, 1)]
)
def test_what_is_no_date(typed: Any) -> None:
    with pytest.raises(ArgumentError, match=r"not a date.*a day such as 2027-01-04"):
        read_date(typed)


@pytest.mark.parametrize("typed", [25, 25.0, "25", "25 min", "25min", "25 minutes", np.float64(25)])
def test_minutes(typed: Any) -> None:
    assert read_minutes(typed) == 25


@pytest.mark.parametrize("typed", ["long", True, "25 s", float("nan"), "0", 241, [25], None])
def test_what_are_no_minutes(typed: Any) -> None:
    with pytest.raises(ArgumentError, match=r"minutes: .*a number from 1 to 240"):
        read_minutes(typed)


@pytest.mark.parametrize("typed", [(2, 4), [2, 4], "2-4", "2–4 s", "2 to 4 seconds", np.array([2, 4]), ("2", "4")])
def test_tempo(library: Library, typed: Any) -> None:
    assert read_tempo(typed) == (2, 4)
    assert session_minutes(library, seconds_per_rep=typed).equals(session_minutes(library))


@pytest.mark.parametrize("typed", ["strength, activation", ["Strength", "ACTIVATION"], {"strength", "activation"}])
def test_phases(library: Library, typed: Any) -> None:
    assert read_phases(typed) == ["activation", "strength"]
    assert compare_routines(library, phases=typed).equals(compare_routines(library, phases=["activation", "strength"]))


@pytest.mark.parametrize(
    "typed", ["secondary=0.25", "Primary=1, secondary=.25", {"secondary": "0.25"}, {"secondary": 0.25}]
)
def test_counting(library: Library, typed: Any) -> None:
    expected = compare_routines(library, counting={"secondary": 0.25})
    assert compare_routines(library, counting=typed).equals(expected)
    assert weekly_volume(library, WEEK, counting=typed).equals(
        weekly_volume(library, WEEK, counting={"secondary": 0.25})
    )


def test_one_word_of_muscles_for_all(library: Library) -> None:
    assert read_label(library, "Abs") == Label("muscle", "rectus_abdominis")
    assert read_label(library, "adductor") == Label("group", "adductors")
    assert read_label(library, "adductor", by="muscle") == Label("muscle", "adductors")
    assert find_exercises(library, muscle="calf").equals(find_exercises(library, "calves"))
    both = find_exercises(library, ["quads", "calves"])
    assert find_exercises(library, "Quad, calf").equals(both)
    assert set(find_exercises(library, "quads")["exercise_id"]) < set(both["exercise_id"])
    assert compare_routines(library, by="Groups").equals(compare_routines(library))
    assert read_label(library, "Abductors") == Label("group", "hip_abductors")
    with pytest.raises(ArgumentError, match="several muscle groups: 'glutes'; allowed: glute_max or hip_abductors"):
        find_exercises(library, muscle="glutes")


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("RDL", {"barbell_romanian_deadlift", "dumbbell_romanian_deadlift", "b_stance_romanian_deadlift"}),
        ("Flying squirrel", set()),
        ("Zzz", set()),
        ("Hip trust", {"hip_thrust"}),
        ("Nordic", {"nordic_hamstring_lower"}),
        ("standing calf rise", {"standing_calf_raise"}),
        ("Smith machine hip thrust", {"hip_thrust"}),
        ("Turkish get op", {"turkish_get_up"}),
        ("Runner's World", set()),
        ("squat jmp", {"jump_squat"}),
    ],
)
def test_only_what_is_near_is_suggested(library: Library, typed: str, near: set[str]) -> None:
    suggested = library.coding.names.near(typed)
    assert set(suggested) <= near if typed == "RDL" else near <= set(suggested)
    assert bool(suggested) == bool(near)


def test_slips_come_before_parts() -> None:
    assert nearest("Turkish get op", ["SUP", "Turkish get up"]) == ["Turkish get up"]
    assert nearest("all", ["Wall abs"]) == nearest("Runner's World", ["Runner's pose"]) == []
    assert nearest("side plnk", ["Side plank with knee drive", "Side plank"])[0] == "Side plank"
    assert nearest("", ["a"]) == []


def test_a_suggested_week_reads_what_a_coach_types(library: Library) -> None:
    how = {"bands": {"quads": 4}, "minutes": 40}
    ids = suggest_week(
        library,
        days=["mon", "thu"],
        equipment=["mat"],
        include=["split_squat"],
        runs={"tue": "hard"},
        fixed={"mon": "run_forever"},
        **how,
    )
    words = suggest_week(
        library,
        days="Monday, THURS",
        equipment={"Mats"},
        include="Split squats",
        runs={"Tuesday": "Hard"},
        fixed={"MON": ["Run Forever"]},
        **{**how, "minutes": "40 min"},
    )
    assert words.sheets == ids.sheets
    assert suggest_week(library, days="2", **how).sheets == suggest_week(library, days=2, **how).sheets


@pytest.mark.parametrize(
    ("key", "typed", "same"),
    [
        ("equipment", "Mats", ["mat"]),
        ("minutes", "35 min", 35),
        ("goal", "Strength", "strength"),
        ("scale", "Strength", ["strength"]),
        ("ignore", "Ramp, no deload", ["ramp", "no-deload"]),
        ("runs", {"Tuesday": "HARD"}, {"tue": "hard"}),
    ],
)
def test_a_block_reads_one_or_several(library: Library, key: str, typed: Any, same: Any) -> None:
    assert read_block(library, {**BLOCK, key: typed}) == read_block(library, {**BLOCK, key: same})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "same"),
    [
        (
            "weekly RUN-FOREVER=3 --goal Strength --phases STRENGTH",
            "weekly run_forever=3 --goal strength --phases strength",
        ),
        ("compare run-forever --by Group", "compare run_forever --by group"),
        ("compare --equipment Mats", "compare --equipment mat"),
        ("compare --counting Direct", "compare --counting direct"),
        ("exercises --muscle CALF --equipment mats", "exercises --muscle calves --equipment mat"),
        ("what-if runners_world --add Calf-raises=3", "what-if runners_world=1 --add standing_calf_raise=3"),
    ],
)
def test_the_command_line_reads_as_python_does(typed: str, same: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(typed.split()) == 0
    answer = capsys.readouterr().out
    assert main(same.split()) == 0
    assert capsys.readouterr().out == answer


@pytest.mark.parametrize(
    "typed", ["Trunk, front, Plyometric", ["plyometric", "Trunk, front"], "TRUNK-FRONT; plyometric"]
)
def test_lines_of_the_checklist_keep_their_commas(library: Library, typed: Any) -> None:
    assert set(cover_of(library, typed)) == {"trunk_front", "plyometric"}


def cover_of(library: Library, typed: Any) -> tuple[str, ...]:
    return read_request(library, SuggestRequest(bands={"calves": 4}, cover=typed)).cover


@pytest.mark.parametrize("typed", ["All", "all", ["ALL"], ["all", "push"], "push, all"])
def test_all_lines_of_the_checklist(library: Library, typed: Any) -> None:
    assert cover_of(library, typed) == tuple(library.coverage_lines["line_id"])


@pytest.mark.parametrize("wish", ["cover", "patterns"])
def test_all_swallows_nothing_that_is_unknown(library: Library, wish: str) -> None:
    with pytest.raises(ArgumentError, match=r"unknown (cover|pattern): 'xxx'; allowed: .*"):
        read_request(
            library, SuggestRequest(bands={"calves": 4}, **{wish: ["all", "xxx"] if wish == "cover" else "xxx"})
        )
    assert read_request(library, SuggestRequest(bands={"calves": 4}, patterns="Squat, lunge")).patterns == (
        "squat",
        "lunge",
    )


def test_names_with_commas_are_known_whole(library: Library, tmp_path: Path) -> None:
    sheet = tmp_path / "mine.csv"
    sheet.write_text("exercise,dose\nHip thrust,3 x 8\n", encoding="utf-8")
    mine = add_routine(library, sheet)
    routines = mine.routines.replace({"name": {"Mine": "Push, pull"}})
    mine = dataclasses.replace(mine, routines=routines)
    assert read_week(mine, "Push, pull=2, run_forever=3") == {"mine": 2, "run_forever": 3}
    assert read_week(mine, ["Push, pull"]) == {"mine": 1}
    assert read_week(mine, "run_forever=3; push, pull") == {"run_forever": 3, "mine": 1}


@pytest.mark.parametrize(
    "typed",
    [
        {"Hip thrust": 3, "standing_calf_raise": 2},
        {"hip_thrust": "3", "Standing calf raises": "2"},
        ["Hip thrust=3", "standing_calf_raise=2"],
    ],
)
def test_what_is_added_is_read_as_a_week_is(library: Library, typed: Any) -> None:
    assert what_if(library, "runners_world", add=typed).say().startswith("3 sets of Hip thrust more and 2 sets of")


def test_what_is_added_twice_is_told(library: Library) -> None:
    for wish in ("add", "drop"):
        with pytest.raises(ArgumentError, match=f"^{wish}: given twice: 'hip_thrust'$"):
            what_if(library, "runners_world", **{wish: ["Hip thrust", "hip_thrust"]})


@pytest.mark.slow
@pytest.mark.parametrize("command", ["trim runners_world", "mix --bands quads=3", "suggest --bands calves=3 --days 1"])
def test_minutes_are_read_on_the_command_line(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    outputs = set()
    for typed in ("40", "40 min", "40 Minutes"):
        assert main([*command.split(), "--minutes", typed]) == 0
        outputs.add(capsys.readouterr().out)
    assert len(outputs) == 1
    assert main([*command.split(), "--minutes", "ten"]) == 2
    assert "minutes: 'ten'; allowed: a number from 1 to " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda library, typed: read_routines(library, typed), "run_forever"),
        (lambda library, typed: read_week(library, typed), "run_forever=2"),
        (lambda library, typed: read_equipment(library, typed), "mat"),
        (lambda library, typed: read_exercises(library, typed), "hip_thrust"),
        (lambda library, typed: read_weekdays(typed), "mon"),
        (lambda library, typed: read_phases(typed), "strength"),
        (lambda library, typed: read_counting(typed), "direct"),
        (lambda library, typed: read_minutes(typed), "25 min"),
        (lambda library, typed: read_tempo(typed), "2-4"),
        (lambda library, typed: read_rest("rest", typed), "20 s"),
        (lambda library, typed: read_bands(library, {"calves": typed}), "4-8"),
        (lambda library, typed: read_date(typed), "2027-01-04"),
        (lambda library, typed: read_days(typed, 20, {}, ()), "2"),
        (lambda library, typed: read_days(2, typed, {}, ()), "20"),
    ],
)
def test_an_array_of_no_axes_is_what_it_holds_and_bytes_are_refused(
    library: Library, read: Callable[[Library, Any], Any], value: str
) -> None:
    assert read(library, np.array(value)) == read(library, value)
    with pytest.raises(ArgumentError) as told:
        read(library, value.encode())
    assert f"b'{value}'" in str(told.value)
    assert len(str(told.value).splitlines()) == 1


@pytest.mark.parametrize("typed", ["4 s", "4 sec", "4 secs", "4 second", "4 seconds", "4s.", 4, "4"])
def test_seconds(typed: Any) -> None:
    assert (read_rest("rest", typed), read_tempo(typed)) == (4, (4, 4))


@pytest.mark.parametrize(
    ("typed", "phase"),
    [("warm-up", "mobility"), ("Warm up", "mobility"), ("Cool-down", "cooldown"), ("STRENGTH", "strength")],
)
def test_a_phase_is_read_in_a_sheet_as_everywhere(library: Library, tmp_path: Path, typed: str, phase: str) -> None:
    (tmp_path / "mine.csv").write_text(f"phase,exercise,dose\n{typed},Hip thrust,3 x 8\n", encoding="utf-8")
    added = add_routine(library, tmp_path / "mine.csv").prescriptions
    assert [added.iloc[-1]["phase"]] == read_phases(typed) == [phase]


def test_a_sign_is_of_its_number(library: Library) -> None:
    assert read_week(library, "run_forever=+3 + fit_and_well") == {"run_forever": 3, "fit_and_well": 1}


@pytest.mark.parametrize("days", ["mon,mon", "mon, Monday", ["mon", "MON"], ["mon, mon"]])
def test_a_day_named_twice_is_asked_about(library: Library, days: Any) -> None:
    with pytest.raises(ArgumentError, match=r"^days: a weekday named twice: 'mon'; allowed: each weekday once$"):
        suggest_week(library, bands={"calves": 3}, days=days)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"minutes": []}, "minutes: 'none'; allowed: one number, or one for each of mon, thu"),
        ({"minutes": {}}, "minutes: 'none'; allowed: one for each of mon, thu"),
        ({"days": []}, "days: 'none'; allowed: each weekday once: mon, tue, wed, thu, fri, sat, sun"),
    ],
)
def test_what_is_none_is_said(library: Library, typed: dict[str, Any], words: str) -> None:
    with pytest.raises(ArgumentError) as told:
        suggest_week(library, **{"bands": {"calves": 3}, "days": 2, **typed})
    assert str(told.value) == words


@pytest.mark.parametrize("typed", [[], "", 0, False])
def test_an_override_that_is_no_table_is_told(library: Library, typed: Any) -> None:
    with pytest.raises(
        AnalysisError, match=rf"^key phase\.1\.override: not a table of keys: '{re.escape(str(typed))}'"
    ):
        read_block(library, {**BLOCK, "phase": [{**BLOCK["phase"][0], "override": typed}]})


@pytest.mark.parametrize(
    ("key", "several", "same"),
    [
        ("equipment", {"wall", "mat"}, ["mat", "wall"]),
        ("scale", {"strength"}, ["strength"]),
        ("ignore", frozenset({"ramp", "coverage"}), ["coverage", "ramp"]),
        ("phase", {"runners_world", "run_forever"}, ["run_forever", "runners_world"]),
    ],
)
def test_a_set_is_a_list_in_the_order_of_the_alphabet(library: Library, key: str, several: Any, same: Any) -> None:
    typed, listed = (
        {**BLOCK, key: [{**BLOCK["phase"][0], "mon": value}] if key == "phase" else value} for value in (several, same)
    )
    assert read_block(library, typed) == read_block(library, listed)


def test_keys_of_days_off_are_read_and_told_in_any_case(library: Library) -> None:
    moves = {"Move": [{"From": "2027-01-04", "TO": "2027-01-05"}], "SKIP": [{"From": "2027-01-06"}]}
    typed = {"move": [{"from": "2027-01-04", "to": "2027-01-05"}], "skip": [{"from": "2027-01-06"}]}
    assert read_block(library, {**BLOCK, **moves}) == read_block(library, {**BLOCK, **typed})
    lines = ['name = "Spring"', "start = 2027-01-04", "[[Phase]]", 'name = "base"', "weeks = 1", 'mon = "run_forever"']
    text = "\n".join([*lines, "[[Move]]", "From = 2027-01-04", "Too = 2027-01-05"])
    with pytest.raises(AnalysisError) as told:
        parse_block(library, text)
    assert [line.partition(";")[0] for line in str(told.value).splitlines()] == [
        "block.toml, line 7, key Move.1.to: missing",
        "block.toml, line 9, key Move.1.Too: unknown key: 'Too'",
    ]


REST: dict[str, Callable[[Library, str], Any]] = {
    "python": lambda library, typed: read_rests(typed)[0][1],
    "by work": lambda library, typed: read_rests(f"heavy={typed}")[0][1],
    "block": lambda library, typed: parse_block(library, f"rest = {typed!r}\n{TOML}").rest[0][1],
    "dose": lambda library, typed: ends(parse_dose(f"3 x 8, rest {typed}")),
    "sheet": lambda library, typed: ends(sheet_row(library, "rest", typed).dose),
}
"""What takes a rest as text."""


def ends(dose: Dose | None) -> tuple[int | None, int | None]:
    assert dose is not None
    return dose.rest_s_min, dose.rest_s_max


def sheet_row(library: Library, column: str, typed: str) -> SheetRow:
    (sheet,) = parse_sheet(f"exercise,dose,{column}\nHip thrust,3 x 8,{typed}\n", library.coding, file="mine.csv")
    if sheet.findings:
        raise DataError(sheet.findings)
    return sheet.rows[0]


@pytest.mark.parametrize("entrance", REST)
def test_a_rest_is_read_everywhere(library: Library, entrance: str) -> None:
    read = {
        "90": (90, 90),
        "60-90": (60, 90),
        "90 secs": (90, 90),
        "90s": (90, 90),
        "1:30": (90, 90),
        "0": (0, 0),
        "1 min 30 s": (90, 90),
        "1.5 min": (90, 90),
        "2-3 min": (120, 180),
        "30 s-1 min": (30, 60),
        "none": (0, 0),
        "2": (120, 120),
        "1-2": (60, 120),
        "9": (540, 540),
        "10": (10, 10),
        "about 60 s": (60, 60),
    }
    assert {typed: REST[entrance](library, typed) for typed in read} == read


@pytest.mark.parametrize("entrance", REST)
@pytest.mark.parametrize("typed", ["2 h", "90-60", "4000", "60/90", "3 kg", "60 s @ 20 kg"])
def test_what_is_no_rest_is_refused_everywhere(library: Library, entrance: str, typed: str) -> None:
    if (entrance, typed) == ("dose", "60 s @ 20 kg"):
        return  # the load is the dose's
    with pytest.raises(AnalysisError) as told:
        REST[entrance](library, typed)
    line = f": '{typed}'; allowed: seconds from 0 to 3600, such as 90, 60-90 or 3 min, the smaller first"
    assert line in str(told.value) or entrance == "dose"


def skipped(library: Library, typed: str) -> datetime.date:
    return parse_block(library, f"{TOML}[[skip]]\nfrom = {typed!r}\n").skip[0].first


def of_roster(library: Library, column: str, typed: str) -> Any:
    (athlete,) = read_roster(library, pd.DataFrame({"name": ["Ann Bo"], column: [typed]})).athletes
    return getattr(athlete, column)


def of_block(library: Library, key: str, typed: Any) -> Any:
    return getattr(parse_block(library, f"{key} = {json.dumps(typed)}\n{TOML}"), key)


DATES: dict[str, Callable[[Library, str], Any]] = {
    "python": lambda library, typed: read_date(typed),
    "start": lambda library, typed: parse_block(library, TOML.replace("2027-01-04", repr(typed))).start,
    "today": lambda library, typed: of_block(library, "today", typed),
    "race": lambda library, typed: of_block(library, "race", typed)[0].date,
    "skip": skipped,
    "roster": lambda library, typed: of_roster(library, "skip", typed)[0].first,
}
"""What takes a date as text."""


@pytest.mark.parametrize("entrance", DATES)
def test_a_date_is_read_everywhere(library: Library, entrance: str) -> None:
    for typed in ("2027-01-05", "2027-1-5", "5 Jan 2027", "05. january 2027"):
        assert DATES[entrance](library, typed) == datetime.date(2027, 1, 5), typed
    for typed in ("2027-W01", "20270105", "5.1.2027", "2027-02-30", "5 Foo 2027"):
        with pytest.raises(AnalysisError, match=f"not a date: '{typed}'; allowed: a day such as 2027-0"):
            DATES[entrance](library, typed)


def in_turn(library: Library, typed: Any) -> Any:
    cycle = f'cycle = ["run_forever", "runners_world"]\ndays = {json.dumps(typed)}\n'
    return parse_block(library, TOML.replace('mon = "run_forever"\n', cycle)).phase[0].cycle.days  # type: ignore[union-attr]


DAYS: dict[str, Callable[[Library, Any], Any]] = {
    "python": lambda library, typed: read_weekdays(typed, "days"),
    "suggest": lambda library, typed: [day.weekday for day in read_days(typed, 20, {}, ())],
    "cycle": in_turn,
    "phase": lambda library, typed: (
        parse_block(library, TOML.replace("mon = ", f"suggest = {json.dumps(typed)}\nsun = ")).phase[0].suggest
    ),
    "roster": lambda library, typed: of_roster(library, "days", typed),
}
"""What takes weekdays."""


@pytest.mark.parametrize("entrance", DAYS)
def test_weekdays_are_read_everywhere(library: Library, entrance: str) -> None:
    take = DAYS[entrance]
    for typed in (
        "Tue Fri",
        "Tue/Fri",
        "Tue & Fri",
        "Tuesday and Friday",
        "tue, FRIDAYS",
        "Tues. + Fri",
        ["tue", "Fri"],
    ):
        assert list(take(library, typed)) == ["tue", "fri"], typed
    with pytest.raises(AnalysisError, match="a weekday named twice: 'fri'; allowed: each weekday once"):
        take(library, "Fri, Friday")
    with pytest.raises(AnalysisError, match=r"unknown weekday.*: 'fridy'; allowed: mon, tue.*did you mean fri"):
        take(library, "fridy mon")


EQUIPMENT: dict[str, Callable[[Library, Any], Any]] = {
    "python": lambda library, typed: read_equipment(library, typed),
    "block": lambda library, typed: of_block(library, "equipment", typed),
    "roster": lambda library, typed: of_roster(library, "equipment", typed),
    "sheet": lambda library, typed: [
        library.coding.item_names.find(item)
        for item, _ in sheet_row(library, "equipment", f'"{typed}"').equipment or ()
    ],
}
"""What takes equipment."""


@pytest.mark.parametrize("entrance", EQUIPMENT)
def test_equipment_is_parted_and_left_out_alike(library: Library, entrance: str) -> None:
    take = EQUIPMENT[entrance]
    for typed in ("mat/step", "mat & step", "Mats and step", "mat + step", "mat, step", "mat; step"):
        assert list(take(library, typed)) == ["mat", "step"], typed
    for typed in ("none", "no kit", "bodyweight", "Body weight", "no equipment", "nothing"):
        assert list(take(library, typed)) == [], typed
    if entrance != "sheet":
        assert len(take(library, "gym")) > 20


def test_a_gym_is_no_item_of_a_sheet(library: Library) -> None:
    with pytest.raises(
        DataError, match="equipment: no item: 'gym'; allowed: the items of this exercise; a gym is what"
    ):
        add_sheet_texts(library, {"mine": "exercise,dose,equipment\nHip thrust,3 x 8,gym\n"})


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ('weeks = "1"', "weeks = 1"),
        ("weeks = 1.0", "weeks = 1"),
        ('volume = "80 %"', "volume = 0.8"),
        ('volume = ["1.2"]', "volume = 1.2"),
        ('reps_step = "1"', "reps_step = 1"),
        ('override.wall_abs.sets = "4"', "override.wall_abs.sets = 4"),
        ("override.wall_abs.sets = 4.0", "override.wall_abs.sets = 4"),
        ('override.wall_abs.sets = "3-4"', "override.wall_abs.sets = [3, 4]"),
        ('override.wall_abs.reps = "8 to 12"', "override.wall_abs.reps = [8, 12]"),
        ('runs.tue = "Long run"', 'runs.tue = "long"'),
    ],
)
def test_numbers_of_a_block_may_be_texts(library: Library, typed: str, same: str) -> None:
    phases = [TOML.replace("weeks = 1\n", "" if "weeks" in line else "weeks = 1\n") + line for line in (typed, same)]
    assert parse_block(library, phases[0]) == parse_block(library, phases[1])


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"bands": "8"}, "key bands: no mapping of muscle to sets: '8'; allowed: such as"),
        ({"runs": {"xday": "easy"}}, "key runs.xday: unknown weekday: 'xday'; allowed: mon, tue"),
        ({"runs": {"tue": None}}, "key runs.tue: unknown kind of run: 'None'; allowed: easy, long"),
        ({"maxima": {"hip_thrust": None}}, "key maxima.hip_thrust: maximum without figures: 'None'"),
        ({"minutes": 300}, "key minutes: not allowed: '300'; allowed: a number from 1 to 240"),
        ({"equipment": "none, mat"}, "key equipment: none beside items: 'none, mat'"),
    ],
)
def test_a_block_tells_what_the_reader_tells(library: Library, typed: dict[str, Any], words: str) -> None:
    with pytest.raises(DataError) as told:
        read_block(library, {**BLOCK, **typed})
    assert words in str(told.value)
    assert len(told.value.findings) == 1


NO_NAME: dict[str, Callable[[Library, Any], Any]] = {
    "counting": lambda library, typed: read_counting(typed),
    "muscle": lambda library, typed: find_exercises(library, typed),
    "label": lambda library, typed: read_label(library, typed),
    "exercise": lambda library, typed: read_exercise(library, typed),
    "equipment": lambda library, typed: read_equipment(library, typed),
    "band": lambda library, typed: read_bands(library, {"quads": typed}),
    "sessions": lambda library, typed: read_week(library, {"run_forever": typed}),
    "minutes": lambda library, typed: read_minutes(typed),
    "rest": lambda library, typed: read_rest("rest", typed),
    "date": lambda library, typed: read_date(typed),
    "run": lambda library, typed: read_run(typed),
}
"""What takes a name or a number, and no frame."""


@pytest.mark.parametrize("entrance", NO_NAME)
def test_a_frame_is_told_by_its_kind(library: Library, entrance: str) -> None:
    with pytest.raises(ArgumentError) as told:
        NO_NAME[entrance](library, pd.DataFrame({"quads": [1]}))
    assert ": a DataFrame" in str(told.value)
    assert "quads" not in str(told.value).partition("; allowed")[0].replace("band of quads", "")


def test_a_routine_is_no_exercise(library: Library) -> None:
    with pytest.raises(
        ArgumentError, match=r"a routine: .*; allowed: one exercise; substitute_routine rewrites runners_"
    ):
        read_exercise(library, "Runner's World")
