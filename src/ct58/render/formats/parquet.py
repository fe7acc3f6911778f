"""Tables as Parquet, by pyarrow, which is no part of ct58: it comes with `ct58[parquet]`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from types import ModuleType
from typing import BinaryIO

from ct58.errors import EnvironmentProblem
from ct58.i18n import N_, msg
from ct58.views.export import ColumnType, ExportColumn

_AT_ONCE = 50_000
"""Rows that are held in memory."""


def write_parquet(
    stream: BinaryIO, columns: Sequence[ExportColumn], rows: Iterable[Sequence[object]]
) -> None:
    """Rows with the types of their columns. Raises EnvironmentProblem where pyarrow is not installed."""
    arrow, parquet = _pyarrow()
    types: Mapping[ColumnType, object] = {
        "string": arrow.string(),
        "integer": arrow.int64(),
        "boolean": arrow.bool_(),
        "date": arrow.date32(),
        "list": arrow.list_(arrow.string()),
    }
    schema = arrow.schema([(column.name, types[column.type]) for column in columns])
    left = iter(rows)
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while some := list(islice(left, _AT_ONCE)):
            cells = zip(*some, strict=True)
            arrays = [
                arrow.array([_value(cell, column.type) for cell in found], type=types[column.type])
                for column, found in zip(columns, cells, strict=True)
            ]
            writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))


def _value(cell: object, type_: ColumnType) -> object:
    """A cell as its column has it; a column of texts holds values of every type as they are written."""
    if cell is None or type_ != "string" or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)


def _pyarrow() -> tuple[ModuleType, ModuleType]:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise EnvironmentProblem(
            msg(N_("Parquet files need pyarrow, which is not installed here.")),
            msg(N_("Install it into the Python of ct58 (pip install pyarrow), or write .csv or .jsonl.")),
        ) from error
    return pa, parquet
