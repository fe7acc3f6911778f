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
class Stem:
    """A family of names: `Sở Mẫu 01`, `SM01`."""

    name: str
    alias: str


KINDS: Mapping[UnitKind, tuple[int, tuple[Stem, ...]]] = {
    "agency": (35, (Stem("Sở Mẫu", "SM"), Stem("Ban Ví dụ", "BVD"), Stem("Chi cục Mẫu", "CCM"))),
    "public_service": (25, (Stem("Trường Ví dụ", "TVD"), Stem("Bệnh viện Mẫu", "BVM"))),
    "state_enterprise": (10, (Stem("Tổng công ty Mẫu", "TCTM"),)),
    "private_enterprise": (22, (Stem("Công ty TNHH Ví dụ", "TNHHVD"), Stem("Công ty CP Mẫu", "CPM"))),
    "fdi_enterprise": (8, (Stem("Công ty FDI Ví dụ", "FDIVD"),)),
}
"""Kind of unit → its share of the office in percent, and its names."""

PREFIXES: Mapping[Organisation, str] = {"grassroots_committee": "Đảng bộ", "grassroots_cell": "Chi bộ"}
SENDERS: Mapping[Organisation | None, str] = {
    "grassroots_committee": "ĐU",
    "grassroots_cell": "CB",
    None: "ĐT",
}
"""What stands after the slash in the numbers of a unit's documents."""

DOCUMENT_TYPES: tuple[tuple[str, str], ...] = (
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
    found = [(text.index(name), letters) for name, letters in DOCUMENT_TYPES if name in text]
    return min(found)[1] if found else "CV"


REASONS = {
    "correction": "Số ước được thay bằng số chính thức (dữ liệu mẫu)",
    "replacement": "Đơn vị gửi báo cáo thay thế (dữ liệu mẫu)",
    "returned": "Trả lại để bổ sung biểu số liệu (dữ liệu mẫu)",
    "report_extension": "Đơn vị đang sắp xếp lại tổ chức (dữ liệu mẫu)",
    "task_extension": "Chờ hướng dẫn của cấp trên (dữ liệu mẫu)",
    "task_returned": "Yêu cầu bổ sung phụ lục số liệu (dữ liệu mẫu)",
    "suspended": "Tạm dừng để rà soát (dữ liệu mẫu)",
    "resumed": "Tiếp tục sau rà soát (dữ liệu mẫu)",
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
