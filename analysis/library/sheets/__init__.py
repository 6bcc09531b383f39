"""Routine sheets as coaches keep them: files or texts in, rows with their doses, equipment and questions out.

Start with `sheet_reading`. Files become rows of texts, heads give the columns their meaning, and rows get a dose.
"""
