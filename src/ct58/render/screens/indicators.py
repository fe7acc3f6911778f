"""`ct58 indicators`: what is asked, what was reached, how sure that is, what it was before; page, JSON (contract §3) and rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from ct58.domain.indicators.contribution import Contribution
from ct58.domain.indicators.numbers import (
    COUNT,
    PERCENT,
    Number,
    Yardstick,
    rounded,
    rounded_count,
    rounded_percent,
)
from ct58.domain.indicators.result import (
    Assessment,
    Coverage,
    MilestoneResult,
    Needed,
    ReadingResult,
    Result,
    SoFar,
    Verdict,
)
from ct58.domain.indicators.targets import Requirement
from ct58.domain.records.measure import BaseYear
from ct58.i18n import Message, N_, msg
from ct58.render.screens.parts import By, dotted, programme_aside
from ct58.render.screens.targets import target_cell
from ct58.render.words.bars import gauge
from ct58.render.words.cells import tidy
from ct58.render.words.indicators import cut_text, milestone_text, result_until_the_end
from ct58.render.words.labels import fraction, quantity, range_in_signs, unit_after, units_open
from ct58.render.words.record_keys import JsonObject
from ct58.render.words.speech import Speech, capital
from ct58.render.words.targets import OPERATORS, target_text
from ct58.views.indicators import IndicatorsView, KindRow, Past, Row, by_kind
from ct58.views.page import (
    Amount,
    Block,
    Column,
    Emphasis,
    Gap,
    Heading,
    Line,
    Page,
    Span,
    Table,
    Words,
    words,
)
from ct58.views.vocabularies import ROLES, VERDICTS

_BARS = "▁▂▃▄▅▆▇█"
_ESTIMATED = "≈"
_BAR = 12
TREND_BAR = 30
_SHOWN_UNITS = 5


def indicators_page(view: IndicatorsView, speech: Speech, by: By | None = None) -> Page:
    """The table, then what has to be said about single values; with `by`, the parts of each."""
    blocks: list[Block] = [_title(view, speech)]
    if not view.rows:
        none = msg(N_("No indicator is about {period}."), period=view.period)
        return Page((*blocks, Line(words(speech.say(none), "dim"))))
    blocks += [
        Line(counted_verdicts(view, speech)),
        Gap(),
        _table(view, speech),
        *_notes(view, speech),
    ]
    for row in view.rows:
        blocks += _trend(row, speech)
    for row in view.rows if by else ():
        blocks += _parts(row, view, speech, by)
    return Page((*blocks, *_legend(view, speech)))


def _title(view: IndicatorsView, speech: Speech) -> Heading:
    period = speech.period(view.period)
    title = msg(N_("INDICATORS · {period} · as of {day}"), period=period, day=view.as_of)
    return Heading(speech.say(title), level=1, aside=programme_aside(view.head, speech))


def counted_verdicts(view: IndicatorsView, speech: Speech) -> Words:
    """How many of each verdict, those that need looking at first; of those not judged also why."""
    return dotted(
        Span(text, VERDICTS[verdict].emphasis)
        for verdict, rows in view.by_verdict().items()
        for text in _counted(verdict, rows, speech)
    )


def _counted(verdict: Verdict, rows: Sequence[Row], speech: Speech) -> list[str]:
    """`Đạt 4`, or once for all that an end cut short on the same day why they are not judged."""
    if verdict != "cut_short":
        return [f"{speech.verdict(verdict)} {len(rows)}"]
    texts = Counter(cut_text(row.result, speech) for row in rows)
    return [f"{capital(text)}: {count}" for text, count in texts.items()]


# ---------------------------------------------------------------------- table


def _table(view: IndicatorsView, speech: Speech) -> Table:
    has_trend = any(len(row.trend) > 1 for row in view.rows)
    columns = [
        Column(speech.gettext(N_("Id"))),
        Column(speech.gettext(N_("Indicator")), is_cut=True),
        Column(speech.gettext(N_("Asked")), align="right"),
        Column(speech.gettext(N_("Counts")), align="right"),
        Column(speech.gettext(N_("Value")), align="right"),
        Column(speech.gettext(N_("Possible")), align="right", from_width=100),
        Column(speech.gettext(N_("Units")), align="right", from_width=90),
        Column(speech.gettext(N_("Verdict"))),
        Column(speech.gettext(N_("Period before")), align="right", from_width=130),
        Column(speech.gettext(N_("Last year")), align="right", from_width=120),
    ]
    if has_trend:
        columns.append(Column(speech.gettext(N_("Trend")), is_drawing=True))
    parts = (line for part in _by_window(view) for line in _section(part, view, speech, len(columns)))
    rows = tuple(parts)
    dividers = frozenset(place for place, row in enumerate(rows) if row[0] == _NO_ID)
    return Table(tuple(columns), rows, section=speech.period(view.period), dividers=dividers)


_NO_ID = words("")
"""In the place of an id: a row that says the time of those below."""


def _by_window(view: IndicatorsView) -> list[list[Row]]:
    """The rows of each time together, in the order in which the times come first."""
    found: dict[object, list[Row]] = {}
    for row in view.rows:
        window = row.result.window
        found.setdefault((window.through, window.period), []).append(row)
    return list(found.values())


def _section(
    rows: Sequence[Row], view: IndicatorsView, speech: Speech, width: int
) -> Iterable[tuple[Words, ...]]:
    """A line that says which time it is, unless it is the one that was asked for, then the indicators."""
    window = rows[0].result.window
    if window.through is not None or window.period != view.period:
        yield (_NO_ID, words(_time(rows[0], speech), "accent"), *(words("") for _ in range(width - 2)))
    yield from (_table_row(row, speech, width) for row in rows)


def _time(row: Row, speech: Speech) -> str:
    """`Năm 2021, đến hết 6 tháng đầu năm 2021`."""
    window = row.result.window
    name = speech.gettext(N_("due once")) if window.period.kind == "once" else speech.period(window.period)
    if window.through is None:
        return name
    return speech.say(msg(N_("{period}, up to {through}"), period=name, through=window.through))


def _table_row(row: Row, speech: Speech, width: int) -> tuple[Words, ...]:
    result, main = row.result, row.result.main
    cells = (
        words(result.indicator.id, "strong"),
        words(result.indicator.title),
        target_in_row(result, speech),
        words(fraction(main.numerator, main.denominator, speech, main.yardstick)),
        value_words(result, speech),
        words(_range(main, speech)),
        words(f"{main.coverage.reported}/{main.coverage.expected}"),
        verdict_words(row, speech),
        _compared(row, _period_before(row), speech),
        _compared(row, row.last_year, speech),
        words(sparkline([past.value for past in row.trend])),
    )
    return cells[:width]


def target_in_force(result: Result, speech: Speech) -> str:
    """`> 90%`; of a series the value in force."""
    if result.requirement is None:
        return "–"
    asked, target = result.requirement, result.requirement.target
    is_found = isinstance(target.value, Mapping) or asked.form == "relative"
    if target.op is None or not is_found or asked.value is None:
        return target_text(target, speech, asked.yardstick)
    return f"{OPERATORS[target.op]} {quantity(asked.value, speech, told=asked.yardstick)}"


def quantity_words(
    value: Number | None,
    speech: Speech,
    *,
    told: Yardstick,
    before: str = "",
    after: str = "",
    emphasis: Emphasis = "plain",
) -> Words:
    """`≈91,2% ▲`, `1.250`; a dash where there is none."""
    shown = rounded(value, told=told)
    text = quantity(value, speech, told=told)
    if shown is None:
        return words(text, emphasis)
    number = shown if told.decimals else tidy(shown)
    return words(
        f"{before}{text}{after}", emphasis, Amount(number, before, f"{unit_after(told.unit)}{after}")
    )


def target_in_row(result: Result, speech: Speech) -> Words:
    """The same as a cell."""
    asked = result.requirement
    if asked is None or isinstance(asked.target.value, Mapping) or asked.form != "bound":
        return words(target_in_force(result, speech))
    return target_cell(asked.target, speech, asked.yardstick)


def is_on_its_way(result: Result) -> bool:
    """Whether a count is shown in percent of its plan: it can still be reached, which nothing can after an end."""
    so_far = result.main.so_far
    return so_far is not None and so_far.percent_of_plan is not None and result.window.cut is None


def value_words(result: Result, speech: Speech) -> Words:
    """The value, marked where estimates are in it; of a count on its way, the part of the plan."""
    main = result.main
    mark = _ESTIMATED if result.estimated and main.value is not None else ""
    if is_on_its_way(result):
        assert main.so_far is not None
        return quantity_words(main.so_far.percent_of_plan, speech, told=PERCENT, before=mark)
    return quantity_words(main.value, speech, told=main.yardstick, before=mark)


def _range(main: Assessment, speech: Speech) -> str:
    """`87,6–91,6%`; empty where nothing is open, or nothing is known yet."""
    if main.coverage.reported == main.coverage.expected or main.value is None:
        return ""
    return range_in_signs(main.lower, main.upper, speech, told=main.yardstick)


def verdict_words(row: Row, speech: Speech) -> Words:
    """The verdict; what was not met is said differently once the books are closed."""
    verdict = row.result.main.verdict
    return words(speech.verdict(verdict, is_closed=row.is_closed), VERDICTS[verdict].emphasis)


def _period_before(row: Row) -> Past | None:
    """The period before, unless it is the same as the year before."""
    return None if row.last_year is not None and row.previous == row.last_year else row.previous


def _compared(row: Row, past: Past | None, speech: Speech) -> Words:
    """An earlier value with the direction from there to now."""
    if past is None or past.value is None:
        return words("–", "dim")
    now = row.result.main.value
    arrow = "" if now is None else " ▲" if now > past.value else " ▼" if now < past.value else " ="
    return quantity_words(past.value, speech, told=past.yardstick, after=arrow)


def sparkline(values: Sequence[Number | None]) -> str:
    """Values as bars from 0 to the largest, `·` where there is none."""
    top = max((value for value in values if value is not None), default=0)
    return "".join(_bar(value, top) for value in values)


def _bar(value: Number | None, top: Number) -> str:
    if value is None:
        return "·"
    step = int(value * (len(_BARS) - 1) / top) if top > 0 else 0
    return _BARS[max(0, step)]


# ---------------------------------------------------------------------- notes


def _notes(view: IndicatorsView, speech: Speech) -> list[Block]:
    """What a reader must know about single values; with the time, where an indicator has several."""
    times = Counter(row.result.indicator.id for row in view.rows)
    lines = [
        Line((Span(f"{_name(row, speech, times)}  ", "strong"), Span(text, emphasis)), indent=1)
        for row in view.rows
        for text, emphasis in remarks(row, speech)
    ]
    return [Gap(), Heading(speech.gettext(N_("TO BE KNOWN"))), *lines] if lines else []


def _name(row: Row, speech: Speech, times: Mapping[str, int]) -> str:
    id_ = row.result.indicator.id
    return f"{id_} {_time(row, speech)}" if times[id_] > 1 else id_


def remarks(row: Row, speech: Speech) -> Iterable[tuple[str, Emphasis]]:
    """What a reader must know about a value: what is open, what is needed, other readings, warnings."""
    result = row.result
    for text in (result_until_the_end(result, speech), carried_text(result.main, speech)):
        if text:
            yield text, "plain"
    for milestone in result.milestones:
        emphasis = VERDICTS[milestone.assessment.verdict].emphasis
        yield milestone_text(milestone, speech), emphasis if emphasis == "warning" else "plain"
    if result.main.verdict == "undetermined":
        yield speech.say(_open_end(result, speech)), "warning"
    if result.main.verdict == "not_due" and result.main.needed and result.main.needed.count:
        count = quantity(result.main.needed.count, speech, told=COUNT)
        yield speech.say(msg(N_("{count} more are needed to reach the plan"), count=count)), "plain"
    if result.depends_on_reading:
        yield _readings(result, speech), "warning"
    for warning in result.warnings:
        yield speech.say(warning), "warning"


def carried_text(main: Assessment, speech: Speech) -> str:
    """`75 đơn vị tính theo báo cáo năm 2024`: what lasts, and what a unit said last; empty where there is none."""
    text = N_("{units} units are counted by their report of {period}")
    each = (msg(text, units=speech.count(units), period=period) for period, units in main.carried.items())
    return "; ".join(map(speech.say, each)) if main.value is not None else ""


def _open_end(result: Result, speech: Speech) -> Message:
    who = units_open(result.main.coverage, N_("{count} units have not reported"), speech)
    return msg(N_("open: {who}{needed}"), who=who, needed=needed_text(result.main.needed, speech))


def needed_text(needed: Needed | None, speech: Speech) -> str:
    """What would turn it."""
    if needed is None:
        return ""
    if needed.count is not None:
        text = msg(N_("; {count} more are needed"), count=quantity(needed.count, speech, told=COUNT))
        return speech.say(text)
    if needed.units is None:
        return ""
    text = msg(
        N_("; to meet it at least {units} of the {of} must fit"),
        units=speech.count(needed.units),
        of=speech.count(needed.of),
    )
    return speech.say(text)


def _readings(result: Result, speech: Speech) -> str:
    """The conclusion depends on the reading: the chosen one first, each with its fraction."""
    shown = [_reading(speech.gettext(N_("chosen")), result.main, result.main.verdict, speech)]
    shown += [
        _reading(entry.reading.name, entry.assessment, entry.verdict, speech) for entry in result.readings
    ]
    return speech.say(msg(N_("the conclusion depends on the reading: {readings}"), readings="; ".join(shown)))


def _reading(name: str, found: Assessment, verdict: Verdict | None, speech: Speech) -> str:
    value = quantity(found.value, speech, told=found.yardstick)
    counts = fraction(found.numerator, found.denominator, speech, found.yardstick)
    return f"{name} {value} ({counts}) {reading_verdict(verdict, speech).lower()}"


def reading_verdict(verdict: Verdict | None, speech: Speech) -> str:
    """The verdict on another reading, or that nothing is concluded from it."""
    return speech.gettext(N_("No conclusion drawn")) if verdict is None else speech.verdict(verdict)


def _legend(view: IndicatorsView, speech: Speech) -> list[Block]:
    found = []
    if any(row.result.estimated and row.result.main.value is not None for row in view.rows):
        found.append(speech.gettext(N_("≈ estimated figures are in it")))
    if any(is_on_its_way(row.result) for row in view.rows):
        found.append(speech.gettext(N_("a count that is not yet due is shown in percent of its plan")))
    return [Gap(), Line(words(" · ".join(found), "dim"))] if found else []


# ---------------------------------------------------------------------- trend


def _trend(row: Row, speech: Speech) -> list[Block]:
    """How it went, one row a time with a bar; nothing where only one time is known."""
    if len(row.trend) < 2:
        return []
    title = f"{row.result.indicator.id}  {speech.gettext(N_('Trend'))}"
    columns = (
        Column(title, is_heading=True),
        Column(speech.gettext(N_("Counts")), align="right"),
        Column(speech.gettext(N_("Value")), align="right"),
        Column("", is_drawing=True, draws=(0, 2)),
    )
    return [Gap(), Table(columns, tuple(_trend_row(row.result, past, speech) for past in row.trend))]


def _trend_row(result: Result, past: Past, speech: Speech) -> tuple[Words, ...]:
    return (
        words(speech.period(past.window.through or past.window.period)),
        words(fraction(past.numerator, past.denominator, speech, past.yardstick)),
        quantity_words(past.value, speech, told=past.yardstick),
        target_bar(past.value, result.requirement, "accent", TREND_BAR),
    )


def target_bar(
    value: Number | None, asked: Requirement | None, emphasis: Emphasis, width: int = _BAR
) -> Words:
    """How much has been reached, with a mark where a share has its target, a range its ends; no bar without a number to reach."""
    aim = asked.marks[0] if asked is not None and asked.marks else None
    if value is None or asked is None or aim is None or aim <= 0:
        return ()
    whole: Number = 100 if asked.yardstick.is_percent else max(*asked.marks, value, 1)
    marks = (Fraction(mark) / whole for mark in asked.marks if mark < whole)
    return gauge(Fraction(value) / whole, marks, width, emphasis)


# ---------------------------------------------------------------------- parts


def _parts(row: Row, view: IndicatorsView, speech: Speech, by: By | None) -> list[Block]:
    title = f"{row.result.indicator.id}  {row.result.indicator.title}"
    table = _kinds(row, speech) if by == "kind" else _units(row, speech)
    return [Gap(), Heading(title), table]


def _kinds(row: Row, speech: Speech) -> Table:
    columns = (
        Column(speech.gettext(N_("Kind of unit")), grows=True),
        Column(speech.gettext(N_("Counts")), align="right"),
        Column(speech.gettext(N_("Value")), align="right"),
        Column(speech.gettext(N_("Units")), align="right"),
    )
    return Table(columns, tuple(_kind_row(part, speech) for part in by_kind(row.result.main)))


def _kind_row(part: KindRow, speech: Speech) -> tuple[Words, ...]:
    return (
        words(speech.unit_kind(part.kind)),
        words(fraction(part.numerator, part.denominator, speech, part.yardstick)),
        quantity_words(part.value, speech, told=part.yardstick),
        words(f"{part.coverage.reported}/{part.coverage.expected}"),
    )


def _units(row: Row, speech: Speech) -> Table:
    columns = (
        Column(speech.gettext(N_("Unit")), grows=True),
        Column(speech.gettext(N_("Counts")), align="right"),
        Column(speech.gettext(N_("State"))),
        Column(speech.gettext(N_("Id")), from_width=100, where="screen"),
    )
    entries = row.result.main.contributions
    return Table(columns, tuple(_unit_row(entry, row.result.main, speech) for entry in entries))


def _unit_row(entry: Contribution, main: Assessment, speech: Speech) -> tuple[Words, ...]:
    below = entry.point[1] if main.is_share else None
    emphasis: Emphasis = "warning" if entry.open else "plain"
    return (
        words(entry.unit.label),
        words(fraction(entry.point[0], below, speech) if entry.has_data else "–"),
        words(speech.gettext(ROLES[entry.role].word), emphasis),
        words(entry.unit.id, "dim"),
    )


def indicators_as_json(view: IndicatorsView, speech: Speech, by: str | None = None) -> list[JsonObject]:
    """One entry an indicator and window; with `by`, its parts by kind of unit or by unit."""
    return [{**indicator_entry(row, speech), **_parts_as_json(row, by)} for row in view.rows]


def indicator_entry(row: Row, speech: Speech) -> JsonObject:
    """The keys of the contract, in its order, then what was added to them."""
    result, main = row.result, row.result.main
    return {
        "id": result.indicator.id,
        "clause": result.indicator.clause,
        "title": result.indicator.title,
        "period": str(result.window.period),
        **_value(main),
        "target": asked_as_json(result.requirement),
        **_range_as_json(main),
        "coverage": coverage_as_json(main.coverage),
        "verdict": main.verdict,
        "so_far": _so_far(main.so_far),
        "needed": _needed(main.needed),
        "estimated": result.estimated,
        "depends_on_reading": result.depends_on_reading,
        "readings": [_reading_as_json(entry) for entry in result.readings],
        "warnings": [speech.say(warning) for warning in result.warnings],
        "through": str(result.window.through) if result.window.through else None,
        "carried": [{"period": str(period), "units": units} for period, units in main.carried.items()],
        "cut": _cut(result),
        "milestones": [_milestone(entry) for entry in result.milestones],
        "previous": _past(row.previous),
        "last_year": _past(row.last_year),
        "source": {"file": row.file, "line": row.line},
    }


def _value(found: Assessment | Past) -> JsonObject:
    return {
        "numerator": rounded_count(found.numerator),
        "denominator": rounded_count(found.denominator),
        "value": rounded(found.value, told=found.yardstick),
    }


def _range_as_json(found: Assessment) -> JsonObject:
    return {
        "lower": rounded(found.lower, told=found.yardstick),
        "upper": rounded(found.upper, told=found.yardstick),
    }


def coverage_as_json(coverage: Coverage) -> JsonObject:
    """How many of the units have reported, and of how many that is not known."""
    return {
        "reported": coverage.reported,
        "expected": coverage.expected,
        "unreadable": coverage.unreadable,
        "unsettled": coverage.waiting,
        "undecided": coverage.undecided,
    }


def asked_as_json(asked: Requirement | None) -> JsonObject | None:
    """What is asked, in its form; null where nothing is."""
    if asked is None:
        return None
    target = asked.target
    return {
        "form": asked.form,
        "op": target.op,
        "value": rounded_count(asked.value),
        "unit": asked.yardstick.unit,
        "text": target.text,
        **_of_its_form(asked),
    }


def _of_its_form(asked: Requirement) -> JsonObject:
    """What only a target of this form has: its two values, its tolerance, the earlier time and what that leaves open."""
    target = asked.target
    if target.between is not None:
        return {"between": list(target.between)}
    if asked.form == "about":
        return {"tolerance": target.tolerance}
    if target.of is None:
        return {}
    of = {"base": target.of.base} if isinstance(target.of, BaseYear) else target.of
    reach = [rounded_count(end) for end in asked.reach or (None, None)]
    return {"of": of, "times": target.times, "plus": target.plus, "reach": reach}


def _milestone(entry: MilestoneResult) -> JsonObject:
    found = entry.assessment
    return {
        "year": entry.year,
        "target": asked_as_json(entry.requirement),
        **_value(found),
        **_range_as_json(found),
        "verdict": found.verdict,
    }


def _so_far(found: SoFar | None) -> JsonObject | None:
    if found is None:
        return None
    return {
        "counted_to": found.counted_to,
        "judgement": found.judgement,
        "percent_of_plan": rounded_percent(found.percent_of_plan),
    }


def _cut(result: Result) -> JsonObject | None:
    """The last day that counts and the document that ended it (null: the committee's end); null where nothing was cut."""
    if result.cut_on is None:
        return None
    return {"on": result.cut_on, "document": result.ended_by.name if result.ended_by else None}


def _needed(found: Needed | None) -> JsonObject | None:
    if found is None:
        return None
    return {"units": found.units, "of": found.of, "count": rounded_count(found.count)}


def _reading_as_json(entry: ReadingResult) -> JsonObject:
    found = entry.assessment
    return {
        "name": entry.reading.name,
        **_value(found),
        **_range_as_json(found),
        "target": asked_as_json(entry.requirement),
        "verdict": entry.verdict,
    }


def _past(past: Past | None) -> JsonObject | None:
    if past is None:
        return None
    through = past.window.through
    return {
        "period": str(past.window.period),
        "through": str(through) if through else None,
        **_value(past),
    }


def _parts_as_json(row: Row, by: str | None) -> JsonObject:
    if by == "kind":
        return {"kinds": [_kind(part) for part in by_kind(row.result.main)]}
    if by == "unit":
        return {"units": [_unit(entry) for entry in row.result.main.contributions]}
    return {}


def _kind(part: KindRow) -> JsonObject:
    return {
        "kind": part.kind,
        "numerator": rounded_count(part.numerator),
        "denominator": rounded_count(part.denominator),
        "value": rounded(part.value, told=part.yardstick),
        "coverage": coverage_as_json(part.coverage),
    }


def _unit(entry: Contribution) -> JsonObject:
    """What one unit adds, and the figures that it rests on."""
    return {
        "unit": entry.unit.id,
        "role": entry.role,
        "numerator": rounded_count(entry.point[0]),
        "denominator": rounded_count(entry.point[1]),
        "figures": [
            {
                "figure": cell.figure,
                "unit": cell.unit.id,
                "period": str(cell.period),
                "state": cell.state,
                "carried_from": str(cell.carried_from) if cell.carried_from else None,
            }
            for cell in entry.cells
        ],
    }
