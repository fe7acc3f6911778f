"""The programme's abbreviations, spelled out where a document first uses them: `tổ chức cơ sở đảng (TCCSĐ)`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from ct58.render.words.speech import capital
from ct58.views.page import Block, Line, Span, plain


def first_in_full(
    blocks: Iterable[Block], abbreviations: Mapping[str, str], written: AbstractSet[str] = frozenset()
) -> tuple[Block, ...]:
    """The blocks with each abbreviation in full at its first mention in a line.

    Paragraphs in `written` are a person's and stay as they are; what they spell out needs it no more.
    """
    open_ = dict(abbreviations)
    return tuple(_line(block, open_, written) if isinstance(block, Line) else block for block in blocks)


def _line(line: Line, open_: dict[str, str], written: AbstractSet[str]) -> Line:
    """A line with what it mentions first; `open_` loses what is spelled out now."""
    text = plain(line.words)
    for short, full in list(open_.items()):
        if f"({short})" in text:
            del open_[short]
        elif text.strip() not in written and _mention(short).search(text):
            line = replace(line, words=_in_full(line.words, short, full))
            del open_[short]
    return line


def _mention(short: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(short)}(?!\w)")


def _in_full(spans: Iterable[Span], short: str, full: str) -> tuple[Span, ...]:
    """Spans with the first mention in full; at the beginning of a sentence with its capital."""
    found: list[Span] = []
    is_done = False
    for span in spans:
        mention = None if is_done else _mention(short).search(span.text)
        if mention is not None:
            before, after = span.text[: mention.start()], span.text[mention.end() :]
            is_first = not before.strip("- ") or before.rstrip().endswith((".", "…"))
            said = f"{capital(full) if is_first else full} ({short})"
            found.append(span._replace(text=f"{before}{said}{after}"))
            is_done = True
        else:
            found.append(span)
    return tuple(found)
