"""An indicator from beginning to end: contributions, total, range, verdict, readings, warnings."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import TypeVar, overload

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.bounds import Choices, total
from ct58.domain.indicators.contribution import Base, Contribution
from ct58.domain.indicators.dependents import Figures
from ct58.domain.indicators.needs import measure_keys, report_periods
from ct58.domain.indicators.numbers import YES_OR_NO, Pair, Yardstick
from ct58.domain.indicators.result import Assessment, Coverage, MilestoneResult, ReadingResult, Result
from ct58.domain.indicators.targets import (
    NOTHING_EARLIER,
    Earlier,
    Requirement,
    is_yes_or_no,
    requirement,
    yardstick_of,
)
from ct58.domain.indicators.totals import Timing, Totals, assess_totals
from ct58.domain.indicators.verdicts import cannot_fall, end_of
from ct58.domain.indicators.windows import Window, looked_back_to
from ct58.domain.records.measure import Indicator, Reading, Target
from ct58.domain.records.office import Office
from ct58.domain.records.places import READ
from ct58.domain.records.programme import Amendment, Figure
from ct58.domain.time.period import ONE_DAY, Period
from ct58.i18n import Message, N_, msg
from ct58.records import copied

T = TypeVar("T")
U = TypeVar("U")
DISAGREEING = frozenset({"met", "not_met", "undetermined"})
"""Verdicts that say something about the target, so that two readings can disagree."""


def evaluate(answers: Answers, indicator: Indicator, window: Window) -> Result:
    """The indicator in a window, as known on the day of the answers, by what was in force on its last day."""
    answers, indicator = _in_force(answers, indicator, window.until(answers.as_of))
    asked, main = _asked_and_assessed(answers, indicator, _base(indicator), indicator.target, window)
    estimated, taken_back = remembered(
        answers, indicator, window, ("beside",), partial(_beside, answers, indicator, main)
    )
    readings = tuple(_reading(answers, indicator, reading, window) for reading in indicator.readings)
    verdicts = {main.verdict, *(found.verdict for found in readings)}
    return Result(
        indicator=indicator,
        window=window,
        as_of=answers.as_of,
        requirement=asked,
        main=main,
        readings=readings,
        estimated=estimated,
        depends_on_reading=len(verdicts & DISAGREEING) > 1,
        warnings=tuple(_warnings(answers, indicator, main, window, taken_back)),
        ended_by=_ended_by(answers, indicator, window),
        milestones=tuple(_milestones(answers, indicator, window)),
    )


def _milestones(answers: Answers, indicator: Indicator, window: Window) -> Iterator[MilestoneResult]:
    """What was to be reached by the end of each year that has been seen whole, and what it had come to."""
    target = indicator.target
    if target is None:
        return
    for year, value in sorted((target.milestones or {}).items()):
        ended = Period.of_year(year)
        if not window.is_one_off or ended.last_day > window.last_day or ended.last_day >= answers.as_of:
            continue
        seen = Window(ended, window.first_day, ended.last_day, ended.last_day)
        aim = replace(target, op=target.op or ">=", value=value, between=None, about=None, of=None)
        asked, found = _asked_and_assessed(answers, indicator, _base(indicator), aim, seen)
        if asked is not None:
            yield MilestoneResult(year=year, requirement=asked, assessment=found)


def _ended_by(answers: Answers, indicator: Indicator, window: Window) -> Amendment | None:
    """The amendment that ended the indicator in the window, unless the committee's end had come before it."""
    ending = answers.office.history.endings.get(indicator.id) if window.cut is not None else None
    return ending.amendment if ending is not None and ending.since - ONE_DAY == window.last_day else None


def assess_in_force(
    answers: Answers, indicator: Indicator, window: Window
) -> tuple[Requirement | None, Assessment]:
    """What is asked in a window, and the indicator's own base alone, by what was in force on the window's last day."""
    answers, indicator = _in_force(answers, indicator, window.until(answers.as_of))
    return _asked_and_assessed(answers, indicator, _base(indicator), indicator.target, window)


def _in_force(answers: Answers, indicator: Indicator, day: dt.date) -> tuple[Answers, Indicator]:
    """The answers to the form of a day, and the indicator as it read on it; one that came later as it first read."""
    history = answers.office.history
    if not history.is_amended:
        return answers, indicator
    editions = (history.on(day), *(edition.programme for edition in history.editions))
    known = (entry for edition in editions for entry in edition.indicators if entry.id == indicator.id)
    return answers.in_force(day), next(known, indicator)


def _reading(answers: Answers, indicator: Indicator, reading: Reading, window: Window) -> ReadingResult:
    """Another base, held against its own target where it has one."""
    target = reading.target if reading.target is not None else indicator.target
    asked, found = _asked_and_assessed(answers, indicator, _base(reading), target, window)
    return ReadingResult(reading=reading, requirement=asked, assessment=found)


