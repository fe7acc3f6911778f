"""Units and rows with what they answered, by which decision, and where that stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ct58.domain.indicators.contribution import Base
from ct58.domain.records.reports import ReportState
from ct58.i18n import N_, msg
from ct58.render.figure_values import value_text
from ct58.render.quantities import fraction
from ct58.render.words import Speech
from ct58.views.explanation import AnswerLine, Decision, RowLine, UnitLine
from ct58.views.ladder import UnitPart
from ct58.views.page import Column, Table, Words, words

PART_LABELS: Mapping[UnitPart, str] = {
    "numerator": N_("counted"),
    "denominator": N_("does not fit"),
    "numerator_only": N_("only in the numerator"),
    "reported": N_("has answered"),
    "partial": N_("figures missing"),
    "left_out": N_("left out"),
    "not_applicable": N_("does not apply"),
    "missing": N_("missing"),
}
SHOWN_NAMES = 40
SHOWN_ROWS = 20
FILE_WIDTH = 100
"""The narrowest screen that also shows files."""


def units_in_words(lines: Sequence[UnitLine], speech: Speech) -> str:
    """`Sở Y tế (trả lại) · Sở Công Thương`: names, with what is known of the report."""
    shown = [f"{line.unit.label}{_state(line, speech)}" for line in lines[:SHOWN_NAMES]]
    rest = len(lines) - len(shown)
    more = [speech.say(msg(N_("… {count} more"), count=speech.number(rest)))] if rest else []
    return " · ".join([*shown, *more])


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
    states = dict.fromkeys(_why(e.report_state, speech) for e in missing if e.report_state is not None)
    periods = dict.fromkeys(speech.period(e.cell.period) for e in missing) if line.part == "partial" else {}
    said = [*periods, *states]
    return f" ({', '.join(said)})" if said else ""


def _why(state: ReportState, speech: Speech) -> str:
    """Why a report that is there gives no answer: it has not (yet) arrived as it should, or does not say it."""
    if state in ("received", "partial"):
        return speech.gettext(N_("not given"))
    return speech.label(state)


def unit_table(lines: Sequence[UnitLine], base: Base, speech: Speech, *, with_part: bool = False) -> Table:
    """A row a unit; with `with_part` also what it is in the value, and what it adds."""
    has_decision = any(entry.decision for line in lines for entry in line.answers)
    columns = (
        Column(speech.gettext(N_("Unit")), grows=True),
        *(_part_columns(speech) if with_part else ()),
        Column(speech.gettext(N_("Answer")), max_width=40),
        *((Column(speech.gettext(N_("By decision")), max_width=30),) if has_decision else ()),
        Column(speech.gettext(N_("File, line")), from_width=FILE_WIDTH),
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
    cell = entry.cell
    if cell.state == "not_applicable":
        return speech.gettext(N_("does not apply"))
    return value_text(entry.figure, cell.value if cell.state == "given" else None, speech)


def _decision(decision: Decision, speech: Speech) -> str:
    return f"{decision.number}, {speech.date(decision.date)}" if decision.date else decision.number


def _place(entry: AnswerLine) -> str:
    return f"{entry.file}:{entry.line}" if entry.file else "–"


def rows_table(rows: Sequence[RowLine], speech: Speech) -> Table:
    """A row of a list a row."""
    columns = (
        Column(speech.gettext(N_("Unit"))),
        Column(rows[0].figure.label, grows=True),
        Column(speech.gettext(N_("File, line")), from_width=FILE_WIDTH),
    )
    return Table(columns, tuple(_list_row(row, speech) for row in rows))


def _list_row(row: RowLine, speech: Speech) -> tuple[Words, ...]:
    fields = [field for field in row.figure.fields if row.row.get(field.key) is not None]
    said = (f"{field.label}: {value_text(field, row.row[field.key], speech)}" for field in fields)
    return words(row.unit.label), words("; ".join(said)), words(f"{row.file}:{row.line}", "dim")
