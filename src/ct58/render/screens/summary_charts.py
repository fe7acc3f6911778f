"""The charts of a summary, each with the table that says its numbers: Word draws them, Markdown and HTML show the tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Literal

from ct58.domain.indicators.numbers import Number, ratio, rounded_percent
from ct58.domain.indicators.targets import Requirement
from ct58.domain.records.terms import Terminology
from ct58.domain.time.period import Period
from ct58.i18n import Message, N_, msg
from ct58.records import positional_record
from ct58.render.screens.summary_tables import text_table
from ct58.render.words.charts import NativeChart, Series
from ct58.render.words.indicator_sentences import is_of_one_body, target_words
from ct58.render.words.labels import NOTHING, fraction, quantity
from ct58.render.words.speech import Speech, abridged, capital, roman
from ct58.views.history import HistoryPoint
from ct58.views.indicators import Row
from ct58.views.page import Amount, Annex, Column, Table, Words, words
from ct58.views.reports import CalendarLine, ReportRow
from ct58.views.summary import IndicatorResults, SummaryView
from ct58.views.vocabularies import UNSETTLED

_NAME, _SHORT_NAME = 60, 44
"""Characters of a name beside a bar or in a legend; the table has it whole."""
_MOST_BARS = 12
_MOST_LINES = 4
"""So many lines can be followed with the eye."""
_PARTIAL = "*"
_STAR = N_("* Some units have not given the figure.")
_FEWEST_TIMES = 2
"""One time makes no line."""


@positional_record
class ChartWithNumbers:
    """A chart, the table of what it shows, and what must be known of the numbers."""

    chart: NativeChart
    table: Table
    note: str = ""


def summary_charts(view: SummaryView, speech: Speech) -> tuple[ChartWithNumbers, ...]:
    """What a review shows: plan against actual, reports in time, the years; what has no numbers is not drawn.

    A year shows what is counted against its plan, a term year by year.
    """
    if not view.order.scope.is_review:
        return ()
    drawn = (
        years_chart(view, speech, is_share=False) if view.order.scope.is_term else plan_chart(view, speech),
        _reports_chart(view, speech),
        years_chart(view, speech, is_share=True),
    )
    return tuple(one for one in drawn if one is not None)


def chart_lists(charts: Iterable[ChartWithNumbers], speech: Speech) -> Iterator[Annex]:
    """For a workbook: the numbers alone, of which Excel draws the same."""
    for one in charts:
        yield Annex(partial(_as_list, one.chart, speech), title=one.chart.title)


def _as_list(chart: NativeChart, speech: Speech) -> Table:
    places = tuple(range(len(chart.series) + 1))
    columns = (
        Column(speech.gettext(N_("Content"))),
        *(Column(one.name, "right") for one in chart.series),
        Column("", is_drawing=True, draws=places, stacks=chart.kind == "parts"),
    )
    rows = (
        (words(name), *(_number_cell(one.values[place], chart, speech) for one in chart.series), words(""))
        for place, name in enumerate(chart.categories)
    )
    return Table(columns, tuple(rows))


def _number_cell(value: int | Decimal | None, chart: NativeChart, speech: Speech) -> Words:
    """A number as such; what is not known is an empty cell."""
    if value is None:
        return words("")
    if chart.is_percent:
        return words(speech.percent(value), "plain", Amount(value, after="%"))
    return words(speech.number(value), "plain", Amount(value))


# ------------------------------------------------------------------ plan and actual


def plan_chart(
    view: SummaryView, speech: Speech, most: int = _MOST_BARS, height: float | None = None
) -> ChartWithNumbers | None:
    """What has been reached of each plan that is a number: in percent, since plans of 2 and of 600 stand side by side."""
    rows = [entry.last for entry in view.indicators if _has_plan(entry)][:most]
    if all(row.result.main.value is None for row in rows):
        return None
    done = Series(_say(N_("Actual (% of the plan)"), speech), tuple(map(_reached, rows)))
    plan = Series(_say(N_("Plan"), speech), (100,) * len(rows))
    title = _say(N_("Plan and actual of the indicators that are counted"), speech)
    said = "; ".join(f"{row.result.indicator.title}: {_of_plan(row, speech)}" for row in rows)
    chart = NativeChart(
        title=title,
        kind="bars",
        categories=tuple(abridged(row.result.indicator.title, _NAME) for row in rows),
        series=(done, plan),
        alt=f"{title}. {said}.",
        is_percent=True,
        height=height,
    )
    return ChartWithNumbers(chart, _plan_table(rows, speech), _plan_note(rows, speech))


def _has_plan(entry: IndicatorResults) -> bool:
    """Whether a number above 0 is to be reached, once in the report's time."""
    asked = entry.last.result.requirement
    return len(entry.rows) == 1 and _is_plan(asked) and not is_of_one_body(entry.last.result)


