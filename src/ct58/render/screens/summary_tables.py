"""The tables of a summary, in words: the same for Markdown, HTML and Word."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ct58.domain.indicators.numbers import PERCENT, YES_OR_NO, Number, ratio, rounded_percent
from ct58.domain.records.scalars import NOT_RATED
from ct58.domain.standing.rates import rate
from ct58.domain.time.period import Period
from ct58.i18n import N_, msg
from ct58.records import positional_record, record
from ct58.render.screens.reported import figure_text, issue_title, units_text
from ct58.render.screens.summary_work import (
    days_or_blank,
    duties_note,
    duty_rows,
    progress_group_title,
    task_rows,
    tasks_note,
)
from ct58.render.words.indicator_sentences import (
    is_of_one_body,
    level_words,
    target_words,
    targets_words,
    unit_word,
    verdict_label,
    yes_or_no,
)
from ct58.render.words.indicators import cut_text
from ct58.render.words.labels import NOTHING, bare_quantity, fraction, quantity, report_state_text, unit_after
from ct58.render.words.rows import DutyRow, GroupRow, IndicatorRow, TaskRow, UnitRow
from ct58.render.words.speech import Speech, capital, period_title
from ct58.render.words.summary import overall_verdict, without_level
from ct58.views.counts import Counts
from ct58.views.indicators import Row
from ct58.views.page import Amount, Column, Table, Words, words
from ct58.views.progress import counts_of
from ct58.views.ratings import Rating
from ct58.views.reported import as_issued
from ct58.views.reports import ReportRow
from ct58.views.summary import GroupProgress, IndicatorResults, SummaryView

# ------------------------------------------------------------------ indicators


def appendix_indicator_rows(view: SummaryView, speech: Speech) -> Iterator[IndicatorRow | GroupRow]:
    """The twelve columns, a row an indicator; one with several times is a group with its verdict, its times below it.

    The times are numbered 1.1, 1.2, …: the top of a page shows to which indicator they belong. What has no figures stands
    in a note below the table.
    """
    for number, entry in enumerate(_with_figures(view), 1):
        if len(entry.rows) == 1:
            yield indicator_row(str(number), titled(entry.last, view, speech), entry.last, view, speech)
            continue
        yield GroupRow(number=str(number), title=f"{entry.indicator.title}: {overall_verdict(entry, speech)}")
        for place, row in enumerate(entry.rows, 1):
            time = capital(speech.period(_time_of(row)))
            yield indicator_row(f"{number}.{place}", time, row, view, speech)


def _with_figures(view: SummaryView) -> list[IndicatorResults]:
    return [entry for entry in view.indicators if entry.has_value]


def indicator_note(view: SummaryView, speech: Speech) -> str:
    """What the columns mean where they don't say it themselves, and the indicators that have no figures."""
    return "\n".join([*_columns_note(view, speech), *_without_figures(view, speech)])


def _columns_note(view: SummaryView, speech: Speech) -> Iterator[str]:
    """Of the twelve columns: which period is meant, and in what shares are compared."""
    scope, shown = view.order.scope, _with_figures(view)
    if scope.is_term or not shown:
        return
    if not scope.is_review:
        text = msg(
            N_("In the period: {period}; cumulative: since the beginning of the indicator's own time."),
            period=speech.long_period(scope.asked),
        )
        yield speech.say(text)
    if any(
        row.result.main.yardstick.is_percent and not is_of_one_body(row.result)
        for entry in shown
        for row in entry.rows
    ):
        yield speech.gettext(N_("Shares are compared in percentage points."))


def _without_figures(view: SummaryView, speech: Speech) -> Iterator[str]:
    """One line of those whose time has not come, one of those that should have figures, one of what an end cut short."""
    by_reason: dict[str, list[str]] = {}
    for entry in view.indicators:
        if not entry.has_value:
            by_reason.setdefault(_why_without(entry, view, speech), []).append(entry.indicator.title)
    for reason, titles in by_reason.items():
        text = msg(
            N_("{reason} ({count} indicators): {titles}."),
            reason=capital(reason),
            count=speech.count(len(titles)),
            titles="; ".join(titles),
        )
        yield speech.say(text)


