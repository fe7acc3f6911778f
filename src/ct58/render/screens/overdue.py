"""`ct58 overdue`: what is late, in blocks: the programme's own work, what came up, what units owe, what is doubtful."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ct58.domain.standing.calls import CALL_REASONS
from ct58.domain.standing.status import Standing
from ct58.domain.time.period import Period
from ct58.i18n import N_, msg
from ct58.records import record
from ct58.render.screens.parts import (
    TITLE_LIMIT,
    assumed_note,
    bodies,
    due_text,
    due_words,
    first_lines,
    follow_up,
    lateness,
    nouns_as_json,
    nouns_text,
    occurrence_list,
    programme_aside,
    promise_state,
    title_with_notes,
    unread_blocks,
    who_owes,
)
from ct58.render.words.cells import days_words, led_on
from ct58.render.words.labels import unread_texts
from ct58.render.words.record_keys import record_as_json
from ct58.render.words.speech import Speech, period_title, roman, sourced
from ct58.views.counts import Nouns, nouns_of
from ct58.views.due import DueChanges, DueView, Entry
from ct58.views.page import (
    Annex,
    Block,
    Column,
    Declared,
    Gap,
    Heading,
    Line,
    Page,
    Span,
    Words,
    declared,
    on_screen,
    words,
)


def due_as_json(view: DueView) -> list[dict[str, object]]:
    """One entry an occurrence, and a unit where each owes it; never grouped."""
    return [due_entry(entry) for entry in view.entries]


def due_counts(view: DueView) -> dict[str, object]:
    """How much is listed, noun by noun: beside the list."""
    return {"counts": nouns_as_json(nouns_of(view.entries))}


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
        "source_document": record_as_json(item.source) if item.source else None,
        "source": {"file": entry.file, "line": entry.line},
    }


_SHOWN_LEFT_OPEN = 10
"""Up to so many items that were left open at the end are named; of more only the list of that day tells."""
_SHOWN_UNITS = 6
"""How many units of a group are named; --expand names all."""


def overdue_page(view: DueView, speech: Speech, expand: bool = False) -> Page:
    """The whole screen; after the programme's end only what was left open, unless asked to expand or filter."""
    blocks: list[Block] = [_title(view, speech), *first_lines(view, speech)]
    if view.ended_on is None and view.changes is not None and not view.only_older:
        blocks.append(_changes_line(view.changes, view, speech))
    unread = unread_blocks(view, speech)
    if not view.entries:
        blocks += [*unread, Gap(), *_nothing_late(view, speech), _annex(view, "", (), speech)]
    elif view.ended_on is not None and not expand and not view.is_filtered:
        blocks += [*unread, Gap(), *_counts_only(view, speech)]
        blocks += [_annex(view, part.section, part.entries, speech) for part in _parts_of(view, speech)]
    else:
        blocks += [*_blocks(view, speech, expand), *unread, Gap(), *_summary(view, speech)]
    return Page(tuple(blocks))


def _title(view: DueView, speech: Speech) -> Heading:
    if view.only_older:
        title = msg(N_("OLD DEBTS, from before {period} · as of {day}"), period=view.newest, day=view.as_of)
        return Heading(speech.say(title), level=1, aside=programme_aside(view.head, speech))
    title = msg(N_("OVERDUE · as of {weekday}, {day}"), weekday=speech.weekday(view.as_of), day=view.as_of)
    return Heading(speech.say(title), level=1, aside=programme_aside(view.head, speech))


