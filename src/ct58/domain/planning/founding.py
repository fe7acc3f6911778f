"""Planning an office of one's own: the names, signatories and symbols of another committee in place of the seed's."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace

from ct58.domain.planning.edits import MISSING, Edit, Operation, SetValue
from ct58.domain.planning.register import ListedUnit
from ct58.domain.records.committee import OfficeFile
from ct58.domain.records.office import Office
from ct58.domain.records.places import OFFICE_FILE, unit_file
from ct58.domain.records.units import Unit
from ct58.domain.standing.report_calendar import current_period, periods_ending_with
from ct58.domain.time.period import Period
from ct58.records import record

_USUAL_SHORT = "ĐU"


@record
class OwnOffice:
    """What an office says of itself; `signatories` are the names behind the titles, None where nobody has said.

    `self_approval`: one person both hands in and approves.
    """

    committee: str
    short: str
    superior: str
    place: str
    signatories: Mapping[str, str | None]
    self_approval: bool = False


@record
class Founding:
    """All that was said of a new office: who it is, where it lies, its first period, its list of units, whether git.

    One for practice has a day of its own.
    """

    folder: str
    own: OwnOffice
    first_period: Period
    units: tuple[ListedUnit, ...] = ()
    list_file: str | None = None
    with_git: bool = False
    practice_day: dt.date | None = None

    @property
    def since(self) -> dt.date:
        """The day from which its units count, where they were not founded later."""
        return self.first_period.first_day


def first_period(office: Office, today: dt.date) -> Period:
    """The period that an office begins with where nobody says which: the shortest whose reports are collected now."""
    return periods_ending_with(office, current_period(office, today))[0]


def signing_titles(file: OfficeFile) -> tuple[str, ...]:
    """The titles under which documents are signed, each once."""
    return tuple(dict.fromkeys(entry.office for entry in file.signatories))


def proposed(office: Office, committee: str | None = None) -> OwnOffice:
    """What is proposed to a committee: what the seed says, as far as it can hold for another one, too."""
    names, file = office.file.names, office.file
    is_same = committee in (None, names.committee)
    known = {entry.office: entry.name for entry in reversed(file.signatories)} if is_same else {}
    return OwnOffice(
        committee=committee or names.committee,
        short=(names.short or _USUAL_SHORT) if is_same else _USUAL_SHORT,
        superior=names.superior or "",
        place=file.place or "",
        signatories={title: known.get(title) for title in signing_titles(file)},
    )


def plan_founding(office: Office, own: OwnOffice, since: dt.date) -> Edit:
    """The changes of office.yaml, and of the bodies: what they are called, and since when those that report count."""
    return (
        *_names(office, own),
        *_signatories(office, own),
        *_texts(office, own),
        *_settings(office, own),
        *_bodies(office, own, since),
    )


def _names(office: Office, own: OwnOffice) -> Iterator[Operation]:
    names, file = office.file.names, office.file
    said = (
        (("names", "committee"), names.committee, own.committee),
        (("names", "superior"), names.superior, own.superior or None),
        (("names", "short"), names.short, own.short or None),
        (("place",), file.place, own.place or None),
    )
    for at, old, new in said:
        if new != old:
            yield SetValue(file=OFFICE_FILE, at=at, value=new, expected=old)


def _signatories(office: Office, own: OwnOffice) -> Iterator[Operation]:
    for place, entry in enumerate(office.file.signatories):
        new = own.signatories.get(entry.office)
        if new != entry.name:
            yield SetValue(
                file=OFFICE_FILE, at=("signatories", place, "name"), value=new, expected=entry.name
            )


def _texts(office: Office, own: OwnOffice) -> Iterator[Operation]:
    """Symbols and recipients that name the committee."""
    for role, issuer in office.file.issuers.items():
        short = _reworded(issuer.short, office, own)
        if short != issuer.short:
            yield SetValue(
                file=OFFICE_FILE, at=("issuers", role, "short"), value=short, expected=issuer.short
            )
    for kind, lines in office.file.recipients.items():
        for place, line in enumerate(lines):
            if (new := _reworded(line, office, own)) != line:
                yield SetValue(file=OFFICE_FILE, at=("recipients", kind, place), value=new, expected=line)


def _settings(office: Office, own: OwnOffice) -> Iterator[Operation]:
    """Who may approve; the seed says nothing of it."""
    if own.self_approval and not office.settings.self_approval:
        yield SetValue(file=OFFICE_FILE, at=("settings", "self_approval"), value=True, expected=MISSING)


def _bodies(office: Office, own: OwnOffice, since: dt.date) -> Iterator[Operation]:
    """The committee's own entry of the register, the bodies named after it, and the first day of those that report."""
    reporting = {unit for rule in office.programme.reporting for unit in office.meant_ids(rule.units, since)}
    for unit in office.units.values():
        new = _renamed(unit, office, own)
        if unit.id in reporting and office.terms.is_body(unit.kind):
            new = replace(new, valid_from=since)
        for key in (field.name for field in fields(Unit)):
            old, value = getattr(unit, key), getattr(new, key)
            if value != old:
                yield SetValue(file=unit_file(unit.id), at=(key,), value=value, expected=old)


def _renamed(unit: Unit, office: Office, own: OwnOffice) -> Unit:
    if own.committee == office.file.names.committee or not office.terms.is_body(unit.kind):
        return unit
    if _is_committee(unit, office):
        return replace(unit, name=own.committee, short_name=None, aliases=(own.short,) if own.short else ())
    return replace(unit, name=_reworded(unit.name, office, own))


def _is_committee(unit: Unit, office: Office) -> bool:
    return office.terms.is_body(unit.kind) and unit.name == office.file.names.committee


def _reworded(text: str, office: Office, own: OwnOffice) -> str:
    """A text with the committee's new name and symbol in place of the old: `VPĐU`, `Ban Thường vụ Đảng ủy A`."""
    names = office.file.names
    called = next((unit.label for unit in office.units.values() if _is_committee(unit, office)), "")
    if own.committee != names.committee:
        for old in filter(None, (names.committee, called)):
            text = re.sub(rf"{re.escape(old)}(?!\w)", lambda _found: own.committee, text)
    if names.short and own.short and own.short != names.short:
        text = re.sub(rf"{re.escape(names.short)}(?!\w)", lambda _found: own.short, text)
    return text
