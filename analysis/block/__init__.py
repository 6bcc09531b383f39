"""Blocks of training weeks: a spec read, planned in whole units, checked, and set beside another."""

from analysis.block.cards import session_cards
from analysis.block.checks import check_block
from analysis.block.compare import BlockComparison, compare_blocks
from analysis.block.plan import BlockPlan
from analysis.block.planner import plan_block
from analysis.block.read import parse_block, read_block
from analysis.block.said import findings_digest, say_block, say_blocks, say_findings
from analysis.block.spec import BlockSpec
from analysis.block.write import block_mapping, block_toml

__all__ = [
    "BlockComparison",
    "BlockPlan",
    "BlockSpec",
    "block_mapping",
    "block_toml",
    "check_block",
    "compare_blocks",
    "findings_digest",
    "parse_block",
    "plan_block",
    "read_block",
    "say_block",
    "say_blocks",
    "say_findings",
    "session_cards",
]
