"""The tables of a summary, in words: the same for Markdown, HTML and Word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from ct58.domain.indicators.numbers import Number, ratio, rounded_percent
from ct58.domain.records.programme import Task
from ct58.domain.standing.status import Standing
from ct58.domain.time.period import Period
from ct58.i18n import N_, msg
from ct58.records import positional_record
from ct58.render.words.labels import NOTHING, fraction, quantity, report_state_text, status_text
from ct58.render.words.rows import DutyRow, GroupRow, IndicatorRow, TaskRow, UnitRow
from ct58.render.words.speech import Speech, capital, period_title
from ct58.render.words.summary import (
    UNBOOKED,
    UNITS_MISSED,
    is_of_one_body,
    measured_in,
    older_note,
    overall_verdict,
    periods_text,
    target_words,
    targets_words,
    verdict_label,
    yes_or_no,
)
from ct58.views.counts import Counts
from ct58.views.due import DONE
from ct58.views.indicators import Row
from ct58.views.page import Amount, Block, Column, Heading, Line, Table, Words, words
from ct58.views.progress import ItemProgress, counts_of
from ct58.views.reports import ReportRow
from ct58.views.summary import GroupProgress, IndicatorResults, SummaryView

ASSUMED = "*"
_NO_BREAK = "\u00a0"
ASSUMED_NOTE = N_("* The text gives no date; the office set the deadline.")

# ------------------------------------------------------------------ indicators


def appendix_indicator_rows(view: SummaryView, speech: Speech) -> Iterator[IndicatorRow | GroupRow]:
    """The twelve columns, a row an indicator; one with several times is a group with its verdict, its times below it.

    The times are numbered 1.1, 1.2, …: the top of a page shows to which indicator they belong.
    """
    for number, entry in enumerate(view.indicators, 1):
        if len(entry.rows) == 1:
            yield indicator_row(str(number), titled(entry.last, view, speech), entry.last, view, speech)
            continue
        yield GroupRow(number=str(number), title=f"{entry.indicator.title}: {overall_verdict(entry, speech)}")
        for place, row in enumerate(entry.rows, 1):
            time = capital(speech.period(_time_of(row)))
            yield indicator_row(f"{number}.{place}", time, row, view, speech)


def _time_of(row: Row) -> Period:
    return row.result.window.through or row.result.window.period


def indicator_row(number: str, title: str, row: Row, view: SummaryView, speech: Speech) -> IndicatorRow:
    """One indicator in one of its times."""
    result, main = row.result, row.result.main
    own, total = _own_and_total(row, view, speech)
    has_share = main.is_share and main.value is not None and not is_of_one_body(row)
    share = quantity(main.value, speech, is_share=True).removesuffix("%") if has_share else NOTHING
    return IndicatorRow(
        number=number,
        title=title,
        measured_in=unit_of_measure(row, view, speech),
        plan=capital(target_words(result.requirement, speech)) or NOTHING,
        this_period=own,
        cumulative=total,
        fraction=fraction(main.numerator, main.denominator, speech) if has_share else NOTHING,
        rate=share,
        against_plan=_against_plan(row, speech),
        against_last_year=change(row, speech),
        verdict=capital(speech.gettext(verdict_label(main.verdict, is_closed=row.is_closed))),
        units_reported=f"{main.coverage.reported}/{main.coverage.expected - main.coverage.reported}",
    )


def _own_and_total(row: Row, view: SummaryView, speech: Speech) -> tuple[str, str]:
    """What the period itself brought, and the sum since January; only one of them where there is no other."""
    own = view.in_period.get(row.result.indicator.id)
    value = amount(row.result.main.value, row, speech)
    if own is not None:
        return amount(own.value, row, speech), value
    is_of_period = row.result.window.period == view.order.scope.asked
    return (value, NOTHING) if is_of_period else (NOTHING, value)


def titled(row: Row, view: SummaryView, speech: Speech) -> str:
    """The indicator's title; a time other than the report's is named."""
    period, scope = _time_of(row), view.order.scope
    title = row.result.indicator.title
    has_name = period.kind != "once" and period not in (scope.asked, scope.named)
    return f"{title} ({speech.period(period)})" if has_name else title


def unit_of_measure(row: Row, view: SummaryView, speech: Speech) -> str:
    """`%`, or what is counted; nothing where one body is judged."""
    if is_of_one_body(row):
        return NOTHING
    if row.result.main.is_share:
        return "%"
    return capital(measured_in(row.result, view.programme, speech)) or NOTHING


def amount(value: Number | None, row: Row, speech: Speech) -> str:
    """A value of the indicator's kind; of one body whether it met what is asked."""
    if is_of_one_body(row):
        return capital(yes_or_no(value, speech, is_closed=row.is_closed))
    return quantity(value, speech, is_share=row.result.main.is_share)


