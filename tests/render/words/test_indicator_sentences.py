"""What a report says of an indicator, kind by kind: the right sentences, as the head of an office would write them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.support.indicator_offices import (
    BLOC,
    MASS,
    Figures,
    grassroots,
    indicator_office,
    office_of,
    rated,
    ratings,
)
from tests.support.offices import amendment, calendar, day, figure, indicator, office, period, report, unit
from tests.support.summaries import summary_of
from tests.support.terms import speaking

from ct58.domain.indicators.numbers import COUNT, PERCENT
from ct58.domain.indicators.targets import Requirement
from ct58.domain.records.committee import Closing, PeriodFile
from ct58.domain.records.measure import Measure, SetRule, Target
from ct58.domain.records.office import Office
from ct58.domain.records.reports import Report
from ct58.render.words.indicator_sentences import (
    Telling,
    has_come_to_something,
    indicator_sentence,
    level_words,
    names_and_rest,
    sentence_kind,
    target_words,
)
from ct58.views.summary import IndicatorResults, SummaryView

VI = speaking("vi")
JULY, AFTER = "2021-07-15", "2022-01-25"
TEAM = Measure(of="tccsd", count="units", where={"rating": ("good", "best")})
RATED = Measure(of="tccsd", count="units", where={"rating": ("best", "good", "poor")})
LEVELS = {"best": "Nhất", "good": "Nhì", "poor": "Ba"}


def found(view: SummaryView, id: str) -> IndicatorResults:
    """One indicator of a summary."""
    return next(entry for entry in view.indicators if entry.indicator.id == id)


def said(data: Office, id: str, of: str, as_of: str, *, names_units: bool = True) -> str:
    """The sentence of an indicator in a period."""
    view = summary_of(data, of, as_of)
    return indicator_sentence(found(view, id), Telling(view.programme, VI, names_units))


def kind(data: Office, id: str, of: str, as_of: str) -> str:
    """Which kind of sentence it takes."""
    view = summary_of(data, of, as_of)
    return sentence_kind(found(view, id).last.result, view.programme)


def closed(data: Office, of: str) -> Office:
    """With the books of a period closed."""
    file = PeriodFile(period=period(of), closings=(Closing(on=day("2022-01-20")),))
    return replace(data, periods={**data.periods, of: file})


def admitted(*numbers: int, of: str = "2021-Q2", on: str = "2021-07-03") -> list[Report]:
    """What each unit reports of its new members."""
    return [
        report(f"u{place}", of, on=on, members_admitted=number) for place, number in enumerate(numbers, 1)
    ]


def issued(received_on: str | None) -> Figures:
    """An action programme, received on a day."""
    if received_on is None:
        return {}
    document = {"number": "1-CTr", "issued_on": day("2021-04-01"), "received_on": day(received_on)}
    return {"action_programme": document}


# ------------------------------------------------------------------ counts


def test_a_count_is_told_as_a_part_of_its_plan() -> None:
    """In July nobody writes “không đạt”, and how many reports are missing is said at the top."""
    data = indicator_office(grassroots(2), admitted(231))
    assert said(data, "CT-15", "2021-Q2", JULY) == "Kết nạp 231 đảng viên, bằng 77% kế hoạch năm."


@pytest.mark.parametrize(
    ("before", "change"),
    [(258, "giảm 27 đảng viên"), (230, "tăng 01 đảng viên"), (231, "không đổi")],
)
def test_a_count_is_held_against_the_same_time_a_year_before(before: int, change: str) -> None:
    """Up, down or the same, without a sign; the unit is named."""
    earlier = admitted(before, of="2021-Q2")
    data = indicator_office(grassroots(1), [*earlier, *admitted(231, of="2022-Q2", on="2022-07-03")])
    assert said(data, "CT-15", "2022-Q2", "2022-07-15") == (
        f"Kết nạp 231 đảng viên, bằng 77% kế hoạch năm, {change} so với cùng kỳ năm trước."
    )


def test_a_count_of_a_year_that_is_over_has_its_verdict() -> None:
    """With what is asked; after closing “không đạt”."""
    data = indicator_office(grassroots(1), admitted(4, of="2021-Q4", on="2022-01-03"))
    complete = indicator_office(
        grassroots(1),
        [report("u1", f"2021-Q{number}", on="2022-01-03", members_admitted=100) for number in (2, 3, 4)],
    )
    assert said(complete, "CT-15", "2021", AFTER) == (
        "Kết nạp 300 đảng viên, bằng 100% kế hoạch năm, đạt chỉ tiêu đề ra (từ 300 đảng viên trở lên)."
    )
    assert said(data, "CT-15", "2021", AFTER).endswith("cần thêm 296 đảng viên, chưa kết luận được.")
    assert "cần thêm" not in said(closed(data, "2021"), "CT-15", "2021", AFTER)


def test_nothing_yet_is_said_so() -> None:
    """Not “0 đảng viên, bằng 0% kế hoạch”."""
    data = indicator_office(grassroots(1), admitted(0))
    assert said(data, "CT-15", "2021-Q2", JULY) == (
        "Kết nạp đảng viên: chưa có (chỉ tiêu: từ 300 đảng viên trở lên)."
    )


def test_small_numbers_are_padded_and_have_their_unit() -> None:
    """“01 TCCSĐ”."""
    rows = ({"kind": "private"},)
    data = indicator_office(
        [BLOC], [report("dang-uy-khoi", "2021-Q2", on="2021-07-03", new_organisations=rows)]
    )
    assert said(data, "CT-16", "2021-Q2", JULY) == (
        "Thành lập mới 01 TCCSĐ trong doanh nghiệp ngoài nhà nước, bằng 50% kế hoạch năm."
    )


# ------------------------------------------------------------------ shares


def test_a_share_is_held_against_its_bound() -> None:
    """“Chưa đạt” while the books are open, “không đạt” after."""
    data = office_of(grassroots(3), ratings(good=2, completed=1))
    assert said(data, "CT-18", "2021", AFTER) == (
        "2/3 TCCSĐ được xếp loại hoàn thành tốt nhiệm vụ trở lên (66,7%), chưa đạt chỉ tiêu đề ra (trên 90%)."
    )
    assert "(66,7%), không đạt chỉ tiêu đề ra (trên 90%)." in said(
        closed(data, "2021"), "CT-18", "2021", AFTER
    )
    assert kind(data, "CT-18", "2021", AFTER) == "share"


def test_a_share_that_is_undetermined_says_what_is_missing() -> None:
    """A level comes by decision; what would still turn it, as long as something is open."""
    data = office_of(grassroots(4), [*ratings(good=3), None])
    sentence = said(data, "CT-18", "2021", AFTER)
    assert sentence == (
        "3/3 TCCSĐ được xếp loại hoàn thành tốt nhiệm vụ trở lên (100%; chỉ tiêu: trên 90%); "
        "còn 01 đơn vị chưa có quyết định, cần thêm 01 đơn vị đạt, chưa kết luận được."
    )
    assert said(closed(data, "2021"), "CT-18", "2021", AFTER).endswith(
        "còn 01 đơn vị chưa có quyết định, chưa kết luận được."
    )


def test_a_share_moves_by_percentage_points() -> None:
    """No “điểm %”, no minus sign."""
    units = grassroots(3)
    years = [
        [
            report(member.id, of, on=f"{int(of) + 1}-01-10", **rated(word, on=f"{of}-12-28"))
            for member, word in zip(units, words, strict=True)
        ]
        for of, words in (("2021", ("good", "good", "good")), ("2022", ("good", "good", "completed")))
    ]
    data = indicator_office(units, [*years[0], *years[1]])
    assert said(data, "CT-18", "2022", "2023-01-25").endswith("; giảm 33,3 điểm phần trăm so với năm trước.")
    assert said(indicator_office(units, years[0]), "CT-18", "2021", AFTER).endswith("(trên 90%).")


def test_another_reading_of_the_text_is_told_with_the_verdict() -> None:
    """20% of whom."""
    data = office_of(grassroots(30), ratings(excellent=5, good=25))
    assert (
        "đạt chỉ tiêu đề ra (20% số TCCSĐ hoàn thành tốt, làm tròn xuống), kết luận phụ thuộc cách hiểu"
        in said(data, "CT-19", "2021", AFTER)
    )


def test_a_share_of_none_is_told_in_words() -> None:
    """Not “0/3 TCCSĐ … (0%)”."""
    data = office_of(grassroots(3), ratings(completed=3))
    assert said(data, "CT-18", "2021", AFTER) == (
        "Chưa có TCCSĐ được xếp loại hoàn thành tốt nhiệm vụ trở lên (0/3), chưa đạt chỉ tiêu đề ra (trên 90%)."
    )


def test_a_share_of_none_that_is_not_due_is_not_told() -> None:
    """What may still come has not failed: “0/3” in July says only that nothing has come."""
    data = office_of(grassroots(3), [{}, {}, {}], of="2021-Q2", on="2021-07-03")
    july, later = (found(summary_of(data, "2021", as_of), "CT-11") for as_of in (JULY, AFTER))
    assert july.has_value
    assert not has_come_to_something(july)
    assert has_come_to_something(later)


# ------------------------------------------------------------------ issued


def test_what_is_issued_by_a_day_tells_its_part_in_time_and_who_is_missing() -> None:
    """The superior is only told how many."""
    units = grassroots(4)
    figures = [issued("2021-04-10"), issued("2021-04-20"), issued("2021-04-14"), issued(None)]
    data = office_of(units, figures, of="once", on="2021-05-01")
    told = (
        "3/4 cấp ủy cơ sở đã ban hành chương trình hành động (75%), trong đó 02 đúng hạn; còn 01 đơn vị{names}; "
        "chưa đạt chỉ tiêu đề ra (100%)."
    )
    assert said(data, "CT-03", "2021-Q2", JULY) == told.format(names=f": {units[3].label}")
    assert said(data, "CT-03", "2021-Q2", JULY, names_units=False) == told.format(names="")
    assert kind(data, "CT-03", "2021-Q2", JULY) == "issued"


def test_what_all_issued_in_time_is_told_shortly() -> None:
    """And nobody is missing."""
    data = office_of(grassroots(2), [issued("2021-04-10"), issued("2021-04-10")], of="once", on="2021-05-01")
    assert said(data, "CT-03", "2021-Q2", JULY) == (
        "2/2 cấp ủy cơ sở đã ban hành chương trình hành động (100%), đều đúng hạn; đạt chỉ tiêu đề ra (100%)."
    )


# ------------------------------------------------------------------ nothing allowed


def test_of_what_must_not_be_the_units_are_named() -> None:
    """“01 TCCSĐ không hoàn thành nhiệm vụ: …”, or that there is none."""
    units = grassroots(2)
    data = office_of(units, ratings(good=1, not_completed=1))
    assert said(data, "CT-20", "2021", AFTER) == (
        f"01 TCCSĐ không hoàn thành nhiệm vụ: {units[1].label}; chưa đạt chỉ tiêu đề ra."
    )
    assert said(data, "CT-20", "2021", AFTER, names_units=False).startswith(
        "01 TCCSĐ không hoàn thành nhiệm vụ; "
    )
    clean = office_of(units, ratings(good=2))
    assert said(clean, "CT-20", "2021", AFTER) == "Không có TCCSĐ không hoàn thành nhiệm vụ."
    waiting = office_of(units, [*ratings(good=1), None])
    assert said(waiting, "CT-20", "2021", AFTER) == (
        "Không có TCCSĐ không hoàn thành nhiệm vụ; còn 01 đơn vị chưa có quyết định, chưa kết luận được."
    )


def test_before_the_day_nobody_says_that_there_is_none() -> None:
    """One is rated early, the others may still fail."""
    early = rated("good", on="2021-10-01")
    data = indicator_office(grassroots(2), [report("u1", "2021", on="2021-10-05", **early)])
    assert said(data, "CT-20", "2021", "2021-11-01") == "Đến nay chưa có TCCSĐ không hoàn thành nhiệm vụ."


# ------------------------------------------------------------------ one body


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("good", "xếp loại hoàn thành tốt nhiệm vụ (chỉ tiêu: hoàn thành xuất sắc nhiệm vụ), chưa đạt."),
        ("excellent", "xếp loại hoàn thành xuất sắc nhiệm vụ (chỉ tiêu: hoàn thành xuất sắc nhiệm vụ), đạt."),
    ],
)
def test_one_body_has_its_level(word: str, expected: str) -> None:
    """Not “1/1, đạt 100%”."""
    reports = [report("hoi-cuu-chien-binh-khoi", "2021", on="2022-01-10", organisation_rating=word)]
    data = indicator_office(MASS, reports)
    assert said(data, "CT-23", "2021", "2022-02-01") == f"{MASS[1].name}: {expected}"


def test_several_levels_that_will_do_are_told_by_the_lowest() -> None:
    """“… trở lên”."""
    reports = [report("dang-uy-khoi", "2021", on="2022-01-10", bloc_rating="completed")]
    assert said(indicator_office([BLOC], reports), "CT-21", "2021", "2022-02-01") == (
        "Đảng bộ Khối: xếp loại hoàn thành nhiệm vụ (chỉ tiêu: hoàn thành tốt nhiệm vụ trở lên), chưa đạt."
    )


def test_one_body_without_a_level_does_it_or_not() -> None:
    """What the text asks stands beside."""
    reports = [
        report(
            "dang-uy-khoi", "2021", on="2022-01-10", yearly_review_on=day("2021-12-20"), collectives_praised=2
        )
    ]
    assert said(indicator_office([BLOC], reports), "CT-02", "2021", "2022-02-01") == (
        "Khối tổ chức sơ kết và biểu dương hằng năm: đạt (chỉ tiêu: có sơ kết và có biểu dương)."
    )


# ------------------------------------------------------------------ other programmes


def bare(word: str) -> Office:
    """Another programme, with neither phrases nor units of its own words."""
    return office(
        figures=(figure("rating", type="enum", every="year", adds=None, unit=None, values=LEVELS),),
        indicators=(
            indicator(numerator=TEAM, denominator=RATED, target=Target(op=">=", value=50, unit="percent")),
            indicator(
                "CT-02",
                numerator=replace(TEAM, of=SetRule(ids=("u1",))),
                denominator=replace(RATED, of=SetRule(ids=("u1",))),
                target=Target(op="=", value=100, unit="percent"),
            ),
            indicator(
                "CT-03",
                numerator=replace(TEAM, where={"rating": ("poor",)}),
                target=Target(op="=", value=0, unit="count"),
            ),
        ),
        units=(unit("u1"), unit("u2")),
        reports=(
            report("u1", "2021", on="2022-01-10", rating=word),
            report("u2", "2021", on="2022-01-10", rating="best"),
        ),
    )


def test_a_programme_without_phrases_is_told_by_its_titles() -> None:
    """The form's own words, and the units counted."""
    data = bare("poor")
    assert said(data, "CT-01", "2021", AFTER) == (
        "Chỉ tiêu CT-01: 1/2 đơn vị (50%), đạt chỉ tiêu đề ra (từ 50% trở lên)."
    )
    assert said(data, "CT-02", "2021", AFTER) == "Đơn vị u1: xếp loại Ba (chỉ tiêu: Nhì trở lên), chưa đạt."
    assert (
        said(data, "CT-03", "2021", AFTER)
        == "Chỉ tiêu CT-03: 01 đơn vị (Đơn vị u1); chưa đạt chỉ tiêu đề ra."
    )
    assert said(bare("good"), "CT-03", "2021", AFTER) == "Chỉ tiêu CT-03: không có."


