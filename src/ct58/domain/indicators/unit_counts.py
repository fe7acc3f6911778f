"""Counting units: which of a population fit the conditions, and which of those without a report could."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.bounds import Choices
from ct58.domain.indicators.conditions import LookUp, Truth, answer, look_up_facts
from ct58.domain.indicators.contribution import Base, Contribution, Role
from ct58.domain.indicators.facts import unit_facts, with_wholes
from ct58.domain.indicators.known import Facts
from ct58.domain.indicators.needs import Question, question
from ct58.domain.indicators.numbers import NO_PAIR, Pair
from ct58.domain.indicators.possibilities import assignments
from ct58.domain.indicators.windows import Window
from ct58.domain.records.measure import Measure
from ct58.domain.records.programme import Figure, FormLine
from ct58.domain.records.units import Unit
from ct58.records import positional_record


@positional_record
class _Outcome:
    """What a unit adds, without which unit it is."""

    role: Role
    point: Pair
    fixed: Pair
    open: tuple[Choices, ...]


def unit_contributions(answers: Answers, base: Base, window: Window) -> Iterator[Contribution]:
    """What each unit of the populations adds: 1 or 0 to each count.

    The populations are those of the window's last day, or of the as-of day before that.
    """
    counting = _Counting(answers, base, window)
    for unit in answers.office.units.values():
        if unit.id in counting.numerator_units or unit.id in counting.denominator_units:
            yield counting.contribution(unit)


@dataclass(frozen=True)
class _Counting:
    """One count over one window; what several units have in common is worked out once."""

    answers: Answers
    base: Base
    window: Window
    outcomes: dict[tuple[object, ...], _Outcome] = field(default_factory=dict)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question(measure.where) for measure in self.base.measures)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        keys = dict.fromkeys(key for asked in self.questions for key in asked.keys)
        return with_wholes(self.answers, keys)

    @cached_property
    def paths(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(path for asked in self.questions for path in asked.paths))

    @cached_property
    def numerator_units(self) -> frozenset[str]:
        return self._population(self.base.numerator)

    @cached_property
    def denominator_units(self) -> frozenset[str]:
        return self._population(self.base.denominator) if self.base.denominator else frozenset()

    def _population(self, measure: Measure) -> frozenset[str]:
        day = self.window.until(self.answers.as_of)
        return frozenset(unit.id for unit in self.answers.members(measure.of) if unit.is_valid_on(day))

    def contribution(self, unit: Unit) -> Contribution:
        facts = unit_facts(self.answers, self.figures, unit, self.window)
        cells = tuple(cell for known in facts.values() for cell in known.cells)
        outcome = self._outcome(unit, facts)
        return Contribution(unit, outcome.role, outcome.point, outcome.fixed, outcome.open, cells)

    def _outcome(self, unit: Unit, facts: Facts) -> _Outcome:
        """What a unit adds. Units of which the same is known share the answer."""
        said = tuple((known.state, _hashable(known.value)) for known in facts.values())
        key = (unit.id in self.numerator_units, unit.id in self.denominator_units, said)
        if key not in self.outcomes:
            self.outcomes[key] = self._work_out(unit, facts)
        return self.outcomes[key]

    def _work_out(self, unit: Unit, facts: Facts) -> _Outcome:
        look_up = look_up_facts(facts, self.answers.figures)
        truths = self._truths(unit, look_up)
        if Truth.UNKNOWN in truths:
            return _Outcome("missing", NO_PAIR, NO_PAIR, (self._choices(unit, look_up),))
        pair = _pair(truths)
        if self._may_change(look_up):
            return _Outcome("partial", pair, NO_PAIR, (self._choices(unit, look_up),))
        return _Outcome(_role(truths, pair), pair, pair, ())

    def _truths(self, unit: Unit, look_up: LookUp) -> tuple[Truth, ...]:
        """Whether the unit belongs to the numerator and, where there is one, to the denominator."""
        populations = (self.numerator_units, self.denominator_units)
        return tuple(
            answer(asked, look_up, self.window) if unit.id in population else Truth.NO
            for asked, population in zip(self.questions, populations, strict=False)
        )

    def _may_change(self, look_up: LookUp) -> bool:
        """Whether something is awaited that is asked about."""
        return any(look_up(path).state == "awaited" for path in self.paths)

    def _choices(self, unit: Unit, look_up: LookUp) -> Choices:
        """What the unit could still add. What stays open leaves it out, as it does now."""
        lines = lines_of(self.answers, self.paths)
        pairs = {
            _pair(truths)
            for filled in assignments(lines, self.questions, look_up, self.window)
            if Truth.UNKNOWN not in (truths := self._truths(unit, filled))
        }
        return Choices(tuple(sorted({*pairs, NO_PAIR})))


def _hashable(value: object) -> object:
    return repr(value) if isinstance(value, Mapping | tuple) else (type(value), value)


def lines_of(answers: Answers, paths: Iterable[str]) -> Mapping[str, FormLine]:
    """The line of the form for each field that is asked about."""
    return {path: _line(answers, path) for path in paths}


def _line(answers: Answers, path: str) -> FormLine:
    key, _, subkey = path.partition(".")
    figure = answers.figures[key]
    return next((line for line in figure.fields if line.key == subkey), figure)


def _pair(truths: tuple[Truth, ...]) -> Pair:
    """1 or 0 for each; what does not apply leaves the denominator too."""
    if truths[0] is Truth.NOT_APPLICABLE:
        return NO_PAIR
    counts = [int(truth is Truth.YES) for truth in truths]
    return counts[0], sum(counts[1:])


def _role(truths: tuple[Truth, ...], pair: Pair) -> Role:
    if pair != NO_PAIR:
        return "counted"
    return "not_applicable" if Truth.NOT_APPLICABLE in truths else "left_out"
