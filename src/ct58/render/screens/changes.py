"""`ct58 diff`: what changed, what that turns, what whoever approves it has to know; and the entries of the contract (§3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

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
from ct58.render.screens.reviewer import ReviewerSection
from ct58.render.words.cells import led_on
from ct58.render.words.changes import (
    Labels,
    change_details,
    change_subject,
    event_words,
)
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


def changes_page(view: ChangesView, speech: Speech) -> Page:
    """What to know before approving, what the change turns, then the changes by kind."""
    if not view.changes and not view.is_first:
        text = speech.gettext(N_("Nothing has changed."))
        empty = Annex(lambda: _change_table(view, speech))
        return Page((_title(view, speech), Line(words(text, "good")), empty))
    whole = Annex(lambda: _change_table(view, speech), speech.gettext(N_("ALL CHANGES")))
    known = ReviewerSection(view, speech).blocks()
    if view.is_first:  # nothing turns by it that anybody knew before
        from ct58.render.screens.first_time import first_time

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
            words(event_words(change, self.labels, self.speech)),
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
