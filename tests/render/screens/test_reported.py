"""What was reported and what is known now, in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.support.offices import day, period, unit
from tests.support.terms import speaking

from ct58.domain.indicators.numbers import Pair
from ct58.domain.records.committee import Issue, IssuedFigure
from ct58.render.screens.reported import figure_text, issue_title, reported_blocks, unit_text
from ct58.views.reported import Cause, ReportedUnit

VI = speaking("vi")


def test_a_figure_is_told_as_it_was_printed() -> None:
    """A share with its fraction; a verdict only where one was given."""
    share = IssuedFigure(
        id="CT-18",
        period=period("2021"),
        numerator=156,
        denominator=171,
        value=Decimal("91.2"),
        verdict="met",
    )
    count = IssuedFigure(id="CT-15", period=period("2021"), numerator=1310, value=1310, verdict="not_due")
    assert figure_text(share, VI) == "156/171 = 91,2% (đạt)"
    assert figure_text(count, VI) == "1.310"
    assert figure_text(IssuedFigure(id="CT-20", period=period("2021"), verdict="no_data"), VI) == "–"


@pytest.mark.parametrize(
    ("cause", "before", "after", "expected"),
    [
        ("arrived", None, (12, 0), "Đơn vị a: 12 (báo cáo đến sau)"),
        ("corrected", (5, 0), (7, 0), "Đơn vị a: 5, nay 7 (sửa số liệu)"),
        ("corrected", None, (7, 0), "Đơn vị a: 7 (sửa số liệu)"),
        ("left", (5, 0), None, "Đơn vị a: 5 (không còn tính)"),
    ],
)
def test_a_unit_is_told_with_what_it_counts_for(
    cause: Cause, before: Pair | None, after: Pair | None, expected: str
) -> None:
    """Then and now, and why."""
    change = ReportedUnit(unit=unit("a"), cause=cause, before=before, after=after)
    assert unit_text(change, False, VI) == expected


def test_a_report_without_a_number_is_known_by_its_name() -> None:
    """As `--rev` knows it; where nothing has changed, nothing is said."""
    issue = Issue(name="bc-2021-q2-btv", on=day("2021-07-16"), as_of=day("2021-07-15"))
    assert issue_title(issue, VI) == "báo cáo bc-2021-q2-btv, ngày 16/7/2021"
    assert reported_blocks((), VI) == ()