def test_a_level_without_a_phrase_is_called_as_on_the_form() -> None:
    """And one that the form does not know by its word."""
    choice = figure("rating", type="enum", values=LEVELS)
    assert [level_words(choice, word) for word in ("best", "other")] == ["Nhất", "other"]
    told = replace(choice, phrases={"best": "về nhất"})
    assert level_words(told, "best") == "về nhất"


# ------------------------------------------------------------------ several times


def test_several_times_are_told_together() -> None:
    """Year by year, and how often it was met."""
    reports = [
        report("u1", of, on=f"{int(of) + 1}-01-10", **rated(word, on=f"{of}-12-28"))
        for of, word in (("2021", "good"), ("2022", "completed"))
    ]
    data = indicator_office(grassroots(1), reports)
    assert said(data, "CT-18", "2021..2025", "2026-02-01") == (
        "Đơn vị u1: xếp loại năm 2021 hoàn thành tốt nhiệm vụ, năm 2022 hoàn thành nhiệm vụ, "
        "năm 2023 chưa có số liệu, năm 2024 chưa có số liệu, năm 2025 chưa có số liệu; đạt 1/5 năm (chỉ tiêu: hoàn thành tốt nhiệm vụ trở lên)."
    )


def test_of_what_must_not_be_each_time_is_told() -> None:
    """By what it is, not by that it must not be."""
    units = grassroots(2)
    years = [
        report(member.id, of, on=f"{int(of) + 1}-01-10", **rated(word, on=f"{of}-12-28"))
        for of, words in (("2021", ("good", "not_completed")), ("2022", ("good", "good")))
        for member, word in zip(units, words, strict=True)
    ]
    assert said(indicator_office(units, years), "CT-20", "2021..2022", "2023-01-25") == (
        "TCCSĐ không hoàn thành nhiệm vụ: năm 2021 là 01 đơn vị, năm 2022 không có; đạt 1/2 năm (chỉ tiêu: không có)."
    )


