"""View of the indicators: results of a period, with what they were before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.contribution import Contribution
from ct58.domain.indicators.evaluation import assess_in_force, evaluate
from ct58.domain.indicators.needs import report_periods
from ct58.domain.indicators.numbers import NO_PAIR, Number, Yardstick, plus, ratio
from ct58.domain.indicators.result import Assessment, Coverage, Result, Verdict
from ct58.domain.indicators.targets import DOWNWARD
from ct58.domain.indicators.windows import (
    Window,
    a_year_earlier,
    is_comparable,
    previous,
    windows,
)
from ct58.domain.records.measure import Indicator
from ct58.domain.records.office import Office
from ct58.domain.records.programme import ProgrammeHead
from ct58.domain.time.period import Period
from ct58.records import positional_record, record

TREND_LENGTH = 5
"""How many values a trend has at most, with the newest."""
VERDICT_ORDER: tuple[Verdict, ...] = (
    "not_met",
    "undetermined",
    "met",
    "not_due",
    "cut_short",
    "no_data",
    "no_target",
)


@record
class Request:
    """Which indicators, of which period, and whether with a trend and earlier values (they read more)."""

    period: Period
    ids: tuple[str, ...]
    with_trend: bool = False
    with_past: bool = True


@positional_record
class Past:
    """What an indicator was at another time; all numbers None where nothing is known."""

    window: Window
    yardstick: Yardstick
    numerator: Number | None
    denominator: Number | None
    value: Number | None

    @property
    def is_share(self) -> bool:
        """Whether a numerator is divided by a denominator."""
        return self.yardstick.is_share


@record
class Row:
    """One indicator in one window. `trend` begins with the oldest and ends with this one.

    `line` is the indicator's in programme.yaml; `is_closed` once the books of its period are closed.
    """

    result: Result
    previous: Past | None
    last_year: Past | None
    trend: tuple[Past, ...]
    file: str
    line: int
    is_closed: bool


@record
class IndicatorsView:
    """The indicators of a period on a day, in the programme's order."""

    head: ProgrammeHead
    period: Period
    as_of: dt.date
    rows: tuple[Row, ...]

    def by_verdict(self) -> dict[Verdict, list[Row]]:
        """The rows of each verdict, those that need looking at first."""
        found: dict[Verdict, list[Row]] = {}
        for verdict in VERDICT_ORDER:
            rows = [row for row in self.rows if row.result.main.verdict == verdict]
            if rows:
                found[verdict] = rows
        return found


@record
class KindRow:
    """The part that units of one kind have in an indicator."""

    kind: str
    yardstick: Yardstick
    numerator: Number | None
    denominator: Number | None
    value: Number | None
    coverage: Coverage


def indicator_periods(office: Office, request: Request) -> frozenset[str]:
    """The periods of which the reports are needed, with those compared with."""
    found: set[str] = set()
    for indicator in _indicators(office, request):
        for window in windows(office, indicator, request.period):
            for entry in _all_windows(office, request, indicator, window):
                found |= report_periods(office, indicator, entry)
    return frozenset(found)


def indicators_view(
    office: Office, request: Request, as_of: dt.date, *, is_as_read: bool = False
) -> IndicatorsView:
    """The results of a request as known on a day; of an office as it was read, what is remembered is not worked out again."""
    answers = Answers(office, as_of, office.by_period.remembers if is_as_read else None)
    rows = (
        _row(office, answers, request, indicator, window)
        for indicator in _indicators(office, request)
        for window in windows(office, indicator, request.period)
    )
    return IndicatorsView(head=office.programme.head, period=request.period, as_of=as_of, rows=tuple(rows))


def by_kind(assessment: Assessment) -> tuple[KindRow, ...]:
    """The counts of each kind of unit; each is a count of its own, not a part of a percentage."""
    groups: dict[str, list[Contribution]] = {}
    for entry in assessment.contributions:
        groups.setdefault(entry.unit.kind, []).append(entry)
    return tuple(_kind_row(kind, groups[kind], assessment) for kind in groups)


def _kind_row(kind: str, entries: list[Contribution], assessment: Assessment) -> KindRow:
    pair = NO_PAIR
    for entry in entries:
        pair = plus(pair, entry.point)
    has_data = any(entry.has_data for entry in entries)
    return KindRow(
        kind=kind,
        yardstick=assessment.yardstick,
        numerator=pair[0] if has_data else None,
        denominator=pair[1] if has_data and assessment.is_share else None,
        value=assessment.yardstick.value(pair) if has_data else None,
        coverage=Coverage(
            reported=sum(entry.is_reported for entry in entries),
            expected=len(entries),
            unreadable=sum(entry.is_unread for entry in entries),
            undecided=sum(entry.is_undecided for entry in entries),
            waiting=sum(entry.is_unsettled for entry in entries),
        ),
    )


