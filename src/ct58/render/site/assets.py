"""What every page carries within itself: style, script, and the policy that allows nothing else.

Style and script stand in each page, named by their hashes in its Content-Security-Policy: a page needs no
other file, can be sent alone, and no browser has to decide what "self" means for a file.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

from ct58.records import positional_record

TEMPLATES = Path(__file__).parent / "templates"
_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Crect width='16' height='16' rx='3' fill='%23234b72'/%3E"
    "%3Cpath d='M4 12V8M8 12V4M12 12V6' stroke='white' stroke-width='2'/%3E%3C/svg%3E"
)


@positional_record
class Assets:
    """The texts to put into a page, and the policy that fits them."""

    style: str
    script: str
    icon: str
    policy: str


@lru_cache(maxsize=1)
def assets() -> Assets:
    """Style and script as they are packaged."""
    style, script = (_text(name) for name in ("site.css", "site.js"))
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src {_hash(style)}",
            f"script-src {_hash(script)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    return Assets(style, script, _ICON, policy)


def _text(name: str) -> str:
    """A packaged text with the line ends that a browser hashes, however the checkout has them."""
    return (TEMPLATES / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
