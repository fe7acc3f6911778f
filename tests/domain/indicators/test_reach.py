"""Which numbers a figure can still come to."""

from __future__ import annotations

from typing import Any

from tests.support.offices import figure, period, unit

from ct58.domain.indicators.known import Fact, FigureCell
from ct58.domain.indicators.reach import candidates, joined, reach

FLOW = figure("admitted", min=3, max=5)


def quarters(*said: Any) -> Fact:
    """A flow of so many quarters; None where one is missing."""
    cells = [
        FigureCell(
            "admitted", unit("u"), period(f"2021-Q{n}"), "missing" if value is None else "given", value
        )
        for n, value in enumerate(said, 1)
    ]
    return Fact("missing", None, tuple(cells))


def test_each_missing_report_adds_what_its_limits_allow_or_does_not_apply() -> None:
    """3 to 5 a quarter: with 4 given and one missing 4, or 7 to 9; with two missing also 10 to 14."""
    assert reach(FLOW, quarters(4, None)).spans == ((4, 4), (7, 9))
    assert reach(FLOW, quarters(4, None, None)).spans == ((4, 4), (7, 9), (10, 14))


def test_what_nobody_has_given_may_not_apply_at_all() -> None:
    """It is then no number."""
    assert reach(FLOW, quarters(None)).may_not_apply
    assert reach(FLOW, quarters(None)).spans == ((3, 5),)
    assert not reach(FLOW, quarters(4, None)).may_not_apply


def test_other_answers_narrow_it() -> None:
    """A part of at most 4."""
    known = quarters(None)
    narrow = known._replace(cells=(known.cells[0]._replace(limits=(3, 4)),))
    assert reach(FLOW, narrow).spans == ((3, 4),)


def test_what_nothing_limits_is_open() -> None:
    """Above, below, or both."""
    assert reach(figure("admitted"), quarters(4, None)).spans == ((None, None),)
    assert reach(figure("admitted", min=0), quarters(4, None)).spans == ((4, None),)


def test_whole_numbers_are_tried_beside_marks_and_decimals_between_them() -> None:
    """As far as they are possible."""
    assert list(candidates(FLOW, reach(FLOW, quarters(None)), [4])) == [3, 4, 5]
    halves = figure("admitted", type="decimal", min=0, max=1)
    found = list(candidates(halves, reach(halves, quarters(None)), [0]))
    assert found[0] == 0
    assert found[-1] == 1
    assert sum(0 < number < 1 for number in found) >= 2


def test_spans_that_touch_are_one() -> None:
    """In any order."""
    assert joined([(5, None), (0, 1), (1, 3), (None, -2)]) == [(None, -2), (0, 3), (5, None)]
