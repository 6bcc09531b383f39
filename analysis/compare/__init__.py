"""Compare routines: their sets, why they differ, and which exercises the equipment allows.

Input: a library and routines. Output: tidy frames and sentences. Start with `routines`.
"""

from analysis.compare.alike import routine_similarity as routine_similarity, shared_exercises as shared_exercises
from analysis.compare.difference import explain_difference as explain_difference
from analysis.compare.equipment import (
    equipment_fit as equipment_fit,
    equipment_use as equipment_use,
    lost_volume as lost_volume,
)
from analysis.compare.exercises import exercise_matrix as exercise_matrix, find_exercises as find_exercises
from analysis.compare.routines import compare_routines as compare_routines
from analysis.compare.sentences import (
    say_comparison as say_comparison,
    say_difference as say_difference,
    say_equipment as say_equipment,
    say_leader as say_leader,
    say_sensitivity as say_sensitivity,
    say_shared as say_shared,
    say_similarity as say_similarity,
)
from analysis.compare.tables import comparison_words as comparison_words
from analysis.compare.ways_of_counting import sensitivity as sensitivity