def _against_plan(row: Row, speech: Speech) -> str:
    """Part of the plan that a count has reached; percentage points above or below what is asked of a share."""
    main, asked = row.result.main, row.result.requirement
    if main.value is None or asked is None or main.is_share != asked.is_share or is_of_one_body(row):
        return NOTHING
    if main.is_share:
        return _points(main.value, asked.value, speech)
    return quantity(ratio((100 * main.value, asked.value)), speech, is_share=True)


def change(row: Row, speech: Speech) -> str:
    """More or less than a year before: percentage points of a share, the difference of a count."""
    past, main = row.last_year, row.result.main
    if past is None or past.value is None or main.value is None or is_of_one_body(row):
        return NOTHING
    if main.is_share:
        return _points(main.value, past.value, speech)
    difference = main.value - past.value
    shown = quantity(difference, speech, is_share=False)
    return f"+{shown}" if difference > 0 else shown


def _points(value: Number, other: Number, speech: Speech) -> str:
    """`+1,2 điểm %`, in one line: the difference of what is printed, as a reader takes it with a pencil."""
    shown, compared = rounded_percent(value), rounded_percent(other)
    assert shown is not None
    assert compared is not None
    difference = shown - compared
    sign = "+" if difference > 0 else ""
    number = sign + speech.percent(difference).removesuffix("%")
    return speech.say(msg(N_("{number} points"), number=number)).replace(" ", _NO_BREAK)


# ------------------------------------------------------------------ tasks


def task_rows(view: SummaryView, speech: Speech) -> Iterator[TaskRow | GroupRow]:
    """The appendix group by group, a row a task; one that fell due several times has a row more for each time."""
    tasks = {task.id: task for task in view.programme.tasks}
    for group in view.groups:
        yield GroupRow(
            number=group.group.id if group.group else "", title=progress_group_title(group, speech)
        )
        for entry in filter(lambda entry: entry.standings, group.items):
            yield from _rows_of_task(_task_row(tasks.get(entry.item.id), entry, view, speech), entry, speech)


def _rows_of_task(whole: TaskRow, entry: ItemProgress, speech: Speech) -> Iterator[TaskRow]:
    """The task, then each of its times with its standing."""
    single = entry.standings[0] if len(entry.standings) == 1 else None
    if single is not None:
        yield replace(
            whole, title=whole.title + occurrence(entry, single, speech), **_standing(single, speech)
        )
    else:
        yield replace(whole, status=_done_of_all(entry, speech))
    older = [debt.standing for debt in entry.older]
    for place, found in enumerate([*older, *(() if single else entry.standings)], 1):
        time = speech.period(found.obligation.occurrence.period)
        text = msg(N_("{time}, a debt from before"), time=time)
        number = f"{whole.number}.{place}" if whole.number != NOTHING else NOTHING
        title = capital(speech.say(text) if found in older else time)
        yield TaskRow(number=number, title=title, **_standing(found, speech))


def _standing(found: Standing, speech: Speech) -> dict[str, str]:
    return {"status": status_text(found, speech), "days_overdue": _days(found.days_overdue, speech)}


def progress_group_title(group: GroupProgress, speech: Speech) -> str:
    """The group's title; what came up on the way has none in the text."""
    return group.group.title if group.group else speech.gettext(N_("Items that came up"))


def _task_row(task: Task | None, entry: ItemProgress, view: SummaryView, speech: Speech) -> TaskRow:
    """What the appendix says of a task, without how it stands."""
    item, first = entry.item, entry.standings[0]
    printed = (task.prepared_by_corrected or task.prepared_by) if task else None
    forms = task.forms_text if task and task.forms_text else "; ".join(item.forms)
    return TaskRow(
        number=str(task.number) if task and task.number else NOTHING,
        title=item.title,
        prepared_by=printed or _names(first.owner_ids, view),
        deadline=capital(item.deadline.text or (speech.date(first.due) if first.due else NOTHING)),
        to_standing_committee="X" if "standing_committee" in item.submit_to else "",
        to_executive_committee="X" if "executive_committee" in item.submit_to else "",
        forms=forms or "",
    )


