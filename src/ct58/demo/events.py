"""What the office booked: about reports and duties of single units, and about joint items, with every trouble."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ct58.demo.history import Step, steps_of_events
from ct58.demo.setting import Dice, Setting, days
from ct58.demo.slots import NEVER_SENT, RETURNED, SENT_EMPTY, SENT_LATE, Slot
from ct58.demo.words import CONCLUSIONS, REASONS, document_number, document_type
from ct58.domain.records.event_rules import EventKind
from ct58.domain.records.events import Event, ItemFile, ItemSource, UnitEvents, Voiding
from ct58.domain.records.items import Item, programme_items
from ct58.domain.time.deadlines import ONE_TIME, DeadlineRule

_NEVER = dt.date.max
"""The due day of what recurs or stands."""
_PROMISED = (-3, -3, 0, 0, 0, 3)
"""For which day, seen from the history's end: some were for the last working day, most are for today."""
_LONG = 8
"""Of what recurs more often than this, some is late and some forgotten."""


def unit_steps(setting: Setting, slots: Sequence[Slot]) -> Iterator[Step]:
    """One growing file for each unit about which something happened, from what it owed and sent."""
    events: defaultdict[str, list[Event]] = defaultdict(list)
    for unit_id, event in (*_about_reports(setting, slots), *_duties(setting)):
        events[unit_id].append(event)
    for unit_id, found in events.items():
        yield from steps_of_events(UnitEvents(unit=unit_id, events=tuple(found)), setting.as_of)


