"""A person's prose in a Word document: its bold and italic words, and the content control and bookmark that name its section.

A template sees a paragraph of prose as a text like any other, so that an office's own template need not know of it. Only when
it is filled in, the text is a mark, and what stands in its place afterwards is Word's own.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import Any, Final

from ct58.domain.text.prose import ProseParagraph, ProseRun, prose_paragraph
from ct58.ooxml import prose_bookmark, prose_tag, writable
from ct58.records import record
from ct58.views.page import Narrative

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARK: Final = re.compile("\ufdd0([0-9]+)\ufdd1")
"""Signs that stand for nothing in Unicode, so no data has a use for them."""
_LONGEST: Final = 64
"""Characters of a control's title."""


@record
class _Origin:
    """The section that a paragraph belongs to."""

    key: str
    title: str


class ProseText(str):
    """A paragraph of prose, for a template a plain text; it knows how its words look and where it belongs."""

    __slots__ = ("origin", "paragraph")
    origin: _Origin
    paragraph: ProseParagraph

    @classmethod
    def of(cls, paragraph: ProseParagraph, origin: _Origin) -> ProseText:
        """The text of a paragraph."""
        made = cls(paragraph.text)
        made.paragraph, made.origin = paragraph, origin
        return made

    def with_end(self, end: str) -> ProseText:
        """The same with another ending in place of its full stop."""
        *runs, last = self.paragraph.runs
        text = last.text.removesuffix(end).removesuffix(".") + end
        return ProseText.of(replace(self.paragraph, runs=(*runs, replace(last, text=text))), self.origin)


def prose_texts(narrative: Narrative | None) -> Iterator[ProseText]:
    """The paragraphs of a section's prose, or the mark that it is missing."""
    if narrative is None:
        return
    origin = _Origin(key=narrative.key, title=narrative.title)
    mark = prose_paragraph((ProseRun(narrative.mark),))
    for paragraph in (*narrative.prose, *([mark] if mark else [])):
        yield ProseText.of(paragraph, origin)


def without_marks(text: str) -> str:
    """Text of the data, in which nothing passes for prose."""
    return _MARK.sub("", text)


class ProseMarks:
    """The prose of one document while its template is filled."""

    def __init__(self) -> None:
        self._texts: list[ProseText] = []

    def mark(self, text: ProseText) -> str:
        """What stands for a paragraph meanwhile."""
        self._texts.append(text)
        return f"\ufdd0{len(self._texts) - 1}\ufdd1"

    def set_prose(self, body: Any) -> None:
        """Put the prose in the place of its marks; paragraphs of a section that follow one another share one control."""
        found = [(paragraph, self._replaced(paragraph)) for paragraph in list(body.iter(f"{_W}p"))]
        ids = count(
            1 + max((int(mark.get(f"{_W}id")) for mark in body.iter(f"{_W}bookmarkStart")), default=0)
        )
        parts: dict[str, int] = {}
        for origin, paragraphs in _neighbours((place, origin) for place, origin in found if origin):
            parts[origin.key] = parts.get(origin.key, 0) + 1
            _enclose(paragraphs, origin, parts[origin.key], next(ids))

    def _replaced(self, paragraph: Any) -> _Origin | None:
        """The section whose prose a paragraph holds now."""
        origin = None
        for text in list(paragraph.iter(f"{_W}t")):
            found = _MARK.search(text.text or "")
            if found is not None:
                origin = self._write(text, found)
        return origin

    def _write(self, text: Any, found: re.Match[str]) -> _Origin:
        before, after = text.text[: found.start()], text.text[found.end() :]
        prose = self._texts[int(found[1])]
        marker = f"{prose.paragraph.marker} " if prose.paragraph.marker else ""
        runs = [ProseRun(before + marker), *prose.paragraph.runs, ProseRun(after)]
        run = text.getparent()
        for said in runs:
            if said.text:
                run.addprevious(_word_run(run, said))
        run.getparent().remove(run)
        return prose.origin


def _word_run(model: Any, said: ProseRun) -> Any:
    """A run that looks as the one it takes the place of, and bold or italic where the prose is."""
    from docx.text.run import Run

    made = copy.deepcopy(model)
    for child in list(made):
        if child.tag != f"{_W}rPr":
            made.remove(child)
    run = Run(made, None)  # type: ignore[arg-type]  # belongs to no document while it is made
    run.text = writable(said.text)
    run.bold, run.italic = said.is_bold or run.bold, said.is_italic or run.italic
    return made


def _neighbours(found: Iterable[tuple[Any, _Origin]]) -> Iterator[tuple[_Origin, list[Any]]]:
    """Paragraphs of one section that follow one another."""
    group: list[Any] = []
    before: _Origin | None = None
    for paragraph, origin in found:
        if before is not None and (origin != before or paragraph.getprevious() is not group[-1]):
            yield before, group
            group = []
        group.append(paragraph)
        before = origin
    if before is not None:
        yield before, group


def _enclose(paragraphs: Sequence[Any], origin: _Origin, part: int, id_: int) -> None:
    """A control around paragraphs, and a bookmark around that: not every program keeps the control's name.

    A section whose prose stands in several places has parts that are numbered from the second on. It is a control for building
    blocks, as Word has them around tables of contents: of any other LibreOffice keeps only the first paragraph, without its looks.
    """
    from docx.oxml import OxmlElement

    tag = prose_tag(origin.key, part)
    control, properties, content = (OxmlElement(f"w:{name}") for name in ("sdt", "sdtPr", "sdtContent"))
    for name, value in (
        ("alias", origin.title[:_LONGEST]),
        ("tag", tag),
        ("lock", "sdtLocked"),
    ):
        properties.append(_with(f"w:{name}", val=value))
    kind = OxmlElement("w:docPartObj")
    kind.append(_with("w:docPartGallery", val="AutoText"))
    properties.append(kind)
    control.extend((properties, content))
    paragraphs[0].addprevious(_with("w:bookmarkStart", id=str(id_), name=prose_bookmark(tag)))
    paragraphs[0].addprevious(control)
    content.extend(paragraphs)
    control.addnext(_with("w:bookmarkEnd", id=str(id_)))


def _with(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(f"{_W}{name}", value)
    return element
