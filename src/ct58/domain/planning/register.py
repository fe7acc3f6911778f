"""Planning the register: units that are added, closed, merged, split and entered as a whole list.

Each plan can be made again after an interruption: what is already there is left alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ct58.domain.checks.files import is_unit_id
from ct58.domain.planning.edits import Append, Edit, NewFile, Operation, SetValue, record_as_tree
from ct58.domain.planning.unit_edits import UnitEditWords, noting, plan_edit
from ct58.domain.planning.unit_words import derived_id, organisation_of_unit
from ct58.domain.records.office import Office
from ct58.domain.records.places import unit_file
from ct58.domain.records.programme import ReportingRule
from ct58.domain.records.reports import ARRIVED, Report
from ct58.domain.records.terms import Terminology
from ct58.domain.records.unit_search import find_unit, own_words
from ct58.domain.records.units import Unit
from ct58.domain.standing.form import says_sums
from ct58.domain.text.vietnamese import closest
from ct58.domain.time.period import ONE_DAY
from ct58.errors import BadUsage, Refused
from ct58.i18n import Message, N_, msg
from ct58.records import positional_record, record


@record
class UnitWords:
    """What a clerk says of a new unit; what is left out is derived from the name, or is not known."""

    name: str
    kind: str
    id: str | None = None
    organisation: str | None = None
    order: int | None = None
    short_name: str | None = None
    aliases: tuple[str, ...] = ()
    valid_from: dt.date | None = None
    flags: tuple[str, ...] = ()
    address_as: str | None = None
    office_phone: str | None = None
    office_email: str | None = None


# ------------------------------------------------------------------------ add


def plan_add(office: Office, words: UnitWords) -> Edit:
    """A new entry. Raises BadUsage for an id that cannot be, Refused for one that is taken."""
    unit = new_unit(words, office.terms)
    if unit.id in office.units:
        raise taken(office.units[unit.id])
    return (_new_file(unit),)


def new_unit(words: UnitWords, terms: Terminology) -> Unit:
    """The entry that the words mean. Raises BadUsage for an id that cannot be a folder."""
    id_ = words.id or derived_id(words.name)
    check_id(id_)
    organisation = words.organisation or organisation_of_unit(words.name, words.kind, terms)
    return Unit(
        id=id_,
        name=words.name,
        kind=words.kind,
        organisation=organisation,
        order=words.order,
        short_name=words.short_name,
        aliases=words.aliases,
        valid_from=words.valid_from,
        flags=words.flags,
        address_as=words.address_as,
        office_phone=words.office_phone,
        office_email=words.office_email,
    )


def check_id(id_: str) -> None:
    """Raises BadUsage for an id that cannot be a unit's; an empty one comes from a name without letters."""
    if not id_:
        raise BadUsage(
            msg(N_("No id can be made from this name.")),
            msg(N_("Give an id of your own, for example so-y-te.")),
        )
    if not is_unit_id(id_):
        raise BadUsage(
            msg(N_("“{id}” cannot be a unit's id."), id=id_),
            msg(N_("Use small letters without marks, digits and “-”, for example so-y-te.")),
        )


def taken(unit: Unit) -> Refused:
    """The refusal of an id that somebody has."""
    return Refused(
        msg(N_("There is already a unit with the id {id}: {name}."), id=unit.id, name=unit.name),
        msg(N_("If it is another one, give it an id of its own. See: ct58 show {id}"), id=unit.id),
    )


def near_duplicates(office: Office, unit: Unit) -> tuple[Unit, ...]:
    """Other units whose names differ from a unit's only by the party organisation, or by a typo.

    Names with different numbers or single letters ("Công ty A", "Công ty B") are different on purpose.
    """
    wanted = own_words(unit.name)
    others = {own_words(other.name): other for other in office.units.values() if other.id != unit.id}
    comparable = [name for name in others if _differs_by_typo(wanted, name)]
    return tuple(others[name] for name in closest(wanted, comparable))


def _differs_by_typo(one: str, other: str) -> bool:
    """As many words, and only real words differ, at most two of them."""
    mine, yours = one.split(), other.split()
    different = [pair for pair in zip(mine, yours, strict=False) if pair[0] != pair[1]]
    is_close = len(mine) == len(yours) and len(different) <= 2
    return is_close and all(_is_word(a) and _is_word(b) for a, b in different)


def _is_word(text: str) -> bool:
    return len(text) > 1 and text.isalpha()


# ---------------------------------------------------------------------- close


