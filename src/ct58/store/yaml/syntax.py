"""libyaml's events, and its complaints in a clerk's words at the place where the mistake was made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from ct58.errors import Finding
from ct58.i18n import Message, N_, msg
from ct58.patterns import pattern

_Mark = Literal["problem", "context"]
_UNPRINTABLE = pattern("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_TAB = N_("a tab stands where spaces belong")
_QUOTE = N_("a quote is not closed")
_COLON_IN_VALUE = N_("a colon stands in a value; put the value in quotes")
_LINE_ABOVE = N_("the line above has no “: ” after its key, or this line is indented too far")
_BRACKET = N_("a bracket [ is not closed, or a comma is missing")
_BRACE = N_("a brace {{ is not closed, or a comma is missing")
_INDENTATION = N_("the indentation does not fit the lines above")
_REST_OF_LINE = N_("something stands after the value; put the whole value in quotes")

_PROBLEMS: tuple[tuple[str, str, _Mark], ...] = (
    ("found a tab character", _TAB, "problem"),
    ("found character", N_("this character cannot begin a value; put the value in quotes"), "problem"),
    ("found unexpected end of stream", _QUOTE, "context"),
    ("found unexpected document indicator", _QUOTE, "context"),
    ("found unexpected document separator", _QUOTE, "context"),
    ("found unknown escape character", N_("“\\” in double quotes is special; use single quotes"), "problem"),
    ("could not find expected ':'", N_("a colon is missing after the key"), "context"),
    ("mapping values are not allowed", _LINE_ABOVE, "problem"),
    ("found unexpected ':'", _COLON_IN_VALUE, "problem"),
    ("expected ',' or ']'", _BRACKET, "context"),
    ("expected ',' or '}'", _BRACE, "context"),
    ("did not find expected key", _INDENTATION, "problem"),
    ("expected <block end>", _INDENTATION, "problem"),
    (
        "did not find expected '-'",
        N_("the indentation of the list does not fit, or “-” is missing"),
        "problem",
    ),
    ("sequence entries are not allowed", N_("a list cannot begin here; put it on its own line"), "problem"),
    ("expected node content", N_("a value is missing, or a bracket is too many"), "problem"),
    ("expected alphabetic or numeric", N_("“*” and “&” are special; put the value in quotes"), "problem"),
    ("<document start>", N_("nothing may stand after a line “...”"), "problem"),
)
"""A part of the parser's complaint (libyaml's, or the Python parser's), our words, and where to point."""


_GLUED = N_("“#” stands right behind a value; put a space before a comment, or the whole value in quotes")
_OUTDENTED = N_(
    "this line belongs to a text or list above that is not closed; close it there, or indent this line"
)
_BLANKS = N_("empty lines above a text have more spaces than the text; take those spaces away")
_BEFORE_GLUED = frozenset("\"']},|>-+0123456789")
_BEYOND = 500
"""Letters behind a text in which the comment is looked for that might have been its first line."""
_COMMENT = pattern(r"(?:^|\s)#.*")
_QUOTED_TEXT = pattern(r"""'[^']*'|"(?:\\.|[^"\\])*\"""")


