"""The generated tables of ``data/tidy``: built from sheets and coding, and checked against them.

A data folder comes in; CSV files, the dictionary and findings go out. Start with `build`.
"""

from analysis.tidy.build import at_a_glance as at_a_glance, build_tidy as build_tidy
from analysis.tidy.check import check_data as check_data, check_sheet as check_sheet
