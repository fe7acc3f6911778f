"""docs/rollup.md: the levels.yaml that it shows is one."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.command_line import ROOT

from ct58.store.cache import RecordCache
from ct58.store.levels_file import read_levels

PAGE = (ROOT / "docs" / "rollup.md").read_text(encoding="utf-8")


def test_the_file_that_is_shown_is_right(tmp_path: Path) -> None:
    """Every key of it."""
    (shown,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    path = tmp_path / "levels.yaml"
    path.write_text(shown, encoding="utf-8")
    levels = read_levels(path, RecordCache(tmp_path / "cache"))
    assert [office.id for office in levels.below("tinh")] == ["khoi", "huyen-a"]
    assert levels.indicators[0].from_ == {"huyen-a": "CT-05", "khoi": None}
