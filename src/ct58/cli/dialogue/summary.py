"""Before anything is written: what it will be."""

from __future__ import annotations

from collections.abc import Iterator

from ct58.cli.dialogue.answers import not_given, report_words
from ct58.cli.dialogue.questions import Case
from ct58.cli.dialogue.talk import Talk
from ct58.domain.planning.draft import Draft
from ct58.domain.planning.reports import ReportWords
from ct58.i18n import Message, N_, msg
from ct58.render.words.labels import value_text
from ct58.render.words.speech import Speech
from ct58.views import page


def show_changes(talk: Talk, case: Case, draft: Draft) -> None:
    """The figures that become others, those that stay without a value, and the head."""
    words = report_words(case, draft, talk.speech)
    talk.prompter.say(page.Gap())
    talk.say(msg(N_("WILL BE WRITTEN")), "strong", indent=0)
    rows = tuple(_rows(case, draft, talk.speech))
    if rows:
        columns = (page.Column("", "right"), page.Column("", grows=True), page.Column(""))
        talk.prompter.say(page.Table(columns, rows, has_header=False))
    numbers = ", ".join(map(str, not_given(case, draft)))
    if numbers:
        talk.say(msg(N_("Not given: {numbers}"), numbers=numbers), "dim", indent=1)
    if words.state == "empty":
        text = N_("No figure is given: recorded as “no figures”, which does not count as received.")
        talk.say(msg(text), "warning", indent=1)
    head = " · ".join(map(talk.speech.say, _head(words, talk.speech)))
    if head:
        talk.say(head, indent=1)


def _rows(case: Case, draft: Draft, speech: Speech) -> Iterator[tuple[page.Words, ...]]:
    """Number, label, and the value with what it was before."""
    changed = draft.changed()
    for figure in case.figures:
        if figure.key in changed:
            old, new = draft.seen.get(figure.key), value_text(figure, changed[figure.key], speech)
            text = new if old is None else f"{value_text(figure, old, speech)} → {new}"
            yield page.words(str(figure.number)), page.words(figure.label), page.words(text, "strong")


def _head(words: ReportWords, speech: Speech) -> Iterator[Message]:
    """Receipt, document, quality and reason, as far as they are said."""
    if words.received_on:
        yield msg(N_("received on {day}"), day=words.received_on)
    yield from _document(words)
    if words.quality:
        yield msg(N_("figures: {quality}"), quality=speech.quality(words.quality))
    if words.notes and words.notes.difficulties:
        yield msg(N_("difficulties: {text}"), text=words.notes.difficulties)
    if words.notes and words.notes.proposals:
        yield msg(N_("proposals: {text}"), text=words.notes.proposals)
    if words.reason:
        yield msg(N_("reason: {reason}"), reason=words.reason)


def _document(words: ReportWords) -> Iterator[Message]:
    """Number, date, and the number under which it arrived."""
    if words.number and words.document_date:
        text = N_("{number}, document of {day}")
        yield msg(text, number=words.number, day=words.document_date)
    elif words.number:
        yield msg(N_("document {number}"), number=words.number)
    if words.arrival_number is not None:
        yield msg(N_("arrival number {number}"), number=str(words.arrival_number))
