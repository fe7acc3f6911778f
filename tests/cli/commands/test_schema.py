"""`ct58 schema`: JSON Schemas for editors."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Ct58

from ct58.store.yaml.schema import KINDS


def test_one_schema_is_printed(ct58: Ct58) -> None:
    """Without any data folder."""
    done = ct58("schema", "report")
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out)["$id"] == "ct58/report/1"


def test_all_of_them_are_written_into_a_folder_and_replaced(ct58: Ct58, tmp_path: Path) -> None:
    """They are generated, so an old one may go."""
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "unit.json").write_text("cũ", encoding="utf-8")
    assert ct58("schema", "all", "-o", "schemas").code == 0
    assert sorted(path.name for path in (tmp_path / "schemas").iterdir()) == sorted(
        f"{kind}.json" for kind in KINDS
    )
    assert json.loads((tmp_path / "schemas" / "unit.json").read_text(encoding="utf-8"))["title"] == "Unit"
