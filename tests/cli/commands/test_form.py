from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Ct58


@pytest.mark.usefixtures("data")
def test_forms_are_written_and_the_way_back_is_said(ct58: Ct58, tmp_path: Path) -> None:
    """One file for the one unit that owes the report."""
    outcome = ct58("form", "--period", "2021-Q2", "-o", "forms")
    assert (outcome.code, outcome.err) == (0, "")
    assert "ct58 import forms --dry-run" in outcome.out
    assert [path.name for path in (tmp_path / "forms").iterdir()] == ["so-y-te-2021-Q2.xlsx"]


@pytest.mark.usefixtures("data")
def test_what_is_there_is_not_overwritten(ct58: Ct58) -> None:
    """Exit 4; with --force it is."""
    arguments = ("form", "so", "y", "te", "--period", "2021-Q2", "-o", "forms")
    assert [ct58(*arguments).code, ct58(*arguments).code, ct58(*arguments, "--force").code] == [0, 4, 0]


@pytest.mark.usefixtures("data")
def test_a_grid_is_one_workbook(ct58: Ct58, tmp_path: Path) -> None:
    """Its JSON names it and the units."""
    outcome = ct58("form", "--period", "2021-Q2", "--grid", "-o", "grid.xlsx", "--format", "json")
    assert outcome.data == {"files": ["grid.xlsx"], "units": ["so-y-te"]}
    assert (tmp_path / "grid.xlsx").is_file()


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize(
    "arguments",
    [
        ("--period", "2021-Q2"),
        ("--period", "2021-Q2", "-o", "x.xlsx"),
        ("--period", "2021-Q2", "--grid", "-o", "x.pdf"),
        ("--period", "2021-Q1", "-o", "x"),
        ("van-phong", "--period", "2021-Q2", "-o", "x"),
    ],
)
def test_wrong_usage_is_exit_2(ct58: Ct58, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """And nothing is written."""
    before = sorted(tmp_path.iterdir())
    assert ct58("form", *arguments).code == 2
    assert sorted(tmp_path.iterdir()) == before
