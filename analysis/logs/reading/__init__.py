"""Exports of training apps, diaries and filled-in forms in, one tidy row per set and a report out.

Start with `read`. A file is opened (`log_files`), its app recognized (`recognition`), and its cells become sets
(`set_rows`). Words of logs are in words.csv, names of months in `month_names`.
"""
