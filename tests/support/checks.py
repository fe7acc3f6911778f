"""Findings of the checks about records made in a test, without any file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tests.support.offices import programme, staff

from ct58.domain.checks.context import Context, context_of
from ct58.domain.checks.registry import run_checks
from ct58.domain.records.committee import Names, OfficeFile, PeriodFile
from ct58.domain.records.events import Event, ItemFile, UnitEvents
from ct58.domain.records.office import Records, build_office
from ct58.domain.records.reports import Report
from ct58.domain.records.units import Unit
from ct58.errors import Finding, Path

Found = list[tuple[str, str, Path]]
"""Code, file and place of findings."""
OFFICE = OfficeFile(names=Names(committee="Đảng ủy Khối"))


def context(
    *,
    units: Iterable[Unit] = (),
    events: Mapping[str, Iterable[Event]] | None = None,
    unit_events: Mapping[str, Iterable[Event]] | None = None,
    items: Iterable[ItemFile] = (),
    reports: Iterable[Report] = (),
    periods: Iterable[PeriodFile] = (),
    files: Iterable[str] = (),
    **given: Any,
) -> Context:
    """What checks look at: a programme, the office van-phong that leads, and these records.

    `files` are there but could not be read; all else that is given is the programme's.
    """
    joint = [ItemFile(item=id, events=tuple(found)) for id, found in (events or {}).items()]
    owed = [UnitEvents(unit=id, events=tuple(found)) for id, found in (unit_events or {}).items()]
    records = Records(
        programme=programme(**given),
        office=OFFICE,
        units={f"units/{unit.id}/unit.yaml": unit for unit in [staff(), *units]},
        reports={f"units/{report.unit}/reports/{report.period}.yaml": report for report in reports},
        unit_events={f"units/{record.unit}/events.yaml": record for record in owed},
        items={f"tasks/{record.item}.yaml": record for record in [*items, *joint]},
        periods={f"periods/{record.period}.yaml": record for record in periods},
    )
    known = [*records.units, *records.reports, *records.unit_events, *records.items, *records.periods]
    names = frozenset(["programme.yaml", "office.yaml", *known, *files])
    return context_of(records, build_office(records, lines={}), names, lines={})


def findings(**given: Any) -> list[Finding]:
    """All findings about these records."""
    return list(run_checks(context(**given)))


def codes(**given: Any) -> list[str]:
    """The codes of all findings, in order of the checks."""
    return [finding.code for finding in findings(**given)]


def places(code: str, **given: Any) -> list[Path]:
    """Where a code was found; that nothing else was found is asserted."""
    found = findings(**given)
    assert {finding.code for finding in found} <= {code}
    return [finding.at for finding in found]
