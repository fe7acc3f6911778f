"""`key=value` as people write it on the command line or in a file: figures by key, number or `a.b`.

`a.reason` is the reason why a figure has no level or does not apply.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from ct58.domain.planning.values import BadValueError, given, parse_value
from ct58.domain.records.office import Office
from ct58.domain.records.programme import Figure, SubFigure
from ct58.domain.records.scalars import FigureValue, Scalar
from ct58.domain.records.units import Unit
from ct58.domain.standing.form import asked_figures, figure_by_name
from ct58.domain.text.suggestions import suggestion
from ct58.domain.time.period import Period
from ct58.errors import BadUsage
from ct58.i18n import N_, msg
from ct58.records import positional_record

REASON = "reason"


@positional_record
class Assigned:
    """What was set: figures, and reasons beside them (None: taken away)."""

    figures: Mapping[str, FigureValue]
    reasons: Mapping[str, str | None]


def parse_assignments(
    office: Office, unit: Unit, period: Period, texts: Iterable[str], today: dt.date
) -> Assigned:
    """What `5=12`, `members_admitted=12`, `action_programme.number=12-CTr/ĐU` or `26.reason=…` set.

    The fields of a record that are not named keep what the report says now. Raises BadUsage with what is
    accepted, for an unknown figure or a value that does not fit.
    """
    report = office.reports.get((unit.id, str(period)))
    found: dict[str, FigureValue] = {}
    reasons: dict[str, str | None] = {}
    said: set[tuple[str, str]] = set()
    for text in texts:
        name, sign, written = text.partition("=")
        if not sign or not name.strip():
            raise BadUsage(
                msg(N_("“{text}” sets nothing."), text=text),
                msg(N_("Write key=value, for example --set 5=12 or --set members_admitted=12")),
            )
        key, _, field = name.strip().partition(".")
        figure = _figure(office, unit, period, key)
        _refuse_again(said, figure, field)
        if not field:
            found[figure.key] = _value(figure, written, today)
            continue
        if field == REASON and figure.type != "record":
            reasons[figure.key] = None if written.strip() == "-" else given(written)
            continue
        before = found.get(figure.key, report.figures.get(figure.key) if report else None)
        found[figure.key] = _with_field(figure, before, field, written, today)
    return Assigned(found, reasons)


def _refuse_again(said: set[tuple[str, str]], figure: Figure, field: str) -> None:
    """One value a figure: of two, nobody knows which was meant."""
    if (figure.key, field) in said:
        raise BadUsage(msg(N_("{figure} is given twice; it takes one value."), figure=figure.label))
    said.add((figure.key, field))


def _figure(office: Office, unit: Unit, period: Period, name: str) -> Figure:
    figure = figure_by_name(office, name)
    if figure is None:
        known = [line.key for line in asked_figures(office, unit, period)]
        raise BadUsage(
            msg(N_("There is no figure {id}{suggestion}."), id=name, suggestion=suggestion(name, known)),
            msg(N_("See the figures: ct58 list figures.")),
        )
    return figure


def _value(line: Figure | SubFigure, written: str, today: dt.date) -> Scalar | None:
    if line.type in ("record", "list") and written.strip() not in ("-", "k", "n/a"):
        raise BadUsage(
            msg(N_("{figure} has several fields."), figure=line.label),
            msg(N_("Set them one by one, for example --set {key}.field=value, or use --file."), key=line.key),
        )
    try:
        return parse_value(line, written, today)
    except BadValueError as error:
        raise BadUsage(msg(N_("{figure}: {problem}"), figure=line.label, problem=error.message)) from None


def _with_field(
    figure: Figure, before: FigureValue, field: str, written: str, today: dt.date
) -> Mapping[str, Scalar | None]:
    """The record with one field more, or another value in it."""
    known = {line.key: line for line in figure.fields}
    if figure.type != "record" or field not in known:
        raise BadUsage(
            msg(
                N_("{figure} has no field {key}{suggestion}."),
                figure=figure.label,
                key=field,
                suggestion=suggestion(field, known),
            ),
            msg(N_("Fields: {allowed}."), allowed=", ".join(known) or "–"),
        )
    kept = dict(before) if isinstance(before, Mapping) else {}
    return {**kept, field: _value(known[field], written, today)}
