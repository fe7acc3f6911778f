"""Targets: what is asked in a year, and whether counts meet it; exact numbers are compared, nothing is rounded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Literal

from ct58.domain.indicators.bounds import Total, all_pairs, all_sums, highest, lowest
from ct58.domain.indicators.known import Limits
from ct58.domain.indicators.numbers import (
    COUNT,
    PERCENT,
    YES_OR_NO,
    Number,
    Pair,
    Yardstick,
    exact,
    plain_number,
)
from ct58.domain.indicators.windows import Window
from ct58.domain.records.measure import Indicator, Measure, Op, Reading, Target, TargetForm
from ct58.domain.records.programme import Figure
from ct58.records import positional_record

Judgement = Literal["met", "not_met", "undetermined"]
UPWARD = frozenset({">", ">="})
DOWNWARD = frozenset({"<", "<="})


@positional_record
class Bound:
    """A number that a value is compared with: one side of what is asked.

    `is_floor`: the share that is asked for is rounded down to whole units, so less than one of them may lack.
    `is_fine`: what is compared has parts of one.
    """

    op: Op
    value: Number
    per: int | None
    is_floor: bool = False
    is_fine: bool = False

    @property
    def step(self) -> int:
        """How much the excess of one more unit is: 100 where percent are compared."""
        return self.per or 1

    @property
    def slack(self) -> int:
        """Rounding the asked share down to whole units lets less than one unit lack."""
        return self.step if self.is_floor else 0

    @property
    def weights(self) -> Pair:
        """What numerator and denominator weigh in the excess: 100·a − v·b, or a − v."""
        return (1, 0) if self.per is None else (self.per, -self.value)

    @property
    def constant(self) -> Number:
        """What is added to the weighted sum."""
        return -self.value if self.per is None else 0

    def excess(self, pair: Pair) -> Number:
        """By how much the counts are more than what is asked (100·a − v·b, or a − v)."""
        return pair[0] * self.weights[0] + pair[1] * self.weights[1] + self.constant

    def accepts(self, excess: Number) -> bool:
        """Whether counts with this excess meet the target. Rounded down, numerators are whole numbers."""
        match self.op:
            case ">":
                return excess > 0
            case ">=":
                return excess > -self.slack if self.slack else excess >= 0
            case "<":
                return excess <= -self.slack if self.slack else excess < 0
            case "<=":
                return excess <= 0
        return -self.slack < excess <= 0 if self.slack else excess == 0

    def is_met(self, pair: Pair) -> bool:
        """Whether counts meet it."""
        return self.accepts(self.excess(pair))

    def gap(self, pair: Pair) -> Number | None:
        """How many more the numerator lacks (above 0), or has too many (below 0); 0 where it is met.

        The denominator stays. None where only a middle value would do, and no whole number gives it.
        """
        excess = self.excess(pair)
        if self.accepts(excess):
            return 0
        if self.is_fine:
            return None if self.per is not None else -excess
        sign = 1 if self.op in UPWARD or (self.op == "=" and excess < 0) else -1
        least = int(-excess * sign // self.step)
        steps = (sign * count for count in (least, least + 1) if count > 0)
        return next((step for step in steps if self.accepts(excess + step * self.step)), None)

    def excess_range(self, counted: Total) -> Limits:
        """The smallest and the largest excess that is possible; None where nothing limits it."""
        low, high = lowest(counted, self.weights), highest(counted, self.weights)
        return _plus(low, self.constant), _plus(high, self.constant)

    def judge(self, counted: Total) -> Judgement:
        """A verdict only when the whole range agrees."""
        low, high = self.excess_range(counted)
        if self.op in UPWARD:
            return _agreed(self._holds(low), self._holds(high))
        if self.op in DOWNWARD:
            return _agreed(self._holds(high), self._holds(low))
        if self._holds(low) and self._holds(high):
            return "met"
        return "undetermined" if self._can_be_met(counted, low, high) else "not_met"

    def _can_be_met(self, counted: Total, low: Number | None, high: Number | None) -> bool:
        """Whether a range has a place that meets what is asked exactly: an end, or one of all that are possible."""
        if self._holds(low) or self._holds(high):
            return True
        if (high is not None and high < 0) or (low is not None and low > 0):
            return False
        possible = all_sums(counted, self.weights)
        return possible is None or any(self.accepts(found + self.constant) for found in possible)

    def _holds(self, excess: Number | None) -> bool | None:
        """Whether an end of the range meets the target; None where there is no end."""
        return None if excess is None else self.accepts(excess)


@positional_record
class TargetSide:
    """A bound that an earlier value may leave open: the hardest and the easiest that it can turn out; None for no limit."""

    hardest: Bound | None
    easiest: Bound | None

    def judge(self, counted: Total) -> Judgement:
        """Met if even the hardest is, not met if not even the easiest is."""
        if self.hardest is not None and self.hardest.judge(counted) == "met":
            return "met"
        is_missed = self.easiest is not None and self.easiest.judge(counted) == "not_met"
        return "not_met" if is_missed else "undetermined"


@positional_record
class Requirement:
    """What is asked in one window: a target with the value that is in force.

    `value` is the one number that is asked for: of a series the one in force, of a relative target the point that
    the earlier value gives; None of two-sided targets, and where nothing is known of the earlier time. `reach` are the least
    and the most that a relative target may turn out to ask.
    """

    target: Target
    value: Number | None
    yardstick: Yardstick
    reach: Limits | None = None

    @property
    def form(self) -> TargetForm:
        """In which form it is asked."""
        return self.target.form

    @property
    def is_share(self) -> bool:
        """Whether a numerator is divided by a denominator."""
        return self.yardstick.is_share

    @property
    def marks(self) -> tuple[Number, ...]:
        """The numbers at which the judgement turns, or that are aimed at: one, or two ends."""
        if self.target.between is not None:
            return tuple(map(exact, self.target.between))
        if self.target.tolerance is not None and self.value is not None:
            return self.value - exact(self.target.tolerance), self.value + exact(self.target.tolerance)
        return () if self.value is None else (self.value,)

    @property
    def plan(self) -> Number | None:
        """The count that is to be reached; None of shares, of what is to stay below, and where it is 0 or unknown."""
        is_plan = (
            self.yardstick.adds_up
            and not self.is_share
            and self.target.op not in DOWNWARD
            and self.form != "between"
        )
        return self.value if is_plan and self.value is not None and self.value > 0 else None

    @property
    def is_upward(self) -> bool:
        """Whether more is better without an end."""
        return self.target.op in UPWARD

    @property
    def concludes(self) -> bool:
        """Whether it can be met or missed: “about” says so only with a tolerance."""
        return bool(self.sides)

    @cached_property
    def sides(self) -> tuple[TargetSide, ...]:
        """All that must hold; none where nothing can be concluded."""
        if self.form == "relative":
            return tuple(self._relative())
        if self.target.op is not None and self.value is not None:
            return (self._side(self.target.op, self.value),)
        if self.form == "bound" or len(self.marks) < 2:
            return ()
        return self._side(">=", self.marks[0]), self._side("<=", self.marks[-1])

    def _side(self, op: Op, value: Number) -> TargetSide:
        bound = self._bound(op, value)
        return TargetSide(bound, bound)

    def _bound(self, op: Op, value: Number) -> Bound:
        is_fine = bool(self.yardstick.decimals)
        return Bound(op, value, self.yardstick.per, self.target.rounding == "floor", is_fine)

    def _relative(self) -> Iterable[TargetSide]:
        """Of a bound that is not settled the two ends; what is to be equal to it must reach the one and not pass the other."""
        op, (low, high) = self.target.op, self.reach or (self.value, self.value)
        least, most = (None if end is None or op is None else self._bound(op, end) for end in (low, high))
        if op in UPWARD:
            yield TargetSide(most, least)
        elif op in DOWNWARD or (low is not None and low == high):
            yield TargetSide(least, most)
        else:
            yield TargetSide(None, None if low is None else self._bound(">=", low))
            yield TargetSide(None, None if high is None else self._bound("<=", high))

    def is_met(self, pair: Pair) -> bool:
        """Whether counts meet the target, whatever is still open of the time that it is relative to."""
        hardest = [side.hardest for side in self.sides]
        return self.concludes and all(bound is not None and bound.is_met(pair) for bound in hardest)

    def gap(self, pair: Pair) -> Number | None:
        """How many more the numerator lacks (above 0), or has too many (below 0); 0 where the target is met."""
        gaps = [side.hardest.gap(pair) if side.hardest is not None else None for side in self.sides]
        return next((gap for gap in gaps if gap != 0), 0)

    def judge(self, counted: Total) -> Judgement:
        """A verdict only when the whole range agrees with every side."""
        found = {side.judge(counted) for side in self.sides}
        if found == {"met"}:
            return "met"
        if "not_met" in found or (len(self.sides) > 1 and not self._can_be_between(counted)):
            return "not_met"
        return "undetermined"

    def _can_be_between(self, counted: Total) -> bool:
        """Whether something that is possible meets both sides; all of it is tried where it is not too much."""
        easiest = [side.easiest for side in self.sides if side.easiest is not None]
        possible = all_pairs(counted)
        return possible is None or any(all(b.is_met(pair) for b in easiest) for pair in possible)

    def binding(self, counted: Total) -> Bound | None:
        """The one side that is not met for sure, as hard as it may turn out; None where there are none or several."""
        opened = [side for side in self.sides if side.judge(counted) != "met"]
        return opened[0].hardest if len(opened) == 1 else None


def _agreed(worst: bool | None, best: bool | None) -> Judgement:
    """Met if even the worst meets the target, not met if not even the best does."""
    if worst:
        return "met"
    return "not_met" if best is False else "undetermined"


def _plus(number: Number | None, constant: Number) -> Number | None:
    return None if number is None else number + constant


def yardstick_of(per: int | None, target: Target | None, *, is_share: bool) -> Yardstick:
    """What a value is told in, by the denominator's `per` and the target's unit.

    Without a word for its unit a share is told in percent, anything else as a count.
    """
    unit = target.unit if target is not None else None
    decimals = target.decimals if target is not None else None
    if not is_share:
        return Yardstick(None, unit or COUNT.unit, decimals) if unit or decimals is not None else COUNT
    if unit in (None, PERCENT.unit) and per is None:
        return PERCENT if decimals is None else Yardstick(100, PERCENT.unit, decimals)
    return Yardstick(per or 1, unit or COUNT.unit, decimals)


def is_yes_or_no(above: Measure, below: Measure | None, figures: Mapping[str, Figure]) -> bool:
    """Whether a base is one body's answer to a question."""
    figure = figures.get(above.value or "") if below is None else None
    return figure is not None and figure.type == "boolean"


