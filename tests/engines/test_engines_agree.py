"""One Ibis expression: DuckDB and Spark come to what the standard library comes to; for other clusters it is compiled to their SQL."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Golden
from tests.support.levels import put_together, sent, shared, tree

from ct58.domain.records.levels import AcceptedDefinition
from ct58.domain.rollup.adding import Added
from ct58.domain.rollup.package import ReceivedPackage
from ct58.domain.rollup.parts import PartKey, PartOfUnit, Parts, PartSums, sum_of_parts
from ct58.exchange.package_reader import SentUnits, read_units
from ct58.exchange.package_writer import package_bytes
from ct58.exchange.unit_rows import UNIT_ROW_TYPES, texts_as_parquet
from ct58.exchange.unit_sums import SENT_COLUMNS, level_sums, parts_in, sent_rows

TYPES = {"string": "string", "integer": "int64", "boolean": "boolean", "date": "date"}
THIRD, HALF = Fraction(1, 3), Fraction(1, 2)
CHOICES = '[[[["0","0"],["0","1"],["1","1"]],[],[],0]]'
LEAST_JAVA = 17
BEYOND_DOUBLES = 2**53 + 1
Units = Sequence[tuple[str, PartSums, str]]
"""Of each unit its role, what it adds, and what is open."""
FIRST: Units = (
    ("counted", PartSums(1, (1, 1), (1, 1)), ""),
    ("missing", PartSums(1), CHOICES),
)
LATE: Units = (
    ("counted", PartSums(1, (THIRD, 1), (THIRD, 1)), ""),
    ("counted", PartSums(1, (Fraction(15, 2), 1), (THIRD, 1)), ""),
    ("counted", PartSums(1, (BEYOND_DOUBLES, BEYOND_DOUBLES), (BEYOND_DOUBLES, 1)), ""),
    ("counted", PartSums(1, (BEYOND_DOUBLES, BEYOND_DOUBLES), (1, 1)), ""),
    ("partial", PartSums(1, (0, HALF), (0, HALF)), CHOICES),
    ("missing", PartSums(1), CHOICES),
    ("missing", PartSums(1), CHOICES),
    ("unreadable", PartSums(1), CHOICES),
)
OTHER: Units = (("counted", PartSums(1, (-2, 3), (-2, 3)), ""), ("left_out", PartSums(1), ""))


def package(office: str, units: Units, **given: object) -> ReceivedPackage:
    """A package of such units, folded and one by one."""
    found = sent(office, (), **given)  # type: ignore[arg-type]
    (empty,) = found.package.parts
    parts = tuple(
        PartOfUnit(f"đv-{place}", f"Đơn vị {place}", _key(empty, role, opened), sums)
        for place, (role, sums, opened) in enumerate(units)
    )
    folded = sum_of_parts([(empty, PartSums()), *((part.key, part.sums) for part in parts)])
    return replace(found, package=replace(found.package, parts=folded, units=parts))


def _key(key: PartKey, role: str, opened: str) -> PartKey:
    return key._replace(
        kind="" if role == "unreadable" else "agency",
        role=role,
        open=opened,
        has_data=str(int(role in ("counted", "partial", "left_out"))),
    )


PACKAGES = {
    "a-first": package("a", FIRST),
    "a": package("a", LATE),
    "b": package("b", OTHER, code="NV-7", definition="sha256:2"),
    "stranger": package("x", FIRST),
}
"""A first package and its late correction; another programme's; one of an office that this level does not have. Of `c` nothing came."""
LEVELS = tree(
    "a",
    "b",
    "c",
    indicators=(shared(from_={"b": "NV-7"}), shared("CT-20", from_={"a": "CT-18"})),
    accepted=(AcceptedDefinition(office="b", definition="sha256:2", reason="như nhau", document="12-CV"),),
)
ADDED: Added = put_together(LEVELS, [PACKAGES["a"], PACKAGES["b"]])
EXPECTED = {key: part for key, part in ADDED.parts.items() if part.units}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All rows that ever came lie in one place; `sent` says which packages are added."""
    folder = tmp_path_factory.mktemp("rows")
    found: dict[str, SentUnits] = {}
    for name, one in PACKAGES.items():
        (folder / f"{name}.zip").write_bytes(package_bytes(one.package))
        found[name] = read_units(folder / f"{name}.zip")
        (folder / f"{name}.parquet").write_bytes(found[name].content)
    folded = {name: found[name].folded for name in ("a", "b")}
    (folder / "sent").mkdir()
    (folder / "sent" / "sent.parquet").write_bytes(texts_as_parquet(sent_rows(ADDED, folded)))
    return folder


def sums(backend: Any, files: Path) -> Any:
    """The expression over an engine's tables."""
    units = backend.read_parquet(str(files / "*.parquet"), table_name="unit_rows")
    return level_sums(units, backend.read_parquet(str(files / "sent" / "*.parquet"), table_name="sent"))


