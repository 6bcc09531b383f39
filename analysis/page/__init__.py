"""The page: one HTML file with everything in it, for a phone, a screen reader, dark mode and a sheet of paper."""

from analysis.page.render import write_page

__all__ = ["write_page"]
