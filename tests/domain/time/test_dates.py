"""Dates and periods as clerks write them (contract §1, domain.md §9)."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct58.domain.time.dates import DATE_HINT, PERIOD_HINT, parse_date, parse_period
from ct58.domain.time.period import FIRST_YEAR, LAST_YEAR, Period
from ct58.errors import BadUsage
from ct58.i18n import Translator

Form = Literal["NFC", "NFD"]

TODAY = dt.date(2021, 7, 15)
DAYS = st.dates(dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31))
YEARS = st.integers(FIRST_YEAR, LAST_YEAR)
ROMAN = ("I", "II", "III", "IV")


def said(refusal: BadUsage) -> str:
    """What the refusal says, in English."""
    return Translator("en").say(refusal.message)


@pytest.mark.parametrize(
    "text",
    [
        "2021-07-04",
        "2021-7-4",
        "4/7/2021",
        "04/07/2021",
        "4-7-2021",
        "4.7.2021",
        "4/7",
        "04 / 07 / 2021",
        "ngày 4/7/2021",
        "Ngày 04/7",
        "ngày 4 tháng 7 năm 2021",
        "ngày 04 tháng 7, năm 2021",
        "4 tháng 7",
        "NGÀY 4 THÁNG 7 NĂM 2021",
        "ngay 4 thang 7 nam 2021",
        "\u00a04/7/2021\u00a0",
        "  4/7/2021\n",
        "ngày\u00a04/7/2021",
        "\u200b4/7/2021",
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_date_is_day_month_year(text: str, form: Form) -> None:
    """04/07/2021 is 4 July, however it is typed; without a year it is this year's."""
    assert parse_date(unicodedata.normalize(form, text), TODAY) == dt.date(2021, 7, 4)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("hôm nay", 15),
        ("Hôm  Nay", 15),
        ("hom nay", 15),
        ("today", 15),
        ("hôm qua", 14),
        ("yesterday", 14),
        ("ngày mai", 16),
        ("tomorrow", 16),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_days_near_today_have_names(text: str, day: int, form: Form) -> None:
    """Today is what the caller says it is, never the clock."""
    assert parse_date(unicodedata.normalize(form, text), TODAY) == dt.date(2021, 7, day)


@given(DAYS)
def test_each_way_to_write_a_day_gives_that_day(day: dt.date) -> None:
    """ISO, slashes and the long form agree for every day of the calendar."""
    slashes = f"{day.day}/{day.month}/{day.year}"
    spoken = f"ngày {day.day} tháng {day.month} năm {day.year}"
    assert {parse_date(text, TODAY) for text in (day.isoformat(), slashes, spoken)} == {day}


@pytest.mark.parametrize("text", ["31/6/2021", "29/2/2021", "29/2", "2021-13-01", "0/1/2021", "1/1/0201"])
def test_a_day_that_no_month_has_is_refused(text: str) -> None:
    """The message names the text, the hint shows how to write it."""
    with pytest.raises(BadUsage) as refused:
        parse_date(text, TODAY)
    assert said(refused.value) == f"“{text}” is not in the calendar."
    assert refused.value.hint is not None
    assert refused.value.hint.text == DATE_HINT


def test_29_february_without_a_year_is_read_in_this_year() -> None:
    """In a leap year it exists."""
    assert parse_date("29/2", dt.date(2024, 7, 1)) == dt.date(2024, 2, 29)


@pytest.mark.parametrize("text", ["15/7/21", "15.7.21", "15-7-021", "ngày 15 tháng 7 năm 21", "1/1/20211"])
def test_a_year_has_four_digits(text: str) -> None:
    """15/7/21 might be 1921; nobody guesses."""
    with pytest.raises(BadUsage) as refused:
        parse_date(text, TODAY)
    assert said(refused.value) == f"“{text}”: the year must have four digits."


