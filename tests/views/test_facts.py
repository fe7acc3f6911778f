"""The facts of an office, a row each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest
from tests.support.offices import calendar, day, document, figure, office, period, report, unit

from ct58.domain.records.office import Office
from ct58.domain.records.programme import Figure, SubFigure
from ct58.domain.records.reports import Report
from ct58.domain.records.units import Unit
from ct58.errors import BadUsage
from ct58.views.facts import FactRow, fact_rows, report_periods_in, wanted

AS_OF = day("2021-07-15")
ADMITTED = figure("admitted", 5)
CULTURE = figure("culture", 6, type="boolean", every="year", adds=None)
PLAN = figure(
    "plan",
    7,
    type="record",
    every="once",
    adds=None,
    if_absent="no",
    fields=(
        SubFigure(key="number", label="Số", type="text"),
        SubFigure(key="received_on", label="Ngày nhận", type="date"),
    ),
)
VISITS = figure(
    "visits",
    8,
    type="list",
    adds=None,
    fields=(
        SubFigure(key="unit", label="Đơn vị", type="text"),
        SubFigure(key="on", label="Ngày", type="date"),
    ),
)
RATING = figure("rating", 9, type="enum", every="year", adds=None, asked=False, values={"good": "Tốt"})
DECISION = figure(
    "rating_decision",
    10,
    type="record",
    every="year",
    adds=None,
    asked=False,
    fields=(SubFigure(key="number", label="Số", type="text"),),
)


def an_office(
    figures: Sequence[Figure], reports: Sequence[Report] = (), units: Sequence[Unit] = ()
) -> Office:
    """One unit, u1, unless others are given, that reports every quarter from 2021-Q2."""
    return office(
        units=units or [unit("u1")], figures=tuple(figures), reports=reports, reporting=(calendar(),)
    )


def rows(office: Office, as_of: dt.date = AS_OF, **given: object) -> list[FactRow]:
    """All rows."""
    return list(fact_rows(office, as_of, wanted(office, **given)))  # type: ignore[arg-type]


def said(found: Sequence[FactRow]) -> list[tuple[object, ...]]:
    """What distinguishes the rows of one unit."""
    return [(row.period, row.figure, row.index, row.field, row.value, row.state) for row in found]


@pytest.mark.parametrize(
    ("value", "expected"), [(12, (12, "given")), (0, (0, "given")), ("n/a", (None, "not_applicable")), (None, (None, "not_given"))]
)  # fmt: skip
def test_a_figure_zero_not_given_and_not_applicable_are_told_apart(
    value: object, expected: tuple[object, str]
) -> None:
    """Of a report that has come."""
    known = report("u1", "2021-Q2", on="2021-07-03", admitted=value)
    (row,) = rows(an_office([ADMITTED], [known]))
    assert ((row.value, row.state), row.expected) == (expected, True)


def test_what_was_asked_for_and_has_not_come_is_a_row() -> None:
    """From the first quarter of the calendar to the last that has ended, of units that existed at its end."""
    units = [unit("u1", order=1), unit("u2", order=2, valid_from=day("2021-08-01"))]
    found = rows(an_office([ADMITTED], units=units), day("2021-10-01"))
    assert [(row.unit, row.period, row.state, row.value, row.expected) for row in found] == [
        ("u1", "2021-Q2", "missing", None, True),
        ("u1", "2021-Q3", "missing", None, True),
        ("u2", "2021-Q3", "missing", None, True),
    ]
    assert {(row.file, row.line, row.report_state) for row in found} == {(None, None, None)}


@pytest.mark.parametrize(
    ("state", "on", "expected"),
    [
        ("received", "2021-07-15", "given"),
        ("received", "2021-07-16", "not_counted"),
        ("returned", "2021-07-03", "not_counted"),
        ("expected", None, "not_counted"),
        ("partial", "2021-07-03", "given"),
    ],
)
def test_what_does_not_count_on_the_day_says_so(state: str, on: str | None, expected: str) -> None:
    """The value stays to be seen, beside the report's state and day."""
    (row,) = rows(an_office([ADMITTED], [report("u1", "2021-Q2", state, on=on, admitted=3)]))
    assert (row.value, row.state, row.report_state) == (3, expected, state)


def test_a_report_that_waits_to_be_typed_in_gives_nothing_yet() -> None:
    """Not typed in is missing, not “not given”."""
    (row,) = rows(an_office([ADMITTED], [report("u1", "2021-Q2", "registered", on="2021-07-03")]))
    assert (row.state, row.report_state) == ("missing", "registered")


def test_a_record_is_a_row_a_field_and_missing_in_one_row() -> None:
    """What is given once has no last day."""
    plan = {"number": "1-CTr/ĐU", "received_on": day("2021-04-10")}
    found = rows(an_office([PLAN], [report("u1", "once", plan=plan)]))
    assert said(found) == [
        ("once", "plan", None, "number", "1-CTr/ĐU", "given"),
        ("once", "plan", None, "received_on", day("2021-04-10"), "given"),
    ]
    assert found[0].ends_on is None
    assert said(rows(an_office([PLAN]))) == [("once", "plan", None, None, None, "missing")]


