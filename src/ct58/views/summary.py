"""View of a summary: everything that the report of a period says, before it is put into words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.result import JUDGED, Verdict
from ct58.domain.records.committee import PeriodFile
from ct58.domain.records.editions import Deed, records_by_id
from ct58.domain.records.items import Item
from ct58.domain.records.measure import Indicator
from ct58.domain.records.narrative import Profile, sections_of, text_for, text_key, unknown_keys
from ct58.domain.records.office import Office
from ct58.domain.records.places import UnreadRecords
from ct58.domain.records.programme import Amendment, Part, Programme, ProgrammeHead, TaskGroup
from ct58.domain.records.terms import Terminology
from ct58.domain.records.units import Unit
from ct58.domain.standing.occurrences import item_occurrences
from ct58.domain.standing.report_calendar import reports_beside
from ct58.domain.standing.summary_scope import AsOf, SummaryScope, summary_scope_of
from ct58.domain.time.period import Period
from ct58.records import positional_record, record
from ct58.views.counts import Counts
from ct58.views.document import OfficialHead, official_head
from ct58.views.facts import report_periods_in
from ct58.views.history import HistoryPoint, yearly_history, years_until
from ct58.views.indicators import Past, Request, Row, indicator_periods, indicators_view
from ct58.views.progress import Fallen, ItemProgress, ahead, counts_of, fallen, progress
from ct58.views.ratings import FigureResult, Rating, figure_results, own_values, ratings
from ct58.views.reported import ReportedChanges
from ct58.views.reports import CalendarLine, ReportRow, Tally, calendar_lines, tally


@record
class DataRevision:
    """The state of the data that a summary was made from; with changes since, it is not the whole truth."""

    id: str
    when: dt.datetime
    has_changes: bool = False


@record
class Order:
    """What was asked for: the time, the reader, the day, and whether it is for work or final.

    `number` and `on` are those of the issued document.
    """

    scope: SummaryScope
    profile: Profile
    as_of: AsOf
    is_final: bool = False
    number: str | None = None
    on: dt.date | None = None
    revision: DataRevision | None = None


@record
class IndicatorResults:
    """One indicator in each of its times inside the period, in order; most have one."""

    rows: tuple[Row, ...]

    @property
    def indicator(self) -> Indicator:
        """The indicator itself."""
        return self.rows[0].result.indicator

    @property
    def last(self) -> Row:
        """The last of its times."""
        return self.rows[-1]

    @property
    def has_value(self) -> bool:
        """Whether it has come to anything yet."""
        return any(row.result.main.value is not None for row in self.rows)

    @property
    def judged(self) -> tuple[Row, ...]:
        """The times that have come to be judged, with or without figures."""
        return tuple(row for row in self.rows if row.result.main.verdict in JUDGED)

    @property
    def times_met(self) -> int:
        """In how many of its times it was met."""
        return sum(row.result.main.verdict == "met" for row in self.rows)

    @property
    def verdict(self) -> Verdict:
        """Met if every time was, not met if one was not; a time without figures leaves it open.

        A time that an end cut short says nothing about the others.
        """
        every = {row.result.main.verdict for row in self.rows}
        found = every - {"cut_short"} or every
        if {"met", "no_data"} <= found and "not_met" not in found:
            return "undetermined"
        return next(verdict for verdict in _WORST_FIRST if verdict in found)

    @property
    def cut(self) -> tuple[Row, ...]:
        """The times that are not judged, because an end cut them short."""
        return tuple(row for row in self.rows if row.result.main.verdict == "cut_short")

    @property
    def is_closed(self) -> bool:
        """Whether a verdict is final: the books are closed."""
        return all(row.is_closed for row in self.rows)

    @property
    def is_exceeded(self) -> bool:
        """Whether more than “at least” was reached every time, or less than “at most”.

        What asks for more than a number is met by more than it, not exceeded.
        """
        return bool(self.judged) and all(map(_exceeds, self.judged))


_WORST_FIRST: tuple[Verdict, ...] = (
    "not_met",
    "undetermined",
    "not_due",
    "cut_short",
    "no_data",
    "met",
    "no_target",
)


def _exceeds(row: Row) -> bool:
    main, asked = row.result.main, row.result.requirement
    if main.verdict != "met" or asked is None:
        return False
    if main.value is None or asked.value is None:
        return False
    excess = main.value - asked.value
    return (asked.target.op == ">=" and excess > 0) or (asked.target.op == "<=" and excess < 0)


@record
class PartResults:
    """What belongs to the clauses of one part of the programme: its indicators, its duties, figures beside them."""

    part: Part
    indicators: tuple[IndicatorResults, ...]
    duties: tuple[ItemProgress, ...]
    figures: tuple[FigureResult, ...]

    @property
    def says_something(self) -> bool:
        """Whether there is anything to report without a person's words."""
        has_data = any(entry.has_value for entry in self.indicators)
        return has_data or any(entry.is_settled for entry in self.duties)


