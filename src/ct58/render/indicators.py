"""The indicators of a period as JSON (contract §3) and as rows of a table file."""

from __future__ import annotations

from ct58.domain.indicators.contribution import Contribution
from ct58.domain.indicators.numbers import rounded, rounded_count, rounded_percent
from ct58.domain.indicators.result import Assessment, Coverage, Needed, ReadingResult, SoFar
from ct58.domain.indicators.targets import Requirement
from ct58.render.words import Speech
from ct58.views.indicators import IndicatorsView, KindRow, Past, Row, by_kind

Entry = dict[str, object]


def indicators_as_json(view: IndicatorsView, speech: Speech, by: str | None = None) -> list[Entry]:
    """One entry an indicator and window; with `by`, its parts by kind of unit or by unit."""
    return [{**indicator_entry(row, speech), **_parts(row, by)} for row in view.rows]


def indicator_entry(row: Row, speech: Speech) -> Entry:
    """The keys of the contract, in its order, then what was added to them."""
    result, main = row.result, row.result.main
    return {
        "id": result.indicator.id,
        "clause": result.indicator.clause,
        "title": result.indicator.title,
        "period": str(result.window.period),
        **_value(main),
        "target": _target(result.requirement),
        **_range(main),
        "coverage": _coverage(main.coverage),
        "verdict": main.verdict,
        "so_far": _so_far(main.so_far),
        "needed": _needed(main.needed),
        "estimated": result.estimated,
        "depends_on_reading": result.depends_on_reading,
        "readings": [_reading(entry) for entry in result.readings],
        "warnings": [speech.say(warning) for warning in result.warnings],
        "through": str(result.window.through) if result.window.through else None,
        "previous": _past(row.previous),
        "last_year": _past(row.last_year),
        "source": {"file": "programme.yaml", "line": row.line},
    }


def indicator_rows(view: IndicatorsView, speech: Speech) -> list[Entry]:
    """One flat row an indicator and window; its readings, and what it rests on, are in the JSON only."""
    return [_flat(row, speech) for row in view.rows]


def _flat(row: Row, speech: Speech) -> Entry:
    result, main = row.result, row.result.main
    target = _target(result.requirement) or {"op": None, "value": None, "unit": None}
    return {
        "id": result.indicator.id,
        "clause": result.indicator.clause,
        "title": result.indicator.title,
        "period": str(result.window.period),
        "through": str(result.window.through) if result.window.through else None,
        **{f"target_{key}": value for key, value in target.items()},
        **_value(main),
        **_range(main),
        **_coverage(main.coverage),
        "verdict": main.verdict,
        "estimated": result.estimated,
        "depends_on_reading": result.depends_on_reading,
        "previous_value": (_past(row.previous) or {}).get("value"),
        "last_year_value": (_past(row.last_year) or {}).get("value"),
        "warnings": [speech.say(warning) for warning in result.warnings],
    }


def _value(found: Assessment | Past) -> Entry:
    return {
        "numerator": rounded_count(found.numerator),
        "denominator": rounded_count(found.denominator),
        "value": rounded(found.value, is_share=found.is_share),
    }


def _range(found: Assessment) -> Entry:
    return {
        "lower": rounded(found.lower, is_share=found.is_share),
        "upper": rounded(found.upper, is_share=found.is_share),
    }


def _coverage(coverage: Coverage) -> Entry:
    return {"reported": coverage.reported, "expected": coverage.expected}


def _target(asked: Requirement | None) -> Entry | None:
    if asked is None:
        return None
    return {"op": asked.target.op, "value": rounded_count(asked.value), "unit": asked.target.unit}


def _so_far(found: SoFar | None) -> Entry | None:
    if found is None:
        return None
    return {
        "counted_to": found.counted_to,
        "judgement": found.judgement,
        "percent_of_plan": rounded_percent(found.percent_of_plan),
    }


def _needed(found: Needed | None) -> Entry | None:
    if found is None:
        return None
    return {"units": found.units, "of": found.of, "count": rounded_count(found.count)}


def _reading(entry: ReadingResult) -> Entry:
    found = entry.assessment
    return {"name": entry.reading.name, **_value(found), **_range(found), "verdict": found.verdict}


def _past(past: Past | None) -> Entry | None:
    if past is None:
        return None
    through = past.window.through
    return {
        "period": str(past.window.period),
        "through": str(through) if through else None,
        **_value(past),
    }


def _parts(row: Row, by: str | None) -> Entry:
    if by == "kind":
        return {"kinds": [_kind(part) for part in by_kind(row.result.main)]}
    if by == "unit":
        return {"units": [_unit(entry) for entry in row.result.main.contributions]}
    return {}


def _kind(part: KindRow) -> Entry:
    return {
        "kind": part.kind,
        "numerator": rounded_count(part.numerator),
        "denominator": rounded_count(part.denominator),
        "value": rounded(part.value, is_share=part.is_share),
        "coverage": _coverage(part.coverage),
    }


def _unit(entry: Contribution) -> Entry:
    """What one unit adds, and the figures that it rests on."""
    return {
        "unit": entry.unit.id,
        "role": entry.role,
        "numerator": rounded_count(entry.point[0]),
        "denominator": rounded_count(entry.point[1]),
        "figures": [
            {"figure": cell.figure, "unit": cell.unit.id, "period": str(cell.period), "state": cell.state}
            for cell in entry.cells
        ],
    }