def _is_plan(asked: Requirement | None) -> bool:
    return asked is not None and asked.is_upward and asked.plan is not None


def _reached(row: Row) -> Decimal | None:
    return _part(row.result.main.value, row.result.requirement)


def _part(value: Number | None, asked: Requirement | None) -> Decimal | None:
    """Of what is asked, in percent."""
    if value is None or asked is None or asked.plan is None:
        return None
    return rounded_percent(ratio((100 * value, asked.plan)))


def _of_plan(row: Row, speech: Speech) -> str:
    """`363/300 (121%)`."""
    main, asked = row.result.main, row.result.requirement
    assert asked is not None
    if main.value is None:
        return _say(N_("no figures yet"), speech)
    return f"{fraction(main.value, asked.value, speech)} ({speech.percent(_reached(row))})"


def _plan_table(rows: Sequence[Row], speech: Speech) -> Table:
    titles = (N_("No."), N_("Indicator"), N_("Plan"), N_("Actual"), N_("Against what is asked"))
    lines = (
        (
            str(number),
            row.result.indicator.title,
            capital(target_words(row.result.requirement, speech)),
            quantity(row.result.main.value, speech, told=row.result.main.yardstick)
            + (_PARTIAL if _is_open(row) else ""),
            speech.percent(_reached(row)),
        )
        for number, row in enumerate(rows, 1)
    )
    return text_table(_titles(titles, speech), lines, (0, 2, 3, 4))


def _is_open(row: Row) -> bool:
    return row.result.main.value is not None and row.result.main.coverage.missing > 0


def _plan_note(rows: Sequence[Row], speech: Speech) -> str:
    """Why values are not the last word: units that are missing, and estimates."""
    said = [_say(_STAR, speech)] if any(map(_is_open, rows)) else []
    if any(row.result.estimated for row in rows):
        said.append(_say(N_("There are estimates among the figures."), speech))
    return " ".join(said)


# ------------------------------------------------------------------ reports


_Arrival = Literal["on_time", "late", "missing", "replaced", "not_due", "unreadable", "waiting"]
_ARRIVALS: Mapping[_Arrival, str] = {
    "on_time": N_("In time"),
    "late": N_("Sent late"),
    "missing": N_("Not sent"),
    "replaced": N_("A longer report instead"),
    "not_due": N_("Not due yet (reports)"),
    "unreadable": N_("Cannot be read"),
    "waiting": UNSETTLED,
}
"""What has become of a report, from the bottom of a column to its top."""


def _reports_chart(view: SummaryView, speech: Speech) -> ChartWithNumbers | None:
    """How the units' reports came, time by time."""
    times = {period: rows for period, rows in _times(view.lines, speech.terms).items() if not _is_ahead(rows)}
    if len(times) < _FEWEST_TIMES:
        return None
    counted = [[_arrival(row) for row in rows] for rows in times.values()]
    kinds = [kind for kind in _ARRIVALS if any(kind in found for found in counted)]
    title = _say(N_("Reports of the units, in time and late"), speech)
    series = tuple(
        Series(_say(_ARRIVALS[kind], speech), tuple(found.count(kind) for found in counted)) for kind in kinds
    )
    names = tuple(_short(period, speech) for period in times)
    said = "; ".join(
        f"{name}: {', '.join(f'{one.name.lower()} {one.values[place]}' for one in series)}"
        for place, name in enumerate(names)
    )
    chart = NativeChart(title=title, kind="parts", categories=names, series=series, alt=f"{title}. {said}.")
    if len({period.year for period in times}) > 1 and all(period.kind == "quarter" for period in times):
        return ChartWithNumbers(chart, *_reports_matrix(times, series, speech))
    return ChartWithNumbers(chart, _reports_table(times, series, speech))


