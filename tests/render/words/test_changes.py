"""Changes in words: as a clerk would tell a colleague."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.support.command_line import REPORT, report_text, write_data
from tests.support.offices import calendar, day, document, event, figure, office, report, task, unit, voided
from tests.support.terms import speaking

from ct58.domain.changes.compare import compare
from ct58.domain.changes.fields import FieldChange
from ct58.domain.changes.model import FilePair, ReportChange
from ct58.domain.records.committee import Closing, Issue, PeriodFile
from ct58.domain.records.events import ItemFile, UnitEvents
from ct58.domain.records.office import Record
from ct58.domain.records.reports import Correction, Document
from ct58.domain.records.units import UnitBefore
from ct58.domain.time.period import Period
from ct58.render.words.changes import (
    MOST_LINES,
    TITLE_WIDTH,
    Labels,
    change_message,
    change_text,
    difference_text,
    field_text,
    how_label,
)
from ct58.render.words.fields import field_label, plain_value
from ct58.render.words.speech import Speech
from ct58.services.past.comparing import changes_view
from ct58.services.reading.data_source import FolderSource
from ct58.views.changes import ChangesView

EN, VI = speaking("en"), speaking("vi")
OFFICE = office(
    units=(unit("a", name="Đảng bộ Sở A", short_name="Sở A"), unit("b", name="Chi bộ B")),
    tasks=(task("PL-01"),),
    reporting=(calendar("BC-QUY"),),
    figures=(figure("admitted", 5, label="Số đảng viên kết nạp"),),
)
LABELS = Labels(OFFICE, OFFICE)


def said(before: Record | None, after: Record | None, speech: Speech = EN) -> list[str]:
    """The lines of one file's change."""
    return [
        change_text(change, LABELS, speech)
        for change in compare([FilePair(file="f", before=before, after=after)])
    ]


def q2(**figures: Any) -> Any:
    """A report of the second quarter."""
    return report("a", "2021-Q2", on="2021-07-03", **figures)


def test_a_corrected_figure_with_its_label_and_reason() -> None:
    """Old, new, by how much, why."""
    entry = Correction(date=day("2021-07-20"), reason="gửi lại")
    after = replace(q2(admitted=21), corrections=(entry,))
    assert said(q2(admitted=12), after) == [
        "Sở A, 2021-Q2: 5. Số đảng viên kết nạp 12 → 21 (+9; +75%); reason: gửi lại"
    ]
    assert said(q2(admitted=12), after, VI) == [
        "Sở A, quý II/2021: 5. Số đảng viên kết nạp 12 → 21 (+9; +75%); lý do: gửi lại"
    ]


def test_a_report_that_says_more_than_before_was_filled_in() -> None:
    """Nothing that stood in it is another one; a correction beside it is a change."""

    def told(before: Record, after: Record) -> list[str]:
        found = compare([FilePair(file="f", before=before, after=after)])
        return [how_label(change) for change in found if isinstance(change, ReportChange)]

    assert told(q2(admitted=12), q2(admitted=12, other=3)) == ["Filled in"]
    assert told(q2(admitted=12), q2(admitted=13, other=3)) == ["Changed"]
    assert told(q2(admitted=12), replace(q2(admitted=12, other=3), state="returned")) == ["Changed"]


def test_the_sections_of_a_narrative_have_names() -> None:
    """As headings have, in small letters."""
    assert field_label(("narrative", "shortcomings"), VI) == "phần lời › hạn chế, nguyên nhân"
    assert field_label(("narrative", "II.1"), VI) == "phần lời › II.1"


def test_a_new_report_says_when_it_came_and_how_full_it_is() -> None:
    """What is not given is counted, too."""
    assert said(None, q2(admitted=12, other=None)) == [
        "Sở A, 2021-Q2: typed in; received on 2021-07-03; 1 figures; 1 not given"
    ]


def test_gone_and_moved() -> None:
    """Nothing happens in silence."""
    assert said(q2(admitted=1), None) == ["Sở A, 2021-Q2: the report is gone"]
    pairs = [
        FilePair(file="x", before=q2(admitted=1), after=None),
        FilePair(file="y", before=None, after=replace(q2(admitted=1), unit="b")),
    ]
    assert [change_text(change, LABELS, EN) for change in compare(pairs)] == [
        "Chi bộ B, 2021-Q2: formerly under Sở A, 2021-Q2"
    ]


def test_events() -> None:
    """Recorded, voided, taken away, changed."""
    one = event("submitted", "2021-06-20", to="standing_committee", document=document("22-TTr/BTC"))
    before, none = ItemFile(item="PL-01", events=(one,)), ItemFile(item="PL-01")
    text = "2021-06-20 · submitted · to BTV · 22-TTr/BTC"
    assert said(none, before) == [f"PL-01: {text}"]
    assert said(before, none) == [f"PL-01: taken away: {text}"]
    assert said(before, ItemFile(item="PL-01", events=(replace(one, voided=voided()),))) == [
        f"PL-01: voided: {text}; reason: ghi nhầm"
    ]
    later = replace(one, date=day("2021-06-21"))
    assert said(before, ItemFile(item="PL-01", events=(later,))) == [
        f"PL-01: {text.replace('-20', '-21')} (was: {text})"
    ]
    reminded = event("reminded", "2021-07-09", item="BC-QUY", occurrence="2021-Q2")
    assert said(None, UnitEvents(unit="a", events=(reminded,)), VI) == [
        "BC-QUY, Sở A: 09/7/2021 · đã đôn đốc · quý II/2021"
    ]


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        (None, unit("a"), "Sở A: entered into the register"),
        (
            unit("a"),
            unit("a", valid_to=day("2021-09-30"), merged_into="b"),
            "Sở A: merged into Chi bộ B; last day 2021-09-30",
        ),
        (unit("a"), unit("a", valid_to=day("2021-09-30")), "Sở A: closed, last day 2021-09-30"),
        (unit("a"), unit("a", name="Mới"), "Sở A: renamed, formerly Đơn vị a"),
        (unit("a"), unit("a", order=7), "Sở A: entry changed; order: 7"),
        (unit("b"), None, "Chi bộ B: taken out of the register"),
    ],
)
def test_the_register(before: Any, after: Any, text: str) -> None:
    """What happened to a unit, then the other fields."""
    assert said(before, after) == [text]


