"""What was worked out is remembered by what it rests on, and is the same as worked out anew."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.support.examples import complete_office

from ct58.domain.indicators import evaluation
from ct58.domain.standing.hindsight import as_known
from ct58.domain.time.period import Period
from ct58.errors import Sources
from ct58.store.cache import RecordCache
from ct58.store.known_results import MOST_RESULTS, KnownResults
from ct58.store.loader import load
from ct58.views.indicators import IndicatorsView, Request, indicators_view

COMPLETE = complete_office()
REPORT = "units/so-mau/reports/2021-Q2.yaml"
DAY = dt.date(2022, 1, 15)


def seen(sources: Sources, folder: Path | None, day: dt.date = DAY) -> IndicatorsView:
    """The indicators of a year, by a run of its own."""
    memory = RecordCache(folder) if folder else None
    office = load(sources, memory).office
    assert office is not None
    known = as_known(office, day)
    ids = tuple(entry.id for entry in office.programme.indicators)
    found = indicators_view(known, Request(period=Period.parse("2021"), ids=ids), day, is_as_read=True)
    if memory:
        memory.save()
        memory.results.save()
    return found


def test_what_is_remembered_is_what_is_worked_out(tmp_path: Path) -> None:
    """Numbers, ranges, verdicts, warnings; and what each unit adds, when somebody asks for it."""
    without = seen(COMPLETE, None)
    for _ in range(3):
        assert seen(COMPLETE, tmp_path / "cache") == without


def test_nothing_is_worked_out_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first run reads the files, the second remembers, the third is told."""
    for _ in range(2):
        seen(COMPLETE, tmp_path / "cache")
    monkeypatch.setattr(evaluation, "assess", None)
    assert seen(COMPLETE, tmp_path / "cache").rows


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (REPORT, b"women: 200", b"women: 201"),
        ("units/so-mau/unit.yaml", b"name: ", b"name: X "),
        ("programme.yaml", b"to: 2025", b"to: 2026"),
    ],
)
def test_another_report_unit_or_programme_is_another_answer(
    tmp_path: Path, file: str, old: bytes, new: bytes
) -> None:
    """As without any memory."""
    for _ in range(2):
        seen(COMPLETE, tmp_path / "cache")
    assert old in COMPLETE[file]
    changed = {**COMPLETE, file: COMPLETE[file].replace(old, new, 1)}
    for _ in range(2):
        assert seen(changed, tmp_path / "cache") == seen(changed, None)
    assert seen(COMPLETE, tmp_path / "cache") == seen(COMPLETE, None)


def test_each_day_has_its_answer(tmp_path: Path) -> None:
    """What was not known on it is not told."""
    for day in (DAY, dt.date(2021, 6, 30), dt.date(2021, 7, 10), DAY):
        for _ in range(2):
            assert seen(COMPLETE, tmp_path / "cache", day) == seen(COMPLETE, None, day)


def test_the_oldest_are_forgotten() -> None:
    """And those that others have kept meanwhile stay."""
    kept: dict[bytes, bytes] = {}
    number = MOST_RESULTS + 5

    def as_is(value: object) -> bytes:
        assert isinstance(value, bytes)
        return value

    for part in (range(3), range(3, number)):
        results = KnownResults(lambda: dict(kept), kept.update, as_is, bytes)
        for one in part:
            results.keep(b"%d" % one, b"x%d" % one)
        written: dict[bytes, bytes] = {}
        results._write = written.update
        results.save()
        kept.clear()
        kept.update(written)
    assert len(kept) == MOST_RESULTS
    assert b"%d" % (number - 1) in kept
    assert b"4" not in kept
