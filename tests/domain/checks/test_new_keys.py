"""Keys of newer formats than the data's number says."""

from __future__ import annotations

import pytest
from tests.support.checks import findings
from tests.support.offices import figure

from ct58.domain.checks.new_keys import NEW_KEYS, NewKey
from ct58.domain.records.programme import NEWEST_FORMAT
from ct58.store.yaml.schema import allowed_keys

DECISION = figure("paper", 2, type="record", every="quarter")
FIGURES = (figure("rating", 1, asked=False, decided_by="paper"), DECISION)


def test_a_new_key_in_data_without_a_number_is_told_with_its_place() -> None:
    """Whoever types it in by hand learns what is missing."""
    (found,) = (one for one in findings(figures=FIGURES) if one.code == "P324")
    assert (found.file, found.at) == ("programme.yaml", ("figures", 0, "decided_by"))
    assert found.params == {"key": "decided_by", "since": 2, "format": 1}


def test_in_data_of_its_format_a_new_key_is_like_any_other() -> None:
    """Nothing is told."""
    assert [one.code for one in findings(figures=FIGURES, format=2) if one.code == "P324"] == []


def test_what_older_data_means_by_names_is_no_new_key() -> None:
    """Only what stands in the file counts."""
    named = (figure("rating", 1, asked=False), figure("rating_decision", 2, type="record"))
    assert [one.code for one in findings(figures=named) if one.code in ("P323", "P324")] == []


@pytest.mark.parametrize("new", NEW_KEYS, ids=lambda new: ".".join(new.at))
def test_every_new_key_is_one_of_its_kind_of_file(new: NewKey) -> None:
    """And came with a format that this program knows."""
    assert new.at[-1].rstrip("_") in allowed_keys(new.kind, new.at[:-1])
    assert 1 < new.since <= NEWEST_FORMAT
