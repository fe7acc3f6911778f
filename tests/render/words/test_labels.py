"""Figures of a report as people read them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from tests.support.offices import day, figure, rule
from tests.support.terms import speaking

from ct58.domain.indicators.numbers import COUNT, PERCENT, Number, Yardstick, rounded_count, rounded_percent
from ct58.domain.records.programme import SubFigure
from ct58.domain.records.scalars import FigureValue, Scalar
from ct58.domain.time.deadlines import DeadlineRule
from ct58.domain.time.period import Period
from ct58.render.words.labels import fraction, quantity, short_text, value_text
from ct58.render.words.rules import rule_limits, rule_text

VI, EN = speaking("vi"), speaking("en")
RATING = figure("rating", type="enum", values={"good": "Tốt"})
PLAN = figure(
    "plan",
    type="record",
    fields=(
        SubFigure(key="number", label="Số", type="text"),
        SubFigure(key="date", label="Ngày", type="date"),
    ),
)


@pytest.mark.parametrize(
    ("value", "text"),
    [(1250, "1.250"), (Decimal("91.2"), "91,2"), (day("2021-04-05"), "05/4/2021"), (0, "0"), (None, "–")],
)
def test_numbers_and_days_have_the_form_of_the_language(value: FigureValue, text: str) -> None:
    """0 is a figure; what is not given is a dash."""
    assert value_text(figure("members"), value, VI) == text


def test_words_are_shown_by_their_labels() -> None:
    """An unknown word as it is."""
    assert value_text(RATING, "good", EN) == "Tốt"
    assert value_text(RATING, "odd", EN) == "odd"
    assert value_text(RATING, "n/a", EN) == "does not apply"
    assert value_text(figure("plan", type="boolean"), True, EN) == "yes"


def test_records_and_lists_show_what_is_given() -> None:
    """Field by field, row by row."""
    row: dict[str, Scalar | None] = {"number": "12-CTr/ĐU", "date": day("2021-04-05")}
    assert value_text(PLAN, row, VI) == "12-CTr/ĐU; 05/4/2021"
    assert value_text(PLAN, (row, {"number": "13", "date": None}), EN) == "12-CTr/ĐU; 2021-04-05 | 13"
    assert value_text(PLAN, (), EN) == "none"


def test_a_list_is_short_in_a_narrow_place() -> None:
    """Only how many rows."""
    assert short_text(PLAN, ({"number": "1"}, {"number": "2"}), EN) == "rows: 2"
    assert short_text(PLAN, None, EN) == "–"


VI, EN = speaking("vi"), speaking("en")


@pytest.mark.parametrize(
    ("percent", "shown"),
    [
        (Fraction(15600, 171), "91,2%"),
        (Fraction(1825, 2) / 10, "91,3%"),
        (100, "100%"),
        (Fraction(99999, 1000), "99,9%"),
        (Fraction(1, 1000), "0,1%"),
        (0, "0%"),
        (200, "200%"),
        (Fraction(-25, 2), "-12,5%"),
        (None, "–"),
    ],
)
def test_percent_has_one_decimal_and_whole_ones_none(percent: Number | None, shown: str) -> None:
    """91.25 is 91.3; 99.999 is not all."""
    assert quantity(percent, VI, told=PERCENT) == shown


@pytest.mark.parametrize(
    ("count", "expected"),
    [(5, 5), (Fraction(5, 2), Decimal("2.50")), (Fraction(1, 3), Decimal("0.33")), (None, None)],
)
def test_a_count_that_is_not_whole_has_two_decimals(count: Number | None, expected: object) -> None:
    """Sums of decimal figures."""
    assert rounded_count(count) == expected
    assert rounded_percent(None) is None


def test_what_is_not_whole_ends_without_noughts_where_no_decimals_are_stated() -> None:
    """2,9 was reported, and 2,9 is shown."""
    shown = [quantity(count, VI, told=COUNT) for count in (Fraction(29, 10), Fraction(1, 3), Fraction(10))]
    assert shown == ["2,9", "0,33", "10"]
    assert quantity(Fraction(29, 10), VI, told=Yardstick(None, "%/năm", 2)) == "2,90%/năm"


def test_a_fraction_shows_both_counts_or_the_one_there_is() -> None:
    """With the language's own thousands."""
    assert fraction(1717, 1725, VI) == "1.717/1.725"
    assert fraction(1717, None, EN) == "1,717"
    assert fraction(None, 5, EN) == "–"


@pytest.mark.parametrize(
    ("deadline", "vietnamese", "english"),
    [
        (rule(by="2021-Q2"), "đến hết quý II/2021", "by the end of 2021-Q2"),
        (rule(by="2021-06-30"), "chậm nhất ngày 30/6/2021", "by 2021-06-30"),
        (rule(before="2021-04-15"), "trước ngày 15/4/2021", "before 2021-04-15"),
        (rule(within="2021..2025"), "đến hết giai đoạn 2021 - 2025", "by the end of 2021..2025"),
        (rule(every="month"), "chậm nhất ngày cuối mỗi tháng", "by the last day of each month"),
        (rule(every="quarter", due_after=5), "5 ngày sau khi hết quý", "5 days after the quarter"),
        (
            rule(every="month", at="start", due_after=4),
            "chậm nhất ngày 05 hằng tháng",
            "by day 5 of each month",
        ),
        (
            rule(every="quarter", at="start", due_after=9),
            "chậm nhất ngày 10 của tháng đầu quý",
            "by day 10 of each quarter's first month",
        ),
        (
            rule(every="year", at="start", due_after=30),
            "chậm nhất ngày 31/01 hằng năm",
            "by 01-31 each year",
        ),
        (
            rule(every="year", at="start", due_after=59),
            "trong 60 ngày đầu mỗi năm",
            "in the first 60 days of each year",
        ),
        (rule(every="year", in_="03-31"), "chậm nhất ngày 31/3 hằng năm", "by 03-31 each year"),
        (
            rule(every="year", in_="12-15", due_after=5),
            "chậm nhất ngày 20/12 hằng năm",
            "by 12-20 each year",
        ),
        (
            rule(every="year", in_="Q4"),
            "đến hết quý IV hằng năm",
            "by the end of quarter IV of each year",
        ),
        (
            rule(every="year", in_="Q4", due_after=20),
            "20 ngày sau khi hết quý IV hằng năm",
            "20 days after quarter IV of each year",
        ),
        (
            rule(every="year", in_="Q4", at="start"),
            "chậm nhất ngày 01/10 hằng năm",
            "by 10-01 each year",
        ),
    ],
)
def test_every_rule_has_words(deadline: DeadlineRule, vietnamese: str, english: str) -> None:
    """The day that it means, whatever the document writes."""
    assert (rule_text(deadline, VI), rule_text(deadline, EN)) == (vietnamese, english)


def test_the_limits_of_a_rule_are_said_beside() -> None:
    """Its first and last time, and each time that has a day of its own."""
    kept = {Period.of_year(2021): day("2021-12-31"), Period.span(2022, 2023): "end"}
    limited = rule(every="year", at="start", from_="2021", until="2024", exceptions=kept)
    assert list(rule_limits(limited, VI)) == [
        "từ năm 2021",
        "đến hết năm 2024",
        "riêng năm 2021: 31/12/2021",
        "riêng giai đoạn 2022 - 2023: cuối kỳ",
    ]
    assert list(rule_limits(limited, EN))[-1] == "but 2022..2023: the end of its time"
