"""Events: each belongs to something, and together they tell one story."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from ct58.domain.checks.context import Context, Placed, shown, unknown
from ct58.domain.records.events import ONCE, Event, ItemFile, event_word
from ct58.domain.records.items import Item
from ct58.domain.records.measure import members
from ct58.domain.records.office import Office
from ct58.domain.standing.obligations import deciding_day
from ct58.domain.text.suggestions import enumeration, suggestion
from ct58.domain.time.deadlines import Occurrence
from ct58.errors import Finding, Path
from ct58.i18n import Message, N_, msg

_NEEDS_UNTIL = frozenset({"extended", "promised"})
_DECIDED = frozenset({"suspended", "dropped"})
_WHOLE_ITEM = frozenset({"suspended", "resumed", "dropped", "noted", "reminded"})
_FOLLOWED = ("tasks", "duties", "reporting")
_SUBMISSION = frozenset({"submitted", "returned", "approved"})


def items_exist(context: Context, office: Office) -> Iterator[Finding]:
    """Every event is about an item that is followed."""
    for placed in context.events:
        if placed.item_id is None:
            yield Finding(code="E216", file=placed.file, at=placed.at)
        elif placed.unit is not None and placed.item_id not in context.item_ids:
            at = (*placed.at, "item")
            yield unknown("E201", placed.file, at, placed.item_id, context.item_ids)
    for file, record in context.item_files.items():
        if record.item not in office.items and not _has_head(record):
            yield unknown("E201", file, ("item",), record.item, office.items)


_HEAD = ("title", "lead", "owners", "with_", "deadline", "done_when", "clauses", "source")
"""The keys of an item of its own; the others may stand beside a programme item's events."""


def _has_head(record: ItemFile) -> bool:
    return any(getattr(record, key) for key in _HEAD)


def ad_hoc_heads_are_complete(context: Context, office: Office) -> Iterator[Finding]:
    """A head of its own says what is owed and by whom, and does not speak over the programme."""
    programme_ids = {entry.id for section in _FOLLOWED for entry in getattr(office.programme, section)}
    for file, record in context.item_files.items():
        given = [key for key in _HEAD if getattr(record, key)]
        if given and record.item in programme_ids:
            yield Finding(code="E213", file=file, at=(given[0],), at_key=True, params={"id": record.item})
        elif given and record.title is None:
            yield Finding(code="E218", file=file, at=("item",), params={"key": "title"})
        elif given and not record.lead and not record.owners:
            yield Finding(code="E218", file=file, at=("title",), at_key=True, params={"key": "lead"})


def occurrences_exist(context: Context, office: Office) -> Iterator[Finding]:
    """An event of a recurring item names one of its occurrences."""
    for placed, item in context.known_events():
        keys = [occurrence.key for occurrence in context.occurrences[item.id]]
        occurrence = placed.event.occurrence
        if not keys:
            continue  # its deadline has a finding of its own
        if occurrence is not None and occurrence not in keys:
            yield _no_such_occurrence(placed, occurrence, keys)
        elif occurrence is None and keys != [ONCE] and placed.event.event not in _WHOLE_ITEM:
            params = {"id": item.id, "example": keys[0]}
            yield Finding(code="E202", file=placed.file, at=placed.at, params=params)


def _no_such_occurrence(placed: Placed, occurrence: str, keys: list[str]) -> Finding:
    params = {
        "id": placed.item_id,
        "occurrence": shown(occurrence),
        "suggestion": suggestion(occurrence, keys),
        "allowed": _abridged(keys),
    }
    return Finding(code="E203", file=placed.file, at=(*placed.at, "occurrence"), params=params)


def _abridged(keys: list[str]) -> str:
    """The first and last of many keys."""
    return enumeration(keys) if len(keys) <= 6 else f"{enumeration(keys[:3])} … {keys[-1]}"


def owners_fit(context: Context, office: Office) -> Iterator[Finding]:
    """A unit's file holds events of what that unit owes."""
    for placed, item in context.known_events():
        if placed.unit is None:
            continue
        if item.owners is None:
            params = {"id": item.id}
            yield Finding(code="E212", file=placed.file, at=placed.at, params=params)
        elif not _owes(context, office, item, placed):
            params = {"id": item.id, "unit": office.label(placed.unit)}
            yield Finding(code="E211", file=placed.file, at=placed.at, params=params)


