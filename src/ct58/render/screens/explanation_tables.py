"""The tables of an explanation: units and rows with their answers, and the rungs from the population to the value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ct58.domain.indicators.contribution import Base
from ct58.domain.indicators.numbers import COUNT, Number
from ct58.domain.records.programme import Figure, Programme
from ct58.domain.records.units import Unit
from ct58.i18n import N_, msg
from ct58.render.screens.indicators import quantity_words
from ct58.render.words.labels import answer_text, fraction, quantity, value_text
from ct58.render.words.speech import Speech
from ct58.render.words.targets import other_time_in_words
from ct58.views.explanation import (
    AnswerLine,
    ComparedNumbers,
    DecidedBy,
    Explanation,
    Population,
    RowLine,
    UnitLine,
)
from ct58.views.ladder import LadderStep, LadderStepKind, UnitPart
from ct58.views.page import Column, Emphasis, Span, Table, Words, in_files, on_screen, words
from ct58.views.vocabularies import UNDECIDED

PART_LABELS: Mapping[UnitPart, str] = {
    "numerator": N_("counted"),
    "denominator": N_("does not fit"),
    "numerator_only": N_("only in the numerator"),
    "reported": N_("has answered"),
    "partial": N_("figures missing"),
    "left_out": N_("left out"),
    "not_applicable": N_("does not apply"),
    "missing": N_("missing"),
    "undecided": UNDECIDED,
}
NAMES_IN_A_LIST = 40
SHOWN_ROWS = 20
FILE_WIDTH = 100
"""The narrowest screen that also shows files."""


def units_in_words(lines: Sequence[UnitLine], speech: Speech) -> Words:
    """`Sở Y tế (trả lại) · Sở Công Thương`: names, with what is known of the report; on a screen the first."""
    named = [f"{line.unit.label}{_state(line, speech)}" for line in lines]
    first, rest = named[:NAMES_IN_A_LIST], named[NAMES_IN_A_LIST:]
    if not rest:
        return words(" · ".join(first))
    more = speech.say(msg(N_("… {count} more"), count=speech.number(len(rest))))
    return (Span(" · ".join(first)), *on_screen(f" · {more}", "plain"), *in_files(f" · {' · '.join(rest)}"))


def _state(line: UnitLine, speech: Speech) -> str:
    """What was answered, of units that are left out; why nothing counts, where a report is there."""
    missing = [entry for entry in line.answers if entry.cell.state == "missing" and not line.is_awaited]
    if not missing:
        said = [
            value_text(e.figure, e.cell.value, speech)
            for e in line.answers
            if e.cell.state == "given" and e.figure.type == "enum"
        ]
        return f" ({', '.join(said)})" if line.part == "left_out" and said else ""
    states = dict.fromkeys(_why(e, speech) for e in missing if e.report_state is not None)
    periods = dict.fromkeys(speech.period(e.cell.period) for e in missing) if line.part == "partial" else {}
    said = [*periods, *states]
    return f" ({', '.join(said)})" if said else ""


def _why(entry: AnswerLine, speech: Speech) -> str:
    """Why a report that is there gives no answer: it waits for a decision, has not arrived, or does not say it."""
    if entry.cell.undecided is not None:
        return value_text(entry.figure, entry.cell.undecided, speech)
    if entry.report_state is None or entry.report_state in ("received", "partial"):
        return speech.gettext(N_("not given"))
    return speech.report_state(entry.report_state, is_unsettled=entry.is_unsettled)


def unit_table(lines: Sequence[UnitLine], base: Base, speech: Speech, *, with_part: bool = False) -> Table:
    """A row a unit; with `with_part` also what it is in the value, and what it adds."""
    has_decision = any(entry.decision for line in lines for entry in line.answers)
    columns = (
        Column(speech.gettext(N_("Unit")), grows=True),
        *(_part_columns(speech) if with_part else ()),
        Column(speech.gettext(N_("Answer")), max_width=40),
        *((Column(speech.gettext(N_("By decision")), max_width=30),) if has_decision else ()),
        Column(speech.gettext(N_("File, line")), from_width=FILE_WIDTH, where="screen"),
    )
    rows = (_unit_row(line, base, speech, with_part=with_part, has_decision=has_decision) for line in lines)
    return Table(columns, tuple(rows))


def _part_columns(speech: Speech) -> Iterator[Column]:
    yield Column(speech.gettext(N_("State")))
    yield Column(speech.gettext(N_("Counts")), align="right")


def _unit_row(
    line: UnitLine, base: Base, speech: Speech, *, with_part: bool, has_decision: bool
) -> tuple[Words, ...]:
    below = line.denominator if base.denominator is not None else None
    part = (
        words(speech.gettext(PART_LABELS[line.part]), "warning" if line.is_open else "plain"),
        words("–" if line.part == "missing" else fraction(line.numerator, below, speech)),
    )
    decisions = dict.fromkeys(_decision(entry.decision, speech) for entry in line.answers if entry.decision)
    return (
        words(line.unit.label),
        *(part if with_part else ()),
        words("; ".join(_answers(line, speech))),
        *((words("; ".join(decisions)),) if has_decision else ()),
        words("; ".join(dict.fromkeys(map(_place, line.answers))), "dim"),
    )


def _answers(line: UnitLine, speech: Speech) -> Iterator[str]:
    """Each answer; with its figure and period where there are several."""
    figures = {entry.figure.key for entry in line.answers}
    periods = {entry.cell.period for entry in line.answers}
    for entry in line.answers:
        named = [entry.figure.label] if len(figures) > 1 else []
        named += [speech.period(entry.cell.period)] if len(periods) > 1 else []
        yield f"{', '.join(named)}: {_answer(entry, speech)}" if named else _answer(entry, speech)


def _answer(entry: AnswerLine, speech: Speech) -> str:
    said = _said(entry, speech)
    if entry.settled_by is not None:
        said = speech.say(msg(N_("{answer} (by “{figure}”)"), answer=said, figure=entry.settled_by.label))
    earlier = entry.cell.carried_from
    if earlier is None:
        return said
    text = (
        N_("{answer} (by the report of {period})")
        if entry.cell.carried
        else N_("not given; last {answer} (by the report of {period})")
    )
    return speech.say(msg(text, answer=said, period=earlier))


def _said(entry: AnswerLine, speech: Speech) -> str:
    return answer_text(entry.figure, entry.cell.as_said, speech)


def _decision(decision: DecidedBy, speech: Speech) -> str:
    return f"{decision.number}, {speech.date(decision.date)}" if decision.date else decision.number


def _place(entry: AnswerLine) -> str:
    return f"{entry.file}:{entry.line}" if entry.file else "–"


def rows_table(rows: Sequence[RowLine], speech: Speech) -> Table:
    """A row of a list a row."""
    columns = (
        Column(speech.gettext(N_("Unit"))),
        Column(rows[0].figure.label, grows=True),
        Column(speech.gettext(N_("File, line")), from_width=FILE_WIDTH, where="screen"),
    )
    return Table(columns, tuple(_list_row(row, speech) for row in rows))


def _list_row(row: RowLine, speech: Speech) -> tuple[Words, ...]:
    fields = [field for field in row.figure.fields if row.row.get(field.key) is not None]
    said = (f"{field.label}: {value_text(field, row.row[field.key], speech)}" for field in fields)
    return words(row.unit.label), words("; ".join(said)), words(f"{row.file}:{row.line}", "dim")


_LABELS: Mapping[LadderStepKind, str] = {
    "population": N_("Units that have an answer to give"),
    "missing": N_("no answer yet"),
    "undecided": UNDECIDED,
    "not_applicable": N_("does not apply"),
    "left_out": N_("not counted under the conditions"),
    "numerator_only": N_("only in the numerator"),
    "reported": N_("Have answered"),
    "partial": N_("of these with parts missing"),
    "blank_rows": N_("open, because cells are left blank"),
    "left_out_rows": N_("not counted under the conditions"),
    "denominator": N_("Denominator"),
    "numerator": N_("Numerator"),
    "years": N_("Years of which the mean is taken"),
    "count": N_("Result"),
}
_MARKS = {"start": "", "plus": "+ ", "minus": "– ", "divided": ": ", "total": "= ", "part": "   "}
NOTE_WIDTH = 44
NAMES_IN_A_STEP = 3


def ladder_table(found: Explanation, programme: Programme, speech: Speech) -> Table:
    """Rung by rung, each with what it consists of; the last one with what is compared."""
    columns = (
        Column(speech.gettext(N_("How it is counted")), grows=True),
        Column(speech.gettext(N_("Quantity")), align="right"),
        Column(speech.gettext(N_("Note")), max_width=NOTE_WIDTH),
    )
    figures = {figure.key: figure for figure in programme.figures}
    last = len(found.steps) - 1
    rows = [_row(step, found, figures, speech, is_last=n == last) for n, step in enumerate(found.steps)]
    return Table(columns, tuple(rows))


def _row(
    step: LadderStep, found: Explanation, figures: Mapping[str, Figure], speech: Speech, *, is_last: bool
) -> tuple[Words, ...]:
    emphasis: Emphasis = "strong" if step.how == "total" or is_last else "plain"
    notes = [*_notes(step, found, figures, speech)]
    if is_last:
        notes += [comparison_text(compared, found, speech) for compared in found.comparisons]
    return (
        words(f"{_MARKS[step.how]}{_label(step, found, figures, speech)}", emphasis),
        quantity_words(step.number, speech, told=COUNT, emphasis=emphasis),
        words("; ".join(notes)),
    )


def _label(step: LadderStep, found: Explanation, figures: Mapping[str, Figure], speech: Speech) -> str:
    if step.kind == "population" and found.population is not None:
        return speech.say(msg(N_("Units that exist on {day}"), day=found.population.last_day))
    if step.figure is None:
        return speech.gettext(_LABELS[step.kind])
    label = figures[step.figure].label
    return speech.say(msg(N_("Rows of “{figure}”"), figure=label)) if step.kind == "rows" else label


def _notes(
    step: LadderStep, found: Explanation, figures: Mapping[str, Figure], speech: Speech
) -> Iterator[str]:
    if step.kind == "population" and found.population is not None:
        yield from _changes(found.population, speech)
    yield from _values(step, figures, speech)
    if step.kind == "figure":
        yield from _periods(step, figures, speech)


def _changes(population: Population, speech: Speech) -> Iterator[str]:
    """`119 ngày 01/01/2021`, then who came and went in between."""
    changed = (
        (N_("{count} founded: {units}"), population.opened),
        (N_("{count} merged: {units}"), population.merged),
        (N_("{count} closed: {units}"), population.closed),
    )
    if not any(units for _, units in changed):
        return
    before = msg(N_("{count} on {day}"), count=speech.count(population.before), day=population.first_day)
    yield speech.say(before)
    for text, units in changed:
        if units:
            yield speech.say(msg(text, count=speech.count(len(units)), units=first_names(units)))


def first_names(units: Iterable[Unit], most: int = NAMES_IN_A_STEP) -> str:
    """`Sở Y tế, Sở Công Thương …`."""
    labels = [unit.label for unit in units]
    return ", ".join(labels[:most]) + (" …" if len(labels) > most else "")


def _values(step: LadderStep, figures: Mapping[str, Figure], speech: Speech) -> Iterator[str]:
    """`Xuất sắc 30, Tốt 126`; of several figures each with its name. What all have in common tells nothing."""
    by_figure: dict[str, list[str]] = {}
    for found in step.values:
        text = f"{value_text(figures[found.figure], found.value, speech)} {speech.number(found.units)}"
        by_figure.setdefault(found.figure, []).append(text)
    is_named = len(by_figure) > 1
    for key, texts in by_figure.items():
        if len(texts) > 1 or step.how == "minus" or (step.how == "total" and not is_named):
            yield f"{figures[key].label}: {', '.join(texts)}" if is_named else ", ".join(texts)


def _periods(step: LadderStep, figures: Mapping[str, Figure], speech: Speech) -> Iterator[str]:
    """How a figure adds up, and what each period gave."""
    adds = figures[step.figure or ""].adds
    if step.time is not None:
        yield other_time_in_words(step.time, speech)
    elif adds:
        yield speech.adding(adds)
    if len(step.periods) > 1:
        yield " · ".join(
            f"{speech.period(period)} {fraction(number, None, speech)}" for period, number in step.periods
        )


# ---------------------------------------------------------------------- comparison


def comparison_text(compared: ComparedNumbers, found: Explanation, speech: Speech) -> str:
    """`156 x 100 = 15.600 > 171 x 90 = 15.390`: integers, so that no rounding decides."""
    asked, main = found.result.requirement, found.result.main
    assert asked is not None
    sign = relation(compared.left, compared.right)
    left, right = (fraction(number, None, speech) for number in (compared.left, compared.right))
    if not asked.is_share:
        return f"{left} {sign} {right}"
    above, below, value = (fraction(n, None, speech) for n in (*main.pair, compared.asked))
    per = fraction(asked.yardstick.per, None, speech)
    text = f"{above} x {per} = {left} {sign} {below} x {value} = {right}"
    if sign == "=":
        text = f"{above} x {per} = {below} x {value} = {right}"
    if compared.least is None:
        return text
    rounded = msg(
        N_("{value} of {whole} is rounded down to {least}: {above} {sign} {least}"),
        value=quantity(compared.asked, speech, told=asked.yardstick),
        whole=below,
        least=fraction(compared.least, None, speech),
        above=above,
        sign=relation(main.pair[0], compared.least),
    )
    return f"{text}; {speech.say(rounded)}"


def relation(left: Number, right: Number) -> str:
    """How two numbers stand to each other."""
    return ">" if left > right else "<" if left < right else "="
