"""The data as frames: sheets and coding read, checked against their schema, and made into prescriptions.

CSV files of ``data/`` and a coach's own sheets come in, a `Library` goes out. Start with `loading`.
"""

from analysis.library.additions import add_routine as add_routine
from analysis.library.dose import Dose as Dose
from analysis.library.library import Library as Library
from analysis.library.loading import load_library as load_library
from analysis.library.notation import parse_dose as parse_dose