def _times(lines: Iterable[CalendarLine], terms: Terminology) -> dict[Period, list[ReportRow]]:
    """The reports of each period of the kind that comes most often, in order; what the committee books itself is not among them."""
    found: dict[Period, list[ReportRow]] = {}
    for line in sorted(lines, key=lambda line: line.period.sort_key()):
        if not all(terms.is_committee(row.unit.kind) for row in line.rows):
            found.setdefault(line.period, []).extend(line.rows)
    kinds = [period.kind for period in found]
    most = max(kinds, key=kinds.count, default=None)
    return {period: rows for period, rows in found.items() if period.kind == most}


def _arrival(row: ReportRow) -> _Arrival:
    if row.state == "unreadable" and row.standing.is_unsettled:
        return "waiting"
    if row.state in ("unreadable", "replaced"):
        return row.state
    if row.has_arrived:
        return "on_time" if row.is_on_time else "late"
    return "missing" if row.standing.status in ("overdue", "missed") else "not_due"


def _is_ahead(rows: Iterable[ReportRow]) -> bool:
    return all(_arrival(row) == "not_due" for row in rows)


def _short(period: Period, speech: Speech) -> str:
    """`Quý I/2024`; months and years as they are called."""
    if speech.is_vietnamese and period.kind == "quarter":
        return f"{roman(period.number)}/{period.year}"
    return capital(speech.period(period))


def _reports_table(
    times: Mapping[Period, list[ReportRow]], series: Sequence[Series], speech: Speech
) -> Table:
    lines = (
        (
            capital(speech.period(period)),
            speech.number(len(rows)),
            *(speech.number(int(one.values[place] or 0)) for one in series),
        )
        for place, (period, rows) in enumerate(times.items())
    )
    titles = [*_titles((N_("Period"), N_("Reports asked for")), speech), *(one.name for one in series)]
    return text_table(titles, lines, range(1, len(titles)))


def _reports_matrix(
    times: Mapping[Period, list[ReportRow]], series: Sequence[Series], speech: Speech
) -> tuple[Table, str]:
    """Years by quarters, in a cell how many of each kind; and what the places of a cell mean."""
    cells = {
        (period.year, period.number): "/".join(speech.number(int(one.values[place] or 0)) for one in series)
        for place, period in enumerate(times)
    }
    quarters = range(1, 5)
    rows = [
        (str(year), *(cells.get((year, quarter), NOTHING) for quarter in quarters))
        for year in dict.fromkeys(period.year for period in times)
    ]
    named = [speech.say(msg(N_("Quarter {number}"), number=roman(quarter))) for quarter in quarters]
    titles = [*_titles((N_("Year"),), speech), *named]
    kinds = "/".join(one.name.lower() for one in series)
    note = speech.say(msg(N_("In a cell: {kinds}."), kinds=kinds))
    return text_table(titles, rows, range(1, len(titles))), note


# ------------------------------------------------------------------ the years


@positional_record
class _Years:
    """An indicator with its value of each year."""

    title: str
    points: Mapping[int, HistoryPoint]

    @property
    def was_missed(self) -> bool:
        return any(point.verdict == "not_met" for point in self.points.values())

    @property
    def is_partial(self) -> bool:
        return any(map(_is_partial, self.points.values()))


