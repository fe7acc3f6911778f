"""Many offices' packages into one level: read one after another, added, and written as what the next level takes in."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ct58 import __version__
from ct58.domain.records.levels import Levels
from ct58.domain.rollup.adding import Added, AddingUp, place_in_tree, sources_of
from ct58.domain.rollup.definitions import CountMeaning
from ct58.domain.rollup.judging import agreed_rule
from ct58.domain.rollup.package import TABLES, ContributionPackage, Definition, Manifest
from ct58.domain.time.period import Period
from ct58.exchange.package_reader import read_package
from ct58.records import record
from ct58.services.reading.data_source import Progress
from ct58.store.cache import RecordCache
from ct58.store.levels_file import read_levels
from ct58.views.rollup import RollupView

FEW_TABLES = frozenset({"moved"})
"""What a look at the indicators needs beside the contributions."""


@record
class RollupOrder:
    """The file of the level, the packages, and at which place of the tree they are added (None: the top)."""

    levels: Path
    packages: tuple[Path, ...]
    at: str | None = None
    with_each: bool = False
    with_tables: bool = False


def add_packages(order: RollupOrder, memory: RecordCache, progress: Progress | None = None) -> Added:
    """Everything that was sent, added. Raises as `read_levels`, `read_package` and `AddingUp` do."""
    levels: Levels = read_levels(order.levels, memory)
    adding = AddingUp(levels, place_in_tree(levels, order.at), with_each=order.with_each)
    tables = frozenset(TABLES) if order.with_tables else FEW_TABLES
    for done, path in enumerate(order.packages, start=1):
        adding.add(read_package(path, tables))
        if progress:
            progress(done, len(order.packages))
    return adding.result()


def level_package(added: Added, view: RollupView) -> ContributionPackage:
    """The same as a package of the level itself: what stands above takes it in as it takes in an office's."""
    sent = added.sent.values()
    codes = [entry.manifest.unit_codes for entry in sent]
    known = [each for each in codes if each is not None]
    parts = {
        key._replace(definition=added.definitions[key.indicator]): part for key, part in added.parts.items()
    }
    accepted = dict.fromkeys((*added.accepted, *(entry for one in sent for entry in one.manifest.accepted)))
    sources = sorted((one for entry in sent for one in sources_of(entry)), key=lambda one: one.office)
    programmes = dict.fromkeys(source.programme for source in sources)
    return ContributionPackage(
        manifest=Manifest(
            office=added.at.id,
            name=added.at.name,
            programme="; ".join(sorted(programmes)),
            as_of=view.as_of,
            period=_period([entry.manifest.period for entry in sent]),
            version=__version__,
            expected=sum(entry.manifest.expected for entry in sent),
            definitions={code: _definition(added, code) for code in added.definitions},
            wordings=_wordings(added),
            sources=tuple(sources),
            closed=_closed(added),
            unit_codes=frozenset().union(*known) if len(known) == len(codes) else None,
            accepted=tuple(sorted(accepted, key=lambda entry: (entry.office, entry.definition))),
            missing=view.missing,
        ),
        parts=parts,
        tables=added.tables,
    )


def _definition(added: Added, code: str) -> Definition:
    bases = {reading: agreed_rule(rules) for (one, reading), rules in added.rules.items() if one == code}
    return Definition(code=code, title=added.titles[code], hash=added.definitions[code], bases=bases)


def _wordings(added: Added) -> dict[str, CountMeaning]:
    hashes = {reading for _code, reading in added.rules if reading} | set(added.definitions.values())
    known = ((hash_, added.wordings.get(hash_, {}).get(hash_)) for hash_ in sorted(hashes))
    return {hash_: meaning for hash_, meaning in known if meaning is not None}


def _period(periods: Sequence[Period]) -> Period:
    """The time of all, or the one that holds the others."""
    return max(periods, key=lambda period: (period.last_day - period.first_day, str(period)))


def _closed(added: Added) -> tuple[str, ...]:
    """What is closed everywhere."""
    each = [set(entry.manifest.closed) for entry in added.sent.values()]
    return tuple(sorted(set.intersection(*each)))


def first_levels(packages: Sequence[Path]) -> bytes:
    """A levels.yaml to begin with: each office below one level, and each indicator by the definition that most have."""
    manifests = [read_package(path, frozenset()).manifest for path in packages]
    hashes: dict[str, Counter[str]] = {}
    titles: dict[str, str] = {}
    for manifest in manifests:
        for code, definition in manifest.definitions.items():
            hashes.setdefault(code, Counter())[definition.hash] += 1
            titles.setdefault(code, definition.title)
    offices = {manifest.office: manifest.name for manifest in manifests}
    lines = [
        "schema: ct58/levels/1",
        "levels: [co-quan, cap-tren]",
        "offices:",
        "- {id: cap-tren, name: Cấp trên, level: cap-tren}",
        *(
            f"- {{id: {id_}, name: {_quoted(name)}, level: co-quan, parent: cap-tren}}"
            for id_, name in sorted(offices.items())
        ),
        "indicators:",
        *(
            f"- {{code: {code}, title: {_quoted(titles[code])}, definition: {_quoted(found.most_common(1)[0][0])}}}"
            for code, found in sorted(hashes.items())
        ),
    ]
    return ("\n".join(lines) + "\n").encode()


def _quoted(text: str) -> str:
    """A text as YAML reads it, whatever it holds."""
    return json.dumps(text, ensure_ascii=False)
