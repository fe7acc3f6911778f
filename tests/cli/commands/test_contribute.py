"""`ct58 contribute`: shown, or written as a package."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Ct58

from ct58.exchange.package_reader import read_package

DAY = ("--as-of", "2021-07-15")


def test_without_a_file_the_contents_are_shown(ct58: Ct58, data: Path) -> None:
    """Who, of which time, as of which day, from which state of the data."""
    done = ct58("contribute", *DAY)
    assert done.code == 0
    assert done.out.startswith("CONTRIBUTION · Đảng ủy Khối · 2021 · as of 2021-07-15")
    assert "The data is not kept in a history" in done.out


def test_a_package_is_written_and_told(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """The same bytes each time; who reads it finds the office by the id that it was given."""
    done = ct58("dong-gop", *DAY, "--office", "khoi", "-o", "khoi.zip")
    assert (done.code, done.out) == (0, "")
    assert "khoi.zip: khoi, 2021, as of 2021-07-15" in done.err
    content = (tmp_path / "khoi.zip").read_bytes()
    assert ct58("contribute", *DAY, "--office", "khoi", "-o", "hai.zip", "--quiet").err == ""
    assert (tmp_path / "hai.zip").read_bytes() == content
    assert read_package(tmp_path / "khoi.zip").manifest.office == "khoi"
    assert ct58("contribute", *DAY, "-o", "khoi.zip").code == 4


def test_programs_get_what_the_package_says_of_itself(ct58: Ct58, data: Path) -> None:
    """With how many rows each table has."""
    found = ct58("contribute", *DAY, "--format", "json").data
    assert (found["office"], found["period"], found["expected"]) == ("dang-uy-khoi", "2021", 1)
    assert set(found["rows"]) >= {"contributions", "tasks", "overdue"}


@pytest.mark.parametrize("words", [("--office", "Khối A"), ("-p", "2035"), ("-o", "khoi.rar")])
def test_wrong_usage_is_exit_2(ct58: Ct58, data: Path, words: tuple[str, ...]) -> None:
    """An id with accents, a time outside of the programme's, an ending that is none."""
    assert ct58("contribute", *DAY, *words).code == 2


def test_units_are_named_only_where_they_are_asked_for(
    ct58: Ct58, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said before anything is written; without pyarrow nothing is, and there is a remedy."""
    assert "no unit is named" in ct58("contribute", *DAY).out
    assert "each named in it" in ct58("contribute", *DAY, "--units").out
    assert ct58("contribute", *DAY, "--units", "--format", "json").data["rows"]["units"] == 0
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = ct58("contribute", *DAY, "--units", "-o", "khoi.zip")
    assert done.code == 5
    assert 'pip install "ct58[rollup]"' in done.err
    assert not (data.parent / "khoi.zip").exists()
    assert ct58("contribute", *DAY, "-o", "khoi.zip").code == 0
