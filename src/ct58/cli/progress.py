"""A progress line for what takes longer than a second."""

from __future__ import annotations

import time
from typing import TextIO

from ct58.i18n import N_, Translator

_PATIENCE = 1.0
"""Seconds before anything is shown."""


class Ticker:
    """Shows files done and in all on one line, and wipes it at the end."""

    def __init__(self, stream: TextIO, speech: Translator, label: str = N_("Reading the data")) -> None:
        self._stream = stream
        self._label = speech.gettext(label)
        self._began = time.monotonic()
        self._shown = ""

    def tick(self, done: int, total: int) -> None:
        """One more is done."""
        if time.monotonic() - self._began < _PATIENCE:
            return
        text = "" if done >= total else f"{self._label} {done}/{total}"
        if done % 25 == 0 or not text:
            self._stream.write("\r" + " " * len(self._shown) + "\r" + text)
            self._stream.flush()
            self._shown = text
