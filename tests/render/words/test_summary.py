"""Sentences of a summary, as the office words them."""

from __future__ import annotations

import pytest
from tests.support.indicator_offices import BLOC, MASS, grassroots, indicator_office, office_of, rated
from tests.support.offices import calendar, day, duty, event, office, report, rule, unit
from tests.support.summaries import summary_of

from ct58.domain.indicators.targets import Requirement
from ct58.domain.records.measure import Target
from ct58.domain.records.office import Office
from ct58.render.words.speech import Speech
from ct58.render.words.summary import (
    duty_sentence,
    indicator_sentence,
    names_and_rest,
    overall_verdict,
    overdue_sentence,
    periods_text,
    rating_sentence,
    reports_sentence,
    target_words,
    verdict_counts,
)
from ct58.views.progress import ItemProgress, overdue_of
from ct58.views.summary import IndicatorResults, SummaryView

VI = Speech("vi")
JULY = "2021-07-15"


def found(view: SummaryView, id: str) -> IndicatorResults:
    """One indicator of a summary."""
    return next(entry for entry in view.indicators if entry.indicator.id == id)


def sentence(view: SummaryView, id: str) -> str:
    """What is said of it."""
    return indicator_sentence(found(view, id), view.programme, VI)


@pytest.mark.parametrize(
    ("op", "value", "unit", "expected"),
    [
        (">", 90, "percent", "trên 90%"),
        (">=", 300, "count", "từ 300 trở lên"),
        ("=", 100, "percent", "100%"),
        ("=", 0, "count", "không có"),
        ("<=", 20, "percent", "không quá 20%"),
        ("<", 1500, "count", "dưới 1.500"),
    ],
)
def test_a_target_is_put_into_words(op: str, value: int, unit: str, expected: str) -> None:
    """“Trên” is strict, “từ … trở lên” is not."""
    target = Target(op=op, value=value, unit=unit)  # type: ignore[arg-type]
    assert target_words(Requirement(target, value), VI) == expected


def test_the_texts_own_words_come_first() -> None:
    """And without a number nothing is asked."""
    target = Target(op=">=", value=2, unit="count", text="ít nhất 02 TCCSĐ")
    assert target_words(Requirement(target, 2), VI) == "ít nhất 02 TCCSĐ"
    assert target_words(None, VI) == ""


def test_a_count_on_its_way_is_a_part_of_the_years_plan() -> None:
    """In July nobody writes “không đạt”."""
    reports = [report("u1", "2021-Q2", on="2021-07-03", members_admitted=131)]
    view = summary_of(indicator_office(grassroots(2), reports), "2021-Q2", JULY)
    assert sentence(view, "CT-15") == (
        "Kết nạp đảng viên: 131 đảng viên, đạt 43,7% kế hoạch năm (yêu cầu từ 300 đảng viên trở lên); "
        "còn 01 đơn vị chưa có số liệu."
    )


def test_nothing_yet_is_said_so() -> None:
    """Not “0 đảng viên, đạt 0%”."""
    reports = [report("u1", "2021-Q2", on="2021-07-03", members_admitted=0)]
    view = summary_of(indicator_office(grassroots(1), reports), "2021-Q2", JULY)
    assert sentence(view, "CT-15") == "Kết nạp đảng viên: chưa có (yêu cầu từ 300 đảng viên trở lên)."


def test_a_share_has_its_fraction_and_its_verdict() -> None:
    """“Chưa đạt” while anything can change."""
    data = office_of(grassroots(3), [rated("good"), rated("good"), rated("completed")])
    view = summary_of(data, "2021", "2022-01-25")
    assert sentence(view, "CT-18") == (
        "TCCSĐ hoàn thành tốt nhiệm vụ trở lên: 2/3, đạt 66,7% (yêu cầu trên 90%); chưa đạt."
    )
    assert "chưa đạt" in verdict_counts(view.indicators, VI)


