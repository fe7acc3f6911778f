"""`ct58 overdue`: what is late, in four blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ct58.domain.time.period import Period
from ct58.i18n import Message, N_, msg
from ct58.render.screens.parts import (
    TITLE_LIMIT,
    bodies,
    due_text,
    follow_up,
    lateness,
    names,
    occurrence_list,
    programme_aside,
    title_with_notes,
)
from ct58.render.words.speech import Speech, period_title
from ct58.views.due import DueChanges, DueView, Entry
from ct58.views.page import Block, Column, Gap, Heading, Line, Page, Span, Table, Words, words


def due_as_json(view: DueView) -> list[dict[str, object]]:
    """One entry an occurrence, and a unit where each owes it; never grouped."""
    return [due_entry(entry) for entry in view.entries]


def due_entry(entry: Entry) -> dict[str, object]:
    """One obligation, as overdue and upcoming give it."""
    standing = entry.standing
    item = standing.item
    return {
        "id": item.id,
        "kind": item.kind,
        "title": item.title,
        "owners": list(standing.owner_ids),
        "occurrence": entry.occurrence,
        "due": standing.due,
        "days_overdue": entry.days_overdue,
        "deadline_text": item.deadline.text,
        "submit_to": list(item.submit_to),
        "status": standing.status,
        "started": standing.started,
        "needs_verification": standing.needs_verification,
        "clauses": list(item.clauses),
        "source": {"file": entry.file, "line": entry.line},
    }


_SHOWN_UNITS = 6
"""How many units of a group are named; --expand names all."""


def overdue_page(view: DueView, speech: Speech, expand: bool = False) -> Page:
    """The whole screen; after the programme's end only counts, unless asked to expand or filter."""
    blocks: list[Block] = [_title(view, speech)]
    if view.ended_on is not None:
        blocks += _end_lines(view, speech)
    elif view.changes is not None:
        blocks.append(_changes_line(view.changes, view, speech))
    if not view.entries:
        blocks += [Gap(), *_nothing_late(view, speech)]
    elif view.ended_on is not None and not expand and not view.is_filtered:
        blocks += [Gap(), *_counts_only(view, speech)]
    else:
        blocks += [*_blocks(view, speech, expand), Gap(), *_summary(view, speech)]
    return Page(tuple(blocks))


def _title(view: DueView, speech: Speech) -> Heading:
    title = msg(N_("OVERDUE · as of {weekday}, {day}"), weekday=speech.weekday(view.as_of), day=view.as_of)
    return Heading(speech.say(title), level=1, aside=programme_aside(view.head, speech))


def _end_lines(view: DueView, speech: Speech) -> list[Block]:
    """After the end one line says so and points to the last day."""
    assert view.ended_on is not None
    text = (
        N_("The programme was closed on {day}. The list of that day: ct58 overdue --as-of {iso}")
        if view.was_closed
        else N_("The programme's time ended on {day}. The list of that day: ct58 overdue --as-of {iso}")
    )
    message = msg(text, day=view.ended_on, iso=view.ended_on.isoformat())
    return [Line(words(speech.say(message), "warning"))]


def _changes_line(changes: DueChanges, view: DueView, speech: Speech) -> Line:
    text = msg(
        N_("Since {day}: {came} more overdue · {went} less{names}"),
        day=changes.since,
        came=speech.count(len(changes.came)),
        went=speech.count(len(changes.went)),
        names=_short_list([_who_or_what(entry) for entry in changes.went]),
    )
    return Line(words(speech.say(text), "dim"))


def _who_or_what(entry: Entry) -> str:
    return entry.unit.label if entry.unit else entry.standing.item.id


def _short_list(things: Sequence[str], most: int = 5) -> str:
    """` (a, b …)`, or nothing."""
    distinct = list(dict.fromkeys(things))
    more = " …" if len(distinct) > most else ""
    return f" ({', '.join(distinct[:most])}{more})" if distinct else ""


def _nothing_late(view: DueView, speech: Speech) -> list[Block]:
    text = speech.say(msg(N_("Nothing is overdue as of {day}."), day=view.as_of))
    if view.next_due is not None and view.ended_on is None:
        item = view.next_due.standing.item
        nearest = msg(N_("The nearest: {id}, due {due}."), id=item.id, due=view.next_due.standing.due)
        text = f"{text} {speech.say(nearest)}"
    return [Line(words(text, "good"))]


