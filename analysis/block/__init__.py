"""Blocks of training weeks: a spec read, planned in whole units, and checked."""