@pytest.mark.parametrize(
    "text",
    [
        "４／７／２０２１",
        "1²/4/2021",
        "٤/7/2021",
        "",
        "x",
        "15",
        "15.7",
        "15-7",
        "15.7-2021",
        "٣/٧/2021",
        "2021-Q2",
        "15/7/2021 x",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    """15.7 may be a number and 15-7 a range, so neither is a date."""
    with pytest.raises(BadUsage) as refused:
        parse_date(text, TODAY)
    assert said(refused.value) == f"“{text}” is not a date."


def test_a_refusal_quotes_the_text_composed_and_trimmed() -> None:
    """What the clerk reads is what she typed, without the spaces around."""
    with pytest.raises(BadUsage) as refused:
        parse_date(unicodedata.normalize("NFD", "  tuần tới "), TODAY)
    assert said(refused.value) == "“tuần tới” is not a date."
    assert refused.value.exit_code == 2


@given(st.text())
def test_any_text_gives_a_date_or_a_refusal(text: str) -> None:
    """No text makes it fail in another way, and no date lies outside the years of periods."""
    try:
        day = parse_date(text, TODAY)
    except BadUsage:
        return
    assert FIRST_YEAR <= day.year <= LAST_YEAR


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("2021-Q2", "2021-Q2"),
        ("2021-q2", "2021-Q2"),
        (" 2021-h1 ", "2021-H1"),
        ("2021-9m", "2021-9M"),
        ("2021-04", "2021-04"),
        ("2021..2025", "2021..2025"),
        ("once", "once"),
        ("ONCE", "once"),
        ("Quý II/2021", "2021-Q2"),
        ("Quý II năm 2021", "2021-Q2"),
        ("QUÝ II NĂM 2021", "2021-Q2"),
        ("quý 2 năm 2021", "2021-Q2"),
        ("quý II, năm 2021", "2021-Q2"),
        ("quý Ⅱ/2021", "2021-Q2"),
        ("quí II - 2021", "2021-Q2"),
        ("quy 2/2021", "2021-Q2"),
        ("Q2/2021", "2021-Q2"),
        ("Q2 2021", "2021-Q2"),
        ("II/2021", "2021-Q2"),
        ("iv/2021", "2021-Q4"),
        ("6 tháng đầu năm 2021", "2021-H1"),
        ("06 tháng đầu năm 2021", "2021-H1"),
        ("Sáu tháng đầu năm 2021", "2021-H1"),
        ("6 tháng/2021", "2021-H1"),
        ("6 thang dau nam 2021", "2021-H1"),
        ("9 tháng năm 2021", "2021-9M"),
        ("6 tháng cuối năm 2021", "2021-H2"),
        ("Tuần 15/2021", "2021-W15"),
        ("tuần thứ 15 năm 2021", "2021-W15"),
        ("2021-w15", "2021-W15"),
        ("2021@06-15", "2021@06-15"),
        ("kỳ 15/6/2021", "2021@06-15"),
        ("đợt ngày 15/6/2021", "2021@06-15"),
        ("từ tháng 1 đến tháng 4/2021", "2021-01..2021-04"),
        ("tháng 1 - 4/2021", "2021-01..2021-04"),
        ("Quý III/2025 đến Quý II/2026", "2025-Q3..2026-Q2"),
        ("2025-Q3..2026-Q2", "2025-Q3..2026-Q2"),
        ("từ 15/7/2025 đến 14/6/2026", "2025-07-15..2026-06-14"),
        ("2021-01..2021-03", "2021-Q1"),
        ("quý I - II/2021", "2021-H1"),
        ("quý I đến quý III/2021", "2021-9M"),
        ("từ tháng 1 đến tháng 12/2021", "2021"),
        ("9 tháng đầu năm 2021", "2021-9M"),
        ("chín tháng đầu năm 2021", "2021-9M"),
        ("tháng 4/2021", "2021-04"),
        ("tháng 04 năm 2021", "2021-04"),
        ("T12/2021", "2021-12"),
        ("năm 2021", "2021"),
        ("cả năm 2021", "2021"),
        ("nam 2021", "2021"),
        ("2021", "2021"),
        ("2021-2025", "2021..2025"),
        ("2021 - 2025", "2021..2025"),
        ("2021 .. 2025", "2021..2025"),
        ("giai đoạn 2021 – 2025", "2021..2025"),
        ("nhiệm kỳ 2020\u00a0-\u00a02025", "2020..2025"),
        ("2021 đến 2025", "2021..2025"),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_period_may_be_written_as_the_office_writes_it(text: str, canonical: str, form: Form) -> None:
    """With or without accents, in any case, with Roman or Arabic numbers."""
    assert str(parse_period(unicodedata.normalize(form, text))) == canonical


@given(YEARS, st.integers(1, 4))
def test_each_way_to_write_a_quarter_gives_that_quarter(year: int, number: int) -> None:
    """Roman, Arabic, canonical."""
    roman = ROMAN[number - 1]
    texts = (f"Quý {roman}/{year}", f"quý {number} năm {year}", f"{roman}/{year}", f"{year}-Q{number}")
    assert {parse_period(text) for text in texts} == {Period.quarter(year, number)}


@pytest.mark.parametrize(
    ("text", "canonical"),
    [("quý II", "2021-Q2"), ("Q3", "2021-Q3"), ("tháng 4", "2021-04"), ("6 tháng đầu năm", "2021-H1")],
)
def test_the_year_may_be_left_out_where_today_is_known(text: str, canonical: str) -> None:
    """It is today's; where today is not given, the text is refused for want of a year."""
    assert str(parse_period(text, TODAY)) == canonical
    with pytest.raises(BadUsage) as refused:
        parse_period(text)
    assert said(refused.value) == f"“{text}” has no year."


@pytest.mark.parametrize(
    "text",
    [
        "２０２１",
        "quý ②/2021",
        "",
        "x",
        "4/2021",
        "quý 5/2021",
        "quý 0/2021",
        "quý IIII/2021",
        "quý VI/2021",
        "tháng 13/2021",
        "2025-2021",
        "năm 2500",
        "2021-13",
        "2021-07-15",
        "quý II/2021 x",
    ],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    """4/2021 too: it may be the month or the quarter. The hint shows what is accepted."""
    with pytest.raises(BadUsage) as refused:
        parse_period(text, TODAY)
    assert said(refused.value) == f"“{text}” is not a period."
    assert refused.value.hint is not None
    assert refused.value.hint.text == PERIOD_HINT


@pytest.mark.parametrize("text", ["quý II/21", "tháng 4/21", "năm 21"])
def test_a_periods_year_has_four_digits(text: str) -> None:
    """As in dates."""
    with pytest.raises(BadUsage) as refused:
        parse_period(text, TODAY)
    assert said(refused.value) == f"“{text}”: the year must have four digits."


@given(st.text())
def test_any_text_gives_a_period_or_a_refusal(text: str) -> None:
    """No text makes it fail in another way."""
    try:
        period = parse_period(text, TODAY)
    except BadUsage:
        return
    assert Period.parse(str(period)) == period
