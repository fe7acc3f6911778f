"""`ct58 rollup --units`: the rows of units, added by DuckDB, are what was handed up folded, and what is not is refused."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tests.cli.commands.test_rollup import LEVELS
from tests.cli.conftest import Ct58
from tests.exchange.test_package_reader import changed, inside, packed
from tests.support.levels import contributed, demo_pieces, sent

from ct58.domain.rollup.package import ContributionPackage
from ct58.domain.rollup.parts import PartOfUnit, PartSums
from ct58.errors import EnvironmentProblem
from ct58.exchange.package_writer import package_bytes
from ct58.exchange.unit_rows import UNITS_FILE
from ct58.services.documents.rollup_units import local_engine

FILES = ("levels.yaml", "a.zip", "b.zip")


def with_units(
    package: ContributionPackage, units: Iterable[PartOfUnit] | None = None
) -> ContributionPackage:
    """A package with rows of units that come to its parts: the first of a part has all, the others nothing."""
    if units is None:
        units = (
            PartOfUnit(f"{key.role}-{number}", "", key, sums if number == 0 else PartSums(1))
            for key, part in package.parts.items()
            for number in range(part.units)
            for sums in (PartSums(1, part.point, part.fixed),)
        )
    return replace(package, units=tuple(units))


@pytest.fixture
def level(tmp_path: Path) -> Path:
    """What two offices have sent, with rows of units."""
    (tmp_path / "levels.yaml").write_text(LEVELS, encoding="utf-8")
    for name in ("a", "b"):
        (tmp_path / f"{name}.zip").write_bytes(package_bytes(with_units(sent(name).package)))
    return tmp_path


def test_the_figures_are_those_of_the_folded_rows(ct58: Ct58, level: Path) -> None:
    """On the page and for programs; it is said that they were added one by one."""
    folded = ct58("rollup", *FILES, "--format", "json").data
    done = ct58("rollup", *FILES, "--units", "--format", "json")
    assert done.code == 0, done.err
    assert done.data == folded
    assert "Added of 20 rows of units" in ct58("rollup", *FILES, "--units").out


def test_a_figure_is_traced_to_its_units(ct58: Ct58, level: Path) -> None:
    """Each with what counts of it; where nothing is known there is no nought. `--at` asks for one office's."""
    (level / "b.zip").write_bytes(package_bytes(with_units(sent("b", OPEN).package)))
    found = ct58("rollup", *FILES, "--units", "--id", "ct-18", "--format", "json").data["indicators"][0]
    assert len(found["units"]) == 14
    states = {(one["office"], one["state"], one["open"], one["denominator"]) for one in found["units"]}
    assert states >= {("a", "counted", False, 10), ("b", "missing", True, None)}
    page = ct58("rollup", "levels.yaml", "b.zip", "--units", "--id", "CT-18", "--at", "b").out
    assert "UNITS OF CT-18" in page
    assert "missing-0" in page
    assert "Khối A" not in page


CHOICES = '[[[["0","0"],["0","1"],["1","1"]],[],[],0]]'
OPEN = (("counted", 2, (1, 2), ""), ("missing", 2, (0, 0), CHOICES))


def test_an_office_s_every_figure_comes_out_the_same(ct58: Ct58, tmp_path: Path) -> None:
    """A made-up office cut up: all indicators, readings and windows, what is open included."""
    _whole, pieces = demo_pieces(2)
    for name, office in zip(("a", "b"), pieces, strict=True):
        content = package_bytes(contributed(office, name, with_units=True).package)
        (tmp_path / f"{name}.zip").write_bytes(content)
    (tmp_path / "levels.yaml").write_text(LEVELS, encoding="utf-8")
    asked = ("rollup", *FILES, "--by", "office", "--format", "json")
    assert ct58(*asked, "--units").data == ct58(*asked).data


def fewer(units: Sequence[PartOfUnit]) -> list[PartOfUnit]:
    """Without the last unit."""
    return list(units[:-1])


def another(units: Sequence[PartOfUnit]) -> list[PartOfUnit]:
    """With a numerator that is another."""
    return [units[0]._replace(sums=PartSums(1, (5, 10), (6, 10))), *units[1:]]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (fewer, "b.zip: CT-18, 2021, agency: the rows of units come to 9 units, 6/10 (certain 6/10), the folded ones to"),
        (another, "come to 10 units, 5/10 (certain 6/10), the folded ones to 10 units, 6/10"),
        (lambda _units: [], "come to 0 units, 0/0"),
    ],
)  # fmt: skip
def test_rows_that_come_to_something_else_are_refused(
    ct58: Ct58, level: Path, change: object, said: str
) -> None:
    """With the office's file, the figure and both sums; nothing is shown of them."""
    package = with_units(sent("b").package)
    spoilt = with_units(package, change(package.units))  # type: ignore[operator]
    (level / "b.zip").write_bytes(package_bytes(spoilt))
    done = ct58("rollup", *FILES, "--units")
    assert (done.code, done.out) == (4, "")
    assert said in done.err
    assert ct58("rollup", *FILES).code == 0


