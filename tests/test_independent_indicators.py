"""All 28 indicators of an office, held against a calculation by hand over the same files.

tests/support/second_indicators.py says how; it shares nothing with ct58.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.support import second_rates
from tests.support.command_line import called
from tests.support.damage import counted_office
from tests.support.second_indicators import INDICATORS, Answer, Second, verdict, windows
from tests.support.second_rates import UNREADABLE

DAYS = {
    "2021": ("2021-01-01", "2021-12-31"),
    "2023": ("2023-01-01", "2023-12-31"),
    "2021-Q2": ("2021-04-01", "2021-06-30"),
    "2023-Q3": ("2023-07-01", "2023-09-30"),
    "2022-H1": ("2022-01-01", "2022-06-30"),
    "2023-9M": ("2023-01-01", "2023-09-30"),
    "2021..2025": ("2021-01-01", "2025-12-31"),
}
"""The first and the last day of each period that is asked for."""
ASKED = (
    ("2021", "2022-01-31"),
    ("2023", "2023-11-15"),
    ("2023", "2024-01-31"),
    ("2021-Q2", "2021-07-03"),
    ("2023-Q3", "2023-10-20"),
    ("2022-H1", "2022-07-20"),
    ("2022-H1", "2026-01-31"),
    ("2023-9M", "2023-10-03"),
    ("2021..2025", "2023-07-03"),
    ("2021..2025", "2026-01-31"),
)


@pytest.fixture(scope="module", params=["as made", "damaged"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo office in which reports are late, blank, corrected, and units open, close and merge; once with broken files."""
    return counted_office(tmp_path_factory.mktemp("indicators"), is_damaged=request.param == "damaged")


@pytest.fixture(scope="module")
def files(folder: Path) -> second_rates.Files:
    """Its files, read by nothing of ct58."""
    return second_rates.read(folder)


def shown(folder: Path, asked: str, as_of: str) -> dict[tuple[str, str], Any]:
    """What ct58 says."""
    done = called("indicators", "--period", asked, "--as-of", as_of, "--format", "json", cwd=folder)
    assert done.code == 0, done.err
    return {(entry["id"], entry["period"]): entry for entry in json.loads(done.out)["data"]}


def counts(entry: Any) -> Answer:
    """The four numbers of an entry."""
    coverage = entry["coverage"]
    return Answer(entry["numerator"], entry["denominator"], coverage["reported"], coverage["expected"])


@pytest.mark.parametrize(("asked", "as_of"), ASKED)
def test_every_indicator_comes_to_the_same(
    folder: Path, files: second_rates.Files, asked: str, as_of: str
) -> None:
    """For a year, a quarter, half a year, nine months, the term; in time, and years later."""
    second, ours = Second(files, as_of), shown(folder, asked, as_of)
    wrong, judged, seen = {}, 0, set()
    for indicator, name, window in windows(*DAYS[asked]):
        found, entry = INDICATORS[indicator](second, window), ours[indicator, name]
        wanted = verdict(indicator, window, found, as_of)
        judged += wanted is not None
        seen.add((indicator, name))
        if counts(entry) != found or (wanted is not None and entry["verdict"] != wanted):
            wrong[indicator, name] = (counts(entry), entry["verdict"], found, wanted)
    assert wrong == {}
    assert ours.keys() == seen
    assert judged or UNREADABLE in files.values()
