"""Messages: English in the source, Vietnamese by default on the screen (gettext).

Pure code never translates. It makes `Message` values, and whoever prints them asks `Translator.say`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from gettext import NullTranslations, translation
from pathlib import Path

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


def _catalogue(language: str) -> NullTranslations:
    """The compiled catalogue of a language; English needs none. Python keeps it for click, which asks for it too."""
    return translation("messages", LOCALE_DIR, [language], fallback=True)
