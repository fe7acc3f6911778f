"""The demo office of the shipped programme, in memory: five years of a few units, for golden documents."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from tests.support.command_line import SHIPPED

from ct58.demo import demo_files
from ct58.domain.records.committee import PeriodFile
from ct58.domain.records.office import Office, Records, build_office
from ct58.domain.records.places import place_of
from ct58.store.loader import load
from ct58.store.sources import read_folder

_KINDS = {
    "unit": "units",
    "report": "reports",
    "unit_events": "unit_events",
    "item": "items",
    "period": "periods",
}


@cache
def demo_records(units: int = 12, quarters: int = 20, seed: int = 58) -> Records:
    """The shipped programme and bodies, with what the demo adds to them."""
    records = load(read_folder(SHIPPED).sources).records
    assert records is not None
    found: dict[str, dict[str, object]] = {name: dict(getattr(records, name)) for name in _KINDS.values()}
    staff = tuple(records.units.values())
    for file, record in demo_files(records.programme, units, quarters, seed, staff).items():
        place = place_of(file)
        assert place is not None
        found[_KINDS[place.kind]][file] = record
    return replace(records, **found)  # type: ignore[arg-type]


def demo_office(*periods: PeriodFile, units: int = 12, quarters: int = 20, seed: int = 58) -> Office:
    """The demo office, with some periods' files in place of its own."""
    if not periods:
        return _as_made(units, quarters, seed)
    records = demo_records(units, quarters, seed)
    files = {**records.periods, **{f"periods/{file.period}.yaml": file for file in periods}}
    return build_office(replace(records, periods=files), lines={})


@cache
def _as_made(units: int, quarters: int, seed: int) -> Office:
    return build_office(demo_records(units, quarters, seed), lines={})


def large_demo_office() -> Office:
    """Thirty units and two years, for what needs many answers to one question."""
    return demo_office(units=30, quarters=8, seed=7)