def _blocks(view: DueView, speech: Speech, expand: bool) -> list[Block]:
    """The blocks that have something, numbered in Roman figures."""
    certain = [entry for entry in view.entries if not entry.standing.needs_verification]
    tasks = [entry for entry in certain if entry.standing.item.kind == "task"]
    duties = [entry for entry in certain if entry.unit is None and entry.standing.item.kind != "task"]
    units = [entry for entry in view.entries if entry.unit is not None]
    doubtful = [entry for entry in view.entries if entry.standing.needs_verification and entry.unit is None]
    sections = (
        (_count_title(N_("TASKS OF THE APPENDIX ({count})"), tasks, speech), tasks, _item_table),
        (_count_title(N_("DUTIES OF THE PROGRAMME ({count})"), duties, speech), duties, _item_table),
        (_units_title(units, speech), units, _unit_lines),
        (_doubtful_title(doubtful, speech), doubtful, _item_table),
    )
    blocks: list[Block] = []
    roman = iter(("I", "II", "III", "IV"))
    for title, entries, body in sections:
        if entries:
            blocks += [Gap(), Heading(f"{next(roman)}. {title}"), *body(view, entries, speech, expand)]
    return blocks


def _count_title(text: str, entries: Sequence[Entry], speech: Speech) -> str:
    items = {entry.standing.item.id for entry in entries}
    return speech.say(msg(text, count=len(items)))


def _units_title(entries: Sequence[Entry], speech: Speech) -> str:
    units = {entry.unit.id for entry in entries if entry.unit}
    return speech.say(
        msg(N_("UNITS THAT HAVE NOT SENT ({times}, {units} units)"), times=len(entries), units=len(units))
    )


def _doubtful_title(entries: Sequence[Entry], speech: Speech) -> str:
    title = _count_title(N_("TO BE VERIFIED ({count})"), entries, speech)
    why = speech.gettext(N_("due before the programme's own date, nothing recorded"))
    return f"{title}: {why}"


def _columns(speech: Speech) -> tuple[Column, ...]:
    return (
        Column(speech.gettext(N_("Id"))),
        Column(speech.gettext(N_("Item")), grows=True, screen_limit=TITLE_LIMIT),
        Column(speech.gettext(N_("Lead")), max_width=18),
        Column(speech.gettext(N_("Deadline")), align="right"),
        Column(speech.gettext(N_("Overdue by")), align="right"),
        Column(speech.gettext(N_("Goes to")), from_width=100),
        Column(speech.gettext(N_("Reminded"))),
    )


def _item_table(view: DueView, entries: Sequence[Entry], speech: Speech, expand: bool) -> list[Block]:
    """Joint items, one row each; expanded, one row an occurrence."""
    groups = [[entry] for entry in entries] if expand else by_item(entries)
    return [Table(_columns(speech), tuple(_item_row(view, group, speech) for group in groups))]


