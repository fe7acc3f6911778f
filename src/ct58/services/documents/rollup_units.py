"""Rows of units of many offices, added by DuckDB on this computer: nothing leaves it, and no extension is fetched."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from ct58.domain.rollup.adding import Added, window_key
from ct58.domain.rollup.by_units import added_by_units, refuse_other_sums
from ct58.errors import EnvironmentProblem, Refused
from ct58.exchange.package_reader import read_units
from ct58.exchange.unit_rows import UNITS_NEED, has_unit_columns, texts_as_parquet
from ct58.exchange.unit_sums import (
    ENGINES_MISSING,
    ibis_library,
    office_sums,
    parts_in,
    sent_rows,
    sums_of_offices,
    unit_rows_behind,
)
from ct58.i18n import N_, msg
from ct58.views.rollup import RollupView
from ct58.views.rollup_units import LevelUnits, level_units

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend
    from ibis.expr.types import Table

SETTINGS: Mapping[str, Any] = {
    "memory_limit": "160MB",
    "threads": 4,
    "preserve_insertion_order": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
"""What does not fit into the memory goes to the disk, into the folder of the rows."""
UNIT_ROWS, SENT = "unit_rows", "sent.parquet"
_OFFICES_AT_ONCE = 50
_ROWS_AT_ONCE = 10_000
_SEND_AGAIN = N_("Ask the office to send it again, made by ct58 contribute --units.")


def add_units(
    packages: Sequence[Path], added: Added, look: Callable[[Added], RollupView], *, with_rows: bool
) -> tuple[Added, RollupView]:
    """The level by the rows of units; `with_rows`: also those behind each figure that is shown.

    Raises EnvironmentProblem where an engine is not installed, Refused for rows that are none, that were changed, or that
    come to something else than what the office handed up.
    """
    with TemporaryDirectory(prefix="ct58-") as name, local_engine(Path(name)) as engine:
        Path(name, UNIT_ROWS).mkdir()
        for file, make in engine_files(packages, added):
            Path(name, file).write_bytes(make())
        units = engine.read_parquet(f"{name}/{UNIT_ROWS}/*.parquet", hive_partitioning=False)
        sent = engine.read_parquet(f"{name}/{SENT}")
        by_units = _checked(engine, units, sent, added)
        view = look(by_units)
        found = LevelUnits(
            rows=int(engine.to_pyarrow(units.count()).as_py()),
            of={
                window: level_units(_rows(engine, unit_rows_behind(units, sent, window)), added.levels)
                for window in (window_key(row.code, row.window) for row in (view.rows if with_rows else ()))
            },
        )
    return by_units, replace(view, by_units=found)


def engine_files(packages: Sequence[Path], added: Added) -> Sequence[tuple[str, Callable[[], bytes]]]:
    """What an engine reads: the rows of units, and which package of an office is added under which codes.

    One file an office, each made when its turn comes; a folder named `year=2025` would make a number of it.
    """
    folded: dict[str, str] = {}

    def rows(path: Path) -> bytes:
        found = read_units(path)
        if not has_unit_columns(found.content):
            text = N_("{file}: its rows of units have other columns, or are no Parquet.")
            raise Refused(msg(text, file=path.name), msg(_SEND_AGAIN))
        folded[found.office] = found.folded
        return found.content

    each = [(f"{UNIT_ROWS}/{place}.parquet", partial(rows, path)) for place, path in enumerate(packages)]
    return [*each, (SENT, lambda: texts_as_parquet(sent_rows(added, folded)))]


@contextmanager
def local_engine(folder: Path) -> Iterator[Backend]:
    """DuckDB in this process, with a bound on its memory. What it cannot make of the rows is a refusal."""
    try:
        import duckdb
    except ImportError as error:
        raise EnvironmentProblem(msg(ENGINES_MISSING), msg(UNITS_NEED)) from error
    engine = ibis_library().duckdb.connect(temp_directory=str(folder), **SETTINGS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Ibis calls DuckDB in older ways
            yield engine
    except (duckdb.OutOfMemoryException, duckdb.IOException) as error:
        text = N_("There is no memory or no disk left for the rows of units: {problem}")
        hint = N_("Free some space, or add them on an engine of your own: --rows DIR (docs/rollup.md).")
        raise EnvironmentProblem(msg(text, problem=_first_line(error)), msg(hint)) from error
    except duckdb.Error as error:
        text = N_("The rows of units cannot be added: {problem}")
        raise Refused(msg(text, problem=_first_line(error)), msg(_SEND_AGAIN)) from error
    finally:
        engine.disconnect()


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


def _checked(engine: Backend, units: Table, sent: Table, added: Added) -> Added:
    """The level's parts, once the parts of every office are what it handed up."""
    sums = engine.create_table("sums", office_sums(units, sent), temp=True)
    left = iter(added.sent)
    while some := list(islice(left, _OFFICES_AT_ONCE)):
        rows = _rows(engine, sums.filter(sums.office.isin(some)).order_by("office"))
        found = {office: parts_in(of_one) for office, of_one in groupby(rows, key=itemgetter("office"))}
        for office in some:
            refuse_other_sums(added, office, found.get(office, {}))
    return added_by_units(added, parts_in(_rows(engine, sums_of_offices(sums))))


def _rows(engine: Backend, table: Table) -> Iterator[Mapping[str, Any]]:
    for batch in engine.to_pyarrow(table).to_batches(max_chunksize=_ROWS_AT_ONCE):
        yield from batch.to_pylist()
