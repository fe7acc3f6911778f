"""The files held against their shapes (`shapes.py`) by pydantic's core, and their JSON Schemas.

The core is imported only when something has to be validated, pydantic itself only for JSON Schemas. Of a tree whose shape
is partly wrong, `mended` makes records that checks may look at, so that one mistake hides no other.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from decimal import Decimal
from functools import cache, reduce
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from ct58.domain.records.committee import OfficeFile, PeriodFile
from ct58.domain.records.events import ItemFile, UnitEvents
from ct58.domain.records.levels import Levels
from ct58.domain.records.office import Record
from ct58.domain.records.places import FileKind
from ct58.domain.records.programme import Amendment, Programme
from ct58.domain.records.reports import Report
from ct58.domain.records.units import Unit
from ct58.domain.text.vietnamese import closest
from ct58.domain.time.period import Period
from ct58.errors import Path
from ct58.patterns import pattern
from ct58.records import is_record, positional_record
from ct58.store.yaml.shapes import alternatives_of, annotations_of, core_schema_of

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails, SchemaValidator, ValidationError

RECORD_TYPES: Mapping[FileKind, type[Record]] = {
    "programme": Programme,
    "office": OfficeFile,
    "unit": Unit,
    "report": Report,
    "unit_events": UnitEvents,
    "item": ItemFile,
    "period": PeriodFile,
    "amendment": Amendment,
    "levels": Levels,
}
_QUOTED_WORD = pattern(r"'([^']*)'")
BAD_KEY = "bad_key"
_NO_SUCH_KEY = "unexpected_keyword_argument"
_ABOUT_A_KEY_S_TEXT = ("literal_error", "value_error", "string_too_long")
TOO_LONG = "string_too_long"


@positional_record
class ShapeError:
    """One place where a tree doesn't have the shape of its kind.

    `types` are pydantic's names for what is wrong, one a branch of a union; `expected` lists the words
    that are allowed there, `most` is how many letters.
    """

    types: tuple[str, ...]
    at: Path
    value: object
    expected: tuple[str, ...]
    most: int = 0


def validate(kind: FileKind, tree: object) -> Record | tuple[ShapeError, ...]:
    """The record that a tree holds, or all places where its shape is wrong."""
    from pydantic_core import ValidationError

    try:
        record: Record = _validator(kind).validate_python(tree)
    except ValidationError as error:
        return _shape_errors(error, tree)
    return _no_whole_number(tree) or record


def _no_whole_number(tree: object) -> tuple[ShapeError, ...]:
    """The format where it only equals a number: among fixed numbers pydantic takes true for 1, and 2.0 for 2."""
    format_ = _child(tree, "format")
    if format_ is _ABSENT or type(format_) is int:
        return ()
    return (ShapeError(("literal_error",), ("format",), format_, ()),)


@cache
def _validator(kind: FileKind) -> SchemaValidator:
    from pydantic_core import SchemaValidator

    return SchemaValidator(core_schema_of(RECORD_TYPES[kind]))


def allowed_keys(kind: FileKind, at: Path) -> tuple[str, ...]:
    """The keys that may stand in the record at a place, as the file writes them.

    The place may leave out positions in lists: every element of a list has the same shape.
    """
    found = next((record for shape in _shapes(kind, at) for record in _records(shape)), None)
    from ct58.store.yaml.scalars import written_key

    return tuple(written_key(name) for name in annotations_of(found)) if found else ()


def _shapes(kind: FileKind, at: Path) -> tuple[object, ...]:
    """The shapes that may stand at a place; none where a record has no such field."""
    shapes: tuple[object, ...] = (RECORD_TYPES[kind],)
    for step in at:
        shapes = tuple(below for shape in shapes for below in _below(shape, step))
    return shapes


def _below(shape: object, step: str | int) -> tuple[object, ...]:
    """The shapes that may stand one step below: of a record's field, a mapping's value, a list's element."""
    if is_record(shape):
        return alternatives_of(annotations_of(shape)[str(step)]) if step in annotations_of(shape) else ()
    if get_origin(shape) is tuple:
        elements = alternatives_of(get_args(shape)[0])
        return elements if isinstance(step, int) else tuple(s for e in elements for s in _below(e, step))
    if get_origin(shape) is Mapping:
        return alternatives_of(get_args(shape)[1])
    return ()


