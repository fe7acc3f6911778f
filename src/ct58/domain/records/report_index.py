"""The reports of an office by period: what is known of each at once, and what it says when somebody asks for its period."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Protocol, TypeVar

from ct58.domain.records.places import report_file, report_named
from ct58.domain.records.reports import Report, ReportHead

T = TypeVar("T")
ReportKey = tuple[str, str]
"""Unit and period, as the report's file is named."""
OfUnits = Mapping[str, Report]
Heads = Mapping[str, ReportHead]
"""Unit → what is known of its report before it is recalled."""
_FEW = 9
"""A report is read in the time in which so many are recalled."""


class PeriodSource:
    """Where reports come from, a period at a time; each is asked for at most once."""

    @abstractmethod
    def heads(self, period: str) -> Heads:
        """What is known of the reports of a period before they are recalled."""

    @abstractmethod
    def of(self, period: str) -> OfUnits:
        """The reports of a period."""

    def few(self, _keys: Sequence[ReportKey]) -> Mapping[ReportKey, Report]:
        """Some reports without the others of their periods; none where these come together."""
        return {}

    def showing(self, period: str, _figures: frozenset[str]) -> OfUnits:
        """Those that say something of some figures, and perhaps nothing else of what they say."""
        return self.of(period)

    def latest(self, _period: str) -> dt.date:
        """No report of a period names a later day, but for the end of what it documents."""
        return dt.date.max

    def known_by(self, _period: str) -> dt.date | None:
        """By which day the reports of a period are known, besides their files: on the last day of all as they stand there.

        None where more has to do with it.
        """
        return None


class Remembers(Protocol):
    """What remembers what was worked out of reports, as long as they and all that judges them say the same."""

    def once(self, periods: Iterable[str], asked: tuple[object, ...], work_out: Callable[[], T]) -> T:
        """What is worked out, as records and plain values, of the reports of some periods; by the words of what is asked."""

    def save(self) -> None:
        """Write down what is new."""


class Reports(Mapping[ReportKey, Report]):
    """Unit and period → report, in the order of the keys; the heads and the reports of a period are asked for at most once.

    `keys` are asked for when somebody goes through all; they may name more than there are: a report is there if its head is.
    """

    def __init__(
        self,
        keys: Callable[[], Sequence[ReportKey]],
        source: PeriodSource,
        remembers: Remembers | None = None,
    ) -> None:
        self._keys = cache(keys)
        self.remembers = remembers
        self.heads_of, self.of, self.showing = cache(source.heads), cache(source.of), cache(source.showing)
        self._few_of, self.latest, self.known_by = source.few, source.latest, source.known_by
        self._few: dict[ReportKey, Report] = {}

    def __getitem__(self, key: ReportKey) -> Report:
        unit, period = key
        if unit not in self.heads_of(period):
            raise KeyError(key)
        return self.of(period)[unit]

    def some(self, keys: Sequence[ReportKey]) -> dict[ReportKey, Report]:
        """Some reports that are there; where they are few of their period, the others are not asked for."""
        asked = Counter(period for _unit, period in keys)
        few = [key for key in keys if asked[key[1]] * _FEW < len(self.heads_of(key[1]))]
        self._few |= self._few_of(few)
        return {key: self.one(key) for key in keys}

    def one(self, key: ReportKey) -> Report:
        """A report that is there, one of those few or not."""
        return self._few.get(key) or self[key]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, tuple) and key[0] in self.heads_of(key[1])

    def __iter__(self) -> Iterator[ReportKey]:
        return (key for key in self._keys() if key[0] in self.heads_of(key[1]))

    def __len__(self) -> int:
        return sum(1 for _key in self)

    def __bool__(self) -> bool:
        return next(iter(self), None) is not None

    def once(self, period: str, asked: tuple[object, ...], work_out: Callable[[], T]) -> T:
        """What is worked out of the reports of a period alone; not again, where it is remembered."""
        by, remembers = self.known_by(period), self.remembers
        if remembers is None or by is None:
            return work_out()
        return remembers.once([period], (*asked, by), work_out)

    def changed(self, source: PeriodSource) -> Reports:
        """Fewer or other reports, a period at a time."""
        return Reports(self._keys, source, self.remembers)


class _AllAtHand(PeriodSource):
    """Reports that were read."""

    def __init__(self, reports: Mapping[ReportKey, Report]) -> None:
        self._found: defaultdict[str, dict[str, Report]] = defaultdict(dict)
        for (unit, period), report in reports.items():
            self._found[period][unit] = report

    def heads(self, period: str) -> Heads:
        return heads_of(self.of(period))

    def of(self, period: str) -> OfUnits:
        return self._found.get(period, {})


def by_period(reports: Mapping[ReportKey, Report]) -> Reports:
    """The same reports, to be asked for by period."""
    if isinstance(reports, Reports):
        return reports
    keys = tuple(reports)
    return Reports(lambda: keys, _AllAtHand(reports))


def heads_of(reports: OfUnits) -> Heads:
    """The heads of some reports."""
    return {unit: report.head for unit, report in reports.items()}


class ReportsByFile(Mapping[str, Report]):
    """File → report, where each is what its file is named."""

    def __init__(self, reports: Reports) -> None:
        self.reports = reports

    def __getitem__(self, file: str) -> Report:
        return self.reports[report_named(file) or ("", "")]

    def of_units(self, units: Container[str]) -> dict[str, Report]:
        """Those of some units; no other is recalled."""
        found = self.reports.some([key for key in self.reports if key[0] in units])
        return {report_file(*key): report for key, report in found.items()}

    def __contains__(self, file: object) -> bool:
        return isinstance(file, str) and report_named(file) in self.reports

    def __iter__(self) -> Iterator[str]:
        return (report_file(*key) for key in self.reports)

    def __len__(self) -> int:
        return len(self.reports)
