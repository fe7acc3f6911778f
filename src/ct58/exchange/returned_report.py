"""A report that comes back from Word: the prose of its sections, and what was changed beside them.

The prose lies in content controls named by section; where a program kept only the bookmarks around them (LibreOffice), in those.
What ct58 wrote is known by its prints, which the document carries along (`report_origin.py`): they say whether a text is the
same, not what it was.
"""

from __future__ import annotations

import difflib
import hashlib
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from ct58.domain.text.prose import ProseParagraph, ProseRun, prose_paragraph
from ct58.errors import Refused
from ct58.exchange.foreign_file import read_foreign
from ct58.exchange.report_origin import origin_in
from ct58.exchange.word_text import (
    CharacterStyles,
    ListNumbers,
    ParagraphText,
    W,
    character_styles,
    paragraph_text,
)
from ct58.exchange.workbook import is_bomb, is_package, is_xml, says_utf8
from ct58.i18n import N_, msg
from ct58.ooxml import prose_place
from ct58.records import positional_record, record
from ct58.views.returned import (
    Foreign,
    OutsideChange,
    ReportComment,
    ReportOrigin,
    ReturnedReport,
    ReturnedSection,
    SectionOrigin,
)

_END: Final = "./."
_DOCUMENT: Final = "word/document.xml"
_PRINT: Final = 12
_MOST_TAGS: Final = 1_000_000
_HEADING: Final = re.compile(r"Heading|PhuLuc|TenPhuLuc")
_SPACES: Final = re.compile(r"\s+")
_SHAPES: Final = str.maketrans({"\u2011": "-", "\u00ad": None, "\u200b": None})
"""What one program writes otherwise than the next."""


def text_print(text: str) -> str:
    """A short digest of a text: equal texts, equal prints, however a program writes them."""
    plain = unicodedata.normalize("NFC", _SPACES.sub(" ", text.translate(_SHAPES)).strip())
    return hashlib.sha256(plain.encode()).hexdigest()[:_PRINT]


def read_returned_report(path: Path) -> ReturnedReport:
    """The report in a file.

    Raises Refused for what is no Word document, or one that no honest program writes; EnvironmentProblem for a file that
    cannot be read.
    """
    return report_in(path.name, read_foreign(path))


def report_in(name: str, content: bytes) -> ReturnedReport:
    """The report in a document's bytes. Raises Refused as `read_returned_report` does."""
    parts = _parts(name, content)
    styles, numbering, comments, document = (
        _parsed(parts.get(f"word/{part}.xml")) for part in ("styles", "numbering", "comments", "document")
    )
    walk = _Walk(character_styles(styles), ListNumbers(numbering, styles), dict(_comments(comments)))
    body = document.find(f"{W}body")
    walk.bookmarks = _bookmarks(body)
    walk.block(body, None)
    origin = origin_in(
        _parsed(part) for name, part in sorted(parts.items()) if name.startswith("customXml/item")
    )
    return ReturnedReport(
        name=name,
        origin=origin,
        sections=tuple(_sections(walk.blocks)),
        rest=tuple(text_print(entry.text) for entry in _outside(walk.blocks)),
        comments=tuple(comment for block in walk.blocks if not block.key for comment in block.comments),
        changes=tuple(_changes(walk.blocks, origin)) if origin else (),
    )


# ------------------------------------------------------------------ package


