"""View that explains an indicator: its clause, how its value comes about, and each answer that it rests on."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.conditions import FieldValues as ListRow
from ct58.domain.indicators.conditions import Truth, row_fits
from ct58.domain.indicators.contribution import Base, Contribution
from ct58.domain.indicators.facts import ListedRow, listed_rows
from ct58.domain.indicators.known import FigureCell
from ct58.domain.indicators.needs import question
from ct58.domain.indicators.numbers import Number, Pair
from ct58.domain.indicators.result import Result
from ct58.domain.indicators.rows import counted_rows
from ct58.domain.indicators.targets import requirement
from ct58.domain.indicators.windows import Window
from ct58.domain.records.measure import Target
from ct58.domain.records.office import Office
from ct58.domain.records.places import report_file
from ct58.domain.records.programme import Clause, Figure, Programme
from ct58.domain.records.units import Unit
from ct58.records import positional_record, record
from ct58.views.catalogue import clause_by_id
from ct58.views.detail import AmendedHistory, amended_history
from ct58.views.indicators import Request, Row, indicators_view
from ct58.views.ladder import LadderStep, UnitPart, ladder, unit_part
from ct58.views.reports import DueReportState


@record
class Population:
    """The units that are counted over, on the first and on the last day that is looked at, and what changed.

    `opened`, `closed` and `merged` became valid, or ceased to be, in between.
    """

    first_day: dt.date
    last_day: dt.date
    before: int
    after: int
    opened: tuple[Unit, ...]
    closed: tuple[Unit, ...]
    merged: tuple[Unit, ...]


@positional_record
class ComparedNumbers:
    """What is compared, as numbers without a fraction bar: 100·numerator with target·denominator, or a count.

    `asked` is the number that is asked for, `least` the count that is enough where it is rounded down.
    """

    left: Number
    right: Number
    least: int | None
    asked: Number


@positional_record
class CapCheck:
    """A cap, the largest count within it, and whether the value is."""

    target: Target
    asked: Number
    most: int
    is_kept: bool


@positional_record
class DecidedBy:
    """The document by which an answer counts."""

    number: str
    date: dt.date | None


@record
class AnswerLine:
    """One figure of one report: what it says, by which decision, and where that stands; None if it is missing.

    `report_state` is that of the report, as far as it is known on the day. `settled_by` is the figure whose
    answer settles this one; the place is then that answer's. `is_unsettled`: two people's values stand in that report.
    """

    figure: Figure
    cell: FigureCell
    report_state: DueReportState | None
    decision: DecidedBy | None
    file: str | None
    line: int | None
    settled_by: Figure | None = None
    is_unsettled: bool = False


@record
class UnitLine:
    """A unit's part in the value, and the answers that it rests on."""

    unit: Unit
    part: UnitPart
    numerator: Number
    denominator: Number
    is_open: bool
    answers: tuple[AnswerLine, ...]

    @property
    def is_provisional(self) -> bool:
        """Whether it is counted as it stands, although something may still come."""
        return self.is_open and self.part not in ("missing", "undecided", "partial")

    @property
    def is_by_the_last_report(self) -> bool:
        """Whether it is counted by what it said last, which need not hold any more."""
        return self.is_provisional and any(entry.cell.last is not None for entry in self.answers)

    @property
    def is_awaited(self) -> bool:
        """Whether it counts as having nothing, and may still have it in time."""
        return self.is_provisional and not self.is_by_the_last_report


@record
class RowLine:
    """A row of a list figure: a document, an organisation. `counts` is what it adds.

    Where units are counted by their rows, that is whether it fits, and whether it is looked at. `is_open`
    while cells that are left blank decide about it.
    """

    unit: Unit
    figure: Figure
    row: ListRow
    counts: Pair
    is_open: bool
    file: str
    line: int


