"""The reports of a period as JSON (contract §3) and as rows of a table file."""

from __future__ import annotations

from collections.abc import Iterable

from ct58.views.reports import QueueView, ReportRow, ReportsView, Tally


def reports_as_json(
    view: ReportsView, rows: Iterable[ReportRow], *, by_kind: bool = False
) -> dict[str, object]:
    """The counts of all lines, and the reports that were asked for; `kinds` only where asked for."""
    data: dict[str, object] = {**tally_as_json(view.tally), "units": [_unit(row) for row in rows]}
    if by_kind:
        data["kinds"] = [
            {"id": line.item.id, "kind": kind, **tally_as_json(tally)}
            for line in view.lines
            for kind, tally in line.by_kind().items()
        ]
    return data


def tally_as_json(tally: Tally) -> dict[str, object]:
    """`{expected, actual, actual_on_time, rate, rate_on_time}`; rates in percent, null where none is expected."""
    return {
        "expected": tally.expected,
        "actual": tally.actual,
        "actual_on_time": tally.actual_on_time,
        "rate": tally.rate,
        "rate_on_time": tally.rate_on_time,
    }


def report_rows(rows: Iterable[ReportRow]) -> list[dict[str, object]]:
    """One flat row a report, with what a person needs to follow it up."""
    return [
        {
            **_unit(row),
            "report": row.item.id,
            "name": row.unit.name,
            "kind": row.unit.kind,
            "days_late": row.days_late,
            "office_phone": row.unit.office_phone,
            "promised_until": row.promised_until,
            "reminded_on": row.reminded_on,
        }
        for row in rows
    ]


def queue_as_json(view: QueueView) -> list[dict[str, object]]:
    """One entry a waiting report, oldest first."""
    return [
        {
            "unit": entry.unit.id,
            "period": str(entry.period),
            "state": "registered",
            "received_on": entry.received_on,
            "document": entry.document,
        }
        for entry in view.entries
    ]


def _unit(row: ReportRow) -> dict[str, object]:
    return {
        "unit": row.unit.id,
        "period": str(row.period),
        "state": row.state,
        "received_on": row.received_on,
        "due": row.due,
    }
