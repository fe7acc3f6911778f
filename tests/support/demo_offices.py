"""A demo office in memory: a year and more of a made-up office of the shipped programme."""

from __future__ import annotations

from functools import cache

from tests.support.command_line import SHIPPED

from ct58.demo import demo_files
from ct58.domain.records.committee import PeriodFile
from ct58.domain.records.office import Office, Records, build_office
from ct58.domain.records.reports import Report
from ct58.domain.records.units import Unit
from ct58.store.loader import load
from ct58.store.sources import read_folder


@cache
def demo_office(units: int = 30, quarters: int = 8, seed: int = 7) -> Office:
    """The shipped programme and bodies, with made-up units, their reports and the periods that were closed."""
    records = load(read_folder(SHIPPED).sources).records
    assert records is not None
    made = demo_files(records.programme, units, quarters, seed, tuple(records.units.values()))
    return build_office(
        Records(
            programme=records.programme,
            office=records.office,
            units={
                **records.units,
                **{file: entry for file, entry in made.items() if isinstance(entry, Unit)},
            },
            reports={file: entry for file, entry in made.items() if isinstance(entry, Report)},
            periods={file: entry for file, entry in made.items() if isinstance(entry, PeriodFile)},
        ),
        lines={},
    )
