"""A template as a file, and where it is wrong: the paragraph, as Word shows it, and what is wrong there.

Where is only asked after a template could not be filled. Its paragraphs are then written down as plain text, one a line, with
their tags as Jinja's own, and filled again: the line at which that fails is the paragraph's number.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from ct58.errors import InvalidData
from ct58.i18n import Message, N_, msg
from ct58.records import record
from ct58.render.documents.tags import TemplateContext, known_names

if TYPE_CHECKING:
    from jinja2 import Environment

    from ct58.render.documents.tag_faults import TagProblem

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PART: Final = re.compile(r"word/(document|header[0-9]*|footer[0-9]*|footnotes)\.xml")
_TAG: Final = re.compile(r"\{[{%#].*?[}%#]\}")
_KIND: Final = re.compile(r"(\{[{%#])(?:p|tr|tc|r)(?=\s)")
"""docxtpl's own: the tag stands for its paragraph, row, cell or run."""
_WITH_VALUE: Final = re.compile(r"\{%\s*(?:colspan|cellbg)\s+(.*?)%\}")
_MERGES: Final = re.compile(r"\{%\s*[vh]m\s*%\}")
_QUOTES: Final = str.maketrans("“”‘’", "\"\"''")
_BLOCK: Final = re.compile(r"\{%(p|tr|tc|r)?\s*(end(?:for|if)|else|elif|for|if)\b")
_WHOLE: Final = re.compile(r"\{[{%#](p|tr|tc)\s[^{}]*\}+")
_STANDS_FOR: Final[Mapping[str, tuple[str, str]]] = {
    "p": (f"{_W}p", N_("{tag} takes the place of its whole paragraph, and more stands in it.")),
    "tr": (f"{_W}tr", N_("{tag} takes the place of its whole row, and more stands in it.")),
    "tc": (f"{_W}tc", N_("{tag} takes the place of its whole cell, and more stands in it.")),
}
"""What docxtpl puts a tag in the place of, and what is wrong where something else stands there."""
_NOT_TEXT: Final = tuple(f"{_W}{name}" for name in ("drawing", "pict", "object", "sectPr"))
_TEXTS: Final = tuple(f"{_W}{name}" for name in ("t", "delText", "instrText"))


def fault(
    name: str, content: bytes, context: TemplateContext, environment: Environment
) -> InvalidData | None:
    """The refusal that names the first paragraph at fault, None if each part can be filled by itself."""
    for part, paragraphs in _parts(content):
        found = _fault_in(paragraphs, context, environment)
        if found is not None:
            return _refused(name, part, paragraphs, *found)
    return None


def _refused(name: str, part: str, paragraphs: list[str], number: int, problem: TagProblem) -> InvalidData:
    said, hint = problem
    where = _place(name, part, number, paragraphs[number - 1])
    return InvalidData(msg(N_("{place}: {problem}"), place=where, problem=said), hint)


def apart(name: str, content: bytes) -> InvalidData | None:
    """The refusal of the first tag whose end stands where it cannot: in another paragraph, or among rows for one in a paragraph."""
    for part, paragraphs in _parts(content):
        opened: list[tuple[str, int]] = []
        for number, text in enumerate(paragraphs, start=1):
            for kind, word in _BLOCK.findall(text):
                if word in ("for", "if"):
                    opened.append((kind, number))
                    continue
                begun, at = opened[-1] if opened else ("", 0)
                if word.startswith("end"):
                    opened = opened[:-1]
                if begun != kind or (not kind and at != number):
                    return _refused(name, part, paragraphs, at or number, _of_other_parts())
    return None


def _of_other_parts() -> TagProblem:
    return msg(N_("a tag that begins and one that ends stand in different parts.")), msg(
        N_(
            "Write {paragraph} and its end in paragraphs of their own, {row} and its end in rows of their own."
        ),
        paragraph="{%p if … %}",
        row="{%tr for … %}",
    )


@lru_cache(maxsize=16)
def check_tags(template: Template) -> None:
    """Raise InvalidData for the first paragraph with half a tag in it, or with more than a tag that takes its place.

    docxtpl would leave out all between half a tag and the next one, and all that stands beside such a tag.
    """
    from ct58.render.documents.tag_faults import of_a_brace, stray_brace

    for part, root in _roots(template):
        placed = _placed(root)
        paragraphs = [text for _element, text in placed]
        for number, (element, text) in enumerate(placed, start=1):
            if stray_brace(text.translate(_QUOTES)) is not None:
                raise _refused(template.name, part, paragraphs, number, of_a_brace())
            crowded = _crowded(element, text)
            if crowded is not None:
                raise _refused(template.name, part, paragraphs, number, crowded)


