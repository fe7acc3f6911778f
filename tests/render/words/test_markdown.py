"""Text in Markdown that is nothing but text."""

from __future__ import annotations

import pytest

from ct58.render.words.markdown import escape, no_list, starts_a_list


@pytest.mark.parametrize(
    ("text", "shown"),
    [("- a", r"\- a"), ("12) a", r"12\) a"), ("===", r"\==="), ("15.398", "15.398"), ("a", "a")],
)
def test_a_line_begins_no_list(text: str, shown: str) -> None:
    """A sign gets a backslash before it, a number behind it; a number with a point inside is none."""
    assert no_list(text) == shown
    assert starts_a_list(text) == (text != shown)


def test_a_hyphen_that_joins_is_a_plain_one() -> None:
    """Markdown has no other, and a reader searches for the plain one."""
    assert escape("[CT\u201111]") == r"\[CT-11\]"
