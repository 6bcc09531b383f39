"""Build the generated tables of ``data/tidy`` from sheets and coding, and check them.

Input: a data folder. Output: CSV files, the dictionary and findings. Start with `build`.
"""

from analysis.tidy.build import at_a_glance as at_a_glance, build_tidy as build_tidy
from analysis.tidy.check import check_data as check_data, check_sheet as check_sheet
