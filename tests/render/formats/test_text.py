"""Pages as plain text for a pipe: no colour, no wrapping, no drawing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ct58.domain.text.signs import harmless
from ct58.render.formats.text import page_as_text
from ct58.views.page import Column, Gap, Heading, Line, Page, Span, Table, words

LONG = "rất dài " * 60


def test_a_page_is_one_line_a_line_with_a_final_newline() -> None:
    """Heading with its aside, an empty line, an indented line."""
    page = Page(
        (
            Heading("VIỆC QUÁ HẠN", level=1, aside="Chương trình"),
            Gap(),
            Line((Span("Sở Y tế", "strong"), Span(" (hẹn)", "promised")), indent=3),
            Heading("I. PHỤ LỤC"),
        )
    )
    assert page_as_text(page) == "VIỆC QUÁ HẠN    Chương trình\n\n   Sở Y tế (hẹn)\nI. PHỤ LỤC\n"


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    """Numbers at the right; no trailing spaces; columns for wide screens are there too."""
    table = Table(
        (Column("Mã"), Column("Ngày", align="right"), Column("Trình", from_width=100)),
        ((words("PL-01"), words("5"), words("BTV")), (words("PL-2"), words("1.200"), words(""))),
    )
    assert page_as_text(Page((table,))) == (
        " Mã      Ngày  Trình\n"
        " PL-01      5  BTV\n"
        " PL-2   1.200\n"
    )  # fmt: skip


def test_a_table_may_have_no_header_and_no_rows() -> None:
    """Then there is nothing but an end of line."""
    table = Table((Column("x"),), ((words("a"),),), has_header=False, indent=0)
    assert page_as_text(Page((table,))) == "a\n"
    assert page_as_text(Page((Table((Column("x"),), (), has_header=False),))) == "\n"


def test_nothing_is_wrapped_or_cut() -> None:
    """A pipe has no width: grep finds whole lines."""
    table = Table((Column("", grows=True),), ((words(LONG.strip()),),), has_header=False, indent=0)
    assert page_as_text(Page((table, Line(words(LONG.strip()))))) == f"{LONG.strip()}\n{LONG.strip()}\n"


def test_a_line_break_in_the_data_does_not_break_a_row() -> None:
    """It becomes a space."""
    assert page_as_text(Page((Line(words("a\nb")), Heading("c\nd")))) == "a b\nc d\n"


@given(st.text(max_size=40))
def test_data_cannot_steer_the_terminal(text: str) -> None:
    """Control characters, which a quoted YAML text can hold, do not reach the screen."""
    shown = page_as_text(Page((Line(words(text)), Heading(text), Table((Column(""),), ((words(text),),)))))
    controls = {chr(code) for code in (*range(32), *range(127, 160))} - {"\n"}
    assert not controls & set(shown)


def test_tabs_become_spaces_and_letters_stay() -> None:
    """Only what steers is replaced, and visibly."""
    assert harmless("Đảng ủy\tKhối\x1b[31m") == "Đảng ủy Khối\ufffd[31m"


def test_titles_of_several_lines_end_together() -> None:
    """The short ones at the bottom."""
    table = Table((Column("Mã"), Column("Đã xong\nđúng hạn", align="right")), ((words("PL-01"), words("3")),))
    assert page_as_text(Page((table,))) == "         Đã xong\n Mã     đúng hạn\n PL-01         3\n"


def test_drawings_are_left_out() -> None:
    """They repeat numbers."""
    table = Table((Column("Mã"), Column("", is_drawing=True)), ((words("PL-01"), words("███")),))
    assert page_as_text(Page((table,))) == " Mã\n PL-01\n"
