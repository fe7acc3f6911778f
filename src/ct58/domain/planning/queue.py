"""Which report is meant: by the clerk's words, or as the next in the queue of those that have arrived."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ct58.domain.records.office import Office
from ct58.domain.records.reports import Report
from ct58.domain.records.search import split_period
from ct58.domain.records.unit_search import find_unit
from ct58.domain.records.units import Unit
from ct58.domain.time.dates import parse_period
from ct58.domain.time.period import Period
from ct58.errors import BadUsage, Refused
from ct58.i18n import N_, msg


def waiting(office: Office) -> tuple[Report, ...]:
    """Reports that have arrived and are not typed in, the oldest receipt first, then the office's order."""
    order = {unit: place for place, unit in enumerate(office.units)}
    found = [report for report in office.reports.values() if report.state == "registered"]
    return tuple(
        sorted(found, key=lambda r: (r.received_on or dt.date.max, order.get(r.unit, 0), r.period.sort_key()))
    )


def next_waiting(office: Office) -> tuple[Unit, Period]:
    """The oldest of the queue. Raises Refused when nothing waits."""
    for report in waiting(office):
        if report.unit in office.units:
            return office.units[report.unit], report.period
    raise Refused(
        msg(N_("No report is waiting to be typed in.")),
        msg(N_("Book arrivals: ct58 receive UNIT… --period 2021-Q2")),
    )


def split_words(office: Office, words: Sequence[str], today: dt.date) -> tuple[Unit, Period]:
    """The unit and the period in words such as `so y te quy 2/2021`: the last words are the period.

    Raises BadUsage when no ending is a period, or the rest names no unit.
    """
    found = split_period(words, today)
    if found is not None:
        return find_unit(office, " ".join(found[0])), found[1]
    if len(words) > 1 and any(char.isdecimal() for char in words[-1]):
        parse_period(words[-1], today)  # says what is wrong with the word that was meant to be the period
    raise BadUsage(
        msg(N_("Which unit, and which period?")),
        msg(N_("For example: ct58 record report so y te 2021-Q2")),
    )
