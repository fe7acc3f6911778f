"""The register and office.yaml: windows that make sense, mergers that lead somewhere, names that mean one unit."""

from __future__ import annotations

from collections.abc import Iterator

from ct58.domain.checks.context import Context, unknown
from ct58.domain.records.office import Office, unit_order
from ct58.domain.records.places import OFFICE_FILE
from ct58.domain.records.units import Unit
from ct58.domain.text.vietnamese import fold
from ct58.errors import Finding

_NOT_GRASSROOTS = frozenset({"mass_organisation", "staff_body", "committee"})


def ends_after_beginning(context: Context, office: Office) -> Iterator[Finding]:
    """A unit ends after it begins."""
    for file, unit in context.units.items():
        if unit.valid_from and unit.valid_to and unit.valid_to < unit.valid_from:
            params = {"valid_from": unit.valid_from, "valid_to": unit.valid_to}
            yield Finding(code="U402", file=file, at=("valid_to",), params=params)


def successors_exist(context: Context, office: Office) -> Iterator[Finding]:
    """merged_into and split_from name units of the register."""
    for file, unit in context.units.items():
        for key in ("merged_into", "split_from"):
            id_ = getattr(unit, key)
            if id_ is not None and id_ not in context.unit_ids:
                yield unknown("U403", file, (key,), id_, context.unit_ids, key=key)


def mergers_end_somewhere(context: Context, office: Office) -> Iterator[Finding]:
    """Following the mergers leads to a unit that is not merged away."""
    for file, unit in context.units.items():
        chain = [unit.id]
        successor = unit.merged_into
        while successor is not None and successor in office.units and successor not in chain:
            chain.append(successor)
            successor = office.units[successor].merged_into
        if successor == unit.id:
            params = {"chain": " → ".join([*chain, unit.id])}
            yield Finding(code="U407", file=file, at=("merged_into",), params=params)


def merged_units_have_an_end(context: Context, office: Office) -> Iterator[Finding]:
    """A merged unit has a last day, or it would be counted twice."""
    for file, unit in context.units.items():
        if unit.merged_into and unit.valid_to is None:
            params = {"id": unit.merged_into}
            yield Finding(code="U406", file=file, at=("merged_into",), params=params)


def organisation_fits_kind(context: Context, office: Office) -> Iterator[Finding]:
    """Staff bodies, mass organisations and the committee are no grassroots organisations."""
    for file, unit in context.units.items():
        if unit.organisation and unit.kind in _NOT_GRASSROOTS:
            params = {"kind": unit.kind}
            yield Finding(code="U405", file=file, at=("organisation",), params=params)


def names_are_distinct(context: Context, office: Office) -> Iterator[Finding]:
    """Two units that exist at the same time share no name, alias or id, as people type them."""
    owners: dict[str, dict[str, Unit]] = {}
    for file, unit in sorted(context.units.items(), key=lambda entry: unit_order(entry[1])):
        for at, name in _names(unit):
            known = owners.setdefault(fold(name).replace("-", " "), {})
            others = (one for place, one in known.items() if place != file and _overlap(unit, one))
            other = next(others, None)
            if other is not None:
                params = {"name": name, "other": other.name}
                yield Finding(code="U404", file=file, at=at, params=params)
            known[file] = unit


def _names(unit: Unit) -> Iterator[tuple[tuple[str | int, ...], str]]:
    yield ("id",), unit.id
    yield ("name",), unit.name
    if unit.short_name:
        yield ("short_name",), unit.short_name
    for index, alias in enumerate(unit.aliases):
        yield ("aliases", index), alias


def _overlap(unit: Unit, other: Unit) -> bool:
    before = unit.valid_to is not None and other.valid_from is not None and unit.valid_to < other.valid_from
    after = other.valid_to is not None and unit.valid_from is not None and other.valid_to < unit.valid_from
    return not (before or after)


def file_is_there(context: Context, office: Office) -> Iterator[Finding]:
    """Without office.yaml documents have no names."""
    if OFFICE_FILE not in context.files:
        yield Finding(code="O701", file=OFFICE_FILE, line=1, column=1)


def signatories_name_units(context: Context, office: Office) -> Iterator[Finding]:
    """The body that a signatory heads is in the register."""
    for index, entry in enumerate(office.file.signatories):
        if entry.unit is not None and entry.unit not in context.unit_ids:
            yield unknown("O702", OFFICE_FILE, ("signatories", index, "unit"), entry.unit, context.unit_ids)
