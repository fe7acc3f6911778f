"""Planning an item that came up on the way: a conclusion, an inspection's demand."""

from __future__ import annotations

import datetime as dt

from ct58.domain.checks.files import is_item_id
from ct58.domain.deadline_rule import DeadlineRule
from ct58.domain.edits import Edit, NewFile, record_as_tree
from ct58.domain.events import ItemFile, ItemSource
from ct58.domain.office import Office
from ct58.domain.scalars import Body
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
    if not is_item_id(words.id):
        raise BadUsage(
            msg(N_("“{id}” cannot be an item's id."), id=words.id),
            msg(N_("Use letters without marks, digits and “-”, for example KL-01.")),
        )
    if any(words.id.casefold() == known.casefold() for known in office.items):
        raise Refused(
            msg(N_("There is already an item {id}."), id=words.id),
            msg(N_("See: ct58 show {id}"), id=words.id),
        )
    has_source = words.source_number is not None
    item = ItemFile(
        item=words.id,
        title=words.title,
        lead=words.lead,
        deadline=DeadlineRule(text=words.deadline_text, by=words.by),
        submit_to=words.submit_to,
        clauses=words.clauses,
        source=ItemSource(number=words.source_number, date=words.source_date) if has_source else None,
    )
    return (NewFile(file=f"tasks/{words.id}.yaml", value=record_as_tree(item)),)