def _records(shape: object) -> tuple[type, ...]:
    """The record that a shape is, or those that a list of it holds."""
    if get_origin(shape) is tuple:
        return tuple(
            record for element in alternatives_of(get_args(shape)[0]) for record in _records(element)
        )
    return (shape,) if is_record(shape) else ()


def _shape_errors(error: ValidationError, tree: object) -> tuple[ShapeError, ...]:
    """Pydantic's errors with real places, one a place.

    In a union pydantic reports every branch, with the branch's name inside the place. Only the deepest
    places are kept: they tell most.
    """
    found: dict[Path, ShapeError] = {}
    for entry in _meant(error.errors(include_url=False), tree):
        at = _place(entry, tree)
        earlier = found.get(at)
        types = (*(earlier.types if earlier else ()), _type(entry))
        expected = (*(earlier.expected if earlier else ()), *_allowed_words(entry))
        most = entry["ctx"]["max_length"] if entry["type"] == TOO_LONG else earlier.most if earlier else 0
        found[at] = ShapeError(types, at, entry["input"], expected, most)
    above = {at[:length] for at in found for length in range(len(at))}
    return tuple(shape for at, shape in found.items() if at not in above)


def _meant(entries: Sequence[ErrorDetails], tree: object) -> Iterator[ErrorDetails]:
    """Without the record among a union's branches of which not one key is there: another branch is meant."""
    unknown = Counter(entry["loc"][:-1] for entry in entries if entry["type"] == _NO_SUCH_KEY)
    known = {_place(entry, tree) for entry in entries if entry["type"] != _NO_SUCH_KEY}
    for entry in entries:
        at = _place(entry, tree)
        is_nobody = unknown[entry["loc"][:-1]] == len(_node(tree, at[:-1]))
        if entry["type"] != _NO_SUCH_KEY or at not in known or not is_nobody:
            yield entry


def _place(entry: ErrorDetails, tree: object) -> Path:
    return _real_path(entry["loc"], tree, missing=entry["type"] == "missing")


def _node(tree: object, at: Path) -> Sized:
    """What stands at a place."""
    node = reduce(_child, at, tree)
    return node if isinstance(node, Sized) else ()


def _type(entry: ErrorDetails) -> str:
    """Pydantic's name for what is wrong; a mapping's key that does not fit has a name of our own."""
    is_key = entry["loc"][-1:] == ("[key]",) and entry["type"] not in _ABOUT_A_KEY_S_TEXT
    return BAD_KEY if is_key else entry["type"]


def _allowed_words(entry: ErrorDetails) -> tuple[str, ...]:
    if entry["type"] != "literal_error":
        return ()
    return tuple(_QUOTED_WORD.findall(entry["ctx"]["expected"]))


_ABSENT = object()


def _child(node: object, step: str | int) -> object:
    """What stands one step below, or _ABSENT."""
    if isinstance(node, Mapping):
        return node.get(step, _ABSENT)
    if isinstance(node, tuple) and isinstance(step, int) and step < len(node):
        return node[step]
    return _ABSENT


def _real_path(loc: tuple[str | int, ...], tree: object, missing: bool) -> Path:
    """The steps of a place that exist in the tree; for a missing key, that key too."""
    at: list[str | int] = []
    node = tree
    for step in loc:
        below = _child(node, step)
        if below is not _ABSENT:
            node = below
            at.append(step)
    if missing:
        at.append(loc[-1])
    return tuple(at)


# ------------------------------------------------------------- what is partly wrong


@positional_record
class Mended:
    """The records of a tree whose shape is wrong at some places, each with other values standing in there.

    What is found in all of them does not rest on what could not be read.
    """

    records: tuple[Record, ...]
    at: frozenset[Path]


def mended(
    kind: FileKind, tree: object, at: Iterable[Path], known: Mapping[str, str | None]
) -> Mended | None:
    """The tree with stand-ins at the places given, and where its shape is wrong; None where too much of it is.

    `known` are fields that the file's name tells.
    """
    first = _mend(kind, tree, tuple(at), known, 0)
    if first is None:
        return None
    count = max([2, *(_words(kind, place) for place in first[1]), *_choices(kind, first[1])])
    others = [_mend(kind, tree, tuple(at), known, turn) for turn in range(1, count)]
    found = (first, *(other for other in others if other is not None))
    return Mended(tuple(record for record, _ in found), frozenset().union(*(places for _, places in found)))


