"""The first page: the programme's state at one look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from ct58.domain.indicators.result import JUDGED
from ct58.domain.standing.rates import rate
from ct58.i18n import N_, msg
from ct58.records import positional_record
from ct58.render.screens.parts import due_text, names
from ct58.render.site.indicators import (
    VerdictSummary,
    asked_text,
    bullet,
    coverage_fraction,
    row_value_text,
    verdict_badge,
    verdict_summary,
)
from ct58.render.site.parts import (
    INDICATORS,
    REPORTS,
    TASKS,
    Badge,
    Bar,
    Bullet,
    Grid,
    GridCell,
    GridColumn,
    LabelledFact,
    bar,
    drawn_share,
    indicator_path,
    item_path,
    number_key,
)
from ct58.render.site.reports import (
    ARRIVALS,
    arrival,
    arrival_bar,
    arrival_legend,
    short_period,
)
from ct58.render.site.tasks import day_key
from ct58.render.words.labels import rate_note
from ct58.render.words.speech import Speech, period_title
from ct58.views.counts import Counts, nouns_of
from ct58.views.due import Entry
from ct58.views.indicators import Row
from ct58.views.reports import CalendarLine, ReportsView
from ct58.views.site import SiteView
from ct58.views.status import CountRow, OwnerRow, StatusView
from ct58.views.vocabularies import Tone

_CELLS: tuple[tuple[str, Tone], ...] = (
    (N_("Done, in time"), "good"),
    (N_("Done, late"), "late"),
    (N_("Open, within time"), "open"),
    (N_("Open, overdue"), "bad"),
)
"""The four cells of the 2×2."""
SHOWN_INDICATORS = 8
FEWEST_COLUMNS = 8
"""Columns have room for at least so many, so that few are not broad."""
COLUMN_HEIGHT = 88
"""Of the columns of report rates, in pixels."""


@positional_record
class Attention:
    """An indicator that needs looking at."""

    id: str
    title: str
    href: str
    badge: Badge
    bullet: Bullet | None
    text: str


@positional_record
class Piece:
    """A part of a column, in pixels from the top."""

    y: str
    height: str
    tone: Tone


@positional_record
class DrawnColumn:
    """One period's reports as a column."""

    x: str
    width: str
    pieces: tuple[Piece, ...]
    text: str
    label: str


@positional_record
class LineProgress:
    """One line of the calendar in the period that is shown."""

    title: str
    due: str
    text: str
    bar: Bar


@positional_record
class OverviewPage:
    """Everything of the first page, in finished words."""

    key_figures: tuple[LabelledFact, ...]
    tasks: Grid
    task_legend: tuple[Badge, ...]
    owners: Grid | None
    verdicts: VerdictSummary
    attention: tuple[Attention, ...]
    more: str
    reports: tuple[LineProgress, ...]
    columns: tuple[DrawnColumn, ...]
    free_columns: int
    columns_text: str
    legend: tuple[Badge, ...]
    coming: Grid | None
    rate_note: str
    titles: dict[str, str]


_TITLES = {
    "tasks": N_("Tasks and duties"),
    "tasks_hint": N_(
        "Occurrences whose time has come: done in time or late, not done within time or overdue."
    ),
    "owners": N_("By lead"),
    "indicators": N_("Indicators"),
    "attention": N_("Need looking at, the worst first"),
    "nothing": N_("None needs looking at."),
    "no_indicators": N_("No indicator is about this period."),
    "all_indicators": N_("All indicators"),
    "reports": N_("Reports of the units"),
    "no_reports": N_("No reporting period has ended yet."),
    "all_reports": N_("All reports"),
    "columns": N_("Period by period"),
    "coming": N_("The next 30 days"),
    "nothing_coming": N_("Nothing falls due."),
    "all_tasks": N_("Timeline and all occurrences"),
}


