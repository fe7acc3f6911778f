"""The page of one indicator: value and verdict, its history as a chart, how it is computed, unit by unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ct58.domain.indicators.contribution import Contribution
from ct58.domain.indicators.numbers import PERCENT
from ct58.domain.indicators.result import (
    Assessment,
    Result,
)
from ct58.domain.indicators.targets import told_of
from ct58.domain.records.measure import Indicator, Measure, Reading
from ct58.i18n import N_, msg
from ct58.records import positional_record
from ct58.render.screens.catalogue import deadline_text
from ct58.render.screens.explanation_tables import ladder_table
from ct58.render.screens.indicators import (
    is_on_its_way,
    remarks,
)
from ct58.render.site.charts import Chart, indicator_chart, point_text
from ct58.render.site.indicators import (
    asked_text,
    bullet,
    coverage_fraction,
    range_text,
    row_value_text,
    verdict_badge,
)
from ct58.render.site.parts import (
    Badge,
    Bullet,
    Grid,
    GridCell,
    GridColumn,
    LabelledFact,
    clause_path,
    number_key,
    unit_path,
)
from ct58.render.words.indicators import (
    measure_in_words,
    requirement_in_words,
    verdict_text,
)
from ct58.render.words.labels import fraction, quantity
from ct58.render.words.speech import Speech
from ct58.render.words.targets import target_text
from ct58.views.explanation import Explanation
from ct58.views.history import HistoryPoint
from ct58.views.indicators import Row, by_kind
from ct58.views.page import plain
from ct58.views.site import SiteView
from ct58.views.vocabularies import ROLES, UNDECIDED


@positional_record
class IndicatorPage:
    """One indicator. What is about the period is empty where the period has no value of it."""

    clause: LabelledFact | None
    facts: tuple[LabelledFact, ...]
    bullet: Bullet | None
    remarks: tuple[str, ...]
    chart: Chart | None
    chart_note: str
    history: Grid
    method: tuple[LabelledFact, ...]
    ladder: Grid | None
    kinds: Grid | None
    units: Grid | None
    titles: dict[str, str]


def indicator_page(indicator: Indicator, view: SiteView, speech: Speech) -> IndicatorPage:
    """The page of one indicator; of several windows in the period the last one that has begun is explained."""
    points = view.histories[indicator.id]
    row = shown_row(indicator, view)
    main = row.result.main if row else None
    return IndicatorPage(
        clause=_clause(indicator, view, speech),
        facts=tuple(_facts(row, speech)) if row else (),
        bullet=bullet(row.result.main, row.result.requirement, speech) if row else None,
        remarks=tuple(_remarks(row, speech)) if row else (),
        chart=indicator_chart(points, _chart_title(indicator, points, speech), speech) if points else None,
        chart_note=_chart_note(_asked(indicator, view, speech), points, speech),
        history=_history(points, speech),
        method=tuple(_method(indicator, view, speech)),
        ladder=_ladder(view.explanations[indicator.id], view, speech) if row else None,
        kinds=_kinds(main, speech) if main and len(by_kind(main)) > 1 else None,
        units=_units(main, speech) if main and main.contributions else None,
        titles={key: speech.gettext(text) for key, text in _TITLES.items()},
    )


_TITLES = {
    "now": N_("In this period"),
    "history": N_("Over the years"),
    "numbers": N_("The numbers of the chart"),
    "method": N_("How it is computed"),
    "kinds": N_("By kind of unit"),
    "units": N_("Unit by unit"),
}


def shown_row(indicator: Indicator, view: SiteView) -> Row | None:
    """The row of the indicator that its page is about."""
    found = view.explanations.get(indicator.id)
    return found.row if found else None


def indicator_badge(indicator: Indicator, view: SiteView, speech: Speech) -> Badge | None:
    """The verdict in the period."""
    row = shown_row(indicator, view)
    return verdict_badge(row.result.main.verdict, speech, is_closed=row.is_closed) if row else None


def _clause(indicator: Indicator, view: SiteView, speech: Speech) -> LabelledFact | None:
    clause = view.clauses.get(indicator.clause)
    if clause is None:
        return None
    return LabelledFact(
        speech.say(msg(N_("Clause {id}"), id=clause.id)),
        clause.corrected or clause.text,
        href=f"../{clause_path(clause.id)}",
    )


def _facts(row: Row, speech: Speech) -> Iterator[LabelledFact]:
    result, main = row.result, row.result.main
    period = speech.period(result.window.through or result.window.period)
    counts = (
        fraction(main.numerator, main.denominator, speech, main.yardstick) if main.value is not None else ""
    )
    estimated = (
        speech.gettext(N_("with estimated figures")) if result.estimated and main.value is not None else ""
    )
    note = " · ".join(part for part in (period, counts if main.is_share else "", estimated) if part)
    yield LabelledFact(speech.gettext(N_("Value")), row_value_text(row, speech), note)
    yield LabelledFact(speech.gettext(N_("Asked")), asked_text(row, speech), _plan_note(result, speech))
    yield LabelledFact(
        speech.gettext(N_("Possible")),
        range_text(main.lower, main.upper, speech, told=main.yardstick) if main.value is not None else "–",
        speech.gettext(N_("once everything has been reported")),
    )
    yield LabelledFact(
        speech.gettext(N_("Units that have reported")),
        coverage_fraction(main, speech),
        speech.gettext(N_("of those that are asked")),
    )


def _plan_note(result: Result, speech: Speech) -> str:
    """How much of the plan a count on its way has reached."""
    so_far = result.main.so_far
    if so_far is None or not is_on_its_way(result):
        return ""
    part = quantity(so_far.percent_of_plan, speech, told=PERCENT)
    return speech.say(msg(N_("{percent} of the plan so far"), percent=part))


def _remarks(row: Row, speech: Speech) -> Iterator[str]:
    if row.result.main.verdict == "cut_short":
        yield verdict_text(row.result, speech)
    for text, _emphasis in remarks(row, speech):
        yield text[:1].upper() + text[1:]


def _chart_title(indicator: Indicator, points: Sequence[HistoryPoint], speech: Speech) -> str:
    shown = "; ".join(point_text(point, speech) for point in points)
    return f"{indicator.id} {indicator.title}. {shown}"


def _chart_note(target: str, points: Sequence[HistoryPoint], speech: Speech) -> str:
    """The target in words, and what the chart's signs mean."""
    asked = speech.say(msg(N_("Target: {target}."), target=target))
    words = [N_("Dot: the value; stroke: the target; pale bar: the range that missing reports leave open.")]
    if any(point.verdict == "not_due" and not point.is_interim for point in points):
        words.append(N_("A hollow dot cannot be judged yet."))
    return " ".join([asked, *(speech.gettext(text) for text in words)])


