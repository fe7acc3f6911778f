"""Two records field by field: what differs, and where in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeVar

from ct58.domain.records.reports import Document
from ct58.domain.records.scalars import is_number
from ct58.records import record

T = TypeVar("T")
_LEAVES = (Document,)
"""Records that people read as one value."""
_IDENTITIES = ("id", "key")


@record
class FieldChange:
    """One value that differs: its path of fields and ids, and what it was and is (None: not there)."""

    path: tuple[str, ...]
    old: object
    new: object

    @property
    def gain(self) -> int | Decimal | None:
        """By how much a number is more than it was; None where one side is no number."""
        return self.new - self.old if is_number(self.old) and is_number(self.new) else None

    @cached_property
    def relative(self) -> Fraction | None:
        """The change as a share of the old number; None where there is none to compare with."""
        if self.gain is None or not is_number(self.old) or self.old <= 0:
            return None
        return Fraction(self.gain) / Fraction(self.old)


def field_changes(before: object, after: object, path: tuple[str, ...] = ()) -> Iterator[FieldChange]:
    """What differs between two values, as deep as both sides have something to compare.

    Records in a list are matched by their id or key; those without one are there or not.
    """
    if before == after:
        return
    if _is_record(before) and type(before) is type(after):
        yield from _of_mappings(_fields(before), _fields(after), path)
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _of_mappings(before, after, path)
    elif _is_list_of_records(before, after):
        yield from _of_lists(before, after, path)
    else:
        yield FieldChange(path=path, old=before, new=after)


def _is_record(value: object) -> bool:
    return hasattr(value, "__record_fields__") and not isinstance(value, _LEAVES)


def _fields(value: Any) -> dict[str, object]:
    return {name: getattr(value, name) for name in value.__record_fields__}


def _of_mappings(
    before: Mapping[Any, object], after: Mapping[Any, object], path: tuple[str, ...]
) -> Iterator[FieldChange]:
    for key in dict.fromkeys((*before, *after)):
        yield from field_changes(before.get(key), after.get(key), (*path, str(key).rstrip("_")))


def _is_list_of_records(before: object, after: object) -> bool:
    both = isinstance(before, tuple) and isinstance(after, tuple)
    return both and all(_is_record(entry) for entry in (*before, *after))  # type: ignore[misc]  # both are tuples


def _of_lists(before: Any, after: Any, path: tuple[str, ...]) -> Iterator[FieldChange]:
    """By id where the records have one; else as what came and what went. Another order is a change, too."""
    name = next((name for name in _IDENTITIES if all(hasattr(e, name) for e in (*before, *after))), None)
    if name is None:
        yield from _of_bags(before, after, path)
        return
    old, new = ({getattr(entry, name): entry for entry in side} for side in (before, after))
    yield from _of_mappings(old, new, path)
    kept, kept_now = [key for key in old if key in new], [key for key in new if key in old]
    if kept != kept_now:
        yield FieldChange(path=(*path, "order"), old=tuple(kept), new=tuple(kept_now))


def _of_bags(before: Any, after: Any, path: tuple[str, ...]) -> Iterator[FieldChange]:
    for entry in difference(before, after):
        yield FieldChange(path=path, old=entry, new=None)
    for entry in difference(after, before):
        yield FieldChange(path=path, old=None, new=entry)


def difference(some: Iterable[T], others: Iterable[T]) -> list[T]:
    """What is there more often than among the others; the entries need no hash."""
    left = list(others)
    found = []
    for entry in some:
        if entry in left:
            left.remove(entry)
        else:
            found.append(entry)
    return found
