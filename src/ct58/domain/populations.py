"""Named populations: which units a set means, and on which day they exist."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ct58.domain.measure import SetDefinition, SetRule
from ct58.domain.units import Unit


def members(definition: SetDefinition, units: Iterable[Unit]) -> tuple[Unit, ...]:
    """The units that a set means, whenever they existed, in the order given."""
    rules = definition if isinstance(definition, tuple) else (definition,)
    return tuple(unit for unit in units if any(_fits(rule, unit) for rule in rules))


def members_on(definition: SetDefinition, units: Iterable[Unit], day: dt.date) -> tuple[Unit, ...]:
    """The units of a set that exist on a day."""
    return tuple(unit for unit in members(definition, units) if unit.is_valid_on(day))


def _fits(rule: SetRule, unit: Unit) -> bool:
    """Every property that the rule gives must fit; an empty rule means all units."""
    return (
        (not rule.kinds or unit.kind in rule.kinds)
        and (not rule.organisation or unit.organisation in rule.organisation)
        and (not rule.flags or any(flag in unit.flags for flag in rule.flags))
        and (not rule.ids or unit.id in rule.ids)
    )
