"""What the sources say of muscles, made by one rule of the words they use."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.base.errors import Finding
from analysis.library.schema import TableSchema
from analysis.library.table_checks import Table

NEAREST = ["exercise", "section", "routine"]
"""What a word is said of, nearest to an exercise first."""


def make_statements(
    tables: Mapping[str, Table], prescriptions: pd.DataFrame, schema: TableSchema
) -> tuple[pd.DataFrame, list[Finding]]:
    """Turn the words of the sources into a statement per prescription and muscle, by one rule.

    A word holds for every row of what it is said of (an exercise, a section, the whole routine) that works one of the
    muscles it means, in any role; a muscle that is only stretched counts where the word is said of that exercise. Of
    several words the nearest stands, then a muscle's own name, then the first. A word that reaches no row is a finding.
    """
    words = tables["source_words"]
    muscles, meanings = tables["muscles"].frame, tables["word_muscles"].frame
    levels = ["muscle_id", "muscle_group", "region"]  # a word means a muscle, a group or a part of the body
    meant = pd.concat(
        meanings[["word_id", "own_name", level]].merge(muscles[list({"muscle_id", level})], on=level)
        for level in levels
    )[["word_id", "own_name", "muscle_id"]].drop_duplicates()
    worked = prescriptions[["routine_id", "position", "section", "exercise_id"]].merge(
        tables["exercise_muscles"].frame[["exercise_id", "muscle_id", "role"]].reset_index(names="order"),
        on="exercise_id",
    )
    frame = words.frame.reset_index(names="word").merge(meant, on="word_id")
    frame = frame.merge(worked, on=["routine_id", "muscle_id"], suffixes=("_said", ""))
    of_exercise = frame["said_of"] == "exercise"
    here = (frame["position_said"] == frame["position"]).fillna(False).where(of_exercise, frame["role"] != "stretched")
    here &= (frame["section_said"] == frame["section"]) | (frame["said_of"] != "section")
    frame = frame[here].assign(nearness=frame["said_of"].map(NEAREST.index), wider=~frame["own_name"])
    reached = set(frame["word"])
    frame = frame.sort_values(["nearness", "wider", "word"], kind="stable")
    frame = frame.drop_duplicates(["routine_id", "position", "muscle_id"])
    frame["level"] = (frame["own_name"] & (frame["said_of"] == "exercise")).map({True: "named", False: "group_word"})
    keys = prescriptions.reset_index(names="row")[["routine_id", "position", "row"]]
    frame = frame.merge(keys, on=["routine_id", "position"]).sort_values(["row", "order"])
    findings = [
        Finding("no muscle that the word means is worked there", words.file, row, "source_word", str(word))
        for number, (row, word) in enumerate(zip(words.rows, words.columns["source_word"], strict=True))
        if number not in reached
    ]
    return schema.frame({name: frame[name].tolist() for name in schema.columns}), findings
