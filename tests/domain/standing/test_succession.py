"""Succession: for whom the figures of a merged unit count."""

from __future__ import annotations

import pytest
from tests.support.offices import day, office, unit

from ct58.domain.records.office import Office
from ct58.domain.standing.succession import predecessors, successor


@pytest.fixture
def known() -> Office:
    """A and b became ab on 1 October 2021, ab and c became abc in 2023; d was closed, e goes round with f."""
    return office(
        units=(
            unit("a", valid_to=day("2021-09-30"), merged_into="ab"),
            unit("b", valid_to=day("2021-09-30"), merged_into="ab"),
            unit("ab", valid_from=day("2021-10-01"), valid_to=day("2022-12-31"), merged_into="abc"),
            unit("c", valid_to=day("2022-12-31"), merged_into="abc"),
            unit("abc", valid_from=day("2023-01-01")),
            unit("d", valid_to=day("2021-09-30")),
            unit("e", valid_to=day("2021-09-30"), merged_into="f"),
            unit("f", valid_to=day("2021-09-30"), merged_into="e"),
            unit("g", valid_to=day("2021-09-30"), merged_into="nobody"),
        )
    )


@pytest.mark.parametrize(
    ("id_", "as_of", "counts_for"),
    [
        ("a", "2021-09-30", "a"),
        ("a", "2021-10-01", "ab"),
        ("a", "2022-12-31", "ab"),
        ("a", "2023-01-01", "abc"),
        ("abc", "2023-01-01", "abc"),
        ("d", "2023-01-01", "d"),
        ("g", "2023-01-01", "g"),
        ("unknown", "2023-01-01", "unknown"),
    ],
)
def test_figures_count_for_the_successor_from_the_merger_on(
    known: Office, id_: str, as_of: str, counts_for: str
) -> None:
    """Until the last day they are the unit's own; mergers are followed as far as they have happened."""
    assert successor(known, id_, day(as_of)) == counts_for


def test_mergers_that_go_round_end_somewhere(known: Office) -> None:
    """`check` finds them; nothing hangs."""
    assert successor(known, "e", day("2023-01-01")) == "f"


def test_the_predecessors_are_those_whose_figures_count_for_a_unit(known: Office) -> None:
    """In the office's order, without itself."""
    assert [unit.id for unit in predecessors(known, "abc", day("2023-01-01"))] == ["a", "ab", "b", "c"]
    assert [unit.id for unit in predecessors(known, "ab", day("2022-01-01"))] == ["a", "b"]
    assert predecessors(known, "ab", day("2021-09-30")) == ()
