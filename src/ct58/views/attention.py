"""Which indicators need looking at first, and what they lack."""

from __future__ import annotations

from collections.abc import Iterable

from ct58.domain.indicators.numbers import Number, ratio
from ct58.domain.indicators.result import Assessment, Result, Verdict
from ct58.domain.indicators.targets import DOWNWARD
from ct58.views.indicators import Row

_URGENCY: dict[Verdict, int] = {"not_met": 0, "undetermined": 1, "no_data": 2, "met": 3, "not_due": 4}


def worst_first(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The indicators that need looking at.

    Not met, undetermined, without data though their time is over, met on one reading only, then those on
    their way; of equals the one that has reached least of what is asked. What is met on every reading, and
    what has no number to reach, needs no attention.
    """
    return tuple(sorted(filter(_needs_attention, rows), key=_rank))


def _needs_attention(row: Row) -> bool:
    verdict = row.result.main.verdict
    if verdict == "met":
        return row.result.depends_on_reading
    if verdict == "not_due":
        return row.result.main.value is not None
    return verdict != "no_target"


def _rank(row: Row) -> tuple[int, bool, Number]:
    main = row.result.main
    will_fail = main.so_far is not None and main.so_far.judgement == "not_met"
    return _URGENCY[main.verdict], not will_fail, _reached(row.result)


def _reached(result: Result) -> Number:
    """The part of what is asked that has been reached; 0 where too much is what is wrong."""
    asked, value = result.requirement, result.main.value
    if asked is None or value is None or asked.target.op in DOWNWARD or asked.value <= 0:
        return 0
    return ratio((value, asked.value)) or 0


def missing_count(main: Assessment) -> int:
    """How many units have not reported what the indicator rests on."""
    return main.coverage.expected - main.coverage.reported


def gap(result: Result) -> int | None:
    """What the numerator lacks (above 0) or has too many of (below 0), with what is known now.

    None without a number, without data, and where nothing is lacking.
    """
    if result.requirement is None or result.main.value is None:
        return None
    return result.requirement.gap(result.main.pair) or None
