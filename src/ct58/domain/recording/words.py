"""Words of the clerk that must say something, or may be left out."""

from __future__ import annotations

from ct58.errors import BadUsage
from ct58.i18n import N_, msg


def needed(text: str, option: str) -> str:
    """A text that may not be empty, without spaces around it. Raises BadUsage that names the option."""
    if not text.strip():
        raise BadUsage(msg(N_("{option} must not be empty."), option=option))
    return text.strip()


def given(text: str | None) -> str | None:
    """A text that may be left out; one of nothing but spaces is left out."""
    return (text or "").strip() or None
