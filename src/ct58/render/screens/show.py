"""`ct58 show`: one thing in detail, with the text it rests on; as JSON its record and where it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from ct58.domain.records.events import Event, ItemSource
from ct58.domain.records.items import Item
from ct58.domain.records.programme import Clause, Figure, Task
from ct58.domain.records.reports import Report
from ct58.domain.records.search import Thing
from ct58.domain.records.units import Unit
from ct58.domain.standing.status import Standing
from ct58.domain.time.period import Period
from ct58.i18n import N_, msg
from ct58.render.screens.amendments import history_as_json, history_blocks
from ct58.render.screens.catalogue import deadline_text, each_of, kinds_text
from ct58.render.screens.parts import (
    fact,
    fallen_as_json,
    fallen_text,
    named_by_key,
    names,
    occurrence_list,
    place_line,
)
from ct58.render.words.cells import NONE, day_words, number_words
from ct58.render.words.changes import attribute_change_text
from ct58.render.words.labels import (
    done_on_text,
    due_day_words,
    event_text,
    product_text,
    shown_as,
    status_text,
)
from ct58.render.words.record_keys import record_as_json, thing_as_json
from ct58.render.words.rules import counts_text, lapse_text, rule_limits, rule_text
from ct58.render.words.speech import Speech
from ct58.views.detail import DetailView
from ct58.views.page import Block, Column, Gap, Heading, Line, Page, Table, Words, on_screen, words
from ct58.views.progress import Fallen

SHOWN_STANDINGS = 20
SHOWN_OF_A_UNIT = 6
"""Reports, and things done: what is still owed stands above them, and a file has all."""
_NAMED_OF_AN_EVENT = 3


def show_page(view: DetailView, speech: Speech) -> Page:
    """The thing's head, its own lines, its obligations, and where it stands in the data."""
    record = view.thing.record
    blocks: list[Block] = [_heading(view.thing.id, record)]
    blocks += _own_lines(view, speech)
    blocks += history_blocks(view.history, view.names, speech)
    blocks += _clauses(view, speech)
    blocks += _obligations(view, speech)
    blocks += [Gap(), place_line(f"{view.thing.file}:{view.line}", speech)]
    return Page(tuple(blocks))


def _heading(id_: str, record: object) -> Heading:
    """Its id and its title; of a unit or a figure the id is only a key of the data."""
    title = _title(record)
    if isinstance(record, Unit | Figure) and title:
        return Heading(title, level=1, key=id_)
    return Heading(f"{id_}  {title}".rstrip(), level=1)


def section_page(id_: str, views: Sequence[DetailView], speech: Speech) -> Page:
    """A section's clauses, each word for word and with what follows it."""
    title = msg(N_("{id} · clauses: {count}"), id=id_, count=len(views))
    blocks: list[Block] = [Heading(speech.say(title), level=1)]
    for view in views:
        blocks += [Gap(), Heading(view.thing.id), *_own_lines(view, speech)]
    return Page(tuple(blocks))


def _title(record: object) -> str:
    """What a thing is called, corrected where the transcription errs; a clause has no title."""
    if isinstance(record, Clause):
        return ""
    names = ("corrected", "title", "name", "label")
    return next((str(getattr(record, name)) for name in names if getattr(record, name, None)), "")


def _own_lines(view: DetailView, speech: Speech) -> list[Block]:
    """The lines that only this kind of thing has."""
    record = view.thing.record
    if view.item is not None:
        return _item_lines(view, speech)
    for kind, lines in _LINES.items():
        if isinstance(record, kind):
            return lines(record, view, speech)
    return _follower_lines(view, speech)