def test_of_many_times_those_without_figures_are_counted() -> None:
    """Nineteen quarters are not named one by one."""
    reports = [report("u1", "2021-Q2", on="2021-07-03", publications=1)]
    data = indicator_office(grassroots(1), reports)
    assert said(data, "CT-01", "2021..2025", "2026-02-01").endswith(
        "đạt 1/19 quý (chỉ tiêu: 100%); chưa có số liệu 18 quý."
    )


def test_no_time_is_told_that_is_still_to_come() -> None:
    """Not even of what has no level to be held against: `năm 2025 là 0/118` in July 2021."""
    told = said(indicator_office(grassroots(1)), "CT-13", "2021..2025", JULY)
    assert not any(year in told for year in ("2022", "2023", "2024", "2025"))


def test_times_that_are_not_due_take_no_room() -> None:
    """Unless something has come of them."""
    data = indicator_office(grassroots(1), admitted(7))
    assert said(data, "CT-15", "2021..2025", JULY) == (
        "Kết nạp đảng viên: năm 2021 đến nay là 07 đảng viên; chỉ tiêu: từ 300 đảng viên trở lên."
    )


def test_none_is_no_number_with_a_unit() -> None:
    """Not “0 TCCSĐ”."""
    reports = [
        report("dang-uy-khoi", "2021-Q4", on="2022-01-03", new_organisations=()),
        report("dang-uy-khoi", "2022-Q4", on="2023-01-03", new_organisations=({"kind": "fdi"},)),
    ]
    data = indicator_office([BLOC], reports)
    assert "năm 2021 không có, năm 2022 là 01 TCCSĐ;" in said(data, "CT-17", "2021..2022", "2023-02-01")


