"""“-” where a file is asked: what another program writes."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import REPORT
from tests.support.desk import sit_down


@pytest.fixture(autouse=True)
def _in_july(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sit_down(monkeypatch, tmp_path, "2021-07-15")


def piped(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """What the next command finds on standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))


def test_a_table_is_taken_over_and_no_name_is_made_up(
    ct58: Ct58, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a file that never was."""
    piped(monkeypatch, b"unit,5\nso-y-te,12\n")
    outcome = ct58("import", "-", "--period", "2021-Q2")
    assert (outcome.code, outcome.err) == (0, "")
    text = (data / REPORT).read_text(encoding="utf-8")
    assert "members_admitted: 12" in text
    assert "sha256" in text
    assert "file:" not in text


@pytest.mark.usefixtures("data")
def test_a_workbook_is_known_by_its_content(
    ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no ending to go by."""
    assert ct58("form", "--period", "2021-Q2", "-o", "bieu").code == 0
    (form,) = (tmp_path / "bieu").iterdir()
    piped(monkeypatch, form.read_bytes())
    outcome = ct58("import", "-", "--dry-run", "--format", "json")
    assert outcome.data["blank"] == ["-"]


def test_a_list_of_units_too(ct58: Ct58, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Into the register."""
    piped(monkeypatch, "Tên đơn vị,Loại\nSở Tư pháp,cơ quan\n".encode())
    assert ct58("unit", "import", "-").code == 0
    assert (data / "units/so-tu-phap/unit.yaml").is_file()


@pytest.mark.usefixtures("data")
def test_what_is_no_table_is_refused(ct58: Ct58, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a file would be."""
    piped(monkeypatch, b"%PDF-1.4\n\x00\x01")
    assert ct58("import", "-", "--period", "2021-Q2").code == 4
