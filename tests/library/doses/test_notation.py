"""The dose notation: what it reads, what it refuses, and that printing and reading are inverse.

Also of library/doses/dose.py, library/doses/dose_tokens.py, library/doses/dose_quantities.py,
library/doses/dose_sides.py, library/doses/dose_beside.py, library/doses/dose_amounts.py, library/doses/dose_series.py,
library/doses/dose_words.py, library/coding.py, library/coding_rules.py, library/labels.py, library/schema.py,
library/sheets/sheet_text.py, library/table_checks.py, library/terms.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st

from analysis import Dose, DoseError, parse_dose
from analysis.base.csv_text import read_rows
from analysis.library.doses.dose import LIMITS

READ = {
    "3 x 10": "3 x 10",
    "3x10": "3 x 10",
    " 3 X 10 Reps ": "3 x 10",
    "3 × 10–12": "3 x 10-12",
    "3*10 to 12": "3 x 10-12",
    "3 sets of 10 reps per side": "3 x 10 per side",
    "3 sets x 10 repetitions": "3 x 10",
    "1 set of 5 each direction": "1 x 5 per direction",
    "2-3 x 8-12": "2-3 x 8-12",
    "2 to 3 sets of 8 to 12": "2-3 x 8-12",
    "10-15 each side": "10-15 per side",
    "10 PER LEG": "10 per side",
    "10 each arm": "10 per side",
    "12/side": "12 per side",
    "30 s per side": "30 s per side",
    "30s": "30 s",
    "30 sec": "30 s",
    "30 seconds": "30 s",
    "2 x 30-45 s": "2 x 30-45 s",
    "1 min": "60 s",
    "1 min 30 s": "90 s",
    "1min30s": "90 s",
    "1-2 min": "60-120 s",
    "30 s to 1 min": "30-60 s",
    "3 x 1 minute per side": "3 x 60 s per side",
    "2 x 10-12 per side, hold 3-5 s": "2 x 10-12 per side, hold 3-5 s",
    "2 x 8 per leg , HOLD 1 second": "2 x 8 per side, hold 1 s",
    "8, hold 1 min": "8, hold 60 s",
    "20 x 200": "20 x 200",
    "3600 s": "3600 s",
    "60 min": "3600 s",
    "008": "8",
    "3setsof10perside": "3 x 10 per side",
    "30 s to 1 min 30 s": "30-90 s",
}


@pytest.mark.parametrize("text", READ)
def test_reads(text: str) -> None:
    assert str(parse_dose(text)) == READ[text]
    assert parse_dose(READ[text]) == parse_dose(text)


def test_fields_are_none_where_blank() -> None:
    given = {name: value for name, value in vars(parse_dose("2 x 10-12 per side, hold 3-5 s")).items() if value}
    assert given == {
        "sets_min": 2,
        "sets_max": 2,
        "reps_min": 10,
        "reps_max": 12,
        "hold_s_min": 3,
        "hold_s_max": 5,
        "per": "side",
    }
    timed = parse_dose("30 s")
    assert (timed.sets_min, timed.reps_min, timed.work_s_min, timed.hold_s_min, timed.per) == (
        None,
        None,
        30,
        None,
        None,
    )


STYLES = read_rows((Path(__file__).parent / "dose_styles.csv").read_text(encoding="utf-8"), "dose_styles.csv")[1:]


@pytest.mark.parametrize(("text", "reads", "told"), [cells for _, cells in STYLES])
def test_reads_what_coaches_write_or_says_what_to_write(text: str, reads: str, told: str) -> None:
    if reads == "refused":
        with pytest.raises(DoseError) as caught:
            parse_dose(text)
        assert f"^ {told}\n" in str(caught.value)
        assert "for example: " in str(caught.value)
        return
    dose = parse_dose(text)
    assert (str(dose), dose.remark or "") == (reads, told)
    assert parse_dose(str(dose)) == dose
    assert str(dose).startswith(dose.core)


# Text, place of the caret, and a word of the reason.
REFUSED = [
    ("", 0, "expected a number"),
    ("   ", 0, "expected a number"),
    ("3 x", 3, "ends"),
    ("0 x 10", 0, "1 to 20"),
    ("21 x 10", 0, "1 to 20"),
    ("3 x 0", 4, "1 to 200"),
    ("3 x 201", 4, "1 to 200"),
    ("0 s", 0, "1 to 3600"),
    ("3601 s", 0, "1 to 3600"),
    ("61 min", 0, "1 to 3600"),
    ("8, hold 0 s", 8, "1 to 3600"),
    ("12-8", 0, "smaller"),
    ("3-2 x 8", 0, "smaller"),
    ("45-30 s", 0, "smaller"),
    ("10.5", 0, "only whole numbers are read"),
    ("10,5", 3, "two amounts: of one exercise there is on"),
    ("-5", 0, "number"),
    ("10-", 2, "did not expect this"),
    ("10--12", 2, "did not expect this"),
    ("10 per", 3, "expected a side"),
    ("3 x 10 x 2", 7, "did not expect"),
    ("3 x 10, hold", 12, "how long is it held?"),
    ("3 x 10, hold 3", 14, "s or min"),
    ("3 x 10 per side per leg", 16, "did not expect"),
    ("3 of 10", 2, "did not expect"),
    ("1 min 30-45 s", 6, "work, hold or rest?"),
    ("=1+1", 0, "expected a number"),
    ("3 x 10 <script>", 7, "cannot read"),
    ("9" * 5000, 0, "too large"),
    ("3 x 10\0", 6, "cannot read"),
    ("10, hold 1 s - 90-2 s", 17, "s or min"),
    ("1 to 1 min 30 s", 11, "did not expect"),
    ("1s-" * 3000 + "1s", 0, "3001 sets; allowed: 1 to 20"),
]


@pytest.mark.parametrize(("text", "place", "why"), REFUSED)
def test_refuses_with_a_caret_and_an_example(text: str, place: int, why: str) -> None:
    with pytest.raises(DoseError) as caught:
        parse_dose(text)
    assert isinstance(caught.value, ValueError)
    lines = str(caught.value).splitlines()
    caret = next(line for line in lines if line.lstrip().startswith("^"))
    assert caret.index("^") - 2 == place
    assert why in caret
    assert lines[-1].startswith("  for example: ")
    assert max(len(line) for line in lines) < 160


@pytest.mark.parametrize("text", ["8-Dec", "Dec-8", "12.Aug", "2026-08-12", "8/12/2026", "Okt-15"])
def test_names_dates_that_a_spreadsheet_made(text: str) -> None:
    with pytest.raises(DoseError, match="format the column as text"):
        parse_dose(text)


@pytest.mark.parametrize("value", [None, 3, 3.5, float("nan"), b"3 x 10"])
def test_refuses_what_is_no_text(value: Any) -> None:
    with pytest.raises(DoseError, match="a dose is a text"):
        parse_dose(value)


def ranges(part: str) -> st.SearchStrategy[tuple[int, int]]:
    number = st.integers(*LIMITS[part])
    return st.tuples(number, number).map(lambda pair: (min(pair), max(pair)))


@st.composite
def doses(draw: st.DrawFn) -> Dose:
    parts: dict[str, Any] = {"per": draw(st.sampled_from([None, "side", "direction"]))}
    chosen = [draw(st.sampled_from(["reps", "work_s"]))]
    chosen += [part for part in ("sets", "hold_s") if draw(st.booleans())]
    for part in chosen:
        parts[f"{part}_min"], parts[f"{part}_max"] = draw(ranges(part))
    return Dose(**parts)


@given(doses())
def test_reading_after_printing_is_the_identity(dose: Dose) -> None:
    assert parse_dose(str(dose)) == dose


@given(doses(), st.sampled_from(["{}", " {} ", "{} "]), st.booleans())
def test_case_and_spacing_do_not_matter(dose: Dose, frame: str, upper: bool) -> None:
    text = frame.format(str(dose)).replace(" x ", "X").replace(", ", " ,  ")
    assert parse_dose(text.upper() if upper else text) == dose


@given(st.text(max_size=40))
def test_any_other_text_is_a_dose_or_a_dose_error(text: str) -> None:
    try:
        dose = parse_dose(text)
    except DoseError:
        return
    assert parse_dose(str(dose)) == dose


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"reps_min": 5, "reps_max": 5, "work_s_min": 30, "work_s_max": 30},
        {"reps_min": 5},
        {"reps_min": 5, "reps_max": 4},
        {"reps_min": 5, "reps_max": 5, "sets_min": 0, "sets_max": 1},
        {"reps_min": 5, "reps_max": 5, "per": "leg"},
        {"reps_min": 5.0, "reps_max": 5.0},
        {"reps_min": True, "reps_max": True},
        {"reps_min": "5", "reps_max": "5"},
    ],
)
def test_a_dose_out_of_bounds_cannot_be_made(parts: dict[str, Any]) -> None:
    with pytest.raises(DoseError):
        Dose(**parts)


def test_whole_numbers_of_other_libraries_are_taken() -> None:
    number = np.int64(5)
    assert Dose(reps_min=number, reps_max=number) == Dose(reps_min=5, reps_max=5)


# Ways in which coaches write each part of a dose, by the part; what they write is put together at random.
SETS_STYLES = ("{} x ", "{}x", "{} sets of ", "{} sets x ", "{} rounds of ", "{}× ", "{} sets, ", "{} X ")
RANGE_STYLES = ("{}-{}", "{} to {}", "{}–{}", "{} - {}")
REPS_STYLES = ("{}", "{} reps", "{}reps", "{} repetitions")
SECONDS_STYLES = ("{} s", "{}s", "{} sec", "{} secs", "{} seconds", '{}"', "{}''")
METRES_STYLES = ("{} m", "{}m", "{} metres", "{} meters")
OPEN_STYLES = ("AMRAP", "max", "max reps", "as many as possible")
SIDE_STYLES = {
    None: ("",),
    "side": (
        " per side",
        " each leg",
        "/side",
        " e/s",
        " ea side",
        " (each arm)",
        ", each side",
        " L/R",
        " p/s",
        " ea leg",
    ),
    "direction": (" per direction", " each way", " in each direction"),
}
HOLD_STYLES = (", hold {} s", " ({}s hold)", " with {} sec pause", ", {} s hold")
LOAD_STYLES = {
    "20 kg": (" @ 20 kg", " w/ 20kg", ", 20 kg", " with 20 kg", " (20kg)"),
    "70-75 % 1RM": (" @ 70-75%", " @70-75 % 1RM", ", 70-75%"),
    "bodyweight": (" BW", " @ bodyweight", ", bodyweight"),
    "2 x 16 kg": (" @ 2 x 16 kg", " with 2x16kg"),
    "red band": (" w/ red band", " (red band)"),
}
EFFORT_STYLES = {
    "RPE 8": (" @ RPE 8", " RPE8", " @RPE 8", ", 8 RPE", " (RPE 8)"),
    "RIR 2": (", 2 RIR", " RIR 2", " @ 2RIR", ", 2 reps in reserve"),
    "easy": (" easy", " (easy)"),
}
TEMPO_STYLES = {
    "3-1-1": (" tempo 3-1-1", " (tempo 3-1-1)", ", tempo 3/1/1", " @ 3-1-1"),
    "3-0-X-1": (", 3-0-X-1", ", tempo 30X1", " tempo 3-0-x-1"),
    "3 s down": (", 3s lower", " with 3 s eccentric", ", 3 sec lowering"),
    "slow": (", slow", " (slow)"),
}
REST_STYLES = (", rest {} s", " w/ {}s rest", ", {} s rest", " (rest {} sec)", ", {}s between sets")


@st.composite
def styled(draw: st.DrawFn) -> tuple[str, Dose]:
    """Write a random dose in random styles, its parts beside it in any order."""

    def span_of(part: str, most: int) -> str:
        low, high = sorted((draw(st.integers(1, most)), draw(st.integers(1, most))))
        parts[f"{part}_min"], parts[f"{part}_max"] = low, high
        return str(low) if low == high else draw(st.sampled_from(RANGE_STYLES)).format(low, high)

    parts: dict[str, Any] = {"per": draw(st.sampled_from([*SIDE_STYLES]))}
    text = draw(st.sampled_from(SETS_STYLES)).format(span_of("sets", 20)) if draw(st.booleans()) else ""
    kind = draw(st.sampled_from(["reps", "work_s", "distance_m", "open"]))
    if kind == "open":
        text = text or "2 x "
        parts |= {"open": "all", "effort": "AMRAP"} | ({} if "sets_min" in parts else {"sets_min": 2, "sets_max": 2})
        text += draw(st.sampled_from(OPEN_STYLES))
    else:
        styles, most = {
            "reps": (REPS_STYLES, 200),
            "work_s": (SECONDS_STYLES, 300),
            "distance_m": (METRES_STYLES, 400),
        }[kind]
        text += draw(st.sampled_from(styles)).format(span_of(kind, most))
    text += draw(st.sampled_from(SIDE_STYLES[parts["per"]]))
    if kind == "reps" and draw(st.booleans()):
        seconds = draw(st.integers(1, 60))
        parts["hold_s_min"] = parts["hold_s_max"] = seconds
        text += draw(st.sampled_from(HOLD_STYLES)).format(seconds)
    beside = []
    for name, styles_of in (("load", LOAD_STYLES), ("effort", EFFORT_STYLES), ("tempo", TEMPO_STYLES)):
        if draw(st.booleans()) and (name != "tempo" or kind == "reps") and name not in parts:
            parts[name] = draw(st.sampled_from([*styles_of]))
            beside.append(draw(st.sampled_from(styles_of[parts[name]])))
    if draw(st.booleans()):
        parts["rest_s_min"] = parts["rest_s_max"] = seconds = draw(st.integers(15, 300))
        beside.append(draw(st.sampled_from(REST_STYLES)).format(seconds))
    return text + "".join(draw(st.permutations(beside))), Dose(**parts)


@given(styled())
def test_a_dose_in_any_style_is_read_as_it_was_meant(case: tuple[str, Dose]) -> None:
    text, dose = case
    assert parse_dose(text) == dose
    assert parse_dose(str(dose)) == dose