def _owes(context: Context, office: Office, item: Item, placed: Placed) -> bool:
    """Whether the unit is in the set, and exists when the occurrence falls due."""
    unit = office.units.get(placed.unit or "")
    population = office.programme.sets.get(item.owners or "")
    if unit is None or population is None:
        return True  # reported elsewhere
    is_member = bool(members(population, [unit]))
    days = [deciding_day(item, occurrence) for occurrence in _meant(context, item, placed.event)]
    return is_member and (not days or any(day is None or unit.is_valid_on(day) for day in days))


def _meant(context: Context, item: Item, event: Event) -> tuple[Occurrence, ...]:
    found = context.occurrences[item.id]
    return tuple(o for o in found if event.occurrence in (None, o.key))


def bodies_fit(context: Context, office: Office) -> Iterator[Finding]:
    """A submission goes to a body that the item is submitted to."""
    for placed, item in context.known_events():
        event = placed.event
        if event.event in _SUBMISSION and event.to is not None and event.to not in item.submit_to:
            params = {"id": item.id, "allowed": enumeration(item.submit_to) or "–", "text": event.to}
            yield Finding(code="E204", file=placed.file, at=(*placed.at, "to"), params=params)


def dates_are_given(context: Context, office: Office) -> Iterator[Finding]:
    """An extension or a promise has a new date, and not one in the past."""
    for placed, _item in context.known_events():
        event = placed.event
        if event.event in _NEEDS_UNTIL and event.until is None:
            yield Finding(
                code="E205", file=placed.file, at=placed.at, params={"event": event_word(event.event)}
            )
        if event.until is not None and event.until < event.date:
            params = {"until": event.until, "date": event.date}
            yield Finding(code="E206", file=placed.file, at=(*placed.at, "until"), params=params)


def documents_are_given(context: Context, office: Office) -> Iterator[Finding]:
    """Deadlines move, and work stops, only by a document."""
    for placed, _item in context.known_events():
        event = placed.event
        if event.document is not None:
            continue
        if event.event == "extended" and event.until is not None:
            params = {"until": event.until, "date": event.date.isoformat()}
            yield Finding(code="E207", file=placed.file, at=placed.at, params=params)
        if event.event in _DECIDED:
            yield Finding(
                code="E209", file=placed.file, at=placed.at, params={"event": event_word(event.event)}
            )


def products_are_known(context: Context, office: Office) -> Iterator[Finding]:
    """A product is one of the item's forms."""
    for placed, item in context.known_events():
        product = placed.event.product
        if product is not None and item.forms and product not in item.forms:
            params = {"text": shown(product), "allowed": enumeration(item.forms)}
            yield Finding(code="E210", file=placed.file, at=(*placed.at, "product"), params=params)


def events_tell_one_story(context: Context, office: Office) -> Iterator[Finding]:
    """No event contradicts those before it: nothing after an end, no return without a submission.

    A unit's report is sent back without an event before: its receipt stands in the report itself.
    """
    for (item_id, _occurrence, _unit), thread in context.threads().items():
        is_report = office.items[item_id].kind == "report"
        earlier: list[Event] = []
        for placed in sorted(thread, key=lambda entry: entry.event.date):
            problem = contradiction(placed.event, earlier)
            if problem is not None and not (is_report and placed.event.event == "returned"):
                params = {"event": event_word(placed.event.event), "problem": problem, "id": placed.item_id}
                yield Finding(code="E208", file=placed.file, at=placed.at, params=params)
            earlier.append(placed.event)


def contradiction(event: Event, earlier: list[Event]) -> Message | None:
    """Why an event cannot follow the earlier ones of the same obligation; None if it can."""
    return next((why for rule in _STORY_RULES if (why := rule(event, earlier)) is not None), None)


def _after_end(event: Event, earlier: list[Event]) -> Message | None:
    if event.event in ("noted", "reminded"):
        return None
    dropped = next((old for old in earlier if old.event == "dropped"), None)
    return msg(N_("it was given up on {date}"), date=dropped.date) if dropped else None


def _return_without_submission(event: Event, earlier: list[Event]) -> Message | None:
    if event.event not in ("returned", "approved"):
        return None
    if _last_of(earlier, ("submitted", "returned"), event) != "submitted":
        return msg(N_("nothing was submitted before"))
    return None