def occurrence(entry: ItemProgress, found: Standing, speech: Speech) -> str:
    """Which time of what recurs: ` (năm 2021)`."""
    if entry.item.deadline.every is None:
        return ""
    return f" ({speech.period(found.obligation.occurrence.period)})"


def _names(ids: Iterable[str], view: SummaryView) -> str:
    return ", ".join(view.labels.get(id_, id_) for id_ in ids)


def _days(number: int, speech: Speech) -> str:
    return speech.number(number) if number else ""


# ------------------------------------------------------------------ duties


def duty_rows(view: SummaryView, speech: Speech) -> Iterator[DutyRow]:
    """The follow-up table: a row a duty, its occurrences and units told together."""
    for number, entry in enumerate(view.duties, 1):
        item = entry.item
        yield DutyRow(
            number=str(number),
            title=item.title,
            lead=_leads(entry, view, speech),
            with_=_names(item.with_, view),
            deadline=_deadline(entry, speech),
            product="; ".join(item.forms),
            submitted_on=_submitted_on(entry, speech),
            issued=_issued(entry, speech),
            status=_duty_status(entry, speech),
            days_overdue=_days(max((s.days_overdue for s in _late(entry)), default=0), speech),
            note=capital(_duty_note(entry, speech)),
        )


def has_assumed(view: SummaryView) -> bool:
    """Whether a deadline in the table is marked as the office's own; the superior does not get the table."""
    is_shown = view.order.profile == "standing-committee"
    return is_shown and any(entry.item.deadline.assumed for entry in view.duties)


def _leads(entry: ItemProgress, view: SummaryView, speech: Speech) -> str:
    if entry.item.owners is None:
        return _names(entry.item.lead, view)
    return speech.say(msg(N_("{count} units"), count=speech.count(len(entry.units))))


def _deadline(entry: ItemProgress, speech: Speech) -> str:
    """As written, else the one day; marked where the office set it."""
    days = {found.due for found in entry.standings if found.due}
    text = entry.item.deadline.text or (speech.date(min(days)) if len(days) == 1 else NOTHING)
    return capital(text) + (ASSUMED if entry.item.deadline.assumed else "")


def _submitted_on(entry: ItemProgress, speech: Speech) -> str:
    """The last day on which a body got it."""
    days = [day for found in entry.standings for day in found.submitted.values()]
    return speech.date(max(days)) if days else ""


def _issued(entry: ItemProgress, speech: Speech) -> str:
    """Number and day of the last document that was issued; of what each unit owes there is none for all."""
    events = [event for found in entry.standings for event in found.events if event.rule.means == "issues"]
    if not events or entry.item.owners:
        return ""
    last = max(events, key=lambda event: event.date)
    if last.document is None:
        return speech.date(last.date)
    return speech.say(
        msg(N_("{number}, {day}"), number=last.document.number, day=last.document.date or last.date)
    )


def _duty_status(entry: ItemProgress, speech: Speech) -> str:
    """The one status, or how many of all are done."""
    if len(entry.standings) == 1:
        return speech.status(entry.standings[0].status)
    return _done_of_all(entry, speech)


def _done_of_all(entry: ItemProgress, speech: Speech) -> str:
    """`Đã hoàn thành 4/5`."""
    known = [found for found in entry.standings if found.status != "unreadable"]
    done = sum(found.status in DONE for found in known)
    text = msg(N_("{done}/{all} completed"), done=speech.number(done), all=speech.number(len(known)))
    return capital(speech.say(text))


def _late(entry: ItemProgress) -> list[Standing]:
    everything = (*entry.standings, *(debt.standing for debt in entry.older))
    return [found for found in everything if found.status == "overdue"]


def _duty_note(entry: ItemProgress, speech: Speech) -> str:
    """How many are overdue and how many were not done in their time, or which times of what recurs; then the debts."""
    return "; ".join((*_own_note(entry, speech), *older_note(entry, speech)))


