"""Rows of units of many offices on DuckDB: the Ibis expression against SQL written by hand, and the memory that it takes.

Needs ct58[rollup] (`python3 dev.py engines` installs it). The files are read anew each time.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from demo import print_memory

OFFICES, MANY_OFFICES = 100, 500
ROWS = 100_000
"""An office's: 500 units, 25 indicators, 8 windows."""
ROUNDS = 5
"""The first of them is not counted."""
LIMIT = 2.0
"""Times the SQL written by hand."""
MOST_MEMORY = 400
"""MB, whatever the number of rows."""
OFFICE = """
COPY (
  SELECT '{office}' AS office, 'sha256:{office}' AS folded, 'don-vi-' || u AS unit, 'Đơn vị ' || u AS unit_name,
    'CT-' || i AS indicator, '' AS reading, 'sha256:' || md5(i::VARCHAR) AS definition, '2021-Q' || w AS period,
    DATE '2021-01-01' AS first_day, DATE '2021-03-31' AS last_day, DATE '2021-03-31' AS ends_on, '' AS through, '' AS cut,
    ['agency', 'enterprise', 'school', 'commune'][1 + u % 4] AS kind,
    CASE WHEN u % 9 = 0 THEN 'missing' ELSE 'counted' END AS role,
    CASE WHEN u % 9 = 0 THEN '[[[["0","0"],["0","1"],["1","1"]],[],[],0]]' ELSE '' END AS open,
    u % 9 <> 0 AS has_data, u % 50 = 1 AS estimated, 1::BIGINT AS scale,
    CASE WHEN u % 9 <> 0 THEN (u + i) % 2 END::BIGINT AS point_numerator,
    CASE WHEN u % 9 <> 0 THEN 1 END::BIGINT AS point_denominator,
    ((u + i) % 2)::BIGINT AS fixed_numerator, 1::BIGINT AS fixed_denominator
  FROM range(500) AS units(u), range(25) AS indicators(i), range(8) AS windows(w)
) TO '{file}' (FORMAT parquet, COMPRESSION zstd)
"""
SENT = """
COPY (
  SELECT 'office-' || o AS office, 'sha256:office-' || o AS folded, 'CT-' || i AS indicator, 'CT-' || i AS code
  FROM range({offices}) AS offices(o), range(25) AS indicators(i)
) TO '{file}' (FORMAT parquet)
"""
BY_HAND = """
SELECT code, reading, period, first_day, last_day, ends_on, through, cut, kind, role, open, has_data, estimated, scale,
  count(*)::BIGINT AS units,
  coalesce(sum(point_numerator), 0)::BIGINT, coalesce(sum(point_denominator), 0)::BIGINT,
  coalesce(sum(fixed_numerator), 0)::BIGINT, coalesce(sum(fixed_denominator), 0)::BIGINT
FROM read_parquet('{folder}/unit_rows/*.parquet', hive_partitioning = false)
JOIN read_parquet('{folder}/sent.parquet') USING (office, folded, indicator)
GROUP BY ALL
"""


def main() -> None:
    """Ten million rows against the clock, fifty against the memory."""
    with tempfile.TemporaryDirectory() as name:
        few, many = Path(name, "few"), Path(name, "many")
        make_rows(few, OFFICES)
        print_ratio(few)
        make_rows(many, MANY_OFFICES)
        again = [sys.executable, __file__, str(many)]
        print_memory("the Ibis expression, 50 million rows", again, many, MOST_MEMORY)


def print_ratio(folder: Path) -> None:
    """Both in this process, in turn: what is compared is the adding, not the start of Python."""
    ways = {"SQL by hand, 10 million rows": by_hand, "the Ibis expression": by_ibis}
    turns: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            start = time.perf_counter()
            assert way(folder) == OFFICES * ROWS
            turns[name].append(time.perf_counter() - start)
    first, second = (statistics.median(found[1:]) for found in turns.values())
    kept = "yes" if second <= LIMIT * first else "NO"
    print(
        f"the Ibis expression, 10 million rows: {second:.1f} s, {second / first:.2f} × SQL by hand ({first:.1f} s)  ≤ {LIMIT} {kept}"
    )


def make_rows(folder: Path, offices: int) -> None:
    """What `ct58 rollup --rows` would lay out for so many offices."""
    import duckdb

    (folder / "unit_rows").mkdir(parents=True)
    with duckdb.connect() as engine:
        for place in range(offices):
            file = folder / "unit_rows" / f"{place}.parquet"
            engine.execute(OFFICE.format(office=f"office-{place}", file=file))
        engine.execute(SENT.format(offices=offices, file=folder / "sent.parquet"))


def by_hand(folder: Path) -> int:
    """The sums as somebody would write them who knows SQL, with the same settings."""
    import duckdb

    from ct58.services.documents.rollup_units import SETTINGS

    with duckdb.connect(config={**SETTINGS, "temp_directory": str(folder)}) as engine:
        return sum(row[14] for row in engine.execute(BY_HAND.format(folder=folder)).fetchall())


def by_ibis(folder: Path) -> int:
    """The expression, as `ct58 rollup --units` runs it."""
    from ct58.exchange.unit_sums import level_sums
    from ct58.services.documents.rollup_units import local_engine

    with local_engine(folder) as engine:
        units = engine.read_parquet(f"{folder}/unit_rows/*.parquet", hive_partitioning=False)
        sums = level_sums(units, engine.read_parquet(f"{folder}/sent.parquet"))
        return int(sum(engine.to_pyarrow(sums).column("units").to_pylist()))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(by_ibis(Path(sys.argv[1])))
    else:
        main()
