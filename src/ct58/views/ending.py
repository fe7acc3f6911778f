"""Views of the end of the committee's work: who takes over what, before it is written down and afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from ct58.domain.planning.ending import EndWords, ReceiverList, TakeOver
from ct58.domain.records.office import Office
from ct58.domain.records.programme import ProgrammeClosing, ProgrammeHead
from ct58.domain.records.units import Unit
from ct58.domain.standing.ending import OpenItem, with_end
from ct58.domain.standing.hindsight import as_known
from ct58.domain.standing.obligations import fallen_away
from ct58.records import positional_record, record


@record
class Receiving:
    """What one body takes over: units and the committee's own open items, in the office's order."""

    body: str
    name: str
    units: tuple[Unit, ...]
    items: tuple[OpenItem, ...]


@positional_record
class FellAway:
    """What is not asked any more: how many times of how many items."""

    items: int
    times: int


@record
class EndView:
    """An end as it was said, held against what there is to take over.

    `unsaid_units` and `unsaid_items` have nobody yet; `own` are the committee's own bodies, which end with it. `listed` is the list that
    was read, `alike` are pairs of bodies' names that may be one body.
    """

    head: ProgrammeHead
    words: EndWords
    receivings: tuple[Receiving, ...]
    ended_units: tuple[Unit, ...]
    ended_items: tuple[OpenItem, ...]
    own: tuple[Unit, ...]
    unsaid_units: tuple[Unit, ...]
    unsaid_items: tuple[OpenItem, ...]
    fell_away: FellAway
    alike: tuple[tuple[str, str], ...]
    listed: ReceiverList | None = None
    files: tuple[str, ...] = ()
    is_written: bool = False
    is_trial: bool = False

    @property
    def unit_count(self) -> int:
        """How many units there are on the last day, the committee's own bodies among them."""
        taken = sum(len(receiving.units) for receiving in self.receivings)
        return taken + len(self.ended_units) + len(self.own) + len(self.unsaid_units)


def end_view(
    office: Office,
    words: EndWords,
    over: TakeOver,
    *,
    alike: tuple[tuple[str, str], ...] = (),
    listed: ReceiverList | None = None,
) -> EndView:
    """What an end means for the office as it is before."""
    receivers = words.receivers
    unsaid_units, unsaid_items = over.without(receivers)
    own = tuple(unit for unit in over.units if unit.id in over.own and unit.id not in receivers)
    return EndView(
        head=office.programme.head,
        words=words,
        receivings=receivings_of(receivers, words.bodies, over.units, over.items),
        ended_units=tuple(u for u in over.units if u.id in receivers and receivers[u.id] is None),
        ended_items=tuple(e for e in over.items if e.item.id in receivers and receivers[e.item.id] is None),
        own=own,
        unsaid_units=unsaid_units,
        unsaid_items=unsaid_items,
        fell_away=what_fell_away(
            with_end(office, words.on, ProgrammeClosing(cut_off=words.cut_off)), words.cut_off or words.on
        ),
        alike=alike,
        listed=listed,
    )


def receivings_of(
    receivers: Mapping[str, str | None],
    bodies: Mapping[str, str],
    units: Sequence[Unit],
    items: Sequence[OpenItem],
) -> tuple[Receiving, ...]:
    """What each body takes over, in the order in which the bodies are first named."""
    named = dict.fromkeys(body for body in receivers.values() if body is not None)
    return tuple(
        Receiving(
            body=body,
            name=bodies.get(body, body),
            units=tuple(unit for unit in units if receivers.get(unit.id) == body),
            items=tuple(entry for entry in items if receivers.get(entry.item.id) == body),
        )
        for body in named
    )


def what_fell_away(office: Office, day: dt.date) -> FellAway:
    """What is not asked any more in an office that has ended, as known on a day."""
    found = list(fallen_away(as_known(office, day), day))
    return FellAway(items=len({entry.item.id for entry in found}), times=len(found))
