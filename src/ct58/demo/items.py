"""What happened to joint items: mostly submitted in time, with one of every kind of trouble."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ct58.demo.dice import Dice, happens
from ct58.demo.history import Step, steps_of_events
from ct58.demo.window import Window, item_times
from ct58.demo.words import CONCLUSIONS, REASONS, document_type
from ct58.domain.records.events import ONCE, Event, ItemFile, ItemSource, Voiding
from ct58.domain.records.items import Item, programme_items
from ct58.domain.records.programme import Programme
from ct58.domain.records.reports import Document
from ct58.domain.records.scalars import Body
from ct58.domain.records.units import Unit
from ct58.domain.time.deadlines import DeadlineRule, Occurrence

Plot = Literal[
    "one_body_missing",
    "one_product_missing",
    "evidenced",
    "unverified",
    "returned",
    "extended",
    "late",
    "suspended",
    "missing",
    "voided",
    "usual",
]


def _days(number: int) -> dt.timedelta:
    return dt.timedelta(days=number)


def item_path(item_id: str) -> str:
    """Where the events of an item stand in the data folder."""
    return f"tasks/{item_id}.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemStory:
    """The events of all joint items, and two items that came up on the way."""

    programme: Programme
    units: Sequence[Unit]
    window: Window
    dice: Dice
    suffix: str

    def steps(self) -> Iterator[Step]:
        """One growing file for each item to which something happened."""
        items = [item for item in programme_items(self.programme) if item.lead]
        plots = self._plots(items)
        for item in items:
            record = ItemFile(item=item.id, events=self._known(self._events(item, plots[item.id])))
            yield from steps_of_events(item_path(item.id), record)
        for record in self._conclusions():
            yield from self._opened(record)

    def _known(self, events: Iterator[Event]) -> tuple[Event, ...]:
        """The events of the history's time, by date; a voiding after its end has not happened."""
        last = self.window.as_of
        found = sorted((event for event in events if event.date <= last), key=lambda event: event.date)
        return tuple(
            replace(event, voided=None) if event.voided and event.voided.date > last else event
            for event in found
        )

    # -- who gets which plot ---------------------------------------------------------------------------

    def _plots(self, items: Sequence[Item]) -> dict[str, Plot]:
        """Item → plot: each plot goes to the first item that it fits and that has none yet."""
        plots: dict[str, Plot] = {item.id: "usual" for item in items}
        for plot, fits in self._casting():
            free = (item for item in items if plots[item.id] == "usual" and fits(item))
            chosen = next(free, None)
            if chosen is not None:
                plots[chosen.id] = plot
        return plots

    def _casting(self) -> tuple[tuple[Plot, Callable[[Item], bool]], ...]:
        return (
            ("one_body_missing", lambda item: len(item.submit_to) > 1 and self._has_come(item)),
            ("one_product_missing", lambda item: len(item.forms) > 1 and self._has_come(item)),
            ("evidenced", lambda item: bool(item.submit_to) and self._was_due_before(item)),
            ("unverified", self._was_due_before),
            ("extended", self._was_due_before),
            ("extended", self._has_come),
            ("returned", lambda item: bool(item.submit_to) and self._has_come(item)),
            ("late", self._has_come),
            ("missing", self._has_come),
            ("suspended", lambda item: item.deadline.within is not None),
            ("voided", lambda item: item.deadline.every is not None),
        )

    def _single_due(self, item: Item) -> dt.date | None:
        """The due day of a one-off; None for what recurs or stands."""
        return None if item.deadline.every else item_times(self.programme, item)[0].due

    def _was_due_before(self, item: Item) -> bool:
        due = self._single_due(item)
        return due is not None and due < self.programme.head.issued_on

    def _has_come(self, item: Item) -> bool:
        """Whether a one-off fell due in the programme's time and the history's."""
        due = self._single_due(item)
        return due is not None and self.programme.head.issued_on <= due <= self.window.last_day

    # -- what happens ----------------------------------------------------------------------------------

    def _events(self, item: Item, plot: Plot) -> Iterator[Event]:
        times = item_times(self.programme, item)
        if item.deadline.every is not None:
            yield from self._recurring(item, times, plot)
        elif times[0].due is None:
            yield from self._standing(item)
        else:
            rng = self.dice.stream("item", item.id)
            yield from self._one_off(item, times[0].due, plot, rng)

    def _recurring(self, item: Item, times: Sequence[Occurrence], plot: Plot) -> Iterator[Event]:
        """Mostly in time; some late, some forgotten; in the one plot, a booking that was wrong."""
        for index, time in enumerate(times):
            rng = self.dice.stream("item", item.id, time.key)
            is_forgotten = len(times) > 8 and index % 13 == 5
            if time.due is None or is_forgotten:
                continue
            is_late = len(times) > 8 and index % 9 == 4
            day = time.due + _days(rng.randint(2, 15) if is_late else -rng.randint(0, 12))
            yield from self._done(item, time.key, day, rng)
            if plot == "voided" and index == 0:
                yield self._wrong_booking(item, time.key, day)

    def _wrong_booking(self, item: Item, occurrence: str, day: dt.date) -> Event:
        voided = Voiding(date=day - _days(1), reason=REASONS["voided"])
        event = Event(occurrence=occurrence, date=day - _days(3), event="completed")
        return replace(event, voided=voided)

    def _standing(self, item: Item) -> Iterator[Event]:
        """Now and then something is noted about what has no deadline."""
        yield Event(date=self.programme.head.issued_on + _days(40), event="started")

    def _one_off(self, item: Item, due: dt.date, plot: Plot, rng: random.Random) -> Iterator[Event]:
        begun = max(self.programme.head.issued_on + _days(5), due - _days(60))
        if plot in ("missing", "unverified"):
            return
        if plot == "extended":
            yield from self._extended(item, due, begun, rng)
        elif plot == "suspended":
            yield from self._suspended(self.programme.head.issued_on + _days(35))
        elif plot == "late":
            yield from self._done(item, ONCE, max(due, begun) + _days(rng.randint(4, 30)), rng)
        elif plot == "evidenced":
            yield from self._done(item, ONCE, due - _days(5), rng)
        elif due <= self.window.last_day:
            yield Event(date=min(begun, due - _days(12)), event="started")
            yield from self._submitted_with(plot, item, due - _days(rng.randint(3, 10)), rng)
        elif happens(rng, 0.75):
            yield from self._ahead_of_time(item, due, rng)

    def _submitted_with(self, plot: Plot, item: Item, day: dt.date, rng: random.Random) -> Iterator[Event]:
        """The trouble of a submission, or none."""
        if plot == "returned":
            body = item.submit_to[0]
            yield self._submission(item, ONCE, day - _days(20), body, rng)
            reason = REASONS["task_returned"]
            yield Event(date=day - _days(14), event="returned", to=body, reason=reason)
        if plot == "one_body_missing":
            yield self._submission(item, ONCE, day, item.submit_to[0], rng)
        elif plot == "one_product_missing" and item.submit_to:
            event = self._submission(item, ONCE, day, item.submit_to[0], rng)
            yield replace(event, product=item.forms[0])
        else:
            yield from self._done(item, ONCE, day, rng)

    def _ahead_of_time(self, item: Item, due: dt.date, rng: random.Random) -> Iterator[Event]:
        """Much that is due at the programme's end is begun or done before."""
        start = self.programme.head.issued_on + _days(rng.randint(20, 200))
        yield Event(date=start, event="started")
        if happens(rng, 0.7):
            day = min(due, start + _days(rng.randint(40, 700)))
            yield from self._done(item, ONCE, day, rng)

    def _extended(self, item: Item, due: dt.date, begun: dt.date, rng: random.Random) -> Iterator[Event]:
        day = max(begun, due - _days(10))
        until = max(due, day) + _days(60)
        document = Document(number=f"{rng.randint(20, 60)}-TB/{self.suffix}", date=day)
        reason = REASONS["task_extension"]
        yield Event(date=day, event="extended", until=until, document=document, reason=reason)
        yield from self._done(item, ONCE, until - _days(6), rng)

    def _suspended(self, begun: dt.date) -> Iterator[Event]:
        """Stopped by a document, and resumed by another."""
        yield Event(date=begun, event="started")
        for days, kind, number in ((30, "suspended", 71), (90, "resumed", 88)):
            day = begun + _days(days)
            document = Document(number=f"{number}-TB/{self.suffix}", date=day)
            reason = REASONS[kind]
            is_stop = kind == "suspended"
            yield Event(
                date=day, event="suspended" if is_stop else "resumed", document=document, reason=reason
            )

    def _done(self, item: Item, occurrence: str, day: dt.date, rng: random.Random) -> Iterator[Event]:
        """Submitted to each body, then issued; without bodies issued, or completed if it is no document."""
        for body in item.submit_to:
            yield self._submission(item, occurrence, day, body, rng)
        if not item.forms:
            finished = Event(occurrence=_named(occurrence), date=day, event="completed")
            if not item.submit_to:
                yield finished
            return
        issued_on = day + _days(rng.randint(2, 6)) if item.submit_to else day
        form = item.forms[0]
        yield Event(
            occurrence=_named(occurrence),
            date=issued_on,
            event="issued",
            product=form if len(item.forms) > 1 else None,
            document=self._document(form, issued_on, rng),
        )

    def _submission(self, item: Item, occurrence: str, day: dt.date, body: Body, rng: random.Random) -> Event:
        document = Document(number=f"{rng.randint(1, 90):02}-TTr/{self.suffix}", date=day)
        return Event(occurrence=_named(occurrence), date=day, event="submitted", to=body, document=document)

    def _document(self, form: str, day: dt.date, rng: random.Random) -> Document:
        return Document(number=f"{rng.randint(1, 95):02}-{document_type(form)}/{self.suffix}", date=day)

    # -- what came up on the way -----------------------------------------------------------------------

    def _conclusions(self) -> Iterator[ItemFile]:
        """A conclusion that was carried out late, and one that is overdue in the end."""
        for index, (part, after) in enumerate(((0.4, 8), (0.9, None))):
            quarter = self.window.quarter_at(part)
            due = quarter.first_day + _days(60)
            events = [Event(date=quarter.first_day + _days(20), event="started")]
            if after is not None:
                events.append(Event(date=due + _days(after), event="completed"))
            else:
                events.append(Event(date=due + _days(7), event="reminded"))
            head = self._head(index, quarter.first_day + _days(9), due)
            yield replace(head, events=self._known(iter(events)))

    def _head(self, index: int, concluded_on: dt.date, due: dt.date) -> ItemFile:
        """An item that comes from a standing duty, if the programme has one."""
        origin = self._origins()[index:]
        leads = [lead for item in (*origin, *programme_items(self.programme)) for lead in item.lead]
        return ItemFile(
            item=self._free_id(index + 1),
            title=CONCLUSIONS[index],
            lead=(next(iter(leads), self.units[0].id),),
            deadline=DeadlineRule(by=due),
            clauses=origin[0].clauses if origin else (),
            source=ItemSource(
                number=f"{12 + index}-KL/{self.suffix}",
                date=concluded_on,
                title=origin[0].title if origin else None,
            ),
        )

    def _origins(self) -> list[Item]:
        """The standing duties, first those that come up "after" something, as their deadline's text says."""
        found = [item for item in programme_items(self.programme) if item.deadline.is_standing and item.lead]
        return sorted(found, key=lambda item: item.deadline.text is None)

    def _opened(self, record: ItemFile) -> Iterator[Step]:
        """The head is there from the conclusion's day on; then its events."""
        assert record.source is not None
        assert record.source.date is not None
        path = item_path(record.item)
        yield Step(day=record.source.date, path=path, record=replace(record, events=()))
        yield from steps_of_events(path, record)

    def _free_id(self, number: int) -> str:
        taken = {item.id for item in programme_items(self.programme)}
        wanted = f"KL-{number:02}"
        return wanted if wanted not in taken else f"KL-MAU-{number:02}"


def _named(occurrence: str) -> str | None:
    """The occurrence as an event names it: a one-off's is left out."""
    return None if occurrence == ONCE else occurrence
