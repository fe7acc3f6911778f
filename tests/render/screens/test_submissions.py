"""What two people changed differently, as a clerk reads it. The golden files are the specification."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.conftest import Golden
from tests.render.formats.test_terminal import shown
from tests.support.clashes import CLASHES, words_for
from tests.support.showcase import LANGUAGES

from ct58.render.formats.text import page_as_text
from ct58.views.page import Gap, Line, Page, words
from ct58.views.submissions import Author


def page(language: str) -> Page:
    """All clashes, and each once more as it was settled."""
    said = words_for(language)
    settled = (Line(words(said.settled(clash, "theirs")), indent=1) for clash in CLASHES)
    return Page((*said.blocks(CLASHES), Gap(), *settled))


@pytest.mark.parametrize("language", LANGUAGES)
def test_clashes_read_as_reviewed(golden: Golden, language: str) -> None:
    """Where, what, both values, who and when; and what was kept."""
    golden(page_as_text(page(language)), f"clashes-{language}.txt")


@pytest.mark.parametrize("width", [80, 140])
def test_clashes_fit_the_screen(golden: Golden, width: int) -> None:
    """A long value wraps beside its side."""
    text = shown(page("vi"), width)
    assert max(len(line) for line in text.splitlines()) <= width
    golden("".join(f"{line.rstrip()}\n" for line in text.splitlines()), f"clashes-vi-{width}.txt")


def test_nothing_in_a_value_steers_the_terminal() -> None:
    """A prompt shows it as it is: one line, no escape."""
    author = Author(name="Hoa\x1b[2J", when=CLASHES[0].mine_by.when) if CLASHES[0].mine_by else None
    clash = replace(CLASHES[2], mine="a\nb\x1b[2Jc", theirs_by=author, item="x\x07")
    text = page_as_text(Page(tuple(words_for("en").lines(clash, "1."))))
    assert "a b[2Jc" in text
    assert all(char.isprintable() for char in text.replace("\n", ""))
