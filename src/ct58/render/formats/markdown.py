"""Pages as Markdown; what stands in the data is escaped, so that it is never read as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ct58.views.media import page_for
from ct58.views.page import Block, Gap, Heading, Line, Page, Span, Table, Words, harmless, without_drawings

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#&~])")
_LIST_START = re.compile(r"^([-+=]|[0-9]+(?=[.)]))")
"""What at the beginning of a line would make it a list or underline it as a heading."""
_STRONG = frozenset({"strong", "overdue", "long_overdue"})


def page_as_markdown(page: Page) -> str:
    """The page with headings, paragraphs and pipe tables, each parted by an empty line."""
    parts = ["\n".join(_block_lines(block)) for block in page_for(page, "document").blocks]
    return "\n\n".join(part for part in parts if part) + "\n"


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(harmless(text).split("\n")))


def _block_lines(block: Block) -> Iterable[str]:
    if isinstance(block, Gap):
        return ()
    if isinstance(block, Heading):
        lines = [f"{'#' * block.level} {escape(block.text)}"]
        return [*lines, "", escape(block.aside)] if block.aside else lines
    if isinstance(block, Line):
        text = _inline(block.words).strip()
        return [text if block.is_item else _LIST_START.sub(_as_plain, text)]
    return _table_lines(block) if isinstance(block, Table) else ()


def _as_plain(start: re.Match[str]) -> str:
    """The same with a backslash: before a sign, behind a number."""
    return f"{start[1]}\\" if start[1].isdecimal() else f"\\{start[1]}"


def _inline(words: Words) -> str:
    return "".join(_span(span) for span in words)


def _span(span: Span) -> str:
    text = escape(span.text)
    is_strong = span.emphasis in _STRONG and text.strip() == text and text
    return f"**{text}**" if is_strong else text


def _table_lines(drawn: Table) -> Iterable[str]:
    table = without_drawings(drawn)
    yield _row(escape(column.title) for column in table.columns)
    yield _row("---:" if column.align == "right" else "---" for column in table.columns)
    for row in table.rows:
        yield _row(_inline(cell) for cell in row)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
