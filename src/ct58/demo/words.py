"""The words of the demo office: plainly made up, in the language of its data.

What stands here is content of data files, like the texts of a programme: it is not translated. Every
name says of itself that it is a sample ("Mẫu", "Ví dụ"), so none can be taken for a real unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ct58.domain.records.scalars import Organisation, UnitKind

SAMPLE_NOTE = "Dữ liệu mẫu"
"""Stands in every record that has a place for it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of unit: its percentage of the office, its names with their short forms, the flags of its own.

    `committees` is the part (0 to 1) of its units that are a committee (đảng bộ) and not a cell.
    """

    percent: int
    names: Mapping[str, str]
    flags: tuple[str, ...] = ()
    committees: float = 0.7


_ZONE = ("in_economic_zone",)
DEMO_KINDS: Mapping[UnitKind, Kind] = {
    "agency": Kind(35, {"Sở Mẫu": "SM", "Ban Ví dụ": "BVD", "Chi cục Mẫu": "CCM"}, ("propaganda_function",)),
    "public_service": Kind(25, {"Trường Ví dụ": "TVD", "Bệnh viện Mẫu": "BVM"}),
    "state_enterprise": Kind(10, {"Tổng công ty Mẫu": "TCTM"}, _ZONE),
    "private_enterprise": Kind(22, {"Công ty TNHH Ví dụ": "TNHHVD", "Công ty CP Mẫu": "CPM"}, _ZONE, 0.2),
    "fdi_enterprise": Kind(8, {"Công ty FDI Ví dụ": "FDIVD"}, _ZONE, 0.3),
}
PUBLIC_BODIES: tuple[UnitKind, ...] = ("agency", "public_service")

FORMER_NAME = "và Thống kê"
"""What the unit that was renamed was called besides."""
PREFIXES: Mapping[Organisation, str] = {"grassroots_committee": "Đảng bộ", "grassroots_cell": "Chi bộ"}
SENDERS: Mapping[str | None, str] = {"grassroots_committee": "ĐU", "grassroots_cell": "CB", None: "ĐT"}
"""What stands after the slash in the numbers of a unit's documents."""

DOCUMENT_CODES: tuple[tuple[str, str], ...] = (
    ("nghị quyết", "NQ"),
    ("chương trình", "CTr"),
    ("kế hoạch", "KH"),
    ("quyết định", "QĐ"),
    ("quy chế", "QC"),
    ("hướng dẫn", "HD"),
    ("bản tin", "BT"),
    ("báo cáo", "BC"),
    ("đề án", "ĐA"),
)
"""What a document is called → how its number says so."""


def document_type(label: str) -> str:
    """The letters in the number of a document of that name; an official letter (CV) by default.

    The first name in the label counts: a programme that carries out a resolution is a programme.
    """
    text = label.casefold()
    found = [(text.index(name), letters) for name, letters in DOCUMENT_CODES if name in text]
    return min(found)[1] if found else "CV"


def document_number(number: int, letters: str, sender: str) -> str:
    """A document's number as offices write it: `07-BC/ĐU`."""
    return f"{number:02}-{letters}/{sender}"


LONG_NAME = (
    " trực thuộc Liên hiệp các tổ chức sản xuất, chế biến, tiêu thụ sản phẩm và dịch vụ kỹ thuật, hợp nhất từ các đơn vị"
    " sự nghiệp, doanh nghiệp thành viên khu vực Bắc Trung Bộ (tên mẫu)"
)
"""What follows in a name of some 200 characters."""
REASONS = {
    "new": "Mới thành lập (dữ liệu mẫu)",
    "unit_suspended": "Đang tạm đình chỉ hoạt động (dữ liệu mẫu)",
    "correction": "Số ước được thay bằng số chính thức (dữ liệu mẫu)",
    "replacement": "Đơn vị gửi báo cáo thay thế (dữ liệu mẫu)",
    "returned": "Trả lại để bổ sung biểu số liệu (dữ liệu mẫu)",
    "report_extension": "Đơn vị đang sắp xếp lại tổ chức (dữ liệu mẫu)",
    "task_extension": "Chờ hướng dẫn của cấp trên (dữ liệu mẫu)",
    "task_returned": "Yêu cầu bổ sung phụ lục số liệu (dữ liệu mẫu)",
    "suspended": "Tạm dừng để rà soát (dữ liệu mẫu)",
    "resumed": "Tiếp tục sau rà soát (dữ liệu mẫu)",
    "dropped": "Không còn phù hợp, thôi thực hiện (dữ liệu mẫu)",
    "voided": "Ghi nhầm ngày (dữ liệu mẫu)",
    "exception": "Trùng đợt nghỉ lễ (dữ liệu mẫu)",
    "closing": "Đã chốt số liệu (dữ liệu mẫu)",
}
DIFFICULTIES = (
    "Một số chi bộ ở xa trụ sở, tổng hợp còn chậm (dữ liệu mẫu).",
    "Cán bộ phụ trách thay đổi trong kỳ (dữ liệu mẫu).",
    "Nguồn phát triển đảng viên hạn chế (dữ liệu mẫu).",
)
PROPOSALS = (
    "Đề nghị mở thêm lớp bồi dưỡng nhận thức về Đảng (dữ liệu mẫu).",
    "Đề nghị hướng dẫn rõ cách ghi biểu số liệu (dữ liệu mẫu).",
)
NARRATIVE = {
    "overview": "Các cấp ủy duy trì nền nếp báo cáo; số liệu do phần mềm tạo ra để minh họa.",
    "proposals": "Đề nghị Ban Thường vụ cho ý kiến chỉ đạo các nhiệm vụ quá hạn (dữ liệu mẫu).",
    "shortcomings": "Còn đơn vị gửi chậm và đơn vị chưa nêu đủ số liệu (dữ liệu mẫu).",
}
CONCLUSIONS = ("Thực hiện kết luận mẫu số 01", "Thực hiện kết luận mẫu số 02")
"""Titles of the items that came up on the way."""
