"""The panel: a spec, the controls that change it, and what is planned, drawn, found and written of it."""

from __future__ import annotations

import gc
import html
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from analysis.block.checks import check_block
from analysis.block.planner import plan_block
from analysis.block.read import parse_block, read_block
from analysis.block.said import say_block
from analysis.block.spec import BlockSpec
from analysis.block.write import block_toml
from analysis.errors import AnalysisError, ArgumentError
from analysis.export.block import export_block
from analysis.files import write_bytes, write_text
from analysis.library import Library, add_routine
from analysis.names import snake
from analysis.panel.shown import chart_image, findings_list, grid_table

if TYPE_CHECKING:
    from analysis.panel.controls import Edit

SPEC, SHEETS = "block.toml", "sheets"
"""The file of the spec, and the folder of the coach's own sheets, beside what is written of the block."""
WIDGETS = "ipywidgets is not installed; install the extra lab, as make lab does"


class BlockPanel:
    """Plan a block with sliders and drop-downs in Jupyter.

    Every change plans the block anew by `plan_block`, checks it by `check_block`, and shows card grid, sets of each
    week and findings; what cannot be planned is said, and the last good plan stays. Whatever the panel can do can be
    typed: its text is the file of the block, and what it writes is what `export_block` writes.

    Parameters
    ----------
    library : Library
        With the coach's own sheets; more can be uploaded.
    block : path, mapping or BlockSpec
        What `read_block` reads.
    out : path
        The folder that the button writes to.

    Attributes
    ----------
    library : Library
    spec : BlockSpec
        The last one that could be planned.
    plan : BlockPlan
    findings : DataFrame
        Of `check_block`.
    message : str
        What is wrong with the last change, or what was written; blank when there is nothing to say.

    Raises
    ------
    FileError, DataError
        See `read_block`.
    ArgumentError
        If ipywidgets is not installed.

    Examples
    --------
    >>> from analysis import load_library
    >>> phase = {"name": "base", "weeks": 4, "mon": "runners_world"}
    >>> panel = BlockPanel(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> panel.controls.weeks.value = 6  # as a coach moves the slider
    >>> panel.plan.spec.weeks
    6
    >>> print(panel.text.splitlines()[-2])
    weeks = 6
    """

    def __init__(
        self, library: Library, block: BlockSpec | str | Path | Mapping[str, Any], *, out: str | Path = "block"
    ) -> None:
        try:
            import ipywidgets as w
        except ImportError:
            raise ArgumentError(WIDGETS) from None
        from analysis.panel.controls import Controls

        self.library = self._base = library
        self.out = Path(out)
        self.sheets: dict[str, bytes] = {}
        self.message = ""
        self.plan = plan_block(library, block)
        self.spec = self._draft = self.plan.spec
        self.findings = check_block(self.plan)
        self.controls = Controls(library, self.spec, self._change, self._say)
        self._said = w.HTML(layout={"width": "98%"})
        self._chart, self._grid, self._findings = w.HTML(), w.HTML(), w.HTML()
        self._file = w.Textarea(layout={"width": "97%", "height": "260px"}, continuous_update=False)
        self._load = w.Button(description="Plan this text", tooltip="Read the text above in place of the controls")
        self._upload = w.FileUpload(
            accept=".csv", multiple=False, description="Own sheet (CSV)", layout={"width": "60%"}
        )
        self._write = w.Button(description="Write the files", button_style="primary", layout={"width": "60%"})
        self._links = w.Output()
        self._load.on_click(lambda _: self.load(self._file.value))
        self._upload.observe(self._uploaded, names="value")
        self._write.on_click(lambda _: self.write())
        self.widget = self._layout()
        self._shown_text = ""
        self._show()

    @property
    def text(self) -> str:
        """The block as the text of its file."""
        return block_toml(self.spec)

    def load(self, block: BlockSpec | str | Mapping[str, Any]) -> None:
        """Take another block: the text of a file, a mapping or a spec; what is wrong with it is said."""
        try:
            spec = parse_block(self.library, block) if isinstance(block, str) else read_block(self.library, block)
        except AnalysisError as error:
            self._say(str(error))
            return
        self._shown_text = self._file.value  # it is read, and may be replaced by how the panel writes it
        self._change(lambda _: spec)

    def add_sheet(self, name: str, content: bytes) -> None:
        """Add a sheet of the coach's own, or replace one of the same name; what is wrong with it is said.

        A sheet that cannot be read leaves everything as it was.
        """
        stem = snake(Path(name.replace("\\", "/")).stem) or "sheet"
        sheets = {**self.sheets, f"{stem}.csv": bytes(content)}
        try:
            with tempfile.TemporaryDirectory() as folder:
                for one, text in sheets.items():
                    (Path(folder) / one).write_bytes(text)
                library = add_routine(self._base, *(Path(folder) / one for one in sheets))
        except AnalysisError as error:
            self._say(str(error).replace(f"{Path(folder).as_posix()}/", ""))
            return
        self.library, self.sheets = library, sheets
        self._change(lambda spec: spec)
        if not self.message:
            self._say(f"{stem} is in the lists of routines now.", good=True)

    def write(self) -> list[Path]:
        """Write the block's file, the sheets that were uploaded, and everything of `export_block`."""
        if self.message and self._draft != self.spec:
            self._say(f"Nothing is written until this is mended. {self.message}")
            return []
        try:
            files = export_block(self.plan, self.findings, self.out)
            for name, content in self.sheets.items():
                write_bytes(self.out / SHEETS / name, content)
            write_text(self.out / SPEC, self.text)
        except AnalysisError as error:
            self._say(str(error))
            return []
        files = [self.out / SPEC, *(self.out / SHEETS / name for name in self.sheets), *files]
        links = "".join(
            f"<li><a href='{quote(path.as_posix())}'>{html.escape(path.relative_to(self.out).as_posix())}</a></li>"
            for path in files
        )
        self._links.outputs = (
            {
                "output_type": "display_data",
                "metadata": {},
                "data": {"text/plain": "", "text/html": f"<ul style='columns: 3'>{links}</ul>"},
            },
        )
        self._say(f"Wrote {len(files)} files to {self.out.as_posix()}/.", good=True)
        return files

    def _layout(self) -> Any:
        import ipywidgets as w

        file = w.VBox(
            [w.HTML("<b>The block as a file</b>: what it is now; type or paste another one."), self._file, self._load]
        )
        left = w.VBox(
            [*self.controls.boxes, w.HTML("<b>A routine of your own</b>"), self._upload, file],
            layout={"width": "400px", "flex": "0 0 auto"},
        )
        right = w.VBox(
            [self._said, self._write, self._links, self._chart, self._grid, self._findings],
            layout={"flex": "1 1 480px", "min_width": "0", "padding": "0 0 0 12px"},
        )
        return w.Box([left, right], layout={"flex_flow": "row wrap", "width": "100%"})

    def _change(self, edit: Edit) -> None:
        """Plan the block that an edit makes of the last draft; say what is wrong and keep the last good plan."""
        with _no_pause():
            self._planned(edit)

    def _planned(self, edit: Edit) -> None:
        self._draft = edit(self._draft)
        try:
            plan = plan_block(self.library, self._draft)
            findings = check_block(plan)
        except AnalysisError as error:
            self.controls.show(self.library, self._draft)
            self._say(str(error))
            return
        self.spec = self._draft = plan.spec
        self.plan, self.findings = plan, findings
        self._say("")
        self._show()

    def _show(self) -> None:
        """Show the plan, and its spec in all controls."""
        self._chart.value = chart_image(self.plan)
        self._grid.value = grid_table(self.plan)
        self._findings.value = findings_list(self.plan, self.findings)
        self.controls.show(self.library, self.spec)
        if self._file.value == self._shown_text:  # else somebody is typing, and loses nothing
            self._file.value = self._shown_text = self.text

    def _say(self, message: str, *, good: bool = False) -> None:
        self.message = "" if good else message
        color = "#1b5e20" if good else "#8a1c0c"
        text = html.escape(message).replace("\n", "<br>")
        self._said.value = (
            f"<div role='status' aria-live='polite' style='color: {color}; line-height: 1.35'>{text}</div>"
        )

    def _uploaded(self, change: Any) -> None:
        for one in change["new"]:
            self.add_sheet(one["name"], bytes(one["content"]))
        if change["new"]:
            self._upload.value = ()

    def __repr__(self) -> str:
        """Say what block the panel plans."""
        return f"BlockPanel: {say_block(self.plan)}"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """Show the widgets, or without a kernel the card grid."""
        bundle = dict(self.widget._repr_mimebundle_() or {})
        return {**bundle, "text/plain": repr(self), "text/html": grid_table(self.plan)}


@contextmanager
def _no_pause() -> Iterator[None]:
    """Let the collection of garbage wait: in a long-lived kernel one round of it takes longer than a redraw may."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
