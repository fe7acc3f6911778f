"""`ct58 show CT-18`: a value explained from its clause to each unit's file and line; page, JSON and rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ct58.domain.indicators.numbers import COUNT, PERCENT, Number
from ct58.domain.indicators.result import Assessment, Verdict
from ct58.domain.records.measure import Measure
from ct58.i18n import Message, N_, msg
from ct58.render.screens.amendments import history_blocks
from ct58.render.screens.catalogue import deadline_text
from ct58.render.screens.explanation_tables import (
    SHOWN_ROWS,
    ladder_table,
    rows_table,
    unit_table,
    units_in_words,
)
from ct58.render.screens.indicators import (
    carried_text,
    indicator_entry,
    is_on_its_way,
    reading_verdict,
)
from ct58.render.screens.parts import fact, place_line
from ct58.render.words.indicators import (
    measure_in_words,
    requirement_in_words,
    verdict_text,
)
from ct58.render.words.labels import fraction, quantity, reason_of, rounded_count, unit_after
from ct58.render.words.record_keys import JsonObject, record_as_json
from ct58.render.words.speech import Speech
from ct58.views.explanation import (
    AnswerLine,
    CapCheck,
    ComparedNumbers,
    Explanation,
    ExplanationView,
    Population,
    RowLine,
    UnitLine,
)
from ct58.views.indicators import Past
from ct58.views.ladder import LadderStep
from ct58.views.page import (
    Annex,
    Block,
    Emphasis,
    Gap,
    Heading,
    Line,
    Page,
    Span,
    Table,
    Words,
    on_screen,
    words,
)
from ct58.views.vocabularies import VERDICTS


def explanation_page(view: ExplanationView, speech: Speech, *, with_units: bool = False) -> Page:
    """Each window of an indicator; with `with_units`, every unit with what it answered."""
    if not view.explanations:
        none = msg(N_("No indicator is about {period}."), period=view.request.period)
        return Page((Line(words(speech.say(none), "dim")),))
    blocks: list[Block] = [*_head(view, speech)]
    for found in view.explanations:
        if len(view.explanations) > 1:
            blocks += [Gap(), Heading(_time(found, speech).upper())]
        blocks += _window(found, view, speech, with_units=with_units)
    told = history_blocks(view.history, view.names, speech)
    return Page((*blocks, *told, *_basis(view, speech), *_hints(speech, with_units=with_units)))


def _head(view: ExplanationView, speech: Speech) -> Iterator[Block]:
    """The indicator, the time where it is only one, and the clause word for word."""
    first = view.explanations[0]
    indicator = first.result.indicator
    time = _time(first, speech) if len(view.explanations) == 1 else speech.period(view.request.period)
    title = msg(
        N_("{id}  {title} · {time} · as of {day}"),
        id=indicator.id,
        title=indicator.title,
        time=time,
        day=view.as_of,
    )
    yield Heading(speech.say(title), level=1)
    if first.clause is not None:
        text = f"{first.clause.id}: “{first.clause.corrected or first.clause.text}”"
        yield fact(N_("Text"), text, speech)


def _time(found: Explanation, speech: Speech) -> str:
    """`năm 2021`; of a part `năm 2021, đến hết 6 tháng đầu năm 2021`."""
    window = found.result.window
    name = speech.gettext(N_("due once")) if window.period.kind == "once" else speech.period(window.period)
    if window.through is None:
        return name
    return speech.say(msg(N_("{period}, up to {through}"), period=name, through=window.through))


def _window(
    found: Explanation, view: ExplanationView, speech: Speech, *, with_units: bool
) -> Iterator[Block]:
    yield fact(N_("Asked"), requirement_in_words(found.result, speech), speech)
    yield Gap()
    yield Line(_conclusion(found, speech))
    yield from (Line(words(text)) for text in _outlook(found, speech))
    yield from (Line(words(_sentence(text, speech), "warning")) for text in found.result.warnings)
    yield Gap()
    yield ladder_table(found, view.programme, speech)
    yield from _readings(found, speech)
    yield from _compared(found, speech)
    yield from _without_data(found, speech)
    yield from _not_fitting(found, speech)
    if with_units:
        yield from _section(N_("EVERY UNIT ({count})"), len(found.units), speech)
        yield replace(unit_table(found.units, found.base, speech, with_part=True), is_main=True)
    else:
        name = msg(N_("EVERY UNIT ({count})"), count=speech.count(len(found.units)))
        yield Annex(lambda: _every_unit(found, speech), speech.say(name))


def _every_unit(found: Explanation, speech: Speech) -> Table:
    """In a list all units stand, asked for or not."""
    table = unit_table(found.units, found.base, speech, with_part=True)
    return replace(table, is_main=True)


# ---------------------------------------------------------------------- conclusion


def _conclusion(found: Explanation, speech: Speech) -> Words:
    """`KẾT LUẬN: CHƯA KẾT LUẬN ĐƯỢC · hiện 156/171 = 91,2% · khả năng từ 87,6% đến 91,6% · …`."""
    main = found.result.main
    label = verdict_text(found.result, speech, is_closed=found.row.is_closed).upper()
    coverage = msg(
        N_("{reported}/{expected} units have reported"),
        reported=speech.number(main.coverage.reported),
        expected=speech.number(main.coverage.expected),
    )
    details = [
        _now(found, speech),
        _range(main, speech),
        speech.say(coverage),
        carried_text(main, speech),
    ]
    if found.result.estimated:
        details.append(speech.gettext(N_("estimated figures are in it")))
    title = speech.gettext(N_("CONCLUSION"))
    return (
        Span(f"{title}: ", "strong"),
        Span(label, VERDICTS[main.verdict].emphasis),
        *(Span(f" · {text}") for text in details if text),
    )


def _now(found: Explanation, speech: Speech) -> str:
    """The counts and what they come to; of a count on its way also the part of the plan."""
    main = found.result.main
    if main.numerator is None:
        return ""
    shown = fraction(main.numerator, main.denominator, speech, main.yardstick)
    unit = "" if main.is_share else unit_after(main.yardstick.unit)
    shown = f"{shown}{unit}" if unit else _counted(shown, found)
    if main.is_share:
        shown = f"{shown} = {quantity(main.value, speech, told=main.yardstick)}"
    if found.result.window.cut == "term":
        text = N_("result until it ended: {value}")
        if found.result.ended_by is None:
            text = N_("result until the work ended: {value}")
        return speech.say(msg(text, value=shown))
    if is_on_its_way(found.result):
        assert main.so_far is not None
        part = quantity(main.so_far.percent_of_plan, speech, told=PERCENT)
        return speech.say(msg(N_("now {value}, {part} of the plan"), value=shown, part=part))
    return speech.say(msg(N_("now {value}"), value=shown))


def _counted(number: str, found: Explanation) -> str:
    """`143 đảng viên`, where the form says what is counted."""
    return f"{number} {found.counted_in}" if found.counted_in else number


def _range(main: Assessment, speech: Speech) -> str:
    """What the missing answers leave open; empty where nothing is missing."""
    if main.coverage.reported == main.coverage.expected or main.value is None:
        return ""
    low, high = (quantity(end, speech, told=main.yardstick) for end in (main.lower, main.upper))
    if main.lower is None and main.upper is None:
        return speech.gettext(N_("nothing limits what is possible"))
    if main.upper is None:
        return speech.say(msg(N_("possible: {low} or more"), low=low))
    if main.lower is None:
        return speech.say(msg(N_("possible: {high} or less"), high=high))
    return speech.say(msg(N_("possible: from {low} to {high}"), low=low, high=high))


def _outlook(found: Explanation, speech: Speech) -> Iterator[str]:
    """What would turn the verdict, or that nothing can."""
    main = found.result.main
    if main.needed is not None and main.needed.count is not None:
        count = _counted(quantity(main.needed.count, speech, told=COUNT), found)
        yield speech.say(msg(N_("To be met: {count} more are needed."), count=count))
    if main.needed is not None and main.needed.units is not None:
        yield speech.say(_units_needed(found, main.needed.units, main.needed.of, speech))
    missing = main.coverage.expected - main.coverage.reported
    if main.verdict == "not_met" and missing and main.needed is None:
        text = N_("Whatever the {missing} remaining units answer, it will not be met.")
        yield speech.say(msg(text, missing=speech.count(missing)))
    if main.verdict == "met" and missing:
        text = N_("Whatever the {missing} remaining units answer, it stays met.")
        yield speech.say(msg(text, missing=speech.count(missing)))


def _sentence(text: Message, speech: Speech) -> str:
    said = speech.say(text)
    return f"{said[:1].upper()}{said[1:]}."


def _units_needed(found: Explanation, units: int, of: int, speech: Speech) -> Message:
    """How many must fit; where what is counted is unwanted, how many must not."""
    asked = found.result.requirement
    assert asked is not None
    is_unwanted = asked.target.op in ("<", "<=") or (asked.target.op == "=" and asked.value == 0)
    counts = {"units": speech.count(units), "of": speech.count(of)}
    if is_unwanted:
        return msg(
            N_("To be met: at least {units} of the {of} remaining units must not be counted."), **counts
        )
    if found.outcome is None:
        return msg(N_("To be met: at least {units} of the {of} remaining units must answer well."), **counts)
    text = N_(
        "To be met: if all {of} remaining units come in, at least {units} of them must fit ({outcome})."
    )
    return msg(text, **counts, outcome=fraction(*found.outcome, speech))


# ---------------------------------------------------------------------- beside it


def _section(title: str, count: int, speech: Speech) -> Iterator[Block]:
    yield Gap()
    yield Heading(speech.say(msg(title, count=speech.count(count))))


def _readings(found: Explanation, speech: Speech) -> Iterator[Block]:
    """The other bases that the text allows, the chosen one first, and the caps beside the target."""
    result = found.result
    if not result.readings and not found.caps:
        return
    yield Gap()
    depends = N_("OTHER READINGS: the conclusion depends on the reading")
    yield Heading(speech.gettext(depends if result.depends_on_reading else N_("OTHER READINGS AND CAPS")))
    if result.readings:
        yield _reading(speech.gettext(N_("Chosen")), result.main, result.main.verdict, "", speech)
    for entry in result.readings:
        text = entry.reading.text or ""
        yield _reading(entry.reading.name, entry.assessment, entry.verdict, text, speech)
    yield from (_cap(check, found, speech) for check in found.caps)


def _reading(name: str, main: Assessment, verdict: Verdict | None, text: str, speech: Speech) -> Line:
    value = quantity(main.value, speech, told=main.yardstick)
    return Line(
        (
            Span(f"{name}: "),
            Span(f"{fraction(main.numerator, main.denominator, speech, main.yardstick)} = {value} · "),
            Span(reading_verdict(verdict, speech), VERDICTS[verdict].emphasis if verdict else "dim"),
            Span(f" · {text}" if text else "", "dim"),
        ),
        indent=1,
    )


def _cap(check: CapCheck, found: Explanation, speech: Speech) -> Line:
    """How far the value is from its cap."""
    text = (
        N_("within the cap of {most}: {above}") if check.is_kept else N_("beyond the cap of {most}: {above}")
    )
    above = fraction(found.result.main.numerator, None, speech)
    said = speech.say(msg(text, most=speech.number(check.most), above=above))
    emphasis: Emphasis = "plain" if check.is_kept else "warning"
    why = f" · {check.target.text}" if check.target.text else ""
    return Line((Span(said[:1].upper() + said[1:], emphasis), Span(why, "dim")), indent=1)


def _compared(found: Explanation, speech: Speech) -> Iterator[Block]:
    """The period before, and the same one a year before, where that is another."""
    row = found.row
    past = [(N_("Period before"), row.previous)]
    if row.last_year is not None and (row.previous is None or row.last_year.window != row.previous.window):
        past.append((N_("Last year"), row.last_year))
    known = [(label, entry) for label, entry in past if entry is not None and entry.value is not None]
    if known:
        yield Gap()
    for label, entry in known:
        yield fact(label, _past(entry, found, speech), speech)


def _past(past: Past, found: Explanation, speech: Speech) -> str:
    value = quantity(past.value, speech, told=past.yardstick)
    counts = (
        f" ({fraction(past.numerator, past.denominator, speech, past.yardstick)})" if past.is_share else ""
    )
    period = speech.period(past.window.through or past.window.period)
    now = found.result.main.value
    if now is None or past.value is None or now == past.value:
        return f"{period}: {value}{counts}"
    text = N_("{period}: {value}, now higher") if now > past.value else N_("{period}: {value}, now lower")
    return speech.say(msg(text, period=period, value=f"{value}{counts}"))


# ---------------------------------------------------------------------- units


def _without_data(found: Explanation, speech: Speech) -> Iterator[Block]:
    """Who has not answered, with what is known of the report, and who answered in part."""
    for title, lines in (
        (N_("NO ANSWER YET ({count})"), found.units_in("missing")),
        (N_("RATED, NO DECISION YET ({count})"), found.units_in("undecided")),
        (N_("PARTS MISSING ({count})"), found.units_in("partial")),
        (N_("NOT ANSWERED YET, COUNTED BY THE REPORT BEFORE ({count})"), found.by_the_last_report),
        (N_("STILL AWAITED ({count})"), found.awaited),
        (N_("NOT COUNTED ({count})"), found.units_in("left_out") if found.base.denominator else ()),
    ):
        if lines:
            yield from _section(title, len(lines), speech)
            yield Line(units_in_words(lines, speech), indent=1)


def _not_fitting(found: Explanation, speech: Speech) -> Iterator[Block]:
    """Those in the denominator only; of a count, those that are counted."""
    if found.rows:
        yield from _list_rows(found, speech)
    is_share = found.base.denominator is not None
    lines: Sequence[UnitLine] = found.units_in("denominator" if is_share else "numerator")
    if lines:
        title = N_("DO NOT FIT THE CONDITION ({count})") if is_share else N_("COUNTED ({count})")
        yield from _section(title, len(lines), speech)
        yield replace(unit_table(lines, found.base, speech), shown=SHOWN_ROWS)
        yield from _more(len(lines), speech)


def _list_rows(found: Explanation, speech: Speech) -> Iterator[Block]:
    is_share = found.base.denominator is not None
    rows = [row for row in found.rows if (row.counts[1] and not row.counts[0] if is_share else row.counts[0])]
    title = N_("ROWS THAT DO NOT FIT ({count})") if is_share else N_("ROWS COUNTED ({count})")
    blank = [row for row in found.rows if row.is_open]
    for heading, listed in ((title, rows), (N_("ROWS WITH CELLS LEFT BLANK ({count})"), blank)):
        if listed:
            yield from _section(heading, len(listed), speech)
            yield replace(rows_table(listed, speech), shown=SHOWN_ROWS)
            yield from _more(len(listed), speech)


def _more(count: int, speech: Speech) -> Iterator[Block]:
    """What a table left out, if it did."""
    if count > SHOWN_ROWS:
        more = msg(N_("… {count} more: --units"), count=speech.number(count - SHOWN_ROWS))
        yield Line(on_screen(speech.say(more)), indent=1)


# ---------------------------------------------------------------------- basis


def _basis(view: ExplanationView, speech: Speech) -> Iterator[Block]:
    """What is counted, by which decision, and where that is written."""
    found = view.explanations[0]
    indicator = found.result.indicator
    yield Gap()
    yield Heading(speech.gettext(N_("WHAT IS COUNTED")))
    named: Mapping[str, Measure | None] = {
        N_("Numerator") if indicator.denominator else N_("Counted"): indicator.numerator,
        N_("Denominator"): indicator.denominator,
    }
    for label, measure in named.items():
        if measure is not None:
            yield fact(label, measure_in_words(measure, view.programme, view.names, speech), speech)
    yield fact(N_("Assessed"), deadline_text(indicator.deadline, speech), speech)
    for label, text in ((N_("Decision"), indicator.decision), (N_("Note"), indicator.note)):
        if text:
            yield fact(label, text, speech)
    yield place_line(f"{found.row.file}:{found.row.line}", speech)


def _hints(speech: Speech, *, with_units: bool) -> Iterator[Block]:
    """What else can be asked for; not where it has been."""
    if not with_units:
        yield Gap()
        hint = N_("Every unit: add --units. As a document: add -o giai-trinh.docx.")
        yield Line(on_screen(speech.gettext(hint)))


def explanation_as_json(view: ExplanationView, speech: Speech) -> list[JsonObject]:
    """One entry a window: what `indicators` says of it, and step by step how that comes about."""
    return [_explanation(found, speech) for found in view.explanations]


def _explanation(found: Explanation, speech: Speech) -> JsonObject:
    clause = found.clause
    compared = list(map(_comparison, found.comparisons))
    return {
        **indicator_entry(found.row, speech),
        "text": (clause.corrected or clause.text) if clause else None,
        "requirement": requirement_in_words(found.result, speech),
        "population": _population(found.population) if found.population else None,
        "steps": [_step(step) for step in found.steps],
        "comparison": next(iter(compared), None),
        "comparisons": compared,
        "caps": [_cap_as_json(check) for check in found.caps],
        "outcome": _pair(*found.outcome) if found.outcome else None,
        "units": [_unit(line) for line in found.units],
        "rows": [_row(line) for line in found.rows],
    }


def _population(found: Population) -> JsonObject:
    return {
        "first_day": found.first_day,
        "last_day": found.last_day,
        "before": found.before,
        "after": found.after,
        "opened": [unit.id for unit in found.opened],
        "merged": [unit.id for unit in found.merged],
        "closed": [unit.id for unit in found.closed],
    }


def _step(step: LadderStep) -> JsonObject:
    return {
        "kind": step.kind,
        "how": step.how,
        "number": rounded_count(step.number),
        "figure": step.figure,
        "values": [{"figure": v.figure, "value": v.value, "units": v.units} for v in step.values],
        "periods": {str(period): rounded_count(number) for period, number in step.periods},
    }


def _comparison(found: ComparedNumbers) -> JsonObject:
    return {"left": rounded_count(found.left), "right": rounded_count(found.right), "least": found.least}


def _cap_as_json(check: CapCheck) -> JsonObject:
    return {
        "op": check.target.op,
        "value": rounded_count(check.asked),
        "unit": check.target.unit,
        "text": check.target.text,
        "most": check.most,
        "is_kept": check.is_kept,
    }


def _pair(above: Number, below: Number) -> JsonObject:
    return {"numerator": rounded_count(above), "denominator": rounded_count(below)}


def _unit(line: UnitLine) -> JsonObject:
    return {
        "unit": line.unit.id,
        "part": line.part,
        **_pair(line.numerator, line.denominator),
        "is_open": line.is_open,
        "answers": [_answer(entry) for entry in line.answers],
    }


def _answer(entry: AnswerLine) -> JsonObject:
    cell, decision = entry.cell, entry.decision
    is_undecided = cell.undecided is not None
    return {
        "figure": cell.figure,
        "unit": cell.unit.id,
        "period": str(cell.period),
        "state": "undecided" if is_undecided else cell.state,
        "value": record_as_json(cell.undecided if is_undecided else cell.value),
        "reason": reason_of(cell),
        "carried_from": str(cell.carried_from) if cell.carried_from else None,
        "report_state": entry.report_state,
        "decision": {"number": decision.number, "date": decision.date} if decision else None,
        "source": {"file": entry.file, "line": entry.line} if entry.file else None,
    }


def _row(line: RowLine) -> JsonObject:
    return {
        "unit": line.unit.id,
        "figure": line.figure.key,
        "row": record_as_json(line.row),
        **_pair(*line.counts),
        "is_open": line.is_open,
        "source": {"file": line.file, "line": line.line},
    }