def _history(points: Sequence[HistoryPoint], speech: Speech) -> Grid:
    columns = (
        GridColumn(speech.gettext(N_("Period")), role="main"),
        GridColumn(speech.gettext(N_("Counts")), is_number=True),
        GridColumn(speech.gettext(N_("Value")), is_number=True),
        GridColumn(speech.gettext(N_("Possible")), is_number=True),
        GridColumn(speech.gettext(N_("Units")), is_number=True),
        GridColumn(speech.gettext(N_("Verdict"))),
    )
    rows = tuple(_history_row(point, speech) for point in points)
    return Grid(speech.gettext(N_("Over the years")), columns, rows, is_small=True)


def _history_row(point: HistoryPoint, speech: Speech) -> tuple[GridCell, ...]:
    shown = range_text(point.lower, point.upper, speech, told=point.yardstick)
    coverage = f"{speech.number(point.coverage.reported)}/{speech.number(point.coverage.expected)}"
    return (
        GridCell(
            speech.period(point.window.through or point.window.period), sort=f"{point.window.last_day:%Y%m%d}"
        ),
        GridCell(
            fraction(point.numerator, point.denominator, speech, point.yardstick),
            sort=number_key(point.numerator),
        ),
        GridCell(quantity(point.value, speech, told=point.yardstick), sort=number_key(point.value)),
        GridCell("–") if point.value is None else GridCell(shown, sort=number_key(point.lower)),
        GridCell(coverage, sort=str(point.coverage.reported)),
        GridCell(badge=_badge(point, speech)),
    )


def _badge(point: HistoryPoint, speech: Speech) -> Badge:
    """The verdict; of the midst of a time that is over by now there is none, and none to come."""
    if point.is_interim and point.verdict == "not_due":
        return Badge(speech.gettext(N_("On the way")), "idle")
    return verdict_badge(point.verdict, speech)


