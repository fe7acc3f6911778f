"""Values as the messages of findings quote them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import is_dataclass

LONGEST = 60
_GROUPED = re.compile(r"[-+]?[1-9][0-9]{0,2}(\.[0-9]{3})+")


def shown(value: object) -> str:
    """A value as one short line, as the file would write it."""
    if isinstance(value, Mapping) or is_dataclass(value):
        return "{…}"
    if isinstance(value, tuple):
        return "[…]"
    if value is None:
        return "null"
    text = str(value).lower() if isinstance(value, bool) else " ".join(str(value).split("\n"))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def without_dots(value: object) -> str | None:
    """`15398` for 15.398 or 1.234.567, where dots part the thousands; None for any other value."""
    text = str(value)
    return text.replace(".", "") if _GROUPED.fullmatch(text) else None