def parts(rows: Sequence[Mapping[str, Any]]) -> Parts:
    """What an engine comes to."""
    return parts_in(rows)


def test_duckdb_comes_to_what_the_standard_library_comes_to(files: Path) -> None:
    """Thirds, halves, whole numbers beyond any double, nulls; two codes of one; the first package does not count."""
    import ibis

    backend = ibis.duckdb.connect()
    assert parts(backend.to_pyarrow(sums(backend, files)).to_pylist()) == EXPECTED
    assert {key.indicator for key in EXPECTED} == {"CT-18", "CT-20"}


def test_a_file_of_the_sums_has_whole_numbers(files: Path, tmp_path: Path) -> None:
    """DuckDB's own sum would be a double there."""
    import ibis
    from pyarrow import parquet

    backend = ibis.duckdb.connect()
    backend.to_parquet(sums(backend, files), tmp_path / "sums.parquet")
    found = parquet.read_table(tmp_path / "sums.parquet")
    assert {str(found.schema.field(name).type) for name in ("units", "point_numerator")} == {"int64"}
    assert parts(found.to_pylist()) == EXPECTED


def java_version() -> int:
    """Of the Java that is found first; 0 where there is none."""
    if not shutil.which("java"):
        return 0
    answer = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "([0-9]+)', answer)
    return int(found[1]) if found else 0


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """Spark in local mode, on this computer alone."""
    if not find_spec("pyspark"):
        pytest.skip("Spark is not installed: python3 dev.py engines --spark")
    if java_version() < LEAST_JAVA:
        pytest.skip(f"Spark needs Java {LEAST_JAVA} or later")
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
    }
    session = SparkSession.builder.master("local[1]").config(map=settings).getOrCreate()
    yield session
    session.stop()


@pytest.mark.spark
@pytest.mark.slow
def test_spark_comes_to_the_same(spark: Any, files: Path) -> None:
    """The same expression, unchanged."""
    import ibis

    backend = ibis.pyspark.connect(spark)
    assert parts(backend.to_pyarrow(sums(backend, files)).to_pylist()) == EXPECTED


@pytest.mark.parametrize("dialect", ["trino", "bigquery"])
def test_for_other_clusters_it_is_compiled(dialect: str, golden: Golden) -> None:
    """To their own SQL; nothing is connected to."""
    import ibis

    units = ibis.table({name: TYPES[type_] for name, type_ in UNIT_ROW_TYPES.items()}, name="unit_rows")
    chosen = ibis.table(dict.fromkeys(SENT_COLUMNS, "string"), name="sent")
    golden(f"{ibis.to_sql(level_sums(units, chosen), dialect=dialect)}\n", f"{dialect}.sql")


@pytest.mark.parametrize("number", [2**63 - 1, -(2**63) + 1])
def test_a_sum_that_no_column_holds_fails_instead_of_being_rounded(tmp_path: Path, number: int) -> None:
    """As each row says a whole number, so does the sum."""
    import duckdb
    import ibis

    whole = PartSums(1, (number, 1), (0, 1))
    one = package("a", (("counted", whole, ""), ("counted", whole, "")))
    (tmp_path / "a.zip").write_bytes(package_bytes(one.package))
    found = read_units(tmp_path / "a.zip")
    (tmp_path / "a.parquet").write_bytes(found.content)
    (tmp_path / "sent").mkdir()
    (tmp_path / "sent" / "sent.parquet").write_bytes(texts_as_parquet(sent_rows(ADDED, {"a": found.folded})))
    backend = ibis.duckdb.connect()
    with pytest.raises(duckdb.Error):
        backend.to_pyarrow(sums(backend, tmp_path))
