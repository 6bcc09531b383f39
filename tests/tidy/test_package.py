"""The package's metadata: version, date, who made it, and of every resource its licence and where it comes from."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import Library
from analysis.library.schema import data_folder
from analysis.tidy import build_tidy
from tests.shared import ROOT, ROUTINES


@pytest.fixture(scope="module")
def package() -> dict[str, Any]:
    made: dict[str, Any] = json.loads((data_folder() / "datapackage.json").read_text(encoding="utf-8"))
    return made


def test_version_and_date_are_those_of_the_project(package: dict[str, Any]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert package["version"] == project["version"]
    assert [one["title"] for one in package["contributors"]] == [one["name"] for one in project["authors"]]
    # Fixed, so that the same tables are the same package: the day of the release, never that of a build.
    (released,) = re.findall(r"date-released: (.*)", citation)
    assert package["created"] == f"{released}T00:00:00Z"


def test_every_resource_says_its_licence_and_where_it_comes_from(package: dict[str, Any], library: Library) -> None:
    publishers = library.sources.set_index("source_id")["publisher"]
    for resource in package["resources"]:
        (licence,) = resource["licenses"]
        facts = resource["path"].startswith("sheets/")
        assert licence["name"] == ("other-pd" if facts else "CC-BY-4.0"), resource["name"]
        assert all(source["title"] for source in resource["sources"])
        if facts:  # each sheet is of one article
            assert [publishers[resource["name"]] in source["title"] for source in resource["sources"]] == [True]
        for source in resource["sources"]:
            assert (data_folder() / source.get("path", "")).exists()
    assert len(package["sources"]) == len(ROUTINES)


def test_texts_that_were_read_are_told_by_date_and_hash(library: Library) -> None:
    read = library.sources.set_index("source_id").loc[ROUTINES, ["text_read", "text_sha256"]]
    assert pd.to_datetime(read["text_read"], format="%Y-%m-%d").notna().all()
    assert read["text_sha256"].nunique() == len(ROUTINES)
    # Each statement can be looked up in them.
    assert library.statements["locator"].str.fullmatch(r"paragraph \d+").all()


def test_findings_of_others_say_where_they_stand(library: Library) -> None:
    for table in (library.emg, library.targets):
        cited = table[table["reference_id"].fillna("custom") != "custom"]
        assert cited["locator"].notna().all()


def test_bytes_and_hash_of_every_resource(package: dict[str, Any]) -> None:
    lines = (data_folder() / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = dict(reversed(line.split("  ")) for line in lines)
    assert set(sums) == {"datapackage.json", *(resource["path"] for resource in package["resources"])}
    for name, digest in sums.items():
        assert hashlib.sha256((data_folder() / name).read_bytes()).hexdigest() == digest, name
    for resource in package["resources"]:
        assert resource["bytes"] == (data_folder() / resource["path"]).stat().st_size
        assert resource["hash"] == f"sha256:{sums[resource['path']]}"


def test_a_build_keeps_bytes_and_hash_up_and_the_rest_as_typed(data: Path) -> None:
    path = data / "datapackage.json"
    before = path.read_text(encoding="utf-8")
    # As two lines of work that were put together leave it, and as a copied block does.
    spoilt = re.sub(r'( *"bytes": )[0-9]+(,\n)', r"\g<1>1\2\g<1>2\2", before)
    path.write_text(re.sub(r' *"hash": .*\n', "", spoilt, count=2), encoding="utf-8")
    assert [changed.name for changed in build_tidy(data)] == ["datapackage.json"]
    assert path.read_text(encoding="utf-8") == before
