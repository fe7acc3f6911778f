"""Did-you-mean: a part of a message, or nothing."""

from __future__ import annotations

import pytest

from ct58.domain.text.suggestions import enumeration, suggestion
from ct58.i18n import Translator


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("submited", " (did you mean “submitted”?)"),
        ("Submitted", " (did you mean “submitted”?)"),
        ("zzz", ""),
        (12, ""),
        (None, ""),
    ],
)
def test_a_near_word_is_suggested_and_a_far_one_is_not(word: object, expected: str) -> None:
    """One word, the nearest; no candidate, no suggestion."""
    assert Translator("en").say(suggestion(word, ["started", "submitted"])) == expected


def test_without_candidates_there_is_no_suggestion() -> None:
    """A message with a place for one still reads well."""
    assert suggestion("x", []) == ""


def test_words_are_listed_in_a_row() -> None:
    """As messages list them; anything that can be written will do."""
    assert enumeration(["a", 2, True]) == "a, 2, True"
    assert enumeration([]) == ""
