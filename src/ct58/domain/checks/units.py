"""The register and office.yaml: windows that make sense, mergers that lead somewhere, names that mean one unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ct58.domain.checks.context import Context, unknown
from ct58.domain.checks.terms import undeclared_terms
from ct58.domain.checks.timing import is_time
from ct58.domain.records.office import Office, unit_order
from ct58.domain.records.places import OFFICE_FILE
from ct58.domain.records.units import Unit, UnitBefore
from ct58.domain.text.suggestions import enumeration
from ct58.domain.text.vietnamese import fold
from ct58.domain.time.period import ONE_DAY
from ct58.errors import Finding, Path
from ct58.i18n import Message, N_, msg


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


def kinds_are_declared(context: Context, office: Office) -> Iterator[Finding]:
    """Kinds and forms of organisation are those that the programme declares, today and before."""
    declared = {
        "kind": ("U412", [kind.id for kind in office.terms.kinds]),
        "organisation": ("U413", [known.id for known in office.terms.organisations]),
    }
    for file, unit in context.units.items():
        for at, key, id_ in undeclared_terms(office, unit):
            code, known = declared[key]
            yield unknown(code, file, at, id_, known, allowed=enumeration(known) or "–")


def organisation_fits_kind(context: Context, office: Office) -> Iterator[Finding]:
    """The committee and the bodies around it have no form of organisation: only units below do, today and before."""
    for file, unit in context.units.items():
        was_wrong = False
        for at, then in _times(unit):
            is_wrong = bool(then.organisation) and office.terms.is_body(then.kind)
            if is_wrong and not was_wrong:
                yield Finding(code="U405", file=file, at=at, params={"kind": office.terms.kind(then.kind)})
            was_wrong = is_wrong


def _times(unit: Unit) -> Iterator[tuple[Path, Unit]]:
    """The unit as it is now and as it was in each earlier time, with where that stands."""
    yield ("organisation",), replace(unit, before=())
    for index, entry in enumerate(unit.before):
        yield ("before", index), unit.on(entry.until)


def former_times_fall(context: Context, office: Office) -> Iterator[Finding]:
    """The entries of `before` go back in time, from the latest."""
    for file, unit in context.units.items():
        for index, (later, entry) in enumerate(pairwise(unit.before), start=1):
            if entry.until >= later.until:
                params = {"until": entry.until, "earlier": later.until}
                yield Finding(code="U409", file=file, at=("before", index, "until"), params=params)


def former_times_lie_inside(context: Context, office: Office) -> Iterator[Finding]:
    """The unit exists on the last day of an entry, and on the day after."""
    for file, unit in context.units.items():
        for index, entry in enumerate(unit.before):
            is_before = unit.valid_from is not None and entry.until < unit.valid_from
            is_after = unit.valid_to is not None and entry.until >= unit.valid_to
            if is_before or is_after:
                params = {"until": entry.until, "time": time_in_words(unit)}
                yield Finding(code="U410", file=file, at=("before", index, "until"), params=params)


def time_in_words(unit: Unit) -> Message:
    """From when to when a unit exists."""
    if unit.valid_from is None:
        return msg(N_("until {last}"), last=unit.valid_to)
    if unit.valid_to is None:
        return msg(N_("from {first} on"), first=unit.valid_from)
    return msg(N_("from {first} until {last}"), first=unit.valid_from, last=unit.valid_to)


def former_times_differ(context: Context, office: Office) -> Iterator[Finding]:
    """What an entry names was another afterwards."""
    for file, unit in context.units.items():
        for index, entry in enumerate(unit.before):
            said, after = entry.said(), _afterwards(unit, entry)
            same = [key for key, value in said.items() if alike(value, getattr(after, key))]
            if same or not said:
                at: Path = ("before", index, same[0]) if same else ("before", index)
                what = ", ".join(same) if same else msg(N_("what the entry says"))
                yield Finding(code="U411", file=file, at=at, params={"until": entry.until, "what": what})


def _afterwards(unit: Unit, entry: UnitBefore) -> Unit:
    """The unit on the day after an entry's last."""
    return unit if entry.until == dt.date.max else unit.on(entry.until + ONE_DAY)


def alike(one: object, other: object) -> bool:
    """Whether two values of an attribute say the same; the order of flags says nothing."""
    return one == other or (isinstance(one, tuple) and isinstance(other, tuple) and set(one) == set(other))


def names_are_distinct(context: Context, office: Office) -> Iterator[Finding]:
    """Two units that exist at the same time share no name, alias or id, as people type them."""
    owners: dict[str, dict[str, Unit]] = {}
    place = unit_order(office.terms)
    for file, unit in sorted(context.units.items(), key=lambda entry: place(entry[1])):
        for at, name in _names(unit):
            known = owners.setdefault(fold(name).replace("-", " "), {})
            others = (one for known_as, one in known.items() if known_as != file and _overlap(unit, one))
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


_AFTER_THE_END = dt.timedelta(days=183)
"""The last reports and the report of the term are practised, too."""


def practice_day_fits_the_programme(context: Context, office: Office) -> Iterator[Finding]:
    """On a day of another time nothing would be due, or everything over."""
    day = office.file.practice_today
    if day is None or not is_time(office.programme.head.horizon):
        return
    first, last = office.programme.head.issued_on, office.horizon.last_day + _AFTER_THE_END
    if not first <= day <= last:
        params = {"day": day, "first": first, "last": last}
        yield Finding(code="O703", file=OFFICE_FILE, at=("practice_today",), params=params)


def signatories_name_units(context: Context, office: Office) -> Iterator[Finding]:
    """The body that a signatory heads is in the register."""
    for index, entry in enumerate(office.file.signatories):
        if entry.unit is not None and entry.unit not in context.unit_ids:
            yield unknown("O702", OFFICE_FILE, ("signatories", index, "unit"), entry.unit, context.unit_ids)