def years_chart(
    view: SummaryView, speech: Speech, *, is_share: bool, height: float | None = None
) -> ChartWithNumbers | None:
    """What indicators were year by year: the shares themselves, of counts the part of the plan.

    Of many those that were missed some year come first.
    """
    known = [
        _Years(entry.indicator.title, points)
        for entry in view.indicators
        if (points := _by_year(_begun(entry, view), entry, is_share=is_share))
    ]
    weakest = sorted(known, key=lambda one: not one.was_missed)[:_MOST_LINES]
    shown = [one for one in known if one in weakest]
    if not shown:
        return None
    years = sorted({year for one in shown for year in one.points})
    title = _say(_OVER_THE_YEARS[is_share], speech)
    said = "; ".join(
        f"{one.title}: {', '.join(f'{year} {_cell(one.points.get(year), speech)}' for year in years)}"
        for one in shown
    )
    chart = NativeChart(
        title=title,
        kind="lines",
        categories=tuple(map(str, years)),
        series=tuple(
            Series(abridged(one.title, _SHORT_NAME), tuple(_drawn(one.points.get(year)) for year in years))
            for one in shown
        ),
        alt=f"{title}. {said}.",
        is_percent=True,
        height=height,
    )
    note = _years_note(len(known) - len(shown), shown, speech)
    return ChartWithNumbers(chart, _years_table(shown, years, speech), note)


_OVER_THE_YEARS = {
    False: N_("Counted indicators over the years (% of the plan)"),
    True: N_("Indicators that are shares, over the years"),
}


def _begun(entry: IndicatorResults, view: SummaryView) -> list[HistoryPoint]:
    """Only the years that have begun: what is due once is known of later ones as it stands today."""
    points = view.histories.get(entry.indicator.id, ())
    return [point for point in points if point.window.last_day.year <= view.order.as_of.day.year]


def _by_year(
    points: Sequence[HistoryPoint], entry: IndicatorResults, *, is_share: bool
) -> dict[int, HistoryPoint]:
    """One value a year; nothing where no share and no plan is asked, or a single value is known."""
    found = {point.window.last_day.year: point for point in points if _is_drawn(point, is_share=is_share)}
    known = [point for point in found.values() if point.value is not None]
    if len(known) < _FEWEST_TIMES or is_of_one_body(entry.last.result):
        return {}
    return found


def _is_drawn(point: HistoryPoint, *, is_share: bool) -> bool:
    if point.asked is None or point.is_share != is_share:
        return False
    return point.yardstick.is_percent if is_share else _is_plan(point.asked)


def _drawn(point: HistoryPoint | None) -> Decimal | None:
    if point is None:
        return None
    return rounded_percent(point.value) if point.is_share else _part(point.value, point.asked)


def _years_table(shown: Sequence[_Years], years: Sequence[int], speech: Speech) -> Table:
    lines = (
        (str(number), one.title, *(_cell(one.points.get(year), speech) for year in years))
        for number, one in enumerate(shown, 1)
    )
    titles = [*_titles((N_("No."), N_("Indicator")), speech), *map(str, years)]
    return text_table(titles, lines, (0, *range(2, len(titles))))


def _cell(point: HistoryPoint | None, speech: Speech) -> str:
    """`90,7%`; of a count with its part of the plan: `363 (121%)`; a star where reports are missing."""
    if point is None or point.value is None:
        return NOTHING
    said = speech.percent(_drawn(point))
    if not point.is_share and point.asked is not None:
        said = f"{quantity(point.value, speech, told=point.yardstick)} ({said})"
    return said + (_PARTIAL if _is_partial(point) else "")


def _is_partial(point: HistoryPoint) -> bool:
    return point.value is not None and point.coverage.reported < point.coverage.expected


def _years_note(others: int, shown: Iterable[_Years], speech: Speech) -> str:
    """What a star means, and where the indicators stand that are not drawn."""
    said: list[Message] = []
    if any(one.is_partial for one in shown):
        said.append(msg(_STAR))
    if others:
        said.append(
            msg(
                N_("{count} more indicators stand in the appendix of indicators."), count=speech.count(others)
            )
        )
    return " ".join(map(speech.say, said))


# ------------------------------------------------------------------ words


def _say(text: str, speech: Speech) -> str:
    return speech.gettext(text)


def _titles(names: Iterable[str], speech: Speech) -> list[str]:
    return [speech.gettext(name) for name in names]
