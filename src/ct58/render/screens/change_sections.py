"""The sections of a change: what it turns, and the unit reports one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from operator import itemgetter

from ct58.domain.changes.effects import Shift
from ct58.domain.changes.fields import FieldChange
from ct58.domain.changes.model import Change, ReportChange, UnitChange
from ct58.domain.changes.notices import Notice
from ct58.domain.standing.consequences import Turn
from ct58.domain.standing.status import Standing
from ct58.i18n import Message, N_, msg
from ct58.render.words.changes import (
    Labels,
    NamedChange,
    change_subject,
    difference_text,
    figure_counts,
    how_label,
    moved_from,
)
from ct58.render.words.fields import field_label, plain_value
from ct58.render.words.indicators import shift_subject, shift_texts, shifts_in_order
from ct58.render.words.labels import shown_as, status_text, status_word
from ct58.render.words.speech import Speech, abridged, period_title
from ct58.views.changes import ChangesView
from ct58.views.page import (
    Block,
    Column,
    Emphasis,
    Gap,
    Heading,
    Line,
    Span,
    Table,
    Words,
    words,
)
from ct58.views.vocabularies import HOW_CHANGED, VERDICTS

MANY = 4
"""From so many on, units that did the same, or turned alike, form one line."""
_SHOWN = 6
"""So many units, files or notices of a list are named."""


def how_words(change: NamedChange, speech: Speech) -> Words:
    """New, filled in, changed, gone or moved."""
    return words(speech.gettext(how_label(change)), HOW_CHANGED[change.how].emphasis)


def how_column(speech: Speech) -> Column:
    """The column of `how_words`, which need no title on a screen."""
    return Column("", name=speech.gettext(N_("Change")))


def field_cells(field: FieldChange, speech: Speech) -> tuple[Words, Words, Words]:
    """A field's label, what it was, and what it is."""
    old, new = (plain_value(value, speech, field.path) for value in (field.old, field.new))
    return words(field_label(field.path, speech)), words(old), (Span("→ ", "dim"), Span(new))


def listed_units(units: Sequence[str], speech: Speech) -> str:
    """`23 đơn vị (Sở Y tế, Sở Xây dựng …)`."""
    shown = ", ".join(units[:_SHOWN]) + (" …" if len(units) > _SHOWN else "")
    return speech.say(msg(N_("{count} units ({units})"), count=speech.count(len(units)), units=shown))


def listed_files(files: Sequence[str]) -> str:
    """The first of some files."""
    return ", ".join([*files[:_SHOWN], "…"] if len(files) > _SHOWN else files)


class EffectSections:
    """Writes the effects of one view in one language."""

    def __init__(self, view: ChangesView, speech: Speech) -> None:
        self.view = view
        self.speech = speech
        self.labels = Labels(view.before, view.after)

    def effects(self) -> Iterator[Block]:
        """Reports tallied, statuses and indicators that turn."""
        rows = (*self._arrival_rows(), *self._turn_rows(), *self._shift_rows())
        if not rows:
            return
        titles = (N_("Effect on"), N_("Before"), N_("After"))
        columns = (
            Column("", name=self.speech.gettext(N_("Id"))),
            *(Column(self.speech.gettext(title), grows=True) for title in titles),
        )
        yield from (Gap(), Heading(self.speech.gettext(N_("EFFECTS"))), Table(columns, rows))
        if self.view.effects.left_out:
            periods = ", ".join(map(self.speech.period, self.view.effects.left_out))
            text = msg(N_("Indicators of these periods were not compared: {periods}"), periods=periods)
            yield Line(words(self.speech.say(text), "dim"))

    def _arrival_rows(self) -> Iterator[tuple[Words, ...]]:
        for count in self.view.effects.consequences.arrivals:
            title = period_title(count.title, self.speech.period(count.period))
            old, new = (f"{number}/{count.expected}" for number in (count.before, count.after))
            yield words(""), words(title), words(old), words(new, "strong")

    def _turn_rows(self) -> Iterator[tuple[Words, ...]]:
        """What turned alike is one line, by item and occurrence."""
        groups: dict[object, list[Turn]] = {}
        for turn in self.view.effects.consequences.turns:
            obligation = turn.after.obligation
            key = (obligation.item.id, obligation.occurrence.key, *self._statuses(turn))
            groups.setdefault(key, []).append(turn)
        for group in groups.values():
            if len(group) >= MANY:
                yield self._turns_row(group)
            else:
                yield from map(self._turn_row, group)

    def _statuses(self, turn: Turn) -> tuple[str, str]:
        """What it was and is; with its days where nothing else turned."""
        sides = (turn.before, turn.after)
        if turn.before.status == turn.after.status:
            old, new = (status_text(standing, self.speech) for standing in sides)
        else:
            old, new = (status_word(standing, self.speech) for standing in sides)
        return old, new

    def _turn_row(self, turn: Turn) -> tuple[Words, ...]:
        old, new = (status_text(standing, self.speech) for standing in (turn.before, turn.after))
        unit = turn.after.obligation.unit
        who = f", {unit.label}" if unit else ""
        return self._turn_cells(turn, who, old, new)

    def _turns_row(self, group: Sequence[Turn]) -> tuple[Words, ...]:
        turn = group[0]
        old, new = self._statuses(turn)
        units = [unit.label for entry in group if (unit := entry.after.obligation.unit)]
        return self._turn_cells(turn, f", {listed_units(units, self.speech)}", old, new)

    def _turn_cells(self, turn: Turn, who: str, old: str, new: str) -> tuple[Words, ...]:
        obligation = turn.after.obligation
        is_once = obligation.occurrence.key == "once"
        title = abridged(obligation.item.title)
        what = title if is_once else period_title(title, self.speech.period(obligation.occurrence.period))
        return (
            words(obligation.item.id, "strong"),
            words(f"{what}{who}"),
            words(old),
            words(new, shown_as(turn.after).emphasis),
        )

    def _shift_rows(self) -> Iterator[tuple[Words, ...]]:
        """Indicators: those whose verdict turns first."""
        yield from map(self._shift_row, shifts_in_order(self.view.effects.shifts, self.speech))

    def _shift_row(self, shift: Shift) -> tuple[Words, ...]:
        emphasis: Emphasis = VERDICTS[shift.after.main.verdict].emphasis if shift.turns_verdict else "plain"
        old, new = shift_texts(shift, self.speech)
        subject = shift_subject(shift, self.speech)
        return words(shift.after.indicator.id, "strong"), words(subject), words(old), words(new, emphasis)


