"""Refusals in tests: who refuses, and in which words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from ct58.errors import BadUsage, Ct58Error, Refused
from ct58.i18n import Translator

_ENGLISH = Translator("en")


@contextmanager
def bad_usage(text: str) -> Iterator[None]:
    """BadUsage whose message and hint, in English, contain a text."""
    with _says(BadUsage, text):
        yield


@contextmanager
def refused(text: str) -> Iterator[None]:
    """Refused whose message and hint, in English, contain a text."""
    with _says(Refused, text):
        yield


def words_of(error: Ct58Error) -> str:
    """Message and hint in English."""
    hint = _ENGLISH.say(error.hint) if error.hint else ""
    return f"{_ENGLISH.say(error.message)} {hint}"


@contextmanager
def _says(kind: type[Ct58Error], text: str) -> Iterator[None]:
    with pytest.raises(kind) as found:
        yield
    assert text in words_of(found.value)
