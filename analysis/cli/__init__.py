"""The command line: one file per group of commands, and the layout of tables in a terminal.

Input: arguments. Output: text, files and an exit code. Start with `main`.
"""