def overview_page(view: SiteView, speech: Speech) -> OverviewPage:
    """The page, from the same view as `ct58 status`."""
    worst = view.status.worst
    left = len(worst) - SHOWN_INDICATORS
    columns = _columns(view.reports, speech)
    return OverviewPage(
        key_figures=tuple(_key_figures(view, speech)),
        tasks=_tasks(view.status.rows, speech),
        task_legend=tuple(Badge(speech.gettext(text), tone) for text, tone in _CELLS),
        owners=_owners(view.status.owners, speech) if view.status.owners else None,
        verdicts=verdict_summary(view.rows, speech),
        attention=tuple(_attention(row, speech) for row in worst[:SHOWN_INDICATORS]),
        more=speech.say(msg(N_("{count} more"), count=speech.number(left))) if left > 0 else "",
        reports=tuple(_report_counts(view.current, speech)) if view.current else (),
        columns=columns,
        free_columns=max(0, FEWEST_COLUMNS - len(columns)),
        columns_text=speech.gettext(N_("Reports of each period: in time, late, not sent")),
        legend=arrival_legend(view.reports, speech),
        coming=_coming(view, speech),
        rate_note=rate_note(view.as_of, speech),
        titles={key: speech.gettext(text) for key, text in _TITLES.items()},
    )


# ---------------------------------------------------------------- key figures


def _key_figures(view: SiteView, speech: Speech) -> Iterator[LabelledFact]:
    joint = [row.counts for row in view.status.rows if row.kind in ("tasks", "duties", "ad_hoc")]
    yield _overdue_fact(view.status, speech)
    yield _rate_fact(joint, speech)
    if view.rows:
        yield _met_fact(view.rows, speech)
    if view.current:
        yield _reports_fact(view.current, speech)


def _overdue_fact(status: StatusView, speech: Speech) -> LabelledFact:
    """The items that bodies lead; beside them how many times that is, and what is to be verified."""
    late = nouns_of(status.late_together)
    doubtful = nouns_of(entry for entry in status.late_together if entry.standing.needs_verification)
    notes = [speech.gettext(N_("tasks and joint duties"))]
    if late.occurrences != late.items:
        notes = [speech.say(msg(N_("{count} times (number)"), count=speech.count(late.occurrences)))]
    if doubtful:
        notes.append(
            speech.say(msg(N_("{count} of them to be verified"), count=speech.count(doubtful.items)))
        )
    tone: Tone = "bad" if late else "good"
    return LabelledFact(
        speech.gettext(N_("Items overdue now")), speech.number(late.items), ", ".join(notes), tone, TASKS
    )


def _rate_fact(joint: Sequence[Counts], speech: Speech) -> LabelledFact:
    """Counts are added, then divided."""
    due, on_time = sum(counts.due for counts in joint), sum(counts.due_on_time for counts in joint)
    late = sum(counts.late for counts in joint)
    value = speech.percent(rate(on_time, due))
    note = msg(
        N_("{part} of {whole} times that have fallen due since the programme began"),
        part=speech.number(on_time),
        whole=speech.number(due),
    )
    parts: list[tuple[int, Tone]] = [(on_time, "good"), (late, "late"), (max(0, due - on_time - late), "bad")]
    drawn = bar(parts, speech.say(note)) if due else None
    return LabelledFact(speech.gettext(N_("Done in time")), value, speech.say(note), href=TASKS, bar=drawn)


def _met_fact(rows: Sequence[Row], speech: Speech) -> LabelledFact:
    """Of those that have come to be judged: of the others nobody can say yet whether they are met."""
    met = sum(row.result.main.verdict == "met" for row in rows)
    judged = sum(row.result.main.verdict in JUDGED for row in rows)
    summary = verdict_summary(rows, speech)
    note = msg(N_("indicators due to be judged; {count} are not"), count=speech.count(len(rows) - judged))
    return LabelledFact(
        speech.gettext(N_("Indicators met")),
        f"{speech.count(met)}/{speech.count(judged)}",
        speech.say(note),
        href=INDICATORS,
        bar=summary.bar,
    )


