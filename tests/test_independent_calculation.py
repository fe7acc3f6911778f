"""The indicators calculated a second time: DuckDB over the files of `export`, by SQL that was written by hand.

Neither side sees the other's code. Numerator, denominator, value and coverage must agree for every indicator.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.support.command_line import ROOT, called
from tests.support.damage import counted_office

from ct58.domain.time.period import Period

pytestmark = pytest.mark.slow

SQL = (ROOT / "tests" / "support" / "indicators.sql").read_text(encoding="utf-8")
TERM = Period.span(2021, 2025)
DUE_BEFORE = dt.date(2021, 4, 15)
TYPES = "types={'value': 'VARCHAR', 'index': 'INTEGER', 'received_on': 'DATE', 'ends_on': 'DATE'}"
UNIT_TYPES = "types={'valid_from': 'DATE', 'valid_to': 'DATE', 'merged_into': 'VARCHAR', 'sets': 'VARCHAR'}"
COUNTS = """
    SELECT id, period, numerator::BIGINT, denominator::BIGINT, reported::BIGINT, expected::BIGINT FROM answer"""
TABLES = ("facts", "units", "figures")
Window = tuple[str, str, dt.date, dt.date, dt.date]
Counts = tuple[int | None, int | None, int, int]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo office in which units open, close and merge."""
    return counted_office(tmp_path_factory.mktemp("office"), is_damaged=False)


def run(folder: Path, *words: str) -> str:
    """What a command prints."""
    done = called(*words, cwd=folder)
    assert done.code == 0, done.err
    return done.out


def database(folder: Path, as_of: str) -> duckdb.DuckDBPyConnection:
    """The exported files as tables."""
    for table in TABLES:
        run(folder, "export", "--what", table, "--as-of", as_of, "-o", f"{table}.csv", "--force")
    found = duckdb.connect()
    found.execute(f"CREATE TABLE fact AS FROM read_csv('{(folder / 'facts.csv').as_posix()}', {TYPES})")
    found.execute(f"CREATE TABLE unit AS FROM read_csv('{(folder / 'units.csv').as_posix()}', {UNIT_TYPES})")
    found.execute(f"CREATE TABLE figure AS FROM read_csv('{(folder / 'figures.csv').as_posix()}')")
    found.execute(f"SET VARIABLE as_of = DATE '{as_of}'")
    return found


def windows(asked: Period) -> Iterator[Window]:
    """Indicator, its period, first and last day that are looked at, and the last day of its whole time."""
    for number in range(1, 29):
        for name, last_day, whole in _occurrences(number, asked):
            yield f"CT-{number:02}", name, whole[0], last_day, whole[1]


def _occurrences(number: int, asked: Period) -> Iterator[tuple[str, dt.date, tuple[dt.date, dt.date]]]:
    """CT-01 each quarter; CT-03, 04 before 15/4/2021; CT-26, 27 by 2025; CT-28 in the term; else each year."""
    if number == 1:
        quarters = [asked] if asked.kind == "quarter" else asked.split("quarter")
        for quarter in quarters:
            if quarter != Period.quarter(2021, 1):
                yield str(quarter), quarter.last_day, (quarter.first_day, quarter.last_day)
    elif number in (3, 4):
        last = DUE_BEFORE - dt.timedelta(days=1)
        yield "once", last, (TERM.first_day, last)
    elif number in (26, 27, 28):
        name = str(TERM) if number == 28 else "once"
        yield name, asked.last_day, (TERM.first_day, TERM.last_day)
    elif asked.kind == "span":
        for year in asked.split("year"):
            yield str(year), year.last_day, (year.first_day, year.last_day)
    else:
        year = Period.of_year(asked.year)
        yield str(year), asked.last_day, (year.first_day, year.last_day)


def calculated(connection: duckdb.DuckDBPyConnection, asked: Period) -> dict[tuple[str, str], Counts]:
    """Numerator, denominator, reported, expected by SQL."""
    connection.execute(
        "CREATE TABLE wanted(id VARCHAR, period VARCHAR, first_day DATE, last_day DATE, ends_on DATE)"
    )
    connection.executemany("INSERT INTO wanted VALUES (?, ?, ?, ?, ?)", [list(row) for row in windows(asked)])
    connection.execute(SQL)
    rows = connection.execute(COUNTS).fetchall()
    return {(id, period): (above, below, got, due) for id, period, above, below, got, due in rows}


