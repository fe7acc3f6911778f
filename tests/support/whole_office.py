"""An office with tasks, duties, reports, indicators, and names that would break a careless page."""

from __future__ import annotations

from tests.support.offices import (
    calendar,
    clause,
    day,
    duty,
    event,
    figure,
    indicator,
    office,
    period,
    report,
    rule,
    staff,
    task,
    unit,
)

from ct58.domain.records.measure import Measure, Reading, Target
from ct58.domain.records.office import Office
from ct58.domain.records.programme import TaskGroup

AS_OF = day("2021-10-15")
SCRIPT = "<script>alert('x')</script>"
TEMPLATE = "{{ page.titles }} {% raw %}"
QUOTED = "Công ty \"A & B\" 'C'"
_GOOD = Measure(of="tccsd", count="units", where={"rating": ("good",)})
_RATED = Measure(of="tccsd", count="units", where={"rating": ("good", "poor")})


def whole_office() -> Office:
    """Three units that report, two quarters of them ended; as of AS_OF."""
    return office(
        units=(
            staff("van-phong", name="Văn phòng", order=1),
            unit("a", name=SCRIPT, order=2),
            unit("b", name=TEMPLATE, order=3, kind="public_service"),
            unit("c", name=QUOTED, order=4),
        ),
        groups=(TaskGroup(id="I", title="Tuyên truyền"),),
        clauses=(clause("II.1-1", text=f"Kết nạp {SCRIPT}"),),
        tasks=(
            task("PL-01", title=f"Kế hoạch {SCRIPT}"),
            task("PL-02", rule(every="year", from_="2021", assumed=True)),
            task("PL-03", rule(by="2021-03-31"), submit_to=()),
        ),
        duties=(duty("NV-01", rule(by="2021-06-30"), owners="tccsd"), duty("NV-02", rule())),
        reporting=(calendar("BC-QUY", from_=period("2021-Q2")),),
        figures=(
            figure("members", 1, label="Đảng viên mới", unit="người", min=0),
            figure(
                "rating", 2, type="enum", adds=None, label="Xếp loại", values={"good": "Tốt", "poor": "Kém"}
            ),
        ),
        indicators=(
            indicator("CT-01", target=Target(op=">=", value=1500, unit="count"), title="Kết nạp"),
            indicator(
                "CT-02",
                title=f"Xếp loại {SCRIPT}",
                deadline=rule(every="quarter"),
                numerator=_GOOD,
                denominator=_RATED,
                target=Target(op=">", value=60, unit="percent"),
                readings=(Reading(name="trên toàn bộ", numerator=_GOOD, denominator=_RATED),),
                decision="Tính theo quyết định.",
            ),
        ),
        events={"PL-01": [event("submitted", "2021-07-02")]},
        unit_events={"a": [event("completed", "2021-06-20", item="NV-01")]},
        reports=(
            report("a", "2021-Q2", on="2021-07-01", members=1200, rating="good"),
            report("b", "2021-Q2", on="2021-07-09", members=30, rating="poor"),
            report("c", "2021-Q2", on="2021-07-02", members=4, rating="good"),
            report("a", "2021-Q3", on="2021-10-02", members=2, rating="good"),
            report("c", "2021-Q3", on="2021-10-03", rating="n/a"),
        ),
    )
