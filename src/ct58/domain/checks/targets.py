"""What is asked, and the operands that it is asked of: whether a target and a measure can mean anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import combinations

from ct58.domain.checks.context import Context, shown
from ct58.domain.checks.form import placed_measures
from ct58.domain.checks.timing import is_time
from ct58.domain.records.measure import BaseYear, Indicator, Measure, Reading, Target
from ct58.domain.records.office import Office
from ct58.domain.records.places import PROGRAMME_FILE
from ct58.domain.records.programme import FigureType, Horizon, Programme
from ct58.domain.records.units import Unit
from ct58.domain.time.deadlines import DeadlineRule
from ct58.domain.time.period import Period, is_year
from ct58.errors import Finding, Path
from ct58.i18n import Message, N_, msg

_FORMS = ("value", "between", "about", "of")
"""What makes each form of a target what it is; a bound and a relative one have a sign as well."""
_BELONGS = {"tolerance": "about", "times": "of", "plus": "of"}
MOST_DECIMALS = 6
_HAVE_A_VALUE: frozenset[FigureType] = frozenset({"integer", "decimal", "money", "boolean"})


def placed_targets(programme: Programme) -> Iterator[tuple[Path, Target]]:
    """Every target and cap, those of readings too, with its place."""
    for index, indicator in enumerate(programme.indicators):
        at: Path = ("indicators", index)
        if indicator.target is not None:
            yield (*at, "target"), indicator.target
        yield from (((*at, "caps", place), cap) for place, cap in enumerate(indicator.caps))
        for place, reading in enumerate(indicator.readings):
            if reading.target is not None:
                yield (*at, "readings", place, "target"), reading.target


def targets_have_one_form(context: Context, office: Office) -> Iterator[Finding]:
    """A target says in one way what is asked."""
    for at, target in placed_targets(office.programme):
        problem = _form_problem(target)
        if problem is not None:
            yield Finding(code="P370", file=PROGRAMME_FILE, at=at, params={"problem": problem})


def _form_problem(target: Target) -> Message | None:
    given = [form for form in _FORMS if getattr(target, form) is not None]
    if len(given) != 1:
        return msg(N_("it has to say one of “value”, “between”, “about” and “of”"))
    if (target.op is not None) != (given[0] in ("value", "of")):
        return msg(N_("a sign “op” goes with “value” and “of”, and only with them"))
    for key, form in _BELONGS.items():
        if getattr(target, key) is not None and form not in given:
            return msg(N_("“{key}” goes with “{other}”"), key=key, other=form)
    return None


def targets_can_be_met(context: Context, office: Office) -> Iterator[Finding]:
    """The numbers of a target leave something that meets it."""
    for at, target in placed_targets(office.programme):
        for key, problem in _impossible(target):
            yield Finding(code="P371", file=PROGRAMME_FILE, at=(*at, key), params={"problem": problem})


def _impossible(target: Target) -> Iterator[tuple[str, Message]]:
    if target.between is not None and target.between[0] > target.between[1]:
        yield "between", msg(N_("it ends before it begins"))
    if target.tolerance is not None and target.tolerance < 0:
        yield "tolerance", msg(N_("nothing is nearer than that"))
    if target.times is not None and target.times <= 0:
        yield "times", msg(N_("an earlier value is multiplied by something above 0"))
    if target.decimals is not None and not 0 <= target.decimals <= MOST_DECIMALS:
        yield "decimals", msg(N_("a number has 0 to {most} decimals"), most=str(MOST_DECIMALS))


def milestones_lead_somewhere(context: Context, office: Office) -> Iterator[Finding]:
    """Milestones are on the way of what is due once, before the year in which it is due."""
    years = office.programme.head.horizon
    for index, indicator in enumerate(office.programme.indicators):
        target, rule = indicator.target, indicator.deadline
        if target is None or target.milestones is None or not is_time(years):
            continue
        problem = None
        if rule.every is not None:
            problem = msg(N_("what recurs has a series of values: value: {{2023: 50, 2025: 70}}"))
        elif target.form in ("between", "relative"):
            problem = msg(N_("they go with a bound or with “about”"))
        elif not all(years.from_ <= year < _due_year(years, rule) for year in target.milestones):
            problem = msg(N_("their years lie inside the programme, before the one in which it is due"))
        if problem is not None:
            at = ("indicators", index, "target", "milestones")
            yield Finding(code="P377", file=PROGRAMME_FILE, at=at, params={"problem": problem})


def _due_year(years: Horizon, rule: DeadlineRule) -> int:
    ends = [
        rule.within.last_day if rule.within else None,
        rule.by.last_day if isinstance(rule.by, Period) else rule.by,
    ]
    return min((end.year for end in ends if end is not None), default=years.to)


def values_are_of_one_body(context: Context, office: Office) -> Iterator[Finding]:
    """One body's figure as it is has one body, and is a number, or yes or no."""
    for at, measure in placed_measures(office.programme):
        if measure.value is None:
            continue
        figure = office.figure(measure.value)
        if figure is not None and figure.type not in _HAVE_A_VALUE:
            params = {"figure": shown(measure.value)}
            yield Finding(code="P373", file=PROGRAMME_FILE, at=(*at, "value"), params=params)
        count = _most_at_once(office, measure)
        if count is not None and count != 1:
            yield Finding(code="P372", file=PROGRAMME_FILE, at=(*at, "of"), params={"count": count})


