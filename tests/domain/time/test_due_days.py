"""The calendars that offices have (contract §7.1): each wording as a rule, and every rule against a calculation of its own."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.offices import HORIZON, ISSUED_ON, rule

from ct58.domain.records.event_rules import EVENT_KINDS, event_rule
from ct58.domain.time.days import is_free, moved
from ct58.domain.time.deadlines import After, Awaited, DeadlineRule, WorkingDays, due_after_event, occurrences
from ct58.domain.time.due_days import WEEKDAYS, Cycle, MonthDay, WeekDay, YearDay, counted_time
from ct58.domain.time.period import Period

FIRST_YEAR, LAST_YEAR = 2021, 2025
BEGIN = dt.date(2021, 1, 1)
HOLIDAYS = (dt.date(2021, 4, 30), dt.date(2021, 5, 3), dt.date(2025, 1, 1))


def named(deadline: DeadlineRule, **work: Any) -> dict[str, str]:
    """Each occurrence with its day, in a programme of 7 April 2021 that runs to 2025."""
    found = occurrences(deadline, ISSUED_ON, HORIZON, WorkingDays(**work))
    return {entry.key: str(entry.due) for entry in found}


LAST_20TH = MonthDay(day=20)


@pytest.mark.parametrize(
    ("text", "deadline", "count", "some"),
    [
        (
            "chậm nhất ngày 20 tháng của cuối quý",
            rule(every="quarter", on=LAST_20TH),
            19,
            {"2021-Q2": "2021-06-20", "2025-Q4": "2025-12-20"},
        ),
        (
            "ngày 10 tháng 12",
            rule(every="year", on="12-10"),
            5,
            {"2021": "2021-12-10", "2025": "2025-12-10"},
        ),
        (
            "ngày 25 của tháng cuối kỳ",
            rule(every="half", on=MonthDay(day=25)),
            10,
            {"2021-H1": "2021-06-25", "2025-H2": "2025-12-25"},
        ),
        (
            "trước ngày 25 hàng tháng",
            rule(every="month", on=MonthDay(day=25), due_after=-1),
            57,
            {"2021-04": "2021-04-24", "2024-02": "2024-02-24", "2025-12": "2025-12-24"},
        ),
        (
            "06 tháng: 15 tháng 6 và 15 tháng 12",
            rule(every="year", on=("06-15", "12-15")),
            10,
            {"2021@06-15": "2021-06-15", "2021@12-15": "2021-12-15", "2025@12-15": "2025-12-15"},
        ),
        (
            "17/12 (cấp xã)",
            rule(every="year", on="12-17", from_="2022", until="2023"),
            2,
            {"2022": "2022-12-17", "2023": "2023-12-17"},
        ),
        (
            "02 năm/lần",
            rule(every=Cycle(years=2)),
            2,
            {"2021..2022": "2022-12-31", "2023..2024": "2024-12-31"},
        ),
        (
            "04 tháng/lần",
            rule(every=Cycle(months=4)),
            15,
            {"2021-01..2021-04": "2021-04-30", "2025-09..2025-12": "2025-12-31"},
        ),
        (
            "thứ Sáu hằng tuần",
            rule(every="week", on=WeekDay(weekday="friday")),
            247,
            {"2021-W14": "2021-04-09", "2025-W01": "2025-01-03", "2025-W52": "2025-12-26"},
        ),
        (
            "Quý III/2025 đến Quý II/2026",
            rule(within="2025-Q3..2026-Q2"),
            1,
            {"once": "2026-06-30"},
        ),
        ("tháng 12 hằng năm", rule(every="year", in_=12), 5, {"2021": "2021-12-31"}),
        ("6 tháng đầu năm, hằng năm", rule(every="year", in_="H1"), 5, {"2024": "2024-06-30"}),
        (
            "ngày 31/3 năm sau",
            rule(every="year", on=YearDay(date="03-31", year="next"), from_="2021"),
            5,
            {"2021": "2022-03-31", "2025": "2026-03-31"},
        ),
        (
            "ngày 20/12 năm trước",
            rule(every="year", on=YearDay(date="12-20", year="previous")),
            4,
            {"2022": "2021-12-20", "2025": "2024-12-20"},
        ),
        (
            "ngày cuối tháng đầu quý",
            rule(every="quarter", on=MonthDay(day=31, of="first_month")),
            19,
            {"2021-Q2": "2021-04-30", "2024-Q1": "2024-01-31"},
        ),
        (
            "ngày 30 tháng sau",
            rule(every="month", on=MonthDay(day=30, of="next_month")),
            58,
            {
                "2021-03": "2021-04-30",
                "2023-01": "2023-02-28",
                "2024-01": "2024-02-29",
                "2025-12": "2026-01-30",
            },
        ),
        (
            "ngày 25 tháng trước",
            rule(every="month", on=MonthDay(day=25, of="previous_month")),
            56,
            {"2021-05": "2021-04-25", "2022-01": "2021-12-25"},
        ),
        (
            "từ 15/6/2021 đến 30/6/2022, hằng quý",
            rule(every="quarter", from_="2021-06-15", until="2022-06-30"),
            5,
            {"2021-Q2": "2021-06-30", "2022-Q2": "2022-06-30"},
        ),
        (
            "ngày 10/12 năm cuối mỗi 02 năm",
            rule(every=Cycle(years=2), on="12-10", from_="2022"),
            2,
            {"2022..2023": "2023-12-10", "2024..2025": "2025-12-10"},
        ),
        (
            "hằng quý; riêng quý II/2021 ngày 15/7",
            rule(every="quarter", due_after=-10, exceptions={Period.parse("2021-Q2"): dt.date(2021, 7, 15)}),
            19,
            {"2021-Q2": "2021-07-15", "2021-Q3": "2021-09-20"},
        ),
    ],
)
def test_each_wording_has_its_days(
    text: str, deadline: DeadlineRule, count: int, some: dict[str, str]
) -> None:
    """How many there are in the programme's time, and some of them, at both ends and in a leap year."""
    found = named(deadline)
    assert text
    assert len(found) == count
    assert {key: found.get(key) for key in some} == some