def _why_without(entry: IndicatorResults, view: SummaryView, speech: Speech) -> str:
    if entry.verdict == "cut_short":
        return cut_text(entry.last.result, speech)
    is_over = any(row.result.window.is_over(view.order.as_of.day) for row in entry.rows)
    return speech.gettext(verdict_label("no_data" if is_over else "not_due", is_closed=entry.is_closed))


def _time_of(row: Row) -> Period:
    return row.result.window.through or row.result.window.period


def indicator_row(number: str, title: str, row: Row, view: SummaryView, speech: Speech) -> IndicatorRow:
    """One indicator in one of its times."""
    result, main = row.result, row.result.main
    own, total = _own_and_total(row, view, speech)
    has_share = main.is_share and main.value is not None and not is_of_one_body(row.result)
    has_rate = has_share and main.yardstick.is_percent
    share = bare_quantity(main.value, speech, told=main.yardstick) if has_rate else NOTHING
    return IndicatorRow(
        number=number,
        title=title,
        measured_in=unit_of_measure(row, view, speech),
        plan=capital(target_words(result.requirement, speech)) or NOTHING,
        this_period=own,
        cumulative=total,
        fraction=fraction(main.numerator, main.denominator, speech, main.yardstick) if has_share else NOTHING,
        rate=share,
        against_plan=_against_plan(row, speech),
        against_last_year=change(row, speech),
        verdict=_verdict_cell(row, speech),
        units_reported=f"{main.coverage.reported}/{main.coverage.expected - main.coverage.reported}",
    )


def _verdict_cell(row: Row, speech: Speech) -> str:
    """The verdict as a document says it; of a time cut short, why there is none."""
    verdict = row.result.main.verdict
    if verdict == "cut_short":
        return capital(cut_text(row.result, speech))
    if verdict == "not_due":
        return capital(speech.gettext(N_("not due yet")))
    return capital(speech.gettext(verdict_label(verdict, is_closed=row.is_closed)))


def _own_and_total(row: Row, view: SummaryView, speech: Speech) -> tuple[str, str]:
    """What the period itself brought, and what there is since the indicator's own time began.

    Only the first where its time lies in the period; only the second where it is longer and nothing of it is the
    period's own: it is then as of a day.
    """
    own = view.in_period.get(row.result.indicator.id)
    value = _in_its_unit(row.result.main.value, row, speech)
    if own is not None:
        return _in_its_unit(own.value, row, speech), value
    is_of_period = view.order.scope.asked.covers(row.result.window.period)
    return (value, NOTHING) if is_of_period else (NOTHING, value)


def titled(row: Row, view: SummaryView, speech: Speech) -> str:
    """The indicator's title; a time other than the report's is named."""
    period, scope = _time_of(row), view.order.scope
    title = row.result.indicator.title
    has_name = period.kind != "once" and period not in (scope.asked, scope.named)
    return f"{title} ({speech.period(period)})" if has_name else title


def unit_of_measure(row: Row, view: SummaryView, speech: Speech) -> str:
    """`%`, or what is counted; nothing where one body is judged."""
    if is_of_one_body(row.result):
        return NOTHING
    told = row.result.main.yardstick
    if told.is_percent:
        return "%"
    if unit_after(told.unit):
        return capital(told.unit)
    return capital(unit_word(row.result.indicator.numerator, view.programme, speech)) or NOTHING


def amount(value: Number | None, row: Row, speech: Speech) -> str:
    """A value of the indicator's kind; of one body whether it met what is asked."""
    if is_of_one_body(row.result):
        return capital(yes_or_no(value, speech, is_closed=row.is_closed))
    return quantity(value, speech, told=row.result.main.yardstick)


