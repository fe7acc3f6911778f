"""Measures: how an indicator is counted, as data, and which units a named set means (contract §1, "Measures")."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal

from ct58.domain.records.scalars import Scalar
from ct58.domain.records.units import Unit
from ct58.domain.time.deadlines import DeadlineRule
from ct58.records import record

COUNTED_UNITS = "units"
"""What a measure counts, unless it counts the rows of a list."""
Comparison = Literal["<", "<=", ">", ">="]


@record
class FieldReference:
    """Another field of the same record or row, to compare with."""

    field: str


Test = Literal["given", "in_period"] | tuple[Scalar, ...] | Mapping[Comparison, Scalar | FieldReference]
Condition = Mapping[str, Test]
"""Field (`key` or `key.subkey`) → test; all must hold."""


@record
class RowsCondition:
    """A condition on the rows of a list figure: `all` of them must fit `where`, or `any` one.

    Only rows that fit `among` are looked at; where there are none, it does not apply. Exactly one of `all`
    and `any` names the list.
    """

    all: str | None = None
    any: str | None = None
    among: Condition | None = None
    where: Condition | tuple[Condition, ...] | None = None

    @property
    def rows(self) -> str:
        """The list figure whose rows are looked at."""
        return self.all or self.any or ""


Alternative = Condition | RowsCondition
"""One of the conditions of a measure, any of which will do."""


@record
class SetRule:
    """Units by kind, organisation, flag or id; every given property must fit, any listed value will do."""

    kinds: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


SetDefinition = SetRule | tuple[SetRule, ...]
"""A named population: one rule, or several of which any may fit."""


@record
class Measure:
    """A count of units (or rows of a list figure) that meet a condition, or a sum of figures.

    `of` names a set or lists ids. Exactly one of `count` and `sum` is given.
    """

    count: str | None = None
    sum: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    of: str | SetRule
    where: Alternative | tuple[Alternative, ...] | None = None


@record
class Target:
    """What is asked: `op` value, in percent or as a count; a series maps years to values."""

    op: Literal["<", "<=", "=", ">=", ">"]
    value: int | Decimal | Mapping[int, int | Decimal]
    unit: Literal["percent", "count"]
    rounding: Literal["floor"] | None = None
    text: str | None = None


@record
class Reading:
    """Another base that the text allows (domain.md §6), held against `target` where that is another one.

    `verdict: false`: it is shown beside the target, and nothing is concluded from it.
    """

    name: str
    numerator: Measure
    denominator: Measure | None = None
    target: Target | None = None
    verdict: bool = True
    text: str | None = None


@record
class Indicator:
    """One of the programme's targets, with the measures that answer it.

    `phrase` is what a report's sentence says is counted: `Kết nạp {} đảng viên`; the number (one body's level) stands
    at `{}`, else before it.
    """

    id: str
    clause: str
    title: str
    phrase: str | None = None
    deadline: DeadlineRule
    numerator: Measure
    denominator: Measure | None = None
    target: Target | None = None
    caps: tuple[Target, ...] = ()
    readings: tuple[Reading, ...] = ()
    decision: str | None = None
    note: str | None = None


def members(definition: SetDefinition, units: Iterable[Unit]) -> tuple[Unit, ...]:
    """The units that a set means, whenever they existed, in the order given."""
    rules = definition if isinstance(definition, tuple) else (definition,)
    return tuple(unit for unit in units if any(_fits(rule, unit) for rule in rules))


def _fits(rule: SetRule, unit: Unit) -> bool:
    """Every property that the rule gives must fit; an empty rule means all units."""
    return (
        (not rule.kinds or unit.kind in rule.kinds)
        and (not rule.organisation or unit.organisation in rule.organisation)
        and (not rule.flags or any(flag in unit.flags for flag in rule.flags))
        and (not rule.ids or unit.id in rule.ids)
    )
