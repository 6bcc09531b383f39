"""Turn comparisons into text tables: one row per muscle, one column per routine, a range in one cell."""

from __future__ import annotations

import pandas as pd

from analysis.base.arguments import checked
from analysis.base.errors import ArgumentError
from analysis.base.text import signed, spans
from analysis.library.labels import id_column, worked
from analysis.library.terms import PHASES

HEADS = {
    "muscle_id": "muscle",
    "muscle_group": "muscle group",
    "movement_pattern": "movement",
    "equipment_id": "equipment",
}


@checked
def comparison_words(table: pd.DataFrame) -> pd.DataFrame:
    """Return `compare_routines` as a text table: one row per label, one column per routine, totals below.

    Parameters
    ----------
    table : DataFrame
        From `compare_routines`.

    Returns
    -------
    DataFrame
        One row per label with any sets, then the counted sets and the minutes; one text column per routine. Cells show
        ``all sets (strength sets)``; without brackets there are no strength sets.

    Raises
    ------
    ArgumentError
        If the frame is not from `compare_routines`.

    Examples
    --------
    >>> from analysis import compare_routines, load_library
    >>> comparison_words(compare_routines(load_library())).iloc[1].to_list()
    ['Hip abductors', '8', '6.5 (1.5)', '10']
    """
    column = id_column(table)
    if not {"routine_id", "strength_sets_min", "minutes_min"} <= set(table):
        raise ArgumentError("the frame is another one; give what compare_routines returns")
    rows = list(dict.fromkeys(worked(table)["label"]))  # rows of zeros are left out; by muscle there are many
    whole = "minutes" if table["phases"].iloc[0] == " + ".join(PHASES) else "minutes, all phases"
    columns = {HEADS[column]: [*rows, "counted sets", whole]}
    strength = zip(spans(table, "strength_sets"), table["strength_sets_max"], strict=True)
    brackets = [f" ({sets})" if most > 0 else "" for sets, most in strength]
    cells: dict[str, dict[str, str]] = {}
    texts = zip(spans(table, "sets"), brackets, strict=True)
    for routine, label, both in zip(table["routine_id"], table["label"], texts, strict=True):
        cells.setdefault(routine, {})[label] = "".join(both)
    first = table.drop_duplicates("routine_id")
    totals = zip(spans(first, "routine_sets"), spans(first, "minutes", digits=0), strict=True)
    for routine, name, both in zip(first["routine_id"], first["routine"], totals, strict=True):
        columns[name] = [*(cells[routine][label] for label in rows), *both]
    return pd.DataFrame(columns)


def difference_words(rows: pd.DataFrame) -> pd.DataFrame:
    """Return `explain_difference` as a text table, each difference beside its first exercise."""
    column = id_column(rows)
    lead = ~rows.duplicated(column)
    differs = [signed(*pair) for pair in zip(rows["difference_min"], rows["difference_max"], strict=True)]
    return pd.DataFrame(
        {
            HEADS[column]: rows["label"].where(lead, ""),
            "differs": pd.Series(differs, rows.index, dtype="str").where(lead, ""),
            "sets": [signed(*pair) for pair in zip(rows["sets_min"], rows["sets_max"], strict=True)],
            "exercise": rows["exercise"],
            "of": rows["routine"],
        }
    )


def equipment_words(fit: pd.DataFrame) -> pd.DataFrame:
    """Return `equipment_fit` as a text table: every exercise, whether it can be done, and the missing items."""
    return pd.DataFrame(
        {
            "routine": fit["routine"].where(~fit.duplicated("routine_id"), ""),
            "exercise": fit["exercise"],
            "sets": spans(fit, "sets"),
            "can be done": fit["effect"].map(
                {"done": "yes", "without optional": "yes, without", "lost": "no, without"}
            ),
            "missing": fit["missing"].str.replace("_", " ").fillna("")
            + fit["basis"].map({"inferred": " (inferred)"}).fillna(""),
        }
    )
