"""Abbreviations, spelled out where a document first uses them."""

from __future__ import annotations

from ct58.render.words.abbreviations import first_in_full
from ct58.views.page import Block, Heading, Line, Span, plain, words

SHORT = {"TCCSĐ": "tổ chức cơ sở đảng", "BTV": "Ban Thường vụ"}


def texts(*blocks: Block, written: frozenset[str] = frozenset()) -> list[str]:
    """What some blocks say with their abbreviations spelled out."""
    return [
        plain(block.words) if isinstance(block, Line) else getattr(block, "text", "")
        for block in first_in_full(blocks, SHORT, written)
    ]


def test_the_first_mention_is_in_full() -> None:
    """The others are short."""
    assert texts(Line(words("01 TCCSĐ mới; 02 TCCSĐ cũ.")), Line(words("03 TCCSĐ."))) == [
        "01 tổ chức cơ sở đảng (TCCSĐ) mới; 02 TCCSĐ cũ.",
        "03 TCCSĐ.",
    ]


def test_a_sentence_begins_with_a_capital() -> None:
    """Also behind a dash, and behind a full stop."""
    assert texts(Line(words("- TCCSĐ mới."), is_item=True)) == ["- Tổ chức cơ sở đảng (TCCSĐ) mới."]
    assert texts(Line(words("Xong. TCCSĐ mới."))) == ["Xong. Tổ chức cơ sở đảng (TCCSĐ) mới."]


def test_a_heading_is_no_mention_and_no_part_of_a_word_is() -> None:
    """The next line is."""
    assert texts(Heading("TCCSĐ"), Line(words("BTVX, BTV."))) == ["TCCSĐ", "BTVX, Ban Thường vụ (BTV)."]


def test_what_people_wrote_stays_as_it_is() -> None:
    """What they spell out is known; what they only use is spelled out in the next line of the report."""
    own = "Các TCCSĐ chủ động."
    assert texts(Line(words(own)), Line(words("01 TCCSĐ.")), written=frozenset({own})) == [
        own,
        "01 tổ chức cơ sở đảng (TCCSĐ).",
    ]
    told = "Các tổ chức cơ sở đảng (TCCSĐ) chủ động."
    assert texts(Line(words(told)), Line(words("01 TCCSĐ.")), written=frozenset({told})) == [
        told,
        "01 TCCSĐ.",
    ]


def test_the_meaning_of_words_stays() -> None:
    """Only the span with the mention changes, and only the first of them."""
    line = Line((Span("a "), Span("BTV", "strong"), Span(" BTV", "dim")))
    (shown,) = first_in_full([line], SHORT)
    assert isinstance(shown, Line)
    assert shown.words == (Span("a "), Span("Ban Thường vụ (BTV)", "strong"), Span(" BTV", "dim"))
