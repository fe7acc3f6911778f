"""Rules without a literal text in words (contract §7.1), and periods called as they may be typed."""

from __future__ import annotations

import datetime as dt
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.offices import rule
from tests.support.terms import speaking

from ct58.domain.time.dates import parse_period
from ct58.domain.time.deadline_words import LeaningOn, read_deadline
from ct58.domain.time.deadlines import After, DeadlineRule, occurrences
from ct58.domain.time.due_days import WEEKDAYS, Cycle, MonthDay, WeekDay, YearDay
from ct58.domain.time.period import CALENDAR_KINDS, Period
from ct58.render.words.rules import counts_text, day_text, rule_text, whole_rule_text

VI, EN = speaking("vi"), speaking("en")


@pytest.mark.parametrize(
    ("deadline", "vietnamese", "english"),
    [
        (
            rule(every="quarter", on=MonthDay(day=20)),
            "chậm nhất ngày 20 tháng cuối quý",
            "by day 20 of the last month of each quarter",
        ),
        (
            rule(every="quarter", on=MonthDay(day=31, of="first_month")),
            "chậm nhất ngày cuối tháng đầu quý",
            "by the last day of the first month of each quarter",
        ),
        (
            rule(every="month", on=MonthDay(day=25), due_after=-1),
            "trước ngày 25 hằng tháng",
            "before day 25 of each month",
        ),
        (
            rule(every="month", on=MonthDay(day=5, of="next_month")),
            "chậm nhất ngày 05 tháng sau",
            "by day 5 of the month after",
        ),
        (
            rule(every="half", on=MonthDay(day=25)),
            "chậm nhất ngày 25 tháng cuối kỳ 6 tháng",
            "by day 25 of the last month of each half-year period",
        ),
        (
            rule(every="week", on=WeekDay(weekday="friday")),
            "chậm nhất thứ Sáu hằng tuần",
            "by Friday of each week",
        ),
        (rule(every="year", on="12-10"), "chậm nhất ngày 10/12 hằng năm", "by 12-10 of each year"),
        (
            rule(every="year", on=("06-15", "12-15")),
            "chậm nhất ngày 15/6, 15/12 hằng năm",
            "by 06-15, 12-15 of each year",
        ),
        (
            rule(every="year", on=YearDay(date="03-31", year="next")),
            "chậm nhất ngày 31/3 năm sau",
            "by 03-31 of the year after",
        ),
        (rule(every="year", in_=12), "đến hết tháng 12 hằng năm", "by the end of month 12 of each year"),
        (
            rule(every="year", in_="Q4", due_after=-5),
            "05 ngày trước ngày cuối quý IV hằng năm",
            "5 days before the end of quarter IV of each year",
        ),
        (rule(every=Cycle(years=2)), "chậm nhất ngày cuối mỗi 02 năm", "by the last day of each 2 years"),
        (
            rule(every=Cycle(months=4), due_after=-10),
            "10 ngày trước ngày cuối mỗi 04 tháng",
            "10 days before the last day of each 4 months",
        ),
        (
            rule(every=Cycle(years=2), on="12-10"),
            "chậm nhất ngày 10/12 năm cuối mỗi 02 năm",
            "by 12-10 of the last year of each 2 years",
        ),
        (
            rule(after=After(item="NV-03", event="issued", days=30)),
            "trong 30 ngày kể từ khi NV-03 đã ban hành",
            "within 30 days after NV-03 is issued",
        ),
        (
            rule(within="2025-Q3..2026-Q2"),
            "trong thời gian từ quý III/2025 đến quý II/2026",
            "within 2025-Q3..2026-Q2",
        ),
    ],
)
def test_every_rule_prints_itself(deadline: DeadlineRule, vietnamese: str, english: str) -> None:
    """As the office would write it."""
    assert (rule_text(deadline, VI), rule_text(deadline, EN)) == (vietnamese, english)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (MonthDay(day=20), "ngày 20 tháng cuối kỳ"),
        (WeekDay(weekday="friday"), "thứ Sáu hằng tuần"),
        (("06-15", "12-15"), "ngày 15/6, 15/12 hằng năm"),
        (YearDay(date="03-31", year="next"), "ngày 31/3 năm sau"),
    ],
)
def test_a_day_is_told_by_itself_too(day: Any, text: str) -> None:
    """Where an amendment changes it."""
    assert day_text(day, VI) == text


def test_what_a_day_off_does_and_from_when_data_run_is_said() -> None:
    """Behind the rule, and beside it."""
    moving = rule(every="month", from_="2021-04-15", on_holiday="next")
    assert whole_rule_text(moving, VI) == (
        "chậm nhất ngày cuối mỗi tháng; từ 15/4/2021; rơi vào ngày nghỉ thì lùi sang ngày làm việc liền sau"
    )
    assert counts_text(15, VI) == "từ ngày 15 tháng liền trước đến ngày 14 tháng cuối kỳ"


