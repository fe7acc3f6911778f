"""`ct58 diff`: what changed, what that turns, and what whoever approves it has to know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from ct58.domain.changes.effects import Shift
from ct58.domain.changes.fields import FieldChange
from ct58.domain.changes.model import (
    Change,
    EventChange,
    FileChange,
    Formatted,
    ItemChange,
    ReportChange,
    UnitChange,
    Unreadable,
)
from ct58.domain.changes.notices import Notice, NoticeKind, kinds_of
from ct58.domain.consequences import Turn
from ct58.domain.status import Standing
from ct58.i18n import Message, N_, msg
from ct58.render.change_words import (
    HOW_LABELS,
    Labels,
    change_details,
    change_subject,
    difference_text,
    event_words,
    field_label,
    figure_counts,
    moved_from,
    plain_value,
)
from ct58.render.pages.indicators import VERDICT_EMPHASIS, VERDICT_LABELS
from ct58.render.pages.parts import abridged
from ct58.render.pages.show import STATUS_EMPHASIS, status_text
from ct58.render.quantities import fraction, quantity
from ct58.render.words import Speech
from ct58.views.changes import ChangesView, State
from ct58.views.page import Block, Column, Emphasis, Gap, Heading, Line, Page, Span, Table, Words, words

Rows = tuple[tuple[Words, ...], ...]
MANY = 4
"""From so many on, units that did the same, or turned alike, form one line."""
SHOWN_UNITS = 6
_HOW_EMPHASIS: Mapping[str, Emphasis] = {
    "added": "good",
    "removed": "overdue",
    "changed": "warning",
    "moved": "accent",
}
_NOTICES: Mapping[NoticeKind, str] = {
    "closed": N_("In a period whose books are closed"),
    "issued": N_("Figures that were already reported"),
    "deleted": N_("Data taken away"),
    "text": N_("Text of the programme changed"),
    "unsourced": N_("Without reason, document or source"),
    "jump": N_("Figures to look at again"),
}


def changes_page(view: ChangesView, speech: Speech) -> Page:
    """The changes by kind, the effects, and the notices."""
    if not view.changes:
        text = speech.gettext(N_("Nothing has changed."))
        return Page((_title(view, speech), Line(words(text, "good"))))
    writer = _Writer(view, speech)
    return Page((_title(view, speech), *writer.sections(), *writer.effects(), *writer.reviewer()))


def _title(view: ChangesView, speech: Speech) -> Heading:
    count = sum(not isinstance(change, Formatted) for change in view.changes)
    title = msg(N_("CHANGES: {count} · as of {day}"), count=speech.number(count), day=view.as_of)
    span = msg(
        N_("from {origin} to {target}"),
        origin=_state(view.origin),
        target=_state(view.target),
    )
    return Heading(speech.say(title), level=1, aside=speech.say(span))


def _state(state: State) -> Message:
    if state.revision is None or state.when is None:
        return msg(N_("the folder as it is"))
    text = N_("revision {revision} ({day} {time})")
    return msg(text, revision=state.revision, day=state.when.date(), time=f"{state.when:%H:%M}")


class _Writer:
    """Writes the sections of one view in one language."""

    def __init__(self, view: ChangesView, speech: Speech) -> None:
        self.view = view
        self.speech = speech
        self.labels = Labels(view.before, view.after)
        self.odd = _odd_figures(view.notices)
        self.new_ids = {c.was: c.unit for c in view.changes if isinstance(c, UnitChange) and c.was}

    def sections(self) -> Iterator[Block]:
        """One section a kind of change, those that nobody made left out."""
        kinds: tuple[
            tuple[str, type | tuple[type, ...], Callable[[Sequence[Change]], Iterable[Block]]], ...
        ] = (
            (N_("UNIT REPORTS"), ReportChange, self._reports),
            (N_("TASKS AND EVENTS"), (EventChange, ItemChange), self._events),
            (N_("REGISTER OF UNITS"), UnitChange, self._by_subject),
            (N_("PROGRAMME, OFFICE, PERIODS"), FileChange, self._files),
        )
        for title, kind, blocks in kinds:
            found = [change for change in self.view.changes if isinstance(change, kind)]
            if found:
                yield from (Gap(), Heading(self._count(title, len(found))), *blocks(found))
        yield from self._others()

    def _count(self, title: str, count: int) -> str:
        return f"{self.speech.gettext(title)} ({self.speech.number(count)})"

    def _how(self, change: ReportChange | EventChange | UnitChange | ItemChange | FileChange) -> Words:
        return words(self.speech.gettext(HOW_LABELS[change.how]), _HOW_EMPHASIS[change.how])

    # ---------------------------------------------------------------- reports

    def _reports(self, changes: Sequence[Change]) -> Iterator[Block]:
        """First what was there and is not as it was, one by one; then the new ones, a line each."""
        found = [change for change in changes if isinstance(change, ReportChange)]
        for change in found:
            if change.overwritten or not (change.is_arrival or change.how == "moved"):
                yield from self._old_report(change)
        moved = [c for c in found if c.how == "moved" and not self._went_along(c)]
        yield from self._report_table([*(c for c in found if c.is_arrival), *moved])

    def _went_along(self, change: ReportChange) -> bool:
        """Whether a report stands elsewhere only because its unit got another id."""
        return change.was == (
            next((o for o, n in self.new_ids.items() if n == change.unit), ""),
            change.period,
        )

    def _old_report(self, change: ReportChange) -> Iterator[Block]:
        """What is another figure, each with its label, old and new value, and what is odd about it."""
        reasons = [msg(N_("reason: {reason}"), reason=entry.reason) for entry in change.corrections]
        was = [moved_from(change.was, self.labels)] if change.was and not self._went_along(change) else []
        notes = "".join(f" · {self.speech.say(part)}" for part in (*was, *reasons))
        subject = f" {change_subject(change, self.labels, self.speech)}"
        yield Line((*self._how(change), Span(subject, "strong"), Span(notes)), indent=1)
        figures = change.overwritten if change.is_arrival else change.figures
        rows = tuple(self._value_row(change, field) for field in figures if change.how == "changed")
        rows += () if change.is_arrival else tuple(self._field_row(field) for field in change.fields)
        if rows:
            yield Table(self._value_columns(), rows, indent=3, has_header=False)

    def _value_columns(self) -> tuple[Column, ...]:
        titles = (N_("Figure"), N_("Before"), N_("After"), N_("Difference"), N_("To look at"))
        label, old, new, difference, note = map(self.speech.gettext, titles)
        return (
            Column(label, grows=True),
            Column(old, "right"),
            Column(new),
            Column(difference),
            Column(note, grows=True),
        )

    def _value_row(self, change: ReportChange, field: FieldChange) -> tuple[Words, ...]:
        key = field.path[0]
        old, new = (self.labels.value(key, value, self.speech) for value in (field.old, field.new))
        difference = difference_text(field, self.speech)
        return (
            words(self.labels.figure(key)),
            words(old),
            (Span("→ ", "dim"), Span(new, "strong")),
            words(difference, "dim"),
            words(self._odd(change, key), "warning"),
        )

    def _field_row(self, field: FieldChange) -> tuple[Words, ...]:
        label = field_label(field.path, self.speech)
        old, new = (plain_value(value, self.speech) for value in (field.old, field.new))
        return words(label), words(old), (Span("→ ", "dim"), Span(new)), words(""), words("")

    def _odd(self, change: ReportChange, key: str) -> str:
        return "; ".join(self.speech.say(message) for message in self.odd.get((change.file, key), ()))

    def _report_table(self, changes: Sequence[ReportChange]) -> Iterator[Block]:
        """New and moved reports: who, when it came, how many figures."""
        titles = ("", N_("Unit"), N_("Period"), N_("State"), N_("Received"), N_("Figures"))
        columns = [Column(self.speech.gettext(title), grows=title == N_("Unit")) for title in titles]
        columns.append(Column(self.speech.gettext(N_("By number of the form")), grows=True, from_width=120))
        rows = tuple(self._report_row(change) for change in changes)
        if rows:
            yield Table(tuple(columns), rows)

    def _report_row(self, change: ReportChange) -> tuple[Words, ...]:
        report = change.after
        assert report is not None
        counts = [self.speech.say(part) for part in figure_counts(report, self.speech)]
        said = self.speech.say(moved_from(change.was, self.labels)) if change.was else ", ".join(counts)
        received = self.speech.date(report.received_on) if report.received_on else "–"
        return (
            self._how(change),
            words(self.labels.unit(change.unit), "strong"),
            words(self.speech.period(change.period)),
            words(self._states(change)),
            (Span(received), *self._late(change)),
            words(said),
            words(self._figures(change), "dim"),
        )

    def _figures(self, change: ReportChange) -> str:
        """What is new in figures, by their printed numbers: `1: 43 · 5: 10`."""
        numbered = [(self.labels.number(f.path[0]), f) for f in change.figures if f.new is not None]
        return " · ".join(
            f"{number}: {self.labels.value(field.path[0], field.new, self.speech)}"
            for number, field in sorted(numbered, key=itemgetter(0))
        )

    def _states(self, change: ReportChange) -> str:
        """`đã nhận`, or `đã nhận, chờ nhập → đã nhận`."""
        sides = (side.state for side in (change.before, change.after) if side)
        return " → ".join(dict.fromkeys(map(self.speech.label, sides)))

    def _late(self, change: ReportChange) -> Words:
        """How late a new report was, if it was."""
        turns = self.view.effects.consequences.turns
        standing = next((turn.after for turn in turns if _is_of(turn.after, change)), None)
        if standing is None or standing.status != "completed_late":
            return ()
        text = msg(N_(", {days} late"), days=self.speech.days(standing.days_overdue))
        return words(self.speech.say(text), "late")

    # ----------------------------------------------------------------- events

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
        titles = ("", N_("Id"), N_("Content"), N_("What happened"))
        columns = tuple(
            Column(self.speech.gettext(t), grows=t in (N_("Content"), N_("What happened"))) for t in titles
        )
        if rows:
            yield Table(columns, rows)

    def _event_rows(self, group: Sequence[EventChange]) -> Iterator[tuple[Words, ...]]:
        units = [self.labels.unit(change.unit) for change in group if change.unit]
        if len(group) >= MANY:
            yield self._event_row(group[0], self._listed(units))
        else:
            yield from (
                self._event_row(change, self.labels.unit(change.unit) if change.unit else "")
                for change in group
            )

    def _event_row(self, change: EventChange, who: str) -> tuple[Words, ...]:
        title = abridged(self.labels.item(change.item or ""))
        content = ", ".join(part for part in (title, who) if part)
        return (
            self._how(change),
            words(change.item or "", "strong"),
            words(content),
            words(event_words(change, self.speech)),
        )

    def _listed(self, units: Sequence[str]) -> str:
        """`23 đơn vị (Sở Y tế, Sở Xây dựng …)`."""
        shown = ", ".join(units[:SHOWN_UNITS]) + (" …" if len(units) > SHOWN_UNITS else "")
        return self.speech.say(
            msg(N_("{count} units ({units})"), count=self.speech.count(len(units)), units=shown)
        )

    # ----------------------------------------------------------------- others

    def _by_subject(self, changes: Iterable[Change]) -> Iterator[Block]:
        """A line each: how, what, and every part of it."""
        rows = tuple(
            (
                self._how(change),
                words(change_subject(change, self.labels, self.speech), "strong"),
                words("; ".join(change_details(change, self.labels, self.speech))),
            )
            for change in changes
            if isinstance(change, UnitChange | ItemChange)
        )
        titles = ("", N_("Unit or item"), N_("What happened"))
        columns = tuple(Column(self.speech.gettext(title), grows=bool(title)) for title in titles)
        yield Table(columns, rows)

    def _files(self, changes: Sequence[Change]) -> Iterator[Block]:
        """Field by field."""
        rows = tuple(
            (words(change_subject(change, self.labels, self.speech), "strong"), *self._field_row(field)[:3])
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
            text = msg(N_("Only written differently, saying the same: {files}"), files=_files(formatted))
            yield from (Gap(), Line(words(self.speech.say(text), "dim")))
        if unread:
            text = msg(N_("Not compared, because of errors: {files}. See: ct58 check"), files=_files(unread))
            yield from (Gap(), Line(words(self.speech.say(text), "overdue")))

    # ---------------------------------------------------------------- effects

    def effects(self) -> Iterator[Block]:
        """Reports tallied, statuses and indicators that turn."""
        rows = (*self._arrival_rows(), *self._turn_rows(), *self._shift_rows())
        if not rows:
            return
        titles = ("", N_("Effect on"), N_("Before"), N_("After"))
        columns = tuple(Column(self.speech.gettext(title), grows=bool(title)) for title in titles)
        yield from (Gap(), Heading(self.speech.gettext(N_("EFFECTS"))), Table(columns, rows))
        if self.view.effects.left_out:
            periods = ", ".join(map(self.speech.period, self.view.effects.left_out))
            text = msg(N_("Indicators of these periods were not compared: {periods}"), periods=periods)
            yield Line(words(self.speech.say(text), "dim"))

    def _arrival_rows(self) -> Iterator[tuple[Words, ...]]:
        for count in self.view.effects.consequences.arrivals:
            title = f"{count.title}, {self.speech.period(count.period)}"
            old, new = (f"{number}/{count.expected}" for number in (count.before, count.after))
            yield words(""), words(title), words(old), words(new, "strong")

    def _turn_rows(self) -> Iterator[tuple[Words, ...]]:
        """What turned alike is one line, by item and occurrence."""
        groups: dict[object, list[Turn]] = {}
        for turn in self.view.effects.consequences.turns:
            obligation = turn.after.obligation
            key = (obligation.item.id, obligation.occurrence.key, turn.before.status, turn.after.status)
            groups.setdefault(key, []).append(turn)
        for group in groups.values():
            if len(group) >= MANY:
                yield self._turns_row(group)
            else:
                yield from map(self._turn_row, group)

    def _turn_row(self, turn: Turn) -> tuple[Words, ...]:
        old, new = (status_text(standing, self.speech) for standing in (turn.before, turn.after))
        unit = turn.after.obligation.unit
        who = f", {unit.label}" if unit else ""
        return self._turn_cells(turn, who, old, new)

    def _turns_row(self, group: Sequence[Turn]) -> tuple[Words, ...]:
        turn = group[0]
        old, new = (self.speech.label(standing.status) for standing in (turn.before, turn.after))
        units = [unit.label for entry in group if (unit := entry.after.obligation.unit)]
        return self._turn_cells(turn, f", {self._listed(units)}", old, new)

    def _turn_cells(self, turn: Turn, who: str, old: str, new: str) -> tuple[Words, ...]:
        obligation = turn.after.obligation
        is_once = obligation.occurrence.key == "once"
        period = "" if is_once else f", {self.speech.period(obligation.occurrence.period)}"
        what = f"{abridged(obligation.item.title)}{period}{who}"
        return (
            words(obligation.item.id, "strong"),
            words(what),
            words(old),
            words(new, STATUS_EMPHASIS[turn.after.status]),
        )

    def _shift_rows(self) -> Iterator[tuple[Words, ...]]:
        """Indicators: those whose verdict turns first."""
        for shift in sorted(self.view.effects.shifts, key=lambda shift: not shift.turns_verdict):
            yield self._shift_row(shift)

    def _shift_row(self, shift: Shift) -> tuple[Words, ...]:
        indicator, window = shift.after.indicator, shift.after.window
        title = f"{abridged(indicator.title)}, {self.speech.period(window.through or window.period)}"
        emphasis: Emphasis = VERDICT_EMPHASIS[shift.after.main.verdict] if shift.turns_verdict else "plain"
        return (
            words(indicator.id, "strong"),
            words(title),
            words(self._result(shift, after=False)),
            words(self._result(shift, after=True), emphasis),
        )

    def _result(self, shift: Shift, *, after: bool) -> str:
        """`143/300, 47,7%, đã có 166/183 đơn vị`; the verdict where it turns."""
        result = shift.after if after else shift.before
        if result is None:
            return "–"
        main = result.main
        parts = [fraction(main.numerator, main.denominator, self.speech)]
        if main.is_share and main.value is not None:
            parts.append(quantity(main.value, self.speech, is_share=True))
        coverage = f"{main.coverage.reported}/{main.coverage.expected}"
        parts.append(self.speech.say(msg(N_("{coverage} units"), coverage=coverage)))
        if shift.turns_verdict:
            parts.append(self.speech.gettext(VERDICT_LABELS[main.verdict]))
        return ", ".join(parts)

    # --------------------------------------------------------------- reviewer

    def reviewer(self) -> Iterator[Block]:
        """What must be known before anybody approves; “none” is said, too."""
        rows = [self._notice_row(kind, found) for kind, found in kinds_of(self.view.notices).items()]
        errors = len(self.view.errors)
        text = self.speech.number(errors) if errors else self.speech.gettext(N_("none"))
        label = self.speech.gettext(N_("New errors in the data"))
        rows.append((words(label), words(text, "overdue" if errors else "good")))
        titles = (N_("To know"), N_("Found"))
        columns = tuple(Column(self.speech.gettext(title), grows=title == N_("Found")) for title in titles)
        heading = Heading(self.speech.gettext(N_("WHAT WHOEVER APPROVES MUST KNOW")))
        yield from (Gap(), heading, Table(columns, tuple(rows), has_header=False))

    def _notice_row(self, kind: NoticeKind, found: Sequence[Notice]) -> tuple[Words, ...]:
        label = words(self.speech.gettext(_NOTICES[kind]))
        if not found:
            return label, words(self.speech.gettext(N_("none")), "good")
        said = list(dict.fromkeys(self._notice(notice) for notice in found))
        more = len(said) - SHOWN_UNITS
        rest = [self.speech.say(msg(N_("… {count} more"), count=more))] if more > 0 else []
        text = "; ".join([*said[:SHOWN_UNITS], *rest])
        return label, words(f"{self.speech.number(len(said))}: {text}", "warning")

    def _notice(self, notice: Notice) -> str:
        subject = change_subject(notice.change, self.labels, self.speech)
        if isinstance(notice.change, FileChange) and notice.figure:
            subject = notice.figure
        elif notice.figure:
            subject = f"{subject}, {self.labels.figure(notice.figure)}"
        return f"{subject}: {self.speech.say(notice.message)}" if notice.message else subject


def _odd_figures(notices: Iterable[Notice]) -> dict[tuple[str, str], list[Message]]:
    """File and figure → what is odd about it."""
    found: dict[tuple[str, str], list[Message]] = {}
    for notice in notices:
        if notice.kind == "jump" and notice.figure and notice.message:
            found.setdefault((notice.change.file, notice.figure), []).append(notice.message)
    return found


def _is_of(standing: Standing, change: ReportChange) -> bool:
    obligation = standing.obligation
    is_report = obligation.item.kind == "report" and obligation.occurrence.key == str(change.period)
    return is_report and obligation.unit is not None and obligation.unit.id == change.unit


def _files(files: Sequence[str]) -> str:
    return ", ".join([*files[:SHOWN_UNITS], "…"] if len(files) > SHOWN_UNITS else files)