def by_item(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Entries of the same item together, in the order of the list."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.standing.item.id, []).append(entry)
    return list(groups.values())


def _item_row(view: DueView, group: Sequence[Entry], speech: Speech) -> tuple[Words, ...]:
    """One item; with several occurrences, the oldest sets deadline and days."""
    oldest = max(group, key=lambda entry: entry.days_overdue)
    emphasis = lateness(oldest, view.long_overdue_days)
    return (
        words(oldest.standing.item.id, "strong"),
        title_with_notes(group, speech),
        words(names(oldest.standing.item.lead, view.names)),
        words(due_text(oldest, speech)),
        words(speech.days(oldest.days_overdue), emphasis),
        words(bodies(oldest, speech)),
        (follow_up(group, speech),),
    )


def _unit_lines(view: DueView, entries: Sequence[Entry], speech: Speech, expand: bool) -> list[Block]:
    """Units that owe the same thing form one line, with their names below."""
    blocks: list[Block] = []
    for group in by_item(entries):
        periods = list(dict.fromkeys(entry.period for entry in group))
        if expand or len(periods) == 1:
            for period in periods:
                same = [entry for entry in group if entry.period == period]
                blocks += _one_occurrence(view, same, speech, expand)
        else:
            blocks += _several_occurrences(view, group, periods, speech)
    return blocks if expand else [*blocks, *_unit_hints(entries, speech)]


def _one_occurrence(view: DueView, group: Sequence[Entry], speech: Speech, expand: bool) -> list[Block]:
    first = group[0]
    tally = view.tallies[first.standing.item.id, first.occurrence]
    head = msg(
        N_("{title}, due {due}: sent {done}/{expected}, {missing} units missing, "),
        title=_title_of(first, [first.period], speech),
        due=due_text(first, speech),
        done=tally.done,
        expected=tally.expected,
        missing=speech.count(len(group)),
    )
    late = msg(N_("overdue by {days}"), days=speech.days(max(entry.days_overdue for entry in group)))
    emphasis = lateness(max(group, key=lambda entry: entry.days_overdue), view.long_overdue_days)
    most = len(group) if expand else _SHOWN_UNITS
    return [
        Line((Span(speech.say(head)), Span(speech.say(late), emphasis)), indent=1),
        Line(_unit_names(group, speech, most), indent=3),
    ]


def _several_occurrences(
    view: DueView, group: Sequence[Entry], periods: Sequence[Period], speech: Speech
) -> list[Block]:
    units = {entry.unit.id for entry in group if entry.unit}
    oldest = max(group, key=lambda entry: entry.days_overdue)
    head = msg(
        N_("{title}: {missing} times missing, {units} units, "),
        title=_title_of(oldest, periods, speech),
        missing=len(group),
        units=speech.count(len(units)),
    )
    late = msg(N_("the oldest overdue by {days}"), days=speech.days(oldest.days_overdue))
    return [
        Line(
            (Span(speech.say(head)), Span(speech.say(late), lateness(oldest, view.long_overdue_days))),
            indent=1,
        ),
        Line(_unit_names(group, speech, _SHOWN_UNITS), indent=3),
    ]


def _title_of(entry: Entry, periods: Sequence[Period], speech: Speech) -> str:
    """The item's title with the occurrences, which a one-off does not have."""
    item = entry.standing.item
    if item.deadline.every is None:
        return item.title
    return period_title(item.title, occurrence_list(periods, speech))


def _unit_names(group: Sequence[Entry], speech: Speech, most: int) -> Words:
    """The units by name, with a promise or a return; then how many more."""
    by_unit: dict[str, list[Entry]] = {}
    for entry in group:
        assert entry.unit is not None
        by_unit.setdefault(entry.unit.id, []).append(entry)
    spans: list[Span] = []
    for entries in list(by_unit.values())[:most]:
        spans += [Span(" · ", "dim")] if spans else []
        spans += _unit_name(entries, speech)
    if len(by_unit) > most:
        more = msg(N_(" · … {count} more units"), count=speech.count(len(by_unit) - most))
        spans.append(Span(speech.say(more), "dim"))
    return tuple(spans)


def _unit_name(entries: Sequence[Entry], speech: Speech) -> list[Span]:
    unit, standing = entries[-1].unit, entries[-1].standing
    assert unit is not None
    notes: list[Message] = []
    if len(entries) > 1:
        notes.append(msg(N_("{count} times"), count=speech.count(len(entries))))
    returned = [event for event in standing.events if event.rule.means == "takes_back"]
    if returned:
        notes.append(msg(N_("sent back {day}"), day=returned[-1].date))
    if standing.promise and standing.promise.until:
        notes.append(msg(N_("promised for {day}"), day=standing.promise.until))
    if standing.reminders:
        notes.append(msg(N_("reminded {day}"), day=standing.reminders[-1].date))
    suffix = f" ({', '.join(speech.say(note) for note in notes)})" if notes else ""
    return [Span(unit.label), *([Span(suffix, "promised" if standing.promise else "dim")] if suffix else [])]


def _unit_hints(entries: Sequence[Entry], speech: Speech) -> list[Block]:
    if not any(entry.standing.item.kind == "report" for entry in entries):
        return []
    return [Line(words(speech.gettext(N_("See all: ct58 overdue --kind report --expand")), "dim"), indent=3)]


def _summary(view: DueView, speech: Speech) -> list[Block]:
    """The last lines: who has how many, and what comes next."""
    total = msg(N_("Together: {parts}."), parts=_parts(view.entries, view, speech))
    blocks: list[Block] = [Line(words(speech.say(total), "strong"))]
    notes = []
    if view.soon and view.ended_on is None:
        notes.append(
            speech.say(msg(N_("Due within 30 days: {count}: ct58 upcoming"), count=speech.count(view.soon)))
        )
    if any(entry.standing.item.deadline.assumed for entry in view.entries):
        notes.append(speech.gettext(N_("* The document names no day; the office set the deadline.")))
    return blocks + [Line(words(note, "dim")) for note in notes]


def _parts(entries: Sequence[Entry], view: DueView, speech: Speech) -> str:
    joint = by_item(entry for entry in entries if entry.unit is None)
    owed = [entry for entry in entries if entry.unit is not None]
    leads = Counter(lead for group in joint for lead in group[0].standing.item.lead)
    parts: list[str] = []
    if joint:
        listed = ", ".join(f"{view.names.get(id_, id_)} {count}" for id_, count in leads.most_common())
        parts.append(
            speech.say(msg(N_("{count} items ({leads})"), count=speech.count(len(joint)), leads=listed))
        )
    if owed:
        units = len({entry.unit.id for entry in owed if entry.unit})
        text = msg(
            N_("{times} submissions of {units} units"),
            times=speech.count(len(owed)),
            units=speech.count(units),
        )
        parts.append(speech.say(text))
    return speech.gettext(N_(" and ")).join(parts)


def _counts_only(view: DueView, speech: Speech) -> list[Block]:
    """After the end: how much was left open, without the wall."""
    total = speech.say(msg(N_("Not recorded as done: {total}"), total=_parts(view.entries, view, speech)))
    hint = speech.gettext(N_("The whole list as of today: ct58 overdue --expand"))
    return [Line(words(total)), Line(words(hint, "dim"))]
