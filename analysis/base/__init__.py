"""Tools that every room uses: errors, names, files, numbers as text, the calendar.

Python values and files come in; errors with one clear line and small helpers go out. Start with `errors`.
"""

from analysis.base.errors import (
    AnalysisError as AnalysisError,
    ArgumentError as ArgumentError,
    DataError as DataError,
    DoseError as DoseError,
    FileError as FileError,
)
