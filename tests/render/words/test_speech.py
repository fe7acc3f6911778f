"""Words: values and labels as people read them, in Vietnamese or English."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from tests.support.offices import day
from tests.support.terms import speaking

from ct58.domain.time.period import Period
from ct58.i18n import N_, msg
from ct58.render.words.speech import Speech, capital, continued, period_title, roman

VI, EN = Speech("vi"), Speech("en")


@pytest.mark.parametrize(
    ("iso", "vietnamese"),
    [
        ("2021-04-07", "07/4/2021"),
        ("2021-07-15", "15/7/2021"),
        ("2021-01-31", "31/01/2021"),
        ("2021-02-28", "28/02/2021"),
        ("2021-03-01", "01/3/2021"),
        ("2021-12-31", "31/12/2021"),
    ],
)
def test_days_below_10_and_months_1_and_2_are_padded(iso: str, vietnamese: str) -> None:
    """As Party documents write dates (domain.md §5); ISO in English."""
    assert (VI.date(day(iso)), EN.date(day(iso))) == (vietnamese, iso)


@pytest.mark.parametrize(
    ("name", "vietnamese"),
    [
        ("2021-04", "tháng 4/2021"),
        ("2021-Q2", "quý II/2021"),
        ("2021-Q4", "quý IV/2021"),
        ("2021-H1", "6 tháng đầu năm 2021"),
        ("2021-9M", "9 tháng năm 2021"),
        ("2021", "năm 2021"),
        ("2021..2025", "giai đoạn 2021 - 2025"),
        ("once", "một lần"),
    ],
)
def test_periods_are_written_as_the_office_writes_them(name: str, vietnamese: str) -> None:
    """The canonical name in English."""
    period = Period.parse(name)
    assert (VI.period(period), EN.period(period)) == (vietnamese, name)


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (15398, "15.398", "15,398"),
        (412, "412", "412"),
        (0, "0", "0"),
        (-1200, "-1.200", "-1,200"),
        (Decimal("91.2"), "91,2", "91.2"),
        (Decimal("1234.5"), "1.234,5", "1,234.5"),
    ],
)
def test_numbers_have_a_decimal_comma_and_thousands_dots(
    value: int | Decimal, vietnamese: str, english: str
) -> None:
    """And the other way round in English."""
    assert (VI.number(value), EN.number(value)) == (vietnamese, english)


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (2, "02"), (9, "09"), (10, "10"), (1200, "1.200")])
def test_small_counts_are_padded_in_vietnamese(value: int, text: str) -> None:
    """“02 TCCSĐ”; 0 stays 0."""
    assert VI.count(value) == text
    assert EN.count(2) == "2"


def test_days_have_a_singular_in_english() -> None:
    """“1 day”, “15 days”."""
    assert [EN.days(number) for number in (0, 1, 15, 1206)] == ["0 days", "1 day", "15 days", "1,206 days"]


def test_the_week_begins_on_monday() -> None:
    """15 July 2021 was a Thursday."""
    assert [EN.weekday(day(iso)) for iso in ("2021-07-12", "2021-07-15", "2021-07-18")] == [
        "Monday",
        "Thursday",
        "Sunday",
    ]


def test_values_in_a_message_are_shown_in_the_language_s_form() -> None:
    """Dates, periods, yes and no, and messages inside messages."""
    text = msg(
        N_("{a} {b} {c} {d}"),
        a=day("2021-04-07"),
        b=Period.quarter(2021, 2),
        c=True,
        d=msg(N_("x {y}"), y=12),
    )
    assert EN.say(text) == "2021-04-07 2021-Q2 yes x 12"
    assert VI.say(text).startswith("07/4/2021 quý II/2021 ")


def test_data_in_a_message_is_never_a_place_for_values() -> None:
    """Braces in a title stay braces."""
    assert EN.say(msg(N_("“{text}”"), text="{day} {0} %s")) == "“{day} {0} %s”"


def test_a_key_is_called_by_the_vocabulary_it_belongs_to() -> None:
    """`dropped` is an event and a status, `returned` an event and where a report stands."""
    assert (EN.event("dropped"), EN.status("dropped")) == ("given up", "Given up")
    assert (VI.event("suspended"), VI.status("suspended")) == ("tạm dừng", "Tạm dừng")
    assert (EN.event("returned"), EN.report_state("returned")) == ("returned", "sent back")


def test_not_met_is_final_only_with_closed_books() -> None:
    """Before that a figure may still come."""
    assert EN.verdict("not_met") != EN.verdict("not_met", is_closed=True)
    assert EN.verdict("met") == EN.verdict("met", is_closed=True)


def test_documents_have_long_forms() -> None:
    """Days below 10 and months 1 and 2 are padded; a half-year has no longer form."""
    assert VI.long_date(dt.date(2021, 4, 7)) == "ngày 07 tháng 4 năm 2021"
    assert VI.long_date(dt.date(2022, 2, 15)) == "ngày 15 tháng 02 năm 2022"
    assert EN.long_date(dt.date(2021, 4, 7)) == "2021-04-07"
    assert VI.long_period(Period.quarter(2021, 2)) == "quý II năm 2021"
    assert VI.long_period(Period.month(2021, 4)) == "tháng 4 năm 2021"
    assert VI.long_period(Period.half(2021)) == "6 tháng đầu năm 2021"
    assert EN.long_period(Period.quarter(2021, 2)) == "2021-Q2"


def test_percent_is_whole_where_it_can_be() -> None:
    """A dash where there is none."""
    assert [VI.percent(share) for share in (Decimal("91.2"), Decimal("100.0"), None)] == [
        "91,2%",
        "100%",
        "–",
    ]


def test_sections_have_roman_numbers_and_sentences_a_capital() -> None:
    """As documents number and begin."""
    assert [roman(number) for number in (1, 4, 9, 14)] == ["I", "IV", "IX", "XIV"]
    assert (capital("quý II"), capital("")) == ("Quý II", "")
    assert [continued(text) for text in ("Số kiến nghị", "TCCSĐ mới", "")] == [
        "số kiến nghị",
        "TCCSĐ mới",
        "",
    ]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Báo cáo quý", "Báo cáo quý II năm 2021"),
        ("Báo cáo quý của đoàn thể", "Báo cáo quý II năm 2021 của đoàn thể"),
        ("Báo cáo năm", "Báo cáo năm, quý II năm 2021"),
        ("Báo cáo tình hình quý", "Báo cáo tình hình quý, quý II năm 2021"),
        ("Số liệu", "Số liệu, quý II năm 2021"),
    ],
)
def test_a_report_s_title_takes_its_period(title: str, expected: str) -> None:
    """Never “quý, quý II”; other titles get it after a comma."""
    assert period_title(title, "quý II năm 2021") == expected


def test_documents_pad_small_numbers_of_days() -> None:
    """A letter and a work programme alike; a screen in English has no such habit."""
    assert [Speech("vi").counted_days(number) for number in (1, 5, 15)] == ["01 ngày", "05 ngày", "15 ngày"]
    assert Speech("en").counted_days(1) == "1 day"


def test_marks_and_sets_of_units_have_words() -> None:
    """Those that the shipped data uses; an office's own stand as they were written."""
    assert speaking("vi").unit_flag("drafts_documents") == "được giao dự thảo văn bản"
    assert speaking("vi").unit_set("tccsd") == "tổ chức cơ sở đảng"
    assert (speaking("vi").unit_flag("trong_diem"), Speech("vi").unit_set("cum_1")) == ("trong_diem", "cum_1")
