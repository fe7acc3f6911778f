"""What whoever approves a change has to know, first on its page: a row a kind, then what of it moves settled results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ct58.domain.changes.model import FileChange
from ct58.domain.changes.notices import NOTICE_KINDS, Notice, kinds_of
from ct58.errors import Finding
from ct58.i18n import N_, msg
from ct58.render.words.changes import Labels, change_subject
from ct58.render.words.fields import field_label
from ct58.render.words.speech import Speech
from ct58.views.changes import ChangesView
from ct58.views.page import (
    Block,
    Column,
    Declared,
    Emphasis,
    Gap,
    Heading,
    Line,
    RowOfWords,
    Table,
    declared,
    in_files,
    on_screen,
    only_in_files,
    words,
)
from ct58.views.vocabularies import NOTICE_LABELS

if TYPE_CHECKING:  # mostly nothing settled moves
    from ct58.render.words.record_keys import JsonObject
    from ct58.views.settled import SettledRow

_ERRORS = N_("New errors in the data")
_KEPT = N_("Saved in spite of a warning")
_SHOWN = 6
"""So many notices of a kind a screen names."""
_MOST_SETTLED = 12
"""So many settled results that move a screen shows."""


class ReviewerSection:
    """Writes what is to be known of one view in one language."""

    def __init__(self, view: ChangesView, speech: Speech) -> None:
        self.view = view
        self.speech = speech
        self.labels = Labels(view.before, view.after)

    def blocks(self) -> Iterator[Block]:
        """What must be known before anybody approves; of which kinds there is nothing is said, too."""
        found = self._found()
        rows = [row for label, (said, emphasis) in found.items() for row in self._rows(label, said, emphasis)]
        yield from (Gap(), Heading(self.speech.gettext(N_("WHAT WHOEVER APPROVES MUST KNOW"))))
        if rows:
            titles = (N_("To know"), N_("Found"))
            columns = tuple(Column(self.speech.gettext(title), grows=title == titles[1]) for title in titles)
            yield Table(columns, tuple(rows), has_header=False)
        none = [self.speech.gettext(label) for label, (said, _emphasis) in found.items() if not said]
        if none:
            text = msg(N_("None of these: {kinds}"), kinds=" · ".join(none))
            yield Line(words(self.speech.say(text), "good"), indent=1)
        yield from self._settled_table()

    def _found(self) -> dict[str, tuple[list[str], Emphasis]]:
        """Label → what was found, and how grave it is; the gravest first."""
        view = self.view
        notices = kinds_of(view.notices)
        kept = _KEPT if view.target.revision else NOTICE_LABELS["warning"]
        found: dict[str, tuple[list[str], Emphasis]] = {
            _ERRORS: ([*map(self.finding, view.errors)], "overdue"),
            kept: ([*map(self.finding, view.warnings)], "warning"),
            NOTICE_LABELS["settled"]: (self._settled(), self._weight_of_settled()),
        }
        for kind in NOTICE_KINDS:
            label = NOTICE_LABELS[kind]
            if kind not in ("warning", "settled"):
                found[label] = ([*dict.fromkeys(map(self.notice, notices[kind]))], "warning")
        return found

    def _rows(self, label: str, said: Sequence[str], emphasis: Emphasis) -> Iterator[RowOfWords]:
        """A screen has the first of a kind in one row; a file, which is whole, a row for each."""
        if not said:
            return
        title = self.speech.gettext(label)
        count = "" if label == NOTICE_LABELS["settled"] else f"{self.speech.number(len(said))}: "
        if len(said) == 1:
            yield words(title), words(f"{count}{said[0]}", emphasis)
            return
        more = len(said) - _SHOWN
        rest = [self.speech.say(msg(N_("… {count} more"), count=more))] if more > 0 else []
        text = "; ".join([*(one.removesuffix(".") for one in said[:_SHOWN]), *rest])
        yield on_screen(title, "plain"), on_screen(f"{count}{text}", emphasis)
        yield in_files(title), in_files(f"{count}{said[0]}", emphasis)
        yield from ((words(""), in_files(one, emphasis)) for one in said[1:])

    def finding(self, finding: Finding) -> str:
        """A finding with its subject. Mostly there are none to say."""
        from ct58.errors.rules import problem_of
        from ct58.render.screens.check import subject_text
        from ct58.views.findings import subject_of

        names = {unit.id: unit.name for unit in self.view.after.units.values()}
        subject = subject_text(subject_of(finding, self.view.after, names), self.speech)
        problem = self.speech.say(problem_of(finding))
        return f"{subject}: {problem}" if subject else problem

    def notice(self, notice: Notice) -> str:
        """A notice with its subject."""
        subject = change_subject(notice.change, self.labels, self.speech)
        if isinstance(notice.change, FileChange) and notice.figure:
            subject = self._field(notice.change, notice.figure)
        elif notice.figure:
            subject = f"{subject}, {self.labels.figure(notice.figure)}"
        return f"{subject}: {self.speech.say(notice.message)}" if notice.message else subject

    def _field(self, change: FileChange, name: str) -> str:
        """A field of a file, which a notice names by its keys: `nhiệm vụ theo Phụ lục › PL-07 › tên`."""
        paths = (field.path for field in change.fields if ".".join(field.path) == name)
        return field_label(next(paths, (name,)), self.speech)

    def _settled(self) -> list[str]:
        """How many of the settled results move, and how many of them without a reason; the table below says which."""
        rows = self.view.settled
        bare = sum(not row.has_reason for row in rows)
        if not rows:
            return []
        text = (
            N_("{count}, of which {bare} without a reason; see below") if bare else N_("{count}, see below")
        )
        return [self.speech.say(msg(text, count=len(rows), bare=bare))]

    def _weight_of_settled(self) -> Emphasis:
        return "warning" if all(row.has_reason for row in self.view.settled) else "overdue"

    def _settled_table(self) -> Iterator[Block]:
        """Which settled results move, from what to what, and where they stand."""
        rows = self.view.settled
        if not rows:
            return
        say = self.speech.say
        columns: tuple[Declared[SettledRow], ...] = (
            (Column(say(N_("Settled result")), grows=True), lambda row: words(say(row.subject), "strong")),
            (Column(say(N_("Before")), grows=True), lambda row: words(say(row.before))),
            (Column(say(N_("After")), grows=True), lambda row: words(say(row.after), _weight(row))),
            (Column(say(N_("Where it stands")), grows=True), lambda row: words(say(row.place))),
            (Column(say(N_("Reason"))), lambda row: words(*_reason(row, self.speech))),
        )
        yield from (Gap(), declared(columns, rows[:_MOST_SETTLED]))
        if len(rows) > _MOST_SETTLED:
            more = msg(N_("… {count} more"), count=len(rows) - _MOST_SETTLED)
            yield Line(on_screen(say(more)), indent=1)
            yield from (only_in_files(Line(words(say(row.text)))) for row in rows[_MOST_SETTLED:])


def known_as_json(view: ChangesView, speech: Speech) -> list[JsonObject]:
    """The same for a program: what it is, in which file, in words."""
    section = ReviewerSection(view, speech)
    found: list[tuple[str, str, str]] = []
    for kind, findings in (("error", view.errors), ("warning", view.warnings)):
        found += [(kind, finding.file, section.finding(finding)) for finding in findings]
    found += [("settled", row.file, speech.say(row.text)) for row in view.settled]
    found += [(notice.kind, notice.change.file, section.notice(notice)) for notice in view.notices]
    return [{"kind": kind, "file": file, "text": text} for kind, file, text in found]


def _weight(row: SettledRow) -> Emphasis:
    return "warning" if row.has_reason else "overdue"


def _reason(row: SettledRow, speech: Speech) -> tuple[str, Emphasis]:
    """Whether one stands beside the change."""
    text = N_("given") if row.has_reason else N_("none given")
    return speech.gettext(text), _weight(row)
