"""Session cards as files: a PDF to print, and a picture each for a phone."""

from __future__ import annotations

from pathlib import Path

from analysis.base.arguments import checked
from analysis.base.files import write_bytes
from analysis.base.names import snake
from analysis.block.plan import BlockPlan, check_plan
from analysis.block.session_cards import session_cards
from analysis.files.figure_files import finished, pages_bytes

PDF = "cards.pdf"


PICTURES = "cards"
"""Folder of the pictures."""


LONGEST = 40
"""Characters of a name in the name of a file."""


@checked
def export_block_cards(plan: BlockPlan, folder: str | Path) -> list[Path]:
    """Write the session cards of a block: ``cards.pdf``, a page of A4 each, and ``cards/*.png`` for phones.

    Parameters
    ----------
    plan : BlockPlan
        Of `plan_block`; `session_cards` tells what stands on a card.
    folder : path
        Made when it is missing; files of the same names are replaced, each whole or not at all.

    Returns
    -------
    list of Path
        ``cards.pdf``, then a picture for each card. Their names are made of the card's number, the routine and the
        phase, in plain letters.

    Raises
    ------
    FileError
        If a file cannot be written.
    ArgumentError
        If it is no plan, or has no session.

    Examples
    --------
    >>> import tempfile
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 4, "mon": "run_forever"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> [path.name for path in export_block_cards(plan, tempfile.mkdtemp())]
    ['cards.pdf', '01-run_forever-base.png']
    """
    home = Path(folder)
    files = cards_bytes(plan)
    for name, content in files.items():
        write_bytes(home / name, content)
    return [home / name for name in files]


def cards_bytes(plan: BlockPlan) -> dict[str, bytes]:
    """Return what `export_block_cards` writes, by name."""
    from analysis.charts.card_page import plot_session_card

    check_plan(plan, sessions=True)
    cards = session_cards(plan)
    heads = cards.drop_duplicates("card")
    # One page at a time: a long block does not keep all of its figures in memory.
    pages = (plot_session_card(cards, page=number) for number in heads["card"])
    files = {PDF: pages_bytes(pages, f"{plan.spec.name}: session cards")}
    for number, routine, phase in heads[["card", "routine_id", "block_phase"]].itertuples(index=False):
        # Numbered with two digits, so that a folder lists them in the order of the block.
        name = "-".join([f"{number:02d}", *filter(None, (_plain(routine), _plain(phase)))])
        files[f"{PICTURES}/{name}.png"] = finished(plot_session_card(cards, size="phone", page=number), ".png")
    return files


def _plain(name: str) -> str:
    """Return a name in letters, digits and underscores that any file system takes."""
    return snake(name).encode("ascii", "ignore").decode()[:LONGEST].strip("_")
