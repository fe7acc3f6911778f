"""Prose as people write it in a narrative: a small part of Markdown, read into paragraphs and written again in one way.

A line is a paragraph; one that ends in a backslash goes on below. `**bold**` and `*italic*` are CommonMark's, and so are
`- `, `1. ` and a backslash before a sign that is meant as itself. As in official documents, `- ` is an item and `+ ` one below
it. A heading's `#` makes its line bold; `<!-- … -->` is a comment. Everything else is text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import NamedTuple

from ct58.domain.text.signs import CONTROL
from ct58.patterns import pattern
from ct58.records import positional_record

ITEM = "-"
SUB_ITEM = "+"
_DIGITS = frozenset("0123456789")
_MARKER = pattern(r"([-–—•·*]|\+|[0-9]{1,9}[.)])\s+(?=\S)")
_IN_MARKDOWN = pattern(r"([-*+–•]|[0-9]{1,9}[.)])\s+(?=\S)")
_COMMENT = pattern(r"(?<!\\)<!--.*?-->", re.DOTALL)
_HEADING = pattern(r"#{1,6}\s+(?=\S)")
SUB_INDENT = 2
"""Spaces before an item that make it one below the item above."""


class _Sign(NamedTuple):
    """A character and how it looks."""

    sign: str
    is_bold: bool
    is_italic: bool


@positional_record
class ProseRun:
    """Words that look alike; among them may be line breaks."""

    text: str
    is_bold: bool = False
    is_italic: bool = False


@positional_record
class ProseParagraph:
    """A paragraph, or with a marker (`-`, `+`, `1.`, `1)`) an item of a list."""

    runs: tuple[ProseRun, ...]
    marker: str = ""

    @property
    def text(self) -> str:
        """The words alone, with the marker as a document shows it."""
        text = "".join(run.text for run in self.runs)
        return f"{self.marker} {text}" if self.marker else text

    @property
    def indent(self) -> int:
        """Spaces before it: an item below another stands further in."""
        return SUB_INDENT if self.marker == SUB_ITEM else 0


Prose = tuple[ProseParagraph, ...]


# ------------------------------------------------------------------ reading


def prose_paragraph(runs: Iterable[ProseRun]) -> ProseParagraph | None:
    """A paragraph as a document has it: what begins with a plain dash or number is an item; None where nothing is said."""
    signs = _settled(_signs(runs))
    text = "".join(sign.sign for sign in signs)
    found = _MARKER.match(text)
    if found is None or any(sign.is_bold or sign.is_italic for sign in signs[: found.end(1)]):
        return ProseParagraph(tuple(_runs(signs))) if signs else None
    marker = found[1] if found[1] == SUB_ITEM or found[1][0] in _DIGITS else ITEM
    return ProseParagraph(tuple(_runs(_settled(signs[found.end() :]))), marker)


def parse_prose(markdown: str) -> Prose:
    """The paragraphs of a text. Every text is one: what is no markup is shown as it stands."""
    found: list[ProseParagraph] = []
    for line in _joined_lines(_COMMENT.sub("", markdown)):
        paragraph = _from_markdown(line, found[-1].marker if found else "")
        if paragraph is not None:
            found.append(paragraph)
    return tuple(found)


def _joined_lines(text: str) -> Iterator[str]:
    """The lines, with those that go on below after an odd number of backslashes."""
    kept: list[str] = []
    for line in text.splitlines():
        kept.append(line.rstrip() if not kept else line.strip())
        backslashes = len(kept[-1]) - len(kept[-1].rstrip("\\"))
        if backslashes % 2 == 0:
            yield "\n".join(kept)
            kept = []
    if kept:
        yield "\n".join(kept)


def _from_markdown(line: str, above: str) -> ProseParagraph | None:
    text = line.lstrip()
    is_below = len(line) - len(text) >= SUB_INDENT and above in (ITEM, SUB_ITEM)
    marked = _IN_MARKDOWN.match(text)
    if marked is None:
        heading = _HEADING.match(text)
        runs = _inline(text[heading.end() :] if heading else text)
        return (
            prose_paragraph(replace(run, is_bold=True) for run in runs) if heading else prose_paragraph(runs)
        )
    content = tuple(_runs(_settled(_signs(_inline(text[marked.end() :])))))
    if not content:
        return prose_paragraph(_inline(text))
    marker = marked[1] if marked[1][0] in _DIGITS else SUB_ITEM if is_below or marked[1] == SUB_ITEM else ITEM
    return ProseParagraph(content, marker)


def _signs(runs: Iterable[ProseRun]) -> Iterator[_Sign]:
    return (_Sign(sign, run.is_bold, run.is_italic) for run in runs for sign in run.text)


def _settled(signs: Iterable[_Sign]) -> list[_Sign]:
    """Signs without controls and idle spaces; a space looks as what stands on both its sides has in common."""
    kept: list[_Sign] = []
    for sign in signs:
        char = _PLAIN.get(sign.sign, sign.sign)
        if char == "\n":
            _drop_spaces(kept, " ")
        is_idle = char in _SPACES and (not kept or kept[-1].sign in _SPACES[char])
        if not is_idle and (char == "\n" or not CONTROL.match(char)):
            kept.append(sign._replace(sign=char))
    while kept and kept[-1].sign.isspace():
        kept.pop()
    start = next((place for place, sign in enumerate(kept) if not sign.sign.isspace()), 0)
    return list(_with_plain_spaces(kept[start:]))


_PLAIN = {"\v": "\n", "\f": "\n", "\t": " ", "\r": " "}
_SPACES = {" ": " \n", "\n": ""}
"""A space, and a line break: behind what they are idle, as each is at the beginning."""


def _drop_spaces(signs: list[_Sign], spaces: str) -> None:
    while signs and signs[-1].sign in spaces:
        signs.pop()


def _with_plain_spaces(signs: list[_Sign]) -> Iterator[_Sign]:
    before = _Sign("", False, False)
    for is_space, group in groupby(enumerate(signs), key=lambda placed: placed[1].sign.isspace()):
        placed = list(group)
        if is_space:
            end = placed[-1][0] + 1
            after = signs[end] if end < len(signs) else _Sign("", False, False)
            bold, italic = before.is_bold and after.is_bold, before.is_italic and after.is_italic
            yield from (sign._replace(is_bold=bold, is_italic=italic) for _place, sign in placed)
        else:
            yield from (sign for _place, sign in placed)
            before = placed[-1][1]


def _runs(signs: Iterable[_Sign]) -> Iterator[ProseRun]:
    for (is_bold, is_italic), group in groupby(signs, key=lambda sign: sign[1:]):
        yield ProseRun("".join(sign.sign for sign in group), is_bold, is_italic)


# ------------------------------------------------------------------ emphasis (CommonMark 6.2)

_TOKEN = pattern(r"\\([!-/:-@\[-`{-~])|(\\\n)|(\*+|_+)|([^\\*_]+|\\)")


class _Piece:
    """A text, or a run of delimiters that may still become emphasis."""

    def __init__(self, text: str, *, opens: bool = False, closes: bool = False) -> None:
        self.text = text
        self.opens = opens
        self.closes = closes
        self.length = len(text)
        self.bold = 0
        self.italic = 0


def _inline(text: str) -> tuple[ProseRun, ...]:
    """The runs of a paragraph's text."""
    pieces = list(_pieces(text))
    place = 0
    while place < len(pieces):
        closer = pieces[place]
        opener = _opener(pieces, place) if closer.closes and closer.text else None
        if opener is None:
            place += 1
            continue
        _emphasize(pieces, opener, place)
    return tuple(ProseRun(piece.text, piece.bold > 0, piece.italic > 0) for piece in pieces if piece.text)