def _parts(name: str, content: bytes) -> Mapping[str, bytes]:
    """The parts that are parsed, each looked at before that."""
    if not is_package(content):
        raise _no_document(name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            if is_bomb(entries):
                raise _refused(name, N_("{file} would unpack to an enormous size, so it was not opened."))
            parts = {entry.filename: package.read(entry) for entry in entries if is_xml(entry)}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise _no_document(name) from error
    if _DOCUMENT not in parts or not all(map(says_utf8, parts.values())):
        raise _no_document(name)
    if any(b"<!DOCTYPE" in part or b"<!ENTITY" in part for part in parts.values()):
        raise _refused(name, N_("{file} contains references to other files, so it was not opened."))
    if sum(part.count(b"<") for part in parts.values()) > _MOST_TAGS:
        raise _refused(name, N_("{file} is far too large."))
    return parts


def _no_document(name: str) -> Refused:
    return Refused(
        msg(N_("{file} is no Word document (.docx), or it is damaged."), file=name),
        msg(N_("Open it in Word, and save it as .docx.")),
    )


def _refused(name: str, text: str) -> Refused:
    return Refused(msg(text, file=name), msg(N_("Open it in Word, and save it as .docx.")))


def _parsed(part: bytes | None) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return None if part is None else etree.fromstring(part, parser)


def _comments(part: Any) -> Iterator[tuple[str, ReportComment]]:
    for comment in () if part is None else part.iter(f"{W}comment"):
        text = " ".join(
            "".join(found.text or "" for found in line.iter(f"{W}t")) for line in comment.iter(f"{W}p")
        )
        yield comment.get(f"{W}id", ""), ReportComment(text=text, author=comment.get(f"{W}author", ""))


# ------------------------------------------------------------------ walking


@positional_record
class _Place:
    """A part of a section, and which control of that name."""

    key: str
    part: int
    control: int


@record
class _Block:
    """A paragraph, or a row of a table: of a section's prose, or outside."""

    text: str
    place: _Place | None = None
    paragraph: ParagraphText | None = None
    prefix: str = ""
    foreign: tuple[Foreign, ...] = ()
    comments: tuple[ReportComment, ...] = ()
    is_heading: bool = False

    @property
    def key(self) -> str:
        return self.place.key if self.place else ""


class _Walk:
    """The blocks of a document in their order."""

    def __init__(
        self, styles: CharacterStyles, numbers: ListNumbers, comments: Mapping[str, ReportComment]
    ) -> None:
        self._styles = styles
        self._numbers = numbers
        self._comments = comments
        self._controls = 0
        self.bookmarks: Mapping[Any, tuple[str, int]] = {}
        self.blocks: list[_Block] = []

    def block(self, parent: Any, place: _Place | None) -> None:
        """What stands in the body or in a control."""
        for child in parent:
            if child.tag == f"{W}p":
                self._paragraph(child, place)
            elif child.tag == f"{W}tbl":
                self._table(child, place)
            elif child.tag == f"{W}sdt":
                self._control(child, place)
            elif child.tag in (f"{W}customXml", f"{W}ins", f"{W}moveTo"):
                self.block(child, place)

    def _control(self, control: Any, place: _Place | None) -> None:
        named = _named(control)
        content = control.find(f"{W}sdtContent")
        if named is not None:
            self._controls += 1
            inner = _Place(*named, self._controls)
            foreign: tuple[Foreign, ...] = ("control",) if place else ()
            self.blocks.append(_Block(text="", place=inner, foreign=foreign))
            place = inner
        if content is not None:
            self.block(content, place)

    def _paragraph(self, paragraph: Any, place: _Place | None) -> None:
        if place is None and paragraph in self.bookmarks:
            place = _Place(*self.bookmarks[paragraph], 0)
        said = paragraph_text(paragraph, self._styles)
        prefix = self._numbers.before(paragraph)
        text = prefix + "".join(run.text for run in said.runs)
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        self.blocks.append(
            _Block(
                text=text,
                place=place,
                paragraph=said,
                prefix=prefix,
                foreign=said.foreign,
                comments=tuple(self._comments[id_] for id_ in said.comments if id_ in self._comments),
                is_heading=style is not None and bool(_HEADING.match(style.get(f"{W}val", ""))),
            )
        )

    def _table(self, table: Any, place: _Place | None) -> None:
        """A row is one text; prose holds no table, so there it is foreign. A control inside a cell is of its section."""
        for row in table.iter(f"{W}tr"):
            if any(_named(control) for control in row.iter(f"{W}sdt")) or any(
                paragraph in self.bookmarks for paragraph in row.iter(f"{W}p")
            ):
                for cell in row.iterfind(f"{W}tc"):
                    self.block(cell, place)
                continue
            cells = (
                " ".join(
                    "".join(run.text for run in paragraph_text(found, self._styles).runs)
                    for found in cell.iter(f"{W}p")
                ).strip()
                for cell in row.iter(f"{W}tc")
            )
            text = " | ".join(cells)
            if text.replace("|", "").strip():
                self.blocks.append(_Block(text=text, place=place, foreign=("table",) if place else ()))


def _named(control: Any) -> tuple[str, int] | None:
    """Section and part of a control around paragraphs, by its tag; one around words of a paragraph is what another program made of it."""
    tag = control.find(f"{W}sdtPr/{W}tag")
    name = "" if tag is None else tag.get(f"{W}val", "")
    is_inline = control.getparent().tag == f"{W}p"
    return prose_place(name) if ":" in name and not is_inline else None


def _bookmarks(body: Any) -> Mapping[Any, tuple[str, int]]:
    """The paragraphs in bookmarks of sections that have no control by name any more.

    LibreOffice writes one over several paragraphs with another id at its end, and may let it begin there a second time.
    """
    controls = {_named(control) for control in body.iter(f"{W}sdt")}
    begun = {mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkStart")}
    found: dict[Any, tuple[str, int]] = {}
    place: tuple[str, int] | None = None
    number, pending = "", list[Any]()
    for element in body.iter(f"{W}p", f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        id_ = element.get(f"{W}id")
        if element.tag == f"{W}p":
            pending.append(element)
        elif element.tag == f"{W}bookmarkStart":
            begins = prose_place(element.get(f"{W}name", ""))
            if begins is not None and begins == place:
                number = id_
            elif begins is not None:
                place, number = (None if begins in controls else begins), id_
                pending = list(element.iterancestors(f"{W}p"))
        elif place is not None and (id_ == number or id_ not in begun):
            found.update(dict.fromkeys(_before_end(pending, element), place))
            place = None
    return found


def _before_end(paragraphs: Sequence[Any], end: Any) -> Sequence[Any]:
    """Paragraphs without the last where the bookmark ends before its first word."""
    last = next(end.iterancestors(f"{W}p"), None)
    words = () if last is None else end.itersiblings(f"{W}r", f"{W}sdt", f"{W}ins", preceding=True)
    is_at_start = last is not None and next(iter(words), None) is None
    return paragraphs[:-1] if is_at_start and len(paragraphs) > 1 and paragraphs[-1] is last else paragraphs


# ------------------------------------------------------------------ sections


def _sections(blocks: Iterable[_Block]) -> Iterator[ReturnedSection]:
    """Each section once, with all its parts in their order."""
    by_key: dict[str, list[_Block]] = {}
    for block in blocks:
        if block.place is not None:
            by_key.setdefault(block.key, []).append(block)
    for key, found in by_key.items():
        controls: dict[int, set[int]] = {}
        for block in found:
            assert block.place is not None
            controls.setdefault(block.place.part, set()).add(block.place.control)
        found.sort(key=_part)
        yield ReturnedSection(
            key=key,
            prose=tuple(_prose(found)),
            foreign=tuple(dict.fromkeys(kind for block in found for kind in block.foreign)),
            comments=tuple(dict.fromkeys(comment for block in found for comment in block.comments)),
            times=max(map(len, controls.values())),
        )


def _part(block: _Block) -> int:
    return block.place.part if block.place else 0


def _prose(blocks: Sequence[_Block]) -> Iterator[ProseParagraph]:
    """The paragraphs; one whose mark was deleted goes on with the next. The mark that ends a document is a full stop."""
    runs: list[ProseRun] = []
    for place, block in enumerate(blocks):
        said = block.paragraph
        text = said.runs if said is not None else (ProseRun(block.text),)
        runs += [*([ProseRun(block.prefix)] if block.prefix and not runs else []), *text]
        if said is not None and not said.ends and place + 1 < len(blocks):
            continue
        paragraph = prose_paragraph(_composed(runs))
        runs = []
        if paragraph is not None:
            yield _without_end(paragraph)


def _composed(runs: Iterable[ProseRun]) -> Iterator[ProseRun]:
    return (replace(run, text=unicodedata.normalize("NFC", run.text)) for run in runs)


def _without_end(paragraph: ProseParagraph) -> ProseParagraph:
    *runs, last = paragraph.runs
    if not last.text.endswith(_END):
        return paragraph
    text = last.text.removesuffix(_END).removesuffix(".") + "."
    return replace(paragraph, runs=(*runs, replace(last, text=text)))


# ------------------------------------------------------------------ outside


def _changes(blocks: Sequence[_Block], origin: ReportOrigin) -> Iterator[OutsideChange]:
    """Where what stands outside the prose is not what ct58 wrote."""
    found = list(_outside(blocks))
    prints = [text_print(entry.text) for entry in found]
    matcher = difflib.SequenceMatcher(None, origin.rest, prints, autojunk=False)
    for kind, old, old_end, new, new_end in matcher.get_opcodes():
        texts = tuple(entry.text.strip() for entry in found[new:new_end])
        if kind == "equal" or not (any(texts) or old_end > old):
            continue
        near = found[new] if new < len(found) else found[-1] if found else _Outside(text="")
        before = found[new].before if new < len(found) else ""
        after = found[new_end - 1].after if new_end > new else before
        beside = dict.fromkeys(key for key in (before, after) if key and kind == "insert")
        yield OutsideChange(texts=texts, gone=old_end - old, where=near.where, beside=tuple(beside))


@record
class _Outside:
    """A text outside the prose: the heading above it, and the sections directly before and behind it."""

    text: str
    where: str = ""
    before: str = ""
    after: str = ""


def _outside(blocks: Sequence[_Block]) -> Iterator[_Outside]:
    said = [block for block in blocks if block.key or block.text.strip()]
    where = ""
    for place, block in enumerate(said):
        if block.key:
            continue
        before = said[place - 1].key if place else ""
        after = said[place + 1].key if place + 1 < len(said) else ""
        yield _Outside(text=block.text, where=where, before=before, after=after)
        where = block.text.strip() if block.is_heading else where


# ------------------------------------------------------------------ as JSON


def report_as_json(report: ReturnedReport) -> dict[str, object]:
    """The report in plain lists, for the process that asked for it to be read."""
    origin = report.origin
    return {
        "origin": origin
        and [
            origin.period,
            origin.profile,
            [[entry.key, entry.said, entry.source] for entry in origin.sections],
            list(origin.rest),
        ],
        "sections": [
            [
                section.key,
                [[entry.marker, [[*_run(run)] for run in entry.runs]] for entry in section.prose],
                list(section.foreign),
                [[comment.text, comment.author] for comment in section.comments],
                section.times,
            ]
            for section in report.sections
        ],
        "rest": list(report.rest),
        "comments": [[comment.text, comment.author] for comment in report.comments],
        "changes": [
            [list(change.texts), change.gone, change.where, list(change.beside)] for change in report.changes
        ],
    }


def _run(run: ProseRun) -> tuple[str, bool, bool]:
    return run.text, run.is_bold, run.is_italic


def report_from_json(name: str, said: Mapping[str, Any]) -> ReturnedReport:
    """The report that was read elsewhere."""
    return ReturnedReport(
        name=name,
        origin=_origin(said["origin"]) if said["origin"] else None,
        sections=tuple(
            ReturnedSection(
                key=key,
                prose=tuple(
                    ProseParagraph(tuple(ProseRun(*run) for run in runs), marker) for marker, runs in prose
                ),
                foreign=tuple(foreign),
                comments=_read_comments(comments),
                times=times,
            )
            for key, prose, foreign, comments, times in said["sections"]
        ),
        rest=tuple(said["rest"]),
        comments=_read_comments(said["comments"]),
        changes=tuple(
            OutsideChange(texts=tuple(texts), gone=gone, where=where, beside=tuple(beside))
            for texts, gone, where, beside in said["changes"]
        ),
    )


def _read_comments(said: Iterable[Any]) -> tuple[ReportComment, ...]:
    return tuple(ReportComment(text=text, author=author) for text, author in said)


def _origin(said: Any) -> ReportOrigin:
    period, profile, sections, rest = said
    return ReportOrigin(
        period=period,
        profile=profile,
        sections=tuple(SectionOrigin(key=key, said=text, source=source) for key, text, source in sections),
        rest=tuple(rest),
    )
