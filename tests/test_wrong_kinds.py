"""Every public function tells a wrong or swapped argument in one clear line; of base/arguments.py."""

from __future__ import annotations

import importlib
import inspect
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import analysis
import analysis.charts
from analysis import (
    AnalysisError,
    Library,
    check_block,
    compare_blocks,
    compare_routines,
    explain_difference,
    log_volume,
    match_exercises,
    plan_block,
    suggest_week,
    weekly_volume,
)
from analysis.base.arguments import KINDS
from analysis.cli.blocks import EXAMPLE
from tests.shared import ROOT, WEEK

ROOMS = sorted(path.parent.name for path in (ROOT / "analysis").glob("*/__init__.py"))


def public() -> dict[str, Any]:
    """Return the functions of the top level and those that the rooms show in their front."""
    found = {name: getattr(analysis, name) for name in analysis.__all__}
    for room in ROOMS:
        module = importlib.import_module(f"analysis.{room}")
        found |= {name: getattr(module, name) for name in dir(module) if not name.startswith("_")}
    return {name: function for name, function in sorted(found.items()) if inspect.isfunction(function)}


FUNCTIONS = public()


def asked(name: str) -> list[inspect.Parameter]:
    """Return the parameters that must be given, and those that come without their name."""
    return [
        parameter
        for parameter in inspect.signature(FUNCTIONS[name]).parameters.values()
        if parameter.kind is not parameter.VAR_KEYWORD
        and (parameter.default is parameter.empty or parameter.kind is parameter.POSITIONAL_OR_KEYWORD)
    ]


PLACES = [
    (name, place)
    for name in FUNCTIONS
    for place, parameter in enumerate(asked(name))
    if str(parameter.annotation).removesuffix(" | None") in KINDS
]


@pytest.fixture(scope="module")
def things(library: Library) -> dict[str, Any]:
    """One thing of each kind."""
    plan = plan_block(library, EXAMPLE)
    return {
        "Library": library,
        "pd.DataFrame": compare_routines(library),
        "str | Path": Path("no/such/file.csv"),
        "BlockSpec": plan.spec,
        "BlockPlan": plan,
        "BlockPlan | BlockComparison": plan,
        "BlockComparison": compare_blocks(plan, plan),
        "Mapping": dict(WEEK),
        "str": "run_forever",
        "object": object(),
        "None": None,
    }


def is_allowed(annotation: str, kind: str) -> bool:
    parts = set(annotation.split(" | "))
    return kind in (annotation, annotation.removesuffix(" | None")) or kind in parts


@pytest.mark.parametrize(("name", "place"), PLACES)
@pytest.mark.parametrize("kind", ["Library", "pd.DataFrame", "str | Path", "BlockPlan", "Mapping", "object", "None"])
def test_a_wrong_kind_gets_one_line(name: str, place: int, kind: str, things: dict[str, Any]) -> None:
    parameters = asked(name)
    wrong = parameters[place]
    annotation = str(wrong.annotation)
    if is_allowed(annotation, kind):
        return
    given: list[Any] = []
    named: dict[str, Any] = {}
    for number, parameter in enumerate(parameters):
        value = things[kind] if number == place else things.get(str(parameter.annotation), "run_forever")
        if parameter.kind is parameter.KEYWORD_ONLY:
            named[parameter.name] = value
        else:
            given.append(value)
    with pytest.raises(AnalysisError) as told:
        FUNCTIONS[name](*given, **named)
    message = str(told.value)
    assert message.startswith(f"{name}: ")
    assert message.endswith(" was given")
    assert "\n" not in message


READ = {
    "routines": ["Library", "pd.DataFrame", "Mapping", "object"],
    "sessions": ["Library", "pd.DataFrame", "object", "None"],
    "equipment": ["Library", "pd.DataFrame", "Mapping", "object"],
    "phases": ["Library", "pd.DataFrame", "Mapping", "object"],
    "counting": ["Library", "pd.DataFrame", "object"],
    "bands": ["Library", "pd.DataFrame", "str", "object"],
    "by": ["Library", "pd.DataFrame", "Mapping", "object"],
    "goal": ["Library", "pd.DataFrame", "Mapping", "object"],
    "seconds_per_rep": ["Library", "pd.DataFrame", "Mapping", "object"],
    "first": ["Library", "pd.DataFrame", "Mapping", "object"],
    "muscle": ["Library", "pd.DataFrame", "Mapping", "object"],
}
"""Arguments that a reader of their own looks at, and what they cannot be."""


