"""The demo office as a whole: a register, reports, events and periods that fit a given programme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ct58.demo.events import item_steps, unit_steps
from ct58.demo.history import DemoRecord, Step, files_at_the_end
from ct58.demo.register import register
from ct58.demo.reports import report_steps
from ct58.demo.setting import Setting, days
from ct58.demo.slots import reporting_slots
from ct58.demo.words import NARRATIVE, REASONS
from ct58.domain.records.committee import Closing, DueException, PeriodFile
from ct58.domain.records.programme import Programme
from ct58.domain.records.units import Unit
from ct58.errors import BadUsage
from ct58.i18n import N_, msg


def demo_history(
    programme: Programme, units: int, quarters: int, seed: int, staff: Sequence[Unit] = ()
) -> tuple[Step, ...]:
    """How the demo office came about, day by day, oldest first.

    `units` is the number of grassroots organisations, whenever they existed; `quarters` that of the
    quarters of its time. `staff` are the units that the folder already has: bodies, mass organisations,
    the committee. They report too where the programme asks them, and are not written again.
    The same arguments give the same history. Raises BadUsage for sizes that cannot be.
    """
    if units < 1:
        raise BadUsage(msg(N_("A demo office needs at least one unit.")))
    before = Setting(programme, tuple(staff), quarters, seed)
    registered = tuple(register(before, units))
    final = {step.path: step.record for step in registered}
    grassroots = [record for record in final.values() if isinstance(record, Unit)]
    setting = replace(before, units=(*staff, *grassroots))
    slots = reporting_slots(setting)
    happened = (*report_steps(setting, slots), *unit_steps(setting, slots), *item_steps(setting))
    steps = [*registered, *happened, *_period_steps(setting)]
    return tuple(sorted(steps, key=lambda step: (step.day, step.topic, step.path)))


def demo_files(
    programme: Programme, units: int, quarters: int, seed: int, staff: Sequence[Unit] = ()
) -> dict[str, DemoRecord]:
    """Path in the data folder → record, for everything that is added to a copy of the seed."""
    return files_at_the_end(demo_history(programme, units, quarters, seed, staff))


def demo_as_of(programme: Programme, quarters: int) -> dt.date:
    """The day on which the demo office is to be looked at: the last that anything in it knows of."""
    return Setting(programme, (), quarters, seed=0).as_of


def _period_steps(setting: Setting) -> Iterator[Step]:
    """The first quarter is closed when its figures are corrected; the next one had more time to report."""
    closed, narrated = setting.quarters[0], setting.quarters[:2][-1]
    more_time = tuple(
        DueException(report=item.id, due=time.due + days(3), reason=REASONS["exception"])
        for item, _ in [*setting.owed("report")][:1]
        for time in setting.times(item)
        if time.period == narrated and time.due is not None
    )
    yield Step(narrated.last_day, PeriodFile(period=narrated, exceptions=more_time, narrative=NARRATIVE))
    day = closed.last_day + days(45)
    if closed != narrated and day <= setting.as_of:
        closing = Closing(on=day, reason=REASONS["closing"])
        yield Step(day, PeriodFile(period=closed, cut_off=closed.last_day, closings=(closing,)))