def _item_lines(view: DetailView, speech: Speech) -> list[Block]:
    item = view.item
    assert item is not None
    known = dict(view.names)
    lines: list[Block] = [fact(N_("Kind"), speech.item_kind(item.kind), speech)]
    if item.source:
        lines.append(fact(N_("Comes from"), _source_text(item.source, speech), speech))
    if item.owners:
        owed = fact(N_("Owed by"), "", speech)
        lines.append(replace(owed, words=(owed.words[0], *each_of(item.owners, known, speech))))
    else:
        lines.append(fact(N_("Lead"), names(item.lead, known), speech))
    if item.with_:
        lines.append(fact(N_("With"), names(item.with_, known), speech))
    lines.append(fact(N_("Deadline"), deadline_text(item.deadline, speech), speech))
    lines += _rule_lines(item, speech)
    if item.submit_to:
        lines.append(fact(N_("Goes to"), ", ".join(speech.body(body) for body in item.submit_to), speech))
    if item.forms:
        lines.append(fact(N_("Products"), _products(item, speech), speech))
    if item.done_when:
        lines.append(fact(N_("Done when"), _done_when(item.done_when, view, speech), speech))
    record = view.thing.record
    if isinstance(record, Task) and record.corrected:
        lines.append(fact(N_("As printed"), record.title, speech, "dim"))
    return lines + _note(record, speech)


def _source_text(source: ItemSource, speech: Speech) -> str:
    """`12-KL/ĐU, ngày 10/01/2023: Theo dõi việc thực hiện kết luận …`, as far as it is known."""
    day = speech.say(msg(N_("of {day}"), day=source.date)) if source.date else None
    document = ", ".join(filter(None, (source.number, day)))
    return ": ".join(filter(None, (document, source.title)))


def _rule_lines(item: Item, speech: Speech) -> list[Block]:
    """On which day what recurs falls due, from when to when its data run, and when it is no longer asked for."""
    rule = item.deadline
    if rule.every is None:
        return []
    said = [rule_text(rule, speech), *rule_limits(rule, speech)]
    lines: list[Block] = [fact(N_("Falls due"), "; ".join(said), speech)]
    if item.counts_from is not None:
        lines.append(fact(N_("Data run"), counts_text(item.counts_from, speech), speech))
    lapses = lapse_text(rule, speech)
    if lapses:
        lines.append(fact(N_("Lapses"), lapses, speech))
    return lines


def _products(item: Item, speech: Speech) -> str:
    """The products; of those that have an inner day, the day."""
    inner = {product.name: product_text(product, speech) for product in item.products}
    return "; ".join(inner.get(form, form) for form in item.forms)


def _done_when(path: str, view: DetailView, speech: Speech) -> str:
    label = view.figure_labels.get(path.partition(".")[0], path)
    return speech.say(msg(N_("the figure “{figure}” is given ({path})"), figure=label, path=path))


def _note(record: object, speech: Speech) -> list[Block]:
    found: list[Block] = []
    for key, label in (("decision", N_("Decision")), ("help", N_("Help")), ("note", N_("Note"))):
        text = getattr(record, key, None)
        if text:
            found.append(fact(label, text, speech))
    return found


def _figure_lines(record: Figure, view: DetailView, speech: Speech) -> list[Block]:
    lines: list[Block] = [
        fact(N_("Number"), str(record.number), speech),
        fact(
            N_("Type"), speech.figure_type(record.type) + (f", {record.unit}" if record.unit else ""), speech
        ),
        fact(N_("Every"), speech.frequency(record.every), speech),
        named_by_key(N_("Asked of"), record.units, speech.gettext(N_("each unit that it falls to")), speech)
        if record.asked
        else fact(N_("Asked of"), speech.gettext(N_("nobody: it comes by decision")), speech),
    ]
    if record.adds:
        lines.append(fact(N_("Adds up"), speech.adding(record.adds), speech))
    if record.values:
        keyed = ", ".join(f"{key} = {text}" for key, text in record.values.items())
        lines.append(named_by_key(N_("Words"), keyed, ", ".join(record.values.values()), speech))
    if record.fields:
        keyed = ", ".join(f"{line.key} = {line.label}" for line in record.fields)
        labels = ", ".join(line.label for line in record.fields)
        lines.append(named_by_key(N_("Fields"), keyed, labels, speech))
    if record.decided_by:
        label = view.figure_labels.get(record.decided_by, record.decided_by)
        lines.append(fact(N_("Decided by"), label, speech))
    if record.lasts:
        lines.append(fact(N_("Lasts"), _lasts(record, view, speech), speech))
    if record.subset_of:
        lines.append(fact(N_("Part of"), view.figure_labels.get(record.subset_of, record.subset_of), speech))
    return lines + _note(record, speech)