def test_times_without_a_conclusion_are_told_beside_those_met() -> None:
    """Not “đạt 0/1” alone of what is 100% of those that reported."""
    reports = [report("u1", "2021-Q2", on="2021-07-03", publications=1)]
    sentence = said(indicator_office(grassroots(2), reports), "CT-01", "2021", "2022-02-01")
    assert "quý II/2021 là 1/1 (100%), quý III/2021 chưa có số liệu" in sentence
    assert "đạt 0/3 quý (chỉ tiêu: 100%); chưa kết luận được 01 quý" in sentence


# ------------------------------------------------------------------ what an end cut short


def cut(**given: Any) -> Office:
    """Two new members by February 2025, when something ended."""
    return office(
        figures=(figure("members", unit="đảng viên", min=0),),
        reporting=(calendar(),),
        indicators=(indicator(target=Target(op=">=", value=10, unit="count")),),
        units=(unit("a"),),
        reports=(report("a", "2025-Q1", on="2025-04-03", members=2),),
        **given,
    )


def test_the_committees_own_end_is_no_part_of_a_sentence() -> None:
    """It is told once, for all that is not judged."""
    data = cut(closed_on="2025-04-10", cut_off="2025-04-20")
    assert said(data, "CT-01", "2025", "2025-05-01") == "Chỉ tiêu CT-01: 02 đảng viên, bằng 20% kế hoạch năm."


