"""Terms of the field: phases of a session, kinds of work and kinds of runs."""

from __future__ import annotations

from analysis.base.nearest_names import Names

COUNTED = ("activation", "strength")
"""Phases whose sets are counted."""


DEMANDS = ("light", "moderate", "heavy")
"""Demands of a row, from lowest to highest."""


KINDS = ("strength", "light", "jumps", "drill", "mobility", "cardio")
"""Kinds of work; the phase gives a row's position in the session."""


COUNTED_KINDS = ("strength", "light")
"""Kinds whose sets are counted; jumps count contacts; drills, mobility and cardio count minutes."""


OWN = "own"
"""Origin of a coach's own exercises."""


ORIGINS = ("sources", "ours", OWN)
"""Origins of exercises: the sources, this project, the coach."""


PHASES = ("mobility", "activation", "strength", "cooldown")
PHASE_NAMES = Names([*((phase, phase) for phase in PHASES), ("cool down", "cooldown"), ("warm up", "mobility")])
"""Phases as typed in a sheet or elsewhere."""


RESTED = (*DEMANDS, "few_reps", "low_jumps", "high_jumps", "heavy_isometric")
"""Kinds of work by the rest they need; ``coding/conventions`` has the rest times."""


RUNS = ("easy", "long", "steady", "tempo", "intervals", "hills", "hard", "race", "off")
"""Kinds of runs; ``hard`` covers tempo, intervals and hills; ``off`` is a day without any training."""


HARD_RUNS = ("hard", "tempo", "intervals", "hills", "long", "race")
"""Runs that need fresh legs: the day before spares them."""


POLICIES = ("auto", "separate", "stack", "own")
"""How strength work fits with runs: on separate days, after the run on the same day, or as the coach types it."""


MOBILE = ("mobility", "stretch")
"""Modes without sets that can open a session."""


UNCOUNTED_MODES = (*MOBILE, "plyometric", "drill", "cardio")
"""Modes whose sets are not counted: mobility, stretches, drills, cardio and jumps, which count contacts."""
