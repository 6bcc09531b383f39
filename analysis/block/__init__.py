"""Blocks of training weeks: read, planned in whole rounds and sets, checked, and set beside another.

A TOML file or a mapping comes in, a `BlockPlan` of tidy frames goes out. Start with `planning`.
"""

from analysis.block.checks import check_block as check_block
from analysis.block.comparison import BlockComparison as BlockComparison, compare_blocks as compare_blocks
from analysis.block.plan import BlockPlan as BlockPlan
from analysis.block.planning import plan_spec as plan_spec
from analysis.block.reading import parse_block as parse_block, read_block as read_block
from analysis.block.sentences import (
    findings_digest as findings_digest,
    say_block as say_block,
    say_blocks as say_blocks,
    say_findings as say_findings,
)
from analysis.block.session_cards import session_cards as session_cards
from analysis.block.spec import BlockSpec as BlockSpec
from analysis.block.writing import block_mapping as block_mapping, block_toml as block_toml
