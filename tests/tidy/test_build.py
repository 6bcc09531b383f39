"""Generated data: the same bytes on every rebuild, and nothing written when the sources are wrong."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis import DataError, Library, at_a_glance
from analysis.library.schema import data_folder
from analysis.tidy import build_tidy, check_data
from analysis.tidy.build import built_texts

GENERATED = [
    "DICTIONARY.md",
    "SHA256SUMS",
    "coding/statements.csv",
    "datapackage.json",
    "tidy/at_a_glance.csv",
    "tidy/prescription_equipment.csv",
    "tidy/prescriptions.csv",
    "tidy/volume.csv",
    "tidy/volume_by_group.csv",
]


@pytest.mark.parametrize("name", GENERATED)
def test_what_is_committed_is_what_is_built(name: str) -> None:
    assert (data_folder() / name).read_bytes() == built_texts()[name].encode("utf-8")


def test_these_are_all_generated_files() -> None:
    assert sorted(built_texts()) == GENERATED
    assert {path.name for path in (data_folder() / "tidy").iterdir()} == {Path(name).name for name in GENERATED[4:]}


def test_build_rewrites_what_differs(data: Path) -> None:
    before = {name: (data / name).read_bytes() for name in GENERATED}
    (data / "tidy/volume.csv").unlink()
    (data / "DICTIONARY.md").write_text("old", encoding="utf-8")
    assert sorted(path.name for path in build_tidy(data)) == ["DICTIONARY.md", "volume.csv"]
    assert {name: (data / name).read_bytes() for name in GENERATED} == before
    assert build_tidy(data) == []


def test_nothing_is_written_when_the_sources_are_wrong(data: Path) -> None:
    sheet = data / "sheets/run_forever.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("Wall Abs", "Wal Abs"), encoding="utf-8")
    before = {name: (data / name).read_bytes() for name in GENERATED}
    with pytest.raises(DataError, match="did you mean Wall abs"):
        build_tidy(data)
    assert {name: (data / name).read_bytes() for name in GENERATED} == before


def test_a_change_of_coding_changes_tidy(data: Path) -> None:
    path = data / "coding/exercise_muscles.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("hip_thrust,hamstrings,stabilizer", "hip_thrust,hamstrings,primary"), encoding="utf-8")
    assert [path.name for path in build_tidy(data)] == [
        "volume.csv",
        "volume_by_group.csv",
        "at_a_glance.csv",
        "datapackage.json",
        "SHA256SUMS",
    ]
    volume = pd.read_csv(data / "tidy/volume.csv").query("exercise_id == 'hip_thrust' and muscle_id == 'hamstrings'")
    assert volume["sets_min"].tolist() == [3]


def test_at_a_glance_is_in_words(library: Library) -> None:
    rows = at_a_glance(library).set_index(["routine", "number"])
    bridge = rows.loc[("Fit&Well", 2)]
    assert bridge["dose"] == "2 sets of 10-12 each side, hold 3-5 s"
    assert bridge["works"] == "Glute max"
    assert bridge["equipment"] == "Mat (optional)"
    assert rows.loc[("Fit&Well", 1), ["sets_min", "sets_max"]].tolist() == [0, 0]
    assert bridge[["minutes_min", "minutes_max"]].tolist() == [3.3, 7.2]  # 2 x 2 x (10 x 5 s to 12 x 9 s)
    assert rows["load"].value_counts().to_dict() == {
        "not said": 16,
        "Dumbbells light to medium or medium to heavy; which is not said.": 5,
        "blue or black band, or any": 3,
        "light tension in the band, more as the legs part": 1,
    }
    assert (rows["effort"] != "not said").sum() == 1
    assert not rows.astype("str").apply(lambda column: column.str.contains("_")).any(axis=None)


def test_a_change_that_alters_no_generated_table_is_named(data: Path) -> None:
    path = data / "coding/cautions.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Stay low", "Keep low"), encoding="utf-8")
    (finding,) = check_data(data)  # sums and hashes are wrong with it, and are not told too
    assert (finding.file, finding.what) == ("coding/cautions.csv", "changed since the last build")
    assert [path.name for path in build_tidy(data)] == ["datapackage.json", "SHA256SUMS"]
    assert check_data(data) == []