def _changes_line(changes: DueChanges, view: DueView, speech: Speech) -> Line:
    text = msg(
        N_("Since {day}: more overdue: {came} · less: {went}{names}"),
        day=changes.since,
        came=nouns_text(nouns_of(changes.came), speech),
        went=nouns_text(nouns_of(changes.went), speech),
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
    if view.only_older and not view.is_partial:
        text = speech.say(msg(N_("There are no debts from before {period}."), period=view.newest))
        return [Line(words(text, "good"))]
    if view.is_partial:
        text = speech.say(msg(N_("Nothing that could be read is overdue as of {day}."), day=view.as_of))
        return [Line(words(text, "warning"))]
    text = speech.say(msg(N_("Nothing is overdue as of {day}."), day=view.as_of))
    if view.next_due is not None and view.ended_on is None:
        item = view.next_due.standing.item
        nearest = msg(N_("The nearest: {id}, due {due}."), id=item.id, due=view.next_due.standing.due)
        text = f"{text} {speech.say(nearest)}"
    return [Line(words(text, "good"))]


@record
class _Part:
    """A part of the list: its name, its title with counts, and what is in it."""

    section: str
    title: str
    entries: Sequence[Entry]


def _parts_of(view: DueView, speech: Speech) -> list[_Part]:
    """The parts that have something."""
    certain = [entry for entry in view.entries if not entry.standing.needs_verification]
    booked = [entry for entry in view.entries if entry.unit is not None and not entry.standing.is_unbooked]
    tasks = [entry for entry in certain if entry.standing.item.kind == "task"]
    duties = [entry for entry in certain if entry.unit is None and entry.standing.item.kind == "duty"]
    came_up = [entry for entry in (*certain, *booked) if entry.unit is None and _came_up(entry)]
    owed = [entry for entry in booked if _came_up(entry)]
    units = [entry for entry in booked if not _came_up(entry)]
    unbooked = [entry for entry in view.entries if entry.standing.is_unbooked]
    doubtful = [entry for entry in view.entries if entry.standing.needs_verification and entry.unit is None]
    parts = (
        (N_("Appendix"), _count_title(N_("TASKS OF THE APPENDIX ({count})"), tasks, speech), tasks),
        (N_("Programme"), _count_title(N_("DUTIES OF THE PROGRAMME ({count})"), duties, speech), duties),
        (
            N_("Items that came up"),
            _count_title(N_("ITEMS THAT CAME UP ({count})"), [*came_up, *owed], speech),
            [*came_up, *owed],
        ),
        (N_("Units"), _count_title(N_("UNITS THAT HAVE NOT SENT ({count})"), units, speech), units),
        (N_("To be verified"), _doubtful_title(doubtful, speech), doubtful),
        (N_("Not booked"), _unbooked_title(unbooked, speech), unbooked),
    )
    return [
        _Part(section=speech.gettext(section), title=title, entries=entries)
        for section, title, entries in parts
        if entries
    ]


def _came_up(entry: Entry) -> bool:
    """Whether it is no part of the programme: a conclusion, an inspection's demand."""
    return entry.standing.item.kind == "ad_hoc"


def _blocks(view: DueView, speech: Speech, expand: bool) -> list[Block]:
    """The parts, numbered in Roman figures."""
    blocks: list[Block] = []
    for number, part in enumerate(_parts_of(view, speech), start=1):
        blocks += [Gap(), Heading(f"{roman(number)}. {part.title}"), *_body(view, part, speech, expand)]
    return blocks


def _body(view: DueView, part: _Part, speech: Speech, expand: bool) -> list[Block]:
    """What bodies lead is a table, what units owe is told in lines; both are whole in lists."""
    whole = _annex(view, part.section, part.entries, speech)
    joint = [entry for entry in part.entries if entry.unit is None]
    owed = [entry for entry in part.entries if entry.unit is not None]
    lines = _owed_lines(view, owed, speech, expand) if owed else []
    if not joint:
        return [replace(whole, said=tuple(lines))]
    groups = [_newest_first(group) for group in by_item(joint)]
    if expand:
        groups = [[entry] for group in groups for entry in group]
    return [replace(declared(_columns(view, speech), groups), whole=whole.table), *lines]


def _owed_lines(view: DueView, owed: Sequence[Entry], speech: Speech, expand: bool) -> list[Line]:
    """What units owe; of what came up nothing is set aside as old: nobody asks for it again each quarter."""
    if owed[0].standing.is_unbooked and not expand:
        return list(_unbooked_lines(view, owed, speech))
    if _came_up(owed[0]):
        return _each_occurrence(view, owed, speech, expand=expand)
    return _unit_lines(view, owed, speech, expand)


def _annex(view: DueView, section: str, entries: Sequence[Entry], speech: Speech) -> Annex:
    """For lists: one row an occurrence, and a unit where each owes it."""
    columns = _columns(view, speech)
    return Annex(lambda: replace(declared(columns, [[entry] for entry in entries]), section=section))


def _count_title(text: str, entries: Sequence[Entry], speech: Speech) -> str:
    return speech.say(msg(text, count=nouns_text(nouns_of(entries), speech)))


def _doubtful_title(entries: Sequence[Entry], speech: Speech) -> str:
    title = _count_title(N_("TO BE VERIFIED ({count})"), entries, speech)
    why = speech.gettext(N_("due before the programme's own date, nothing recorded"))
    return f"{title}: {why}"


def _unbooked_title(entries: Sequence[Entry], speech: Speech) -> str:
    count = len({entry.key[:2] for entry in entries})
    return speech.say(
        msg(N_("TO BE VERIFIED: BOOKED FOR NO UNIT ({count}), so that no letter is written"), count=count)
    )


def _unbooked_lines(view: DueView, entries: Sequence[Entry], speech: Speech) -> Iterator[Line]:
    """An occurrence a line; of what rests on a figure, the list in which all units can be booked."""
    firsts = {entry.key[:2]: entry for entry in reversed(entries)}
    for first in reversed(firsts.values()):
        text = msg(
            N_("{title}, due {due}: booked for none of {expected} units"),
            title=_title_of(first, [first.period], speech),
            due=due_text(first, speech),
            expected=view.tallies[first.key[:2]].expected,
        )
        yield Line(words(speech.say(text), "warning"), indent=1)
    shown = [entry for entry in firsts.values() if entry.standing.item.done_when]
    if shown:
        key = (shown[-1].standing.item.done_when or "").partition(".")[0]
        hint = msg(
            N_("Book many at once: ct58 form --period {period} --grid --only {figure} -o danh-sach.xlsx"),
            period=shown[-1].occurrence,
            figure=key,
        )
        yield Line(on_screen(speech.say(hint)), indent=3)


def _columns(view: DueView, speech: Speech) -> tuple[Declared[Sequence[Entry]], ...]:
    """What is said of an item; of several occurrences the oldest sets deadline and days."""
    say = speech.gettext
    return (
        (Column(say(N_("Id"))), lambda group: words(group[0].standing.item.id, "strong")),
        (
            Column(say(N_("Item")), grows=True, screen_limit=TITLE_LIMIT),
            lambda group: title_with_notes(group, speech),
        ),
        (Column(say(N_("Lead")), max_width=18), lambda group: words(who_owes(group[0], view))),
        (Column(say(N_("Deadline")), align="right"), lambda group: due_words(_oldest(group), speech)),
        (Column(say(N_("Overdue by")), align="right"), lambda group: _days_late(group, view, speech)),
        (Column(say(N_("Goes to")), from_width=100), lambda group: words(bodies(group[0], speech))),
        (Column(say(N_("Reminded"))), lambda group: (follow_up(group, speech),)),
    )


def _oldest(group: Sequence[Entry]) -> Entry:
    return max(group, key=lambda entry: entry.days_overdue)


def _days_late(group: Sequence[Entry], view: DueView, speech: Speech) -> Words:
    oldest = _oldest(group)
    return days_words(oldest.days_overdue, speech, lateness(oldest, view.long_overdue_days))


def by_item(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Entries of the same item together, in the order of the list."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.standing.item.id, []).append(entry)
    return list(groups.values())


def _newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """What fell due last before what has been owed for long."""
    return sorted(entries, key=lambda entry: entry.days_overdue)


def _unit_lines(view: DueView, entries: Sequence[Entry], speech: Speech, expand: bool) -> list[Line]:
    """The newest first, each occurrence a line with its units below; old debts in one line, unless asked for."""
    if expand:
        return _each_occurrence(view, entries, speech, expand=True)
    if view.only_older:
        return [line for group in _by_last_due(entries) for line in _of_item(view, group, speech)]
    now = [entry for entry in entries if not view.is_old(entry)]
    old = [entry for entry in entries if view.is_old(entry)]
    lines = _each_occurrence(view, now, speech, expand=False)
    return [*lines, *(_old_line(view, old, speech) if old else ()), *_unit_hints(entries, speech)]


def _each_occurrence(view: DueView, entries: Sequence[Entry], speech: Speech, *, expand: bool) -> list[Line]:
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in _newest_first(entries):
        groups.setdefault(entry.key[:2], []).append(entry)
    return [line for group in groups.values() for line in _one_occurrence(view, group, speech, expand)]


def _is_part(view: DueView, group: Sequence[Entry]) -> bool:
    """Whether the same time is an old debt of other units, of which only these have promised a day of this round."""
    return len(group) < sum(other.key[:2] == group[0].key[:2] for other in view.entries)


def _by_last_due(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Entries of the same item together, newest first."""
    return by_item(_newest_first(entries))


def _of_item(view: DueView, group: Sequence[Entry], speech: Speech) -> list[Line]:
    """All times of an item in one line, with their units below."""
    periods = list(dict.fromkeys(entry.period for entry in group))
    if len(periods) == 1:
        return _one_occurrence(view, group, speech, expand=False)
    return _several_occurrences(view, group, periods, speech)


def _old_line(view: DueView, old: Sequence[Entry], speech: Speech) -> list[Line]:
    """`Nợ cũ (trước quý II/2024): 04 nhiệm vụ, 33 lượt, 30 báo cáo của 45 đơn vị, lâu nhất 1.188 ngày`."""
    oldest = max(old, key=lambda entry: entry.days_overdue)
    text = msg(
        N_("Old debts (before {period}): {count}, "),
        period=view.newest,
        count=nouns_text(nouns_of(old), speech),
    )
    late = msg(N_("the oldest overdue by {days}"), days=speech.days(oldest.days_overdue))
    spans = (
        Span(speech.say(text)),
        Span(speech.say(late), lateness(oldest, view.long_overdue_days)),
        *on_screen(": ct58 overdue --older"),
    )
    return [Line(spans, indent=1)]


def _one_occurrence(view: DueView, group: Sequence[Entry], speech: Speech, expand: bool) -> list[Line]:
    first = group[0]
    tally = view.tallies[first.standing.item.id, first.occurrence]
    head = msg(
        N_("{title}, due {due}: {missing} units have promised it, ")
        if _is_part(view, group)
        else N_("{title}, due {due}: sent {done}/{expected}, {missing} units missing, "),
        title=_title_of(first, [first.period], speech),
        due=due_text(first, speech),
        done=tally.done,
        expected=tally.expected,
        missing=speech.count(len(group)),
    )
    late = msg(N_("overdue by {days}"), days=speech.days(max(entry.days_overdue for entry in group)))
    emphasis = lateness(max(group, key=lambda entry: entry.days_overdue), view.long_overdue_days)
    most = len(group) if expand else _SHOWN_UNITS
    unread = unread_texts(tally.unreadable, tally.waiting, speech)
    more = [Span(f", {text}", "warning") for text in unread]
    return [
        Line((Span(speech.say(head)), Span(speech.say(late), emphasis), *more), indent=1),
        Line(_unit_names(view, group, speech, most), indent=3),
    ]


def _several_occurrences(
    view: DueView, group: Sequence[Entry], periods: Sequence[Period], speech: Speech
) -> list[Line]:
    oldest = max(group, key=lambda entry: entry.days_overdue)
    head = msg(
        N_("{title}: {missing} not sent, "),
        title=_title_of(oldest, periods, speech),
        missing=_times_of_units(nouns_of(group), speech),
    )
    late = msg(N_("the oldest overdue by {days}"), days=speech.days(oldest.days_overdue))
    return [
        Line(
            (Span(speech.say(head)), Span(speech.say(late), lateness(oldest, view.long_overdue_days))),
            indent=1,
        ),
        Line(_unit_names(view, group, speech, _SHOWN_UNITS), indent=3),
    ]


def _times_of_units(found: Nouns, speech: Speech) -> str:
    """`23 báo cáo của 19 đơn vị`; of a duty its times."""
    text = N_("{count} reports of {units} units") if found.reports else N_("{count} times of {units} units")
    count = speech.count(found.reports or found.occurrences)
    return speech.say(msg(text, count=count, units=speech.count(found.units)))


def _title_of(entry: Entry, periods: Sequence[Period], speech: Speech) -> str:
    """The item's title with the occurrences, which a one-off does not have."""
    item = entry.standing.item
    if item.deadline.every is None:
        return sourced(item.title, item.source, speech)
    return sourced(period_title(item.title, occurrence_list(periods, speech)), item.source, speech)


def _unit_names(view: DueView, group: Sequence[Entry], speech: Speech, most: int) -> Words:
    """The units by name, the most pressing first, with why; on a screen so many, then how many more."""
    by_unit: dict[str, list[Entry]] = {}
    for entry in sorted(group, key=lambda entry: CALL_REASONS.index(view.why[entry.key])):
        assert entry.unit is not None
        by_unit.setdefault(entry.unit.id, []).append(entry)
    spans: list[Span] = []
    for number, entries in enumerate(by_unit.values()):
        named = [*([Span(" · ", "dim")] if spans else []), *_unit_name(view, entries, speech)]
        spans += named if number < most else [span._replace(where="file") for span in named]
    if len(by_unit) > most:
        more = msg(N_(" · … {count} more units"), count=speech.count(len(by_unit) - most))
        spans += on_screen(speech.say(more))
    return tuple(spans)


def _unit_name(view: DueView, entries: Sequence[Entry], speech: Speech) -> list[Span]:
    """`Sở Y tế (hẹn 12/7/2024, đã quá 3 ngày)`."""
    unit, standing = entries[0].unit, entries[0].standing
    assert unit is not None
    notes: list[Span] = []
    if len(entries) > 1:
        times = msg(N_("{count} times"), count=speech.count(len(entries)))
        notes.append(Span(speech.say(times), "dim"))
    notes += _unit_notes(view, entries[0], standing, speech)
    spans = [Span(unit.label)]
    for place, note in enumerate(notes):
        spans += [Span(", " if place else " (", "dim"), note]
    return [*spans, *([Span(")", "dim")] if notes else [])]


def _unit_notes(view: DueView, entry: Entry, standing: Standing, speech: Speech) -> Iterator[Span]:
    """What was sent back, what is there without its day, what was promised, or when somebody was reminded."""
    returned = [event for event in standing.events if event.rule.means == "takes_back"]
    if returned:
        yield Span(speech.say(msg(N_("sent back {day}"), day=returned[-1].date)), "warning")
    elif view.why[entry.key] == "returned":
        yield Span(speech.gettext(N_("sent back")), "warning")
    if standing.unclear == "undated":
        yield Span(speech.gettext(N_("there, its day not booked")), "dim")
    if standing.promise and standing.promise.until:
        yield promise_state(standing, entry.as_of, speech)
    elif standing.reminders:
        yield Span(speech.say(msg(N_("reminded {day}"), day=standing.reminders[-1].date)), "dim")


def _unit_hints(entries: Sequence[Entry], speech: Speech) -> list[Line]:
    if not any(entry.standing.item.kind == "report" for entry in entries):
        return []
    hints = speech.gettext(
        N_("Telephone: ct58 call · letters: ct58 remind · see all: ct58 overdue --kind report --expand")
    )
    return [Line(on_screen(hints), indent=1)]


def _summary(view: DueView, speech: Speech) -> list[Block]:
    """The last lines: who has how many, and what comes next."""
    total = msg(N_("Together: {parts}."), parts=_parts(view.entries, view, speech))
    blocks: list[Block] = [Line(words(speech.say(total), "strong"))]
    if view.soon and view.ended_on is None:
        soon = msg(N_("Due within 30 days: {count}"), count=nouns_text(nouns_of(view.soon), speech))
        blocks.append(Line(led_on(speech.say(soon), ": ct58 upcoming")))
    if any(entry.standing.item.deadline.assumed for entry in view.entries):
        blocks.append(assumed_note(speech))
    return blocks


def _parts(entries: Sequence[Entry], view: DueView, speech: Speech) -> str:
    joint = by_item(entry for entry in entries if entry.unit is None)
    owed = [entry for entry in entries if entry.unit is not None and not entry.standing.is_unbooked]
    unbooked = {entry.key[:2] for entry in entries if entry.standing.is_unbooked}
    leads = Counter(lead for group in joint for lead in group[0].standing.item.lead)
    parts: list[str] = []
    if joint:
        listed = ", ".join(f"{view.names.get(id_, id_)} {count}" for id_, count in leads.most_common())
        parts.append(
            speech.say(
                msg(
                    N_("{count} ({leads})"),
                    count=_extent_of(joint, speech),
                    leads=listed,
                )
            )
        )
    if owed:
        found = nouns_of(owed)
        text = msg(
            N_("{units} units owe {count}"),
            units=speech.count(found.units),
            count=nouns_text(replace(found, units=0), speech),
        )
        parts.append(speech.say(text))
    if unbooked:
        text = msg(N_("{count} times booked for no unit"), count=speech.count(len(unbooked)))
        parts.append(speech.say(text))
    return "; ".join(parts)


def _extent_of(groups: Iterable[Iterable[Entry]], speech: Speech) -> str:
    return nouns_text(nouns_of(entry for group in groups for entry in group), speech)


def _counts_only(view: DueView, speech: Speech) -> list[Block]:
    """After the end: how much was left open; the few that bodies lead by name, what units owe as counts, without the wall."""
    assert view.ended_on is not None
    total = speech.say(msg(N_("Left open: {total}"), total=_parts(view.entries, view, speech)))
    joint = by_item(entry for entry in view.entries if entry.unit is None)
    are_few = 0 < len(joint) <= _SHOWN_LEFT_OPEN
    table = [declared(_columns(view, speech), joint)] if are_few else []
    lead = msg(N_("The list of that day: ct58 overdue --as-of {iso}"), iso=view.ended_on.isoformat())
    return [Line(words(total)), *table, Gap(), Line(on_screen(speech.say(lead)))]
