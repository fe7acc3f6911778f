"""Words that must say something, or may be left out."""

from __future__ import annotations

import pytest
from tests.support.refusals import bad_usage

from ct58.domain.planning.values import given, needed


def test_what_is_needed_comes_without_spaces_around_it() -> None:
    """As it will be written."""
    assert needed("  nhầm đơn vị ", "--reason") == "nhầm đơn vị"


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_nothing_is_not_enough(text: str) -> None:
    """The option is named."""
    with bad_usage("--reason must not be empty"):
        needed(text, "--reason")


@pytest.mark.parametrize(("text", "meant"), [(None, None), (" ", None), (" 41-TB ", "41-TB")])
def test_what_may_be_left_out(text: str | None, meant: str | None) -> None:
    """Spaces are left out, too."""
    assert given(text) == meant