@record
class GroupProgress:
    """The tasks of one group of the appendix; without a group, the items that came up on the way."""

    group: TaskGroup | None
    items: tuple[ItemProgress, ...]

    @property
    def counts(self) -> Counts:
        """All obligations of the group."""
        return counts_of(self.items)


@positional_record
class UnitNote:
    """What a unit wrote beside its figures."""

    unit: Unit
    text: str


@positional_record
class DueReport:
    """A report that the units owe in the time ahead."""

    item: Item
    period: Period
    due: dt.date


@record
class SummaryView:
    """A summary. `lines` are the calendar's, `main_lines` those of the last and longest period in it.

    `in_period` are the values of the asked period alone, by indicator, beside those of a longer time; `histories` what each of one value a year was
    in the years up to this one, in a review. `year_before` are the reports of the same period a year earlier, None where there was none.
    `amendments` came into force in the period, each with what it did; `titles` tell of what. `texts` are the narrative for this reader, `text_keys` the keys they stand under; `missing` the sections that wait for one.
    `governing` are the ids of the committee's own leading bodies.
    """

    order: Order
    head: ProgrammeHead
    official: OfficialHead
    committee: str
    lines: tuple[CalendarLine, ...]
    indicators: tuple[IndicatorResults, ...]
    in_period: Mapping[str, Past]
    histories: Mapping[str, tuple[HistoryPoint, ...]]
    year_before: Tally | None
    parts: tuple[PartResults, ...]
    groups: tuple[GroupProgress, ...]
    duties: tuple[ItemProgress, ...]
    fallen: tuple[Fallen, ...]
    ahead: tuple[ItemProgress, ...]
    reports_ahead: tuple[DueReport, ...]
    ratings: tuple[Rating, ...]
    difficulties: tuple[UnitNote, ...]
    proposals: tuple[UnitNote, ...]
    reported: tuple[ReportedChanges, ...]
    texts: Mapping[str, str]
    text_keys: Mapping[str, str]
    missing: tuple[str, ...]
    unknown_texts: tuple[str, ...]
    labels: Mapping[str, str]
    governing: frozenset[str]
    programme: Programme
    amendments: tuple[tuple[Amendment, tuple[Deed, ...]], ...]
    titles: Mapping[str, str]
    unread: UnreadRecords

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every indicator in each of its times."""
        return tuple(row for entry in self.indicators for row in entry.rows)

    @property
    def main_lines(self) -> tuple[CalendarLine, ...]:
        """The lines of the calendar that say how complete the figures are: of the last period that is over.

        What the committee books itself is not among them.
        """
        return _main_lines(self.lines, self.order.as_of.day, self.programme.terms)

    @property
    def main_rows(self) -> tuple[ReportRow, ...]:
        """The reports of those lines."""
        return tuple(row for line in self.main_lines for row in line.rows)

    @property
    def coverage(self) -> Tally:
        """How many reports the figures rest on."""
        return tally(self.main_rows)

    @property
    def tasks(self) -> tuple[ItemProgress, ...]:
        """The appendix's own tasks, without what came up."""
        return tuple(item for group in self.groups if group.group for item in group.items)

    @property
    def work(self) -> tuple[ItemProgress, ...]:
        """Tasks, items that came up, and duties."""
        return (*(item for group in self.groups for item in group.items), *self.duties)

    def qualities(self) -> Mapping[str, int]:
        """How many of the reports that came hold estimates, and how many final figures."""
        found = [row.quality for row in self.main_rows if row.has_arrived]
        return {quality: found.count(quality) for quality in ("estimated", "final")}

    def always_on_time(self) -> tuple[Unit, ...]:
        """The units all of whose reports of the time came, and in time."""
        by_unit: dict[str, list[ReportRow]] = {}
        for line in self.lines:
            for row in line.rows:
                by_unit.setdefault(row.unit.id, []).append(row)
        return tuple(rows[0].unit for rows in by_unit.values() if all(row.is_on_time for row in rows))


