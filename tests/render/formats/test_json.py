"""JSON: the envelope and the entries of contract §3."""

from __future__ import annotations

import io
import json
from decimal import Decimal

import pytest
from tests.support.offices import day
from tests.support.showcase import AS_OF, showcase

from ct58.domain.time.period import Period
from ct58.render.formats.json import envelope, write_json_lines
from ct58.render.screens.overdue import due_as_json
from ct58.views.due import overdue_view, upcoming_view

KEYS = [
    "id",
    "kind",
    "title",
    "owners",
    "occurrence",
    "due",
    "days_overdue",
    "deadline_text",
    "submit_to",
    "status",
    "started",
    "needs_verification",
    "clauses",
    "source_document",
    "source",
]


def test_every_answer_has_the_same_envelope() -> None:
    """Schema, day, revision, data, in this order, with a final newline."""
    text = envelope("overdue", day("2021-07-15"), [])
    assert list(json.loads(text).items()) == [
        ("schema", "ct58/overdue/1"),
        ("as_of", "2021-07-15"),
        ("revision", None),
        ("data", []),
    ]
    assert text.endswith("}\n")


def test_dates_periods_and_decimals_have_one_form_and_vietnamese_stays_readable() -> None:
    """ISO dates, canonical periods, whole decimals as integers."""
    data = {"day": day("2021-07-15"), "p": Period.quarter(2021, 2), "a": Decimal("2.0"), "b": Decimal("2.5")}
    text = envelope("x", AS_OF, [data, "Đảng ủy"])
    assert json.loads(text)["data"][0] == {"day": "2021-07-15", "p": "2021-Q2", "a": 2, "b": 2.5}
    assert "Đảng ủy" in text


def test_what_has_no_form_is_a_fault_and_not_a_guess() -> None:
    """A forgotten type shows in a test, not in an answer."""
    with pytest.raises(TypeError, match="no JSON form for set"):
        envelope("x", AS_OF, {1})


def test_overdue_has_one_entry_an_occurrence_and_a_unit_never_grouped() -> None:
    """The seven units that lack a report are seven entries."""
    entries = due_as_json(overdue_view(showcase(), AS_OF))
    assert all(list(entry) == KEYS for entry in entries)
    assert sum(entry["id"] == "BC-QUY" for entry in entries) == 7
    assert [entry["occurrence"] for entry in entries if entry["id"] == "NV-17"] == [
        "2021-04",
        "2021-05",
        "2021-06",
    ]


def test_an_entry_says_what_who_when_and_where() -> None:
    """The first task of the appendix, begun and 15 days late."""
    first = json.loads(envelope("overdue", AS_OF, due_as_json(overdue_view(showcase(), AS_OF))))["data"][0]
    assert first == {
        "id": "PL-01",
        "kind": "task",
        "title": "Kế hoạch quán triệt, tuyên truyền Nghị quyết",
        "owners": ["ban-tuyen-giao"],
        "occurrence": "once",
        "due": "2021-06-30",
        "days_overdue": 15,
        "deadline_text": "Quý II năm 2021",
        "submit_to": ["standing_committee"],
        "status": "overdue",
        "started": True,
        "needs_verification": False,
        "clauses": ["II.1-1"],
        "source_document": None,
        "source": {"file": "programme.yaml", "line": 1},
    }


def test_in_upcoming_the_days_are_negative() -> None:
    """As-of − due."""
    entries = due_as_json(upcoming_view(showcase(), AS_OF))
    assert [(entry["id"], entry["days_overdue"]) for entry in entries] == [("KL-01", -5), ("NV-17", -16)]


def test_lines_are_objects_with_the_header_as_their_keys() -> None:
    """Dates ISO, letters as they are, nothing lost."""
    stream = io.StringIO()
    write_json_lines(
        stream, ("on", "name", "of"), [(day("2021-07-15"), "Đ", ("a", "b")), (None, Decimal("1.5"), 0)]
    )
    assert [json.loads(line) for line in stream.getvalue().splitlines()] == [
        {"on": "2021-07-15", "name": "Đ", "of": ["a", "b"]},
        {"on": None, "name": 1.5, "of": 0},
    ]
    assert "Đ" in stream.getvalue()
