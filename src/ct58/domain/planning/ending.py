"""Planning the end of the committee's work before the programme's time, and taking that back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, fields, replace

from ct58.domain.planning.edits import (
    Append,
    Edit,
    Operation,
    Plain,
    RemoveValue,
    SetValue,
    record_as_tree,
)
from ct58.domain.planning.importing import Problem, Spot
from ct58.domain.planning.unit_words import LONGEST_ID
from ct58.domain.planning.values import needed
from ct58.domain.records.events import Event
from ct58.domain.records.office import Office
from ct58.domain.records.places import PROGRAMME_FILE, item_file, report_file, unit_events_file, unit_file
from ct58.domain.records.programme import ProgrammeClosing, ProgrammeReopening
from ct58.domain.records.reports import Document
from ct58.domain.records.units import Unit
from ct58.domain.standing.ending import OpenItem, open_items, units_at_the_end, with_end
from ct58.domain.standing.hindsight import as_known
from ct58.domain.text.suggestions import first_few
from ct58.domain.text.vietnamese import closest, plain_words
from ct58.errors import BadUsage, Refused
from ct58.i18n import Message, N_, msg
from ct58.patterns import pattern
from ct58.records import positional_record, record

_ENDS = frozenset(
    {
        "ket thuc",
        "ket thuc khong chuyen giao",
        "ket thuc hoat dong",
        "khong chuyen giao",
        "khong ban giao",
        "giai the",
        "none",
        "ends",
    }
)
"""How a list says that nobody takes a thing over."""
_ABBREVIATIONS = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "db": "dang bo",
    "du": "dang uy",
    "tu": "tinh uy",
}
_BODY_ID = pattern(r"[a-z0-9]+(-[a-z0-9]+)*")
_MOST_NAMED = 5


@record
class EndWords:
    """What is said of the end: its day, the document, by when reports still count, and who takes over.

    `receivers` are units and items → body, None where it ends; `bodies` the names of these bodies.
    """

    on: dt.date
    document: Document
    cut_off: dt.date | None = None
    judge: bool = False
    reason: str | None = None
    receivers: Mapping[str, str | None] = field(default_factory=dict)
    bodies: Mapping[str, str] = field(default_factory=dict)


# --------------------------------------------------------------------- receivers


def means_an_end(text: str) -> bool:
    """Whether a text says that nobody takes a thing over: “kết thúc, không chuyển giao”."""
    return " ".join(plain_words(text)) in _ENDS


class Bodies:
    """The bodies that take over, by the names that people write: each gets an id, made from its name.

    Known ones are found by id or by name; accents, case and signs do not count.
    """

    def __init__(self, known: Mapping[str, str] | None = None) -> None:
        self._names = dict(known or {})

    @property
    def names(self) -> Mapping[str, str]:
        """Id → full name of all bodies."""
        return dict(self._names)

    def id_of(self, text: str) -> str:
        """The id of the body that a text names, which is new if nobody has named it before. Raises BadUsage."""
        name = " ".join(text.split())
        found = next((id_ for id_, said in self._names.items() if _same(name, said) or name == id_), None)
        if found is not None:
            return found
        id_ = self._new_id(name)
        self._names[id_] = name
        return id_

    def _new_id(self, name: str) -> str:
        """`Đảng bộ UBND tỉnh` → `dang-bo-ubnd-tinh`, cut at a word, with a number where that is taken."""
        whole = "-".join(plain_words(name))
        if not whole:
            raise BadUsage(
                msg(N_("“{text}” is no name of a body."), text=name), msg(N_("Write its full name."))
            )
        short = whole if len(whole) <= LONGEST_ID else whole[: LONGEST_ID + 1].rpartition("-")[0]
        id_ = short or whole[:LONGEST_ID]
        numbered = (id_ if number == 1 else f"{id_}-{number}" for number in range(1, len(self._names) + 2))
        return next(candidate for candidate in numbered if candidate not in self._names)

    def alike(self) -> tuple[tuple[str, str], ...]:
        """Pairs of names that may be one body, written in two ways."""
        keys = [(_spelled_out(name), name) for name in self._names.values()]
        return tuple(
            (name, other)
            for index, (key, name) in enumerate(keys)
            for other_key, other in keys[index + 1 :]
            if closest(key, [other_key]) and not _differs_by_sign(key, other_key)
        )


def body_in_words(text: str) -> tuple[str, str]:
    """`dang-bo-ubnd-tinh=Đảng bộ Ủy ban nhân dân tỉnh` as id and name. Raises BadUsage."""
    id_, sign, name = (part.strip() for part in text.partition("="))
    if not sign or not name or not _BODY_ID.fullmatch(id_) or len(id_) > LONGEST_ID:
        raise BadUsage(
            msg(N_("“{text}” names no body."), text=text),
            msg(
                N_("Write an id, then the full name: --body “dang-bo-ubnd-tinh=Đảng bộ Ủy ban nhân dân tỉnh”")
            ),
        )
    return id_, name


def _same(one: str, other: str) -> bool:
    return plain_words(one) == plain_words(other)


def _differs_by_sign(one: str, other: str) -> bool:
    """Whether two names differ by single letters or numbers, as “Đảng bộ A” and “Đảng bộ B” do on purpose."""
    return any(len(word) == 1 or word.isdecimal() for word in set(one.split()) ^ set(other.split()))


def _spelled_out(name: str) -> str:
    """The name folded, its usual abbreviations in full: only enough to ask whether two names mean one body."""
    return " ".join(_ABBREVIATIONS.get(word, word) for word in plain_words(name))


@record
class ListedReceiver:
    """One row: a unit or an item by its id, and who takes it over in the list's words; None where it ends."""

    spot: Spot
    name: str
    receiver: str | None


