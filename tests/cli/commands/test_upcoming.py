"""`ct58 upcoming`: what falls due."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Ct58


def test_within_counts_days_the_last_one_inside(ct58: Ct58, data: Path) -> None:
    """PL-01 is due on the 30th, the report on the 5th."""
    for within, expected in (("0", []), ("10", ["PL-01"]), ("15", ["PL-01", "BC-QUY"])):
        done = ct58("upcoming", "--as-of", "2021-06-20", "--within", within, "--format", "json")
        assert [entry["id"] for entry in done.data] == expected


def test_entries_have_negative_days(ct58: Ct58, data: Path) -> None:
    """As-of − due."""
    (entry,) = ct58("upcoming", "--as-of", "2021-06-20", "--within", "10", "--format", "json").data
    assert (entry["days_overdue"], entry["status"]) == (-10, "due_soon")


def test_an_owner_may_be_asked_for(ct58: Ct58, data: Path) -> None:
    """By alias."""
    done = ct58("upcoming", "--as-of", "2021-06-20", "--owner", "vp", "--format", "json")
    assert [entry["id"] for entry in done.data] == ["PL-01"]
