"""Build templates/*.docx from the form's measures: `python tools/build_templates.py`.

The templates are ordinary Word files that a secretary may change; this makes the ones that ct58 brings. A measure is
changed in `ct58.render.documents.form_profile`, a text here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Final

from word_styles import FORM, styles
from wordml import Page, Parts, cell, package, page_number, paragraph, row, table

from ct58.render.documents.form_profile import (
    APPENDIX_STYLE,
    FREE_TABLE_STYLE,
    LAYOUT,
    TABLE_NOTE_STYLE,
    twips,
)
from ct58.render.documents.free_tables import width_in_mm

ROOT: Final = Path(__file__).resolve().parents[1]
PORTRAIT: Final = Page(
    width=twips(FORM.page_width),
    height=twips(FORM.page_height),
    top=twips(FORM.margin_top),
    right=twips(FORM.margin_right),
    bottom=twips(FORM.margin_bottom),
    left=twips(FORM.margin_left),
    header=twips(FORM.header_distance),
)
LANDSCAPE: Final = replace(PORTRAIT.landscape, goes_on=True)
"""Appendices that lie on their sides follow each other as far as a page has room; the first begins a page, for it is turned."""
HALVES: Final = replace(LANDSCAPE, columns=2)
_RIGHT: Final = twips(LAYOUT.head_right)
HEAD: Final = (PORTRAIT.text_width - _RIGHT, _RIGHT)
"""The two columns of the head and of the sign-off."""
_CELL_MARGIN: Final = 57
Column = tuple[str, int, str, str]
"""Title, relative width, tag, and `left` or `center`."""


def main() -> None:
    """Write the templates where the package and a checkout look for them."""
    for name, content in templates().items():
        (ROOT / "templates" / name).write_bytes(content)


def templates() -> Mapping[str, bytes]:
    """File name → content."""
    bodies: Mapping[str, Callable[[], str]] = {
        "bao-cao.docx": _report,
        "tom-tat.docx": _brief,
        "cong-van.docx": _letter,
        "chuong-trinh.docx": _work_programme,
    }
    rule = round((HEAD[1] - twips(width_in_mm(LAYOUT.party, FORM.party_size))) / 2)
    return {
        name: package(
            Parts(
                body=body(),
                styles=styles(rule),
                header=paragraph("Header", page_number()),
                footer=paragraph("Footer", "{{ ban_lam_viec }}"),
            )
        )
        for name, body in bodies.items()
    }


# ------------------------------------------------------------------------------------ documents


def _report() -> str:
    return "".join(
        [
            _if("tom_tat", _brief_sheet("tom_tat") + paragraph("NgatPhan", section=PORTRAIT.section)),
            _head(),
            _title(),
            _addressees(),
            _sections("cac_muc"),
            _ending(),
            paragraph("NgatPhan", section=PORTRAIT.section),
            _free_appendices("pl_dau"),
            _appendix("pl_chi_tieu", LANDSCAPE, _INDICATORS, wide=True),
            _appendix("pl_nhiem_vu", LANDSCAPE, _TASKS, wide=True),
            _appendix("pl_thuong_xuyen", LANDSCAPE, _DUTIES, wide=True),
            _chart_appendix("pl_bieu_do"),
            _appendix("pl_don_vi", PORTRAIT, _UNITS, wide=True),
            _appendix("pl_den_han", PORTRAIT, _NEXT, wide=True),
            _free_appendices("pl_cuoi"),
            PORTRAIT.section,
        ]
    )


def _brief() -> str:
    return _brief_sheet("tom_tat") + paragraph("NgatPhan") + PORTRAIT.section


def _brief_sheet(name: str) -> str:
    """One page: the figures in a table, what asks for a decision in short paragraphs, a chart."""
    section = paragraph("TomTatMuc", "{{ muc.tieu_de }}") + _for(
        "doan", "muc.cac_doan", paragraph("TomTat", "- {{ doan }}")
    )
    return "".join(
        [
            paragraph("TomTatCoQuan", f"{{{{ {name}.co_quan }}}}"),
            paragraph("TomTatTen", f"{{{{ {name}.ten }}}}"),
            paragraph("TomTatTrichYeu", f"{{{{ {name}.trich_yeu }}}}"),
            paragraph("TomTat", f"{{{{ {name}.mo_dau }}}}"),
            _free_table(f"{name}.bang", PORTRAIT),
            _for("muc", f"{name}.cac_muc", section),
            _if(f"{name}.bieu_do", paragraph("HinhVe", f"{{{{ {name}.bieu_do.hinh }}}}")),
        ]
    )


def _letter() -> str:
    return "".join(
        [
            _head(subject=paragraph("TrichYeuCongVan", "{{ trich_yeu }}")),
            _addressees(),
            _paragraphs("mo_dau"),
            _tag("{%p if cac_viec %}"),
            _data_table("cac_viec", PORTRAIT, _OVERDUE, wide=False, fitted=False),
            paragraph("SauBang"),
            _tag("{%p endif %}"),
            _paragraphs("ket_thuc"),
            _ending(),
            _if("danh_sach", paragraph("NgatPhan", section=PORTRAIT.section) + _annex("danh_sach")),
            paragraph("NgatPhan"),
            PORTRAIT.section,
        ]
    )


def _annex(name: str) -> str:
    """The list that goes with a letter to many, on pages of its own."""
    title = "".join(
        [
            paragraph("PhuLuc", "DANH SÁCH"),
            paragraph("TenPhuLuc", f"{{{{ {name}.ten }}}}"),
            paragraph(APPENDIX_STYLE, "(Kèm theo Công văn số {{ so_ky_hieu }}, {{ ngay }})"),
        ]
    )
    return title + _data_table(f"{name}.cac_dong", PORTRAIT, _ANNEXED, wide=True, fitted=False)


def _work_programme() -> str:
    return "".join(
        [
            _head(),
            _title(),
            _addressees(),
            _sections("mo_dau"),
            _data_table("cac_viec", PORTRAIT, _PLANNED, wide=False),
            paragraph("SauBang"),
            _sections("cac_muc"),
            _ending(),
            paragraph("NgatPhan"),
            PORTRAIT.section,
        ]
    )


# ------------------------------------------------------------------------------------ parts


def _head(subject: str = "") -> str:
    """Names and the Party's title in the first row, number and date in the second, so that these stand level."""
    left, right = HEAD
    names = _if("cap_tren", paragraph("CapTren", "{{ cap_tren }}")) + paragraph("CoQuan", "{{ co_quan }}")
    party = paragraph("TieuDeDang", LAYOUT.party) + paragraph("DuongKe")
    number = paragraph("DauSao", LAYOUT.below_number) + paragraph("SoKyHieu", "Số {{ so_ky_hieu }}") + subject
    date = paragraph("DauSao") + paragraph("DiaDanhNgay", "{{ dia_danh_ngay }}")
    rows = [row(cell(left, names), cell(right, party)), row(cell(left, number), cell(right, date))]
    return table(HEAD, rows)


