"""A check is remembered as it was shown, as long as nothing that it rests on has changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.examples import EXAMPLES, lay

from ct58.services.reading import checking
from ct58.services.reading.checking import Beside, check_data
from ct58.services.reading.data_source import FolderSource


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Data with a warning that has numbers, a place and a subject."""
    return lay(tmp_path / "data", next(path.name for path in sorted(EXAMPLES.glob("F1*"))))


def test_what_was_shown_is_shown_again_without_a_look_at_any_record(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Findings, their subjects and lines."""
    source = FolderSource(root, root.parent / "cache")
    first = check_data(source)
    assert first.entries
    assert first == check_data(FolderSource(root, None))
    monkeypatch.setattr(checking, "load", None)
    assert check_data(source) == first


def test_what_lies_beside_the_data_is_looked_at_again_once_it_is_other(root: Path) -> None:
    """And so is the data."""
    source = FolderSource(root, root.parent / "cache")
    beside = Beside(lambda _root, _office: (), lambda _root: (root.parent / "beside").read_bytes())
    (root.parent / "beside").write_bytes(b"1")
    first = check_data(source, beside=beside)
    found = Beside(lambda _root, _office: [first.entries[0].finding] * 3, beside.state)
    assert check_data(source, beside=found) == first
    (root.parent / "beside").write_bytes(b"2")
    assert len(check_data(source, beside=found).entries) == len(first.entries) + 3
    (root / "office.yaml").write_bytes(b"names: {}\n")
    assert "K001" in {entry.finding.code for entry in check_data(source, beside=beside).entries}
