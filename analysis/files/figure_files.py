"""Figures as png, svg and pdf, in the sizes people view them."""

from __future__ import annotations

import io
import os
import textwrap
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from numbers import Integral
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.base.arguments import checked
from analysis.base.choices import check_choice
from analysis.base.errors import ArgumentError, Finding
from analysis.base.files import write_bytes
from analysis.files.destinations import target_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIZES: dict[str, tuple[float, float] | None] = {
    "phone": (5.4, 6.75),
    "wide": (9.6, 5.4),
    "a4": (8.27, 11.69),
    "as drawn": None,
}
"""Width and height in inches; a phone portrait is 1080 x 1350 pixels at 200 per inch."""


SUFFIXES = (".png", ".svg", ".pdf")


PDF: dict[str, Any] = {"CreationDate": None, "Creator": None, "Producer": None}
"""Metadata left out because it would differ from run to run or machine to machine."""


@checked
def export_figure(ax: Axes | Figure, path: str | Path, *, size: str = "phone", dpi: int = 200) -> Path:
    """Write a figure, whole or not at all, with the same bytes for the same figure.

    Parameters
    ----------
    ax : Axes or Figure
        The result of a ``plot_`` function. The figure keeps its own size.
    path : path
        Ending in .png, .svg or .pdf.
    size : {"phone", "wide", "a4", "as drawn"}
        5.4 x 6.75, 9.6 x 5.4 or 8.27 x 11.69 inches. A figure drawn taller, for its many rows, keeps its height. Title
        and caption wrap at the new width.
    dpi : int
        Pixels per inch of a png.

    Returns
    -------
    Path

    Raises
    ------
    FileError
        If the suffix is not allowed, or the file cannot be written.
    ArgumentError
        If the size or the dpi is not allowed.

    Examples
    --------
    >>> import tempfile
    >>> from analysis import compare_routines, load_library, plot_comparison
    >>> ax = plot_comparison(compare_routines(load_library()))
    >>> export_figure(ax, Path(tempfile.mkdtemp()) / "compare.png").name
    'compare.png'
    """
    target = target_of(path, "figure", SUFFIXES)
    write_bytes(target, figure_bytes(ax, target.suffix.lower(), size=size, dpi=dpi))
    return target


def figure_bytes(ax: Axes | Figure, suffix: str, *, size: str = "phone", dpi: int = 200) -> bytes:
    """Return the bytes that `export_figure` writes."""
    if not isinstance(dpi, Integral) or not 20 <= dpi <= 1200:
        raise ArgumentError(Finding("dpi", value=str(dpi), allowed="a whole number from 20 to 1200"))
    inches = SIZES[check_choice("size", size, SIZES)]
    figure = _root(ax)
    drawn = figure.get_size_inches().copy()
    # A description of the picture goes into the file, for readers who cannot see it.
    title = figure.get_suptitle() or (figure.axes[0].get_title() if figure.axes else "")
    about = " ".join(figure.get_supxlabel().split())
    metadata: dict[str, dict[str, Any]] = {
        ".png": {"Software": None, "Title": title, "Description": about},
        ".svg": {"Date": None, "Creator": None, "Title": title, "Description": about},
        ".pdf": {**PDF, "Title": title, "Subject": about},
    }
    drawing = io.BytesIO()
    with saving():
        texts = [text for text in (figure._suptitle, figure._supxlabel) if text is not None]
        written = [text.get_text() for text in texts]
        try:
            if inches is not None:
                figure.set_size_inches(inches[0], max(inches[1], drawn[1]))
            # Title and caption were wrapped for the width that the figure was drawn at.
            if inches is not None and inches[0] != drawn[0]:
                for text in texts:
                    characters = int(inches[0] * 0.96 * 72 / (0.61 * text.get_fontsize()))
                    text.set_text(textwrap.fill(" ".join(text.get_text().split()), characters))
            with laid_out(figure, dpi):
                figure.savefig(drawing, format=suffix[1:], dpi=dpi, metadata=metadata[suffix])
        # The figure is restored to its original state: it may be shown or written again.
        finally:
            figure.set_size_inches(*drawn)
            for text, words in zip(texts, written, strict=True):
                text.set_text(words)
    return drawing.getvalue()


def _root(ax: Axes | Figure) -> Any:
    return ax.get_figure(root=True) if hasattr(ax, "get_figure") else ax


def finished(ax: Axes, suffix: str) -> bytes:
    """Return the bytes of a figure at its drawn size, and close it."""
    content = figure_bytes(ax, suffix, size="as drawn")
    close(ax)
    return content


def pages_bytes(pages: Iterable[Axes], title: str) -> bytes:
    """Return a PDF with a page for each figure, drawn and closed one by one."""
    from matplotlib.backends.backend_pdf import PdfPages

    drawing = io.BytesIO()
    with saving(), PdfPages(drawing, metadata={**PDF, "Title": title}) as pdf:
        for ax in pages:
            with laid_out(ax):
                pdf.savefig(ax.get_figure(root=True))
            close(ax)
    return drawing.getvalue()


def close(ax: Axes) -> None:
    """Close a figure after writing."""
    import matplotlib.pyplot as plt

    plt.close(ax.get_figure(root=True))


@contextmanager
def laid_out(ax: Axes | Figure, dpi: int = 200) -> Iterator[None]:
    """Lay out a figure once; left to itself, matplotlib draws everything twice per file for the layout."""
    import matplotlib.pyplot as plt

    figure = _root(ax)
    engine, drawn_at = figure.get_layout_engine(), figure.dpi
    if engine is None:
        yield
        return
    try:
        figure.dpi = dpi  # letter widths vary slightly with the dpi
        engine.execute(figure)
        with plt.rc_context({"figure.constrained_layout.use": False}):  # else None would create a new engine
            figure.set_layout_engine(None)
        yield
    finally:
        figure.dpi = drawn_at
        figure.set_layout_engine(engine)


@contextmanager
def saving() -> Iterator[None]:
    """Save in the project's style, and without any date."""
    import matplotlib.pyplot as plt

    from analysis.charts.canvas import STYLE

    epoch = os.environ.pop("SOURCE_DATE_EPOCH", None)  # the files have no date, but matplotlib reads it anyway
    try:
        with plt.style.context(["default", STYLE]), warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph .* missing from font")  # drawn as a box
            yield
    finally:
        if epoch is not None:
            os.environ["SOURCE_DATE_EPOCH"] = epoch
