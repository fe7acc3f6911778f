"""The reporting calendar: which period is being collected, and which lines ask for a period."""

from __future__ import annotations

import datetime as dt

from ct58.domain.items import Item
from ct58.domain.obligations import item_occurrences
from ct58.domain.office import Office
from ct58.domain.period import Period
from ct58.errors import BadUsage
from ct58.i18n import N_, msg


def lines_for(office: Office, period: Period) -> tuple[Item, ...]:
    """The lines of the calendar that ask for a period's report. Raises BadUsage when there are none."""
    lines = tuple(
        item
        for item in office.items.values()
        if item.kind == "report" and any(o.period == period for o in item_occurrences(office, item))
    )
    if not lines:
        kinds = dict.fromkeys(rule.every for rule in office.programme.reporting)
        raise BadUsage(
            msg(N_("Nobody is asked for a report of {period}."), period=period),
            msg(N_("Reports are asked for by: {kinds}. For example 2021-Q2, 2021."), kinds=", ".join(kinds)),
        )
    return lines


def current_period(office: Office, as_of: dt.date) -> Period:
    """The period whose reports matter on a day.

    That is the period that has ended and is due next; else the one that fell due last; before the first
    has ended, the first. Raises BadUsage when the programme has no calendar.
    """
    dues = [
        (occurrence.due, occurrence.period)
        for item in office.items.values()
        if item.kind == "report"
        for occurrence in item_occurrences(office, item)
        if occurrence.due is not None
    ]
    if not dues:
        raise BadUsage(
            msg(N_("The programme has no reporting calendar.")), msg(N_("Add “reporting” to programme.yaml."))
        )
    ended = [(due, period) for due, period in dues if period.last_day < as_of]
    collecting = [entry for entry in ended if entry[0] >= as_of]
    if collecting:
        return min(collecting, key=_by_due)[1]
    return max(ended, key=_by_due)[1] if ended else min(dues, key=_by_due)[1]


def _by_due(entry: tuple[dt.date, Period]) -> tuple[dt.date, dt.date]:
    """By due day; of two due on one day the one that began later is the newer."""
    return entry[0], entry[1].first_day
