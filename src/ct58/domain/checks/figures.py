"""Figures: what a report says, held against the report form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache, partial
from typing import NamedTuple

from ct58.domain.checks.context import Context, shown, without_dots
from ct58.domain.checks.form import fields_of
from ct58.domain.checks.terms import is_in_known_sets
from ct58.domain.records.office import Office
from ct58.domain.records.programme import Figure, FigureType, FormLine, SubFigure
from ct58.domain.records.reports import Report
from ct58.domain.records.scalars import NOT_APPLICABLE, NOT_RATED, WITHOUT_A_LEVEL
from ct58.domain.standing.form import Lack, lacks
from ct58.domain.text.suggestions import enumeration, suggestion
from ct58.domain.time.period import Period
from ct58.errors import Finding, Path
from ct58.i18n import Message, N_, msg

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
    asked_in = cache(partial(_asked, office))
    for file, report in context.reports.items():
        asked = asked_in(report.period)
        unasked = [key for key in report.figures if key not in asked or report.unit not in asked[key]]
        known = office.figures_of(report.period) if unasked else {}
        for key in unasked:
            at, figure = ("figures", key), known.get(key)
            if figure is None:
                params: dict[str, object] = {"key": shown(key), "suggestion": suggestion(key, known)}
                yield Finding(code="F101", file=file, at=at, at_key=True, params=params)
            elif is_in_known_sets(office, report.unit):
                yield Finding(code="F102", file=file, at=at, at_key=True, params={"figure": figure.label})


def _asked(office: Office, period: Period) -> Mapping[str, frozenset[str]]:
    """Key → units that were in the set of the figure by what held on the period's last day, of what is asked in such periods."""
    day = office.last_day_of(period)
    figures = office.figures_of(period).items()
    return {
        key: office.meant_ids(figure.units, day) for key, figure in figures if figure.every == period.kind
    }


class _Entry(NamedTuple):
    """A value in a report, where it stands, and the line of the form that asks for it.

    `line` is the figure itself or one of its fields.
    """

    file: str
    report: Report
    figure: Figure
    line: FormLine
    at: Path
    value: object


def values_fit(context: Context, office: Office) -> Iterator[Finding]:
    """Every value has the type, the words and the limits of its figure."""
    lines_of = {id(figure): fields_of(figure) for figure in _every_figure(office)}
    for file, report in context.reports.items():
        known = office.figures_of(report.period)
        for key, value in report.figures.items():
            figure = known.get(key)
            if figure is not None and not _fits(figure, value, lines_of.get(id(figure), {})):
                yield from _value_findings(_Entry(file, report, figure, figure, ("figures", key), value))


def _every_figure(office: Office) -> Iterator[Figure]:
    """Those of all times."""
    for programme in (office.programme, *(edition.programme for edition in office.history.editions)):
        yield from programme.figures


def _fits(line: FormLine, value: object, fields: Mapping[str, SubFigure]) -> bool:
    """Whether a value plainly fits, as nearly all do; of any other the findings tell, which may be none."""
    if value is None or value == NOT_APPLICABLE:
        return True
    if line.type == "record":
        return isinstance(value, Mapping) and _row_fits(value, fields)
    if line.type == "list":
        return isinstance(value, tuple) and all(
            isinstance(row, Mapping) and _row_fits(row, fields) for row in value
        )
    if line.type == "enum":
        return isinstance(value, str) and value in line.values
    return _has_type(line.type, value) and _is_within(line, value)


def _row_fits(row: Mapping[str, object], fields: Mapping[str, SubFigure]) -> bool:
    return all(key in fields and _fits(fields[key], cell, {}) for key, cell in row.items())


def _is_within(line: FormLine, value: object) -> bool:
    """Whether a value has no limits, or keeps them."""
    least, most = line.min, line.max
    if (least is None and most is None) or not isinstance(value, int | Decimal):
        return True
    return (least is None or least <= value) and (most is None or value <= most)


def _value_findings(entry: _Entry) -> Iterator[Finding]:
    """The findings of one value; null and n/a always fit."""
    type_, value = entry.line.type, entry.value
    if value is None or value == NOT_APPLICABLE:
        return
    if type_ in ("record", "list"):
        yield from _record_findings(entry)
    elif type_ == "enum":
        yield from _word_findings(entry)
    elif type_ in ("integer", "money") and not isinstance(value, int) and without_dots(value) is not None:
        yield _dotted_in_row(entry) if entry.figure.type == "list" else _dotted(entry)
    elif not _has_type(type_, value):
        yield _wrong_type(entry)
    else:
        yield from _limit_findings(entry)


