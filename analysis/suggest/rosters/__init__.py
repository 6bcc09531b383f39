"""A squad: a roster and a block in, a block for each athlete out, with an overview in words.

Start with `roster_blocks`.
"""
