"""Mergers and splits: for whom a unit's figures count on a day (contract §1, `merged_into`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from ct58.domain.records.office import Office
from ct58.domain.records.units import Unit


def successor(office: Office, unit_id: str, as_of: dt.date) -> str:
    """The unit for which another's figures count on a day: itself until its last day, then its successor.

    Follows mergers as far as they have happened by `as_of`. A unit that was closed without a merger, and
    one that the register lacks, stay what they are.
    """
    return _end_of_mergers(office.units, unit_id, as_of)


def predecessors(office: Office, unit_id: str, as_of: dt.date) -> tuple[Unit, ...]:
    """The units whose figures count for this one on a day, in the office's order; never itself."""
    return tuple(
        unit
        for unit in office.units.values()
        if unit.id != unit_id and unit.merged_into and successor(office, unit.id, as_of) == unit_id
    )


def _end_of_mergers(units: Mapping[str, Unit], unit_id: str, as_of: dt.date) -> str:
    seen = {unit_id}
    while (following := _next(units.get(unit_id), as_of)) is not None:
        if following in seen or following not in units:
            break  # a circle, or a merger into nobody, is a finding of `check`
        seen.add(following)
        unit_id = following
    return unit_id


def _next(unit: Unit | None, as_of: dt.date) -> str | None:
    if unit is None or unit.valid_to is None or as_of <= unit.valid_to:
        return None
    return unit.merged_into
