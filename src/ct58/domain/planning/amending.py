"""Planning the common amendments from the words of a command: another lead, day or target, an end, what comes instead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Literal, cast

from ct58.domain.planning.edits import MISSING, Edit, NewFile, Operation, SetValue, record_as_tree
from ct58.domain.planning.new_deadlines import TYPED_AMENDMENT, new_calendar_line, new_deadline
from ct58.domain.planning.values import given, needed
from ct58.domain.records.editions import PlacedAmendment, records_by_id
from ct58.domain.records.measure import Indicator, Target
from ct58.domain.records.office import Office
from ct58.domain.records.places import amendment_file
from ct58.domain.records.programme import Amendment, Duty, NewValues, ReportingRule
from ct58.domain.records.reports import Document
from ct58.domain.records.search import Thing, find_thing
from ct58.domain.records.unit_search import find_unit
from ct58.domain.standing.hindsight import as_known
from ct58.domain.standing.status import Standing, standings
from ct58.domain.text.suggestions import enumeration
from ct58.domain.text.vietnamese import fold, plain_words
from ct58.errors import BadUsage, Path, Refused
from ct58.i18n import N_, msg
from ct58.patterns import pattern
from ct58.records import record

Comparing = Literal["<", "<=", "=", ">=", ">"]
_SIGNS: Mapping[str, Comparing] = {
    "≥": ">=",
    ">=": ">=",
    "tu": ">=",
    "it nhat": ">=",
    "at least": ">=",
    "≤": "<=",
    "<=": "<=",
    "khong qua": "<=",
    "toi da": "<=",
    "at most": "<=",
    "tren": ">",
    "hon": ">",
    "more than": ">",
    ">": ">",
    "duoi": "<",
    "less than": "<",
    "<": "<",
    "=": "=",
    "dung": "=",
    "dat": ">=",
}
"""What stands before a target's number, as people write it."""
_TARGET = pattern(
    r"(?P<sign>[^0-9]*?)\s*(?P<number>[0-9]+(?:[. ][0-9]{3})*(?:,[0-9]+)?)\s*(?P<percent>%|phan tram)?(?: tro len)?"
)


@record
class AmendmentWords:
    """What a clerk says of an amendment: the document, and what it changes of some records, the same of each."""

    ids: tuple[str, ...]
    number: str
    date: dt.date | None = None
    effective_from: dt.date | None = None
    text: str | None = None
    reason: str | None = None
    lead: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    deadline: str | None = None
    target: str | None = None
    submit_to: tuple[str, ...] = ()
    title: str | None = None
    end: str | None = None
    replace_by: tuple[str, ...] = ()

    @property
    def since(self) -> dt.date:
        """From which day on it is in force. Raises BadUsage where no day is said."""
        since = self.effective_from or self.date
        if since is None:
            raise BadUsage(
                msg(N_("From which day on is the amendment in force?")),
                msg(N_("Add the document's date (--date), or --from.")),
            )
        return since


def plan_amendment(office: Office, words: AmendmentWords, today: dt.date) -> Edit:
    """An amendment in a file of its own; of a document that has one already, what is added to it.

    Raises BadUsage for what cannot be meant, Refused for what would change nothing or contradicts what is there.
    """
    if office.programme.format < 2:
        raise Refused(
            msg(N_("Amendments with new values belong to format 2 of the data; this is of format 1.")),
            msg(N_("Bring it to the newest format first: ct58 upgrade")),
        )
    _check_day(office, words.since)
    amendment = amendment_of(office, words, today)
    there = _same_document(office, amendment)
    if there is None:
        return (NewFile(file=_file_name(office, amendment), value=record_as_tree(amendment)),)
    return tuple(_added(there, amendment))


def amendment_of(office: Office, words: AmendmentWords, today: dt.date) -> Amendment:
    """The amendment that is meant; of each record only what differs from how it reads by then."""
    number = needed(words.number, "--number")
    things = [_amendable(office, text) for text in words.ids]
    by_id = records_by_id(office.history.on(words.since))
    changes: dict[str, NewValues] = {}
    for thing in things:
        values = _values(office, thing, by_id.get(thing.id, thing.record), words, today)
        if values is not None:
            changes[thing.id] = values
    end, instead = given(words.end), tuple(_amendable(office, text).id for text in words.replace_by)
    if end is not None or instead:
        for thing in things:
            _check_can_end(office, thing)
    return Amendment(
        document=Document(number=number, date=words.date),
        effective_from=words.effective_from if words.effective_from != words.date else None,
        text=given(words.text),
        reason=given(words.reason),
        changes=changes,
        ends={thing.id: end for thing in things} if end is not None else {},
        replaces={thing.id: instead for thing in things} if instead else {},
    )


# ------------------------------------------------------------------------ what