def _pieces(text: str) -> Iterator[_Piece]:
    for found in _TOKEN.finditer(text):
        escaped, broken, delimiters, other = found.groups()
        if delimiters:
            yield _delimiters(delimiters, text[: found.start()][-1:], text[found.end() :][:1])
        else:
            yield _Piece("\n" if broken else escaped or other)


def _delimiters(text: str, before: str, after: str) -> _Piece:
    """What may open and what may close: as it leans on what stands beside it; an underline inside a word does neither."""
    leans_right = _leans(after, before)
    leans_left = _leans(before, after)
    if text[0] == "*":
        return _Piece(text, opens=leans_right, closes=leans_left)
    opens = leans_right and (not leans_left or _is_sign(before))
    return _Piece(text, opens=opens, closes=leans_left and (not leans_right or _is_sign(after)))


def _leans(on: str, other: str) -> bool:
    """Whether delimiters belong to the text on one side of them."""
    if not on or on.isspace():
        return False
    return not _is_sign(on) or not other or other.isspace() or _is_sign(other)


def _is_sign(char: str) -> bool:
    """Punctuation and symbols."""
    return bool(char) and unicodedata.category(char)[0] in "PS"


def _opener(pieces: list[_Piece], place: int) -> int | None:
    """The nearest delimiters before that these close."""
    closer = pieces[place]
    for at in range(place - 1, -1, -1):
        piece = pieces[at]
        if piece.opens and piece.text and piece.text[0] == closer.text[0]:
            together = piece.length + closer.length
            is_odd = (piece.closes or closer.opens) and together % 3 == 0
            if not is_odd or (piece.length % 3 == 0 and closer.length % 3 == 0):
                return at
    return None


