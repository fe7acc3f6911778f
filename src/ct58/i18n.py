"""Messages: English in the source, Vietnamese by default on the screen (gettext).

Pure code never translates. It makes `Message` values, and whoever prints them asks `Translator.say`.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import field
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Protocol

from ct58.records import positional_record

DEFAULT_LANGUAGE = "vi"
LANGUAGES = ("vi", "en")
LOCALE_DIR = Path(__file__).parent / "locale"


def N_(text: str) -> str:  # noqa: N802 - gettext's conventional name for "translate later"
    """Mark an English text for the catalogue without translating it."""
    return text


@positional_record
class Message:
    """An English text with `{named}` places and the values that go there.

    A value may be another `Message`; it is translated in its turn.
    """

    text: str
    params: Mapping[str, object] = field(default_factory=dict)


def msg(text: str, /, **params: object) -> Message:
    """Make a `Message`; `text` must be marked with `N_` where it is written down."""
    return Message(text, params)


class Translator:
    """Turns texts and messages into one language.

    `show` renders the values that stand in a message (dates, periods, numbers); it is given by the
    render area, so that this module knows nothing of the domain.
    """

    def __init__(self, language: str, show: Callable[[object], str] = str) -> None:
        self.language = language
        self._catalogue = _catalogue(language)
        self._show = show

    def gettext(self, text: str) -> str:
        """One text, translated."""
        return self._catalogue.gettext(text) if text else ""

    def say(self, message: Message | str) -> str:
        """One message, translated, with its values in place."""
        if isinstance(message, str):
            return self.gettext(message)
        values = {name: self._value(value) for name, value in message.params.items()}
        return self.gettext(message.text).format(**values)

    def _value(self, value: object) -> str:
        return self.say(value) if isinstance(value, Message) else self._show(value)


class _Readable(Protocol):
    def read(self) -> bytes: ...


class CompiledTexts(NullTranslations):
    """A compiled catalogue of which only what is asked for is read: it holds thousands of texts, and an answer says a hundred.

    The originals stand in it in the order of their bytes. (Python's own class, which click uses, reads all at once.)
    """

    def _parse(self, file: _Readable) -> None:
        self._content = file.read()
        order = "<" if self._content[:4] == b"\xde\x12\x04\x95" else ">"
        count, originals, translated = struct.unpack_from(f"{order}3I", self._content, 8)
        self._places = [
            tuple(struct.iter_unpack(f"{order}2I", self._content[start : start + 8 * count]))
            for start in (originals, translated)
        ]
        self._found: dict[str, str] = {}

    def gettext(self, message: str) -> str:
        """A text, translated; itself where the catalogue has none."""
        if message not in self._found:
            self._found[message] = self._look_up(message.encode()) or message
        return self._found[message]

    def _look_up(self, message: bytes) -> str:
        originals, translated = self._places
        index = bisect_left(originals, message, key=self._at)
        if index == len(originals) or self._at(originals[index]) != message:
            return ""
        return self._at(translated[index]).decode()

    def _at(self, place: tuple[int, int]) -> bytes:
        length, start = place
        return self._content[start : start + length]


def _catalogue(language: str) -> NullTranslations:
    """The compiled catalogue of a language; English needs none."""
    return translation("messages", LOCALE_DIR, [language], CompiledTexts, fallback=True)