def _title() -> str:
    return "".join(
        [
            paragraph("Title", "{{ ten_loai }}"),
            paragraph("Subtitle", "{{ trich_yeu }}"),
            paragraph("DuoiTrichYeu", LAYOUT.below_subject),
        ]
    )


def _addressees() -> str:
    """One on the line itself, several below it, each with a hyphen."""
    several = _for("noi", "kinh_gui", paragraph("KinhGui", "- {{ noi }}"))
    return "".join(
        [
            _tag("{%p if kinh_gui | length == 1 %}"),
            paragraph("KinhGui", "Kính gửi: {{ kinh_gui[0] }}"),
            _tag("{%p elif kinh_gui %}"),
            paragraph("KinhGui", "Kính gửi:"),
            several,
            _tag("{%p endif %}"),
        ]
    )


def _sections(name: str) -> str:
    """Each section's heading in the style of its level, then its paragraphs."""
    levels = "".join(
        _tag(f"{{%p {'elif' if level > 1 else 'if'} muc.cap == {level} %}}")
        + paragraph(f"Heading{level}", "{{ muc.tieu_de }}")
        for level in (1, 2, 3)
    )
    heading = _if("muc.tieu_de", levels + _tag("{%p endif %}"))
    free = _if("muc.bang", _free_table("muc.bang", PORTRAIT) + paragraph("SauBang"))
    return _for("muc", name, heading + _paragraphs("muc.cac_doan") + free)