@record
class ReceiverList:
    """What a list says. `open` are rows that name a unit or an item and no receiver; `passed_over` are none of the list's."""

    file: str
    rows: tuple[ListedReceiver, ...] = ()
    open: tuple[ListedReceiver, ...] = ()
    problems: tuple[Problem, ...] = ()
    passed_over: tuple[Spot, ...] = ()


# ----------------------------------------------------------------------- to take over


@record
class TakeOver:
    """What is to be taken over at an end: the units that exist on its day, the joint items that are open.

    `own` are the committee itself and its staff: they end with it, and nobody takes them over unless somebody says so.
    """

    units: tuple[Unit, ...]
    items: tuple[OpenItem, ...]
    own: frozenset[str] = frozenset()

    def without(self, receivers: Mapping[str, str | None]) -> tuple[tuple[Unit, ...], tuple[OpenItem, ...]]:
        """The units and items for which nobody has said who takes them; the committee's own bodies end with it."""
        units = tuple(u for u in self.units if u.id not in receivers and u.id not in self.own)
        return units, tuple(entry for entry in self.items if entry.item.id not in receivers)


def take_over(office: Office, units: tuple[Unit, ...], items: tuple[OpenItem, ...]) -> TakeOver:
    """What is to be taken over, with those of the units that are the office's own."""
    own = frozenset(unit.id for unit in units if office.terms.is_own(unit.kind))
    return TakeOver(units=units, items=items, own=own)


def to_take_over(office: Office, on: dt.date, cut_off: dt.date | None) -> TakeOver:
    """What an end on a day leaves, as the office knows it by the last day that counts."""
    day = cut_off or on
    ended = as_known(with_end(office, on, ProgrammeClosing(cut_off=cut_off)), day)
    return take_over(office, units_at_the_end(office, on), open_items(ended, day))


# ----------------------------------------------------------------------------- close


def plan_end(office: Office, words: EndWords) -> Edit:
    """The end in programme.yaml, and the last day of every unit, in one edit.

    Raises BadUsage and Refused where the day cannot be, where something is recorded after it, and where a unit or an
    open item has nobody who takes it over.
    """
    check_end(office, words.on, words.cut_off)
    over = to_take_over(office, words.on, words.cut_off)
    _refuse_unknown(office, words, over)
    _refuse_without_receiver(over, words.receivers)
    return (*_ending(office, words, over), *_last_days(over.units, words.on))


