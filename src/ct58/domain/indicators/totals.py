"""From what many have answered together to a value, its range and a verdict: one path for an office and for many."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping

from ct58.domain.indicators.bounds import Choices, Total, count_bounds, share_bounds
from ct58.domain.indicators.numbers import NO_PAIR, Number, Pair, Yardstick
from ct58.domain.indicators.result import Needed, SoFar, Verdict
from ct58.domain.indicators.targets import Requirement
from ct58.domain.indicators.verdicts import End, so_far, still_needed, verdict
from ct58.records import record


@record
class Totals:
    """What units add together: all that a verdict rests on, whoever has added it, in whatever order.

    `point` is what counts now, `fixed` what will count whatever else is reported. `open`: how many units leave which
    sets of choices open (one unit may leave several). `units` are all that are expected, those that are open among them;
    `has_data` is whether any of them has said anything.
    """

    point: Pair = NO_PAIR
    fixed: Pair = NO_PAIR
    open: Mapping[tuple[Choices, ...], int]
    units: int
    has_data: bool

    @property
    def reported(self) -> int:
        """How many units leave nothing open."""
        return self.units - sum(self.open.values())

    @property
    def counted(self) -> Total:
        """The same for the bounds: how often each set of choices is open."""
        found: Counter[Choices] = Counter()
        for sets, times in self.open.items():
            for choices in sets:
                found[choices] += times
        return Total(self.fixed, found)


@record
class Timing:
    """When it is judged: whether the time is over, up to which day it was seen, and what an end has cut short.

    `counted_to` is None where all can be judged. `cannot_fall`: what has met the target before its time will still meet it.
    """

    is_over: bool
    counted_to: dt.date | None = None
    cannot_fall: bool = False
    end: End | None = None


@record
class Assessed:
    """What totals come to, in the unit of their yardstick; not rounded. None: no value, or nothing limits that side."""

    value: Number | None
    lower: Number | None
    upper: Number | None
    verdict: Verdict
    so_far: SoFar | None
    needed: Needed | None


def assess_totals(
    totals: Totals, yardstick: Yardstick, asked: Requirement | None, timing: Timing
) -> Assessed:
    """The value that counts now, the range of all that is possible, and what may be concluded at that time."""
    counted = totals.counted
    value = yardstick.value(totals.point) if totals.has_data else None
    lower, upper = _range(counted, yardstick) if totals.units else (None, None)
    if not totals.reported and lower == upper:  # nobody has answered, so nothing is known for sure
        lower = upper = None
    judged = verdict(
        asked,
        counted,
        value,
        is_over=timing.is_over,
        cannot_fall=timing.cannot_fall,
        end=timing.end,
    )
    is_open = value is not None and judged != "cut_short"
    return Assessed(
        value=value,
        lower=lower,
        upper=upper,
        verdict=judged,
        so_far=so_far(asked, counted, value, timing.counted_to),
        needed=still_needed(asked, counted, totals.open, is_over=timing.is_over) if is_open else None,
    )


def _range(counted: Total, yardstick: Yardstick) -> tuple[Number | None, Number | None]:
    """From the worst to the best case, in the unit of the yardstick."""
    if not yardstick.is_share:
        return count_bounds(counted)
    lower, upper = share_bounds(counted)
    return yardstick.of_share(lower), yardstick.of_share(upper)
