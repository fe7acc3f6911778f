"""`ct58 show UNIT PERIOD`: the words of a report read back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from tests.support.offices import calendar, day, event, figure, office, period, report, unit
from tests.support.terms import speaking

from ct58.domain.records.office import Office
from ct58.domain.records.reports import Correction, Document, Notes, Report, ReportSource
from ct58.render.formats.text import page_as_text
from ct58.render.screens.unit_report import reading_as_json, reading_page
from ct58.views.changes import FigureOrigin, Kept
from ct58.views.unit_report import ReportReading, reading_view

NOON = dt.datetime(2021, 7, 16, 12, tzinfo=dt.UTC)
WHOLE = replace(
    report("u1", "2021-Q2", on="2021-07-08", members=412, admitted=12, briefed=None),
    document=Document(number="12-BC/ĐU", date=day("2021-07-02")),
    quality="final",
    source=ReportSource(how="email", arrival_number=415),
    notes=Notes(difficulties="Thiếu hội trường"),
    corrections=(Correction(date=day("2021-07-16"), reason="báo cáo thay thế"),),
)


def known(*reports: Report) -> Office:
    """A unit that is asked for three figures, and was reminded once."""
    return office(
        units=(unit("u1", name="Đảng bộ Sở A"),),
        figures=(
            figure("members", 1, label="Tổng số đảng viên", adds="stock"),
            figure("admitted", 5, label="Kết nạp trong kỳ"),
            figure("briefed", 7, label="Quán triệt"),
        ),
        reporting=(calendar(title="Báo cáo quý", from_=period("2021-Q2")),),
        reports=reports,
        unit_events={"u1": (event("reminded", "2021-07-07", item="BC-QUY", occurrence="2021-Q2"),)},
    )


def reading(*reports: Report) -> ReportReading:
    """The report on 20 July."""
    here = known(*reports)
    return reading_view(here, here.units["u1"], period("2021-Q2"), day("2021-07-20"))


def text(view: ReportReading) -> str:
    """The page in Vietnamese."""
    return page_as_text(reading_page(view, speaking("vi")))


def test_a_report_reads_as_it_was_typed_in() -> None:
    """How it came, both days, the figures beside the period before, what is not given, corrections, reminders."""
    before = report("u1", "2021-Q1", on="2021-04-03", members=409)
    assert text(reading(before, WHOLE)).splitlines() == [
        "u1  Đảng bộ Sở A · Báo cáo quý II/2021",
        "Thời hạn     05/7/2021 · Đã hoàn thành quá hạn 3 ngày",
        "Báo cáo      nhận ngày 08/7/2021 · đã nhập số liệu · số liệu: chính thức",
        "Văn bản      12-BC/ĐU, văn bản ngày 02/7/2021 · số đến 415 · nhận qua email",
        "",
        " TT  Số liệu                      Kỳ trước  Kỳ này",
        "  1  Tổng số đảng viên (cuối kỳ)       409     412",
        "  5  Kết nạp trong kỳ                    –      12",
        "",
        "Không nêu    7. Quán triệt",
        "Khó khăn, vướng mắc Thiếu hội trường",
        "Lần sửa      16/7/2021: báo cáo thay thế",
        "",
        "Các sự việc",
        " 07/7/2021 · đã đôn đốc · quý II/2021",
        "",
        "Dữ liệu      units/u1/reports/2021-Q2.yaml:1",
    ]


def test_with_a_history_it_says_who_typed_it_and_what_was_there_before() -> None:
    """A first value was not changed from anything; what is not saved has no name."""
    kept = Kept(id="f" * 40, short="fffffff", when=NOON, author="Nguyễn Thị A", subject="Sửa")
    one = FigureOrigin(unit="u1", period=period("2021-Q2"), figure="admitted", value=12, kept=kept, before=21)
    two = replace(one, figure="members", value=412, kept=None, before=None)
    shown = text(replace(reading(WHOLE), origins=(one, two)))
    assert "12  sửa 16/7/2021 từ 21" in shown
    assert "Người nhập   Nguyễn Thị A, 16/7/2021" in shown
    assert "phần vừa nhập chưa lưu: ct58 save" in shown


def test_what_has_only_arrived_says_how_it_is_typed_in() -> None:
    """With the real id and period; nothing is called “not given” that nobody has looked at."""
    shown = text(reading(report("u1", "2021-Q2", "registered", "2021-07-03")))
    assert "Nhập số liệu: ct58 record report u1 2021-Q2" in shown
    assert "Không nêu" not in shown
    assert "Chưa nhập" not in shown


def test_what_has_not_come_says_how_it_is_booked() -> None:
    """And how late it is."""
    shown = text(reading())
    assert "Báo cáo      chưa gửi" in shown
    assert "Quá hạn 15 ngày" in shown
    assert "Khi nhận được, ghi: ct58 receive u1 --period 2021-Q2" in shown
    assert "Dữ liệu" not in shown


def test_json_has_the_report_and_what_is_asked() -> None:
    """The record's own keys, and each figure with the value before."""
    found = reading_as_json(reading(WHOLE))
    assert (found["kind"], found["id"], found["state"], found["days_overdue"]) == (
        "report_of_unit",
        "u1/2021-Q2",
        "received",
        3,
    )
    asked = found["asked"]
    assert isinstance(asked, list)
    assert [(row["number"], row["value"], row["is_typed_in"]) for row in asked] == [
        (1, 412, True),
        (5, 12, True),
        (7, None, True),
    ]
    missing = reading_as_json(reading())
    assert (missing["state"], missing["source"]) == ("missing", None)


def test_where_no_report_is_owed_nobody_is_sent_to_book_one() -> None:
    """After the unit was closed the register would refuse to count it."""
    here = replace(known(), units={"u1": unit("u1", name="Đảng bộ Sở A", valid_to=day("2021-05-15"))})
    shown = text(reading_view(here, here.units["u1"], period("2021-Q2"), day("2021-07-20")))
    assert "Báo cáo      không phải gửi kỳ này" in shown
    assert "receive" not in shown