def _amendable(office: Office, text: str) -> Thing:
    """A record of the programme. Raises BadUsage for an unknown id, and for what stands in a file of its own."""
    thing = find_thing(office, text)
    if thing.kind == "unit":
        raise BadUsage(
            msg(N_("{id} is a unit: it is changed in the register, not by an amendment."), id=thing.id),
            msg(N_("See: ct58 unit --help")),
        )
    if thing.kind == "ad_hoc":
        raise BadUsage(
            msg(N_("{id} came up on the way and is no part of the programme."), id=thing.id),
            msg(N_("Change it in its own file: {file}"), file=thing.file),
        )
    return thing


def _check_day(office: Office, since: dt.date) -> None:
    issued_on = office.programme.head.issued_on
    if since < issued_on:
        raise Refused(
            msg(
                N_("{day} lies before the day of the programme ({issued_on})."),
                day=since,
                issued_on=issued_on,
            ),
            msg(N_("Check the year; what was never otherwise belongs into the record itself.")),
        )


def _check_can_end(office: Office, thing: Thing) -> None:
    if thing.kind not in ("task", "duty", "report", "indicator", "figure"):
        raise BadUsage(
            msg(N_("{id} is nothing that is asked of anybody, so it cannot end."), id=thing.id),
            msg(N_("Tasks, duties, reports, indicators and figures can.")),
        )
    ending = office.history.endings.get(thing.id)
    if ending is not None:
        text = N_("{id} was ended by {other} from {day} on.")
        raise Refused(msg(text, id=thing.id, other=ending.amendment.name, day=ending.since))


def _values(
    office: Office, thing: Thing, old: object, words: AmendmentWords, today: dt.date
) -> NewValues | None:
    """The new values of one record; None where nothing is to be changed but its end."""
    asked = dict(_asked(office, thing, old, words, today))
    if not asked:
        if given(words.end) is None and not words.replace_by:
            raise BadUsage(
                msg(N_("What does the amendment change of {id}?"), id=thing.id),
                msg(N_("What can be said: ct58 amend --help")),
            )
        return None
    names = type(old).__record_names__  # type: ignore[attr-defined]
    for key in asked:
        if key not in names:
            raise _lacks_key(thing, key)
    new = {key: value for key, value in asked.items() if getattr(old, key) != value}
    if not new:
        raise Refused(
            msg(N_("This changes nothing: {id} says so already."), id=thing.id),
            msg(N_("See how it reads: ct58 show {id}"), id=thing.id),
        )
    return NewValues(**new)  # type: ignore[arg-type]  # each by its own key


def _lacks_key(thing: Thing, key: str) -> BadUsage:
    changeable = NewValues.__record_names__  # type: ignore[attr-defined]
    allowed = [name.rstrip("_") for name in type(thing.record).__record_fields__ if name in changeable]  # type: ignore[union-attr]
    return BadUsage(
        msg(N_("{id} has no key “{key}”."), id=thing.id, key=key.rstrip("_")),
        msg(N_("Keys that can be changed there: {allowed}."), allowed=enumeration(allowed)),
    )


def _asked(
    office: Office, thing: Thing, old: object, words: AmendmentWords, today: dt.date
) -> Iterator[tuple[str, object]]:
    if words.lead:
        yield "lead", _units(office, thing, words.lead, words.since)
    if words.with_:
        yield "with_", _units(office, thing, words.with_, words.since)
    if words.submit_to:
        yield "submit_to", words.submit_to
    if given(words.title):
        yield ("label" if thing.kind == "figure" else "title"), given(words.title)
    if words.deadline is not None:
        yield from _deadline(office, thing, old, words, today)
    if words.target is not None:
        yield "target", _target(thing, old, words.target)


def _deadline(
    office: Office, thing: Thing, old: object, words: AmendmentWords, today: dt.date
) -> Iterator[tuple[str, object]]:
    """A line of the calendar is its own deadline."""
    before, text = getattr(old, "deadline", None), words.deadline or ""
    if isinstance(old, ReportingRule):
        yield from new_calendar_line(office, thing, old, text)
    elif before is None:
        raise _lacks_key(thing, "deadline")
    else:
        yield "deadline", new_deadline(office, thing, before, text, words.since, today)


def _units(office: Office, thing: Thing, named: tuple[str, ...], since: dt.date) -> tuple[str, ...]:
    if isinstance(thing.record, Duty) and thing.record.owners is not None:
        raise BadUsage(
            msg(N_("{id} is owed by each unit of a set; nobody leads it."), id=thing.id),
            TYPED_AMENDMENT,
        )
    found = [find_unit(office, text) for text in named]
    for unit in found:
        if unit.valid_to is not None and unit.valid_to < since:
            raise Refused(
                msg(N_("{unit} ended on {day}, before the amendment."), unit=unit.name, day=unit.valid_to),
                msg(N_("Name who took the work over.")),
            )
    return tuple(dict.fromkeys(unit.id for unit in found))


# ---------------------------------------------------------------------- targets