def _method(indicator: Indicator, view: SiteView, speech: Speech) -> Iterator[LabelledFact]:
    """Target, numerator, denominator, other readings, and why so."""
    yield LabelledFact(speech.gettext(N_("Target")), _asked(indicator, view, speech))
    yield LabelledFact(speech.gettext(N_("Assessed")), deadline_text(indicator.deadline, speech))
    yield LabelledFact(speech.gettext(N_("Numerator")), _measure(indicator.numerator, view, speech))
    if indicator.denominator is not None:
        yield LabelledFact(speech.gettext(N_("Denominator")), _measure(indicator.denominator, view, speech))
    for cap in indicator.caps:
        yield LabelledFact(speech.gettext(N_("Cap")), target_text(cap, speech), cap.text or "")
    for reading in indicator.readings:
        label = speech.say(msg(N_("Reading: {name}"), name=reading.name))
        yield LabelledFact(label, _reading(reading, view, speech), reading.text or "")
    for label, text in ((N_("Decision"), indicator.decision), (N_("Note"), indicator.note)):
        if text:
            yield LabelledFact(speech.gettext(label), text)


def _ladder(found: Explanation, view: SiteView, speech: Speech) -> Grid | None:
    """Rung by rung, as `show` explains it; None while there is nothing to climb."""
    table = ladder_table(found, view.programme, speech)
    first, *others = table.columns
    columns = (
        GridColumn(first.title, role="main"),
        *(GridColumn(c.title, c.align == "right") for c in others),
    )
    rows = tuple(tuple(GridCell(plain(cell)) for cell in row) for row in table.rows)
    return Grid(first.title, columns, rows, is_small=True, is_ordered=True) if rows else None


def _asked(indicator: Indicator, view: SiteView, speech: Speech) -> str:
    """What is asked in the period, and what that means at its border."""
    row = shown_row(indicator, view)
    return (
        requirement_in_words(row.result, speech)
        if row
        else target_text(
            indicator.target,
            speech,
            told_of(indicator, {figure.key: figure for figure in view.programme.figures}),
        )
    )


def _measure(measure: Measure, view: SiteView, speech: Speech) -> str:
    return measure_in_words(measure, view.programme, view.names, speech)


def _reading(reading: Reading, view: SiteView, speech: Speech) -> str:
    above = _measure(reading.numerator, view, speech)
    return f"{above} / {_measure(reading.denominator, view, speech)}" if reading.denominator else above


def _kinds(main: Assessment, speech: Speech) -> Grid:
    columns = (
        GridColumn(speech.gettext(N_("Kind of unit")), role="main"),
        GridColumn(speech.gettext(N_("Counts")), is_number=True),
        GridColumn(speech.gettext(N_("Value")), is_number=True),
        GridColumn(speech.gettext(N_("Units")), is_number=True),
    )
    rows = tuple(
        (
            GridCell(speech.unit_kind(part.kind)),
            GridCell(
                fraction(part.numerator, part.denominator, speech, part.yardstick),
                sort=number_key(part.numerator),
            ),
            GridCell(quantity(part.value, speech, told=part.yardstick), sort=number_key(part.value)),
            GridCell(f"{part.coverage.reported}/{part.coverage.expected}", sort=str(part.coverage.reported)),
        )
        for part in by_kind(main)
    )
    return Grid(speech.gettext(N_("By kind of unit")), columns, rows, is_small=True)


def _units(main: Assessment, speech: Speech) -> Grid:
    columns = (
        GridColumn(speech.gettext(N_("Unit")), role="main"),
        GridColumn(speech.gettext(N_("Kind of unit")), filters=True),
        GridColumn(speech.gettext(N_("Counts")), is_number=True),
        GridColumn(speech.gettext(N_("State")), filters=True),
    )
    rows = tuple(_unit_row(entry, main, speech) for entry in main.contributions)
    return Grid(speech.gettext(N_("Unit by unit")), columns, rows)


def _unit_row(entry: Contribution, main: Assessment, speech: Speech) -> tuple[GridCell, ...]:
    below = entry.point[1] if main.is_share else None
    state = speech.gettext(UNDECIDED if entry.is_undecided else ROLES[entry.role].word)
    is_early = entry.role == "missing" and main.verdict == "not_due"  # nobody is late before the day
    return (
        GridCell(entry.unit.label, href=f"../{unit_path(entry.unit.id)}"),
        GridCell(speech.unit_kind(entry.unit.kind)),
        GridCell(
            fraction(entry.point[0], below, speech) if entry.has_data else "–",
            sort=number_key(entry.point[0] if entry.has_data else None),
        ),
        GridCell(badge=Badge(state, "idle" if is_early else ROLES[entry.role].tone), group=state),
    )
