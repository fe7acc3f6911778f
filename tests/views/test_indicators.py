"""The view of the indicators: windows, comparisons, trend, parts by kind."""

from __future__ import annotations

from fractions import Fraction

from tests.support.indicator_offices import LATER, grassroots, indicator_office, rated
from tests.support.offices import day, period, report, unit

from ct58.domain.records.office import Office
from ct58.views.indicators import Request, by_kind, indicator_periods, indicators_view

ALL = tuple(f"CT-{number:02d}" for number in range(1, 29))


def known() -> Office:
    """Two agencies and a firm, rated in 2021 and 2022."""
    units = (*grassroots(2), unit("u3", order=3, kind="private_enterprise"))
    words = {"2021": ("good", "good", "completed"), "2022": ("good", "good", "good")}
    reports = [
        report(member.id, of, on=f"{int(of) + 1}-01-10", **rated(word, on=f"{of}-12-28"))
        for of, said in words.items()
        for member, word in zip(units, said, strict=True)
    ]
    return indicator_office(units, reports)


def test_a_value_stands_beside_that_of_the_year_before() -> None:
    """2/3, then 3/3."""
    view = indicators_view(known(), Request(period=period("2022"), ids=("CT-18",)), day("2023-01-25"))
    (row,) = view.rows
    assert (row.result.main.value, row.result.main.verdict) == (100, "met")
    assert row.last_year is not None
    assert (row.last_year.numerator, row.last_year.denominator, row.last_year.value) == (
        2,
        3,
        Fraction(200, 3),
    )
    assert row.trend == ()


def test_nothing_is_compared_with_a_time_before_the_programme() -> None:
    """2020 is not read."""
    request = Request(period=period("2021"), ids=("CT-18",), with_trend=True)
    (row,) = indicators_view(known(), request, day(LATER)).rows
    assert (row.previous, row.last_year, len(row.trend)) == (None, None, 1)
    assert indicator_periods(known(), request) == {"2021"}


def test_a_trend_ends_with_the_value_itself() -> None:
    """Oldest first; it needs the reports of all its years."""
    request = Request(period=period("2022"), ids=("CT-18",), with_trend=True)
    (row,) = indicators_view(known(), request, day("2023-01-25")).rows
    assert [str(past.window.period) for past in row.trend] == ["2021", "2022"]
    assert [past.value for past in row.trend] == [Fraction(200, 3), 100]
    assert indicator_periods(known(), request) == {"2021", "2022"}


def test_what_is_given_once_has_no_earlier_value() -> None:
    """The action programmes that are known now were not known before: no row “quý I/2021” beside “một lần”."""
    given = {"action_programme": {"number": "1", "received_on": day("2021-04-10")}}
    data = indicator_office(grassroots(1), [report("u1", "once", on="2021-04-10", **given)])
    request = Request(period=period("2021-Q2"), ids=("CT-03",), with_trend=True)
    (row,) = indicators_view(data, request, day("2021-07-15")).rows
    assert (row.result.main.value, row.previous, row.last_year, row.trend) == (100, None, None, ())


def test_only_the_periods_that_are_needed_are_named() -> None:
    """A quarter, the one before, the same of last year; a rating needs only years."""
    assert indicator_periods(known(), Request(period=period("2022-Q2"), ids=("CT-01",))) == {
        "2022-Q2",
        "2022-Q1",
        "2021-Q2",
    }
    assert indicator_periods(known(), Request(period=period("2022"), ids=("CT-18", "CT-20"))) == {
        "2021",
        "2022",
    }


def test_all_28_have_a_row_and_quarterly_ones_one_a_quarter() -> None:
    """27 and four quarters of CT-01."""
    view = indicators_view(known(), Request(period=period("2022"), ids=ALL), day("2023-01-25"))
    assert len(view.rows) == 27 + 4
    assert sum(len(rows) for rows in view.by_verdict().values()) == len(view.rows)


def test_parts_by_kind_add_up_to_the_whole() -> None:
    """Agencies 2/2, firms 0/1: counts are added, not percentages."""
    (row,) = indicators_view(known(), Request(period=period("2021"), ids=("CT-18",)), day(LATER)).rows
    parts = by_kind(row.result.main)
    assert [(part.kind, part.numerator, part.denominator, part.value) for part in parts] == [
        ("agency", 2, 2, 100),
        ("private_enterprise", 0, 1, 0),
    ]
