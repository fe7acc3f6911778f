"""Writing a contribution: one zip of which the bytes depend on its content alone."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping

from ct58.domain.rollup.package import TABLES, ContributionPackage
from ct58.domain.rollup.parts import PartKey, PartSums, in_order, number_text
from ct58.exchange.package_layout import (
    DESCRIPTOR,
    PART_COLUMNS,
    PARTS_FILE,
    WORDINGS_FILE,
    PackageFile,
    csv_name,
    descriptor,
    sha256_of,
    table_schema,
)
from ct58.ooxml import zip_entry

_CSV: Mapping[str, object] = {
    "profile": "tabular-data-resource",
    "format": "csv",
    "mediatype": "text/csv",
    "encoding": "utf-8",
}


def package_bytes(package: ContributionPackage) -> bytes:
    """The zip of a contribution. Raises EnvironmentProblem for rows of units where pyarrow is not installed."""
    parts = _parts(package)
    files = [parts, _wordings(package), *_tables(package), *_units(package, parts)]
    said = json.dumps(descriptor(package.manifest, files), ensure_ascii=False, indent=1, sort_keys=True)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr(zip_entry(DESCRIPTOR), f"{said}\n".encode())
        for file in files:
            target.writestr(zip_entry(file.name), file.content)
    return out.getvalue()


def _parts(package: ContributionPackage) -> PackageFile:
    packed = io.BytesIO()
    with gzip.GzipFile("", "wb", mtime=0, fileobj=packed) as stream:
        stream.write(_table(PART_COLUMNS, (_row(key, part) for key, part in in_order(package.parts))))
    described = {
        **_CSV,
        "compression": "gz",
        "schema": {**table_schema(PART_COLUMNS), "primaryKey": list(PartKey._fields)},
    }
    return PackageFile(PARTS_FILE, packed.getvalue(), described)


def _row(key: PartKey, part: PartSums) -> tuple[object, ...]:
    return (*key, part.units, *map(number_text, (*part.point, *part.fixed)))


def _wordings(package: ContributionPackage) -> PackageFile:
    """The definitions behind the hashes, apart: only who holds two against each other reads them."""
    said = json.dumps(dict(package.manifest.wordings), ensure_ascii=False, indent=1, sort_keys=True)
    described = {"format": "json", "mediatype": "application/json", "encoding": "utf-8"}
    return PackageFile(WORDINGS_FILE, f"{said}\n".encode(), described)


def _tables(package: ContributionPackage) -> Iterator[PackageFile]:
    for name, columns in TABLES.items():
        described = {**_CSV, "schema": table_schema(columns)}
        yield PackageFile(csv_name(name), _table(columns, package.tables.get(name, ())), described)


def _units(package: ContributionPackage, parts: PackageFile) -> Iterator[PackageFile]:
    if package.units is not None:
        from ct58.exchange.unit_rows import UNITS_FILE, described_units, unit_rows_bytes

        content = unit_rows_bytes(package.manifest.office, sha256_of(parts.content), package.units)
        yield PackageFile(UNITS_FILE, content, described_units())


def _table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    """A CSV file for programs: UTF-8 without a mark, a line feed at each end."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()
