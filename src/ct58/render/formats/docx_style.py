"""The look of a Word document that is no official letter: paper, margins, fonts and page numbers in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ct58.render.documents.form_profile import FORM_PROFILES, LAYOUT

if TYPE_CHECKING:
    from docx.document import Document

FORM = FORM_PROFILES[-1]
"""Paper, margins and font of the committee's documents; a list has no date of issue, so the rule in force now."""
FONT = FORM.font
TEXT_SIZE, TABLE_SIZE = LAYOUT.text_size, LAYOUT.table_size
"""Points."""
PAPER = (FORM.page_width, FORM.page_height)
"""Millimetres, as all widths."""
TEXT_WIDTH = PAPER[0] - FORM.margin_left - FORM.margin_right
WIDE_TEXT_WIDTH = PAPER[1] - FORM.margin_left - FORM.margin_right
_LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}
_TABLE_STYLES = frozenset({"Normal Table", "Table Grid"})
_BALLAST = ("/stylesWithEffects", "/thumbnail", "/customXml")
"""Ends of the kinds of parts that python-docx's own template brings, and no document needs."""


def prepare(document: Document, *, language: str, is_wide: bool) -> None:
    """Set paper, styles, language and page numbers of a new document."""
    document.core_properties.author = "ct58"
    document.core_properties.comments = ""
    document.core_properties.language = language
    _drop_ballast(document)
    _set_paper(document, is_wide=is_wide)
    _set_styles(document, _LANGUAGES.get(language, language))
    _number_pages(document)


def _drop_ballast(document: Document) -> None:
    """Leave out a hundred table styles and the parts for old programs: they are nine tenths of a small file."""
    from docx.enum.style import WD_STYLE_TYPE

    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in _TABLE_STYLES:
            style.delete()
    for relations in (document.part.rels, document.part.package.rels):
        for id_ in [id_ for id_, found in relations.items() if found.reltype.endswith(_BALLAST)]:
            del relations[id_]


def _set_paper(document: Document, *, is_wide: bool) -> None:
    from docx.enum.section import WD_ORIENTATION
    from docx.shared import Mm

    section = document.sections[0]
    width, height = (PAPER[1], PAPER[0]) if is_wide else PAPER
    section.orientation = WD_ORIENTATION.LANDSCAPE if is_wide else WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(FORM.margin_top), Mm(FORM.margin_bottom)
    section.left_margin, section.right_margin = Mm(FORM.margin_left), Mm(FORM.margin_right)
    section.header_distance = section.footer_distance = Mm(FORM.header_distance)


def _set_styles(document: Document, language: str) -> None:
    normal = document.styles["Normal"]
    _set_style(normal, size=TEXT_SIZE, after=3)
    _set_language(normal, language)
    _set_style(document.styles["Heading 1"], size=TEXT_SIZE, after=3, bold=True, is_centred=True)
    _set_style(document.styles["Heading 2"], size=TEXT_SIZE, before=9, after=3, bold=True)
    _set_style(_new_style(document, "Aside"), size=TEXT_SIZE, after=6, italic=True, is_centred=True)
    _set_style(_new_style(document, "Table Text"), size=TABLE_SIZE)
    _set_style(_new_style(document, "Gap"), size=6)


def _new_style(document: Document, name: str) -> Any:
    from docx.enum.style import WD_STYLE_TYPE

    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    return style


def _set_style(
    style: Any,
    *,
    size: float,
    before: int = 0,
    after: int = 0,
    bold: bool = False,
    italic: bool = False,
    is_centred: bool = False,
) -> None:
    """One font for every script; the theme's fonts and colours are taken off."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size = FONT, Pt(size)
    style.font.bold, style.font.italic = bold, italic
    style.font.color.rgb = RGBColor(0, 0, 0)
    _set_every_script(style)
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), 1.0
    if is_centred:
        layout.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _set_every_script(style: Any) -> None:
    from docx.oxml.ns import qn

    fonts = style.element.rPr.rFonts
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def _set_language(style: Any, language: str) -> None:
    """So that the spelling is not checked as English."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = style.element.rPr
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), language)
    properties.append(mark)


def _number_pages(document: Document) -> None:
    """The number at the top, in the middle, on every page but the first."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    section = document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_field(paragraph.add_run(), "PAGE")


def _add_field(run: Any, instruction: str) -> None:
    """A field that Word computes."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", "instruction", "end"):
        if kind == "instruction":
            part = OxmlElement("w:instrText")
            part.text = instruction
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)  # noqa: SLF001 - python-docx has no fields