def check_end(office: Office, on: dt.date, cut_off: dt.date | None) -> None:
    """Raises BadUsage for a day that cannot be the end, Refused where it has ended or something is recorded later."""
    head = office.programme.head
    if head.closed_on is not None:
        raise Refused(
            msg(N_("The work was closed already: its last day is {day}."), day=head.closed_on),
            msg(N_("To take that back first: ct58 programme reopen --reason …")),
        )
    if on < head.issued_on or on < office.horizon.first_day:
        raise BadUsage(
            msg(
                N_("The work cannot end on {day}: the programme was issued on {issued}."),
                day=on,
                issued=head.issued_on,
            ),
            msg(N_("Check the day after --on.")),
        )
    last = office.horizon.last_day
    if on > last:
        raise BadUsage(
            msg(
                N_(
                    "The programme's time ends by itself on {last}; an end before that is closed, not one on {day}."
                ),
                last=last,
                day=on,
            ),
            msg(N_("Check the day after --on.")),
        )
    if cut_off is not None and cut_off < on:
        raise BadUsage(
            msg(
                N_("The cut-off day {cut_off} lies before the last day of the work, {day}."),
                cut_off=cut_off,
                day=on,
            ),
            msg(
                N_(
                    "--cut-off is the day by which the last reports must come; leave it out where none are due."
                )
            ),
        )
    _refuse_later_records(office, on, cut_off or on)


def _refuse_later_records(office: Office, on: dt.date, known_until: dt.date) -> None:
    """What would be recorded after the end would count nowhere, so nobody ends before it."""
    later = max(_later_records(office, on, known_until), key=lambda found: found.day, default=None)
    if later is None:
        return
    raise Refused(
        msg(
            N_("Not closed on {day}: something later is recorded, {what} on {later} ({file})."),
            day=on,
            what=later.what,
            later=later.day,
            file=later.file,
        ),
        msg(
            N_(
                "Take {later} or a later day for the end (for reports: --cut-off), or correct what was recorded."
            ),
            later=later.day,
        ),
    )


@positional_record
class _Later:
    """A record of a day after the end."""

    day: dt.date
    what: Message
    file: str


def _later_records(office: Office, on: dt.date, known_until: dt.date) -> Iterator[_Later]:
    for unit in office.units.values():
        if unit.valid_from is not None and unit.valid_from > on:
            yield _Later(
                unit.valid_from, msg(N_("the first day of {unit}"), unit=unit.label), unit_file(unit.id)
            )
    for report in office.reports.values():
        if report.received_on is not None and report.received_on > known_until:
            what = msg(
                N_("a report of {unit}, {period}"), unit=office.label(report.unit), period=report.period
            )
            yield _Later(report.received_on, what, report_file(report.unit, report.period))
    for file, event in _events(office):
        item = office.items.get(event.item or "")
        is_work = item is not None and item.kind != "report"
        if is_work and event.rule.is_only_said:
            continue  # what was only said, such as who takes over, may come later
        last = on if is_work else known_until
        if event.voided is None and event.date > last:
            yield _Later(event.date, msg(N_("an event of {item}"), item=event.item or file), file)


def _events(office: Office) -> Iterator[tuple[str, Event]]:
    """Every event with the file that it stands in; that of an item's own file names the item."""
    for unit, events in office.unit_event_lines.items():
        yield from ((unit_events_file(unit), event) for event in events)
    for id_, entry in office.item_files.items():
        yield from ((item_file(id_), replace(event, item=id_)) for event in entry.events)


def _refuse_unknown(office: Office, words: EndWords, over: TakeOver) -> None:
    """Who takes over is said of units that exist then and of items that are open, and by a body that has a name."""
    known = {unit.id for unit in over.units} | {entry.item.id for entry in over.items}
    strange = [name for name in words.receivers if name not in known]
    if strange:
        raise Refused(
            msg(
                N_("Nothing of {names} is to be taken over on {day}."),
                names=first_few(strange, _MOST_NAMED),
                day=words.on,
            ),
            msg(
                N_("Leave it out: a unit must exist on that day, an item be open and none of the units' own.")
            ),
        )
    nameless = [body for body in words.receivers.values() if body is not None and body not in words.bodies]
    if nameless:
        raise Refused(
            msg(N_("The body {id} has no name."), id=nameless[0]),
            msg(N_("Papers print it in full: --body “{id}=…”"), id=nameless[0]),
        )


