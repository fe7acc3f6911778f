"""The status as JSON and as rows."""

from __future__ import annotations

import json

from tests.support.showcase import AS_OF, showcase

from ct58.render.csv import rows_as_csv
from ct58.render.json import envelope
from ct58.render.status import status_as_json, status_rows
from ct58.render.words import Speech
from ct58.views.status import StatusView, status_scope, status_view


def view(owner: str | None = None) -> StatusView:
    """The showcase's status."""
    known = showcase()
    return status_view(known, status_scope(known, AS_OF), AS_OF, known.units[owner] if owner else None)


def test_it_is_one_object_that_json_can_hold() -> None:
    """With the keys in English, and every indicator."""
    found = json.loads(envelope("status", AS_OF, status_as_json(view(), Speech("en"))))
    assert found["schema"] == "ct58/status/1"
    data = found["data"]
    assert list(data) == [
        "programme",
        "owner",
        "ended_on",
        "counts",
        "leads",
        "indicators",
        "own",
        "reports",
        "coming",
        "next",
    ]
    assert [entry["id"] for entry in data["indicators"]["list"]] == ["CT-15", "CT-18"]
    assert data["reports"][0]["expected"] == 8
    assert all(entry["command"].startswith("ct58 ") for entry in data["next"])


def test_the_cells_of_a_row_add_up() -> None:
    """To its total."""
    for row in status_as_json(view(), Speech("en"))["counts"]:  # type: ignore[attr-defined]
        cells = ("completed_on_time", "completed_late", "within_time", "overdue")
        assert sum(row[cell] for cell in cells) == row["total"]


def test_of_one_unit_its_part_stands_instead_of_the_indicators() -> None:
    """Each with what it adds."""
    data = status_as_json(view("u8"), Speech("en"))
    assert (data["owner"], data["indicators"], data["leads"]) == ("u8", None, [])
    assert data["own"]


def test_a_row_is_one_number() -> None:
    """So that a spreadsheet can pivot it."""
    rows = status_rows(view())
    assert {tuple(row) for row in rows} == {("part", "of", "measure", "value")}
    assert {row["part"] for row in rows} == {"counts", "leads", "indicators", "reports", "next"}
    assert rows_as_csv(rows).startswith("part,of,measure,value\n")