class ReportSection:
    """Writes the reports of one view in one language."""

    def __init__(self, view: ChangesView, speech: Speech) -> None:
        self.view = view
        self.speech = speech
        self.labels = Labels(view.before, view.after)
        self.odd = _odd_figures(view.notices)
        self.old_ids = {c.unit: c.was for c in view.changes if isinstance(c, UnitChange) and c.was}

    def blocks(self, changes: Sequence[Change]) -> Iterator[Block]:
        """First what was there and is not as it was, one by one; then, a line each, what only says more, and the new."""
        found = [change for change in changes if isinstance(change, ReportChange)]
        supplements = [change for change in found if self._is_plain_supplement(change)]
        for change in found:
            is_new = change.is_arrival or change.how == "moved"
            if change.overwritten or not (is_new or change in supplements):
                yield from self._old_report(change)
        yield from self._supplement_table(supplements)
        moved = [c for c in found if c.how == "moved" and not self._went_along(c)]
        yield from self._report_table([*(c for c in found if c.is_arrival), *moved])
        along = Counter(c.unit for c in found if c.how == "moved" and self._went_along(c))
        yield from (self._along(unit, count) for unit, count in along.items())

    def _along(self, unit: str, count: int) -> Line:
        """How many reports stand elsewhere only because their unit does."""
        text = N_("{unit}, formerly {id}: {count} reports went along, unchanged")
        said = msg(text, unit=self.labels.unit(unit), id=self.old_ids[unit], count=count)
        return Line(words(self.speech.say(said), "dim"), indent=1)

    def _is_plain_supplement(self, change: ReportChange) -> bool:
        """Whether all there is to tell is what was filled in."""
        is_odd = any((change.file, field.path[0]) in self.odd for field in change.figures)
        return change.is_supplement and not (change.is_arrival or change.corrections or change.was or is_odd)

    def _went_along(self, change: ReportChange) -> bool:
        """Whether a report stands elsewhere only because its unit got another id."""
        return change.was == (self.old_ids.get(change.unit), change.period)

    def _old_report(self, change: ReportChange) -> Iterator[Block]:
        """What is another figure, each with its label, old and new value, and what is odd about it."""
        reasons = [msg(N_("reason: {reason}"), reason=entry.reason) for entry in change.corrections]
        was = [moved_from(change.was, self.labels)] if change.was and not self._went_along(change) else []
        notes = "".join(f" · {self.speech.say(part)}" for part in (*was, *reasons))
        subject = f" {change_subject(change, self.labels, self.speech)}"
        yield Line((*how_words(change, self.speech), Span(subject, "strong"), Span(notes)), indent=1)
        figures = change.overwritten if change.is_arrival else change.figures
        rows = tuple(self._value_row(change, field) for field in figures if change.how == "changed")
        rows += () if change.is_arrival else tuple(self._field_row(field) for field in change.fields)
        if rows:
            yield Table(self._value_columns, rows, indent=3, has_header=False)

    @cached_property
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
        return (*field_cells(field, self.speech), words(""), words(""))

    def _odd(self, change: ReportChange, key: str) -> str:
        return "; ".join(self.speech.say(message) for message in self.odd.get((change.file, key), ()))

    def _supplement_table(self, changes: Sequence[ReportChange]) -> Iterator[Block]:
        """What reports say now of figures that they had left open."""
        titles = (N_("Unit"), N_("Period"), N_("Figures"))
        columns = (
            how_column(self.speech),
            *(Column(self.speech.gettext(title), grows=title in titles[::2]) for title in titles),
        )
        rows = tuple(
            (
                how_words(change, self.speech),
                words(self.labels.unit(change.unit), "strong"),
                words(self.speech.period(change.period)),
                words("; ".join(map(self._given, change.figures))),
            )
            for change in changes
        )
        if rows:
            yield Table(columns, rows)

    def _given(self, field: FieldChange) -> str:
        """`5. Số đảng viên kết nạp: 12`."""
        key = field.path[0]
        return f"{self.labels.figure(key)}: {self.labels.value(key, field.new, self.speech)}"

    def _report_table(self, changes: Sequence[ReportChange]) -> Iterator[Block]:
        """New and moved reports: who, when it came, how many figures."""
        titles = (N_("Unit"), N_("Period"), N_("State"), N_("Received"), N_("Figures"))
        columns = [how_column(self.speech)]
        columns += [Column(self.speech.gettext(title), grows=title == N_("Unit")) for title in titles]
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
            how_words(change, self.speech),
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
        return " → ".join(dict.fromkeys(map(self.speech.report_state, sides)))

    def _late(self, change: ReportChange) -> Words:
        """How late a new report was, if it was."""
        turns = self.view.effects.consequences.turns
        standing = next((turn.after for turn in turns if _is_of(turn.after, change)), None)
        if standing is None or standing.status != "completed_late":
            return ()
        text = msg(N_(", {days} late"), days=self.speech.days(standing.days_overdue))
        return words(self.speech.say(text), "late")


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
