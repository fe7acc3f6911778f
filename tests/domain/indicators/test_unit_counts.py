"""Counting units: what a unit adds does not depend on which others are counted with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.offices import calendar, day, figure, office, period, report, unit

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.contribution import Base, Contribution
from ct58.domain.indicators.unit_counts import unit_contributions
from ct58.domain.indicators.windows import Window
from ct58.domain.records.measure import FieldReference, Measure, RowsCondition
from ct58.domain.records.office import Office
from ct58.domain.records.programme import SubFigure
from ct58.domain.records.scalars import NOT_APPLICABLE
from ct58.domain.records.units import Unit

DATES = (
    SubFigure(key="number", label="Số", type="text"),
    SubFigure(key="signed", label="Ngày", type="date"),
)
ROWS = (
    SubFigure(key="number", label="Số", type="text"),
    SubFigure(key="title", label="Tên", type="text"),
    SubFigure(key="done", label="Xong", type="date", if_absent="no"),
)
FIGURES = (
    figure("whole", 1, type="boolean", adds=None, lasts=True),
    figure("part", 2, type="boolean", adds=None, subset_of="whole"),
    figure("total", 3, adds="stock", min=0, sum_of=("men", "women")),
    figure("men", 4, adds="stock", min=0),
    figure("women", 5, adds="stock", min=0),
    figure("trained", 10, adds="stock", min=0, subset_of="men"),
    figure("flow", 6, adds="flow", min=0),
    figure("own", 7, type="record", adds=None, asked=False, if_absent="no", fields=DATES),
    figure("rows", 8, type="list", adds=None, fields=ROWS),
    figure("rated", 9, type="enum", adds=None, asked=False, decided_by="own", values={"good": "Tốt"}),
)
DAYS = (day("2021-03-20"), day("2021-06-30"), day("2022-01-15"))
"""Inside the first and the last quarter that are looked at, and after them."""
_row = st.fixed_dictionaries(
    {"number": st.sampled_from(("1", "2"))}, optional={"done": st.sampled_from((None, *DAYS))}
)
_values: dict[str, st.SearchStrategy[Any]] = {
    "whole": st.sampled_from((True, False, NOT_APPLICABLE)),
    "part": st.sampled_from((True, False, NOT_APPLICABLE)),
    "total": st.sampled_from((1, 3, 8, NOT_APPLICABLE)),
    "men": st.sampled_from((0, 1, 8)),
    "women": st.sampled_from((0, 2, 8)),
    "flow": st.sampled_from((0, 1, 5, NOT_APPLICABLE)),
    "own": st.fixed_dictionaries({}, optional={"number": st.just("1"), "signed": st.sampled_from(DAYS)}),
    "rows": st.lists(_row, max_size=2).map(tuple),
    "rated": st.sampled_from(("good", "not_rated", NOT_APPLICABLE)),
}
_arrival = st.tuples(
    st.sampled_from(("2021-04-02", "2021-07-02", "2022-02-10")),
    st.sampled_from(("received", "partial", "empty", "returned")),
)
_report = st.tuples(_arrival, st.fixed_dictionaries({}, optional=_values))
_said = st.tuples(st.none() | _report, st.none() | _report)
"""What a unit reports of the first two quarters."""
_figure = st.sampled_from(sorted(_values)).flatmap(lambda key: st.tuples(st.just(key), _values[key]))
_change = st.tuples(st.integers(0, 1), _arrival | _figure | st.none())
"""In one of the quarters: another arrival, another figure, or no report."""


def _changed(said: Any, quarter: int, change: Any) -> Any:
    """What a unit says that differs from another in one thing."""
    found = list(said)
    if change is None or found[quarter] is None:
        found[quarter] = None
        return tuple(found)
    arrival, figures = found[quarter]
    is_figure = change[0] in _values
    found[quarter] = (arrival, {**figures, change[0]: change[1]}) if is_figure else (change, figures)
    return tuple(found)


CONDITIONS: tuple[Any, ...] = (
    {"part": (True,)},
    {"whole": "given"},
    {"total": {">=": 3}},
    {"men": {">": FieldReference(field="women")}},
    {"flow": {">=": 5}},
    {"own.signed": "in_period"},
    {"own": "given", "whole": (True,)},
    {"rated": ("good",)},
    RowsCondition(all="rows", where={"done": "in_period"}),
    RowsCondition(any="rows", among={"number": ("1",)}, where={"done": "given"}),
    ({"part": (True,), "flow": {"<": 5}}, RowsCondition(any="rows", where={"done": "in_period"})),
)


def _office(units: tuple[Unit, ...], said: Any) -> Office:
    reports = [
        report(one.id, quarter, state, on, **figures)
        for one, found in zip(units, said, strict=True)
        for quarter, sent in zip(("2021-Q1", "2021-Q2"), found, strict=True)
        if sent is not None
        for (on, state), figures in [sent]
    ]
    calendars = (calendar(from_=period("2021-Q1")),)
    return office(units=units, figures=FIGURES, reports=reports, reporting=calendars)


def _told(known: Office, base: Base, window: Window, as_of: str) -> Iterator[Contribution]:
    return unit_contributions(Answers(known, day(as_of)), base, window)


IN_TIME, LATE = "2021-07-02", "2022-02-10"
APART: dict[str, tuple[Any, Any, Any]] = {
    "what is given": ({"flow": 5}, {"flow": 1}, {"flow": {">=": 5}}),
    "yes or one": ({"whole": True}, {"whole": 1}, {"whole": (True,)}),
    "missing or not applying": ({}, {"part": NOT_APPLICABLE}, {"part": (True,)}),
    "what the whole says": ({"whole": False}, {"whole": True}, {"part": (True,)}),
    "what a whole leaves": ({"men": 8}, {"men": 1}, {"trained": {">=": 3}}),
    "what others leave of a sum": (
        {"total": 8, "men": 8},
        {"total": 8, "men": 1},
        {"women": {">=": 3}},
    ),
    "a total of two that are open": ({"total": 8}, {"total": 1}, {"men": {">=": 3}, "women": {">=": 3}}),
    "a decision": ({"rated": "good", "own": {"number": "1", "signed": DAYS[0]}}, {"rated": "good"}, {"rated": ("good",)}),
    "a day in a record": ({"own": {"signed": DAYS[0]}}, {"own": {"signed": DAYS[2]}}, {"own.signed": "in_period"}),
    "a field that is left out": ({"own": {"signed": DAYS[0]}}, {"own": {"number": "1"}}, {"own.signed": "in_period"}),
    "a row": (
        {"rows": ({"number": "1", "done": DAYS[0]},)},
        {"rows": ({"number": "1", "done": DAYS[2]},)},
        RowsCondition(all="rows", where={"done": "in_period"}),
    ),
}  # fmt: skip
"""What two units report that differ in one thing, and a condition by which they add something else."""


def _both(
    said: list[Any], base: Base, window: Window, as_of: str
) -> tuple[list[Contribution], list[Contribution]]:
    """What units add that are counted together, and what each adds where it is counted alone."""
    units = tuple(unit(f"u{place}") for place in range(len(said)))
    together = list(_told(_office(units, said), base, window, as_of))
    alone = [
        entry
        for one, found in zip(units, said, strict=True)
        for entry in _told(_office((one,), (found,)), base, window, as_of)
    ]
    return together, alone


def _count(where: Any, below: Any = None) -> Base:
    return Base(*(Measure(count="units", of="tccsd", where=asked) for asked in (where, below)))


def _window(ends_on: str = "2021-06-30") -> Window:
    return Window(period("2021-H1"), day("2021-01-01"), day("2021-06-30"), day(ends_on))


@pytest.mark.parametrize("thing", APART)
def test_units_that_differ_in_one_thing_do_not_share(thing: str) -> None:
    """Each thing by itself is enough; here it turns the answer, too."""
    one, other, where = APART[thing]
    said = [(None, ((IN_TIME, "received"), figures)) for figures in (one, other)]
    together, alone = _both(said, _count(where), _window(), "2021-07-15")
    assert together == alone
    assert together[0][1:5] != together[1][1:5]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (((IN_TIME, "received"), {"flow": 5}), ((LATE, "received"), {"flow": 5})),
        (((IN_TIME, "received"), {"flow": 5}), ((IN_TIME, "returned"), {"flow": 5})),
        (((IN_TIME, "received"), {"flow": 5}), None),
        (((IN_TIME, "received"), {"flow": 5}), ((IN_TIME, "received"), {"flow": 4})),
    ],
    ids=["it came later", "it was sent back", "none came", "it says another number"],
)
def test_nor_do_units_of_which_one_report_is_another(first: Any, second: Any) -> None:
    """The other quarter's is the same."""
    earlier = (("2021-04-02", "received"), {"flow": 0})
    together, alone = _both(
        [(earlier, first), (earlier, second)], _count({"flow": {"<": 5}}), _window(), "2021-07-15"
    )
    assert together == alone
    assert together[0][1:5] != together[1][1:5]


def test_nor_do_units_that_said_something_else_last() -> None:
    """Of what lasts a yes holds, a no is what was said last."""
    said = [((("2021-04-02", "received"), {"whole": value}), None) for value in (True, False, NOT_APPLICABLE)]
    together, alone = _both([*said, (None, None)], _count({"whole": (True,)}), _window(), "2021-07-15")
    assert together == alone
    assert len({entry[1:5] for entry in together}) > 2


@settings(max_examples=15)
@given(
    _said,
    st.lists(_change, min_size=1, max_size=4),
    st.sampled_from(CONDITIONS),
    st.sampled_from(CONDITIONS),
    st.sampled_from(("2021-05-10", "2021-07-03", "2022-03-01")),
    st.sampled_from(("2021-06-30", "2021-12-31")),
)
def test_what_a_unit_adds_does_not_depend_on_others(
    first: Any, changes: Any, above: Any, below: Any, as_of: str, ends_on: str
) -> None:
    """Units of which the same is known share an answer; those that differ in anything that is asked about do not."""
    said = [first, *(_changed(first, *change) for change in changes)]
    together, alone = _both(said, _count(above, below), _window(ends_on), as_of)
    assert together == alone