def _paragraphs(name: str) -> str:
    return _for("doan", name, paragraph("BodyText", "{{ doan }}"))


def _ending() -> str:
    """The last paragraph and the sign-off, which stay together on one page.

    Where nobody is named to receive the document, its place stays empty: a cell needs a paragraph.
    """
    left, right = HEAD
    title = "{% if noi_nhan %}Nơi nhận:{% endif %}"
    recipients = paragraph("NoiNhanDe", title) + _for("noi", "noi_nhan", paragraph("NoiNhan", "- {{ noi }}"))
    sign = "".join(
        [
            _if("quyen_han", paragraph("QuyenHan", "{{ quyen_han }}")),
            paragraph("ChucVu", "{{ chuc_vu }}"),
            paragraph("ChucVu") * LAYOUT.blank_lines_to_sign,
            paragraph("NguoiKy", "{{ nguoi_ky }}"),
        ]
    )
    last = _if("doan_cuoi", paragraph("DoanCuoi", "{{ doan_cuoi }}"))
    return last + table(HEAD, [row(cell(left, recipients), cell(right, sign))])


def _appendix(name: str, page: Page, columns: Sequence[Column], *, wide: bool) -> str:
    """An appendix in a section of its own, left out where there is none."""
    content = _appendix_title(name) + _data_table(f"{name}.cac_dong", page, columns, wide=wide) + _note(name)
    return _if(name, content + paragraph("NgatPhan", section=page.section))


def _chart_appendix(name: str) -> str:
    """Charts in two columns, each with its numbers below it."""
    note = _if("h.ghi_chu", paragraph(TABLE_NOTE_STYLE, "{{ h.ghi_chu }}"))
    drawn = paragraph("HinhVe", "{{ h.hinh }}") + _free_table("h.bang", HALVES) + note + paragraph("SauBang")
    title = _appendix_title(name) + paragraph("NgatPhan", section=LANDSCAPE.section)
    content = title + _for("h", f"{name}.cac_hinh", drawn) + paragraph("NgatPhan", section=HALVES.section)
    return _if(name, content)


def _free_appendices(name: str) -> str:
    """Appendices that bring their own columns."""
    content = _appendix_title("pl") + _free_table("pl.bang", LANDSCAPE) + _note("pl")
    return _for("pl", name, content + paragraph("NgatPhan", section=LANDSCAPE.section))


def _note(name: str) -> str:
    return _if(f"{name}.ghi_chu", paragraph(TABLE_NOTE_STYLE, f"{{{{ {name}.ghi_chu }}}}"))


def _appendix_title(name: str) -> str:
    return "".join(
        [
            paragraph("PhuLuc", f"PHỤ LỤC {{{{ {name}.so }}}}"),
            paragraph("TenPhuLuc", f"{{{{ {name}.ten }}}}"),
            paragraph(
                APPENDIX_STYLE, "(Kèm theo {{ ten_loai | capitalize }} số {{ so_ky_hieu }}, {{ ngay }})"
            ),
        ]
    )


def _free_table(name: str, page: Page) -> str:
    """As many columns as there are titles; ct58 makes them as wide as their words need."""
    widths = _equal_widths(page.text_width)
    title = cell(widths[1], paragraph("CotBangRong", "{{ cot }}"), middle=True)
    centred = paragraph("OBangRongGiua", "{{ o.chu }}")
    plain = paragraph("OBangRong", "{{ o.chu }}")
    value = cell(
        widths[1],
        _tag("{%p if o.giua %}") + centred + _tag("{%p else %}") + plain + _tag("{%p endif %}"),
        middle=True,
    )
    rows = [
        row(*_for_cells(widths, "cot", f"{name}.cac_cot", title), is_header=True),
        _tag_row(widths, f"{{%tr for dong in {name}.cac_dong %}}"),
        row(*_for_cells(widths, "o", "dong", value)),
        _tag_row(widths, "{%tr endfor %}"),
    ]
    return table(widths, rows, FREE_TABLE_STYLE, _CELL_MARGIN)


