"""Measures: how an indicator is counted, as data, and which units a named set means (contract §1, "Measures")."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal

from ct58.domain.records.scalars import Scalar
from ct58.domain.records.units import Unit
from ct58.domain.time.deadlines import DeadlineRule
from ct58.domain.time.period import Period
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
class BaseYear:
    """A year that later ones are compared with."""

    base: int


@record
class Average:
    """The years of which the mean is taken."""

    over: Period


MeasureTime = Literal["previous", "first_of_year", "opening"] | BaseYear
"""Another time that a measure is of: the one before, the beginning of the year or of the time itself, a base year."""


@record
class Measure:
    """A count of units (or rows of a list figure) that meet a condition, a sum of figures, or one body's figure as it is.

    `of` names a set or lists ids; for `value` it means one unit. Exactly one of `count`, `sum` and `value` is given.
    `period`: not the indicator's own time but that one; `average`: the mean over years. `per` is of a denominator: how
    many of it the value is counted per (10000: "trên một vạn dân"); 100 where the unit is percent.
    """

    count: str | None = None
    sum: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    value: str | None = None
    of: str | SetRule
    where: Alternative | tuple[Alternative, ...] | None = None
    period: MeasureTime | None = None
    average: Average | None = None
    per: int | None = None

    @property
    def added(self) -> tuple[str, ...]:
        """The figures that are added: of one body's figure as it is, that one."""
        return self.sum if self.value is None else (*self.sum, self.value)


Op = Literal["<", "<=", "=", ">=", ">"]
TargetForm = Literal["bound", "between", "about", "relative"]
EarlierTime = Literal["previous", "same_last_year"] | BaseYear
"""Which earlier value of the indicator a target is relative to."""


@record
class Target:
    """What is asked, in one of four forms.

    bound: `op` value, a series maps years to values · between: two values, both inside · about: a value that is
    met within its `tolerance`, and without one concludes nothing · relative: `op` `times` the value `of` an earlier time,
    and `plus`. `unit` is percent, count or any word, shown with so many `decimals`; left out it is percent of a share.
    `milestones` are what is to be reached by the end of years before the one in which it is due.
    """

    op: Op | None = None
    value: int | Decimal | Mapping[int, int | Decimal] | None = None
    between: tuple[int | Decimal, int | Decimal] | None = None
    about: int | Decimal | Mapping[int, int | Decimal] | None = None
    tolerance: int | Decimal | None = None
    of: EarlierTime | None = None
    times: int | Decimal | None = None
    plus: int | Decimal | None = None
    unit: str | None = None
    decimals: int | None = None
    rounding: Literal["floor"] | None = None
    milestones: Mapping[int, int | Decimal] | None = None
    text: str | None = None

    @property
    def form(self) -> TargetForm:
        """In which form it asks."""
        if self.between is not None:
            return "between"
        if self.about is not None:
            return "about"
        return "bound" if self.of is None else "relative"


@record
class Reading:
    """Another base that the text allows, held against `target` where that is another one.

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
