"""Tests of engines: where ct58[rollup] is not installed they are skipped, and say so (`python3 dev.py engines` installs it)."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import in_this_process

HERE = Path(__file__).parent
IS_INSTALLED = all(find_spec(name) for name in ("ibis", "duckdb", "pyarrow"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks those of this folder; what Ibis calls of the engines' older ways is not ours to mend."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("ignore"))
            if not IS_INSTALLED:
                item.add_marker(
                    pytest.mark.skip(reason="ct58[rollup] is not installed: python3 dev.py engines")
                )


@pytest.fixture
def ct58(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ct58:
    """Run one command line in English, in the test's own folder."""
    return in_this_process(capsys, monkeypatch, tmp_path)
