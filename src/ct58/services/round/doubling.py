"""What stands twice in the folder although it happens once: joined line by line elsewhere, where nobody was asked."""

from __future__ import annotations

from ct58.domain.planning.doubled import Doubled, doubled, plan_keeping
from ct58.domain.records.events import Event, Voiding
from ct58.services.reading.data_source import FolderSource, load_data
from ct58.services.reading.opening import Slice
from ct58.services.writing.recording import Desk, Recorded, make_record

_EVENTS = Slice(needs=frozenset({"programme", "units", "events", "periods"}))


def doubled_in(desk: Desk) -> tuple[Doubled, ...]:
    """What is told twice in the folder; nothing where its programme cannot be read, which other commands say."""
    office = load_data(FolderSource(desk.root, desk.cache), _EVENTS.wants).office
    return tuple(doubled(office)) if office else ()


def keep_line(desk: Desk, found: Doubled, kept: Event, voiding: Voiding) -> Recorded:
    """Void the other line; `undo` takes it back as any record. Raises Refused where either has gone."""
    return make_record(desk, _EVENTS, lambda office: plan_keeping(office, found, kept, voiding))
