"""Every public function tells a wrong or swapped argument in one clear line; of base/arguments.py."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import analysis
from analysis import AnalysisError, Library, compare_blocks, compare_routines, plan_block
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


FIRST_ROOMS = ("analysis.compare.", "analysis.volume.", "analysis.week.")


TYPED = [
    (name, parameter, kind)
    for name, function in FUNCTIONS.items()
    if inspect.unwrap(function).__module__.startswith(FIRST_ROOMS)
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
        "first": "run_forever",
        "second": "fit_and_well",
        "equipment": "mat",
    }
    given = {one: needed[one] for one in inspect.signature(FUNCTIONS[name]).parameters if one in needed}
    with pytest.raises(AnalysisError) as told:
        FUNCTIONS[name](**{**given, parameter: things[kind]})
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
