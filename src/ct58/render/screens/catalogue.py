"""`ct58 list` and `ct58 trace`: the programme's own content."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from ct58.domain.indicators.targets import told_of
from ct58.domain.records.events import ItemFile
from ct58.domain.records.measure import Indicator, SetRule
from ct58.domain.records.programme import Clause, Duty, Figure, Part, ReportingRule, Task
from ct58.domain.records.search import Thing
from ct58.domain.records.units import Unit
from ct58.domain.time.deadlines import DeadlineRule
from ct58.i18n import N_, msg
from ct58.records import positional_record
from ct58.render.screens.parts import names
from ct58.render.screens.targets import target_cell
from ct58.render.words.cells import day_words
from ct58.render.words.rules import rule_text
from ct58.render.words.speech import Speech, abridged, sourced
from ct58.views.catalogue import ListKind, ListView, TracedClause, TracedPart, TraceView
from ct58.views.page import (
    Amount,
    Annex,
    Block,
    Column,
    Gap,
    Heading,
    Line,
    Page,
    RowOfWords,
    Span,
    Table,
    Words,
    in_files,
    on_screen,
    words,
)

CatalogueCells = tuple[str | Words, ...]


@positional_record
class ThingList:
    """One kind of list: its title, its columns, and the cells that a thing has under them."""

    title: str
    columns: tuple[Column, ...]
    cells: Callable[..., CatalogueCells]


def list_page(view: ListView, speech: Speech) -> Page:
    """One table, with how many there are."""
    form = _LISTS[view.kind]
    title = Heading(speech.say(msg(form.title, count=len(view.things))), level=1)
    columns = tuple(replace(c, title=speech.gettext(c.title)) for c in form.columns)
    if not view.things:
        empty = Annex(lambda: Table(columns, ()))
        return Page((title, Line(words(speech.gettext(N_("None.")))), empty))
    tables = _tables(view, form, columns, speech)
    return Page((title, *tables, *_ended_line(view, speech)))


def _tables(view: ListView, form: ThingList, columns: tuple[Column, ...], speech: Speech) -> list[Block]:
    """One table; of units, the bodies around the committee apart from those below it, which have numbers of their own."""
    groups: dict[str, list[RowOfWords]] = {}
    for thing in view.things:
        row = _row(form.cells(thing.record, view, speech))
        groups.setdefault(_group(thing.record, speech), []).append(row)
    if len(groups) == 1:
        return [Table(columns, tuple(rows)) for rows in groups.values()]
    blocks: list[Block] = []
    for title, rows in groups.items():
        heading = Heading(speech.say(msg(title, count=len(rows))))
        blocks += [*([Gap()] if blocks else []), heading, Table(columns, tuple(rows))]
    return blocks


def _group(record: object, speech: Speech) -> str:
    if not isinstance(record, Unit):
        return ""
    is_body = speech.terms.is_body(record.kind)
    return N_("The committee and the bodies around it ({count})") if is_body else N_("Units ({count})")


def _ended_line(view: ListView, speech: Speech) -> list[Block]:
    """What of the listed an amendment has ended, and what takes its place."""
    ids = [
        speech.say(msg(N_("{id}, replaced by {ids}"), id=id_, ids=", ".join(ending.replaced_by)))
        if ending.replaced_by
        else id_
        for id_, ending in view.endings.items()
    ]
    text = msg(N_("Not asked for any more: {ids}"), ids="; ".join(ids))
    return [Gap(), Line(words(speech.say(text), "warning"))] if ids else []


def _row(said: CatalogueCells) -> tuple[Words, ...]:
    first, *others = said
    cells = (cell if isinstance(cell, tuple) else words(cell) for cell in others)
    return (first if isinstance(first, tuple) else words(first, "strong"), *cells)


def _task(task: Task, view: ListView, speech: Speech) -> CatalogueCells:
    return (
        task.id,
        task.corrected or task.title,
        names(task.lead, view.names),
        deadline_text(task.deadline, speech),
    )


def _owed(duty: Duty | ItemFile, view: ListView, speech: Speech) -> CatalogueCells:
    id_ = duty.id if isinstance(duty, Duty) else duty.item
    owners = each_of(duty.owners, view.names, speech) if duty.owners else words(names(duty.lead, view.names))
    title = sourced(duty.title or "", None if isinstance(duty, Duty) else duty.source, speech)
    return (id_, title, owners, deadline_text(duty.deadline or DeadlineRule(), speech))


def each_of(named: str | SetRule, known: Mapping[str, str], speech: Speech) -> Words:
    """The units of a set, whose name is a key of the data; those that are named one by one."""
    if isinstance(named, SetRule):
        if not named.ids:
            return words(speech.gettext(N_("each unit that it falls to")))
        return words(speech.say(msg(N_("each of: {units}"), units=names(named.ids, known))))
    text = speech.say(msg(N_("each of {set}"), set=speech.unit_set(named)))
    return (*on_screen(text, "plain"), *in_files(speech.gettext(N_("each unit that it falls to"))))


def _calendar(rule: ReportingRule, view: ListView, speech: Speech) -> CatalogueCells:
    return (rule.id, rule.title, rule.units, deadline_text(rule.deadline, speech))


def _indicator(indicator: Indicator, view: ListView, speech: Speech) -> CatalogueCells:
    return (
        indicator.id,
        indicator.title,
        target_cell(indicator.target, speech, told_of(indicator, view.figures)),
        indicator.clause,
    )


def _figure(figure: Figure, view: ListView, speech: Speech) -> CatalogueCells:
    kind = speech.figure_type(figure.type) + (f", {figure.unit}" if figure.unit else "")
    number = words(str(figure.number), "strong", Amount(figure.number))
    return (number, figure.label, kind, speech.frequency(figure.every), figure.units, figure.key)


def _unit(unit: Unit, view: ListView, speech: Speech) -> CatalogueCells:
    until = day_words(unit.valid_to, speech) if unit.valid_to else ""
    order = "" if unit.order is None else words(str(unit.order), "strong", Amount(unit.order))
    return (order, unit.name, speech.unit_kind(unit.kind), until, unit.id)


def _clause(clause: Clause, view: ListView, speech: Speech) -> CatalogueCells:
    return (clause.id, abridged_words(clause.corrected or clause.text), kinds_text(clause, speech))


def _part(part: Part, view: ListView, speech: Speech) -> CatalogueCells:
    return (part.id, part.title)


_ITEM_COLUMNS = (
    Column(N_("Id")),
    Column(N_("Item"), grows=True),
    Column(N_("Lead")),
    Column(N_("Deadline")),
)
_LISTS: Mapping[ListKind, ThingList] = {
    "tasks": ThingList(N_("TASKS OF THE APPENDIX ({count})"), _ITEM_COLUMNS, _task),
    "duties": ThingList(N_("DUTIES OF THE PROGRAMME ({count})"), _ITEM_COLUMNS, _owed),
    "items": ThingList(N_("ITEMS THAT CAME UP ({count})"), _ITEM_COLUMNS, _owed),
    "reports": ThingList(
        N_("REPORTING CALENDAR ({count})"),
        (
            Column(N_("Id")),
            Column(N_("Item"), grows=True),
            Column(N_("Units"), where="screen"),
            Column(N_("Deadline")),
        ),
        _calendar,
    ),
    "indicators": ThingList(
        N_("INDICATORS ({count})"),
        (
            Column(N_("Id")),
            Column(N_("Indicator"), grows=True),
            Column(N_("Target")),
            Column(N_("Clause")),
        ),
        _indicator,
    ),
    "figures": ThingList(
        N_("FIGURES OF THE REPORT FORM ({count})"),
        (
            Column(N_("No."), align="right"),
            Column(N_("Figure"), grows=True),
            Column(N_("Type")),
            Column(N_("Every")),
            Column(N_("Units"), where="screen"),
            Column(N_("Key"), where="screen"),
        ),
        _figure,
    ),
    "units": ThingList(
        N_("UNITS ({count})"),
        (
            Column(N_("No."), align="right"),
            Column(N_("Name"), grows=True),
            Column(N_("Kind")),
            Column(N_("Until")),
            Column(N_("Id"), where="screen"),
        ),
        _unit,
    ),
    "clauses": ThingList(
        N_("CLAUSES ({count})"),
        (Column(N_("Id")), Column(N_("Text"), grows=True), Column(N_("Kind"))),
        _clause,
    ),
    "parts": ThingList(N_("PARTS ({count})"), (Column(N_("Id")), Column(N_("Title"), grows=True)), _part),
}


def abridged_words(text: str, most: int = 110) -> Words:
    """A long text, on a screen its beginning."""
    short = abridged(text, most)
    return words(text) if short == text else (*on_screen(short, "plain"), *in_files(text))


def kinds_text(clause: Clause, speech: Speech) -> str:
    """The kinds of a clause."""
    return ", ".join(speech.clause_kind(kind) for kind in clause.kind)


def deadline_text(rule: DeadlineRule, speech: Speech) -> str:
    """The deadline as the document writes it; where it writes none, the rule in words, marked."""
    if rule.is_standing and not rule.text:
        return speech.status("ongoing")
    return f"{rule.text or _short_rule(rule, speech)}{'*' if rule.assumed else ''}"


def _short_rule(rule: DeadlineRule, speech: Speech) -> str:
    """The rule in words; of one that means the end of each period, only how often it comes."""
    is_plain = rule.every and not (rule.in_ or rule.on or rule.due_after or rule.after) and rule.at == "end"
    if rule.every and is_plain:
        return speech.say(msg(N_("every {period}"), period=speech.frequency(rule.every)))
    return rule_text(rule, speech)


def trace_page(view: TraceView, speech: Speech) -> Page:
    """Each part with its clauses; what nothing of its kind follows stands out. Then the figures that nothing reads."""
    title = msg(
        N_("WHAT FOLLOWS EACH CLAUSE · {count} clauses, {gaps} with a gap"),
        count=view.looked_at,
        gaps=speech.count(len(view.gaps)),
    )
    blocks: list[Block] = [Heading(speech.say(title), level=1)]
    for group in view.parts:
        blocks += [
            Gap(),
            Heading(f"{group.part.id}  {group.part.title}"),
            _trace_table(group.clauses, speech),
        ]
        blocks += _part_line(group, speech)
    blocks += [*_only_figures(view, speech), *_unread(view, speech)]
    legend = N_(
        "– : a rule, a background or a direction without a countable output; nothing has to follow it. "
        "A target asks for an indicator, a recurring duty for what comes again or goes on, a one-off duty for what is done once."
    )
    return Page((*blocks, Gap(), Line(words(speech.gettext(legend), "dim"))))


def _part_line(group: TracedPart, speech: Speech) -> list[Block]:
    """What is linked to the part as a whole: it proves nothing of a single clause."""
    if not group.followers:
        return []
    ids = ", ".join(thing.id for thing in group.followers)
    text = msg(
        N_("Linked to part {part} as a whole, to none of its clauses: {ids}"), part=group.part.id, ids=ids
    )
    return [Line(words(speech.say(text), "dim"), indent=1)]


def _only_figures(view: TraceView, speech: Speech) -> list[Block]:
    found = [traced.clause.id for traced in view.clauses if traced.has_only_figures]
    if not found:
        return []
    text = msg(N_("Followed by figures alone: {ids}"), ids=", ".join(found))
    return [Gap(), Line(words(speech.say(text), "warning"))]


def _unread(view: TraceView, speech: Speech) -> list[Block]:
    """The figures that are asked for and never used."""
    if not view.unread:
        return []
    title = speech.say(msg(N_("FIGURES THAT NOTHING READS ({count})"), count=len(view.unread)))
    figures = [thing.record for thing in view.unread if isinstance(thing.record, Figure)]
    listed = "; ".join(f"{figure.number}. {figure.label}" for figure in figures)
    return [Gap(), Heading(title), Line(words(listed), indent=1)]


def _trace_table(group: Iterable[TracedClause], speech: Speech) -> Table:
    columns = (
        Column(speech.gettext(N_("Clause"))),
        Column(speech.gettext(N_("Text")), grows=True),
        Column(speech.gettext(N_("Kind")), from_width=110),
        Column(speech.gettext(N_("Followed by"))),
    )
    rows = tuple(
        (
            words(traced.clause.id, "strong"),
            abridged_words(traced.clause.corrected or traced.clause.text, 72),
            words(kinds_text(traced.clause, speech), "dim"),
            _followers(traced, speech),
        )
        for traced in group
    )
    return Table(columns, rows)


def _follower(thing: Thing, traced: TracedClause, speech: Speech) -> str:
    """Its id; what is not asked for any more says so."""
    return speech.say(msg(N_("{id} (ended)"), id=thing.id)) if thing.id in traced.ended else thing.id


def _followers(traced: TracedClause, speech: Speech) -> Words:
    """The ids of what follows it, the figures by number, and what kind of follower is missing."""
    ids = list(dict.fromkeys(_follower(thing, traced, speech) for thing in traced.followers))
    numbers = [str(figure.number) for t in traced.figures if isinstance(figure := t.record, Figure)]
    if numbers:
        ids.append(speech.say(msg(N_("figures {numbers}"), numbers=", ".join(numbers))))
    kinds = ", ".join(speech.clause_kind(kind) for kind in traced.missing)
    lacking = speech.say(msg(N_("missing: {kinds}"), kinds=kinds)) if kinds else ""
    if not ids and not lacking:
        return (Span("–", "dim"),)
    listed = words(", ".join(ids), "accent") if ids else ()
    between = words("; ") if ids and lacking else ()
    return (*listed, *between, *(words(lacking, "overdue") if lacking else ()))
