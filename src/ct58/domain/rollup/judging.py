"""What a level comes to: the same bounds and verdicts as one office, and nothing said of those who sent nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ct58.domain.indicators.evaluation import DISAGREEING
from ct58.domain.indicators.numbers import Number, Yardstick
from ct58.domain.indicators.result import Coverage, Verdict
from ct58.domain.indicators.targets import NOTHING_EARLIER, Earlier, Requirement, requirement
from ct58.domain.indicators.totals import Assessed, Timing, Totals, assess_totals
from ct58.domain.indicators.verdicts import end_of
from ct58.domain.indicators.windows import Window
from ct58.domain.records.measure import Target
from ct58.domain.rollup.package import BaseRule
from ct58.domain.rollup.parts import YES, PartKey, PartSums, totals_of, window_in
from ct58.records import record

NamedParts = Sequence[tuple[PartKey, PartSums]]


@record
class LevelAssessment:
    """Numerator and denominator of many offices on one base, with range, coverage and verdict.

    `lacks_earlier`: what is asked hangs on an earlier time that not all have sent, so nothing is concluded.
    """

    yardstick: Yardstick
    requirement: Requirement | None
    numerator: Number | None
    denominator: Number | None
    found: Assessed
    coverage: Coverage
    is_estimated: bool
    lacks_earlier: bool = False

    @property
    def verdict(self) -> Verdict:
        """What is concluded."""
        return self.found.verdict


def assess_parts(
    parts: NamedParts,
    rule: BaseRule,
    target: Target | None,
    as_of: dt.date,
    *,
    is_whole: bool,
    earlier: NamedParts | None = (),
) -> LevelAssessment:
    """What parts of one window come to. Where not all have sent theirs, no range holds and little can be concluded.

    `earlier` are the parts of the time that a relative target looks back to: empty where there is none before, None where not
    all have sent it.
    """
    window = common_window(key for key, _part in parts)
    totals = totals_of(parts)
    is_relative = target is not None and target.of is not None
    base = _earlier(earlier, rule) if is_relative else NOTHING_EARLIER
    asked = requirement(target, window, rule.yardstick, base) if base is not None else None
    found = assess_totals(totals, rule.yardstick, asked, _timing(window, rule, asked, as_of))
    if not is_whole:
        found = _of_some(found, rule, asked)
    has_denominator = totals.has_data and rule.yardstick.is_share
    return LevelAssessment(
        yardstick=rule.yardstick,
        requirement=asked,
        numerator=totals.point[0] if totals.has_data else None,
        denominator=totals.point[1] if has_denominator else None,
        found=found,
        coverage=_coverage(parts, totals),
        is_estimated=any(key.estimated == YES for key, part in parts if part.units),
        lacks_earlier=base is None,
    )


def _earlier(parts: NamedParts | None, rule: BaseRule) -> Earlier | None:
    """What the same came to before, with what is open of it; None where it was not sent."""
    if parts is None or not parts:
        return None if parts is None else NOTHING_EARLIER
    found = assess_totals(totals_of(parts), rule.yardstick, None, Timing(is_over=True))
    return Earlier(found.value, found.lower, found.upper)


def common_window(keys: Iterable[PartKey]) -> Window:
    """The window of parts of one time: of those that an end has cut short and those that it has not, the whole one, cut."""
    by_days = {key[3:9]: key for key in keys}
    windows = [window_in(key) for key in by_days.values()]
    longest = max(windows, key=lambda window: (window.ends_on, window.last_day))
    return replace(longest, cut=next((window.cut for window in windows if window.cut), None))


def _timing(window: Window, rule: BaseRule, asked: Requirement | None, as_of: dt.date) -> Timing:
    is_over = window.is_over(as_of)
    return Timing(
        is_over=is_over,
        counted_to=None if is_over and window.cut is None else window.until(as_of),
        cannot_fall=_stays(rule, asked),
        end=end_of(window, None),
    )


def _stays(rule: BaseRule, asked: Requirement | None) -> bool:
    """Whether what has met the target before its time will still meet it; of counts, what is to be reached."""
    if not rule.cannot_fall or asked is None:
        return False
    return rule.yardstick.is_share or asked.is_upward


def _of_some(found: Assessed, rule: BaseRule, asked: Requirement | None) -> Assessed:
    """Without those who sent nothing: a count that only grows has met what it has met; all else they may turn."""
    is_certain = found.verdict == "met" and not rule.yardstick.is_share and _stays(rule, asked)
    is_judged = found.verdict in ("met", "not_met", "no_data")
    verdict: Verdict = "undetermined" if is_judged and not is_certain else found.verdict
    so_far = replace(found.so_far, judgement=None) if found.so_far is not None else None
    return replace(found, lower=None, upper=None, needed=None, verdict=verdict, so_far=so_far)


def _coverage(parts: NamedParts, totals: Totals) -> Coverage:
    units = {
        role: sum(part.units for key, part in parts if key.role == role and key.open)
        for role in ("unreadable", "undecided")
    }
    return Coverage(
        reported=totals.reported,
        expected=totals.units,
        unreadable=units["unreadable"],
        undecided=units["undecided"],
    )


def depends_on_reading(verdicts: Iterable[Verdict | None]) -> bool:
    """Whether readings that say something about the target disagree."""
    return len(set(verdicts) & DISAGREEING) > 1


def agreed_rule(rules: Mapping[str, BaseRule]) -> BaseRule:
    """What all senders say of a base: a target only of a share, and only where it is the same for all.

    Thirty offices × “≥ 300” is not “≥ 300”: what counts are to reach at a level is the level's own.
    """
    each = [rules[office] for office in sorted(rules)]
    first = each[0]
    is_common = first.yardstick.is_share and all(rule.target == first.target for rule in each)
    return replace(
        first,
        target=first.target if is_common else None,
        cannot_fall=all(rule.cannot_fall for rule in each),
        is_judged=all(rule.is_judged for rule in each),
        adds=all(rule.adds for rule in each),
    )


def kinds_behind(parts: NamedParts) -> list[str]:
    """The kinds of units that stand behind parts."""
    return sorted({key.kind for key, part in parts if part.units})
