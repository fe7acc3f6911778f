"""What is known of reports without recalling them, a period at a time: which there are, whether they came, what shows anything done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar, cast

from ct58.domain.records.places import report_file
from ct58.domain.records.report_index import Heads, OfUnits
from ct58.domain.records.reports import Report, ReportHead, latest_day
from ct58.store.hashing import Digest

T = TypeVar("T")
_SIZE = 32
OfPeriod = tuple[str, bytes, frozenset[str], bytes, bytes]
"""The reports of a period in the order of their files: units by lines, digests in a row, the figures that show anything done; packed: heads
with the latest day that any of them names, and those that show anything done, with these figures alone."""
Packs = Callable[[object], bytes]
NotedReports = Mapping[str, tuple[Digest, Report]]
"""Unit → the digest of its report of a period, and the report."""


def is_of_period(entry: object) -> bool:
    """Whether it is what is known of a period."""
    match entry:
        case (str() as units, bytes() as digests, frozenset(), bytes(), bytes()):
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
        for period, (units, row, *_packed) in table.items():
            files = [report_file(unit, period) for unit in units.split("\n")]
            known.update(zip(files, _cut(row), strict=True))
        self._are_all = known.items() <= digests.items()
        self.digests = known if self._are_all else dict(known.items() & digests.items())
        self._heads = cache(self._heads_of)
        self._slim = cache(self._slim_of)

    def shows(self, figures: frozenset[str]) -> bool:
        """Whether it is known of all what they say in these figures."""
        return all(figures <= shown for _units, _digests, shown, *_packed in self._table.values())

    def heads(self, period: str) -> Heads:
        """What tells of each whether it has arrived, in the order of the files."""
        return self._heads(period)[0]

    def showing(self, period: str, figures: frozenset[str]) -> OfUnits | None:
        """Those that say something of some figures, perhaps without all else; None where nobody knows."""
        found = self._table.get(period)
        return self._slim(period) if found is None or figures <= found[2] else None

    def latest(self, period: str) -> dt.date:
        """The latest day that any of them names."""
        return self._heads(period)[1]

    def _heads_of(self, period: str) -> tuple[Heads, dt.date]:
        if period not in self._table:
            return {}, dt.date.min
        units, _digests, _shown, packed, _slim = self._table[period]
        heads, latest = self._unpacked(packed)
        return self._known(period, dict(zip(units.split("\n"), heads, strict=True))), latest

    def _slim_of(self, period: str) -> OfUnits:
        return self._known(period, self._unpacked(self._table[period][4])) if period in self._table else {}

    def _known(self, period: str, of_units: Mapping[str, T]) -> Mapping[str, T]:
        """Without those whose files are other ones now."""
        if self._are_all:
            return of_units
        return {unit: said for unit, said in of_units.items() if report_file(unit, period) in self.digests}

    def with_noted(self, period: str, noted: NotedReports, shown: frozenset[str], packs: Packs) -> OfPeriod:
        """What is known of a period with reports that were read; `shown` are the figures that show anything done."""
        (heads, latest), slim = self._heads(period), self._slim(period)
        if not heads.keys() <= noted.keys():
            shown = self._table[period][2]
        digests = {unit: self.digests[report_file(unit, period)] for unit in heads}
        digests |= {unit: digest for unit, (digest, _report) in noted.items()}
        reports = {unit: report for unit, (_digest, report) in noted.items()}
        files = sorted((report_file(unit, period), unit) for unit in digests)
        alike: dict[ReportHead, ReportHead] = {}
        heads = {**heads, **{unit: report.head for unit, report in reports.items()}}
        slim = {unit: slim[unit] for unit in slim.keys() - reports.keys()}
        slim |= {
            unit: _slim(report, shown) for unit, report in reports.items() if shown & report.figures.keys()
        }
        in_order = tuple([alike.setdefault(heads[unit], heads[unit]) for _file, unit in files])
        return (
            "\n".join(unit for _file, unit in files),
            b"".join(digests[unit] for _file, unit in files),
            shown,
            packs((in_order, max([latest, *map(latest_day, reports.values())]))),
            packs({unit: slim[unit] for _file, unit in files if unit in slim}),
        )


def _cut(row: bytes) -> list[Digest]:
    return cast("list[Digest]", [row[place : place + _SIZE] for place in range(0, len(row), _SIZE)])


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