def _resume_without_pause(event: Event, earlier: list[Event]) -> Message | None:
    state = _last_of(earlier, ("suspended", "resumed"), None)
    if event.event == "resumed" and state != "suspended":
        return msg(N_("it was not suspended"))
    if event.event == "suspended" and state == "suspended":
        return msg(N_("it is already suspended"))
    return None


def _work_while_suspended(event: Event, earlier: list[Event]) -> Message | None:
    state = _last_of(earlier, ("suspended", "resumed"), None)
    if state == "suspended" and event.event in ("started", "submitted", "completed", "issued"):
        return msg(N_("it is suspended; record “resumed” first"))
    return None


_STORY_RULES: tuple[Callable[[Event, list[Event]], Message | None], ...] = (
    _after_end,
    _return_without_submission,
    _resume_without_pause,
    _work_while_suspended,
)


def _last_of(earlier: list[Event], kinds: tuple[str, ...], about: Event | None) -> str | None:
    """The last earlier event of some kinds; with `about`, only those to the same body or to all."""
    bodies = (None, about.to) if about is not None and about.to else None
    return next(
        (
            old.event
            for old in reversed(earlier)
            if old.event in kinds and (bodies is None or old.to in bodies)
        ),
        None,
    )


def extensions_extend(context: Context, office: Office) -> Iterator[Finding]:
    """An extension lies after the deadline in force."""
    for (item_id, occurrence, _unit), thread in context.threads().items():
        in_force = _original_due(context, item_id, occurrence)
        for placed in sorted(thread, key=lambda entry: entry.event.date):
            until = placed.event.until
            if placed.event.event != "extended" or until is None:
                continue
            if in_force is not None and until <= in_force:
                params = {"until": until, "due": in_force}
                yield Finding(code="E215", file=placed.file, at=(*placed.at, "until"), params=params)
            in_force = until


def _original_due(context: Context, item_id: str, occurrence: str | None) -> dt.date | None:
    return next((o.due for o in context.occurrences[item_id] if o.key == occurrence), None)


def events_stand_once(context: Context, office: Office) -> Iterator[Finding]:
    """The same line twice usually comes from joining two people's files."""
    first: dict[tuple[str, Event], Path] = {}
    for placed in context.events:
        earlier = first.setdefault((placed.file, placed.event), placed.at)
        if earlier != placed.at:
            line = context.lines.get(placed.file, {}).get(earlier, 1)
            yield Finding(code="E214", file=placed.file, at=placed.at, params={"first_line": line})


_REPEATABLE = frozenset({"noted", "reminded"})
"""What may well happen twice on a day."""


def occasions_are_told_once(context: Context, office: Office) -> Iterator[Finding]:
    """Of two lines about one occasion with different details, one is usually a mistake."""
    first: dict[tuple[object, ...], Placed] = {}
    for placed in context.events:
        event = placed.event
        if event.voided is not None or event.event in _REPEATABLE:
            continue
        occasion = (
            placed.file,
            event.item,
            event.occurrence,
            event.date,
            event.event,
            event.to,
            event.product,
        )
        earlier = first.setdefault(occasion, placed)
        if earlier.event != event:
            line = context.lines.get(placed.file, {}).get(earlier.at, 1)
            keys = ", ".join(key for key in _DETAILS if getattr(event, key) != getattr(earlier.event, key))
            params = {"first_line": line, "keys": keys, "id": shown(placed.item_id)}
            yield Finding(code="E219", file=placed.file, at=placed.at, params=params)


_DETAILS = ("until", "document", "reason")


def submissions_are_recorded(context: Context, office: Office) -> Iterator[Finding]:
    """What is judged on submission is not done by its issue alone."""
    for (item_id, _occurrence, _unit), thread in context.threads().items():
        item = office.items[item_id]
        kinds = {placed.event.event for placed in thread}
        finished = next((placed for placed in thread if placed.event.event in ("issued", "completed")), None)
        if item.submit_to and finished and "submitted" not in kinds:
            params = {"bodies": enumeration(item.submit_to), "id": item.id}
            yield Finding(code="E217", file=finished.file, at=finished.at, params=params)
