"""Did-you-mean: the part of a message that names what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from ct58.domain.text.vietnamese import closest
from ct58.i18n import Message, N_, msg


def suggestion(word: object, candidates: Iterable[str]) -> Message | str:
    """“ (did you mean x?)”, or nothing where no candidate is near."""
    near = closest(str(word), list(candidates), limit=1)
    return msg(N_(" (did you mean “{word}”?)"), word=near[0]) if near else ""


def spoken(words: Iterable[str]) -> Message:
    """Words of the catalogue in a row, each in the reader's language."""
    listed: Message | None = None
    for word in words:
        listed = msg("{earlier}, {word}", earlier=listed, word=msg(word)) if listed else msg(word)
    return listed or msg("–")


def enumeration(words: Iterable[object]) -> str:
    """Words in a row, as messages list them."""
    return ", ".join(str(word) for word in words)
