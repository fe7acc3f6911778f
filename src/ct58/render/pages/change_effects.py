"""What a change turns, and what whoever approves it has to know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ct58.domain.changes.effects import Shift
from ct58.domain.changes.model import FileChange
from ct58.domain.changes.notices import Notice, NoticeKind, kinds_of
from ct58.domain.standing.consequences import Turn
from ct58.i18n import N_, msg
from ct58.render.change_words import Labels, change_subject, field_label
from ct58.render.pages.change_parts import MANY, SHOWN, listed_units
from ct58.render.pages.parts import abridged
from ct58.render.shifts import shift_subject, shift_texts, shifts_in_order
from ct58.render.status_words import STATUS_EMPHASIS, status_text
from ct58.render.verdict_words import VERDICT_EMPHASIS
from ct58.render.words import Speech, period_title
from ct58.views.changes import ChangesView
from ct58.views.page import Block, Column, Emphasis, Gap, Heading, Line, Table, Words, words

NOTICE_LABELS: Mapping[NoticeKind, str] = {
    "closed": N_("In a period whose books are closed"),
    "issued": N_("Figures that were already reported"),
    "deleted": N_("Data taken away"),
    "text": N_("Text of the programme changed"),
    "unsourced": N_("Without reason, document or source"),
    "jump": N_("Figures to look at again"),
}


class EffectSections:
    """Writes the effects and the notices of one view in one language."""

    def __init__(self, view: ChangesView, speech: Speech) -> None:
        self.view = view
        self.speech = speech
        self.labels = Labels(view.before, view.after)

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
            old, new = (self.speech.label(standing.status) for standing in sides)
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
            words(new, STATUS_EMPHASIS[turn.after.status]),
        )

    def _shift_rows(self) -> Iterator[tuple[Words, ...]]:
        """Indicators: those whose verdict turns first."""
        yield from map(self._shift_row, shifts_in_order(self.view.effects.shifts))

    def _shift_row(self, shift: Shift) -> tuple[Words, ...]:
        emphasis: Emphasis = VERDICT_EMPHASIS[shift.after.main.verdict] if shift.turns_verdict else "plain"
        old, new = shift_texts(shift, self.speech)
        subject = shift_subject(shift, self.speech)
        return words(shift.after.indicator.id, "strong"), words(subject), words(old), words(new, emphasis)

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
        label = words(self.speech.gettext(NOTICE_LABELS[kind]))
        if not found:
            return label, words(self.speech.gettext(N_("none")), "good")
        said = list(dict.fromkeys(self._notice(notice) for notice in found))
        more = len(said) - SHOWN
        rest = [self.speech.say(msg(N_("… {count} more"), count=more))] if more > 0 else []
        text = "; ".join([*said[:SHOWN], *rest])
        return label, words(f"{self.speech.number(len(said))}: {text}", "warning")

    def _field(self, change: FileChange, name: str) -> str:
        """A field of a file, which a notice names by its keys: `nhiệm vụ theo Phụ lục › PL-07 › tên`."""
        paths = (field.path for field in change.fields if ".".join(field.path) == name)
        return field_label(next(paths, (name,)), self.speech)

    def _notice(self, notice: Notice) -> str:
        subject = change_subject(notice.change, self.labels, self.speech)
        if isinstance(notice.change, FileChange) and notice.figure:
            subject = self._field(notice.change, notice.figure)
        elif notice.figure:
            subject = f"{subject}, {self.labels.figure(notice.figure)}"
        return f"{subject}: {self.speech.say(notice.message)}" if notice.message else subject
