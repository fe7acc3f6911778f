"""Adding what offices have sent, one package after another; what must not be added is refused, with its place and a remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import NamedTuple

from ct58.domain.records.levels import AcceptedDefinition, LevelIndicator, LevelOffice, Levels
from ct58.domain.rollup.definitions import CountMeaning
from ct58.domain.rollup.package import (
    BaseRule,
    Cell,
    Manifest,
    ReceivedPackage,
    SourcePackage,
    TableRows,
)
from ct58.domain.rollup.parts import PartKey, Parts, PartSums
from ct58.domain.rollup.refusals import (
    counted_twice,
    not_below,
    other_days,
    other_definition,
    shared_units,
    stranger,
)
from ct58.domain.text.suggestions import enumeration, first_few, suggestion
from ct58.errors import BadUsage
from ct58.i18n import Message, N_, msg
from ct58.records import record


class WindowKey(NamedTuple):
    """A window of an indicator, by the names of its time."""

    code: str
    period: str
    through: str


def window_of(key: PartKey) -> WindowKey:
    """The window of a part."""
    return WindowKey(key.indicator, key.period, key.through)


@record
class SentPackage:
    """One package that was added: its file, what it said about itself, and which windows of which readings it has."""

    file: str
    sha256: str
    manifest: Manifest
    has: frozenset[tuple[WindowKey, str]]


@record
class Added:
    """What came together at a place of the tree.

    `parts` go by the level's own codes; `each` are those of every sender, where they were asked for. `rules` are what the
    senders say of a base, by code and reading, in no order that matters; `accepted` what was added by a decision.
    """

    levels: Levels
    at: LevelOffice
    sent: Mapping[str, SentPackage]
    parts: Parts
    each: Mapping[str, Parts]
    rules: Mapping[tuple[str, str], Mapping[str, BaseRule]]
    titles: Mapping[str, str]
    definitions: Mapping[str, str]
    wordings: Mapping[str, CountMeaning]
    accepted: tuple[AcceptedDefinition, ...]
    tables: Mapping[str, TableRows] = field(default_factory=dict)


def place_in_tree(levels: Levels, at: str | None) -> LevelOffice:
    """The office of an id; the top where none is named. Raises BadUsage where it is not known, or there are several tops."""
    if at is not None:
        if at not in levels.by_id:
            text = N_("levels.yaml has no office “{id}”{near}.")
            raise BadUsage(msg(text, id=at, near=suggestion(at, levels.by_id)), _all_ids(levels))
        return levels.by_id[at]
    if len(levels.tops) != 1:
        tops = enumeration(office.id for office in levels.tops)
        raise BadUsage(
            msg(N_("levels.yaml has several offices with nobody above them: {ids}."), ids=tops),
            msg(N_("Say which is meant: --at ID")),
        )
    return levels.tops[0]


def _all_ids(levels: Levels) -> Message:
    ids = first_few([office.id for office in levels.offices], 12)
    return msg(N_("Offices of levels.yaml: {ids}"), ids=ids)


class AddingUp:
    """Packages added so far. What is asked of all (an office once, one definition, one window) is asked of each that comes."""

    def __init__(self, levels: Levels, at: LevelOffice, *, with_each: bool = False) -> None:
        self._levels = levels
        self._at = at
        self._inside = {at.id, *(office.id for office in levels.below(at.id))}
        self._with_each = with_each
        self._accepted = {(entry.office, entry.definition): entry for entry in levels.accepted}
        self._sent: dict[str, SentPackage] = {}
        self._parts: dict[PartKey, PartSums] = {}
        self._each: dict[str, dict[PartKey, PartSums]] = {}
        self._rules: dict[tuple[str, str], dict[str, BaseRule]] = {}
        self._titles: dict[str, str] = {}
        self._definitions: dict[str, tuple[str, str]] = {}
        self._also: dict[str, str] = {}
        self._wordings: dict[str, CountMeaning] = {}
        self._used: dict[AcceptedDefinition, None] = {}
        self._windows: dict[WindowKey, tuple[tuple[str, ...], str]] = {}
        self._sources: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        self._tables: dict[str, list[tuple[Cell, ...]]] = {}
        self._shared: dict[str, str] = {}
        for entry in levels.indicators:
            if entry.definition is not None:
                self._definitions[entry.code] = (entry.definition, "levels.yaml")

    def add(self, received: ReceivedPackage) -> None:
        """One more. Raises Refused for what must not be added."""
        manifest = received.manifest
        self._refuse_stranger(received)
        self._refuse_twice(received)
        self._refuse_shared_units(received)
        for hash_, meaning in manifest.wordings.items():
            self._wordings.setdefault(hash_, meaning)
        has: set[tuple[WindowKey, str]] = set()
        codes: dict[str, list[str]] = {}
        for code, own in self._mapping(manifest):
            codes.setdefault(own, []).append(code)
            self._take_rules(code, own, manifest)
        own_parts: dict[PartKey, PartSums] = {}
        for key, part in received.package.parts.items():
            for code in codes.get(key.indicator, ()):
                placed = self._placed(code, key, received)
                has.add((window_of(placed), placed.reading))
                for sums in (self._parts, *([own_parts] if self._with_each else ())):
                    before = sums.get(placed)
                    sums[placed] = part if before is None else before.with_(part)
        if self._with_each:
            self._each[manifest.office] = own_parts
        for name, rows in received.package.tables.items():
            self._tables.setdefault(name, []).extend(rows)
        self._sent[manifest.office] = SentPackage(
            file=received.file,
            sha256=received.sha256,
            manifest=replace(manifest, wordings={}, definitions={}),
            has=frozenset(has),
        )

    def result(self) -> Added:
        """What has come together."""
        order = {office.id: place for place, office in enumerate(self._levels.offices)}
        sent = dict(sorted(self._sent.items(), key=lambda item: order[item[0]]))
        hashes = self._also | {code: hash_ for code, (hash_, _whose) in self._definitions.items()}
        return Added(
            levels=self._levels,
            at=self._at,
            sent=sent,
            parts=self._parts,
            each=self._each,
            rules=self._rules,
            titles=self._titles,
            definitions={code: hash_ for code, hash_ in hashes.items() if code in self._titles},
            wordings=self._wordings,
            accepted=tuple(sorted(self._used, key=lambda entry: (entry.office, entry.definition))),
            tables={name: tuple(sorted(rows, key=str)) for name, rows in self._tables.items()},
        )

    # ------------------------------------------------------------ who is who

    def _refuse_stranger(self, received: ReceivedPackage) -> None:
        office = received.manifest.office
        if office not in self._levels.by_id:
            raise stranger(received, self._levels)
        if office not in self._inside:
            raise not_below(received, self._levels, self._at)

    def _refuse_twice(self, received: ReceivedPackage) -> None:
        manifest = received.manifest
        for office in dict.fromkeys((manifest.office, *(source.office for source in manifest.sources))):
            earlier = self._sources.setdefault(office, received.file)
            if earlier != received.file or manifest.office in self._sent:
                raise counted_twice(office, earlier, received, self._levels)

    def _refuse_shared_units(self, received: ReceivedPackage) -> None:
        office, codes = received.manifest.office, received.manifest.unit_codes or frozenset()
        both = [code for code in sorted(codes) if code in self._codes]
        if both:
            raise shared_units(len(both), office, self._codes[both[0]], self._levels)
        self._codes |= dict.fromkeys(codes, office)

    # ------------------------------------------------------------ indicators

    def _mapping(self, manifest: Manifest) -> Iterator[tuple[str, str]]:
        """The level's codes that an office has, each with its own code for it."""
        listed = self._levels.indicators or [LevelIndicator(code=code) for code in manifest.definitions]
        for entry in listed:
            own = own_code(entry, manifest.office)
            if own is not None and own in manifest.definitions:
                yield entry.code, own

    def _take_rules(self, code: str, own: str, manifest: Manifest) -> None:
        definition = manifest.definitions[own]
        self._titles.setdefault(code, definition.title)
        for reading, rule in definition.bases.items():
            self._rules.setdefault((code, reading), {})[manifest.office] = rule

    def _check_definition(self, code: str, key: PartKey, received: ReceivedPackage) -> None:
        """Raises Refused where something else is counted and nobody has accepted it."""
        office, hash_ = received.manifest.office, self._one(key.definition)
        accepted = self._accepted.get((office, hash_))
        if accepted is None:
            expected, whose = self._definitions.setdefault(code, (hash_, office))
            if hash_ != expected:
                meanings = (self._wordings.get(hash_), self._wordings.get(expected))
                raise other_definition(code, key, received, self._levels, whose, meanings)
        elif self._definitions.get(code, ("", ""))[0] != hash_:
            self._used[accepted] = None
            self._also.setdefault(code, hash_)

    def _check_window(self, window: WindowKey, key: PartKey, received: ReceivedPackage) -> None:
        """Raises Refused where a time of one name has other days; where an end cut it short, its last days are others."""
        days = (key.first_day, key.last_day, key.ends_on) if not key.cut else (key.first_day,)
        known, file = self._windows.setdefault(window, (days, received.file))
        if known[: len(days)] != days[: len(known)]:
            raise other_days(window.code, key, received, (file, known), days)
        if len(days) > len(known):
            self._windows[window] = (days, received.file)

    def _placed(self, code: str, key: PartKey, received: ReceivedPackage) -> PartKey:
        """A part by the level's code; what it counts is the same for all, so its hash stands with the code alone."""
        self._check_definition(code, key, received)
        self._check_window(WindowKey(code, key.period, key.through), key, received)
        return PartKey._make(map(self._one, key._replace(indicator=code, definition="")))

    def _one(self, text: str) -> str:
        return self._shared.setdefault(text, text)


def own_code(indicator: LevelIndicator, office: str) -> str | None:
    """What an office calls an indicator of the level; None where it has none."""
    return indicator.from_.get(office, indicator.code)


def sources_of(sent: SentPackage) -> Iterator[SourcePackage]:
    """The offices inside a package; of one that came alone with the hash of its file."""
    for source in sent.manifest.sources:
        yield replace(source, sha256=sent.sha256) if source.office == sent.manifest.office else source
