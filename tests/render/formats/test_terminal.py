"""Pages on a terminal: they fit the width, colours carry meaning, data is never markup."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console
from tests.support.showcase import AS_OF, showcase

from ct58.render.formats.terminal import STYLES, print_page
from ct58.render.screens.overdue import overdue_page
from ct58.render.words.speech import Speech
from ct58.views.due import overdue_view
from ct58.views.page import Column, Gap, Heading, Line, Page, Span, Table, words

ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


def shown(page: Page, width: int = 80, *, colour: bool = False) -> str:
    """What a terminal of a width gets."""
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    print_page(page, console)
    return stream.getvalue()


@pytest.mark.parametrize("width", [80, 100, 140])
def test_the_list_of_what_is_overdue_fits_the_screen(width: int) -> None:
    """No line is longer than the terminal, and every id is on it."""
    text = shown(overdue_page(overdue_view(showcase(), AS_OF), Speech("en")), width)
    assert max(len(line) for line in text.splitlines()) <= width
    assert all(id in text for id in ("PL-01", "PL-06", "PL-08", "NV-17", "Sở Y tế"))


def test_a_wide_screen_shows_more_columns() -> None:
    """`Goes to` needs 100 characters."""
    page = overdue_page(overdue_view(showcase(), AS_OF), Speech("en"))
    assert "Goes to" not in shown(page, 80)
    assert "Goes to" in shown(page, 140)


def test_the_growing_column_wraps_and_loses_nothing() -> None:
    """All words are still there, in order."""
    title = " ".join(f"từ{n}" for n in range(40))
    table = Table((Column("Mã"), Column("Nội dung", grows=True)), ((words("PL-01"), words(title)),))
    text = shown(Page((table,)), 60)
    assert len(text.splitlines()) > 3
    assert re.findall(r"từ\d+", text) == title.split()


def test_the_aside_stands_at_the_right_edge_where_there_is_room() -> None:
    """Otherwise the title alone."""
    page = Page((Heading("QUÁ HẠN", level=1, aside="Chương trình 10"),))
    assert shown(page, 40) == "QUÁ HẠN                  Chương trình 10\n"
    assert shown(page, 20) == "QUÁ HẠN\n"


@pytest.mark.parametrize("text", ["[red]x[/red]", "[/]", "[link=x]y[/link]", ":smile:", "{x}", "\\[x]"])
def test_data_is_never_read_as_markup(text: str) -> None:
    """In a heading, a line, a cell."""
    page = Page((Heading(text), Line(words(text)), Table((Column(text),), ((words(text),),))))
    assert [line.strip() for line in shown(page).splitlines()] == [text] * 4


def test_data_cannot_steer_the_terminal() -> None:
    """An escape sequence in a title is shown as a mark of something unreadable."""
    text = "a\x1b[2Jb\x07\x9b31m"
    page = Page((Heading(text), Line(words(text)), Table((Column(""),), ((words(text),),))))
    assert not {"\x1b", "\x07", "\x9b"} & set(shown(page))


def test_emphasis_becomes_colour_and_nothing_depends_on_it() -> None:
    """Without its escapes the coloured text is the plain one."""
    page = Page((Line((Span("15 ngày", "long_overdue"), Span(" "), Span("hẹn", "promised"))), Gap()))
    coloured = shown(page, colour=True)
    assert "\x1b[1;31m15 ngày" in coloured
    assert "\x1b[34mhẹn" in coloured
    assert ESCAPES.sub("", coloured) == shown(page)


def test_a_plain_screen_has_no_escapes() -> None:
    """A console without colours gets none."""
    page = overdue_page(overdue_view(showcase(), AS_OF), Speech("en"))
    assert "\x1b" not in shown(page)


def test_every_emphasis_has_a_style_and_none_looks_like_another() -> None:
    """Late, long late, to be verified and promised are told apart."""
    assert len(set(STYLES.values())) == len(STYLES)


def test_a_cut_column_keeps_to_one_line() -> None:
    """As much of it as there is room for; the others are whole."""
    table = Table(
        (Column("Mã"), Column("Nội dung", is_cut=True), Column("Số")),
        ((words("PL-01"), words("dài " * 40), words("1.234")),),
    )
    lines = shown(Page((table,)), 40).splitlines()
    assert len(lines) == 2
    assert "…" in lines[1]
    assert lines[1].rstrip().endswith("1.234")


def test_a_title_of_two_lines_stands_above_its_cells() -> None:
    """Short ones at the bottom."""
    table = Table((Column("Mã"), Column("Đã xong\nđúng hạn", align="right")), ((words("PL-01"), words("3")),))
    lines = [line.rstrip() for line in shown(Page((table,)), 40).splitlines()]
    assert lines == ["         Đã xong", " Mã     đúng hạn", " PL-01         3"]


def test_a_title_that_is_a_heading_looks_like_one() -> None:
    """Not like the dim titles of columns."""
    table = Table((Column("NHIỆM VỤ", is_heading=True), Column("Số")), ((words("I"), words("3")),))
    assert "\x1b[1;36mNHIỆM VỤ" in shown(Page((table,)), 40, colour=True)