def ending_of(unit: Unit, last_day: dt.date) -> Iterator[SetValue]:
    """The end of a unit; nothing where it ends on that day already."""
    if unit.valid_to is not None and unit.valid_to < last_day:
        raise Refused(
            msg(N_("{unit} was already closed: its last day is {day}."), unit=unit.name, day=unit.valid_to),
            msg(N_("If that is wrong: ct58 undo, or correct valid_to in {file}."), file=unit_file(unit.id)),
        )
    if unit.valid_from is not None and last_day < unit.valid_from:
        raise Refused(
            msg(N_("{unit} cannot end before it begins ({day})."), unit=unit.name, day=unit.valid_from),
            msg(N_("Check the date.")),
        )
    if unit.valid_to != last_day:
        yield SetValue(file=unit_file(unit.id), at=("valid_to",), value=last_day, expected=unit.valid_to)


def reports_after(office: Office, unit: Unit, day: dt.date) -> tuple[Report, ...]:
    """The unit's arrived reports of periods that begin after a day: they no longer count when it ends then."""
    found = [
        report
        for report in office.reports.values()
        if report.unit == unit.id and report.state in ARRIVED and str(report.period) != "once"
    ]
    return tuple(report for report in found if report.period.first_day > day)


def reports_left_behind(office: Office, unit: Unit) -> tuple[Report, ...]:
    """The reports with figures of periods in which a unit ended: it owes none of them, and they count."""
    return tuple(
        report
        for (unit_id, period), report in office.reports.items()
        if unit_id == unit.id
        and period != "once"
        and office.ended_inside(unit, report.period)
        and says_sums(office, report.figures)
    )


# ---------------------------------------------------------------------- merge


@record
class MergerWords:
    """Units that become one. `on` is the first day of the merged unit: the others end the day before.

    `into` is a unit of the register, or the id of a new one, whose `name` is then given. What is left out of
    a new one is taken from the merged units.
    """

    units: tuple[Unit, ...]
    into: str
    on: dt.date
    name: str | None = None
    kind: str | None = None
    organisation: str | None = None
    order: int | None = None
    reason: str | None = None


def plan_merge(office: Office, words: MergerWords) -> Edit:
    """End the merged units and name their successor, which is made if it is new.

    Raises BadUsage (an unknown successor without a name, different kinds) and Refused (one that was closed
    or merged otherwise).
    """
    target = merger_target(office, words)
    merged = [unit for unit in words.units if unit.id != target.id]
    if not merged:
        raise BadUsage(msg(N_("A unit cannot be merged into itself.")), msg(N_("Name the units that end.")))
    if target.valid_to is not None and target.valid_to < words.on:
        raise Refused(
            msg(
                N_("{unit} was already closed: its last day is {day}."), unit=target.name, day=target.valid_to
            ),
            msg(N_("Merge into a unit that goes on.")),
        )
    operations: list[Operation] = [] if target.id in office.units else [_new_file(target)]
    for unit in merged:
        operations += merging(unit, target, words.on, words.reason)
    return tuple(operations)


def merger_target(office: Office, words: MergerWords) -> Unit:
    """The successor: a unit of the register, or the new one that the words describe."""
    if words.name is None:
        return find_unit(office, words.into)
    known = office.units.get(words.into)
    if known is None:
        return _merged_unit(words, office.terms)
    if own_words(known.name) != own_words(words.name):
        raise taken(known)
    return known


def _merged_unit(words: MergerWords, terms: Terminology) -> Unit:
    """A new unit that takes over: kind and flags of the merged ones, and the first place among them."""
    assert words.name is not None
    check_id(words.into)
    kinds = list(dict.fromkeys(unit.kind for unit in words.units))
    if words.kind is None and len(kinds) > 1:
        raise BadUsage(
            msg(N_("The merged units are of different kinds: {kinds}."), kinds=", ".join(kinds)),
            msg(N_("Say which kind the new one is: --kind {kind}"), kind=kinds[0]),
        )
    kind = words.kind or kinds[0]
    orders = [unit.order for unit in words.units if unit.order is not None]
    shared = {unit.organisation for unit in words.units}
    organisation = organisation_of_unit(words.name, kind, terms) or (
        shared.pop() if len(shared) == 1 else None
    )
    return Unit(
        id=words.into,
        name=words.name,
        kind=kind,
        organisation=words.organisation or organisation,
        order=words.order if words.order is not None else min(orders, default=None),
        valid_from=words.on,
        flags=tuple(dict.fromkeys(flag for unit in words.units for flag in unit.flags)),
    )