def test_several_times_are_told_together() -> None:
    """Year by year, and how often it was met."""
    reports = [
        report("u1", of, on=f"{int(of) + 1}-01-10", **rated(word, on=f"{of}-12-28"))
        for of, word in (("2021", "good"), ("2022", "completed"))
    ]
    view = summary_of(indicator_office(grassroots(1), reports), "2021..2025", "2026-02-01")
    assert sentence(view, "CT-18") == (
        "TCCSĐ hoàn thành tốt nhiệm vụ trở lên: năm 2021 đạt, năm 2022 không đạt, năm 2023 chưa có số liệu, "
        "năm 2024 chưa có số liệu, năm 2025 chưa có số liệu; đạt 1/5 kỳ đánh giá (yêu cầu trên 90%)."
    )
    assert overall_verdict(found(view, "CT-18"), VI) == "không đạt (1/5 kỳ)"


def test_of_many_times_those_without_figures_are_counted() -> None:
    """Nineteen quarters are not named one by one."""
    reports = [report("u1", "2021-Q2", on="2021-07-03", publications=1)]
    view = summary_of(indicator_office(grassroots(1), reports), "2021..2025", "2026-02-01")
    assert sentence(view, "CT-01").endswith("đạt 1/19 kỳ đánh giá (yêu cầu 100%); chưa có số liệu 18 kỳ.")


def test_none_is_no_number_with_a_unit() -> None:
    """Not “0 TCCSĐ”."""
    reports = [
        report("dang-uy-khoi", "2021-Q4", on="2022-01-03", new_organisations=()),
        report("dang-uy-khoi", "2022-Q4", on="2023-01-03", new_organisations=({"kind": "fdi"},)),
    ]
    view = summary_of(indicator_office([BLOC], reports), "2021..2022", "2023-02-01")
    assert "năm 2021 không có, năm 2022 là 01 TCCSĐ;" in sentence(view, "CT-17")


def test_met_and_not_met_are_told_first() -> None:
    """Then what is open; once a term is over, too."""
    reports = [report("u1", "2021", on="2022-01-10", **rated("good", on="2021-12-28"))]
    view = summary_of(indicator_office(grassroots(1), reports), "2021..2025", "2026-02-01")
    assert verdict_counts(view.indicators, VI).startswith("không đạt ")


def test_one_body_is_no_share_of_itself() -> None:
    """Not “1/1, đạt 100%”."""
    reports = [report("doan-thanh-nien-khoi", "2021", on="2022-01-10", organisation_rating="excellent")]
    view = summary_of(indicator_office(MASS, reports), "2021", "2022-02-01")
    assert sentence(view, "CT-22") == (
        "Đoàn Thanh niên Khối xếp loại xuất sắc: đạt (yêu cầu xếp loại xuất sắc)."
    )


def test_times_without_a_conclusion_are_told_beside_those_met() -> None:
    """Not “đạt 0/1” alone of what is 100% of those that reported."""
    reports = [report("u1", "2021-Q2", on="2021-07-03", publications=1)]
    view = summary_of(indicator_office(grassroots(2), reports), "2021", "2022-02-01")
    assert "quý II/2021 là 1/1 (100%), quý III/2021 chưa có số liệu" in sentence(view, "CT-01")
    assert "đạt 0/3 kỳ đánh giá (yêu cầu 100%); chưa kết luận được 01 kỳ" in sentence(view, "CT-01")


def work(data: Office, of: str, as_of: str) -> ItemProgress:
    """The one duty of an office in a period."""
    (entry,) = summary_of(data, of, as_of).duties
    return entry


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], "Việc NV-01 (Văn phòng): hạn 30/6/2021, quá hạn 15 ngày."),
        ([event("completed", "2021-06-20")], "Việc NV-01 (Văn phòng): hoàn thành ngày 20/6/2021, đúng hạn."),
        (
            [event("completed", "2021-07-03")],
            "Việc NV-01 (Văn phòng): hoàn thành ngày 03/7/2021, quá hạn 3 ngày.",
        ),
    ],
)
def test_one_duty_is_told_with_its_day(events: list[object], expected: str) -> None:
    """Late, in time, or not done."""
    data = office(duties=(duty(),), events={"NV-01": events})  # type: ignore[dict-item]
    assert duty_sentence(work(data, "2021-Q2", JULY), {"van-phong": "Văn phòng"}, VI) == expected


