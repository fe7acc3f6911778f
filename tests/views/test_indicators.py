"""The view of the indicators: windows, comparisons, trend, parts by kind."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.support.indicator_offices import LATER, grassroots, indicator_office, rated
from tests.support.offices import (
    amendment,
    calendar,
    day,
    figure,
    indicator,
    office,
    period,
    report,
    rule,
    unit,
)

from ct58.domain.indicators.numbers import Number
from ct58.domain.records.measure import Measure, Target
from ct58.domain.records.office import Office
from ct58.domain.records.programme import Figure
from ct58.domain.records.reports import Report
from ct58.domain.records.units import UnitBefore
from ct58.views.indicators import (
    IndicatorsView,
    Request,
    Row,
    by_kind,
    gap,
    indicator_periods,
    indicators_view,
    worst_first,
)

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


def test_a_unit_is_part_of_the_kind_that_it_was_at_the_end_of_the_year() -> None:
    """A firm since 2022 counts among the agencies of 2021."""
    office_ = known()
    was = (UnitBefore(until=day("2021-12-31"), kind="agency"),)
    units = {**office_.units, "u3": replace(office_.units["u3"], before=was)}
    changed = replace(office_, units=units)
    found = {}
    for year, as_of in (("2021", LATER), ("2022", "2023-01-25")):
        (row,) = indicators_view(changed, Request(period=period(year), ids=("CT-18",)), day(as_of)).rows
        found[year] = [(part.kind, part.denominator) for part in by_kind(row.result.main)]
    assert found == {"2021": [("agency", 3)], "2022": [("agency", 2), ("private_enterprise", 1)]}


LEVELS = ("excellent", "good", "completed", "not_completed")


def rating_view(words: str) -> IndicatorsView:
    """The share of good or better of units rated E, G, C, N; `-` has no rating."""
    units = grassroots(len(words))
    levels = dict(zip("EGCN", LEVELS, strict=True))
    reports = [
        report(unit_.id, "2021", on="2022-01-10", **rated(levels[word], on="2021-12-28"))
        for unit_, word in zip(units, words, strict=True)
        if word != "-"
    ]
    known = indicator_office(units, reports)
    request = Request(period=period("2021"), ids=("CT-18", "CT-19", "CT-20"), with_past=False)
    return indicators_view(known, request, day("2022-01-25"))


def several_office(figures: tuple[Figure, ...], given: Report, asked: int | None = 10) -> Office:
    """Yearly indicators CT-1, CT-2, …: one unit's number each; at least 10 are asked."""
    target = None if asked is None else Target(op=">=", value=asked, unit="count")
    indicators = (
        indicator(f"CT-{line.number}", numerator=Measure(of="tccsd", sum=(line.key,)), target=target)
        for line in figures
    )
    return office(units=(unit("a"),), figures=figures, indicators=tuple(indicators), reports=(given,))


def request_of(known: Office, of: str) -> Request:
    """All indicators of a period."""
    ids = tuple(entry.id for entry in known.programme.indicators)
    return Request(period=period(of), ids=ids, with_past=False)


def several(*members: int | None, asked: int | None = 10) -> IndicatorsView:
    """The year's indicators after it is over; None where the unit has said nothing."""
    figures = tuple(figure(f"f{n}", n, every="year", min=0) for n in range(1, len(members) + 1))
    given = {line.key: value for line, value in zip(figures, members, strict=True) if value is not None}
    known = several_office(figures, report("a", "2021", on="2022-01-10", **given), asked)
    return indicators_view(known, request_of(known, "2021"), day("2022-02-01"))


def ids(view: IndicatorsView) -> list[str]:
    """Who needs attention, in order."""
    return [row.result.indicator.id for row in worst_first(view.rows)]


def test_of_those_not_met_the_one_that_reached_least_comes_first() -> None:
    """3 of 10 before 9 of 10; 12 of 10 is met and stays out."""
    assert ids(several(9, 12, 3)) == ["CT-3", "CT-1"]


def test_what_has_no_data_though_its_time_is_over_comes_after_what_is_not_met() -> None:
    """Nobody knows."""
    assert ids(several(None, 9)) == ["CT-2", "CT-1"]


def test_before_its_time_what_has_no_data_needs_no_attention() -> None:
    """What has some is on its way, the least of its plan first."""
    figures = (figure("f1", 1, min=0), figure("f2", 2, min=0), figure("f3", 3, min=0))
    known = several_office(figures, report("a", "2021-Q2", on="2021-07-04", f1=9, f3=3))
    view = indicators_view(known, request_of(known, "2021-Q2"), day("2021-07-10"))
    assert [row.result.main.verdict for row in view.rows] == ["not_due"] * 3
    assert ids(view) == ["CT-3", "CT-1"]


