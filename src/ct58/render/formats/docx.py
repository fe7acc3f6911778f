"""Pages as a Word document: A4 with the committee's margins, real headings and tables."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ct58.domain.text.signs import harmless
from ct58.ooxml import property_text, reproducible, writable
from ct58.render.documents.form_profile import TWIPS_PER_MM, twips
from ct58.render.documents.free_tables import column_widths
from ct58.render.formats.docx_style import TABLE_SIZE, TEXT_WIDTH, WIDE_TEXT_WIDTH, prepare
from ct58.render.formats.html import page_title
from ct58.render.formats.print_style import PRINT_STYLES
from ct58.views.media import page_for
from ct58.views.page import (
    Block,
    Column,
    Gap,
    Heading,
    Line,
    Page,
    Span,
    Table,
    Words,
    without_drawings,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table as WordTable
    from docx.table import _Cell as WordCell
    from docx.text.paragraph import Paragraph

CHARACTER = 2.3
"""Millimetres that a character of a table takes, and a cell's own margins beside it."""
BOLD = 1.15
"""How much wider a title's character is."""
CELL_MARGINS = 4.5
GROWING = 45.0
"""Millimetres that a growing column should have at least."""
WIDE = 1.25
"""How many times wider than the page a table may want to be: long cells can wrap."""
LONGEST_WORDS = 40
"""Characters of a cell that a column makes room for; longer cells wrap."""
LABEL_WIDTH = 35.0
INDENT = 2.0
"""Millimetres of a label, and of a space of indentation."""


def page_as_docx(page: Page, language: str, as_of: dt.date) -> bytes:
    """The page as a document in a language (`vi`, `en`). Equal pages give equal bytes.

    It lies on its side where a table would not fit otherwise.
    """
    import docx

    document = docx.Document()
    shown = page_for(page, "document").blocks
    blocks = [without_drawings(block) if isinstance(block, Table) else block for block in shown]
    is_wide = any(_natural_width(block) > WIDE * TEXT_WIDTH for block in blocks if isinstance(block, Table))
    prepare(document, language=language, is_wide=is_wide)
    document.core_properties.title = property_text(harmless(page_title(page)))
    before: Block = Gap()
    for block in blocks:
        _add(document, block, before, WIDE_TEXT_WIDTH if is_wide else TEXT_WIDTH)
        before = block
    out = io.BytesIO()
    document.save(out)
    return reproducible(out.getvalue(), as_of)


def _add(document: Document, block: Block, before: Block, width: float) -> None:
    """A block behind another. Word would join two tables, so a gap parts them."""
    if isinstance(block, Heading):
        _add_heading(document, block)
    elif isinstance(block, Line):
        _add_line(document, block)
    elif isinstance(block, Table):
        if isinstance(before, Table):
            document.add_paragraph(style="Gap")
        _add_table(document, block, width)
    elif not isinstance(before, Gap | Heading):
        document.add_paragraph(style="Gap")


def _add_heading(document: Document, block: Heading) -> None:
    document.add_paragraph(_clean(block.text), style=f"Heading {block.level}")
    if block.aside:
        document.add_paragraph(_clean(block.aside), style="Aside")


def _add_line(document: Document, block: Line) -> None:
    """A paragraph; a label stands before a tab, and the rest wraps beside it."""
    from docx.shared import Mm

    paragraph = document.add_paragraph()
    layout = paragraph.paragraph_format
    if not block.label_width:
        layout.left_indent = Mm(block.indent * INDENT)
        _write(paragraph, block.words)
        return
    layout.left_indent, layout.first_line_indent = Mm(LABEL_WIDTH), Mm(-LABEL_WIDTH)
    label = block.words[0]
    _write(paragraph, (Span(f"{label.text.strip()}\t", label.emphasis), *block.words[1:]))


def _write(paragraph: Paragraph, spans: Words) -> None:
    """Words with their meaning; line breaks and tabs become Word's own."""
    from docx.shared import RGBColor

    for span in spans:
        text = "\t".join(map(_clean, span.text.split("\t")))
        run = paragraph.add_run(text)
        style = PRINT_STYLES[span.emphasis]
        run.bold, run.italic = style.bold or None, style.italic or None
        if span.emphasis != "plain":
            run.font.color.rgb = RGBColor.from_string(style.colour)


def _clean(text: str) -> str:
    return writable(harmless(text))


# ---------------------------------------------------------------------- tables


def _add_table(document: Document, block: Table, width: float) -> None:
    """A grid with its header on every page, of which no row is torn apart."""
    lines = [*([_titles(block)] if block.has_header else []), *block.rows]
    if not lines:
        return
    table = document.add_table(rows=len(lines), cols=len(block.columns), style="Table Grid")
    table.autofit = False
    widths = _widths(block, width)
    _set_grid(table, widths)
    for number, (row, cells) in enumerate(zip(table.rows, lines, strict=True)):
        is_header = block.has_header and number == 0
        _set_row(row, is_header=is_header)
        for place, (cell, spans) in enumerate(zip(row.cells, cells, strict=True)):
            _fill(cell, spans, block.columns[place], widths[place], is_header=is_header)


def _titles(block: Table) -> tuple[Words, ...]:
    return tuple((Span(column.title, "strong"),) for column in block.columns)


def _set_grid(table: WordTable, widths: Sequence[float]) -> None:
    from docx.shared import Mm

    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)


def _set_row(row: Any, *, is_header: bool) -> None:
    """A row that stays on one page; the header is repeated."""
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no other way to say it
    properties.append(OxmlElement("w:cantSplit"))
    if is_header:
        properties.append(OxmlElement("w:tblHeader"))


def _fill(cell: WordCell, spans: Words, column: Column, width: float, *, is_header: bool) -> None:
    from docx.enum.table import WD_ALIGN_VERTICAL
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    cell.width = Mm(width)
    paragraph = cell.paragraphs[0]
    paragraph.style = "Table Text"
    if is_header:
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif column.align == "right":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _write(paragraph, spans)


def _widths(block: Table, width: float) -> list[float]:
    """Millimetres of each column: what its cells need; growing ones share what is left."""
    natural = _natural(block)
    growing = [place for place, column in enumerate(block.columns) if column.grows]
    rest = width - sum(natural)
    if rest < 0:
        return _narrowed(block, width)
    return [size + (rest / len(growing) if place in growing else 0) for place, size in enumerate(natural)]


def _narrowed(block: Table, width: float) -> list[float]:
    """Millimetres of columns that fit, as the tables of official documents get them."""
    titles = [column.title for column in block.columns]
    texts = (["".join(span.text for span in cell) for cell in row] for row in block.rows)
    found = column_widths([titles, *texts], twips(width), TABLE_SIZE, twips(CELL_MARGINS))
    return [size / TWIPS_PER_MM for size in found]


def _natural_width(block: Table) -> float:
    return sum(_natural(block))


def _natural(block: Table) -> list[float]:
    """Millimetres that each column would like to have."""
    return [
        _column_width(column, [row[place] for row in block.rows])
        for place, column in enumerate(block.columns)
    ]


def _column_width(column: Column, cells: Sequence[Words]) -> float:
    """Room for the longest word of the title and for the cells; growing ones can do with less."""
    title = max(map(len, column.title.split()), default=0) * BOLD
    longest = max((len("".join(span.text for span in cell)) for cell in cells), default=0)
    wanted = max(title, min(longest, column.max_width or LONGEST_WORDS)) * CHARACTER + CELL_MARGINS
    return min(wanted, GROWING) if column.grows else wanted