def merging(unit: Unit, target: Unit, on: dt.date, reason: str | None) -> Iterator[SetValue]:
    """The end of a unit on the day before a merger, and its successor. Raises Refused where it has another."""
    if unit.merged_into not in (None, target.id):
        raise Refused(
            msg(N_("{unit} was already merged into {id}."), unit=unit.name, id=unit.merged_into),
            msg(N_("See: ct58 show {id}"), id=unit.id),
        )
    yield from ending_of(unit, on - ONE_DAY)
    if unit.merged_into is None:
        yield SetValue(file=unit_file(unit.id), at=("merged_into",), value=target.id, expected=None)
    yield from noting(unit, unit_file(unit.id), reason)


# ---------------------------------------------------------------------- split


@record
class SplitWords:
    """Units that come out of one: (id, name) of each. `on` is their first day.

    With `close` the old one ends the day before.
    """

    unit: Unit
    into: tuple[tuple[str, str], ...]
    on: dt.date
    kind: str | None = None
    organisation: str | None = None
    close: bool = False
    reason: str | None = None


def plan_split(office: Office, words: SplitWords) -> Edit:
    """The new units, of the old one's kind, and the old one's end if it is asked for.

    Raises BadUsage and Refused as `plan_add` does.
    """
    old = words.unit
    if old.valid_to is not None and old.valid_to < words.on - ONE_DAY:
        raise Refused(
            msg(N_("{unit} was already closed: its last day is {day}."), unit=old.name, day=old.valid_to),
            msg(N_("Check the date.")),
        )
    operations: list[Operation] = []
    for id_, name in words.into:
        unit = _part(words, id_, name, office.terms)
        known = office.units.get(id_)
        if known is None:
            operations.append(_new_file(unit))
        elif (known.split_from, known.valid_from) != (old.id, words.on):
            raise taken(known)
    if words.close:
        operations += [*ending_of(old, words.on - ONE_DAY), *noting(old, unit_file(old.id), words.reason)]
    return tuple(operations)


def _part(words: SplitWords, id_: str, name: str, terms: Terminology) -> Unit:
    check_id(id_)
    kind = words.kind or words.unit.kind
    organisation = words.organisation or organisation_of_unit(name, kind, terms)
    return Unit(
        id=id_,
        name=name,
        kind=kind,
        organisation=organisation or words.unit.organisation,
        order=words.unit.order,
        valid_from=words.on,
        split_from=words.unit.id,
        flags=words.unit.flags,
    )


# --------------------------------------------------------------------- import


@record
class ListedUnit:
    """One row of a list of units: its number in the sheet and what it says. Only `given` keys were said."""

    row: int
    words: UnitWords
    given: frozenset[str] = frozenset()


@record
class ListProblem:
    """What is wrong in a row; `key` is the key of a unit that the cell stands for, None for the whole row."""

    row: int
    key: str | None
    message: Message


@positional_record
class ListedChange:
    """A row and the unit that it makes, changes or finds."""

    listed: ListedUnit
    unit: Unit


@record
class UnitImportPlan:
    """What a list of units does to the register; with problems nothing may be written."""

    added: tuple[ListedChange, ...]
    updated: tuple[ListedChange, ...]
    skipped: tuple[ListedChange, ...]
    problems: tuple[ListProblem, ...]
    edit: Edit


def plan_import(
    office: Office, rows: Sequence[ListedUnit], *, update: bool = False, since: dt.date | None = None
) -> UnitImportPlan:
    """The entries that a list makes. A row means a known unit by its id or its name, accents don't count.

    Known units are skipped, or changed with `update` where the row says something else: from a day on (`since`), so that
    what was before is kept, or as a correction of what was recorded. Ids that are not given are made from the names,
    each unique.
    """
    changes, problems = _changes_of_rows(office, rows)
    added = tuple(change for change in changes if change.unit.id not in office.units)
    known = tuple(change for change in changes if change.unit.id in office.units)
    updates: dict[str, Edit] = {}
    for change in known:
        try:
            updates[change.unit.id] = _update_of(office, change, since) if update else ()
        except Refused as error:
            updates[change.unit.id] = ()
            problems.append(ListProblem(row=change.listed.row, key=None, message=error.message))
    problems += _same_names(added)
    made = tuple(_new_file(change.unit) for change in added)
    changed = tuple(operation for operations in updates.values() for operation in operations)
    return UnitImportPlan(
        added=added,
        updated=tuple(change for change in known if updates[change.unit.id]),
        skipped=tuple(change for change in known if not updates[change.unit.id]),
        problems=tuple(sorted(problems, key=lambda problem: problem.row)),
        edit=() if problems else (*made, *changed),
    )


