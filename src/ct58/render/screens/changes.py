"""`ct58 diff`: what changed, what that turns, what whoever approves it has to know; and the entries of the contract (§3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ct58.domain.changes.fields import FieldChange
from ct58.domain.changes.model import (
    AmendmentChange,
    Change,
    EventChange,
    FileChange,
    Formatted,
    ItemChange,
    ReportChange,
    UnitChange,
    Unreadable,
)
from ct58.domain.indicators.numbers import COUNT
from ct58.domain.time.period import Period
from ct58.i18n import Message, N_, msg
from ct58.render.screens.change_sections import (
    MANY,
    EffectSections,
    ReportSection,
    field_cells,
    how_column,
    how_words,
    listed_files,
    listed_units,
)
from ct58.render.screens.first_time import first_time
from ct58.render.screens.reviewer import ReviewerSection
from ct58.render.words.amendments import deed_text
from ct58.render.words.cells import led_on
from ct58.render.words.changes import (
    Labels,
    change_details,
    change_subject,
    change_text,
    difference_text,
    event_words,
    field_text,
)
from ct58.render.words.labels import rounded, status_word
from ct58.render.words.record_keys import JsonObject
from ct58.render.words.speech import Speech, abridged
from ct58.views.changes import ChangesView, ComparedRevision
from ct58.views.page import (
    Annex,
    Block,
    Column,
    Declared,
    Gap,
    Heading,
    Line,
    Page,
    Table,
    Words,
    declared,
    words,
)
from ct58.views.settled import SettledRow

if TYPE_CHECKING:  # `log` says changes by these words and computes no effects
    from ct58.domain.changes.effects import Effects, Shift
    from ct58.domain.indicators.result import Result
    from ct58.domain.standing.consequences import Turn
    from ct58.views.changes import ChangesView


def changes_page(view: ChangesView, speech: Speech) -> Page:
    """What to know before approving, what the change turns, then the changes by kind."""
    if not view.changes and not view.is_first:
        text = speech.gettext(N_("Nothing has changed."))
        empty = Annex(lambda: _change_table(view, speech))
        return Page((_title(view, speech), Line(words(text, "good")), empty))
    whole = Annex(lambda: _change_table(view, speech), speech.gettext(N_("ALL CHANGES")))
    known = ReviewerSection(view, speech).blocks()
    if view.is_first:  # nothing turns by it that anybody knew before
        told = (*first_time(view, speech), *known)
    else:
        told = (*known, *EffectSections(view, speech).effects())
    return Page((_title(view, speech), whole, *told, *_Sections(view, speech).blocks()))


def _change_table(view: ChangesView, speech: Speech) -> Table:
    """For lists: a row a change, whatever it is about."""
    labels = Labels(view.before, view.after)
    say = speech.gettext
    columns: tuple[Declared[Change], ...] = (
        (how_column(speech), lambda change: _how(change, speech)),
        (
            Column(say(N_("Unit or item")), grows=True),
            lambda change: words(change_subject(change, labels, speech)),
        ),
        (
            Column(say(N_("What happened")), grows=True),
            lambda change: words("; ".join(change_details(change, labels, speech))),
        ),
    )
    return replace(declared(columns, view.changes), is_main=True)


def _how(change: Change, speech: Speech) -> Words:
    return () if isinstance(change, Formatted | Unreadable) else how_words(change, speech)


def _title(view: ChangesView, speech: Speech) -> Heading:
    count = sum(not isinstance(change, Formatted) for change in view.changes)
    if view.is_first:
        said = msg(N_("THE VERY FIRST: {count} new records · as of {day}"), count=count, day=view.as_of)
        return Heading(speech.say(said), level=1, aside=speech.say(_state(view.target)))
    title = msg(N_("CHANGES: {count} · as of {day}"), count=speech.number(count), day=view.as_of)
    span = msg(
        N_("from {origin} to {target}"),
        origin=_state(view.origin),
        target=_state(view.target),
    )
    return Heading(speech.say(title), level=1, aside=speech.say(span))


def _state(state: ComparedRevision) -> Message:
    if state.revision is None or state.when is None:
        return msg(N_("the folder as it is"))
    text = N_("revision {revision} ({day} {time})")
    said = msg(text, revision=state.revision, day=state.when.date(), time=f"{state.when:%H:%M}")
    return (
        msg(N_("{revision}, where the work left “{name}”"), revision=said, name=state.left)
        if state.left
        else said
    )


class _Sections:
    """Writes what changed, kind by kind, of one view in one language."""

    def __init__(self, view: ChangesView, speech: Speech) -> None:
        self.view = view
        self.speech = speech
        self.labels = Labels(view.before, view.after)

    def blocks(self) -> Iterator[Block]:
        """First what cannot be told, or need not be; then a section a kind of change, those that nobody made left out."""
        yield from self._others()
        kinds: tuple[
            tuple[str, type | tuple[type, ...], Callable[[Sequence[Change]], Iterable[Block]]], ...
        ] = (
            (N_("UNIT REPORTS"), ReportChange, ReportSection(self.view, self.speech).blocks),
            (N_("TASKS AND EVENTS"), (EventChange, ItemChange), self._events),
            (N_("REGISTER OF UNITS"), UnitChange, self._by_subject),
            (N_("AMENDMENTS OF THE PROGRAMME"), AmendmentChange, self._by_subject),
            (N_("PROGRAMME, OFFICE, PERIODS"), FileChange, self._files),
        )
        for title, kind, blocks in kinds:
            found = [change for change in self.view.changes if isinstance(change, kind)]
            if found:
                heading = Heading(self._count(title, len(found)), folds=True)
                yield from (Gap(), heading, *blocks(found))

    def _count(self, title: str, count: int) -> str:
        return f"{self.speech.gettext(title)} ({self.speech.number(count)})"

    def _events(self, changes: Sequence[Change]) -> Iterator[Block]:
        """What happened to each item; the same for many units is one line."""
        heads = [change for change in changes if isinstance(change, ItemChange)]
        yield from self._by_subject(heads) if heads else ()
        groups: dict[object, list[EventChange]] = {}
        for change in changes:
            if isinstance(change, EventChange):
                is_alike = change.unit is not None and change.how == "added"
                groups.setdefault((change.item, change.event) if is_alike else id(change), []).append(change)
        rows = tuple(row for group in groups.values() for row in self._event_rows(group))
        titles = (N_("Id"), N_("Content"), N_("What happened"))
        columns = (
            how_column(self.speech),
            *(Column(self.speech.gettext(t), grows=t != N_("Id")) for t in titles),
        )
        if rows:
            yield Table(columns, rows)

    def _event_rows(self, group: Sequence[EventChange]) -> Iterator[tuple[Words, ...]]:
        units = [self.labels.unit(change.unit) for change in group if change.unit]
        if len(group) >= MANY:
            yield self._event_row(group[0], listed_units(units, self.speech))
        else:
            yield from (
                self._event_row(change, self.labels.unit(change.unit) if change.unit else "")
                for change in group
            )

    def _event_row(self, change: EventChange, who: str) -> tuple[Words, ...]:
        title = abridged(self.labels.item(change.item or ""))
        content = ", ".join(part for part in (title, who) if part)
        return (
            how_words(change, self.speech),
            words(change.item or "", "strong"),
            words(content),
            words(event_words(change, self.speech)),
        )

    def _by_subject(self, changes: Iterable[Change]) -> Iterator[Block]:
        """A line each: how, what, and every part of it."""
        rows = tuple(
            (
                how_words(change, self.speech),
                words(change_subject(change, self.labels, self.speech), "strong"),
                words("; ".join(change_details(change, self.labels, self.speech))),
            )
            for change in changes
            if isinstance(change, UnitChange | ItemChange | AmendmentChange)
        )
        titles = (N_("Unit or item"), N_("What happened"))
        columns = (
            how_column(self.speech),
            *(Column(self.speech.gettext(title), grows=True) for title in titles),
        )
        yield Table(columns, rows)

    def _files(self, changes: Sequence[Change]) -> Iterator[Block]:
        """Field by field."""
        rows = tuple(
            (
                words(change_subject(change, self.labels, self.speech), "strong"),
                *field_cells(field, self.speech),
            )
            for change in changes
            if isinstance(change, FileChange)
            for field in change.fields
        )
        titles = (N_("Where"), N_("What"), N_("Before"), N_("After"))
        columns = tuple(Column(self.speech.gettext(title), grows=title != N_("Where")) for title in titles)
        yield Table(columns, rows)

    def _others(self) -> Iterator[Block]:
        """Files that only look different, and those that could not be compared."""
        formatted = [change.file for change in self.view.changes if isinstance(change, Formatted)]
        unread = [change.file for change in self.view.changes if isinstance(change, Unreadable)]
        if formatted:
            text = msg(
                N_("Only written differently, saying the same: {files}"), files=listed_files(formatted)
            )
            yield from (Gap(), Line(words(self.speech.say(text), "dim")))
        if unread:
            text = msg(N_("Not compared, because of errors: {files}."), files=listed_files(unread))
            lead = self.speech.gettext(N_(" See: ct58 check"))
            yield from (Gap(), Line(led_on(self.speech.say(text), lead, "overdue")))


def changes_as_json(view: ChangesView, speech: Speech) -> list[JsonObject]:
    """Every change, then every status and verdict that it turns."""
    labels = Labels(view.before, view.after)
    rows = [row for change in view.changes for row in change_entries(change, labels, speech)]
    return [*rows, *effect_entries(view.effects, speech), *settled_entries(view.settled, speech)]


def effect_entries(turned: Effects, speech: Speech) -> list[JsonObject]:
    """The entries of what changes turn: statuses, then verdicts and values."""
    statuses = [_turn_entry(turn, speech) for turn in turned.consequences.turns]
    return [*statuses, *(_shift_entry(shift) for shift in turned.shifts)]


def settled_entries(rows: Iterable[SettledRow], speech: Speech) -> list[JsonObject]:
    """The entries of settled results that move, in words; `reason` says whether one stands beside the change."""
    return [
        {
            **_entry(
                "changed",
                "settled",
                speech.say(row.text),
                id=row.id,
                unit=", ".join(row.units) or None,
                period=row.period,
                field=row.kind,
                old=speech.say(row.before),
                new=speech.say(row.after),
            ),
            "reason": row.has_reason,
        }
        for row in rows
    ]


def change_entries(change: Change, labels: Labels, speech: Speech) -> Iterator[JsonObject]:
    """The entries of one change: a changed report has one a figure and field, all else one."""
    text = change_text(change, labels, speech)
    if isinstance(change, ReportChange):
        yield from _report_entries(change, labels, speech, text)
    elif isinstance(change, EventChange):
        yield _event_entry(change, speech)
    elif isinstance(change, UnitChange) and not change.fields:
        yield _entry(change.how, "unit", text, id=change.unit, unit=change.unit, old=change.was)
    elif isinstance(change, UnitChange):
        yield from (
            _field_entry("unit", field, speech, id=change.unit, unit=change.unit) for field in change.fields
        )
    elif isinstance(change, ItemChange):
        yield from _item_entries(change, speech, text)
    elif isinstance(change, AmendmentChange):
        yield from _amendment_entries(change, labels, speech, text)
    elif isinstance(change, FileChange):
        period = str(change.period) if change.period else None
        yield from (_field_entry(change.kind, field, speech, period=period) for field in change.fields)
    else:
        how = "formatted" if isinstance(change, Formatted) else "changed"
        yield _entry(how, "file", text, id=change.file)


def _entry(
    how: str,
    kind: str,
    text: str,
    *,
    id: str | None = None,
    unit: str | None = None,
    period: str | None = None,
    field: str | None = None,
    old: object = None,
    new: object = None,
) -> JsonObject:
    return {
        "change": how,
        "kind": kind,
        "id": id,
        "unit": unit,
        "period": period,
        "field": field,
        "old": plain_json(old),
        "new": plain_json(new),
        "text": text,
    }


def _item_entries(change: ItemChange, speech: Speech, text: str) -> Iterator[JsonObject]:
    if not change.fields:
        yield _entry(change.how, "item", text, id=change.item, old=change.was)
    yield from (_field_entry("item", field, speech, id=change.item) for field in change.fields)


def _amendment_entries(
    change: AmendmentChange, labels: Labels, speech: Speech, text: str
) -> Iterator[JsonObject]:
    """One entry for each thing that it does; of one that says otherwise, for each field."""
    if change.how == "changed":
        name = change.amendment.name
        yield from (_field_entry("amendment", field, speech, id=name) for field in change.fields)
        return
    for deed in labels.deeds(change):
        said = deed_text(deed, labels.unit, speech)
        key = deed.key.rstrip("_") or None
        yield _entry(change.how, "amendment", said, id=deed.id, field=key, old=deed.old, new=deed.new)
    if not labels.deeds(change):
        yield _entry(change.how, "amendment", text, id=change.amendment.name)


def _report_entries(change: ReportChange, labels: Labels, speech: Speech, text: str) -> Iterator[JsonObject]:
    unit, period = change.unit, str(change.period)
    if change.how != "changed":
        was = f"{change.was[0]}/{change.was[1]}" if change.was else None
        yield _entry(change.how, "report", text, unit=unit, period=period, old=was)
    for field in change.figures if change.how != "removed" else ():
        key = field.path[0]
        values = " → ".join(labels.value(key, value, speech) for value in (field.old, field.new))
        difference = difference_text(field, speech)
        said = f"{labels.figure(key)} {values}" + (f" ({difference})" if difference else "")
        yield _entry(
            "changed" if change.how == "changed" else "added",
            "report",
            said,
            unit=unit,
            period=period,
            field=f"figures.{key}",
            old=field.old,
            new=field.new,
        )
    yield from (_field_entry("report", field, speech, unit=unit, period=period) for field in change.fields)


def _event_entry(change: EventChange, speech: Speech) -> JsonObject:
    event = change.event
    return _entry(
        change.how,
        "event",
        event_words(change, speech),
        id=change.item,
        unit=change.unit,
        period=event.occurrence,
        field="voided" if change.is_voiding else None,
        old=change.before,
        new=change.after,
    )


def _field_entry(
    kind: str,
    field: FieldChange,
    speech: Speech,
    *,
    id: str | None = None,
    unit: str | None = None,
    period: str | None = None,
) -> JsonObject:
    how = "added" if field.old is None else "removed" if field.new is None else "changed"
    text = field_text(field, speech)
    path = ".".join(field.path)
    return _entry(how, kind, text, id=id, unit=unit, period=period, field=path, old=field.old, new=field.new)


def _turn_entry(turn: Turn, speech: Speech) -> JsonObject:
    obligation = turn.after.obligation
    return _entry(
        "changed",
        "status",
        f"{status_word(turn.before, speech)} → {status_word(turn.after, speech)}",
        id=obligation.item.id,
        unit=obligation.unit.id if obligation.unit else None,
        period=obligation.occurrence.key,
        field="status",
        old=turn.before.status,
        new=turn.after.status,
    )


def _shift_entry(shift: Shift) -> JsonObject:
    indicator, window = shift.after.indicator, shift.after.window
    return _entry(
        "changed",
        "verdict",
        f"{indicator.id} {indicator.title}",
        id=indicator.id,
        period=str(window.through or window.period),
        field="verdict" if shift.turns_verdict else "value",
        old=_result(shift.before) if shift.before else None,
        new=_result(shift.after),
    )


def _result(result: Result) -> JsonObject:
    main = result.main
    coverage = {
        "reported": main.coverage.reported,
        "expected": main.coverage.expected,
        "unreadable": main.coverage.unreadable,
    }
    return {
        "verdict": main.verdict,
        "numerator": rounded(main.numerator, told=COUNT),
        "denominator": rounded(main.denominator, told=COUNT),
        "value": rounded(main.value, told=main.yardstick),
        "coverage": coverage,
    }


def plain_json(value: object) -> object:
    """A value as JSON has it: records are objects without what they leave open."""
    if hasattr(value, "__record_fields__"):
        fields = ((name, getattr(value, name)) for name in value.__record_fields__)
        return {name.rstrip("_"): plain_json(entry) for name, entry in fields if entry not in (None, (), {})}
    if isinstance(value, dict):
        return {key: plain_json(entry) for key, entry in value.items()}
    if isinstance(value, tuple):
        return [plain_json(entry) for entry in value]
    return str(value) if isinstance(value, Period) else value
