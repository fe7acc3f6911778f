"""The demo office as a whole: a register, reports, events and periods that fit a given programme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ct58.demo.dice import Dice
from ct58.demo.form import form_of
from ct58.demo.history import DemoRecord, Step, files_at_the_end, in_order
from ct58.demo.items import ItemStory
from ct58.demo.periods import period_steps
from ct58.demo.register import register
from ct58.demo.reports import Reporter
from ct58.demo.sheets import Setting
from ct58.demo.slots import reporting_slots
from ct58.demo.unit_events import UnitStory
from ct58.demo.window import window_of
from ct58.domain.records.measure import members
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
    window, dice = window_of(programme, quarters), Dice(seed)
    registered = register(programme, staff, units, window, dice)
    everybody = [*staff, *_final_units(registered)]
    suffix = programme.head.number.rpartition("/")[2]
    setting = Setting(
        form=form_of(programme),
        dice=dice,
        members=_members(programme, everybody),
        issued_on=programme.head.issued_on,
        suffix=suffix,
    )
    slots = reporting_slots(programme, everybody, window, dice)
    reporter = Reporter(programme=programme, units=everybody, window=window, slots=slots, setting=setting)
    unit_story = UnitStory(
        programme=programme, units=everybody, window=window, slots=slots, dice=dice, suffix=suffix
    )
    item_story = ItemStory(programme=programme, units=everybody, window=window, dice=dice, suffix=suffix)
    return in_order(
        [
            *registered,
            *reporter.steps(),
            *unit_story.steps(),
            *item_story.steps(),
            *period_steps(programme, window),
        ]
    )


def demo_files(
    programme: Programme, units: int, quarters: int, seed: int, staff: Sequence[Unit] = ()
) -> dict[str, DemoRecord]:
    """Path in the data folder → record, for everything that is added to a copy of the seed."""
    return files_at_the_end(demo_history(programme, units, quarters, seed, staff))


def demo_as_of(programme: Programme, quarters: int) -> dt.date:
    """The day on which the demo office is to be looked at: the last that anything in it knows of."""
    return window_of(programme, quarters).as_of


def _final_units(steps: Sequence[Step]) -> list[Unit]:
    """The register in the end, in the office's own order."""
    last = {step.path: step.record for step in steps}
    return [record for record in last.values() if isinstance(record, Unit)]


def _members(programme: Programme, units: Sequence[Unit]) -> dict[str, frozenset[str]]:
    return {
        name: frozenset(unit.id for unit in members(definition, units))
        for name, definition in programme.sets.items()
    }
