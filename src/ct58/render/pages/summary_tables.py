"""The tables of a summary as a page shows them: progress two by two, comparison, and the appendices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields

from ct58.domain.time.period import Period
from ct58.i18n import N_, msg
from ct58.render.documents.contents import DutyRow, GroupRow, IndicatorRow, TaskRow, UnitRow
from ct58.render.sentences import overall_verdict, targets_words
from ct58.render.summary_rows import (
    ASSUMED_NOTE,
    NOTHING,
    amount,
    change,
    duty_rows,
    group_title,
    has_assumed,
    indicator_rows,
    task_rows,
    titled,
    unit_of,
    unit_rows,
)
from ct58.render.words import Speech, capital
from ct58.views.counts import Counts
from ct58.views.indicators import Row
from ct58.views.page import Block, Column, Heading, Line, Table, words
from ct58.views.progress import counts_of
from ct58.views.summary import GroupProgress, IndicatorResults, SummaryView

Cells = Iterable[str]
AppendixRow = IndicatorRow | TaskRow | DutyRow | UnitRow | GroupRow


def text_table(titles: Sequence[str], rows: Iterable[Cells], numbers: Iterable[int] = ()) -> Table:
    """A table of plain texts; the columns at `numbers` stand to the right."""
    right = frozenset(numbers)
    columns = (
        Column(title, "right" if place in right else "left", grows=place == 1)
        for place, title in enumerate(titles)
    )
    return Table(tuple(columns), tuple(tuple(map(words, row)) for row in rows))


def _titles(names: Iterable[str], speech: Speech) -> list[str]:
    return [speech.gettext(name) for name in names]


# ------------------------------------------------------------------ inside the report


_COUNTED = (
    N_("Group"),
    N_("Total"),
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
    title = group_title(entry, speech)
    return f"{entry.group.id}. {title}" if entry.group else title


def _counts_row(name: str, counts: Counts, speech: Speech) -> tuple[str, ...]:
    numbers = (counts.total, counts.on_time, counts.late, counts.within_time, counts.overdue)
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


def _compared(number: int, row: Row, view: SummaryView, speech: Speech) -> Cells:
    past = row.last_year
    return (
        str(number),
        titled(row, view, speech),
        unit_of(row, view, speech),
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
        yield N_("UNITS THAT ARE LATE OR HAVE NOT SENT THEIR REPORT"), unit_table


def _as_table(titles: Sequence[str], rows: Iterable[AppendixRow], numbers: Iterable[int]) -> Table:
    """Rows of an appendix as a table; the row of a group has only its number and its title."""
    return text_table(titles, (_cells(row, len(titles)) for row in rows), numbers)


def _cells(row: AppendixRow, width: int) -> Cells:
    cells = [str(getattr(row, field.name)) for field in fields(row)]
    return [*cells, *[""] * (width - len(cells))]


_INDICATORS = (
    N_("No."),
    N_("Indicator"),
    N_("Measured in (short)"),
    N_("Plan"),
    N_("In the period"),
    N_("Since January"),
    N_("Numerator/denominator"),
    N_("Share (%)"),
    N_("Against what is asked"),
    N_("Against last year"),
    N_("Assessment"),
    N_("Units reported/missing"),
)


def indicator_table(view: SummaryView, speech: Speech) -> Table:
    """The twelve columns of the office's table of indicators (domain.md §3)."""
    rows = indicator_rows(view, speech)
    return _as_table(_titles(_INDICATORS, speech), rows, (0, 4, 5, 6, 7, 8, 9, 11))


_TASKS = (
    N_("No."),
    N_("Task"),
    N_("Prepared by"),
    N_("To be submitted"),
    N_("To the standing committee"),
    N_("To the executive committee"),
    N_("Form of the document"),
    N_("Standing"),
    N_("Days overdue"),
)


def task_table(view: SummaryView, speech: Speech) -> Table:
    """The appendix's own seven columns, then where each task stands."""
    return _as_table(_titles(_TASKS, speech), task_rows(view, speech), (0, 8))


_DUTIES = (
    N_("No."),
    N_("Duty"),
    N_("Led by"),
    N_("Together with"),
    N_("Deadline"),
    N_("Product"),
    N_("Submitted on"),
    N_("Issued: number, day"),
    N_("Standing"),
    N_("Days overdue"),
    N_("Remarks"),
)


def duty_table(view: SummaryView, speech: Speech) -> Table:
    """The follow-up table of the duties (domain.md §3)."""
    return _as_table(_titles(_DUTIES, speech), duty_rows(view, speech), (0, 9))


_UNITS = (
    N_("No."),
    N_("Unit"),
    N_("Report"),
    N_("Due"),
    N_("Received"),
    N_("Standing"),
    N_("Days late"),
    N_("Remarks"),
)


def unit_table(view: SummaryView, speech: Speech) -> Table:
    """Who has not sent a report, and who sent it late."""
    return _as_table(_titles(_UNITS, speech), unit_rows(view, speech), (0, 6))


# ------------------------------------------------------------------ the whole term


def term_table(view: SummaryView, speech: Speech) -> Table:
    """Each indicator year by year, and what it comes to at the end of the term."""
    years = view.order.scope.asked.split("year")
    titles = _titles((N_("No."), N_("Indicator"), N_("Plan")), speech)
    titles += [str(year) for year in years] + _titles((N_("Assessment"),), speech)
    rows = (_term_row(number, entry, years, speech) for number, entry in enumerate(view.indicators, 1))
    return text_table(titles, rows, (0, *range(3, 3 + len(years))))


def _term_row(number: int, entry: IndicatorResults, years: Sequence[Period], speech: Speech) -> Cells:
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
