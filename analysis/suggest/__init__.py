"""Sessions found by a solver, and the small questions: what if, what stays, what instead."""

from analysis.suggest.certificate import certificate
from analysis.suggest.change import WeekChange, say_change, what_if
from analysis.suggest.mix import suggest_mix
from analysis.suggest.said import say_suggestion
from analysis.suggest.substitute import (
    RewrittenRoutine,
    say_rewritten,
    say_substitutes,
    substitute,
    substitute_routine,
)
from analysis.suggest.trim import TrimmedRoutine, say_trim, trim
from analysis.suggest.week import SuggestedWeek, suggest_week

__all__ = [
    "RewrittenRoutine",
    "SuggestedWeek",
    "TrimmedRoutine",
    "WeekChange",
    "certificate",
    "say_change",
    "say_rewritten",
    "say_substitutes",
    "say_suggestion",
    "say_trim",
    "substitute",
    "substitute_routine",
    "suggest_mix",
    "suggest_week",
    "trim",
    "what_if",
]
