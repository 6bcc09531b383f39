"""Doses as coaches write them: the text of a dose in, a `Dose` with its ranges out, and back into text.

Start with `notation`, the written form; the modules named after parts of a dose each read that part.
"""