def test_a_period_that_is_closed() -> None:
    """By its own name."""
    closed = PeriodFile(period=Period.parse("2021-Q2"), closings=(Closing(on=day("2021-07-20")),))
    assert said(None, closed, VI) == ["quý II/2021: khóa sổ: 20/7/2021"]


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        (12, 21, "+9; +75%"),
        (21, 12, "−9; −42,9%"),
        (0, 5, "+5"),
        (None, 5, ""),
        (Decimal("1.5"), 2, "+0,5; +33,3%"),
        (True, False, ""),
        (1000, 3000, "+2.000; +200%"),
    ],
)
def test_a_difference_is_absolute_and_relative(old: object, new: object, text: str) -> None:
    """Relative only where there was something."""
    assert difference_text(FieldChange(path=("x",), old=old, new=new), VI) == text


def test_values_of_any_field() -> None:
    """No brackets, no quotes, no English word of the code."""
    assert plain_value(None, VI) == "–"
    assert plain_value(("a", "b"), VI) == "a, b"
    assert plain_value(document("12-BC/ĐU"), VI) == "12-BC/ĐU"
    issue = Issue(name="bc-2021-q2-btv", on=day("2021-07-16"), as_of=day("2021-07-15"), number="15-BC/ĐUK")
    assert plain_value((issue,), VI) == "15-BC/ĐUK, 16/7/2021"
    assert plain_value("grassroots_cell", VI, ("organisation",)) == "chi bộ cơ sở"
    gone = FieldChange(path=("document",), old=document("12-BC/ĐU"), new=None)
    assert field_text(gone, VI) == "văn bản: bỏ 12-BC/ĐU"


def test_a_report_that_was_expected_and_comes_in_is_told_like_a_new_one() -> None:
    """Its figures are counted; only what it overwrites is told figure by figure."""
    expected = replace(q2(admitted=3), state="expected", received_on=None)
    assert said(expected, q2(admitted=12, other=1)) == [
        "Sở A, 2021-Q2: typed in; received on 2021-07-03; 2 figures; 5. Số đảng viên kết nạp 3 → 12 (+9; +300%)"
    ]


@pytest.fixture
def view(tmp_path: Path) -> ChangesView:
    """A report that came in, and a task that began."""
    import datetime as dt

    before = write_data(tmp_path / "before")
    after = write_data(
        tmp_path / "after",
        **{
            REPORT: report_text(),
            "tasks/PL-01.yaml": "item: PL-01\nevents:\n- {date: 2021-06-01, event: started}\n",
        },
    )
    return changes_view(FolderSource(before, None), FolderSource(after, None), dt.date(2021, 7, 15))


def test_the_first_change_is_the_title_and_all_follow(view: ChangesView) -> None:
    """With how many more there are."""
    lines = change_message(view, speaking("en")).splitlines()
    assert lines[0].endswith("(and 1 more changes)")
    assert len(lines[0]) <= TITLE_WIDTH + 30
    assert [line[:2] for line in lines[1:]] == ["", "- ", "- "]


def test_a_note_is_the_title(view: ChangesView) -> None:
    """On one line."""
    assert change_message(view, speaking("en"), "Sổ\nngày 15/7").splitlines()[0] == "Sổ ngày 15/7"


def test_the_first_state_has_no_changes() -> None:
    """Only a title."""
    assert change_message(None, speaking("en")) == "Data kept"
    assert MOST_LINES > 0


def test_a_change_of_a_unit_from_a_day_is_told_with_its_day_and_document() -> None:
    """Each attribute once; a correction of the same has neither."""
    before = unit("b", name="Chi bộ B", kind="public_service", order=3)
    was = UnitBefore(
        until=day("2024-03-31"),
        kind="public_service",
        order=3,
        document=Document(number="9-QĐ/UBND", date=day("2024-03-20")),
    )
    after = replace(before, kind="state_enterprise", order=7, before=(was,))
    assert said(before, after, VI) == [
        (
            "Chi bộ B: sửa thông tin trong sổ; loại: đơn vị sự nghiệp → doanh nghiệp nhà nước, từ 01/4/2024, theo 9-QĐ/UBND; "
            "thứ tự: 3 → 7, từ 01/4/2024, theo 9-QĐ/UBND"
        )
    ]
    assert said(before, replace(before, kind="state_enterprise"), VI) == [
        "Chi bộ B: sửa thông tin trong sổ; loại: đơn vị sự nghiệp → doanh nghiệp nhà nước"
    ]
    moved = replace(after, before=(replace(was, until=day("2023-12-31")),))
    assert "earlier" in said(after, moved)[0]


def test_where_a_merged_units_figures_count_is_said_in_words() -> None:
    """An answer that comes later is a change of the report's head."""
    before = q2(admitted=3)
    answers = ("b", None)
    texts = [said(before, replace(before, counted_in=answer))[0] for answer in answers]
    assert [text.partition(": ")[2] for text in texts] == [
        "counted in the report of Chi bộ B",
        "the figures count by themselves",
    ]
