"""How long the reports of the demo office are on paper: nobody reads a quarter's report of eighteen pages."""

from __future__ import annotations

from functools import cache
from itertools import cycle
from pathlib import Path

import pytest
from tests.support.demo_office import demo_office
from tests.support.documents import MADE_ON, own_template
from tests.support.offices import period
from tests.support.summaries import summary_of
from tests.support.terms import speaking
from tests.support.word import needs_office, pages

from ct58.domain.records.committee import PeriodFile
from ct58.domain.records.narrative import plain_keys, sections_of
from ct58.domain.standing.summary_scope import summary_scope_of
from ct58.render.documents.docx import render_docx
from ct58.render.documents.summary import summary_document
from ct58.render.documents.tags import report_context

UNITS = 120
NOT_COUNTED = "ĐƠN VỊ CHƯA GỬI, GỬI CHẬM BÁO CÁO"
"""The annex of units: as long as there are units."""
PROSE = """\
Các cấp ủy, tổ chức đảng trực thuộc đã tập trung lãnh đạo, chỉ đạo thực hiện Chương trình hành động gắn với nhiệm vụ chính trị \
của cơ quan, đơn vị, doanh nghiệp; công tác phối hợp giữa các ban và các đoàn thể được duy trì nền nếp.
Công tác thông tin, báo cáo từng bước đi vào nền nếp; việc kiểm tra, đôn đốc được tiến hành thường xuyên, kịp thời tháo gỡ khó \
khăn cho cơ sở. Tuy nhiên, việc cụ thể hóa ở một số chi bộ trong doanh nghiệp còn chậm, nội dung sinh hoạt chuyên đề chưa phong \
phú, chưa gắn chặt với tình hình thực tế của đơn vị.
Nhiều cấp ủy đã đổi mới phương thức lãnh đạo, phân công cấp ủy viên phụ trách từng nhóm nhiệm vụ, định kỳ rà soát tiến độ và báo \
cáo kết quả; vai trò nêu gương của người đứng đầu được phát huy. Qua đó, nhận thức của cán bộ, đảng viên, người lao động về mục \
tiêu xây dựng và phát triển tỉnh Thanh Hóa được nâng lên, tạo sự thống nhất trong hành động ở các cơ quan, đơn vị, doanh nghiệp.
""".splitlines()
"""Three, four and five lines on paper."""
OF_REVIEWS = frozenset({"ratings", "comparison"})
"""What the report of a part of a year has only where somebody writes it."""


@cache
def written(of: str) -> PeriodFile:
    """Some lines in every section, and in every part of the results."""
    programme, extent = demo_office(units=UNITS).programme, summary_scope_of(period(of)).extent
    sections = {section.key for section in sections_of(extent)} - (OF_REVIEWS if extent == "part" else set())
    parts = {part.id for part in programme.parts}
    keys = [key for key in plain_keys(programme) if key in sections | parts]
    return PeriodFile(period=period(of), narrative=dict(zip(keys, cycle(PROSE), strict=False)))


def final_report(of: str, as_of: str) -> bytes:
    """The report as it is signed."""
    office = demo_office(written(of), units=UNITS)
    view = summary_of(office, of, as_of, is_final=True)
    return render_docx(
        own_template("bao-cao.docx"), report_context(summary_document(view, speaking("vi"))), made_on=MADE_ON
    )


def counted(printed: list[str]) -> int:
    """The pages on which anything but the annex of units stands; it begins a page."""
    is_counted, number = True, 0
    for page in printed:
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        titles = [lines[place + 1] for place, line in enumerate(lines) if line.startswith("PHỤ LỤC ")]
        is_counted = titles != [NOT_COUNTED] if titles else is_counted
        number += is_counted
    return number


@pytest.mark.slow
@needs_office
def test_a_report_is_no_longer_than_its_readers_time(tmp_path: Path) -> None:
    """A quarter's eight pages, a year's twelve, a term's sixteen, charts and all; and none is empty."""
    asked = {
        "2024-Q2": ("2024-07-15", 8),
        "2024-Q3": ("2024-10-15", 8),
        "2023": ("2024-01-15", 12),
        "2024": ("2025-01-15", 12),
        "2021..2025": ("2026-01-15", 16),
    }
    made = {of.replace("..", "-"): final_report(of, as_of) for of, (as_of, _) in asked.items()}
    printed = pages(tmp_path, made)
    lengths = {of: counted(printed[of.replace("..", "-")]) for of in asked}
    assert all(lengths[of] <= most for of, (_, most) in asked.items()), lengths
    assert all(len(page.split()) > 1 for found in printed.values() for page in found)
