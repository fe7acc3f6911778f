"""Making equal values one value, so that a pickle holds each of them once.

Hundreds of reports have the same period, the same keys and the same few words. Pickled as they were read,
each brings its own; shared, they take a third of the room and of the time to come back.
"""

from __future__ import annotations

from typing import Any

from ct58.domain.time.period import Period


def shared(value: Any, known: dict[object, object] | None = None) -> Any:
    """The same value, made of texts and periods that are one object wherever they are equal.

    Nothing else is shared: 1, True and 1.0 are equal, and still not the same.
    """
    known = {} if known is None else known
    if isinstance(value, str | Period):
        return known.setdefault(value, value)
    if isinstance(value, tuple):
        return tuple([shared(part, known) for part in value])
    if isinstance(value, dict):
        return {shared(key, known): shared(part, known) for key, part in value.items()}
    if hasattr(value, "__record_fields__"):
        return _copy(value, {name: shared(part, known) for name, part in vars(value).items()})
    return value


def _copy(record: Any, fields: dict[str, Any]) -> Any:
    """A record of the same type with other values: of fields that were given once already, and are complete."""
    made = object.__new__(type(record))
    made.__dict__.update(fields)
    return made