def told_of(entry: Indicator | Reading, figures: Mapping[str, Figure]) -> Yardstick:
    """What an indicator is told in, as far as it and the form say so themselves."""
    below = entry.denominator
    if is_yes_or_no(entry.numerator, below, figures):
        return YES_OR_NO
    return yardstick_of(below.per if below is not None else None, entry.target, is_share=below is not None)


@positional_record
class Earlier:
    """The value of an earlier time that a relative target looks at, and the range that is open of it."""

    value: Number | None
    lower: Number | None
    upper: Number | None


NOTHING_EARLIER = Earlier(None, None, None)


def requirement(
    target: Target | None, window: Window, yardstick: Yardstick, earlier: Earlier = NOTHING_EARLIER
) -> Requirement | None:
    """What a target asks in a window; None without a number, or before its series begins."""
    if target is None:
        return None
    if target.between is not None:
        return Requirement(target, None, yardstick)
    if target.of is not None:
        return _relative_to(target, yardstick, earlier)
    value = _in_force(target.value if target.about is None else target.about, window)
    return None if value is None else Requirement(target, value, yardstick)


def _relative_to(target: Target, yardstick: Yardstick, earlier: Earlier) -> Requirement:
    """So many times the earlier value, and what is added; with a negative factor the ends change places."""
    times, plus = exact(target.times if target.times is not None else 1), exact(target.plus or 0)
    value, *ends = (
        None if end is None else plain_number(end * times + plus)
        for end in (earlier.value, earlier.lower, earlier.upper)
    )
    low, high = ends if times >= 0 else reversed(ends)
    return Requirement(target, value, yardstick, (low, high))


def _in_force(said: int | Decimal | Mapping[int, int | Decimal] | None, window: Window) -> Number | None:
    """The value that holds in a window.

    A series holds from each of its years until the next one. What was set for the term, and was cut short before the first of
    them, is still asked by that one.
    """
    if said is None or not isinstance(said, Mapping):
        return None if said is None else exact(said)
    year = min(window.ends_on, window.period.last_day).year
    in_force = [first for first in said if first <= year]
    if not in_force and window.cut == "term":
        in_force = [min(said)]
    return exact(said[max(in_force)]) if in_force else None
