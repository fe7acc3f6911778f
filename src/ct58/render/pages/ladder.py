"""The rungs from the population to the value, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ct58.domain.indicators.numbers import Number
from ct58.domain.records.programme import Figure, Programme
from ct58.domain.records.units import Unit
from ct58.i18n import N_, msg
from ct58.render.figure_values import value_text
from ct58.render.quantities import fraction, quantity
from ct58.render.words import Speech
from ct58.views.explanation import Comparison, Explanation, Population
from ct58.views.ladder import Step, StepKind
from ct58.views.page import Column, Emphasis, Table, Words, words

_LABELS: Mapping[StepKind, str] = {
    "population": N_("Units that have an answer to give"),
    "missing": N_("no answer yet"),
    "not_applicable": N_("does not apply"),
    "left_out": N_("not counted under the conditions"),
    "numerator_only": N_("only in the numerator"),
    "reported": N_("Have answered"),
    "partial": N_("of these with parts missing"),
    "left_out_rows": N_("not counted under the conditions"),
    "denominator": N_("Denominator"),
    "numerator": N_("Numerator"),
    "count": N_("Result"),
}
_MARKS = {"start": "", "plus": "+ ", "minus": "– ", "total": "= ", "part": "   "}
NOTE_WIDTH = 44
SHOWN_NAMES = 3


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
    step: Step, found: Explanation, figures: Mapping[str, Figure], speech: Speech, *, is_last: bool
) -> tuple[Words, ...]:
    emphasis: Emphasis = "strong" if step.how == "total" or is_last else "plain"
    notes = [*_notes(step, found, figures, speech)]
    if is_last and found.comparison is not None:
        notes.append(comparison_text(found.comparison, found, speech))
    return (
        words(f"{_MARKS[step.how]}{_label(step, found, figures, speech)}", emphasis),
        words(fraction(step.number, None, speech), emphasis),
        words("; ".join(notes)),
    )


def _label(step: Step, found: Explanation, figures: Mapping[str, Figure], speech: Speech) -> str:
    if step.kind == "population" and found.population is not None:
        return speech.say(msg(N_("Units that exist on {day}"), day=found.population.last_day))
    if step.figure is None:
        return speech.gettext(_LABELS[step.kind])
    label = figures[step.figure].label
    return speech.say(msg(N_("Rows of “{figure}”"), figure=label)) if step.kind == "rows" else label


def _notes(step: Step, found: Explanation, figures: Mapping[str, Figure], speech: Speech) -> Iterator[str]:
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
            yield speech.say(msg(text, count=speech.count(len(units)), units=names(units)))


def names(units: Iterable[Unit], most: int = SHOWN_NAMES) -> str:
    """`Sở Y tế, Sở Công Thương …`."""
    labels = [unit.label for unit in units]
    return ", ".join(labels[:most]) + (" …" if len(labels) > most else "")


def _values(step: Step, figures: Mapping[str, Figure], speech: Speech) -> Iterator[str]:
    """`Xuất sắc 30, Tốt 126`; of several figures each with its name. What all have in common tells nothing."""
    by_figure: dict[str, list[str]] = {}
    for found in step.values:
        text = f"{value_text(figures[found.figure], found.value, speech)} {speech.number(found.units)}"
        by_figure.setdefault(found.figure, []).append(text)
    is_named = len(by_figure) > 1
    for key, texts in by_figure.items():
        if len(texts) > 1 or step.how == "minus" or (step.how == "total" and not is_named):
            yield f"{figures[key].label}: {', '.join(texts)}" if is_named else ", ".join(texts)


def _periods(step: Step, figures: Mapping[str, Figure], speech: Speech) -> Iterator[str]:
    """How a figure adds up, and what each period gave."""
    adds = figures[step.figure or ""].adds
    if adds:
        yield speech.label(adds)
    if len(step.periods) > 1:
        yield " · ".join(
            f"{speech.period(period)} {fraction(number, None, speech)}" for period, number in step.periods
        )


# ---------------------------------------------------------------------- comparison


def comparison_text(compared: Comparison, found: Explanation, speech: Speech) -> str:
    """`156 x 100 = 15.600 > 171 x 90 = 15.390`: integers, so that no rounding decides."""
    asked, main = found.result.requirement, found.result.main
    assert asked is not None
    sign = relation(compared.left, compared.right)
    left, right = (fraction(number, None, speech) for number in (compared.left, compared.right))
    if not asked.is_share:
        return f"{left} {sign} {right}"
    above, below, value = (fraction(n, None, speech) for n in (*main.pair, asked.value))
    text = f"{above} x 100 = {left} {sign} {below} x {value} = {right}"
    if sign == "=":
        text = f"{above} x 100 = {below} x {value} = {right}"
    if compared.least is None:
        return text
    rounded = msg(
        N_("{value} of {whole} is rounded down to {least}: {above} {sign} {least}"),
        value=quantity(asked.value, speech, is_share=True),
        whole=below,
        least=fraction(compared.least, None, speech),
        above=above,
        sign=relation(main.pair[0], compared.least),
    )
    return f"{text}; {speech.say(rounded)}"


def relation(left: Number, right: Number) -> str:
    """How two numbers stand to each other."""
    return ">" if left > right else "<" if left < right else "="
