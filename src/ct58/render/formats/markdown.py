"""Pages as Markdown; what stands in the data is escaped, so that it is never read as markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ct58.domain.text.private_matters import without_telephones
from ct58.render.formats.folded import Cuttable, folded
from ct58.render.words.markdown import no_list
from ct58.render.words.unlinked import unlinked
from ct58.views.media import page_for
from ct58.views.page import Block, Heading, Line, Page, Span, Table, Words, without_drawings

_DELIMITERS = {"strong": "**", "overdue": "**", "long_overdue": "**", "italic": "*", "strong_italic": "***"}


def page_as_markdown(page: Page, more: Callable[[int], str] = lambda count: f"… {count}") -> str:
    """The page with headings, paragraphs and pipe tables, each parted by an empty line.

    One with details that fold is as long as a comment may be; `more` says how many lines are left out. It goes where anybody may read it,
    so it names no telephone.
    """
    blocks = page_for(page, "document").blocks
    if any(isinstance(block, Heading) and block.folds for block in blocks):
        return without_telephones(folded(blocks, _part, more))
    parts = ("".join([head, "\n".join(units)]) for head, units in map(_part, blocks))
    return "\n\n".join(part for part in parts if part) + "\n"


def _part(block: Block) -> Cuttable:
    """The head of a table with its rows; a line by itself."""
    if isinstance(block, Heading):
        title = f"{'#' * block.level} {unlinked(block.text)}"
        return "", [f"{title}\n\n{unlinked(block.aside)}" if block.aside else title]
    if isinstance(block, Line):
        text = _inline(block.words).strip()
        return "", [text if block.is_item else _no_command(no_list(text))]
    return _table(block) if isinstance(block, Table) else ("", ())


def _no_command(text: str) -> str:
    """A line that begins with a slash tells GitLab what to do."""
    return f"\\{text}" if text.startswith("/") else text


def _inline(words: Words) -> str:
    return "".join(_span(span) for span in words)


def _span(span: Span) -> str:
    text = unlinked(span.text)
    sign = _DELIMITERS.get(span.emphasis, "") if text.strip() == text and text else ""
    return f"{sign}{text}{sign}"


def _table(drawn: Table) -> Cuttable:
    table = without_drawings(drawn)
    titles = _row(unlinked(column.title) for column in table.columns)
    signs = _row("---:" if column.align == "right" else "---" for column in table.columns)
    return f"{titles}\n{signs}\n", [_row(_inline(cell) for cell in row) for row in table.rows]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
