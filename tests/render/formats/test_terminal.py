"""Pages on a terminal: they fit the width, colours carry meaning, data is never markup."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console
from tests.support.showcase import AS_OF, showcase
from tests.support.terms import speaking

from ct58.render.formats.terminal import STYLES, print_page
from ct58.render.screens.overdue import overdue_page
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
    text = shown(overdue_page(overdue_view(showcase(), AS_OF), speaking("en")), width)
    assert max(len(line) for line in text.splitlines()) <= width
    assert all(id in text for id in ("PL-01", "PL-06", "PL-08", "NV-17", "Sở Y tế"))


def test_a_wide_screen_shows_more_columns() -> None:
    """`Goes to` needs 100 characters."""
    page = overdue_page(overdue_view(showcase(), AS_OF), speaking("en"))
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
    page = overdue_page(overdue_view(showcase(), AS_OF), speaking("en"))
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


def test_what_has_no_room_stands_under_its_row_with_its_title() -> None:
    """A path does not squeeze the name; where there is room it stands beside it."""
    table = Table(
        (Column("Nơi nhận", grows=True), Column("Đơn vị", align="right"), Column("Thư mục")),
        ((words("Đảng bộ các cơ quan đảng tỉnh"), words("4"), words("ban-giao/01-dang-bo-cac-co-quan")),),
    )
    assert shown(Page((table,)), 60).splitlines() == [
        " Nơi nhận                       Đơn vị",
        " Đảng bộ các cơ quan đảng tỉnh       4",
        "   Thư mục: ban-giao/01-dang-bo-cac-co-quan",
    ]
    assert len(shown(Page((table,)), 100).splitlines()) == 2


def test_a_status_that_is_a_sentence_wraps_beside_short_columns() -> None:
    """The days keep their width."""
    status = "Đã bắt đầu, chưa hoàn thành khi kết thúc hoạt động ngày 10/02/2025"
    table = Table((Column("Thời hạn"), Column("Tình trạng")), ((words("31/12/2025"), words(status)),))
    lines = shown(Page((table,)), 60).splitlines()
    assert lines[0].split() == ["Thời", "hạn", "Tình", "trạng"]
    assert lines[1].startswith(" 31/12/2025  Đã bắt đầu")
    assert " ".join(" ".join(lines[1:]).split()) == f"31/12/2025 {status}"


def test_what_a_row_says_of_those_below_goes_to_the_edge() -> None:
    """It is no title, and is not cut as one."""
    said = "năm 2022, đến hết 6 tháng đầu năm 2022"
    table = Table(
        (Column("Mã"), Column("Chỉ tiêu", is_cut=True), Column("Kết luận")),
        ((words(""), words(said), words("")), (words("CT-01"), words("Kết nạp"), words("Đạt"))),
        dividers=frozenset({0}),
    )
    assert said in shown(Page((table,)), 60)


def test_a_label_of_two_spans_keeps_its_column() -> None:
    """The rest wraps beside both."""
    line = Line((Span("tốt  "), Span("Mẫu  ", "strong"), Span("x " * 40)), label_width=10)
    assert [text[:10].strip() for text in shown(Page((line,)), 60).splitlines()] == ["tốt  Mẫu", ""]
