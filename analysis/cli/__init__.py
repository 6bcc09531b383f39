"""The command line: one file per group of commands, and how tables are laid out in a terminal.

Arguments come in; text, files and an exit code go out. Start with `main`.
"""
