"""Markdown as a page: what the templates write, and nothing lost of what they do not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ct58.render.formats.html import page_as_html
from ct58.render.formats.markdown import page_as_markdown
from ct58.render.formats.markdown_page import markdown_as_page
from ct58.views.page import Amount, Column, Heading, Line, Page, Span, Table, plain, words


def test_headings_paragraphs_items_and_tables_are_read() -> None:
    """Below each other with or without an empty line."""
    text = "# A\n## B\n\nMột\nhai\n- **ba** bốn\n- năm\n\n---\n\n| TT | Tên |\n| ---: | --- |\n| 1 | a\\|b |\n| – | |\n"
    assert markdown_as_page(text) == Page(
        (
            Heading("A", 1),
            Heading("B", 2),
            Line(words("Một hai")),
            Line((Span("- "), Span("ba", "strong"), Span(" bốn")), is_item=True),
            Line(words("- năm"), is_item=True),
            Table(
                (Column("TT", "right"), Column("Tên", grows=True)),
                ((words("1", "plain", Amount(1)), words("a|b")), (words("–"), ())),
            ),
        )
    )


def test_a_persons_prose_looks_as_it_was_written() -> None:
    """Slanted words, an item below another, a line that goes on below; what only parts signs is not shown."""
    text = "*a*<!-- -->b\\\nc\n\n  + d\n"
    assert markdown_as_page(text).blocks == (
        Line((Span("a", "italic"), Span("b\nc"))),
        Line(words("+ d"), indent=2, is_item=True),
    )


def test_html_in_it_is_text() -> None:
    """A template cannot bring a script."""
    html = page_as_html(markdown_as_page("# <b>\n\n<script>alert(1)</script> **x**\n"), "vi")
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert '<span class="strong">x</span>' in html


@given(st.lists(st.text(alphabet="ab *_|#-1.\\<&`", min_size=1, max_size=12), max_size=4))
def test_what_a_page_writes_is_read_as_it_was(texts: list[str]) -> None:
    """Line by line, whatever signs stand in the data."""
    lines = [text.strip() for text in texts if text.strip()]
    page = Page(tuple(Line(words(line)) for line in lines))
    read = [
        plain(block.words)
        for block in markdown_as_page(page_as_markdown(page)).blocks
        if isinstance(block, Line)
    ]
    assert read == lines