TYPED = [
    (name, parameter, kind)
    for name, function in FUNCTIONS.items()
    for parameter in inspect.signature(function).parameters
    for kind in READ.get(parameter, [])
    if not name.startswith("say_") or name == "say_equipment"
]


@pytest.mark.parametrize(("name", "parameter", "kind"), TYPED)
def test_what_is_typed_is_refused_in_one_line(
    name: str, parameter: str, kind: str, things: dict[str, Any], library: Library
) -> None:
    needed = {
        "library": library,
        "sessions": WEEK,
        "week": WEEK,
        "first": "run_forever",
        "second": "fit_and_well",
        "equipment": "mat",
        "bands": {"calves": 4},
        "phase": 0,
        "source": library,
        "log": pd.DataFrame(),
    }
    given = {one.name: things[str(one.annotation)] for one in asked(name) if str(one.annotation) in things}
    parameters = inspect.signature(FUNCTIONS[name]).parameters
    given |= {one: needed[one] for one in parameters if one in needed}
    first = [
        given.pop(one.name) for one in parameters.values() if one.kind is one.POSITIONAL_ONLY and one.name in given
    ]
    with pytest.raises(AnalysisError) as told:
        FUNCTIONS[name](*first, **{**given, parameter: things[kind]})
    assert len(str(told.value).splitlines()) == 1
    assert len(str(told.value)) < 500


@pytest.mark.parametrize(
    "name", [name for name in FUNCTIONS if "library" in inspect.signature(FUNCTIONS[name]).parameters]
)
def test_every_function_of_the_library_is_checked(name: str) -> None:
    with pytest.raises(AnalysisError, match=f"^{name}: .*the library, from load_library"):
        FUNCTIONS[name](*([pd.DataFrame()] * len([one for one in asked(name) if one.kind is not one.KEYWORD_ONLY])))


SAYS = [
    name
    for name in FUNCTIONS
    if name.startswith("say_") and any(str(parameter.annotation) == "pd.DataFrame" for parameter in asked(name))
]


@pytest.mark.parametrize("name", SAYS)
def test_a_frame_of_another_function_is_told_by_what_it_lacks(name: str, things: dict[str, Any]) -> None:
    other = {**things, "pd.DataFrame": pd.DataFrame({"x": [1]}), "str": "hip_thrust"}
    given = [
        other.get(str(parameter.annotation), [])
        for parameter in asked(name)
        if parameter.kind is not parameter.KEYWORD_ONLY
    ]
    with pytest.raises(AnalysisError, match=r"the frame has no column .*; give what .* returns"):
        FUNCTIONS[name](*given)


PLOTS = [name for name in dir(analysis.charts) if name.startswith("plot_")]


@pytest.mark.parametrize("name", PLOTS)
@pytest.mark.parametrize("ax", [3, "figure"])
def test_what_is_no_axes_gets_one_line(name: str, ax: Any, things: dict[str, Any]) -> None:
    function = getattr(analysis.charts, name)
    needed = [
        parameter
        for parameter in inspect.signature(function).parameters.values()
        if parameter.default is parameter.empty
    ]
    given = [things.get(str(parameter.annotation), "Hip thrust") for parameter in needed]
    with pytest.raises(AnalysisError, match=f"^{name}: ax an Axes of matplotlib; a (number|text) was given$"):
        function(*given, ax=ax)


@pytest.mark.parametrize("most", ["x", 0, -1, 2.5, None])
def test_how_many_are_drawn_is_a_number(library: Library, most: Any) -> None:
    with pytest.raises(AnalysisError, match=r"^most: '.*'; allowed: a whole number from 1 to 1000$"):
        analysis.charts.plot_difference(explain_difference(library, "runners_world", "run_forever"), most=most)


