"""What a measure asks, and so what has to be read: which figures, which period, whose reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ct58.domain.indicators.windows import Window, looked_back_to, mean_years
from ct58.domain.records.measure import (
    COUNTED_UNITS,
    Alternative,
    Condition,
    FieldReference,
    Indicator,
    Measure,
    Reading,
    RowsCondition,
    Test,
)
from ct58.domain.records.office import Office
from ct58.domain.standing.occurrences import item_occurrences
from ct58.domain.text.suggestions import suggestion
from ct58.domain.time.period import CALENDAR_KINDS, Period
from ct58.errors import BadUsage
from ct58.i18n import N_, msg
from ct58.records import positional_record

Alternatives = tuple[Alternative, ...]


@positional_record
class Question:
    """The conditions of a measure, any of which must hold; none at all always holds."""

    alternatives: Alternatives

    @property
    def paths(self) -> tuple[str, ...]:
        """Every field that is asked about, `key` or `key.subkey`, once; of rows, their list."""
        found = [
            path
            for condition in self.plain
            for key, test in condition.items()
            for path in (key, *references(test))
        ]
        return tuple(dict.fromkeys([*found, *(condition.rows for condition in self.of_rows)]))

    @property
    def plain(self) -> tuple[Condition, ...]:
        """The alternatives that ask about figures."""
        return tuple(entry for entry in self.alternatives if not isinstance(entry, RowsCondition))

    @property
    def of_rows(self) -> tuple[RowsCondition, ...]:
        """The alternatives that ask about the rows of a list."""
        return tuple(entry for entry in self.alternatives if isinstance(entry, RowsCondition))

    @property
    def keys(self) -> tuple[str, ...]:
        """The figures that are asked about, once."""
        return tuple(dict.fromkeys(path.partition(".")[0] for path in self.paths))

    @property
    def each_test(self) -> Iterator[tuple[str, Test]]:
        """Everything that is asked of a field, with the field."""
        return (entry for condition in self.plain for entry in condition.items())

    def tests(self, path: str) -> tuple[Test, ...]:
        """What is asked of a field."""
        return tuple(condition[path] for condition in self.plain if path in condition)


def question(where: Alternative | Alternatives | None) -> Question:
    """The question that the `where` of a measure asks, or of a condition on rows."""
    if where is None:
        return Question(())
    return Question(where if isinstance(where, tuple) else (where,))


def measure_keys(measure: Measure) -> tuple[str, ...]:
    """The figures that a measure rests on; where rows are counted, the list."""
    if measure.count is not None and measure.count != COUNTED_UNITS:
        return (measure.count,)
    return (*measure.added, *measure.minus, *question(measure.where).keys)


def measures_of(indicator: Indicator) -> Iterator[Measure]:
    """All measures of an indicator, those of its other readings, too."""
    bases: tuple[Indicator | Reading, ...] = (indicator, *indicator.readings)
    for base in bases:
        yield base.numerator
        if base.denominator is not None:
            yield base.denominator


def references(test: Test) -> Sequence[str]:
    """The fields with which a test compares."""
    limits = test.values() if isinstance(test, Mapping) else ()
    return [limit.field for limit in limits if isinstance(limit, FieldReference)]


def last_name(path: str) -> str:
    """How a field is named in its record or row."""
    return path.rpartition(".")[2]


_SHORTEST_FIRST = tuple(kind for kind in CALENDAR_KINDS if kind != "week")
"""Nothing is counted by weeks."""


def default_period(office: Office, as_of: dt.date) -> Period:
    """The last period that has ended before a day; where none has, the first.

    It is one of the shortest that the reporting calendar or the indicators know. From the committee's last day on it is the
    one in which that day lies, whether reports are owed for it or not.
    """
    periods = _known_periods(office)
    if periods and office.closed_on is not None and office.closed_on <= as_of:
        kind = next(kind for kind in _SHORTEST_FIRST if kind == periods[0].kind)
        return Period.containing(office.closed_on, kind)
    ended = [period for period in periods if period.last_day < as_of]
    if ended:
        return max(ended, key=Period.sort_key)
    return min(periods, key=Period.sort_key, default=office.horizon)


def _known_periods(office: Office) -> list[Period]:
    found = {
        o.period
        for item in office.items.values()
        if item.kind == "report"
        for o in item_occurrences(office, item)
    }
    if not found:
        rules = [entry.deadline for entry in office.programme.indicators if entry.deadline.every]
        found = {o.period for rule in rules for o in office.times_of(rule)}
    kinds = {period.kind for period in found}
    shortest = next((kind for kind in _SHORTEST_FIRST if kind in kinds), None)
    return [period for period in found if period.kind == shortest]


def chosen(office: Office, ids: Iterable[str]) -> tuple[Indicator, ...]:
    """The indicators with these ids, in the programme's order; all where none is named.

    Raises BadUsage for an id that no indicator has.
    """
    known = {indicator.id: indicator for indicator in office.programme.indicators}
    named = {id_.upper() for id_ in ids}
    for id_ in sorted(named - known.keys()):
        raise BadUsage(
            msg(N_("There is no indicator “{id}”{suggestion}."), id=id_, suggestion=suggestion(id_, known)),
            msg(N_("All indicators: ct58 list indicators")),
        )
    return tuple(indicator for id_, indicator in known.items() if not named or id_ in named)


def report_periods(office: Office, indicator: Indicator, window: Window) -> frozenset[str]:
    """The periods of which an indicator needs the reports, as their files are named; of what lasts, earlier ones too.

    So do those of any wording that an amendment gave it: by which one a time is judged depends on the day. A figure that the
    form does not have needs none; `check` has a finding for it.
    """
    editions = [edition.programme for edition in office.history.editions]
    wordings = [entry for edition in editions for entry in edition.indicators if entry.id == indicator.id]
    measures = (measure for wording in (indicator, *wordings) for measure in measures_of(wording))
    keys = {key for measure in measures for key in measure_keys(measure)}
    figures = [figure for edition in editions for figure in edition.figures if figure.key in keys]
    times = _times_read(indicator, wordings, window)
    found = {
        str(period)
        for every in {line.every for line in figures}
        for time in times
        for period in time.periods(every)
    }
    since = replace(window, first_day=min(window.first_day, office.horizon.first_day))
    held = {line.every for line in figures if line.lasts}
    return frozenset(found.union(str(period) for every in held for period in since.periods(every)))


def looks_back(indicator: Indicator) -> bool:
    """Whether a measure is of another time than the indicator's own, or a target is relative to one."""
    entries: tuple[Indicator | Reading, ...] = (indicator, *indicator.readings)
    is_relative = any(entry.target is not None and entry.target.of is not None for entry in entries)
    return is_relative or any(
        measure.period is not None or measure.average is not None for measure in measures_of(indicator)
    )


def _times_read(indicator: Indicator, wordings: Iterable[Indicator], window: Window) -> list[Window]:
    """The window itself, those that measures and targets look back to from it, and the years of a mean."""
    found = [window]
    for wording in (indicator, *wordings):
        asked = (wording.target, *(reading.target for reading in wording.readings))
        targets = [target.of for target in asked if target is not None and target.of is not None]
        back = [earlier for time in targets if (earlier := looked_back_to(window, time)) is not None]
        found += back
        for measure in measures_of(wording):
            for seen in (window, *back):
                found += times_of(measure, seen)
    return list(dict.fromkeys(found))


def times_of(measure: Measure, window: Window) -> tuple[Window, ...]:
    """The times that a measure is of: its own, or the years of which it is the mean; none where nothing comes before."""
    if measure.average is not None:
        return mean_years(measure.average.over)
    if measure.period is None:
        return (window,)
    found = looked_back_to(window, measure.period)
    return () if found is None else (found,)
