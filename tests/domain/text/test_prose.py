"""Prose in a narrative: what is read of its Markdown, and that it is written in one way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct58.domain.text.prose import (
    ProseParagraph,
    ProseRun,
    parse_prose,
    prose_as_markdown,
    prose_paragraph,
)

PIECES = st.sampled_from(
    ("a", "bc", "Đảng", "*", "**", "_", "__", "***", "\\", " ", "  ", "\n", "\n\n", "- ", "+ ", "  - ", "1. ", "2) ",
    "#", " # ", "<", "<!--", "-->", ">", "[x]", "(y)", "`", "&amp;", ".", ",", "!", "–", "• ", "~~", "=", "---",
    "\u00a0", "|", "“", "”", "é", "\\\n", "5/7", "\t", "{{ a }}", "{%p if %}", "\u2011")
)  # fmt: skip
MARKDOWN = st.lists(PIECES, max_size=30).map("".join)
"""Texts full of what might be markup."""


def runs(text: str) -> list[tuple[str, str]]:
    """The runs of a text of one paragraph, with a letter each for how they look."""
    (found,) = parse_prose(text)
    return [(run.text, "b" * run.is_bold + "i" * run.is_italic) for run in found.runs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("thường", [("thường", "")]),
        ("**đậm** và *nghiêng*", [("đậm", "b"), (" và ", ""), ("nghiêng", "i")]),
        ("__đậm__ và _nghiêng_", [("đậm", "b"), (" và ", ""), ("nghiêng", "i")]),
        ("***cả hai***", [("cả hai", "bi")]),
        ("**a *b* c**", [("a ", "b"), ("b", "bi"), (" c", "b")]),
        ("2 * 3 * 4, so_ke_hoach, **dở dang", [("2 * 3 * 4, so_ke_hoach, **dở dang", "")]),
        (r"\*không nghiêng\*", [("*không nghiêng*", "")]),
        ("một\\\nhai", [("một\nhai", "")]),
        ("# Tiêu đề", [("Tiêu đề", "b")]),
        ("trước <!-- không in --> sau", [("trước sau", "")]),
        ("<b>thẻ</b> & [a](b) {{ x }}", [("<b>thẻ</b> & [a](b) {{ x }}", "")]),
        ("  nhiều \t  dấu cách  ", [("nhiều dấu cách", "")]),
    ],
)
def test_what_is_read_of_a_paragraph(text: str, expected: list[tuple[str, str]]) -> None:
    """Markup of emphasis is CommonMark's; whatever is none is text."""
    assert runs(text) == expected


def test_a_line_is_a_paragraph_or_an_item() -> None:
    """A plus, or a dash below a dash, is an item below; a number stays as it is written."""
    text = "mở\nđầu\n\n- một\n  - chi tiết\n* hai\n+ dưới hai\n1. thứ nhất\n2) khác\n- \n-5 độ"
    found = [(paragraph.marker, paragraph.runs[0].text) for paragraph in parse_prose(text)]
    assert found == [
        ("", "mở"), ("", "đầu"), ("-", "một"), ("+", "chi tiết"), ("-", "hai"), ("+", "dưới hai"),
        ("1.", "thứ nhất"), ("2)", "khác"), ("", "-"), ("", "-5 độ"),
    ]  # fmt: skip


def test_lists_are_written_close_and_paragraphs_apart() -> None:
    """As people expect Markdown to look."""
    text = "mở\n- một\n  - chi tiết\n- hai\n1. a\n3. b\nkết"
    expected = "mở\n\n- một\n  + chi tiết\n- hai\n\n1. a\n3. b\n\nkết"
    assert prose_as_markdown(parse_prose(text)) == expected


@pytest.mark.parametrize(
    ("typed", "marker"),
    [("- a", "-"), ("– a", "-"), ("•\ta", "-"), ("+ a", "+"), ("12. a", "12."), ("a) a", ""), ("2021", "")],
)
def test_what_a_document_shows_as_an_item_is_one(typed: str, marker: str) -> None:
    """Whoever typed the dash in Word meant a list; “a)” is no list of Markdown's."""
    found = prose_paragraph((ProseRun(typed),))
    assert found is not None
    assert found.marker == marker


def test_bold_numbers_are_words() -> None:
    """A number that is bold with its title is a title's, and stays bold."""
    (found,) = parse_prose("**1. Về kinh tế**")
    assert found == ProseParagraph((ProseRun("1. Về kinh tế", True),))


def test_a_paragraph_of_spaces_says_nothing() -> None:
    """Nor does a comment."""
    assert prose_paragraph((ProseRun(" \n\t"),)) is None
    assert parse_prose(" \n\n<!-- gợi ý:\n- việc quá hạn -->\n") == ()


@given(MARKDOWN)
def test_what_is_written_is_read_again_as_the_same(text: str) -> None:
    """Whatever the text: its canonical form says the same, and is its own."""
    prose = parse_prose(text)
    canonical = prose_as_markdown(prose)
    assert parse_prose(canonical) == prose
    assert prose_as_markdown(parse_prose(canonical)) == canonical


@given(MARKDOWN.filter(lambda text: "<!--" not in text and "\\" not in text))
def test_no_word_of_a_text_is_lost(text: str) -> None:
    """Letters and digits all come through, in their order."""
    words = "".join(paragraph.text for paragraph in parse_prose(text))
    assert [sign for sign in words if sign.isalpha()] == [sign for sign in text if sign.isalpha()]


@given(MARKDOWN)
def test_a_documents_paragraph_is_that_of_its_markdown(text: str) -> None:
    """Shown with its marker and taken apart again, it is the same paragraph."""
    for paragraph in parse_prose(text):
        shown = (ProseRun(f"{paragraph.marker} " if paragraph.marker else ""), *paragraph.runs)
        assert prose_paragraph(shown) == paragraph