@pytest.mark.parametrize("name", ["plot_routine_panels", "plot_week_mixes"])
@pytest.mark.parametrize("page", ["x", 0, 2.5, "frame"])
def test_what_is_no_page_gets_one_line(name: str, page: Any, library: Library, things: dict[str, Any]) -> None:
    frame = things["pd.DataFrame"] if name == "plot_routine_panels" else weekly_volume(library, WEEK)
    with pytest.raises(AnalysisError, match=r"^no such page: .*; allowed: 1$"):
        getattr(analysis.charts, name)(frame, page=frame if page == "frame" else page)


@pytest.mark.parametrize("blank", ["", " "])
def test_a_blank_path_is_no_place_to_write_to(
    blank: str, things: dict[str, Any], library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    week = suggest_week(library, bands={"calves": 3}, days=1)
    table = things["pd.DataFrame"]
    for write in (things["BlockPlan"].export, week.export, lambda folder: analysis.export_table(table, folder)):
        with pytest.raises(AnalysisError, match=r"a path; a blank text was given$"):
            write(blank)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("matches", [{"Squat": ["plank"]}, {"Squat": 3}, {"Squat": b"plank"}, {None: "plank"}])
def test_a_match_that_is_no_name_gets_one_line(library: Library, matches: Any) -> None:
    with pytest.raises(AnalysisError, match=r"^matches: not a name: .*; allowed: texts, exercise_name to exercise_id$"):
        match_exercises(LOG, library, matches)


@pytest.mark.parametrize("nothing", [None, float("nan"), pd.NA, ""])
def test_a_match_may_be_left_open(library: Library, nothing: Any) -> None:
    pd.testing.assert_frame_equal(match_exercises(LOG, library, {"Squat": nothing}), match_exercises(LOG, library))


LOG = pd.DataFrame({"athlete": "anna", "date": pd.Timestamp("2026-11-16"), "reps": 8, "exercise_name": ["Squat"]})


@pytest.mark.parametrize("column", ["exercise_name", "reps", "date"])
def test_a_log_with_a_column_twice_gets_one_line(library: Library, column: str) -> None:
    twice = pd.concat([LOG, LOG[[column]]], axis="columns")
    for take in (match_exercises, log_volume):
        with pytest.raises(AnalysisError, match=f"^not a log: a column that appears twice: '{column}'; allowed: each"):
            take(twice, library)


@pytest.mark.parametrize(
    ("part", "value", "allowed"),
    [
        *(("phase", value, "a tuple of Phase") for value in (None, 3, "base", (None,), [{"name": "base"}])),
        *(("skip", None, "a tuple of Skip"), ("move", 3, "a tuple of Move"), ("scale", None, "a tuple of str")),
        *(("equipment", 3, "a tuple of str"), ("runs", None, "a mapping"), ("bands", [], "a mapping")),
    ],
)
def test_a_spec_with_a_part_of_another_kind_names_it(
    library: Library, part: str, value: Any, allowed: str, things: dict[str, Any]
) -> None:
    with pytest.raises(AnalysisError) as told:
        plan_block(library, replace(things["BlockSpec"], **{part: value}))
    assert str(told.value) == f"a BlockSpec with a part of another kind: {part}: '{value}'; allowed: {allowed}"


@pytest.mark.slow
@pytest.mark.parametrize("limit", ["0.3", "0.30", 0.3, Fraction(3, 10), np.float64(0.3), np.array(0.3)])
def test_limits_of_checks_are_numbers_however_typed(limit: Any, things: dict[str, Any]) -> None:
    plan = things["BlockPlan"]
    pd.testing.assert_frame_equal(check_block(plan, ramp=limit, Days="2"), check_block(plan))


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"ramp": 0.3, "Ramp": 0.2}, "limit: given twice: 'ramp'"),
        *(({"ramp": value}, f"limit ramp: '{value}'; allowed: a number of at least 0") for value in ("x", True, [1])),
    ],
)
def test_what_is_no_limit_gets_one_line(limits: Any, words: str, things: dict[str, Any]) -> None:
    with pytest.raises(AnalysisError) as told:
        check_block(things["BlockPlan"], **limits)
    assert str(told.value) == words
