"""Events: each belongs to something, and together they tell one story."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from ct58.domain.checks.context import Context, Placed, shown, unknown
from ct58.domain.checks.event_faults import faults
from ct58.domain.records.event_rules import Meaning, event_word
from ct58.domain.records.events import Event, ItemFile
from ct58.domain.records.office import Office
from ct58.domain.standing.evidence import relevant_events, told_twice
from ct58.domain.standing.occurrences import Obligation
from ct58.domain.text.suggestions import enumeration
from ct58.domain.time.deadlines import occurrence_of
from ct58.errors import Finding, Path
from ct58.i18n import Message, N_, msg

_FOLLOWED = ("tasks", "duties", "reporting")


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


def events_are_complete(context: Context, office: Office) -> Iterator[Finding]:
    """Every event has what its kind needs, of an item, an owner and an occurrence that there are."""
    for placed, item in context.known_events():
        unit = office.units.get(placed.unit or "")
        if placed.unit is not None and unit is None:
            continue  # reported elsewhere
        for fault in faults(office, item, unit, placed.event, context.occurrences[item.id]):
            at = placed.at if fault.key is None else (*placed.at, fault.key)
            yield Finding(code=fault.code, file=placed.file, at=at, params=fault.params)


def events_tell_one_story(context: Context, office: Office) -> Iterator[Finding]:
    """No event contradicts those before it: nothing after an end, no return without a submission.

    Those of the same obligation, and those of the item that touch it: a pause from then on, an end for all units.
    """
    for (item_id, occurrence, unit_id), thread in context.threads().items():
        obligation = _obligation(context, office, item_id, occurrence, unit_id)
        earlier: list[Event] = []
        for placed in sorted(thread, key=lambda entry: entry.event.date):
            if office.items[item_id].kind == "report" and placed.event.rule.is_work:
                continue  # counts nowhere, and has a finding of its own
            problem, code = contradiction(placed.event, earlier), "E208"
            if problem is None and obligation is not None:
                problem, code = _wider_contradiction(office, obligation, placed.event, thread), "E225"
            if problem is not None:
                params = {"event": event_word(placed.event.event), "problem": problem, "id": placed.item_id}
                yield Finding(code=code, file=placed.file, at=placed.at, params=params)
            earlier.append(placed.event)


def _obligation(
    context: Context, office: Office, item_id: str, key: str | None, unit_id: str | None
) -> Obligation | None:
    """What a thread is about, where events elsewhere may touch it, too."""
    occurrence = occurrence_of(context.occurrences[item_id], key)
    if occurrence is None or not office.events.get((item_id, None)):
        return None
    return Obligation(office.items[item_id], occurrence, office.units.get(unit_id or ""))


def _wider_contradiction(
    office: Office, obligation: Obligation, event: Event, thread: Sequence[Placed]
) -> Message | None:
    """Why an event cannot follow what was told of the whole item, or of all units, on a day before."""
    own = [placed.event for placed in thread]
    if event.date == dt.date.min:
        return None
    earlier = relevant_events(office, obligation, event.date - dt.timedelta(days=1))
    return None if all(old in own for old in earlier) else contradiction(event, list(earlier))


def contradiction(event: Event, earlier: list[Event]) -> Message | None:
    """Why an event cannot follow the earlier ones of the same obligation; None if it can."""
    return next((why for rule in _STORY_RULES if (why := rule(event, earlier)) is not None), None)


def _after_end(event: Event, earlier: list[Event]) -> Message | None:
    if event.rule.means in ("remarks", "reminds"):
        return None
    ended = next((old for old in earlier if old.rule.means == "ends"), None)
    return msg(N_("it was given up on {date}"), date=ended.date) if ended else None


def _return_without_submission(event: Event, earlier: list[Event]) -> Message | None:
    if event.rule.means not in ("takes_back", "accepts"):
        return None
    if _last_of(earlier, ("gives", "takes_back"), event) != "gives":
        return msg(N_("nothing was submitted before"))
    return None


def _resume_without_pause(event: Event, earlier: list[Event]) -> Message | None:
    is_halted = _is_halted(earlier)
    if event.rule.means == "goes_on" and not is_halted:
        return msg(N_("it was not suspended"))
    if event.rule.means == "halts" and is_halted:
        return msg(N_("it is already suspended"))
    return None


def _work_while_suspended(event: Event, earlier: list[Event]) -> Message | None:
    answers_to_a_submission = event.rule.means in ("takes_back", "accepts")
    if event.rule.is_work and not answers_to_a_submission and _is_halted(earlier):
        return msg(N_("it is suspended; record “resumed” first"))
    return None


def _is_halted(earlier: list[Event]) -> bool:
    return _last_of(earlier, ("halts", "goes_on"), None) == "halts"


_STORY_RULES: tuple[Callable[[Event, list[Event]], Message | None], ...] = (
    _after_end,
    _return_without_submission,
    _resume_without_pause,
    _work_while_suspended,
)


def _last_of(earlier: list[Event], meanings: tuple[Meaning, ...], about: Event | None) -> Meaning | None:
    """The last earlier event that means one of these; with `about`, only those to the same body or to all."""
    bodies = (None, about.to) if about is not None and about.to else None
    return next(
        (
            old.rule.means
            for old in reversed(earlier)
            if old.rule.means in meanings and (bodies is None or old.to in bodies)
        ),
        None,
    )


def extensions_extend(context: Context, office: Office) -> Iterator[Finding]:
    """An extension lies after the deadline in force."""
    for (item_id, occurrence, _unit), thread in context.threads().items():
        in_force = _original_due(context, item_id, occurrence)
        for placed in sorted(thread, key=lambda entry: entry.event.date):
            until = placed.event.until
            if placed.event.rule.means != "moves_deadline" or until is None:
                continue
            if in_force is not None and until <= in_force:
                params = {"until": until, "due": in_force}
                yield Finding(code="E215", file=placed.file, at=(*placed.at, "until"), params=params)
            in_force = until


def _original_due(context: Context, item_id: str, occurrence: str | None) -> dt.date | None:
    found = occurrence_of(context.occurrences[item_id], occurrence)
    return found.due if found else None


def events_stand_once(context: Context, office: Office) -> Iterator[Finding]:
    """The same line twice usually comes from joining two people's files."""
    first: dict[tuple[str, Event], Path] = {}
    for placed in context.events:
        earlier = first.setdefault((placed.file, placed.event), placed.at)
        if earlier != placed.at:
            line = context.lines.get(placed.file, {}).get(earlier, 1)
            yield Finding(code="E214", file=placed.file, at=placed.at, params={"first_line": line})