def _changes_of_rows(
    office: Office, rows: Sequence[ListedUnit]
) -> tuple[list[ListedChange], list[ListProblem]]:
    """Each row with the unit that it means, new or known, or with what is wrong with it."""
    changes: list[ListedChange] = []
    problems: list[ListProblem] = []
    seen: dict[str, int] = {}
    by_name = _by_own_words(office)
    for listed in rows:
        unit = _known_unit(office, by_name, listed.words) or _listed_unit(
            listed.words, {*office.units, *seen}, office.terms
        )
        problem = _row_problem(listed, unit, seen)
        if problem is not None:
            problems.append(problem)
        else:
            seen[unit.id] = listed.row
            changes.append(ListedChange(listed, unit))
    return changes, problems


def _known_unit(office: Office, by_name: Mapping[str, Unit], words: UnitWords) -> Unit | None:
    if words.id is not None:
        return office.units.get(words.id)
    return by_name.get(own_words(words.name))


def _by_own_words(office: Office) -> dict[str, Unit]:
    """Units by the words of their names, then of their former names; one that goes on before one that ended."""
    going_on_last = sorted(office.units.values(), key=lambda unit: unit.valid_to is None)
    former = {own_words(name): unit for unit in going_on_last for name in unit.former_names}
    return former | {own_words(unit.name): unit for unit in going_on_last}


def _listed_unit(words: UnitWords, known: set[str], terms: Terminology) -> Unit:
    """The new unit of a row; an id that cannot be is left as it is, to be reported."""
    id_ = words.id or derived_id(words.name, known)
    return replace(new_unit(replace(words, id="x"), terms), id=id_)


def _row_problem(listed: ListedUnit, unit: Unit, seen: dict[str, int]) -> ListProblem | None:
    if not is_unit_id(unit.id):
        text = msg(N_("“{id}” cannot be a unit's id."), id=unit.id)
        return ListProblem(row=listed.row, key="id" if listed.words.id else "name", message=text)
    if unit.id in seen:
        text = msg(N_("“{name}” is the same unit as row {row}."), name=listed.words.name, row=seen[unit.id])
        return ListProblem(row=listed.row, key="name", message=text)
    return None


def _same_names(added: Iterable[ListedChange]) -> Iterator[ListProblem]:
    """Two new rows with the same name would be told apart by nobody."""
    first: dict[str, int] = {}
    for change in added:
        row = first.setdefault(own_words(change.unit.name), change.listed.row)
        if row != change.listed.row:
            text = msg(N_("“{name}” is the same unit as row {row}."), name=change.unit.name, row=row)
            yield ListProblem(row=change.listed.row, key="name", message=text)


_UPDATED = ("kind", "organisation", "order", "short_name", "valid_from", "office_phone", "office_email")


def _update_of(office: Office, change: ListedChange, since: dt.date | None) -> Edit:
    if since is None:
        return tuple(_updating(change))
    unit, words = change.unit, change.listed.words
    said = {key: getattr(words, key) for key in _UPDATED if key in change.listed.given}
    values = {"name": words.name, **{key: value for key, value in said.items() if value is not None}}
    edited = UnitEditWords(unit=unit, values=values, since=since, aliases=words.aliases)
    is_other = any(map(edited.differs, values)) or bool(set(words.aliases) - set(unit.aliases))
    return plan_edit(office, edited) if is_other else ()


def _updating(change: ListedChange) -> Iterator[Operation]:
    """What the row says differently; a new name keeps the old one among the former names."""
    unit, words = change.unit, change.listed.words
    file = unit_file(unit.id)
    if words.name != unit.name:
        yield SetValue(file=file, at=("name",), value=words.name, expected=unit.name)
        if unit.name not in unit.former_names:
            yield Append(file=file, at=("former_names",), value=unit.name)
    for key in _UPDATED:
        new, old = getattr(words, key), getattr(unit, key)
        if key in change.listed.given and new is not None and new != old:
            yield SetValue(file=file, at=(key,), value=new, expected=old)
    for alias in words.aliases:
        if alias not in unit.aliases:
            yield Append(file=file, at=("aliases",), value=alias)


# --------------------------------------------------------------------- effect


@positional_record
class ExpectedCount:
    """How many units a line of the reporting calendar asks on a day, before and after a change."""

    rule: ReportingRule
    before: int
    after: int


def expected_counts(before: Office, after: Office, day: dt.date) -> tuple[ExpectedCount, ...]:
    """The lines of the calendar whose number of units a change turns, as it is on a day."""
    counts = (
        ExpectedCount(rule, _asked(before, rule, day), _asked(after, rule, day))
        for rule in after.programme.reporting
    )
    return tuple(count for count in counts if count.before != count.after)


def _asked(office: Office, rule: ReportingRule, day: dt.date) -> int:
    return sum(unit.is_valid_on(day) for unit in office.meant(rule.units, day))


def _new_file(unit: Unit) -> NewFile:
    return NewFile(file=unit_file(unit.id), value=record_as_tree(unit))
