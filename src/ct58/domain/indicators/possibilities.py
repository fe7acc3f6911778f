"""What could still be reported: from a figure's type and limits, the values that a condition can tell apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product

from ct58.domain.indicators.conditions import LookUp
from ct58.domain.indicators.facts import breaks_subset, is_summed, number
from ct58.domain.indicators.known import Fact, FactValue
from ct58.domain.indicators.needs import Question
from ct58.domain.indicators.numbers import Number, exact
from ct58.domain.indicators.windows import Window
from ct58.domain.records.measure import FieldReference, Test
from ct58.domain.records.programme import Figure, FormLine
from ct58.domain.time.period import ONE_DAY
from ct58.records import positional_record

_NUMBERS = ("integer", "decimal", "money")
LEFT_OUT = Fact("absent")
_NOT_APPLICABLE = Fact("not_applicable")


@positional_record
class Anchors:
    """The numbers and days at which the conditions change their answer."""

    numbers: frozenset[Number]
    days: frozenset[dt.date]


def anchors(questions: Iterable[Question], look_up: LookUp, window: Window) -> Anchors:
    """Every limit that is written down, the ends of the period, and what is known of fields compared with."""
    values: list[object] = [0, window.last_day]
    for asked in questions:
        for path in asked.paths:
            values.append(look_up(path).value)
            for test in asked.tests(path):
                values += _limits(test, window)
    numbers = (v for v in values if isinstance(v, int | Decimal) and not isinstance(v, bool))
    return Anchors(
        frozenset(exact(number) for number in numbers),
        frozenset(value for value in values if isinstance(value, dt.date)),
    )


def _limits(test: Test, window: Window) -> Sequence[object]:
    if test == "in_period":
        return [window.first_day, window.last_day]
    if isinstance(test, Mapping):
        return [limit for limit in test.values() if not isinstance(limit, FieldReference)]
    return list(test) if isinstance(test, tuple) else []


def assignments(
    lines: Mapping[str, FormLine], questions: Sequence[Question], look_up: LookUp, window: Window
) -> Iterator[LookUp]:
    """Every way in which the open fields could be filled in that the questions can tell apart.

    `lines` holds the line of the form for each field. Fields that would break a subset rule are left out.
    """
    paths = tuple(dict.fromkeys(path for asked in questions for path in asked.paths))
    opened = [path for path in paths if look_up(path).is_open]
    marks = anchors(questions, look_up, window)
    choices = [_candidates(lines[path], look_up(path), _listed(path, questions), marks) for path in opened]
    for chosen in product(*choices):
        filled = dict(zip(opened, chosen, strict=True))
        if not _breaks_a_rule(lines, filled, look_up):
            yield _overlaid(filled, look_up)


def _overlaid(filled: Mapping[str, Fact], look_up: LookUp) -> LookUp:
    return lambda path: filled.get(path) or look_up(path)


def _listed(path: str, questions: Iterable[Question]) -> list[object]:
    """The words that a field is asked for."""
    tests = (test for asked in questions for test in asked.tests(path))
    return [word for test in tests if isinstance(test, tuple) for word in test]


def _candidates(line: FormLine, now: Fact, listed: Sequence[object], marks: Anchors) -> list[Fact]:
    """What a field could become; that it stays open is the caller's matter."""
    values = _values(line, now, listed, marks)
    return [*(Fact("known", value) for value in values), _NOT_APPLICABLE, *_staying(now)]


def _staying(now: Fact) -> list[Fact]:
    """What is awaited may never come."""
    return [LEFT_OUT] if now.state == "awaited" else []


def _values(line: FormLine, now: Fact, listed: Sequence[object], marks: Anchors) -> list[FactValue]:
    if line.type == "boolean":
        return [True, False]
    if line.type == "enum":
        return list(line.values)
    if line.type in _NUMBERS:
        return list(_numbers(line, now, marks))
    if line.type == "date":
        return [day + step * ONE_DAY for day in marks.days for step in (-1, 0, 1)]
    if line.type == "text":
        return ["?", *(word for word in listed if isinstance(word, str))]
    return [({"?": True},)] if line.type == "list" else [{"?": True}]


def _numbers(line: FormLine, now: Fact, marks: Anchors) -> Iterator[Number]:
    """Below, at and above each limit, as far as the figure allows."""
    lowest, highest = _ends(line, now)
    near = {mark + step for mark in marks.numbers for step in (-1, 0, 1)}
    ends = {end for end in (lowest, highest) if end is not None}
    for candidate in sorted(near | ends):
        if (lowest is None or candidate >= lowest) and (highest is None or candidate <= highest):
            yield candidate


def _ends(line: FormLine, now: Fact) -> tuple[Number | None, Number | None]:
    """The least and the most: what is given of a sum stays, and each missing part has the figure's limits.

    A missing part may also turn out not to apply, and then adds nothing.
    """
    missing = sum(cell.state == "missing" for cell in now.cells)
    given = [number(cell.value) for cell in now.cells if cell.state == "given"]
    is_one = not given and missing <= 1
    if is_one or not isinstance(line, Figure) or not is_summed(line):
        return line.min, line.max
    certain = sum(given)
    lowest = None if line.min is None else certain + missing * min(0, line.min)
    return lowest, None if line.max is None else certain + missing * max(0, line.max)


def _breaks_a_rule(lines: Mapping[str, FormLine], filled: Mapping[str, Fact], look_up: LookUp) -> bool:
    """Whether a yes is part of something that would not be a yes; what is open itself may become one."""
    for path, found in filled.items():
        line = lines[path]
        whole = line.subset_of if isinstance(line, Figure) and line.type == "boolean" else None
        known = (filled.get(whole) or look_up(whole)) if whole is not None else None
        if known is not None and not known.is_open and breaks_subset(found, known):
            return True
    return False
