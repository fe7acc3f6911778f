"""A template as a file, and where it is wrong: the paragraph, as Word shows it, and what is wrong there.

Where is only asked after a template could not be filled. Its paragraphs are then written down as plain text, one a line, with
their tags as Jinja's own, and filled again: the line at which that fails is the paragraph's number.
"""

from __future__ import annotations

import io
import re
import traceback
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ct58.domain.text.vietnamese import closest
from ct58.errors import InvalidData
from ct58.i18n import Message, N_, msg
from ct58.render.documents.tags import TemplateContext, known_names

if TYPE_CHECKING:
    from jinja2 import Environment, TemplateSyntaxError
from ct58.records import record

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PART: Final = re.compile(r"word/(document|header[0-9]*|footer[0-9]*)\.xml")
_TAG: Final = re.compile(r"\{[{%#].*?[}%#]\}")
_KIND: Final = re.compile(r"(\{[{%#])(?:p|tr|tc|r)(?=\s)")
"""docxtpl's own: the tag stands for its paragraph, row, cell or run."""
_WITH_VALUE: Final = re.compile(r"\{%\s*(?:colspan|cellbg)\s+(.*?)%\}")
_MERGES: Final = re.compile(r"\{%\s*[vh]m\s*%\}")
_QUOTES: Final = str.maketrans("“”‘’", "\"\"''")
_BLOCK: Final = re.compile(r"\{%-?\s*(for|if|end(?:for|if))\b")
_NAME: Final = re.compile(r"'([^']*)' is undefined|has no attribute '([^']*)'")
_LONGEST: Final = 60


def fault(
    name: str, content: bytes, context: TemplateContext, environment: Environment
) -> InvalidData | None:
    """The refusal that names the first paragraph at fault, None if each part can be filled by itself."""
    for part, paragraphs in _parts(content):
        found = _fault_in(paragraphs, context, environment)
        if found is not None:
            number, problem, hint = found
            where = _place(name, part, number, paragraphs[number - 1])
            return InvalidData(msg(N_("{place}: {problem}"), place=where, problem=problem), hint)
    return None


def _parts(content: bytes) -> Iterator[tuple[str, list[str]]]:
    """The body first, then headers and footers: each with the texts of its paragraphs."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in sorted(filter(_PART.fullmatch, package.namelist())):
            yield name, _paragraphs(package.read(name))


def _paragraphs(part: bytes) -> list[str]:
    """The text of every paragraph in the order of the document, those in tables and boxes too."""
    from lxml import etree

    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False))
    texts: dict[object, list[str]] = {}
    for element in root.iter(f"{_W}p", f"{_W}t"):
        if element.tag == f"{_W}p":
            texts[element] = []
        else:
            texts[next(element.iterancestors(f"{_W}p"))].append(element.text or "")
    return [" ".join("".join(pieces).split("\n")) for pieces in texts.values()]


def _fault_in(
    paragraphs: list[str], context: TemplateContext, environment: Environment
) -> tuple[int, Message, Message | None] | None:
    """Number of the paragraph, what is wrong there, and a remedy."""
    from jinja2 import TemplateError, TemplateSyntaxError

    lines = [_as_jinja(paragraph) for paragraph in paragraphs]
    try:
        environment.from_string("\n".join(lines)).render(context)
    except TemplateSyntaxError as error:
        return _misspelt(lines, error)
    except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        return _line_of(error), *_problem(error, context)
    return None


def _as_jinja(paragraph: str) -> str:
    """A paragraph with its tags as Jinja reads them, as docxtpl would make them."""
    text = _MERGES.sub("", _WITH_VALUE.sub(r"{{ \1}}", _KIND.sub(r"\1", paragraph)))
    return _TAG.sub(lambda tag: tag[0].translate(_QUOTES), text)


def _misspelt(lines: list[str], error: TemplateSyntaxError) -> tuple[int, Message, Message | None]:
    """A tag that Jinja cannot read; for one that is never closed, the paragraph where it begins."""
    opened = _never_closed(lines)
    if opened is not None and "Unexpected end of template" in (error.message or ""):
        number, word = opened
        return number, msg(N_("“{word}” begins here and is never ended."), word=word), _end_hint(word)
    problem = msg(N_("a tag is not written as it should be ({problem})."), problem=error.message or "")
    return error.lineno, problem, None


def _never_closed(lines: list[str]) -> tuple[int, str] | None:
    """The last `for` or `if` without its end: number of its paragraph, and the word."""
    opened: list[tuple[int, str]] = []
    for number, line in enumerate(lines, start=1):
        for word in _BLOCK.findall(line):
            if not word.startswith("end"):
                opened.append((number, word))
            elif opened:
                opened.pop()
    return opened[-1] if opened else None


def _end_hint(word: str) -> Message:
    return msg(N_("Write {end} in a paragraph or row of its own behind it."), end=f"{{%p end{word} %}}")


def _line_of(error: Exception) -> int:
    """The line of the template at which filling it failed; Jinja writes it into the traceback."""
    frames = traceback.extract_tb(error.__traceback__)
    return max((frame.lineno or 1 for frame in frames if frame.filename == "<template>"), default=1)


def _problem(error: Exception, context: TemplateContext) -> tuple[Message, Message | None]:
    name = _NAME.search(str(error))
    if name is None:
        return msg(N_("a tag cannot be filled in ({problem})."), problem=str(error)), None
    wrong = name[1] or name[2]
    near = closest(wrong, sorted(known_names(context)))
    problem = msg(N_("the name “{name}” is not known."), name=wrong)
    if near:
        return problem, msg(N_("Did you mean: {names}?"), names=", ".join(near))
    return problem, msg(N_("The names that a template may use stand in docs/mau-van-ban.md."))


def _place(name: str, part: str, number: int, paragraph: str) -> Message:
    text = paragraph.strip()
    beginning = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"
    if part == "word/document.xml":
        form = N_("{template}, paragraph {number} (“{beginning}”)")
    else:
        form = N_("{template}, page header or footer, paragraph {number} (“{beginning}”)")
    return msg(form, template=name, number=number, beginning=beginning)


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
