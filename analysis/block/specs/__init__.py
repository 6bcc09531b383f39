"""The spec of a block: read from TOML or a mapping, also from a roster, and written back with its comments kept.

Start with `spec`, then `spec_reading`.
"""