@record
class Explanation:
    """One indicator in one window.

    `outcome` is numerator and denominator when just those units fit that are needed; `population` is None
    where no units are counted; `counted_in` is what a sum counts (đảng viên), where the form says it.
    """

    row: Row
    clause: Clause | None
    population: Population | None
    steps: tuple[LadderStep, ...]
    comparisons: tuple[ComparedNumbers, ...]
    caps: tuple[CapCheck, ...]
    outcome: Pair | None
    counted_in: str | None
    units: tuple[UnitLine, ...]
    rows: tuple[RowLine, ...]

    @property
    def result(self) -> Result:
        """What is explained."""
        return self.row.result

    @property
    def base(self) -> Base:
        """The chosen base."""
        return _base(self.result)

    def units_in(self, part: UnitPart) -> tuple[UnitLine, ...]:
        """The units that are something in the value, without those that only stand so now."""
        return tuple(line for line in self.units if line.part == part and not line.is_provisional)

    @property
    def by_the_last_report(self) -> tuple[UnitLine, ...]:
        """The units that have not answered yet, and are counted by what they said last."""
        return tuple(line for line in self.units if line.is_by_the_last_report)

    @property
    def awaited(self) -> tuple[UnitLine, ...]:
        """The units that count as having nothing, and may still have it in time."""
        return tuple(line for line in self.units if line.is_awaited)


@record
class ExplanationView:
    """The explanations of an indicator in a period, one for each of its windows."""

    programme: Programme
    request: Request
    as_of: dt.date
    explanations: tuple[Explanation, ...]
    names: Mapping[str, str]
    history: AmendedHistory | None


def explanation_view(office: Office, request: Request, as_of: dt.date) -> ExplanationView:
    """Explain the indicators of a request, as known on a day."""
    answers = Answers(office, as_of)
    rows = indicators_view(office, request, as_of).rows
    return ExplanationView(
        programme=office.programme,
        request=request,
        as_of=as_of,
        explanations=tuple(explanation(answers, row) for row in rows),
        names={unit.id: unit.label for unit in office.units.values()},
        history=amended_history(office, request.ids[0]) if len(request.ids) == 1 else None,
    )


def explanation(answers: Answers, row: Row) -> Explanation:
    """Explain a value from what its evaluation kept."""
    result = row.result
    base, entries = _base(result), result.main.contributions
    return Explanation(
        row=row,
        clause=clause_by_id(answers.office.history.on(result.window.last_day), result.indicator.clause),
        population=_population(answers, base, result.window) if base.counts_units else None,
        steps=ladder(answers, base, entries, result.window),
        comparisons=tuple(_comparisons(result)),
        caps=tuple(_caps(result)),
        outcome=_outcome(result, base),
        counted_in=_counted_in(answers, base),
        units=tuple(_unit_line(answers, entry, base) for entry in entries),
        rows=tuple(_row_lines(answers, base, entries, result.window)),
    )


def _base(result: Result) -> Base:
    return Base(result.indicator.numerator, result.indicator.denominator)


def _counted_in(answers: Answers, base: Base) -> str | None:
    """The unit of the one figure that is added up."""
    keys = base.numerator.added if base.denominator is None else ()
    return answers.figures[keys[0]].unit if len(keys) == 1 else None


# ---------------------------------------------------------------------- population


def _population(answers: Answers, base: Base, window: Window) -> Population:
    """Who was there on the first day, and who came and went until the last one that is known."""
    last = window.until(answers.as_of)
    first = min(window.first_day, last)
    sets = [measure.of for measure in base.measures]
    at_first, at_last = (frozenset().union(*(answers.ids(of, day) for of in sets)) for day in (first, last))
    units = [unit for unit in answers.office.units.values() if unit.id in at_last]
    gone = [unit for unit in units if unit.valid_to is not None and first <= unit.valid_to < last]
    return Population(
        first_day=first,
        last_day=last,
        before=sum(u.is_valid_on(first) for u in answers.office.units.values() if u.id in at_first),
        after=sum(unit.is_valid_on(last) for unit in units),
        opened=tuple(
            unit for unit in units if unit.valid_from is not None and first < unit.valid_from <= last
        ),
        closed=tuple(unit for unit in gone if unit.merged_into is None),
        merged=tuple(unit for unit in gone if unit.merged_into is not None),
    )


# ---------------------------------------------------------------------- target


def _comparisons(result: Result) -> Iterator[ComparedNumbers]:
    """The two numbers of which the target asks which is larger, for each end of it; none without a target or a value."""
    asked, main = result.requirement, result.main
    if asked is None or not asked.concludes or main.numerator is None:
        return
    above, below = main.pair
    per = asked.yardstick.per
    for mark in asked.marks:
        if per is None:
            yield ComparedNumbers(above, mark, None, mark)
            continue
        least = math.floor(mark * below / per) if asked.target.rounding == "floor" else None
        yield ComparedNumbers(per * above, mark * below, least, mark)


