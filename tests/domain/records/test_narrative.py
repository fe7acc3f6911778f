"""The prose of summaries: which keys there are, and who gets which text."""

from __future__ import annotations

from tests.support.offices import programme

from ct58.domain.records.narrative import SECTIONS, narrative_keys, sections_of, text_for, unknown_keys


def test_every_section_and_part_has_a_key_for_all_and_one_for_each_reader() -> None:
    """The parts are the programme's own."""
    keys = narrative_keys(programme())
    assert {"overview", "next", "II.1", "II.1-superior", "proposals-standing-committee"} <= set(keys)
    assert "results" not in keys
    assert "II.2" not in keys


def test_a_key_that_no_section_has_is_named() -> None:
    """Its text would not be printed."""
    assert list(unknown_keys(programme(), {"overview": "a", "overveiw": "b", "II.1": "c"})) == ["overveiw"]


def test_a_text_for_one_reader_takes_the_place_of_the_common_one() -> None:
    """White space around it is not printed; nothing written is an empty text."""
    written = {"next": " chung \n", "next-superior": "riêng"}
    assert text_for(written, "next", "superior") == "riêng"
    assert text_for(written, "next", "standing-committee") == "chung"
    assert text_for(written, "lessons", "superior") == ""


def test_only_a_review_has_commendations_and_lessons() -> None:
    """A report of a quarter reports; a year's or a term's looks back."""
    only = {section.key for section in sections_of("year")} - {section.key for section in sections_of("part")}
    assert only == {"commendations", "lessons"}
    assert sections_of("year") == sections_of("term") == SECTIONS


def test_a_section_has_one_key_and_asks_for_words_only_where_it_stands() -> None:
    """Words for a section that is not there could never be given."""
    assert len({section.key for section in SECTIONS}) == len(SECTIONS)
    assert all(section.needs_words <= section.stands_in for section in SECTIONS)
