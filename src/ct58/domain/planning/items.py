"""Planning an item that came up on the way: a conclusion, an inspection's demand."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from ct58.domain.checks.files import is_item_id
from ct58.domain.planning.edits import Edit, NewFile, record_as_tree
from ct58.domain.planning.values import given, needed
from ct58.domain.records.events import ItemFile, ItemSource
from ct58.domain.records.measure import SetRule
from ct58.domain.records.office import Office
from ct58.domain.records.places import item_file
from ct58.domain.records.search import id_among, id_key
from ct58.domain.records.unit_search import find_unit
from ct58.domain.records.units import Unit
from ct58.domain.text.suggestions import enumeration
from ct58.domain.time.deadlines import DeadlineRule
from ct58.errors import BadUsage, Refused
from ct58.errors.refusals import UnclearName
from ct58.i18n import N_, msg
from ct58.records import record


@record
class ItemWords:
    """What a clerk says of a new item. `lead` are ids of the register, `owners` a set, or units, of which each owes it.

    An id without a number gets the next free one; `by` is the last good day.
    """

    id: str
    title: str
    lead: tuple[str, ...] = ()
    owners: str | SetRule | None = None
    by: dt.date | None = None
    deadline_text: str | None = None
    submit_to: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    source_number: str | None = None
    source_date: dt.date | None = None


def plan_item(office: Office, words: ItemWords) -> Edit:
    """A new file in tasks/ with its own head. Raises BadUsage for a bad id, Refused for a known one."""
    id_ = new_id(office, words.id)
    _check_id(office, id_)
    _check_order(words)
    _check_who(office, words)
    item = ItemFile(
        item=id_,
        title=needed(words.title, "--title"),
        lead=tuple(dict.fromkeys(words.lead)),
        owners=words.owners,
        deadline=_deadline(words),
        submit_to=tuple(dict.fromkeys(words.submit_to)),
        clauses=tuple(dict.fromkeys(words.clauses)),
        source=_source(words),
    )
    return (NewFile(file=item_file(id_), value=record_as_tree(item)),)


def new_id(office: Office, text: str) -> str:
    """The id that is meant: a prefix alone (`KL`) gets the next number of its kind, `KL-03`."""
    prefix = text.strip().rstrip("-").upper()
    if not prefix.isascii() or not prefix.isalpha() or not is_item_id(prefix):
        return text.strip()
    return next_id(office, prefix)


def next_id(office: Office, prefix: str) -> str:
    """The id after the highest number that a prefix has."""
    pattern = re.compile(rf"{re.escape(id_key(prefix))}([0-9]+)")
    numbers = [int(found[1]) for id_ in office.items if (found := pattern.fullmatch(id_key(id_)))]
    return f"{prefix}-{max(numbers, default=0) + 1:02d}"


def _check_who(office: Office, words: ItemWords) -> None:
    """Somebody leads it, or each unit of a set owes it; not both."""
    sets = office.programme.sets
    if bool(words.lead) == (words.owners is not None):
        raise BadUsage(
            msg(N_("Say who leads it, or which units owe it each.")),
            msg(N_("For example --lead VP, or --owners {name}"), name=next(iter(sets), "…")),
        )


def owners_named(office: Office, names: Sequence[str]) -> str | SetRule | None:
    """Who owes a new item each: the set that one name means, else the units that all of them name; None where nobody is named.

    Raises BadUsage for a name that is neither, and for a set beside others; UnclearName where several units fit.
    """
    sets = office.programme.sets
    found = next((name for name in names if name in sets), None)
    if found is not None and len(names) > 1:
        raise BadUsage(
            msg(N_("“{name}” is a set, and stands alone."), name=found),
            msg(N_("Name either one set, or units: --owners SYT --owners SXD")),
        )
    if found is not None or not names:
        return found
    return SetRule(ids=tuple(dict.fromkeys(_owner(office, name).id for name in names)))


def _owner(office: Office, name: str) -> Unit:
    try:
        return find_unit(office, name)
    except UnclearName:
        raise
    except BadUsage as error:
        raise BadUsage(
            msg(N_("There is no unit and no set of units “{name}”."), name=name),
            msg(N_("The sets: {names}. Units: ct58 list units"), names=enumeration(office.programme.sets)),
        ) from error


def _check_id(office: Office, id_: str) -> None:
    """An id that every file system can tell from the others."""
    if not is_item_id(id_):
        raise BadUsage(
            msg(N_("“{id}” cannot be an item's id."), id=id_),
            msg(N_("Use letters without marks, digits and “-”, for example KL-01.")),
        )
    known = id_among(id_, office.items)
    if known is not None:
        raise Refused(
            msg(N_("There is already an item {id}."), id=known),
            msg(N_("See: ct58 show {id}. The next free one: {free}"), id=known, free=_after(office, known)),
        )


def _after(office: Office, known: str) -> str:
    """The next free id of a known one's kind."""
    return next_id(office, known.rstrip("0123456789").rstrip("-") or "KL")


def _check_order(words: ItemWords) -> None:
    """Nobody is given work that was due before it was asked for: a day or a year is mistyped."""
    if words.by and words.source_date and words.by < words.source_date:
        raise BadUsage(
            msg(
                N_("The deadline {by} is before the document that sets it ({date})."),
                by=words.by,
                date=words.source_date,
            ),
            msg(N_("Check --by and --source-date.")),
        )


def _deadline(words: ItemWords) -> DeadlineRule | None:
    """None where nothing is said: the item is then a standing one."""
    text = given(words.deadline_text)
    return DeadlineRule(text=text, by=words.by) if text or words.by else None


def _source(words: ItemWords) -> ItemSource | None:
    """Where it comes from, as far as it is said."""
    number = given(words.source_number)
    return ItemSource(number=number, date=words.source_date) if number or words.source_date else None
