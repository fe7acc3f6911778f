"""Parts of messages: what was probably meant, words in a row, a text from outside as it is quoted."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from ct58.domain.text.vietnamese import closest
from ct58.i18n import Message, N_, msg

LONGEST_QUOTE = 60
"""Letters of a foreign text that a message shows."""
_UNSEEN = ("Cc", "Cf", "Zl", "Zp")
"""Unicode's categories of characters that are not seen, but do something to what is."""


def quoted(text: object) -> str:
    """A text from outside as a message quotes it: one line, not long, with the code of what cannot be seen."""
    line = " ".join(str(text)[: 2 * LONGEST_QUOTE].split())
    seen = "".join(f"‹U+{ord(c):04X}›" if unicodedata.category(c) in _UNSEEN else c for c in line)
    is_cut = len(seen) > LONGEST_QUOTE or len(str(text)) > 2 * LONGEST_QUOTE
    return f"{seen[:LONGEST_QUOTE]}…" if is_cut else seen


def suggestion(word: object, candidates: Iterable[str]) -> Message | str:
    """“ (did you mean x?)”, or nothing where no candidate is near."""
    return did_you_mean(next(iter(closest(str(word), list(candidates), limit=1)), None))


def did_you_mean(near: str | None) -> Message | str:
    """“ (did you mean x?)”, or nothing where nothing is near."""
    return msg(N_(" (did you mean “{word}”?)"), word=near) if near else ""


def spoken(words: Iterable[str]) -> Message:
    """Words of the catalogue in a row, each in the reader's language."""
    return in_a_row(map(msg, words), ",")


def in_a_row(parts: Iterable[object], sign: str) -> Message:
    """Messages and values that are said in the reader's way, with a sign behind each but the last; a dash for none."""
    listed: Message | None = None
    for one in parts:
        listed = (
            msg(f"{{earlier}}{sign} {{one}}", earlier=listed, one=one) if listed else msg("{one}", one=one)
        )
    return listed or msg("–")


def enumeration(words: Iterable[object]) -> str:
    """Words in a row, as messages list them."""
    return ", ".join(str(word) for word in words)


def first_few(words: Sequence[object], most: int) -> str:
    """The first words of a long row; “…” behind them says that there are more."""
    return "; ".join([*map(str, words[:most]), *(["…"] if len(words) > most else [])])
