"""View of the facts: every figure that a report gives or owes, one row each, for calculations elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ct58.domain.indicators.answers import Answers
from ct58.domain.records.office import Office
from ct58.domain.records.places import report_file
from ct58.domain.records.programme import Figure, FigureType
from ct58.domain.records.reports import Quality, Report, ReportState
from ct58.domain.records.scalars import NOT_APPLICABLE, FigureValue, Scalar
from ct58.domain.records.units import Unit
from ct58.domain.standing.form import figure_by_name
from ct58.domain.text.suggestions import suggestion
from ct58.domain.time.period import CALENDAR_KINDS, Period, periods_between
from ct58.errors import BadUsage, Path
from ct58.i18n import N_, msg
from ct58.records import record

FactRowState = Literal[
    "given", "not_applicable", "not_given", "missing", "undecided", "not_counted", "unreadable"
]


@record
class Wanted:
    """Which facts: of these units, figures and periods; `periods` None means all, with those given once."""

    units: tuple[Unit, ...]
    figures: tuple[Figure, ...]
    periods: tuple[Period, ...] | None = None


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact: a figure of a report, a field of a record figure, or a field of a row of a list figure.

    States: given · not_applicable · not_given, the report has come without it · missing, nothing has come ·
    undecided, it stands in the file and waits for its decision or reason · not_counted, it stands there but does not
    count on the day. `value` is None in the second to fourth; `reason` is why there is no level, or it does not apply.
    `index` counts the rows of a list from 1 (0: a list without rows). There are hundreds of
    thousands of these, so they are an ordinary data class.
    """

    unit: str
    unit_name: str
    kind: str
    organisation: str | None
    period: str
    ends_on: dt.date | None
    figure: str
    number: int
    label: str
    type: FigureType
    index: int | None
    field: str | None
    value: Scalar | None
    state: FactRowState
    expected: bool
    report_state: ReportState | None
    received_on: dt.date | None
    quality: Quality | None
    document_number: str | None
    document_date: dt.date | None
    file: str | None
    line: int | None
    reason: str | None


def wanted(
    office: Office,
    *,
    figures: Iterable[str] = (),
    sets: Iterable[str] = (),
    units: Sequence[Unit] = (),
    periods: tuple[Period, ...] = (),
) -> Wanted:
    """What the words of a filter mean; units must be named and in one of the sets, where either is given.

    Raises BadUsage for a figure or a set that the programme lacks.
    """
    named = {unit.id for unit in units or office.units.values()}
    in_sets = {unit.id for name in sets for unit in _set(office, name)} if sets else named
    form = _form_of(office, periods)
    return Wanted(
        units=tuple(unit for unit in office.units.values() if unit.id in named & in_sets),
        figures=tuple(form[_figure(office, name).key] for name in figures) or _by_number(form.values()),
        periods=periods or None,
    )


def _form_of(office: Office, periods: Iterable[Period]) -> Mapping[str, Figure]:
    """The figures of the last of some periods, as its form has them; without any, the newest."""
    last = max(periods, key=lambda period: period.last_day, default=None)
    return {
        **{figure.key: figure for figure in office.programme.figures},
        **(office.figures_of(last) if last is not None else {}),
    }


def _figure(office: Office, name: str) -> Figure:
    found = figure_by_name(office, name)
    if found is not None:
        return found
    near = suggestion(name, [figure.key for figure in office.programme.figures])
    raise BadUsage(
        msg(N_("There is no figure “{name}”{suggestion}."), name=name, suggestion=near),
        msg(N_("All figures: ct58 list figures")),
    )


def _set(office: Office, name: str) -> tuple[Unit, ...]:
    known = office.programme.sets
    if name in known:
        return office.meant(name, office.known_on)
    raise BadUsage(
        msg(
            N_("There is no set of units “{name}”{suggestion}."),
            name=name,
            suggestion=suggestion(name, known),
        ),
        msg(N_("Sets: {sets}"), sets=", ".join(known)),
    )