def _refuse_without_receiver(over: TakeOver, receivers: Mapping[str, str | None]) -> None:
    units, items = over.without(receivers)
    if units:
        raise Refused(
            msg(
                N_("{count} units have nobody who takes them over: {names}."),
                count=len(units),
                names=first_few([unit.label for unit in units], _MOST_NAMED),
            ),
            msg(
                N_("Add them to the list (--receivers FILE), or say --to BODY for all that it does not name.")
            ),
        )
    if items:
        raise Refused(
            msg(
                N_("{count} open items of the committee have nobody who takes them over: {names}."),
                count=len(items),
                names=first_few([entry.item.id for entry in items], _MOST_NAMED),
            ),
            msg(N_("Add --item ID=BODY or --items-to BODY; “none” is: ended, not handed over.")),
        )


def _ending(office: Office, words: EndWords, over: TakeOver) -> Iterator[Operation]:
    head = office.programme.head
    used = {body for body in words.receivers.values() if body is not None}
    order = [*(unit.id for unit in over.units), *(entry.item.id for entry in over.items)]
    own = {unit.id: None for unit in over.units if unit.id in over.own}
    receivers = {**own, **words.receivers}
    closing = ProgrammeClosing(
        document=words.document,
        cut_off=words.cut_off,
        judge=words.judge,
        receivers={name: receivers[name] for name in order if name in receivers},
        bodies={id_: name for id_, name in words.bodies.items() if id_ in used},
        other_ends={unit.id: unit.valid_to for unit in over.units if unit.valid_to is not None},
        reason=words.reason,
    )
    yield SetValue(
        file=PROGRAMME_FILE, at=("programme", "closed_on"), value=words.on, expected=head.closed_on
    )
    tree: Plain = record_as_tree(closing)
    yield SetValue(file=PROGRAMME_FILE, at=("programme", "closing"), value=tree, expected=None)


def _last_days(units: Iterable[Unit], on: dt.date) -> Iterator[SetValue]:
    for unit in units:
        if unit.valid_to != on:
            yield SetValue(file=unit_file(unit.id), at=("valid_to",), value=on, expected=unit.valid_to)


# ---------------------------------------------------------------------------- reopen


def plan_no_end(office: Office, on: dt.date, reason: str) -> Edit:
    """The end taken back: what it said is kept with the reason, and its units have the last days that they had before.

    Units that had ended before stay as they are. Raises Refused where the work is not closed, and where a unit has got
    another last day since.
    """
    head = office.programme.head
    if head.closed_on is None:
        raise Refused(msg(N_("The work is not closed, so there is nothing to open again.")))
    if head.closing is None:
        raise Refused(
            msg(
                N_("programme.yaml says closed_on without a closing, so nobody knows which units it closed.")
            ),
            msg(N_("Take closed_on out of {file} by hand."), file=PROGRAMME_FILE),
        )
    said = needed(reason, "--reason")
    kept = ProgrammeReopening(on=on, reason=said, closed_on=head.closed_on, closing=head.closing)
    return (
        SetValue(file=PROGRAMME_FILE, at=("programme", "closed_on"), value=None, expected=head.closed_on),
        RemoveValue(
            file=PROGRAMME_FILE, at=("programme", "closing"), expected=_as_written(office, head.closing)
        ),
        Append(file=PROGRAMME_FILE, at=("programme", "reopenings"), value=record_as_tree(kept)),
        *_earlier_last_days(reopened_units(office), head.closing),
    )


def _as_written(office: Office, closing: ProgrammeClosing) -> Plain:
    """The closing as programme.yaml has it: with the keys that say no more than if they were not there."""
    at, lines = ("programme", "closing"), office.lines.get(PROGRAMME_FILE, {})
    whole = {entry.name: getattr(closing, entry.name) for entry in fields(closing)}
    idle: dict[str, Plain] = {name: value for name, value in whole.items() if (*at, name) in lines}
    return {**idle, **record_as_tree(closing)}


def reopened_units(office: Office) -> tuple[Unit, ...]:
    """The units to which the closing gave its own last day."""
    head = office.programme.head
    closing = head.closing
    if closing is None:
        return ()
    ended = [unit for unit in office.units.values() if unit.valid_to == head.closed_on]
    named = [unit for unit in ended if unit.id in closing.receivers]
    return tuple(unit for unit in named if closing.other_ends.get(unit.id) != head.closed_on)


def _earlier_last_days(units: Iterable[Unit], closing: ProgrammeClosing) -> Iterator[SetValue]:
    for unit in units:
        before = closing.other_ends.get(unit.id)
        yield SetValue(file=unit_file(unit.id), at=("valid_to",), value=before, expected=unit.valid_to)
