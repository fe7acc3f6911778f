"""Several documents made from one template as one file, each with its own pages."""

from __future__ import annotations

import copy
import datetime as dt
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from ct58.ooxml import reproducible

if TYPE_CHECKING:
    from docx.document import Document

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def joined_documents(documents: Iterable[bytes], made_on: dt.date, title: str) -> bytes:
    """One document of several, in their order; the pages of each are numbered from 1.

    They must come from the same template: their styles and headers are those of the first. Raises ValueError
    where there are none.
    """
    import docx

    whole: Document | None = None
    for content in documents:
        part = docx.Document(io.BytesIO(content))
        if whole is None:
            whole = part
        else:
            _append(whole.element.body, part.element.body)
    if whole is None:
        raise ValueError("nothing to join")
    whole.core_properties.title = title
    out = io.BytesIO()
    whole.save(out)
    return reproducible(out.getvalue(), made_on)


def _append(body: Any, other: Any) -> None:
    """End what is there with a section of its own, then the other's content, whose section closes the whole."""
    *content, other_end = list(other)
    end = body[-1]
    body.remove(end)
    body.append(_section_break(end))
    for element in content:
        body.append(element)
    _number_from_one(other_end)
    body.append(other_end)


def _section_break(section: Any) -> Any:
    """A paragraph without height that ends a section; what comes after begins on a new page."""
    from docx.oxml import OxmlElement

    paragraph, properties = OxmlElement("w:p"), OxmlElement("w:pPr")
    spacing = OxmlElement("w:spacing")
    for name, value in (("before", "0"), ("after", "0"), ("line", "20"), ("lineRule", "exact")):
        spacing.set(f"{_W}{name}", value)
    properties.append(spacing)
    properties.append(copy.deepcopy(section))
    paragraph.append(properties)
    return paragraph


def _number_from_one(section: Any) -> None:
    from docx.oxml import OxmlElement

    numbering = section.find(f"{_W}pgNumType")
    if numbering is None:
        numbering = OxmlElement("w:pgNumType")
        after = section.find(f"{_W}pgMar")
        after.addnext(numbering)
    numbering.set(f"{_W}start", "1")
