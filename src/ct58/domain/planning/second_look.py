"""A second look at a figure while it is typed in: what cannot be, and what is worth reading again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache

from ct58.domain.records.office import Office
from ct58.domain.records.programme import Figure
from ct58.domain.records.reports import Report
from ct58.domain.records.scalars import FigureValue
from ct58.domain.records.units import Unit
from ct58.domain.standing.form import asked_figures, is_asked
from ct58.domain.text.suggestions import enumeration
from ct58.domain.time.period import Period
from ct58.i18n import Message, N_, msg
from ct58.records import record

PlainNumber = int | Decimal

LEAST_JUMP = 10
"""A difference below ten is never a jump: 1 → 5 is an ordinary quarter."""
FLOW_FACTOR = Fraction(5)
"""What is counted within a period jumps when it is five times the last, or a fifth of it."""
STOCK_FACTOR = Fraction(3, 2)
"""What is counted at the end of a period moves slowly: half as much again is a jump already."""
FROM_NOTHING = 50
"""After a zero any number is infinitely more, and a zero is ordinary: only from fifty on is either a jump."""
LARGE_SHARE = Fraction(1, 4)
"""So much of all who are counted in the same unit seldom joins, learns or leaves within one period."""


@record
class SecondLook:
    """What a value gives to think about.

    `impossible` refuses it; `odd` is said and asked about, and the value may stay.
    """

    impossible: Message | None = None
    odd: Message | None = None


@record
class DoubtfulFigure:
    """A figure that stands in a report, and what is worth reading again in it."""

    figure: Figure
    problem: Message


def second_look(
    office: Office,
    unit: Unit,
    period: Period,
    figure: Figure,
    value: FigureValue,
    settled: Mapping[str, FigureValue],
) -> SecondLook:
    """What deserves a second look at a figure's value.

    `settled` are the figures of this report that are not going to be asked after this one: of two that
    contradict each other, the one that is typed later is refused. Only numbers and yes/no are looked at.
    """
    if _number(value) is None:
        return SecondLook()
    known = {**settled, figure.key: value}
    return SecondLook(
        impossible=_contradiction(asked_figures(office, unit, period), figure, known),
        odd=what_is_odd(office, unit, period, figure, known),
    )


def what_is_odd(
    office: Office, unit: Unit, period: Period, figure: Figure, known: Mapping[str, FigureValue]
) -> Message | None:
    """What is worth reading again in a figure of a report whose figures are `known`, whatever contradicts it."""
    value = known.get(figure.key)
    number = _number(value)
    if number is None or isinstance(value, bool):
        return None
    before = _comparable(office, unit, period, figure)
    wholes = (line for line in _wholes(office, figure) if is_asked(office, line, unit, period))
    return _in_one(number, _odd_facts(wholes, figure, number, before, known))


def _wholes(office: Office, figure: Figure) -> Iterator[Figure]:
    """The lines of the form that count, at the end of a period, what the figure counts within it."""
    if figure.adds == "flow" and figure.type == "integer" and figure.unit is not None:
        yield from (line for line in office.form if line.adds == "stock" and line.unit == figure.unit)


def second_looks(
    office: Office, unit: Unit, period: Period, figures: Iterable[Figure]
) -> tuple[DoubtfulFigure, ...]:
    """What is worth reading again in figures of a report that stands in the office: said, never refused."""
    report = office.reports.get((unit.id, str(period)))
    if report is None:
        return ()
    looks = (
        (line, second_look(office, unit, period, line, report.figures.get(line.key), report.figures))
        for line in figures
    )
    return tuple(
        DoubtfulFigure(figure=line, problem=problem)
        for line, look in looks
        if (problem := look.impossible or look.odd)
    )


def previous_report(office: Office, unit: Unit, period: Period) -> Report | None:
    """The unit's report of the period before; None for figures given once."""
    before = _period_before(period)
    return office.reports.get((unit.id, before)) if before is not None else None


@cache  # whoever compares two states asks of each report
def _period_before(period: Period) -> str | None:
    return str(period.previous()) if period.kind != "once" else None


# ----------------------------------------------------------------- impossible


def _contradiction(
    form: Sequence[Figure], figure: Figure, known: Mapping[str, FigureValue]
) -> Message | None:
    """A part above its whole, or a sum that is not the sum of its parts, as far as this figure is in it."""
    labels = {line.key: line.label for line in form}
    for line in form:
        if (
            line.subset_of is not None
            and line.subset_of in labels
            and figure.key in (line.key, line.subset_of)
        ):
            part, whole = _number(known.get(line.key)), _number(known.get(line.subset_of))
            if part is not None and whole is not None and part > whole:
                return _part_above_whole(line.label, known[line.key], labels[line.subset_of], whole)
        if figure.key in (line.key, *line.sum_of):
            found = _wrong_sum(line, known, labels)
            if found is not None:
                return found
    return None


def _part_above_whole(part: str, value: FigureValue, whole: str, number: PlainNumber) -> Message:
    if isinstance(value, bool):
        return msg(N_("“{part}” cannot be yes while “{whole}” is no."), part=part, whole=whole)
    return msg(
        N_("“{part}” ({value}) cannot be more than “{whole}” ({number})."),
        part=part,
        value=value,
        whole=whole,
        number=number,
    )


