"""What vanished from the main copy, on the screen."""

from __future__ import annotations

import datetime as dt

from tests.support.terms import speaking

from ct58.render.formats.text import page_as_text
from ct58.render.screens.vanished import SHOWN_GONE, vanished_blocks
from ct58.views.page import Page
from ct58.views.vanished import Vanished

WHEN = dt.datetime(2021, 7, 15, 16, 52, tzinfo=dt.UTC)


def said(gone: list[Vanished], *, is_here: bool = True) -> list[str]:
    """The lines of the screen."""
    return page_as_text(Page(tuple(vanished_blocks(gone, speaking("vi"), is_here=is_here)))).splitlines()


def test_a_submission_is_told_by_its_name_and_the_rest_by_its_words() -> None:
    """With whose it is, and who approved it."""
    submission = Vanished(
        revision="1",
        author="Lê Thị Hoa",
        subject="x",
        submission="2021-07-15-le-thi-hoa-k7",
        by="Nam",
        when=WHEN,
    )
    lines = said([submission, Vanished(revision="2", author="Lan", subject="Sửa\x1b[31m")])
    assert lines[0] == "KHÔNG CÒN Ở BẢN CHÍNH: 2"
    assert lines[1].strip() == "2021-07-15-le-thi-hoa-k7 · Lê Thị Hoa · Nam duyệt, 15/7/2021 16:52"
    assert lines[2].strip() == "Sửa�[31m · Lan"
    assert "ct58 submit" in lines[4]


def test_of_very_many_some_are_named_and_the_rest_is_counted() -> None:
    """A screen has an end."""
    lines = said(
        [Vanished(revision=str(n), author="Lan", subject=f"Việc {n}") for n in range(25)], is_here=False
    )
    assert lines[0].endswith(": 25")
    assert sum(" · Lan" in line for line in lines) == SHOWN_GONE
    assert "15" in lines[1 + SHOWN_GONE]
