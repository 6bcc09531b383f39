"""The field's own words: phases of a session, and kinds of runs around it."""

from __future__ import annotations

from analysis.base.names import Names

COUNTED = ("activation", "strength")
"""Phases whose sets are counted."""


DEMANDS = ("light", "moderate", "heavy")
"""What a row demands, the least first."""


KINDS = ("strength", "light", "jumps", "drill", "mobility", "cardio")
"""Kinds of work, by what a row demands; its phase says where it stands."""


COUNTED_KINDS = ("strength", "light")
"""Kinds whose sets are counted; jumps have contacts, drills, mobility and cardio give minutes."""


OWN = "own"
"""Origin of exercises that are the coach's."""


ORIGINS = ("sources", "ours", OWN)
"""Whose exercises there are: of the sources, of this project, of the coach."""


PHASES = ("mobility", "activation", "strength", "cooldown")
PHASE_NAMES = Names([*((phase, phase) for phase in PHASES), ("cool down", "cooldown"), ("warm up", "mobility")])
"""Phases as they are typed, in a sheet and elsewhere."""


RESTED = (*DEMANDS, "few_reps", "low_jumps", "high_jumps", "heavy_isometric")
"""Kinds of work by the rest that they ask for; how long it is stands in ``coding/conventions``."""


RUNS = ("easy", "long", "steady", "tempo", "intervals", "hills", "hard", "race", "off")
"""Kinds of runs; ``hard`` stands for tempo, intervals and hills, and on a day that is ``off`` nothing is done."""


HARD_RUNS = ("hard", "tempo", "intervals", "hills", "long", "race")
"""Runs that the day before spares the legs for."""


POLICIES = ("auto", "separate", "stack", "own")
"""How strength work goes with runs: on days apart, on one day behind the run, or as the coach types it."""


MOBILE = ("mobility", "stretch")
"""Modes of exercises that give no sets: they can open a session."""


UNCOUNTED_MODES = (*MOBILE, "plyometric", "drill", "cardio")
"""Modes of exercises whose sets are not counted: stretches, jumps, which have contacts, drills and cardio."""
