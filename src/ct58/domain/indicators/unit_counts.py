"""Counting units: which of a population fit the conditions, and which of those without a report could."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.bounds import Choices
from ct58.domain.indicators.conditions import LookUp, Truth, answer, look_up_facts
from ct58.domain.indicators.contribution import Base, Contribution, Role
from ct58.domain.indicators.facts import fact_in, with_wholes
from ct58.domain.indicators.known import Fact, Facts, FigureCell
from ct58.domain.indicators.needs import Question, question
from ct58.domain.indicators.numbers import NO_PAIR, Pair
from ct58.domain.indicators.possibilities import Inquiry, boolean_parts, possible_facts
from ct58.domain.indicators.strips import Strip, strip_of
from ct58.domain.indicators.windows import Window
from ct58.domain.records.measure import Measure
from ct58.domain.records.programme import Figure
from ct58.domain.records.reports import is_group
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

    The populations are those of the window's last day, or of the as-of day before that. Of a time that an end has cut short
    only those are counted who gave or owed something for it.
    """
    counting = _Counting(answers, base, window)
    for unit in answers.office.units.values():
        belongs = counting.membership(unit)
        if True in belongs:
            found = counting.contribution(unit, belongs)
            if window.cut is None or found.cells or not counting.is_nothing_owed(unit):
                yield found


def choices_of_any_unit(answers: Answers, base: Base, window: Window) -> Choices:
    """What a unit could add of which nothing is known, not even to which populations it belongs."""
    counting = _Counting(answers, base, window)
    facts = {figure.key: Fact("missing") for figure in counting.figures}
    is_one_set = len({measure.of for measure in base.measures}) == 1
    belongs = [(True, True)] if is_one_set else [(True, True), (True, False), (False, True)]
    pairs = (counting.possible_pairs(membership, facts) for membership in belongs)
    return Choices(tuple(sorted({NO_PAIR}.union(*pairs))))


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
    def seen(self) -> Window:
        return self.window.so_far(self.answers.as_of)

    @cached_property
    def asked(self) -> Inquiry:
        return Inquiry(self.answers.figures, self.questions, self.seen)

    @property
    def has_ended(self) -> bool:
        return self.window.ends_on < self.answers.as_of

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        keys = dict.fromkeys(key for asked in self.questions for key in asked.keys)
        return with_wholes(self.answers, keys)

    @cached_property
    def strips(self) -> tuple[Strip, ...]:
        return tuple(strip_of(self.answers, figure, self.window) for figure in self.figures)

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
        return frozenset(unit.id for unit in self.answers.office.members_on(measure.of, day))

    def is_nothing_owed(self, unit: Unit) -> bool:
        """Whether nothing was owed by a unit that says nothing: not even its silence tells anything."""
        facts = self._facts(unit)
        return bool(facts) and all(known.state == "missing" for known in facts.values())

    def _facts(self, unit: Unit) -> Facts:
        return {strip.figure.key: fact_in(strip, unit) for strip in self.strips}

    def contribution(self, unit: Unit, belongs: tuple[bool, bool]) -> Contribution:
        """What a unit adds. Units of which the same is known share the answer, before anything but their cells is made."""
        key: list[object] = [belongs]
        cells: list[FigureCell] = []
        for strip in self.strips:
            alone = strip.given(unit)
            if alone is not None:
                key.append(("known", _hashable(alone.value)))
                cells.append(alone)
            else:
                known = fact_in(strip, unit)
                key.append(self._said(known))
                cells += known.cells
        outcome = self._outcome(tuple(key), unit, belongs)
        return Contribution(unit, outcome.role, outcome.point, outcome.fixed, outcome.open, tuple(cells))

    def _outcome(self, key: tuple[object, ...], unit: Unit, belongs: tuple[bool, bool]) -> _Outcome:
        found = self.outcomes.get(key)
        if found is None:
            found = self.outcomes[key] = self._work_out(belongs, self._facts(unit))
        return found

    def _said(self, known: Fact) -> tuple[object, ...]:
        """What is known of a figure; of one that is open also what its reports leave possible."""
        said = (known.state, _hashable(known.value))
        return (*said, *map(self._left, known.cells)) if known.is_open else said

    def _left(self, cell: FigureCell) -> tuple[object, ...]:
        linked, last = self.answers.links.get(cell.figure), cell.last and _hashable(cell.last.value)
        if self.answers.figures[cell.figure].type == "list":
            return cell.state, _hashable(cell.value), str(cell.period)
        if linked is None or cell.state != "missing":
            return cell.state, _hashable(cell.value), last
        concerned = (self.answers.figures[key] for key in linked.keys)
        others = [
            self.answers.settled_cell(figure, cell.unit, cell.period)
            for figure in concerned
            if self.answers.concerns_in(figure, cell.unit, cell.period)
        ]
        return cell.limits, last, str(cell.period), *((c.figure, c.state, _hashable(c.value)) for c in others)

    def _work_out(self, belongs: tuple[bool, bool], facts: Facts) -> _Outcome:
        """A unit is counted as soon as nothing that is missing could change what it adds.

        What is only awaited is not there now; what else is missing leaves the unit out until it is known.
        """
        truths = self._truths(belongs, self._look_up(facts))
        if Truth.UNKNOWN not in truths and not self._may_change(facts):
            return self._certain(_pair(truths), truths)
        pairs = self.possible_pairs(belongs, facts)
        if len(pairs) == 1:
            return self._certain(pairs.pop(), truths)
        there = _as_it_is(facts)
        is_awaited = self._awaits(facts) or there != facts
        now = self.possible_pairs(belongs, there, is_over=True) if is_awaited else pairs
        role: Role = "partial" if len(now) == 1 else "missing"
        point = now.pop() if len(now) == 1 else NO_PAIR
        return _Outcome(role, point, NO_PAIR, (Choices(tuple(sorted({*pairs, point}))),))

    def _certain(self, pair: Pair, truths: tuple[Truth, ...]) -> _Outcome:
        return _Outcome(_role(truths, pair), pair, pair, ())

    def _look_up(self, facts: Facts, *, is_over: bool | None = None) -> LookUp:
        is_over = self.has_ended if is_over is None else is_over
        return look_up_facts(facts, self.answers.figures, is_over=is_over)

    def membership(self, unit: Unit) -> tuple[bool, bool]:
        """Whether a unit is one of each population."""
        return unit.id in self.numerator_units, unit.id in self.denominator_units

    def _truths(self, belongs: tuple[bool, bool], look_up: LookUp) -> tuple[Truth, ...]:
        """Whether a unit of some populations belongs to the numerator and, where there is one, to the denominator."""
        return tuple(
            answer(asked, look_up, self.seen, self.asked.fits) if is_member else Truth.NO
            for asked, is_member in zip(self.questions, belongs, strict=False)
        )

    def _awaits(self, facts: Facts) -> bool:
        """Whether something is awaited that is asked about; after the last day nothing is."""
        if self.has_ended:
            return False
        look_up = self._look_up(facts)
        return any(look_up(path).state == "awaited" for path in self.paths)

    def _may_change(self, facts: Facts) -> bool:
        """Whether something is awaited, or a missing no could settle what does not apply."""
        return self._awaits(facts) or any(
            facts[part].state == "not_applicable" and facts[whole].is_open
            for part, whole in boolean_parts(self.answers, facts)
        )

    def possible_pairs(
        self, belongs: tuple[bool, bool], facts: Facts, *, is_over: bool | None = None
    ) -> set[Pair]:
        """What a unit could add once everything is reported."""
        look_up = self._look_up(facts, is_over=is_over)
        found = possible_facts(self.answers, facts, self.asked, look_up)
        each = (self._truths(belongs, self._look_up(filled, is_over=is_over)) for filled in found)
        return {_pair(truths) for truths in each if Truth.UNKNOWN not in truths}


def _as_it_is(facts: Facts) -> Facts:
    """What is awaited is not there, and what was said last still holds."""
    return {key: _now(known) for key, known in facts.items()}


def _now(known: Fact) -> Fact:
    if known.state == "awaited":
        return known._replace(state="absent")
    last = known.cells[-1].last if known.state == "missing" and known.cells else None
    return Fact("known", last.value, known.cells) if last is not None else known


def _hashable(value: object) -> object:
    return repr(value) if type(value) is tuple or is_group(value) else (type(value), value)


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