def _crowded(paragraph: Any, text: str) -> TagProblem | None:
    """What is wrong where something stands beside a tag that takes the place of all of it, or docxtpl cannot see its end."""
    for found in _WHOLE.finditer(text):
        if "%" in found[0][2:-2]:
            return msg(
                N_("in a tag for a whole paragraph, row or cell no % may stand: {tag}."), tag=found[0]
            ), None
        kind, said = _STANDS_FOR[found[1]]
        whole = paragraph if paragraph.tag == kind else next(paragraph.iterancestors(kind), None)
        if whole is None or "".join(_texts_in(whole)).strip() != found[0] or _has_more(whole):
            hint = msg(N_("Write the tag alone there, and all else before or behind it."))
            return msg(said, tag=found[0]), hint
    return None


def _has_more(element: Any) -> bool:
    """Whether a picture or the end of a section stands in it."""
    return next(element.iter(*_NOT_TEXT), None) is not None


def _roots(template: Template) -> Iterator[tuple[str, Any]]:
    """The body, headers, footers and notes. Raises InvalidData for a file that cannot be read."""
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(template.content)) as package:
            for name in sorted(filter(_PART.fullmatch, package.namelist())):
                yield name, etree.fromstring(package.read(name), etree.XMLParser(resolve_entities=False))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise no_template(template.name) from error


def mentions(template: Template, name: str) -> bool:
    """Whether a template uses a name; one that cannot be opened is told of when it is filled."""
    try:
        return any(
            name in paragraph for _part, paragraphs in _parts(template.content) for paragraph in paragraphs
        )
    except (zipfile.BadZipFile, KeyError, SyntaxError):
        return True


def _parts(content: bytes) -> Iterator[tuple[str, list[str]]]:
    """The body first, then headers and footers: each with the texts of its paragraphs."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in sorted(filter(_PART.fullmatch, package.namelist())):
            yield name, _paragraphs(package.read(name))


def _paragraphs(part: bytes) -> list[str]:
    """The text of every paragraph in the order of the document, those in tables and boxes too."""
    from lxml import etree

    return [
        text for _element, text in _placed(etree.fromstring(part, etree.XMLParser(resolve_entities=False)))
    ]


def _placed(root: Any) -> list[tuple[Any, str]]:
    """Each paragraph with its text, without that of a box inside it."""
    return [(element, " ".join("".join(_texts_in(element)).split("\n"))) for element in root.iter(f"{_W}p")]


def _texts_in(element: Any) -> Iterator[str]:
    """What stands in a paragraph of its own, or in a row or cell with all its paragraphs."""
    is_paragraph = element.tag == f"{_W}p"
    for text in element.iter(*_TEXTS):
        if not is_paragraph or next(text.iterancestors(f"{_W}p")) is element:
            yield text.text or ""


def _fault_in(
    paragraphs: list[str], context: TemplateContext, environment: Environment
) -> tuple[int, TagProblem] | None:
    """Number of the paragraph, and what is wrong there."""
    from ct58.render.documents.tag_faults import (
        FAILURES,
        is_cut_off,
        line_of,
        never_closed,
        of_an_error,
        of_no_end,
    )

    lines = [_as_jinja(paragraph) for paragraph in paragraphs]
    try:
        environment.from_string("\n".join(lines)).render(context)
    except FAILURES as error:
        opened = never_closed(lines) if is_cut_off(error) else None
        if opened is not None:
            number, word = opened
            return number, of_no_end(word, f"{{%p end{word} %}}")
        _file, number = line_of(error, "<template>".__eq__) or ("", 1)
        return number, of_an_error(error, known_names(context), environment.filters)
    return None


def _as_jinja(paragraph: str) -> str:
    """A paragraph with its tags as Jinja reads them, as docxtpl would make them."""
    text = _MERGES.sub("", _WITH_VALUE.sub(r"{{ \1}}", _KIND.sub(r"\1", paragraph)))
    return _TAG.sub(lambda tag: tag[0].translate(_QUOTES), text)


def _place(name: str, part: str, number: int, paragraph: str) -> Message:
    from ct58.render.documents.tag_faults import beginning

    if part == "word/document.xml":
        form = N_("{template}, paragraph {number} (“{beginning}”)")
    else:
        form = N_("{template}, page header, footer or notes, paragraph {number} (“{beginning}”)")
    return msg(form, template=name, number=number, beginning=beginning(paragraph))


_MOST_BYTES: Final = 32 * 1024 * 1024
"""What a template may unpack to."""


@record
class Template:
    """A template: its name, as a person would look for it, and its content."""

    name: str
    content: bytes


def check_package(template: Template) -> None:
    """Raise InvalidData for what is no .docx, or would unpack to an enormous size."""
    try:
        with zipfile.ZipFile(io.BytesIO(template.content)) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise no_template(template.name) from error
    is_word = any(entry.filename == "word/document.xml" for entry in entries)
    if not is_word or sum(entry.file_size for entry in entries) > _MOST_BYTES:
        raise no_template(template.name)


def no_template(name: str) -> InvalidData:
    """The refusal of a file that is no Word document."""
    return InvalidData(
        msg(N_("{template} is no Word document (.docx), or it is damaged."), template=name),
        msg(N_("Open it in Word, and save it as .docx.")),
    )
