"""The gallery: every picture with the lines that make it, run as they are shown (``make pictures``)."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

START = """\
import analysis as a
from analysis import block, charts

library = a.load_library()
week = {"runners_world": 1, "run_forever": 3}
phase = {"name": "base", "weeks": 4, "volume": [0.8, 1, 1.2, 0.6], "mon": "runners_world", "thu": "run_forever"}
plan = a.plan_block(library, {"name": "Winter", "start": "2026-11-30", "phase": [phase]})
"""

PICTURES = {
    "Which routine has the most sets?": """\
table = a.compare_routines(library)
ax = a.plot_routine_panels(table)
""",
    "Why do two differ?": """\
rows = a.explain_difference(library, "runners_world", "run_forever")
ax = a.plot_difference(rows)
""",
    "What does a week add up to?": """\
volume = a.weekly_volume(library, week)
ax = a.plot_weekly_volume(volume)
""",
    "Which muscles does it work?": """\
volume = a.weekly_volume(library, week, by="muscle")
ax = a.plot_body(volume)
""",
    "What is missing for a runner?": """\
lines = a.coverage(library, week)
ax = charts.plot_coverage(lines)
""",
    "Which weeks are the hardest?": """\
ax = charts.plot_block_weeks(plan)
""",
    "What is done on which day?": """\
ax = charts.plot_block_calendar(plan)
""",
    "What goes to the athlete?": """\
cards, muscles = block.session_cards(plan), block.session_muscles(plan)
ax = charts.plot_session_card(cards, muscles=muscles, size="phone")
""",
}
"""Lines of code by the question that their picture answers."""


NOTEBOOKS = dict(
    zip(
        PICTURES,
        [
            *("02_compare_routines", "02_compare_routines", "03_weekly_volume", "03_weekly_volume"),
            *("03_weekly_volume", "04_plan_a_block", "04_plan_a_block", "04_plan_a_block"),
        ],
        strict=True,
    )
)
"""The notebook that answers each question at length."""


def page() -> str:
    """Return the page as Markdown."""
    parts = ["# Gallery\n", "Every picture below is drawn by the lines under it, which follow these:\n"]
    parts.append(f"```python\n{START}```\n")
    for number, (question, code) in enumerate(PICTURES.items(), 1):
        parts += [f"## {question}\n", f"![{question}](gallery/{number}.png)\n", f"```python\n{code}```\n"]
        parts.append(f"At length in [{NOTEBOOKS[question]}]({NOTEBOOKS[question]}.ipynb).\n")
    return "\n".join(parts)


def draw(folder: Path) -> list[Path]:
    """Run the lines of the page, and write the picture of each."""
    names: dict[str, Any] = {}
    exec(START, names)
    written = []
    for number, code in enumerate(PICTURES.values(), 1):
        exec(code, names)
        path = folder / f"{number}.png"
        written.append(names["a"].export_figure(names["ax"], path, size="as drawn", dpi=100))
    return written


if __name__ == "__main__":
    os.environ["MPLBACKEND"] = "agg"  # nothing is shown
    home = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    (home / "gallery.md").write_text(page(), encoding="utf-8", newline="\n")
    (home / "gallery").mkdir(exist_ok=True)
    draw(home / "gallery")