def _own_note(entry: ItemProgress, speech: Speech) -> Iterator[str]:
    if len(entry.standings) == 1:
        return
    late = [one for one in entry.standings if one.status == "overdue"]
    missed, unread = (
        [one for one in entry.standings if one.status == status] for status in ("missed", "unreadable")
    )
    kinds = (
        ([one for one in late if not one.is_unbooked], N_("{count} overdue"), N_("overdue: {periods}")),
        ([one for one in late if one.is_unbooked], UNBOOKED, UNBOOKED),
        (missed, UNITS_MISSED, N_("not done: {periods}")),
        (unread, N_("{count} cannot be read"), N_("cannot be read: {periods}")),
    )
    for found, count, times in kinds:
        if found:
            yield _which(found, count if entry.item.owners else times, speech)


def _which(found: list[Standing], text: str, speech: Speech) -> str:
    """How many, or which times."""
    periods = periods_text([one.obligation.occurrence.period for one in found], speech)
    return speech.say(msg(text, count=speech.count(len(found)), periods=periods))


# ------------------------------------------------------------------ units


def unit_rows(view: SummaryView, speech: Speech) -> Iterator[UnitRow]:
    """First who has not sent a report, then who sent it late, each in the office's order."""
    rows = [row for row in view.main_rows if not row.has_arrived and row.state != "unreadable"]
    rows += [row for row in view.main_rows if row.has_arrived and row.days_late]
    for number, row in enumerate(rows, 1):
        yield UnitRow(
            number=str(number),
            unit=row.unit.name,
            report=period_title(row.item.title, speech.period(row.period)),
            due=speech.date(row.due) if row.due else NOTHING,
            received_on=speech.date(row.received_on) if row.received_on and row.has_arrived else NOTHING,
            status=capital(speech.gettext(N_("sent late")) if row.has_arrived else _state(row, speech)),
            days_late=_days(row.days_late, speech),
            note=capital(_promise(row, speech)),
        )


def _promise(row: ReportRow, speech: Speech) -> str:
    """For when a report is promised; what has come is promised no more."""
    if row.promised_until is None or row.has_arrived:
        return ""
    return speech.say(msg(N_("promised for {day}"), day=row.promised_until))


def _state(row: ReportRow, speech: Speech) -> str:
    """Why a report does not count as sent."""
    if row.state in ("missed", "replaced", "unreadable"):
        return report_state_text(row, speech)
    not_sent = N_("not sent") if row.days_late else N_("not due yet")
    label = {"empty": N_("no figures in it"), "returned": N_("returned")}.get(row.state, not_sent)
    return speech.gettext(label)


RowCells = Iterable[str]
AppendixRow = IndicatorRow | TaskRow | DutyRow | UnitRow | GroupRow


def text_table(titles: Sequence[str], rows: Iterable[RowCells], numbers: Iterable[int] = ()) -> Table:
    """A table of plain texts; the columns at `numbers` stand to the right."""
    right = frozenset(numbers)
    columns = (
        Column(title, "right" if place in right else "left", grows=place == 1)
        for place, title in enumerate(titles)
    )
    cells = (tuple(_cell(text, place in right) for place, text in enumerate(row)) for row in rows)
    return Table(tuple(columns), tuple(cells))


def _cell(text: str, is_number: bool) -> Words:
    """Documents have their counts in words already."""
    return words(
        text, "plain", Amount(int(text)) if is_number and text.isascii() and text.isdecimal() else None
    )


def _titles(names: Iterable[str], speech: Speech) -> list[str]:
    return [speech.gettext(name) for name in names]


# ------------------------------------------------------------------ inside the report


_COUNTED = (
    N_("Group"),
    N_("Tasks"),
    N_("Times"),
    N_("Completed in time"),
    N_("Completed late"),
    N_("Not completed, within time"),
    N_("Overdue"),
    N_("In time / fallen due"),
)


def progress_table(view: SummaryView, speech: Speech) -> Table:
    """Completed or not, in time or not, of each group of the appendix."""
    rows = [_counts_row(_group_name(entry, speech), entry.counts, speech) for entry in view.groups]
    if len(rows) > 1:
        total = counts_of(item for entry in view.groups for item in entry.items)
        rows.append(_counts_row(speech.gettext(N_("Total")), total, speech))
    return text_table(_titles(_COUNTED, speech), rows, range(1, len(_COUNTED)))


