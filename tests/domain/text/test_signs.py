"""Signs that nobody sees: a text without those that steer, set apart, or escaped."""

from __future__ import annotations

import json
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from ct58.domain.text.signs import CONTROL, INVISIBLE, escaped, harmless, isolated

DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
CONTROLS = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Cc"]


def test_no_control_separator_or_mark_of_direction_is_left() -> None:
    """All of Unicode is asked; the line break alone stays, and what stands for the rest can be seen or is a space."""
    for sign in CONTROLS:
        assert harmless(f"a{sign}b") == {"\n": "a\nb", "\t": "a b"}.get(sign, "a\ufffdb")
    assert harmless("a\u2028b\u2029c") == "a b c"
    assert harmless(f"Sở {DIRECTIONS}Y tế") == "Sở Y tế"


@given(st.text())
def test_what_steers_nothing_is_not_touched(text: str) -> None:
    """And once is enough."""
    once = harmless(text)
    assert harmless(once) == once
    if text.isprintable() and not any(sign in text for sign in DIRECTIONS):
        assert once == text


def test_letters_from_the_right_stand_apart() -> None:
    """With the words between them, so that a number beside the name stays where it is."""
    assert isolated("12 שלום עולם 13") == "12 \u2068שלום עולם\u2069 13"
    assert isolated("Đảng ủy Khối 12") == "Đảng ủy Khối 12"


@given(st.text())
def test_escaped_json_says_the_same(text: str) -> None:
    """As any program reads it."""
    made = escaped(json.dumps(text, ensure_ascii=False))
    assert json.loads(made) == text
    assert harmless(made) == made


def test_what_the_checks_look_for_holds_all_that_steers() -> None:
    """But for the tab and the line break, which texts may have."""
    for sign in (*CONTROLS, *DIRECTIONS, "\u2028", "\u2029"):
        assert sign in "\t\n" or CONTROL.match(sign) or INVISIBLE.match(sign), hex(ord(sign))
