"""The report form: which figures a unit is asked for in a period, and which reports it owes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.records.programme import Figure, Programme
from ct58.domain.records.reports import Report, own_day
from ct58.domain.records.scalars import NOT_APPLICABLE, NOT_RATED, FigureValue
from ct58.domain.records.units import Unit
from ct58.domain.standing.occurrences import item_occurrences
from ct58.domain.time.period import Period


def asked_figures(office: Office, unit: Unit, period: Period) -> tuple[Figure, ...]:
    """The lines of the form that this unit fills in for a period, by printed number.

    The form is the one in force on the period's last day. A figure is asked when its frequency is the period's kind, the
    unit is in its set, the period lies within the figure's own `from` and `until`, and it does not come by decision.
    """
    figures = [figure for figure in office.form_of(period) if figure.asked and applies_in(figure, period)]
    day = office.last_day_of(period)
    return tuple(figure for figure in figures if unit.id in office.meant_ids(figure.units, day))


def is_asked(office: Office, figure: Figure, unit: Unit, period: Period) -> bool:
    """Whether one figure is a line of this unit's form for a period."""
    figure = office.figures_of(period).get(figure.key, figure)
    return figure.asked and applies_in(figure, period) and concerns(office, figure, unit, period)


def concerns(office: Office, figure: Figure, unit: Unit, period: Period) -> bool:
    """Whether a unit is in the set that a figure is asked of, by what holds on the period's last day."""
    return unit.id in office.meant_ids(figure.units, office.last_day_of(period))


def applies_in(figure: Figure, period: Period) -> bool:
    """Whether a figure belongs to a period: its kind, and the figure's own first and last period."""
    if figure.every != period.kind:
        return False
    starts = figure.from_ is None or figure.from_.first_day <= period.first_day
    return starts and (figure.until is None or period.last_day <= figure.until.last_day)


def says_sums(office: Office, figures: Mapping[str, FigureValue]) -> bool:
    """Whether some figures hold anything that is put together with what other units say."""
    given = (office.figure(key) for key, value in figures.items() if value not in (None, NOT_APPLICABLE))
    return any(figure is not None and figure.is_summed for figure in given)


def report_item(office: Office, unit: Unit, period: Period) -> Item | None:
    """The line of the reporting calendar that asks this unit for this period's report."""
    day = office.last_day_of(period)
    for item in office.items.values():
        is_owner = item.kind == "report" and unit.id in office.meant_ids(item.owners or "", day)
        if is_owner and any(o.period == period for o in item_occurrences(office, item)):
            return item
    return None


Lack = Literal["decision", "reason"]


def lacks(
    programme: Programme, figure: Figure, report: Report, value: FigureValue, as_of: dt.date
) -> Lack | None:
    """What a value in a report lacks to count on a day; None where it has it, or needs nothing.

    What comes by decision counts when its record has a number and a date by the day; format 1 did without the date. Who
    is not rated is so by a decision, or with a reason beside it; format 1 asked for none where there is no decision.
    """
    if value is None or value == NOT_APPLICABLE:
        return None
    is_unrated = figure.type == "enum" and value == NOT_RATED
    if is_unrated and report.reasons.get(figure.key):
        return None
    if figure.decided_by is None or figure.asked:
        return "reason" if is_unrated and programme.format > 1 else None
    return None if is_decided(programme, figure, report, as_of) else "decision"


def is_decided(programme: Programme, figure: Figure, report: Report, as_of: dt.date) -> bool:
    """Whether a figure comes by decision, and the report names one that is in force on a day."""
    decision = report.figures.get(figure.decided_by or "") if not figure.asked else None
    if not isinstance(decision, Mapping) or not decision.get("number"):
        return False
    day = own_day(decision)
    return programme.format == 1 if day is None else day <= as_of


def figure_by_name(office: Office, name: str) -> Figure | None:
    """The figure of a key or a printed number."""
    return next((f for f in office.programme.figures if name in (f.key, str(f.number))), None)