def test_the_committees_days_off_move_a_deadline_only_where_that_is_said() -> None:
    """30/4/2021 is a Friday and a holiday, 3/5 a holiday too: forth to Tuesday, or back to Thursday."""
    monthly = rule(every="month", until="2021-04", from_="2021-04")
    assert named(monthly, holidays=HOLIDAYS) == {"2021-04": "2021-04-30"}
    assert named(monthly, on_holiday="next", holidays=HOLIDAYS) == {"2021-04": "2021-05-04"}
    own = rule(every="month", until="2021-04", from_="2021-04", on_holiday="previous")
    assert named(own, on_holiday="next", holidays=HOLIDAYS) == {"2021-04": "2021-04-29"}
    assert named(rule(by="2021-05-02", on_holiday="next")) == {"once": "2021-05-03"}
    kept = {Period.parse("2021-04"): dt.date(2021, 5, 2)}
    assert named(
        rule(every="month", from_="2021-04", until="2021-04", exceptions=kept), on_holiday="next"
    ) == {"2021-04": "2021-05-02"}


def test_a_saturday_that_is_worked_in_exchange_is_a_working_day() -> None:
    """2/5/2025 is off and Saturday 26/4 is worked for it: what falls on that Saturday stays, and a Friday off goes back to it no further."""
    off, worked = (dt.date(2025, 5, 1), dt.date(2025, 5, 2)), (dt.date(2025, 4, 26),)
    work: dict[str, Any] = {"holidays": off, "worked": worked}
    assert named(rule(by="2025-04-26"), on_holiday="next", **work) == {"once": "2025-04-26"}
    assert named(rule(by="2025-04-26"), on_holiday="next", holidays=off) == {"once": "2025-04-28"}
    assert named(rule(by="2025-04-27"), on_holiday="previous", **work) == {"once": "2025-04-26"}
    assert named(rule(by="2025-05-02"), on_holiday="next", **work) == {"once": "2025-05-05"}


def test_what_may_be_waited_for_is_work_that_goes_forward() -> None:
    """The words stand beside the table of events, which this room does not know."""
    forward = {kind for kind in EVENT_KINDS if event_rule(kind).is_work} - {"returned"}
    assert set(get_args(Awaited)) == forward


def test_what_waits_for_an_event_has_no_day_before_it() -> None:
    """30 days after it was issued; the event is found elsewhere."""
    waiting = rule(after=After(item="NV-03", event="issued", days=30))
    assert not waiting.is_standing
    assert named(waiting) == {"once": "None"}
    assert due_after_event(waiting, dt.date(2024, 1, 31), WorkingDays()) == dt.date(2024, 3, 1)
    assert due_after_event(waiting, dt.date(2024, 2, 1), WorkingDays(on_holiday="next")) == dt.date(
        2024, 3, 4
    )


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("2021-03", "2021-02-15..2021-03-14"),
        ("2024-01", "2023-12-15..2024-01-14"),
        ("2021-Q2", "2021-03-15..2021-06-14"),
        ("2021", "2020-12-15..2021-12-14"),
    ],
)
def test_data_are_counted_from_a_day_of_the_month_before(period: str, days: str) -> None:
    """“Từ ngày 15 tháng trước đến ngày 14”; the period keeps its name."""
    assert str(counted_time(15, Period.parse(period))) == days


