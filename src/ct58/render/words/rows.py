"""Rows of the printed tables, every cell finished words: what the terminal, Markdown and Word put under their heads."""

from __future__ import annotations

from collections.abc import Mapping

from ct58.i18n import N_
from ct58.records import record

ANNEX_TITLES: Mapping[str, str] = {
    "indicators": N_("INDICATORS"),
    "charts": N_("CHARTS"),
    "tasks": N_("TASKS OF THE APPENDIX"),
    "duties": N_("DUTIES IN THE BODY OF THE PROGRAMME"),
    "units": N_("UNITS THAT ARE LATE OR HAVE NOT SENT THEIR REPORT"),
    "moved": N_("FIGURES REPORTED BEFORE THAT HAVE CHANGED"),
    "next_due": N_("TASKS THAT FALL DUE IN THE NEXT PERIOD"),
}
"""What a report's annexes are called in every format, by what they list."""


@record
class GroupRow:
    """A row over the whole width that begins a group: `I`, `Công tác tuyên truyền`."""

    number: str
    title: str


@record
class IndicatorRow:
    """The twelve columns of the indicator table."""

    number: str
    title: str
    measured_in: str = ""
    plan: str = ""
    this_period: str = ""
    cumulative: str = ""
    fraction: str = ""
    rate: str = ""
    against_plan: str = ""
    against_last_year: str = ""
    verdict: str = ""
    units_reported: str = ""


@record
class TaskRow:
    """The appendix's own seven columns, what was submitted and when, where the task stands, by how many days it is late.

    `to_first` and `to_others` are the columns of `receiver_titles`.
    """

    number: str
    title: str
    prepared_by: str = ""
    deadline: str = ""
    to_first: str = ""
    to_others: str = ""
    forms: str = ""
    submitted_on: str = ""
    document: str = ""
    status: str = ""
    days_overdue: str = ""


@record
class DutyRow:
    """The columns of the office's follow-up table."""

    number: str
    title: str
    lead: str = ""
    with_: str = ""
    deadline: str = ""
    product: str = ""
    submitted_on: str = ""
    issued: str = ""
    status: str = ""
    days_overdue: str = ""
    note: str = ""


@record
class UnitRow:
    """A unit whose report is missing or was late."""

    number: str
    unit: str
    report: str = ""
    due: str = ""
    received_on: str = ""
    status: str = ""
    days_late: str = ""
    note: str = ""


@record
class DueRow:
    """What falls due: in a report's last appendix, in a work programme, and, overdue, in a letter."""

    number: str
    title: str
    lead: str = ""
    with_: str = ""
    deadline: str = ""
    product: str = ""
    submit_to: str = ""
    days_overdue: str = ""
    note: str = ""
