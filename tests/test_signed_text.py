"""What may stand in no text that somebody signs: working matter, of any period, for either reader, also after the end."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest
from tests.support.demo_office import demo_office, demo_records
from tests.support.offices import day, period
from tests.support.summaries import summary_markdown, summary_of
from tests.support.terms import speaking

from ct58.domain.records.committee import Issue, IssuedFigure, PeriodFile
from ct58.domain.records.narrative import PROFILES, Profile, plain_keys
from ct58.domain.records.office import Office, build_office
from ct58.domain.records.programme import ProgrammeClosing
from ct58.render.documents.summary import summary_document
from ct58.render.screens.summary import summary_body
from ct58.views.page import Line, plain
from ct58.views.reported import as_issued, issues_on, reported_changes
from ct58.views.summary import SummaryView

VI = speaking("vi")
_LATE = "chưa hoàn thành theo thời hạn"
ASKED = (
    ("2021-Q2", "2021-07-15"),
    ("2022-Q1", "2022-04-15"),
    ("2021-9M", "2021-10-15"),
    ("2021-Q4", "2022-01-15"),
    ("2022", "2023-02-01"),
    ("2021..2025", "2026-02-01"),
    ("2021..2025", "2023-07-01"),
)
"""A quarter, six and nine months, a year, the term when it is over and while it lasts."""
AT_WORK = re.compile(
    r"\\?\[|ct58|chưa nhập|cần bổ sung|cần xác minh|để tham khảo|Bản làm việc|Bản dữ liệu|--[a-z]|\.yaml|\b(CT|NV|PL|HM|KL)-\d"
)
"""Marks and ids, hints to commands, places in files, and what is only to draw from."""
NOT_IN_PROSE = re.compile(
    r"điểm %|không ghi con số|(?<![\w/.,])[-−]\d|quá hạn [\d.]+ ngày|chậm \d+ ngày|số liệu ước[;.]|(?<![\d/.,])[1-9] (TCCSĐ|đơn vị|lượt|nhiệm vụ)\b"
)
"""Signs before numbers, days of delay, small numbers that are not padded, and how sure a single figure is."""


@cache
def written(of: str) -> Office:
    """The demo office, where people have written all that they must."""
    keys = plain_keys(demo_office().programme)
    return demo_office(PeriodFile(period=period(of), narrative=dict.fromkeys(keys, "Đã đánh giá.")))


@cache
def signed(of: str, as_of: str, to: Profile) -> SummaryView:
    """The final text of a period."""
    asked = summary_of(demo_office(), of, as_of, to).order.scope.asked
    view = summary_of(written(str(asked)), of, as_of, to, is_final=True)
    assert view.missing == ()
    return view


def prose(view: SummaryView) -> list[str]:
    """The paragraphs of a report's body, without its tables."""
    return [plain(block.words) for block in summary_body(view, VI) if isinstance(block, Line)]


@pytest.mark.parametrize("to", PROFILES)
@pytest.mark.parametrize(("of", "as_of"), ASKED)
def test_no_working_matter_stands_in_a_signed_text(of: str, as_of: str, to: Profile) -> None:
    """Neither in its body, nor in its appendices as far as they are words of the report."""
    view = signed(of, as_of, to)
    found = [line for line in prose(view) if AT_WORK.search(line)]
    assert found == []
    document = summary_document(view, VI)
    assert document.working_copy == ""
    assert not [line for part in document.sections for line in part.paragraphs if AT_WORK.search(line)]
    text = summary_markdown(view, VI)
    assert not re.search(r"\\\[|ct58|chưa nhập|cần bổ sung|để tham khảo|Bản làm việc", text)


@pytest.mark.parametrize("to", PROFILES)
@pytest.mark.parametrize(("of", "as_of"), ASKED)
def test_the_sentences_are_those_of_an_office(of: str, as_of: str, to: Profile) -> None:
    """Percentage points, padded small numbers, no signs; days of delay stand in the appendix."""
    found = [line for line in prose(signed(of, as_of, to))[2:] if NOT_IN_PROSE.search(line)]
    assert found == []


