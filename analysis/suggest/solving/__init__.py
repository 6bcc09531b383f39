"""A question in, sets for each exercise and day out, with a proof; or the rules that exclude each other.

Start with `problem`, which states the question in whole numbers; `session_search` finds sessions worth doing,
`search` the least time.
"""
