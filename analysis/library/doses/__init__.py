"""Doses as coaches write them: the text of a dose in, a `Dose` with its ranges out, and back into text.

Start with `notation`, the written form. The parts of a dose are read by the modules named after them, from the tokens
of its text; `settled_dose` then decides by the exercise what the text leaves open.
"""
