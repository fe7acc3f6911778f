"""Word documents from templates that a secretary can open in Word: an ordinary .docx with Jinja tags (docxtpl).

The template is the office's own; the data is not: it reaches Jinja as values, in a sandbox, and leaves it escaped. What is
put in comes out as written, whatever it looks like.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ct58.ooxml import property_text, reproducible, writable
from ct58.render.documents.chart_places import add_charts, with_places
from ct58.render.documents.free_tables import fit_free_tables
from ct58.render.documents.line_breaks import keep_rows_together, keep_symbols_whole, write_hyphens
from ct58.render.documents.prose import ProseMarks, ProseText, without_marks
from ct58.render.documents.tags import TemplateContext
from ct58.render.documents.template_faults import Template, check_package, check_tags
from ct58.render.words.charts import NativeChart

if TYPE_CHECKING:
    from docx.document import Document

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def render_docx(
    template: Template,
    context: TemplateContext,
    *,
    made_on: dt.date,
    title: str = "",
    author: str = "",
    has_sign_off: bool = True,
) -> bytes:
    """The document that a template makes of a context; one that is signed otherwise goes without the template's sign-off.

    The same template, context and day give the same bytes. Raises InvalidData for a template that is no Word document, or
    has a mistake; the refusal names the template, the paragraph and what is wrong there.
    """
    from ct58.render.documents.word_template import fill

    check_package(template)
    check_tags(template)
    charts: list[NativeChart] = []
    marks = ProseMarks()
    document = fill(template.name, template.content, with_places(_harmless(context, marks), charts))
    marks.set_prose(document.element.body)
    _drop_empty_last_section(document)
    _end_sections_in_words(document)
    if not has_sign_off:
        _drop_empty_table(document)
    fit_free_tables(document.element.body, _sizes(document))
    keep_symbols_whole(document.element.body)
    write_hyphens(document.element.body)
    keep_rows_together(document.element.body)
    add_charts(document, charts)
    document.core_properties.title = property_text(title)
    document.core_properties.author = property_text(author)
    out = io.BytesIO()
    document.save(out)
    return reproducible(out.getvalue(), made_on)


def _sizes(document: Document) -> dict[str, float]:
    """The size of the letters in points, by the id of the style, as the office may have changed it."""
    from docx.styles.style import ParagraphStyle

    styles = (style for style in document.styles if isinstance(style, ParagraphStyle))
    found = {style.style_id: _own_or_inherited(style) for style in styles}
    return {name: size for name, size in found.items() if size is not None}


def _own_or_inherited(style: Any) -> float | None:
    while style is not None and style.font.size is None:
        style = style.base_style
    return None if style is None else float(style.font.size.pt)


def _harmless(value: Any, marks: ProseMarks) -> Any:
    """The context with marks for prose, texts that XML can hold and line breaks of one kind; all else as it is."""
    if isinstance(value, ProseText):
        return marks.mark(value)
    if isinstance(value, str):
        return without_marks(writable(value)).replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, Mapping):
        return {key: _harmless(entry, marks) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_harmless(entry, marks) for entry in value]
    return value


def _drop_empty_table(document: Document) -> None:
    """The last table that says nothing: the place of the sign-off, where nobody signs there."""
    body = document.element.body
    empty = [table for table in body.findall(f"{_W}tbl") if not "".join(table.itertext()).strip()]
    if empty:
        body.remove(empty[-1])


def _end_sections_in_words(document: Document) -> None:
    """A section that ends with words ends in them: an empty paragraph behind a full page would print a page of its own."""
    body = document.element.body
    for end in list(body.iterfind(f"{_W}p")):
        before, section = end.getprevious(), end.find(f"{_W}pPr/{_W}sectPr")
        is_last = end.getnext() is not None and end.getnext().tag == f"{_W}sectPr"
        if (section is None and not is_last) or _says(end) or before is None or not _says(before):
            continue
        if before.tag == f"{_W}p" and before.find(f"{_W}pPr/{_W}sectPr") is None:
            if section is not None:
                before.get_or_add_pPr().append(section)
            body.remove(end)


_SHOWN: Final = tuple(f"{_W}{name}" for name in ("drawing", "pict", "object"))
"""What a paragraph without a word may show."""


def _says(element: Any) -> bool:
    """Whether anything is seen of it: words, a chart, a picture."""
    has_words = bool("".join(text.text or "" for text in element.iter(f"{_W}t")).strip())
    return has_words or next(element.iter(*_SHOWN), None) is not None


def _drop_empty_last_section(document: Document) -> None:
    """Each part of a template ends with its own section break, so that any part may be left out.

    Behind the last break there is nothing, and nothing would print as an empty page: the last break's section becomes
    that of the whole document's end.
    """
    body = document.element.body
    *before, end = body
    last = before[-1].find(f"{_W}pPr/{_W}sectPr") if before else None
    if last is not None and not "".join(before[-1].itertext()).strip():
        body.replace(end, last)
