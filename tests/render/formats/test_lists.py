"""The lists of a page: which tables become one, what they are called, which a CSV is made of."""

from __future__ import annotations

from typing import Any

from tests.support.terms import speaking

from ct58.render.formats.lists import lists_of, main_list
from ct58.views.page import Annex, Column, Heading, Line, Page, Span, Table, plain, words

EN = speaking("en")
TITLE = Heading("TITLE", level=1)


def table(*cells: str, title: str = "x", **more: Any) -> Table:
    """A table of one column."""
    return Table((Column(title),), tuple((words(cell),) for cell in cells), **more)


def found(*blocks: Any) -> list[tuple[str, list[str], list[list[str]]]]:
    """Name, headings and cells of each list."""
    return [(one.name, *read(one.table)) for one in lists_of(Page((TITLE, *blocks)), EN)]


def read(one: Table) -> tuple[list[str], list[list[str]]]:
    """Headings and cells."""
    return [c.title for c in one.columns], [[plain(cell) for cell in row] for row in one.rows]


def test_a_table_is_called_as_the_heading_above_it() -> None:
    """Or as the column that stands for one."""
    assert found(Heading("A"), table("1"))[0] == ("A", ["x"], [["1"]])
    heading = Table((Column("REPORTS", is_heading=True),), ((words("1"),),))
    assert found(heading)[0][0] == "REPORTS"


def test_tables_of_the_same_columns_are_one_list_that_says_which() -> None:
    """In its first column."""
    assert found(Heading("A"), table("1"), Heading("B"), table("2"), table("3", title="y")) == [
        ("", ["Section", "x"], [["A", "1"], ["B", "2"]]),
        ("", ["y"], [["3"]]),
    ]


def test_a_table_with_sections_has_that_column_always() -> None:
    """Whatever the data: a program that reads the file finds its columns. Rows that divide it say it, too."""
    divided = table("1", "from here", "2", section="first", dividers=frozenset({1}))
    assert found(divided) == [("", ["Section", "x"], [["first", "1"], ["from here", "2"]])]
    assert found(Annex(lambda: table(section=""))) == [("", ["Section", "x"], [])]


def test_facts_are_a_list_of_their_own_before_the_first_table() -> None:
    """A label and its words."""
    facts = (Line((Span("Lead  "), Span("Văn phòng")), label_width=6), Line(words("plain")))
    assert found(*facts, Heading("A"), table("1")) == [
        ("", ["What", "Content"], [["Lead  ", "Văn phòng"], ["", "plain"]]),
        ("A", ["x"], [["1"]]),
    ]


def test_of_a_page_without_a_table_each_line_is_a_row() -> None:
    """`receive` says what it booked."""
    assert found(Line(words("a")), Line(words("b"))) == [("", ["Content"], [["a"], ["b"]])]


def test_a_csv_is_made_of_the_main_list_else_of_the_first() -> None:
    """Facts are never it where there is a table."""
    fact = Line((Span("Lead  "), Span("Văn phòng")), label_width=6)
    page = Page((TITLE, fact, table("1"), table("2", title="y")))
    assert read(main_list(page, EN)) == (["x"], [["1"]])
    page = Page((TITLE, table("1"), table("2", title="y", is_main=True)))
    assert read(main_list(page, EN)) == (["y"], [["2"]])
