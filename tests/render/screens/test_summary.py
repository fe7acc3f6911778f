"""`ct58 summary` in words: the whole report as a secretary reads it, and what each reader gets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.support.demo_office import demo_office
from tests.support.offices import (
    calendar,
    duty,
    event,
    figure,
    indicator,
    office,
    period,
    report,
    task,
    unit,
)
from tests.support.summaries import summary_markdown, summary_of
from tests.support.terms import speaking

from ct58.domain.records import narrative
from ct58.domain.records.committee import PeriodFile
from ct58.domain.records.measure import Target
from ct58.domain.records.narrative import Profile, SummarySection
from ct58.domain.records.programme import TaskGroup
from ct58.render.screens.summary import _FILLED_BY, programme_name, subject, summary_as_json
from ct58.render.words.speech import Speech
from ct58.views.summary import SummaryView

Golden = Callable[[str, str], None]
VI, EN = speaking("vi"), speaking("en")
BTV: Profile = "standing-committee"
WRITTEN = PeriodFile(
    period=period("2021-Q2"),
    narrative={
        "overview": "Tình hình ổn định.\nCác cấp ủy chủ động.",
        "II.1": "Công tác tuyên truyền được quan tâm.",
        "shortcomings": "Còn đơn vị gửi chậm.",
        "proposals": "Không có.",
        "proposals-superior": "Đề nghị Tỉnh ủy hướng dẫn.",
    },
)


def markdown(view: SummaryView, speech: Speech = VI) -> str:
    """The whole report as Markdown."""
    return summary_markdown(view, speech)


@pytest.mark.parametrize(
    ("of", "as_of", "to"),
    [
        ("2021-Q2", "2021-07-15", "standing-committee"),
        ("2021-Q2", "2021-07-15", "superior"),
        ("2021-9M", "2021-10-15", "standing-committee"),
        ("2022", "2023-02-01", "standing-committee"),
        ("2022", "2023-02-01", "superior"),
        ("2021..2025", "2026-02-01", "standing-committee"),
        ("2021..2025", "2026-02-01", "superior"),
    ],
)
def test_a_report_reads_as_reviewed(golden: Golden, of: str, as_of: str, to: Profile) -> None:
    """Six months, nine months, a year, the whole term; for both readers."""
    golden(markdown(summary_of(demo_office(), of, as_of, to)), f"summary-{of.replace('..', '-')}-{to}.md")


def test_the_final_report_has_nothing_that_is_only_for_work() -> None:
    """No revision, no mark, no ids, no notes of units."""
    text = markdown(summary_of(demo_office(WRITTEN), "2021-Q2", "2021-07-15", is_final=True))
    for work in ("Bản làm việc", "[cần", "CT-15", "để tham khảo", "Bản dữ liệu"):
        assert work not in text


def test_a_section_is_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """One more is asked for, kept, shown with its number and its words, and known to `check`, by its row alone."""
    row = SummarySection(key="press", title="PRESS", needs_words=frozenset({"part"}))
    monkeypatch.setattr(narrative, "SECTIONS", (*narrative.SECTIONS, row))
    assert "press-superior" in narrative.narrative_keys(demo_office().programme)
    view = summary_of(demo_office(WRITTEN), "2021-Q2", "2021-07-15")
    assert view.missing == ("press",)
    assert "## VI. PRESS\n\n\\[to be added]\n" in markdown(view, EN)
    told = replace(WRITTEN, narrative={**WRITTEN.narrative, "press": "Ba bài."})
    assert "PRESS\n\nBa bài./.\n" in markdown(summary_of(demo_office(told), "2021-Q2", "2021-07-15"))


def test_figures_fill_only_sections_that_there_are() -> None:
    """A key without its section would never be shown."""
    assert _FILLED_BY.keys() <= {section.key for section in narrative.SECTIONS}


def test_what_people_wrote_is_printed_paragraph_by_paragraph() -> None:
    """Under its section, before what the figures say."""
    text = markdown(summary_of(demo_office(WRITTEN), "2021-Q2", "2021-07-15"))
    assert "## TÌNH HÌNH CHUNG\n\nTình hình ổn định.\n\nCác cấp ủy chủ động.\n" in text
    assert "Công tác tuyên truyền được quan tâm.\n\n- " in text
    assert "cần bổ sung" not in text


def test_every_report_that_came_is_counted_by_what_it_says_of_its_figures() -> None:
    """With those that don't say: the numbers add up to the reports received, and none of them is zero."""
    estimated = replace(report("a", "2021-Q2", on="2021-07-03"), quality="estimated")
    reports = (estimated, report("b", "2021-Q2", on="2021-07-03"))
    data = office(reporting=(calendar(),), units=(unit("a"), unit("b")), reports=reports)
    text = markdown(summary_of(data, "2021-Q2", "2021-07-15"))
    assert "(100%); trong đó 01 báo cáo số liệu ước, 01 báo cáo chưa ghi loại số liệu.\n" in text


def test_no_zeros_are_told_of_tasks_and_duties() -> None:
    """Neither “quá hạn 0” nor “hoàn thành quá hạn 0 lượt”."""
    data = office(
        groups=(TaskGroup(id="I", title="Tuyên truyền"),),
        tasks=(task(),),
        duties=(duty(),),
        events={"PL-01": [event("submitted", "2021-06-20", to="standing_committee")]}
        | {"NV-01": [event("completed", "2021-06-20")]},
    )
    text = markdown(summary_of(data, "2021-Q2", "2021-07-15"))
    assert "Nhiệm vụ theo Phụ lục: 01 nhiệm vụ, trong đó 01 đã hoàn thành đúng hạn.\n" in text
    assert "đã đến hạn 01 lượt, 01 lượt hoàn thành đúng hạn (100%).\n" in text


