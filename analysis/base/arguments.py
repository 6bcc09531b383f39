"""Checks that refuse arguments of the wrong type in one clear line, before a function fails on them."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from numbers import Number
from pathlib import PurePath
from typing import Any, ParamSpec, TypeVar

from analysis.base.errors import ArgumentError

P = ParamSpec("P")
T = TypeVar("T")

KINDS = {
    "Library": "the library, from load_library()",
    "pd.DataFrame": "a frame",
    "str | Path": "a path",
    "Axes": "an Axes of matplotlib",
    "Axes | Figure": "an Axes or a Figure of matplotlib",
    "BlockSpec": "a spec, from read_block()",
    "BlockPlan": "a plan, from plan_block()",
    "BlockPlan | Library": "a plan, from plan_block(), or the library",
    "SquadPlan": "a squad's plan, from plan_roster()",
    "BlockComparison": "a comparison of blocks, from compare_blocks()",
    "PlannedAndDone": "what is planned and done, from compare_to_block()",
    "SuggestedWeek": "a week, from suggest_week()",
    "TrimmedRoutine": "a shortened routine, from trim()",
    "RewrittenRoutine": "a rewritten routine, from substitute_routine()",
    "WeekChange": "a change of a week, from what_if()",
}
"""Annotations that are checked, and words for the expected argument."""


_PLACES = ("first", "second", "third", "fourth")
_PLAIN = ((str, "a text"), (bool, "a truth value"), (Number, "a number"), (Mapping, "a mapping"), (PurePath, "a path"))


def checked(function: Callable[P, T]) -> Callable[P, T]:
    """Return a function that refuses arguments of the wrong annotated type, with the expected one in one line.

    Only the types in ``KINDS`` are checked: names, numbers and the like have their own readers, in ``ask``.

    Examples
    --------
    >>> from analysis import compare_routines, load_library
    >>> compare_routines(["run_forever"], load_library())
    Traceback (most recent call last):
        ...
    analysis.base.errors.ArgumentError: compare_routines: first the library, from load_library(); a list was given
    """
    name = getattr(function, "__name__", "")
    # Annotations are looked up once, on decoration: a call then only checks types.
    asked = [
        (position, parameter.name, str(parameter.annotation))
        for position, parameter in enumerate(inspect.signature(function).parameters.values())
        if str(parameter.annotation).removesuffix(" | None") in KINDS
    ]

    @wraps(function)
    def guarded(*arguments: P.args, **named: P.kwargs) -> T:
        for position, parameter, annotation in asked:
            in_order = position < len(arguments)
            if not in_order and parameter not in named:
                continue
            given: Any = arguments[position] if in_order else named[parameter]
            kind = annotation.removesuffix(" | None")
            if not _is(given, kind) and not (given is None and kind != annotation):
                where = _PLACES[position] if in_order else parameter
                raise ArgumentError(f"{name}: {where} {KINDS[kind]}; {described(given)} was given")
        return function(*arguments, **named)

    return guarded


def with_fields_of(kind: type) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Return a decorator that shows a dataclass's fields as a function's options, for tab completion and help.

    Examples
    --------
    >>> import inspect
    >>> from analysis import suggest_week
    >>> "equipment" in inspect.signature(suggest_week).parameters
    True
    """

    def shown(function: Callable[P, T]) -> Callable[P, T]:
        signature = inspect.signature(function)
        given = [each for each in signature.parameters.values() if each.kind is not inspect.Parameter.VAR_KEYWORD]
        options = [
            inspect.Parameter(field.name, inspect.Parameter.KEYWORD_ONLY, default=field.default, annotation=field.type)
            for field in dataclasses.fields(kind)
        ]
        vars(function)["__signature__"] = signature.replace(parameters=[*given, *options])
        return function

    return shown


def _is(given: object, kind: str) -> bool:
    if kind == "str | Path":
        return isinstance(given, PurePath) or (isinstance(given, str) and bool(given.strip()))
    # By name: the classes are in rooms above this one.
    classes = kind.removeprefix("pd.").split(" | ")
    return any(parent.__name__ in classes for parent in type(given).__mro__)


def described(given: object) -> str:
    """Return the type of a value in words.

    Examples
    --------
    >>> described({"run_forever": 3}), described(None), described([1])
    ('a mapping', 'nothing', 'a list')
    """
    if given is None:
        return "nothing"
    if isinstance(given, str) and not given.strip():
        return "a blank text"
    plain = next((words for kind, words in _PLAIN if isinstance(given, kind)), None)
    name = type(given).__name__
    return plain or f"{'an' if name[0] in 'AEIOUaeiou' else 'a'} {name}"
