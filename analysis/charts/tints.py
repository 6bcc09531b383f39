"""Tints of a colour, and legible text colours on it and in it."""

from __future__ import annotations

from matplotlib.colors import to_hex, to_rgb

from analysis.base.colors import INK

Color = str | tuple[float, float, float]


READABLE = 4.5
"""Minimum contrast of text with its background (WCAG 2.2, 1.4.3)."""


def light(color: Color, share: float = 0.35) -> tuple[float, float, float]:
    """Return a paler tint of a colour."""
    red, green, blue = (1 - share * (1 - part) for part in to_rgb(color))
    return red, green, blue


def contrast(color: Color, other: Color) -> float:
    """Return the contrast of text in one colour on another, from 1 to 21, as WCAG 2.2 defines it.

    Examples
    --------
    >>> round(contrast("black", "white"), 1), round(contrast("#F0AE26", "white"), 1)
    (21.0, 1.9)
    """
    darker, brighter = sorted(map(_luminance, (color, other)))
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def letters_on(color: Color) -> str:
    """Return the text colour on a background: white or dark if legible, else black.

    Examples
    --------
    >>> letters_on("#00497C"), letters_on("#F0AE26")
    ('white', '#22303c')
    """
    return next((letters for letters in ("white", INK) if contrast(letters, color) >= READABLE), "black")


def ink(color: Color) -> str:
    """Return a colour, darkened if text in it would be illegible on white.

    Examples
    --------
    >>> ink("#00497C"), contrast(ink("#F0AE26"), "white") >= READABLE
    ('#00497c', True)
    """
    red, green, blue = to_rgb(color)
    while contrast((red, green, blue), "white") < READABLE:
        red, green, blue = 0.95 * red, 0.95 * green, 0.95 * blue
    return to_hex((red, green, blue))