def test_each_reader_may_get_words_of_his_own() -> None:
    """The common text goes to whoever has none."""
    own, superior = (
        markdown(summary_of(demo_office(WRITTEN), "2021-Q2", "2021-07-15", to)) for to in (BTV, "superior")
    )
    assert "Không có." in own
    assert "Đề nghị Tỉnh ủy" not in own
    assert "Đề nghị Tỉnh ủy hướng dẫn." in superior
    assert "Không có." not in superior


def test_the_superior_is_not_told_which_unit_is_late() -> None:
    """How many there are is enough."""
    view = summary_of(demo_office(), "2021-Q2", "2021-07-15", "superior")
    missing = [row.unit.label for row in view.main_rows if not row.has_arrived]
    text = markdown(view)
    assert missing
    assert not any(f"báo cáo: {name}" in text for name in missing)
    assert "ĐƠN VỊ CHƯA GỬI" not in text


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ("2022-Q1", "kết quả quý I năm 2022"),
        ("2022-Q2", "kết quả 6 tháng đầu năm 2022"),
        ("2022-H1", "kết quả 6 tháng đầu năm 2022"),
        ("2022-Q3", "kết quả 9 tháng năm 2022"),
        ("2022-Q4", "kết quả quý IV và cả năm 2022"),
        ("2022", "sơ kết năm 2022"),
        ("2021..2025", "tổng kết giai đoạn 2021 - 2025"),
    ],
)
def test_a_report_is_named_as_the_office_names_it(of: str, expected: str) -> None:
    """The second quarter's is the six-month report."""
    named = f"{expected} thực hiện Chương trình số 10-CTr/ĐUK, ngày 07 tháng 4 năm 2021"
    assert subject(summary_of(office(), of, "2026-02-01"), VI) == named


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"name": "Chương trình hành động số 10"}, "Chương trình hành động số 10"),
        (
            {"title": "Chương trình chuyển đổi số"},
            "Chương trình chuyển đổi số (số 10-CTr/ĐUK, ngày 07 tháng 4 năm 2021)",
        ),
        (
            {"title": "CHƯƠNG TRÌNH thực hiện Nghị quyết", "issued_by": "Ban Chấp hành"},
            "Chương trình số 10-CTr/ĐUK, ngày 07 tháng 4 năm 2021 của Ban Chấp hành",
        ),
    ],
)
def test_the_programme_is_called_by_its_whole_name(given: dict[str, Any], expected: str) -> None:
    """With what it carries out, where the data says so; a title in capitals is no part of a sentence."""
    head = replace(office().programme.head, **given)
    assert programme_name(head, VI) == expected


def test_what_is_not_judged_is_one_sentence_for_all() -> None:
    """What is not due, and what the committee's end cut short; the appendix names them."""
    view = summary_of(demo_office(), "2021-Q2", "2021-07-15")
    waiting = sum(entry.verdict == "not_due" for entry in view.indicators)
    assert f". Chưa đến kỳ đánh giá: {waiting} chỉ tiêu (Phụ lục 1).\n" in markdown(view)
    data = office(
        indicators=(indicator(target=Target(op=">=", value=10, unit="count")),),
        figures=(figure("members"),),
        units=(unit("a"),),
        closed_on="2021-07-10",
        cut_off="2021-07-20",
    )
    ended = markdown(summary_of(data, "2021", "2021-08-01"))
    assert "- Không đánh giá, do kết thúc hoạt động ngày 10/7/2021: 01 chỉ tiêu (Phụ lục 1).\n" in ended
    assert "Trong 01 chỉ tiêu" not in ended


def test_many_overdue_tasks_are_not_named_twice() -> None:
    """They stand among the shortcomings."""
    few, many = (
        markdown(
            summary_of(
                office(duties=tuple(duty(f"NV-{n:02}") for n in range(1, count))), "2021-Q2", "2021-07-15"
            )
        )
        for count in (3, 6)
    )
    assert "- Khẩn trương hoàn thành các nhiệm vụ quá hạn: Việc NV-01; Việc NV-02.\n" in few
    assert "- Khẩn trương hoàn thành 05 nhiệm vụ quá hạn nêu ở phần hạn chế.\n" in many


def test_another_programme_has_other_parts() -> None:
    """A part without an indicator, and outside the appendix, is none of the results."""
    bare = office(
        tasks=(task(),), indicators=(indicator(),), figures=(figure("members"),), units=(unit("a"),)
    )
    text = markdown(summary_of(bare, "2021", "2022-02-01"))
    assert "### 1. Phần II.1\n" in text
    assert "### 2." not in text


def test_an_office_without_anything_still_has_a_report() -> None:
    """No calendar, no indicators, no tasks."""
    text = markdown(summary_of(office(), "2021-Q2", "2021-07-15"), EN)
    assert "no unit reports are asked for" in text
    assert "APPENDIX" not in text


def test_a_summary_tells_its_numbers() -> None:
    """Coverage, work by group, indicators, and what waits for words."""
    view = summary_of(demo_office(), "2021-Q2", "2021-07-15")
    data = summary_as_json(view, speaking("en"))
    assert (data["period"], data["named"], data["to"]) == ("2021-Q2", "2021-H1", "standing-committee")
    assert data["coverage"] == {
        "reported": view.coverage.actual,
        "expected": view.coverage.expected,
        "on_time": view.coverage.actual_on_time,
        "lines": [
            {"id": "BC-QUY", "period": period("2021-Q2")},
            {"id": "BC-DT-QUY", "period": period("2021-Q2")},
        ],
    }
    assert [entry["id"] for entry in data["indicators"]] == [entry.indicator.id for entry in view.indicators]  # type: ignore[attr-defined]
    assert data["missing_sections"] == list(view.missing)
