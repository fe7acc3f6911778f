"""What is to be changed in the data, in terms of trees: places and plain values, never text.

A plan makes an `Edit`; the store turns it into text, and refuses it where somebody else changed the same
place meanwhile. An edit whose result is already there changes nothing, so that an interrupted one can be
made again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import MISSING as NO_DEFAULT
from dataclasses import Field, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, TypeAlias, cast

from ct58.domain.records.events import ItemFile, UnitEvents
from ct58.domain.records.units import Unit
from ct58.domain.time.period import Period, is_year
from ct58.errors import Path
from ct58.records import record

Plain: TypeAlias = "bool | int | Decimal | dt.date | str | tuple[Plain, ...] | Mapping[Any, Plain] | None"
"""A plain tree, as the reader gives it.

Keys are texts, or integers where they are years; `from`, `in` and `with` carry an underscore.
"""


class Missing(Enum):
    """Nothing stands there: no key, no list item, no file."""

    MISSING = "missing"


MISSING: Literal[Missing.MISSING] = Missing.MISSING


@record
class SetValue:
    """Give the value at `at`; missing mappings above it are made.

    `expected` is what the plan was made from: the edit is refused where something else stands now.
    """

    file: str
    at: Path
    value: Plain
    expected: Plain | Missing


@record
class RemoveValue:
    """Take away the key or list item at `at`; items after it move up, so this is refused a second time."""

    file: str
    at: Path
    expected: Plain


@record
class Append:
    """Add to the end of the list at `at`, which is made if missing.

    A list of the contract states facts, and each fact once: what is already in the list isn't added again.
    """

    file: str
    at: Path
    value: Plain


@record
class Insert:
    """Put an item into the list at `at`, before the one at `index`; the list is made if missing.

    As with `Append`, what is already in the list isn't put into it again.
    """

    file: str
    at: Path
    index: int
    value: Plain


@record
class NewFile:
    """A file that was not there, from its whole tree."""

    file: str
    value: Mapping[str, Plain]


@record
class RemoveFile:
    """Take a whole file away, as `undo` does with a record that was its file's first."""

    file: str
    expected: Mapping[str, Plain]


Operation = SetValue | RemoveValue | Append | Insert | NewFile | RemoveFile
Edit = tuple[Operation, ...]


class EditConflict(Exception):
    """The place holds something else than the plan was made from; `found` is what stands there now."""

    def __init__(self, operation: Operation, found: Plain | Missing) -> None:
        super().__init__(operation, found)
        self.operation = operation
        self.found = found


class EditImpossible(Exception):
    """The place cannot hold what is asked: a key below a number, an addition to a text."""

    def __init__(self, operation: Operation) -> None:
        super().__init__(operation)
        self.operation = operation


def files_of(edit: Edit) -> tuple[str, ...]:
    """The files that an edit concerns, in its own order, each once."""
    return tuple(dict.fromkeys(operation.file for operation in edit))


def value_at(tree: Plain | Missing, at: Path) -> Plain | Missing:
    """What stands at a place of a tree."""
    for step in at:
        tree = _child(tree, step)
    return tree


def same(one: Plain | Missing, other: Plain | Missing) -> bool:
    """Whether two trees say the same.

    1.50 is 1.5, and the order of keys says nothing; but true is not 1, and a date is not its text.
    """
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(
            same(value_at(one, (key,)), value_at(other, (key,))) for key in one
        )
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return isinstance(one, bool) == isinstance(other, bool) and one == other


def is_done(tree: Plain | Missing, operation: Operation) -> bool:
    """Whether a file's tree already shows the result of an operation.

    A conflict raises EditConflict, a place that cannot hold the value EditImpossible.
    """
    if isinstance(operation, Append | Insert):
        return _is_listed(tree, operation)
    found, wanted, expected = _states(tree, operation)
    if same(found, wanted):
        return True
    if not (same(found, expected) or _say_nothing(found, expected)):
        raise EditConflict(operation, found)
    return False


def _say_nothing(one: Plain | Missing, other: Plain | Missing) -> bool:
    """Neither gives a value: a key that is missing says as little as null."""
    return one in (None, MISSING) and other in (None, MISSING)