def _mend(
    kind: FileKind, tree: object, at: tuple[Path, ...], known: Mapping[str, str | None], turn: int
) -> tuple[Record, frozenset[Path]] | None:
    """A record with the stand-ins of a turn, and their places: further up where one is not enough."""
    places: set[Path] = set()
    while True:
        tree, meant = _with_keys_as_meant(kind, tree, at, turn)
        for wrong in at:
            place = next(above for above in _upwards(wrong) if not above or above not in places)
            if _is_too_much(kind, place):
                return None
            places.add(place)
            if place not in meant:
                tree = _replaced(tree, place, _stand_in(kind, tree, place, known, turn))
        tree = _with_words(kind, tree, places, turn) if turn else tree
        found = validate(kind, tree)
        if not isinstance(found, tuple):
            return found, frozenset(places)
        at = tuple(error.at for error in found)


def _upwards(at: Path) -> Iterator[Path]:
    """A place, and all above it."""
    return (at[:length] for length in range(len(at), -1, -1))


def _with_keys_as_meant(
    kind: FileKind, tree: object, at: tuple[Path, ...], turn: int
) -> tuple[object, frozenset[Path]]:
    """The tree with values under the keys that were probably meant, and their places.

    A key that is probably another one is that in every turn where that other one is missed, else in every second.
    """
    meant: set[Path] = set()
    for place in at:
        target = _key_meant(kind, tree, place)
        if target is not None and (turn % 2 or target in at):
            tree = _replaced(tree, target, _at(tree, place))
            meant.add(target)
    return tree, frozenset(meant)


def _key_meant(kind: FileKind, tree: object, at: Path) -> Path | None:
    """The free key that one is most like which its record doesn't have."""
    if not at or not isinstance(at[-1], str) or _shapes(kind, at) or _at(tree, at) is _ABSENT:
        return None
    free = [key for key in allowed_keys(kind, at[:-1]) if _at(tree, (*at[:-1], _name(key))) is _ABSENT]
    near = closest(at[-1], free, limit=1)
    return (*at[:-1], _name(near[0])) if near else None


def _name(key: str) -> str:
    """The field that a key of the file is read into."""
    from ct58.store.yaml.scalars import key_name

    return str(key_name(key))


def _is_too_much(kind: FileKind, place: Path) -> bool:
    """Whether nothing is known without it: a whole file, or what all else in the programme refers to."""
    return not place or (kind == "programme" and len(place) == 1 and place != ("format",))


def _words(kind: FileKind, at: Path) -> int:
    """How many fixed words may stand at a place."""
    return max((len(get_args(s)) for s in _shapes(kind, at) if get_origin(s) is Literal), default=0)


def _placed_owners(kind: FileKind, places: Iterable[Path]) -> Iterator[tuple[Path, type]]:
    """The records that hold these places, and all around them; none of the programme, whose words are no facts."""
    for above in sorted({above for at in places for above in _upwards(at[:-1])}, key=len):
        if kind != "programme":
            yield from ((above, shape) for shape in _shapes(kind, above) if is_record(shape))


def _choices(kind: FileKind, places: Iterable[Path]) -> Iterator[int]:
    """How many turns there must be for every word that a record around these places may do without."""
    for _, owner in _placed_owners(kind, places):
        yield from (1 + len(get_args(shape)) for shape in _optional_words(owner).values())


def _optional_words(owner: type) -> Mapping[str, object]:
    """The fields that hold one of some words, or nothing."""
    return {
        name: next(shape for shape in alternatives_of(hint) if get_origin(shape) is Literal)
        for name, hint in annotations_of(owner).items()
        if name not in _required(owner) and any(get_origin(s) is Literal for s in alternatives_of(hint))
    }


def _with_words(kind: FileKind, tree: object, places: Iterable[Path], turn: int) -> object:
    """The tree with words where a record that is wrong has none: a unit that is not read may be of any kind."""
    for above, owner in _placed_owners(kind, places):
        for name, shape in _optional_words(owner).items():
            if isinstance(_at(tree, above), Mapping) and _at(tree, (*above, name)) is _ABSENT:
                tree = _replaced(tree, (*above, name), _example(shape, turn - 1))
    return tree