class Lenience:
    """What libyaml lets pass and YAML forbids, as far as a value could be hidden by it (docs/decisions.md)."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.may_be_glued = any(text[sign.start() - 1] in _BEFORE_GLUED for sign in re.finditer("#", text))

    def faults(self, style: str, start: Any, end: Any, parent: int) -> Iterator[tuple[int, int, Message]]:
        """Line, column (from 0) and words of each fault in a value.

        `style` is its first sign, or “]” for a list inside another; `parent` is the column of the block in which it
        stands, -1 for none.
        """
        if style in ("|", ">"):
            yield from self._in_a_block(start, end, parent)
            return
        if self.may_be_glued and self._text[end.index : end.index + 1] == "#":
            yield end.line, end.column, msg(_GLUED)
        if start.line < end.line:
            yield from self._in_several_lines(style, start, end, parent)
        if self.may_be_glued and style in ("[", "{"):
            yield from self._behind_commas(start, end)

    def _in_several_lines(
        self, style: str, start: Any, end: Any, parent: int
    ) -> Iterator[tuple[int, int, Message]]:
        """A line as far to the left as the keys: it looks like a line of the record, and is none."""
        lines = self._text[start.index : end.index].split("\n")[1:]
        is_list = style in ("[", "{")
        for number, line in enumerate(lines, start=start.line + 1):
            said = line.strip(" \t\r]}," if is_list else " \t\r" + style)
            column = len(line) - len(line.lstrip(" "))
            if said and column <= parent and not (is_list and said.startswith("#")):
                yield number, column, msg(_OUTDENTED)

    def _behind_commas(self, start: Any, end: Any) -> Iterator[tuple[int, int, Message]]:
        inside = _QUOTED_TEXT.sub(lambda quoted: "x" * len(quoted[0]), self._text[start.index : end.index])
        for number, line in enumerate(inside.split("\n")):
            place = _COMMENT.sub("", line).find(",#")
            if place >= 0:
                column = place + 1 + (start.column if number == 0 else 0)
                yield start.line + number, column, msg(_GLUED)

    def _in_a_block(self, start: Any, end: Any, parent: int) -> Iterator[tuple[int, int, Message]]:
        """A comment behind `|`, and empty lines that make the text below them a comment."""
        header, *lines = self._text[start.index : end.index + _BEYOND].split("\n")
        sign = re.match(r"[|>][-+0-9]*", header)
        if sign is not None and header[sign.end() : sign.end() + 1] == "#":
            yield start.line, start.column + sign.end(), msg(_GLUED)
        blank = 0
        for number, line in enumerate(lines, start=start.line + 1):
            indent = len(line) - len(line.lstrip(" "))
            if line.strip():
                if parent < indent < blank:
                    yield number, indent, msg(_BLANKS)
                return
            blank = max(blank, len(line.rstrip("\r")))


def events(text: str) -> Iterator[Any]:
    """The parser's events: libyaml's, or the slower Python parser's where it is missing."""
    try:
        from _ruamel_yaml import CParser
    except ImportError:
        from ruamel.yaml import YAML

        return iter(YAML(typ="safe", pure=True).parse(text))
    return iter(CParser(text).get_event, None)


def syntax_finding(file: str, text: str, error: Exception) -> Finding:
    """The parser's complaint as Y002. What is not closed or has no colon is shown where it begins."""
    raw = str(getattr(error, "problem", None) or type(error).__name__)
    words, which = _in_words(raw)
    mark = getattr(error, f"{which}_mark", None) or getattr(error, "problem_mark", None)
    if mark is None:
        return _unprintable(file, text)
    closer = _closer(words, *_around(text, mark))
    return Finding(
        code="Y002",
        file=file,
        params={"problem": msg(closer) if closer else raw},
        line=mark.line + 1,
        column=mark.column + 1,
    )


def _in_words(raw: str) -> tuple[str | None, _Mark]:
    return next(((words, mark) for part, words, mark in _PROBLEMS if part in raw), (None, "problem"))


def _around(text: str, mark: Any) -> tuple[str, str]:
    """The character at a mark, and what stands before it in its line."""
    return text[mark.index : mark.index + 1], text[max(0, mark.index - mark.column) : mark.index]


def _closer(words: str | None, char: str, before: str) -> str | None:
    """The words for what stands at the mark: the parser has one complaint for several mistakes."""
    if char == "\t":
        return _TAB
    if words == _LINE_ABOVE and ": " in before:
        return _COLON_IN_VALUE
    if words == _INDENTATION and before.strip():
        return _REST_OF_LINE
    return words


def _unprintable(file: str, text: str) -> Finding:
    """A character that YAML does not allow; the parser counts bytes there, so it is looked for."""
    match = _UNPRINTABLE.search(text)
    start = match.start() if match else 0
    return Finding(
        code="Y002",
        file=file,
        params={"problem": msg(N_("an invisible control character stands here"))},
        line=text.count("\n", 0, start) + 1,
        column=start - text.rfind("\n", 0, start),
    )
