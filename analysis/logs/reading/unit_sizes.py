"""Units of a log and their sizes: pounds in kilograms, miles in metres. `columns` reads figures in them."""

from __future__ import annotations

from analysis.ask.loads import POUND_KG

METRES = {"km": 1000.0, "m": 1.0, "mi": 1609.344, "ft": 0.3048, "yd": 0.9144}


KILOGRAMS = {"kg": 1.0, "lb": POUND_KG}


MEASURED = {"weight": "weights", "distance": "distances"}
"""Quantities with units."""
