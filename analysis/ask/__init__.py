"""One reader for each thing a person types: routines, a week, muscles, bands, equipment, tempo, rests.

Ids or names come in as a coach writes them, checked ids go out, or one clear error. Start with `routines`.
"""
