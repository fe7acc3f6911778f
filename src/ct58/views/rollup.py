"""View of a level: its indicators in a time, who has sent what, who has not, and what a reader must know of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

from ct58.domain.indicators.windows import Window, looked_back_to
from ct58.domain.records.levels import AcceptedDefinition, LevelOffice
from ct58.domain.records.measure import EarlierTime, Target
from ct58.domain.rollup.absence import offices_without, silent_offices, unclosed_offices
from ct58.domain.rollup.adding import (
    Added,
    SentPackage,
    WindowKey,
    own_code,
    sources_of,
    window_key,
    window_of,
)
from ct58.domain.rollup.judging import (
    LevelAssessment,
    NamedParts,
    agreed_rule,
    assess_parts,
    common_window,
    depends_on_reading,
    kinds_behind,
)
from ct58.domain.rollup.package import BaseRule, SourcePackage
from ct58.domain.rollup.parts import OWN_READING, PartKey, PartSums
from ct58.domain.time.period import Period
from ct58.errors import BadUsage
from ct58.i18n import Message, N_, msg
from ct58.records import record
from ct58.views.rollup_units import LevelUnits

LevelBy = Literal["kind", "office", "region"]
Pick = Callable[[WindowKey], NamedParts]
"""The parts that are meant of a window."""


@record
class LevelReading:
    """Another base of an indicator, as far as all who sent have it. `verdict` is None where nothing is concluded from it."""

    name: str
    assessment: LevelAssessment
    is_judged: bool


@record
class LevelPart:
    """The part of a kind of unit, an office or a region in a row; `id` is the kind, or the office's id."""

    id: str
    name: str
    assessment: LevelAssessment
    file: str = ""
    own_code: str = ""


@record
class LevelRow:
    """An indicator in one window.

    `without` are the offices whose part is not in it: they sent nothing, or not this window. `unclosed` have counted a time
    that is over and is not closed there, so that it may still change.
    """

    code: str
    title: str
    window: Window
    main: LevelAssessment
    readings: tuple[LevelReading, ...]
    depends_on_reading: bool
    parts: tuple[LevelPart, ...]
    without: tuple[str, ...]
    unclosed: tuple[str, ...]
    definition: str


@record
class LevelSender:
    """A place of the tree that is expected to send, and what it sent; `package` is None where it sent nothing by itself."""

    office: LevelOffice
    package: SentPackage | None
    source: SourcePackage | None


@record
class RollupView:
    """A level in a time. `as_of` is the earliest day of the packages: nothing is judged that one of them could not judge.

    `missing` are the names of the offices that sent nothing, those included that a package below says so of; `unchecked` of
    those without codes of their units. Of `absent` indicators nobody has sent
    anything of the time. `moved` says by office how many figures of its signed reports are others now. `by_units` are the
    units behind the figures, where those were added.
    """

    at: LevelOffice
    period: Period
    as_of: dt.date
    rows: tuple[LevelRow, ...]
    senders: tuple[LevelSender, ...]
    sources: tuple[SourcePackage, ...]
    missing: tuple[str, ...]
    unchecked: tuple[str, ...]
    accepted: tuple[tuple[str, AcceptedDefinition], ...]
    moved: Mapping[str, int]
    not_added: tuple[str, ...]
    absent: tuple[str, ...]
    by: LevelBy | None
    by_units: LevelUnits | None = None


def rollup_view(
    added: Added, period: Period | None, by: LevelBy | None, codes: Iterable[str] = ()
) -> RollupView:
    """The level of what was added. Raises BadUsage for a period that nobody sent anything about, or an unknown code."""
    return _Level(added, by).view(period, tuple(codes))


