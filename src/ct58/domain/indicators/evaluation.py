"""An indicator from beginning to end: contributions, total, range, verdict, readings, warnings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.bounds import Choices, Total, count_bounds, share_bounds, total
from ct58.domain.indicators.contribution import Base, Contribution
from ct58.domain.indicators.measures import choices_of_anybody, contributions
from ct58.domain.indicators.needs import measure_keys
from ct58.domain.indicators.numbers import Number, Pair, ratio
from ct58.domain.indicators.result import Assessment, Coverage, ReadingResult, Result
from ct58.domain.indicators.targets import Requirement, requirement
from ct58.domain.indicators.verdicts import cannot_fall, end_of, so_far, still_needed, verdict
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
    opened = [*(entry.open for entry in entries if entry.open), *unread]
    counted = total((entry.fixed for entry in entries), (choices for open_ in opened for choices in open_))
    pair = _sum(entry.point for entry in entries)
    has_data = any(entry.has_data for entry in entries)
    is_share = base.denominator is not None
    value = value_in(pair, is_share=is_share) if has_data else None
    reported = sum(entry.is_reported for entry in entries)
    lower, upper = _range(counted, is_share=is_share) if entries or unread else (None, None)
    if not reported and lower == upper:  # nobody has answered, so nothing is known for sure
        lower = upper = None
    is_over, holds = window.is_over(answers.as_of), cannot_fall(base, asked, answers.figures)
    end = end_of(window, answers.office.programme.head.closing)
    judged = verdict(asked, counted, value, is_over=is_over, cannot_fall=holds, end=end)
    is_open = value is not None and judged != "cut_short"
    return Assessment(
        is_share=is_share,
        numerator=pair[0] if has_data else None,
        denominator=pair[1] if has_data and is_share else None,
        value=value,
        lower=lower,
        upper=upper,
        coverage=Coverage(
            reported=reported,
            expected=len(entries) + len(unread),
            unreadable=sum(entry.is_unread for entry in entries) + len(unread),
            undecided=sum(entry.is_undecided for entry in entries),
        ),
        verdict=judged,
        so_far=so_far(asked, counted, value, window, answers.as_of),
        needed=still_needed(asked, counted, opened, is_over=is_over) if is_open else None,
        contributions=entries,
    )


def _of_unread_units(answers: Answers, base: Base, window: Window) -> list[tuple[Choices, ...]]:
    """What each unit could add whose entry in the register could not be read: it may be in every set."""
    unread = answers.office.unread.units
    return [choices_of_anybody(answers, base, window)] * len(unread) if unread else []


def _sum(pairs: Iterable[Pair]) -> Pair:
    return total(pairs, ()).fixed


def value_in(pair: Pair, *, is_share: bool) -> Number | None:
    """Numerator and denominator as percent, or the count alone; None where the denominator is 0."""
    return _percent(ratio(pair)) if is_share else pair[0]


def _range(counted: Total, *, is_share: bool) -> tuple[Number | None, Number | None]:
    """From the worst to the best case, in percent or as counts."""
    if not is_share:
        return count_bounds(counted)
    lower, upper = share_bounds(counted)
    return _percent(lower), _percent(upper)


def _percent(share: Number | None) -> Number | None:
    return None if share is None else 100 * share


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
