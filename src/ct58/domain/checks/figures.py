"""Figures: what a report says, held against the report form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal

from ct58.domain.checks.context import Context
from ct58.domain.checks.reports import report_file
from ct58.domain.office import Office
from ct58.domain.populations import members
from ct58.domain.programme import Figure, FigureType, SubFigure
from ct58.domain.reports import Report
from ct58.domain.scalars import NOT_APPLICABLE
from ct58.domain.suggestions import enumeration, suggestion
from ct58.errors import Finding, Path
from ct58.i18n import Message, N_, msg

Line = Figure | SubFigure
_EXPECTED: Mapping[FigureType, Message] = {
    "integer": msg(N_("a whole number")),
    "decimal": msg(N_("a number")),
    "money": msg(N_("an amount in whole đồng")),
    "boolean": msg(N_("true or false")),
    "date": msg(N_("a date (year-month-day)")),
    "text": msg(N_("text in quotes")),
    "record": msg(N_("a record {{key: value}}")),
    "list": msg(N_("a list of records")),
}


def figures_are_known(context: Context, office: Office) -> Iterator[Finding]:
    """Every figure is on the form, and asked of this unit in this kind of period."""
    known = {figure.key: figure for figure in office.programme.figures}
    asked_of = _sets_of_units(office)
    for report in office.reports.values():
        for key in report.figures:
            at = ("figures", key)
            figure = known.get(key)
            if figure is None:
                suggested = {"key": key, "suggestion": suggestion(key, known)}
                yield Finding(code="F101", file=report_file(report), at=at, at_key=True, params=suggested)
            elif figure.every != report.period.kind or report.unit not in asked_of.get(figure.units, ()):
                params = {"figure": figure.label}
                yield Finding(code="F102", file=report_file(report), at=at, at_key=True, params=params)


def _sets_of_units(office: Office) -> dict[str, frozenset[str]]:
    units = tuple(office.units.values())
    return {
        name: frozenset(unit.id for unit in members(definition, units))
        for name, definition in office.programme.sets.items()
    }


def values_fit(context: Context, office: Office) -> Iterator[Finding]:
    """Every value has the type, the words and the limits of its figure."""
    known = {figure.key: figure for figure in office.programme.figures}
    for report in office.reports.values():
        for key, value in report.figures.items():
            if key in known:
                yield from _value_findings(report, known[key], known[key], ("figures", key), value)


def _value_findings(report: Report, figure: Figure, line: Line, at: Path, value: object) -> Iterator[Finding]:
    """The findings of one value; null and n/a always fit."""
    file = report_file(report)
    if value is None or value == NOT_APPLICABLE:
        return
    if line.type in ("record", "list"):
        yield from _record_findings(report, figure, at, value)
    elif line.type == "enum":
        yield from _word_findings(file, line, at, value)
    elif line.type in ("integer", "money") and isinstance(value, Decimal):
        yield _dotted(report, figure, at, value)
    elif not _has_type(line.type, value):
        yield _wrong_type(file, line.type, at, value)
    else:
        yield from _limit_findings(file, line, at, value)


def _record_findings(report: Report, figure: Figure, at: Path, value: object) -> Iterator[Finding]:
    """A record's fields, or those of each row of a list."""
    rows: tuple[tuple[Path, object], ...] = ((at, value),)
    if figure.type == "list" and isinstance(value, tuple):
        rows = tuple(((*at, index), row) for index, row in enumerate(value))
    elif figure.type == "list" or isinstance(value, tuple):
        rows = ((at, None),)
    known = {field.key: field for field in figure.fields}
    for place, row in rows:
        if not isinstance(row, Mapping):
            yield _wrong_type(report_file(report), figure.type, place, value)
            continue
        for key, cell in row.items():
            if key in known:
                yield from _value_findings(report, figure, known[key], (*place, key), cell)
            else:
                params = {"figure": figure.label, "allowed": enumeration(known)}
                yield _unknown_field(report_file(report), (*place, key), str(key), known, params)


def _unknown_field(
    file: str, at: Path, key: str, known: Mapping[str, SubFigure], params: Mapping[str, object]
) -> Finding:
    more = {"key": key, "suggestion": suggestion(key, known)}
    return Finding(code="F109", file=file, at=at, at_key=True, params={**params, **more})