def _caps(result: Result) -> Iterator[CapCheck]:
    for cap in result.indicator.caps:
        limit = requirement(cap, result.window, result.main.yardstick)
        if limit is not None and limit.value is not None and result.main.value is not None:
            pair = result.main.pair
            yield CapCheck(
                cap, limit.value, _most(limit.value, limit.yardstick.per, pair), limit.is_met(pair)
            )


def _most(value: Number, per: int | None, pair: Pair) -> int:
    return math.floor(value if per is None else value * pair[1] / per)


def _outcome(result: Result, base: Base) -> Pair | None:
    """What the counts would be: as many units as needed fit, the others that are open count below only."""
    needed, main = result.main.needed, result.main
    if needed is None or needed.units is None or base.denominator is None or not base.counts_units:
        return None
    if main.coverage.expected != len(main.contributions):
        return None  # a unit could not be read: what it adds is in no contribution
    opened = [choices.points for entry in main.contributions for choices in entry.open]
    if not all((1, 1) in points and (0, 1) in points for points in opened):
        return None
    fixed = [entry.fixed for entry in main.contributions]
    above, below = (sum(pair[place] for pair in fixed) for place in (0, 1))
    return above + needed.units, below + needed.of


# ---------------------------------------------------------------------- units


def _unit_line(answers: Answers, entry: Contribution, base: Base) -> UnitLine:
    return UnitLine(
        unit=entry.unit,
        part=unit_part(entry, base),
        numerator=entry.point[0],
        denominator=entry.point[1],
        is_open=bool(entry.open),
        answers=tuple(_answer_line(answers, cell) for cell in entry.cells),
    )


def _answer_line(answers: Answers, cell: FigureCell) -> AnswerLine:
    said = cell.as_said
    is_written = said.state != "missing" or said.undecided is not None
    file = report_file(cell.unit.id, said.period) if is_written else None
    written = said.settled_by or said.figure
    return AnswerLine(
        figure=answers.figures[cell.figure],
        cell=cell,
        report_state=_report_state(cell, answers.as_of),
        is_unsettled=cell.is_unsettled,
        decision=_decision(answers.figures[cell.figure], cell),
        file=file,
        line=answers.office.line(file, ("figures", written)) if file else None,
        settled_by=answers.figures[said.settled_by] if said.settled_by else None,
    )


def _report_state(cell: FigureCell, as_of: dt.date) -> DueReportState | None:
    """The state of a report, unless it came only later."""
    if cell.is_unread:
        return "unreadable"
    report = cell.report
    if report is None or (report.received_on is not None and report.received_on > as_of):
        return None
    return report.state


def _decision(figure: Figure, cell: FigureCell) -> DecidedBy | None:
    """The document that an answer names, or that it is decided by."""
    if cell.report is None or cell.state != "given":
        return None
    own = cell.value if isinstance(cell.value, Mapping) else None
    named = cell.report.figures.get(figure.decided_by or "", own)
    if not isinstance(named, Mapping) or not named.get("number"):
        return None
    day = named.get("issued_on")
    return DecidedBy(str(named["number"]), day if isinstance(day, dt.date) else None)


def _row_lines(
    answers: Answers, base: Base, entries: Sequence[Contribution], window: Window
) -> Iterator[RowLine]:
    """Every row of the list that is counted, or by which units are, once."""
    if base.counted_list is not None:
        figure = answers.figures[base.counted_list]
        for entry in entries:
            for row in counted_rows(answers, base, entry.cells, window):
                yield _row_line(answers, figure, row.listed, row.now, is_open=row.is_blank)
    for asked in question(base.numerator.where).of_rows if base.counts_units else ():
        figure = answers.figures[asked.rows]
        for entry in entries:
            for listed in listed_rows(figure, [cell for cell in entry.cells if cell.figure == asked.rows]):
                fits = row_fits(asked, figure, listed.row, window.so_far(answers.as_of))
                counts = (int(fits is Truth.YES), int(fits in (Truth.YES, Truth.NO)))
                yield _row_line(answers, figure, listed, counts, is_open=fits is Truth.UNKNOWN)


def _row_line(answers: Answers, figure: Figure, listed: ListedRow, counts: Pair, *, is_open: bool) -> RowLine:
    file = report_file(listed.cell.unit.id, listed.cell.period)
    return RowLine(
        unit=listed.cell.unit,
        figure=figure,
        row=listed.row,
        counts=counts,
        is_open=is_open,
        file=file,
        line=answers.office.line(file, ("figures", figure.key, listed.index)),
    )