def _record_findings(entry: _Entry) -> Iterator[Finding]:
    """A record's fields, or those of each row of a list."""
    if entry.line.type == "record":
        yield from _row_findings(entry)
    elif isinstance(entry.value, tuple):
        for index, row in enumerate(entry.value):
            yield from _row_findings(entry._replace(at=(*entry.at, index), value=row))
    else:
        yield _wrong_type(entry)


def _row_findings(row: _Entry) -> Iterator[Finding]:
    if not isinstance(row.value, Mapping):
        yield _wrong_type(row)
        return
    known = fields_of(row.figure)
    for key, cell in row.value.items():
        if key in known:
            yield from _value_findings(row._replace(line=known[key], at=(*row.at, key), value=cell))
        else:
            yield _unknown_field(row, str(key), known)


def _unknown_field(row: _Entry, key: str, known: Mapping[str, SubFigure]) -> Finding:
    params = {
        "figure": row.figure.label,
        "key": shown(key),
        "suggestion": suggestion(key, known),
        "allowed": enumeration(known),
    }
    return Finding(code="F109", file=row.file, at=(*row.at, key), at_key=True, params=params)


def _word_findings(entry: _Entry) -> Iterator[Finding]:
    words = entry.line.values
    if not isinstance(entry.value, str) or entry.value not in words:
        params = {
            "text": shown(entry.value),
            "figure": entry.line.label,
            "suggestion": suggestion(shown(entry.value), words),
            "allowed": enumeration(words),
        }
        yield Finding(code="F108", file=entry.file, at=entry.at, params=params)


def _dotted_in_row(entry: _Entry) -> Finding:
    """A row of a list cannot be written with --set."""
    params = {"text": shown(entry.value), "remedy": without_dots(entry.value)}
    return Finding(code="K005", file=entry.file, at=entry.at, params=params)


def _dotted(entry: _Entry) -> Finding:
    is_number = isinstance(entry.value, Decimal)
    is_field = entry.line is not entry.figure
    params = {
        "text": shown(entry.value),
        "read": shown(entry.value).replace(".", ",") if is_number else msg(N_("text")),
        "remedy": without_dots(entry.value),
        "unit": entry.report.unit,
        "period": str(entry.report.period),
        "number": f"{entry.figure.key}.{entry.line.key}" if is_field else entry.figure.number,
    }
    return Finding(code="F103", file=entry.file, at=entry.at, params=params)


_TYPES: Mapping[FigureType, tuple[type, ...]] = {
    "integer": (int,),
    "money": (int,),
    "decimal": (int, Decimal),
    "boolean": (bool,),
    "date": (dt.date,),
    "text": (str,),
}


def _has_type(type_: FigureType, value: object) -> bool:
    return isinstance(value, _TYPES[type_]) and (type_ == "boolean" or not isinstance(value, bool))


def _wrong_type(entry: _Entry) -> Finding:
    params = {"text": shown(entry.value), "expected": _EXPECTED[entry.line.type]}
    return Finding(code="F104", file=entry.file, at=entry.at, params=params)


def _limit_findings(entry: _Entry) -> Iterator[Finding]:
    line, value = entry.line, entry.value
    if not isinstance(value, int | Decimal) or isinstance(value, bool):
        return
    if line.min is not None and value < line.min:
        limit = msg(N_("at least {number}"), number=line.min)
        yield Finding(code="F105", file=entry.file, at=entry.at, params={"text": value, "limit": limit})
    if line.max is not None and value > line.max:
        limit = msg(N_("at most {number}"), number=line.max)
        yield Finding(code="F105", file=entry.file, at=entry.at, params={"text": value, "limit": limit})


def values_count(context: Context, office: Office) -> Iterator[Finding]:
    """A value that comes by decision has one, and who has no level a decision or a reason."""
    in_question = {
        id(figure)
        for figure in _every_figure(office)
        if figure.decided_by is not None or figure.type == "enum"
    }
    for file, report in context.reports.items():
        known = office.figures_of(report.period)
        for key, value in report.figures.items():
            figure = known.get(key)
            if figure is None or id(figure) not in in_question:
                continue
            lack = lacks(office.programme, figure, report, value, dt.date.max)
            if lack is not None:
                yield _uncounted(file, report, figure, value, lack, known)


