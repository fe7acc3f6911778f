"""Planning what a unit is: a change from a day, which keeps what it was before, or a mistake put right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from ct58.domain.checks.units import alike, time_in_words
from ct58.domain.planning.edits import (
    Append,
    Edit,
    Insert,
    Operation,
    Plain,
    RemoveValue,
    SetValue,
    record_as_tree,
)
from ct58.domain.planning.values import joined_note
from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.records.places import unit_file
from ct58.domain.records.reports import Document
from ct58.domain.records.units import DATED, Unit
from ct58.domain.time.period import ONE_DAY
from ct58.errors import BadUsage, Refused
from ct58.i18n import N_, msg
from ct58.records import record


@record
class UnitEditWords:
    """What is said of a unit: attribute → value (None or () takes it away); only what was said is there.

    `since` is the first day of what is dated; None where it was recorded wrongly from the beginning. `aliases` come to
    those that it has; `reason` is kept with the unit's note.
    """

    unit: Unit
    values: Mapping[str, object]
    since: dt.date | None = None
    document: Document | None = None
    aliases: tuple[str, ...] = ()
    reason: str | None = None

    @property
    def dated(self) -> dict[str, object]:
        """What is said of attributes that may change with a day, as far as it is another than today's."""
        return {key: value for key, value in self.values.items() if key in DATED and self.differs(key)}

    def differs(self, key: str) -> bool:
        """Whether what is said is another than what the register says."""
        return not alike(self.values[key], getattr(self.unit, key))


def plan_edit(office: Office, words: UnitEditWords) -> Edit:
    """The changed attributes, and what they were before, the latest first.

    Raises Refused where nothing would change, for a day outside of the unit's time, and for one that contradicts a
    change that is recorded already; BadUsage for a document without a day.
    """
    unit, file = words.unit, unit_file(words.unit.id)
    changed = [key for key in words.values if words.differs(key)]
    aliases = [alias for alias in words.aliases if alias not in unit.aliases]
    if not changed and not aliases:
        raise Refused(
            msg(N_("Nothing would change: it is already so.")), msg(N_("See: ct58 show {id}"), id=unit.id)
        )
    dated = words.dated
    if words.since is None and words.document is not None:
        raise BadUsage(
            msg(N_("A document stands beside what it changed from a day.")),
            msg(N_("Add --from DAY, or leave out --document.")),
        )
    operations: list[Operation] = []
    if dated and words.since is not None:
        operations += _before(words, dated, words.since)
    for key in changed:
        operations += _new_value(file, unit, key, words.values[key])
    operations += [Append(file=file, at=("aliases",), value=alias) for alias in aliases]
    return (*operations, *noting(unit, file, words.reason))


def noting(unit: Unit, file: str, reason: str | None) -> Iterator[SetValue]:
    """The reason after what the note already says, once."""
    if reason and reason not in (unit.note or ""):
        yield SetValue(file=file, at=("note",), value=joined_note(unit.note, reason), expected=unit.note)


def _new_value(file: str, unit: Unit, key: str, value: object) -> Iterator[Operation]:
    old = getattr(unit, key)
    if value in (None, ()):
        yield RemoveValue(file=file, at=(key,), expected=old)
    else:
        yield SetValue(file=file, at=(key,), value=value, expected=old if old != () else None)  # type: ignore[arg-type]  # the record's own values


def _before(words: UnitEditWords, dated: Mapping[str, object], since: dt.date) -> Iterator[Operation]:
    """The entry of what was so until the day before, or what it gets where that day has one already."""
    unit, file = words.unit, unit_file(words.unit.id)
    _check_day(unit, since)
    for key in dated:
        _check_order(unit, key, since)
    until, was = since - ONE_DAY, {key: getattr(unit, key) for key in DATED if key in dated}
    place = next((n for n, entry in enumerate(unit.before) if entry.until <= until), len(unit.before))
    known = unit.before[place] if place < len(unit.before) else None
    if known is None or known.until != until:
        entry: dict[str, Plain] = {"until": until, **was}
        if words.document is not None:
            entry["document"] = record_as_tree(words.document)
        yield Insert(file=file, at=("before",), index=place, value=entry)
        return
    for key, value in was.items():
        yield SetValue(file=file, at=("before", place, key), value=value, expected=None)
    if words.document is not None and known.document is None:
        yield SetValue(
            file=file, at=("before", place, "document"), value=record_as_tree(words.document), expected=None
        )


def _check_day(unit: Unit, since: dt.date) -> None:
    """The unit exists on the day and on the one before."""
    if unit.valid_from is not None and since <= unit.valid_from:
        raise Refused(
            msg(
                N_("{unit} exists {time}: nothing was otherwise before {day}."),
                unit=unit.name,
                time=time_in_words(unit),
                day=since,
            ),
            msg(N_("If it was recorded wrongly from the beginning, write --correction in place of --from.")),
        )
    if unit.valid_to is not None and since > unit.valid_to:
        raise Refused(
            msg(
                N_("{unit} exists {time}; {day} lies after that."),
                unit=unit.name,
                time=time_in_words(unit),
                day=since,
            ),
            msg(N_("Check the date.")),
        )


def _check_order(unit: Unit, key: str, since: dt.date) -> None:
    """What changes from a day did not change on it or later already."""
    later = next(
        (entry for entry in unit.before if key in entry.said() and entry.until >= since - ONE_DAY), None
    )
    if later is not None:
        raise Refused(
            msg(
                N_(
                    "{unit}: “{what}” has been another since {day} already; a change from {since} contradicts that."
                ),
                unit=unit.name,
                what=key,
                day=later.until + ONE_DAY,
                since=since,
            ),
            msg(
                N_(
                    "What holds since {day} is put right with --correction; another day in “before” of {file}."
                ),
                day=later.until + ONE_DAY,
                file=unit_file(unit.id),
            ),
        )


def corrected_since(unit: Unit, key: str) -> dt.date | None:
    """From when on a correction of an attribute holds: since it last changed; None from the beginning."""
    last = next((entry.until for entry in unit.before if key in entry.said()), None)
    return last + ONE_DAY if last is not None else None


# --------------------------------------------------------------------- effect


@record
class Moved:
    """What a change of a unit moves on a day: the sets that it comes into and leaves, and its duties and reports."""

    into: tuple[str, ...] = ()
    out_of: tuple[str, ...] = ()
    begins: tuple[Item, ...] = ()
    ceases: tuple[Item, ...] = ()


def moved_by(before: Office, after: Office, unit_id: str, day: dt.date) -> Moved:
    """The sets and items that mean a unit on a day on one side only."""
    names = tuple(after.programme.sets)
    was = {name for name in names if unit_id in before.meant_ids(name, day)}
    now = {name for name in names if unit_id in after.meant_ids(name, day)}
    owned = [item for item in after.items.values() if item.owners is not None]

    def means(office: Office, item: Item) -> bool:
        return unit_id in office.meant_ids(item.owners or "", day)

    return Moved(
        into=tuple(name for name in names if name in now - was),
        out_of=tuple(name for name in names if name in was - now),
        begins=tuple(item for item in owned if means(after, item) and not means(before, item)),
        ceases=tuple(item for item in owned if means(before, item) and not means(after, item)),
    )
