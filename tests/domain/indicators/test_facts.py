"""Facts: how quarters make a year, and what is known when some are missing."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.offices import calendar, day, figure, office, period, report, unit

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.facts import fact_of
from ct58.domain.indicators.known import Fact
from ct58.domain.indicators.windows import Window
from ct58.domain.records.programme import SubFigure
from ct58.domain.records.reports import own_day

ROWS = (SubFigure(key="n", label="N", type="text"),)
FLOW, CUMULATIVE, STOCK = (
    figure(key, n, adds=key, min=0) for n, key in enumerate(("flow", "cumulative", "stock"), 1)
)
LIST = figure("rows", 4, type="list", adds=None, fields=ROWS)
RATING = figure("rating", 5, type="enum", every="year", adds=None, values={"good": "Tốt"})
OWN = figure("own", 6, type="record", every="year", adds=None, if_absent="no")
FIGURES = (FLOW, CUMULATIVE, STOCK, LIST, RATING, OWN)


def year_of(
    *quarters: Any, of: Any = FLOW, as_of: str = "2022-02-01", window: str = "2021", **more: Any
) -> Fact:
    """The fact of a year in which these were reported, quarter by quarter; None: no report."""
    reports = [
        report("a", f"2021-Q{n}", on="2022-01-02", **{of.key: value})
        for n, value in enumerate(quarters, start=1)
        if value is not None
    ]
    reports += [report("a", "2021", on="2022-01-20", **more)] if more else []
    known = office(
        units=(unit("a"),), figures=FIGURES, reports=reports, reporting=(calendar(from_=period("2021-Q1")),)
    )
    found = period(window)
    seen = Window(period("2021"), found.first_day, found.last_day, day("2021-12-31"))
    return fact_of(Answers(known, day(as_of)), of, known.units["a"], seen)


@pytest.mark.parametrize(
    ("line", "expected"), [(FLOW, 10), (CUMULATIVE, 4), (STOCK, 4)], ids=["flow", "cumulative", "stock"]
)
def test_a_flow_is_added_and_of_the_others_the_last_value_counts(line: Any, expected: int) -> None:
    """1, 2, 3 and 4."""
    found = year_of(1, 2, 3, 4, of=line)
    assert (found.state, found.value) == ("known", expected)


def test_half_a_year_and_nine_months_are_made_of_quarters() -> None:
    """And nothing of later quarters."""
    assert year_of(1, 2, 3, 4, window="2021-H1").value == 3
    assert year_of(1, 2, 3, 4, window="2021-9M").value == 6
    assert year_of(1, 2, 3, 4, of=CUMULATIVE, window="2021-9M").value == 3


@pytest.mark.parametrize(
    ("line", "quarters", "state", "value"),
    [
        (FLOW, (1, None, 3, 4), "at_least", 8),
        (CUMULATIVE, (1, None, 3, 4), "known", 4),
        (CUMULATIVE, (1, 2, 3, None), "missing", None),
        (STOCK, (1, None, None, 4), "known", 4),
        (STOCK, (1, 2, 3, None), "missing", None),
        (FLOW, (None, None, None, None), "missing", None),
    ],
)
def test_a_missing_quarter_leaves_a_sum_open_and_a_missing_last_one_the_rest(
    line: Any, quarters: tuple[int | None, ...], state: str, value: int | None
) -> None:
    """Missing is not zero."""
    found = year_of(*quarters, of=line)
    assert (found.state, found.value) == (state, value)


def test_what_does_not_apply_adds_nothing_and_is_not_missing() -> None:
    """Three quarters of n/a and a 2; four of n/a."""
    assert (year_of("n/a", "n/a", 2, "n/a").state, year_of("n/a", "n/a", 2, "n/a").value) == ("known", 2)
    assert year_of(*["n/a"] * 4).state == "not_applicable"


def test_a_quarter_that_has_not_ended_is_not_missing() -> None:
    """On 15 July two are owed."""
    reports = [report("a", f"2021-Q{n}", on="2021-07-02", flow=n) for n in (1, 2)]
    known = office(
        units=(unit("a"),), figures=FIGURES, reports=reports, reporting=(calendar(from_=period("2021-Q1")),)
    )
    seen = Window(period("2021"), day("2021-01-01"), day("2021-12-31"), day("2021-12-31"))
    found = fact_of(Answers(known, day("2021-07-15")), FLOW, known.units["a"], seen)
    assert (found.state, found.value) == ("known", 3)


def test_a_quarter_that_the_calendar_does_not_ask_for_is_not_missing() -> None:
    """The calendar begins with the second; what is given for the first still counts."""
    line = calendar(from_=period("2021-Q2"))
    reports = [report("a", f"2021-Q{n}", on="2022-01-02", flow=1) for n in (2, 3, 4)]
    seen = Window(period("2021"), day("2021-01-01"), day("2021-12-31"), day("2021-12-31"))
    for extra, expected in (([], 3), ([report("a", "2021-Q1", on="2021-04-05", flow=5)], 8)):
        known = office(units=(unit("a"),), figures=FIGURES, reports=[*reports, *extra], reporting=(line,))
        found = fact_of(Answers(known, day("2022-02-01")), FLOW, known.units["a"], seen)
        assert (found.state, found.value) == ("known", expected)


def test_what_the_office_receives_itself_is_awaited_until_the_due_day_and_then_absent() -> None:
    """`if_absent: no`."""
    assert year_of(of=OWN, as_of="2021-12-31").state == "awaited"
    assert year_of(of=OWN, as_of="2022-01-01").state == "absent"


def test_how_a_year_s_figure_stood_in_the_middle_of_a_year_that_is_over_is_not_known() -> None:
    """Not given by June is not known to be absent by June."""
    assert year_of(of=OWN, own={"number": "1"}, window="2021-H1", as_of="2022-02-01").state == "missing"
    assert year_of(of=OWN, window="2021-H1", as_of="2021-07-15").state == "awaited"


def test_rows_of_all_quarters_stand_one_after_the_other() -> None:
    """An empty list is a statement, a missing report is none."""
    found = year_of(({"n": "a"},), (), ({"n": "b"},), (), of=LIST)
    assert found.value == ({"n": "a"}, {"n": "b"})
    part = year_of(({"n": "a"},), None, (), (), of=LIST)
    assert (part.state, part.value) == ("at_least", ({"n": "a"},))
    assert year_of(None, None, None, None, of=LIST).state == "missing"


def test_a_figure_that_is_not_about_a_unit_does_not_apply() -> None:
    """Nobody asks it."""
    known = office(units=(unit("a", organisation=None),), figures=FIGURES)
    seen = Window(period("2021"), day("2021-01-01"), day("2021-12-31"), day("2021-12-31"))
    assert fact_of(Answers(known, day("2022-02-01")), FLOW, known.units["a"], seen).state == "not_applicable"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"issued_on": day("2021-02-01"), "received_on": day("2021-02-03")}, day("2021-02-03")),
        ({"number": "1", "issued_on": day("2021-02-01")}, day("2021-02-01")),
        ({"number": "1"}, None),
        (5, None),
    ],
)
def test_a_document_is_known_from_the_day_it_was_received_else_from_its_date(
    value: Any, expected: Any
) -> None:
    """Its own day, not the report's."""
    assert own_day(value) == expected
