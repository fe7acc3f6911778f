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
from ct58.render.documents.free_tables import fit_free_tables
from ct58.render.documents.line_breaks import keep_rows_together, write_hyphens
from ct58.render.documents.tags import TemplateContext
from ct58.render.documents.template_faults import Template, check_package

if TYPE_CHECKING:
    from docx.document import Document

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def render_docx(template: Template, context: TemplateContext, *, made_on: dt.date, title: str = "") -> bytes:
    """The document that a template makes of a context.

    The same template, context and day give the same bytes. Raises InvalidData for a template that is no Word document, or
    has a mistake; the refusal names the template, the paragraph and what is wrong there.
    """
    from ct58.render.documents.word_template import fill

    check_package(template)
    document = fill(template.name, template.content, _harmless(context))
    _drop_empty_last_section(document)
    fit_free_tables(document.element.body, _sizes(document))
    write_hyphens(document.element.body)
    keep_rows_together(document.element.body)
    document.core_properties.title = property_text(title)
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


def _harmless(value: Any) -> Any:
    """The context with texts that XML can hold and line breaks of one kind; all else as it is."""
    if isinstance(value, str):
        return writable(value).replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, Mapping):
        return {key: _harmless(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_harmless(entry) for entry in value]
    return value


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