def _reports_fact(current: ReportsView, speech: Speech) -> LabelledFact:
    counts = current.tally
    note = msg(
        N_("{part} of {whole}, {period}"),
        part=speech.number(counts.actual),
        whole=speech.number(counts.expected),
        period=current.period,
    )
    label = speech.gettext(N_("Reports received"))
    drawn = arrival_bar(current.rows, speech)
    return LabelledFact(label, speech.percent(counts.rate), speech.say(note), href=REPORTS, bar=drawn)


# ---------------------------------------------------------------------- tasks


def _tasks(rows: Sequence[CountRow], speech: Speech) -> Grid:
    columns = (
        GridColumn("", role="main"),
        GridColumn(speech.gettext(N_("Items")), is_number=True),
        GridColumn(speech.gettext(N_("Times")), is_number=True),
        *(GridColumn(speech.gettext(text), is_number=True) for text, _tone in _CELLS),
        GridColumn(speech.gettext(N_("Shares")), role="wide"),
        GridColumn(speech.gettext(N_("In time of those due")), is_number=True),
    )
    return Grid(
        speech.gettext(N_("Tasks and duties")),
        columns,
        tuple((GridCell(_row_title(row, speech)), *_count_cells(row.counts, speech)) for row in rows),
        is_small=True,
    )


def _row_title(row: CountRow, speech: Speech) -> str:
    if row.kind == "group":
        return f"{row.id}. {row.title}"
    titles = {
        "tasks": N_("The whole appendix"),
        "duties": N_("Duties of the programme"),
        "ad_hoc": N_("Items that came up"),
        "owed": N_("Owed by each unit"),
    }
    return speech.gettext(titles[row.kind])


def _owners(rows: Sequence[OwnerRow], speech: Speech) -> Grid:
    head = _tasks((), speech).columns
    columns = (GridColumn(speech.gettext(N_("Lead")), role="main"), *head[1:])
    cells = tuple(
        (GridCell(row.label, note=_shared(row, speech)), *_count_cells(row.counts, speech)) for row in rows
    )
    return Grid(speech.gettext(N_("By lead")), columns, cells, is_small=True)


def _shared(row: OwnerRow, speech: Speech) -> str:
    return speech.say(msg(N_("{count} led jointly"), count=speech.count(row.shared))) if row.shared else ""


def _count_cells(counts: Counts, speech: Speech) -> tuple[GridCell, ...]:
    numbers = (counts.on_time, counts.late, counts.within_time, counts.overdue)
    parts = [(number, tone) for number, (_text, tone) in zip(numbers, _CELLS, strict=True)]
    names = (speech.gettext(text) for text, _tone in _CELLS)
    said = " · ".join(f"{name}: {speech.number(number)}" for name, number in zip(names, numbers, strict=True))
    drawn = bar(parts, said) if counts.total else None
    totals = (counts.items, counts.total)
    return (
        *(GridCell(speech.number(count), sort=str(count)) for count in (*totals, *numbers)),
        GridCell(bar=drawn, sort=number_key(counts.rate)),
        GridCell(
            speech.percent(counts.rate),
            sort=number_key(counts.rate),
            note=f"{counts.due_on_time}/{counts.due}" if counts.due else "",
        ),
    )


# ----------------------------------------------------------------- indicators


def _attention(row: Row, speech: Speech) -> Attention:
    result, main = row.result, row.result.main
    period = speech.period(result.window.through or result.window.period)
    text = msg(
        N_("{value}, asked {asked} · {period} · {coverage} units"),
        value=row_value_text(row, speech),
        asked=asked_text(row, speech),
        period=period,
        coverage=coverage_fraction(main, speech),
    )
    return Attention(
        id=result.indicator.id,
        title=result.indicator.title,
        href=indicator_path(result.indicator.id),
        badge=verdict_badge(main.verdict, speech, is_closed=row.is_closed),
        bullet=bullet(main, result.requirement, speech),
        text=speech.say(text),
    )


# -------------------------------------------------------------------- reports