def _for_cells(widths: Sequence[int], name: str, names: str, content: str) -> Sequence[str]:
    """A cell for each of some names, between the cells of the tags."""
    begin, end = _tag(f"{{%tc for {name} in {names} %}}"), _tag("{%tc endfor %}")
    return [cell(widths[0], begin), content, cell(widths[2], end)]


def _equal_widths(total: int) -> Sequence[int]:
    third = total // 3
    return [third, total - 2 * third, third]


def _data_table(name: str, page: Page, columns: Sequence[Column], *, wide: bool, fitted: bool = True) -> str:
    """Column titles that repeat; then a row for each, a wide one for a group, one that says that there is nothing.

    Letters that go out together keep the columns' widths; elsewhere ct58 fits them to the words.
    """
    kind = "Rong" if wide else ""
    widths = _widths(columns, page.text_width)
    titles = [
        cell(width, paragraph(f"CotBang{kind}", title), middle=True)
        for width, (title, *_) in zip(widths, columns, strict=True)
    ]
    values = [
        cell(width, paragraph(_cell_style(kind, align), f"{{{{ dong.{tag} }}}}"), middle=True)
        for width, (_, _, tag, align) in zip(widths, columns, strict=True)
    ]
    number = cell(widths[0], paragraph(f"NhomBang{kind}Giua", "{{ dong.tt }}"))
    group = cell(sum(widths[1:]), paragraph(f"NhomBang{kind}", "{{ dong.ten }}"), len(widths) - 1)
    rows = [
        row(*titles, is_header=True),
        _tag_row(widths, f"{{%tr for dong in {name} %}}"),
        _tag_row(widths, "{%tr if dong.nhom %}"),
        row(number, group),
        _tag_row(widths, "{%tr else %}"),
        row(*values),
        _tag_row(widths, "{%tr endif %}"),
        _tag_row(widths, "{%tr else %}"),
        row(cell(sum(widths), paragraph(f"OBang{kind}Giua", "Không có."), len(widths))),
        _tag_row(widths, "{%tr endfor %}"),
    ]
    return table(widths, rows, FREE_TABLE_STYLE if fitted else "TableGrid", _CELL_MARGIN)


def _cell_style(kind: str, align: str) -> str:
    return f"OBang{kind}{'Giua' if align == 'center' else ''}"


def _widths(columns: Sequence[Column], total: int) -> list[int]:
    """The columns' widths in twips, exactly as wide as the text together."""
    parts = sum(column[1] for column in columns)
    ends = [round(total * sum(column[1] for column in columns[:n]) / parts) for n in range(len(columns) + 1)]
    return [end - start for start, end in pairwise(ends)]


# ------------------------------------------------------------------------------------ tags


def _tag(text: str) -> str:
    return paragraph("TheMau", text)


def _tag_row(widths: Sequence[int], text: str) -> str:
    return row(cell(sum(widths), _tag(text), len(widths)))


def _if(name: str, content: str) -> str:
    return _tag(f"{{%p if {name} %}}") + content + _tag("{%p endif %}")


def _for(name: str, names: str, content: str) -> str:
    return _tag(f"{{%p for {name} in {names} %}}") + content + _tag("{%p endfor %}")


# ------------------------------------------------------------------------------------ columns