# ------------------------------------------------------- against a calculation of its own


def months_of(every: str, year: int, place: int) -> tuple[int, int]:
    """First and last month of a period, from 0 (January of 2021)."""
    each = {"month": 1, "quarter": 3, "half": 6, "year": 12}[every]
    first = (year - FIRST_YEAR) * 12 + place * each
    return first, first + each - 1


def in_month(month: int, day: int) -> dt.date:
    """A day of a month counted from January 2021, the last where it has none such."""
    year, number = FIRST_YEAR + month // 12, month % 12 + 1
    return dt.date(year, number, min(day, calendar.monthrange(year, number)[1]))


@settings(max_examples=60)
@given(
    st.sampled_from(["month", "quarter", "half", "year"]),
    st.integers(1, 31),
    st.sampled_from(["first_month", "last_month", "next_month", "previous_month"]),
    st.integers(-60, 60),
)
def test_days_of_months_agree_with_a_plain_count(every: Any, day: int, of: Any, later: int) -> None:
    """Five years, month by month, by the standard library's calendar."""
    each = {"month": 12, "quarter": 4, "half": 2, "year": 1}[every]
    expected = []
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        for place in range(each):
            first, last = months_of(every, year, place)
            month = {
                "first_month": first,
                "last_month": last,
                "next_month": last + 1,
                "previous_month": first - 1,
            }
            expected.append(in_month(month[of], day) + dt.timedelta(days=later))
    found = occurrences(
        rule(every=every, on=MonthDay(day=day, of=of), due_after=later, from_="2021"), ISSUED_ON, HORIZON
    )
    assert [entry.due for entry in found] == expected


@settings(max_examples=20)
@given(st.sampled_from(WEEKDAYS), st.dates(dt.date(2020, 12, 1), dt.date(2026, 1, 31)))
def test_weekdays_agree_with_a_walk_through_the_days(weekday: Any, asked_on: dt.date) -> None:
    """Every such day of a week that lies wholly in the programme's time, from the day of the document on."""
    walk = (BEGIN + dt.timedelta(days=step) for step in range(5 * 366))
    expected = []
    for day in walk:
        monday = day - dt.timedelta(days=day.weekday())
        is_inside = monday >= BEGIN and (monday + dt.timedelta(days=6)).year <= LAST_YEAR
        if day.weekday() == WEEKDAYS.index(weekday) and is_inside and day >= asked_on:
            expected.append(day)
    found = occurrences(rule(every="week", on=WeekDay(weekday=weekday)), asked_on, HORIZON)
    assert [entry.due for entry in found] == expected
    assert all(entry.period.contains(entry.due) for entry in found if entry.due)


@settings(max_examples=30)
@given(
    st.dates(dt.date(2021, 1, 1), dt.date(2025, 12, 31)),
    st.frozensets(st.dates(BEGIN, dt.date(2025, 12, 31))),
)
def test_a_day_off_moves_to_the_nearest_working_day(day: dt.date, holidays: frozenset[dt.date]) -> None:
    """Between the two there is none."""
    after, before = moved(day, "next", holidays), moved(day, "previous", holidays)
    assert not is_free(after, holidays)
    assert not is_free(before, holidays)
    off = (before + dt.timedelta(days=step) for step in range(1, (after - before).days))
    assert all(is_free(one, holidays) for one in off)
    assert moved(day, "keep", holidays) == day


@settings(max_examples=30)
@given(st.integers(2, 30), st.integers(1, 12))
def test_cycles_follow_each_other_from_where_they_begin(months: int, begin: int) -> None:
    """Each has so many months, the next begins on the day after, and none reaches over the end."""
    found = occurrences(rule(every=Cycle(months=months), from_=f"2021-{begin:02}"), ISSUED_ON, HORIZON)
    ends = [
        in_month(begin - 1 + months * count - 1, 31)
        for count in range(1, 61)
        if begin - 1 + months * count <= 60
    ]
    assert [entry.due for entry in found] == ends