def _word_findings(file: str, line: Line, at: Path, value: object) -> Iterator[Finding]:
    if value not in line.values:
        params = {
            "text": value,
            "figure": line.label,
            "suggestion": suggestion(value, line.values),
            "allowed": enumeration(line.values),
        }
        yield Finding(code="F108", file=file, at=at, params=params)


def _dotted(report: Report, figure: Figure, at: Path, value: Decimal) -> Finding:
    params = {
        "text": value,
        "read": str(value).replace(".", ","),
        "remedy": str(value).replace(".", ""),
        "unit": report.unit,
        "period": str(report.period),
        "number": figure.number,
    }
    return Finding(code="F103", file=report_file(report), at=at, params=params)


def _has_type(type_: FigureType, value: object) -> bool:
    if type_ in ("integer", "money"):
        return isinstance(value, int) and not isinstance(value, bool)
    if type_ == "decimal":
        return isinstance(value, int | Decimal) and not isinstance(value, bool)
    expected = {"boolean": bool, "date": dt.date, "text": str}
    return isinstance(value, expected[type_])


def _wrong_type(file: str, type_: FigureType, at: Path, value: object) -> Finding:
    params = {"text": _shown(value), "expected": _EXPECTED[type_]}
    return Finding(code="F104", file=file, at=at, params=params)


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return "{…}"
    return "[…]" if isinstance(value, tuple) else str(value)


def _limit_findings(file: str, line: Line, at: Path, value: object) -> Iterator[Finding]:
    if not isinstance(value, int | Decimal) or isinstance(value, bool):
        return
    if line.min is not None and value < line.min:
        params = {"text": value, "limit": msg(N_("at least {number}"), number=line.min)}
        yield Finding(code="F105", file=file, at=at, params=params)
    if line.max is not None and value > line.max:
        params = {"text": value, "limit": msg(N_("at most {number}"), number=line.max)}
        yield Finding(code="F105", file=file, at=at, params=params)


def parts_fit_the_whole(context: Context, office: Office) -> Iterator[Finding]:
    """A part is not larger than the whole that it is counted in; of two yes/no figures it implies it."""
    parts = [figure for figure in office.programme.figures if figure.subset_of]
    for report in office.reports.values():
        for figure in parts:
            whole = office.figure(figure.subset_of or "")
            value, limit = (_number(report, key) for key in (figure.key, figure.subset_of or ""))
            if whole is not None and value is not None and limit is not None and value > limit:
                params = {"value": value, "whole": whole.label, "whole_value": limit}
                at = ("figures", figure.key)
                yield Finding(code="F106", file=report_file(report), at=at, params=params)


def sums_fit(context: Context, office: Office) -> Iterator[Finding]:
    """A figure that is the sum of others is their sum, when all are given."""
    sums = [figure for figure in office.programme.figures if figure.sum_of]
    for report in office.reports.values():
        for figure in sums:
            parts = [_number(report, key) for key in figure.sum_of]
            value = _number(report, figure.key)
            given = [part for part in parts if part is not None]
            if parts and value is not None and len(given) == len(parts) and sum(given) != value:
                params = {"parts": enumeration(figure.sum_of), "sum": sum(given), "value": value}
                at = ("figures", figure.key)
                yield Finding(code="F107", file=report_file(report), at=at, params=params)


def cumulative_figures_grow(context: Context, office: Office) -> Iterator[Finding]:
    """A year-to-date figure does not fall within a year."""
    keys = [figure.key for figure in office.programme.figures if figure.adds == "cumulative"]
    if not keys:
        return
    for report in office.reports.values():
        if report.period.kind == "once":
            continue
        earlier = office.reports.get((report.unit, str(report.period.previous())))
        if earlier is None or earlier.period.year != report.period.year:
            continue
        for key in keys:
            value, before = _number(report, key), _number(earlier, key)
            if value is not None and before is not None and value < before:
                params = {"value": value, "earlier": before, "period": earlier.period}
                at = ("figures", key)
                yield Finding(code="F110", file=report_file(report), at=at, params=params)


def _number(report: Report, key: str) -> int | Decimal | None:
    """A figure as a number (true is 1), None where it is not one."""
    value = report.figures.get(key)
    return value if isinstance(value, int | Decimal) else None
