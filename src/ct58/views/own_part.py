"""What one unit adds to the indicators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal, get_args

from ct58.domain.indicators.contribution import Contribution
from ct58.records import record
from ct58.views.indicators import Row

OwnState = Literal["missing", "undecided", "short", "adds", "fits"]
_ORDER: tuple[OwnState, ...] = get_args(OwnState)
"""Of what needs looking at."""


@record
class OwnPart:
    """What one unit adds to one indicator.

    missing: it owes figures · undecided: its own waits for a decision or a reason · short: it counts, and not all
    of it fits · adds: a part of a count · fits.
    """

    row: Row
    contribution: Contribution
    state: OwnState


def own_parts(rows: Iterable[Row], unit: str) -> tuple[OwnPart, ...]:
    """The part of a unit in each indicator that it counts for, what needs looking at first."""
    return tuple(sorted(_parts(rows, unit), key=lambda part: _ORDER.index(part.state)))


def by_state(parts: Iterable[OwnPart]) -> Counter[OwnState]:
    """How many indicators of each state."""
    return Counter(part.state for part in parts)


def _parts(rows: Iterable[Row], unit: str) -> Iterator[OwnPart]:
    for row in rows:
        for entry in row.result.main.contributions:
            state = _state(entry, is_share=row.result.main.is_share)
            if entry.unit.id == unit and state is not None:
                yield OwnPart(row=row, contribution=entry, state=state)


def _state(entry: Contribution, *, is_share: bool) -> OwnState | None:
    """None where the unit is left out, or nothing applies to it."""
    if entry.open:
        return "undecided" if entry.is_undecided else "missing"
    if entry.role in ("left_out", "not_applicable"):
        return None
    if not is_share:
        return "adds"
    numerator, denominator = entry.point
    return "fits" if numerator == denominator else "short"
