"""From an office's results to the parts that it hands up: units of which the same is known are told together."""

from __future__ import annotations

from collections.abc import Iterator

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.bounds import Choices
from ct58.domain.indicators.contribution import Base, Contribution
from ct58.domain.indicators.evaluation import is_estimate
from ct58.domain.indicators.measures import choices_of_anybody
from ct58.domain.indicators.numbers import NO_PAIR, plus
from ct58.domain.indicators.result import Assessment, Result
from ct58.domain.indicators.windows import Window
from ct58.domain.records.measure import Indicator, Reading
from ct58.domain.records.programme import Programme
from ct58.domain.rollup.definitions import CountMeaning, base_meaning, definition_hash, indicator_meaning
from ct58.domain.rollup.parts import OWN_READING, YES, PartKey, PartOfUnit, PartSums, open_text


class Folding:
    """The parts of one office, and the wordings that they were counted by."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._hashes: dict[tuple[int, object], str] = {}
        self.wordings: dict[str, CountMeaning] = {}

    def definition(self, programme: Programme, indicator: Indicator) -> str:
        """The hash of what an indicator counts by its chosen base."""
        key = (id(programme), indicator.id)
        if key not in self._hashes:
            self._hashes[key] = self._known(indicator_meaning(programme, indicator))
        return self._hashes[key]

    def reading(self, programme: Programme, indicator: Indicator, reading: Reading) -> str:
        """The hash of what another base counts, by which it is known among offices."""
        key = (id(programme), (indicator.id, reading.name))
        if key not in self._hashes:
            meaning = base_meaning(programme, Base(reading.numerator, reading.denominator))
            self._hashes[key] = self._known(meaning)
        return self._hashes[key]

    def _known(self, meaning: CountMeaning) -> str:
        hash_ = definition_hash(meaning)
        self.wordings[hash_] = meaning
        return hash_

    def parts(self, result: Result) -> Iterator[tuple[PartKey, PartSums]]:
        """What the units of a result are, base by base; a window without units has a part of none."""
        for key, base, found in self._bases(result):
            unread = len(self._answers.office.unread.units)
            if unread:
                yield self._unread(key, base, result.window), PartSums(unread)
            yield key, PartSums()
            groups: dict[PartKey, list[Contribution]] = {}
            for own, entry in self._placed(key, found):
                groups.setdefault(own, []).append(entry)
            for own, entries in groups.items():
                yield own, _together(entries)

    def unit_parts(self, result: Result) -> Iterator[PartOfUnit]:
        """The same, one by one: added, they are the parts."""
        for key, base, found in self._bases(result):
            for id_ in sorted(self._answers.office.unread.units):
                yield PartOfUnit(id_, "", self._unread(key, base, result.window), PartSums(1))
            for own, entry in self._placed(key, found):
                yield PartOfUnit(entry.unit.id, entry.unit.name, own, PartSums(1, entry.point, entry.fixed))

    def _bases(self, result: Result) -> Iterator[tuple[PartKey, Base, Assessment]]:
        """Each base of a result with the key of a part of none."""
        programme = self._programme_for(result.window)
        indicator = result.indicator
        definition = self.definition(programme, indicator)
        own = Base(indicator.numerator, indicator.denominator)
        yield _key(result, OWN_READING, definition), own, result.main
        for found in result.readings:
            base = Base(found.reading.numerator, found.reading.denominator)
            key = _key(result, self.reading(programme, indicator, found.reading), definition)
            yield key, base, found.assessment

    def _programme_for(self, window: Window) -> Programme:
        office = self._answers.office
        day = window.until(self._answers.as_of)
        return office.history.on(day) if office.history.is_amended else office.programme

    def _unread(self, key: PartKey, base: Base, window: Window) -> PartKey:
        """The part of units whose entries nobody can read."""
        choices = open_text(choices_of_anybody(self._answers, base, window))
        return key._replace(role="unreadable", open=choices)

    def _placed(self, key: PartKey, found: Assessment) -> Iterator[tuple[PartKey, Contribution]]:
        """Each unit with the key of its part; units of which the same is known share one."""
        with_estimates = key.reading == OWN_READING
        keys: dict[tuple[str, str, tuple[Choices, ...], bool, bool], PartKey] = {}
        for entry in found.contributions:
            is_rough = with_estimates and is_estimate(self._answers, entry)
            same = (entry.unit.kind, _role(entry), entry.open, entry.has_data, is_rough)
            own = keys.get(same)
            if own is None:
                own = keys[same] = _own(key, *same)
            yield own, entry


def _own(
    key: PartKey, kind: str, role: str, opened: tuple[Choices, ...], has_data: bool, is_rough: bool
) -> PartKey:
    return key._replace(
        kind=kind,
        role=role,
        open=open_text(opened),
        has_data=_mark(has_data),
        estimated=_mark(is_rough),
    )


def _key(result: Result, reading: str, definition: str) -> PartKey:
    window = result.window
    return PartKey(
        indicator=result.indicator.id,
        reading=reading,
        definition=definition,
        period=str(window.period),
        first_day=window.first_day.isoformat(),
        last_day=window.last_day.isoformat(),
        ends_on=window.ends_on.isoformat(),
        through=str(window.through or ""),
        cut=window.cut or "",
        kind="",
        role="",
        open="",
        has_data=_mark(False),
        estimated=_mark(False),
    )


def _mark(is_so: bool) -> str:
    return YES if is_so else "0"


def _role(entry: Contribution) -> str:
    """Its role; of what is open, also that nobody can read it, or that it waits for a decision."""
    if entry.is_unread:
        return "unreadable"
    return "undecided" if entry.is_undecided else entry.role


def _together(entries: list[Contribution]) -> PartSums:
    point = fixed = NO_PAIR
    for entry in entries:
        point, fixed = plus(point, entry.point), plus(fixed, entry.fixed)
    return PartSums(len(entries), point, fixed)
