"""The words of the demo office: plainly made up, in the language of its data.

What stands here is content of data files, like the texts of a programme: it is not translated. Every
name says of itself that it is a sample ("Mẫu", "Ví dụ"), so none can be taken for a real unit.
"""

from __future__ import annotations

SAMPLE_NOTE = "Dữ liệu mẫu"
"""Stands in every record that has a place for it."""


FORMER_NAME = "và Thống kê"
"""What the unit that was renamed was called besides."""
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
    "proposals": "Đề nghị cho ý kiến chỉ đạo các nhiệm vụ quá hạn (dữ liệu mẫu).",
    "shortcomings": "Còn đơn vị gửi chậm và đơn vị chưa nêu đủ số liệu (dữ liệu mẫu).",
}
CONCLUSIONS = ("Thực hiện kết luận mẫu số 01", "Thực hiện kết luận mẫu số 02")
"""Titles of the items that came up on the way."""