@pytest.mark.parametrize("to", PROFILES)
def test_a_programme_that_ended_has_no_working_matter_either(to: Profile) -> None:
    """What nobody asks any more, what was begun, and what is not judged."""
    records = demo_records()
    closing = ProgrammeClosing(cut_off=day("2024-08-20"))
    head = replace(records.programme.head, closed_on=day("2024-08-10"), closing=closing)
    ended = build_office(replace(records, programme=replace(records.programme, programme=head)), lines={})
    for of in ("2024-Q3", "2024", "2021..2025"):
        found = [
            line
            for line in prose(summary_of(ended, of, "2024-09-01", to, is_final=True))
            if (AT_WORK.search(line) or NOT_IN_PROSE.search(line)) and "cần bổ sung" not in line
        ]
        assert found == []


@pytest.mark.parametrize("to", PROFILES)
def test_nobody_who_signs_is_accused(to: Profile) -> None:
    """Whatever is late is told by who drafts it, never by who leads."""
    told = [line for of, as_of in ASKED for line in prose(signed(of, as_of, to)) if _LATE in line]
    assert any("cơ quan tham mưu: Văn phòng" in line for line in told)
    assert not any("Ban Thường vụ" in line.partition("cơ quan tham mưu")[2] for line in told)


# ------------------------------------------------------------------ figures reported before


def moved(to: Profile) -> SummaryView:
    """The report of a year after one whose first value is another now, and whose second is not."""
    office = written("2022")
    now = {
        entry.indicator.id: entry.last for entry in summary_of(office, "2021", "2022-02-01", to).indicators
    }
    trained = as_issued(now["CT-14"].result)
    issue = Issue(
        name="bc-2021",
        number="15-BC/ĐUK",
        on=day("2022-01-20"),
        as_of=day("2022-01-15"),
        to=to,
        indicators=(
            IssuedFigure(id="CT-15", period=period("2021"), numerator=7, value=7, verdict="undetermined"),
            IssuedFigure(
                id="CT-14",
                period=period("2021"),
                numerator=trained.numerator,
                value=trained.value,
                verdict="met",
            ),
        ),
    )
    file = PeriodFile(period=period("2021"), issued=(issue,))
    known = replace(office, periods={**office.periods, "2021": file})
    found = reported_changes(known, issues_on(known, day("2023-02-01"), to), day("2023-02-01"))
    assert [change.indicator.id for entry in found for change in entry.changes] == ["CT-15", "CT-14"]
    return replace(summary_of(known, "2022", "2023-02-01", to, is_final=True), reported=found)


@pytest.mark.parametrize("to", PROFILES)
def test_what_was_reported_otherwise_stands_in_an_appendix(to: Profile) -> None:
    """Old and new, only of values that moved; nothing comes behind the proposals."""
    view = moved(to)
    text = summary_markdown(view, VI)
    body, _, appendix = text.rpartition("SỐ ĐÃ BÁO CÁO VÀ SỐ HIỆN NAY")
    assert "PHỤ LỤC" in body.rpartition("\n")[2]
    assert "| Kết nạp đảng viên | Báo cáo 15-BC/ĐUK, ngày 20/01/2022 | 7 |" in appendix
    assert "Bồi dưỡng đối tượng" not in appendix
    assert ("Nguyên nhân" in appendix) is (to == "standing-committee")
    (last,) = summary_document(view, VI).last_appendices
    assert last.title == "SỐ ĐÃ BÁO CÁO VÀ SỐ HIỆN NAY"
    assert [row[3] for row in last.table.rows] == ["7"]


def test_without_anything_moved_there_is_no_such_appendix() -> None:
    """Neither on paper nor on a page."""
    view = signed("2022", "2023-02-01", "superior")
    assert summary_document(view, VI).last_appendices == ()
    assert "SỐ ĐÃ BÁO CÁO" not in summary_markdown(view, VI)