def _target(thing: Thing, old: object, text: str) -> Target:
    """A bound; what is left out is as it was. Raises BadUsage."""
    if not isinstance(thing.record, Indicator):
        raise _lacks_key(thing, "target")
    before = cast("Target | None", getattr(old, "target", None))
    match = _TARGET.fullmatch(fold(text).strip())
    sign = _SIGNS.get(match["sign"].strip()) if match else None
    if match is None or (sign is None and match["sign"].strip()):
        raise BadUsage(
            msg(N_("“{text}” is not a target."), text=text),
            msg(N_("Write for example “từ 350 trở lên”, “>= 350” or “trên 90%”.")),
        )
    number = Decimal(match["number"].replace(".", "").replace(" ", "").replace(",", "."))
    value = int(number) if number == int(number) else number
    unit = "percent" if match["percent"] else before.unit if before else "count"
    op = sign or (before.op if before and before.op else ">=")
    decimals = before.decimals if before else None
    rounding = before.rounding if before else None
    return Target(op=op, value=value, unit=unit, decimals=decimals, rounding=rounding)


# ----------------------------------------------------------------------- files


def _same_document(office: Office, amendment: Amendment) -> PlacedAmendment | None:
    """An amendment of the same document, in force from the same day on."""
    return next(
        (
            placed
            for placed in office.history.amendments
            if placed.amendment.document == amendment.document
            and placed.amendment.since == amendment.since
            and isinstance(placed.amendment.changes, Mapping)
        ),
        None,
    )


def _added(there: PlacedAmendment, amendment: Amendment) -> Iterator[Operation]:
    """What the document says besides; Refused where it says something else already."""
    for key in ("text", "reason"):
        if getattr(amendment, key) is not None:
            at: Path = (*there.at, key)
            yield from _given(there, at, key, getattr(there.amendment, key), getattr(amendment, key))
    for section in ("changes", "ends", "replaces"):
        old: Mapping[str, object] = getattr(there.amendment, section)
        for id_, value in getattr(amendment, section).items():
            at = (*there.at, section, id_)
            if not isinstance(value, NewValues):
                yield from _given(there, at, id_, old.get(id_), value)
                continue
            known = old.get(id_)
            before = known.values_by_field() if isinstance(known, NewValues) else {}
            for key, new in value.values_by_field().items():
                yield from _given(there, (*at, key), id_, before.get(key), new)


def _given(there: PlacedAmendment, at: Path, name: str, old: object, new: object) -> Iterator[Operation]:
    if old is not None and old != new:
        raise Refused(
            msg(
                N_("{document} says something else of {id} already."),
                document=there.amendment.name,
                id=name,
            ),
            msg(N_("Correct it in {file}, or take it back: ct58 undo"), file=there.file),
        )
    tree = record_as_tree(_Holder(value=new))["value"]
    if old is None:
        yield SetValue(file=there.file, at=at, value=tree, expected=MISSING)


@record
class _Holder:
    """Something that has a value, to be written as the data has it."""

    value: object


def _file_name(office: Office, amendment: Amendment) -> str:
    """`amendments/2022-10-05-32-qd-duk.yaml`; a number behind it where that is taken."""
    day = amendment.document.date or amendment.since
    slug = "-".join(plain_words(amendment.document.number))
    base = f"{day}-{slug}".strip("-")
    taken = {placed.file for placed in office.history.amendments}
    names = (
        amendment_file(base if number == 1 else f"{base}-{number}") for number in range(1, len(taken) + 2)
    )
    return next(name for name in names if name not in taken)


# ---------------------------------------------------------------------- effect


@record
class AmendmentMoves:
    """What an amendment does to what is recorded: who has what is open now, what is finished and stays.

    `moved` are pairs of what stood with one lead before and stands with another after, on the day from which it is known
    and in force.
    """

    day: dt.date
    since: dt.date
    moved: tuple[tuple[Standing, Standing], ...]
    finished: tuple[Standing, ...]
    ended: tuple[Standing, ...]


def moves_of(before: Office, after: Office, amendment: Amendment, today: dt.date) -> AmendmentMoves:
    """What moves, stays and ends, on today or the first day of the amendment."""
    day = max(today, amendment.since or today, amendment.known_since or today)
    ids = frozenset(amendment.changed_ids)
    old = {_name(found): found for found in standings(as_known(before, day), day) if found.item.id in ids}
    new = [found for found in standings(as_known(after, day), day) if found.item.id in ids]
    pairs = [(old[_name(found)], found) for found in new if _name(found) in old]
    return AmendmentMoves(
        day=day,
        since=amendment.since or day,
        moved=tuple((was, now) for was, now in pairs if was.owner_ids != now.owner_ids),
        finished=tuple(
            now for was, now in pairs if now.done_on is not None and was.owner_ids == now.owner_ids
        ),
        ended=tuple(now for was, now in pairs if now.status == "ended" and was.status != "ended"),
    )


def _name(found: Standing) -> tuple[str, str, str | None]:
    unit = found.obligation.unit
    return found.item.id, found.obligation.occurrence.key, unit.id if unit else None
