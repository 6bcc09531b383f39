"""Sessions found by a solver, and four smaller questions: which mix, what if, what stays, what instead.

Targets, days, minutes and equipment come in; sheets and the proof behind them go out. Start with `week_answer`.
"""

from analysis.suggest.proof import certificate as certificate
from analysis.suggest.requests.request import SuggestRequest as SuggestRequest
from analysis.suggest.rosters.roster_blocks import plan_roster as plan_roster
from analysis.suggest.rosters.roster_plan import AthletePlan as AthletePlan, SquadPlan as SquadPlan
from analysis.suggest.rosters.roster_sentences import say_squad as say_squad
from analysis.suggest.sentences import say_suggestion as say_suggestion
from analysis.suggest.small_questions.mix import suggest_mix as suggest_mix
from analysis.suggest.small_questions.rewritten_routine import (
    RewrittenRoutine as RewrittenRoutine,
    say_rewritten as say_rewritten,
    substitute_routine as substitute_routine,
)
from analysis.suggest.small_questions.substitute import say_substitutes as say_substitutes, substitute as substitute
from analysis.suggest.small_questions.trim import TrimmedRoutine as TrimmedRoutine, say_trim as say_trim, trim as trim
from analysis.suggest.small_questions.what_if import (
    WeekChange as WeekChange,
    say_change as say_change,
    what_if as what_if,
)
from analysis.suggest.suggested_week import SuggestedWeek as SuggestedWeek
from analysis.suggest.week_answer import suggest_week as suggest_week
