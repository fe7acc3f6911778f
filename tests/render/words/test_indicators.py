"""Measures and targets in words."""

from __future__ import annotations

import pytest
from tests.support.indicator_offices import grassroots, indicator_office, result, shipped_programme
from tests.support.offices import day, figure, indicator, office, period, report, unit
from tests.support.terms import speaking

from ct58.domain.changes.effects import Shift
from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.evaluation import evaluate
from ct58.domain.indicators.result import Result
from ct58.domain.indicators.windows import windows
from ct58.domain.records.measure import Measure, SetRule, Target
from ct58.domain.records.office import Office
from ct58.render.words.indicators import (
    measure_in_words,
    requirement_in_words,
    shift_sentence,
    shifts_in_order,
)

VI = speaking("vi")
NAMES = {"x": "Đoàn TN Khối"}
PROGRAMME = shipped_programme()


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("CT-18", "trên 90% (đúng 90% là chưa đạt)"),
        ("CT-07", "từ 75% trở lên"),
        ("CT-11", "đúng 100%"),
        ("CT-13", "văn bản không ghi con số"),
        ("CT-14", "trên 600 (đúng 600 là chưa đạt; “trên 600 đối tượng”)"),
        ("CT-19", "từ 20% trở lên (làm tròn xuống số nguyên; “20% số TCCSĐ hoàn thành tốt, làm tròn xuống”)"),
        ("CT-20", "đúng 0"),
    ],
)
def test_what_is_asked_is_said_with_its_border(id: str, words: str) -> None:
    """“trên” is strict."""
    assert requirement_in_words(result(indicator_office(grassroots(1)), id), VI) == words


@pytest.mark.parametrize(
    ("id", "words"),
    [
        (
            "CT-01",
            "đảng bộ cơ sở, chi bộ cơ sở: “Số tin, bài tuyên truyền về Nghị quyết 58-NQ/TW trong kỳ” ≥ 1",
        ),
        (
            "CT-03",
            (
                "đảng bộ cơ sở, chi bộ cơ sở: “Số văn bản” có số liệu và “Ngày ban hành” có số liệu hoặc "
                "“Số văn bản” có số liệu và “Ngày Văn phòng nhận” có số liệu"
            ),
        ),
        ("CT-15", "“Số đảng viên kết nạp trong kỳ” · đảng bộ cơ sở, chi bộ cơ sở"),
        (
            "CT-05",
            (
                "đảng bộ cơ sở, chi bộ cơ sở, được giao dự thảo văn bản: mọi dòng của “Văn bản được phân công chủ trì, "
                "tham mưu dự thảo” mà “Hạn hoàn thành” trong kỳ đều có “Ngày hoàn thành” ≤ “Hạn hoàn thành”"
            ),
        ),
    ],
)
def test_a_numerator_in_the_words_of_the_form(id: str, words: str) -> None:
    """Labels, not keys."""
    measure = next(entry.numerator for entry in PROGRAMME.indicators if entry.id == id)
    assert measure_in_words(measure, PROGRAMME, NAMES, VI) == words


def test_sums_alternatives_and_single_units() -> None:
    """What is added and taken away; any of several conditions; a body by its name."""
    summed = Measure(
        of=SetRule(ids=("x",)), sum=("documents_in", "documents_out"), minus=("documents_secret",)
    )
    assert measure_in_words(summed, PROGRAMME, NAMES, VI) == (
        "“Số văn bản đến trong kỳ” + “Số văn bản đi trong kỳ” "
        "− “Số văn bản Mật, cả đi và đến, trong kỳ” · Đoàn TN Khối"
    )
    either = Measure(
        of=SetRule(ids=("x",)), count="units", where=({"in_profit": (True,)}, {"tax_arrears": "given"})
    )
    text = measure_in_words(either, PROGRAMME, NAMES, VI)
    assert text.startswith("Đoàn TN Khối: “Sản xuất kinh doanh có lãi” là có hoặc “")
    assert text.endswith("” có số liệu")


def test_all_units_where_a_set_says_nothing() -> None:
    """An empty rule."""
    assert measure_in_words(Measure(of=SetRule(), count="units"), PROGRAMME, NAMES, VI) == "mọi đơn vị"


def shift(before: Office, after: Office, of: str = "2022") -> Shift:
    """What one indicator was and is in a year, known in the next."""
    return Shift(before=_result(before, of), after=_result(after, of))


def _result(known: Office, of: str) -> Result:
    (asked,) = known.programme.indicators
    (window,) = windows(known, asked, period(of))
    return evaluate(Answers(known, day("2023-03-01")), asked, window)


def yearly(*given: int | None, target: int = 5) -> Office:
    """Units that reported so many members in 2022, or nothing."""
    named = [(f"u{number}", value) for number, value in enumerate(given)]
    return office(
        units=[unit(id_) for id_, _ in named],
        figures=(figure("members", every="year", min=0),),
        indicators=(indicator(title="Kết nạp", target=Target(op=">=", value=target, unit="count")),),
        reports=[
            report(id_, "2022", on="2023-01-05", members=value) for id_, value in named if value is not None
        ],
    )


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (yearly(2, None), yearly(2, 1), "CT-01 Kết nạp, năm 2022: 2 → 3 (đã có 2/2 đơn vị; Chưa đạt)"),
        (yearly(6, None), yearly(6, 0), "CT-01 Kết nạp, năm 2022: 6 (đã có 1/2 → 2/2 đơn vị)"),
        (yearly(6), yearly(6, target=7), "CT-01 Kết nạp, năm 2022: 6 (đã có 1/1 đơn vị; Đạt → Chưa đạt)"),
        (yearly(6), yearly(6), None),
        (yearly(None, None), yearly(None), None),
    ],
)
def test_an_effect_is_told_by_what_has_changed(before: Office, after: Office, said: str | None) -> None:
    """Where nothing that is printed differs, and of what nobody has reported, there is no line."""
    vi = speaking("vi")
    told = [shift_sentence(entry, vi) for entry in shifts_in_order([shift(before, after)], vi)]
    assert told == ([said] if said else [])