def apply_to_tree(tree: Plain | Missing, operation: Operation) -> Plain | Missing:
    """The tree of a file after an operation: what the edited text must say.

    Raises EditConflict and EditImpossible as `is_done` does.
    """
    if is_done(tree, operation):
        return tree
    if isinstance(operation, NewFile):
        return operation.value
    if isinstance(operation, RemoveFile):
        return MISSING
    if isinstance(operation, Append):
        found = value_at(tree, operation.at)
        listed = found if isinstance(found, tuple) else ()
        return _replaced(tree, operation.at, (*listed, operation.value), operation)
    if isinstance(operation, Insert):
        found = value_at(tree, operation.at)
        listed = found if isinstance(found, tuple) else ()
        longer = (*listed[: operation.index], operation.value, *listed[operation.index :])
        return _replaced(tree, operation.at, longer, operation)
    value = operation.value if isinstance(operation, SetValue) else MISSING
    return _replaced(tree, operation.at, value, operation)


def _child(tree: Plain | Missing, step: str | int) -> Plain | Missing:
    if isinstance(tree, Mapping):
        return tree.get(step, MISSING)
    if isinstance(tree, tuple) and isinstance(step, int) and 0 <= step < len(tree):
        return tree[step]
    return MISSING


def _states(
    tree: Plain | Missing, operation: SetValue | RemoveValue | NewFile | RemoveFile
) -> tuple[Plain | Missing, Plain | Missing, Plain | Missing]:
    """What is there, what is wanted, and what the plan expected to find."""
    if isinstance(operation, NewFile):
        return tree, operation.value, MISSING
    if isinstance(operation, RemoveFile):
        return tree, MISSING, operation.expected
    wanted = operation.value if isinstance(operation, SetValue) else MISSING
    return value_at(tree, operation.at), wanted, operation.expected


def _is_listed(tree: Plain | Missing, operation: Append | Insert) -> bool:
    found = value_at(tree, operation.at)
    if found is None or found is MISSING:
        return False
    if not isinstance(found, tuple):
        raise EditImpossible(operation)
    return any(same(item, operation.value) for item in found)


def _replaced(
    tree: Plain | Missing, at: Path, value: Plain | Missing, operation: Operation
) -> Plain | Missing:
    """The tree with another value at a place; MISSING takes the key or the item away."""
    if not at:
        return value
    below = _replaced(_child(tree, at[0]), at[1:], value, operation)
    if isinstance(tree, tuple) and isinstance(at[0], int) and 0 <= at[0] < len(tree):
        kept = () if below is MISSING else (below,)
        return (*tree[: at[0]], *kept, *tree[at[0] + 1 :])
    if not _takes_key(tree, at[0]):
        raise EditImpossible(operation)
    entries: dict[str | int, Plain] = dict(tree) if isinstance(tree, Mapping) else {}
    if below is MISSING:
        entries.pop(at[0], None)
    else:
        entries[at[0]] = below
    return entries


def _takes_key(tree: Plain | Missing, step: str | int) -> bool:
    """A mapping takes keys, and so does nothing; a number is a key only as the year of a series."""
    is_key = isinstance(step, str) or is_year(step)
    return is_key and (tree is None or tree is MISSING or isinstance(tree, Mapping))


_ALWAYS_SHOWN: Mapping[type, frozenset[str]] = {
    Unit: frozenset({"valid_from", "valid_to"}),
    ItemFile: frozenset({"events"}),
    UnitEvents: frozenset({"events"}),
}
"""Empty fields that a new file shows all the same, as the contract's examples do."""


def record_as_tree(source: object) -> dict[str, Plain]:
    """The plain tree of a record of the domain, keys in the contract's order.

    What is empty or the default is left out, except where the contract's examples show it.
    """
    assert is_dataclass(source)
    shown = _ALWAYS_SHOWN.get(type(source), frozenset())
    return {
        field.name: _as_plain(getattr(source, field.name))
        for field in fields(source)
        if field.name in shown or not _is_default(source, field)
    }


def _is_default(source: object, field: Field[Any]) -> bool:
    value = getattr(source, field.name)
    if field.default_factory is not NO_DEFAULT:
        return bool(value == field.default_factory())
    return field.default is not NO_DEFAULT and bool(value == field.default)


def _as_plain(value: object) -> Plain:
    if isinstance(value, Period):
        return _period_as_plain(value)
    if isinstance(value, Mapping):
        return {
            _period_as_plain(key) if isinstance(key, Period) else key: _as_plain(child)
            for key, child in value.items()
        }
    if isinstance(value, tuple):
        return tuple(map(_as_plain, cast("Iterable[object]", value)))
    if is_dataclass(value):
        return record_as_tree(value)
    return cast("Plain", value)


def _period_as_plain(period: Period) -> int | str:
    return period.year if period.kind == "year" else str(period)
