"""An office whose form has a line of every kind, for the tests of forms and imports."""

from __future__ import annotations

from typing import Any

from tests.support.offices import calendar, figure, office, period, staff, unit

from ct58.domain.records.office import Office
from ct58.domain.records.programme import Figure, SubFigure

RATINGS = {
    "excellent": "Xuất sắc",
    "good": "Tốt",
    "completed": "Hoàn thành",
    "not_completed": "Không hoàn thành",
}
FIGURES: tuple[Figure, ...] = (
    figure("members", 1, label="Tổng số đảng viên", adds="stock", min=0, unit="đảng viên", help="Cuối kỳ."),
    figure("admitted", 2, label="Số đảng viên kết nạp", min=0, subset_of="members"),
    figure("share", 3, label="Tỷ lệ", type="decimal", adds=None),
    figure("standard", 4, label="Đạt chuẩn văn hóa", type="boolean", adds=None),
    figure(
        "state",
        5,
        label="Tình trạng",
        type="enum",
        adds=None,
        values={"on": "Đang hoạt động", "off": "Tạm ngừng"},
    ),
    figure("reviewed_on", 6, label="Ngày sơ kết", type="date", adds=None),
    figure("rater", 7, label="Cơ quan xếp loại", type="text", adds=None),
    figure(
        "plan",
        8,
        label="Kế hoạch",
        type="record",
        adds=None,
        fields=(
            SubFigure(key="number", label="Số văn bản", type="text"),
            SubFigure(key="issued_on", label="Ngày ban hành", type="date"),
        ),
    ),
    figure(
        "channels",
        9,
        label="Các kênh",
        type="list",
        adds=None,
        fields=(
            SubFigure(
                key="channel", label="Kênh", type="enum", values={"web": "Trang tin", "paper": "Bản tin"}
            ),
            SubFigure(key="name", label="Tên kênh", type="text"),
        ),
    ),
    figure("paid", 10, label="Nộp ngân sách", type="money", unit="đồng"),
    figure("employees", 11, label="Số lao động", units="mass"),
    figure("rating", 20, label="Xếp loại", type="enum", every="year", adds=None, asked=False, values=RATINGS),
    figure(
        "rating_decision",
        21,
        label="Quyết định xếp loại",
        type="record",
        every="year",
        adds=None,
        asked=False,
        fields=(
            SubFigure(key="number", label="Số quyết định", type="text"),
            SubFigure(key="issued_on", label="Ngày ban hành", type="date"),
        ),
    ),
    figure("headcount", 22, label="Quần chúng", every="year"),
)
UNITS = (
    staff("van-phong", name="Văn phòng", order=1),
    unit("so-y-te", name="Đảng bộ Sở Y tế", order=12, aliases=("SYT",)),
    unit("so-noi-vu", name="Đảng bộ Sở Nội vụ", order=13),
    unit(
        "cong-ty-bia", name="Chi bộ Công ty CP Bia", kind="private_enterprise", organisation="grassroots_cell"
    ),
    unit("doan", name="Đoàn Thanh niên", kind="mass_organisation", organisation=None, order=8),
)


def forms_office(**given: Any) -> Office:
    """Three grassroots organisations and one mass organisation that report each quarter."""
    plain: dict[str, Any] = {
        "units": UNITS,
        "figures": FIGURES,
        "reporting": (
            calendar(from_=period("2021-Q2")),
            calendar("BC-DT", units="mass"),
            calendar("BC-NAM", every="year"),
        ),
    }
    return office(**{**plain, **given})
