"""What is known of reports without recalling them, a period at a time: which there are, whether they came, what shows anything done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

from ct58.domain.records.places import ENDING, report_file, reports_folder, unit_of_reports
from ct58.domain.records.report_index import Heads, OfUnits, ReportKey
from ct58.domain.records.reports import Report, ReportHead, latest_day
from ct58.records import positional_record, record
from ct58.store.digest_tree import (
    DigestTree,
    count_names,
    digests_in,
    folder_digests,
    joined_names,
    split_names,
)
from ct58.store.hashing import DIGEST_SIZE, Digest

T = TypeVar("T")
OfPeriod = tuple[str, bytes, frozenset[str], bytes, bytes]
"""The reports of a period in the order of their files: units with slashes between, digests in a row, the figures that show anything done; packed: heads
with the latest day that any of them names, and those that show anything done, with these figures alone."""
Packs = Callable[[object], bytes]
NotedReports = Mapping[str, tuple[Digest, Report]]
"""Unit → the digest of its report of a period, and the report."""


def is_of_period(entry: object) -> bool:
    """Whether it is what is known of a period."""
    match entry:
        case (str() as units, bytes() as digests, frozenset(), bytes(), bytes()):
            return len(digests) == DIGEST_SIZE * count_names(units)
    return False


@positional_record
class ReportTable:
    """Period → what is remembered of its reports; unit → the digest of the folder that holds its reports as they are remembered."""

    periods: Mapping[str, OfPeriod]
    folders: Mapping[str, Digest]

    def with_periods(self, anew: Mapping[str, OfPeriod]) -> ReportTable:
        """The same with what is known of some periods anew."""
        found = ReportTable({**self.periods, **anew}, self.folders)
        units = {unit for period in anew for unit in _differing(self, found, period)}
        if not units:
            return found
        names: dict[str, dict[str, Digest]] = {unit: {} for unit in units}
        for period in found.periods:
            for unit, digest in found.digests(period).items():
                if unit in names:
                    names[unit][period + ENDING] = digest
        folders = {unit: folder_digests(by_name).whole for unit, by_name in names.items() if by_name}
        left = {unit: whole for unit, whole in self.folders.items() if unit not in units}
        return ReportTable(found.periods, left | folders)

    def digests(self, period: str) -> dict[str, Digest]:
        """Unit → the digest of its report of a period."""
        if period not in self.periods:
            return {}
        units, row, *_packed = self.periods[period]
        return dict(zip(split_names(units), digests_in(row), strict=True))


NOTHING_REMEMBERED = ReportTable({}, {})


def _differing(before: ReportTable, after: ReportTable, period: str) -> Iterator[str]:
    old, new = before.digests(period), after.digests(period)
    return (unit for unit in old.keys() | new.keys() if old.get(unit) != new.get(unit))


@record
class Unchanged:
    """Which of the remembered reports are what their files are: all but those of some units, and of these some."""

    but: frozenset[str]
    kept: frozenset[ReportKey] = frozenset()

    def __or__(self, other: Unchanged) -> Unchanged:
        return Unchanged(but=self.but & other.but, kept=self.kept | other.kept)

    def __contains__(self, key: ReportKey) -> bool:
        return key[0] not in self.but or key in self.kept

    def of(self, period: str, of_units: Mapping[str, T]) -> Mapping[str, T]:
        """Without those whose files are other ones now, or not there any more."""
        if not self.but:
            return of_units
        return {unit: said for unit, said in of_units.items() if (unit, period) in self}


def unchanged(table: ReportTable, tree: DigestTree) -> Unchanged:
    """Those that are what their files are in a state of the data."""
    there, folders = tree.folders, {unit: reports_folder(unit) for unit in table.folders}
    but = frozenset(
        unit
        for unit, whole in table.folders.items()
        if (of_unit := there.get(folders[unit])) is None or of_unit.whole != whole
    )
    of_these = {unit: tree.opened(folders[unit]) for unit in but}
    kept = (
        (unit, period)
        for period in {name.removesuffix(ENDING) for by_name in of_these.values() for name in by_name}
        for unit, digest in table.digests(period).items()
        if unit in but and of_these[unit].get(period + ENDING) == digest
    )
    return Unchanged(but=but, kept=frozenset(kept))


class KnownReports:
    """The reports that are remembered and are what their files are named."""

    def __init__(
        self, table: ReportTable, known: Unchanged, tree: DigestTree, unpacked: Callable[[bytes], Any]
    ) -> None:
        self.known = known
        self._table = table
        self._tree = tree
        self._unpacked = unpacked
        self.digests = cache(self._digests_of)
        self._heads = cache(self._heads_of)
        self._slim = cache(self._slim_of)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is remembered at all."""
        return not self._table.folders

    def files(self) -> list[str]:
        """The files of all of them, in order."""
        return [report_file(*key) for key in self.keys()]

    def keys(self) -> list[ReportKey]:
        """All of them, in the order of their files."""
        keys: list[ReportKey] = []
        for folder in sorted(self._tree.folders):
            unit = unit_of_reports(folder)
            if unit is not None:
                keys += [(unit, name.removesuffix(ENDING)) for name in self._names(folder, of_known=True)]
        return keys

    def other_files(self) -> list[str]:
        """The files of the data that are none of them, in order."""
        return sorted(
            folder + name for folder in self._tree.folders for name in self._names(folder, of_known=False)
        )

    def _names(self, folder: str, *, of_known: bool) -> list[str]:
        unit, files = unit_of_reports(folder), self._tree.folders[folder]
        if unit is None or unit not in self._table.folders:
            return [] if of_known else files.names()
        if unit not in self.known.but:
            return files.names() if of_known else []
        return [
            name for name in files.names() if ((unit, name.removesuffix(ENDING)) in self.known) is of_known
        ]

    def has(self, unit: str, period: str) -> bool:
        """Whether it is known of a report that is there."""
        return unit in self.digests(period)

    def _digests_of(self, period: str) -> Mapping[str, Digest]:
        """Unit → the digest of its report of a period, in the order of the files."""
        return self.known.of(period, self._table.digests(period))

    def shows(self, figures: frozenset[str]) -> bool:
        """Whether it is known of all what they say in these figures."""
        return all(figures <= shown for _units, _digests, shown, *_packed in self._table.periods.values())

    def heads(self, period: str) -> Heads:
        """What tells of each whether it has arrived, in the order of the files."""
        return self._heads(period)[0]

    def showing(self, period: str, figures: frozenset[str]) -> OfUnits | None:
        """Those that say something of some figures, perhaps without all else; None where nobody knows."""
        found = self._table.periods.get(period)
        return self._slim(period) if found is None or figures <= found[2] else None

    def latest(self, period: str) -> dt.date:
        """The latest day that any of them names."""
        return self._heads(period)[1]

    def _heads_of(self, period: str) -> tuple[Heads, dt.date]:
        if period not in self._table.periods:
            return {}, dt.date.min
        units, _digests, _shown, packed, _slim = self._table.periods[period]
        heads, latest = self._unpacked(packed)
        return self.known.of(period, dict(zip(split_names(units), heads, strict=True))), latest

    def _slim_of(self, period: str) -> OfUnits:
        found = self._table.periods.get(period)
        return self.known.of(period, self._unpacked(found[4])) if found else {}

    def with_noted(self, period: str, noted: NotedReports, shown: frozenset[str], packs: Packs) -> OfPeriod:
        """What is known of a period with reports that were read; `shown` are the figures that show anything done."""
        (heads, latest), slim = self._heads(period), self._slim(period)
        if not heads.keys() <= noted.keys():
            shown = self._table.periods[period][2]
        digests = {**self.digests(period), **{unit: digest for unit, (digest, _report) in noted.items()}}
        reports = {unit: report for unit, (_digest, report) in noted.items()}
        units = sorted(digests, key=lambda unit: report_file(unit, period))
        alike: dict[ReportHead, ReportHead] = {}
        heads = {**heads, **{unit: report.head for unit, report in reports.items()}}
        slim = {unit: slim[unit] for unit in slim.keys() - reports.keys()}
        slim |= {
            unit: _slim(report, shown) for unit, report in reports.items() if shown & report.figures.keys()
        }
        in_order = tuple([alike.setdefault(heads[unit], heads[unit]) for unit in units])
        return (
            joined_names(units),
            b"".join([digests[unit] for unit in units]),
            shown,
            packs((in_order, max([latest, *map(latest_day, reports.values())]))),
            packs({unit: slim[unit] for unit in units if unit in slim}),
        )


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
