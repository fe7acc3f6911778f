"""An explanation as JSON, and as rows of a table file: one a unit and answer."""

from __future__ import annotations

from ct58.domain.indicators.numbers import Number
from ct58.render.indicators import indicator_entry
from ct58.render.measures import requirement_in_words
from ct58.render.quantities import rounded_count
from ct58.render.records import record_as_json
from ct58.render.words import Speech
from ct58.views.explanation import (
    AnswerLine,
    CapCheck,
    Comparison,
    Explanation,
    ExplanationView,
    Population,
    RowLine,
    UnitLine,
)
from ct58.views.ladder import Step

Entry = dict[str, object]


def explanation_as_json(view: ExplanationView, speech: Speech) -> list[Entry]:
    """One entry a window: what `indicators` says of it, and step by step how that comes about."""
    return [_explanation(found, speech) for found in view.explanations]


def _explanation(found: Explanation, speech: Speech) -> Entry:
    clause = found.clause
    return {
        **indicator_entry(found.row, speech),
        "text": (clause.corrected or clause.text) if clause else None,
        "requirement": requirement_in_words(found.result, speech),
        "population": _population(found.population) if found.population else None,
        "steps": [_step(step) for step in found.steps],
        "comparison": _comparison(found.comparison) if found.comparison else None,
        "caps": [_cap(check) for check in found.caps],
        "outcome": _pair(*found.outcome) if found.outcome else None,
        "units": [_unit(line) for line in found.units],
        "rows": [_row(line) for line in found.rows],
    }


def _population(found: Population) -> Entry:
    return {
        "first_day": found.first_day,
        "last_day": found.last_day,
        "before": found.before,
        "after": found.after,
        "opened": [unit.id for unit in found.opened],
        "merged": [unit.id for unit in found.merged],
        "closed": [unit.id for unit in found.closed],
    }


def _step(step: Step) -> Entry:
    return {
        "kind": step.kind,
        "how": step.how,
        "number": rounded_count(step.number),
        "figure": step.figure,
        "values": [{"figure": v.figure, "value": v.value, "units": v.units} for v in step.values],
        "periods": {str(period): rounded_count(number) for period, number in step.periods},
    }


def _comparison(found: Comparison) -> Entry:
    return {"left": rounded_count(found.left), "right": rounded_count(found.right), "least": found.least}


def _cap(check: CapCheck) -> Entry:
    return {
        "op": check.target.op,
        "value": rounded_count(check.asked),
        "unit": check.target.unit,
        "text": check.target.text,
        "most": check.most,
        "is_kept": check.is_kept,
    }


def _pair(above: Number, below: Number) -> Entry:
    return {"numerator": rounded_count(above), "denominator": rounded_count(below)}


def _unit(line: UnitLine) -> Entry:
    return {
        "unit": line.unit.id,
        "part": line.part,
        **_pair(line.numerator, line.denominator),
        "is_open": line.is_open,
        "answers": [_answer(entry) for entry in line.answers],
    }


def _answer(entry: AnswerLine) -> Entry:
    cell, decision = entry.cell, entry.decision
    return {
        "figure": cell.figure,
        "unit": cell.unit.id,
        "period": str(cell.period),
        "state": cell.state,
        "value": record_as_json(cell.value),
        "report_state": entry.report_state,
        "decision": {"number": decision.number, "date": decision.date} if decision else None,
        "source": {"file": entry.file, "line": entry.line} if entry.file else None,
    }


def _row(line: RowLine) -> Entry:
    return {
        "unit": line.unit.id,
        "figure": line.figure.key,
        "row": record_as_json(line.row),
        **_pair(*line.counts),
        "source": {"file": line.file, "line": line.line},
    }


def explanation_rows(view: ExplanationView) -> list[Entry]:
    """One flat row a unit and answer; a unit without any has one, too."""
    return [
        _flat(found, line, entry)
        for found in view.explanations
        for line in found.units
        for entry in (line.answers or (None,))
    ]


def _flat(found: Explanation, line: UnitLine, entry: AnswerLine | None) -> Entry:
    decision = entry.decision if entry else None
    return {
        "id": found.result.indicator.id,
        "period": str(found.result.window.period),
        "unit": line.unit.id,
        "name": line.unit.label,
        "kind": line.unit.kind,
        "part": line.part,
        **_pair(line.numerator, line.denominator),
        "figure": entry.cell.figure if entry else None,
        "figure_unit": entry.cell.unit.id if entry else None,
        "figure_period": str(entry.cell.period) if entry else None,
        "state": entry.cell.state if entry else None,
        "value": record_as_json(entry.cell.value) if entry else None,
        "decision": decision.number if decision else None,
        "decision_date": decision.date if decision else None,
        "file": entry.file if entry else None,
        "line": entry.line if entry else None,
    }
