"""The form that athletes fill in, in the spreadsheet of a block: its sheets, their heads, and what a cell takes."""

from __future__ import annotations

import datetime
from typing import Any

from analysis.base.head_rows import Form

EFFORT = {"validate": "list", "source": list(range(1, 11))}


DAY = {"validate": "date", "criteria": ">=", "value": datetime.date(1970, 1, 1)}


SHORT = {"validate": "length", "criteria": "<=", "value": 500}


WHOLE = {"validate": "integer", "criteria": "between", "minimum": 0}


REMARK = (SHORT, "Anything your coach should know, in up to 500 characters.")


SESSIONS, PRESCRIPTIONS, LEFT_OVER = "sessions", "prescriptions", "not carried over"
"""Sheets; the last one lists what was typed into rows that are no more."""


FILLED: dict[str, dict[str, tuple[dict[str, Any], str]]] = {
    SESSIONS: {
        "done": ({"validate": "list", "source": ["yes", "partly", "no"]}, "yes, partly or no."),
        "done on": (DAY, "The day, such as 2027-01-04, when it was another one."),
        "effort, 1-10": (EFFORT, "The whole session: 1 is very easy, 10 the hardest there is."),
        "load": (SHORT, "What you used, in your words, in up to 500 characters."),
        "soreness, 0-10": ({"validate": "list", "source": list(range(11))}, "On the day after: 0 is none."),
        "remark": REMARK,
    },
    PRESCRIPTIONS: {
        "sets done": ({**WHOLE, "maximum": 20}, "A whole number of sets, 0 to 20."),
        "reps or s done": ({**WHOLE, "maximum": 3600}, "Repetitions or seconds of a set, one side's."),
        "load used, kg": ({**WHOLE, "validate": "decimal", "maximum": 500}, "Kilograms, 0 to 500."),
        "effort, 1-10": (EFFORT, "1 is very easy, 10 the hardest there is."),
        "remark": REMARK,
    },
}
"""What an athlete fills in, sheet by sheet: what a cell takes, and what is said when it is picked."""


LIMITS = {"sets done": 20, "reps or s done": 3600, "load used, kg": 500, "effort, 1-10": 10}
"""Figures of a row of the prescriptions, and the most that each may be."""


DONE = {"yes", "y", "true", "✓", "✔"}
"""Ways of ticking a session, beside `partly` and `no`."""


TEMPLATE = "template_date"
"""The day of a session in the template: it stays what it is when the session moves, and with the routine is its key."""


def _words(**words: str) -> dict[str, frozenset[str]]:
    return {head: frozenset(text.split()) for head, text in words.items()}


_BOTH = {
    "date": "date",
    "session": "session workout",
    "remark": "remark remarks comment comments note notes",
    TEMPLATE: "template",
}


FORMS = (
    Form(
        SESSIONS,
        _words(
            **{
                **_BOTH,
                "routine_id": "routine",
                "done": "done completed finished yes no",
                "done on": "on when date day",
            },
            **{"effort, 1-10": "effort rpe", "load": "load weight", "soreness, 0-10": "soreness sore"},
        ),
        filled=FILLED[SESSIONS],
        planned=("day", "week", "phase", "minutes", "run that day", "note"),
    ),
    Form(
        PRESCRIPTIONS,
        _words(
            **{**_BOTH, "routine_id": "routine", "exercise_id": "id", "number": "number nr no"},
            **{"exercise": "exercise exercises movement", "dose": "dose", "sets done": "sets set"},
            **{"reps or s done": "reps rep repetitions seconds secs", "effort, 1-10": "effort rpe"},
            **{"load used, kg": "load weight used kg kgs kilograms lb lbs pounds"},
        ),
        filled=FILLED[PRESCRIPTIONS],
        planned=("phase", "load", "effort", "variation"),
    ),
    Form(
        LEFT_OVER,
        _words(
            **dict.fromkeys(("sheet", "date", "session", "exercise", "number", "column", "text"), ""),
            **dict.fromkeys((TEMPLATE, "routine_id", "exercise_id"), ""),
        ),
    ),
)
"""The sheets that are read back."""