def _in_its_unit(value: Number | None, row: Row, speech: Speech) -> str:
    """The same in a table that has the unit in a column of its own; a percent sign stays."""
    told = row.result.main.yardstick
    if told.is_percent or not unit_after(told.unit):
        return amount(value, row, speech)
    return bare_quantity(value, speech, told=told)


def _against_plan(row: Row, speech: Speech) -> str:
    """Part of the plan that a count has reached; percentage points above or below what is asked of a share."""
    main, asked = row.result.main, row.result.requirement
    if main.value is None or asked is None or main.is_share != asked.is_share or is_of_one_body(row.result):
        return NOTHING
    if asked.value is not None and main.yardstick.is_percent:
        return points_changed(main.value, asked.value, speech)
    if asked.plan is None:
        return NOTHING
    return quantity(ratio((100 * main.value, asked.plan)), speech, told=PERCENT)


def change(row: Row, speech: Speech) -> str:
    """More or less than a year before: percentage points of a share, the difference of a count."""
    past, main = row.last_year, row.result.main
    if past is None or past.value is None or main.value is None or is_of_one_body(row.result):
        return NOTHING
    if main.yardstick.is_percent:
        return points_changed(main.value, past.value, speech)
    difference = main.value - past.value
    if main.yardstick.unit == YES_OR_NO.unit:
        return NOTHING
    shown = bare_quantity(difference, speech, told=main.yardstick)
    return f"+{shown}" if difference > 0 else shown


def points_changed(value: Number, other: Number, speech: Speech) -> str:
    """`+1,2` percentage points: the difference of what is printed, as a reader takes it with a pencil."""
    shown, compared = rounded_percent(value), rounded_percent(other)
    assert shown is not None
    assert compared is not None
    difference = shown - compared
    sign = "+" if difference > 0 else ""
    return sign + speech.percent(difference).removesuffix("%")


# ------------------------------------------------------------------ units


_NOT_SENT = frozenset({"overdue", "missed"})


