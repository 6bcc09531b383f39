"""What the sources say of muscles: the written rule, applied by hand and by plain loops."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis import DataError, Library, load_library
from analysis.tidy import check_data

# By hand from the three texts: the muscles of a row, each with its level and the word of the source.
BY_HAND = {
    ("fit_and_well", 2): {
        "soleus": ("named", "soleus"),
        "glute_max": ("group_word", "glutes"),
        "glute_med": ("group_word", "glutes"),
        "hamstrings": ("group_word", "hamstrings"),
        "gastrocnemius": ("group_word", "calves"),
    },
    ("fit_and_well", 5): {"glute_max": ("group_word", "glute max"), "glute_med": ("group_word", "glute med")},
    ("runners_world", 3): {"adductors": ("named", "adductor")},
    ("runners_world", 4): {"glute_med": ("group_word", "glute"), "tfl": ("group_word", "entire lower body")},
    ("runners_world", 8): {"pecs": ("group_word", "chest"), "hip_flexors": ("group_word", "entire lower body")},
    ("run_forever", 2): {"rectus_abdominis": ("group_word", "abs")},
    ("run_forever", 6): {"hamstrings": ("group_word", "posterior chain"), "glute_med": ("group_word", "glute")},
}


@pytest.mark.parametrize("key", BY_HAND)
def test_rows_read_by_hand(library: Library, key: tuple[str, int]) -> None:
    rows = library.statements.set_index(["routine_id", "position"]).loc[[key]].set_index("muscle_id")
    for muscle, (level, word) in BY_HAND[key].items():
        assert rows.loc[muscle, ["level", "source_word"]].tolist() == [level, word]


def test_the_rule_holds_for_every_row(library: Library) -> None:
    """For each muscle of each row the best word is looked for by plain loops."""
    area = library.muscles.set_index("muscle_id")
    means: dict[str, list[str]] = {}
    for row in library.word_muscles.itertuples():
        members = [
            muscle
            for muscle in area.index
            if muscle == row.muscle_id
            or area.loc[muscle, "muscle_group"] == row.muscle_group
            or area.loc[muscle, "region"] == row.region
        ]
        means[str(row.word_id)] = [*means.get(str(row.word_id), []), *members]
    own = dict(zip(library.word_muscles["word_id"], library.word_muscles["own_name"], strict=True))
    roles = library.exercise_muscles.groupby("exercise_id")
    expected = []
    for row in library.prescriptions.itertuples():
        for muscle, role in roles.get_group(row.exercise_id)[["muscle_id", "role"]].itertuples(index=False):
            choices = []
            for number, word in enumerate(library.source_words.itertuples()):
                here = {
                    "exercise": word.position == row.position if pd.notna(word.position) else False,
                    "section": word.section == row.section and role != "stretched",
                    "routine": role != "stretched",
                }[str(word.said_of)]
                if word.routine_id == row.routine_id and here and muscle in means[str(word.word_id)]:
                    far = ["exercise", "section", "routine"].index(str(word.said_of))
                    rank = (far, not own[word.word_id], number)
                    choices.append((rank, word.source_word, far == 0 and own[word.word_id], word.locator))
            if choices:
                _, text, named, locator = min(choices)
                level = "named" if named else "group_word"
                expected.append([row.routine_id, row.position, muscle, level, text, locator])
    columns = ["routine_id", "position", "muscle_id", "level", "source_word", "locator"]
    assert library.statements[columns].to_numpy().tolist() == expected


def test_gluteals_are_named_in_an_introduction_alone(library: Library) -> None:
    words = library.source_words.query("routine_id == 'fit_and_well' and word_id.str.startswith('glute_')")
    assert words["source_word"].tolist() == ["glute max", "glute med", "glute min"]
    assert set(words["said_of"]) == {"routine"}
    assert not library.statements.query("level == 'named' and muscle_id.str.startswith('glute_')").size


def test_statements_follow_the_roles(data: Path) -> None:
    before = load_library(data).statements
    path = data / "coding/exercise_muscles.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("hip_thrust,hamstrings")), encoding="utf-8")
    after = load_library(data).statements
    gone = before.merge(after, how="left", indicator=True).query("_merge == 'left_only'")
    assert gone[["routine_id", "position", "muscle_id"]].to_numpy().tolist() == [["runners_world", 7, "hamstrings"]]


def test_statements_are_never_edited(data: Path) -> None:
    path = data / "coding/statements.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",group_word,", ",named,", 1), encoding="utf-8")
    assert check_data(data)[0].file == "coding/statements.csv"


def test_a_word_that_reaches_nothing_is_told(data: Path) -> None:
    path = data / "coding/source_words.csv"
    text = path.read_text(encoding="utf-8").replace("entire lower body,lower_body", "abs,abs")
    path.write_text(text, encoding="utf-8")
    load_library(data)  # the abdominals are worked in that routine
    path.write_text(text.replace("exercise,,13,", "exercise,,14,"), encoding="utf-8")
    with pytest.raises(DataError, match=r"row 30, column source_word: no muscle that the word means is worked there"):
        load_library(data)