def _uncounted(
    file: str, report: Report, figure: Figure, value: object, lack: Lack, known: Mapping[str, Figure]
) -> Finding:
    decision = known.get(figure.decided_by or "")
    params = {
        "figure": figure.label,
        "value": figure.values.get(str(value), shown(value)),
        "decision": decision.label if decision else shown(figure.decided_by),
        "key": figure.key,
        "number": figure.number,
        "unit": report.unit,
        "period": str(report.period),
    }
    code = "F112" if value == NOT_RATED else "F111"
    return Finding(code=code, file=file, at=("figures", figure.key), params=params)


def reasons_stand_beside(context: Context, office: Office) -> Iterator[Finding]:
    """A reason is about a figure of the form that has no level or does not apply."""
    for file, report in context.reports.items():
        known = office.figures_of(report.period)
        for key in report.reasons:
            at, figure = ("reasons", key), known.get(key)
            if figure is None:
                params: dict[str, object] = {"key": shown(key), "suggestion": suggestion(key, known)}
                yield Finding(code="F101", file=file, at=at, at_key=True, params=params)
            elif report.figures.get(key) not in WITHOUT_A_LEVEL:
                yield Finding(code="F113", file=file, at=at, at_key=True, params={"figure": figure.label})


def parts_fit_the_whole(context: Context, office: Office) -> Iterator[Finding]:
    """A part is not larger than the whole that it is counted in; of what is not there nothing is part."""
    labels = _labels(office)
    parts = [(figure.key, figure.subset_of) for figure in office.programme.figures if figure.subset_of]
    for file, report in context.reports.items():
        for key, whole in parts:
            value, limit = _number(report, key), _number(report, whole)
            if whole in labels and value is not None and limit is not None and _exceeds(value, limit):
                params = {"value": value, "whole": labels[whole], "whole_value": limit}
                yield Finding(code="F106", file=file, at=("figures", key), params=params)


def _exceeds(value: int | Decimal, whole: int | Decimal) -> bool:
    """Whether a part cannot be one: a yes has no size, it only says that there is a whole."""
    return value > whole if not isinstance(whole, bool) else value > 0 and not whole


def sums_fit(context: Context, office: Office) -> Iterator[Finding]:
    """A figure that is the sum of others is their sum, when all are given."""
    labels = _labels(office)
    sums = [figure for figure in office.programme.figures if figure.sum_of]
    for file, report in context.reports.items():
        for figure in sums:
            value, total = _number(report, figure.key), _total(report, figure.sum_of)
            if value is not None and total is not None and total != value:
                parts = enumeration(labels.get(key, key) for key in figure.sum_of)
                params = {"parts": parts, "sum": total, "value": value}
                yield Finding(code="F107", file=file, at=("figures", figure.key), params=params)


def _labels(office: Office) -> dict[str, str]:
    return {figure.key: figure.label for figure in office.programme.figures}


def _total(report: Report, keys: Iterable[str]) -> int | Decimal | None:
    """The sum of figures, None unless all are given."""
    parts = [_number(report, key) for key in keys]
    given = [part for part in parts if part is not None]
    return sum(given) if len(given) == len(parts) else None


def cumulative_figures_grow(context: Context, office: Office) -> Iterator[Finding]:
    """A year-to-date figure does not fall within a year."""
    keys = [figure.key for figure in office.programme.figures if figure.adds == "cumulative"]
    for file, report in context.reports.items() if keys else ():
        earlier = _earlier_this_year(office, report)
        if earlier is None:
            continue
        for key in keys:
            value, before = _number(report, key), _number(earlier, key)
            if value is not None and before is not None and value < before:
                params = {"value": value, "earlier": before, "period": earlier.period}
                yield Finding(code="F110", file=file, at=("figures", key), params=params)


def _earlier_this_year(office: Office, report: Report) -> Report | None:
    """The unit's last report before this one, of the same kind and year."""
    period = report.period
    while period.number > 1:
        period = period.previous()
        key = report.unit, str(period)
        if key in office.reports:
            return office.by_period.one(key)
    return None


def _number(report: Report, key: str) -> int | Decimal | None:
    """A figure as a number (true is 1), None where it is not one."""
    value = report.figures.get(key)
    return value if isinstance(value, int | Decimal) else None
