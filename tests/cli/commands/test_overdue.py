"""`ct58 overdue`, on the shipped data and on a small office."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import REPORT, SHIPPED, report_text, write_data

DAY = ("--as-of", "2021-07-15")
SHIPPED_DAY = (*DAY, "--data", str(SHIPPED))


def test_on_15_july_2021_nine_appendix_tasks_are_late(ct58: Ct58) -> None:
    """Three of them due before the programme's own date, and to be verified."""
    entries = ct58("overdue", *SHIPPED_DAY, "--format", "json").data
    tasks = {entry["id"]: entry for entry in entries if entry["kind"] == "task"}
    assert sorted(tasks) == [f"PL-{n:02d}" for n in (1, 4, 5, 6, 8, 9, 10, 11, 14)]
    assert sorted(id for id, entry in tasks.items() if entry["needs_verification"]) == [
        "PL-04",
        "PL-08",
        "PL-09",
    ]
    assert Counter(entry["days_overdue"] for entry in tasks.values()) == {15: 6, 106: 3}
    assert {entry["kind"] for entry in entries} == {"task", "duty", "report"}


def test_the_shipped_entries_point_into_the_programme(ct58: Ct58) -> None:
    """File and line of the item."""
    lines = (SHIPPED / "programme.yaml").read_text(encoding="utf-8").splitlines()
    for entry in ct58("overdue", *SHIPPED_DAY, "--format", "json").data:
        assert entry["source"]["file"] == "programme.yaml"
        assert f"id: {entry['id']}" in lines[entry["source"]["line"] - 1]


def test_the_screen_has_the_same_items(ct58: Ct58) -> None:
    """Text and JSON are one view."""
    shown = ct58("overdue", *SHIPPED_DAY).out
    ids = {entry["id"] for entry in ct58("overdue", *SHIPPED_DAY, "--format", "json").data}
    assert all(f" {id} " in shown for id in ids if id.startswith("PL"))


def test_read_years_later_the_shipped_data_greets_with_sense(ct58: Ct58) -> None:
    """A handful of lines, and where to look."""
    done = ct58("overdue", "--as-of", "2026-10-12", "--data", str(SHIPPED))
    assert done.code == 0
    assert len(done.out.splitlines()) <= 10
    assert "--as-of 2025-12-31" in done.out
    assert "nothing has been recorded" in done.out


def test_nobody_has_sent_then_one_has(ct58: Ct58, tmp_path: Path) -> None:
    """Received on the 3rd, so it isn't late."""
    write_data(tmp_path)
    assert [entry["id"] for entry in ct58("overdue", *DAY, "--format", "json").data] == ["PL-01", "BC-QUY"]
    write_data(tmp_path, **{REPORT: report_text()})
    assert [entry["id"] for entry in ct58("overdue", *DAY, "--format", "json").data] == ["PL-01"]


def test_owner_and_kind_narrow_the_list(ct58: Ct58, data: Path) -> None:
    """An owner by any name."""
    owned = ct58("overdue", *DAY, "--owner", "sở y tế", "--format", "json").data
    assert [entry["owners"] for entry in owned] == [["so-y-te"]]
    kinds = ct58("overdue", *DAY, "--kind", "task", "--format", "json").data
    assert [entry["id"] for entry in kinds] == ["PL-01"]


@pytest.mark.parametrize(("as_of", "code"), [("2021-06-30", 0), ("2021-07-01", 1)])
def test_exit_code_1_only_if_asked_for_and_something_is_late(
    ct58: Ct58, data: Path, as_of: str, code: int
) -> None:
    """For scripts."""
    assert ct58("overdue", "--as-of", as_of, "--exit-code").code == code
    assert ct58("overdue", "--as-of", as_of).code == 0


def test_since_tells_what_came(ct58: Ct58, data: Path) -> None:
    """By default since the day before."""
    assert "Since 2021-07-14: more overdue: none" in ct58("overdue", *DAY).out
    assert (
        "Since 2021-06-30: more overdue: 1 items, 1 reports of 1 units"
        in ct58("overdue", *DAY, "--since", "30/6/2021").out
    )


def test_expand_names_every_occurrence(ct58: Ct58) -> None:
    """The bulletins of April, May, June and July."""
    grouped, expanded = ct58("overdue", *SHIPPED_DAY).out, ct58("overdue", *SHIPPED_DAY, "--expand").out
    assert grouped.count("\n NV-17 ") == 1
    assert expanded.count("\n NV-17 ") == 4