def unit_rows(view: SummaryView, speech: Speech) -> Iterator[UnitRow]:
    """First who has not sent a report that is due, then who sent it late, each in the office's order.

    What somebody promised on the telephone is for those who work on it, not for a signed text.
    """
    rows = [row for row in view.main_rows if row.standing.status in _NOT_SENT]
    rows += [row for row in view.main_rows if row.has_arrived and row.days_late]
    for number, row in enumerate(rows, 1):
        yield UnitRow(
            number=str(number),
            unit=row.unit.name,
            report=period_title(row.item.title, speech.period(row.period)),
            due=speech.date(row.due) if row.due else NOTHING,
            received_on=speech.date(row.received_on) if row.received_on and row.has_arrived else NOTHING,
            status=capital(speech.gettext(N_("sent late")) if row.has_arrived else _state(row, speech)),
            days_late=days_or_blank(row.days_late, speech),
            note="" if view.order.is_final else capital(_promise(row, speech)),
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
    label = {"empty": N_("no figures in it"), "returned": N_("returned")}.get(row.state, N_("not sent"))
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


_WITHIN_TIME, _AT_THE_END = N_("Not completed, within time"), N_("Not finished when the work ended")
_TIMES = N_("Times")


def progress_table(view: SummaryView, speech: Speech) -> Table:
    """Completed or not, in time or not, of each group of the appendix; how many times, where anything recurs."""
    total = counts_of(item for entry in view.groups for item in entry.items)
    found = [(_group_name(entry, speech), entry.counts) for entry in view.groups]
    if len(found) > 1:
        found.append((speech.gettext(N_("Total")), total))
    titles = [
        N_("Group"),
        N_("Tasks"),
        *([_TIMES] if total.items != total.total else []),
        N_("Completed in time"),
        N_("Completed late"),
        _WITHIN_TIME if view.head.closed_on is None else _AT_THE_END,
        N_("Overdue"),
        N_("In time / fallen due"),
    ]
    rows = [_counts_row(name, counts, speech, with_times=_TIMES in titles) for name, counts in found]
    return text_table(_titles(titles, speech), rows, range(1, len(titles)))


def _group_name(entry: GroupProgress, speech: Speech) -> str:
    title = progress_group_title(entry, speech)
    return f"{entry.group.id}. {title}" if entry.group else title


def _counts_row(name: str, counts: Counts, speech: Speech, *, with_times: bool) -> tuple[str, ...]:
    times = (counts.total,) if with_times else ()
    numbers = (counts.items, *times, counts.on_time, counts.late, counts.within_time, counts.overdue)
    rate = f"{counts.due_on_time}/{counts.due} ({speech.percent(counts.rate)})"
    return (name, *map(speech.number, numbers), rate if counts.due else NOTHING)


def ratings_table(ratings: Sequence[Rating], speech: Speech) -> Table:
    """How many had each level, a row a choice, of several years a row a year; of one body its level."""
    several = len({rating.period for rating in ratings}) > 1
    words_ = dict.fromkeys(word for rating in ratings for word, number in rating.counts.items() if number)
    order = [word for rating in ratings[:1] for word in rating.figure.values if word in words_]
    levels = [*order, *(word for word in words_ if word not in order)]
    figure = ratings[0].figure
    lacking = dict.fromkeys(text for rating in ratings for text, number in without_level(rating) if number)
    titles = [
        *_titles((N_("Rating"), *((N_("Year"),) if several else ())), speech),
        *(capital(level_words(figure, word)) for word in levels),
        *(capital(speech.gettext(text)) for text in lacking),
    ]
    rows = []
    for place, rating in enumerate(ratings):
        is_first = not place or ratings[place - 1].figure.key != rating.figure.key
        year = (str(rating.period),) if several else ()
        rows.append(
            (rating.figure.label if is_first else "", *year, *_levels(rating, levels, lacking, speech))
        )
    return text_table(titles, rows, range(1, len(titles)))


def _levels(rating: Rating, levels: Sequence[str], lacking: Iterable[str], speech: Speech) -> Iterator[str]:
    """How many have each level, with the share of those that have one, and how many have none, by why."""
    without = dict(without_level(rating))
    for word in (*levels, *lacking):
        number = rating.counts.get(word, 0) + without.get(word, 0)
        if rating.asked == 1:
            yield "X" if number else NOTHING
            continue
        has_share = number and word in levels and word != NOT_RATED
        yield speech.number(number) + (
            f" ({speech.percent(rate(number, rating.given))})" if has_share else ""
        )


def risen_and_fallen(view: SummaryView, speech: Speech) -> Counter[str]:
    """How many indicators rose (+), fell (-) and stayed (0) since the year before, of those that have both values."""
    shown = (change(entry.last, speech) for entry in view.indicators)
    return Counter(text[0] if text[0] in "+-" else "0" for text in shown if text != NOTHING)


# ------------------------------------------------------------------ appendices


@record
class Appended:
    """What is appended to a summary: the name of its rows, those rows or a table with columns of its own, and a note below."""

    key: str
    rows: tuple[AppendixRow, ...] = ()
    table: Table | None = None
    note: str = ""


def annexes(view: SummaryView, speech: Speech) -> Iterator[Appended]:
    """What is appended, alike in every format; one that says nothing is left out.

    The superior is not told which unit has not sent what.
    """
    made = [
        _indicators(view, speech),
        Appended(key="tasks", rows=tuple(task_rows(view, speech)), note=tasks_note(view, speech)),
    ]
    if view.order.profile == "standing-committee":
        duties = tuple(duty_rows(view, speech))
        made.append(Appended(key="duties", rows=duties, note=duties_note(view, speech)))
        made.append(Appended(key="units", rows=tuple(unit_rows(view, speech))))
    made.append(Appended(key="moved", table=moved_figures_table(view, speech)))
    return (annex for annex in made if annex.rows or annex.note or (annex.table and annex.table.rows))


def annex_number(key: str, view: SummaryView, speech: Speech) -> str:
    """The number under which something is appended, as the text refers to it; nothing where it is not."""
    keys = [annex.key for annex in annexes(view, speech)]
    return str(keys.index(key) + 1) if key in keys else ""


def _indicators(view: SummaryView, speech: Speech) -> Appended:
    """Over a term year by year, else the twelve columns."""
    note = indicator_note(view, speech)
    if view.order.scope.is_term:
        return Appended(key="indicators", table=term_table(view, speech), note=note)
    return Appended(key="indicators", rows=tuple(appendix_indicator_rows(view, speech)), note=note)


# ------------------------------------------------------------------ figures reported before

_MOVED = (N_("No."), N_("Indicator"), N_("Reported in"), N_("Figure reported"), N_("Figure now"))


def moved_figures_table(view: SummaryView, speech: Speech) -> Table:
    """The values of earlier reports that are others now, old and new; why, for the committee's own body."""
    is_for_own = view.order.profile == "standing-committee"
    titles = (*_MOVED, N_("Why")) if is_for_own else _MOVED
    rows = [
        (
            change.indicator.title,
            capital(issue_title(entry.issue, speech)),
            figure_text(change.reported, speech, with_verdict=False),
            figure_text(as_issued(change.now), speech, with_verdict=False),
            *((units_text(change, speech),) if is_for_own else ()),
        )
        for entry in view.reported
        for change in entry.changes
        if change.is_moved
    ]
    numbered = ((str(number), *row) for number, row in enumerate(rows, 1))
    return text_table(_titles(titles, speech), numbered, (0, 3, 4))


# ------------------------------------------------------------------ the whole term


@positional_record
class _Columns:
    """The times of a term side by side: its years, and, where anything is of none of them, one more."""

    years: tuple[Period, ...]
    until: dt.date

    def sorted(self, rows: Iterable[Row]) -> list[list[Row]]:
        """The rows of each column; what has not begun is in none."""
        begun = [row for row in rows if row.result.window.first_day <= self.until]
        columns = [[row for row in begun if year.covers(row.result.window.period)] for year in self.years]
        return [*columns, [row for row in begun if not any(row in column for column in columns)]]


def term_table(view: SummaryView, speech: Speech) -> Table:
    """Each indicator year by year, what is of no single year in a column of its own, and what it comes to at the end."""
    shown = _with_figures(view)
    columns = _Columns(view.order.scope.asked.split("year"), view.order.as_of.day)
    sorted_ = [columns.sorted(entry.rows) for entry in shown]
    has_whole = any(values[-1] for values in sorted_)
    end = (N_("Whole term"), N_("Assessment")) if has_whole else (N_("Assessment"),)
    titles = [
        *_titles((N_("No."), N_("Indicator"), N_("Plan")), speech),
        *map(str, columns.years),
        *_titles(end, speech),
    ]
    rows = (
        (
            str(number),
            entry.indicator.title,
            capital(targets_words(entry, speech)) or NOTHING,
            *(_term_cell(rows, speech) for rows in (values if has_whole else values[:-1])),
            capital(overall_verdict(entry, speech)),
        )
        for number, (entry, values) in enumerate(zip(shown, sorted_, strict=True), 1)
    )
    return text_table(titles, rows, (0, *range(3, len(titles) - 1)))


def _term_cell(rows: Sequence[Row], speech: Speech) -> str:
    """The value with what it is a share of; of several in a year, how many met what is asked."""
    if not rows:
        return NOTHING
    if len(rows) == 1:
        return _whole_amount(rows[0], speech)
    judged = [row for row in rows if row.result.main.verdict != "cut_short"]
    met = sum(row.result.main.verdict == "met" for row in judged)
    return capital(speech.say(msg(N_("met {met}/{all}"), met=met, all=len(judged))))


def _whole_amount(row: Row, speech: Speech) -> str:
    """`107/118 (90,7%)`, `248`, `Đạt`."""
    main = row.result.main
    shown = amount(main.value, row, speech)
    has_share = main.is_share and main.value is not None and not is_of_one_body(row.result)
    return (
        f"{fraction(main.numerator, main.denominator, speech, main.yardstick)} ({shown})"
        if has_share
        else shown
    )