def _base(entry: Indicator | Reading) -> Base:
    return Base(entry.numerator, entry.denominator)


def _asked_and_assessed(
    answers: Answers, indicator: Indicator, base: Base, target: Target | None, window: Window
) -> tuple[Requirement | None, Assessment]:
    """What a target asks of a base of an indicator in a window, and what the base comes to."""
    yardstick = yardstick_for(answers.figures, base, target)
    asked = requirement(target, window, yardstick, _earlier(answers, indicator, base, target, window))
    return asked, _assess_once(answers, indicator, base, asked, window, yardstick)


def _assess_once(
    answers: Answers,
    indicator: Indicator,
    base: Base,
    asked: Requirement | None,
    window: Window,
    yardstick: Yardstick,
) -> Assessment:
    """One base of an indicator, as it was assessed before; what each unit adds is worked out when somebody asks."""
    made: list[Assessment] = []

    def without_parts() -> Assessment:
        made.append(assess(answers, base, asked, window, yardstick))
        return copied(made[0], contributions=())

    question = ("assessed", base, asked, yardstick)
    found = remembered(answers, indicator, window, question, without_parts)
    if made:
        return made[0]
    return copied(found, contributions=WhenAsked(partial(_contributions, answers, base, window)))


def _contributions(answers: Answers, base: Base, window: Window) -> tuple[Contribution, ...]:
    """What each unit adds; most of what is asked was worked out before."""
    from ct58.domain.indicators.measures import contributions

    return contributions(answers, base, window)


def remembered(
    answers: Answers,
    indicator: Indicator,
    window: Window,
    asked: tuple[object, ...],
    work_out: Callable[[], T],
) -> T:
    """What was worked out before of the reports that an indicator rests on in a window.

    While a file is not read nothing is: what is not known of it stands in no report.
    """
    remembers = answers.remembers
    if remembers is None or answers.office.unread != READ:
        return work_out()
    known = answers.periods_read
    periods = known.get((indicator.id, window))
    if periods is None:
        periods = known[indicator.id, window] = report_periods(answers.office, indicator, window)
    day = (answers.as_of, answers.office.known_on, answers.edition)
    return remembers.once(periods, (*asked, indicator.id, window, *day), work_out)


class WhenAsked(Sequence[U]):
    """A sequence that is made when somebody looks into it."""

    def __init__(self, make: Callable[[], Sequence[U]]) -> None:
        self._made = cache(make)

    @overload
    def __getitem__(self, place: int) -> U: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[U]: ...
    def __getitem__(self, place: int | slice) -> U | Sequence[U]:
        return self._made()[place]

    def __len__(self) -> int:
        return len(self._made())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


def yardstick_for(figures: Figures, base: Base, target: Target | None) -> Yardstick:
    """What a base is told in, by its measures, its target and the form."""
    below = base.denominator
    if is_yes_or_no(base.numerator, below, figures):
        return YES_OR_NO
    told = yardstick_of(below.per if below is not None else None, target, is_share=below is not None)
    return told if base.adds_up(figures) else replace(told, adds_up=False)


def _earlier(
    answers: Answers, indicator: Indicator, base: Base, target: Target | None, window: Window
) -> Earlier:
    """What the same base came to at the time that the target looks back to, a mean in that year, with what is open of it."""
    back = looked_back_to(window, target.of) if target is not None and target.of is not None else None
    if back is None:
        return NOTHING_EARLIER
    yardstick = yardstick_for(answers.figures, base, target)
    found = _assess_once(answers, indicator, base.of_a_year, None, back, yardstick)
    return Earlier(found.value, found.lower, found.upper)


def assess(
    answers: Answers, base: Base, asked: Requirement | None, window: Window, yardstick: Yardstick
) -> Assessment:
    """One base of an indicator in a window."""
    entries = _contributions(answers, base, window)
    unread = _of_unread_units(answers, base, window)
    totals = _totals(entries, unread)
    found = assess_totals(totals, yardstick, asked, _timing(answers, base, asked, window))
    return Assessment(
        yardstick=yardstick,
        numerator=totals.point[0] if totals.has_data else None,
        denominator=totals.point[1] if totals.has_data and yardstick.is_share else None,
        value=found.value,
        lower=found.lower,
        upper=found.upper,
        coverage=Coverage(
            reported=totals.reported,
            expected=totals.units,
            unreadable=sum(entry.is_unread for entry in entries) + len(unread),
            undecided=sum(entry.is_undecided for entry in entries),
            waiting=sum(entry.is_unsettled for entry in entries) + _unsettled_units(answers.office),
        ),
        verdict=found.verdict,
        so_far=found.so_far,
        needed=found.needed,
        contributions=entries,
        carried=_carried(entries),
    )


