"""Volume is sets @ weights, and minutes of sessions: here the sets of plans become muscle volume.

A library comes in, tidy frames of sets, repetitions, seconds and minutes go out. Start with `product`.
"""

from analysis.volume.minutes import exercise_seconds as exercise_seconds, session_minutes as session_minutes
from analysis.volume.product import prescription_volume as prescription_volume, routine_volume as routine_volume
from analysis.volume.weight_matrix import weights as weights
