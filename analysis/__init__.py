"""Strength routines for runners: tabulated, compared, and added up over a week.

Load the library first; every other function takes it, or a frame that another one returned::

    from analysis import load_library, compare_routines, plot_comparison

    library = load_library()  # the three shipped routines
    library = load_library(extra=["mine.csv"])  # and a sheet of your own
    plot_comparison(compare_routines(library))

Volume
    routine_volume, prescription_volume, weights, session_minutes, exercise_seconds
Comparison
    compare_routines, comparison_words, explain_difference, sensitivity, shared_exercises, routine_similarity,
    equipment_fit, lost_volume, equipment_use, exercise_matrix
A week
    weekly_volume, weekly_summary, weekly_minutes, dose_bands, coverage
Blocks of weeks
    read_block, parse_block, plan_block, check_block, compare_blocks, findings_digest, session_cards, block_mapping,
    block_toml; BlockSpec, BlockPlan and BlockComparison are what they take and give; BlockPanel plans with controls in
    Jupyter
Sessions suggested (the solver is the extra ``suggest``)
    suggest_week, certificate, suggest_mix, what_if, trim, substitute, substitute_routine; SuggestedWeek, WeekChange,
    TrimmedRoutine and RewrittenRoutine are what they give
Training logs
    read_log, read_logs, match_exercises, log_volume, log_frequency, fill_weeks, exercise_progress, squad_weeks,
    initials, write_synthetic_logs; compare_to_block gives PlannedAndDone
In sentences
    say_comparison, say_leader, say_difference, say_shared, say_equipment, say_similarity, say_sensitivity, say_week,
    say_coverage, say_block, say_findings, say_blocks, say_suggestion, say_change, say_trim, say_substitutes,
    say_rewritten, say_log, say_planned_done
Charts
    plot_comparison, plot_difference, plot_heatmap, plot_routine_panels, plot_matrix, plot_equipment, plot_timeline,
    plot_weekly_volume, plot_week_mixes, plot_coverage, plot_block_grid, plot_block_heatmap, plot_block_weeks,
    plot_block_calendar, plot_block_summary, plot_session_card, plot_planned_done, plot_sessions_done, plot_squad,
    plot_progress
Files
    export_figure, export_table, export_comparison, export_week, export_block, export_block_workbook,
    export_block_calendar, export_block_cards, export_suggestion, export_log
Data
    load_library, add_routine, find_exercises, parse_dose, at_a_glance, build_tidy, check_data, check_sheet; the module
    notation reads and writes doses

Every quantity is an interval (``_min``, ``_max``). A set counts 1 for a primary muscle and 0.5 for a secondary one
unless ``counting`` says otherwise; strength and activation are always told apart. It counts what routines prescribe:
it is a planning aid for healthy adults, no diagnosis, and it promises neither performance nor freedom from injury.
"""

import lazy_loader

# The names and their modules stand in __init__.pyi; a module loads when a name of it is first used.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