def _main_lines(lines: Iterable[CalendarLine], day: dt.date, terms: Terminology) -> tuple[CalendarLine, ...]:
    asked = [line for line in lines if not all(terms.is_committee(row.unit.kind) for row in line.rows)]
    over = [line for line in asked if line.ends_on < day]
    last = max((_reach(line.period) for line in over or asked), default=None)
    return tuple(line for line in asked if _reach(line.period) == last)


def _reach(period: Period) -> tuple[dt.date, dt.timedelta]:
    return period.last_day, period.last_day - period.first_day


def summary_periods(office: Office, scope: SummaryScope) -> frozenset[str]:
    """The periods whose reports a summary rests on, from the programme alone."""
    found = indicator_periods(office, _request(office, scope)) | {"once"}
    for year in years_until(office, scope.last_day) if scope.is_review else ():
        found |= indicator_periods(office, _request(office, summary_scope_of(year), with_past=False))
    earlier = _earlier(office, scope)
    found |= set(map(str, reports_beside(office, [earlier]))) if earlier else set()
    if any(figure.clauses for figure in office.programme.figures):
        found |= report_periods_in([scope.asked])
    for item in office.items.values():
        if item.kind == "report":
            asked = (o.period for o in item_occurrences(office, item) if _concerns(scope, o.period))
            found |= set(map(str, reports_beside(office, asked)))
        elif item.done_when:  # what was owed before may still be open, and what is ahead may be done
            found |= {occurrence.key for occurrence in item_occurrences(office, item)}
    return found


def _earlier(office: Office, scope: SummaryScope) -> Period | None:
    """The same period a year earlier; None before the programme's time, and for a term."""
    if scope.is_term:
        return None
    period = scope.asked.same_period_last_year()
    return period if period.last_day >= office.horizon.first_day else None


def _concerns(scope: SummaryScope, period: Period) -> bool:
    """Whether a period lies in the time that is added up."""
    return scope.first_day <= period.first_day and period.last_day <= scope.last_day


def _request(office: Office, scope: SummaryScope, *, with_past: bool = True) -> Request:
    ids = tuple(entry.id for entry in office.programme.indicators)
    return Request(period=scope.asked, ids=ids, with_past=with_past)


def summary_view(office: Office, order: Order, reported: tuple[ReportedChanges, ...] = ()) -> SummaryView:
    """The summary that was asked for, in the words that were in force on the last day of its time."""
    scope, day = order.scope, order.as_of.day
    programme = office.history.worded(min(office.last_day_of(scope.asked), day))
    lines = tuple(calendar_lines(office, scope.asked, day))
    rows = _rows(office, order, lines)
    answers = Answers(office, day)
    work = progress(office, scope, day)
    results = tuple(_by_indicator(rows))
    duties = [entry for entry in work if entry.item.kind == "duty"]
    parts = tuple(_parts(programme, results, duties, figure_results(answers, scope.asked)))
    file = office.periods.get(str(scope.asked)) or PeriodFile(period=scope.asked)
    return SummaryView(
        order=order,
        head=office.programme.head,
        official=_official_head(office, order),
        committee=office.file.names.committee,
        lines=lines,
        indicators=results,
        in_period=own_values(answers, rows, scope),
        histories=_histories(answers, scope),
        year_before=_year_before(office, scope, day),
        parts=parts,
        groups=tuple(_groups(programme, work)),
        duties=tuple(entry for entry in work if entry.item.kind == "duty"),
        fallen=fallen(office, day, scope),
        ahead=ahead(office, scope.next, day) if scope.next else (),
        reports_ahead=tuple(_reports_ahead(office, scope, day)),
        ratings=ratings(answers, scope.asked) if scope.is_review else (),
        difficulties=tuple(_notes(office, lines, "difficulties")),
        proposals=tuple(_notes(office, lines, "proposals")),
        reported=reported,
        texts=_texts(programme, file, order),
        text_keys=_text_keys(programme, file, order),
        missing=tuple(_missing(file, order, parts)),
        unknown_texts=tuple(unknown_keys(office.programme, file.narrative)),
        labels={unit.id: unit.label for unit in office.units.values()},
        governing=frozenset(
            unit.id for unit in office.units.values() if office.terms.is_committee(unit.kind)
        ),
        programme=programme,
        amendments=tuple(_amendments(office, scope)),
        titles=_titles(programme),
        unread=office.unread,
    )