def _about_reports(setting: Setting, slots: Sequence[Slot]) -> Iterator[tuple[str, Event]]:
    """What was written about each report; the late one in the middle of the history was allowed to be late."""
    late = [slot for slot in slots if slot.outcome is SENT_LATE]
    late.sort(key=lambda slot: (slot.due, slot.unit.order or 0, slot.unit.id))
    allowed = late[len(late) // 2].key if late else None
    for slot in slots:
        if slot.key != allowed:
            yield from ((slot.unit.id, event) for event in _about(setting, slot))
            continue
        noted = _noted(slot, slot.due - days(2), REASONS["report_extension"])
        document = setting.document(31, "TB", noted.date)
        yield slot.unit.id, replace(noted, event="extended", until=slot.received_on, document=document)


def _about(setting: Setting, slot: Slot) -> Iterator[Event]:
    """A late sender is reminded in one letter to all, and may promise a day; a return is noted."""
    if slot.outcome in (RETURNED, SENT_EMPTY) and slot.received_on is not None:
        yield _noted(slot, slot.received_on + days(1), REASONS["returned"])
    reminded_on, promised_on = slot.due + days(3), slot.due + days(4)
    has_come = slot.received_on is not None and slot.received_on <= reminded_on
    if has_come or slot.outcome not in (SENT_LATE, NEVER_SENT):
        return
    number = setting.dice("letter", slot.rule, slot.period).randint(100, 600)
    letter = setting.document(number, "CV", reminded_on)
    yield replace(_noted(slot, reminded_on), event="reminded", document=letter)
    dice = setting.dice("promise", *slot.key)
    if dice.happens(0.6):
        until = promised_on + days(6)
        if setting.is_newest(slot.due):
            until = max(promised_on + days(1), setting.as_of + days(dice.choice(_PROMISED)))
        yield replace(_noted(slot, promised_on), event="promised", until=until)


def _noted(slot: Slot, day: dt.date, reason: str | None = None) -> Event:
    return Event(item=slot.rule, occurrence=str(slot.period), date=day, event="noted", reason=reason)


def _duties(setting: Setting) -> Iterator[tuple[str, Event]]:
    """Duties that each unit owes and that no figure answers: mostly done some days before the due day."""
    for item, owners in setting.owed("duty"):
        done: EventKind = "submitted" if item.submit_to else "completed"
        for time in setting.times(item) if item.done_when is None else ():
            occurrence = None if time.period == ONE_TIME else time.key
            for unit in owners:
                if time.due is not None and unit.is_valid_on(time.due):
                    dice = setting.dice("duty", item.id, time.key, unit.id)
                    day = time.due - days(dice.randint(2, 25))
                    if day >= setting.issued_on and dice.happens(0.9):
                        yield unit.id, Event(item=item.id, occurrence=occurrence, date=day, event=done)


@dataclass(frozen=True, slots=True)
class StoryCase:
    """An item, or one occurrence of it: when it is due, and the chance by which its story goes."""

    setting: Setting
    item: Item
    due: dt.date
    dice: Dice
    occurrence: str | None = None

    @property
    def begun(self) -> dt.date:
        """When the work on a one-off begins."""
        return max(self.setting.issued_on + days(5), self.due - days(60))

    def was_due_before(self) -> bool:
        """Whether a one-off fell due before the programme's own day."""
        return self.due < self.setting.issued_on

    def has_come(self) -> bool:
        """Whether a one-off fell due in the programme's time and the history's."""
        return self.setting.issued_on <= self.due <= self.setting.last_day


Story = Callable[[StoryCase], Iterator[Event]]


@dataclass(frozen=True, slots=True)
class Plot:
    """A kind of trouble: how it goes, when, and to what: with so many bodies and products at least."""

    story: Story
    when: Callable[[StoryCase], bool]
    bodies: int = 0
    products: int = 0

    def fits(self, item: Item) -> bool:
        """Whether an item has enough of what the plot is about."""
        return len(item.submit_to) >= self.bodies and len(item.forms) >= self.products


def item_steps(setting: Setting) -> Iterator[Step]:
    """One growing file for each joint item to which something happened, and for two that came up on the way."""
    cases = [_case(setting, item) for item in programme_items(setting.programme) if item.lead]
    stories = _stories(cases)
    for case in cases:
        story = stories.get(case.item.id, _usual)
        yield from steps_of_events(ItemFile(item=case.item.id, events=tuple(story(case))), setting.as_of)
    yield from _conclusions(setting)


def _case(setting: Setting, item: Item) -> StoryCase:
    due = None if item.deadline.every else setting.times(item)[0].due
    return StoryCase(setting, item, due or _NEVER, setting.dice("item", item.id))


def _stories(cases: Sequence[StoryCase]) -> dict[str, Story]:
    """Item → its story: each plot goes to the first item that it fits and that has none yet."""
    stories: dict[str, Story] = {}
    for plot in _PLOTS:
        fitting = (case.item.id for case in cases if plot.when(case) and plot.fits(case.item))
        chosen = next((item for item in fitting if item not in stories), None)
        if chosen is not None:
            stories[chosen] = plot.story
    return stories


def _usual(case: StoryCase) -> Iterator[Event]:
    """Begun and done in time; now and then something is noted about what has no deadline."""
    if case.item.deadline.every is not None:
        yield from _recurring(case)
    elif case.due == _NEVER:
        yield Event(date=case.setting.issued_on + days(40), event="started")
    elif case.due <= case.setting.last_day:
        yield _started(case)
        yield from _done(case, _in_time(case))
    elif case.dice.happens(0.6):
        yield from _ahead_of_time(case)


def _ahead_of_time(case: StoryCase) -> Iterator[Event]:
    """Much that is due at the programme's end is begun or done before."""
    start = case.setting.issued_on + days(case.dice.randint(20, 200))
    yield Event(date=start, event="started")
    if case.dice.happens(0.7):
        yield from _done(case, min(case.due, start + days(case.dice.randint(40, 700))))


def _recurring(case: StoryCase) -> Iterator[Event]:
    """Mostly in time; of what is long some late, some forgotten."""
    times = case.setting.times(case.item)
    is_long = len(times) > _LONG
    for index, time in enumerate(times):
        if time.due is not None and not (is_long and index % 13 == 5):
            dice = case.setting.dice("item", case.item.id, time.key)
            late = dice.randint(2, 15) if is_long and index % 9 == 4 else -dice.randint(0, 12)
            day = max(time.due + days(late), case.setting.issued_on)
            yield from _done(replace(case, dice=dice, occurrence=time.key), day)


def _started(case: StoryCase) -> Event:
    return Event(date=min(case.begun, case.due - days(12)), event="started")


def _in_time(case: StoryCase) -> dt.date:
    return case.due - days(case.dice.randint(3, 10))


def _done(case: StoryCase, day: dt.date) -> Iterator[Event]:
    """Submitted to each body, then issued; without bodies issued, or completed if it is no document."""
    item = case.item
    yield from (_submission(case, day, body) for body in item.submit_to)
    finished = Event(occurrence=case.occurrence, date=day, event="completed")
    if not item.forms:
        yield from () if item.submit_to else (finished,)
        return
    issued_on = day + days(case.dice.randint(2, 6)) if item.submit_to else day
    document = case.setting.document(case.dice.randint(1, 95), document_type(item.forms[0]), issued_on)
    product = item.forms[0] if len(item.forms) > 1 else None
    yield replace(finished, event="issued", date=issued_on, product=product, document=document)


def _submission(case: StoryCase, day: dt.date, body: str) -> Event:
    document = case.setting.document(case.dice.randint(1, 90), "TTr", day)
    return Event(occurrence=case.occurrence, date=day, event="submitted", to=body, document=document)


def _nothing(_: StoryCase) -> Iterator[Event]:
    return iter(())


def _early(case: StoryCase) -> Iterator[Event]:
    """Done before the programme was issued, as its evidence says."""
    return _done(case, case.due - days(5))


def _late(case: StoryCase) -> Iterator[Event]:
    return _done(case, max(case.due, case.begun) + days(case.dice.randint(4, 30)))


def _extended(case: StoryCase) -> Iterator[Event]:
    day = max(case.begun, case.due - days(10))
    until = max(case.due, day) + days(60)
    document = case.setting.document(case.dice.randint(20, 60), "TB", day)
    reason = REASONS["task_extension"]
    yield Event(date=day, event="extended", until=until, document=document, reason=reason)
    yield from _done(case, until - days(6))


def _extended_twice(case: StoryCase) -> Iterator[Event]:
    """Extended, and once more for a shorter time by a later decision, which counts; done after the first day."""
    first, *_done_earlier = _extended(case)
    assert first.until is not None
    day, until = first.until - days(5), first.until + days(20)
    document = case.setting.document(case.dice.randint(61, 95), "TB", day)
    yield from (first, replace(first, date=day, until=until, document=document))
    yield from _done(case, until - days(6))


def _given_up(case: StoryCase) -> Iterator[Event]:
    """Begun, and given up by a document."""
    begun = case.setting.issued_on + days(45)
    yield Event(date=begun, event="started")
    document = case.setting.document(97, "TB", begun + days(300))
    yield Event(date=begun + days(300), event="dropped", document=document, reason=REASONS["dropped"])


def _suspended(case: StoryCase) -> Iterator[Event]:
    """Stopped by a document, and resumed by another."""
    begun = case.setting.issued_on + days(35)
    yield Event(date=begun, event="started")
    turns: tuple[tuple[EventKind, int, int], ...] = (("suspended", 30, 71), ("resumed", 90, 88))
    for kind, after, number in turns:
        document = case.setting.document(number, "TB", begun + days(after))
        yield Event(date=begun + days(after), event=kind, document=document, reason=REASONS[kind])


def _one_body(case: StoryCase) -> Iterator[Event]:
    """Submitted to one body of several."""
    yield _started(case)
    yield _submission(case, _in_time(case), case.item.submit_to[0])


def _one_product(case: StoryCase) -> Iterator[Event]:
    """One product of several is submitted."""
    started, submitted = _one_body(case)
    yield from (started, replace(submitted, product=case.item.forms[0]))


def _returned(case: StoryCase) -> Iterator[Event]:
    """Submitted, sent back, submitted again."""
    body, day = case.item.submit_to[0], _in_time(case)
    yield _started(case)
    yield _submission(case, day - days(20), body)
    yield Event(date=day - days(14), event="returned", to=body, reason=REASONS["task_returned"])
    yield from _done(case, day)


def _wrongly_booked(case: StoryCase) -> Iterator[Event]:
    """As usual, but the first was booked too early, and that was voided."""
    events = list(_recurring(case))
    yield from events
    for first in events[:1]:
        voided, day = Voiding(date=first.date - days(1), reason=REASONS["voided"]), first.date - days(3)
        yield Event(occurrence=first.occurrence, date=day, event="completed", voided=voided)


_PLOTS = (
    Plot(_one_body, StoryCase.has_come, bodies=2),
    Plot(_one_product, StoryCase.has_come, bodies=1, products=2),
    Plot(_early, StoryCase.was_due_before, bodies=1),
    Plot(_nothing, StoryCase.was_due_before),
    Plot(_extended, StoryCase.was_due_before),
    Plot(_extended_twice, StoryCase.has_come),
    Plot(_returned, StoryCase.has_come, bodies=1),
    Plot(_late, StoryCase.has_come),
    Plot(_nothing, StoryCase.has_come),
    Plot(_suspended, lambda case: case.item.deadline.within is not None),
    Plot(_given_up, lambda case: case.item.deadline.within is not None),
    Plot(_wrongly_booked, lambda case: case.item.deadline.every is not None),
)
"""The trouble that there is, each for one item."""


def _conclusions(setting: Setting) -> Iterator[Step]:
    """A conclusion that was carried out late, and one that is overdue in the end.

    The head is there from the conclusion's day on; then its events.
    """
    endings: tuple[tuple[float, EventKind, int], ...] = ((0.4, "completed", 8), (0.9, "reminded", 7))
    for index, (part, ending, late) in enumerate(endings):
        begun = setting.quarter_at(part).first_day
        due = begun + days(60)
        head = _head(setting, index, begun + days(9), due)
        yield Step(begun + days(9), head)
        events = (Event(date=begun + days(20), event="started"), Event(date=due + days(late), event=ending))
        yield from steps_of_events(replace(head, events=events), setting.as_of)


def _head(setting: Setting, index: int, concluded_on: dt.date, due: dt.date) -> ItemFile:
    """An item that comes from a standing duty, if the programme has one: from what follows "after" something."""
    items = programme_items(setting.programme)
    standing = [item for item in items if item.deadline.is_standing and item.lead]
    origins = sorted(standing, key=lambda item: item.deadline.text is None)[index:]
    leads = [lead for item in (*origins, *items) for lead in item.lead]
    is_taken = any(item.id == f"KL-{index + 1:02}" for item in items)
    return ItemFile(
        item=f"KL-MAU-{index + 1:02}" if is_taken else f"KL-{index + 1:02}",
        title=CONCLUSIONS[index],
        lead=(leads[0] if leads else setting.units[0].id,),
        deadline=DeadlineRule(by=due),
        clauses=origins[0].clauses if origins else (),
        source=ItemSource(
            number=document_number(12 + index, "KL", setting.sender),
            date=concluded_on,
            title=origins[0].title if origins else None,
        ),
    )