class _Level:
    """What the rows of one level have in common."""

    def __init__(self, added: Added, by: LevelBy | None) -> None:
        self._added = added
        self._by = by
        self._levels = added.levels
        self._entries = {entry.code: entry for entry in self._levels.indicators}
        self._rules: dict[tuple[str, str], BaseRule] = {}
        self.as_of = min(sent.manifest.as_of for sent in added.sent.values())
        self._groups: dict[WindowKey, dict[str, list[tuple[PartKey, PartSums]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for key, part in added.parts.items():
            self._groups[window_of(key)][key.reading].append((key, part))

    def view(self, period: Period | None, codes: tuple[str, ...]) -> RollupView:
        """All of it."""
        added = self._added
        asked, chosen = self._asked(period, codes)
        if not chosen:
            text = N_("None of the packages has an indicator of {period}.")
            raise BadUsage(msg(text, period=asked), self._periods_there())
        missing = silent_offices(added, self.as_of)
        rows = tuple(self._row(window) for window in chosen if self._adds(window.code))
        sources = tuple(source for sent in added.sent.values() for source in sources_of(sent))
        return RollupView(
            at=added.at,
            period=asked,
            as_of=self.as_of,
            rows=rows,
            senders=tuple(self._senders()),
            sources=sources,
            missing=missing,
            unchecked=tuple(
                self._levels.by_id[id_].name
                for id_, sent in added.sent.items()
                if sent.manifest.unit_codes is None
            ),
            accepted=tuple(self._accepted()),
            moved=_moved(added),
            not_added=tuple(dict.fromkeys(window.code for window in chosen if not self._adds(window.code))),
            absent=tuple(code for code in self._order(codes) if code not in {one.code for one in chosen}),
            by=self._by,
        )

    # ---------------------------------------------------------------- period

    def _asked(self, period: Period | None, codes: tuple[str, ...]) -> tuple[Period, list[WindowKey]]:
        """A time, and what there is of it: if none is named, the last quarter that has ended, while the packages' time runs."""
        periods = {sent.manifest.period for sent in self._added.sent.values()}
        common = period or min(periods, key=Period.sort_key)
        if period is None and common.kind not in ("once", "span") and common.last_day >= self.as_of:
            quarter = Period.containing(self.as_of, "quarter").previous()
            chosen = self._chosen(quarter, codes)
            if chosen:
                return quarter, chosen
        return common, self._chosen(common, codes)

    def _chosen(self, asked: Period, codes: tuple[str, ...]) -> list[WindowKey]:
        """The windows of a time, as one office would show them: those inside it, longer ones as far as it goes."""
        order = {code: place for place, code in enumerate(self._order(codes))}
        by_code: dict[str, list[WindowKey]] = defaultdict(list)
        for window in self._groups:
            if window.code in order:
                by_code[window.code].append(window)
        return [
            window
            for code in order
            for window in sorted(_shown(by_code.get(code, []), asked), key=lambda one: one.period)
        ]

    def _order(self, codes: tuple[str, ...]) -> list[str]:
        listed = list(self._entries or self._added.titles)
        wanted = {code.upper() for code in codes}
        unknown = wanted - {code.upper() for code in listed}
        if unknown:
            raise BadUsage(
                msg(N_("The level has no indicator “{id}”."), id=min(unknown)),
                msg(N_("Its indicators: {codes}"), codes=", ".join(listed)),
            )
        return [code for code in listed if not wanted or code.upper() in wanted]

    def _periods_there(self) -> Message:
        named = sorted({window.through or window.period for window in self._groups})
        return msg(N_("There are: {periods}"), periods=", ".join(named))

    # ------------------------------------------------------------------ rows

    def _agreed(self, code: str, reading: str) -> BaseRule:
        """What all senders say of a base, worked out once."""
        if (code, reading) not in self._rules:
            self._rules[code, reading] = agreed_rule(self._added.rules[code, reading])
        return self._rules[code, reading]

    def _adds(self, code: str) -> bool:
        return self._agreed(code, OWN_READING).adds

    def _row(self, window: WindowKey) -> LevelRow:
        added, groups = self._added, self._groups[window]
        own = groups[OWN_READING]
        time = common_window(key for key, _part in own)
        without = offices_without(added, window, time.until(self.as_of))
        pick = self._picking(OWN_READING)
        main = self._assess(window, OWN_READING, pick, added.at.level, is_whole=not without)
        readings = tuple(self._readings(window, groups, main, is_whole=not without))
        verdicts = (main.verdict, *(entry.assessment.verdict for entry in readings if entry.is_judged))
        return LevelRow(
            code=window.code,
            title=self._title(window.code),
            window=time,
            main=main,
            readings=readings,
            depends_on_reading=depends_on_reading(verdicts),
            parts=tuple(self._parts_of(window, own, is_whole=not without)),
            without=without,
            unclosed=unclosed_offices(added, time, self.as_of),
            definition=added.definitions[window.code],
        )

    def _title(self, code: str) -> str:
        entry = self._entries.get(code)
        return (entry.title if entry else None) or self._added.titles[code]

    def _target(self, code: str, level: str) -> Target | None:
        """The level's own, where it has one."""
        entry = self._entries.get(code)
        return entry.targets.get(level) if entry else None

    def _picking(self, reading: str, kind: str | None = None) -> Pick:
        """The parts of a base in a window, of all or of one kind of unit."""

        def pick(window: WindowKey) -> NamedParts:
            found = self._groups.get(window, {}).get(reading, [])
            return found if kind is None else [(key, part) for key, part in found if key.kind == kind]

        return pick

    def _assess(
        self,
        window: WindowKey,
        reading: str,
        pick: Pick,
        level: str,
        *,
        is_whole: bool,
        of: str | None = None,
        below: str | None = None,
    ) -> LevelAssessment:
        """By what the senders agree on, or by what one of them (`of`) says for itself; `below`: of a part of the tree."""
        code, rules = window.code, self._added.rules
        rule = rules[code, reading][of] if of else self._agreed(code, reading)
        own = rule.target if reading != OWN_READING else None
        main = rule if of else self._agreed(code, OWN_READING)
        target = own or self._target(code, level) or main.target
        earlier: NamedParts | None = ()
        if target is not None and target.of is not None:
            earlier = self._earlier(
                window, reading, target.of, pick, None if of else (below or self._added.at.id)
            )
        return assess_parts(pick(window), rule, target, self.as_of, is_whole=is_whole, earlier=earlier)

    def _earlier(
        self, window: WindowKey, reading: str, of: EarlierTime, pick: Pick, below: str | None
    ) -> NamedParts | None:
        """The parts of the time that is looked back to; none where there is no such time, None where one of those below has not sent it."""
        back = looked_back_to(common_window(key for key, _part in pick(window)), of)
        if back is None:
            return ()
        key = window_key(window.code, back)
        found = pick(key)
        times = {(one.first_day, one.last_day) for one, _part in found}
        is_same = times == {(back.first_day.isoformat(), back.last_day.isoformat())}
        if below is not None and is_same:
            lacking = offices_without(self._added, key, back.until(self.as_of), below)
            is_same = not lacking and self._having(key, reading) == self._having(key, OWN_READING)
        return found if is_same else None

    def _readings(
        self, window: WindowKey, groups: Mapping[str, NamedParts], main: LevelAssessment, *, is_whole: bool
    ) -> Iterator[LevelReading]:
        """Other bases that all have who have the chosen one; a part of them would look like all."""
        have = self._having(window, OWN_READING)
        for reading in sorted(groups):
            rules = self._added.rules.get((window.code, reading), {})
            if reading != OWN_READING and self._having(window, reading) == have and rules:
                rule = self._agreed(window.code, reading)
                level = self._added.at.level
                found = self._assess(window, reading, self._picking(reading), level, is_whole=is_whole)
                yield LevelReading(name=rule.name, assessment=found, is_judged=rule.is_judged)

    def _having(self, window: WindowKey, reading: str) -> frozenset[str]:
        return frozenset(id_ for id_, sent in self._added.sent.items() if (window, reading) in sent.has)

    # ----------------------------------------------------------------- parts

    def _parts_of(self, window: WindowKey, own: NamedParts, *, is_whole: bool) -> Iterator[LevelPart]:
        level = self._added.at.level
        if self._by == "kind":
            for kind in kinds_behind(own):
                pick = self._picking(OWN_READING, kind)
                found = self._assess(window, OWN_READING, pick, level, is_whole=is_whole)
                yield LevelPart(id=kind, name=kind, assessment=found)
        elif self._by == "office":
            for id_, sent in self._added.sent.items():
                yield from self._part_at(window, self._levels.by_id[id_], sent)
        elif self._by == "region":
            for place in self._levels.below(self._added.at.id):
                if self._levels.has_below(place.id):
                    yield from self._part_at(window, place, self._added.sent.get(place.id))

    def _part_at(
        self, window: WindowKey, place: LevelOffice, sent: SentPackage | None
    ) -> Iterator[LevelPart]:
        """What stands below a place, judged by the targets of its level."""
        inside = {place.id, *(office.id for office in self._levels.below(place.id))}

        def pick(wanted: WindowKey) -> NamedParts:
            return [
                (key, part)
                for id_, each in self._added.each.items()
                if id_ in inside
                for key, part in each.items()
                if window_of(key) == wanted and key.reading == OWN_READING
            ]

        parts = pick(window)
        if parts:
            day = common_window(key for key, _part in parts).until(self.as_of)
            is_region = self._by == "region"
            without = offices_without(self._added, window, day, place.id) if is_region else ()
            alone = place.id if self._by == "office" else None
            found = self._assess(
                window,
                OWN_READING,
                pick,
                place.level,
                is_whole=not without,
                of=alone,
                below=None if alone else place.id,
            )
            entry = self._entries.get(window.code)
            yield LevelPart(
                id=place.id,
                name=place.name,
                assessment=found,
                file=sent.file if sent else "",
                own_code=(own_code(entry, place.id) if entry else None) or window.code,
            )

    # --------------------------------------------------------------- senders

    def _senders(self) -> Iterator[LevelSender]:
        """Each place that sent, and each end of the tree, in the file's order."""
        sources = {source.office: source for sent in self._added.sent.values() for source in sources_of(sent)}
        for place in (self._added.at, *self._levels.below(self._added.at.id)):
            package = self._added.sent.get(place.id)
            is_end = not self._levels.has_below(place.id) and place.is_valid_on(self.as_of)
            if package or is_end:
                yield LevelSender(office=place, package=package, source=sources.get(place.id))

    def _accepted(self) -> Iterator[tuple[str, AcceptedDefinition]]:
        """By whom which other definition was accepted; also what packages were added by."""
        below = (entry for sent in self._added.sent.values() for entry in sent.manifest.accepted)
        for entry in dict.fromkeys((*self._added.accepted, *below)):
            known = self._levels.by_id.get(entry.office)
            yield known.name if known else entry.office, entry


def _shown(windows: list[WindowKey], asked: Period) -> list[WindowKey]:
    """Whole ones inside the time; else those that hold it, as they stood at its end; what is due once always."""
    once = [window for window in windows if Period.parse(window.period).kind in ("once", "span")]
    if once:
        at_end = [window for window in once if window.through == str(asked)]
        return at_end or [window for window in once if not window.through][:1]
    whole = [window for window in windows if not window.through and asked.covers(Period.parse(window.period))]
    if whole:
        return whole
    ends = [window for window in windows if Period.parse(window.period).covers(asked)]
    return [window for window in ends if _ends_with(window, asked)][:1]


def _ends_with(window: WindowKey, asked: Period) -> bool:
    return Period.parse(window.through or window.period).last_day == asked.last_day


def _moved(added: Added) -> dict[str, int]:
    """How many figures of what an office signed are others now."""
    found: dict[str, int] = defaultdict(int)
    for row in added.tables.get("moved", ()):
        found[str(row[0])] += 1
    return dict(found)
