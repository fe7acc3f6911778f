"""Who is not in a figure of a level, and whose part of it may still change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ct58.domain.indicators.windows import Window
from ct58.domain.rollup.adding import Added, WindowKey, code_at
from ct58.domain.rollup.parts import OWN_READING


def silent_offices(added: Added, day: dt.date, below: str | None = None) -> tuple[str, ...]:
    """The names of those at the ends of the tree that sent nothing, and of those of which packages say so."""
    levels, sent = added.levels, added.sent
    heard = {source.office for one in sent.values() for source in one.manifest.sources} | set(sent)
    places = (levels.by_id[below or added.at.id], *levels.below(below or added.at.id))
    inside = {place.id for place in places}
    silent = (
        place.name
        for place in places
        if place.id not in heard and not levels.has_below(place.id) and place.is_valid_on(day)
    )
    told = (name for id_, one in sent.items() if id_ in inside for name in one.manifest.missing)
    return tuple(dict.fromkeys((*silent, *told)))


def offices_without(
    added: Added, window: WindowKey, day: dt.date, below: str | None = None
) -> tuple[str, ...]:
    """Those whose part of a window is not there: they sent nothing, or nothing of this time."""
    return tuple(dict.fromkeys((*silent_offices(added, day, below), *_lacking(added, window, below))))


def _lacking(added: Added, window: WindowKey, below: str | None) -> Iterator[str]:
    levels = added.levels
    inside = None if below is None else {below, *(office.id for office in levels.below(below))}
    for id_, sent in added.sent.items():
        is_inside = inside is None or id_ in inside
        if is_inside and (window, OWN_READING) not in sent.has and _is_expected(added, window.code, id_):
            yield levels.by_id[id_].name


def _is_expected(added: Added, code: str, office: str) -> bool:
    return code_at(added.levels, code, office) is not None


def unclosed_offices(added: Added, window: Window, as_of: dt.date) -> tuple[str, ...]:
    """Where a time that is over is not closed, so that its figures may still change; what is due once is never closed."""
    period = window.through or window.period
    if window.last_day >= as_of or period.kind in ("once", "span"):
        return ()
    return tuple(
        source.name
        for sent in added.sent.values()
        for source in sent.manifest.sources
        if str(period) not in source.closed
    )