FREQUENCIES: tuple[Any, ...] = ("month", "quarter", "half", "year", Cycle(years=2), Cycle(months=4))
MONTHS: tuple[Any, ...] = ("first_month", "last_month", "next_month", "previous_month")
BY_YEARS: tuple[Any, ...] = ("year", Cycle(years=2))
YEARS: tuple[Any, ...] = ("previous", "same", "next")
LATER = (0, -1, -10, 5, 40, 100)
RULES: list[DeadlineRule] = [
    *(
        rule(by=time)
        for time in ("2025-06-30", "2025-Q2", "2025", "2025-H1", "2025-H2", "2025-9M", "2025-W15")
    ),
    *(rule(within=time) for time in ("2025-Q3..2026-Q2", "2021..2025", "2025-03-01..2025-06-20")),
    *(rule(by=time) for time in ("2021-01..2021-04", "2021..2022")),
    rule(before="2025-06-30"),
    *(
        rule(every=every, at=at, due_after=days)
        for every, at, days in product(("week", *FREQUENCIES), ("start", "end"), LATER)
    ),
    *(
        rule(every=every, on=MonthDay(day=day, of=of), due_after=days)
        for every, day, of, days in product(FREQUENCIES, (5, 20, 31), MONTHS, (0, -1, 3))
    ),
    *(
        rule(every="week", on=WeekDay(weekday=day), due_after=days)
        for day, days in product(WEEKDAYS, (0, -1, 2))
    ),
    *(
        rule(every=every, in_=part, at=at, due_after=days)
        for every, part, at, days in product(
            BY_YEARS, ("Q2", "H1", "H2", 12, "12-15", "02-20"), ("start", "end"), (0, -1, 5, 15, -20)
        )
    ),
    *(rule(every="year", on=("06-15", "12-15"), due_after=days) for days in LATER),
    *(
        rule(every=every, on=on, due_after=days)
        for every, on, days in product(
            BY_YEARS, ("12-10", "02-29", *(YearDay(date="03-31", year=year) for year in YEARS)), LATER
        )
    ),
    rule(after=After(item="NV-03", event="issued", days=30)),
    rule(every="year", after=After(item="NV-03", event="completed", days=5)),
    rule(by="2025-05-04", on_holiday="next"),
    rule(every="quarter", from_="2025", until="2026-06-30", lapses_after=10, on_holiday="previous"),
    rule(every="month", from_="2025-04-15", on_holiday="keep"),
    rule(
        every="quarter",
        exceptions={Period.parse("2025-Q2"): dt.date(2025, 7, 15), Period.parse("2026"): "end"},
        due_after=-10,
    ),
]


def test_what_a_rule_says_of_itself_is_read_as_that_rule() -> None:
    """Of every kind: the same times, due on the same days for twelve years, and nothing of it taken for a reading."""
    items = LeaningOn(item={"nv-03": "NV-03"}.get)
    wrong = [
        text
        for deadline in RULES
        if (found := read_deadline(text := whole_rule_text(deadline, VI), items)) is None
        or found.assumed
        or _means(found) != _means(deadline)
    ]
    assert not wrong, wrong[:5]
    assert len(RULES) > 400


def _means(deadline: DeadlineRule) -> tuple[object, ...]:
    days = occurrences(deadline, dt.date(2021, 4, 7), Period.span(2021, 2032))
    return days, deadline.after, deadline.on_holiday, deadline.lapses_after


DAYS = st.dates(dt.date(2015, 1, 5), dt.date(2035, 12, 28))
NAMED = st.one_of(
    st.builds(Period.containing, DAYS, st.sampled_from(CALENDAR_KINDS)),
    DAYS.map(Period.up_to),
    st.tuples(DAYS, DAYS).map(lambda days: Period.between(min(days), max(days))),
    st.tuples(DAYS, DAYS, st.sampled_from(["week", "month", "quarter", "half"])).map(
        lambda found: Period.between(*(Period.containing(day, found[2]) for day in sorted(found[:2])))  # type: ignore[arg-type]
    ),
)


@settings(max_examples=80)
@given(NAMED)
def test_a_period_may_be_typed_as_it_is_called(period: Period) -> None:
    """On every screen, in documents (weeks have their days behind them there), and by its key."""
    assert parse_period(VI.period(period)) == period
    assert parse_period(str(period)) == period
    assert parse_period(VI.long_period(period).partition(" (")[0]) == period