def _group_name(entry: GroupProgress, speech: Speech) -> str:
    title = progress_group_title(entry, speech)
    return f"{entry.group.id}. {title}" if entry.group else title


def _counts_row(name: str, counts: Counts, speech: Speech) -> tuple[str, ...]:
    numbers = (counts.items, counts.total, counts.on_time, counts.late, counts.within_time, counts.overdue)
    rate = f"{counts.due_on_time}/{counts.due} ({speech.percent(counts.rate)})"
    return (name, *map(speech.number, numbers), rate if counts.due else NOTHING)


_COMPARED = (
    N_("No."),
    N_("Indicator"),
    N_("Measured in (short)"),
    N_("Year before"),
    N_("This year"),
    N_("Change"),
)


def comparison_table(view: SummaryView, speech: Speech) -> Table | None:
    """Each indicator that has a value in this year and in the one before; None where none has."""
    rows = [row for row in view.rows if _has_both(row)]
    if not rows:
        return None
    cells = (_compared(number, row, view, speech) for number, row in enumerate(rows, 1))
    return text_table(_titles(_COMPARED, speech), cells, (0, 3, 4, 5))


def _has_both(row: Row) -> bool:
    past = row.last_year
    return past is not None and past.value is not None and row.result.main.value is not None


def _compared(number: int, row: Row, view: SummaryView, speech: Speech) -> RowCells:
    past = row.last_year
    return (
        str(number),
        titled(row, view, speech),
        unit_of_measure(row, view, speech),
        amount(past.value, row, speech) if past else NOTHING,
        amount(row.result.main.value, row, speech),
        change(row, speech),
    )


# ------------------------------------------------------------------ appendices


def appendices(view: SummaryView, speech: Speech) -> Iterator[Block]:
    """The numbered appendices: title, then table; those without rows are left out."""
    made = [(title, make(view, speech)) for title, make in _appendices(view)]
    there = [(title, table) for title, table in made if table.rows]
    for number, (title, table) in enumerate(there, 1):
        text = msg(N_("APPENDIX {number}: {title}"), number=number, title=speech.gettext(title))
        yield Heading(speech.say(text))
        yield table
    if has_assumed(view):
        yield Line(words(speech.gettext(ASSUMED_NOTE), "dim"))


def _appendices(view: SummaryView) -> Iterator[tuple[str, Callable[[SummaryView, Speech], Table]]]:
    """What is appended: the superior is not told which unit has not sent what."""
    yield N_("INDICATORS"), term_table if view.order.scope.is_term else indicator_table
    yield N_("TASKS OF THE APPENDIX"), task_table
    if view.order.profile == "standing-committee":
        yield N_("DUTIES IN THE BODY OF THE PROGRAMME"), duty_table
        yield N_("UNITS THAT ARE LATE OR HAVE NOT SENT THEIR REPORT"), late_units_table


@positional_record
class AppendixColumn:
    """A column of an appendix: the field of its rows, its title, and whether it stands to the right."""

    field: str
    title: str
    is_number: bool = False


def _as_table(columns: Sequence[AppendixColumn], rows: Iterable[AppendixRow], speech: Speech) -> Table:
    """Rows of an appendix as a table; the row of a group has only its number and its title."""
    cells = ([str(getattr(row, column.field, "")) for column in columns] for row in rows)
    numbers = (place for place, column in enumerate(columns) if column.is_number)
    return text_table(_titles((column.title for column in columns), speech), cells, numbers)


_INDICATORS = (
    AppendixColumn("number", N_("No."), is_number=True),
    AppendixColumn("title", N_("Indicator")),
    AppendixColumn("measured_in", N_("Measured in (short)")),
    AppendixColumn("plan", N_("Plan")),
    AppendixColumn("this_period", N_("In the period"), is_number=True),
    AppendixColumn("cumulative", N_("Since January"), is_number=True),
    AppendixColumn("fraction", N_("Numerator/denominator"), is_number=True),
    AppendixColumn("rate", N_("Share (%)"), is_number=True),
    AppendixColumn("against_plan", N_("Against what is asked"), is_number=True),
    AppendixColumn("against_last_year", N_("Against last year"), is_number=True),
    AppendixColumn("verdict", N_("Assessment")),
    AppendixColumn("units_reported", N_("Units reported/missing"), is_number=True),
)