def _indicators(office: Office, request: Request) -> Iterator[Indicator]:
    return (entry for entry in office.programme.indicators if entry.id in request.ids)


def _row(office: Office, answers: Answers, request: Request, indicator: Indicator, window: Window) -> Row:
    result = evaluate(answers, indicator, window)
    file, at = office.place(indicator.id, ("indicators", office.programme.indicators.index(indicator)))
    period = office.periods.get(str(window.through or window.period))
    before, last_year = _compared_with(office, request, indicator, window)
    return Row(
        result=result,
        previous=_past(answers, indicator, before),
        last_year=_past(answers, indicator, last_year),
        trend=tuple(_trend(office, answers, request, indicator, window)),
        file=file,
        line=office.line(file, at),
        is_closed=period is not None and period.is_closed_on(answers.as_of),
    )


def _trend(
    office: Office, answers: Answers, request: Request, indicator: Indicator, window: Window
) -> Iterator[Past]:
    for entry in _trend_windows(office, request, indicator, window):
        past = _past(answers, indicator, entry)
        assert past is not None
        yield past


def _past(answers: Answers, indicator: Indicator, window: Window | None) -> Past | None:
    """An earlier value, as it is known today, by what was in force then."""
    if window is None:
        return None
    _asked, found = assess_in_force(answers, indicator, window)
    return Past(window, found.yardstick, found.numerator, found.denominator, found.value)


def _compared_with(
    office: Office, request: Request, indicator: Indicator, window: Window
) -> tuple[Window | None, Window | None]:
    """The window before and the one a year earlier, where they are asked for and there are such."""
    if not request.with_past or _is_given_once(office, indicator, window):
        return None, None
    earlier = (previous(window, request.period), a_year_earlier(window, request.period))
    found = [entry if _is_known(office, indicator, window, entry) else None for entry in earlier]
    return found[0], found[1]


def _is_known(office: Office, indicator: Indicator, window: Window, earlier: Window | None) -> bool:
    """Whether there is an earlier window to compare with: in the programme's time, and when it was asked as often."""
    if earlier is None or earlier.last_day < office.horizon.first_day:
        return False
    return is_comparable(office, indicator, window, earlier)


def _is_given_once(office: Office, indicator: Indicator, window: Window) -> bool:
    """Whether it rests only on what is given once and for all, of which there is no earlier state."""
    return report_periods(office, indicator, window) == {"once"}


def _all_windows(office: Office, request: Request, indicator: Indicator, window: Window) -> Iterator[Window]:
    yield window
    yield from (entry for entry in _compared_with(office, request, indicator, window) if entry is not None)
    yield from _trend_windows(office, request, indicator, window)


def _trend_windows(office: Office, request: Request, indicator: Indicator, window: Window) -> list[Window]:
    """The same thing one period earlier, again and again, oldest first; none unless asked for."""
    found: list[Window] = []
    has_trend = request.with_trend and not _is_given_once(office, indicator, window)
    asked, entry = request.period, window if has_trend else None
    while entry is not None and _is_known(office, indicator, window, entry) and len(found) < TREND_LENGTH:
        found.append(entry)
        entry = previous(entry, asked)
        asked = asked if asked.kind == "once" else asked.previous()
    return found[::-1]


_URGENCY: dict[Verdict, int] = {
    "not_met": 0,
    "undetermined": 1,
    "no_data": 2,
    "met": 3,
    "not_due": 4,
    "cut_short": 5,
}


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
    return verdict not in ("no_target", "cut_short")


def _rank(row: Row) -> tuple[int, bool, Number]:
    main = row.result.main
    will_fail = main.so_far is not None and main.so_far.judgement == "not_met"
    return _URGENCY[main.verdict], not will_fail, _reached(row.result)


def _reached(result: Result) -> Number:
    """The part of what is asked that has been reached; 0 where too much is what is wrong."""
    asked, value = result.requirement, result.main.value
    aim = next(iter(asked.marks), None) if asked is not None and asked.target.op not in DOWNWARD else None
    return 0 if value is None or aim is None or aim <= 0 else ratio((value, aim)) or 0


def gap(result: Result) -> Number | None:
    """What the numerator lacks (above 0) or has too many of (below 0), with what is known now.

    None without a number, without data, and where nothing is lacking.
    """
    if result.requirement is None or result.main.value is None:
        return None
    return result.requirement.gap(result.main.pair) or None