def _carried(entries: Iterable[Contribution]) -> Mapping[Period, int]:
    found: Counter[Period] = Counter()
    for entry in entries:
        carried = {cell.carried_from for cell in entry.cells if cell.carried or cell.last is not None}
        found.update(period for period in carried if period is not None)
    return dict(sorted(found.items(), key=lambda item: item[0].sort_key()))


def _totals(entries: Sequence[Contribution], unread: Sequence[tuple[Choices, ...]]) -> Totals:
    """All units together; those whose entry in the register could not be read may add anything."""
    return Totals(
        point=_sum(entry.point for entry in entries),
        fixed=_sum(entry.fixed for entry in entries),
        open=Counter([*(entry.open for entry in entries if entry.open), *unread]),
        units=len(entries) + len(unread),
        has_data=any(entry.has_data for entry in entries),
    )


def _timing(answers: Answers, base: Base, asked: Requirement | None, window: Window) -> Timing:
    is_over = window.is_over(answers.as_of)
    return Timing(
        is_over=is_over,
        counted_to=None if is_over and window.cut is None else window.until(answers.as_of),
        cannot_fall=cannot_fall(base, asked, answers.figures),
        end=end_of(window, answers.office.programme.head.closing),
    )


def _unsettled_units(office: Office) -> int:
    """Of how many units the entry in the register waits to be settled."""
    return len(office.unread.unsettled.units) if office.unread.unsettled is not None else 0


def _of_unread_units(answers: Answers, base: Base, window: Window) -> list[tuple[Choices, ...]]:
    """What each unit could add whose entry in the register could not be read: it may be in every set."""
    unread = answers.office.unread.units
    if not unread:
        return []
    from ct58.domain.indicators.measures import choices_of_anybody

    return [choices_of_anybody(answers, base, window)] * len(unread)


def _sum(pairs: Iterable[Pair]) -> Pair:
    return total(pairs, ()).fixed


def is_estimate(answers: Answers, entry: Contribution) -> bool:
    """Whether a figure that counts comes from a report of estimates; decisions and receipts are none."""
    return any(
        cell.state == "given"
        and cell.report is not None
        and cell.report.quality == "estimated"
        and answers.figures[cell.figure].asked
        and answers.figures[cell.figure].if_absent == "unknown"
        for cell in entry.cells
    )


_Withdrawn = tuple[tuple[str, str], ...]
"""Figures of which somebody's yes is not counted, with these units by name."""


def _beside(answers: Answers, indicator: Indicator, main: Assessment) -> tuple[bool, _Withdrawn]:
    """What else is told of all units: whether one gives an estimate, and whose yes is not counted."""
    estimated = any(is_estimate(answers, entry) for entry in main.contributions)
    return estimated, tuple(_taken_back(answers, indicator, main))


def _warnings(
    answers: Answers, indicator: Indicator, main: Assessment, window: Window, taken_back: _Withdrawn
) -> Iterator[Message]:
    yield from _caps(indicator, main, window)
    for key, units in taken_back:
        whole = answers.figures[answers.figures[key].subset_of or ""]
        yield msg(N_("not counted, because “{whole}” is not given: {units}"), whole=whole.label, units=units)
    if main.denominator == 0 and window.is_over(answers.as_of):
        yield msg(N_("nothing falls under the denominator"))


def _caps(indicator: Indicator, main: Assessment, window: Window) -> Iterator[Message]:
    """A cap is a rule beside the target: above it is a warning, not a verdict."""
    for cap in indicator.caps:
        limit = requirement(cap, window, main.yardstick)
        if limit is not None and main.value is not None and not limit.is_met(main.pair):
            yield msg(N_("beyond the cap: {cap}"), cap=cap.text or f"{cap.op} {cap.value}")


def _taken_back(answers: Answers, indicator: Indicator, main: Assessment) -> Iterator[tuple[str, str]]:
    """Yes answers that are not counted, because what they are part of is not given."""
    for figure in (answers.figures[key] for key in measure_keys(indicator.numerator)):
        if answers.figures.get(figure.subset_of or "") is not None:
            broken = [
                entry.unit.label for entry in main.contributions if _is_taken_back(answers, figure, entry)
            ]
            if broken:
                yield figure.key, ", ".join(broken)


def _is_taken_back(answers: Answers, figure: Figure, entry: Contribution) -> bool:
    """Whether a unit's yes is written down and does not count."""
    return any(
        cell.figure == figure.key
        and cell.state == "missing"
        and answers.cell(figure, cell.unit, cell.period).value is True
        for cell in entry.cells
    )
