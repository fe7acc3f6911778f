"""Targets: what is asked in a year, and whether counts meet it; integers are compared, nothing is rounded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from ct58.domain.indicators.bounds import Total, all_sums, highest, lowest
from ct58.domain.indicators.numbers import Number, Pair, exact
from ct58.domain.indicators.windows import Window
from ct58.domain.records.measure import Target
from ct58.records import positional_record

Judgement = Literal["met", "not_met", "undetermined"]
UPWARD = frozenset({">", ">="})
DOWNWARD = frozenset({"<", "<="})


@positional_record
class Requirement:
    """What is asked in one window: a target with the one value of its series that is in force."""

    target: Target
    value: Number

    @property
    def is_share(self) -> bool:
        """Whether a share is asked for, in percent; else a count."""
        return self.target.unit == "percent"

    @property
    def step(self) -> int:
        """How much the excess of one more unit is: 100 where percent are compared."""
        return 100 if self.is_share else 1

    @property
    def slack(self) -> int:
        """Rounding the asked share down to whole units lets less than one unit lack."""
        return self.step if self.target.rounding == "floor" else 0

    @property
    def weights(self) -> Pair:
        """What numerator and denominator weigh in the excess: 100·a − v·b, or a − v."""
        return (100, -self.value) if self.is_share else (1, 0)

    @property
    def constant(self) -> Number:
        """What is added to the weighted sum."""
        return 0 if self.is_share else -self.value

    def excess(self, pair: Pair) -> Number:
        """By how much the counts are more than what is asked (100·a − v·b, or a − v)."""
        return pair[0] * self.weights[0] + pair[1] * self.weights[1] + self.constant

    def accepts(self, excess: Number) -> bool:
        """Whether counts with this excess meet the target. Rounded down, numerators are whole numbers."""
        match self.target.op:
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
        """Whether counts meet the target."""
        return self.accepts(self.excess(pair))

    def gap(self, pair: Pair) -> int | None:
        """How many more the numerator lacks (above 0), or has too many (below 0); 0 where the target is met.

        The denominator stays. None where only a middle value would do, and no whole number gives it.
        """
        excess = self.excess(pair)
        if self.accepts(excess):
            return 0
        sign = 1 if self.target.op in UPWARD or (self.target.op == "=" and excess < 0) else -1
        least = -excess * sign // self.step
        steps = (sign * count for count in (least, least + 1) if count > 0)
        return next((step for step in steps if self.accepts(excess + step * self.step)), None)

    def excess_range(self, counted: Total) -> tuple[Number | None, Number | None]:
        """The smallest and the largest excess that is possible; None where nothing limits it."""
        low, high = lowest(counted, self.weights), highest(counted, self.weights)
        return _plus(low, self.constant), _plus(high, self.constant)

    def judge(self, counted: Total) -> Judgement:
        """A verdict only when the whole range agrees."""
        low, high = self.excess_range(counted)
        if self.target.op in UPWARD:
            return _agreed(self._holds(low), self._holds(high))
        if self.target.op in DOWNWARD:
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


def _agreed(worst: bool | None, best: bool | None) -> Judgement:
    """Met if even the worst meets the target, not met if not even the best does."""
    if worst:
        return "met"
    return "not_met" if best is False else "undetermined"


def _plus(number: Number | None, constant: Number) -> Number | None:
    return None if number is None else number + constant


def requirement(target: Target | None, window: Window) -> Requirement | None:
    """What a target asks in a window; None without a number, or before its series begins.

    A series holds from each of its years until the next one. What was set for the term, and was cut short before the first of
    them, is still asked by that one.
    """
    if target is None:
        return None
    if not isinstance(target.value, Mapping):
        return Requirement(target, exact(target.value))
    year = min(window.ends_on, window.period.last_day).year
    in_force = [first for first in target.value if first <= year]
    if not in_force and window.cut == "term":
        in_force = [min(target.value)]
    return Requirement(target, exact(target.value[max(in_force)])) if in_force else None