def _lasts(record: Figure, view: DetailView, speech: Speech) -> str:
    """Until when a value holds that no later report repeats."""
    if record.valid_by is None:
        return speech.gettext(N_("until another value is given, or its decision ends"))
    label = view.figure_labels.get(record.valid_by, record.valid_by)
    return speech.say(msg(N_("until another value is given, or “{figure}” ends"), figure=label))


def _clause_lines(record: Clause, view: DetailView, speech: Speech) -> list[Block]:
    lines: list[Block] = [
        fact(N_("Kind"), kinds_text(record, speech), speech),
        fact(
            N_("Source"), speech.say(msg(N_("line {lines}"), lines=", ".join(map(str, record.lines)))), speech
        ),
        Gap(),
        Line(words(f"“{record.text}”"), indent=2),
    ]
    if record.corrected:
        lines += [fact(N_("Corrected"), record.corrected, speech)]
    return lines + _note(record, speech) + _follower_lines(view, speech) + _missing_line(view, speech)


def _missing_line(view: DetailView, speech: Speech) -> list[Block]:
    """What the clause lays down and nothing of its kind follows."""
    kinds = ", ".join(speech.clause_kind(kind) for kind in view.missing)
    return [fact(N_("Not followed"), kinds, speech, "overdue")] if kinds else []


def _follower_lines(view: DetailView, speech: Speech) -> list[Block]:
    if not view.followers:
        return [fact(N_("Followed by"), speech.gettext(N_("nothing")), speech, "dim")]
    rows = tuple(
        (words(_id(thing, speech), "strong"), words(_title(thing.record))) for thing in view.followers
    )
    columns = (Column(speech.gettext(N_("Id"))), Column(speech.gettext(N_("Content")), grows=True))
    return [Gap(), Heading(speech.gettext(N_("Followed by"))), Table(columns, rows, has_header=False)]


def _id(thing: Thing, speech: Speech) -> str:
    """What a thing is called by; a figure by its printed number."""
    if not isinstance(thing.record, Figure):
        return thing.id
    return speech.say(msg(N_("figure {number}"), number=thing.record.number))


def _unit_lines(record: Unit, view: DetailView, speech: Speech) -> list[Block]:
    kind = speech.unit_kind(record.kind)
    if record.organisation:
        kind = f"{kind}, {speech.organisation(record.organisation)}"
    lines: list[Block] = [fact(N_("Kind"), kind, speech)]
    for label, text in (
        (N_("Exists"), _validity(record, speech)),
        (
            N_("Also called"),
            ", ".join(dict.fromkeys((*record.aliases, *record.former_names, *record.earlier_names))),
        ),
        (N_("Flags"), ", ".join(map(speech.unit_flag, record.flags))),
        (N_("Telephone"), record.office_phone or ""),
        (N_("E-mail"), record.office_email or ""),
    ):
        if text:
            lines.append(fact(label, text, speech))
    if record.merged_into:
        lines.append(fact(N_("Merged into"), view.names.get(record.merged_into, record.merged_into), speech))
    changes = [
        fact(N_("Over time"), attribute_change_text(entry, speech), speech) for entry in record.changes
    ]
    return lines + changes + _note(record, speech)


def _validity(record: Unit, speech: Speech) -> str:
    """From when to when it exists; empty where neither day is known."""
    if record.valid_from is None and record.valid_to is None:
        return ""
    first = speech.date(record.valid_from) if record.valid_from else "…"
    last = speech.date(record.valid_to) if record.valid_to else "…"
    return f"{first} – {last}"


