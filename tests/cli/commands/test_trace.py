"""`ct58 trace`: what follows each clause."""

from __future__ import annotations

import json

from tests.cli.conftest import Ct58
from tests.support.command_line import SHIPPED

FROM_SHIPPED = ("--data", str(SHIPPED), "--format", "json")


def test_every_clause_of_the_programme_is_traced(ct58: Ct58) -> None:
    """41, each with its text and place."""
    entries = ct58("trace", *FROM_SHIPPED).data
    assert len(entries) == 41
    assert all(entry["text"] and entry["source"]["line"] > 1 for entry in entries)


def test_only_the_gaps_and_what_figures_alone_follow(ct58: Ct58) -> None:
    """With the kinds that nothing follows; how many clauses were looked at stands beside."""
    done = ct58("trace", "--gaps", *FROM_SHIPPED)
    assert done.code == 0
    assert {entry["clause"]: entry["missing"] for entry in done.data} == {
        "II.3.2.1-2": [],
        "II.4.2-BTG-4": ["recurring_duty"],
        "II.4.2-UBKT-1": ["recurring_duty"],
    }
    answer = json.loads(done.out)
    assert answer["counts"] == {"clauses": 41, "gaps": 2, "only_figures": 1}
    assert answer["unread_figures"] == []


def test_a_part_or_a_clause_can_be_asked_for(ct58: Ct58) -> None:
    """II.4.1 has five clauses."""
    assert {entry["part"] for entry in ct58("trace", "II.4", *FROM_SHIPPED).data} == {"II.4"}
    assert len(ct58("trace", "II.4.1", *FROM_SHIPPED).data) == 5
