"""Words for WordprocessingML: paragraphs, tables, sections and the package around them, as texts of XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from xml.sax.saxutils import escape

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES: Final = f'xmlns:w="{W}" xmlns:r="{R}"'
DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_BETWEEN_COLUMNS: Final = 340


def paragraph(style: str, *texts: str, section: str = "") -> str:
    """A paragraph of a style; each text is a run. A section that ends here goes into its properties."""
    runs = "".join(run(text) for text in texts)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{section}</w:pPr>{runs}</w:p>'


def run(text: str) -> str:
    """Text as a run, its spaces kept; XML of another run is given as it is."""
    if text.startswith("<w:"):
        return text
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def page_number() -> str:
    """The number of the page, as a field."""
    return '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def cell(width: int, content: str, span: int = 1, *, middle: bool = False) -> str:
    """A cell of a width in twips over some columns; its content at the top, or in the middle."""
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    align = '<w:vAlign w:val="center"/>' if middle else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{align}</w:tcPr>{content}</w:tc>'


def row(*cells: str, is_header: bool = False) -> str:
    """A row that no page break divides; a header row stands on each page."""
    header = "<w:tblHeader/>" if is_header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{''.join(cells)}</w:tr>"


def table(widths: Sequence[int], rows: Iterable[str], style: str = "", margin: int = 0) -> str:
    """A table of fixed columns; without a style it has no lines. `margin` is left and right of each cell."""
    styled = f'<w:tblStyle w:val="{style}"/>' if style else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    margins = f'<w:left w:w="{margin}" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/>'
    return (
        f'<w:tbl><w:tblPr>{styled}<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A section's page, in twips."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    header: int
    columns: int = 1
    goes_on: bool = False
    """Whether it begins on the page on which the section before ended."""

    @property
    def text_width(self) -> int:
        """From margin to margin; of columns each."""
        whole = self.width - self.left - self.right
        return (whole - (self.columns - 1) * _BETWEEN_COLUMNS) // self.columns

    @property
    def landscape(self) -> Page:
        """The same sheet lying on its side, with the same margins."""
        return replace(self, width=self.height, height=self.width)

    @property
    def section(self) -> str:
        """The section's properties: numbered from 1, no number on its first page; columns go on with what they belong to."""
        turned = ' w:orient="landscape"' if self.width > self.height else ""
        kind = '<w:type w:val="continuous"/>' if self.goes_on else ""
        columns = f'<w:cols w:num="{self.columns}" w:space="{_BETWEEN_COLUMNS}"/>' if self.columns > 1 else ""
        number = "<w:pgNumType/>" if self.columns > 1 else '<w:pgNumType w:start="1"/>'
        references = "".join(
            f'<w:{part}Reference w:type="{kind}" r:id="{part}-{kind}"/>'
            for part in ("header", "footer")
            for kind in ("default", "first")
        )
        return (
            f'<w:sectPr>{references}{kind}<w:pgSz w:w="{self.width}" w:h="{self.height}"{turned}/>'
            f'<w:pgMar w:top="{self.top}" w:right="{self.right}" w:bottom="{self.bottom}" w:left="{self.left}"'
            f' w:header="{self.header}" w:footer="{self.header}" w:gutter="0"/>'
            f"{number}{columns}<w:titlePg/></w:sectPr>"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a template is made of, as XML without its outermost element."""

    body: str
    styles: str
    header: str
    footer: str


def package(parts: Parts) -> bytes:
    """The .docx of some parts; the same parts give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in _files(parts).items():
            target.writestr(zipfile.ZipInfo(name), (DECLARATION + content).encode())
    return out.getvalue()


def _files(parts: Parts) -> Mapping[str, str]:
    first = paragraph("Header")
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("document", f"{_RELATION}/officeDocument", "word/document.xml"),
            ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(),
        "word/_rels/document.xml.rels": _relations(
            ("styles", f"{_RELATION}/styles", "styles.xml"),
            ("settings", f"{_RELATION}/settings", "settings.xml"),
            *(
                (f"{part}-{kind}", f"{_RELATION}/{part}", f"{part}{number}.xml")
                for part in ("header", "footer")
                for number, kind in enumerate(("default", "first"), start=1)
            ),
        ),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{parts.body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {NAMESPACES}>{parts.styles}</w:styles>",
        "word/settings.xml": _settings(),
        "word/header1.xml": f"<w:hdr {NAMESPACES}>{parts.header}</w:hdr>",
        "word/header2.xml": f"<w:hdr {NAMESPACES}>{first}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {NAMESPACES}>{parts.footer}</w:ftr>",
        "word/footer2.xml": f"<w:ftr {NAMESPACES}>{parts.footer}</w:ftr>",
    }


def _content_types() -> str:
    kinds = {
        "/word/document.xml": f"{_OFFICE}.document.main+xml",
        "/word/styles.xml": f"{_OFFICE}.styles+xml",
        "/word/settings.xml": f"{_OFFICE}.settings+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        **{f"/word/header{number}.xml": f"{_OFFICE}.header+xml" for number in (1, 2)},
        **{f"/word/footer{number}.xml": f"{_OFFICE}.footer+xml" for number in (1, 2)},
    }
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(*entries: tuple[str, str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in entries
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _core() -> str:
    """Properties without a person's name; who renders the template sets title and date."""
    moment = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title></dc:title><dc:creator></dc:creator>'
        f"<dc:language>vi-VN</dc:language>{moment}</cp:coreProperties>"
    )


def _settings() -> str:
    """Word's own newest layout; a line break does not stretch the words of a justified line."""
    mode = "http://schemas.microsoft.com/office/word"
    return (
        f'<w:settings {NAMESPACES}><w:defaultTabStop w:val="567"/><w:characterSpacingControl w:val="doNotCompress"/>'
        "<w:compat><w:doNotExpandShiftReturn/>"
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{mode}" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )
