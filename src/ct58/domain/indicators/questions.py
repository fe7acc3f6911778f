"""What a measure asks, and which figures it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ct58.domain.measure import Condition, FieldReference, Indicator, Measure, Reading, Test
from ct58.records import positional_record

Conditions = tuple[Condition, ...]
UNITS = "units"
"""What a measure counts, unless it counts the rows of a list."""


@positional_record
class Question:
    """The conditions of a measure, any of which must hold; none at all always holds."""

    alternatives: Conditions

    @property
    def paths(self) -> tuple[str, ...]:
        """Every field that is asked about, `key` or `key.subkey`, once."""
        found = [
            path
            for condition in self.alternatives
            for key, test in condition.items()
            for path in (key, *_references(test))
        ]
        return tuple(dict.fromkeys(found))

    @property
    def keys(self) -> tuple[str, ...]:
        """The figures that are asked about, once."""
        return tuple(dict.fromkeys(path.partition(".")[0] for path in self.paths))

    def tests(self, path: str) -> tuple[Test, ...]:
        """What is asked of a field."""
        return tuple(condition[path] for condition in self.alternatives if path in condition)


def question(where: Condition | Conditions | None) -> Question:
    """The question that a measure's `where` asks."""
    if where is None:
        return Question(())
    return Question(where if isinstance(where, tuple) else (where,))


def measure_keys(measure: Measure) -> tuple[str, ...]:
    """The figures that a measure rests on; where rows are counted, the list."""
    if measure.count is not None and measure.count != UNITS:
        return (measure.count,)
    return (*measure.sum, *measure.minus, *question(measure.where).keys)


def measures_of(indicator: Indicator) -> Iterator[Measure]:
    """All measures of an indicator, those of its other readings, too."""
    bases: tuple[Indicator | Reading, ...] = (indicator, *indicator.readings)
    for base in bases:
        yield base.numerator
        if base.denominator is not None:
            yield base.denominator


def _references(test: Test) -> Iterable[str]:
    limits = test.values() if isinstance(test, Mapping) else ()
    return [limit.field for limit in limits if isinstance(limit, FieldReference)]