def shown(folder: Path, asked: str, as_of: str) -> dict[tuple[str, str], Any]:
    """What ct58 says."""
    words = ("--period", asked, "--as-of", as_of, "--format", "json")
    return {
        (entry["id"], entry["period"]): entry
        for entry in json.loads(run(folder, "indicators", *words))["data"]
    }


def counts(entry: Any) -> Counts:
    """The same four numbers of an entry."""
    coverage = entry["coverage"]
    return entry["numerator"], entry["denominator"], coverage["reported"], coverage["expected"]


def share(numerator: int | None, denominator: int | None, *, is_share: bool) -> float | int | None:
    """In percent with one decimal, half up; a count as it is."""
    if numerator is None or not is_share:
        return numerator
    if not denominator:
        return None
    percent = Decimal(100 * numerator) / Decimal(denominator)
    return float(percent.quantize(Decimal("0.1"), ROUND_HALF_UP))


@pytest.mark.parametrize(
    ("asked", "as_of"),
    [
        ("2021", "2022-01-31"),
        ("2023", "2024-01-31"),
        ("2021-Q2", "2021-07-03"),
        ("2023-Q3", "2023-10-20"),
        ("2022-H1", "2022-07-20"),
        ("2022-H1", "2026-01-31"),
        ("2022-Q3", "2023-01-01"),
        ("2025", "2025-12-31"),
        ("2023-9M", "2023-10-03"),
        ("2021..2025", "2026-01-31"),
    ],
)
def test_an_independent_calculation_comes_to_the_same(folder: Path, asked: str, as_of: str) -> None:
    """All 28, for a year, a quarter, half a year, nine months; seen in time, and years later."""
    ours = shown(folder, asked, as_of)
    theirs = calculated(database(folder, as_of), Period.parse(asked))
    assert {key: counts(entry) for key, entry in ours.items()} == theirs
    for key, (numerator, denominator, *_coverage) in theirs.items():
        is_share = key[0] not in ("CT-14", "CT-15", "CT-16", "CT-17", "CT-20")
        assert ours[key]["value"] == share(numerator, denominator, is_share=is_share), key


STATES = {
    "a figure that the unit reports counts with an arrived report only": """
        SELECT * FROM fact JOIN figure ON figure.key = fact.figure
        WHERE asked AND if_absent = 'unknown' AND every <> 'once'
          AND (state IN ('given', 'not_applicable', 'not_given')) <>
              (report_state IN ('received', 'partial', 'registered') AND received_on <= getvariable('as_of'))
          AND NOT (state = 'missing' AND report_state = 'registered')""",
    "a rating counts with its decision only, and by the day of that": """
        SELECT * FROM fact r
        WHERE r.figure = 'party_rating' AND r.state IN ('given', 'undecided', 'not_counted')
          AND NOT (r.value = 'not_rated' AND coalesce(r.reason, '') <> '') AND (r.state = 'given') <> EXISTS (
            SELECT 1 FROM fact d JOIN fact o ON (o.file, o.figure, o.field) = (d.file, d.figure, 'issued_on')
            WHERE d.file = r.file AND d.figure = 'party_rating_decision' AND d.field = 'number' AND d.value <> ''
              AND try_cast(o.value AS DATE) <= getvariable('as_of'))""",
    "who is not rated is so by a decision or with a reason": """
        SELECT * FROM fact r
        WHERE r.value = 'not_rated' AND r.state = 'given' AND coalesce(r.reason, '') = '' AND NOT EXISTS (
            SELECT 1 FROM fact d WHERE d.file = r.file AND d.figure = r.figure || '_decision' AND d.value <> '')""",
    "what is not there has no value": """
        SELECT * FROM fact
        WHERE value IS NOT NULL AND state NOT IN ('given', 'undecided', 'not_counted')""",
}


@pytest.mark.parametrize("rule", STATES)
def test_states_follow_from_the_other_columns(folder: Path, rule: str) -> None:
    """Whoever has only the file can work them out again."""
    connection = database(folder, "2024-03-01")
    assert connection.execute("SELECT count(*) FROM fact").fetchall()[0][0] > 5_000
    assert connection.execute(STATES[rule]).fetchall() == []
