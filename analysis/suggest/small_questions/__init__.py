"""Small questions with quick answers: which mix of routines, what if, what stays, what instead.

A library and a routine or a week come in; a frame or a rewritten routine goes out. Start with `what_if`.
"""