def _report_counts(current: ReportsView, speech: Speech) -> Iterator[LineProgress]:
    for line in current.lines:
        counts = line.tally
        text = msg(
            N_("{actual} of {expected} received ({rate}), {on_time} in time of {due} due ({rate_on_time})"),
            actual=speech.number(counts.actual),
            expected=speech.number(counts.expected),
            rate=speech.percent(counts.rate),
            on_time=speech.number(counts.due_on_time),
            due=speech.number(counts.due),
            rate_on_time=speech.percent(counts.rate_on_time),
        )
        title = period_title(line.item.title, speech.period(current.period))
        yield LineProgress(title, _due_note(line, speech), speech.say(text), arrival_bar(line.rows, speech))


def _due_note(line: CalendarLine, speech: Speech) -> str:
    return speech.say(msg(N_("due {due}"), due=line.due)) if line.due else ""


def _columns(reports: Sequence[ReportsView], speech: Speech) -> tuple[DrawnColumn, ...]:
    """All periods of the commonest kind, oldest first."""
    kinds = [report.period.kind for report in reports]
    shown = [report for report in reports if report.period.kind == max(set(kinds), key=kinds.count)]
    step = Fraction(100, max(len(shown), FEWEST_COLUMNS))
    return tuple(_column(report, step * n, step, speech) for n, report in enumerate(shown))


def _column(report: ReportsView, x: Fraction, step: Fraction, speech: Speech) -> DrawnColumn:
    drawn = arrival_bar(report.rows, speech)
    return DrawnColumn(
        x=drawn_share(x + step * Fraction(1, 10)),
        width=drawn_share(step * Fraction(8, 10)),
        pieces=tuple(_pieces(report)),
        text=f"{speech.period(report.period)}: {drawn.text}",
        label=short_period(report.period),
    )


def _pieces(report: ReportsView) -> Iterator[Piece]:
    """In time at the bottom."""
    found = [ARRIVALS[arrival(row)].tone for row in report.rows]
    bottom = Fraction(COLUMN_HEIGHT)
    for tone in (shown.tone for shown in ARRIVALS.values()):
        height = Fraction(COLUMN_HEIGHT * found.count(tone), len(found))
        bottom -= height
        if height:
            yield Piece(f"{float(bottom):.1f}", f"{float(height):.1f}", tone)


# --------------------------------------------------------------------- coming


def _coming(view: SiteView, speech: Speech) -> Grid | None:
    groups = list(_by_occurrence(view.status.coming))
    if not groups:
        return None
    columns = (
        GridColumn(speech.gettext(N_("Deadline")), is_number=True),
        GridColumn(speech.gettext(N_("Item")), role="main"),
        GridColumn(speech.gettext(N_("Who"))),
        GridColumn(speech.gettext(N_("Left")), is_number=True),
    )
    rows = tuple(_coming_row(group[0], view, speech) for group in groups)
    return Grid(speech.gettext(N_("The next 30 days")), columns, rows, is_small=True)


def _by_occurrence(entries: Iterable[Entry]) -> Iterable[list[Entry]]:
    groups: dict[tuple[object, ...], list[Entry]] = {}
    for entry in entries:
        groups.setdefault((entry.standing.due, entry.standing.item.id, entry.occurrence), []).append(entry)
    return groups.values()


def _coming_row(entry: Entry, view: SiteView, speech: Speech) -> tuple[GridCell, ...]:
    item, due = entry.standing.item, entry.standing.due
    period = entry.standing.obligation.occurrence.period
    note = speech.period(period) if item.deadline.every else ""
    days = -entry.days_overdue
    left = speech.gettext(N_("today")) if days == 0 else speech.days(days)
    return (
        GridCell(due_text(entry, speech), sort=day_key(due) if due else ""),
        GridCell(item.title, note=note, href=item_path(item)),
        GridCell(_who(entry, view, speech)),
        GridCell(left, sort=str(days)),
    )


def _who(entry: Entry, view: SiteView, speech: Speech) -> str:
    if entry.unit is None:
        return names(entry.standing.item.lead, view.status.names)
    counts = view.status.tallies[entry.standing.item.id, entry.occurrence]
    return speech.say(msg(N_("{done}/{expected} units sent"), done=counts.done, expected=counts.expected))