def test_a_list_is_a_row_for_each_field_of_each_row_and_an_empty_one_is_told_from_a_missing_one() -> None:
    """The index counts from 1; 0 is a list without rows."""
    visits = ({"unit": "A", "on": day("2021-05-02")}, {"unit": "B"})
    known = report("u1", "2021-Q2", on="2021-07-03", visits=visits)
    assert said(rows(an_office([VISITS], [known]))) == [
        ("2021-Q2", "visits", 1, "unit", "A", "given"),
        ("2021-Q2", "visits", 1, "on", day("2021-05-02"), "given"),
        ("2021-Q2", "visits", 2, "unit", "B", "given"),
        ("2021-Q2", "visits", 2, "on", None, "not_given"),
    ]
    empty = report("u1", "2021-Q2", on="2021-07-03", visits=())
    assert said(rows(an_office([VISITS], [empty]))) == [("2021-Q2", "visits", 0, None, None, "given")]


def test_a_rating_counts_by_its_decision_and_not_by_the_report() -> None:
    """Neither is ever “not given” by the unit's report."""
    decided = {"rating": "good", "rating_decision": {"number": "87-QĐ/ĐUK"}}
    for given, expected in ((decided, "given"), ({"rating": "good"}, "undecided"), ({}, "missing")):
        known = report("u1", "2021", on="2022-01-10", **given)
        found = rows(an_office([RATING, DECISION], [known]), day("2022-01-31"))
        assert [row.state for row in found if row.figure == "rating"] == [expected]


def test_a_report_brings_its_document_its_quality_and_its_place() -> None:
    """The line is the figure's in its file."""
    known = replace(
        report("u1", "2021-Q2", on="2021-07-03", admitted=3), document=document(), quality="estimated"
    )
    file = "units/u1/reports/2021-Q2.yaml"
    placed = replace(an_office([ADMITTED], [known]), lines={file: {("figures", "admitted"): 9}})
    (row,) = rows(placed)
    assert (row.document_number, row.quality, row.file, row.line) == ("12-BC/ĐU", "estimated", file, 9)
    assert (row.received_on, row.ends_on) == (day("2021-07-03"), day("2021-06-30"))


def test_figures_units_sets_and_periods_choose() -> None:
    """A period chooses those inside it; what is given once is asked for by its name."""
    units = [unit("u1", order=1), unit("u2", order=2), unit("m", kind="mass_organisation", organisation=None)]
    known = [
        report(id, of, on="2021-07-01", admitted=1) for id in ("u1", "u2") for of in ("2021-Q1", "2021-Q2")
    ]
    there = an_office([ADMITTED, PLAN], known, units)
    assert {row.figure for row in rows(there, figures=["5"])} == {"admitted"}
    assert {row.unit for row in rows(there, units=[units[1]])} == {"u2"}
    assert {row.unit for row in rows(there, sets=["mass"])} == set()
    assert {row.period for row in rows(there, periods=(period("2021-H1"),))} == {"2021-Q1", "2021-Q2"}
    assert {row.period for row in rows(there, periods=(period("once"),))} == {"once"}
    assert {row.period for row in rows(there)} == {"2021-Q1", "2021-Q2", "once"}


def test_the_calendar_s_last_days_and_closed_units_bound_what_is_expected() -> None:
    """A unit that ended before the programme owes nothing, not even what is given once."""
    there = an_office([ADMITTED, PLAN, CULTURE], units=[unit("u1", valid_to=day("2020-12-31"))])
    assert rows(there, day("2026-01-31")) == []


@pytest.mark.parametrize(("words", "hint"), [({"figures": ["admited"]}, "admitted"), ({"sets": ["tcsd"]}, "tccsd")])  # fmt: skip
def test_what_the_programme_lacks_is_refused_with_what_was_meant(
    words: dict[str, list[str]], hint: str
) -> None:
    """A figure, a set."""
    with pytest.raises(BadUsage) as caught:
        wanted(an_office([ADMITTED]), **words)  # type: ignore[arg-type]
    assert hint in str(caught.value.message.params["suggestion"])


def test_the_files_inside_a_period_are_those_of_its_weeks_months_quarters_and_years() -> None:
    """So that no other report has to be read; a week that lies in two quarters is in neither."""
    weeks = {f"2021-W{week}" for week in range(14, 26)}
    assert report_periods_in([period("2021-Q2"), period("once")]) == {
        *("2021-Q2", "2021-04", "2021-05", "2021-06", "once"),
        *weeks,
    }
    assert {"2021", "2022", "2021-Q1", "2022-12"} < report_periods_in([period("2021..2022")])