def test_what_units_owe_is_counted() -> None:
    """Who has until later is not late."""
    data = office(
        duties=(duty(deadline=rule(within="2021..2025"), owners="tccsd", done_when="plan"),),
        units=(unit("a"), unit("b")),
        reports=(report("a", "once", on="2021-04-10", plan=day("2021-04-10")),),
    )
    entry = work(data, "2021-Q2", JULY)
    assert duty_sentence(entry, {}, VI) == "Việc NV-01: 1/2 đơn vị đã hoàn thành; hạn 31/12/2025."


def test_what_recurs_is_counted_and_the_times_overdue_are_named() -> None:
    """Three bulletins, one of them."""
    data = office(
        duties=(duty(deadline=rule(every="month", from_="2021-04")),),
        events={"NV-01": [event("completed", "2021-04-20", occurrence="2021-04")]},
    )
    entry = work(data, "2021-Q2", JULY)
    assert duty_sentence(entry, {}, VI) == (
        "Việc NV-01 (van-phong): đã hoàn thành 1/3 kỳ; còn 02 quá hạn chưa hoàn thành."
    )
    (late,) = overdue_of((entry,))
    assert overdue_sentence(late, {}, VI) == (
        "Việc NV-01 (tháng 5/2021, tháng 6/2021): van-phong chủ trì, kỳ đầu hạn 31/5/2021, quá hạn 45 ngày."
    )


def test_many_periods_are_told_by_the_first_and_the_last() -> None:
    """With their number."""
    data = office(duties=(duty(deadline=rule(every="month", from_="2021-04")),))
    entry = work(data, "2021-Q3", "2021-10-15")
    assert periods_text(entry.periods, VI) == "06 kỳ: tháng 4/2021 … tháng 9/2021"


def test_reports_are_told_with_their_rate() -> None:
    """“đã nhận 2/3 báo cáo (66,7%)”."""
    data = office(
        reporting=(calendar(title="Báo cáo quý"),),
        units=(unit("a"), unit("b"), unit("c")),
        reports=(report("a", "2021-Q2", on="2021-07-03"), report("b", "2021-Q2", on="2021-07-10")),
    )
    (line,) = summary_of(data, "2021-Q2", JULY).main_lines
    assert reports_sentence(line, VI) == (
        "Báo cáo quý II năm 2021: đã nhận 2/3 báo cáo (66,7%), trong đó đúng hạn 1; còn 01 đơn vị chưa gửi."
    )


def test_ratings_are_told_by_level() -> None:
    """Shares are of those that have a level."""
    data = office_of(grassroots(4), [rated("good"), rated("good"), rated("completed"), None])
    view = summary_of(data, "2021", "2022-01-25")
    rating = next(entry for entry in view.ratings if entry.figure.key == "party_rating")
    assert rating_sentence(rating, VI).endswith(
        ", năm 2021: Tốt 02 (66,7%); Hoàn thành 01 (33,3%); chưa có kết quả 01."
    )


def test_one_body_has_its_level() -> None:
    """Not “Tốt 01 (100%)”."""
    reports = [report("dang-uy-khoi", "2021", on="2022-01-10", bloc_rating="good")]
    data = indicator_office([BLOC], reports)
    rating = next(r for r in summary_of(data, "2021", "2022-02-01").ratings if r.figure.key == "bloc_rating")
    assert rating_sentence(rating, VI) == "Xếp loại Đảng bộ Khối, năm 2021: Tốt."


def test_many_names_are_cut_with_their_number() -> None:
    """The appendix has them all."""
    assert names_and_rest(["A", "B"], VI) == "A, B"
    assert (
        names_and_rest([str(number) for number in range(12)], VI)
        == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 và 02 đơn vị khác"
    )