def _report_lines(view: DetailView, speech: Speech) -> list[Block]:
    """The newest reports, and how one of them is read back."""
    reports = {report.period: report for report in view.reports}
    periods = sorted({*reports, *view.unread}, key=Period.sort_key, reverse=True)
    if not periods:
        return []
    titles = (N_("Period"), N_("State"), N_("Received"), N_("Document"), N_("Figures"))
    columns = tuple(Column(speech.gettext(text)) for text in titles)
    rows = tuple(
        (words(speech.period(period), "strong"), *_report_cells(view, period, reports.get(period), speech))
        for period in periods
    )
    table = Table(columns, rows, shown=SHOWN_OF_A_UNIT)
    arrived = [period for period in periods if period in reports and reports[period].received_on is not None]
    blocks: list[Block] = [Gap(), Heading(speech.gettext(N_("Reports"))), table]
    if arrived:
        command = f"ct58 show {view.thing.id} {arrived[0]}"
        read = msg(N_("Read one back: {command}"), command=command)
        blocks.append(Line(on_screen(speech.say(read)), indent=1))
    return blocks


def _report_cells(
    view: DetailView, period: Period, report: Report | None, speech: Speech
) -> tuple[Words, ...]:
    """What is known of a report; None: its file could not be read, or waits to be settled."""
    is_unsettled = period in view.unsettled
    unread = words(speech.report_state("unreadable", is_unsettled=is_unsettled), "warning")
    if report is None:
        return unread, words(NONE), words(NONE), words(NONE)
    figures = unread if report.period in view.without_figures else number_words(len(report.figures), speech)
    number = report.document.number if report.document else NONE
    state = speech.report_state(report.state)
    return words(state), day_words(report.received_on, speech), words(number), figures


_LINES: Mapping[type, Callable[..., list[Block]]] = {
    Figure: _figure_lines,
    Clause: _clause_lines,
    Unit: _unit_lines,
}


def _clauses(view: DetailView, speech: Speech) -> list[Block]:
    """The text that the thing answers, word for word."""
    blocks: list[Block] = []
    for clause in view.clauses:
        blocks += [
            Gap(),
            Heading(speech.say(msg(N_("Clause {id}"), id=clause.id))),
            Line(words(f"“{clause.corrected or clause.text}”"), indent=2),
        ]
    for part in view.parts:
        blocks += [
            Gap(),
            Heading(speech.say(msg(N_("Part {id}"), id=part.id))),
            Line(words(part.title), indent=2),
        ]
    return blocks


def _obligations(view: DetailView, speech: Speech) -> list[Block]:
    """Occurrence by occurrence; of those that units owe, first the open ones. Then what is not asked any more.

    Of a unit, its reports stand between.
    """
    gone: list[Block] = [Line(words(_gone_text(found, view, speech), "dim")) for found in view.fallen]
    if view.thing.kind == "unit":
        return _of_a_unit(view, gone, speech)
    if not view.standings:
        return [Gap(), *gone] if gone else []
    is_owed = any(standing.obligation.unit for standing in view.standings)
    timely = [standing for standing in view.standings if _is_timely(standing, view.as_of)]
    shown = sorted(timely or _next(view.standings), key=_urgency) if is_owed else list(view.standings)
    rows = tuple(_standing_row(view, standing, speech) for standing in shown)
    table = Table(_standing_columns(speech), rows, shown=SHOWN_STANDINGS, is_main=True)
    if not is_owed:
        table = _without_column(table, 1)  # every row would repeat the title of the page
    title = msg(N_("Where it stands on {day}"), day=view.as_of)
    blocks: list[Block] = [Gap(), Heading(speech.say(title)), table]
    blocks += _more(len(shown) - SHOWN_STANDINGS, speech)
    return blocks + gone + _events(view.standings, speech, names_units=is_owed)


def _gone_text(found: Fallen, view: DetailView, speech: Speech) -> str:
    """How much fell away; of one item led by bodies also which times."""
    said = fallen_text(found, speech)
    entries = found.items[0].entries
    if (
        view.thing.kind == "unit"
        or entries[0].unit is not None
        or not view.item
        or not view.item.deadline.every
    ):
        return said
    return f"{said} ({occurrence_list([entry.period for entry in entries], speech)})"


