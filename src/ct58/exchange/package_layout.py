"""How a contribution lies in its package: a Frictionless data package, a descriptor and a table a file; one layout for both ways."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from ct58.domain.indicators.numbers import Yardstick
from ct58.domain.records.levels import AcceptedDefinition
from ct58.domain.records.measure import BaseYear, Target
from ct58.domain.rollup.definitions import canonical
from ct58.domain.rollup.package import (
    CONTRIBUTIONS,
    TABLES,
    BaseRule,
    Definition,
    Manifest,
    SourcePackage,
)
from ct58.domain.rollup.parts import NUMBER_PATTERN, PartKey
from ct58.domain.time.period import Period
from ct58.records import positional_record

DESCRIPTOR = "datapackage.json"
PARTS_FILE = "contributions.csv.gz"
UNITS_FILE = "units.parquet"
PART_SUMS = ("units", "point_numerator", "point_denominator", "fixed_numerator", "fixed_denominator")
PART_COLUMNS = (*PartKey._fields, *PART_SUMS)
_WHOLE = frozenset(
    {"units", "days_overdue", *TABLES["tasks"][4:], *TABLES["reports"][4:]},
)
_DAYS = frozenset({"first_day", "last_day", "ends_on", "signed_on", "as_of"})
_MANY = frozenset(PART_SUMS[1:])
_MARKS = frozenset({"has_data", "estimated"})


@positional_record
class PackageFile:
    """A file of a package: its name, its content, and as what it is described."""

    name: str
    content: bytes
    described: Mapping[str, object]


def csv_name(table: str) -> str:
    """What the file of a table is called."""
    return f"{table}.csv"


def table_schema(columns: Iterable[str]) -> dict[str, object]:
    """The Table Schema of some columns."""
    return {"fields": [_field(name) for name in columns], "missingValues": [""]}


def _field(name: str) -> dict[str, object]:
    if name in _WHOLE:
        return {"name": name, "type": "integer"}
    if name in _DAYS:
        return {"name": name, "type": "date"}
    if name in _MARKS:
        return {"name": name, "type": "boolean", "trueValues": ["1"], "falseValues": ["0"]}
    if name in _MANY:
        return {"name": name, "type": "string", "constraints": {"pattern": NUMBER_PATTERN}}
    return {"name": name, "type": "string"}


def descriptor(manifest: Manifest, files: Iterable[PackageFile]) -> dict[str, object]:
    """What `datapackage.json` says; its own hash covers all the rest, and so all files."""
    said: dict[str, object] = {
        "profile": "tabular-data-package",
        "name": manifest.office,
        "title": manifest.name,
        "schema": CONTRIBUTIONS,
        **manifest_as_json(manifest),
        "resources": [
            {
                "name": file.name.partition(".")[0],
                "path": file.name,
                "hash": sha256_of(file.content),
                "bytes": len(file.content),
                **file.described,
            }
            for file in files
        ],
    }
    return {**said, "hash": descriptor_hash(said)}


def descriptor_hash(said: Mapping[str, object]) -> str:
    """The hash of a descriptor, of all but the hash itself."""
    return sha256_of(canonical({key: value for key, value in said.items() if key != "hash"}).encode())


def sha256_of(content: bytes) -> str:
    """The hash of a content as Frictionless writes it."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


# ----------------------------------------------------------------- manifest


def manifest_as_json(manifest: Manifest) -> dict[str, object]:
    """What a package says about itself."""
    return {
        "office": manifest.office,
        "office_name": manifest.name,
        "programme": manifest.programme,
        "as_of": manifest.as_of.isoformat(),
        "period": str(manifest.period),
        "revision": manifest.revision,
        "clean": manifest.is_clean,
        "version": manifest.version,
        "closed": list(manifest.closed),
        "expected": manifest.expected,
        "unit_codes": None if manifest.unit_codes is None else sorted(manifest.unit_codes),
        "definitions": {code: _definition(entry) for code, entry in sorted(manifest.definitions.items())},
        "wordings": dict(sorted(manifest.wordings.items())),
        "accepted": [vars(entry) for entry in manifest.accepted],
        "sources": [_source(entry) for entry in manifest.sources],
        "missing": list(manifest.missing),
    }


