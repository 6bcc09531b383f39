"""A week of any mix of routines: volume, dose bands, days, minutes, and what the week leaves out.

A library and a week come in, tidy frames and sentences go out. Start with `weekly`.
"""

from analysis.week.band_status import dose_bands as dose_bands
from analysis.week.checklist import coverage as coverage
from analysis.week.goal_work import goal_lines as goal_lines, say_goal_lines as say_goal_lines
from analysis.week.sentences import say_coverage as say_coverage, say_week as say_week
from analysis.week.weekly import (
    weekly_minutes as weekly_minutes,
    weekly_summary as weekly_summary,
    weekly_volume as weekly_volume,
)