def _most_at_once(office: Office, measure: Measure) -> int | None:
    """How many units a set means at one time: none, one, or two and more; None of a set that is not there."""
    if isinstance(measure.of, str) and measure.of not in office.programme.sets:
        return None
    found = office.meant(measure.of, dt.date.max)
    if any(_are_together(one, other) for one, other in combinations(found, 2)):
        return len(found)
    return min(1, len(found))


def _are_together(one: Unit, other: Unit) -> bool:
    """Whether there is a day on which both exist."""
    begins = max(one.valid_from or dt.date.min, other.valid_from or dt.date.min)
    return begins <= min(one.valid_to or dt.date.max, other.valid_to or dt.date.max)


def shares_are_told_in_one_way(context: Context, office: Office) -> Iterator[Finding]:
    """“per” is of a denominator, above 0, and not of what is told in percent."""
    for index, indicator in enumerate(office.programme.indicators):
        for at, entry in _bases(index, indicator):
            target = entry.target or indicator.target
            if entry.numerator.per is not None:
                problem = msg(N_("it belongs to the denominator"))
                yield _of_per((*at, "numerator", "per"), problem)
            per = entry.denominator.per if entry.denominator is not None else None
            if per is not None and per <= 0:
                yield _of_per((*at, "denominator", "per"), msg(N_("it is a number above 0")))
            elif per not in (None, 100) and target is not None and target.unit in (None, "percent"):
                yield _of_per((*at, "denominator", "per"), msg(N_("percent are per 100; name another unit")))


def _of_per(at: Path, problem: Message) -> Finding:
    return Finding(code="P374", file=PROGRAMME_FILE, at=at, params={"problem": problem})


def _bases(index: int, indicator: Indicator) -> Iterator[tuple[Path, Indicator | Reading]]:
    yield ("indicators", index), indicator
    yield from (
        (("indicators", index, "readings", place), entry) for place, entry in enumerate(indicator.readings)
    )


def measures_have_a_time(context: Context, office: Office) -> Iterator[Finding]:
    """A measure is of one time or the mean of years; how something stood at a beginning is asked of what stands."""
    for at, measure in placed_measures(office.programme):
        found = _time_problem(office, measure)
        if found is not None:
            key, problem = found
            yield Finding(code="P375", file=PROGRAMME_FILE, at=(*at, key), params={"problem": problem})


def _time_problem(office: Office, measure: Measure) -> tuple[str, Message] | None:
    if measure.average is not None:
        if measure.period is not None:
            return "average", msg(N_("“period” and “average” are two times"))
        over = measure.average.over
        if over.kind not in ("year", "span") or over.of != "year":
            return "average", msg(N_("a mean is taken over years: over: 2021..2025"))
    if measure.period in ("opening", "first_of_year"):
        added = [
            figure
            for key in _summed(measure)
            if (figure := office.figure(key)) is not None and figure.is_summed
        ]
        if added:
            text = N_("“{figure}” adds up over a time; only what stands has a value at its beginning")
            return "period", msg(text, figure=added[0].key)
    return None


def _summed(measure: Measure) -> Iterator[str]:
    yield from (
        *measure.sum,
        *measure.minus,
        *(key for key in (measure.value, measure.count) if key is not None),
    )


def earlier_times_exist(context: Context, office: Office) -> Iterator[Finding]:
    """What looks back has something behind it: a time before, or a base year before the programme's last."""
    for index, indicator in enumerate(office.programme.indicators):
        for at, time in _looked_back_to(index, indicator):
            problem = _no_time_before(office, indicator, time)
            if problem is not None:
                yield Finding(code="P376", file=PROGRAMME_FILE, at=at, params={"problem": problem})


def _no_time_before(office: Office, indicator: Indicator, time: object) -> Message | None:
    if isinstance(time, BaseYear):
        if not is_year(time.base):
            return msg(N_("no period can be in the base year"))
        if time.base >= office.programme.head.horizon.to:
            return msg(N_("the base year has to lie before the programme's last"))
    elif indicator.deadline.every is None and time in ("previous", "same_last_year"):
        return msg(N_("what is due once has no time before; name a base year"))
    return None


def _looked_back_to(index: int, indicator: Indicator) -> Iterator[tuple[Path, object]]:
    for at, entry in _bases(index, indicator):
        if entry.target is not None and entry.target.of is not None:
            yield (*at, "target", "of"), entry.target.of
        for key in ("numerator", "denominator"):
            measure = getattr(entry, key)
            if measure is not None and measure.period is not None:
                yield (*at, key, "period"), measure.period