def _of_a_unit(view: DetailView, gone: Sequence[Block], speech: Speech) -> list[Block]:
    """What it owes, its reports, what happened, and what is done."""
    timely = [standing for standing in view.standings if _is_timely(standing, view.as_of)]
    owed = sorted((found for found in timely if _is_owed(found)), key=_newest) + _next_of_each(view)
    done = sorted((found for found in timely if not _is_owed(found)), key=_newest)
    blocks: list[Block] = [Gap(), Heading(speech.say(msg(N_("Owed on {day}"), day=view.as_of)))]
    if owed:
        blocks.append(_standing_table(view, owed, SHOWN_STANDINGS, speech, is_main=True))
        blocks += _more(len(owed) - SHOWN_STANDINGS, speech)
    else:
        blocks.append(Line(words(speech.gettext(N_("Nothing."))), indent=1))
    blocks += gone
    blocks += _report_lines(view, speech)
    blocks += _events(view.standings, speech)
    if done:
        title = msg(N_("Done, or asked no more ({count})"), count=len(done))
        blocks += [Gap(), Heading(speech.say(title))]
        blocks.append(_standing_table(view, done, SHOWN_OF_A_UNIT, speech, is_main=not owed))
        blocks += _more(len(done) - SHOWN_OF_A_UNIT, speech)
    return blocks


def _standing_table(
    view: DetailView, found: Sequence[Standing], shown: int, speech: Speech, *, is_main: bool
) -> Table:
    rows = tuple(_standing_row(view, standing, speech) for standing in found)
    table = Table(_standing_columns(speech), rows, shown=shown, is_main=is_main)
    return _without_column(table, 3) if all(map(_is_owed, found)) else table


def _next_of_each(view: DetailView) -> list[Standing]:
    """Of what it leads, and what has not begun, the next time of each item: the soonest first."""
    found: dict[str, Standing] = {}
    for standing in sorted(view.standings, key=lambda standing: standing.due or dt.date.max):
        if standing.status == "not_started" and standing.obligation.unit is None:
            found.setdefault(standing.item.id, standing)
    return list(found.values())


def _newest(standing: Standing) -> int:
    """By the day on which it was done, else due: the latest first."""
    return -(standing.done_on or standing.due or dt.date.min).toordinal()


def _is_owed(standing: Standing) -> bool:
    """Whether something is still expected."""
    return standing.done_on is None and standing.status not in ("dropped", "missed", "ended")


def _more(count: int, speech: Speech) -> list[Block]:
    """How many rows a screen leaves out, and how all are seen."""
    if count <= 0:
        return []
    return [Line(on_screen(speech.say(msg(N_("… {count} more: -o file.xlsx"), count=count))), indent=1)]


def _without_column(table: Table, index: int) -> Table:
    columns = table.columns[:index] + table.columns[index + 1 :]
    rows = tuple(row[:index] + row[index + 1 :] for row in table.rows)
    return replace(table, columns=columns, rows=rows)


def _is_timely(standing: Standing, as_of: dt.date) -> bool:
    """Of what comes again and again for many, the far future says nothing yet."""
    if standing.status == "unreadable":
        return standing.due is None or standing.due <= as_of
    return standing.status != "not_started" or standing.waits


def _next(found: Sequence[Standing]) -> list[Standing]:
    """The first that will come, where nothing has come yet: an empty table would say that nobody owes it."""
    first = min((standing.due or dt.date.max for standing in found), default=None)
    return [standing for standing in found if (standing.due or dt.date.max) == first]


def _urgency(standing: Standing) -> tuple[bool, int, int]:
    """The overdue ones first, the longest overdue before the others; then the latest."""
    due = standing.due or dt.date.max
    return (standing.status != "overdue", -standing.days_overdue, -due.toordinal())


