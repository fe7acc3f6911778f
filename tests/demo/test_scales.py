"""Ratings and yes/no figures are dealt out by exact counts, near the usual ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from ct58.demo.form import Form
from ct58.demo.scales import scales_of
from ct58.domain.records.programme import Programme
from ct58.store.loader import load
from ct58.store.sources import read_folder

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def programme() -> Programme:
    """The shipped programme."""
    records = load(read_folder(DATA).sources).records
    assert records is not None
    return records.programme


@pytest.mark.parametrize("size", [0, 1, 2, 9, 50, 183])
def test_ambiguous_counts_are_counts_of_all_units(programme: Programme, size: int) -> None:
    """Whatever the size, the levels together hold every unit once."""
    for scale in scales_of(Form(programme, ()), 1.0):
        counts = scale.ambiguous_counts(size, programme.indicators)
        if counts is not None:
            assert sum(counts) == size
            assert min(counts) >= 0


def test_the_best_units_get_the_best_levels(programme: Programme) -> None:
    """Levels are dealt out from the top; whom the counts don't reach is not rated."""
    scale = next(s for s in scales_of(Form(programme, ()), 1.0) if s.figures[0].key == "party_rating")
    dealt = scale.deal((1, 1, 0, 0), ["a", "b", "c"])
    words = [level["party_rating"] for level in dealt.values()]
    assert words == ["excellent", "good", "not_rated"]
