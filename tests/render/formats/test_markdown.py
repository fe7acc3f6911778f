"""Pages as Markdown: what stands in the data is never markup."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct58.render.formats.markdown import page_as_markdown
from ct58.render.words.markdown import escape
from ct58.views.page import Column, Gap, Heading, Line, Page, Span, Table, words


def test_a_page_has_headings_paragraphs_and_pipe_tables() -> None:
    """Each parted by one empty line."""
    page = Page(
        (
            Heading("QUÁ HẠN", level=1, aside="Chương trình"),
            Gap(),
            Heading("I. PHỤ LỤC"),
            Line((Span("Quá hạn", "overdue"), Span(" 15 ngày")), indent=3),
            Table((Column("Mã"), Column("Ngày", align="right")), ((words("PL-01", "strong"), words("15")),)),
        )
    )
    assert page_as_markdown(page) == (
        "# QUÁ HẠN\n\nChương trình\n\n## I. PHỤ LỤC\n\n**Quá hạn** 15 ngày\n\n"
        "| Mã | Ngày |\n| --- | ---: |\n| **PL-01** | 15 |\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a|b", r"a\|b"),
        ("*đậm* _nghiêng_ `mã`", r"\*đậm\* \_nghiêng\_ \`mã\`"),
        ("<script>", r"\<script\>"),
        ("[x](y)", r"\[x\](y)"),
        ("# không phải đề mục", r"\# không phải đề mục"),
        ("&lt; ~~bỏ~~", r"\&lt; \~\~bỏ\~\~"),
        ("C:\\x", r"C:\\x"),
        ("hai\ndòng", "hai dòng"),
        ("15/7/2021 (hẹn 16/7), 91,2%", "15/7/2021 (hẹn 16/7), 91,2%"),
    ],
)
def test_signs_of_markup_are_escaped_and_others_are_not(text: str, expected: str) -> None:
    """What people write stays readable."""
    assert escape(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- gạch", r"\- gạch"),
        ("+ cộng", r"\+ cộng"),
        ("1. một", r"1\. một"),
        ("12) mười hai", r"12\) mười hai"),
        ("===", r"\==="),
        ("2021", "2021"),
        ("    thụt vào", "thụt vào"),
    ],
)
def test_a_line_of_data_is_no_list_no_heading_and_no_code(text: str, expected: str) -> None:
    """What would begin one at the start of a line."""
    assert page_as_markdown(Page((Line(words(text)),))) == f"{expected}\n"


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_row_has_as_many_cells_as_columns_whatever_stands_in_them(one: str, other: str) -> None:
    """A pipe or a line break in a cell does not make another cell or row."""
    table = Table((Column("a"), Column("b")), ((words(one), words(other)),))
    lines = page_as_markdown(Page((table,))).removesuffix("\n").split("\n")
    assert len(lines) == 3
    assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", lines[2])) == 3


def test_emphasis_needs_something_to_stand_on() -> None:
    """`** **` would be shown as it is."""
    page = Page((Line((Span(" ", "strong"), Span("", "overdue"), Span("x", "strong"), Span("y", "dim"))),))
    assert page_as_markdown(page) == "**x**y\n"