def _amendments(office: Office, scope: SummaryScope) -> Iterator[tuple[Amendment, tuple[Deed, ...]]]:
    """What came into force in the time that is reported on."""
    for placed in office.history.amendments:
        since = placed.amendment.since
        if since is not None and scope.first_day <= since <= scope.last_day:
            yield placed.amendment, office.history.deeds(placed)


def _titles(programme: Programme) -> dict[str, str]:
    """What each record of the programme is called."""
    found = ((id_, _title(entry)) for id_, entry in records_by_id(programme).items())
    return {id_: title for id_, title in found if title}


def _title(entry: object) -> str | None:
    return next((text for key in ("title", "label", "text") if (text := getattr(entry, key, None))), None)


def _official_head(office: Office, order: Order) -> OfficialHead:
    """Whose document it is, by the role of office.yaml that is named like its reader."""
    return official_head(
        office, "report", order.profile, as_of=order.as_of.day, on=order.on, number=order.number
    )


def _rows(office: Office, order: Order, lines: Iterable[CalendarLine]) -> tuple[Row, ...]:
    """The indicators; once the period itself is settled, what is not met is settled with it.

    A term is settled when it is over and its last reports have fallen due; any other period when its books are closed. After
    the committee's end nothing changes any more from its cut-off day on.
    """
    scope, day = order.scope, order.as_of.day
    rows = indicators_view(office, _request(office, scope), day).rows
    file = office.periods.get(str(scope.asked))
    last_day = office.last_day_of(scope.asked)
    last_due = max((row.due for line in lines for row in line.rows if row.due), default=last_day)
    is_over = scope.is_term and max(last_day, last_due) < day
    is_over = is_over or (office.cut_off is not None and office.cut_off <= day)
    is_settled = is_over or (file is not None and file.is_closed_on(day))
    return tuple(replace(row, is_closed=True) for row in rows) if is_settled else rows


def _histories(answers: Answers, scope: SummaryScope) -> dict[str, tuple[HistoryPoint, ...]]:
    indicators = answers.office.programme.indicators if scope.is_review else ()
    return {entry.id: yearly_history(answers, entry, scope.last_day) for entry in indicators}


def _year_before(office: Office, scope: SummaryScope, day: dt.date) -> Tally | None:
    earlier = _earlier(office, scope)
    lines = _main_lines(calendar_lines(office, earlier, day), day, office.terms) if earlier else ()
    same = [row for line in lines if line.period == earlier for row in line.rows]
    return tally(same) if same else None


def _by_indicator(rows: Iterable[Row]) -> Iterator[IndicatorResults]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.result.indicator.id, []).append(row)
    return (IndicatorResults(rows=tuple(entries)) for entries in found.values())


# ---------------------------------------------------------------------- parts


def content_parts(programme: Programme) -> tuple[Part, ...]:
    """The parts that results are reported in: those that the appendix groups cover, and those with indicators."""
    parts_of = {clause.id: clause.part for clause in programme.clauses}
    covered = {part for group in programme.groups for part in group.parts}
    covered |= {parts_of[entry.clause] for entry in programme.indicators if entry.clause in parts_of}
    return tuple(part for part in programme.parts if part.id in covered)


