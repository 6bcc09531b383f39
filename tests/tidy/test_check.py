"""The shipped data: figures that the articles print, the schema, and that every broken rule is found."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis import (
    DataError,
    FileError,
    Library,
    compare_routines,
    coverage,
    load_library,
    routine_volume,
    weekly_summary,
)
from analysis.charts.card_exercise import CUE_WORDS
from analysis.compare import equipment_use, exercise_matrix
from analysis.library.schema import data_folder, read_schemas
from analysis.library.terms import COUNTED, MOBILE
from analysis.tidy import build_tidy, check_data
from analysis.tidy.check import check_frictionless
from tests.shared import ROUTINES

# As printed: sets or rounds, repetitions or seconds (least and most), and what they are for.
PRINTED = {
    "fit_and_well": [
        (1, (10, 15), "reps", "side"),
        (2, (10, 12), "reps", "side"),
        (3, (5, 5), "reps", "side"),
        (3, (5, 5), "reps", "direction"),
        (2, (8, 8), "reps", "side"),
    ],
    "runners_world": [
        *[(1, (30, 30), "work_s", "side")] * 3,
        *[(2, (30, 30), "work_s", "side")] * 3,
        (3, (10, 10), "reps", "both"),
        (3, (10, 10), "reps", "both"),
        (3, (10, 10), "reps", "side"),
        (3, (10, 10), "reps", "both"),
        (3, (10, 10), "reps", "side"),
        (3, (10, 10), "reps", "both"),
        *[(1, (15, 15), "work_s", "side")] * 2,
    ],
    "run_forever": [
        (2, (10, 10), "reps", "side"),
        (2, (10, 10), "reps", "side"),
        (2, (15, 15), "reps", "side"),
        (2, (8, 8), "reps", "side"),
        (2, (12, 12), "reps", "side"),
        (2, (8, 8), "reps", "side"),
    ],
}


def tidy(name: str) -> pd.DataFrame:
    return pd.read_csv(data_folder() / "tidy" / f"{name}.csv")


@pytest.mark.parametrize("routine", ROUTINES)
def test_figures_that_the_articles_print(routine: str) -> None:
    rows = tidy("prescriptions").query("routine_id == @routine")
    assert rows["position"].tolist() == list(range(1, len(PRINTED[routine]) + 1))
    for (_, row), (sets, amount, kind, per) in zip(rows.iterrows(), PRINTED[routine], strict=True):
        other = "work_s" if kind == "reps" else "reps"
        assert (row["sets_min"], row["sets_max"]) == (sets, sets)
        assert (row[f"{kind}_min"], row[f"{kind}_max"]) == amount
        assert row[[f"{other}_min", f"{other}_max"]].isna().all()
        assert row["per"] == per


def test_holds_as_printed() -> None:
    holds = tidy("prescriptions").dropna(subset=["hold_s_min"])
    found = holds[["routine_id", "position", "hold_s_min", "hold_s_max"]].to_numpy().tolist()
    assert found == [["fit_and_well", 2, 3, 5], ["fit_and_well", 5, 1, 1]]


def test_what_the_sources_say_of_frequency_and_length(library: Library) -> None:
    said = library.sources.set_index("source_id")[["says_times_per_week_min", "says_minutes"]]
    assert said.loc["runners_world"].tolist() == [1, 30]
    assert said.drop("runners_world").isna().all(axis=None)
    words = library.sources.set_index("source_id").drop("own")
    assert words[["says_load", "says_effort", "text_read", "text_sha256"]].notna().all(axis=None)
    assert "blue or black" in words.loc["run_forever", "says_load"]
    assert "light to medium and medium to heavy" in words.loc["runners_world", "says_load"]
    assert words["says_progression"].notna().to_dict() == {
        "fit_and_well": True,
        "runners_world": False,
        "run_forever": True,
    }


def test_what_the_sources_say_row_by_row(library: Library) -> None:
    notes = library.prescription_notes
    flagged = notes.groupby("flag")[["routine_id", "position"]].apply(lambda rows: rows.to_numpy().tolist())
    assert flagged["equipment"] == [["run_forever", 2], ["run_forever", 4]]  # the source names nothing but a band
    banded = library.prescriptions.dropna(subset="load").groupby("load", sort=False)["position"].agg(list)
    assert banded.to_dict() == {
        "light tension in the band, more as the legs part": [4],
        "blue or black band, or any": [1, 3, 5],
    }
    assert flagged["load"] == [["runners_world", position] for position in range(7, 12)]  # listed for the whole workout
    assert flagged["effort"] == [["fit_and_well", 3]]
    cautioned = library.cautions.groupby("routine_id")["position"].agg(list)
    assert cautioned.to_dict() == {"fit_and_well": [1, 2, 3, 4, 5], "runners_world": [7, 8, 9, 10, 11, 12]}


def test_a_sample_of_findings_as_quoted(library: Library) -> None:
    emg = library.emg.set_index(["reference_id", "exercise_as_studied", "muscle_id", "side_or_condition"])
    columns = ["mvic_pct_min", "mvic_pct_max"]
    assert emg.loc[("youdas_2013", "lateral band walk", "glute_med", "stance leg"), columns].tolist() == [52, 52]
    assert emg.loc[
        ("contreras_2015", "barbell hip thrust (10RM)", "glute_max", "upper to lower fibres"), columns
    ].tolist() == [69.5, 86.8]
    targets = library.targets.set_index("target_id")[["low", "high"]]
    assert targets.loc[["size_least", "size_aim", "running_weeks"], "low"].tolist() == [4, 10, 10]
    assert targets.loc["running_sessions"].tolist() == [2, 3]
    studies = library.references.set_index("reference_id")["citation"]
    assert "67 studies, 2058 people" in studies["pelland_2025"]
    words = library.statements.query("level == 'named'")[["routine_id", "position", "source_word"]]
    assert words.to_numpy().tolist() == [
        ["fit_and_well", 2, "soleus"],
        ["fit_and_well", 3, "obliques"],
        ["fit_and_well", 3, "adductor"],
        ["runners_world", 3, "adductor"],
        ["runners_world", 13, "hamstring"],
    ]
    assert library.variations["kind"].tolist() == ["regression", "regression", "regression", "progression"]


def test_25_prescriptions_of_22_exercises(library: Library) -> None:
    rows = library.prescriptions
    assert (len(rows), rows["exercise_id"].nunique()) == (25, 22)
    from_sources = library.exercises.loc[library.exercises["origin"] == "sources", "exercise_id"]
    assert set(rows["exercise_id"]) == set(from_sources)


def test_exercises_of_ours_change_nothing_about_the_sources(library: Library, data: Path) -> None:
    ours = set(library.exercises.loc[library.exercises["origin"] == "ours", "exercise_id"])
    assert len(ours) >= 40
    keys = {"exercises": ["exercise_id"], "exercise_muscles": ["exercise_id"], "exercise_equipment": ["exercise_id"]}
    keys |= {"aliases": ["exercise_id"], "avoid": ["exercise_id"], "coverage_exercises": ["exercise_id"]}
    keys |= {"progressions": ["exercise_id", "harder_id"], "emg": ["exercise_id"], "contacts": ["exercise_id"]}
    keys |= {"watch_exercises": ["exercise_id"]}
    for name, columns in keys.items():
        path = data / "coding" / f"{name}.csv"
        table = pd.read_csv(path, dtype="str", keep_default_na=False)
        table[~table[columns].isin(ours).any(axis=1)].to_csv(path, index=False, lineterminator="\n")
    alone = load_library(data)
    assert not ours & set(alone.exercises["exercise_id"])
    week = {"runners_world": 1, "run_forever": 3}
    for by in ("muscle", "group", "pattern", "equipment"):
        assert compare_routines(library, by=by).equals(compare_routines(alone, by=by)), by
        assert routine_volume(library, by=by).equals(routine_volume(alone, by=by)), by
    for goal in ("strength", "size"):
        assert weekly_summary(library, week, goal=goal).equals(weekly_summary(alone, week, goal=goal))
    assert coverage(library, week).equals(coverage(alone, week))
    assert equipment_use(library).equals(equipment_use(alone))
    assert exercise_matrix(library).equals(exercise_matrix(alone))
    for file in ("prescriptions", "prescription_equipment", "volume", "volume_by_group", "at_a_glance"):
        build_tidy(data)
        built = (data / "tidy" / f"{file}.csv").read_bytes()
        assert built == (data_folder() / "tidy" / f"{file}.csv").read_bytes()


def test_exercises_of_ours_are_coded_as_the_others_are(library: Library) -> None:
    exercises = library.exercises.set_index("exercise_id")
    ours = exercises[exercises["origin"] == "ours"]
    assert ours[["cue", "basis"]].notna().all(axis=None)
    assert library.exercises["cue"].str.split().str.len().max() <= CUE_WORDS  # a coach says no more between two sets
    # Running and its like, and a class of yoga, are known and never suggested: they need no dose.
    assert set(ours.loc[ours["usual_dose"].isna(), "mode"]) <= {"cardio", "mobility"}
    ours = ours[ours["usual_dose"].notna()]
    per = ours["usual_dose"].str.contains(" per (?:side|direction)")
    one_sided = ours["laterality"] == "unilateral"
    assert per[one_sided & ~ours["alternates"]].all()
    assert not ours.loc[~one_sided, "usual_dose"].str.contains(" per side").any()  # a grapevine goes both ways
    roles = library.exercise_muscles[library.exercise_muscles["exercise_id"].isin(ours.index)]
    works = roles.groupby("exercise_id")["role"].agg(set)
    still = ours["mode"].isin(MOBILE)  # what is stretched or rolled works nothing
    assert works[~works.index.isin(ours.index[still])].map(lambda own: "primary" in own).all()
    assert works[works.index.isin(ours.index[still])].map(lambda own: "stretched" in own and "primary" not in own).all()
    needed = library.exercise_equipment.query("need == 'required'")["exercise_id"]
    loaded = library.exercise_equipment.query("equipment_id == 'dumbbell'")["exercise_id"]
    for line, rows in library.coverage_exercises.groupby("line_id"):
        free = rows[~rows["exercise_id"].isin(needed)]
        with_something = rows[rows["exercise_id"].isin([*needed, *loaded])]
        assert len(free) >= 1, line
        assert len(with_something) >= 1 or line == "shin", line


def test_harder_forms_that_go_in_a_circle_are_refused(data: Path) -> None:
    path = data / "coding" / "progressions.csv"
    path.write_text(path.read_text(encoding="utf-8") + "hip_thrust,glute_bridge,less\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"leads back to itself: '.*glute_bridge.*'; allowed: no circle"):
        load_library(data)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("2-4 x 8-12,moderate,ours", "8-12,heavy,ours", "no sets in it: '8-12'; allowed: such as 2-4 x 8-12"),
        ("2-4 x 8-12,moderate,ours", "2-4 x,heavy,ours", "column usual_dose: "),
        ("2-4 x 8-12,moderate,ours", "2-4 x 8-12,,ours", "usual_dose and demand are given together"),
    ],
)
def test_usual_doses_are_checked(data: Path, old: str, new: str, says: str) -> None:
    spoil(data, "coding/exercises.csv", old, new)
    with pytest.raises(DataError) as caught:
        load_library(data)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        (
            "prescriptions",
            "routine_id position section phase exercise_id published_name sets_min sets_max reps_min reps_max "
            "work_s_min work_s_max hold_s_min hold_s_max per load_kind source_id locator",
        ),
        ("prescription_equipment", "routine_id position equipment_id need basis"),
        *(
            (
                name,
                "routine_id routine position section phase kind exercise_id exercise muscle_id muscle muscle_group "
                "group role basis weight equipment dose "
                "sets_min sets_max reps_min reps_max tension_s_min tension_s_max",
            )
            for name in ("volume", "volume_by_group")
        ),
    ],
)
def test_columns_that_others_rely_on_come_first(name: str, columns: str) -> None:
    assert list(tidy(name))[: len(columns.split())] == columns.split()


def test_the_data_are_good() -> None:
    assert check_data() == []


def test_the_data_are_good_by_the_frictionless_tools() -> None:
    assert check_frictionless() == []


def test_frictionless_sees_a_broken_key(data: Path) -> None:
    spoil(data, "coding/exercise_muscles.csv", "hip_thrust,glute_max,", "hip_thrust,glute_mux,")
    assert check_frictionless(data)


def test_every_sheet_has_the_same_schema() -> None:
    package = json.loads((data_folder() / "datapackage.json").read_text(encoding="utf-8"))
    schemas = [one["schema"] for one in package["resources"] if one["path"].startswith("sheets/")]
    assert len(schemas) == 3
    assert all(schema == schemas[0] for schema in schemas)


def test_every_table_and_column_is_described() -> None:
    schemas = read_schemas(data_folder())
    files = {path.relative_to(data_folder()).as_posix() for path in data_folder().glob("*/*.csv")}
    assert files == {schema.path for schema in schemas.values()}
    for schema in schemas.values():
        assert schema.description
        assert all(field.description for field in schema.fields), schema.name


def test_every_exercise_has_a_reason_for_every_role(library: Library) -> None:
    roles = library.exercise_muscles
    assert roles["reason"].str.len().min() > 5
    worked = roles[roles["role"].isin(["primary", "stretched"])]
    may_work_nothing = library.exercises["mode"].isin(["cardio", "mobility"])
    assert set(library.exercises.loc[~may_work_nothing, "exercise_id"]) <= set(worked["exercise_id"])


def test_references_in_reasons_are_known(library: Library) -> None:
    text = " ".join([*library.exercise_muscles["reason"], *library.exercise_equipment["reason"]])
    cited = set(pd.Series([text]).str.extractall(r"([a-z_]+_20\d\d)")[0])
    assert cited
    assert cited <= set(library.references["reference_id"])


def test_only_the_counted_phases_have_equipment_or_sets_that_count() -> None:
    volume = tidy("volume")
    still = volume[~volume["phase"].isin(COUNTED)]
    assert (still[["sets_min", "sets_max"]] == 0).all(axis=None)
    assert (still.loc[still["role"].isin(["primary", "stretched"]), "tension_s_min"] > 0).all()


def test_activation_section_of_runners_world_is_banded_by_its_own_word() -> None:
    table = tidy("prescription_equipment").query("routine_id == 'runners_world'")
    stated = table[table["basis"] == "stated"]
    assert stated[["position", "equipment_id", "need"]].to_numpy().tolist() == [
        [p, "mini_band", "required"] for p in (4, 5, 6)
    ]


def test_bands_of_the_third_source_are_optional() -> None:
    bands = tidy("prescription_equipment").query("routine_id == 'run_forever' and equipment_id == 'long_band'")
    assert bands["position"].tolist() == [1, 3, 5]
    assert set(bands["need"]) == {"optional"}


def test_the_impossible_entry_is_kept_and_flagged(library: Library) -> None:
    flags = library.prescription_notes.query("flag == 'impossible_as_printed'")
    assert flags[["routine_id", "position"]].to_numpy().tolist() == [["runners_world", 6]]


def spoil(data: Path, name: str, old: str, new: str) -> None:
    path = data / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_all_findings_of_a_file_come_at_once_and_five_are_shown(data: Path) -> None:
    path = data / "coding/exercise_muscles.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(",primary,", ",prime,"), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_library(data)
    lines = str(caught.value).splitlines()
    wrong = text.count(",primary,")
    assert len(caught.value.findings) == wrong > 100
    assert len(lines) == 6
    assert lines[-1] == f"and {wrong - 5} more"


def test_tidy_that_is_not_what_the_sources_make_is_found(data: Path) -> None:
    cell = 'primary,group_word,1,"Bench or couch, Dumbbells (optional)",3 x 10,'
    spoil(data, "tidy/volume.csv", f"{cell}3,", f"{cell}4,")
    words = "tidy/volume.csv: not what the sheets and coding make; allowed: run python -m analysis build"
    assert words in [str(finding) for finding in check_data(data)]


def test_empty_and_missing_tidy_files_are_found(data: Path) -> None:
    (data / "tidy/volume.csv").write_text("", encoding="utf-8")
    assert "empty file" in str(check_data(data)[0])
    (data / "tidy/volume.csv").unlink()
    with pytest.raises(FileError, match=r"volume\.csv: cannot be read: No such file"):
        check_data(data)


def test_a_folder_in_the_place_of_a_generated_file_is_found(data: Path) -> None:
    (data / "DICTIONARY.md").unlink()
    (data / "DICTIONARY.md").mkdir()
    assert [finding.file for finding in check_data(data)] == ["DICTIONARY.md"]
    with pytest.raises(FileError, match="it is a folder"):
        build_tidy(data)
