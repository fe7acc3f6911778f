"""Adding what offices have sent, one package after another; what must not be added is refused, with its place and a remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import NamedTuple

from ct58.domain.indicators.windows import Window
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

_OF_WINDOW = PartKey._fields.index("kind")
"""How many fields of a part say what was counted, and when."""


class WindowKey(NamedTuple):
    """A window of an indicator, by the names of its time."""

    code: str
    period: str
    through: str


def window_key(code: str, window: Window) -> WindowKey:
    """A window of an indicator of the level."""
    return WindowKey(code, str(window.period), str(window.through or ""))


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
    `wordings` are those of a package that has a hash, by the hash.
    """

    levels: Levels
    at: LevelOffice
    sent: Mapping[str, SentPackage]
    parts: Parts
    each: Mapping[str, Parts]
    rules: Mapping[tuple[str, str], Mapping[str, BaseRule]]
    titles: Mapping[str, str]
    definitions: Mapping[str, str]
    wordings: Mapping[str, Mapping[str, CountMeaning]]
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
        self._wordings: dict[str, Mapping[str, CountMeaning]] = {}
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
        codes = self._take_codes(manifest)
        has: set[tuple[WindowKey, str]] = set()
        own_parts: dict[PartKey, PartSums] = {}
        places: dict[tuple[str, ...], tuple[str, ...]] = {}
        for key, part in received.package.parts.items():
            window = key[:_OF_WINDOW]
            found = places.get(window)
            if found is None:
                found = places[window] = tuple(codes.get(key.indicator, ()))
                has |= self._checked(key, found, received)
            for code in found:
                placed = PartKey(code, key[1], "", *key[3:])
                self._put(self._parts, placed, part)
                if self._with_each:
                    self._put(own_parts, placed, part)
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
        for hash_ in (definition.hash, *definition.bases):
            self._wordings.setdefault(self._one(hash_), manifest.wordings)
        for reading, rule in definition.bases.items():
            self._rules.setdefault((code, reading), {})[manifest.office] = rule

    def _check_definition(self, code: str, key: PartKey, received: ReceivedPackage) -> None:
        """Raises Refused where something else is counted and nobody has accepted it."""
        office, hash_ = received.manifest.office, self._one(key.definition)
        accepted = self._accepted.get((office, hash_))
        if accepted is None:
            expected, whose = self._definitions.setdefault(code, (hash_, office))
            if hash_ != expected:
                known = self._wordings.get(expected, {})
                meanings = (received.manifest.wordings.get(hash_), known.get(expected))
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

    def _take_codes(self, manifest: Manifest) -> dict[str, list[str]]:
        """What an office's own codes are at this level, with what it says of each."""
        codes: dict[str, list[str]] = {}
        for code, own in self._mapping(manifest):
            codes.setdefault(own, []).append(code)
            self._take_rules(code, own, manifest)
        return codes

    def _checked(
        self, key: PartKey, codes: tuple[str, ...], received: ReceivedPackage
    ) -> set[tuple[WindowKey, str]]:
        """The windows of a part, asked once for all parts of them."""
        windows = {WindowKey(code, self._one(key.period), self._one(key.through)) for code in codes}
        for window in windows:
            self._check_definition(window.code, key, received)
            self._check_window(window, key, received)
        return {(window, self._one(key.reading)) for window in windows}

    def _put(self, sums: dict[PartKey, PartSums], placed: PartKey, part: PartSums) -> None:
        """What it counts is the same for all, so its hash stands with the code alone; texts that many share are kept once."""
        before = sums.get(placed)
        if before is None:
            sums[PartKey._make(map(self._one, placed))] = part
        elif part.units:
            sums[placed] = before.with_(part)

    def _one(self, text: str) -> str:
        return self._shared.setdefault(text, text)


def own_code(indicator: LevelIndicator, office: str) -> str | None:
    """What an office calls an indicator of the level; None where it has none."""
    return indicator.from_.get(office, indicator.code)


def code_at(levels: Levels, code: str, office: str) -> str | None:
    """The same by the level's code; where levels.yaml lists no indicators, codes are the same everywhere."""
    entry = next((one for one in levels.indicators if one.code == code), None)
    return code if entry is None else own_code(entry, office)


def sources_of(sent: SentPackage) -> Iterator[SourcePackage]:
    """The offices inside a package; of one that came alone with the hash of its file."""
    for source in sent.manifest.sources:
        yield replace(source, sha256=sent.sha256) if source.office == sent.manifest.office else source
