"""Words of assignment tables: what is certain, what is a reading, what nobody can tell."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.offices import day, period

from ct58.domain.time.deadline_words import read_deadline
from ct58.domain.time.deadlines import DeadlineRule

READ: list[tuple[str, dict[str, Any]]] = [
    ("Quý II năm 2021", {"by": period("2021-Q2")}),
    ("Trong quý III/2025", {"by": period("2025-Q3")}),
    ("Hoàn thành trong tháng 6 năm 2025", {"by": period("2025-06")}),
    ("Đến hết năm 2025", {"by": period("2025")}),
    ("6 tháng đầu năm 2025", {"by": period("2025-H1")}),
    ("31.12.2025", {"by": day("2025-12-31")}),
    ("chậm nhất ngày 20/3/2025", {"by": day("2025-03-20")}),
    ("trước ngày 15/4/2021", {"before": day("2021-04-15")}),
    ("trước tháng 7/2025", {"before": day("2025-07-01")}),
    ("Giai đoạn 2021 – 2025", {"within": period("2021..2025")}),
    ("Quý IV năm 2021, các năm tiếp theo", {"every": "year", "in_": "Q4", "from_": period("2021")}),
    ("Quý IV hằng năm", {"every": "year", "in_": "Q4"}),
    ("trước ngày 15/12 hằng năm", {"every": "year", "in_": "12-14"}),
    ("trước ngày 01/3 hằng năm", {"every": "year", "in_": "02-28"}),
    ("ngày 20/6 hằng năm", {"every": "year", "in_": "06-20"}),
    ("Hàng năm", {"every": "year", "assumed": True}),
    ("Định kỳ hằng quý", {"every": "quarter", "assumed": True}),
    ("Quý II", {"by": period("2025-Q2"), "assumed": True}),
    ("Trước 30/6", {"before": day("2025-06-30"), "assumed": True}),
    ("Thường xuyên, liên tục", {}),
]


@pytest.mark.parametrize(("text", "said"), READ)
def test_words_become_a_rule_beside_them(text: str, said: dict[str, Any]) -> None:
    """What the words leave open is marked; the year of the document stands in for one that is not written."""
    assert read_deadline(text, 2025) == DeadlineRule(text=text, **said)


@pytest.mark.parametrize(
    "text",
    [
        "khi có yêu cầu",
        "theo Kế hoạch của Sở",
        "33/13/2025",
        "tuần 1 tháng 6/2025",
        "hôm nay",
        "Quý 5/2025",
        "…",
        "30/2 hằng năm",
    ],
)
def test_what_cannot_be_read_stays_open(text: str) -> None:
    """No rule is made up."""
    assert read_deadline(text, 2025) is None


def test_without_a_year_nothing_is_read_that_lacks_one() -> None:
    """Nobody knows which quarter is meant."""
    assert read_deadline("Quý II") is None
