"""An indicator from beginning to end: contributions, total, range, verdict, readings, warnings."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.bounds import Choices, total
from ct58.domain.indicators.contribution import Base, Contribution
from ct58.domain.indicators.measures import choices_of_anybody, contributions
from ct58.domain.indicators.needs import measure_keys
from ct58.domain.indicators.numbers import COUNT, PERCENT, Pair
from ct58.domain.indicators.result import Assessment, Coverage, ReadingResult, Result
from ct58.domain.indicators.targets import Requirement, requirement
from ct58.domain.indicators.totals import Timing, Totals, assess_totals
from ct58.domain.indicators.verdicts import cannot_fall, end_of
from ct58.domain.indicators.windows import Window
from ct58.domain.records.measure import Indicator, Reading
from ct58.domain.records.programme import Amendment, Figure
from ct58.domain.time.period import ONE_DAY
from ct58.i18n import Message, N_, msg

DISAGREEING = frozenset({"met", "not_met", "undetermined"})
"""Verdicts that say something about the target, so that two readings can disagree."""


def evaluate(answers: Answers, indicator: Indicator, window: Window) -> Result:
    """The indicator in a window, as known on the day of the answers, by what was in force on its last day."""
    answers, indicator = _in_force(answers, indicator, window.until(answers.as_of))
    asked = requirement(indicator.target, window)
    main = assess(answers, Base(indicator.numerator, indicator.denominator), asked, window)
    readings = tuple(_reading(answers, reading, asked, window) for reading in indicator.readings)
    verdicts = {main.verdict, *(found.verdict for found in readings)}
    return Result(
        indicator=indicator,
        window=window,
        as_of=answers.as_of,
        requirement=asked,
        main=main,
        readings=readings,
        estimated=any(_is_estimate(answers, entry) for entry in main.contributions),
        depends_on_reading=len(verdicts & DISAGREEING) > 1,
        warnings=tuple(_warnings(answers, indicator, main, window)),
        ended_by=_ended_by(answers, indicator, window),
    )


def _ended_by(answers: Answers, indicator: Indicator, window: Window) -> Amendment | None:
    """The amendment that ended the indicator in the window, unless the committee's end had come before it."""
    ending = answers.office.history.endings.get(indicator.id) if window.cut is not None else None
    return ending.amendment if ending is not None and ending.since - ONE_DAY == window.last_day else None


def assess_in_force(
    answers: Answers, indicator: Indicator, window: Window
) -> tuple[Requirement | None, Assessment]:
    """What is asked in a window, and the indicator's own base alone, by what was in force on the window's last day."""
    answers, indicator = _in_force(answers, indicator, window.until(answers.as_of))
    asked = requirement(indicator.target, window)
    return asked, assess(answers, Base(indicator.numerator, indicator.denominator), asked, window)


def _in_force(answers: Answers, indicator: Indicator, day: dt.date) -> tuple[Answers, Indicator]:
    """The answers to the form of a day, and the indicator as it read on it; one that came later as it first read."""
    history = answers.office.history
    if not history.is_amended:
        return answers, indicator
    editions = (history.on(day), *(edition.programme for edition in history.editions))
    known = (entry for edition in editions for entry in edition.indicators if entry.id == indicator.id)
    return answers.in_force(day), next(known, indicator)


def _reading(answers: Answers, reading: Reading, asked: Requirement | None, window: Window) -> ReadingResult:
    """Another base, held against its own target where it has one."""
    own = requirement(reading.target, window) if reading.target is not None else asked
    base = Base(reading.numerator, reading.denominator)
    return ReadingResult(reading=reading, requirement=own, assessment=assess(answers, base, own, window))


def assess(answers: Answers, base: Base, asked: Requirement | None, window: Window) -> Assessment:
    """One base of an indicator in a window."""
    entries = contributions(answers, base, window)
    unread = _of_unread_units(answers, base, window)
    totals = _totals(entries, unread)
    yardstick = COUNT if base.denominator is None else PERCENT
    found = assess_totals(totals, yardstick, asked, _timing(answers, base, asked, window))
    return Assessment(
        is_share=yardstick.is_share,
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
        ),
        verdict=found.verdict,
        so_far=found.so_far,
        needed=found.needed,
        contributions=entries,
    )


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


def _of_unread_units(answers: Answers, base: Base, window: Window) -> list[tuple[Choices, ...]]:
    """What each unit could add whose entry in the register could not be read: it may be in every set."""
    unread = answers.office.unread.units
    return [choices_of_anybody(answers, base, window)] * len(unread) if unread else []


def _sum(pairs: Iterable[Pair]) -> Pair:
    return total(pairs, ()).fixed


def _is_estimate(answers: Answers, entry: Contribution) -> bool:
    """Whether a figure that counts comes from a report of estimates; decisions and receipts are none."""
    return any(
        cell.state == "given"
        and cell.report is not None
        and cell.report.quality == "estimated"
        and answers.figures[cell.figure].asked
        and answers.figures[cell.figure].if_absent == "unknown"
        for cell in entry.cells
    )


def _warnings(answers: Answers, indicator: Indicator, main: Assessment, window: Window) -> Iterator[Message]:
    yield from _caps(indicator, main, window)
    yield from _subsets(answers, indicator, main)
    if main.denominator == 0 and window.is_over(answers.as_of):
        yield msg(N_("nothing falls under the denominator"))


def _caps(indicator: Indicator, main: Assessment, window: Window) -> Iterator[Message]:
    """A cap is a rule beside the target: above it is a warning, not a verdict."""
    for cap in indicator.caps:
        limit = requirement(cap, window)
        if limit is not None and main.value is not None and not limit.is_met(main.pair):
            yield msg(N_("beyond the cap: {cap}"), cap=cap.text or f"{cap.op} {cap.value}")


def _subsets(answers: Answers, indicator: Indicator, main: Assessment) -> Iterator[Message]:
    """Yes answers that are not counted, because what they are part of is not given."""
    for figure in (answers.figures[key] for key in measure_keys(indicator.numerator)):
        whole = answers.figures.get(figure.subset_of or "")
        broken = [entry.unit.label for entry in main.contributions if _is_taken_back(answers, figure, entry)]
        if broken and whole is not None:
            text = N_("not counted, because “{whole}” is not given: {units}")
            yield msg(text, whole=whole.label, units=", ".join(broken))


def _is_taken_back(answers: Answers, figure: Figure, entry: Contribution) -> bool:
    """Whether a unit's yes is written down and does not count."""
    return any(
        cell.figure == figure.key
        and cell.state == "missing"
        and answers.cell(figure, cell.unit, cell.period).value is True
        for cell in entry.cells
    )