_INDICATORS: Final[Sequence[Column]] = (
    ("TT", 9, "tt", "center"),
    ("Chỉ tiêu", 50, "chi_tieu", "left"),
    ("ĐVT", 16, "dvt", "center"),
    ("Kế hoạch", 21, "ke_hoach", "center"),
    ("Thực hiện kỳ", 17, "thuc_hien_ky", "center"),
    ("Lũy kế", 16, "luy_ke", "center"),
    ("Tử số/Mẫu số", 23, "tu_mau", "center"),
    ("Tỷ lệ (%)", 15, "ty_le", "center"),
    ("So kế hoạch", 26, "so_ke_hoach", "center"),
    ("So cùng kỳ", 26, "so_cung_ky", "center"),
    ("Đánh giá", 22, "danh_gia", "center"),
    ("Số đơn vị đã/chưa báo cáo", 18, "so_don_vi", "center"),
)
_TASKS: Final[Sequence[Column]] = (
    ("TT", 9, "tt", "center"),
    ("Tên nhiệm vụ", 78, "nhiem_vu", "left"),
    ("Cơ quan chuẩn bị", 28, "chuan_bi", "center"),
    ("Thời gian trình", 26, "thoi_gian", "center"),
    ("{{ pl_nhiem_vu.trinh_1 }}", 17, "trinh_btv", "center"),
    ("{{ pl_nhiem_vu.trinh_2 }}", 17, "trinh_bch", "center"),
    ("Hình thức văn bản", 28, "hinh_thuc", "center"),
    ("Ngày trình", 22, "ngay_trinh", "center"),
    ("Số, ngày văn bản", 26, "so_ngay_van_ban", "center"),
    ("Tình trạng", 30, "tinh_trang", "center"),
    ("Số ngày quá hạn", 16, "qua_han", "center"),
)
_DUTIES: Final[Sequence[Column]] = (
    ("TT", 9, "tt", "center"),
    ("Nội dung nhiệm vụ", 55, "noi_dung", "left"),
    ("Cơ quan chủ trì", 23, "chu_tri", "center"),
    ("Cơ quan phối hợp", 30, "phoi_hop", "center"),
    ("Thời hạn", 26, "thoi_han", "center"),
    ("Sản phẩm", 19, "san_pham", "center"),
    ("Ngày trình {{ pl_thuong_xuyen.noi_trinh }}", 24, "ngay_trinh", "center"),
    ("Số, ngày ban hành", 22, "so_ngay_ban_hanh", "center"),
    ("Tình trạng", 22, "tinh_trang", "center"),
    ("Số ngày quá hạn", 14, "qua_han", "center"),
    ("Ghi chú", 20, "ghi_chu", "left"),
)
_UNITS: Final[Sequence[Column]] = (
    ("TT", 10, "tt", "center"),
    ("Đơn vị", 40, "don_vi", "left"),
    ("Báo cáo", 28, "bao_cao", "left"),
    ("Hạn gửi", 24, "han", "center"),
    ("Ngày nhận", 24, "ngay_nhan", "center"),
    ("Tình trạng", 20, "tinh_trang", "center"),
    ("Số ngày chậm", 14, "cham", "center"),
    ("Ghi chú", 20, "ghi_chu", "left"),
)
_NEXT: Final[Sequence[Column]] = (
    ("TT", 10, "tt", "center"),
    ("Nội dung nhiệm vụ", 62, "noi_dung", "left"),
    ("Cơ quan chủ trì", 28, "chu_tri", "center"),
    ("Thời hạn", 22, "thoi_han", "center"),
    ("Sản phẩm", 26, "san_pham", "center"),
    ("Trình", 16, "trinh", "center"),
)
_PLANNED: Final[Sequence[Column]] = (
    ("TT", 10, "tt", "center"),
    ("Nội dung nhiệm vụ", 62, "noi_dung", "left"),
    ("Cơ quan phối hợp", 28, "phoi_hop", "center"),
    ("Thời hạn", 24, "thoi_han", "center"),
    ("Sản phẩm", 26, "san_pham", "center"),
    ("Trình", 16, "trinh", "center"),
)
_OVERDUE: Final[Sequence[Column]] = (
    ("TT", 10, "tt", "center"),
    ("Nội dung", 72, "noi_dung", "left"),
    ("Thời hạn", 26, "thoi_han", "center"),
    ("Quá hạn", 22, "qua_han", "center"),
    ("Ghi chú", 35, "ghi_chu", "left"),
)
_ANNEXED: Final[Sequence[Column]] = (
    ("TT", 9, "tt", "center"),
    ("Đơn vị", 42, "chu_tri", "left"),
    ("Nội dung", 50, "noi_dung", "left"),
    ("Thời hạn", 22, "thoi_han", "center"),
    ("Quá hạn", 18, "qua_han", "center"),
    ("Ghi chú", 30, "ghi_chu", "left"),
)


if __name__ == "__main__":
    main()