def test_without_a_number_asked_there_is_nothing_to_reach() -> None:
    """No row."""
    assert ids(several(3, asked=None)) == []


@pytest.mark.parametrize(("value", "expected"), [(9, 1), (3, 7), (None, None), (12, None)])
def test_the_gap_says_how_many_are_lacking(value: int | None, expected: Number | None) -> None:
    """None without data, and where nothing is lacking."""
    (row,) = several(value).rows
    assert gap(row.result) == expected


def test_units_that_have_not_reported_are_counted() -> None:
    """Two of five ratings are missing, so CT-18 is open."""
    view = rating_view("GGG--")
    row = next(row for row in view.rows if row.result.indicator.id == "CT-18")
    assert (row.result.main.verdict, row.result.main.coverage.missing) == ("undetermined", 2)


def test_not_met_stands_before_undetermined() -> None:
    """One failing unit breaks CT-20 for good; CT-18 can still be met."""
    view = rating_view("GGGGGGGGGGGGGGN--")
    found = [(row.result.indicator.id, row.result.main.verdict) for row in worst_first(view.rows)]
    assert found[0] == ("CT-20", "not_met")
    assert ("CT-18", "undetermined") in found
    assert [verdict for _, verdict in found] == sorted(
        (verdict for _, verdict in found), key=["not_met", "undetermined"].index
    )


def changed(every: str = "quarter", **changes: object) -> Office:
    """Four members a quarter from mid-2021 on; CT-01 reads otherwise from 5/10/2022 on."""
    return office(
        units=(unit("a"),),
        reporting=(calendar(from_=period("2021-Q2")),),
        figures=(figure("members", 1, min=0), figure("guests", 2, min=0)),
        indicators=(indicator(deadline=rule(every=every)),),
        amendments=(amendment("2022-10-05", {"CT-01": changes}),),
        reports=tuple(
            report("a", f"{year}-Q{quarter}", on="2022-12-30", members=4, guests=9)
            for year in (2021, 2022)
            for quarter in (1, 2, 3, 4)
        ),
    )


def last_quarter(known: Office) -> Row:
    """The last quarter of 2022, with its past."""
    request = Request(period=period("2022-Q4"), ids=("CT-01",), with_trend=True)
    (row,) = indicators_view(known, request, day("2023-02-01")).rows
    return row


def test_an_earlier_value_is_on_the_base_that_was_in_force_then() -> None:
    """Guests are counted since October, members before."""
    row = last_quarter(changed(numerator=Measure(of="tccsd", sum=("guests",))))
    assert row.previous is not None
    assert row.last_year is not None
    assert (row.result.main.value, row.previous.value, row.last_year.value) == (9, 4, 4)
    assert [entry.value for entry in row.trend] == [4, 4, 4, 4, 9]


def test_a_year_is_not_compared_with_the_quarters_that_were_asked_before() -> None:
    """What was asked otherwise is no earlier value; the quarters before the change compare among themselves."""
    known = changed(deadline=rule(every="year"))
    row = last_quarter(known)
    assert (str(row.result.window.period), row.result.main.value) == ("2022", 16)
    assert (row.previous, row.last_year, len(row.trend)) == (None, None, 1)
    request = Request(period=period("2022-Q3"), ids=("CT-01",), with_trend=True)
    (before,) = indicators_view(known, request, day("2023-02-01")).rows
    assert str(before.result.window.period) == "2022-Q3"
    assert len(before.trend) == 5


def test_what_came_with_an_amendment_has_no_value_before_it() -> None:
    """An indicator and its figure, both new in October 2022: the year before there is nothing, and no error."""
    new = indicator("CT-90", numerator=Measure(of="tccsd", sum=("new",)), deadline=rule(every="year"))
    known = office(
        units=(unit("a"),),
        reporting=(calendar(from_=period("2021-Q2")),),
        figures=(figure("members"),),
        amendments=(amendment("2022-10-05", adds={"figures": (figure("new", 2),), "indicators": (new,)}),),
        reports=(report("a", "2022-Q4", on="2023-01-03", new=3),),
    )
    request = Request(period=period("2022"), ids=("CT-90",), with_trend=True)
    (row,) = indicators_view(known, request, day("2023-02-01")).rows
    assert row.result.main.value == 3
    assert row.last_year is not None
    assert row.last_year.value is None
