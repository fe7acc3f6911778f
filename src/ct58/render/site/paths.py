"""Where each page of the site lies, relative to its top."""

from __future__ import annotations

import re

OVERVIEW = "index.html"
TASKS = "tasks.html"
INDICATORS = "indicators.html"
REPORTS = "reports.html"
UNITS = "units.html"
_UNSAFE = re.compile(r"[^A-Za-z0-9.-]")


def unit_path(unit_id: str) -> str:
    """The page of a unit."""
    return f"units/{_name(unit_id)}.html"


def indicator_path(indicator_id: str) -> str:
    """The page of an indicator."""
    return f"indicators/{_name(indicator_id)}.html"


def way_up(path: str) -> str:
    """From a page to the top: `../` for each folder."""
    return "../" * path.count("/")


def _name(text: str) -> str:
    """An id as a file's name on every system: other characters as their code point in hex."""
    return _UNSAFE.sub(lambda found: f"_{ord(found[0]):x}_", text)
