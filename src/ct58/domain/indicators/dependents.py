"""What answers of one report say about each other: a whole's no about its part, parts about their sum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from ct58.domain.indicators.known import FigureCell, Limits
from ct58.domain.indicators.numbers import Number, exact
from ct58.domain.records.programme import Figure
from ct58.domain.records.scalars import FigureValue
from ct58.records import positional_record

NUMBERS = frozenset({"integer", "decimal", "money"})
_NOTHING: Mapping[str, FigureValue] = {"boolean": False, "list": (), **dict.fromkeys(NUMBERS, 0)}
"""What there is of a figure where there is nothing; of other types it does not apply."""
Figures = Mapping[str, Figure]
Cells = Mapping[str, FigureCell]


@positional_record
class Links:
    """Figures of one report that depend on each other, directly or through others.

    `parts` are pairs (part, whole); `sums` are totals with what they are the sum of.
    """

    keys: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]
    sums: tuple[tuple[str, tuple[str, ...]], ...]


def links(figures: Figures) -> Mapping[str, Links]:
    """The links of each figure that has any. Only figures of one frequency stand in one report."""
    parts = [(part, whole) for part in figures for whole in _wholes(figures, part)]
    sums = [
        (figure.key, figure.sum_of)
        for figure in figures.values()
        if figure.sum_of and _stand_together(figures, (figure.key, *figure.sum_of))
    ]
    found: dict[str, Links] = {}
    for group in _groups([*parts, *((total, *of) for total, of in sums)]):
        joined = Links(
            tuple(key for key in figures if key in group),
            tuple(pair for pair in parts if pair[0] in group),
            tuple(entry for entry in sums if entry[0] in group),
        )
        found |= dict.fromkeys(group, joined)
    return found


def _wholes(figures: Figures, part: str) -> Iterator[str]:
    """What a figure is a part of; of yes/no figures also what that is a part of."""
    seen, figure = {part}, figures[part]
    while figure.subset_of is not None and figure.subset_of not in seen:
        if not _stand_together(figures, (figure.key, figure.subset_of)):
            return
        yield figure.subset_of
        figure = figures[figure.subset_of]
        seen.add(figure.key)
        if figure.type != "boolean":
            return


def _stand_together(figures: Figures, keys: Iterable[str]) -> bool:
    known = [figures.get(key) for key in keys]
    return (
        all(figure is not None for figure in known) and len({figure.every for figure in known if figure}) == 1
    )


def _groups(edges: Iterable[tuple[str, ...]]) -> list[set[str]]:
    """Keys that hang together."""
    groups: list[set[str]] = []
    for edge in edges:
        near = [group for group in groups if group.intersection(edge)]
        groups = [group for group in groups if group not in near]
        groups.append(set(edge).union(*near))
    return groups


def settled(figures: Figures, linked: Links, given: Cells) -> Cells:
    """The cells of one report, and what they settle of each other.

    A whole's no settles its part, also where the part is said not to apply; a number is settled where what
    is given leaves one value. A yes whose whole is not given does not count: it is open again.
    """
    found = dict(given)
    disputed = {part for part, whole in linked.parts if _is_disputed(found.get(part), found.get(whole))}
    for part in disputed:
        found[part] = found[part]._replace(state="missing", value=None)
    while True:
        news = dict(_news(figures, linked, found, disputed))
        if not news:
            return found
        found |= news


def _is_disputed(part: FigureCell | None, whole: FigureCell | None) -> bool:
    if part is None or whole is None or part.value is not True:
        return False
    return whole.value is not True


def _news(
    figures: Figures, linked: Links, found: Cells, disputed: set[str]
) -> Iterator[tuple[str, FigureCell]]:
    for part, whole in linked.parts:
        if part in found and whole in found and part not in disputed:
            yield from _of_a_part(figures[part], found[part], found[whole])
    for key, cell in found.items():
        if cell.state == "missing" and figures[key].type in NUMBERS:
            yield from _of_a_number(figures, linked, found, key)


def _of_a_part(figure: Figure, part: FigureCell, whole: FigureCell) -> Iterator[tuple[str, FigureCell]]:
    is_blank = part.state == "missing"
    if whole.value is False and (is_blank or (part.state == "not_applicable" and figure.type == "boolean")):
        yield figure.key, _none_of(figure, part, whole)
    elif whole.state == "not_applicable" and is_blank and figure.type == "boolean":
        yield figure.key, part._replace(state="not_applicable", settled_by=whole.figure)


def _none_of(figure: Figure, part: FigureCell, whole: FigureCell) -> FigureCell:
    """What a figure is where there is nothing that it could be a part of."""
    if figure.type not in _NOTHING:
        return part._replace(state="not_applicable", settled_by=whole.figure)
    return _settle(part, _NOTHING[figure.type], whole.figure)


def _settle(cell: FigureCell, value: FigureValue, by: str) -> FigureCell:
    return cell._replace(state="given", value=value, settled_by=by)


def _of_a_number(figures: Figures, linked: Links, found: Cells, key: str) -> Iterator[tuple[str, FigureCell]]:
    """One value where what is given leaves one, else narrower limits; where it leaves none, it does not apply."""
    cell, figure = found[key], figures[key]
    left = _from_a_sum(linked, found, key)
    least, most, by = _limits(figure, linked, found)
    if left is not None and _lies_in(left[0], (figure.min, figure.max)):
        yield key, _settle(cell, _written(left[0]), left[1])
    elif by is None or cell.limits == (least, most):
        return
    elif least is None or most is None or least < most:
        yield key, cell._replace(limits=(least, most))
    elif least == most:
        yield key, _settle(cell, _written(least), by)
    else:
        yield key, cell._replace(state="not_applicable", settled_by=by)


def _limits(figure: Figure, linked: Links, found: Cells) -> tuple[Number | None, Number | None, str | None]:
    """The least and the most, and another figure that says so; None where none does."""
    wholes = [whole for part, whole in linked.parts if part == figure.key]
    parts = [part for part, whole in linked.parts if whole == figure.key]
    above = [(number, key) for key in wholes if (number := given_number(found.get(key))) is not None]
    below = [(number, key) for key in parts if (number := given_number(found.get(key))) is not None]
    least = max([*(number for number, _ in below), *_one(figure.min)], default=None)
    most = min([*(number for number, _ in above), *_one(figure.max)], default=None)
    return least, most, next((key for _, key in (*above, *below)), None)


def _one(limit: int | None) -> list[int]:
    return [] if limit is None else [limit]


def _from_a_sum(linked: Links, found: Cells, key: str) -> tuple[Number, str] | None:
    """What the other figures of a sum leave for this one, where all of them are given; and one that says so."""
    for total, parts in linked.sums:
        if key not in (total, *parts):
            continue
        others = [given_number(found.get(other)) for other in (total, *parts) if other != key]
        known = [number for number in others if number is not None]
        if len(known) == len(others):
            return (sum(known), parts[0]) if key == total else (known[0] - sum(known[1:]), total)
    return None


def given_number(cell: FigureCell | None) -> Number | None:
    """A number that is given, or settled by others."""
    if cell is None or cell.state != "given" or isinstance(cell.value, bool):
        return None
    return exact(cell.value) if isinstance(cell.value, int | Decimal) else None


def _written(value: Number) -> int | Decimal:
    """A number as a report has it: sums of decimals end after some digits."""
    return value if isinstance(value, int) else Decimal(value.numerator) / value.denominator


def _lies_in(value: Number, limits: Limits) -> bool:
    least, most = limits
    return (least is None or least <= value) and (most is None or value <= most)


def fit_together(linked: Links, values: Mapping[str, object]) -> bool:
    """Whether answers of one report agree with each other, as `check` asks it.

    `values` holds numbers, yes or no, None for what does not apply; a key that is not there is not known.
    """
    return all(_fits_whole(values, part, whole) for part, whole in linked.parts) and all(
        _fits_sum(values, total, parts) for total, parts in linked.sums
    )


def _fits_whole(values: Mapping[str, object], part: str, whole: str) -> bool:
    if part not in values or whole not in values:
        return True
    one, other = values[part], values[whole]
    if one is True:
        return other is True
    if other is False:
        return not _is_number(one) or one == 0
    return not (_is_number(one) and _is_number(other)) or one <= other  # type: ignore[operator]


def _fits_sum(values: Mapping[str, object], total: str, parts: tuple[str, ...]) -> bool:
    numbers = [values.get(key) for key in (total, *parts)]
    if not all(map(_is_number, numbers)):
        return True
    return numbers[0] == sum(numbers[1:])  # type: ignore[arg-type]


def _is_number(value: object) -> bool:
    return isinstance(value, int | Fraction | Decimal) and not isinstance(value, bool)
