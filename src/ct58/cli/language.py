"""The language of this run, set once before any command is imported, so that help texts are translated."""

from __future__ import annotations

import gettext as system_gettext
import os
import sys
from typing import TextIO

from ct58.i18n import DEFAULT_LANGUAGE, LANGUAGES, LOCALE_DIR
from ct58.render.words.speech import Speech

_speech = Speech("en")


def speak(language: str | None) -> Speech:
    """Set the language (CT58_LANG; Vietnamese unless it says en) for our texts and for click's own."""
    global _speech  # noqa: PLW0603 - one language a process, set before anything is shown
    chosen = language if language in LANGUAGES else DEFAULT_LANGUAGE
    os.environ["LANGUAGE"] = chosen
    system_gettext.bindtextdomain("messages", LOCALE_DIR)
    _speech = Speech(chosen)
    return _speech


def _(text: str) -> str:
    """A text in the language of this run."""
    return _speech.gettext(text)


def tell_aside(text: str, *, is_for_programs: bool = False) -> None:
    """A line on stderr, broken to the screen that it is; that nobody reads it (any more) does not stop what is being done."""
    from ct58.cli.wrapping import for_screen

    try:
        print(text if is_for_programs else for_screen(text, sys.stderr), file=sys.stderr)
    except OSError:
        silence(sys.stderr)


def silence(stream: TextIO) -> None:
    """The reader has gone (`| head`); Python must not complain when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
