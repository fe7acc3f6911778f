"""Verdicts: only when the whole range agrees, and only when the time has come."""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Literal

from ct58.domain.indicators.bounds import Choices, Total, highest, lowest, total
from ct58.domain.indicators.contribution import Base
from ct58.domain.indicators.dependents import Figures
from ct58.domain.indicators.known import Limits
from ct58.domain.indicators.needs import measure_keys
from ct58.domain.indicators.numbers import Number, Pair, ratio
from ct58.domain.indicators.result import Needed, SoFar, Verdict
from ct58.domain.indicators.targets import DOWNWARD, UPWARD, Bound, Requirement
from ct58.domain.indicators.windows import Window
from ct58.domain.records.measure import COUNTED_UNITS
from ct58.domain.records.programme import ProgrammeClosing


def verdict(
    asked: Requirement | None,
    counted: Total,
    value: Number | None,
    *,
    is_over: bool,
    cannot_fall: bool,
    end: End | None = None,
) -> Verdict:
    """The verdict on one base.

    Before its time has come nothing is judged, but a count that cannot fall and has reached its target
    has met it. Of a time that an end has cut short `end` says what may be concluded.
    """
    if asked is None or not asked.concludes:
        return "no_target"
    if end is not None and end != "judged":
        is_met = end == "if_met" and value is not None and asked.judge(counted) == "met"
        return "met" if is_met else "cut_short"
    if not is_over:
        return "met" if cannot_fall and value is not None and asked.judge(counted) == "met" else "not_due"
    return "no_data" if value is None else asked.judge(counted)


End = Literal["never", "if_met", "judged"]
"""What is concluded of what was cut short: nothing, that it was reached, or whatever it came to."""


def end_of(window: Window, closing: ProgrammeClosing | None) -> End | None:
    """A time of several is never judged; what was set for the term has been reached, or the closing says to judge it."""
    if window.cut is None:
        return None
    if window.cut == "period":
        return "never"
    return "judged" if closing is not None and closing.judge else "if_met"


def cannot_fall(base: Base, asked: Requirement | None, figures: Figures) -> bool:
    """Whether what has met the target before its time will still meet it.

    So it is with what only adds up, and with what is given once and for all.
    """
    if asked is None:
        return False
    if base.counts_units:
        keys = [key for measure in base.measures for key in measure_keys(measure)]
        return all(figures[key].every == "once" for key in keys)
    is_count = base.denominator is None and asked.is_upward
    return is_count and _only_grows(base, figures)


def _only_grows(base: Base, figures: Figures) -> bool:
    measure = base.numerator
    if base != base.plain or measure.value is not None:
        return False
    if measure.count is not None:
        return measure.count != COUNTED_UNITS
    summed = [figures[key] for key in measure.sum]
    return not measure.minus and all(
        line.adds in ("flow", "cumulative") and line.min is not None and line.min >= 0 for line in summed
    )


def so_far(
    asked: Requirement | None, counted: Total, value: Number | None, counted_to: dt.date | None
) -> SoFar | None:
    """Where it stands before it can be judged, or stood at an end before the time; None for all that can be judged."""
    if counted_to is None:
        return None
    is_judged = asked is not None and asked.concludes and value is not None
    judgement = asked.judge(counted) if asked is not None and is_judged else None
    return SoFar(counted_to=counted_to, judgement=judgement, percent_of_plan=_percent_of_plan(asked, value))


def _percent_of_plan(asked: Requirement | None, value: Number | None) -> Number | None:
    """How much of a count that is to be reached has been reached."""
    if asked is None or value is None or asked.plan is None:
        return None
    return ratio((100 * value, asked.plan))


Opened = Mapping[tuple[Choices, ...], int]
"""Which sets of choices units leave open, and how many units leave just these."""


def still_needed(
    asked: Requirement | None, counted: Total, opened: Opened, *, is_over: bool
) -> Needed | None:
    """The least that would turn what is not yet met; None where it is met, or cannot be met any more.

    `opened` is what units could still add, and how many of them. Units are counted once the time is over: before, others than those
    missing can still turn it.
    """
    judgement = asked.judge(counted) if asked is not None and asked.concludes else "met"
    if asked is None or judgement == "met" or (is_over and judgement == "not_met"):
        return None
    bound = asked.binding(counted)
    if bound is None:
        return None
    units = _units_needed(bound, counted, opened) if is_over and judgement == "undetermined" else None
    lacking = _lacking(bound, counted) if asked.yardstick.adds_up else None
    of = sum(opened.values())
    return Needed(units=units, of=of, count=lacking) if units is not None or lacking else None


def _lacking(asked: Bound, counted: Total) -> Number | None:
    """What a count that is to be reached still lacks, with what is certain."""
    least = lowest(counted, (1, 0))
    if asked.per is not None or asked.op not in UPWARD or least is None:
        return None
    if asked.is_fine:
        return asked.value - least
    if asked.op == ">":
        return math.floor(asked.value - least) + 1
    return math.ceil(asked.value - least)


def _units_needed(asked: Bound, counted: Total, opened: Opened) -> int | None:
    """How many of those that have not reported must turn out well, if all others turn out badly."""
    sign = _direction(asked, counted)
    if sign == 0:
        return None
    weights = (asked.weights[0] * sign, asked.weights[1] * sign)
    found = [(_range(choices, weights), times) for choices, times in opened.items()]
    ranges = sorted(found, key=lambda entry: _by_gain(entry[0]), reverse=True)
    certain = asked.excess(counted.fixed) * sign

    def turns(count: int) -> bool:
        return _turns(asked, sign, certain, _added(ranges, count))

    most = sum(opened.values())
    count = bisect_left(range(1, most + 1), True, key=turns) + 1  # with one more it turns, too
    return count if count <= most else None


def _added(ranges: Iterable[tuple[Limits, int]], count: int) -> Limits:
    """What is added when so many units, from the first on, turn out well and all others badly; None for what nothing limits."""
    bad: Number | None = 0
    good: Number | None = 0
    for (worst, best), times in ranges:
        well = min(times, count)
        count -= well
        if well:
            good = None if good is None or best is None else good + best * well
        if well < times:
            bad = None if bad is None or worst is None else bad + worst * (times - well)
    return bad, good


def _turns(asked: Bound, sign: int, certain: Number, added: Limits) -> bool:
    bad, good = added
    return bad is not None and (good is None or asked.accepts((certain + bad + good) * sign))


def _by_gain(limits: Limits) -> tuple[bool, bool, Number]:
    """Those without a worst case must turn out well first, then those without a best one, then by what is won."""
    worst, best = limits
    return worst is None, best is None, (best or 0) - (worst or 0)


def _direction(asked: Bound, counted: Total) -> int:
    """Whether more or less excess is wanted; 0 where exactly a middle value is."""
    if asked.op in UPWARD:
        return 1
    if asked.op in DOWNWARD:
        return -1
    low, high = asked.excess_range(counted)
    if high is not None and high <= 0:
        return 1
    return -1 if low is not None and low >= 0 else 0


def _range(choices: Iterable[Choices], weights: Pair) -> Limits:
    """The least and the most that a unit could add to the excess."""
    alone = total((), choices)
    return lowest(alone, weights), highest(alone, weights)
