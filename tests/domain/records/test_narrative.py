"""The prose of summaries: which keys there are, and who gets which text."""

from __future__ import annotations

from tests.support.offices import programme

from ct58.domain.records.narrative import SECTIONS, narrative_keys, text_for, unknown_keys


def test_every_section_and_part_has_a_key_for_all_and_one_for_each_reader() -> None:
    """The parts are the programme's own."""
    keys = narrative_keys(programme())
    assert {*SECTIONS, "II.1", "II.1-superior", "proposals-standing-committee"} <= set(keys)
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
