"""The JSON envelope and the entries of the contract (§3): dates ISO, keys English."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TextIO

from ct58.domain.records.places import Place, UnreadRecords, place_of
from ct58.domain.text.signs import escaped
from ct58.domain.time.period import Period


def envelope(
    command: str,
    as_of: dt.date,
    data: object,
    revision: str | None = None,
    beside: Mapping[str, object] | None = None,
) -> str:
    """One object a command: its schema's name, the as-of day, the revision, the data, and what stands beside it."""
    import json

    content = {"schema": f"ct58/{command}/1", "as_of": as_of, "revision": revision, "data": data}
    content.update(beside or {})
    return escaped(json.dumps(content, ensure_ascii=False, indent=2, default=_plain)) + "\n"


def unread_as_json(unread: UnreadRecords) -> list[dict[str, object]]:
    """The places of what could not be read."""
    return [_unread_place(unread, file) for file in unread.files]


def _unread_place(unread: UnreadRecords, file: str) -> dict[str, object]:
    """What stands in a file that could not be read, as far as its place says; of some reports the head is known."""
    place = place_of(file) or Place("unit")
    return {
        "kind": place.kind,
        "unreadable": True,
        "unsettled": unread.unsettled is not None and file in unread.unsettled.files,
        "part": "figures" if (place.unit, place.period) in unread.figures else "all",
        "unit": place.unit,
        "period": place.period,
        "item": place.item,
        "source": {"file": file, "line": 1},
    }


def write_json_lines(stream: TextIO, header: Sequence[str], rows: Iterable[Iterable[object]]) -> None:
    """One object a line, with the header as its keys; nothing is kept."""
    import json

    for row in rows:
        content = dict(zip(header, row, strict=True))
        stream.write(escaped(json.dumps(content, ensure_ascii=False, default=_plain)) + "\n")


def _plain(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Period):
        return str(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"no JSON form for {type(value).__name__}")