def test_rows_of_another_package_do_not_count(ct58: Ct58, level: Path) -> None:
    """A late correction with the rows of the first: they name the table that they belong to."""
    first = inside((level / "b.zip").read_bytes())
    late = sent("b", (("counted", 10, (7, 10), ""),)).package
    files = {**inside(package_bytes(with_units(late))), UNITS_FILE: first[UNITS_FILE]}
    (level / "b.zip").write_bytes(packed(changed(files, lambda _said: None)))
    done = ct58("rollup", *FILES, "--units")
    assert done.code == 4
    assert "come to 0 units" in done.err


@pytest.mark.parametrize("content", [b"PAR1", b"office,unit\n", b""])
def test_what_is_no_table_of_units_is_refused(ct58: Ct58, level: Path, content: bytes) -> None:
    """However right its hash is."""
    files = {**inside((level / "b.zip").read_bytes()), UNITS_FILE: content}
    (level / "b.zip").write_bytes(packed(changed(files, lambda _said: None)))
    done = ct58("rollup", *FILES, "--units")
    assert done.code == 4
    assert "b.zip: its rows of units have other columns, or are no Parquet." in done.err


def test_columns_that_are_right_over_pages_that_are_not(ct58: Ct58, level: Path) -> None:
    """What the engine cannot read is the office's matter, too."""
    files = inside((level / "b.zip").read_bytes())
    content = files[UNITS_FILE]
    files[UNITS_FILE] = content[:8] + b"\xff" * 64 + content[72:]
    (level / "b.zip").write_bytes(packed(changed(files, lambda _said: None)))
    done = ct58("rollup", *FILES, "--units")
    assert (done.code, done.out) == (4, "")


def test_who_sent_no_units_is_named(ct58: Ct58, level: Path) -> None:
    """With how to have them."""
    (level / "b.zip").write_bytes(package_bytes(sent("b").package))
    done = ct58("rollup", *FILES, "--units")
    assert done.code == 4
    assert "b.zip has no rows of units." in done.err
    assert "ct58 contribute --units" in done.err


def test_the_engine_fetches_nothing_and_is_bounded(tmp_path: Path) -> None:
    """No extension comes from anywhere; what does not fit into its memory goes to the folder of the rows."""
    with local_engine(tmp_path) as engine:
        names = ("autoinstall_known_extensions", "autoload_known_extensions", "temp_directory")
        found = [engine.raw_sql(f"SELECT current_setting('{name}')").fetchone()[0] for name in names]
    assert found == [False, False, str(tmp_path)]


def test_a_full_disk_is_the_computer_s_matter(tmp_path: Path) -> None:
    """Exit 5, and no office is asked for anything."""
    import duckdb

    with pytest.raises(EnvironmentProblem), local_engine(tmp_path):
        raise duckdb.OutOfMemoryException("failed to offload data block")


def test_without_engines_it_is_said_what_to_do(
    ct58: Ct58, level: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 5; the folded rows need none of them."""
    for name in ("duckdb", "ibis"):
        with monkeypatch.context() as patch:
            patch.setitem(sys.modules, name, None)
            done = ct58("rollup", *FILES, "--units")
            assert (done.code, done.out) == (5, "")
            assert 'pip install "ct58[rollup]"' in done.err
            assert ct58("rollup", *FILES).code == 0


def test_the_rows_are_laid_out_for_another_engine(ct58: Ct58, level: Path) -> None:
    """One file an office, and which package is added under which code; nothing is overwritten without being told."""
    done = ct58("rollup", *FILES, "--rows", "rows")
    assert done.code == 0, done.err
    files = {path.relative_to(level / "rows").as_posix() for path in (level / "rows").rglob("*.parquet")}
    assert files == {"unit_rows/0.parquet", "unit_rows/1.parquet", "sent.parquet"}
    assert ct58("rollup", *FILES, "--rows", "rows").code == 4
    assert ct58("rollup", *FILES, "--rows", "rows", "--force").code == 0
