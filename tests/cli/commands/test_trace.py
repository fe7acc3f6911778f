"""`ct58 trace`: what follows each clause."""

from __future__ import annotations

from tests.cli.conftest import Ct58
from tests.support.command_line import SHIPPED

FROM_SHIPPED = ("--data", str(SHIPPED), "--format", "json")


def test_every_clause_of_the_programme_is_traced(ct58: Ct58) -> None:
    """41, each with its text and place."""
    entries = ct58("trace", *FROM_SHIPPED).data
    assert len(entries) == 41
    assert all(entry["text"] and entry["source"]["line"] > 1 for entry in entries)


def test_no_countable_clause_of_the_shipped_programme_is_left_alone(ct58: Ct58) -> None:
    """Every indicator and duty of the text is followed by something."""
    done = ct58("trace", "--gaps", *FROM_SHIPPED)
    assert (done.code, done.data) == (0, [])


def test_a_part_or_a_clause_can_be_asked_for(ct58: Ct58) -> None:
    """II.4.1 has five clauses."""
    assert {entry["part"] for entry in ct58("trace", "II.4", *FROM_SHIPPED).data} == {"II.4"}
    assert len(ct58("trace", "II.4.1", *FROM_SHIPPED).data) == 5
