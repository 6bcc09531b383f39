"""Every kind of sentence that a person reads, with example values: python -m tests.sentences writes sentences.md."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pandas as pd

import analysis as a
from analysis.cli.blocks import EXAMPLE
from analysis.cli.main import main
from analysis.library.schema import data_folder
from analysis.logs import squad_weeks, write_synthetic_logs
from tests.mistakes import MISTAKES, SLOW, set_up
from tests.shared import ROOT, WEEK

SENTENCES = ROOT / "tests" / "sentences.md"


HEAD = """# Every kind of sentence

Written by `python -m tests.sentences` and compared by a test, so that language is read and reviewed like code.
"""


def sections() -> Iterator[tuple[str, list[str]]]:
    """Give the kinds of sentences, each with its examples."""
    library = a.load_library()
    plan = a.plan_block(library, EXAMPLE)
    with tempfile.TemporaryDirectory() as folder:
        log = a.read_logs(write_synthetic_logs(folder, plan, weeks=6), names=False)
    done = a.compare_to_block(plan, log)
    yield "Routines", _routines(library)
    yield "A week", _week(library)
    yield "A block", [a.say_block(plan), *(a.block.say_findings(plan, a.check_block(plan), most=99)).splitlines()]
    other = a.plan_block(library, {**_flat("Flat"), "phase": [{"name": "base", "weeks": 8, "mon": "runners_world"}]})
    yield "Two blocks", a.block.say_blocks(a.compare_blocks(plan, other)).splitlines()
    yield "Suggestions", _suggestions(library)
    matched = a.match_exercises(log, library)
    yield (
        "Logs",
        [*a.logs.say_log(log.attrs["reports"], matched).splitlines(), *a.logs.say_planned_done(done).splitlines()],
    )
    yield "Titles and notes of charts", _charts(library, plan, log, done)
    yield "Help", [path.read_text(encoding="utf-8") for path in sorted((ROOT / "analysis/cli/help").glob("*.txt"))]
    yield "Errors", _errors()


def _flat(name: str) -> dict[str, Any]:
    return {"name": name, "start": "2027-01-04"}


def _routines(library: a.Library) -> list[str]:
    table, compare = a.compare_routines(library), a.compare
    pair = a.explain_difference(library, "runners_world", "run_forever")
    said = [a.say_comparison(table), compare.say_leader(table), a.say_difference(pair)]
    said += [compare.say_shared(compare.shared_exercises(library)), compare.say_sensitivity(a.sensitivity(library))]
    said += [compare.say_similarity(compare.routine_similarity(library, by="muscle"))]
    return [*said, compare.say_equipment(library, ["mini_band"]), compare.say_equipment(library, [])]


def _week(library: a.Library) -> list[str]:
    said = [a.say_week(a.weekly_summary(library, WEEK, goal=goal)) for goal in (None, "size")]
    said += [a.say_week(a.weekly_summary(library, {"run_forever": 2})), a.week.say_coverage(a.coverage(library, WEEK))]
    return [*said, *(a.week.say_goal_lines(a.goal_lines(library, WEEK, goal)) for goal in ("running", "strength"))]


def _suggestions(library: a.Library) -> list[str]:
    suggest = a.suggest
    asked = {"bands": {"calves": 4, "hamstrings": 4}, "days": 2, "minutes": 20, "equipment": ["dumbbell"]}
    week, least = a.suggest_week(library, **asked), a.suggest_week(library, **asked, least="minutes")
    nothing = a.suggest_week(library, bands={"back": 6}, days=1, minutes=5, equipment=[])
    instead = a.substitute(library, "hip_thrust", equipment=["mini_band", "mat"], best=3)
    return [
        # How long the solver took is another on every machine.
        *re.sub(r"in [\d.]+ s", "in ... s", week.say()).splitlines(),
        *re.sub(r"in [\d.]+ s", "in ... s", least.say()).splitlines(),
        *re.sub(r"in [\d.]+ s", "in ... s", nothing.say()).splitlines(),
        suggest.say_change(a.what_if(library, {"runners_world": 2}, add={"standing_calf_raise": 3})),
        suggest.say_trim(a.trim(library, "runners_world", minutes=15)),
        suggest.say_substitutes(library, "hip_thrust", instead),
        suggest.say_rewritten(suggest.substitute_routine(library, "runners_world", equipment=["mini_band", "mat"])),
    ]


def _charts(library: a.Library, plan: a.BlockPlan, log: pd.DataFrame, done: Any) -> list[str]:
    charts, compare, week = a.charts, a.compare, a.weekly_volume(library, WEEK)
    table = a.compare_routines(library)
    mixes = pd.concat([week, a.weekly_volume(library, {"runners_world": 2})])
    drawn = [
        a.plot_comparison(table, sensitivity=a.sensitivity(library)),
        a.plot_difference(a.explain_difference(library, "runners_world", "run_forever")),
        a.plot_routine_panels(table),
        charts.plot_week_mixes(mixes),
        a.plot_weekly_volume(week),
        a.plot_weekly_volume(a.weekly_volume(library, WEEK, goal="size")),
        a.plot_body(a.weekly_volume(library, WEEK, by="muscle")),
        charts.plot_coverage(a.coverage(library, WEEK)),
        charts.plot_matrix(compare.exercise_matrix(library)),
        charts.plot_equipment(compare.equipment_use(library)),
        charts.plot_timeline(a.session_minutes(library, by="section")),
        *(getattr(charts, f"plot_block_{name}")(plan) for name in ("grid", "weeks", "heatmap", "calendar")),
        charts.plot_planned_done(done.volume, sessions=done.sessions),
        charts.plot_squad(squad_weeks(done.sessions)),
        charts.plot_sessions_done(done.sessions),
        charts.plot_progress(a.logs.exercise_progress(log, library)),
    ]
    said = []
    for ax in drawn:
        figure: Any = ax.get_figure(root=True)
        counted = [text.get_text() for text in ax.texts if text.get_gid() == "counted"]
        words = [figure.get_suptitle(), *counted, figure.get_supxlabel()]
        said.append(" / ".join(" ".join(text.split()) for text in words if text))
    mpl.pyplot.close("all")
    return said


def _errors() -> list[str]:
    """Make every mistake of the table, and return the messages."""
    said, home = [], Path.cwd()
    for name, mistake in MISTAKES.items():
        if name in SLOW:
            continue
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            if mistake.spoil:
                shutil.copytree(data_folder(), folder / "data")
            set_up(mistake, folder, folder / "data")
            os.chdir(folder)
            try:
                with contextlib.redirect_stderr(io.StringIO()) as stream:
                    main(mistake.command.split())
            finally:
                os.chdir(home)
        message = stream.getvalue()
        assert "error: " in message, name
        message = message[message.index("error: ") :].strip()
        message = message.replace(data_folder().as_posix(), "data").replace(Path(made).as_posix(), "folder")
        said.append(message)
    return list(dict.fromkeys(said))


def text() -> str:
    """Return the whole file."""
    parts = [HEAD]
    for title, said in sections():
        parts.append(f"## {title}\n")
        parts += ["\n".join(f"    {line}".rstrip() for line in one.splitlines()) + "\n" for one in said if one.strip()]
    return "\n".join(parts)


if __name__ == "__main__":
    mpl.use("Agg")
    SENTENCES.write_text(text(), encoding="utf-8")
