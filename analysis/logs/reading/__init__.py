"""Exports of training apps, diaries and filled-in forms in, one tidy row per set and a report out.

Start with `read`. A file is opened (`log_files`), its app recognized (`dialects`), and its cells become sets
(`set_rows`); the words of all languages are in words.csv.
"""
