"""Time off: what is made up for and where, what is lost, how the way back goes; and routines that take turns."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping
from typing import Any

import pytest

from analysis import BlockPlan, DataError, Library, plan_block
from analysis.base.calendar import WEEKDAYS
from analysis.block import block_mapping, with_day
from analysis.library.additions import add_sheet_texts
from analysis.library.terms import HARD_RUNS, POLICIES, RUNS
from analysis.week.around_runs import why_spared


@pytest.fixture(scope="module")
def squats(library: Library) -> Library:
    """A library with a session of four straight sets for the legs, and one of light work."""
    sheets = {
        "legs": "exercise,dose\nGoblet squat,4 x 8-12\nLeg curl,4 x 8\n",
        "light": "exercise,dose\nBird dog,2 x 8\n",
    }
    return add_sheet_texts(library, sheets)


def season(library: Library, days: Mapping[str, Any], skip: Any = (), weeks: int = 6, **more: Any) -> BlockPlan:
    phase = {"name": "base", "weeks": weeks, "reps_step": 1, **days}
    skips = [{"from": first, "to": last} for first, last in skip]
    block: dict[str, Any] = {"name": "Season", "start": "2027-01-04", "phase": [phase], "skip": skips}
    return plan_block(library, block | more)


def sets_on(plan: BlockPlan) -> dict[str, int]:
    """Return the sets of each day."""
    days = plan.prescriptions.groupby("date")["sets_max"].sum()
    return {day.strftime("%m-%d"): int(count) for day, count in days.items()}


def sums_hold(plan: BlockPlan) -> bool:
    """Whether planned and lost together are what was given, over the whole block."""
    total = plan.allocation.sum(numeric_only=True)
    return all(total[f"planned_{end}"] + total[f"lost_{end}"] == total[f"given_{end}"] for end in ("min", "max"))


TWICE = {"mon": "legs", "thu": "legs"}


@pytest.mark.parametrize(
    ("skip", "back", "sets", "next_sets", "note"),
    [
        (("2027-01-11", "2027-01-17"), "01-18", 6, 8, "a week off"),  # one set less of both exercises, once
        (("2027-01-11", "2027-01-24"), "01-25", 4, 4, "2 weeks off"),  # half for a week
        (("2027-01-11", "2027-01-31"), "02-01", 4, 4, "3 weeks off"),
        (("2027-01-09", "2027-01-10"), "01-11", 8, 8, ""),  # nothing stood there
    ],
)
def test_the_way_back_has_less(
    squats: Library, skip: tuple[str, str], back: str, sets: int, next_sets: int, note: str
) -> None:
    plan = season(squats, TWICE, [skip])
    days = sets_on(plan)
    first = list(days).index(back)
    assert list(days.values())[first : first + 3] == [sets, next_sets, 8]
    assert all(note in text for text in plan.sessions["note"].dropna())
    assert plan.sessions["note"].notna().sum() == bool(note) + (sets == next_sets == 4)
    assert sums_hold(plan)
    assert "after-break" not in plan.check()["check"].tolist()
    own = season(squats, TWICE, [skip], way_back="own")
    assert set(sets_on(own).values()) == {8}


@pytest.mark.parametrize(
    ("last", "day", "sets"),
    [("2027-01-19", "2027-01-22", 6), ("2027-01-26", "2027-01-29", 4)],  # one set less of both; half
)
def test_the_way_back_is_of_strength_sets_not_of_the_warm_up_before_them(
    squats: Library, last: str, day: str, sets: int
) -> None:
    plan = season(squats, {"wed": "run_forever", "fri": "legs"}, [("2027-01-11", last)], weeks=5)
    noted = plan.sessions[plan.sessions["note"].notna()]
    assert noted[["date", "routine_id"]].astype("str").to_numpy().tolist() == [[day, "legs"]]
    assert sets_on(plan)[day[5:]] == sets
    assert "after-break" not in plan.check()["check"].tolist()
    # A block of nothing but warm-ups has nothing to lessen, and says nothing.
    warm_ups = season(squats, {"wed": "run_forever"}, [("2027-01-11", last)], weeks=5)
    assert warm_ups.sessions["note"].isna().all()


def test_what_comes_back_heavier_than_it_was_is_told(squats: Library) -> None:
    def told(load: list[str], last: str = "2027-01-17") -> list[str]:
        plan = season(squats, {"mon": "legs", "override": {"goblet_squat": {"load": load}}}, [("2027-01-11", last)], 4)
        found = plan.check()
        return found.loc[found["check"] == "after-break", "message"].tolist()

    assert told(["32 kg", "36 kg", "40 kg", "40 kg"]) == [
        "Goblet squat comes back with 40 kg after 13 days off; last 32 kg"
    ]
    assert told(["32 kg"] * 4) == told(["32 kg", "32 kg", "blue band", "40 kg"]) == []
    assert told(["32 kg", "32 kg", "40 kg", "35 kg"], "2027-01-24") == []  # of 35 kg it has 85-90 %
    assert told(["32 kg", "32 kg", "40 kg", "40 kg"], "2027-01-24") == [
        "Goblet squat comes back with 34-36 kg (85-90 % of 40 kg) after 20 days off; last 32 kg"
    ]


@pytest.mark.parametrize("days", [7, 21, 35])
@pytest.mark.parametrize("first", ["2027-01-04", "2027-01-25"])
def test_a_block_does_not_warn_of_its_own_way_back(library: Library, first: str, days: int) -> None:
    jumps = add_sheet_texts(library, {"jumps": "exercise,dose\nPogo hop,4 x 20\nGoblet squat,4 x 8\n"})
    last = datetime.date.fromisoformat(first) + datetime.timedelta(days=days - 1)
    plan = season(jumps, {"mon": "jumps", "thu": "jumps"}, [(first, last.isoformat())], weeks=12, missed="shift")
    assert not {"ramp", "after-break"} & set(plan.check()["check"])


def test_loads_on_the_way_back_are_lower_and_say_why(squats: Library) -> None:
    def loads(last: str, load: str, **more: Any) -> list[str]:
        plan = season(squats, {"mon": "legs", "load": load}, [("2027-01-11", last)], **more)
        row = plan.grid[plan.grid["exercise_id"] == "goblet_squat"]
        return row.loc[row["sessions"] > 0, "load"].tolist()

    assert loads("2027-01-24", "40 kg") == ["40 kg", "34-36 kg (85-90 % of 40 kg)", "40 kg", "40 kg"]
    assert loads("2027-01-17", "40 kg") == ["40 kg"] * 5, "after one week the load stays"
    assert loads("2027-01-24", "40 kg", way_back="own") == ["40 kg"] * 4
    shares = loads("2027-01-31", "70 %", maxima={"goblet_squat": "100 lb"})
    assert shares[:2] == ["70 % (70 lb)", "60-63 lb (85-90 % of 70 %, 70 lb)"]
    assert loads("2027-01-24", "heavy dumbbell")[1] == "heavy dumbbell (85-90 % of it)"
    # The load of a step is lowered too, and goes on from where it was: what is lower earns no step.
    progress = {"goblet_squat": {"reps": [8, 8], "load": "20 kg", "step": "2 kg"}}
    plan = season(squats, TWICE | {"progress": progress}, [("2027-01-18", "2027-01-31")])
    row = plan.grid[plan.grid["exercise_id"] == "goblet_squat"]
    assert row["load"].fillna("").tolist() == ["20 kg", "22 kg", "", "", "18.5-20 kg (85-90 % of 22 kg)", "22 kg"]
    # Nor is a step taken where a week off leaves a session in each week.
    thrice = dict.fromkeys(("mon", "tue", "fri"), "legs")
    plan = season(squats, thrice | {"progress": progress}, [("2027-01-13", "2027-01-19")], weeks=4)
    row = plan.grid[plan.grid["exercise_id"] == "goblet_squat"]
    assert row["load"].tolist() == ["20 kg", "22 kg", "22 kg", "24 kg"]


def test_what_is_not_made_up_for_says_why(squats: Library) -> None:
    runs = {"tue": "hard", "wed": "hard", "fri": "long", "sat": "hard", "sun": "hard"}
    shifted = {"weeks": 4, "missed": "shift"}
    says = {
        "the day before a hard run, the day before a long run or too near": season(
            squats, TWICE, [("2027-01-18", "2027-01-21")], runs=runs, **shifted
        ),
        "each is skipped as well or after the block": season(squats, TWICE, [("2027-01-25", "2027-01-31")], **shifted),
        "Warm-ups are not made up": season(squats, {"mon": "light"}, [("2027-01-18", "2027-01-18")], **shifted),
    }
    for words, plan in says.items():
        assert words in str(plan.say())
    assert "Nothing fits" not in str(season(squats, TWICE, [("2027-01-18", "2027-01-18")], **shifted).say())


def test_after_four_weeks_the_phase_starts_again(squats: Library) -> None:
    days = {**TWICE, "volume": [1, 0.5, 1, 1, 1, 1, 1.5, 1.5], "load": [f"{week} kg" for week in range(1, 9)]}
    plan = season(squats, days, [("2027-01-11", "2027-02-07")], weeks=8)
    squat = plan.prescriptions[plan.prescriptions["exercise_id"] == "goblet_squat"].drop_duplicates("week")
    assert squat[["week", "sets_max", "reps_min", "load"]].values.tolist() == [
        ["2027-W01", 4, 8, "1 kg"],
        ["2027-W06", 2, 8, "1 kg"],
        ["2027-W07", 2, 9, "2 kg"],
        ["2027-W08", 4, 10, "3 kg"],
    ]
    assert plan.allocation["factor"].tolist() == [1, 0.5, 1, 1, 1, 1, 0.5, 1]


@pytest.mark.parametrize(
    ("days", "skip", "more", "done"),
    [
        # A Wednesday goes to Thursday, and Friday's session with it to Saturday.
        (["mon", "wed", "fri"], "01-13", {}, ["11", "14", "16", "18"]),
        # A long Sunday keeps Saturday free of leg work: after the long run, then.
        (["mon", "thu"], "01-14", {"runs": {"sat": "long"}}, ["11", "16", "18"]),
        (["mon", "thu"], "01-14", {"runs": {"sat": "long"}, "strength": "separate"}, ["11", "18"]),
        # Later on the day of a hard run rather than on that of the long one.
        (["mon", "sun"], "01-11", {"runs": {"tue": "off", "wed": "long", "fri": "tempo"}}, ["15", "17", "18"]),
        (["mon", "thu"], "01-14", {"runs": dict.fromkeys(["fri", "sat", "sun"], "off")}, ["11", "18"]),
        # Into the week of a race nothing is moved, nor out of it.
        (["mon", "thu"], "01-14", {"race": "2027-01-20"}, ["11", "18"]),
        (["mon", "thu"], "01-14", {}, ["11", "15", "18"]),
        # A week takes no more days than its own: what a whole week has lost is not doubled in the next.
        (["mon", "thu"], "01-11 01-17", {}, ["18"]),
        (["mon", "thu"], "01-11 01-13", {}, ["14", "16", "18"]),
    ],
)
def test_what_is_missed_is_made_up_for_where_there_is_room(
    squats: Library, days: list[str], skip: str, more: Any, done: list[str]
) -> None:
    first, *last = skip.split()
    skips = [(f"2027-{first}", f"2027-{(last or [first])[0]}")]
    plan = season(squats, dict.fromkeys(days, "legs"), skips, missed="shift", **more)
    dates = [
        day.strftime("%d") for day in plan.sessions["date"] if "2027-01-11" <= day.strftime("%Y-%m-%d") <= "2027-01-18"
    ]
    assert dates == done
    assert sums_hold(plan)
    assert len(plan.sessions) + len(plan.lost) == 6 * len(days)


def shifted(seed: int, library: Library) -> tuple[BlockPlan, BlockPlan]:
    """Return a random block whose missed sessions are made up for, and the same whose are lost."""
    dice = random.Random(seed)
    start = datetime.date(2027, 1, 4)
    days = {day: dice.choice(["legs", "light"]) for day in WEEKDAYS if dice.random() < 0.45} or {"mon": "legs"}
    runs = {day: dice.choice(RUNS) for day in WEEKDAYS if dice.random() < 0.4}
    skips = []
    for _ in range(dice.randint(1, 3)):
        first = start + datetime.timedelta(days=dice.randrange(40))
        skips.append(
            (first, min(first + datetime.timedelta(days=dice.choice([0, 0, 1, 3, 7, 15])), datetime.date(2027, 2, 14)))
        )
    more = {
        "runs": runs,
        "strength": dice.choice(POLICIES),
        "race": start + datetime.timedelta(days=dice.randint(20, 41)),
    }
    plans = (season(library, days, skips, missed=word, way_back="own", **more) for word in ("shift", "drop"))
    first_plan, second_plan = plans
    return first_plan, second_plan


@pytest.mark.parametrize("seeds", [range(8), pytest.param(range(8, 200), marks=pytest.mark.slow)], ids=["8", "200"])
def test_random_blocks_make_up_for_what_they_can_and_keep_the_rules(squats: Library, seeds: Any) -> None:
    made_up = 0
    for seed in seeds:
        plan, dropped = shifted(seed, squats)
        spec, sessions = plan.spec, plan.sessions
        assert sums_hold(plan)
        assert len(sessions) + len(plan.lost) == len(dropped.sessions) + len(dropped.lost)
        assert len(sessions) >= len(dropped.sessions)
        strong = sessions[sessions["routine_id"] == "legs"]
        assert strong["template_date"].is_monotonic_increasing  # the order is kept
        assert not strong["date"].duplicated().any()  # nothing is doubled
        moved = sessions[sessions["date"] != sessions["template_date"]]
        made_up += len(sessions) - len(dropped.sessions)
        legs = sessions.loc[sessions["routine_id"] == "legs", "date"].tolist()
        for date, home, routine in moved[["date", "template_date", "routine_id"]].itertuples(index=False):
            day = date.date()
            assert 0 < (date - home).days <= 7
            assert spec.skip_on(day) is None
            assert not any(0 <= (race.date - each).days < 7 for race in spec.race for each in (day, home.date()))
            assert routine == "legs"  # a warm-up stays with its run
            after = spec.run_on(day + datetime.timedelta(days=1))
            assert not why_spared(spec.run_on(day), after, spec.strength)
            assert not (spec.strength != "own" and after in HARD_RUNS)
            assert all(other == date or abs((other - date).days) > 1 for other in legs)
        template = [names for names in spec.phase[0].template.values() if "legs" in names]
        assert strong.groupby("week").size().max() <= len(template) or not template
    assert made_up > 0


AB = "exercise,dose\nGoblet squat,{} x 8-12\nLeg curl,{} x 8-12\n"


@pytest.fixture(scope="module")
def turns(library: Library) -> Library:
    return add_sheet_texts(library, {"a": AB.format(4, 3), "b": AB.format(2, 5)})


@pytest.mark.parametrize(
    ("typed", "weeks"),
    [
        ({"days": ["mon", "wed", "fri"]}, ["01-04 a, 01-06 b, 01-08 a", "01-11 b, 01-13 a, 01-15 b"]),
        ({"every": 3}, ["01-04 a, 01-07 b, 01-10 a", "01-13 b, 01-16 a"]),
        (
            {"every": 3, "start": "2027-01-06"},
            ["01-06 a, 01-09 b", "01-12 a, 01-15 b"],
        ),  # the turns begin with the block
        ({"days": ["tue"], "thu": "b"}, ["01-05 a, 01-07 b", "01-12 b, 01-14 b"]),
    ],
)
@pytest.mark.parametrize("volume", [1, 0.8, [1.3, 0.6]])
def test_routines_take_turns_and_every_week_comes_as_near_as_whole_sets_do(
    turns: Library, typed: dict[str, Any], weeks: list[str], volume: Any
) -> None:
    start = {"start": typed["start"]} if "start" in typed else {}
    days = {name: value for name, value in typed.items() if name != "start"}
    plan = season(turns, {"cycle": ["a", "b"], **days, "volume": volume}, weeks=2, **start)
    listed = plan.sessions["date"].dt.strftime("%m-%d") + " " + plan.sessions["routine_id"]
    assert listed.groupby(plan.sessions["week"]).agg(", ".join).tolist() == weeks
    factors = volume if isinstance(volume, list) else [volume] * 2
    for number, (week, factor) in enumerate(zip(weeks, factors, strict=True)):
        published = 7 * len(week.split(", "))
        row = plan.allocation.iloc[number]
        assert row["published_max"] == published
        assert row["asked_max"] == pytest.approx(factor * published)
        assert row["given_max"] == row["planned_max"] == round(factor * published)  # no half sets in these cases
    assert sums_hold(plan)
    again = plan_block(turns, block_mapping(plan.spec))
    assert again.sessions.equals(plan.sessions)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"cycle": ["a", "b"]}, "needs its days"),
        ({"cycle": ["a", "b"], "days": ["mon"], "every": 3}, "days and every, which contradict"),
        ({"mon": "a", "every": 3}, "without a cycle"),
        ({"cycle": ["a", "c"], "every": 3}, "unknown routine"),
        ({"cycle": ["a", "b"], "days": ["mon"], "mon": "a"}, "a day of the cycle"),
        ({"cycle": ["a", "b"], "days": ["mon"], "suggest": 2}, "beside a cycle"),
    ],
)
def test_a_cycle_that_cannot_be_is_told(turns: Library, typed: dict[str, Any], told: str) -> None:
    with pytest.raises(DataError, match=told):
        season(turns, typed)


def test_a_phase_may_end_before_the_first_turn(turns: Library) -> None:
    plan = season(turns, {"cycle": ["a", "b"], "days": ["mon"]}, weeks=1, start="2027-01-06")
    assert plan.sessions.empty
    assert plan.allocation["given_max"].tolist() == [0]


def test_a_day_of_a_cycle_may_become_the_days_own(turns: Library) -> None:
    plan = season(turns, {"cycle": ["a", "b"], "days": ["mon", "wed"]}, weeks=2)
    changed = plan_block(turns, with_day(plan.spec, "base", "wed", "a"))
    assert changed.sessions["routine_id"].tolist() == ["a", "a", "b", "a"]
