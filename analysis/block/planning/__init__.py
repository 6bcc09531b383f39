"""A spec in, dated sessions with whole rounds and sets out: phases laid out, time off, progress, the past kept.

Start with `schedule`.
"""