def _by_number(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    return tuple(sorted(figures, key=lambda figure: figure.number))


def report_periods_in(periods: Iterable[Period]) -> frozenset[str]:
    """The periods of which there may be reports inside some periods, as their files are named."""
    found = {period for asked in periods for period in (asked, *_parts(asked))}
    return frozenset(map(str, found))


def _parts(period: Period) -> Iterator[Period]:
    if period.kind != "once":
        for kind in CALENDAR_KINDS:
            yield from periods_between(kind, period.first_day, period.last_day)


def fact_rows(
    office: Office, as_of: dt.date, asked: Wanted, units: Iterable[Unit] | None = None
) -> Iterator[FactRow]:
    """The facts as known on a day: by unit in the office's order, then period, then printed number.

    A figure that is expected and has not come is a row, too, so that coverage can be computed from the
    rows. `units` may be the wanted units again, watched by whoever shows the progress.
    """
    table = _Facts(office, Answers(office, as_of), as_of, asked)
    for unit in asked.units if units is None else units:
        yield from table.of_unit(unit)


class _Facts:
    """The rows of one run: what they have in common is worked out once, and no row is kept."""

    def __init__(self, office: Office, answers: Answers, as_of: dt.date, asked: Wanted) -> None:
        self.office = office
        self.answers = answers
        self.as_of = as_of
        self.figures = asked.figures
        self.forms: dict[Period, tuple[Figure, ...]] = {}
        self.periods = _periods(office, asked)

    def of_unit(self, unit: Unit) -> Iterator[FactRow]:
        for period in self.periods:
            report = self.office.reports.get((unit.id, str(period)))
            is_unread = self.office.are_figures_unread(unit.id, str(period))
            for figure in self._form(period):
                is_expected = self._is_expected(figure, unit, period)
                if is_unread and is_expected:
                    yield replace(self._frame(figure, unit, period, report, is_expected), state="unreadable")
                elif is_expected or (report is not None and figure.key in report.figures):
                    yield from self._of_figure(
                        figure, self._frame(figure, unit, period, report, is_expected), report
                    )

    def _form(self, period: Period) -> tuple[Figure, ...]:
        """The wanted figures as the form of a period has them: that of its last day."""
        if period not in self.forms:
            known = self.office.figures_of(period)
            self.forms[period] = tuple(known.get(figure.key, figure) for figure in self.figures)
        return self.forms[period]

    def _frame(
        self, figure: Figure, unit: Unit, period: Period, report: Report | None, is_expected: bool
    ) -> FactRow:
        ends_on = None if period.kind == "once" else self.office.last_day_of(period)
        then = unit.on(min(ends_on or self.as_of, self.as_of))
        return _frame(figure, then, period, report, is_expected, ends_on)

    def _is_expected(self, figure: Figure, unit: Unit, period: Period) -> bool:
        """Whether the figure is owed by the day: its period has ended, or it is given once."""
        if figure.every != period.kind or not self.answers.is_asked(figure, unit, period):
            return False
        if figure.every == "once":
            return _has_lived(unit, self.office.horizon.first_day, self.as_of)
        return self.office.last_day_of(period) <= self.as_of

    def _of_figure(self, figure: Figure, frame: FactRow, report: Report | None) -> Iterator[FactRow]:
        value = report.figures.get(figure.key) if report is not None else None
        if report is None or value is None:
            line = self._line(frame, figure) if report and figure.key in report.figures else None
            yield replace(frame, state=self._absence(figure, report), line=line)
            return
        is_counted = self.answers.accepts.counts(figure, report, value) and not self._is_elsewhere(report)
        open_state: FactRowState = (
            "undecided" if self.answers.accepts.is_undecided(figure, report, value) else "not_counted"
        )
        for index, field, part in _split(figure, value):
            state = _state(index, part) if is_counted else open_state
            shown = None if state == "not_applicable" else part
            line = self._line(frame, figure, index)
            yield replace(frame, index=index, field=field, value=shown, state=state, line=line)

    def _is_elsewhere(self, report: Report) -> bool:
        """Whether a unit's last report is counted in that of the unit that it was merged into."""
        unit = self.office.units.get(report.unit)
        return bool(report.counted_in) and unit is not None and self.office.ended_inside(unit, report.period)

    def _absence(self, figure: Figure, report: Report | None) -> FactRowState:
        """A report that has come and been typed in says nothing of it; what comes otherwise has not come."""
        comes_with_report = figure.asked and figure.if_absent == "unknown"
        is_typed = report is not None and report.state != "registered" and report.has_arrived_by(self.as_of)
        return "not_given" if comes_with_report and is_typed else "missing"

    def _line(self, frame: FactRow, figure: Figure, index: int | None = None) -> int:
        lines = self.office.lines.get(frame.file or "", {})
        at: Path = ("figures", figure.key)
        row: Path = (*at, index - 1) if index else at
        return lines.get(row) or lines.get(at, 1)


def _periods(office: Office, asked: Wanted) -> tuple[Period, ...]:
    """The periods with rows, in order: those of the programme's time, and any other with a report."""
    found = {Period.once(), *_parts(office.horizon), *(report.period for report in office.reports.values())}
    if asked.periods is not None:
        names = report_periods_in(asked.periods)
        found = {period for period in found if str(period) in names}
    return tuple(sorted(found, key=Period.sort_key))


def _has_lived(unit: Unit, first_day: dt.date, as_of: dt.date) -> bool:
    """Whether a unit existed on any day of the programme's time, up to a day."""
    begins = unit.valid_from is None or unit.valid_from <= as_of
    return begins and (unit.valid_to is None or unit.valid_to >= first_day)


def _frame(
    figure: Figure,
    unit: Unit,
    period: Period,
    report: Report | None,
    expected: bool,
    ends_on: dt.date | None,
) -> FactRow:
    """What all rows of a figure in a report have in common, as of a figure that is missing."""
    document = report.document if report else None
    return FactRow(
        unit=unit.id,
        unit_name=unit.name,
        kind=unit.kind,
        organisation=unit.organisation,
        period=str(period),
        ends_on=ends_on,
        figure=figure.key,
        number=figure.number,
        label=figure.label,
        type=figure.type,
        index=None,
        field=None,
        value=None,
        state="missing",
        expected=expected,
        report_state=report.state if report else None,
        received_on=report.received_on if report else None,
        quality=report.quality if report else None,
        document_number=document.number if document else None,
        document_date=document.date if document else None,
        file=report_file(unit.id, period) if report else None,
        line=None,
        reason=report.reasons.get(figure.key) if report else None,
    )


def _split(figure: Figure, value: FigureValue) -> Iterator[tuple[int | None, str | None, Scalar | None]]:
    """A value as (row of the list, field, value): one of a plain figure, one a field of a record or row."""
    if isinstance(value, tuple):
        if not value:
            yield 0, None, None
        for index, row in enumerate(value, start=1):
            yield from ((index, key, part) for key, part in _fields(figure, row))
    elif isinstance(value, Mapping):
        yield from ((None, key, part) for key, part in _fields(figure, value))
    else:
        yield None, None, value


def _fields(figure: Figure, row: Mapping[str, Scalar | None]) -> Iterator[tuple[str, Scalar | None]]:
    return ((field.key, row.get(field.key)) for field in figure.fields)


def _state(index: int | None, part: Scalar | None) -> FactRowState:
    """Of a value that counts: a field may be left out; a list without rows is given."""
    if part is None and index != 0:
        return "not_given"
    return "not_applicable" if part == NOT_APPLICABLE else "given"
