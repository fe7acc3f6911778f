"""Planning an item that came up on the way: a conclusion, an inspection's demand."""

from __future__ import annotations

import datetime as dt

from ct58.domain.checks.files import is_item_id
from ct58.domain.planning.edits import Edit, NewFile, record_as_tree
from ct58.domain.planning.values import given, needed
from ct58.domain.records.events import ItemFile, ItemSource
from ct58.domain.records.office import Office
from ct58.domain.records.places import item_file
from ct58.domain.records.scalars import Body
from ct58.domain.time.deadlines import DeadlineRule
from ct58.errors import BadUsage, Refused
from ct58.i18n import N_, msg
from ct58.records import record


@record
class ItemWords:
    """What a clerk says of a new item. `lead` are ids of the register; `by` is the last good day."""

    id: str
    title: str
    lead: tuple[str, ...]
    by: dt.date | None = None
    deadline_text: str | None = None
    submit_to: tuple[Body, ...] = ()
    clauses: tuple[str, ...] = ()
    source_number: str | None = None
    source_date: dt.date | None = None


def plan_item(office: Office, words: ItemWords) -> Edit:
    """A new file in tasks/ with its own head. Raises BadUsage for a bad id, Refused for a known one."""
    _check_id(office, words.id)
    _check_order(words)
    item = ItemFile(
        item=words.id,
        title=needed(words.title, "--title"),
        lead=tuple(dict.fromkeys(words.lead)),
        deadline=_deadline(words),
        submit_to=tuple(dict.fromkeys(words.submit_to)),
        clauses=tuple(dict.fromkeys(words.clauses)),
        source=_source(words),
    )
    return (NewFile(file=item_file(words.id), value=record_as_tree(item)),)


def _check_id(office: Office, id_: str) -> None:
    """An id that every file system can tell from the others."""
    if not is_item_id(id_):
        raise BadUsage(
            msg(N_("“{id}” cannot be an item's id."), id=id_),
            msg(N_("Use letters without marks, digits and “-”, for example KL-01.")),
        )
    known = next((known for known in office.items if known.casefold() == id_.casefold()), None)
    if known is not None:
        raise Refused(
            msg(N_("There is already an item {id}."), id=known), msg(N_("See: ct58 show {id}"), id=known)
        )


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