def _emphasize(pieces: list[_Piece], opener: int, closer: int) -> None:
    strength = 2 if len(pieces[opener].text) >= 2 and len(pieces[closer].text) >= 2 else 1
    for piece in pieces[opener + 1 : closer]:
        piece.opens = piece.closes = False
        if strength == 2:
            piece.bold += 1
        else:
            piece.italic += 1
    for piece in (pieces[opener], pieces[closer]):
        piece.text = piece.text[strength:]


# ------------------------------------------------------------------ writing

_SPECIAL = pattern(
    r"[\\*`]|(?<![^\W_])_|_(?![^\W_])|<(?=[a-zA-Z/!?])|~(?=~)|(?<=~)~|&(?=#?\w+;)|\[(?=[^\]]*\](?:[(\[:]|$))"
)
_AT_START = pattern(r"(?:[-+](?=\s|-|$)|#{1,6}(?=\s|$)|>|=+$|[0-9]{1,9}(?=[.)](?:\s|$)))")
_NOTHING = "<!-- -->"
"""A comment that says nothing: it parts delimiters that would be read together, or as text."""


def prose_as_markdown(prose: Prose) -> str:
    """The Markdown of paragraphs: the same prose always in the same way, and read again the same prose."""
    lines = [_as_markdown(paragraph) for paragraph in prose]
    between = ["\n" if _is_one_list(one.marker, other.marker) else "\n\n" for one, other in pairwise(prose)]
    return "".join(part for pair in zip(lines, [*between, ""], strict=False) for part in pair)


def canonical_prose(markdown: str) -> str:
    """A text as it is written once it has been read."""
    return prose_as_markdown(parse_prose(markdown))


def _is_one_list(one: str, other: str) -> bool:
    """Whether an item goes on with the list of the one above: dashes, or numbers written alike."""
    bullets = {ITEM, SUB_ITEM}
    are_bullets = (one in bullets, other in bullets)
    return all(are_bullets) or (not any(are_bullets) and bool(one) and one[-1:] == other[-1:])


def _as_markdown(paragraph: ProseParagraph) -> str:
    indent = " " * paragraph.indent
    start = f"{indent}{paragraph.marker} " if paragraph.marker else ""
    lines = _emphasized(paragraph.runs).split("\n")
    return start + ("\\\n" + " " * len(start)).join(map(_as_text_start, lines))


def _as_text_start(line: str) -> str:
    """A line that begins no list, heading or quotation."""
    found = _AT_START.match(line)
    if found is None:
        return line
    return f"{found[0]}\\{line[found.end() :]}" if found[0] in _DIGITS else f"\\{line}"


def _emphasized(runs: Sequence[ProseRun]) -> str:
    """The runs with their delimiters, opened and closed in pairs; a space before what opens is read with it again."""
    out = ""
    open_: list[str] = []
    for place, run in enumerate((*runs, ProseRun(""))):
        kept = next((at for at, sign in enumerate(open_) if sign not in _wanted(run)), len(open_))
        closing = "".join(reversed(open_[kept:]))
        new = sorted(
            (sign for sign in _wanted(run) if sign not in open_[:kept]),
            key=lambda sign: _reach(runs[place:], sign),
            reverse=True,
        )
        open_ = [*open_[:kept], *new]
        text = run.text.lstrip() if new else run.text
        space = run.text[: len(run.text) - len(text)]
        out += _delimited(out[-1:], closing, space, "".join(new), _escaped(text))
    return out


def _wanted(run: ProseRun) -> list[str]:
    return [sign for sign, is_on in (("**", run.is_bold), ("*", run.is_italic)) if is_on]


def _reach(runs: Sequence[ProseRun], sign: str) -> int:
    """How many runs in a row are delimited by a sign."""
    return next((place for place, run in enumerate(runs) if sign not in _wanted(run)), len(runs))


def _delimited(before: str, closing: str, space: str, opening: str, text: str) -> str:
    """What closes, what opens and the text, parted where they would not be read so."""
    after = space[:1] or text[:1]
    out = closing
    if closing and ((opening and not space) or not _leans(before, after)):
        out += _NOTHING
    out += space
    if opening and not _leans(text[:1], (before + out)[-1:]):
        out += _NOTHING
    return out + opening + text


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", text)
