"""View of the units behind the figures of a level, where the offices have sent them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from ct58.domain.indicators.numbers import Pair, plain_number
from ct58.domain.records.levels import Levels
from ct58.domain.rollup.adding import WindowKey
from ct58.records import record


@record
class LevelUnit:
    """A unit in a figure: what counts of it now (None: nothing is known of it), and whether something is open."""

    office: str
    office_name: str
    unit: str
    name: str
    kind: str
    role: str
    point: Pair | None
    is_open: bool


@record
class LevelUnits:
    """How many rows of units were added, and the units of the figures that were asked for."""

    rows: int
    of: Mapping[WindowKey, tuple[LevelUnit, ...]]


def level_units(rows: Iterable[Mapping[str, Any]], levels: Levels) -> tuple[LevelUnit, ...]:
    """The units of a figure, from their rows."""
    return tuple(
        LevelUnit(
            office=row["office"],
            office_name=levels.by_id[row["office"]].name,
            unit=row["unit"],
            name=row["unit_name"] or row["unit"],
            kind=row["kind"],
            role=row["role"],
            point=_pair(row),
            is_open=bool(row["open"]),
        )
        for row in rows
    )


def _pair(row: Mapping[str, Any]) -> Pair | None:
    above, below = row["point_numerator"], row["point_denominator"]
    if above is None or below is None:
        return None
    return plain_number(Fraction(above, row["scale"])), plain_number(Fraction(below, row["scale"]))
