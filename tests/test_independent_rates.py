"""Rates on time and the 2×2, held against a count by hand over the same files (tests/support/second_rates.py)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.support import second_rates
from tests.support.command_line import called
from tests.support.damage import counted_office

DAYS = ("2021-04-20", "2021-06-30", "2022-07-05", "2023-07-03", "2024-12-31", "2026-01-31")
"""In the first weeks, on a day on which much falls due, on the reports' own day, in between, at the end, after it."""
PERIODS = ("2021-Q2", "2022-Q2", "2023", "2024-Q3", "2025-Q4")
QUARTER_ENDS = ("03-31", "06-30", "09-30", "12-31")


@pytest.fixture(scope="module", params=["as made", "damaged"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo office in which things are late, extended, halted, returned, and units open, close and merge; once with broken files."""
    return counted_office(tmp_path_factory.mktemp("rates"), is_damaged=request.param == "damaged")


@pytest.fixture(scope="module")
def files(folder: Path) -> second_rates.Files:
    """Its files, read by nothing of ct58."""
    return second_rates.read(folder)


def answer(folder: Path, *words: str) -> Any:
    """The data of a command's JSON."""
    done = called(*words, "--format", "json", cwd=folder)
    assert done.code == 0, done.err
    return json.loads(done.out)["data"]


def agrees(ours: Any, theirs: second_rates.Row) -> bool:
    """Whether an entry says of each count what the other side counted."""
    return {name: ours[name] for name in theirs} == theirs


@pytest.mark.parametrize("as_of", DAYS)
def test_every_cell_of_the_table_of_progress(folder: Path, files: second_rates.Files, as_of: str) -> None:
    """Groups, appendix, duties, what came up on the way, what units owe, and each body that leads."""
    data = answer(folder, "status", "--as-of", as_of)
    ours = {row["id"] or row["kind"]: row for row in data["counts"]}
    rows = second_rates.table(files, as_of)
    assert ours.keys() == rows.keys()
    ours |= {f"lead {row['owner']}": row for row in data["leads"]}
    rows |= {f"lead {body}": row for body, row in second_rates.leads(files, as_of).items()}
    assert ours.keys() == rows.keys()
    wrong = {name: (ours[name], row) for name, row in rows.items() if not agrees(ours[name], row)}
    assert wrong == {}


@pytest.mark.parametrize(
    ("period", "as_of"), [(period, day) for period in PERIODS for day in DAYS if period < day[:7]]
)
def test_reports_asked_for_arrived_and_in_time(
    folder: Path, files: second_rates.Files, period: str, as_of: str
) -> None:
    """All lines of the calendar together, as `reports` adds them up."""
    data = answer(folder, "reports", "--period", period, "--as-of", as_of)
    lines = second_rates.reports(files, period, as_of)
    summed = {
        name: sum(row[name] for row in lines.values())
        for name in ("expected", "actual", "actual_on_time", "due", "due_on_time")
    }
    assert agrees(data, summed), (data["expected"], data["actual"], data["due"], data["due_on_time"], summed)


def test_the_office_has_what_makes_counting_hard(files: second_rates.Files) -> None:
    """Without these the agreement here and on the indicators would prove little."""
    events = [event for file in files.values() for event in (file.get("events") or [])]
    kinds = {event["event"] for event in events}
    assert {"extended", "suspended", "resumed", "dropped", "returned", "reminded", "promised"} <= kinds
    assert any(event.get("voided") for event in events)
    reports = [file for path, file in files.items() if "/reports/" in path]
    states = {file["state"] for file in reports}
    assert {"expected", "registered", "received", "partial", "empty", "returned"} <= states
    figures = [file.get("figures") or {} for file in reports]
    assert {None, "n/a"} <= {value for said in figures for value in said.values() if _is_bare(value)}
    assert any(file.get("corrections") for file in reports)
    assert any(file.get("reasons") for file in reports)
    ratings = [said for said in figures if said.get("party_rating") in ("excellent", "good", "completed")]
    assert any(not (said.get("party_rating_decision") or {}).get("number") for said in ratings)


def test_its_register_has_what_registers_have(files: second_rates.Files) -> None:
    """Mergers, ends and beginnings inside a quarter, a name of some 200 characters, work that came up on the way."""
    register = [file for path, file in files.items() if path.endswith("/unit.yaml")]
    assert any(unit.get("merged_into") for unit in register)
    assert any((unit.get("valid_to") or "2020-12-31")[5:] not in QUARTER_ENDS for unit in register)
    assert any((unit.get("valid_from") or "2020")[:4] > "2020" for unit in register)
    assert max(len(unit["name"]) for unit in register) > 180
    assert any(
        path.startswith("tasks/KL-") and file["source"]["date"] > "2021-06-30" for path, file in files.items()
    )


def _is_bare(value: Any) -> bool:
    return value is None or value == "n/a"
