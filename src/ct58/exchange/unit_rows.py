"""A row a unit, as Parquet beside the folded rows: what it adds to each part, in whole numbers of a scale, so that engines add exactly."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import ModuleType
from typing import Any

from ct58.domain.rollup.parts import YES, PartKey, PartOfUnit
from ct58.errors import EnvironmentProblem, Refused
from ct58.i18n import N_, msg

UNITS_FILE = "units.parquet"
UNIT_SUMS = ("point_numerator", "point_denominator", "fixed_numerator", "fixed_denominator")
_DAYS = ("first_day", "last_day", "ends_on")
_MARKS = ("has_data", "estimated")
UNIT_ROW_TYPES: Mapping[str, str] = {
    **dict.fromkeys(("office", "folded", "unit", "unit_name", *PartKey._fields), "string"),
    **dict.fromkeys(_DAYS, "date"),
    **dict.fromkeys(_MARKS, "boolean"),
    **dict.fromkeys(("scale", *UNIT_SUMS), "integer"),
}
"""The columns. `folded` is the hash of the table of the parts that the rows add up to: a later package has another one.

A sum is its whole number divided by `scale`. `point_…` is null where nothing is known of the unit: that is no nought.
"""
_AT_ONCE = 50_000
"""Rows that are held in memory beside the parts."""
_MOST = 2**63 - 1
UNITS_NEED = N_('Install it into the Python of ct58: pip install "ct58[rollup]"')


def unit_rows_bytes(office: str, folded: str, units: Iterable[PartOfUnit]) -> bytes:
    """The file. Raises EnvironmentProblem where pyarrow is not installed, Refused for a number that no column holds."""
    arrow, parquet = _pyarrow()
    schema, out = _schema(arrow), io.BytesIO()
    left = iter(units)
    with parquet.ParquetWriter(out, schema, compression="zstd", store_schema=False) as writer:
        while some := list(islice(left, _AT_ONCE)):
            cells = zip(*(_row(office, folded, unit) for unit in some), strict=True)
            arrays = [
                arrow.array(list(found), type=field.type) for field, found in zip(schema, cells, strict=True)
            ]
            writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))
    return out.getvalue()


def texts_as_parquet(columns: Mapping[str, Sequence[str]]) -> bytes:
    """A table of texts alone."""
    arrow, parquet = _pyarrow()
    out = io.BytesIO()
    arrays = {name: arrow.array(values, arrow.string()) for name, values in columns.items()}
    parquet.write_table(arrow.table(arrays), out)
    return out.getvalue()


def has_unit_columns(content: bytes) -> bool:
    """Whether a file is Parquet with just these columns."""
    arrow, parquet = _pyarrow()
    try:
        found = parquet.read_schema(io.BytesIO(content))
    except (arrow.ArrowException, OSError):
        return False
    return bool(found.remove_metadata().equals(_schema(arrow)))


def described_units() -> Mapping[str, object]:
    """What the descriptor says about the file."""
    fields = [{"name": name, "type": type_} for name, type_ in UNIT_ROW_TYPES.items()]
    return {
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": {"fields": fields, "primaryKey": ["unit", *PartKey._fields]},
    }


def _schema(arrow: ModuleType) -> Any:
    types = {
        "string": arrow.string(),
        "integer": arrow.int64(),
        "boolean": arrow.bool_(),
        "date": arrow.date32(),
    }
    return arrow.schema([(name, types[type_]) for name, type_ in UNIT_ROW_TYPES.items()])


def _row(office: str, folded: str, unit: PartOfUnit) -> tuple[object, ...]:
    key = unit.key
    days = {name: dt.date.fromisoformat(getattr(key, name)) for name in _DAYS}
    marks = {name: getattr(key, name) == YES for name in _MARKS}
    return (office, folded, unit.unit, unit.name, *key._replace(**days, **marks), *_numbers(unit))  # type: ignore[arg-type]


def _numbers(unit: PartOfUnit) -> Iterator[int | None]:
    """The scale by which all are whole, then each."""
    numbers = (*unit.sums.point, *unit.sums.fixed)
    scale = math.lcm(*(number.denominator for number in numbers))
    whole = [int(number * scale) for number in numbers]
    if max(map(abs, whole)) > _MOST:
        text = N_("{indicator} of {unit}: a number of so many digits has no place in a row of units.")
        raise Refused(
            msg(text, indicator=unit.key.indicator, unit=unit.unit),
            msg(N_("Check the figure; or write the package without --units.")),
        )
    yield scale
    yield from (None, None, *whole[2:]) if unit.says_nothing else whole


def _pyarrow() -> tuple[ModuleType, ModuleType]:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise EnvironmentProblem(
            msg(N_("Rows of units are Parquet, which needs pyarrow; it is not installed here.")),
            msg(UNITS_NEED),
        ) from error
    return pa, parquet
