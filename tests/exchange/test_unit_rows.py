"""A row a unit in a package: exact, honest about what is not known, believed only as its hash has it."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import replace
from fractions import Fraction
from importlib.util import find_spec
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from tests.exchange.test_package_reader import TABULAR, inside, packed, written
from tests.support.levels import contributed, demo_pieces, sent

from ct58.domain.rollup.package import ContributionPackage
from ct58.domain.rollup.parts import PartOfUnit, PartSums
from ct58.errors import EnvironmentProblem, Refused
from ct58.exchange import package_reader
from ct58.exchange.package_layout import DESCRIPTOR, PARTS_FILE, sha256_of
from ct58.exchange.package_reader import SentUnits, read_package, read_units
from ct58.exchange.package_writer import package_bytes
from ct58.exchange.unit_rows import UNITS_FILE

NEEDS_PYARROW = pytest.mark.skipif(find_spec("pyarrow") is None, reason="pyarrow comes with ct58[rollup]")
KEY = next(key for key, part in sent("a").package.parts.items() if part.units)


def example(*units: PartOfUnit) -> ContributionPackage:
    """A package with such rows."""
    return replace(sent("a").package, units=units)


def one(unit: str = "x", sums: PartSums | None = None, **key: str) -> PartOfUnit:
    """A row."""
    return PartOfUnit(unit, unit.upper(), KEY._replace(**key), sums or PartSums(1, (1, 1), (1, 1)))


def test_without_pyarrow_it_is_said_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing else of a package needs it."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert package_bytes(sent("a").package)
    with pytest.raises(EnvironmentProblem) as caught:
        package_bytes(example(one()))
    assert caught.value.hint is not None
    assert "ct58[rollup]" in caught.value.hint.text


def rows(content: bytes) -> list[dict[str, object]]:
    """The rows of a package."""
    from pyarrow import parquet

    return list(parquet.read_table(io.BytesIO(inside(content)[UNITS_FILE])).to_pylist())


@NEEDS_PYARROW
def test_a_row_says_whose_it_is_and_to_what_it_adds_up() -> None:
    """The office, the hash of the folded table, the part; numbers whole, with their scale."""
    third = PartSums(1, (Fraction(1, 3), 1), (Fraction(1, 2), 1))
    content = package_bytes(example(one(sums=third)))
    (row,) = rows(content)
    assert (row["office"], row["unit"], row["unit_name"]) == ("a", "x", "X")
    assert row["folded"] == sha256_of(inside(content)[PARTS_FILE])
    assert [row[name] for name in ("scale", "point_numerator", "fixed_numerator")] == [6, 2, 3]
    assert (row["period"], str(row["last_day"]), row["has_data"]) == ("2021", "2021-12-31", True)


@NEEDS_PYARROW
def test_what_is_not_known_is_no_nought() -> None:
    """What counts now is null; what is certain may well be nought, and stands there."""
    nothing = one(sums=PartSums(1), has_data="0", role="missing", open='[[[["0","1"]],[],[],0]]')
    (row,) = rows(package_bytes(example(nothing)))
    assert (row["point_numerator"], row["point_denominator"], row["fixed_numerator"]) == (None, None, 0)


@NEEDS_PYARROW
def test_the_file_is_described_and_hashed_like_the_others(tmp_path: Path) -> None:
    """The same content makes the same bytes; who does not ask for the rows reads the package as always."""
    _whole, (office,) = demo_pieces(1)
    package = contributed(office, "a", with_units=True).package
    content = package_bytes(package)
    assert content == package_bytes(package)
    files = inside(content)
    said = json.loads(files[DESCRIPTOR])
    Draft7Validator(TABULAR).validate(said)
    assert {entry["path"]: entry["hash"] for entry in said["resources"]}[UNITS_FILE] == sha256_of(
        files[UNITS_FILE]
    )
    assert len(rows(content)) == len(package.units or ())
    path = written(tmp_path, content)
    assert read_package(path).package.parts == package.parts
    assert read_units(path) == SentUnits("a", sha256_of(files[PARTS_FILE]), files[UNITS_FILE])


@NEEDS_PYARROW
def test_rows_that_were_changed_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their hash is another; or there are none, or more than anybody sends."""
    files = inside(package_bytes(example(one())))
    spoilt = packed({**files, UNITS_FILE: files[UNITS_FILE] + b"x"})
    assert "units.parquet" in str(refused(tmp_path, spoilt).message.params)
    without = refused(tmp_path, package_bytes(sent("a").package))
    assert without.message.text == "{file} has no rows of units."
    monkeypatch.setattr(package_reader, "MOST_OF_UNITS", 10)
    assert "unpacks to more" in refused(tmp_path, packed(files)).message.text


@NEEDS_PYARROW
def test_a_number_that_no_column_holds_is_refused() -> None:
    """Nothing is cut off silently."""
    with pytest.raises(Refused) as caught:
        package_bytes(example(one(sums=PartSums(1, (10**19, 1), (0, 1)))))
    assert caught.value.message.params == {"indicator": "CT-18", "unit": "x"}


def refused(folder: Path, content: bytes) -> Refused:
    """What is said of it."""
    with pytest.raises(Refused) as caught:
        read_units(written(folder, content))
    return caught.value
