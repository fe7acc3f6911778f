"""What has to be read: the period that a look at the indicators is about, and whose reports it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ct58.domain.deadlines import occurrences
from ct58.domain.indicators.questions import measure_keys, measures_of
from ct58.domain.indicators.windows import Window
from ct58.domain.measure import Indicator
from ct58.domain.obligations import item_occurrences
from ct58.domain.office import Office
from ct58.domain.period import Period
from ct58.domain.suggestions import suggestion
from ct58.errors import BadUsage
from ct58.i18n import N_, msg

_SHORTEST_FIRST = ("month", "quarter", "year")


def default_period(office: Office, as_of: dt.date) -> Period:
    """The last period that has ended before a day; where none has, the first.

    It is one of the shortest that the reporting calendar or the indicators know.
    """
    periods = _known_periods(office)
    ended = [period for period in periods if period.last_day < as_of]
    if ended:
        return max(ended, key=Period.sort_key)
    return min(periods, key=Period.sort_key, default=office.horizon)


def _known_periods(office: Office) -> list[Period]:
    found = {
        o.period
        for item in office.items.values()
        if item.kind == "report"
        for o in item_occurrences(office, item)
    }
    if not found:
        issued_on = office.programme.head.issued_on
        rules = [entry.deadline for entry in office.programme.indicators if entry.deadline.every]
        found = {o.period for rule in rules for o in occurrences(rule, issued_on, office.horizon)}
    kinds = {period.kind for period in found}
    shortest = next((kind for kind in _SHORTEST_FIRST if kind in kinds), None)
    return [period for period in found if period.kind == shortest]


def chosen(office: Office, ids: Iterable[str]) -> tuple[Indicator, ...]:
    """The indicators with these ids, in the programme's order; all where none is named.

    Raises BadUsage for an id that no indicator has.
    """
    known = {indicator.id: indicator for indicator in office.programme.indicators}
    named = {id_.upper() for id_ in ids}
    for id_ in sorted(named - known.keys()):
        raise BadUsage(
            msg(N_("There is no indicator “{id}”{suggestion}."), id=id_, suggestion=suggestion(id_, known)),
            msg(N_("All indicators: ct58 list indicators")),
        )
    return tuple(indicator for id_, indicator in known.items() if not named or id_ in named)


def report_periods(office: Office, indicator: Indicator, window: Window) -> frozenset[str]:
    """The periods of which an indicator needs the reports, as their files are named.

    A figure that the form does not have needs none; `check` has a finding for it.
    """
    keys = {key for measure in measures_of(indicator) for key in measure_keys(measure)}
    frequencies = {figure.every for figure in office.programme.figures if figure.key in keys}
    return frozenset(str(period) for every in frequencies for period in window.periods(every))
