"""The templates' styles, from the form's measures: what a secretary finds in Word's list of styles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ct58.render.documents.form_profile import (
    APPENDIX_STYLE,
    FORM_PROFILES,
    FREE_TABLE_STYLE,
    LAYOUT,
    TABLE_NOTE_STYLE,
    TWIPS_PER_POINT,
    twips,
)

FORM: Final = FORM_PROFILES[-1]
_FIRST_LINE: Final = twips(FORM.first_line)
_GAP: Final = round(LAYOUT.paragraph_gap * TWIPS_PER_POINT)
_TEXT_LINE: Final = round(LAYOUT.text_line * TWIPS_PER_POINT)
_BUILT_IN: Final = frozenset(
    {"Normal", "heading 1", "heading 2", "heading 3", "Body Text", "Title", "Subtitle", "header", "footer"}
)
"""Styles that Word knows by these names."""
_RULE_LINE: Final = 6 * TWIPS_PER_POINT


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A paragraph style: its name in Word, letters (size in points) and placement (twips)."""

    name: str
    size: float
    based_on: str = "Normal"
    bold: bool = False
    italic: bool = False
    underline: bool = False
    align: str = "left"
    first_line: int = 0
    after: int = 0
    before: int = 0
    exact_line: int | None = None
    outline: int | None = None
    keep_next: bool = False
    left: int = 0
    right: int = 0
    rule_above: bool = False
    grey: bool = False


def _text(name: str, **given: object) -> Style:
    """A style of running text: justified, first line indented, exact lines."""
    plain = {
        "size": LAYOUT.text_size,
        "align": "both",
        "first_line": _FIRST_LINE,
        "after": _GAP,
        "exact_line": _TEXT_LINE,
    }
    return Style(name=name, **{**plain, **given})  # type: ignore[arg-type]  # fields by name


def _head(name: str, size: float, **given: object) -> Style:
    """A style of the head and the sign-off: centred, single lines."""
    return Style(name=name, size=size, **{"align": "center", **given})  # type: ignore[arg-type]  # fields by name


