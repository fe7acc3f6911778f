"""What an indicator counts, apart from its wording: as plain data, as a hash, and where two differ.

Names, texts and notes are no part of it, nor is the target, which is a level's own; nor the horizon, because the windows
of a contribution say their days.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from ct58.domain.indicators.contribution import Base
from ct58.domain.indicators.needs import measure_keys
from ct58.domain.indicators.numbers import exact
from ct58.domain.records.measure import Indicator
from ct58.domain.records.programme import Figure, Programme
from ct58.domain.rollup.parts import number_text
from ct58.records import positional_record

CountMeaning = Mapping[str, object]
"""Plain data as JSON has it; equal where the same is counted."""
_WORDING = frozenset(
    {
        "text", "note", "label", "name", "title", "help", "phrase", "phrases", "unit", "number", "clauses", "assumed",
        "decision", "clause", "from_", "until", "lapses_after", "exceptions",
    }
)  # fmt: skip
"""Fields that say nothing about what is counted; which times a rule has, the windows say."""
_FROM_FIGURES = ("subset_of", "decided_by", "valid_by")


@positional_record
class DifferentPlace:
    """A place at which two definitions say different things; None: nothing."""

    path: str
    one: object
    other: object


def indicator_meaning(programme: Programme, indicator: Indicator) -> CountMeaning:
    """What an indicator counts by its chosen base, and when."""
    base = Base(indicator.numerator, indicator.denominator)
    return {**base_meaning(programme, base), "deadline": _plain(indicator.deadline)}


def base_meaning(programme: Programme, base: Base) -> CountMeaning:
    """What a base counts: its measures, with the figures and the sets that they rest on."""
    figures = _figures(programme, base)
    of_measures = {measure.of for measure in base.measures if isinstance(measure.of, str)}
    names = of_measures | {figure.units for figure in figures}
    return {
        "numerator": _plain(base.numerator),
        "denominator": _plain(base.denominator),
        "figures": {figure.key: _of_figure(figure) for figure in figures},
        "sets": {name: _plain(programme.sets.get(name)) for name in sorted(names)},
    }


def _figures(programme: Programme, base: Base) -> list[Figure]:
    """The figures that are asked about, and those that they are a part of or decided by."""
    known = {figure.key: figure for figure in programme.figures}
    wanted = [key for measure in base.measures for key in measure_keys(measure)]
    found: dict[str, Figure] = {}
    while wanted:
        figure = known.get(wanted.pop())
        if figure is not None and figure.key not in found:
            found[figure.key] = figure
            wanted += [key for name in _FROM_FIGURES if (key := getattr(figure, name))]
            wanted += figure.sum_of
    return [found[key] for key in sorted(found)]


def _of_figure(figure: Figure) -> object:
    """A figure; of the words that may be chosen only which there are."""
    plain = _plain(figure)
    assert isinstance(plain, dict)
    plain.pop("key")
    return {**plain, "values": sorted(figure.values)} if figure.values else plain


def _plain(value: object) -> object:
    """Records without wording and without what is as it always is; in lists the order says nothing."""
    if hasattr(value, "__record_fields__"):
        return {name: _plain(part) for name, part in _said(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return sorted(map(_plain, value), key=canonical)
    if isinstance(value, Decimal):
        return number_text(exact(value))
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if value is None or isinstance(value, str | int) else str(value)


def _said(record: object) -> Iterator[tuple[str, object]]:
    usual: Mapping[str, object] = type(record).__record_defaults__  # type: ignore[attr-defined]
    for name, value in vars(record).items():
        is_usual = name in usual and value == usual[name] and type(value) is type(usual[name])
        if name not in _WORDING and not is_usual and value != {}:
            yield name, value


def canonical(plain: object) -> str:
    """One text for plain data, however it was written."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def definition_hash(meaning: CountMeaning) -> str:
    """The hash of what is counted."""
    return f"sha256:{hashlib.sha256(canonical(meaning).encode()).hexdigest()}"


def different_places(one: object, other: object, path: str = "") -> Iterator[DifferentPlace]:
    """Where two definitions differ, as deep as it can be told: `numerator.where.party_rating`."""
    if one == other:
        return
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in _keys(one, other):
            yield from different_places(one.get(key), other.get(key), f"{path}.{key}" if path else key)
    elif _is_one_record(one) and _is_one_record(other):
        yield from different_places(one[0], other[0], path)  # type: ignore[index]
    else:
        yield DifferentPlace(path, one, other)


def _is_one_record(value: object) -> bool:
    return isinstance(value, list) and len(value) == 1 and isinstance(value[0], Mapping)


def _keys(one: Mapping[str, object], other: Mapping[str, object]) -> Iterable[str]:
    return dict.fromkeys((*one, *other))
