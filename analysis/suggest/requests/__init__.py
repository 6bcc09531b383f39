"""What a coach asks of a suggested week: a `SuggestRequest` as typed in, a checked question out.

Start with `request`, then `request_reading`.
"""
