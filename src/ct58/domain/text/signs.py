"""Signs that nobody sees: which of them steer what shows a text, and what a text is without those."""

from __future__ import annotations

from ct58.patterns import pattern

_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x9f"
_DIRECTIONS = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_SEPARATORS = r"\u2028\u2029"
_STEERING = pattern(f"[\t{_CONTROLS}{_SEPARATORS}{_DIRECTIONS}]")
_INSTEAD: dict[int, str | None] = {
    **{code: "\ufffd" for code in (*range(0x20), *range(0x7F, 0xA0)) if code != ord("\n")},
    **dict.fromkeys(map(ord, "\t\u2028\u2029"), " "),
    **dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))),
}
INVISIBLE = pattern(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""What takes no room, or turns the order of what stands beside it; not the signs behind a pictogram."""
CONTROL = pattern(f"[{_CONTROLS}]")
"""What steers a terminal or a printer; neither the tab nor the line break."""
_FROM_THE_RIGHT = (
    "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_NAME_FROM_THE_RIGHT = pattern(f"{_FROM_THE_RIGHT}+(?:[ -]{_FROM_THE_RIGHT}+)*")


def harmless(text: str) -> str:
    """Text that steers nothing: data must not be able to drive a terminal, end a line, or turn the order of letters.

    A control character shows as `\ufffd`, a tab and a line separator are a space, and marks of direction are left out.
    """
    return text.translate(_INSTEAD) if _STEERING.search(text) else text


def isolated(text: str) -> str:
    """The same with each run of letters that are read from the right set apart, so that nothing beside it changes places."""
    return text if text.isascii() else _NAME_FROM_THE_RIGHT.sub("\u2068\\g<0>\u2069", text)


def escaped(text: str) -> str:
    """JSON whose texts hold the same signs, none of them as such: JSON itself escapes only the first 32."""
    return _STEERING.sub(lambda found: _escape(found[0]), text) if _STEERING.search(text) else text


def _escape(sign: str) -> str:
    return f"\\u{ord(sign):04x}"