def manifest_of(said: Mapping[str, Any]) -> Manifest:
    """The manifest that a descriptor holds. KeyError, TypeError or ValueError where it holds none."""
    codes = said["unit_codes"]
    return Manifest(
        office=_text(said["office"]),
        name=_text(said["office_name"]),
        programme=_text(said["programme"]),
        as_of=dt.date.fromisoformat(said["as_of"]),
        period=Period.parse(said["period"]),
        revision=said["revision"],
        is_clean=said["clean"],
        version=_text(said["version"]),
        closed=tuple(map(_text, said["closed"])),
        expected=int(said["expected"]),
        unit_codes=None if codes is None else frozenset(map(_text, codes)),
        definitions={_text(code): _definition_of(code, entry) for code, entry in said["definitions"].items()},
        wordings={_text(hash_): dict(entry) for hash_, entry in said["wordings"].items()},
        accepted=tuple(map(_accepted_of, said["accepted"])),
        sources=tuple(map(_source_of, said["sources"])),
        missing=tuple(map(_text, said["missing"])),
        data=_text(said["hash"]),
    )


def _text(said: object) -> str:
    if not isinstance(said, str):
        raise TypeError(said)
    return said


def _accepted_of(said: Mapping[str, Any]) -> AcceptedDefinition:
    return AcceptedDefinition(**{key: _text(value) for key, value in said.items()})


def _source(source: SourcePackage) -> dict[str, object]:
    return {**vars(source), "as_of": source.as_of.isoformat(), "closed": list(source.closed)}


def _source_of(said: Mapping[str, Any]) -> SourcePackage:
    given = {
        **said,
        "as_of": dt.date.fromisoformat(said["as_of"]),
        "closed": tuple(map(_text, said["closed"])),
    }
    _text(given["office"]), _text(given["name"])
    return SourcePackage(**given)


def _definition(definition: Definition) -> dict[str, object]:
    return {
        "title": definition.title,
        "hash": definition.hash,
        "readings": {reading: base.name for reading, base in definition.bases.items() if reading},
        "bases": {reading: _base(base) for reading, base in definition.bases.items()},
    }


def _definition_of(code: str, said: Mapping[str, Any]) -> Definition:
    names = said["readings"]
    bases = {_text(key): _base_of(names.get(key, ""), base) for key, base in said["bases"].items()}
    if "" not in bases:
        raise KeyError("")
    return Definition(code=code, title=_text(said["title"]), hash=_text(said["hash"]), bases=bases)


def _base(base: BaseRule) -> dict[str, object]:
    return {
        "per": base.yardstick.per,
        "unit": base.yardstick.unit,
        "decimals": base.yardstick.decimals,
        "grows": base.yardstick.adds_up,
        "target": None if base.target is None else target_as_json(base.target),
        "cannot_fall": base.cannot_fall,
        "judged": base.is_judged,
        "adds": base.adds,
    }


def _base_of(name: str, said: Mapping[str, Any]) -> BaseRule:
    per = said["per"]
    if per is not None and (type(per) is not int or per <= 0):
        raise ValueError(per)
    return BaseRule(
        name=_text(name),
        yardstick=Yardstick(per, _text(said["unit"]), said["decimals"], bool(said.get("grows", True))),
        target=None if said["target"] is None else target_said(said["target"]),
        cannot_fall=bool(said["cannot_fall"]),
        is_judged=bool(said["judged"]),
        adds=bool(said["adds"]),
    )


_TARGET_FIELDS = frozenset(entry.name for entry in fields(Target))
_TARGET_WORDS = frozenset({"op", "unit", "rounding", "text", "of"})


def target_as_json(target: Target) -> dict[str, object]:
    """A target, without what it does not say; decimals as texts, so that they stay what they are."""
    return {key: _target_value(value) for key, value in vars(target).items() if value is not None}


def _target_value(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _target_value(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [_target_value(part) for part in value]
    if isinstance(value, BaseYear):
        return {"base": value.base}
    return str(value) if isinstance(value, Decimal) else value


def target_said(said: Mapping[str, Any]) -> Target:
    """The target that such data says. TypeError or ValueError where it says none."""
    if not _TARGET_FIELDS.issuperset(said):
        raise ValueError(sorted(said))
    of = said.get("of")
    words = {**said, "of": BaseYear(**of)} if isinstance(of, Mapping) else said
    return Target(
        **{key: value if key in _TARGET_WORDS else _asked_number(value) for key, value in words.items()}
    )


def _asked_number(said: object) -> Any:
    if isinstance(said, Mapping):
        return {int(key): _asked_number(part) for key, part in said.items()}
    if isinstance(said, list):
        return tuple(map(_asked_number, said))
    return Decimal(said) if isinstance(said, str) else said