def occasions_are_told_once(context: Context, office: Office) -> Iterator[Finding]:
    """Of two lines about one occasion with different details, one is usually a mistake."""
    first: dict[tuple[object, ...], Placed] = {}
    for placed in context.events:
        event = placed.event
        if event.voided is not None or event.rule.repetition == "freely":
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


def ends_are_told_once(context: Context, office: Office) -> Iterator[Finding]:
    """Of two lines that say of one occurrence that it was issued or completed, one is wrong."""
    for thread in context.threads().values():
        found = told_twice([placed.event for placed in thread])
        if found is None:
            continue
        first, then = (next(placed for placed in thread if placed.event is event) for event in found)
        earlier, later = first.event, then.event
        keys = ", ".join(key for key in ("date", "document") if getattr(earlier, key) != getattr(later, key))
        line = context.lines.get(first.file, {}).get(first.at, 1)
        params = {
            "first_line": line,
            "keys": keys,
            "id": shown(then.item_id),
            "event": event_word(later.event),
        }
        yield Finding(code="E226", file=then.file, at=then.at, params=params)


_DETAILS = ("until", "document", "reason")


def submissions_are_recorded(context: Context, office: Office) -> Iterator[Finding]:
    """What is judged on submission is not done by its issue alone."""
    for (item_id, _occurrence, _unit), thread in context.threads().items():
        item = office.items[item_id]
        is_submitted = any(placed.event.rule.means == "gives" for placed in thread)
        finished = next((placed for placed in thread if placed.event.rule.is_end_of_work), None)
        if item.submit_to and finished and not is_submitted:
            params = {
                "bodies": enumeration(office.terms.body(body) for body in item.submit_to),
                "id": item.id,
            }
            yield Finding(code="E217", file=finished.file, at=finished.at, params=params)