def _wrong_sum(line: Figure, known: Mapping[str, FigureValue], labels: Mapping[str, str]) -> Message | None:
    total = _number(known.get(line.key))
    parts = [_number(known.get(key)) for key in line.sum_of]
    given = [part for part in parts if part is not None]
    if not parts or total is None or len(given) < len(parts) or sum(given) == total:
        return None
    return msg(
        N_("{parts} together are {sum}, but “{figure}” is {value}."),
        parts=enumeration(f"“{labels.get(key, key)}”" for key in line.sum_of),
        sum=sum(given),
        figure=line.label,
        value=total,
    )


# ------------------------------------------------------------------------ odd


def _odd_facts(
    wholes: Iterable[Figure],
    figure: Figure,
    number: PlainNumber,
    before: PlainNumber | None,
    known: Mapping[str, FigureValue],
) -> list[Message]:
    """What is striking about a number; each reads on after “12 is …”. `before` is the last period's."""
    facts = [
        _below_zero(number, before),
        _fallen(figure, number, before),
        _jump(figure, number, before),
        _share(wholes, number, known),
    ]
    return [fact for fact in facts if fact is not None]


def _comparable(office: Office, unit: Unit, period: Period, figure: Figure) -> PlainNumber | None:
    """The figure of the period before; a year-to-date figure begins anew with the year."""
    if figure.adds == "cumulative" and period.number <= 1:
        return None
    report = previous_report(office, unit, period)
    return _number(report.figures.get(figure.key)) if report else None


def _below_zero(number: PlainNumber, before: PlainNumber | None) -> Message | None:
    is_new = number < 0 and (before is None or before >= 0)
    return msg(N_("below zero")) if is_new else None


def _fallen(figure: Figure, number: PlainNumber, before: PlainNumber | None) -> Message | None:
    if figure.adds != "cumulative" or before is None or number >= before:
        return None
    return msg(N_("less than last time ({before}), though it is counted since the year began"), before=before)


def _jump(figure: Figure, number: PlainNumber, before: PlainNumber | None) -> Message | None:
    """Many times the last period's number, or a small part of it."""
    if before is None or number < 0 or before < 0 or not _is_far(number, before):
        return None
    if figure.adds == "cumulative" and number < before:
        return None
    if number == 0 or before == 0:
        return _to_or_from_nothing(figure, number, before)
    factor = STOCK_FACTOR if figure.adds == "stock" else FLOW_FACTOR
    if _is_at_least(number, factor, before):
        times = _rounded(Fraction(number) / Fraction(before))
        return msg(N_("{times} times last period's {before}"), times=times, before=before)
    if _is_at_least(before, factor, number):
        share = _percent(Fraction(number) / Fraction(before))
        return msg(N_("only {share} of last period's {before}"), share=share, before=before)
    return None


def _is_far(number: PlainNumber, other: PlainNumber) -> bool:
    """Whether two numbers are so far apart that a jump is worth a word."""
    return max(number, other) - min(number, other) >= LEAST_JUMP


def _is_at_least(number: PlainNumber, factor: Fraction, other: PlainNumber) -> bool:
    """Whether a number is so many times another one or more, exactly."""
    return number * factor.denominator >= other * factor.numerator


def _to_or_from_nothing(figure: Figure, number: PlainNumber, before: PlainNumber) -> Message | None:
    if max(number, before) < FROM_NOTHING and figure.adds != "stock":
        return None
    return msg(N_("far from last period's {before}"), before=before)


def _share(wholes: Iterable[Figure], number: PlainNumber, known: Mapping[str, FigureValue]) -> Message | None:
    """A large part of what is counted in the same unit at the end of the period (members, people)."""
    for line in wholes if number >= LEAST_JUMP else ():
        whole = _number(known.get(line.key))
        if whole is None or whole <= 0:
            continue
        if not _is_at_least(whole, 1 / LARGE_SHARE, number):
            share = _percent(Fraction(number) / Fraction(whole))
            return msg(N_("{share} of “{whole}”"), share=share, whole=line.label)
    return None


def _in_one(number: PlainNumber, facts: Sequence[Message]) -> Message | None:
    """All facts in one sentence."""
    if not facts:
        return None
    joined = facts[0]
    for fact in facts[1:]:
        joined = msg(N_("{first} and {second}"), first=joined, second=fact)
    return msg(N_("{value} is {facts}."), value=number, facts=joined)


def _percent(ratio: Fraction) -> str:
    """`387%`: whole percent are near enough for a second look."""
    return f"{round(ratio * 100)}%"


def _rounded(ratio: Fraction) -> Decimal | int:
    """40, or 1.5 below ten."""
    if ratio >= 10:
        return round(ratio)
    tenths = Decimal(round(ratio * 10)) / 10
    return int(tenths) if tenths == tenths.to_integral_value() else tenths


def _number(value: FigureValue) -> PlainNumber | None:
    """A figure as a number (true is 1), None where it is not one."""
    return value if isinstance(value, int | Decimal) else None
