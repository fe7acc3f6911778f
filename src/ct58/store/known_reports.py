"""What is known of reports without recalling them, a period at a time: which there are, whether they came, what shows anything done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar, cast

from ct58.domain.records.places import report_file
from ct58.domain.records.report_index import Heads, OfUnits
from ct58.domain.records.reports import Report, ReportHead, latest_day
from ct58.store.digests import Digest

T = TypeVar("T")
_SIZE = 32
OfPeriod = tuple[str, bytes, frozenset[str], bytes]
"""The reports of a period in the order of their files: units by lines, digests in a row, the figures that show anything done; the rest packed."""
Packs = Callable[[object], bytes]
_Said = tuple[Heads, OfUnits, dt.date]
"""Unit → head; those that show anything done, with these figures alone; the latest day that any of them names."""
NotedReports = Mapping[str, tuple[Digest, Report]]
"""Unit → the digest of its report of a period, and the report."""


def is_of_period(entry: object) -> bool:
    """Whether it is what is known of a period."""
    match entry:
        case (str() as units, bytes() as digests, frozenset(), bytes()):
            return len(digests) == _SIZE * (units.count("\n") + 1)
    return False


class KnownReports:
    """The reports that are known of some files, and are what these are named."""

    def __init__(
        self,
        table: Mapping[str, OfPeriod],
        digests: Mapping[str, Digest],
        unpacked: Callable[[bytes], Any],
    ) -> None:
        """`table`: period → what is remembered of it. Of a file with another digest nothing is known."""
        self._table = table
        self._unpacked = unpacked
        known: dict[str, Digest] = {}
        for period, (units, row, _shown, _rest) in table.items():
            files = [report_file(unit, period) for unit in units.split("\n")]
            known.update(zip(files, _cut(row), strict=True))
        self._are_all = known.items() <= digests.items()
        self.digests = known if self._are_all else dict(known.items() & digests.items())
        self._said = cache(self._unpack)

    def shows(self, figures: frozenset[str]) -> bool:
        """Whether it is known of all what they say in these figures."""
        return all(figures <= shown for _units, _digests, shown, _rest in self._table.values())

    def heads(self, period: str) -> Heads:
        """What tells of each whether it has arrived, in the order of the files."""
        return self._said(period)[0]

    def showing(self, period: str, figures: frozenset[str]) -> OfUnits | None:
        """Those that say something of some figures, perhaps without all else; None where nobody knows."""
        found = self._table.get(period)
        return self._said(period)[1] if found is None or figures <= found[2] else None

    def latest(self, period: str) -> dt.date:
        """The latest day that any of them names."""
        return self._said(period)[2]

    def _unpack(self, period: str) -> _Said:
        if period not in self._table:
            return {}, {}, dt.date.min
        units, _digests, _shown, rest = self._table[period]
        heads, slim, latest = self._unpacked(rest)
        of_units = dict(zip(units.split("\n"), heads, strict=True))
        if self._are_all:
            return of_units, slim, latest
        known = {unit for unit in of_units if report_file(unit, period) in self.digests}
        return _only(of_units, known), _only(slim, known), latest

    def with_noted(self, period: str, noted: NotedReports, shown: frozenset[str], packs: Packs) -> OfPeriod:
        """What is known of a period with reports that were read; `shown` are the figures that show anything done."""
        heads, slim, latest = self._said(period)
        if not heads.keys() <= noted.keys():
            shown = self._table[period][2]
        digests = {unit: self.digests[report_file(unit, period)] for unit in heads}
        digests |= {unit: digest for unit, (digest, _report) in noted.items()}
        reports = {unit: report for unit, (_digest, report) in noted.items()}
        files = sorted((report_file(unit, period), unit) for unit in digests)
        alike: dict[ReportHead, ReportHead] = {}
        heads = {**heads, **{unit: report.head for unit, report in reports.items()}}
        slim = {**slim, **{unit: _slim(report, shown) for unit, report in reports.items()}}
        rest = (
            tuple([alike.setdefault(heads[unit], heads[unit]) for _file, unit in files]),
            {unit: slim[unit] for _file, unit in files if unit in slim and slim[unit].figures},
            max([latest, *map(latest_day, reports.values())]),
        )
        units = "\n".join(unit for _file, unit in files)
        return units, b"".join(digests[unit] for _file, unit in files), shown, packs(rest)


def _cut(row: bytes) -> list[Digest]:
    return cast("list[Digest]", [row[place : place + _SIZE] for place in range(0, len(row), _SIZE)])


def _only(of_units: Mapping[str, T], known: set[str]) -> Mapping[str, T]:
    return {unit: found for unit, found in of_units.items() if unit in known}


def _slim(report: Report, shown: frozenset[str]) -> Report:
    """The report with some figures alone."""
    figures = {key: value for key, value in report.figures.items() if key in shown}
    return Report(
        unit=report.unit,
        period=report.period,
        state=report.state,
        received_on=report.received_on,
        figures=figures,
    )
