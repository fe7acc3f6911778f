"""Frozen data classes that cost nothing to import.

`dataclass(frozen=True)` writes and compiles six methods for every class, about 0.7 ms each time the
program starts. With some eighty small types that is more than all other imports together, so here the
methods are written once and shared, and its fields are looked through only where somebody asks for them. The classes stay
ordinary data classes for `fields`, `replace`, pydantic and type checkers.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field
from typing import Any, TypeGuard, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """A frozen data class whose fields are given by name."""
    return _shared(cls, _init_by_name)


@dataclass_transform(frozen_default=True, kw_only_default=False, field_specifiers=(field,))
def positional_record(cls: type[T]) -> type[T]:
    """A frozen data class whose fields may be given by position: for pairs and other small values."""
    return _shared(cls, _init_by_position)


def is_record(found: object) -> TypeGuard[type]:
    """Whether it is one of these classes; `is_dataclass` would look through its fields for the answer."""
    return isinstance(found, type) and "__record_fields__" in vars(found)


def copied(given: T, **values: object) -> T:
    """The same record with other values for some fields: `replace` without looking at all of them again."""
    state, names = given.__dict__, given.__record_fields__  # type: ignore[attr-defined]
    if len(state) > len(names):  # what a cached property has worked out is that one's own
        state = {name: state[name] for name in names}
    made = object.__new__(type(given))
    made.__dict__.update(state, **values)
    return made


def _shared(cls: type[T], init: Any) -> type[T]:
    made: Any = cls
    own = {name: getattr(made, name, MISSING) for name in made.__annotations__}
    _note_fields(made, own)
    made.__dataclass_fields__ = _FieldsWhenAsked(made, own)
    setattr(made, "__match_args__", made.__record_fields__)  # noqa: B010 - type checkers take it for a constant
    made.__init__ = init
    made.__repr__ = _repr
    made.__eq__ = _eq
    made.__hash__ = _hash
    made.__setattr__ = _refuse
    made.__delattr__ = _refuse
    return cls


def _note_fields(made: Any, own: dict[str, Any]) -> None:
    """What the shared methods ask of the fields, those of the record below first; what `field()` said is taken from the class."""
    below: Any = made.__base__
    is_above = hasattr(below, "__record_fields__")
    names = dict.fromkeys((*below.__record_fields__, *own) if is_above else own)
    defaults = dict(below.__record_defaults__) if is_above else {}
    factories = dict(below.__record_factories__) if is_above else {}
    unhashed = set(below.__record_fields__) - set(below.__record_hashed__) if is_above else set()
    for name, value in own.items():
        if not isinstance(value, Field):
            defaults |= {name: value} if value is not MISSING else {}
            continue
        if value.default is not MISSING:
            defaults[name] = value.default
            setattr(made, name, value.default)
        else:
            factories |= {name: value.default_factory} if value.default_factory is not MISSING else {}
            delattr(made, name)
        unhashed |= {name} if value.hash is False else set()
    made.__record_fields__ = tuple(names)
    made.__record_names__ = frozenset(names)
    made.__record_defaults__, made.__record_factories__ = defaults, factories
    made.__record_hashed__ = tuple(name for name in names if name not in unhashed)
    made.__record_least__ = max(
        (place for place, name in enumerate(names, start=1) if name not in defaults), default=0
    )


class _FieldsWhenAsked:
    """`__dataclass_fields__`: Python works them out, 0.3 ms a class, only for who asks, such as `replace` and pydantic."""

    def __init__(self, made: Any, own: dict[str, Any]) -> None:
        self._made = made
        self._own = {name: value for name, value in own.items() if value is not MISSING}

    def __get__(self, _instance: object, _owner: type) -> dict[str, Field[Any]]:
        made = self._made
        names = {
            "__module__": made.__module__,
            "__doc__": made.__doc__,
            "__annotations__": made.__annotations__,
        }
        twin: Any = type(made.__name__, made.__bases__, names | self._own)
        dataclass(init=False, repr=False, eq=False)(twin)
        made.__dataclass_params__ = twin.__dataclass_params__
        made.__dataclass_fields__ = twin.__dataclass_fields__
        return made.__dataclass_fields__  # type: ignore[no-any-return]  # as Python made them


def _init_by_position(self: Any, *args: object, **values: object) -> None:
    names = self.__record_fields__
    if not values and self.__record_least__ <= len(args) <= len(names):  # what nearly every call does
        state = self.__dict__
        if len(args) < len(names):
            state.update(self.__record_defaults__)
        state.update(zip(names, args, strict=False))
        return
    given = dict(zip(names, args, strict=False))
    if len(given) != len(args) or not given.keys().isdisjoint(values):
        raise TypeError(f"{type(self).__name__}: too many values, or one given twice")
    _fill(self, given | values)


def _init_by_name(self: Any, **values: object) -> None:
    if values.keys() == self.__record_names__:  # what most calls do
        self.__dict__.update(values)
    else:
        _fill(self, values)


def _fill(self: Any, values: dict[str, Any]) -> None:
    """Defaults first, then what is given; then exactly the fields must be there."""
    state = self.__dict__
    state.update(self.__record_defaults__)
    for name, make in self.__record_factories__.items():
        if name not in values:
            state[name] = make()
    state.update(values)
    if state.keys() != self.__record_names__:
        wrong = sorted(state.keys() ^ self.__record_names__)
        raise TypeError(f"{type(self).__name__}: missing or unknown: {', '.join(wrong)}")


def _repr(self: Any) -> str:
    inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__record_fields__)
    return f"{type(self).__name__}({inside})"


def _eq(self: Any, other: Any) -> Any:
    """By the fields alone; what a cached property has worked out is none."""
    if type(other) is not type(self):
        return NotImplemented
    mine, others = self.__dict__, other.__dict__
    if len(mine) == len(others) == len(self.__record_fields__):
        return mine == others
    return all(mine[name] == others[name] for name in self.__record_fields__)


def _hash(self: Any) -> int:
    """Of the fields but those declared `hash=False`, such as mappings, which have none."""
    return hash((type(self), *(getattr(self, name) for name in self.__record_hashed__)))


def _refuse(self: Any, name: str, *_value: object) -> None:
    raise FrozenInstanceError(f"{type(self).__name__}.{name} cannot be changed")