def _stand_in(kind: FileKind, tree: object, at: Path, known: Mapping[str, str | None], turn: int) -> object:
    """What stands for a value that cannot be read; nothing where there is no such key, or it may be left out."""
    shapes = _shapes(kind, at)
    if not shapes or (turn == 0 and _may_be_left_out(kind, at)):
        return _ABSENT
    if len(at) == 1 and known.get(str(at[0])) is not None:
        return known[str(at[0])]
    value = _at(tree, at)
    if str in shapes and isinstance(value, int | Decimal | dt.date):
        return str(value)  # only the quotes are missing
    if turn == 0 and type(None) in shapes:
        return None
    shape = next(shape for shape in shapes if shape is not type(None))
    if turn % 2 and isinstance(value, str) and get_origin(shape) is tuple:
        return (value,)  # only the brackets are missing
    return _example(shape, turn)


def _may_be_left_out(kind: FileKind, at: Path) -> bool:
    owners = [shape for shape in _shapes(kind, at[:-1]) if is_record(shape)]
    return any(at[-1] in annotations_of(owner) and at[-1] not in _required(owner) for owner in owners)


def _required(record: type) -> list[str]:
    made: Any = record
    return [
        n
        for n in made.__record_fields__
        if n not in {**made.__record_defaults__, **made.__record_factories__}
    ]


def _example(shape: object, turn: int) -> object:
    """A value of a shape, with as little in it as may be; another one every turn, as far as there are others."""
    if get_origin(shape) is Literal:
        words = get_args(shape)
        return words[turn % len(words)]
    if get_origin(shape) is tuple:
        return (_example(alternatives_of(get_args(shape)[0])[0], turn),) if turn % 2 else ()
    if is_record(shape):
        hints = annotations_of(shape)
        return {name: _example(alternatives_of(hints[name])[0], turn) for name in _required(shape)}
    return _PLAIN_EXAMPLES[shape][turn % 2] if shape in _PLAIN_EXAMPLES else {}


_PLAIN_EXAMPLES: Mapping[object, tuple[object, object]] = {
    str: ("?", "?"),
    bool: (False, True),
    int: (0, 1),
    Decimal: (Decimal(0), Decimal(1)),
    dt.date: (dt.date(1900, 1, 1), dt.date(2199, 12, 31)),
    Period: (1900, 2199),
}


def _at(tree: object, at: Path) -> object:
    for step in at:
        tree = _child(tree, step)
    return tree


def _replaced(node: object, at: Path, value: object) -> object:
    """A tree with another value at a place, or without it; a place that is not there changes nothing."""
    if not at:
        return value
    below = _replaced(_child(node, at[0]), at[1:], value)
    if isinstance(node, Mapping):
        others = {key: child for key, child in node.items() if key != at[0]}
        return others if below is _ABSENT else {**others, at[0]: below}
    if isinstance(node, tuple) and below is not _ABSENT:
        return tuple(below if index == at[0] else child for index, child in enumerate(node))
    return node


DIALECT = "https://json-schema.org/draft/2020-12/schema"
KINDS: tuple[FileKind, ...] = tuple(RECORD_TYPES)


def json_schema(kind: FileKind) -> dict[str, Any]:
    """The JSON Schema of a kind of file, for an editor that completes and checks while a person types."""
    from pydantic.json_schema import GenerateJsonSchema

    generated = GenerateJsonSchema().generate(core_schema_of(RECORD_TYPES[kind]), mode="validation")
    schema: dict[str, Any] = {"$schema": DIALECT, "$id": f"ct58/{kind}/1", **_as_written(generated)}
    return schema


def _as_written(node: Any) -> Any:
    """Keys as the file writes them, and no others allowed in a record."""
    if isinstance(node, list):
        return [_as_written(child) for child in node]
    if not isinstance(node, dict):
        return node
    written = {key: _as_written(child) for key, child in node.items()}
    if isinstance(node.get("properties"), Mapping):
        written["properties"] = {key.rstrip("_"): child for key, child in written["properties"].items()}
        written["additionalProperties"] = False
    if isinstance(node.get("required"), list):
        written["required"] = [key.rstrip("_") for key in node["required"]]
    return written