def indicator_table(view: SummaryView, speech: Speech) -> Table:
    """The twelve columns of the office's table of indicators (domain.md §3)."""
    rows = appendix_indicator_rows(view, speech)
    return _as_table(_INDICATORS, rows, speech)


_TASKS = (
    AppendixColumn("number", N_("No."), is_number=True),
    AppendixColumn("title", N_("Task")),
    AppendixColumn("prepared_by", N_("Prepared by")),
    AppendixColumn("deadline", N_("To be submitted")),
    AppendixColumn("to_standing_committee", N_("To the standing committee")),
    AppendixColumn("to_executive_committee", N_("To the executive committee")),
    AppendixColumn("forms", N_("Form of the document")),
    AppendixColumn("status", N_("Standing")),
    AppendixColumn("days_overdue", N_("Days overdue"), is_number=True),
)


def task_table(view: SummaryView, speech: Speech) -> Table:
    """The appendix's own seven columns, then where each task stands."""
    return _as_table(_TASKS, task_rows(view, speech), speech)


_DUTIES = (
    AppendixColumn("number", N_("No."), is_number=True),
    AppendixColumn("title", N_("Duty")),
    AppendixColumn("lead", N_("Led by")),
    AppendixColumn("with_", N_("Together with")),
    AppendixColumn("deadline", N_("Deadline")),
    AppendixColumn("product", N_("Product")),
    AppendixColumn("submitted_on", N_("Submitted on")),
    AppendixColumn("issued", N_("Issued: number, day")),
    AppendixColumn("status", N_("Standing")),
    AppendixColumn("days_overdue", N_("Days overdue"), is_number=True),
    AppendixColumn("note", N_("Remarks")),
)


def duty_table(view: SummaryView, speech: Speech) -> Table:
    """The follow-up table of the duties (domain.md §3)."""
    return _as_table(_DUTIES, duty_rows(view, speech), speech)


_UNITS = (
    AppendixColumn("number", N_("No."), is_number=True),
    AppendixColumn("unit", N_("Unit")),
    AppendixColumn("report", N_("Report")),
    AppendixColumn("due", N_("Due")),
    AppendixColumn("received_on", N_("Received")),
    AppendixColumn("status", N_("Standing")),
    AppendixColumn("days_late", N_("Days late"), is_number=True),
    AppendixColumn("note", N_("Remarks")),
)


def late_units_table(view: SummaryView, speech: Speech) -> Table:
    """Who has not sent a report, and who sent it late."""
    return _as_table(_UNITS, unit_rows(view, speech), speech)


# ------------------------------------------------------------------ the whole term


def term_table(view: SummaryView, speech: Speech) -> Table:
    """Each indicator year by year, and what it comes to at the end of the term."""
    years = view.order.scope.asked.split("year")
    titles = _titles((N_("No."), N_("Indicator"), N_("Plan")), speech)
    titles += [str(year) for year in years] + _titles((N_("Assessment"),), speech)
    rows = (_term_row(number, entry, years, speech) for number, entry in enumerate(view.indicators, 1))
    return text_table(titles, rows, (0, *range(3, 3 + len(years))))


def _term_row(number: int, entry: IndicatorResults, years: Sequence[Period], speech: Speech) -> RowCells:
    return (
        str(number),
        entry.indicator.title,
        capital(targets_words(entry, speech)) or NOTHING,
        *(_year_cell([row for row in entry.rows if _is_of(row, year)], speech) for year in years),
        capital(overall_verdict(entry, speech)),
    )


def _is_of(row: Row, year: Period) -> bool:
    return year.contains(row.result.window.last_day)


def _year_cell(rows: Sequence[Row], speech: Speech) -> str:
    """The year's value; of several in a year, how many met what is asked."""
    if not rows:
        return NOTHING
    if len(rows) == 1:
        return amount(rows[0].result.main.value, rows[0], speech)
    met = sum(row.result.main.verdict == "met" for row in rows)
    return capital(speech.say(msg(N_("met {met}/{all}"), met=met, all=len(rows))))