def _standing_columns(speech: Speech) -> tuple[Column, ...]:
    return (
        Column(speech.gettext(N_("Occurrence"))),
        Column(speech.gettext(N_("Item or unit")), grows=True),
        Column(speech.gettext(N_("Deadline")), align="right"),
        Column(speech.gettext(N_("Done on")), align="right"),
        Column(speech.gettext(N_("Status"))),
    )


def _standing_row(view: DetailView, standing: Standing, speech: Speech) -> tuple[Words, ...]:
    unit = standing.obligation.unit
    who = unit.label if unit and view.thing.kind != "unit" else standing.item.title
    status = shown_as(standing).emphasis
    return (
        words(speech.period(standing.obligation.occurrence.period), "strong"),
        words(who),
        due_day_words(standing, speech),
        _done_day(standing, speech),
        words(status_text(standing, speech), "warning" if standing.needs_verification else status),
    )


def _done_day(standing: Standing, speech: Speech) -> Words:
    """A day; of what is told twice the words for both."""
    if standing.contested:
        return words(done_on_text(standing, speech))
    return day_words(standing.done_on, speech)


def _events(found: Iterable[Standing], speech: Speech, *, names_units: bool = False) -> list[Block]:
    """What happened, by day; on the page of what many units owe, to which of them."""
    units: dict[Event, list[Unit]] = {}
    for standing in found:
        for event in standing.events:
            units.setdefault(event, []).extend(filter(None, [standing.obligation.unit]))
    events = sorted(units, key=lambda event: event.date)
    if not events:
        return []
    say = speech.gettext
    columns = (Column(say(N_("Date"))), Column(say(N_("Event"))), Column(say(N_("Content")), grows=True))
    rows = tuple(
        (
            day_words(event.date, speech),
            words(speech.event(event.event), "strong"),
            words(_with_units(event, units[event] if names_units else (), speech)),
        )
        for event in events
    )
    return [Gap(), Heading(speech.gettext(N_("What happened"))), Table(columns, rows, has_header=False)]


def _with_units(event: Event, units: Sequence[Unit], speech: Speech) -> str:
    """`quý II/2024 · đến 18/7/2024 · Sở Y tế`; of many units the first, and how many more."""
    labels = list(dict.fromkeys(unit.label for unit in units))
    who = ", ".join(labels[:_NAMED_OF_AN_EVENT])
    if len(labels) > _NAMED_OF_AN_EVENT:
        rest = speech.count(len(labels) - _NAMED_OF_AN_EVENT)
        who = f"{who}, {speech.say(msg(N_('{count} more units'), count=rest))}"
    return " · ".join(filter(None, (event_text(event, speech), who)))


def detail_as_json(view: DetailView) -> dict[str, object]:
    """`{kind, id, …the record's keys, source}`, with `standings`, and `followed_by` for a clause."""
    content = {**thing_as_json(view.thing, view.line), **history_as_json(view.history)}
    if view.standings:
        content["standings"] = [_standing(standing) for standing in view.standings]
    if view.fallen:
        content["fallen_away"] = [fallen_as_json(found) for found in view.fallen]
    if view.thing.kind in ("clause", "part"):
        content["followed_by"] = [thing.id for thing in view.followers]
    if view.thing.kind == "clause":
        content["missing"] = list(view.missing)
    return content


def section_as_json(id_: str, views: Sequence[DetailView]) -> dict[str, object]:
    """`{kind: section, id, clauses}`, each clause as `show` has it alone."""
    return {"kind": "section", "id": id_, "clauses": [detail_as_json(view) for view in views]}


def _standing(standing: Standing) -> dict[str, object]:
    return {
        "item": standing.item.id,
        "owners": list(standing.owner_ids),
        "occurrence": standing.obligation.occurrence.key,
        "due": standing.due,
        "original_due": standing.original_due,
        "done_on": standing.done_on,
        "status": standing.status,
        "unsettled": standing.is_unsettled,
        "started": standing.started,
        "days_overdue": standing.days_overdue,
        "needs_verification": standing.needs_verification,
        "submitted": dict(standing.submitted),
        "events": [record_as_json(event) for event in standing.events],
    }
