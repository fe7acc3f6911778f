"""A desk for the documents' tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.clerk import Desk


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Desk:
    """In a folder of the test's own."""
    return Desk(monkeypatch, capsys, tmp_path)
