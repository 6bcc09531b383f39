"""Strength routines for runners: tabulated, compared, and added up over a week.

Load the library first; every other function takes it, or a frame that another one returned::

    from analysis import load_library, compare_routines, plot_comparison

    library = load_library()  # the three shipped routines
    library = load_library(extra=["mine.csv"])  # and a sheet of your own
    plot_comparison(compare_routines(library))

Data
    load_library, add_routine, find_exercises, parse_dose, at_a_glance
Volume: ``sets @ weights``
    routine_volume, weights, session_minutes
Comparison
    compare_routines, explain_difference, equipment_fit, sensitivity, say_comparison, say_difference
A week
    weekly_volume, weekly_summary, goal_lines, coverage, dose_bands, say_week
Blocks of weeks
    read_block, fill_suggested, plan_block, check_block, compare_blocks, export_block, say_block; BlockSpec, BlockPlan
    and BlockComparison are what they give; BlockPanel plans with controls in Jupyter
Sessions suggested (the solver is the extra ``suggest``)
    suggest_week, which gives a SuggestedWeek, suggest_mix, what_if, trim, substitute
Training logs
    read_log, read_logs, match_exercises, log_volume, fill_weeks; compare_to_block gives PlannedAndDone
Charts and files
    plot_comparison, plot_difference, plot_routine_panels, plot_weekly_volume, plot_body, export_figure, export_table;
    show puts sentences and tables in a notebook as a person reads them

These are the names to start with. Each room has more: ``analysis.charts`` every chart, ``analysis.files`` every kind of
file, ``analysis.compare``, ``analysis.week``, ``analysis.block``, ``analysis.suggest`` and ``analysis.logs`` the
sentences and tables of their subject.

Every quantity is an interval (``_min``, ``_max``). A set counts 1 for a primary muscle and 0.5 for a secondary one
unless ``counting`` says otherwise; strength and light work are always told apart. It counts what routines prescribe:
it is a planning aid for healthy adults, no diagnosis, and it promises neither performance nor freedom from injury.
"""

import lazy_loader

# The names and their modules stand in __init__.pyi; a module loads when a name of it is first used.
__getattr__, __dir__, _names = lazy_loader.attach_stub(__name__, __file__)
# The rooms are attributes too; a star takes the names to start with alone.
_ROOMS = ("block", "charts", "compare", "files", "logs", "suggest", "volume", "week")
__all__ = [name for name in _names if name not in _ROOMS]
