"""Twelve athletes as coaches have them, and the weeks they are suggested: what the judgement of sessions is tested on.

``python -m tests.suggest.athletes`` prints the review table.
"""

from __future__ import annotations

from typing import Any

from analysis import Library, SuggestedWeek, load_library, suggest_week
from analysis.cli.answers import text_table
from analysis.suggest.sentences import week_words

EVERYTHING = ["mini_band", "long_band", "dumbbell", "bench", "mat", "step", "wall", "towel", "anchor", "pull_up_bar"]


ATHLETES: dict[str, dict[str, Any]] = {
    "band and mat, 3 x 25 min": {
        "bands": {"glute_med": 8, "hamstrings": 4, "calves": 6},
        "equipment": ["mini_band", "mat"],
    },
    "no equipment, beginner, 2 x 20 min": {
        "bands": {"glute_max": 4, "quads": 4, "calves": 4, "trunk_front": 2},
        "days": 2,
        "minutes": 20,
        "equipment": [],
        "count": ["strength", "light"],
        "warm_up": ["worlds_greatest_stretch"],
    },
    "marathon build, dumbbells, hard Tue, long Sun": {
        "bands": {"glute_max": 6, "quads": 6, "hamstrings": 6, "calves": 8, "trunk_side": 4},
        "minutes": 35,
        "equipment": ["dumbbell", "bench", "mat", "step"],
        "runs": {"tue": "hard", "sun": "long"},
    },
    "home gym, whole checklist": {
        "bands": {"glute_max": 6, "quads": 6, "hamstrings": 6, "calves": 6, "adductors": 4, "back": 4, "chest": 4},
        "minutes": 40,
        "equipment": EVERYTHING,
        "cover": "all",
        "warm_up": ["worlds_greatest_stretch"],
    },
    "calf history, soleus first": {
        "bands": {"soleus": 8, "gastrocnemius": 6, "glute_med": 4},
        "minutes": 20,
        "equipment": ["step", "wall", "dumbbell", "bench"],
        "exclude": ["squat_heel_raise"],
    },
    "hamstrings after a strain-free year": {
        "bands": {"hamstrings": (8, 12), "glute_max": 4},
        "minutes": 25,
        "equipment": ["anchor", "mat", "towel", "dumbbell"],
        "include": ["nordic_hamstring_lower"],
    },
    "adductors and side, long band": {
        "bands": {"adductors": 6, "trunk_side": 6, "hip_abductors": 6},
        "minutes": 25,
        "equipment": ["long_band", "mat"],
    },
    "upper body for trail poles": {
        "bands": {"back": 6, "chest": 4, "shoulders": 4, "trunk_front": 4},
        "days": 2,
        "minutes": 30,
        "equipment": ["dumbbell", "pull_up_bar"],
    },
    "keeps Runner's World on Wednesday": {
        "bands": {"calves": 8, "hamstrings": 6, "hip_abductors": 6},
        "days": ["mon", "fri"],
        "minutes": 20,
        "equipment": ["mini_band", "dumbbell", "bench", "mat", "step"],
        "fixed": {"wed": "runners_world"},
    },
    "race on Saturday": {
        "bands": {"glute_med": 4, "calves": 2, "trunk_front": 2},
        "days": 2,
        "minutes": 15,
        "equipment": ["mini_band", "mat"],
        "count": ["strength", "light"],
        "race": "sat",
        "known": ["standing_calf_raise"],
    },
    "springy 5 km runner": {
        "bands": {"quads": 6, "calves": 6, "glute_max": 4},
        "days": 3,
        "minutes": 25,
        "equipment": ["step"],
        "cover": ["plyometric", "single_leg"],
        "prefer": ["step_up"],
    },
    "five short days": {
        "bands": {"glute_max": 6, "quads": 6, "hamstrings": 4, "calves": 6, "trunk_front": 4, "hip_abductors": 4},
        "days": 5,
        "minutes": 10,
        "equipment": ["mini_band", "mat"],
        "count": ["strength", "light"],
    },
}


def least_week(library: Library, *asked: Any, **options: Any) -> SuggestedWeek:
    """Suggest the week of the least minutes."""
    return suggest_week(library, *asked, **({"least": "minutes"} | options if not asked else options))


def weeks(library: Library) -> dict[str, SuggestedWeek]:
    """Suggest a week for each athlete."""
    return {name: least_week(library, **asked) for name, asked in ATHLETES.items()}


if __name__ == "__main__":
    for name, week in weeks(load_library()).items():
        print(f"\n=== {name}: {week!r}")
        for words in week_words(week):
            print(text_table(words))
