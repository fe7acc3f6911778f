"""Words of assignment tables: what is certain, what is a reading, what nobody can tell."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.offices import day, period

from ct58.domain.time.deadline_words import LeaningOn, often_of, read_deadline
from ct58.domain.time.deadlines import After, DeadlineRule
from ct58.domain.time.due_days import Cycle, MonthDay, WeekDay, YearDay

IN_2025 = LeaningOn(year=2025)

READ: list[tuple[str, dict[str, Any]]] = [
    ("Quý II năm 2021", {"by": period("2021-Q2")}),
    ("Trong quý III/2025", {"by": period("2025-Q3")}),
    ("Hoàn thành trong tháng 6 năm 2025", {"by": period("2025-06")}),
    ("Đến hết năm 2025", {"by": period("2025")}),
    ("Từ nay đến hết năm 2025", {"by": period("2025")}),
    ("6 tháng đầu năm 2025", {"by": period("2025-H1")}),
    ("31.12.2025", {"by": day("2025-12-31")}),
    ("30/9/2025", {"by": day("2025-09-30")}),
    ("chậm nhất ngày 20/3/2025", {"by": day("2025-03-20")}),
    ("trước ngày 15/4/2021", {"before": day("2021-04-15")}),
    ("Xong trước 30/9/2025", {"before": day("2025-09-30")}),
    ("trước tháng 7/2025", {"before": day("2025-07-01")}),
    ("Giai đoạn 2021 – 2025", {"within": period("2021..2025")}),
    ("Năm 2025-2026", {"within": period("2025..2026")}),
    ("Quý III/2025 đến Quý II/2026", {"within": period("2025-Q3..2026-Q2")}),
    ("Từ quý III/2025 đến hết quý II/2026", {"within": period("2025-Q3..2026-Q2")}),
    ("Quý II-III/2025", {"within": period("2025-Q2..2025-Q3")}),
    ("Quý II", {"by": period("2025-Q2"), "assumed": True}),
    ("Trước 30/6", {"before": day("2025-06-30"), "assumed": True}),
    ("17/12 (cấp xã)", {"by": day("2025-12-17"), "assumed": True}),
    ("cuối năm", {"by": period("2025"), "assumed": True}),
    ("Thường xuyên, liên tục", {}),
]
MONTHLY, QUARTERLY, HALF, YEARLY = ({"every": every} for every in ("month", "quarter", "half", "year"))
OPEN: dict[str, Any] = {"assumed": True}
RECURRING: list[tuple[str, dict[str, Any]]] = [
    ("chậm nhất ngày 20 tháng của cuối quý", {**QUARTERLY, "on": MonthDay(day=20)}),
    ("ngay 20 thang cuoi quy", {**QUARTERLY, "on": MonthDay(day=20)}),
    ("Chậm nhất vào ngày 20 của tháng cuối mỗi quý", {**QUARTERLY, "on": MonthDay(day=20)}),
    ("hằng quý, trước ngày 25 tháng cuối quý", {**QUARTERLY, "on": MonthDay(day=25), "due_after": -1}),
    ("ngày 25 của tháng cuối kỳ 6 tháng", {**HALF, "on": MonthDay(day=25)}),
    ("ngày 25 của tháng cuối kỳ", {**HALF, "on": MonthDay(day=25), **OPEN}),
    ("trước ngày 25 hàng tháng", {**MONTHLY, "on": MonthDay(day=25), "due_after": -1}),
    ("Hằng tháng (trước ngày 25)", {**MONTHLY, "on": MonthDay(day=25), "due_after": -1}),
    ("ngày cuối hằng tháng", MONTHLY),
    ("ngày 05 tháng sau", {**MONTHLY, "on": MonthDay(day=5, of="next_month")}),
    ("ngày 05 của tháng đầu quý sau", {**QUARTERLY, "on": MonthDay(day=5, of="next_month")}),
    ("ngày 10 tháng đầu quý", {**QUARTERLY, "on": MonthDay(day=10, of="first_month")}),
    ("10 ngày sau khi kết thúc quý", {**QUARTERLY, "due_after": 10}),
    ("trong 10 ngày đầu mỗi quý", {**QUARTERLY, "at": "start", "due_after": 9}),
    ("ngày cuối cùng của quý", QUARTERLY),
    ("ngày 10 tháng 12 hằng năm", {**YEARLY, "on": "12-10"}),
    ("ngày 20/6 hằng năm", {**YEARLY, "on": "06-20"}),
    ("trước ngày 15/12 hằng năm", {**YEARLY, "on": "12-15", "due_after": -1}),
    ("Hàng năm, trước 15/12", {**YEARLY, "on": "12-15", "due_after": -1}),
    ("06 tháng: 15 tháng 6 và 15 tháng 12", {**YEARLY, "on": ("06-15", "12-15")}),
    ("trước 15/6 và 15/12 hằng năm", {**YEARLY, "on": ("06-15", "12-15"), "due_after": -1}),
    ("15/6 và 15/12", {**YEARLY, "on": ("06-15", "12-15"), **OPEN}),
    (
        "15/6 và 15/12/2025",
        {**YEARLY, "on": ("06-15", "12-15"), "from_": period("2025"), "until": period("2025")},
    ),
    ("Tháng 6, tháng 12 hằng năm", {**YEARLY, "on": ("06-30", "12-31")}),
    ("ngày 31 tháng 3 năm sau", {**YEARLY, "on": YearDay(date="03-31", year="next")}),
    ("tháng 12 hằng năm", {**YEARLY, "in_": 12}),
    ("Quý IV hằng năm", {**YEARLY, "in_": "Q4"}),
    ("Hằng năm (Quý IV)", {**YEARLY, "in_": "Q4"}),
    ("6 tháng đầu năm, hằng năm", {**YEARLY, "in_": "H1"}),
    ("trước tháng 12 hằng năm", {**YEARLY, "in_": 12, "at": "start", "due_after": -1}),
    ("Quý IV năm 2021, các năm tiếp theo", {**YEARLY, "in_": "Q4", "from_": period("2021")}),
    ("Năm 2025 và các năm tiếp theo", {**YEARLY, "from_": period("2025"), **OPEN}),
    ("thứ Sáu hằng tuần", {"every": "week", "on": WeekDay(weekday="friday")}),
    ("chiều thứ 2 mỗi tuần", {"every": "week", "on": WeekDay(weekday="monday")}),
    ("Chủ nhật hằng tuần", {"every": "week", "on": WeekDay(weekday="sunday")}),
    ("Hàng năm", {**YEARLY, **OPEN}),
    ("01 lần/năm", {**YEARLY, **OPEN}),
    ("Định kỳ hằng quý", {**QUARTERLY, **OPEN}),
    ("Hàng quí", {**QUARTERLY, **OPEN}),
    ("3 tháng một lần", {**QUARTERLY, **OPEN}),
    ("Quý, 6 tháng, năm", {**QUARTERLY, **OPEN}),
    ("định kỳ 6 tháng", {**HALF, **OPEN}),
    ("6 tháng và hằng năm", {**HALF, **OPEN}),
    ("02 lần/năm", {**HALF, **OPEN}),
    ("02 năm/lần", {"every": Cycle(years=2), **OPEN}),
    ("hai năm một lần", {"every": Cycle(years=2), **OPEN}),
    ("04 tháng/lần", {"every": Cycle(months=4), **OPEN}),
    (
        "hằng quý, từ 15/6/2025 đến 30/6/2026",
        {**QUARTERLY, "from_": day("2025-06-15"), "until": day("2026-06-30"), **OPEN},
    ),
    (
        "hằng quý; riêng quý II/2021 ngày 15/7",
        {**QUARTERLY, "exceptions": {period("2021-Q2"): day("2021-07-15")}, **OPEN},
    ),
]


@pytest.mark.parametrize(("text", "said"), RECURRING)
def test_what_comes_again_becomes_a_rule(text: str, said: dict[str, Any]) -> None:
    """How often, and on which day of each time; without a day that is open."""
    assert read_deadline(text, IN_2025) == DeadlineRule(text=text, **said)


@pytest.mark.parametrize(
    ("title", "text", "said"),
    [
        ("Báo cáo năm", "ngày 10 tháng 12", {**YEARLY, "on": "12-10", **OPEN}),
        ("Báo cáo quý về phòng cháy", "ngày 25 tháng cuối kỳ", {**QUARTERLY, "on": MonthDay(day=25), **OPEN}),
        ("Báo cáo tháng", "chậm nhất ngày 25", {**MONTHLY, "on": MonthDay(day=25), **OPEN}),
        ("Báo cáo năm 2025", "ngày 10 tháng 12", {"by": day("2025-12-10"), **OPEN}),
        ("Kế hoạch năm", "ngày 10 tháng 12", {"by": day("2025-12-10"), **OPEN}),
    ],
)
def test_the_name_of_a_thing_says_how_often_it_comes(title: str, text: str, said: dict[str, Any]) -> None:
    """What leans on it is marked."""
    assert read_deadline(text, LeaningOn(year=2025, often=often_of(title))) == DeadlineRule(text=text, **said)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("trong 30 ngày sau khi ban hành Quy chế", "issued"),
        ("Trong vòng 30 ngày kể từ ngày Quy chế được phê duyệt", "approved"),
        ("30 ngày sau khi trình Quy chế", "submitted"),
    ],
)
def test_what_waits_names_the_item_of_the_words(text: str, event: Any) -> None:
    """Where somebody knows which is meant; an item's own id is no reading."""
    known = LeaningOn(year=2025, item={"quy che": "NV-03"}.get)
    after = After(item="NV-03", event=event, days=30)
    assert read_deadline(text, known) == DeadlineRule(text=text, after=after, assumed=True)
    assert read_deadline(text, IN_2025) is None


@pytest.mark.parametrize(("text", "said"), READ)
def test_words_become_a_rule_beside_them(text: str, said: dict[str, Any]) -> None:
    """What the words leave open is marked; the year of the document stands in for one that is not written."""
    assert read_deadline(text, IN_2025) == DeadlineRule(text=text, **said)


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
        "ngày 32 hằng tháng",
        "tháng 13 hằng năm",
        "17/12, 19/12, 22/12",
        "hằng tháng, quý, năm",
        "2 tuần/lần",
        "15 ngày làm việc sau khi ban hành Quy chế",
        "Hoàn thành trước 30/6/2025; báo cáo hằng quý",
        "Hằng năm theo kế hoạch",
        "sau tháng 6/2025",
        "cuối quý",
    ],
)
def test_what_cannot_be_read_stays_open(text: str) -> None:
    """No rule is made up."""
    assert read_deadline(text, IN_2025) is None


def test_without_a_year_nothing_is_read_that_lacks_one() -> None:
    """Nobody knows which quarter is meant."""
    assert read_deadline("Quý II") is None
