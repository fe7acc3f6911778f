"""What an office hands in before there is a main copy: how much of each kind, since there is nothing to compare it with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ct58.domain.changes.model import (
    AmendmentChange,
    Change,
    EventChange,
    FileChange,
    ItemChange,
    ReportChange,
    UnitChange,
)
from ct58.i18n import N_, msg
from ct58.render.words.cells import number_words
from ct58.render.words.speech import Speech
from ct58.views.changes import ChangesView
from ct58.views.page import Block, Column, Declared, Gap, Line, declared, words

_KINDS: Mapping[str, Callable[[Change], bool]] = {
    N_("Units in the register"): lambda change: isinstance(change, UnitChange),
    N_("Reports of units"): lambda change: isinstance(change, ReportChange),
    N_("Events"): lambda change: isinstance(change, EventChange),
    N_("Items that came up on the way"): lambda change: isinstance(change, ItemChange),
    N_("Amendments of the programme"): lambda change: isinstance(change, AmendmentChange),
    N_("Files of periods"): lambda change: isinstance(change, FileChange) and change.kind == "period",
    N_("What the office says of itself"): lambda change: (
        isinstance(change, FileChange) and change.kind == "office"
    ),
}


def first_time(view: ChangesView, speech: Speech) -> Iterator[Block]:
    """The programme that it is about, and a row a kind of record."""
    head = view.after.programme.head
    text = N_("There was no main copy before. It begins with programme {number} of {day}, and:")
    yield Line(words(speech.say(msg(text, number=head.number, day=head.issued_on))))
    counts = {label: sum(map(is_one, view.changes)) for label, is_one in _KINDS.items()}
    columns: tuple[Declared[tuple[str, int]], ...] = (
        (Column(speech.gettext(N_("Kind")), grows=True), lambda row: words(speech.gettext(row[0]))),
        (Column(speech.gettext(N_("New")), "right"), lambda row: number_words(row[1], speech)),
    )
    yield from (Gap(), declared(columns, [row for row in counts.items() if row[1]]))
