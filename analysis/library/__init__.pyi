from .additions import add_routine as add_routine
from .doses.dose import Dose as Dose
from .doses.notation import parse_dose as parse_dose
from .library import Library as Library
from .loading import load_library as load_library
