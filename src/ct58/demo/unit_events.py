"""What happened about single units: reminders, promises, an extension, and duties that each unit owes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ct58.demo.dice import Dice, happens
from ct58.demo.history import Step, steps_of_events
from ct58.demo.slots import Slot
from ct58.demo.window import Window, item_times
from ct58.demo.words import REASONS
from ct58.domain.records.events import ONCE, Event, UnitEvents
from ct58.domain.records.items import Item, programme_items
from ct58.domain.records.measure import members
from ct58.domain.records.programme import Programme
from ct58.domain.records.reports import Document
from ct58.domain.records.units import Unit
from ct58.domain.time.deadlines import Occurrence

_REMINDED_AFTER = dt.timedelta(days=3)
_PROMISED_AFTER = dt.timedelta(days=4)
_PROMISED_FOR = dt.timedelta(days=6)
_EXTENDED_BEFORE = dt.timedelta(days=2)
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitStory:
    """The events of all units, from what they owed and sent."""

    programme: Programme
    units: Sequence[Unit]
    window: Window
    slots: Sequence[Slot]
    dice: Dice
    suffix: str

    def steps(self) -> Iterator[Step]:
        """One growing file for each unit about which something happened."""
        for unit_id, events in sorted(self._events().items()):
            known = sorted((event for event in events if event.date <= self.window.as_of), key=_by_date)
            record = UnitEvents(unit=unit_id, events=tuple(known))
            yield from steps_of_events(f"units/{unit_id}/events.yaml", record)

    def _events(self) -> Mapping[str, list[Event]]:
        found: dict[str, list[Event]] = {}
        extended = self._extended_slot()
        for slot in self.slots:
            events = [self._extension(slot)] if slot is extended else list(self._about(slot))
            if events:
                found.setdefault(slot.unit.id, []).extend(events)
        for unit, event in self._duties():
            found.setdefault(unit.id, []).append(event)
        return found

    def _extended_slot(self) -> Slot | None:
        """The late report in the middle of the history that was allowed to be late."""
        late = sorted(
            (slot for slot in self.slots if slot.outcome == "late"),
            key=lambda slot: (slot.due, slot.unit.order or 0, slot.unit.id),
        )
        return late[len(late) // 2] if late else None

    def _extension(self, slot: Slot) -> Event:
        assert slot.received_on is not None
        day = slot.due - _EXTENDED_BEFORE
        event = self._event(slot, day)
        document = Document(number=f"31-TB/{self.suffix}", date=day)
        return replace(
            event,
            event="extended",
            until=slot.received_on,
            document=document,
            reason=REASONS["report_extension"],
        )

    def _about(self, slot: Slot) -> Iterator[Event]:
        """A late sender is reminded in one letter to all, and may promise a day; a return is noted."""
        if slot.outcome in ("returned", "empty") and slot.received_on is not None:
            event = self._event(slot, slot.received_on + ONE_DAY)
            yield replace(event, event="noted", reason=REASONS["returned"])
        if slot.outcome not in ("late", "missing"):
            return
        reminded_on = slot.due + _REMINDED_AFTER
        if slot.received_on is not None and slot.received_on <= reminded_on:
            return
        number = self.dice.stream("letter", slot.rule, slot.period).randint(100, 600)
        letter = Document(number=f"{number}-CV/{self.suffix}", date=reminded_on)
        yield replace(self._event(slot, reminded_on), event="reminded", document=letter)
        if happens(self.dice.stream("promise", slot.unit.id, slot.period), 0.6):
            day = slot.due + _PROMISED_AFTER
            yield replace(self._event(slot, day), event="promised", until=day + _PROMISED_FOR)

    def _event(self, slot: Slot, day: dt.date) -> Event:
        return Event(item=slot.rule, occurrence=str(slot.period), date=day, event="noted")

    def _duties(self) -> Iterator[tuple[Unit, Event]]:
        """Duties that each unit owes and that no figure answers: mostly done some days before the due day."""
        for item in programme_items(self.programme):
            owners = self.programme.sets.get(item.owners or "")
            if item.kind != "duty" or owners is None or item.done_when is not None:
                continue
            for time in item_times(self.programme, item):
                for unit in members(owners, self.units):
                    if time.due is not None and unit.is_valid_on(time.due):
                        yield from self._duty(item, time, time.due, unit)

    def _duty(self, item: Item, time: Occurrence, due: dt.date, unit: Unit) -> Iterator[tuple[Unit, Event]]:
        rng = self.dice.stream("duty", item.id, time.key, unit.id)
        day = due - dt.timedelta(days=rng.randint(2, 25))
        if day >= self.programme.head.issued_on and happens(rng, 0.9):
            kind = Event(
                item=item.id,
                occurrence=None if time.key == ONCE else time.key,
                date=day,
                event="submitted" if item.submit_to else "completed",
            )
            yield unit, kind


def _by_date(event: Event) -> tuple[dt.date, str, str]:
    return event.date, event.item or "", event.occurrence or ""