def paragraph_styles(rule_indent: int) -> Mapping[str, Style]:
    """Id → style; `rule_indent` is what the line under the Party's name leaves free at either side."""
    size = FORM.body_name_size
    sign = FORM.signature_size
    return {
        "Normal": Style(name="Normal", size=LAYOUT.text_size, based_on=""),
        "Heading1": _text("heading 1", bold=True, outline=0, keep_next=True),
        "Heading2": _text("heading 2", bold=True, outline=1, keep_next=True),
        "Heading3": _text("heading 3", bold=True, italic=True, outline=2, keep_next=True),
        "BodyText": _text("Body Text"),
        "DoanCuoi": _text("Đoạn cuối", based_on="BodyText", keep_next=True),
        "Title": _head("Title", LAYOUT.title_size, bold=True, before=2 * _GAP, keep_next=True),
        "Subtitle": _head("Subtitle", LAYOUT.subject_size, bold=True, keep_next=True),
        "DuoiTrichYeu": _head("Dưới trích yếu", LAYOUT.subject_size, after=2 * _GAP),
        "KinhGui": _head("Kính gửi", LAYOUT.text_size, after=_GAP, before=_GAP),
        "CapTren": _head("Cấp trên", size),
        "CoQuan": _head("Cơ quan ban hành", size, bold=True),
        "DauSao": _head("Dấu sao", size),
        "SoKyHieu": _head("Số ký hiệu", FORM.number_size),
        "TrichYeuCongVan": _head("Trích yếu công văn", FORM.letter_subject_size, italic=True),
        "TieuDeDang": _head("Tiêu đề Đảng", FORM.party_size, bold=True),
        "DuongKe": _head(
            "Đường kẻ", 2, exact_line=_RULE_LINE, left=rule_indent, right=rule_indent, rule_above=True
        ),
        "DiaDanhNgay": _head("Địa danh, ngày", size, italic=True),
        "QuyenHan": _head("Quyền hạn", sign, bold=True, keep_next=True),
        "ChucVu": _head("Chức vụ", sign, keep_next=True),
        "NguoiKy": _head("Người ký", sign, bold=True, keep_next=True),
        "NoiNhanDe": Style(name="Nơi nhận", size=FORM.recipients_title_size, underline=True, keep_next=True),
        "NoiNhan": Style(name="Dòng nơi nhận", size=FORM.recipients_size, keep_next=True),
        "PhuLuc": _head("Phụ lục", LAYOUT.text_size, bold=True, before=_GAP, outline=0, keep_next=True),
        "TenPhuLuc": _head("Tên phụ lục", LAYOUT.text_size, bold=True, keep_next=True),
        APPENDIX_STYLE: _head("Kèm theo", LAYOUT.text_size, italic=True, after=_GAP, keep_next=True),
        **_table_styles("", "", LAYOUT.table_size, 2 * TWIPS_PER_POINT),
        **_table_styles(
            "Rong", " rộng", LAYOUT.wide_table_size, TWIPS_PER_POINT // 2, LAYOUT.wide_table_line
        ),
        TABLE_NOTE_STYLE: Style(name="Ghi chú bảng", size=LAYOUT.wide_table_size, italic=True, before=_GAP),
        **_brief_styles(),
        "HinhVe": _head("Hình vẽ", LAYOUT.table_size, before=_GAP // 2, keep_next=True),
        "SauBang": Style(name="Sau bảng", size=LAYOUT.paragraph_gap, exact_line=_GAP),
        "TheMau": Style(name="Thẻ của mẫu", size=LAYOUT.note_size, grey=True, keep_next=True),
        "NgatPhan": Style(name="Ngắt phần", size=1, exact_line=TWIPS_PER_POINT),
        "Header": _head("header", FORM.number_size),
        "Footer": _head("footer", LAYOUT.note_size, grey=True),
    }


def _brief_styles() -> Mapping[str, Style]:
    """The sheet for the leader, on which much must find room: small, close, flush left."""
    size, line = LAYOUT.brief_size, round(LAYOUT.brief_line * TWIPS_PER_POINT)
    return {
        "TomTatCoQuan": _head("Tóm tắt, cơ quan", size, bold=True, exact_line=line),
        "TomTatTen": _head("Tóm tắt, tên", LAYOUT.title_size, bold=True, before=_GAP, outline=0),
        "TomTatTrichYeu": _head("Tóm tắt, trích yếu", size, bold=True, exact_line=line, after=_GAP),
        "TomTatMuc": Style(
            name="Tóm tắt, mục", size=size, bold=True, exact_line=line, before=_GAP // 2, keep_next=True
        ),
        "TomTat": Style(name="Tóm tắt", size=size, align="both", exact_line=line, after=2 * TWIPS_PER_POINT),
    }


def _table_styles(
    suffix: str, name: str, size: float, above: int, line: float | None = None
) -> Mapping[str, Style]:
    """The cells of a data table: its column titles, texts, centred texts, and rows that begin a group.

    `above` is what a cell leaves free above its text and below, `line` the exact height of a line where many rows must fit.
    """
    exact = round(line * TWIPS_PER_POINT) if line else None
    room = {"before": above, "after": above, "exact_line": exact}
    return {
        f"CotBang{suffix}": _head(f"Tên cột, bảng{name}", size, bold=True, keep_next=True, **room),
        f"OBang{suffix}": _head(f"Ô bảng{name}", size, align="left", **room),
        f"OBang{suffix}Giua": _head(f"Ô bảng{name}, giữa", size, **room),
        f"NhomBang{suffix}": _head(
            f"Nhóm trong bảng{name}", size, align="left", bold=True, keep_next=True, **room
        ),
        f"NhomBang{suffix}Giua": _head(f"Số nhóm trong bảng{name}", size, bold=True, keep_next=True, **room),
    }


def styles(rule_indent: int) -> str:
    """All styles as XML: defaults, paragraph styles, the lined table."""
    known = paragraph_styles(rule_indent)
    return _defaults() + "".join(_style(id, style) for id, style in known.items()) + _tables()


def _defaults() -> str:
    font = " ".join(f'w:{script}="{FORM.font}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    size = _half_points(LAYOUT.text_size)
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {font}/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )


def _style(id: str, style: Style) -> str:
    based = f'<w:basedOn w:val="{style.based_on}"/>' if style.based_on else ""
    default = ' w:default="1"' if id == "Normal" else ""
    custom = "" if style.name in _BUILT_IN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId="{id}"><w:name w:val="{style.name}"/>{based}<w:qFormat/>'
        f"<w:pPr>{_placement(style)}</w:pPr><w:rPr>{_letters(style)}</w:rPr></w:style>"
    )


def _placement(style: Style) -> str:
    """Paragraph properties, in the order that the schema demands."""
    line = f' w:line="{style.exact_line}" w:lineRule="exact"' if style.exact_line else ""
    pieces = (
        "<w:keepNext/>" if style.keep_next else "",
        '<w:pBdr><w:top w:val="single" w:sz="8" w:space="1" w:color="auto"/></w:pBdr>'
        if style.rule_above
        else "",
        f'<w:spacing w:before="{style.before}" w:after="{style.after}"{line}/>',
        f'<w:ind w:left="{style.left}" w:right="{style.right}" w:firstLine="{style.first_line}"/>',
        f'<w:jc w:val="{style.align}"/>',
        f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else "",
    )
    return "".join(pieces)


def _letters(style: Style) -> str:
    size = _half_points(style.size)
    pieces = (
        "<w:b/>" if style.bold else "",
        "<w:i/>" if style.italic else "",
        '<w:color w:val="595959"/>' if style.grey else "",
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>',
        '<w:u w:val="single"/>' if style.underline else "",
    )
    return "".join(pieces)


def _tables() -> str:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr></w:style>"
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{FREE_TABLE_STYLE}"><w:name w:val="Bảng tự do"/>'
        '<w:basedOn w:val="TableGrid"/></w:style>'
    )


def _half_points(points: float) -> int:
    return round(points * 2)
