"""Build data/tidy, DICTIONARY.md, checksums and hashes from sheets, coding and schema, byte for byte the same."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from analysis.base.arguments import checked
from analysis.base.csv_text import csv_text, marked
from analysis.base.files import holds, read_text, write_text
from analysis.library.doses.dose_words import dose_words
from analysis.library.labels import labels, needed_items
from analysis.library.library import Library
from analysis.library.loading import load_library
from analysis.library.schema import TableSchema, data_folder
from analysis.volume.amounts import ENDS, SETS, amounts_of
from analysis.volume.minutes import exercise_seconds
from analysis.volume.product import prescription_volume

ROLE_COLUMNS = {"works": "primary", "assists": "secondary", "steadies": "stabilizer", "stretches": "stretched"}


NOT_SAID = "not said"


SAID = ("load", "effort")
"""Columns with text from a sheet or source, and the flags of notes that give it instead."""


PACKAGE = "datapackage.json"
"""The schema, edited by hand; the size and hash of every resource are updated."""


SUMS = "SHA256SUMS"
"""Checksums of the schema and of every table, handmade or generated."""


@checked
def at_a_glance(library: Library) -> pd.DataFrame:
    """Return the prescriptions in words.

    Parameters
    ----------
    library : Library

    Returns
    -------
    DataFrame
        One row per prescription, the columns of ``data/tidy/at_a_glance.csv``: dose, muscles by role, equipment,
        counted sets and minutes of work (both sides, without rests), and load and effort if given.

    Examples
    --------
    >>> at_a_glance(load_library()).loc[6, ["exercise", "dose", "works", "equipment"]].to_list()
    ["World's Greatest Stretch", '1 set of 30 s each side', '', 'Mat (optional)']
    """
    rows = library.prescriptions
    muscles = labels(library, "muscle_id")
    # Muscles are in the order of their table, from the hip outwards, not in the order of the coded roles.
    order = {muscle: number for number, muscle in enumerate(muscles)}
    roles = library.exercise_muscles.assign(order=library.exercise_muscles["muscle_id"].map(order)).sort_values("order")
    worked = {
        key: ", ".join(muscles[muscle] for muscle in group)
        for key, group in roles.groupby(["exercise_id", "role"])["muscle_id"]
    }
    needed = needed_items(library)
    remarks: dict[tuple[str, int], list[str]] = {}
    notes: dict[tuple[str, int, str], str] = {}
    columns = (library.prescription_notes[name] for name in ("routine_id", "position", "flag", "note"))
    for routine, position, flag, note in zip(*columns, strict=True):
        notes[routine, position, flag] = note
        if flag not in SAID:
            remarks.setdefault((routine, position), []).append(note)
    keys = list(zip(rows["routine_id"], rows["position"], strict=True))
    own = rows["notes"].fillna("")  # a sheet's own note, unless our coding has a note on the row
    typed = rows[[*SAID]].fillna("")
    sets = amounts_of(library).values[SETS]
    seconds = exercise_seconds(library)
    worded = {
        "routine": rows["routine_id"].map(labels(library, "routine_id")),
        "number": rows["position"],
        "section": rows["section"],
        "phase": rows["phase"],
        "kind": rows["kind"],
        "exercise": rows["published_name"],
        "dose": [dose_words(row) for _, row in rows.iterrows()],
        **{
            name: [worked.get((exercise, role), "") for exercise in rows["exercise_id"]]
            for name, role in ROLE_COLUMNS.items()
        },
        "equipment": [needed.get(key, "none") for key in keys],
        # Separate columns: a spreadsheet turns 1-2 into a date.
        **dict(zip(("sets_min", "sets_max"), sets, strict=True)),
        **{f"minutes_{end}": (seconds[f"seconds_{end}"] / 60).round(1) for end in ENDS},
        **{
            name: [text or notes.get((*key, name), NOT_SAID) for key, text in zip(keys, typed[name], strict=True)]
            for name in SAID
        },
        "remark": [" ".join(remarks.get(key, [note] if note else [])) for key, note in zip(keys, own, strict=True)],
    }
    return pd.DataFrame(worded, index=rows.index)


def tidy_tables(library: Library) -> dict[str, pd.DataFrame]:
    """Return the generated tables by name: the statements and the tables of data/tidy.

    Examples
    --------
    >>> {name: len(table) for name, table in tidy_tables(load_library()).items()}
    {'statements': 116, 'prescriptions': 25, 'prescription_equipment': 29, 'volume': 169, 'volume_by_group': 139,
    'at_a_glance': 25}
    """
    columns = library.schemas["volume"].columns
    return {
        "statements": library.statements,
        "prescriptions": library.prescriptions,
        "prescription_equipment": library.prescription_equipment,
        "volume": prescription_volume(library, by="muscle")[columns],
        "volume_by_group": prescription_volume(library)[columns],
        "at_a_glance": at_a_glance(library),
    }


def dictionary(schemas: dict[str, TableSchema]) -> str:
    """Return the dictionary of all tables and columns, made from the schema; sheets share one section."""
    lines = ["# Dictionary", "", "Made from `datapackage.json` by `python -m analysis build`; change it there.", ""]
    lines += ["A blank cell means what its column says; a column that may not be blank says nothing of it.", ""]
    sheets = [table for table in schemas.values() if table.layer == "sheets"]
    lines += ["- **sheets**: [one per routine](#sheets): " + ", ".join(f"`{table.name}`" for table in sheets)]
    for layer in ("coding", "tidy"):
        names = [f"[{table.name}](#{table.name})" for table in schemas.values() if table.layer == layer]
        lines += [f"- **{layer}**: " + ", ".join(names)]
    about = "`sheets/<routine_id>.csv` - What a routine prescribes, in the published order, one row per exercise."
    lines += ["", "## sheets", "", about, "", *_column_lines(sheets[0])]
    for schema in schemas.values():
        if schema.layer == "sheets":
            continue
        lines += ["", f"## {schema.name}", "", f"`{schema.path}` - {schema.description}", ""]
        if schema.primary_key:
            lines += [f"Key: {', '.join(f'`{name}`' for name in schema.primary_key)}.", ""]
        for key in schema.foreign_keys:
            own, other = (", ".join(f"`{name}`" for name in names) for names in (key.fields, key.reference))
            lines += [f"{own} stands in [{key.table}](#{key.table}) ({other}).", ""]
        lines += _column_lines(schema)
    return "\n".join(lines) + "\n"


def _column_lines(schema: TableSchema) -> list[str]:
    lines = ["| column | type | unit | allowed | meaning |", "|---|---|---|---|---|"]
    for column in schema.fields:
        limits = [f"from {column.minimum:g}"] if column.minimum is not None else []
        limits += [f"to {column.maximum:g}"] if column.maximum is not None else []
        limits += [", ".join(f"`{name}`" for name in column.enum)] if column.enum else []
        limits += [] if column.required else ["may be blank"]
        cells = [f"`{column.name}`", column.type, column.unit, "; ".join(limits), column.description]
        lines.append("".join(f"| {cell} ".replace("  ", " ") for cell in (c.replace("|", "\\|") for c in cells)) + "|")
    return lines


def _bytes_of(library: Library, texts: Mapping[str, str], name: str) -> bytes:
    """Return the content of a file: from ``texts`` if generated, else from the data folder."""
    return texts[name].encode() if name in texts else (library.folder / name).read_bytes()


def package_text(library: Library, texts: Mapping[str, str]) -> str:
    """Return datapackage.json with the size and hash of every resource updated; the rest stays as typed."""
    package = read_text(library.folder / PACKAGE)
    for table in library.schemas.values():
        content = _bytes_of(library, texts, table.path)
        sums = f'"bytes": {len(content)},\n      "hash": "sha256:{hashlib.sha256(content).hexdigest()}",\n'
        path = f'("path": "{re.escape(table.path)}",\n)(?: *"(?:bytes|hash)": .*,\n)*'
        package = re.sub(path, rf"\g<1>      {sums}", package)
    return package


def checksums(library: Library, texts: Mapping[str, str]) -> str:
    """Return the SHA-256 sums of schema and tables, generated or not, in the format of ``sha256sum --check``."""
    names = sorted([PACKAGE, *(table.path for table in library.schemas.values())])
    return "".join(f"{hashlib.sha256(_bytes_of(library, texts, name)).hexdigest()}  {name}\n" for name in names)


def built_texts(folder: str | Path | None = None) -> dict[str, str]:
    """Return the text of every generated file by its path in the data folder; nothing is written.

    Raises
    ------
    DataError
        If the sheets or the coding are wrong.
    """
    library = load_library(folder)
    texts = {library.schemas[name].path: marked(csv_text(table)) for name, table in tidy_tables(library).items()}
    texts[PACKAGE] = package_text(library, texts)
    return {**texts, "DICTIONARY.md": dictionary(library.schemas), SUMS: checksums(library, texts)}


@checked
def build_tidy(folder: str | Path | None = None) -> list[Path]:
    """Rewrite the generated files of a data folder, each completely or not at all.

    Parameters
    ----------
    folder : path, optional
        A data folder; default the shipped one.

    Returns
    -------
    list of Path
        The files whose bytes changed.

    Raises
    ------
    DataError
        If the sheets or the coding are wrong; then nothing is written.
    FileError
        If a file cannot be written.

    Examples
    --------
    >>> import shutil, tempfile
    >>> copy = Path(shutil.copytree(data_folder(), Path(tempfile.mkdtemp()) / "data"))
    >>> (copy / "tidy" / "volume.csv").unlink()
    >>> [path.name for path in build_tidy(copy)]
    ['volume.csv']
    """
    root = Path(folder) if folder is not None else data_folder()
    # All texts are made before the first file is written: an error leaves the folder unchanged.
    changed = []
    for name, text in built_texts(root).items():
        path = root / name
        if not holds(path, text):  # an unchanged file keeps its date
            write_text(path, text)
            changed.append(path)
    return changed