def test_an_indicator_that_ended_by_itself_tells_why_it_is_not_judged() -> None:
    """And by which document."""
    data = cut(amendments=(amendment("2025-04-10", ends={"CT-01": "Nhập vào chỉ tiêu khác"}),))
    sentence = said(data, "CT-01", "2025", "2025-05-01")
    assert sentence.startswith("Chỉ tiêu CT-01: 02 đảng viên, bằng 20% kế hoạch năm, không đánh giá, ")
    assert "32-QĐ/ĐUK" in sentence


# ------------------------------------------------------------------ what is asked


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
    assert (
        target_words(Requirement(target, value, PERCENT if target.unit == "percent" else COUNT), VI)
        == expected
    )


def test_the_texts_own_words_come_first() -> None:
    """And without a number nothing is asked."""
    target = Target(op=">=", value=2, unit="count", text="ít nhất 02 TCCSĐ")
    assert (
        target_words(Requirement(target, 2, PERCENT if target.unit == "percent" else COUNT), VI)
        == "ít nhất 02 TCCSĐ"
    )
    assert target_words(None, VI) == ""


def test_many_names_are_cut_with_their_number() -> None:
    """The appendix has them all."""
    assert names_and_rest(["A", "B"], VI) == "A, B"
    assert (
        names_and_rest([str(number) for number in range(12)], VI)
        == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 và 02 đơn vị khác"
    )
