"""What an office contributes, folded: units of which the same is known are one part, in texts that are equal where they mean the same.

Parts are only ever added. So the order in which offices come, and the tree in which they stand, change nothing; and what
was folded once can be folded again.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any, NamedTuple

from ct58.domain.indicators.bounds import Choices
from ct58.domain.indicators.numbers import NO_PAIR, Number, Pair, plain_number, plus
from ct58.domain.indicators.totals import Totals
from ct58.domain.indicators.windows import Window
from ct58.domain.time.period import Period
from ct58.patterns import pattern

OWN_READING = ""
"""The chosen base of an indicator; other readings go by the hash of what they count."""


class PartKey(NamedTuple):
    """What units must share to be counted together; a column each, in the order of the package's table.

    `definition` is the hash of what was counted, `open` the canonical text of what each unit could still add. `role` is a
    `Role`, or why it is open: `unreadable`, `undecided`. Without units of its own, a window stands with an empty kind and role.
    """

    indicator: str
    reading: str
    definition: str
    period: str
    first_day: str
    last_day: str
    ends_on: str
    through: str
    cut: str
    kind: str
    role: str
    open: str
    has_data: str
    estimated: str


class PartSums(NamedTuple):
    """How many units they are, what counts of them now, and what will count whatever else is reported."""

    units: int = 0
    point: Pair = NO_PAIR
    fixed: Pair = NO_PAIR

    def with_(self, other: PartSums) -> PartSums:
        """Both together."""
        return PartSums(
            self.units + other.units, plus(self.point, other.point), plus(self.fixed, other.fixed)
        )


Parts = Mapping[PartKey, PartSums]


class PartOfUnit(NamedTuple):
    """One unit in one part: its id and name there, and what it adds. Of one whose entry nobody can read the id is known."""

    unit: str
    name: str
    key: PartKey
    sums: PartSums

    @property
    def says_nothing(self) -> bool:
        """Whether nothing is known of it: what counts now is not nought but unknown."""
        return self.key.has_data != YES and self.sums.point == NO_PAIR


YES = "1"
_MOST_PLACES = 40
NUMBER_PATTERN = r"-?[0-9]{1,60}(\.[0-9]{1,40}|/[1-9][0-9]{0,40})?"
_NUMBER_TEXT = pattern(NUMBER_PATTERN)


def sum_of_parts(each: Iterable[tuple[PartKey, PartSums]]) -> dict[PartKey, PartSums]:
    """The parts of many: those of one key are one."""
    found: dict[PartKey, PartSums] = {}
    for key, part in each:
        before = found.get(key)
        found[key] = part if before is None else before.with_(part)
    return found


def in_order(parts: Parts) -> list[tuple[PartKey, PartSums]]:
    """The parts as a table has them, whatever the order in which they came."""
    return sorted(parts.items())


def totals_of(parts: Iterable[tuple[PartKey, PartSums]]) -> Totals:
    """What parts come to: all that a verdict rests on."""
    point = fixed = NO_PAIR
    units, has_data = 0, False
    opened: Counter[tuple[Choices, ...]] = Counter()
    for key, part in parts:
        units += part.units
        point, fixed = plus(point, part.point), plus(fixed, part.fixed)
        has_data = has_data or key.has_data == YES
        if key.open and part.units:
            opened[choices_of(key.open)] += part.units
    return Totals(point=point, fixed=fixed, open=opened, units=units, has_data=has_data)


# -------------------------------------------------------------------- texts


def number_text(number: Number) -> str:
    """An exact number: `12`, `7.5`, or `1/3` where no decimal ends."""
    if number.denominator == 1:
        return str(int(number))
    places = next((count for count in range(_MOST_PLACES) if 10**count % number.denominator == 0), None)
    if places is None:
        return f"{number.numerator}/{number.denominator}"
    digits = str(abs(number.numerator) * 10**places // number.denominator).zfill(places + 1)
    return f"{'-' if number < 0 else ''}{digits[:-places]}.{digits[-places:]}"


@lru_cache(maxsize=4096)  # most are the same few
def number_in(text: str) -> Number:
    """The number that a text says. ValueError for anything else, such as a power of ten that nobody could hold."""
    if _NUMBER_TEXT.fullmatch(text) is None:
        raise ValueError(text)
    return int(text) if text.lstrip("-").isdecimal() else plain_number(Fraction(text))


def open_text(opened: tuple[Choices, ...]) -> str:
    """What one unit could still add, in one order of all; empty where nothing is open."""
    return json.dumps(sorted(map(_as_plain, opened)), separators=(",", ":")) if opened else ""


def _as_plain(choices: Choices) -> list[object]:
    pairs = (choices.points, choices.rays, choices.ways)
    return [
        *([[number_text(a), number_text(b)] for a, b in sorted(set(each))] for each in pairs),
        int(choices.between),
    ]


@cache
def choices_of(text: str) -> tuple[Choices, ...]:
    """What such a text says. ValueError where it says nothing that can be understood."""
    try:
        found = tuple(map(_choices, json.loads(text)))
    except (TypeError, LookupError) as error:
        raise ValueError(text) from error
    if not found or not all(choices.points for choices in found):
        raise ValueError(text)
    return found


def _choices(said: list[Any]) -> Choices:
    points, rays, ways, between = said
    return Choices(_pairs(points), _pairs(rays), _pairs(ways), bool(between))


def _pairs(said: list[list[str]]) -> tuple[Pair, ...]:
    return tuple((number_in(above), number_in(below)) for above, below in said)


def window_in(key: PartKey) -> Window:
    """The window that a part counts in. ValueError where it is none."""
    first, last, ends = map(dt.date.fromisoformat, (key.first_day, key.last_day, key.ends_on))
    through = Period.parse(key.through) if key.through else None
    if key.cut not in ("", "period", "term"):
        raise ValueError(key.cut)
    return Window(Period.parse(key.period), first, last, ends, through, key.cut or None)  # type: ignore[arg-type]
