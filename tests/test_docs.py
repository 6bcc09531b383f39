"""What the documents say: their commands run, their output is what comes out, and every public name is documented."""

from __future__ import annotations

import argparse
import inspect
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import EntryPoint
from operator import attrgetter
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from matplotlib.axes import Axes
from PIL import Image, ImageChops, ImageStat

import analysis
from analysis import load_library, plan_block
from analysis.cli.blocks import EXAMPLE
from analysis.cli.main import main, parser
from analysis.library.labels import labels
from analysis.logs import write_synthetic_logs
from analysis.suggest import SuggestRequest
from notebooks.build_gallery import PICTURES, draw, page
from tests.conftest import EXPORT, Shared
from tests.exact_versions import HEAD, constraints

ROOT = Path(__file__).resolve().parent.parent


DOCUMENTS = ["README.md", "CONTRIBUTING.md", "data/README.md", "notebooks/README.md"]


DRAWN = [document for document in DOCUMENTS if document != "data/README.md"]
"""Documents whose Python draws or opens a panel."""


SHEET = re.search(r"```csv\n(section,.*?)```", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.DOTALL)


def text_of(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def blocks(document: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text_of(document), re.DOTALL)


def commands(document: str) -> list[str]:
    lines = [line for block in blocks(document, "sh") for line in block.splitlines()]
    return [line.removeprefix("python -m analysis ") for line in lines if line.startswith("python -m analysis")]


def examples(command: str) -> list[str]:
    """Commands that the help of a command shows."""
    return re.findall(r"^  python -m analysis (.*)$", subparsers()[command].epilog or "", re.MULTILINE)


def subparsers() -> dict[str, argparse.ArgumentParser]:
    (action,) = (action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return dict(action.choices)


def features() -> list[tuple[str, ...]]:
    """Rows of the README's table: feature, names of Python, command, files."""
    table = text_of("README.md").partition("| feature | Python | command | file |\n|---|---|---|---|\n")[2]
    rows = table.partition("\n\n")[0].splitlines()
    return [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in rows]


def pictures(document: str) -> list[Path]:
    named = re.findall(r"!\[[^]]+\]\(([^)]*)\)", text_of(document))
    return [((ROOT / document).parent / name).resolve() for name in named]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared: Shared) -> Path:
    """A folder with the sheet that CONTRIBUTING.md shows, the example of a block, and logs of it."""
    assert SHEET is not None
    (tmp_path / "mine.csv").write_text(SHEET[1], encoding="utf-8")
    book = openpyxl.Workbook()
    table = re.search(r"^\| Movement .*?\n\n", text_of("README.md"), re.DOTALL | re.MULTILINE)
    assert table is not None
    heads, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in table[0].splitlines() if line)
    for row in (["Strength A"], heads, *rows):
        book.active.append([int(cell) if cell.isdigit() else cell or None for cell in row])
    book.save(tmp_path / "mine.xlsx")
    shutil.copy(EXAMPLE, tmp_path / "block.toml")
    squad = shared("squad", lambda home: write_synthetic_logs(home, plan_block(load_library(), EXAMPLE)))
    shutil.copytree(squad, tmp_path / "squad")
    (tmp_path / "squad.csv").write_text("name,equipment,days\nAnn Bo,,\nCy Day,mat,Tue Sat\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_documents_have_commands() -> None:
    assert len(features()) >= 20
    assert f"`{' '.join(EXPORT)}`" in {command for _, _, command, _ in features()}
    assert len(commands("CONTRIBUTING.md")) >= 5
    assert blocks("README.md", "sh")[0].split("\n")[:2] == ["make report", "make test"]
    assert sum(len(blocks(document, "python")) for document in DOCUMENTS) >= 5


def test_the_readme_is_short() -> None:
    assert len(text_of("README.md").splitlines()) <= 180


def run(command: str) -> int:
    return main(shlex.split(command.partition(" > ")[0]))


@pytest.mark.parametrize("command", [command for document in DOCUMENTS for command in commands(document)])
def test_commands_of_the_documents_run(folder: Path, command: str, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.library.loading.data_folder", lambda: data)  # build writes there
    monkeypatch.setattr("analysis.tidy.build.data_folder", lambda: data)
    assert run(command) == 0


@pytest.mark.slow
@pytest.mark.parametrize("feature", features(), ids=lambda feature: feature[0])
def test_what_the_table_of_the_readme_says_is_there(
    folder: Path, feature: tuple[str, ...], example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, names, command, files = (re.findall(r"`([^`]*)`", cell) for cell in feature)
    assert all(attrgetter(name)(analysis) for name in names)
    assert names or command
    out = None
    if command and command[0].startswith("make "):
        assert re.search(rf"^{command[0].removeprefix('make ')}:", text_of("Makefile"), re.MULTILINE)
    elif command and shlex.split(command[0]) == EXPORT:
        out = example  # which that very command has written
    elif command:
        assert main(shlex.split(command[0])) == 0
        out = folder / command[0].partition(" --out ")[2]
    for name in files:
        if out is not None and command != ["block --example"]:
            assert (out / name if out.is_dir() else out.parent / name).exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        pytest.param(command, marks=[pytest.mark.slow] * (command in ("suggest", "log")))
        for command in sorted(set(subparsers()) - {"block"})
    ],
)
def test_examples_of_the_help_run_one_after_the_other(folder: Path, command: str) -> None:
    assert [run(line) for line in examples(command)] == [0] * len(examples(command))


def test_examples_of_a_block_run(folder: Path) -> None:
    lines = examples("block")
    assert len(lines) >= 5
    assert [run(line) for line in lines if "--out" not in line] == [0] * sum("--out" not in line for line in lines)
    for line in lines:  # what --out writes is tested elsewhere
        parser().parse_args(shlex.split(line.partition(" > ")[0]))


def test_every_command_is_named_where_none_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    scripts = tomllib.loads(text_of("pyproject.toml"))["project"]["scripts"]
    script = EntryPoint("runner-strength", scripts["runner-strength"], "console_scripts").load()
    assert script([]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    lines = captured.out.splitlines()
    assert len(lines) == 10
    assert max(len(line) for line in lines) <= 80
    assert set(subparsers()) <= set(re.findall(r"[a-z][a-z-]*", captured.out))


@pytest.mark.parametrize("command", sorted(subparsers()))
def test_what_the_help_explains_fits_the_terminal(command: str) -> None:
    about = (subparsers()[command].epilog or "").partition("how it works:")[2]
    assert max((len(line) for line in about.splitlines()), default=0) <= 80


@pytest.mark.parametrize("document", DOCUMENTS)
def test_output_shown_in_the_documents_is_what_comes_out(
    folder: Path, document: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = blocks(document, "console")
    assert bool(shown) == (document == "README.md")
    for block in shown:
        command, _, table = block.partition("\n")
        assert main(shlex.split(command)[4:]) == 0
        assert capsys.readouterr().out.startswith(table)


@pytest.mark.slow
@pytest.mark.parametrize("code", [code for document in DRAWN for code in blocks(document, "python")])
def test_python_of_the_documents_runs(folder: Path, code: str) -> None:
    scope: dict[str, object] = {}
    exec(compile(code, "document", "exec"), scope)
    assert isinstance(scope.get("ax"), Axes) or isinstance(scope["panel"], analysis.BlockPanel)


def test_the_pivot_of_the_data_is_what_comes_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], library: analysis.Library
) -> None:
    (code,), (shown,) = blocks("data/README.md", "python"), blocks("data/README.md", "text")
    assert len(code.splitlines()[2:]) == 4  # lines of pandas, after its import
    scope: dict[str, pd.DataFrame] = {}
    monkeypatch.chdir(ROOT)
    exec(compile(code, "document", "exec"), scope)
    assert [line.rstrip() for line in capsys.readouterr().out.splitlines()] == shown.splitlines()
    counted = analysis.routine_volume(library, by="group").groupby(["muscle_group", "routine_id"])["sets_max"].sum()
    names = labels(library, "muscle_group"), labels(library, "routine_id")
    for (group, routine), sets in counted.items():
        assert scope["table"].get(names[1][routine]).get(names[0][group], 0) == sets


@pytest.mark.slow
def test_a_routine_in_five_steps(folder: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Steps 1 to 3: the sheet is good and is used.
    assert main(["check", "mine.csv"]) == 0
    assert main(["compare", "--with", "mine.csv"]) == 0
    # Step 4: what the library does not know; step 5: the routine is shipped.
    for block in blocks("CONTRIBUTING.md", "csv"):
        if block.startswith("section,"):
            continue
        for line in block.splitlines():
            if line.startswith("data/"):
                path = data / line.removeprefix("data/")
            else:
                path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    sheet = (folder / "mine.csv").read_text(encoding="utf-8")
    sheet += "Main,strength,,Reverse lunge on a towel,3 x 8 per side,,,,,\n"
    (data / "sheets" / "mine.csv").write_text(sheet, encoding="utf-8")
    package = data / "datapackage.json"
    text = package.read_text(encoding="utf-8")
    start = text.index('    {\n      "name": "fit_and_well"')
    block = text[start : text.index('    {\n      "name": "runners_world"')]
    package.write_text(text.replace(block, block + block.replace("fit_and_well", "mine"), 1), encoding="utf-8")
    assert main(["build", "--data", str(data)]) == 0
    assert main(["check", "--data", str(data)]) == 0
    capsys.readouterr()
    assert main(["compare", "mine", "--data", str(data)]) == 0
    assert re.search(r"Quads +3 \(3\)", capsys.readouterr().out)
    assert main(["weekly", "mine=1", "--coverage", "--data", str(data)]) == 0
    assert re.search(r"Single leg +Towel reverse lunge \(", capsys.readouterr().out)


def public() -> list[str]:
    return [name for name in analysis.__all__ if name not in ("Dose", "Library")]


def test_every_public_name_is_on_the_first_page_of_help() -> None:
    page = analysis.__doc__ or ""
    errors = {name for name in analysis.__all__ if name.endswith("Error")}
    named = set(re.findall(r"\b[A-Za-z_]+\b", page))
    assert set(public()) - errors <= named
    listed = set(re.findall(r"\b(?:[a-z]+_[a-z_]+|weights|coverage|sensitivity)\b", page.split("Data\n", 1)[1]))
    unknown = {name for name in listed if not hasattr(analysis, name)} - {"_min", "_max"}
    assert unknown == set()


@pytest.mark.parametrize("name", analysis.__all__)
def test_every_public_name_is_documented_with_an_example(name: str) -> None:
    thing = getattr(analysis, name)
    doc = inspect.getdoc(thing) or ""
    assert ">>>" in doc, name
    if inspect.isfunction(thing):
        # The options of a suggested week are the fields of a request, whose docstring says what each of them means.
        doc += inspect.getdoc(SuggestRequest) or "" if "fields of `SuggestRequest`" in doc else ""
        for parameter in inspect.signature(thing).parameters.values():
            if not name.startswith(("say_", "export_", "build_", "check_")):
                assert re.search(rf"(^|[\s,*`]){parameter.name}\b", doc.split("Parameters", 1)[-1]), (
                    name,
                    parameter.name,
                )
        assert "Raises" in doc or name.startswith("say_") or name in ("at_a_glance", "show"), name


def test_modules_load_lazily() -> None:
    heavy = ["highspy", "matplotlib", "xlsxwriter", "frictionless", "tabulate", "openpyxl", "babel", "narwhals", "tqdm"]
    code = f"import sys, analysis; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_version_is_one_everywhere() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\n## {version} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_dependency_has_an_exact_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = {
        line.partition("==")[0].lower() for line in (ROOT / "constraints.txt").read_text().splitlines() if "==" in line
    }
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    named = {re.split(r"[\[<>=~]", one)[0].lower() for group in groups for one in group} - {project["name"]}
    assert {name.replace("_", "-") for name in named} <= {name.replace("_", "-") for name in pinned}


def test_exact_versions_are_names_and_versions_alone() -> None:
    wheel = {"url": "file:a-1-py3-none-any.whl"}
    packages = [
        ("Pandas", "3.0"),
        ("runner-strength-routines", "0.1.0"),
        ("numpy", "2.4"),
        ("ast_x", "1"),
        ("astx", "2"),
    ]
    install = [{"metadata": {"name": name, "version": version}, "download_info": wheel} for name, version in packages]
    pins = constraints({"install": install}, "runner-strength-routines")
    assert pins == f"{HEAD}ast_x==1\nastx==2\nnumpy==2.4\nPandas==3.0\n"
    for line in text_of("constraints.txt").splitlines():
        assert re.fullmatch(r"#.*|[A-Za-z0-9._-]+==[^\s;@]+", line)


def test_files_that_make_names_are_there() -> None:
    named = re.findall(r"tests/[\w./-]*\w", text_of("Makefile"))
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_a_commit_is_formatted_as_make_format_does() -> None:
    recipe = text_of("Makefile").partition("\nformat: ")[2].partition("\n\n")[0]
    hooks = re.findall(r"entry: \.venv/bin/python (.*)", text_of(".pre-commit-config.yaml"))
    assert hooks == re.findall(r"\$\(PY\) (.*)", recipe)
    assert len(hooks) == 2


def test_nothing_else_stands_at_the_top() -> None:
    done = subprocess.run(["git", "ls-files"], capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode:
        pytest.skip("not a git checkout, so what is tracked is not known")
    top = {name.split("/")[0] for name in done.stdout.splitlines()}
    files = {
        "README.md",
        "Makefile",
        "LICENSE",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "CITATION.cff",
        "constraints.txt",
        "pyproject.toml",
    }
    assert {name for name in top if not name.startswith(".")} <= files | {"analysis", "data", "notebooks", "tests"}


@pytest.mark.slow
@pytest.mark.parametrize("picture", sorted((ROOT / "notebooks" / "pictures").glob("*.png")), ids=lambda path: path.stem)
def test_pictures_of_the_documents_are_those_of_the_report(picture: Path, report: Path, example: Path) -> None:
    block = picture.name.startswith("block_")
    original = example / f"{picture.stem.removeprefix('block_')}-1.png" if block else report / picture.name
    assert picture in [shown for document in DOCUMENTS for shown in pictures(document)]
    same_picture(picture, original)


def same_picture(picture: Path, original: Path) -> None:
    """Hold a saved picture against one that was drawn now."""
    with Image.open(picture) as shown, Image.open(original) as made:
        assert shown.info["Title"] == made.info["Title"]
        assert shown.info["Description"] == made.info["Description"]
        assert shown.size == made.size
        apart = ImageStat.Stat(ImageChops.difference(shown.convert("L"), made.convert("L"))).mean[0]
        assert apart < 0.5  # of 255: fonts are drawn a little differently from machine to machine


@pytest.mark.slow
def test_the_gallery_is_drawn_by_its_own_lines(tmp_path: Path) -> None:
    for path in draw(tmp_path):
        same_picture(ROOT / "notebooks" / "gallery" / path.name, path)


def test_the_gallery_shows_these_lines() -> None:
    assert text_of("notebooks/gallery.md") == page()
    assert all(len(code.splitlines()) <= 3 for code in PICTURES.values())


def test_every_picture_and_document_that_is_named_is_there() -> None:
    assert len(pictures("README.md")) == 1
    shown = [picture for document in DOCUMENTS for picture in pictures(document)]
    assert len(shown) == 6
    assert all(picture.exists() for picture in shown)
    for document in DOCUMENTS:
        for link, heading in re.findall(r"\]\((?!https:)([^)#]+)#?([^)]*)\)", text_of(document)):
            target = (ROOT / document).parent / link
            assert target.exists(), link
            if heading:
                headings = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.MULTILINE)
                assert heading in [line.lower().replace(" ", "-") for line in headings]
