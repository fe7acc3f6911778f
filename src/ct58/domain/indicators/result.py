"""What an indicator comes to in one window, with everything that it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Literal

from ct58.domain.indicators.contribution import Contribution
from ct58.domain.indicators.numbers import Number, Pair, Yardstick
from ct58.domain.indicators.targets import Judgement, Requirement
from ct58.domain.indicators.windows import Window
from ct58.domain.records.measure import Indicator, Reading
from ct58.domain.records.programme import Amendment
from ct58.domain.time.period import Period
from ct58.i18n import Message
from ct58.records import record

Verdict = Literal["met", "not_met", "undetermined", "not_due", "no_data", "no_target", "cut_short"]
"""`cut_short`: the committee's end came before the time was over, so there is a value and no judgement."""
JUDGED: frozenset[Verdict] = frozenset({"not_met", "undetermined", "met", "no_data"})
"""What has come to be judged, with or without figures."""


@record
class Coverage:
    """How many of the units that are expected to have reported; of `unreadable` ones nobody knows it.

    `waiting` of these are only so until somebody says which of two values is right.

    `undecided` have a value in their report that waits for its decision or reason. A unit whose entry in the register
    could not be read may be expected, and so it is.
    """

    reported: int
    expected: int
    unreadable: int = 0
    undecided: int = 0
    waiting: int = 0

    @property
    def missing(self) -> int:
        """How many have not reported, as far as is known."""
        return self.expected - self.reported - self.undecided - self.unreadable


@record
class SoFar:
    """Where it stands before it can be judged.

    `judgement` is what the range would say now; `percent_of_plan` only where a count is to be reached.
    """

    counted_to: dt.date
    judgement: Judgement | None
    percent_of_plan: Number | None


@record
class Needed:
    """The least that would turn the verdict.

    `units` of the `of` that have not reported must answer as well as they can, while the others answer as
    badly as they can; `count` is what a count still lacks. None where there is no such number.
    """

    units: int | None
    of: int
    count: Number | None


@record
class Assessment:
    """Numerator and denominator on one base, with range, coverage and verdict.

    `value`, `lower` and `upper` are told by the yardstick; not rounded. None: there is no value, or
    nothing limits the range on that side. `numerator` is None where nothing is known, `denominator` also
    where there is none. `carried`: how many units are counted by an earlier report, which one's; what they said last, too.
    """

    yardstick: Yardstick
    numerator: Number | None
    denominator: Number | None
    value: Number | None
    lower: Number | None
    upper: Number | None
    coverage: Coverage
    verdict: Verdict
    so_far: SoFar | None
    needed: Needed | None
    contributions: Sequence[Contribution]
    carried: Mapping[Period, int]

    @property
    def is_share(self) -> bool:
        """Whether a numerator is divided by a denominator."""
        return self.yardstick.is_share

    @property
    def pair(self) -> Pair:
        """Numerator and denominator as numbers."""
        return self.numerator or 0, self.denominator or 0


@record
class ReadingResult:
    """The same indicator on another base that the text allows, and what it is held against."""

    reading: Reading
    requirement: Requirement | None
    assessment: Assessment

    @property
    def verdict(self) -> Verdict | None:
        """The verdict on this base; None where nothing is concluded from it."""
        return self.assessment.verdict if self.reading.verdict else None


@record
class MilestoneResult:
    """How far what is due once had come by the end of a year, held against what was to be reached by then."""

    year: int
    requirement: Requirement
    assessment: Assessment


@record
class Result:
    """An indicator in one window, as known on a day. The first base is the chosen one; `milestones` are those of ended years.

    `ended_by`: the amendment that ended the indicator in its window; None where it was the committee's end, or nothing was cut.
    """

    indicator: Indicator
    window: Window
    as_of: dt.date
    requirement: Requirement | None
    main: Assessment
    readings: tuple[ReadingResult, ...]
    estimated: bool
    depends_on_reading: bool
    warnings: tuple[Message, ...]
    ended_by: Amendment | None = None
    milestones: tuple[MilestoneResult, ...] = ()

    @property
    def cut_on(self) -> dt.date | None:
        """The last day that counts, where an end came before the window was over."""
        return self.window.last_day if self.window.cut is not None else None
