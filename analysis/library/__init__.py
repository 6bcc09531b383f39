"""Read sheets and coding, check them against their schemas and make prescriptions, all as frames.

Input: the CSV files of ``data/`` and a coach's own sheets. Output: a `Library`. Start with `loading`.
"""

from analysis.library.additions import add_routine as add_routine
from analysis.library.doses.dose import Dose as Dose
from analysis.library.doses.notation import parse_dose as parse_dose
from analysis.library.library import Library as Library
from analysis.library.loading import load_library as load_library
