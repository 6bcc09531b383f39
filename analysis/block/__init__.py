"""Blocks of training weeks: read, planned in whole rounds and sets, checked, and compared.

A TOML file or a mapping comes in (`specs`), a `BlockPlan` of tidy frames goes out (`planning`). Start with `plan`;
`plan_block`, which fills in suggested sessions first, is in `suggest/filled_blocks`.
`edits` has functions that change a block: ``with_day``, ``with_volume`` and others.
"""

from analysis.block.card_contents import session_cards as session_cards, session_muscles as session_muscles
from analysis.block.checks import check_block as check_block
from analysis.block.comparison import BlockComparison as BlockComparison, compare_blocks as compare_blocks
from analysis.block.edits import (
    with_day as with_day,
    with_own_runs as with_own_runs,
    with_phase as with_phase,
    with_phase_after as with_phase_after,
    with_race as with_race,
    with_run as with_run,
    with_suggested as with_suggested,
    with_volume as with_volume,
    with_weeks as with_weeks,
    with_words as with_words,
    without_reasons as without_reasons,
)
from analysis.block.goal_studies import goal_weeks as goal_weeks
from analysis.block.plan import BlockPlan as BlockPlan
from analysis.block.planning.schedule import plan_spec as plan_spec
from analysis.block.sentences import (
    findings_digest as findings_digest,
    say_block as say_block,
    say_blocks as say_blocks,
    say_findings as say_findings,
)
from analysis.block.specs.spec import BlockSpec as BlockSpec
from analysis.block.specs.spec_reading import parse_block as parse_block, read_block as read_block
from analysis.block.specs.spec_writing import block_mapping as block_mapping, block_toml as block_toml
