"""Reports as JSON: the contract's keys, and nothing else unless asked for."""

from __future__ import annotations

import json

from tests.support.offices import calendar, day, office, period, report, unit

from ct58.render.json import envelope
from ct58.render.reports import queue_as_json, report_rows, reports_as_json
from ct58.views.reports import ReportsView, queue_view, reports_view

OFFICE = office(
    units=(unit("a", order=1, office_phone="0200 111"), unit("b", order=2)),
    reporting=(calendar("BC-QUY", from_=period("2021-Q2")),),
    reports=(report("a", "2021-Q2", state="registered", on="2021-07-06"),),
)
AS_OF = day("2021-07-15")


def view() -> ReportsView:
    """The second quarter."""
    return reports_view(OFFICE, period("2021-Q2"), AS_OF)


def test_the_object_has_exactly_the_contracts_keys() -> None:
    """`{expected, actual, actual_on_time, rate, rate_on_time, units: [{unit, period, state, received_on, due}]}`."""
    data = json.loads(envelope("reports", AS_OF, reports_as_json(view(), view().rows)))["data"]
    assert data == {
        "expected": 2,
        "actual": 1,
        "actual_on_time": 0,
        "rate": 50,
        "rate_on_time": 0,
        "units": [
            {
                "unit": "a",
                "period": "2021-Q2",
                "state": "registered",
                "received_on": "2021-07-06",
                "due": "2021-07-05",
            },
            {"unit": "b", "period": "2021-Q2", "state": "missing", "received_on": None, "due": "2021-07-05"},
        ],
    }


def test_kinds_are_added_where_asked_for() -> None:
    """One entry a line and kind."""
    assert reports_as_json(view(), (), by_kind=True)["kinds"] == [
        {
            "id": "BC-QUY",
            "kind": "agency",
            "expected": 2,
            "actual": 1,
            "actual_on_time": 0,
            "rate": 50,
            "rate_on_time": 0,
        }
    ]


def test_where_nothing_is_expected_the_rate_is_null() -> None:
    """Not 0."""
    nobody = office(reporting=(calendar("BC-QUY", from_=period("2021-Q2")),))
    assert reports_as_json(reports_view(nobody, period("2021-Q2"), AS_OF), ())["rate"] is None


def test_table_rows_tell_whom_to_call() -> None:
    """Name, telephone, days late."""
    first = report_rows(view().rows)[0]
    assert (first["report"], first["name"], first["office_phone"], first["days_late"]) == (
        "BC-QUY",
        "Đơn vị a",
        "0200 111",
        1,
    )


def test_the_queue_is_a_list() -> None:
    """Oldest first."""
    assert queue_as_json(queue_view(OFFICE, AS_OF)) == [
        {
            "unit": "a",
            "period": "2021-Q2",
            "state": "registered",
            "received_on": day("2021-07-06"),
            "document": None,
        }
    ]
