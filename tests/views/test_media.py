"""A page on a screen, in a document, in a list: what stands only elsewhere is left out."""

from __future__ import annotations

from typing import Any

import pytest

from ct58.views.media import Medium, page_for
from ct58.views.page import (
    Annex,
    Column,
    Gap,
    Heading,
    Line,
    Page,
    Span,
    Table,
    Words,
    in_files,
    on_screen,
    plain,
    words,
)

FILES: tuple[Medium, ...] = ("document", "list")


def shown(medium: Medium, *blocks: Any) -> list[Any]:
    """The blocks that a medium gets."""
    return list(page_for(Page(blocks), medium).blocks)


def table(*rows: Words, **more: Any) -> Table:
    """A table of one column."""
    return Table((Column("x"),), tuple((row,) for row in rows), **more)


def texts(found: Table) -> list[list[str]]:
    """Its cells."""
    return [[plain(cell) for cell in row] for row in found.rows]


def test_what_leads_on_stands_on_a_screen_only() -> None:
    """The sentence before it stays."""
    line = Line((Span("Not sent: 11"), *on_screen(": ct58 reports --missing")))
    assert plain(shown("screen", line)[0].words) == "Not sent: 11: ct58 reports --missing"
    assert [plain(shown(medium, line)[0].words) for medium in FILES] == ["Not sent: 11"] * 2


@pytest.mark.parametrize("medium", FILES)
def test_a_line_of_which_nothing_is_left_is_gone(medium: Medium) -> None:
    """So is one of which only the label is left, a heading without anything below it, and a gap at the end."""
    blocks = (
        Heading("TITLE", level=1),
        Line((Span("Data  "), *on_screen("programme.yaml:12")), label_width=6),
        Gap(),
        Heading("NEXT"),
        Line(on_screen("ct58 overdue")),
    )
    assert shown(medium, *blocks) == [Heading("TITLE", level=1)]
    assert len(shown("screen", *blocks)) == len(blocks)


def test_a_column_and_a_row_may_be_for_a_screen_only() -> None:
    """What a drawing draws from keeps its place."""
    columns = (Column("Key", where="screen"), Column("n"), Column("", is_drawing=True, draws=(1,)))
    rows = ((words("so-y-te"), words("5"), words("█")), (words("x"), on_screen("ct58 status"), ()))
    (found,) = shown("list", Table(columns, rows))
    assert texts(found) == [["5", "█"]]
    assert found.columns[1].draws == (0,)
    assert shown("screen", Table(columns, rows)) == [Table(columns, rows)]


def test_a_screen_shows_the_beginning_of_a_long_table_and_a_file_all() -> None:
    """How many more there are is said to whoever cannot see them."""
    page = (table(words("a"), words("b"), shown=1), Line(on_screen("… 1 more")))
    first, more = shown("screen", *page)
    assert (texts(first), plain(more.words)) == ([["a"]], "… 1 more")
    assert [texts(block) for block in shown("document", *page)] == [[["a"], ["b"]]]


def test_a_name_that_a_screen_has_no_room_for_stands_in_files() -> None:
    """Both ways."""
    line = Line((Span("a"), *on_screen(" · … 1 more"), *in_files(" · b")))
    assert plain(shown("screen", line)[0].words) == "a · … 1 more"
    assert plain(shown("document", line)[0].words) == "a · b"


def test_a_list_has_a_table_whole_where_a_screen_sums_it_up() -> None:
    """A row a unit instead of a row an item."""
    short = table(words("all"), whole=lambda: table(words("a"), words("b")))
    assert texts(shown("list", short)[0]) == [["a"], ["b"]]
    assert texts(shown("document", short)[0]) == [["all"]]


def test_a_list_has_a_table_where_a_screen_says_it_in_lines() -> None:
    """With its title; the lines are not said again."""
    annex = Annex(lambda: table(words("a")), "UNITS", said=(Line(words("one unit: a")),))
    assert shown("list", annex) == [Heading("UNITS"), table(words("a"))]
    assert [plain(line.words) for line in shown("screen", annex)] == ["one unit: a"]


def test_an_empty_table_stays_in_a_list() -> None:
    """Its headings tell what would stand there."""
    assert texts(shown("list", Annex(table))[0]) == []


def test_the_key_of_what_a_page_is_about_stands_on_a_screen() -> None:
    """A unit's id is nothing for a letter."""
    heading = Heading("Sở Y tế", level=1, key="so-y-te")
    assert [block.text for block in shown("screen", heading)] == ["so-y-te  Sở Y tế"]
    assert [block.text for block in shown("document", heading)] == ["Sở Y tế"]
