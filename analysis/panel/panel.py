"""The panel: a spec, the controls that change it, and the plan with its charts, findings and files."""

from __future__ import annotations

import html
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.base.errors import AnalysisError, ArgumentError, import_failure
from analysis.base.files import KEPT, read_bytes, there
from analysis.base.names import snake
from analysis.base.text import clip, listing
from analysis.block.checks import check_block
from analysis.block.edits import blank_block, without_reasons
from analysis.block.grid_words import grid_table
from analysis.block.planning.schedule import plan_spec
from analysis.block.sentences import say_block
from analysis.block.specs.file_text import kept_text
from analysis.block.specs.spec import BlockSpec
from analysis.block.specs.spec_reading import parse_block, read_block
from analysis.block.specs.spec_writing import block_toml
from analysis.files.block_folder import block_files, of_earlier_plans, without_remarks
from analysis.files.carried_entries import kept_copy
from analysis.files.destinations import write_together
from analysis.library.additions import LONGEST_NAME, add_routine
from analysis.library.library import Library
from analysis.library.sheets.sheet_choices import choices_brief
from analysis.library.sheets.sheet_files import SUFFIXES
from analysis.panel.views import KEYS, LOOK, chart_image, displayed, file_links, findings_list, no_pause
from analysis.suggest.filled_blocks import fill_suggested

if TYPE_CHECKING:
    from analysis.panel.controls import Edit

WRITTEN_HERE = "# Written by the panel of the notebook"
"""Start of the first line of a block's file that the panel may replace."""


SHEETS_HERE = ". Own sheets stand in the folder sheets."
"""The rest of that line."""


NOT_WRITTEN = "Nothing is written until this is mended. "


SPEC, SHEETS = "block.toml", "sheets"
"""The file of the spec, and the folder of the coach's own sheets, beside the exported files of the block."""


HOW = 'python -m pip install ".[lab]", as make lab does'


