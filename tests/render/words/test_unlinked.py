"""What a platform would make of words: no call, no link, no command."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct58.render.words.unlinked import unlinked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gửi @nam, @to/nhom.", "gửi `@nam,` `@to/nhom.`"),
        ("phiếu #12 (kho/x#3), !4 và GH-5", "phiếu `#12` `(kho/x#3),` `!4` và `GH-5`"),
        (
            "xem https://example.invalid/a_b hay www.example.invalid",
            "xem `https://example.invalid/a_b` hay `www.example.invalid`",
        ),
        ("hoa.le@example.invalid", "`hoa.le@example.invalid`"),
        ("`@nam` và <a href=//x>@hoa</a>", r"\``@nam`\` và \<a href=//x\>`@hoa`\</a\>"),
        ("|@nam|", r"\|`@nam`\|"),
        ("5 @ 12, số 12-BC/ĐU, 97,3%", "5 @ 12, số 12-BC/ĐU, 97,3%"),
        ("*@nam*", "`*@nam*`"),
        ("hai\n@dòng", "hai `@dòng`"),
    ],
)
def test_calls_and_links_stand_as_code(text: str, expected: str) -> None:
    """All else as ever; what is code has no sign in it that could end it, or a cell."""
    assert unlinked(text) == expected


@given(st.text(alphabet="@#!nạ1`|\\<>*_ /:.w-\n", max_size=30))
def test_no_call_stands_outside_of_code(text: str) -> None:
    """Whatever surrounds it; every backtick that is not escaped opens or ends code."""
    shown = unlinked(text)
    plain = re.sub(r"(?<!\\)`[^`]*`", "·", re.sub(r"\\\\", "¦", shown).replace("\\`", "¦"))
    assert re.search(r"(?<![A-Za-z0-9_])@[A-Za-z0-9_]|#\d|!\d|://|www\.", plain) is None