def _parts(
    programme: Programme,
    results: Sequence[IndicatorResults],
    duties: Sequence[ItemProgress],
    figures: Sequence[FigureResult],
) -> Iterator[PartResults]:
    listed = content_parts(programme)
    parts_of = {clause.id: clause.part for clause in programme.clauses}
    known = [part.id for part in listed]
    for part in listed:
        yield PartResults(
            part=part,
            indicators=tuple(entry for entry in results if parts_of.get(entry.indicator.clause) == part.id),
            duties=tuple(
                entry for entry in duties if _part_of(entry.item.clauses, parts_of, known) == part.id
            ),
            figures=tuple(
                entry for entry in figures if _part_of(entry.figure.clauses, parts_of, known) == part.id
            ),
        )


def _part_of(clauses: Iterable[str], parts_of: Mapping[str, str], known: Sequence[str]) -> str | None:
    """The first reported part that some clauses stand in; None where they stand only in others."""
    parts = (parts_of.get(id_, id_) for id_ in clauses)
    return next((part for part in parts if part in known), None)


def _groups(programme: Programme, work: Sequence[ItemProgress]) -> Iterator[GroupProgress]:
    for group in programme.groups:
        items = tuple(entry for entry in work if entry.item.kind == "task" and entry.item.group == group.id)
        if items:
            yield GroupProgress(group=group, items=items)
    came_up = tuple(entry for entry in work if entry.item.kind == "ad_hoc")
    if came_up:
        yield GroupProgress(group=None, items=came_up)


def _reports_ahead(office: Office, scope: SummaryScope, day: dt.date) -> Iterator[DueReport]:
    """What the calendar asks the units for in the next period, and is still to come."""
    for item in office.items.values():
        is_asked = item.kind == "report" and not _is_of_committee(office, item)
        for occurrence in item_occurrences(office, item) if is_asked else ():
            due = occurrence.due
            if due is not None and day < due and scope.next is not None and scope.next.contains(due):
                yield DueReport(item, occurrence.period, due)


def _is_of_committee(office: Office, item: Item) -> bool:
    """Whether only the committee itself books it."""
    owners = office.meant(item.owners, office.known_on) if item.owners else ()
    return bool(owners) and all(office.terms.is_committee(unit.kind) for unit in owners)


# ---------------------------------------------------------------------- words of people


def _notes(office: Office, lines: Iterable[CalendarLine], name: str) -> Iterator[UnitNote]:
    """What the units wrote in the reports that have come, in the office's order."""
    for line in lines:
        for row in line.rows:
            report = office.reports.get((row.unit.id, str(line.period))) if row.has_arrived else None
            text = getattr(report.notes, name) if report is not None and report.notes else None
            if text:
                yield UnitNote(row.unit, text)


def _texts(programme: Programme, file: PeriodFile, order: Order) -> dict[str, str]:
    keys = _section_keys(programme, order)
    found = ((key, text_for(file.narrative, key, order.profile)) for key in keys)
    return {key: text for key, text in found if text}


def _text_keys(programme: Programme, file: PeriodFile, order: Order) -> dict[str, str]:
    keys = _section_keys(programme, order)
    return {key: text_key(file.narrative, key, order.profile) for key in keys}


def _section_keys(programme: Programme, order: Order) -> list[str]:
    sections = (section.key for section in sections_of(order.scope.extent) if not section.is_by_part)
    return [*sections, *(part.id for part in programme.parts)]


def _missing(file: PeriodFile, order: Order, parts: Iterable[PartResults]) -> Iterator[str]:
    """The sections that only a person can write, and a part about which there is nothing to report."""
    silent = [results.part.id for results in parts if not results.says_something]
    for section in sections_of(order.scope.extent):
        is_needed = order.scope.extent in section.needs_words
        keys = silent if section.is_by_part else [section.key] if is_needed else []
        yield from (key for key in keys if not text_for(file.narrative, key, order.profile))
