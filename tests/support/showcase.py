"""An office with a bit of everything, for the pages' golden files: as of 15 July 2021."""

from __future__ import annotations

import datetime as dt

from tests.support.offices import (
    calendar,
    clause,
    document,
    duty,
    event,
    figure,
    indicator,
    office,
    part,
    period,
    report,
    rule,
    staff,
    task,
    unit,
)

from ct58.domain.records.events import ItemFile
from ct58.domain.records.measure import Measure, Reading, SetRule, Target
from ct58.domain.records.office import Office

AS_OF = dt.date(2021, 7, 15)
LANGUAGES = ("en", "vi")
"""For `pytest.mark.parametrize("language", …)`: golden files are in both."""
BTV = "standing_committee"

_TASKS = (
    task(
        "PL-01",
        rule(text="Quý II năm 2021", by="2021-Q2"),
        title="Kế hoạch quán triệt, tuyên truyền Nghị quyết",
        lead=("ban-tuyen-giao",),
        clauses=("II.1-1",),
    ),
    task(
        "PL-02",
        rule(text="Quý IV năm 2021, các năm tiếp theo", every="year", in_="Q4", from_="2021"),
        title="Hướng dẫn sơ kết Nghị quyết trong Đảng bộ Khôi",
        corrected="Hướng dẫn sơ kết Nghị quyết trong Đảng bộ Khối",
        forms=("Hướng dẫn",),
        clauses=("II.1-2", "II.4"),
    ),
    task("PL-06", rule(text="Quý II năm 2021", by="2021-Q2"), title="Dự thảo sửa đổi Quy chế phối hợp"),
    task(
        "PL-08",
        rule(text="Quý I năm 2021", by="2021-Q1"),
        title="Chương trình nâng cao năng lực",
        submit_to=(),
    ),
    task(
        "PL-12",
        rule(text="Quý III năm 2021", by="2021-Q3"),
        title="Thống kê số người",
        lead=("ban-tuyen-giao",),
    ),
)
_DUTIES = (
    duty(
        "NV-02",
        rule(text="trước ngày 15/4/2021", before="2021-04-15"),
        title="Chương trình hành động của đơn vị",
        owners="tccsd",
        done_when="action_programme.received_on",
        clauses=("II.1-2",),
    ),
    duty(
        "NV-17", rule(every="month", assumed=True), title="Bản tin sinh hoạt chi bộ", lead=("ban-tuyen-giao",)
    ),
    duty("NV-20", rule(), title="Kiểm tra việc thực hiện", clauses=("II.4.1-1",)),
)
_FIGURES = (
    figure("members_admitted", 5, label="Số đảng viên kết nạp trong kỳ", unit="đảng viên"),
    figure("action_programme", 8, label="Chương trình hành động", type="record", every="once", adds=None),
    figure(
        "party_rating",
        12,
        label="Xếp loại",
        type="enum",
        every="year",
        adds=None,
        asked=False,
        values={"good": "Tốt", "completed": "Hoàn thành"},
    ),
)
_RATED = ("excellent", "good", "completed", "not_completed")
_INDICATORS = (
    indicator(
        "CT-15",
        "II.4.1-1",
        title="Kết nạp đảng viên",
        numerator=Measure(of="tccsd", sum=("members_admitted",)),
        target=Target(op=">=", value=300, unit="count"),
    ),
    indicator(
        "CT-18",
        "II.4.1-1",
        title="TCCSĐ hoàn thành tốt nhiệm vụ trở lên",
        numerator=Measure(of="tccsd", count="units", where={"party_rating": ("excellent", "good")}),
        denominator=Measure(of="tccsd", count="units", where={"party_rating": _RATED}),
        target=Target(op=">", value=90, unit="percent"),
        readings=(
            Reading(
                name="trên toàn bộ",
                numerator=Measure(of="tccsd", count="units", where={"party_rating": ("good",)}),
                denominator=Measure(of=SetRule(ids=("a",)), count="units"),
            ),
        ),
        decision="“Tốt” gồm cả “xuất sắc”.",
    ),
)
_CLAUSES = (
    clause("II.1-1", "one_off_duty", "II.1", text="Tổ chức quán triệt Nghị quyết.", lines=(27,)),
    clause("II.1-2", "recurring_duty", "II.1", text="Định kỳ sơ kết.", lines=(29,)),
    clause("II.1-3", "one_off_duty", "II.1", text="Thành lập Ban Chỉ đạo.", lines=(31,)),
    clause(
        "II.4.1-1", "indicator", "II.4", text="Hằng năm kết nạp.", corrected="Hằng năm, kết nạp.", lines=(80,)
    ),
    clause("II.9-1", "background", "II.9", text="Tình hình chung."),
)
_NAMES = (
    "Sở Y tế",
    "Sở Nội vụ",
    "Sở Tài chính",
    "Sở Tư pháp",
    "Sở Xây dựng",
    "Báo Thanh Hóa",
    "Bia",
    "Lam Sơn",
)
_UNITS = tuple(unit(f"u{n}", name=name, order=10 + n) for n, name in enumerate(_NAMES, start=1))


def showcase() -> Office:
    """Late tasks, one to be verified, one extended; units that have sent, promised, been reminded."""
    return office(
        parts=(part("II.1"), part("II.4"), part("II.9")),
        clauses=_CLAUSES,
        tasks=_TASKS,
        duties=_DUTIES,
        reporting=(calendar("BC-QUY", title="Báo cáo quý", from_=period("2021-Q2"), assumed=True),),
        figures=_FIGURES,
        indicators=_INDICATORS,
        units=(
            staff(
                "van-phong", name="Văn phòng Đảng ủy Khối", short_name="Văn phòng", order=1, aliases=("VP",)
            ),
            staff("ban-tuyen-giao", name="Ban Tuyên giáo", order=2),
            *_UNITS,
        ),
        events={
            "PL-01": [event("reminded", "2021-07-05"), event("started", "2021-06-10")],
            "PL-06": [
                event(
                    "extended",
                    "2021-06-25",
                    until="2021-07-10",
                    document=document("41-TB/ĐUK"),
                    reason="chờ ý kiến",
                )
            ],
        },
        unit_events={
            "u1": [
                event("promised", "2021-07-14", item="BC-QUY", occurrence="2021-Q2", until="2021-07-16"),
                event("reminded", "2021-07-12", item="BC-QUY", occurrence="2021-Q2"),
            ]
        },
        reports=(
            report("u8", "2021-Q2", on="2021-07-15", members_admitted=4),
            *(
                report(
                    f"u{n}", "once", on="2021-04-10", action_programme={"received_on": dt.date(2021, 4, 10)}
                )
                for n in range(2, 9)
            ),
        ),
        items=(
            ItemFile(
                item="KL-01", title="Kết luận phiên họp", lead=("van-phong",), deadline=rule(by="2021-07-20")
            ),
        ),
    )
