"""Where which record lives in a data folder, and which part of the data each place belongs to."""

from __future__ import annotations

import re
from typing import Literal

from ct58.records import positional_record

FileKind = Literal["programme", "office", "unit", "report", "unit_events", "item", "period"]
Part = Literal["programme", "office", "units", "reports", "figures", "events", "periods"]
"""What a command may need. A report's head (state, receipt) and its figures are two parts, so that a
mistyped figure doesn't stop the list of what is overdue."""

_PATTERNS: tuple[tuple[FileKind, re.Pattern[str]], ...] = (
    ("programme", re.compile(r"programme\.yaml")),
    ("office", re.compile(r"office\.yaml")),
    ("unit", re.compile(r"units/(?P<unit>[^/]+)/unit\.yaml")),
    ("report", re.compile(r"units/(?P<unit>[^/]+)/reports/(?P<period>[^/]+)\.yaml")),
    ("unit_events", re.compile(r"units/(?P<unit>[^/]+)/events\.yaml")),
    ("item", re.compile(r"tasks/(?P<item>[^/]+)\.yaml")),
    ("period", re.compile(r"periods/(?P<period>[^/]+)\.yaml")),
)
_PART_OF: dict[FileKind, Part] = {
    "programme": "programme",
    "office": "office",
    "unit": "units",
    "report": "reports",
    "unit_events": "events",
    "item": "events",
    "period": "periods",
}
_PART_OF_FOLDER: dict[str, Part] = {
    ".": "programme",
    "units": "units",
    "tasks": "events",
    "periods": "periods",
}
_IGNORED = re.compile(r"(^|/)(\.[^/]*|~\$[^/]*|[^/]*~|#[^/]*#|[^/]*\.(bak|tmp|swp|orig))(/|$)")
_NARRATIVE = re.compile(r"periods/[^/]+\.md")


@positional_record
class Place:
    """What a path says about the file: its kind and the ids in its name."""

    kind: FileKind
    unit: str | None = None
    period: str | None = None
    item: str | None = None


def place_of(file: str) -> Place | None:
    """The place of a file, None for a file that is none of the contract's."""
    for kind, pattern in _PATTERNS:
        match = pattern.fullmatch(file)
        if match:
            return Place(kind, **match.groupdict())
    return None


def is_ignored(file: str) -> bool:
    """Editor backups, Office's lock files, hidden files and narratives beside a period."""
    return bool(_IGNORED.search(file) or _NARRATIVE.fullmatch(file))


def part_of(file: str, at: tuple[str | int, ...]) -> Part | None:
    """The part of the data that a place in a file belongs to.

    What is no record belongs to the part of its folder (a folder that cannot be read could hold anything);
    None for stray files beside the folders.
    """
    place = place_of(file)
    if place is None:
        return _PART_OF_FOLDER.get(file.partition("/")[0])
    if place.kind == "report" and at[:1] in (("figures",), ("notes",), ("source",)):
        return "figures"
    return _PART_OF[place.kind]


def unit_file(unit_id: str) -> str:
    """The register entry of a unit."""
    return f"units/{unit_id}/unit.yaml"


def report_file(unit_id: str, period: str) -> str:
    """A unit's report of a period."""
    return f"units/{unit_id}/reports/{period}.yaml"


def unit_events_file(unit_id: str) -> str:
    """The events of a unit."""
    return f"units/{unit_id}/events.yaml"


def item_file(item_id: str) -> str:
    """The events of a joint item."""
    return f"tasks/{item_id}.yaml"


def period_file(period: str) -> str:
    """What is special about a period."""
    return f"periods/{period}.yaml"