class BlockPanel:
    """Plan a block with sliders and drop-downs in Jupyter.

    Every change replans the block with `plan_block`, checks it with `check_block`, and shows card grid, sets of each
    week and findings; an invalid change shows its error, and the last good plan stays. Everything the panel can do can
    be typed: its text is the file of the block, in which comments and keys without a control stay as typed, and
    it writes the files of `export_block`.

    Parameters
    ----------
    library : Library
        With the coach's own sheets; more can be uploaded.
    block : path, mapping or BlockSpec
        A block that `read_block` reads.
    out : path
        The folder for the files that the button writes.
    at, remarks
        Initial settings of the time of day of sessions in the calendar, and of whether the files have the reasons for
        days off, see `export_block`.

    Attributes
    ----------
    library : Library
    spec : BlockSpec
        The last one that could be planned, as typed: a phase may ask for suggested sessions.
    plan : BlockPlan
        Its own spec includes the suggested sessions.
    findings : DataFrame
        From `check_block`.
    message : str
        The last message: the error of a change, or the files written; blank after a change that could be
        planned.
    wrong : bool
        Whether the message is an error to fix.

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
        self,
        library: Library,
        block: BlockSpec | str | Path | Mapping[str, Any],
        *,
        out: str | Path = "block",
        at: str | None = None,
        remarks: bool = False,
    ) -> None:
        try:
            import ipywidgets as w
        except ImportError as error:
            raise ArgumentError(import_failure(error, "ipywidgets", "the panel needs ipywidgets", HOW)) from None
        from analysis.panel.controls import Controls

        self.library = self._base = library
        self.out = Path(out)
        self.sheets: dict[str, bytes] = {}
        self.message, self.wrong = "", False
        # The draft matches the controls, even while it cannot be planned; the spec is the last that could be.
        self.spec = self._draft = read_block(library, block)
        self.plan = plan_spec(library, fill_suggested(library, self.spec))
        self.findings = check_block(self.plan)
        self._text = kept_text(library, self.spec.origin.text, self.spec)
        self.controls = Controls(library, self.spec, self.plan.spec, self._change, self._say)
        self._said = w.HTML(layout={"width": "98%"})
        self._chart, self._grid, self._findings = w.HTML(), w.HTML(), w.HTML()
        self._file = w.Textarea(layout={"width": "97%", "height": "260px"}, continuous_update=False)
        self._load = w.Button(description="Plan this text", tooltip="Read the text above in place of the controls")
        hint = "A block to begin with, for another athlete; this one is put aside"
        self._new, self._aside = w.Button(description="New block", tooltip=hint, layout={"width": "auto"}), ""
        wide, accepted = {"width": "60%"}, ",".join(SUFFIXES)
        self._upload = w.FileUpload(accept=accepted, multiple=False, description="Own sheet (Excel, CSV)", layout=wide)
        self._write = w.Button(description="Write the files", button_style="primary", layout=wide)
        self._links = w.Output()
        hint = "such as 06:30; blank: all day"
        self._at = w.Text(value=at or "", description="Time of day", placeholder=hint, continuous_update=False)
        self._remarks = w.Checkbox(value=remarks, description="Show reasons for days off", indent=False)
        # The text arrives when the field loses focus, perhaps after the click that does so: either event plans it.
        self._file.observe(self._typed, names="value")
        self._load.on_click(self._typed)
        self._new.on_click(self._swap)
        self._upload.observe(self._uploaded, names="value")
        self._write.on_click(lambda _: self.write())
        self.widget = self._layout()
        self._shown_text = ""
        self._show()

    @property
    def text(self) -> str:
        """The block as the text of its file."""
        return self._text

    def load(self, block: BlockSpec | str | Mapping[str, Any]) -> None:
        """Load another block: the text of a file, a mapping or a spec; an error is shown as the message."""
        try:
            spec = parse_block(self.library, block) if isinstance(block, str) else read_block(self.library, block)
        except AnalysisError as error:
            self._say(str(error))
            return
        self._shown_text = self._file.value  # already read, so the panel may rewrite it
        self._change(lambda _: spec, text=block if isinstance(block, str) else block_toml(spec))

    def add_sheet(self, name: str, content: bytes) -> None:
        """Add a sheet of the coach's own, or replace one with the same name; an error is shown as the message.

        A sheet that cannot be read, or that makes the block impossible to plan, leaves everything as it was.
        """
        path = Path(name.replace("\\", "/"))
        stem = snake(path.stem)[:LONGEST_NAME]
        if not stem:
            self._say(f"The name of the file has no letter or digit: {clip(name)}. Give it another one.")
            return
        others = {file: sheet for file, sheet in self.sheets.items() if Path(file).stem != stem}
        sheets = {**others, f"{stem}{path.suffix.lower()}": bytes(content)}
        with tempfile.TemporaryDirectory() as folder:
            try:
                paths = [Path(folder) / file for file in sheets]
                for path, sheet in zip(paths, sheets.values(), strict=True):
                    path.write_bytes(sheet)
                library = add_routine(self._base, *paths)
                fill_suggested(library, read_block(library, self.spec))
            except AnalysisError as error:
                # The folder is temporary, and means nothing to a coach.
                self._say(str(error).replace(f"{Path(folder).as_posix()}/", ""))
                return
        self.library, self.sheets = library, sheets
        self._change(lambda spec: spec)
        if not self.wrong:
            # A sheet of a week makes a routine for each of its days.
            of_sheet = library.routines["description"] == f"From the sheet {stem}{path.suffix.lower()}."
            new = library.routines.loc[of_sheet, "routine_id"].tolist()
            chosen = choices_brief(library.choices[library.choices["routine_id"].isin(new)])
            several = "is" if len(new) == 1 else "are"
            self._say("\n".join([f"{listing(new)} {several} in the lists of routines now.", *chosen]), wrong=False)

    def write(self) -> list[Path]:
        """Write the block's file, the uploaded sheets, and all files of `export_block`.

        The block's file has the reasons for days off only if the other files do. An existing file with its name that
        the panel did not write is kept beside it.
        """
        unread = self.controls.unread or (self.message if self._draft != self.spec else "")
        if unread:
            self._say(NOT_WRITTEN + unread.removeprefix(NOT_WRITTEN))
            return []
        reasons = bool(self._remarks.value)
        spec = self.spec if reasons else without_reasons(self.spec)
        kept = kept_text(self.library, self.text, spec, before=self.spec)
        head = "" if kept.startswith(WRITTEN_HERE) else f"{WRITTEN_HERE}{SHEETS_HERE}\n\n"
        text = f"{head}{kept}".encode()
        block_file = self.out / SPEC
        try:
            files = {block_file: text}
            if there(block_file) and block_file.is_file():
                before = read_bytes(block_file)
                if not before.startswith(WRITTEN_HERE.encode()):
                    files[kept_copy(block_file, before)] = before
            # Uploaded sheets are written too: without them the block's file names unknown routines.
            files |= {self.out / SHEETS / name: content for name, content in self.sheets.items()}
            at = self._at.value.strip() or None
            written, carried = block_files(self.plan, self.findings, self.out, at=at, remarks=reasons)
            files |= written
            write_together(files, self.out, self.library)
        except AnalysisError as error:
            self._say(str(error))
            return []
        self._links.outputs = (displayed(file_links(list(files), self.out)),)
        sentences = [f"Wrote {len(files)} files to {self.out.as_posix()}/."]
        sentences += [f"{path.name} is a copy of what stood there." for path in files if KEPT in path.stem]
        sentences += [f"{line[0].upper()}{line[1:]}." for line in carried]
        if old := [path.name for path in of_earlier_plans(files, self.out)]:
            are, them = ("is", "it") if len(old) == 1 else ("are", "them")
            sentences.append(f"{listing(old)} {are} of an earlier plan; delete {them}.")
        if self._file.value != self._shown_text:
            sentences.append("The text at the foot has not been planned yet, and is not in them.")
        self._say(" ".join(sentences), wrong=False)
        return list(files)

    def _layout(self) -> Any:
        import ipywidgets as w

        from analysis.panel.controls import only_typed

        words = "<b>The block as a file</b>: what it is now; type or paste another one."
        typed = f"<div style='line-height: 1.35'>{html.escape(only_typed())}</div>"
        file = w.VBox([w.HTML(words), self._file, w.HBox([self._load, self._new]), w.HTML(typed)])
        parts = [*self.controls.boxes, w.HTML("<b>A routine of your own</b>"), self._upload, file]
        left = w.VBox(parts)
        left.add_class("block-controls")
        # The plan comes first and its files last: a coach looks at the plan while moving a control.
        write = w.HBox([self._write, self._at, self._remarks], layout={"flex_flow": "row wrap"})
        top = w.VBox([self._said, self._chart])
        top.add_class("block-chart")
        right = w.VBox([top, self._grid, self._findings, write, self._links])
        right.add_class("block-plan")
        columns = w.Box([left, right])
        columns.add_class("block-columns")
        keys = w.Output(outputs=(displayed({"application/javascript": KEYS}),))
        panel = w.Box([w.HTML(f"<style>{LOOK}</style>"), columns, keys], layout={"width": "100%"})
        panel.add_class("block-panel")
        return panel

    def _swap(self, _: Any) -> None:
        """Start a new block, or return to the one put aside for it; neither loses anything."""
        aside, self._aside = self._aside, self.text
        routine = str(self.library.routines["routine_id"].iloc[0])
        self._new.description = f"Back to {clip(self.spec.name, 24)[1:-1]}"
        self.load(aside or blank_block(routine, self.spec.start))

    def _change(self, edit: Edit, *, text: str | None = None) -> None:
        """Plan the last draft with an edit applied; on an error show it and keep the last good plan.

        If ``text`` is given, the text of another block, it replaces the current text in place of the edit.
        """
        with no_pause():
            self._draft = edit(self._draft)
            try:
                spec = read_block(self.library, self._draft)
                plan = plan_spec(self.library, fill_suggested(self.library, spec))
                findings = check_block(plan)
            except AnalysisError as error:
                self.controls.show(self.library, self._draft, self._draft)
                self._say(str(error))
                return
            self._text = kept_text(self.library, self._text, spec, before=self.spec) if text is None else text
            self.spec = self._draft = spec
            self.plan, self.findings = plan, findings
            self._say("")
            self._show()

    def _show(self) -> None:
        """Show the plan, and its spec in all controls."""
        self._chart.value = chart_image(self.plan)
        self._grid.value = grid_table(self.plan)
        self._findings.value = findings_list(self.plan, self.findings)
        self.controls.show(self.library, self.spec, self.plan.spec)
        if self._file.value == self._shown_text:  # else the coach is typing, and loses nothing
            self._shown_text = self.text
            self._file.value = self._shown_text

    def _typed(self, _: Any) -> None:
        if self._file.value != self._shown_text:
            self.load(self._file.value)

    def _say(self, message: str, *, wrong: bool = True) -> None:
        self.message, self.wrong = message, wrong and bool(message)
        style = f"color: {'#8a1c0c' if wrong else '#1b5e20'}; line-height: 1.35"
        text = html.escape(message).replace("\n", "<br>")
        self._said.value = f"<div role='status' aria-live='polite' style='{style}'>{text}</div>"

    def _uploaded(self, change: Any) -> None:
        for file in change["new"]:
            self.add_sheet(file["name"], bytes(file["content"]))
        if change["new"]:
            self._upload.value = ()

    def __repr__(self) -> str:
        """Return a line with the block that the panel plans."""
        return f"BlockPanel: {say_block(without_remarks(self.plan))}"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """Return the widgets to show, or without a kernel the card grid."""
        bundle = dict(self.widget._repr_mimebundle_() or {})
        return {**bundle, "text/plain": repr(self), "text/html": grid_table(self.plan)}
